// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/key_file.h>

#include <secrets/sealer.h>

#include "sodium.h"

#include <core/private_file.h>

#include <QtCore/QFile>

#include <sodium.h>

namespace vigie::secrets {
namespace {

// magic (8) | version (1) | salt (16) | nonce (24) | secretbox of the 32-byte key (48)
constexpr char kMagic[] = "VIGIEKEY";
constexpr qsizetype kMagicBytes = 8;
constexpr char kVersion = 1;
constexpr qsizetype kSaltAt = kMagicBytes + 1;
constexpr qsizetype kNonceAt = kSaltAt + crypto_pwhash_SALTBYTES;
constexpr qsizetype kBoxAt = kNonceAt + crypto_secretbox_NONCEBYTES;
constexpr qsizetype kFileBytes = kBoxAt + crypto_secretbox_MACBYTES + kStationKeyBytes;

const unsigned char *at(const QByteArray &array, qsizetype offset)
{
    return detail::bytesOf(array) + offset;
}
unsigned char *at(QByteArray &array, qsizetype offset)
{
    return detail::bytesOf(array) + offset;
}

Result<Secret> stretch(const Secret &passphrase, const unsigned char *salt)
{
    QByteArray key(crypto_secretbox_KEYBYTES, Qt::Uninitialized);
    if (crypto_pwhash(at(key, 0), crypto_secretbox_KEYBYTES, passphrase.revealBytes().constData(),
                      static_cast<unsigned long long>(passphrase.size()), salt,
                      crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                      crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(ErrorCode::Internal, QStringLiteral("not enough memory for the key file"));
    return Secret(std::move(key));
}

} // namespace

Result<> createKeyFile(const QString &path, const Secret &stationKey, const Secret &passphrase)
{
    if (!detail::ensureSodium())
        return fail(ErrorCode::Internal, QStringLiteral("libsodium cannot start"));
    if (stationKey.size() != kStationKeyBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("station key of a wrong size"));
    if (QString::fromUtf8(passphrase.revealBytes()).size() < kMinimumPassphrase)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("passphrase shorter than %1").arg(kMinimumPassphrase));
    if (QFile::exists(path))
        return fail(ErrorCode::AlreadyExists, path);
    QByteArray file(kFileBytes, Qt::Uninitialized);
    std::copy_n(kMagic, kMagicBytes, file.data());
    file[kMagicBytes] = kVersion;
    randombytes_buf(at(file, kSaltAt), static_cast<std::size_t>(kBoxAt - kSaltAt));
    const auto key = stretch(passphrase, at(file, kSaltAt));
    if (!key)
        return fail(key);
    crypto_secretbox_easy(at(file, kBoxAt), at(stationKey.revealBytes(), 0), kStationKeyBytes,
                          at(file, kNonceAt), at(key->revealBytes(), 0));
    return writePrivately(path, file);
}

Result<Secret> readKeyFile(const QString &path, const Secret &passphrase)
{
    if (!detail::ensureSodium())
        return fail(ErrorCode::Internal, QStringLiteral("libsodium cannot start"));
    QFile in(path);
    if (!in.exists())
        return fail(ErrorCode::NotFound, path);
    if (!in.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(path, in.errorString()));
    const QByteArray file = in.read(kFileBytes + 1);
    if (!file.startsWith(QByteArray::fromRawData(kMagic, kMagicBytes)))
        return fail(ErrorCode::Corrupt, QStringLiteral("%1 is not a key file").arg(path));
    if (file.size() > kMagicBytes && file.at(kMagicBytes) > kVersion)
        return fail(ErrorCode::NewerSchema, path);
    if (file.size() != kFileBytes || file.at(kMagicBytes) != kVersion)
        return fail(ErrorCode::Corrupt, QStringLiteral("%1 is cut or damaged").arg(path));
    const auto key = stretch(passphrase, at(file, kSaltAt));
    if (!key)
        return fail(key);
    QByteArray plain(kStationKeyBytes, Qt::Uninitialized);
    if (crypto_secretbox_open_easy(at(plain, 0), at(file, kBoxAt),
                                   static_cast<unsigned long long>(kFileBytes - kBoxAt),
                                   at(file, kNonceAt), at(key->revealBytes(), 0))
        != 0)
        return fail(ErrorCode::WrongPassphrase, path);
    return Secret(std::move(plain));
}

} // namespace vigie::secrets
