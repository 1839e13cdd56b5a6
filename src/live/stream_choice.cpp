// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/stream_choice.h>

#include <algorithm>
#include <numeric>

namespace vigie::live {
namespace {

constexpr QSize kUsualSub(640, 360);
constexpr QSize kUsualMain(1920, 1080);
constexpr double kUsualFps = 15.0;

double areaOf(QSize size)
{
    return double(size.width()) * size.height();
}

/// How much \p stream is magnified when it is letterboxed into \p tile.
double magnification(QSize stream, QSize tile)
{
    return std::min(double(tile.width()) / stream.width(), double(tile.height()) / stream.height());
}

/// Place, in order of size, of the smallest stream that is magnified by no more than \p atMost; else
/// of the largest.
int smallestThatFills(const QList<QSize> &sorted, QSize tile, double atMost)
{
    if (tile.isEmpty())
        return 0;
    const auto found = std::find_if(sorted.cbegin(), sorted.cend(), [&](QSize size) {
        return magnification(size, tile) <= atMost;
    });
    return found == sorted.cend() ? static_cast<int>(sorted.size()) - 1
                                  : static_cast<int>(std::distance(sorted.cbegin(), found));
}

/// The same with hysteresis: what is shown at \p current (-1: nothing) goes on inside the band.
int fitting(const QList<QSize> &sorted, QSize tile, int current, double atMost, double whenBack)
{
    const int fits = smallestThatFills(sorted, tile, atMost);
    return current > fits ? std::min(current, smallestThatFills(sorted, tile, whenBack)) : fits;
}

} // namespace

QList<QSize> sizesOf(const QList<StreamEndpoint> &streams)
{
    QList<QSize> sizes;
    const auto count = static_cast<int>(streams.size());
    for (int i = 0; i < count; ++i) {
        const StreamEndpoint &stream = streams.at(i);
        if (!stream.size.isEmpty())
            sizes.append(stream.size);
        else if (stream.name == QLatin1String("sub"))
            sizes.append(kUsualSub);
        else if (stream.name == QLatin1String("main") || count == 1)
            sizes.append(kUsualMain);
        else
            sizes.append(kUsualSub + (kUsualMain - kUsualSub) * (double(i) / (count - 1)));
    }
    return sizes;
}

QList<int> bySize(const QList<StreamEndpoint> &streams)
{
    const QList<QSize> sizes = sizesOf(streams);
    QList<int> order(streams.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return areaOf(sizes.at(a)) < areaOf(sizes.at(b)); });
    return order;
}

double nominalKbps(const StreamEndpoint &stream, QSize size)
{
    if (stream.kbps > 0)
        return stream.kbps;
    const double bitsPerPixel = stream.codec == VideoCodec::Mjpeg ? 1.2
        : stream.codec == VideoCodec::H265                        ? 0.06
                                                                  : 0.1;
    return areaOf(size) * (stream.fps > 0.0 ? stream.fps : kUsualFps) * bitsPerPixel / 1000.0;
}

Choice chooseStream(const QList<StreamEndpoint> &streams, const Showing &showing,
                    const Circumstance &circumstance)
{
    const QList<QSize> sizes = sizesOf(streams);
    QList<int> order;
    QList<QSize> sorted;
    int current = -1;
    int affordable = 0; // of those in order
    int seen = 0;
    for (const int index : bySize(streams)) {
        const bool paidFor = circumstance.affordable < 0 || seen++ < circumstance.affordable;
        if (circumstance.failed.contains(streams.at(index).name))
            continue;
        if (streams.at(index).name == circumstance.current)
            current = static_cast<int>(order.size());
        order.append(index);
        sorted.append(sizes.at(index));
        affordable += paidFor ? 1 : 0;
    }
    if (order.isEmpty())
        return {};
    if (affordable == 0)
        return {-1, Reason::LinkBudget};

    // The tile as any other, then with what the operator does to it: the difference is the reason.
    const bool sharp = showing.enlarged || showing.importance == media::Importance::Selected;
    const QSize zoomed = showing.size * std::max(1.0, showing.zoom);
    const int plain = fitting(sorted, showing.size, current, kMagnifiedAtMost, kMagnifiedWhenBack);
    const int sharper = sharp
        ? fitting(sorted, showing.size, current, kSharpAtMost, kSharpWhenBack)
        : plain;
    const int asked = std::max(
        sharper, sharp ? fitting(sorted, zoomed, current, kSharpAtMost, kSharpWhenBack)
                       : fitting(sorted, zoomed, current, kMagnifiedAtMost, kMagnifiedWhenBack));
    const int spared = circumstance.machineShort ? std::max(0, asked - 1) : asked;
    const int taken = std::min(spared, affordable - 1);

    Reason reason = Reason::FillsTile;
    if (streams.size() == 1)
        reason = Reason::OnlyOne;
    else if (taken < spared)
        reason = Reason::LinkBudget;
    else if (spared < asked)
        reason = Reason::MachineShort;
    else if (order.size() < streams.size())
        reason = Reason::OtherFailed;
    else if (asked > sharper)
        reason = Reason::Zoomed;
    else if (sharper > plain)
        reason = showing.enlarged ? Reason::Enlarged : Reason::Selected;
    else if (showing.enlarged)
        reason = Reason::Enlarged;
    return {order.at(taken), reason};
}

} // namespace vigie::live
