// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include <core/paris_time.h>
#include <secrets/key_file.h>
#include <secrets/keychain.h>

#include <QtCore/QFile>

namespace vigie::app {
namespace {

QString keyName() { return QStringLiteral("station-key"); }

} // namespace

KeyState keyState(const settings::DataPaths &paths)
{
    if (QFile::exists(paths.keyFile()))
        return KeyState::NeedsPassphrase;
    switch (secrets::keychain::status()) {
    case secrets::keychain::Status::Available: return KeyState::Ready;
    case secrets::keychain::Status::Locked: return KeyState::KeychainLocked;
    case secrets::keychain::Status::Unavailable: break;
    }
    return KeyState::NeedsNewPassphrase;
}

Result<Secret> obtainKey(const settings::DataPaths &paths, const Secret &passphrase)
{
    const KeyState state = keyState(paths);
    if (state == KeyState::NeedsPassphrase)
        return secrets::readKeyFile(paths.keyFile(), passphrase);
    if (state == KeyState::KeychainLocked)
        return fail(ErrorCode::KeychainLocked);
    if (state == KeyState::Ready) {
        auto kept = secrets::keychain::read(keyName());
        if (kept || kept.error().code != ErrorCode::NotFound)
            return kept;
    }
    // A registry without its key cannot be opened by a new one: that would only hide the loss.
    if (QFile::exists(paths.registry()))
        return fail(ErrorCode::Corrupt, QStringLiteral("the registry is here, the key that sealed it is not"));
    auto key = secrets::generateStationKey();
    if (!key)
        return key;
    const auto kept = state == KeyState::Ready ? secrets::keychain::write(keyName(), *key)
                                               : secrets::createKeyFile(paths.keyFile(), *key, passphrase);
    if (!kept)
        return fail(kept);
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
    station->journal = std::make_unique<journal::FileJournal>(paths.journal(), station->clock, station->sealer.get());
    station->journalState = station->journal->open();
    return station;
}

} // namespace vigie::app
