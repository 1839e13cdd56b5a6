// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/digest.h>

#include <QtCore/QList>

#include <optional>

namespace vigie::rtsp {

/// The credentials of one connection and what the peer wants to see of them. One owner, any thread.
class Authorization {
public:
    Authorization() = default;
    /// \param password  outlives this; null or empty: there are no credentials
    /// \param encrypted  the connection cannot be read by others: Basic may be used
    Authorization(const QString &user, const Secret *password, bool encrypted);

    /// Value of the Authorization header for the next request, counted; empty: none is asked for yet.
    [[nodiscard]] QByteArray next(const QByteArray &method, const QByteArray &uri);
    /// The peer said 401 with \p wwwAuthenticate, to a request that carried next() if \p offered.
    /// \return nothing: the same request again may succeed. Refused: no credentials, wrong ones, or a way of asking that
    /// we do not answer (Basic without encryption); Protocol
    [[nodiscard]] Result<> challenged(const QList<QByteArray> &wwwAuthenticate, bool offered);
    /// The peer took the credentials: what it asks from now on is a new beginning.
    void accepted()
    {
        m_tries = 0;
        m_accepted = m_challenge.has_value();
    }

private:
    [[nodiscard]] bool hasCredentials() const;

    QByteArray m_user;
    const Secret *m_password = nullptr;
    bool m_encrypted = false;
    bool m_basic = false;
    std::optional<net::DigestChallenge> m_challenge;
    quint32 m_count = 0; ///< uses of the nonce
    bool m_accepted = false; ///< the password was right with the challenge at hand
    int m_tries = 0; ///< challenges answered since accepted()
};

} // namespace vigie::rtsp
