// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure_cases.h"

namespace vigie::test {
namespace {

using namespace access;
using namespace registry;
using namespace law;
using namespace std::chrono_literals;

using S = Situation;
using Arrange = std::function<void(S &)>;

const TitleId kRequisition{QStringLiteral("req")};
const PersonId kController{QStringLiteral("controleur")};
const PersonId kPrivate{QStringLiteral("operateur-prive")};

System &system(S &s)
{
    return s.facts.systems[s.facts.cameras.value(kCamera).system];
}
Camera &camera(S &s)
{
    return s.facts.cameras[kCamera];
}
Requisition &requisition(S &s)
{
    return s.facts.requisitions[kRequisition];
}
Gel &gel(S &s)
{
    return s.facts.gels[kCamera].first();
}
Derogation &derogation(S &s)
{
    return s.facts.derogations[kOperator].first();
}
Controle &controle(S &s)
{
    return s.facts.controles[kController].first();
}
Traitement &traitement(S &s)
{
    return s.facts.traitements.first();
}

/// What yesterday's hour is asked for, in writing, to be extracted by the operator and validated by
/// the mayor.
void requisitioned(S &s)
{
    Requisition r;
    r.id = kRequisition;
    r.number = QStringLiteral("2026-1187");
    r.legalBasis = QStringLiteral("60-1");
    r.procedure = QStringLiteral("PV 412");
    r.cameras = {kCamera};
    r.images = {kNow - 25h, kNow - 23h};
    r.extractor = kOperator;
    r.validator = kMayor;
    r.validity = days(day(2026, 11, 20), day(2026, 12, 20));
    s.facts.requisitions.insert(r.id, r);
    s.request.requisition = r.id;
    s.request.images = Interval{kNow - 24h, kNow - 23h};
    s.request.motive.clear();
}

/// The same, forty days old and kept.
void frozen(S &s)
{
    requisitioned(s);
    requisition(s).images = {kNow - 24h * 41, kNow - 24h * 40};
    s.request.images = requisition(s).images;
    s.facts.gels[kCamera] = {
        {{QStringLiteral("gel")}, kCamera, kRequisition, requisition(s).images, kMayor, {}}};
}

void helped(S &s)
{
    s.request.camera = kCreilCamera;
    s.facts.derogations[kOperator] = {{{QStringLiteral("der")},
                                       kOperator,
                                       {kCreil},
                                       QStringLiteral("Ordre 7"),
                                       kMayor,
                                       kCommunal,
                                       {kNow - 1h, kNow + 5h}}};
    s.request.present = {kCommunal};
    // The second person is entitled there.
    s.facts.habilitations[kCommunal].first().communes.append(kCreil);
}

void controlled(S &s)
{
    s.request.person = kController;
    s.facts.duties.remove(kController);
    s.facts.controles[kController] = {{{QStringLiteral("ctl")},
                                       kController,
                                       QStringLiteral("PV-12"),
                                       kOperator,
                                       {kNow - 1h, kNow + 2h}}};
    s.request.present = {kOperator};
}

void alerted(S &s)
{
    s.facts.traitements = {{{QStringLiteral("alg")},
                            QStringLiteral("2026-55"),
                            {QStringLiteral("fire")},
                            {s.facts.cameras.value(kCamera).system},
                            QStringLiteral("X 1"),
                            false,
                            days(day(2026, 11, 1), day(2026, 12, 1))}};
    s.request.alert = AlertImage{{QStringLiteral("alg")}, QStringLiteral("fire")};
}

void designatedPrivately(S &s)
{
    s.request.person = kPrivate;
    system(s).regime = Regime::OuvertAuPublic;
    Habilitation &h = s.facts.habilitations[kPrivate].first();
    h.kind = HabilitationKind::Designation;
    h.designatedBy = QStringLiteral("le directeur");
}

Arrange with(Arrange first, Arrange second)
{
    return [first, second](S &s) {
        first(s);
        second(s);
    };
}

void block(S &s, BlockScope scope, const QString &target, Interval during = {})
{
    s.facts.blocks = {
        {{QStringLiteral("b")}, scope, target, QStringLiteral("travaux"), kMayor, during}};
}

QList<MeasureCase> makeCases()
{
    QList<MeasureCase> cases;
    const auto no = [&cases](const QByteArray &name, Act act, Arrange arrange, QStringList codes) {
        cases.append({name, act, std::move(arrange), std::move(codes), {}});
    };
    const auto yes = [&cases](const QByteArray &name, Act act, Arrange arrange, QList<int> rows) {
        cases.append({name, act, std::move(arrange), {}, std::move(rows)});
    };
    const auto hours = [](int from, int until) {
        return DailyWindow{from * 60, until * 60};
    }; // it is 11:00 in Paris

    // 5, 11, 12: hours of a title, the night relay
    const auto relay = [](DailyWindow window) {
        return [window](S &s) {
            s.facts.conventions[{QStringLiteral("conv-csd")}].parties.first().relay = window;
        };
    };
    yes("5 habilitation for the day", Act::Live,
        [&](S &s) { s.facts.habilitations[kOperator].first().hours = hours(8, 20); }, {1});
    no("5 habilitation for the night", Act::Live,
       [&](S &s) { s.facts.habilitations[kOperator].first().hours = hours(20, 6); },
       {QStringLiteral("OutsideHours")});
    no("5 police for the night", Act::Live,
       [&](S &s) {
           s.request.person = kPolice;
           s.facts.habilitations[kPolice].first().hours = hours(20, 6);
       },
       {QStringLiteral("OutsideHours")});
    no("5 mandate for the night", Act::Live,
       [&](S &s) {
           s.request.person = kMayor;
           s.facts.habilitations[kMayor].first().hours = hours(20, 6);
       },
       {QStringLiteral("OutsideHours")});
    no("5 designation for the night", Act::Live,
       [&](S &s) {
           s.request.person = kGendarme;
           s.facts.habilitations[kGendarme].first().hours = hours(20, 6);
       },
       {QStringLiteral("OutsideHours")});
    no("12 the commune relays its images at night only", Act::Live, relay(hours(20, 6)),
       {QStringLiteral("RelayNotNow")});
    yes("12 the commune relays its images by day", Act::Live, relay(hours(6, 20)), {1});
    yes("12 a relay of the whole day", Act::Live, relay(hours(6, 6)), {1});
    const auto lent = [&](DailyWindow window) {
        return [window](S &s) {
            MiseADisposition loan{{QStringLiteral("mad")},
                                  kOperator,
                                  kCreil,
                                  days(day(2026, 11, 1), day(2026, 12, 31)),
                                  true,
                                  {},
                                  window};
            s.facts.misesADisposition[kOperator] = {loan};
            s.request.camera = kCreilCamera;
        };
    };
    yes("11 lent for the day", Act::Live, lent(hours(8, 20)), {1, 11});
    no("12 lent for the night", Act::Live, lent(hours(20, 6)), {QStringLiteral("LoanOutsideHours")});

    // 14: over the border
    const auto border = [](S &s) { camera(s).seesInto = {kCreil}; };
    no("14 a dome that sees into a commune without a right there", Act::Ptz, border,
       {QStringLiteral("BorderUnlocked")});
    yes("14 it is looked at all the same", Act::Live, border, {1});
    yes("14 the sector is locked in the camera", Act::Ptz,
        with(border, [](S &s) { camera(s).sectorLocked = true; }), {1});
    yes("14 a habilitation for both communes", Act::Ptz,
        [](S &s) { camera(s).seesInto = {kAgnetz}; }, {1});
    no("14 that habilitation is over", Act::Ptz,
       [](S &s) {
           camera(s).seesInto = {kAgnetz};
           Habilitation beyond = s.facts.habilitations[kOperator].first();
           s.facts.habilitations[kOperator].first().communes = {kBeauvais};
           beyond.id = {QStringLiteral("hab-2")};
           beyond.communes = {kAgnetz};
           beyond.validity.until = day(2026, 11, 23);
           s.facts.habilitations[kOperator].append(beyond);
       },
       {QStringLiteral("BorderUnlocked")});
    yes("14 its own commune is no border", Act::Ptz, [](S &s) { camera(s).seesInto = {kBeauvais}; },
        {1});

    // 16: provisional authorisation
    const auto provisional = [](S &s) {
        system(s).provisional = true;
        system(s).validity.from = day(2026, 9, 1);
        system(s).eventEnds = kNow + 1h;
    };
    yes("16 provisional, the event goes on", Act::Live, provisional, {1});
    no("16 provisional, the event is over", Act::Live,
       with(provisional, [](S &s) { system(s).eventEnds = kNow; }), {QStringLiteral("ProvisionalOver")});
    no("16 provisional, for more than four months", Act::Live,
       with(provisional, [](S &s) { system(s).validity.from = day(2026, 7, 24); }),
       {QStringLiteral("ProvisionalOver")});
    yes("16 provisional, the last day of four months", Act::Live,
        with(provisional, [](S &s) { system(s).validity.from = day(2026, 7, 25); }), {1});
    no("16 provisional, nobody knows since when", Act::Live,
       with(provisional, [](S &s) { system(s).validity.from.reset(); }), {QStringLiteral("ProvisionalOver")});

    // blocks
    no("a blocked camera", Act::Live, [](S &s) { block(s, BlockScope::Camera, kCamera.value); },
       {QStringLiteral("Blocked")});
    no("a blocked site", Act::Live,
       [](S &s) { block(s, BlockScope::Site, QStringLiteral("site-60057")); }, {QStringLiteral("Blocked")});
    no("a blocked commune", Act::Ptz, [](S &s) { block(s, BlockScope::Commune, kBeauvais.value); },
       {QStringLiteral("Blocked")});
    no("a blocked department", Act::Replay,
       [](S &s) { block(s, BlockScope::Department, QStringLiteral("60")); }, {QStringLiteral("Blocked")});
    yes("another commune is blocked", Act::Live,
        [](S &s) { block(s, BlockScope::Commune, kCreil.value); }, {1});
    yes("the block is over", Act::Live,
        [](S &s) {
            block(s, BlockScope::Camera, kCamera.value, {{}, kNow});
        },
        {1});
    yes("the block is to come", Act::Live,
        [](S &s) {
            block(s, BlockScope::Camera, kCamera.value, {kNow + 1h, {}});
        },
        {1});

    // 24, 25: requisition
    yes("24 extract under a requisition", Act::Extract, requisitioned, {1, 24});
    yes("24 replay for a requisition needs no motive", Act::Replay, requisitioned, {1, 24});
    no("25 extract without a requisition", Act::Extract, [](S &) {}, {QStringLiteral("RequisitionRequired")});
    no("25 a requisition only spoken", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).oral = true; }), {QStringLiteral("RequisitionRequired")});
    no("25 a requisition without a number", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).number.clear(); }), {QStringLiteral("RequisitionRequired")});
    no("25 a replay for a requisition only spoken needs a motive", Act::Replay,
       with(requisitioned, [](S &s) { requisition(s).oral = true; }), {QStringLiteral("MotiveRequired")});
    no("24 the requisition is over", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).validity.until = day(2026, 11, 23); }),
       {QStringLiteral("RequisitionOver")});
    no("24 another camera", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).cameras = {kAgnetzCamera}; }),
       {QStringLiteral("RequisitionOtherImages")});
    no("24 other hours", Act::Extract,
       with(requisitioned, [](S &s) { s.request.images->until = kNow; }),
       {QStringLiteral("RequisitionOtherImages")});
    no("24 images without an end", Act::Extract,
       with(requisitioned, [](S &s) { s.request.images->until.reset(); }),
       {QStringLiteral("RequisitionOtherImages")});
    no("24 somebody else is to extract", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).extractor = kCommunal; }), {QStringLiteral("NotExtractor")});
    no("24 nobody is to extract", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).extractor = {}; }),
       {QStringLiteral("NotExtractor")});
    no("24 nobody validated", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).validator = {}; }), {QStringLiteral("ValidatorMissing")});
    no("24 the extractor validated", Act::Extract,
       with(requisitioned, [](S &s) { requisition(s).validator = kOperator; }),
       {QStringLiteral("ValidatorMissing")});
    no("28 a mayor extracts nothing, requisition or not", Act::Extract,
       with(requisitioned,
            [](S &s) {
                s.request.person = kMayor;
                requisition(s).extractor = kMayor;
                requisition(s).validator = kOperator;
            }),
       {QStringLiteral("ElectedNoExtract")});

    // 26, 27: retention and what is kept
    no("26 replay beyond the retention", Act::Replay,
       [](S &s) {
           s.request.images = Interval{kNow - 24h * 16, kNow - 24h * 15};
       },
       {QStringLiteral("RetentionOver")});
    yes("26 replay within it", Act::Replay,
        [](S &s) {
            s.request.images = Interval{kNow - 24h * 14, kNow - 24h * 13};
        },
        {1});
    no("26 replay since always", Act::Replay,
       [](S &s) {
           s.request.images = Interval{{}, kNow};
       },
       {QStringLiteral("RetentionOver")});
    no("26 extract beyond the retention, nothing kept", Act::Extract,
       with(frozen, [](S &s) { s.facts.gels.clear(); }), {QStringLiteral("RetentionOver")});
    yes("27 extract of kept images", Act::Extract, frozen, {1, 24, 27});
    yes("27 replay of kept images by who extracts", Act::Replay, frozen, {1, 24, 27});
    no("27 replay of kept images by somebody else", Act::Replay,
       with(frozen,
            [](S &s) {
                requisition(s).extractor = kCommunal;
                s.request.motive = QStringLiteral("L251-2-5");
            }),
       {QStringLiteral("FrozenForExtractor")});
    no("27 the new limit has passed", Act::Extract, with(frozen, [](S &s) { gel(s).until = kNow; }),
       {QStringLiteral("RetentionOver")});
    no("27 other images are kept", Act::Extract,
       with(frozen,
            [](S &s) {
                gel(s).images = {kNow - 24h * 41 + 1min, kNow};
            }),
       {QStringLiteral("RetentionOver")});
    no("26 an extract that names no images is as old as its requisition", Act::Extract,
       with(frozen,
            [](S &s) {
                s.facts.gels.clear();
                s.request.images.reset();
            }),
       {QStringLiteral("RetentionOver")});

    // 31, 33: recipients
    const auto gendarme = [](S &s) {
        requisitioned(s);
        s.request.person = kGendarme;
        requisition(s).extractor = kGendarme;
    };
    yes("31 extract by a recipient under a requisition", Act::Extract, gendarme, {31, 24});
    no("31 the arrêté gives no extract", Act::Extract,
       with(gendarme, [](S &s) { s.facts.arretes[0].extractAllowed = false; }),
       {QStringLiteral("RecipientNoExtract")});
    yes("33 urgent decision of the prefect", Act::Live,
        [](S &s) {
            s.request.person = kGendarme;
            s.facts.arretes[0].urgent = true;
        },
        {33});
    no("33 urgent decision that gives no steering", Act::Ptz,
       [](S &s) {
           s.request.person = kGendarme;
           s.facts.arretes[0].urgent = true;
           s.facts.arretes[0].ptzAllowed = false;
       },
       {QStringLiteral("RecipientNoPtz")});

    // 36, 37: private operators
    for (const Act act : {Act::Live, Act::Ptz, Act::Replay})
        yes(qUtf8Printable(QStringLiteral("37 private operator, open to the public: ") + actName(act)),
            act, designatedPrivately, {37});
    no("37 private operator: extract", Act::Extract, with(requisitioned, designatedPrivately),
       {QStringLiteral("PrivateNoExtract")});
    no("36 private operator, public road", Act::Live,
       with(designatedPrivately, [](S &s) { system(s).regime = Regime::VoiePublique; }),
       {QStringLiteral("PrivateOperator")});
    no("36 private operator, private place", Act::Live,
       with(designatedPrivately, [](S &s) { system(s).regime = Regime::Prive; }),
       {QStringLiteral("PrivateOperator")});
    no("37 private operator not designated", Act::Live,
       with(designatedPrivately, [](S &s) { s.facts.habilitations.remove(kPrivate); }),
       {QStringLiteral("PrivateNotDesignated")});
    no("37 private operator designated for another commune", Act::Live,
       with(designatedPrivately,
            [](S &s) { s.facts.habilitations[kPrivate].first().communes = {kCreil}; }),
       {QStringLiteral("OutsideDesignation")});

    // 40: mutual aid
    yes("40 mutual aid, complete", Act::Live, helped, {1, 40});
    yes("40 mutual aid needs no convention", Act::Live,
        with(helped,
             [](S &s) {
                 s.facts.conventions.clear();
                 s.facts.persons[kCommunal].employerCommune = kCreil;
                 s.request.post = kOffice;
             }),
        {1, 40});
    no("40 without an act", Act::Live, with(helped, [](S &s) { derogation(s).reference.clear(); }),
       {QStringLiteral("DerogationIncomplete")});
    no("40 nobody answers for it", Act::Live,
       with(helped, [](S &s) { derogation(s).responsible = {}; }), {QStringLiteral("DerogationIncomplete")});
    no("40 they answer for themselves", Act::Live,
       with(helped, [](S &s) { derogation(s).responsible = kOperator; }), {QStringLiteral("DerogationIncomplete")});
    no("40 without an end", Act::Live,
       with(helped, [](S &s) { derogation(s).during.until.reset(); }), {QStringLiteral("DerogationIncomplete")});
    no("40 over", Act::Live, with(helped, [](S &s) { derogation(s).during.until = kNow; }),
       {QStringLiteral("DerogationOver")});
    no("40 the second person is not there", Act::Live,
       with(helped, [](S &s) { s.request.present.clear(); }), {QStringLiteral("DerogationUnseconded")});
    no("10 for another commune", Act::Live,
       with(helped, [](S &s) { derogation(s).communes = {kAmiens}; }), {QStringLiteral("OutsideHabilitation")});

    // 42: control on site
    yes("42 control, accompanied", Act::Live, controlled, {42});
    yes("42 control: replay", Act::Replay, controlled, {42});
    no("42 control: no steering", Act::Ptz, controlled, {QStringLiteral("ControlNoPtz")});
    no("42 control: an extract wants a requisition", Act::Extract, controlled,
       {QStringLiteral("RequisitionRequired")});
    no("42 control without a number", Act::Live,
       with(controlled, [](S &s) { controle(s).report.clear(); }), {QStringLiteral("ControlReportMissing")});
    no("42 control over", Act::Live,
       with(controlled, [](S &s) { controle(s).during.until = kNow; }), {QStringLiteral("ControlOver")});
    no("42 control unaccompanied", Act::Live,
       with(controlled, [](S &s) { s.request.present.clear(); }), {QStringLiteral("ControlUnsupervised")});
    no("42 who controls accompanies themself", Act::Live,
       with(controlled,
            [](S &s) {
                controle(s).supervisor = kController;
                s.request.present = {kController};
            }),
       {QStringLiteral("ControlUnsupervised")});
    yes("42 the operator shows, who controls is there", Act::Live,
        with(controlled,
             [](S &s) {
                 s.request.person = kOperator;
                 s.request.present = {kController};
             }),
        {1});
    no("42 control from an unsecured post", Act::Live,
       with(controlled, [](S &s) { s.request.post = kLaptop; }), {QStringLiteral("PostUnsecured")});

    // 43: a dwelling in view
    const auto dwelling = [](S &s) { camera(s).facesDwelling = true; };
    for (const Act act : {Act::Live, Act::Ptz, Act::Replay})
        no(qUtf8Printable(QStringLiteral("43 a dwelling without a mask: ") + actName(act)), act,
           dwelling, {QStringLiteral("MaskMissing")});
    yes("43 a dwelling without a mask: extract for a judge", Act::Extract,
        with(requisitioned, dwelling), {1, 24});
    yes("43 a dwelling behind its mask", Act::Live,
        with(dwelling, [](S &s) { camera(s).masks = {PrivacyMask{}}; }), {1});

    // 44: algorithmic alerts
    for (const Act act : {Act::Live, Act::Replay}) {
        yes(qUtf8Printable(QStringLiteral("44 alert with its legal basis: ") + actName(act)), act,
            alerted, {1});
        no(qUtf8Printable(QStringLiteral("44 alert without one: ") + actName(act)), act,
           with(alerted, [](S &s) { s.facts.traitements.clear(); }), {QStringLiteral("TreatmentUnknown")});
    }
    no("44 extract of an alert without a basis", Act::Extract,
       with(with(requisitioned, alerted), [](S &s) { s.request.alert->traitement = {}; }),
       {QStringLiteral("TreatmentUnknown")});
    no("44 decision without a number", Act::Live,
       with(alerted, [](S &s) { traitement(s).reference.clear(); }), {QStringLiteral("TreatmentUnknown")});
    no("44 decision over", Act::Live,
       with(alerted, [](S &s) { traitement(s).validity.until = day(2026, 11, 23); }),
       {QStringLiteral("TreatmentOver")});
    no("44 decision without an end", Act::Live,
       with(alerted, [](S &s) { traitement(s).validity.until.reset(); }), {QStringLiteral("TreatmentOver")});
    no("44 another event", Act::Live,
       with(alerted, [](S &s) { s.request.alert->event = QStringLiteral("weapon"); }),
       {QStringLiteral("TreatmentElsewhere")});
    no("44 another system", Act::Live, with(alerted, [](S &s) { traitement(s).systems.clear(); }),
       {QStringLiteral("TreatmentElsewhere")});
    no("44 biometric", Act::Live, with(alerted, [](S &s) { traitement(s).biometric = true; }),
       {QStringLiteral("TreatmentBiometric")});

    // 23: guest seats
    const auto guest = [](S &s) {
        s.facts.posts[kRoom].kind = PostKind::GuestSeat;
        s.request.person = kCommunal;
    };
    yes("23 guest seat, own commune", Act::Live, guest, {1});
    no("23 guest seat, another commune", Act::Live,
       with(guest,
            [](S &s) {
                s.request.camera = kAgnetzCamera;
                s.facts.habilitations[kCommunal].first().communes.append(kAgnetz);
            }),
       {QStringLiteral("GuestElsewhere")});
    no("23 guest seat, an agent of no commune", Act::Live,
       with(guest, [](S &s) { s.request.person = kOperator; }), {QStringLiteral("GuestElsewhere")});

    // 6: parameters have a day
    yes("6 another period of enquiry from today on", Act::Live,
        [](S &s) {
            LegalParameters later;
            later.effective = day(2026, 11, 24);
            later.enquiryYears = 1;
            s.facts.laterParameters = {later};
        },
        {1, 6});
    return cases;
}

} // namespace

const QList<MeasureCase> &measureCases()
{
    static const QList<MeasureCase> all = makeCases();
    return all;
}

} // namespace vigie::test
