// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>

#include <QtCore/QString>

#include <chrono>

namespace vigie::storage {

/// How a PostgreSQL server is reached.
struct PostgresOptions {
    /// As libpq takes it, keywords or a URI, without a password: "host=registre.csd60.fr dbname=vigie
    /// user=A101 sslrootcert=…". Without a word about it, sslmode is verify-full.
    QString where;
    QString user; ///< the role; empty: the one that \c where names
    Secret password; ///< empty: a client certificate, or the socket's peer
    std::chrono::milliseconds connectLimit{5000};
    std::chrono::milliseconds answerLimit{10000}; ///< to any one statement; the line is then given up
    int wake = -1; ///< file descriptor: once it can be read from, whatever is waited for ends with Cancelled
    /// Unit of every lock waited for; 0: the server's own.
    std::chrono::milliseconds lockLimit{2000};

    [[nodiscard]] PostgresOptions clone() const
    {
        return {where, user, password.clone(), connectLimit, answerLimit, wake, lockLimit};
    }
};

/// Whether \p where can be read by libpq, and holds no password: somebody may look at where a server is reached.
/// Nothing is asked of the server. \return InvalidArgument with the words for it
[[nodiscard]] Result<> checkWhere(const QString &where);

} // namespace vigie::storage
