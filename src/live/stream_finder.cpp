// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/stream_finder.h>

#include "profile_walk.h"

#include <QtCore/QSet>

#include <algorithm>

namespace vigie::live {
namespace {

constexpr qsizetype kMostStreams = 8;
constexpr int kRtspPort = 554;
constexpr int kRtspsPort = 322;

std::optional<VideoCodec> codecOf(const QString &encoding)
{
    if (encoding.isEmpty()) // Media 1 knows no H.265, and such profiles leave it out: the stream itself says
        return VideoCodec::Unknown;
    if (encoding == QLatin1String("H264"))
        return VideoCodec::H264;
    if (encoding == QLatin1String("H265"))
        return VideoCodec::H265;
    if (encoding == QLatin1String("JPEG"))
        return VideoCodec::Mjpeg;
    return std::nullopt;
}

qint64 pixelsOf(const StreamEndpoint &stream)
{
    return qint64{stream.size.width()} * stream.size.height();
}

} // namespace

struct StreamFinder::Asking {
    QString key; ///< of m_known
    QUrl device;
    StreamsFound found;
    QList<StreamEndpoint> streams;
    std::shared_ptr<ProfileWalk> walk;
};

StreamFinder::StreamFinder(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) { }

std::shared_ptr<void> StreamFinder::find(const CameraEndpoint &endpoint, StreamsFound found)
{
    auto asking = std::make_shared<Asking>();
    asking->key = endpoint.user + QLatin1Char(' ') + endpoint.onvifUrl.toString();
    asking->device = endpoint.onvifUrl;
    asking->found = std::move(found);
    if (const auto known = m_known.constFind(asking->key); known != m_known.cend()) {
        finish(asking, *known);
        return asking;
    }
    asking->walk = std::make_shared<ProfileWalk>(endpoint, m_clock);
    const std::weak_ptr<Asking> alive = asking;
    asking->walk->start(
        [alive](const onvif::Profile &profile, const QUrl &url) {
            const auto still = alive.lock();
            if (!still)
                return false;
            if (auto stream = streamOfProfile(profile, url, still->device))
                still->streams.append(std::move(*stream));
            return still->streams.size() < kMostStreams;
        },
        [this, alive](const Result<> &walked) {
            const auto still = alive.lock();
            if (!still)
                return;
            if (!walked)
                finish(still, fail(walked));
            else if (still->streams.isEmpty())
                finish(still, fail(ErrorCode::NotFound, QStringLiteral("no profile of the device can be shown")));
            else
                finish(still, *m_known.insert(still->key, tidied(std::move(still->streams))));
        });
    return asking;
}

/// Through the event loop, so that whoever is told may let go of the asking, and with it of the device that is answering.
void StreamFinder::finish(const std::shared_ptr<Asking> &asking, Result<QList<StreamEndpoint>> streams)
{
    QMetaObject::invokeMethod(
        this,
        [alive = std::weak_ptr<Asking>(asking), streams = std::move(streams)] {
            if (const auto still = alive.lock())
                still->found(streams);
        },
        Qt::QueuedConnection);
}

std::optional<StreamEndpoint> streamOfProfile(const onvif::Profile &profile, const QUrl &url, const QUrl &device)
{
    const auto codec = codecOf(profile.encoding);
    if (!codec || (url.scheme() != QLatin1String("rtsp") && url.scheme() != QLatin1String("rtsps")) || device.host().isEmpty())
        return std::nullopt;
    StreamEndpoint stream;
    stream.name = profile.name.isEmpty() ? profile.token : profile.name;
    stream.url = url;
    stream.url.setUserInfo(QString()); // some devices write the password into it
    stream.url.setHost(device.host());
    const int usual = url.scheme() == QLatin1String("rtsps") ? kRtspsPort : kRtspPort;
    stream.url.setPort(url.port() > 0 ? url.port() : usual); // port 0 is written by some
    stream.url.setFragment(QString());
    stream.codec = *codec;
    stream.size = profile.size;
    stream.fps = profile.fps;
    stream.kbps = profile.kbps;
    return stream;
}

QList<StreamEndpoint> tidied(QList<StreamEndpoint> streams)
{
    std::stable_sort(streams.begin(), streams.end(),
                     [](const StreamEndpoint &a, const StreamEndpoint &b) { return pixelsOf(a) < pixelsOf(b); });
    QList<StreamEndpoint> kept;
    QSet<QUrl> urls;
    QSet<QString> names;
    for (StreamEndpoint &stream : streams) {
        if (urls.contains(stream.url) || kept.size() == kMostStreams)
            continue;
        urls.insert(stream.url);
        const QString name = stream.name;
        for (int more = 2; names.contains(stream.name); ++more)
            stream.name = QStringLiteral("%1 (%2)").arg(name).arg(more);
        names.insert(stream.name);
        kept.append(std::move(stream));
    }
    return kept;
}

} // namespace vigie::live
