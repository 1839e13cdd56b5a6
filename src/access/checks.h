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

/// At the post, by their own sign-in or declared.
[[nodiscard]] inline bool isThere(const Inquiry &inquiry, const PersonId &person)
{
    return !person.isNull()
        && (inquiry.request.person == person || inquiry.request.present.contains(person));
}

/// What a person's own titles give them for the camera of an inquiry: checks 2 to 6 and 8.
struct Standing : Findings {
    QList<int> rows; ///< rows of the law table that give the yes
    QStringList basis;
    QString opening; ///< of the statement; the authority follows
    QString closing;
    bool excluded = false; ///< the quality itself has no right: nothing about titles was asked
    bool needsDuty = true; ///< false for who controls the centre: nobody puts them on a rota
};

/// The category of \p person, where it decides alone (rows 30, 36, 38, 39). A private operator is not excluded from what
/// is open to the public.
[[nodiscard]] std::optional<Reason> exclusion(const Inquiry &inquiry, const registry::Person &person);
/// Employed by a firm, whatever the category says.
[[nodiscard]] bool isPrivate(const registry::Person &person);

// One per branch of the rule; each checks the titles, the territory and the act.
[[nodiscard]] Standing agentStanding(const Inquiry &inquiry, const registry::Person &person,
                                     Act act);
[[nodiscard]] Standing policeStanding(const Inquiry &inquiry, const registry::Person &person,
                                      Act act);
[[nodiscard]] Standing electedStanding(const Inquiry &inquiry, const registry::Person &person,
                                       Act act);
[[nodiscard]] Standing recipientStanding(const Inquiry &inquiry, const registry::Person &person,
                                         Act act);
[[nodiscard]] Standing privateStanding(const Inquiry &inquiry, const registry::Person &person,
                                       Act act);
[[nodiscard]] Standing controlStanding(const Inquiry &inquiry, const registry::Person &person,
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
[[nodiscard]] Findings checkMotive(const Inquiry &inquiry, const registry::Person &person);
/// On duty at the post, the post itself (row 23). \p needsDuty  see Standing
[[nodiscard]] Findings checkDuty(const Inquiry &inquiry, const registry::Person &person,
                                 bool needsDuty);
/// Blocks on the camera, its site, its commune, its department.
[[nodiscard]] Findings checkBlocks(const Inquiry &inquiry);
/// The legal basis of the treatment that asks for the image (row 44).
[[nodiscard]] Findings checkAlert(const Inquiry &inquiry);
/// The requisition the request names: written, in force, for these images, for this person to execute, validated by
/// another (rows 24, 25).
[[nodiscard]] Findings checkRequisition(const Inquiry &inquiry, const registry::Person &person);
/// Masks and the sector beyond the border (rows 14, 43).
[[nodiscard]] Findings checkMasks(const Inquiry &inquiry, const registry::Person &person);
struct RetentionFindings : Findings {
    bool frozen = false; ///< rests on images kept for a procedure (row 27)
};
/// The age of the images asked for (rows 26, 27).
[[nodiscard]] RetentionFindings checkRetention(const Inquiry &inquiry,
                                               const registry::Person &person);
/// Until when an image of \p taken may be kept: min(\p days of 24 hours, one calendar month in Paris). A month after the
/// 31st is the last day of the next.
[[nodiscard]] Instant retentionEnd(Instant taken, int days);
/// From when a provisional authorisation that begins on \p from is over: four months (L252-6).
[[nodiscard]] Instant provisionalEnd(Date from);
/// Everybody at the post may see this camera live (row 41).
[[nodiscard]] Findings checkPresence(const Inquiry &inquiry);

} // namespace vigie::access
