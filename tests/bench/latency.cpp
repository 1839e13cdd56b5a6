// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"
#include "wall_run.h"

#include <QtGui/QBackingStore>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <camsim/clock_code.h>

#include <mutex>

namespace vigie::bench {

namespace {

constexpr QSize kOneTile(640, 360);
constexpr QSize kWall(1920, 1080);
constexpr int kMostTiles = 64;
constexpr int kSettleMs = 1500; ///< of opening, not counted

/// The time code out of what was painted at \p where of \p painted.
std::optional<int64_t> codeIn(const QImage &painted, const QRect &where)
{
    const QRect strip = QRect(where.x(), where.y(), where.width(), where.height()) & painted.rect();
    if (strip.isEmpty() || painted.depth() != 32)
        return std::nullopt;
    // The code fills two eighteenths of the height; the reader is told the whole height and looks no further.
    const int lines = strip.height() * camsim::kClockRows / 18 + 1;
    std::vector<uint8_t> luma(static_cast<std::size_t>(strip.width()) * static_cast<std::size_t>(lines));
    for (int y = 0; y < lines; ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(painted.constScanLine(strip.y() + y)) + strip.x();
        for (int x = 0; x < strip.width(); ++x) // black and white: green says it all
            luma[static_cast<std::size_t>(y) * static_cast<std::size_t>(strip.width()) + static_cast<std::size_t>(x)] =
                static_cast<uint8_t>(qGreen(line[x]));
    }
    return camsim::readClockCode(luma.data(), strip.width(), strip.width(), strip.height());
}

/// One tile: when its pictures were captured, decoded and painted.
class StampedTile final : public media::FrameSink {
public:
    explicit StampedTile(render::Backend backend)
        : m_feed(std::make_shared<render::TileFeed>(backend)), m_from(nowMs() + kSettleMs)
    {
    }

    [[nodiscard]] const std::shared_ptr<render::TileFeed> &feed() const { return m_feed; }

