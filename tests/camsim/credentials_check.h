// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soap.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>

namespace vigie::camsim {

/// WS-UsernameToken PasswordDigest: Created within five minutes, no nonce accepted twice. Thread:
/// one.
class TokenCheck {
public:
    TokenCheck(QString user, QString password)
        : m_user(std::move(user)), m_password(std::move(password))
    {
    }
    /// \return empty when the token is good, else why it is not (for the log)
    [[nodiscard]] QString refusal(const UsernameToken &token, const QDateTime &now);

private:
    QString m_user;
    QString m_password;
    QHash<QByteArray, qint64> m_seen; // nonce -> accepted at (s since 1970)
};

/// HTTP Digest, MD5, qop auth (RFC 7616) or none (RFC 2069). Thread: one.
class HttpDigestCheck {
public:
    HttpDigestCheck(QString user, QString password)
        : m_user(std::move(user)), m_password(std::move(password))
    {
    }
    /// The value of a WWW-Authenticate header, with a fresh nonce good for five minutes.
    [[nodiscard]] QByteArray challenge(qint64 nowMs);
    /// \param header  value of Authorization
    /// \return empty when it is good, else why it is not (for the log)
    [[nodiscard]] QString refusal(const QByteArray &header, const QByteArray &method, qint64 nowMs);

private:
    struct Issued {
        qint64 atMs = 0;
        quint32 lastCount = 0;
    };
    QString m_user;
    QString m_password;
    QHash<QByteArray, Issued> m_nonces;
};

} // namespace vigie::camsim
