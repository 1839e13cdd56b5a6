// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QtCore/QString>

#include <chrono>

namespace vigie::storage {

/// How a PostgreSQL server is reached.
struct PostgresOptions {
    /// As libpq takes it, keywords or a URI, without a password: "host=registre.csd60.fr dbname=vigie
    /// user=A101 sslmode=verify-full sslrootcert=…".
    QString where;
    Secret password; ///< empty: a client certificate, or the socket's peer
    std::chrono::milliseconds connectLimit{5000};
    std::chrono::milliseconds answerLimit{10000}; ///< to any one statement; the line is then given up
    int wake = -1; ///< file descriptor: once it can be read from, whatever is waited for ends with Cancelled
    /// Unit of every lock waited for; 0: the server's own.
    std::chrono::milliseconds lockLimit{2000};

    [[nodiscard]] PostgresOptions clone() const
    {
        return {where, password.clone(), connectLimit, answerLimit, wake, lockLimit};
    }
};

} // namespace vigie::storage
