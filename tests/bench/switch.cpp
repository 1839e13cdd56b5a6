// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"
#include "wall_run.h"

#include <QtCore/QJsonArray>
#include <QtGui/QBackingStore>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace vigie::bench {
namespace {

constexpr int kTiles = 16;
constexpr int kPlaysWithinMs = 15'000;
constexpr int kSeenForMs = 3000; ///< how long each side is looked at before the other
/// Of the surface, so that a tile painted without a picture is told from a dark one.
constexpr QRgb kNoPicture = qRgb(255, 0, 255);

/// One camera of either layout.
struct Camera {
    std::shared_ptr<render::TileFeed> feed;
    std::shared_ptr<PictureProbe> probe;
    std::unique_ptr<media::Session> session;
};
using Layout = std::vector<Camera>;

/// What a switch brought, in milliseconds from setTiles().
struct Switched {
    double shownMs = 0.0; ///< until every tile showed a picture of its new camera
    double liveMs = 0.0; ///< until every tile showed one that came after the switch
    int black = 0; ///< tiles painted without a picture
};

Layout makeLayout()
{
    Layout layout;
    for (int i = 0; i < kTiles; ++i) {
        const auto feed = std::make_shared<render::TileFeed>(render::Backend::Cpu);
        layout.push_back({feed, std::make_shared<PictureProbe>(feed), std::make_unique<media::Session>()});
    }
    return layout;
}

/// Watches one surface: what each tile showed the last time it was painted.
class Watch {
public:
    Watch(ui::VideoSurface &surface, QSize size) : m_surface(surface), m_size(size)
    {
        surface.setBackground(QColor(kNoPicture));
        surface.setOverlayPainter([this](QPainter &, int id, const QRect &rect) { onPainted(id, rect); });
    }

    void place(const Layout &layout)
    {
        QList<ui::SurfaceTile> places;
        for (int i = 0; i < kTiles; ++i)
            places.append({i, cell(i, kTiles, m_size), layout[static_cast<std::size_t>(i)].feed});
        m_layout = &layout;
        m_hasPicture.fill(false, kTiles);
        m_isLive.fill(false, kTiles);
        m_black = 0;
        m_surface.setTiles(places);
    }
    [[nodiscard]] bool allShown() const { return !m_hasPicture.contains(false); }
    [[nodiscard]] bool allLive() const { return !m_isLive.contains(false); }
    [[nodiscard]] int black() const { return m_black; }

private:
    void onPainted(int id, const QRect &rect)
    {
        QBackingStore *store = m_surface.widget()->backingStore();
        const auto *painted = store != nullptr ? dynamic_cast<const QImage *>(store->paintDevice()) : nullptr;
        if (m_layout == nullptr || painted == nullptr || !painted->rect().contains(rect.center()))
            return;
        const bool picture = painted->pixel(rect.center()) != kNoPicture;
        m_black += picture ? 0 : 1;
        m_hasPicture[id] = picture;
        const Camera &camera = (*m_layout)[static_cast<std::size_t>(id)];
        // whatever came since the switch went through the probe into the feed before it was painted
        m_isLive[id] = m_isLive.at(id) || (picture && camera.probe->sinceInstant() > 0);
    }

    ui::VideoSurface &m_surface;
    const QSize m_size;
    const Layout *m_layout = nullptr;
    QList<bool> m_hasPicture;
    QList<bool> m_isLive;
    int m_black = 0;
};

void start(Layout &layout, const WallOptions &options, std::size_t first)
{
    for (std::size_t i = 0; i < layout.size(); ++i) {
        media::SessionOptions session =
            options.streams[(first + i) % options.streams.size()].options(options.transport);
        session.sink = layout[i].probe;
        layout[i].session->start(std::move(session));
    }
}

void pause(const Layout &layout, bool paused)
{
    for (const Camera &camera : layout)
        camera.session->setPaused(paused);
}

void stop(const Layout &layout)
{
    for (const Camera &camera : layout)
        camera.session->requestStop();
    for (const Camera &camera : layout)
        camera.session->stop();
}

/// Brings \p to on, by \p wake, and waits for its pictures. Empty: one never came.
std::optional<Switched> change(Watch &watch, const Layout &to, const std::function<void()> &wake)
{
    const auto now = std::chrono::steady_clock::now();
    for (const Camera &camera : to)
        camera.probe->countFrom(now);
    const double before = nowMs();
    wake();
    watch.place(to);
    Switched switched;
    if (!waitUntil([&] { return watch.allShown(); }, kPlaysWithinMs))
        return std::nullopt;
    switched.shownMs = nowMs() - before;
    if (!waitUntil([&] { return watch.allLive(); }, kPlaysWithinMs))
        return std::nullopt;
    switched.liveMs = nowMs() - before;
    switched.black = watch.black();
    return switched;
}

/// The worst of several.
void add(std::optional<Switched> &worst, const Switched &next)
{
    if (!worst)
        worst = Switched();
    worst->shownMs = std::max(worst->shownMs, next.shownMs);
    worst->liveMs = std::max(worst->liveMs, next.liveMs);
    worst->black += next.black;
}

} // namespace

int switchLayout(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    addWallOptions(parser, QStringLiteral("10"));
    parser.addOption(O(QStringLiteral("rounds"), QStringLiteral("of there and back"), QStringLiteral("n"),
                       QStringLiteral("3")));
    const bool parsed = parser.parse(arguments);
    const std::optional<WallOptions> options = parsed ? readWallOptions(parser) : std::nullopt;
    const int rounds = parser.value(QStringLiteral("rounds")).toInt();
    if (!options || options->streams.size() < 2 * kTiles || rounds < 1 || options->render != QLatin1String("cpu"))
        return wrongArguments("switch", "needs --urls with 32 streams, --rounds at least 1, --render cpu");
    const auto surface = ui::VideoSurface::create(render::Backend::Cpu);
    surface->widget()->resize(options->size);
    Watch watch(*surface, options->size);
    surface->widget()->show();
    Layout one = makeLayout();
    Layout other = makeLayout();
    std::optional<Switched> cold;
    std::optional<Switched> warm;
    bool complete = change(watch, one, [&] { start(one, *options, 0); }).has_value();
    waitFor(kSeenForMs);
    // Cold: nothing of the other layout is there; the one before is closed behind it.
    if (const auto first = change(watch, other, [&] { start(other, *options, kTiles); }); complete && first)
        add(cold, *first);
    pause(one, true);
    waitFor(kSeenForMs);
    for (int round = 0; complete && cold && round < rounds; ++round) {
        for (auto [to, from] : {std::pair(&one, &other), std::pair(&other, &one)}) {
            const std::optional<Switched> next = change(watch, *to, [to] { pause(*to, false); });
            complete = complete && next;
            if (next)
                add(warm, *next);
            pause(*from, true);
            waitFor(kSeenForMs);
        }
    }
    stop(one);
    stop(other);
    if (!complete || !cold || !warm) {
        std::fputs("vigie-bench switch: a stream brought no picture\n", stderr);
        return 1;
    }
    print({{QStringLiteral("tiles"), kTiles},
           {QStringLiteral("warm_ms"), warm->shownMs},
           {QStringLiteral("warm_live_ms"), warm->liveMs},
           {QStringLiteral("warm_black_repaints"), warm->black},
           {QStringLiteral("cold_ms"), cold->shownMs},
           {QStringLiteral("cold_live_ms"), cold->liveMs},
           {QStringLiteral("cold_black_repaints"), cold->black}},
          parser);
    return 0;
}

} // namespace vigie::bench
