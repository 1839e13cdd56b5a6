// SPDX-License-Identifier: GPL-3.0-or-later
#include <bench.h>

#include <stream_list.h>

#include <render/tile_feed.h>
#include <ui/surface/video_surface.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <camsim/clock_code.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>

namespace vigie::bench {

namespace {

double nowMs()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

/// Capture instants of the pictures on their way, so that the age of what was painted can be told
/// without reading pixels back from the screen.
class StampingSink final : public media::FrameSink {
public:
    explicit StampingSink(std::shared_ptr<render::TileFeed> feed) : m_feed(std::move(feed)) { }

    void present(media::FramePtr frame) override
    {
        const std::optional<int64_t> stamp = camsim::readClockCode(
            frame->planes[0], frame->strides[0], frame->size.width(), frame->size.height());
        {
            const std::scoped_lock lock(m_mutex);
            if (stamp) {
                m_newest = *stamp;
                m_decoded.push_back(nowMs() - static_cast<double>(*stamp));
            } else {
                ++m_unread;
            }
        }
        m_feed->present(std::move(frame));
    }
    void onPainted()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_newest == m_painted)
            return;
        m_painted = m_newest;
        m_presented.push_back(nowMs() - static_cast<double>(m_newest));
    }
    [[nodiscard]] QJsonObject report();

private:
    std::shared_ptr<render::TileFeed> m_feed;
    std::mutex m_mutex;
    int64_t m_newest = 0; // m_mutex
    int64_t m_painted = 0; // m_mutex
    qint64 m_unread = 0; // m_mutex
    std::vector<double> m_decoded; // m_mutex; capture to decoder's output, ms
    std::vector<double> m_presented; // m_mutex; capture to end of painting, ms
};

double percentile(std::vector<double> &sorted, double share)
{
    if (sorted.empty())
        return 0.0;
    const auto at =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size()))) - 1;
    return sorted[std::min(at, sorted.size() - 1)];
}

QJsonObject StampingSink::report()
{
    const std::scoped_lock lock(m_mutex);
    std::sort(m_decoded.begin(), m_decoded.end());
    std::sort(m_presented.begin(), m_presented.end());
    return {{QStringLiteral("p50_ms"), percentile(m_presented, 0.50)},
            {QStringLiteral("p95_ms"), percentile(m_presented, 0.95)},
            {QStringLiteral("max_ms"), m_presented.empty() ? 0.0 : m_presented.back()},
            {QStringLiteral("n"), static_cast<qint64>(m_presented.size())},
            {QStringLiteral("decoded_p50_ms"), percentile(m_decoded, 0.50)},
            {QStringLiteral("decoded_p95_ms"), percentile(m_decoded, 0.95)},
            {QStringLiteral("unread"), m_unread}};
}

} // namespace

int latency(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    parser.addOptions(
        {O(QStringLiteral("url"), QStringLiteral("of a vigie-camsim --clock"), QStringLiteral("u")),
         O(QStringLiteral("seconds"), QStringLiteral("how long"), QStringLiteral("s"),
           QStringLiteral("20")),
         O(QStringLiteral("transport"), QStringLiteral("tcp or udp"), QStringLiteral("t"),
           QStringLiteral("tcp")),
         O(QStringLiteral("render"), QStringLiteral("cpu or gpu"), QStringLiteral("how"),
           QStringLiteral("cpu")),
         O(QStringLiteral("json"), QStringLiteral("one line instead of an indented text"))});
    const bool parsed = parser.parse(arguments);
    const std::optional<BenchStream> stream = parseStream(parser.value(QStringLiteral("url")));
    const int seconds = parser.value(QStringLiteral("seconds")).toInt();
    if (!parsed || !stream || seconds < 2) {
        std::fputs("vigie-bench latency: --url must be an RTSP address, --seconds at least 2\n",
                   stderr);
        return 2;
    }
    const auto backend = parser.value(QStringLiteral("render")) == QLatin1String("gpu")
        ? render::Backend::Gpu
        : render::Backend::Cpu;
    const auto feed = std::make_shared<render::TileFeed>(backend);
    const auto sink = std::make_shared<StampingSink>(feed);
    const auto surface = ui::VideoSurface::create(backend);
    surface->widget()->resize(640, 360);
    surface->setTiles({{0, QRect(0, 0, 640, 360), feed}});
    surface->setOverlayPainter([sink](QPainter &, int, const QRect &) { sink->onPainted(); });
    surface->widget()->show();
    media::Session session;
    media::SessionOptions options =
        stream->options(transportOf(parser.value(QStringLiteral("transport"))));
    options.sink = sink;
    session.start(std::move(options));
    QEventLoop loop;
    QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    session.stop();
    const QJsonObject result = sink->report();
    const auto layout =
        parser.isSet(QStringLiteral("json")) ? QJsonDocument::Compact : QJsonDocument::Indented;
    std::printf("%s\n", QJsonDocument(result).toJson(layout).trimmed().constData());
    return result.value(QStringLiteral("n")).toInt() > 0 ? 0 : 1;
}

} // namespace vigie::bench
