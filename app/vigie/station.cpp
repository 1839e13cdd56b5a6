// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include <core/paris_time.h>
#include <secrets/station_key.h>

#include <QtCore/QFile>

namespace vigie::app {

Result<Secret> obtainKey(const settings::DataPaths &paths, const Secret &passphrase)
{
    const bool sealedAlready = QFile::exists(paths.registry());
    auto key = secrets::obtainStationKey(paths.keyFile(), [&passphrase] { return passphrase.clone(); }, !sealedAlready);
    if (!key && key.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::Corrupt, QStringLiteral("the registry is here, the key that sealed it is not"));
    return key;
}

Result<std::unique_ptr<Station>> openStation(const settings::DataPaths &paths, Secret key)
{
    if (!paris::isAvailable())
        return fail(ErrorCode::ClockUntrusted, QStringLiteral("no data for the time zone Europe/Paris: install tzdata"));
    auto station = std::make_unique<Station>();
    station->paths = paths;
    station->settings = std::make_unique<settings::Settings>(paths.settings());
    station->sealer = std::make_unique<secrets::Sealer>(std::move(key));
    auto vault = registry::SqliteRegistry::open(paths.registry(), registry::SqliteRegistry::Mode::Existing, station->sealer.get());
    if (!vault)
        return fail(vault);
    station->vault = std::move(*vault);
    station->feed = std::make_unique<registry::SqliteFactsFeed>(paths.registry(), station->clock);
    if (const auto following = station->feed->start(); !following)
        return fail(following);
    if (auto layouts = registry::SqliteWallLayouts::open(paths.registry()))
        station->layouts = std::move(*layouts);
    station->journal = std::make_unique<journal::FileJournal>(paths.journal(), station->clock, station->sealer.get());
    station->journalState = station->journal->open();
    return station;
}

} // namespace vigie::app