    void present(media::FramePtr frame) override // session's thread
    {
        const std::optional<int64_t> stamp = camsim::readClockCode(
            frame->planes[0], frame->strides[0], frame->size.width(), frame->size.height());
        {
            const std::scoped_lock lock(m_mutex);
            if (stamp) {
                m_newest = *stamp;
                if (nowMs() > m_from)
                    m_decoded.push_back(nowMs() - static_cast<double>(*stamp));
            } else {
                ++m_unread;
            }
        }
        m_feed->present(std::move(frame));
    }
    /// After the tile was painted. \p read: the code seen in the window; without one (GPU) the newest that came is
    /// taken for it.
    void onPainted(std::optional<int64_t> read)
    {
        const std::scoped_lock lock(m_mutex);
        const int64_t stamp = read.value_or(m_newest);
        if (stamp == 0 || stamp == m_painted)
            return;
        m_painted = stamp;
        if (nowMs() > m_from)
            m_presented.push_back(nowMs() - static_cast<double>(stamp));
    }
    void addTo(std::vector<double> &presented, std::vector<double> &decoded, qint64 &unread) const
    {
        const std::scoped_lock lock(m_mutex);
        presented.insert(presented.end(), m_presented.begin(), m_presented.end());
        decoded.insert(decoded.end(), m_decoded.begin(), m_decoded.end());
        unread += m_unread;
    }

private:
    const std::shared_ptr<render::TileFeed> m_feed;
    const double m_from;
    mutable std::mutex m_mutex;
    int64_t m_newest = 0; // m_mutex
    int64_t m_painted = 0; // m_mutex
    qint64 m_unread = 0; // m_mutex
    std::vector<double> m_decoded; // m_mutex; capture to decoder's output, ms
    std::vector<double> m_presented; // m_mutex; capture to end of painting, ms
};

QJsonObject measure(const std::vector<BenchStream> &streams, int tiles, int seconds, RtpTransport transport,
                    render::Backend backend)
{
    const QSize size = tiles == 1 ? kOneTile : kWall;
    const auto surface = ui::VideoSurface::create(backend);
    surface->widget()->resize(size);
    std::vector<std::shared_ptr<StampedTile>> stamped;
    std::vector<std::unique_ptr<media::Session>> sessions;
    QList<ui::SurfaceTile> places;
    for (int i = 0; i < tiles; ++i) {
        stamped.push_back(std::make_shared<StampedTile>(backend));
        places.append({i, cell(i, tiles, size), stamped.back()->feed()});
    }
    surface->setTiles(places);
    surface->setOverlayPainter([&](QPainter &, int id, const QRect &rect) {
        const QBackingStore *store = surface->widget()->backingStore();
        const auto *image = backend == render::Backend::Cpu && store != nullptr
            ? dynamic_cast<const QImage *>(const_cast<QBackingStore *>(store)->paintDevice())
            : nullptr;
        const std::optional<int64_t> read = image != nullptr ? codeIn(*image, rect) : std::nullopt;
        if (read || image == nullptr)
            stamped[static_cast<std::size_t>(id)]->onPainted(read);
    });
    surface->widget()->show();
    for (int i = 0; i < tiles; ++i) {
        media::SessionOptions options = streams[static_cast<std::size_t>(i) % streams.size()].options(transport);
        options.sink = stamped[static_cast<std::size_t>(i)];
        sessions.push_back(std::make_unique<media::Session>());
        sessions.back()->start(std::move(options));
    }
    waitFor(seconds * 1000);
    for (const auto &session : sessions)
        session->requestStop();
    for (const auto &session : sessions)
        session->stop();
    std::vector<double> presented;
    std::vector<double> decoded;
    qint64 unread = 0;
    for (const auto &tile : stamped)
        tile->addTo(presented, decoded, unread);
    return {{QStringLiteral("p50_ms"), percentile(presented, 0.50)},
            {QStringLiteral("p95_ms"), percentile(presented, 0.95)},
            {QStringLiteral("max_ms"), percentile(presented, 1.0)},
            {QStringLiteral("n"), static_cast<qint64>(presented.size())},
            {QStringLiteral("decoded_p50_ms"), percentile(decoded, 0.50)},
            {QStringLiteral("decoded_p95_ms"), percentile(decoded, 0.95)},
            {QStringLiteral("decoded_n"), static_cast<qint64>(decoded.size())},
            {QStringLiteral("tiles"), tiles},
            {QStringLiteral("unread"), unread}};
}

} // namespace

int latency(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    parser.addOptions(
        {O(QStringLiteral("url"), QStringLiteral("of a vigie-camsim --clock; several times for several"),
           QStringLiteral("u")),
         O(QStringLiteral("tiles"), QStringLiteral("how many"), QStringLiteral("n"), QStringLiteral("1")),
         O(QStringLiteral("seconds"), QStringLiteral("how long"), QStringLiteral("s"),
           QStringLiteral("20"))});
    addCommonOptions(parser);
    const bool parsed = parser.parse(arguments);
    std::vector<BenchStream> streams;
    const QStringList addresses = parser.values(QStringLiteral("url"));
    for (const QString &address : addresses) {
        if (auto stream = parseStream(address))
            streams.push_back(std::move(*stream));
    }
    const int seconds = parser.value(QStringLiteral("seconds")).toInt();
    const int tiles = parser.value(QStringLiteral("tiles")).toInt();
    if (!parsed || streams.empty() || static_cast<qsizetype>(streams.size()) != addresses.size() || seconds < 3
        || tiles < 1 || tiles > kMostTiles)
        return wrongArguments("latency", "--url must be an RTSP address, --seconds at least 3, --tiles 1 to 64");
    const bool gpu = parser.value(QStringLiteral("render")) == QLatin1String("gpu");
    const QString refusal = gpu ? gpuRefusal() : QString();
    if (!refusal.isEmpty()) {
        print({{QStringLiteral("refused"), refusal}}, parser);
        return 1;
    }
    const QJsonObject result =
        measure(streams, tiles, seconds, transportOf(parser.value(QStringLiteral("transport"))),
                gpu ? render::Backend::Gpu : render::Backend::Cpu);
    print(result, parser);
    return result.value(QStringLiteral("n")).toInt() > 0 ? 0 : 1;
}

} // namespace vigie::bench
