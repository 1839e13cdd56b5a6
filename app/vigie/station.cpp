// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include <core/paris_time.h>
#include <secrets/station_key.h>
#include <settings/keys.h>

#include <QtCore/QFile>

namespace vigie::app {
namespace {

using registry::SqliteRegistry;

void keepLayoutsIn(Station &station, const QString &file)
{
    if (auto layouts = registry::SqliteWallLayouts::open(file))
        station.layouts = std::move(*layouts);
}

Result<> openOwnRegistry(Station &station)
{
    const QString file = station.paths.registry();
    auto vault = SqliteRegistry::open(file, SqliteRegistry::Mode::Existing, station.sealer.get());
    if (!vault)
        return fail(vault);
    station.vault = std::move(*vault);
    auto feed = std::make_unique<registry::SqliteFactsFeed>(file, station.clock);
    if (const auto following = feed->start(); !following)
        return following;
    station.feed = std::move(feed);
    keepLayoutsIn(station, file);
    return {};
}

/// Arrangements of walls are this workstation's: the server knows none.
Result<> followDepartment(Station &station)
{
    auto feed = std::make_unique<SessionFeed>();
    station.sessionFeed = feed.get();
    station.feed = std::move(feed);
    if (SqliteRegistry::open(station.paths.walls(), SqliteRegistry::Mode::Create, nullptr))
        keepLayoutsIn(station, station.paths.walls());
    return {};
}

/// Number 0 where nothing is known.
journal::ChainHead knownHead(const settings::Settings &settings)
{
    const QStringList words = settings.get(settings::keys::kJournalKnown).split(QLatin1Char(' '));
    journal::ChainHead head;
    if (words.size() == 2) {
        head.sequence = words.at(0).toLongLong();
        head.hash = words.at(1).toLatin1();
    }
    return head;
}

} // namespace

void Station::rememberJournal()
{
    const journal::ChainHead head = journalFile->head();
    if (head.sequence > 0)
        settings->set(settings::keys::kJournalKnown, QStringLiteral("%1 %2").arg(head.sequence).arg(QString::fromLatin1(head.hash)));
}

QString departmentServer(const settings::DataPaths &paths)
{
    return settings::Settings(paths.settings()).get(settings::keys::kDepartmentServer);
}

Result<Secret> obtainKey(const settings::DataPaths &paths, const Secret &passphrase)
{
    const bool sealedAlready = QFile::exists(paths.registry());
    const bool departments = !departmentServer(paths).isEmpty();
    auto key = secrets::obtainStationKey(paths.keyFile(), [&passphrase] { return passphrase.clone(); },
                                         !sealedAlready && !departments);
    if (!key && departments)
        return key;
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
    station->server = station->settings->get(settings::keys::kDepartmentServer);
    if (const auto registry = station->server.isEmpty() ? openOwnRegistry(*station) : followDepartment(*station); !registry)
        return fail(registry);
    station->journalFile = std::make_unique<journal::FileJournal>(paths.journal(), station->clock, station->sealer.get());
    station->journal = std::make_unique<journal::TimelyJournal>(*station->journalFile);
    station->journalState = station->journalFile->open(knownHead(*station->settings));
    if (station->journalState)
        station->rememberJournal();
    return station;
}

} // namespace vigie::app
