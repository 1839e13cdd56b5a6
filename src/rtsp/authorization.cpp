// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/authorization.h>

#include <algorithm>

namespace vigie::rtsp {
namespace {

/// A peer may call its nonce stale again and again: this often it is believed.
constexpr int kMostTries = 3;

} // namespace

Authorization::Authorization(const QString &user, const Secret *password, bool encrypted)
    : m_user(user.toUtf8()), m_password(password), m_encrypted(encrypted)
{
}

bool Authorization::hasCredentials() const
{
    return !m_user.isEmpty() || (m_password != nullptr && !m_password->isEmpty());
}

QByteArray Authorization::next(const QByteArray &method, const QByteArray &uri)
{
    static const Secret kNone;
    const Secret &password = m_password != nullptr ? *m_password : kNone;
    if (m_basic)
        return QByteArray("Basic " + QByteArray(m_user + ':' + password.revealBytes()).toBase64());
    if (!m_challenge)
        return {};
    return net::digestAuthorization(*m_challenge, m_user, password, method, uri, ++m_count, net::makeClientNonce());
}

Result<> Authorization::challenged(const QList<QByteArray> &wwwAuthenticate, bool offered)
{
    if (!hasCredentials())
        return fail(ErrorCode::Refused, QStringLiteral("the peer asks for a user name and a password"));
    const Result<net::DigestChallenge> digest = net::strongestDigest(wwwAuthenticate);
    if (!digest && digest.error().code == ErrorCode::Protocol)
        return fail(digest);
    const bool fresh = digest && (!m_challenge || digest->nonce != m_challenge->nonce);
    if (offered && (++m_tries >= kMostTries || !digest || !(digest->stale || (fresh && m_tries == 1 && m_accepted))))
        return fail(ErrorCode::Refused, QStringLiteral("the peer does not take the user name and password"));
    if (digest) {
        m_challenge = *digest;
        m_count = 0;
        return {};
    }
    const bool basic = std::any_of(wwwAuthenticate.cbegin(), wwwAuthenticate.cend(), [](const QByteArray &offer) {
        return offer.trimmed().left(5).toLower() == "basic";
    });
    if (basic && m_encrypted) {
        m_basic = true;
        return {};
    }
    return fail(ErrorCode::Refused,
                basic ? QStringLiteral("the peer takes only Basic, which would show the password on the network: "
                                       "give it Digest, or an rtsps:// address")
                      : QStringLiteral("the peer asks for credentials in no way that can be answered"));
}

} // namespace vigie::rtsp
