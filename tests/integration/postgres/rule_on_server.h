// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <storage/database.h>

namespace vigie::test {

struct Question {
    access::Request request;
    Instant at;
    access::Circumstances circumstances;
};

/// The rule as the server has it, asked past every door, about registries stored past every check:
/// what comes out of contradictions must be the same too.
class RuleOnServer {
public:
    /// Its database, once for the program.
    [[nodiscard]] static Result<> make();
    RuleOnServer();

    [[nodiscard]] storage::Database &database() { return m_database; }
    [[nodiscard]] Result<> store(const registry::Facts &facts);
    /// The first question to which program and server do not say the same; empty: all are answered
    /// alike.
    [[nodiscard]] QString difference(const registry::Facts &facts, const QList<Question> &questions);

private:
    storage::Database m_database;
    storage::Statement m_ask;
};

} // namespace vigie::test
