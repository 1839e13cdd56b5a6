// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/signer.h>

#include "sodium.h"

#include <sodium.h>

namespace vigie::secrets {

using detail::bytesOf;
using detail::sizeOf;

namespace {

static_assert(kPublicKeyBytes == crypto_sign_PUBLICKEYBYTES);
static_assert(kSignatureBytes == crypto_sign_BYTES);

} // namespace

Signer::Signer(const Secret &seed)
{
    if (!detail::ensureSodium() || seed.size() != crypto_sign_SEEDBYTES)
        return;
    QByteArray secret(crypto_sign_SECRETKEYBYTES, Qt::Uninitialized);
    m_public.resize(kPublicKeyBytes);
    crypto_sign_seed_keypair(bytesOf(m_public), bytesOf(secret), bytesOf(seed.revealBytes()));
    m_secret = Secret(std::move(secret));
}

Result<QByteArray> Signer::sign(const QByteArray &bytes) const
{
    if (m_public.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("no key to sign with"));
    QByteArray signature(kSignatureBytes, Qt::Uninitialized);
    crypto_sign_detached(bytesOf(signature), nullptr, bytesOf(bytes), sizeOf(bytes),
                         bytesOf(m_secret.revealBytes()));
    return signature;
}

bool isSignedBy(const QByteArray &publicKey, const QByteArray &bytes, const QByteArray &signature)
{
    return detail::ensureSodium() && publicKey.size() == kPublicKeyBytes && signature.size() == kSignatureBytes
        && crypto_sign_verify_detached(bytesOf(signature), bytesOf(bytes), sizeOf(bytes),
                                       bytesOf(publicKey))
        == 0;
}

} // namespace vigie::secrets
