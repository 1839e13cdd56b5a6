// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings_memory.h"

#include <settings/keys.h>

#include <cmath>

namespace vigie::shell {
namespace {

QString nameOf(PaneMode mode)
{
    switch (mode) {
    case PaneMode::MapOnly: return QStringLiteral("map");
    case PaneMode::Split: return QStringLiteral("split");
    case PaneMode::MosaicOnly: return QStringLiteral("mosaic");
    }
    return QStringLiteral("split");
}

PaneMode modeOf(const QString &name)
{
    for (const PaneMode mode : {PaneMode::MapOnly, PaneMode::MosaicOnly}) {
        if (nameOf(mode) == name)
            return mode;
    }
    return PaneMode::Split;
}

} // namespace

DeskMemory SettingsMemory::load(const PersonId &person) const
{
    namespace keys = settings::keys;
    DeskMemory memory;
    memory.geometry = m_settings.get(keys::kWindowGeometry, person);
    memory.mode = modeOf(m_settings.get(keys::kPane, person));
    memory.mosaicShare = m_settings.get(keys::kMosaicShare, person) / 100.0;
    memory.dockWidth = m_settings.get(keys::kDockWidth, person);
    memory.steeringSpeed = m_settings.get(keys::kSteeringSpeed, person);
    if (const auto mosaic = wall::mosaicStateFromJson(m_settings.get(keys::kMosaic, person).toUtf8()))
        memory.mosaic = *mosaic;
    if (const auto walls = wallMemoriesFromJson(m_settings.get(keys::kWalls, person).toUtf8()))
        memory.walls = *walls;
    return memory;
}

void SettingsMemory::save(const PersonId &person, const DeskMemory &memory)
{
    namespace keys = settings::keys;
    m_settings.set(keys::kWindowGeometry, memory.geometry, person);
    m_settings.set(keys::kPane, nameOf(memory.mode), person);
    m_settings.set(keys::kMosaicShare, static_cast<int>(std::lround(memory.mosaicShare * 100.0)), person);
    m_settings.set(keys::kDockWidth, memory.dockWidth, person);
    m_settings.set(keys::kSteeringSpeed, memory.steeringSpeed, person);
    m_settings.set(keys::kMosaic, QString::fromUtf8(wall::toJson(memory.mosaic)), person);
    m_settings.set(keys::kWalls, QString::fromUtf8(toJson(memory.walls)), person);
}

} // namespace vigie::shell
