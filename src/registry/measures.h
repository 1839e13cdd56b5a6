// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/time.h>

#include <QtCore/QList>
#include <QtCore/QStringList>

#include <optional>

/// What is decided about access beside the titles: blocks, requisitions and what they keep, derogations, controls,
/// treatments of images; hours of a day. Plain values, nothing secret.
namespace vigie::registry {

/// A span of every day in Europe/Paris local time, [from, until). from later than until crosses midnight (the night relay,
/// 20:00 to 06:00); equal is the whole day.
struct DailyWindow {
    int fromMinute = 0; ///< since local midnight, 0 to 1439
    int untilMinute = 0;
    /// \param minute  of the local day, as a clock on the wall shows it
    [[nodiscard]] bool contains(int minute) const
    {
        if (fromMinute == untilMinute)
            return true;
        return fromMinute < untilMinute ? minute >= fromMinute && minute < untilMinute
                                        : minute >= fromMinute || minute < untilMinute;
    }
    bool operator==(const DailyWindow &) const = default;
};
[[nodiscard]] QString toText(const DailyWindow &window); ///< "20:00-06:00"
/// nullopt for anything that is not two times of a day, written so.
[[nodiscard]] std::optional<DailyWindow> dailyWindowFromText(const QString &text);

/// What the images of a system are taken of: decides who may look at all (rows 36, 37).
enum class Regime {
    VoiePublique,
    OuvertAuPublic, ///< L613-13
    Prive,
};
[[nodiscard]] QString regimeName(Regime regime); ///< "voie-publique", "ouvert-au-public", "prive"
[[nodiscard]] std::optional<Regime> regimeFromName(const QString &name);

enum class BlockScope { Department, Commune, Site, Camera };
[[nodiscard]] QString blockScopeName(BlockScope scope); ///< "department", "commune", "site", "camera"
[[nodiscard]] std::optional<BlockScope> blockScopeFromName(const QString &name);

/// Nobody sees the cameras of a department, a commune, a site, or one camera, whatever their titles.
struct Block {
    TitleId id;
    BlockScope scope = BlockScope::Camera;
    QString target; ///< department ("60"), INSEE code, id of the site or of the camera
    QString reason;
    PersonId author;
    Interval during;
    bool operator==(const Block &) const = default;
};

/// A requisition as recorded: what an extract rests on (row 24). One that was only spoken gives no extract (row 25).
struct Requisition {
    TitleId id;
    QString number;
    QString legalBasis; ///< "60-1", "77-1-1", "99-3" or "autre"
    QString authority; ///< who signed
    QString procedure; ///< number of the PV
    bool oral = false;
    QList<CameraId> cameras;
    Interval images; ///< the span of images asked for
    PersonId extractor; ///< the one person who may extract
    PersonId validator; ///< somebody else who agreed; null = not validated
    DateRange validity; ///< while it may be executed
    bool operator==(const Requisition &) const = default;
};

/// Images kept beyond their retention for a procedure (row 27).
struct Gel {
    TitleId id;
    CameraId camera;
    TitleId requisition;
    Interval images;
    PersonId approver;
    std::optional<Instant> until; ///< the new limit; open while the procedure runs
    bool operator==(const Gel &) const = default;
};

/// Mutual aid ordered without a title (row 40): an act, who answers for it, and a second person at the post.
struct Derogation {
    TitleId id;
    PersonId person;
    QList<Insee> communes;
    QString reference; ///< of the act
    PersonId responsible;
    PersonId second; ///< must be declared present
    Interval during;
    bool operator==(const Derogation &) const = default;
};

/// The CNIL or the departmental commission on site (row 42).
struct Controle {
    TitleId id;
    PersonId person; ///< who controls
    QString report; ///< number of the procès-verbal
    PersonId supervisor; ///< must be declared present
    Interval during;
    bool operator==(const Controle &) const = default;
};

/// Legal basis of an algorithmic treatment of the images of systems (row 44).
struct Traitement {
    TitleId id;
    QString reference; ///< number of the prefect's decision
    QStringList events; ///< of the decree's list: "abandoned-object", "fire", …
    QList<SystemId> systems;
    QString model; ///< vendor and version
    bool biometric = false; ///< then it has no basis, whatever it says
    DateRange validity;
    bool operator==(const Traitement &) const = default;
};

} // namespace vigie::registry
