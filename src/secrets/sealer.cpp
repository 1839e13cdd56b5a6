// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/sealer.h>

#include "sodium.h"

#include <sodium.h>

namespace vigie::secrets {

using detail::bytesOf;
using detail::sizeOf;

namespace {

constexpr qsizetype kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr unsigned kJournalSubkey = 1;
constexpr unsigned kSigningSubkey = 2;
static_assert(kStationKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kStationKeyBytes == crypto_kdf_KEYBYTES);

Result<> checkKey(const Secret &key)
{
    if (!detail::ensureSodium())
        return fail(ErrorCode::Internal, QStringLiteral("libsodium cannot start"));
    if (key.size() != kStationKeyBytes)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("station key of %1 bytes").arg(key.size()));
    return {};
}

} // namespace

Result<Secret> generateStationKey()
{
    if (!detail::ensureSodium())
        return fail(ErrorCode::Internal, QStringLiteral("libsodium cannot start"));
    QByteArray bytes(kStationKeyBytes, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return Secret(std::move(bytes));
}

Sealer::Sealer(Secret stationKey) : m_key(std::move(stationKey)) { }

Result<QByteArray> Sealer::seal(const Secret &plain, const QByteArray &context) const
{
    if (const auto usable = checkKey(m_key); !usable)
        return fail(usable);
    QByteArray sealed(kNonceBytes + plain.size() + kTagBytes, Qt::Uninitialized);
    randombytes_buf(sealed.data(), kNonceBytes);
    unsigned long long written = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytesOf(sealed) + kNonceBytes, &written, bytesOf(plain.revealBytes()),
        sizeOf(plain.revealBytes()), bytesOf(context), sizeOf(context), nullptr, bytesOf(sealed),
        bytesOf(m_key.revealBytes()));
    return sealed;
}

Result<Secret> Sealer::open(const QByteArray &sealed, const QByteArray &context) const
{
    if (const auto usable = checkKey(m_key); !usable)
        return fail(usable);
    if (sealed.size() < kNonceBytes + kTagBytes)
        return fail(ErrorCode::Corrupt, QStringLiteral("sealed secret is too short"));
    QByteArray plain(sealed.size() - kNonceBytes - kTagBytes, Qt::Uninitialized);
    unsigned long long written = 0;
    const int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytesOf(plain), &written, nullptr, bytesOf(sealed) + kNonceBytes,
        static_cast<unsigned long long>(sealed.size() - kNonceBytes), bytesOf(context),
        sizeOf(context), bytesOf(sealed), bytesOf(m_key.revealBytes()));
    if (code != 0)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("sealed secret does not open with this station key"));
    return Secret(std::move(plain));
}

Result<QByteArray> Sealer::authenticate(const QByteArray &bytes) const
{
    if (const auto usable = checkKey(m_key); !usable)
        return fail(usable);
    unsigned char subkey[crypto_auth_KEYBYTES];
    crypto_kdf_derive_from_key(subkey, sizeof subkey, kJournalSubkey, "vigiejrn",
                               bytesOf(m_key.revealBytes()));
    QByteArray tag(crypto_auth_BYTES, Qt::Uninitialized);
    crypto_auth(bytesOf(tag), bytesOf(bytes), sizeOf(bytes), subkey);
    sodium_memzero(subkey, sizeof subkey);
    return tag;
}

Result<Signer> Sealer::signer(const QByteArray &purpose) const
{
    if (const auto usable = checkKey(m_key); !usable)
        return fail(usable);
    unsigned char subkey[crypto_generichash_KEYBYTES];
    crypto_kdf_derive_from_key(subkey, sizeof subkey, kSigningSubkey, "vigiesig", bytesOf(m_key.revealBytes()));
    QByteArray seed(crypto_sign_SEEDBYTES, Qt::Uninitialized);
    crypto_generichash(bytesOf(seed), static_cast<std::size_t>(seed.size()), bytesOf(purpose), sizeOf(purpose), subkey, sizeof subkey);
    sodium_memzero(subkey, sizeof subkey);
    return Signer(Secret(std::move(seed)));
}

} // namespace vigie::secrets
