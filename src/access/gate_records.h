// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <access/reasons.h>

namespace vigie::access {

/// What the gate writes about a right: the same fields whatever happened to it.
struct Record {
    const SessionContext &session;
    const Request &request;
    const Decision &decision;
    QString grant; ///< number of the grant; empty where there never was one
    Instant now{};
};

/// What the law wants in every record about who they are and where they sit (journal::Entry::context): room, category,
/// employer, number and state of the agrement, habilitation. What \p facts do not know is not there.
[[nodiscard]] QJsonObject contextOf(const registry::Facts &facts, const PersonId &person, const PostId &post, Instant now);

/// A record of \p session: whose it is, and where they sit.
[[nodiscard]] journal::Entry entryOf(journal::Event event, const SessionContext &session);

/// LiveBegin or PtzBegin.
[[nodiscard]] journal::Entry beginEntry(const registry::Facts *facts, const Record &record);
/// Refusal; \p error is the technical reason, where there is one.
[[nodiscard]] journal::Entry refusalEntry(const registry::Facts *facts, const Record &record,
                                          const std::optional<Error> &error = {});
/// LiveEnd or PtzEnd when somebody gave the right back, Curtain when it was taken.
[[nodiscard]] journal::Entry endEntry(const registry::Facts *facts, const Record &record,
                                      EndCause cause, std::chrono::milliseconds duration);

/// \p decision as a no, with \p because in its place among the reasons.
[[nodiscard]] Decision refusedAlso(Decision decision, Because because);

} // namespace vigie::access
