// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/reasons.h>

#include <array>

namespace vigie::access {
namespace {

struct Name {
    Because because;
    const char16_t *text;
};

#define VIGIE_NAME(because) Name{Because::because, u"" #because}
constexpr std::array kNames{
    VIGIE_NAME(RegistryUnreachable), VIGIE_NAME(ClockUntrusted), VIGIE_NAME(ZoneDataMissing),
    VIGIE_NAME(JournalUnavailable), VIGIE_NAME(EndpointUnavailable), VIGIE_NAME(PersonUnknown),
    VIGIE_NAME(AccountDisabled), VIGIE_NAME(SharedAccount), VIGIE_NAME(SessionMismatch),
    VIGIE_NAME(SessionOver), VIGIE_NAME(ServerRefused), VIGIE_NAME(QualityNotForeseen), VIGIE_NAME(MandateMissing),
    VIGIE_NAME(PrivateOperator), VIGIE_NAME(EmployerNotEntitled), VIGIE_NAME(Technician),
    VIGIE_NAME(Controller), VIGIE_NAME(AgrementMissing), VIGIE_NAME(AgrementNumberMissing),
    VIGIE_NAME(AgrementRefused), VIGIE_NAME(AgrementWithdrawn), VIGIE_NAME(AgrementExpired),
    VIGIE_NAME(AgrementNotBegun), VIGIE_NAME(HabilitationExpired), VIGIE_NAME(HabilitationNotBegun),
    VIGIE_NAME(MandateExpired), VIGIE_NAME(MandateNotBegun), VIGIE_NAME(EmployerChanged),
    VIGIE_NAME(PoliceEmployerChanged), VIGIE_NAME(DesignationMissing),
    VIGIE_NAME(DesignatorMissing), VIGIE_NAME(TrainingMissing), VIGIE_NAME(TrainingExpired),
    VIGIE_NAME(TrainingNotBegun), VIGIE_NAME(AgrementSuspended), VIGIE_NAME(HabilitationSuspended),
    VIGIE_NAME(MandateSuspended), VIGIE_NAME(PlaceUnknown), VIGIE_NAME(OutsideDepartment),
    VIGIE_NAME(OutsideHabilitation), VIGIE_NAME(OutsidePoliceTerritory),
    VIGIE_NAME(PoliceConventionUnknown), VIGIE_NAME(PoliceConventionOver),
    VIGIE_NAME(OutsideMandate), VIGIE_NAME(OutsideDesignation), VIGIE_NAME(NotRecipient),
    VIGIE_NAME(ArreteExpired), VIGIE_NAME(ArreteNotBegun), VIGIE_NAME(LoanEnded),
    VIGIE_NAME(LoanNotBegun), VIGIE_NAME(LoanUnsigned), VIGIE_NAME(LoanDenounced),
    VIGIE_NAME(ConventionMissing), VIGIE_NAME(ConventionExpired), VIGIE_NAME(ConventionNotBegun),
    VIGIE_NAME(ConventionDenounced), VIGIE_NAME(AccordCommuneMissing),
    VIGIE_NAME(AccordMembersMissing), VIGIE_NAME(CameraUnknown), VIGIE_NAME(CameraNotCovered),
    VIGIE_NAME(CameraNotListed), VIGIE_NAME(AuthorisationNumberMissing),
    VIGIE_NAME(AuthorisationExpired), VIGIE_NAME(AuthorisationNotBegun),
    VIGIE_NAME(PurposeNotAuthorised), VIGIE_NAME(NoPurposeAuthorised), VIGIE_NAME(MotiveUnknown),
    VIGIE_NAME(MotiveRequired), VIGIE_NAME(JudicialAct), VIGIE_NAME(RequisitionRequired),
    VIGIE_NAME(ElectedNoPtz), VIGIE_NAME(ElectedNoExtract), VIGIE_NAME(RecipientNoPtz),
    VIGIE_NAME(RecipientNoReplay), VIGIE_NAME(RescueNoPtz), VIGIE_NAME(RescueNoExtract),
    VIGIE_NAME(RescueOnly), VIGIE_NAME(OffDuty), VIGIE_NAME(OnDutyElsewhere),
    VIGIE_NAME(SeatLocked), VIGIE_NAME(PostUnknown), VIGIE_NAME(PostUnregistered),
    VIGIE_NAME(PostUnsecured), VIGIE_NAME(VisitorPresent), VIGIE_NAME(UnentitledPresent),
    VIGIE_NAME(EnquiryTooOld), VIGIE_NAME(EnquiryUnknown),
};
#undef VIGIE_NAME

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (static_cast<std::size_t>(kNames[i].because) != i)
            return false;
    }
    return true;
}
static_assert(kNames.size() == static_cast<std::size_t>(kBecauseCount) && isInOrder());

} // namespace

QString becauseName(Because because)
{
    return QString::fromUtf16(kNames[static_cast<std::size_t>(because)].text);
}

std::optional<Because> becauseFromName(const QString &name)
{
    for (const Name &each : kNames) {
        if (QStringView(each.text) == name)
            return each.because;
    }
    return std::nullopt;
}

} // namespace vigie::access
