// SPDX-License-Identifier: GPL-3.0-or-later
#include "map_host.h"

#include <algorithm>
#include <utility>

namespace vigie::shell {
namespace {

constexpr std::chrono::milliseconds kTogether{50};

map::CameraKind kindOf(registry::CameraKind kind)
{
    switch (kind) {
    case registry::CameraKind::Fixed: return map::CameraKind::Fixed;
    case registry::CameraKind::Ptz: return map::CameraKind::Ptz;
    case registry::CameraKind::Panoramic: return map::CameraKind::Panoramic;
    }
    return map::CameraKind::Fixed;
}

map::CameraState stateOf(WallMark mark)
{
    switch (mark) {
    case WallMark::None: return map::CameraState::Idle;
    case WallMark::Shown: return map::CameraState::Live;
    case WallMark::Trouble: return map::CameraState::Lost;
    }
    return map::CameraState::Idle;
}

map::MapCamera cameraOf(const registry::Camera &camera, const access::Decision &decision, WallMark mark)
{
    map::MapCamera shown;
    shown.id = camera.id;
    shown.name = camera.name;
    shown.kind = kindOf(camera.kind);
    shown.position = camera.position;
    shown.heading = camera.headingDegrees;
    shown.fieldOfView = camera.fieldOfViewDegrees;
    shown.state = stateOf(mark);
    shown.allowed = decision.allowed;
    if (!decision.allowed && !decision.reasons.isEmpty())
        shown.reason = decision.reasons.first().text;
    return shown;
}

/// Adds one camera's answer to what is said of its commune.
void addRight(map::MapCommune &commune, const map::MapCamera &camera)
{
    const map::Right right = camera.allowed ? map::Right::Allowed : map::Right::Refused;
    if (commune.right == map::Right::None)
        commune.right = right;
    else if (commune.right != right)
        commune.right = map::Right::Mixed;
    if (!camera.allowed && commune.reason.isEmpty())
        commune.reason = camera.reason;
}

} // namespace

map::MapModel mapModelOf(const registry::Facts &facts, const CameraTreeModel::Preview &preview,
                         const QHash<CameraId, WallMark> &marks, const MapGround &ground)
{
    map::MapModel model;
    model.outlines = ground.outlines;
    model.attribution = ground.attribution;
    QHash<Insee, map::MapCommune> communes;
    for (const registry::Commune &commune : facts.communes)
        communes.insert(commune.insee, {commune.insee, commune.name, commune.centre, map::Right::None, {}});
    QHash<SiteId, map::MapSite> sites;
    for (const registry::Site &site : facts.sites)
        sites.insert(site.id, {site.id, site.name, site.commune, site.position, {}});
    QList<registry::Camera> cameras = facts.cameras.values();
    std::sort(cameras.begin(), cameras.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    for (const registry::Camera &camera : std::as_const(cameras)) {
        const auto site = sites.find(camera.site);
        if (site == sites.end())
            continue;
        const map::MapCamera shown =
            cameraOf(camera, preview(camera.id), marks.value(camera.id, WallMark::None));
        site->cameras.append(shown);
        if (const auto commune = communes.find(site->commune); commune != communes.end())
            addRight(*commune, shown);
    }
    model.communes = communes.values();
    model.sites = sites.values();
    // Hashes have no order of their own; the map's Tab order and drawing order must not change from one to the next.
    std::sort(model.communes.begin(), model.communes.end(), [](const auto &a, const auto &b) { return a.insee < b.insee; });
    std::sort(model.sites.begin(), model.sites.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    return model;
}

MapHost::MapHost(const registry::FactsFeed &registry, CameraTreeModel::Preview preview, MapGround ground,
                 QWidget *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_preview(std::move(preview))
    , m_ground(std::move(ground))
    , m_widget(new map::MapWidget(parent))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTogether);
    connect(&m_soon, &QTimer::timeout, this, &MapHost::rebuild);
    connect(&m_registry, &registry::FactsFeed::changed, this, &MapHost::forgetRights);
    connect(m_widget, &map::MapWidget::cameraActivated, this, [this](const CameraId &camera) {
        Q_EMIT openRequested({camera});
    });
    connect(m_widget, &map::MapWidget::siteActivated, this, [this](const SiteId &site) {
        Q_EMIT openRequested(camerasOf(site));
    });
    connect(m_widget, &map::MapWidget::selectionChanged, this, [this](const SiteId &site) {
        const QList<CameraId> cameras = camerasOf(site);
        if (!cameras.isEmpty())
            Q_EMIT cameraSelected(cameras.first());
    });
    rebuild();
}

QList<CameraId> MapHost::camerasOf(const SiteId &site) const
{
    QList<CameraId> cameras;
    const registry::FactsPtr facts = m_registry.facts();
    if (!facts || site.isNull())
        return cameras;
    for (const registry::Camera &camera : facts->cameras) {
        if (camera.site == site)
            cameras.append(camera.id);
    }
    std::sort(cameras.begin(), cameras.end());
    return cameras;
}

void MapHost::rebuild()
{
    if (const registry::FactsPtr facts = m_registry.facts())
        m_widget->setModel(mapModelOf(*facts, m_preview, m_marks, m_ground));
}

void MapHost::forgetRights()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void MapHost::setWallMarks(const QHash<CameraId, WallMark> &marks)
{
    const QHash<CameraId, WallMark> before = std::exchange(m_marks, marks);
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        if (!marks.contains(it.key()))
            m_widget->setCameraState(it.key(), map::CameraState::Idle);
    }
    for (auto it = marks.cbegin(); it != marks.cend(); ++it) {
        if (before.value(it.key(), WallMark::None) != it.value())
            m_widget->setCameraState(it.key(), stateOf(it.value()));
    }
}

void MapHost::showCamera(const CameraId &camera)
{
    const QSignalBlocker quiet(m_widget);
    m_widget->flyTo(camera);
}

} // namespace vigie::shell
