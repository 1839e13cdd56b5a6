// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/law_chaos.h>

namespace vigie::test {
namespace {

const TitleId kRequisition{QStringLiteral("req")};
const PersonId kController{QStringLiteral("controleur")};
const PersonId kPrivate{QStringLiteral("operateur-prive")};
const QList<PersonId> kSomebody{kOperator, kOperator, kCommunal, kMayor, kGendarme, PersonId()};
const TitleId kTreatment{QStringLiteral("alg")};

} // namespace

void LawChaos::measures(Facts &f, int calm)
{
    const auto oneIn = [this, calm](int n) { return this->oneIn(n * calm); };
    const auto span = [this]() -> Interval {
        const Instant a = instant();
        const Instant b = instant();
        return {this->oneIn(4) ? std::nullopt : std::optional(std::min(a, b)),
                this->oneIn(4) ? std::nullopt : std::optional(std::max(a, b))};
    };
    // Of images: from today's to those of two months ago.
    const auto images = [this]() -> Interval {
        const Instant from = kNow - std::chrono::hours(below(60 * 24));
        return {this->oneIn(12) ? std::nullopt : std::optional(from),
                this->oneIn(12) ? std::nullopt
                                : std::optional(from + std::chrono::hours(1 + below(48)))};
    };
    for (auto &list : f.habilitations) {
        for (Habilitation &h : list) {
            if (oneIn(10))
                h.hours = window();
        }
    }
    for (auto &list : f.misesADisposition) {
        for (MiseADisposition &m : list) {
            if (oneIn(4))
                m.hours = window();
        }
    }
    for (Convention &c : f.conventions) {
        for (auto &party : c.parties) {
            if (oneIn(8))
                party.relay = window();
        }
    }
    for (System &s : f.systems) {
        s.retentionDays = 10 + below(22);
        if (this->oneIn(4))
            s.regime =
                pick(QList<Regime>{Regime::VoiePublique, Regime::OuvertAuPublic, Regime::Prive});
        s.provisional = oneIn(8);
        if (this->oneIn(3))
            s.eventEnds = instant();
        if (s.provisional && this->oneIn(2))
            s.validity.from = day(2026, 7, 20 + static_cast<unsigned>(below(10)));
        if (s.provisional && this->oneIn(6))
            s.validity.from.reset();
    }
    for (ArreteDestinataire &a : f.arretes) {
        a.extractAllowed = !oneIn(4);
        a.urgent = this->oneIn(4);
    }
    for (Camera &c : f.cameras) {
        c.facesDwelling = oneIn(12);
        if (this->oneIn(2))
            c.masks = {PrivacyMask{}};
        if (oneIn(4))
            c.seesInto = {pick(QList<Insee>{kBeauvais, kAgnetz, kCreil})};
        c.sectorLocked = this->oneIn(4);
    }
    for (Person &p : f.persons) {
        if (oneIn(8))
            p.employerCommune = pick(QList<Insee>{kBeauvais, kAgnetz, Insee()});
    }
    for (Post &p : f.posts) {
        if (oneIn(15))
            p.kind = PostKind::GuestSeat;
    }
    if (oneIn(4)) {
        const BlockScope scope = pick(QList<BlockScope>{BlockScope::Department, BlockScope::Commune,
                                                        BlockScope::Site, BlockScope::Camera});
        const QString target = scope == BlockScope::Department ? QStringLiteral("60")
            : scope == BlockScope::Commune                     ? kBeauvais.value
            : scope == BlockScope::Site                        ? QStringLiteral("site-60057")
                                                               : kCamera.value;
        f.blocks.append(
            {{QStringLiteral("b1")}, scope, target, QStringLiteral("travaux"), kMayor, span()});
    }
    if (this->oneIn(2)) {
        Requisition r;
        r.id = kRequisition;
        r.number = oneIn(8) ? QString() : QStringLiteral("2026-1");
        r.legalBasis = QStringLiteral("60-1");
        r.oral = oneIn(8);
        r.cameras = {kCamera};
        if (oneIn(8))
            r.cameras = {kAgnetzCamera};
        r.images = this->oneIn(3) ? Interval{} : images();
        r.extractor = pick(kSomebody);
        r.validator = this->oneIn(2) ? kDeputy : pick(kSomebody);
        r.validity = range({day(2026, 11, 1), day(2026, 12, 31)});
        f.requisitions.insert(r.id, r);
        if (this->oneIn(2)) {
            Gel g{{QStringLiteral("gel")},
                  kCamera,
                  kRequisition,
                  this->oneIn(2) ? Interval{} : images(),
                  kMayor,
                  {}};
            if (this->oneIn(3))
                g.until = instant();
            f.gels[kCamera].append(g);
        }
    }
    if (this->oneIn(3)) {
        Derogation d{{QStringLiteral("der")},
                     pick(QList<PersonId>{kOperator, kCommunal}),
                     {kCreil, kAgnetz},
                     oneIn(8) ? QString() : QStringLiteral("Ordre 7"),
                     kMayor,
                     pick(QList<PersonId>{kCommunal, kOperator, kPolice}),
                     {kNow - std::chrono::hours(3), kNow + std::chrono::hours(9)}};
        if (oneIn(5))
            d.during = span();
        if (oneIn(10))
            d.responsible = pick(kSomebody);
        if (oneIn(10))
            d.second = pick(kSomebody);
        f.derogations[d.person].append(d);
        // The second person is entitled where the first is not.
        for (Habilitation &h : f.habilitations[kCommunal]) {
            if (h.kind == HabilitationKind::Agent)
                h.communes.append(kCreil);
        }
    }
    if (this->oneIn(2)) {
        Controle c{{QStringLiteral("ctl")},
                   kController,
                   oneIn(6) ? QString() : QStringLiteral("PV-12"),
                   pick(kSomebody),
                   {kNow - std::chrono::hours(3), kNow + std::chrono::hours(9)}};
        if (oneIn(4))
            c.during = span();
        f.controles[kController].append(c);
    }
    if (this->oneIn(2)) {
        Traitement t{kTreatment,
                     oneIn(8) ? QString() : QStringLiteral("2026-55"),
                     {QStringLiteral("fire"), QStringLiteral("weapon")},
                     {},
                     {},
                     oneIn(8),
                     range({day(2026, 11, 1), day(2026, 12, 31)})};
        for (auto it = f.systems.cbegin(); it != f.systems.cend(); ++it) {
            if (!oneIn(4))
                t.systems.append(it.key());
        }
        if (oneIn(10))
            t.validity.until.reset();
        f.traitements.append(t);
    }
    if (this->oneIn(4)) {
        LegalParameters later;
        later.effective = date();
        later.enquiryYears = 1 + below(4);
        f.laterParameters.append(later);
    }
    // A private operator designated by the controller of the place.
    if (this->oneIn(2)) {
        for (Habilitation &h : f.habilitations[kPrivate]) {
            h.kind = HabilitationKind::Designation;
            h.designatedBy = QStringLiteral("le directeur");
        }
    }
}

void LawChaos::measures(Request &r)
{
    if (oneIn(4))
        r.person = pick(QList<PersonId>{kController, kPrivate});
    if (oneIn(3))
        r.requisition = oneIn(8) ? TitleId{QStringLiteral("none")} : kRequisition;
    if (oneIn(3)) {
        const Instant from = kNow - std::chrono::hours(below(60 * 24));
        r.images = Interval{from, from + std::chrono::hours(1)};
        if (oneIn(8))
            r.images->until.reset();
    }
    if (oneIn(8))
        r.alert =
            access::AlertImage{oneIn(6) ? TitleId() : kTreatment,
                               pick(QStringList{QStringLiteral("fire"), QStringLiteral("weapon"),
                                                QStringLiteral("crowd"), QString()})};
    if (oneIn(4))
        r.present.append(pick(QList<PersonId>{kOperator, kCommunal, kMayor}));
    if (oneIn(8)) { // mutual aid, as it should be
        r.person = kOperator;
        r.camera = kCreilCamera;
        r.present = {kCommunal};
    }
}

} // namespace vigie::test
