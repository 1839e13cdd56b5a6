// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"

#include <core/clock.h>
#include <render/tile_feed.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <ctime>
#include <vector>

namespace vigie::bench {
namespace {

constexpr int kRounds = 5; ///< interleaved, the least of them counts

/// Of this thread: what a session's thread would pay.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A picture with something in it everywhere.
media::FramePtr busyPicture(QSize size, media::ColourSpace space)
{
    const int w = (size.width() + 31) & ~31;
    const auto luma = static_cast<std::size_t>(w) * static_cast<std::size_t>(size.height());
    const auto bytes = std::make_shared<std::vector<std::uint8_t>>(luma * 2);
    std::uint32_t seed = 1;
    for (std::uint8_t &byte : *bytes) {
        seed = seed * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(16 + (seed >> 24) % 220);
    }
    auto frame = std::make_shared<media::Frame>();
    frame->size = size;
    frame->colourSpace = space;
    frame->planes = {bytes->data(), bytes->data() + luma, bytes->data() + luma + luma / 2};
    frame->strides = {w, w / 2, w / 2};
    frame->owner = bytes;
    return frame;
}

PrivacyMask mask(PrivacyMask::Style style, double x)
{
    return {style, {{x, 0.1}, {x + 0.2, 0.1}, {x + 0.2, 0.6}, {x, 0.6}}};
}

struct Variant {
    const char *name;
    QList<PrivacyMask> masks;
    vigie::render::PictureLook look;
    bool watermark = false;
    bool moving = false; ///< another view for every picture
    bool bt709 = false;
};

QSize sizeFrom(const QString &text, QSize otherwise)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    return size.isEmpty() ? otherwise : size;
}

} // namespace

int render(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("picture"), {}, QStringLiteral("WxH"), QStringLiteral("640x360")},
                       {QStringLiteral("tile"), {}, QStringLiteral("WxH"), QStringLiteral("480x270")},
                       {QStringLiteral("pictures"), {}, QStringLiteral("N"), QStringLiteral("300")}});
    addCommonOptions(parser, false);
    if (!parser.parse(arguments))
        return wrongArguments("render", qPrintable(parser.errorText()));
    const QSize picture = sizeFrom(parser.value(QStringLiteral("picture")), {640, 360});
    const QSize tile = sizeFrom(parser.value(QStringLiteral("tile")), {480, 270});
    const int pictures = std::max(1, parser.value(QStringLiteral("pictures")).toInt());
    const QList<PrivacyMask> masks{mask(PrivacyMask::Style::Blurred, 0.1), mask(PrivacyMask::Style::Filled, 0.6)};
    const QRectF whole(0, 0, 1, 1);
    const vigie::render::Dewarp view{{}, vigie::render::Dewarp::Mode::View, {20.0, -40.0, 70.0}};
    const vigie::render::Dewarp strip{{}, vigie::render::Dewarp::Mode::Strip, {}};
    const std::vector<Variant> variants{{"plain", {}, {}},
                                        {"plain, BT.709", {}, {}, false, false, true},
                                        {"masks", masks, {}},
                                        {"watermark", {}, {}, true},
                                        {"masks and watermark", masks, {}, true},
                                        {"zoom 4", {}, {{0.31, 0.42, 0.25, 0.25}, {}}},
                                        {"dewarped view", {}, {whole, view}},
                                        {"dewarped view, moving", {}, {whole, view}, false, true},
                                        {"panorama strip", {}, {whole, strip}}};
    const SystemClock clock;
    const auto watermark = vigie::render::Watermark::of(QStringLiteral("A101"), clock);
    const media::FramePtr bt601 = busyPicture(picture, media::ColourSpace::Bt601);
    const media::FramePtr bt709 = busyPicture(picture, media::ColourSpace::Bt709);
    std::vector<double> least(variants.size(), 1e9);
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
            const Variant &variant = variants[i];
            const media::FramePtr &frame = variant.bt709 ? bt709 : bt601;
            vigie::render::TileFeed feed(vigie::render::Backend::Cpu);
            feed.setTargetSize(tile);
            feed.setMasks(variant.masks);
            feed.setLook(variant.look);
            feed.setWatermark(variant.watermark ? watermark : nullptr);
            feed.present(frame);
            vigie::render::PictureLook look = variant.look;
            const double before = cpuMs();
            for (int n = 0; n < pictures; ++n) {
                if (variant.moving) {
                    look.dewarp->view.pan += 0.5;
                    feed.setLook(look);
                }
                feed.present(frame);
            }
            least[i] = std::min(least[i], (cpuMs() - before) / pictures);
        }
    }
    QJsonArray rows;
    for (std::size_t i = 0; i < variants.size(); ++i)
        rows.append(QJsonObject{{QStringLiteral("what"), QLatin1String(variants[i].name)},
                                {QStringLiteral("cpu_ms"), least[i]}});
    const QJsonObject result{{QStringLiteral("picture"), QStringLiteral("%1x%2").arg(picture.width()).arg(picture.height())},
                             {QStringLiteral("tile"), QStringLiteral("%1x%2").arg(tile.width()).arg(tile.height())},
                             {QStringLiteral("pictures"), pictures},
                             {QStringLiteral("variants"), rows}};
    print(result, parser);
    return 0;
}

} // namespace vigie::bench
