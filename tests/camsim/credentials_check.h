// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "soap.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtCore/QHash>

namespace vigie::camsim {

/// WS-UsernameToken PasswordDigest: Created within five minutes, no nonce accepted twice.
/// Thread: one.
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
    QHash<QByteArray, qint64> m_seen; // nonce -> when its token is too old anyway (s since 1970)
};

/// HTTP Digest, MD5 or SHA-256, qop auth (RFC 7616) or none (RFC 2069). Thread: one.
class HttpDigestCheck {
public:
    HttpDigestCheck(QString user, QString password, HttpDigest offered)
        : m_user(std::move(user)), m_password(std::move(password)), m_offered(offered)
    {
    }
    /// The values of the WWW-Authenticate headers, the strongest first, with a fresh nonce good for
    /// five minutes. \param stale  the credentials were refused for the age of their nonce only
    [[nodiscard]] QList<QByteArray> challenges(bool stale, qint64 nowMs);
    struct Refusal {
        QString why; ///< for the log
        bool stale = false;
    };
    /// \param header  value of Authorization  \param path  of the request
    /// \return empty when it is good
    [[nodiscard]] std::optional<Refusal> refusal(const QByteArray &header, const QByteArray &method,
                                                 const QString &path, qint64 nowMs);

private:
    struct Issued {
        qint64 atMs = 0;
        quint32 lastCount = 0;
    };
    [[nodiscard]] std::optional<QCryptographicHash::Algorithm>
    algorithm(const QByteArray &name) const;

    QString m_user;
    QString m_password;
    HttpDigest m_offered;
    QHash<QByteArray, Issued> m_nonces;
};

} // namespace vigie::camsim
