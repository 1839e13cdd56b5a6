// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/findings.h>
#include <access/motives.h>

namespace vigie::access {

/// One question, with everything it names looked up in the facts. A pointer is null where the
/// registry knows nothing of it: each check then fails in its own words.
struct Inquiry {
    Inquiry(const registry::Facts &all, const Request &asked, Instant at);

    const registry::Facts &facts;
    const Request &request;
    const Instant now;
    const registry::Camera *camera = nullptr;
    const registry::Commune *commune = nullptr; ///< in which the camera stands
    const registry::System *system = nullptr; ///< null also when the camera names none
    const registry::Post *post = nullptr;
    std::optional<int> purpose; ///< of the motive; nullopt = none given, or unknown
};

/// What a person's own titles give them for the camera of an inquiry: checks 2 to 6 and 8.
struct Standing : Findings {
    QList<int> rows; ///< rows of the law table that give the yes
    QStringList basis;
    QString opening; ///< of the statement; the authority follows
    QString closing;
    bool excluded = false; ///< the quality itself has no right: nothing about titles was asked
};

/// The category of \p person, where it decides alone (rows 30, 36, 38, 39, 42).
[[nodiscard]] std::optional<Reason> exclusion(const registry::Person &person);

// One per branch of the rule; each checks the titles, the territory and the act.
[[nodiscard]] Standing agentStanding(const Inquiry &inquiry, const registry::Person &person,
                                     Act act);
[[nodiscard]] Standing policeStanding(const Inquiry &inquiry, const registry::Person &person,
                                      Act act);
[[nodiscard]] Standing electedStanding(const Inquiry &inquiry, const registry::Person &person,
                                       Act act);
[[nodiscard]] Standing recipientStanding(const Inquiry &inquiry, const registry::Person &person,
                                         Act act);
/// Whichever of them the category asks for. \p act may differ from the request's: people present
/// are asked about Live.
[[nodiscard]] Standing standing(const Inquiry &inquiry, const registry::Person &person, Act act);

/// Data-protection training (row 45).
[[nodiscard]] Findings checkTraining(const Inquiry &inquiry, const registry::Person &person);
/// From when an enquiry of \p lastEnquiry is older than the parameters allow (row 6).
[[nodiscard]] Instant enquiryDue(Date lastEnquiry, const registry::LegalParameters &parameters);
/// Double accord and convention of the centre (rows 12, 13): needed unless the images stay with
/// their commune. The commune of \p inquiry is known.
[[nodiscard]] Findings checkMutualisation(const Inquiry &inquiry, const registry::Person &person);
/// The system: covers the camera, is authorised now, for this purpose (rows 15, 17, 18).
[[nodiscard]] Findings checkAuthorisation(const Inquiry &inquiry);
/// A motive where the act asks for one (row 18), a requisition for extracts (row 25).
[[nodiscard]] Findings checkMotive(const Inquiry &inquiry);
/// On duty at the post, the post itself (row 23).
[[nodiscard]] Findings checkDuty(const Inquiry &inquiry, const registry::Person &person);
/// Everybody at the post may see this camera live (row 41).
[[nodiscard]] Findings checkPresence(const Inquiry &inquiry);

} // namespace vigie::access
