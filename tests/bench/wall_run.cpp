// SPDX-License-Identifier: GPL-3.0-or-later
#include <wall_run.h>

#include <process_usage.h>

#include <ui/surface/video_surface.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QProcess>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <atomic>
#include <cmath>

namespace vigie::bench {
namespace {

constexpr int kMemorySampleMs = 2000;
constexpr int kFfmpegOpenMs = 90'000;

class CountingSink final : public media::FrameSink {
public:
    void present(media::FramePtr /*frame*/) override
    {
        m_count.fetch_add(1, std::memory_order_relaxed);
    }
    [[nodiscard]] qint64 count() const { return m_count.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_count = 0;
};

struct Tile {
    const BenchStream *stream = nullptr;
    std::shared_ptr<render::TileFeed> feed;
    std::shared_ptr<CountingSink> counter;
    std::unique_ptr<media::Session> session;
};

void waitFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// A grid as near to a square as the tiles fill.
QRect cell(int index, int count, QSize size)
{
    const int columns = static_cast<int>(std::ceil(std::sqrt(count)));
    const int rows = (count + columns - 1) / columns;
    const int left = size.width() * (index % columns) / columns;
    const int right = size.width() * (index % columns + 1) / columns;
    const int top = size.height() * (index / columns) / rows;
    const int bottom = size.height() * (index / columns + 1) / rows;
    return {left, top, right - left, bottom - top};
}

QJsonObject report(const Tile &tile)
{
    const media::SessionStats stats = tile.session->stats();
    const qint64 shown = tile.feed ? tile.feed->shown() : tile.counter->count();
    const qint64 replaced = tile.feed ? tile.feed->replaced() : 0;
    QJsonObject object{{QStringLiteral("url"), tile.stream->url.toString()},
                       {QStringLiteral("first_picture_ms"),
                        stats.firstPicture
                            ? QJsonValue(static_cast<qint64>(stats.firstPicture->count()))
                            : QJsonValue()},
                       {QStringLiteral("decoded"), static_cast<qint64>(stats.decoded)},
                       {QStringLiteral("shown"), shown},
                       {QStringLiteral("dropped"), static_cast<qint64>(stats.dropped) + replaced},
                       {QStringLiteral("stalls"), static_cast<qint64>(stats.stalls)},
                       {QStringLiteral("fps"), stats.fps},
                       {QStringLiteral("reconnects"), stats.reconnects},
                       {QStringLiteral("decoder"), stats.decoder}};
    if (stats.lastError)
        object.insert(QStringLiteral("error"), toLogText(*stats.lastError));
    return object;
}

} // namespace

QJsonObject runWall(const WallOptions &options)
{
    const bool visible = options.render != QLatin1String("none");
    const auto backend =
        options.render == QLatin1String("gpu") ? render::Backend::Gpu : render::Backend::Cpu;
    std::unique_ptr<ui::VideoSurface> surface;
    std::vector<Tile> tiles(static_cast<std::size_t>(options.tiles));
    QList<ui::SurfaceTile> places;
    for (int i = 0; i < options.tiles; ++i) {
        Tile &tile = tiles[static_cast<std::size_t>(i)];
        tile.stream = &options.streams[static_cast<std::size_t>(i) % options.streams.size()];
        tile.session = std::make_unique<media::Session>();
        if (visible) {
            tile.feed = std::make_shared<render::TileFeed>(backend);
            places.append({i, cell(i, options.tiles, options.size), tile.feed});
        } else {
            tile.counter = std::make_shared<CountingSink>();
        }
    }
    if (visible) {
        surface = ui::VideoSurface::create(backend);
        surface->widget()->resize(options.size);
        surface->setTiles(places);
        surface->widget()->show();
    }
    double peakPss = 0.0;
    QTimer memory;
    QObject::connect(&memory, &QTimer::timeout, &memory,
                     [&] { peakPss = std::max(peakPss, ownPssMb()); });
    memory.start(kMemorySampleMs);

    QElapsedTimer wall;
    wall.start();
    const double cpuBefore = ownCpuSeconds();
    for (Tile &tile : tiles) {
        media::SessionOptions session = tile.stream->options(options.transport);
        session.sink = tile.feed ? std::static_pointer_cast<media::FrameSink>(tile.feed)
                                 : std::static_pointer_cast<media::FrameSink>(tile.counter);
        tile.session->start(std::move(session));
    }
    waitFor(options.seconds * 500);
    const double cpuHalf = ownCpuSeconds();
    const qint64 half = wall.nsecsElapsed();
    waitFor(options.seconds * 500);
    const double cpuEnd = ownCpuSeconds();
    const qint64 end = wall.nsecsElapsed();
    peakPss = std::max(peakPss, ownPssMb());
    const int threads = ownThreads();

    QJsonArray streams;
    for (const Tile &tile : tiles)
        streams.append(report(tile));
    QElapsedTimer stopping;
    stopping.start();
    for (Tile &tile : tiles)
        tile.session->requestStop();
    for (Tile &tile : tiles)
        tile.session->stop();
    const qint64 stopMs = stopping.elapsed();
    return {{QStringLiteral("streams"), streams},
            {QStringLiteral("cpu_s"), cpuEnd - cpuBefore},
            {QStringLiteral("wall_s"), static_cast<double>(end) * 1e-9},
            {QStringLiteral("steady_cores"),
             (cpuEnd - cpuHalf) / (static_cast<double>(end - half) * 1e-9)},
            {QStringLiteral("peak_pss_mb"), peakPss},
            {QStringLiteral("threads"), threads},
            {QStringLiteral("stop_all_ms"), stopMs},
            {QStringLiteral("render"), options.render}};
}

std::optional<double> runFfdec(const WallOptions &options)
{
    QStringList arguments{QStringLiteral("-nostdin"),  QStringLiteral("-hide_banner"),
                          QStringLiteral("-loglevel"), QStringLiteral("error"),
                          QStringLiteral("-progress"), QStringLiteral("pipe:1")};
    for (int i = 0; i < options.tiles; ++i) {
        const BenchStream &stream =
            options.streams[static_cast<std::size_t>(i) % options.streams.size()];
        arguments << QStringLiteral("-rtsp_transport")
                  << (options.transport == RtpTransport::Udp ? QStringLiteral("udp")
                                                             : QStringLiteral("tcp"))
                  << QStringLiteral("-threads") << QStringLiteral("1") << QStringLiteral("-i")
                  << stream.whole;
    }
    for (int i = 0; i < options.tiles; ++i) {
        arguments << QStringLiteral("-map") << QStringLiteral("%1:v").arg(i) << QStringLiteral("-f")
                  << QStringLiteral("null") << QStringLiteral("-");
    }
    QProcess ffmpeg;
    ffmpeg.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    ffmpeg.start(QStringLiteral("ffmpeg"), arguments);
    if (!ffmpeg.waitForStarted())
        return std::nullopt;
    QElapsedTimer wall;
    wall.start();
    // ffmpeg opens and probes its inputs one after the other; -progress speaks once all of them are
    // being decoded.
    QByteArray progress;
    while (!progress.contains("progress=") && wall.elapsed() < kFfmpegOpenMs) {
        if (!ffmpeg.waitForReadyRead(kFfmpegOpenMs))
            break;
        progress += ffmpeg.readAllStandardOutput();
    }
    QObject::connect(&ffmpeg, &QProcess::readyReadStandardOutput, &ffmpeg,
                     [&] { ffmpeg.readAllStandardOutput(); });
    const qint64 pid = ffmpeg.processId();
    waitFor(options.seconds * 500);
    const double before = cpuSecondsOf(pid);
    const qint64 half = wall.nsecsElapsed();
    waitFor(options.seconds * 500);
    const double after = cpuSecondsOf(pid);
    const qint64 end = wall.nsecsElapsed();
    const bool alive = ffmpeg.state() == QProcess::Running;
    ffmpeg.terminate();
    if (!ffmpeg.waitForFinished(5000))
        ffmpeg.kill();
    ffmpeg.waitForFinished(1000);
    if (!alive || before < 0 || after < 0)
        return std::nullopt;
    return (after - before) / (static_cast<double>(end - half) * 1e-9);
}

} // namespace vigie::bench
