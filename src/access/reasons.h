// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>

namespace vigie::access {

/// Every way to fail a check, and every alert. The words, the row of the law table, the legal basis
/// and who can mend it stand in one table (reasons.cpp): wording is data, so that a jurist can read
/// it in one place.
enum class Because {
    // 1 session
    RegistryUnreachable,
    ClockUntrusted,
    ZoneDataMissing,
    JournalUnavailable,
    EndpointUnavailable,
    PersonUnknown,
    AccountDisabled,
    SharedAccount,
    SessionMismatch,
    SessionOver,
    ServerRefused, ///< %1 code that this program does not know
    // 2 category
    QualityNotForeseen,
    MandateMissing,
    PrivateOperator,
    PrivateNotDesignated,
    EmployerNotEntitled, ///< %1 employer
    Technician,
    Controller,
    ControlOver, ///< %1 number of the report
    ControlReportMissing,
    ControlUnsupervised,
    // 3 personal title
    AgrementMissing,
    AgrementNumberMissing,
    AgrementRefused,
    AgrementWithdrawn, ///< %1 day
    AgrementExpired, ///< %1 last day
    AgrementNotBegun, ///< %1 first day
    HabilitationExpired, ///< %1 last day
    HabilitationNotBegun, ///< %1 first day
    MandateExpired, ///< %1 last day
    MandateNotBegun, ///< %1 first day
    OutsideHours, ///< %1 "20:00-06:00"
    EmployerChanged, ///< %1 employer now
    PoliceEmployerChanged, ///< %1 employer now
    DesignationMissing,
    DesignatorMissing,
    TrainingMissing,
    TrainingExpired, ///< %1 last day
    TrainingNotBegun, ///< %1 first day
    // 4 suspension
    AgrementSuspended,
    HabilitationSuspended,
    MandateSuspended,
    // 5 territory
    PlaceUnknown,
    OutsideDepartment, ///< %1 department
    OutsideHabilitation, ///< %1 "Commune de Beauvais"
    DerogationIncomplete,
    DerogationOver, ///< %1 reference
    DerogationUnseconded,
    OutsidePoliceTerritory, ///< %1 "Commune de Beauvais"
    PoliceConventionUnknown, ///< %1 "Commune de Beauvais"
    PoliceConventionOver, ///< %1 reference, %2 "échue le …"
    OutsideMandate, ///< %1 "Commune de Beauvais"
    OutsideDesignation, ///< %1 "Commune de Beauvais"
    NotRecipient,
    ArreteExpired, ///< %1 number, %2 last day
    ArreteNotBegun, ///< %1 number, %2 first day
    // 6 double accord and convention
    LoanEnded, ///< %1 "Commune de Beauvais", %2 last day
    LoanNotBegun, ///< %1 "Commune de Beauvais", %2 first day
    LoanUnsigned, ///< %1 "Commune de Beauvais"
    LoanDenounced, ///< %1 "Commune de Beauvais", %2 instant
    LoanOutsideHours, ///< %1 "Commune de Beauvais", %2 hours
    ConventionMissing, ///< %1 "Commune de Beauvais"
    ConventionExpired, ///< %1 reference, %2 last day
    ConventionNotBegun, ///< %1 reference, %2 first day
    ConventionDenounced, ///< %1 reference, %2 instant
    RelayNotNow, ///< %1 reference, %2 hours
    AccordCommuneMissing, ///< %1 "Commune de Beauvais"
    AccordMembersMissing, ///< %1 reference
    // 7 authorisation of the system
    CameraUnknown,
    CameraNotCovered,
    CameraNotListed, ///< %1 number
    AuthorisationNumberMissing,
    AuthorisationExpired, ///< %1 last day
    AuthorisationNotBegun, ///< %1 first day
    ProvisionalOver, ///< %1 number
    Blocked, ///< %1 reason
    TreatmentUnknown,
    TreatmentOver, ///< %1 reference
    TreatmentElsewhere, ///< %1 reference
    TreatmentBiometric,
    PurposeNotAuthorised, ///< %1 number, %2 purpose
    NoPurposeAuthorised, ///< %1 number
    MotiveUnknown,
    // 8 right for the operation
    MotiveRequired,
    JudicialAct,
    RequisitionRequired,
    RequisitionOver, ///< %1 number
    RequisitionOtherImages, ///< %1 number
    NotExtractor, ///< %1 number
    ValidatorMissing, ///< %1 number
    PrivateNoExtract,
    ControlNoPtz,
    ElectedNoPtz,
    ElectedNoExtract,
    RecipientNoPtz, ///< %1 number of the arrete
    RecipientNoReplay, ///< %1 number of the arrete
    RecipientNoExtract, ///< %1 number of the arrete
    RescueNoPtz,
    RescueNoExtract,
    RescueOnly,
    // 9 duty, post, people present
    OffDuty,
    OnDutyElsewhere, ///< %1 name of the post
    SeatLocked,
    PostUnknown,
    PostUnregistered, ///< %1 name of the post
    PostUnsecured, ///< %1 name of the post
    GuestElsewhere,
    VisitorPresent,
    UnentitledPresent, ///< %1 matricules
    // 10 masks, retention
    MaskMissing,
    BorderUnlocked, ///< %1 communes
    RetentionOver,
    FrozenForExtractor, ///< %1 procedure
    // alerts
    EnquiryTooOld, ///< %1 day of the last one
    EnquiryUnknown,
    DerogationInUse, ///< %1 reference, %2 matricule
};
inline constexpr int kBecauseCount = static_cast<int>(Because::DerogationInUse) + 1;

/// "AgrementExpired": stable; in JSON, in the journal, and in the answers of a server that decides by
/// the same rule. Thread: any.
[[nodiscard]] QString becauseName(Because because);
[[nodiscard]] std::optional<Because> becauseFromName(const QString &name);

/// The reason as shown: text, row, basis and remedy of \p because, with %1 and %2 filled in.
/// Thread: any.
[[nodiscard]] Reason reason(Because because, const QString &first = {}, const QString &second = {});

/// "de Beauvais", "d’Agnetz", "du Plessis-Belleville", "des Ageux".
[[nodiscard]] QString ofPlace(const QString &communeName);
/// "Commune de Beauvais", "Commune d’Agnetz", "Commune du Plessis-Belleville".
[[nodiscard]] QString communeText(const QString &communeName);
/// Where the registry names no authority: "Maire de Beauvais"; empty for an empty name.
[[nodiscard]] QString mayorText(const QString &communeName);
/// "… sous l’autorité exclusive du maire de Beauvais", from "Maire de Beauvais".
[[nodiscard]] QString underAuthority(const QString &opening, const QString &authority);

} // namespace vigie::access
