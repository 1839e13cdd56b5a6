// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_run.h"

#include "measure.h"
#include "process_usage.h"

#include <render/backend.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <cmath>

namespace vigie::bench {
namespace {

constexpr int kMemorySampleMs = 2000;
constexpr int kStaggerMs = 25;
constexpr int kMostTiles = 256;
/// For the picture pools of new tiles to have their size.
constexpr int kMemorySettleMs = 6000;

} // namespace

struct Wall::Tile {
    const BenchStream *stream = nullptr;
    std::shared_ptr<render::TileFeed> feed; ///< null: pictures are counted only
    std::shared_ptr<PictureProbe> probe;
    std::unique_ptr<media::Session> session;
    bool open = false;
    Counts before; ///< at beginSteady()

    [[nodiscard]] Counts now() const
    {
        const PictureProbe::Counts seen = probe->counts();
        return {seen.pictures, feed ? feed->shown() : seen.pictures, seen.late,
                static_cast<std::int64_t>(session->stats().dropped) + (feed ? feed->replaced() : 0)};
    }
};

void addWallOptions(QCommandLineParser &parser, const QString &seconds)
{
    using O = QCommandLineOption;
    parser.addOptions(
        {O(QStringLiteral("urls"), QStringLiteral("one address a line"), QStringLiteral("file")),
         O(QStringLiteral("tiles"), QStringLiteral("how many"), QStringLiteral("n")),
         O(QStringLiteral("size"), QStringLiteral("of the wall"), QStringLiteral("WxH"),
           QStringLiteral("1920x1080")),
         O(QStringLiteral("seconds"), QStringLiteral("how long"), QStringLiteral("s"), seconds),
         O(QStringLiteral("opening"), QStringLiteral("at-once or staggered"), QStringLiteral("how"),
           QStringLiteral("at-once")),
         O(QStringLiteral("further"), QStringLiteral("tiles opened afterwards, for the memory of each"),
           QStringLiteral("n"), QStringLiteral("0"))});
    addCommonOptions(parser);
}

std::optional<WallOptions> readWallOptions(const QCommandLineParser &parser)
{
    WallOptions options;
    options.streams = readStreams(parser.value(QStringLiteral("urls")));
    options.tiles = parser.isSet(QStringLiteral("tiles"))
        ? parser.value(QStringLiteral("tiles")).toInt()
        : static_cast<int>(options.streams.size());
    options.seconds = parser.value(QStringLiteral("seconds")).toInt();
    options.render = parser.value(QStringLiteral("render"));
    options.transport = transportOf(parser.value(QStringLiteral("transport")));
    options.further = parser.value(QStringLiteral("further")).toInt();
    const QString opening = parser.value(QStringLiteral("opening"));
    options.opening = opening == QLatin1String("staggered") ? Opening::Staggered : Opening::AtOnce;
    const QStringList sides = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    if (sides.size() == 2)
        options.size = {sides.at(0).toInt(), sides.at(1).toInt()};
    const QStringList renders{QStringLiteral("cpu"), QStringLiteral("gpu"), QStringLiteral("none")};
    const bool known = renders.contains(options.render)
        && (options.opening == Opening::Staggered || opening == QLatin1String("at-once"));
    if (!known || options.streams.empty() || options.tiles < 1 || options.further < 0
        || options.tiles + options.further > kMostTiles || options.seconds < 2
        || options.size.width() < 16 || options.size.height() < 16)
        return std::nullopt;
    return options;
}

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

QString gpuRefusal()
{
    const render::BackendChoice choice = render::chooseBackend();
    return choice.backend == render::Backend::Gpu ? QString() : choice.detail;
}

Wall::Wall(const WallOptions &options)
    : m_options(options),
      m_backend(options.render == QLatin1String("gpu") ? render::Backend::Gpu : render::Backend::Cpu)
{
    if (options.render != QLatin1String("none")) {
        m_surface = ui::VideoSurface::create(m_backend);
        m_surface->widget()->resize(options.size);
    }
    for (int i = 0; i < options.tiles; ++i)
        addTile();
    arrange();
    if (m_surface)
        m_surface->widget()->show();
}

Wall::~Wall()
{
    stop();
}

void Wall::addTile()
{
    auto tile = std::make_unique<Tile>();
    tile->stream = &m_options.streams[m_tiles.size() % m_options.streams.size()];
    tile->session = std::make_unique<media::Session>();
    if (m_surface)
        tile->feed = std::make_shared<render::TileFeed>(m_backend);
    tile->probe = std::make_shared<PictureProbe>(tile->feed);
    m_tiles.push_back(std::move(tile));
}

void Wall::arrange()
{
    if (!m_surface)
        return;
    QList<ui::SurfaceTile> places;
    for (int i = 0; i < tiles(); ++i)
        places.append({i, cell(i, tiles(), m_options.size), m_tiles[static_cast<std::size_t>(i)]->feed});
    m_surface->setTiles(places);
}

void Wall::extend(int count)
{
    for (int i = 0; i < count; ++i)
        addTile();
    arrange();
}

void Wall::open()
{
    for (const auto &tile : m_tiles) {
        if (std::exchange(tile->open, true))
            continue;
        media::SessionOptions session = tile->stream->options(m_options.transport);
        session.sink = tile->probe;
        tile->session->start(std::move(session));
        if (m_options.opening == Opening::Staggered)
            waitFor(kStaggerMs);
    }
}

double Wall::stop()
{
    const double before = nowMs();
    for (const auto &tile : m_tiles)
        tile->session->requestStop();
    for (const auto &tile : m_tiles)
        tile->session->stop();
    return nowMs() - before;
}

void Wall::beginSteady()
{
    m_steadyFrom = nowMs();
    for (const auto &tile : m_tiles)
        tile->before = tile->now();
}

Wall::Counts Wall::counts(int tile) const
{
    const Tile &of = *m_tiles[static_cast<std::size_t>(tile)];
    Counts counts = of.now();
    counts.pictures -= of.before.pictures;
    counts.shown -= of.before.shown;
    counts.late -= of.before.late;
    counts.dropped -= of.before.dropped;
    counts.fps = static_cast<double>(counts.shown) * 1000.0 / std::max(1.0, nowMs() - m_steadyFrom);
    return counts;
}

media::SessionStats Wall::stats(int tile) const
{
    return m_tiles[static_cast<std::size_t>(tile)]->session->stats();
}

const BenchStream &Wall::stream(int tile) const
{
    return *m_tiles[static_cast<std::size_t>(tile)]->stream;
}

QJsonObject Wall::report(int tile) const
{
    const Tile &of = *m_tiles[static_cast<std::size_t>(tile)];
    const media::SessionStats stats = of.session->stats();
    const Counts total = of.now();
    const Counts steady = counts(tile);
    QJsonObject object{{QStringLiteral("url"), of.stream->url.toString()},
                       {QStringLiteral("first_picture_ms"),
                        stats.firstPicture
                            ? QJsonValue(static_cast<qint64>(stats.firstPicture->count()))
                            : QJsonValue()},
                       {QStringLiteral("decoded"), static_cast<qint64>(stats.decoded)},
                       {QStringLiteral("shown"), static_cast<qint64>(total.shown)},
                       {QStringLiteral("dropped"), static_cast<qint64>(total.dropped)},
                       {QStringLiteral("late"), static_cast<qint64>(total.late)},
                       {QStringLiteral("stalls"), static_cast<qint64>(stats.stalls)},
                       {QStringLiteral("fps"), stats.fps},
                       {QStringLiteral("steady_fps"), steady.fps},
                       {QStringLiteral("steady_pictures"), static_cast<qint64>(steady.pictures)},
                       {QStringLiteral("steady_late"), static_cast<qint64>(steady.late)},
                       {QStringLiteral("steady_dropped"), static_cast<qint64>(steady.dropped)},
                       {QStringLiteral("reconnects"), stats.reconnects},
                       {QStringLiteral("decoder"), stats.decoder}};
    if (stats.lastError)
        object.insert(QStringLiteral("error"), toLogText(*stats.lastError));
    return object;
}

std::optional<double> Wall::firstPictures() const
{
    std::int64_t last = 0;
    for (const auto &tile : m_tiles) {
        const auto first = tile->session->stats().firstPicture;
        if (!first)
            return std::nullopt;
        last = std::max<std::int64_t>(last, first->count());
    }
    return static_cast<double>(last);
}

QJsonObject runWall(const WallOptions &options)
{
    double peakPss = 0.0;
    QTimer memory;
    QObject::connect(&memory, &QTimer::timeout, &memory,
                     [&] { peakPss = std::max(peakPss, ownPssMb()); });
    memory.start(kMemorySampleMs);

    Wall tiles(options);
    QElapsedTimer wall;
    wall.start();
    const double cpuBefore = ownCpuSeconds();
    tiles.open();
    waitFor(options.seconds * 500);
    tiles.beginSteady();
    const double cpuHalf = ownCpuSeconds();
    const qint64 half = wall.nsecsElapsed();
    waitFor(options.seconds * 500);
    const double cpuEnd = ownCpuSeconds();
    const qint64 end = wall.nsecsElapsed();
    const double pss = ownPssMb();
    peakPss = std::max(peakPss, pss);
    const int threads = ownThreads();

    QJsonArray streams;
    Wall::Counts sum;
    for (int i = 0; i < tiles.tiles(); ++i) {
        const Wall::Counts counts = tiles.counts(i);
        sum.pictures += counts.pictures;
        sum.shown += counts.shown;
        sum.late += counts.late;
        sum.dropped += counts.dropped;
        streams.append(tiles.report(i));
    }
    const std::optional<double> first = tiles.firstPictures();
    QJsonValue further;
    if (options.further > 0) {
        tiles.extend(options.further);
        tiles.open();
        waitFor(kMemorySettleMs);
        further = (ownPssMb() - pss) / options.further;
    }
    const double stopMs = tiles.stop();
    const double seconds = static_cast<double>(end - half) * 1e-9;
    return {{QStringLiteral("streams"), streams},
            {QStringLiteral("cpu_s"), cpuEnd - cpuBefore},
            {QStringLiteral("wall_s"), static_cast<double>(end) * 1e-9},
            {QStringLiteral("steady_cores"), (cpuEnd - cpuHalf) / seconds},
            {QStringLiteral("steady_cpu_ms_per_shown"),
             sum.shown > 0 ? QJsonValue((cpuEnd - cpuHalf) * 1000.0 / static_cast<double>(sum.shown)) : QJsonValue()},
            {QStringLiteral("steady_fps"), static_cast<double>(sum.shown) / seconds / options.tiles},
            {QStringLiteral("steady_late_share"),
             sum.pictures > 0 ? static_cast<double>(sum.late) / static_cast<double>(sum.pictures) : 1.0},
            {QStringLiteral("steady_dropped"), static_cast<qint64>(sum.dropped)},
            {QStringLiteral("first_pictures_ms"), first ? QJsonValue(*first) : QJsonValue()},
            {QStringLiteral("peak_pss_mb"), peakPss},
            {QStringLiteral("pss_mb"), pss},
            {QStringLiteral("pss_per_further_mb"), further},
            {QStringLiteral("threads"), threads},
            {QStringLiteral("stop_all_ms"), static_cast<qint64>(std::llround(stopMs))},
            {QStringLiteral("render"), options.render}};
}

} // namespace vigie::bench
