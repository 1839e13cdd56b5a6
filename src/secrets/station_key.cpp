// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/station_key.h>

#include <secrets/key_file.h>
#include <secrets/keychain.h>
#include <secrets/sealer.h>

#include <QtCore/QFile>

namespace vigie::secrets {
namespace {

QString entryName()
{
    return QStringLiteral("station-key");
}

} // namespace

KeyPlace keyPlace(const QString &keyFile)
{
    if (QFile::exists(keyFile))
        return KeyPlace::KeyFile;
    switch (keychain::status()) {
    case keychain::Status::Available:
        return KeyPlace::Keychain;
    case keychain::Status::Locked:
        return KeyPlace::LockedKeychain;
    case keychain::Status::Unavailable:
        break;
    }
    return KeyPlace::Nowhere;
}

Result<Secret> obtainStationKey(const QString &keyFile, const std::function<Secret()> &passphrase,
                                bool mayCreate)
{
    const KeyPlace place = keyPlace(keyFile);
    switch (place) {
    case KeyPlace::KeyFile:
        return readKeyFile(keyFile, passphrase());
    case KeyPlace::LockedKeychain:
        return fail(ErrorCode::KeychainLocked);
    case KeyPlace::Keychain: {
        auto kept = keychain::read(entryName());
        if (kept || kept.error().code != ErrorCode::NotFound || !mayCreate)
            return kept;
        break;
    }
    case KeyPlace::Nowhere:
        if (!mayCreate)
            return fail(ErrorCode::KeychainUnavailable,
                        QStringLiteral("no key file and no keychain service"));
        break;
    }
    auto key = generateStationKey();
    if (!key)
        return key;
    const auto kept = place == KeyPlace::Keychain ? keychain::write(entryName(), *key)
                                                  : createKeyFile(keyFile, *key, passphrase());
    if (!kept)
        return fail(kept);
    return key;
}

} // namespace vigie::secrets
