// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/password_hash.h>

#include "sodium.h"

#include <sodium.h>

namespace vigie::secrets {
namespace {

constexpr auto kOps = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto kMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

} // namespace

Result<QByteArray> hashPassword(const Secret &password)
{
    if (!detail::ensureSodium())
        return fail(ErrorCode::Internal, QStringLiteral("libsodium cannot start"));
    char text[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(text, password.revealBytes().constData(),
                              static_cast<unsigned long long>(password.size()), kOps, kMemory,
                              crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(ErrorCode::Internal, QStringLiteral("not enough memory to hash a password"));
    return QByteArray(text);
}

bool verifyPassword(const QByteArray &hash, const Secret &password)
{
    if (!detail::ensureSodium())
        return false;
    if (!hash.startsWith("$argon2id$")) {
        // An unknown person must cost what a known one costs, or the answer's time tells who
        // exists.
        (void)hashPassword(password);
        return false;
    }
    QByteArray text = hash.left(crypto_pwhash_STRBYTES - 1);
    return crypto_pwhash_str_verify(text.constData(), password.revealBytes().constData(),
                                    static_cast<unsigned long long>(password.size()))
        == 0;
}

bool needsRehash(const QByteArray &hash)
{
    return !detail::ensureSodium()
        || crypto_pwhash_str_needs_rehash(hash.constData(), kOps, kMemory) != 0;
}

} // namespace vigie::secrets
