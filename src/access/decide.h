// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/act.h>
#include <core/ids.h>
#include <core/time.h>
#include <registry/model.h>

namespace vigie::access {

/// An image asked for because an algorithmic treatment signalled something (row 44).
struct AlertImage {
    TitleId traitement; ///< its legal basis; null = none named
    QString event; ///< of the decree's list
    bool operator==(const AlertImage &) const = default;
};

/// What is asked: who, what, which camera, from where, why, and who else can see the screen.
struct Request {
    PersonId person;
    Act act = Act::Live;
    CameraId camera;
    PostId post;
    QString motive; ///< code of a motive ("L251-2-5", "PTZ", …), see motivePurpose(); empty = none given
    QList<PersonId> present; ///< other people at the post, as declared
    bool visitorMode = false; ///< somebody without any title is in the room
    TitleId requisition; ///< that an extract executes, or a replay serves; null = none
    std::optional<Interval> images; ///< span of the images replayed or extracted; absent = not said
    std::optional<AlertImage> alert; ///< the image is asked for because a treatment signalled something
    QString words; ///< the motive in the person's own words: recorded, and decides nothing
    bool operator==(const Request &) const = default;
};

/// What the console knows about its own ability to verify.
struct Circumstances {
    bool registryReachable = true;
    bool clockTrusted = true;
};

/// The ten checks of the law table, in its order.
enum class Check { Session = 1, Category, PersonalTitle, Suspension, Territory, Convention, Authorisation, Operation, Duty, Retention };

/// One failed check or one alert: what the person reads, in French, with its legal basis and who can mend it.
struct Reason {
    Check check = Check::Session;
    int row = 0; ///< row of the law table; 0 = a safeguard of the house that stands in no row
    QString text; ///< "Agrément suspendu (urgence) — images coupées"
    QString basis; ///< "L132-14-1"
    QString remedy; ///< "Préfecture (bureau des polices administratives)"
    QString code; ///< "AgrementSuspended": name of the Because; stable, the same in every implementation
    bool operator==(const Reason &) const = default;
};

/// Outcome of the rule. allowed: reasons is empty and authority is set. Not allowed: reasons holds every failed check,
/// in the order of the checks, never empty.
struct Decision {
    bool allowed = false;
    std::optional<Instant> until; ///< first instant at which the answer may change to no; empty = no known end
    QString authority; ///< "Maire de Beauvais"
    QString statement; ///< "Visionnage sous l’autorité exclusive du maire de Beauvais"
    QStringList basis; ///< articles that carry the yes
    QList<int> rows; ///< rows of the table that applied
    QList<Reason> reasons; ///< failed checks
    QList<Reason> alerts; ///< allowed, but somebody must act (row 6)
    QList<TitleId> titles; ///< titles the yes rests on, for the journal
    bool operator==(const Decision &) const = default;
};

/// The rule of access. Pure: no I/O, no clock, no event loop; the same answer for the same three arguments. Any thread.
/// Fails closed: anything unknown or contradictory is a no with a reason.
/// Source: shared/law.md section 7.
[[nodiscard]] Decision decide(const registry::Facts &facts, const Request &request, Instant now,
                              const Circumstances &circumstances = {});

/// The first instant after \p now at which any title, duty, convention or authorisation begins or ends for \p person:
/// re-decide then even when nothing else happens.
[[nodiscard]] std::optional<Instant> nextBoundary(const registry::Facts &facts, const PersonId &person, Instant now);

} // namespace vigie::access
