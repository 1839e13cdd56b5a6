// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide_cases.h"

namespace vigie::test {
namespace {

using namespace law;
using S = Situation;

constexpr std::array<int, 4> kUsual{0, 0, 0, 25};
constexpr std::array<int, 4> kElected{0, 28, 0, 28};
constexpr std::array<int, 4> kRescue{0, 34, 0, 34};
constexpr std::array<int, 4> kNoOperation{0, 0, 0, 0};

DecideCase yes(const char *name, std::function<void(S &)> arrange, QList<int> rows,
               const QString &text = {}, std::array<int, 4> operation = kUsual)
{
    return {name, std::move(arrange), std::move(rows), {}, {}, operation, text};
}

/// \p before  rows of checks 1 to 7; \p after rows of checks 9 and 10
DecideCase no(const char *name, std::function<void(S &)> arrange, QList<int> before,
              const QString &text, QList<int> after = {}, std::array<int, 4> operation = kUsual)
{
    return {name, std::move(arrange), {}, std::move(before), std::move(after), operation, text};
}

std::function<void(S &)> as(const PersonId &person, std::function<void(S &)> more = {})
{
    return [person, more](S &s) {
        s.request.person = person;
        if (more)
            more(s);
    };
}

Agrement &agrement(S &s)
{
    return s.facts.agrements[s.request.person].first();
}
Habilitation &habilitation(S &s)
{
    return s.facts.habilitations[s.request.person].first();
}
Convention &convention(S &s)
{
    return s.facts.conventions[{QStringLiteral("conv-csd")}];
}
Convention::Party &party(S &s)
{
    return convention(s).parties.first();
}
System &beauvais(S &s)
{
    return s.facts.systems[s.facts.cameras.value(kCamera).system];
}

void lend(S &s, const std::function<void(MiseADisposition &)> &change = {})
{
    MiseADisposition loan{{QStringLiteral("mad-1")},
                          s.request.person,
                          kCreil,
                          days(day(2026, 11, 1), day(2026, 12, 31)),
                          true,
                          {}};
    if (change)
        change(loan);
    s.facts.misesADisposition[s.request.person] = {loan};
    s.request.camera = kCreilCamera;
}

void share(S &s, const std::function<void(Convention &)> &change = {})
{
    Convention police;
    police.id = {QStringLiteral("conv-pm")};
    police.kind = ConventionKind::PolicePluricommunale;
    police.reference = QStringLiteral("PM-3");
    police.parties = {{kBeauvais, {}, {}}, {kAgnetz, {}, {}}};
    police.validity = days(day(2026, 1, 1), day(2026, 12, 31));
    if (change)
        change(police);
    s.facts.conventions.insert(police.id, police);
    Habilitation shared = habilitation(s);
    shared.id = {QStringLiteral("hab-pm-2")};
    shared.communes = {kAgnetz};
    shared.convention = police.id;
    s.facts.habilitations[s.request.person].append(shared);
    s.request.camera = kAgnetzCamera;
}

QList<DecideCase> agentCases()
{
    return {
        yes(
            "1 agent territorial agréé, on duty", [](S &) {}, {1},
            QStringLiteral("Visionnage sous l’autorité exclusive du maire de Beauvais")),
        yes("1 communal agent in the office of the commune",
            as(kCommunal,
               [](S &s) {
                   s.request.post = kOffice;
                   s.facts.conventions.clear();
               }),
            {1}),
        yes("1 communal agent, whatever the employer is called",
            as(kCommunal,
               [](S &s) {
                   s.request.post = kOffice;
                   s.facts.conventions.clear();
                   s.facts.persons[kCommunal].employer = QStringLiteral("Régie");
                   habilitation(s).employer = QStringLiteral("Régie");
               }),
            {1}),
        no("13 agent of another commune in the office, no convention",
           as(kCommunal,
              [](S &s) {
                  s.request.post = kOffice;
                  s.facts.conventions.clear();
                  s.facts.persons[kCommunal].employerCommune = kAgnetz;
              }),
           {13}, QStringLiteral("aucune convention")),
        yes("1 suspension lifted yesterday",
            [](S &s) {
                agrement(s).suspendedFrom = kNow - std::chrono::hours(48);
                agrement(s).suspendedUntil = kNow - std::chrono::hours(24);
            },
            {1}),
        yes("1 an older agrément is withdrawn, a new one stands",
            [](S &s) {
                Agrement old = agrement(s);
                old.id = {QStringLiteral("agr-old")};
                old.withdrawnOn = day(2024, 5, 1);
                s.facts.agrements[kOperator].prepend(old);
            },
            {1}),
        no("2 no agrément", [](S &s) { s.facts.agrements.remove(kOperator); }, {2},
            QStringLiteral("Agrément préfectoral absent")),
        no("2 agrément without a number", [](S &s) { agrement(s).number.clear(); }, {2},
            QStringLiteral("Agrément préfectoral absent")),
        no(
            "3 agrément withdrawn on 12 November",
            [](S &s) { agrement(s).withdrawnOn = day(2026, 11, 12); }, {3},
            QStringLiteral("Agrément retiré le 12/11/2026")),
        no("3 agrément refused", [](S &s) { agrement(s).refused = true; }, {3},
            QStringLiteral("Agrément refusé")),
        no(
            "4 agrément urgently suspended a minute ago",
            [](S &s) { agrement(s).suspendedFrom = kNow - std::chrono::minutes(1); }, {4},
            QStringLiteral("Agrément suspendu (urgence) — images coupées")),
        no("4 habilitation suspended", [](S &s) { habilitation(s).suspendedFrom = kNow; }, {4},
            QStringLiteral("Habilitation suspendue")),
        no(
            "4 suspension with an end and no start",
            [](S &s) { agrement(s).suspendedUntil = kNow + std::chrono::hours(1); }, {4},
            QStringLiteral("Agrément suspendu")),
        no(
            "5 agrément with an end, yesterday",
            [](S &s) { agrement(s).validity.until = day(2026, 11, 23); }, {5},
            QStringLiteral("Titre expiré à 00:00")),
        no(
            "5 agrément from tomorrow", [](S &s) { agrement(s).validity.from = day(2026, 11, 25); },
            {5}, QStringLiteral("à compter du 25/11/2026")),
        no(
            "5 habilitation ended yesterday",
            [](S &s) { habilitation(s).validity.until = day(2026, 11, 23); }, {5},
            QStringLiteral("Titre expiré à 00:00")),
        no(
            "5 habilitation from tomorrow",
            [](S &s) { habilitation(s).validity.from = day(2026, 11, 25); }, {5},
            QStringLiteral("à compter du 25/11/2026")),
        yes("6 enquiry of more than five years",
            [](S &s) { agrement(s).lastEnquiry = day(2021, 11, 23); }, {1, 6}),
        yes("6 date of the enquiry unknown", [](S &s) { agrement(s).lastEnquiry.reset(); }, {1, 6}),
        no(
            "7 camera in another département",
            [](S &s) {
                s.request.camera = kAmiensCamera;
                habilitation(s).communes.append(kAmiens);
            },
            {7}, QStringLiteral("Hors ressort de l’agrément (département 80)")),
        no(
            "7 commune without a département",
            [](S &s) { s.facts.communes[kBeauvais].department.clear(); }, {7},
            QStringLiteral("Hors ressort de l’agrément")),
        yes(
            "8 agrément jointly issued",
            [](S &s) {
                s.request.camera = kAmiensCamera;
                habilitation(s).communes.append(kAmiens);
                agrement(s).departments = {QStringLiteral("60"), QStringLiteral("80")};
            },
            {1, 8}, QStringLiteral("agrément conjoint n°")),
        no(
            "9 changed employer, no new habilitation",
            [](S &s) { s.facts.persons[kOperator].employer = QStringLiteral("Agglo de Creil"); },
            {9}, QStringLiteral("habilitation à délivrer")),
        no(
            "9 habilitation that does not say its employer",
            [](S &s) { habilitation(s).employer.clear(); }, {9},
            QStringLiteral("habilitation à délivrer")),
        no(
            "10 camera in a commune outside the habilitation",
            [](S &s) { s.request.camera = kCreilCamera; }, {10},
            QStringLiteral("Commune de Creil hors habilitation")),
        no(
            "10 no habilitation at all", [](S &s) { s.facts.habilitations.remove(kOperator); },
            {10}, QStringLiteral("Commune de Beauvais hors habilitation")),
        no(
            "10 habilitation of another kind",
            [](S &s) { habilitation(s).kind = HabilitationKind::Mandat; }, {10},
            QStringLiteral("hors habilitation")),
        yes(
            "11 lent to Creil", [](S &s) { lend(s); }, {1, 11},
            QStringLiteral("mis à disposition jusqu’au 31/12/2026")),
        yes("11 lent to Creil, in its office, no convention",
            [](S &s) {
                lend(s);
                s.request.post = kOffice;
                s.facts.conventions.clear();
            },
            {1, 11}),
        no(
            "12 loan ended",
            [](S &s) { lend(s, [](auto &loan) { loan.validity.until = day(2026, 11, 23); }); },
            {12}, QStringLiteral("Convention échue")),
        no(
            "12 loan begins tomorrow",
            [](S &s) { lend(s, [](auto &loan) { loan.validity.from = day(2026, 11, 25); }); }, {12},
            QStringLiteral("à compter du 25/11/2026")),
        no(
            "12 loan not signed", [](S &s) { lend(s, [](auto &loan) { loan.isSigned = false; }); },
            {12}, QStringLiteral("non signée")),
        no(
            "12 loan denounced this very instant",
            [](S &s) { lend(s, [](auto &loan) { loan.denouncedAt = kNow; }); }, {12},
            QStringLiteral("dénoncée")),
        no(
            "12 convention ended", [](S &s) { convention(s).validity.until = day(2026, 11, 23); },
            {12}, QStringLiteral("Convention échue (CSD-1, jusqu’au 23/11/2026)")),
        no(
            "12 convention begins tomorrow",
            [](S &s) { convention(s).validity.from = day(2026, 11, 25); }, {12},
            QStringLiteral("Convention non encore en vigueur")),
        no(
            "12 convention denounced", [](S &s) { convention(s).denouncedAt = kNow; }, {12},
            QStringLiteral("Convention dénoncée")),
        no("12 loan denounced in the office, the employer's agent",
           as(kCommunal,
              [](S &s) {
                  s.request.post = kOffice;
                  lend(s, [](auto &loan) { loan.denouncedAt = kNow; });
              }),
           {12}, QStringLiteral("dénoncée")),
        no(
            "13 accord of the commune d'implantation missing",
            [](S &s) { party(s).accordCommune.reset(); }, {13},
            QStringLiteral("Accord de la commune d’implantation absent")),
        no("13 accord of the members missing", [](S &s) { party(s).accordMembres.reset(); }, {13},
            QStringLiteral("Accord des membres absent")),
        no(
            "13 accord dated tomorrow", [](S &s) { party(s).accordCommune = day(2026, 11, 25); },
            {13}, QStringLiteral("Accord de la commune d’implantation absent")),
        no(
            "13 no convention with the commune", [](S &s) { s.facts.conventions.clear(); }, {13},
            QStringLiteral("aucune convention avec la Commune de Beauvais")),
        no(
            "13 convention of another kind",
            [](S &s) { convention(s).kind = ConventionKind::PolicePluricommunale; }, {13},
            QStringLiteral("aucune convention")),
        no("13 communal agent in the room of the centre, no convention",
           as(kCommunal, [](S &s) { s.facts.conventions.clear(); }), {13},
           QStringLiteral("aucune convention")),
        no(
            "13 agent of the syndicat in an office of the commune, no convention",
            [](S &s) {
                s.request.post = kOffice;
                s.facts.conventions.clear();
            },
            {13}, QStringLiteral("aucune convention")),
        no(
            "19 agent, vidéoverbalisation",
            [](S &s) { s.request.motive = QStringLiteral("L251-2-4"); }, {19},
            QStringLiteral("Acte de police judiciaire")),
    };
}

QList<DecideCase> placeCases()
{
    return {
        no(
            "15 authorisation expired",
            [](S &s) { beauvais(s).validity.until = day(2026, 11, 23); }, {15},
            QStringLiteral("Autorisation préfectorale échue")),
        no(
            "15 authorisation not started",
            [](S &s) { beauvais(s).validity.from = day(2026, 11, 25); }, {15},
            QStringLiteral("en vigueur à compter du 25/11/2026")),
        no(
            "15 authorisation without a number",
            [](S &s) { beauvais(s).authorisationNumber.clear(); }, {15},
            QStringLiteral("Autorisation préfectorale sans numéro")),
        no(
            "17 camera not in the list", [](S &s) { beauvais(s).cameras.clear(); }, {17},
            QStringLiteral("Caméra non couverte")),
        no(
            "17 camera in no system", [](S &s) { s.facts.cameras[kCamera].system = {}; }, {17},
            QStringLiteral("Caméra non couverte")),
        no(
            "17 system unknown", [](S &s) { s.facts.systems.clear(); }, {17},
            QStringLiteral("Caméra non couverte")),
        no(
            "18 motive outside the purposes",
            [](S &s) { s.request.motive = QStringLiteral("L251-2-11"); }, {18},
            QStringLiteral("Finalité non autorisée")),
        no(
            "18 motive that does not exist",
            [](S &s) { s.request.motive = QStringLiteral("curiosité"); }, {18},
            QStringLiteral("motif inconnu")),
        no(
            "18 authorisation without a purpose", [](S &s) { beauvais(s).purposes.clear(); }, {18},
            QStringLiteral("Finalité non autorisée")),
        yes("18 no motive: replay alone needs one", [](S &s) { s.request.motive.clear(); }, {1}, {},
            {0, 0, 18, 25}),
        yes("18 operating motive: replay needs a purpose",
            [](S &s) { s.request.motive = QStringLiteral("PTZ"); }, {1}, {}, {0, 0, 18, 25}),
        no("23 off duty", [](S &s) { s.facts.duties.clear(); }, {}, QStringLiteral("Hors service"),
           {23}),
        no("23 on duty at another post",
           [](S &s) {
               s.facts.duties[kOperator].removeIf(
                   [](const Duty &duty) { return duty.post == kRoom; });
           },
           {}, QStringLiteral("Hors service à ce poste"), {23}),
        no("23 seat locked",
           [](S &s) {
               for (Duty &duty : s.facts.duties[kOperator])
                   duty.locked = true;
           },
           {}, QStringLiteral("Poste verrouillé"), {23}),
        no("23 remote, unsecured post", [](S &s) { s.request.post = kLaptop; }, {},
           QStringLiteral("Poste non sécurisé"), {23}),
        no("23 post not registered", [](S &s) { s.facts.posts[kRoom].registered = false; }, {},
           QStringLiteral("Poste non sécurisé"), {23}),
        no("23 post unknown", [](S &s) { s.facts.posts.remove(kRoom); }, {},
           QStringLiteral("Poste non sécurisé"), {23}),
        no(
            "32 person unknown", [](S &s) { s.request.person = {QStringLiteral("nobody")}; }, {32},
            QStringLiteral("inconnue du registre"), {}, kNoOperation),
        no(
            "32 account disabled", [](S &s) { s.facts.persons[kOperator].disabled = true; }, {32},
            QStringLiteral("compte désactivé"), {}, kNoOperation),
        no(
            "32 shared account", [](S &s) { s.facts.persons[kOperator].sharedAccount = true; },
            {32}, QStringLiteral("Habilitation individuelle absente"), {}, kNoOperation),
        no(
            "32 shared account off duty",
            [](S &s) {
                s.facts.persons[kOperator].sharedAccount = true;
                s.facts.duties.clear();
            },
            {32}, QStringLiteral("Habilitation individuelle absente"), {23}, kNoOperation),
        no("41 visitor mode", [](S &s) { s.request.visitorMode = true; }, {},
           QStringLiteral("Personne non habilitée présente"), {41}),
        no("41 a technician is present", [](S &s) { s.request.present = {kTechnician}; }, {},
           QStringLiteral("Personne non habilitée présente (M-technicien)"), {41}),
        no("41 somebody unknown is present",
           [](S &s) { s.request.present = {{QStringLiteral("livreur")}}; }, {},
           QStringLiteral("Personne non habilitée présente (livreur)"), {41}),
        no("41 the police of Beauvais is present, camera of Agnetz",
           [](S &s) {
               s.request.camera = kAgnetzCamera;
               s.request.present = {kPolice};
           },
           {}, QStringLiteral("Personne non habilitée présente (M-police)"), {41}),
        yes("41 not: the police of Beauvais is present, camera of Beauvais",
            [](S &s) { s.request.present = {kPolice}; }, {1}),
        yes("41 not: the mayor is present, off duty",
            [](S &s) {
                s.request.present = {kMayor};
                s.facts.duties.remove(kMayor);
            },
            {1}),
        yes("41 not: the person themselves", [](S &s) { s.request.present = {kOperator}; }, {1}),
        no(
            "46 registry unreachable", [](S &s) { s.circumstances.registryReachable = false; },
            {46}, QStringLiteral("Vérification impossible")),
        no("46 clock not trusted", [](S &s) { s.circumstances.clockTrusted = false; }, {46},
           QStringLiteral("Vérification impossible")),
        no("46 site unknown", [](S &s) { s.facts.sites.clear(); }, {46},
            QStringLiteral("commune d’implantation inconnue")),
        no("46 commune unknown", [](S &s) { s.facts.communes.clear(); }, {46},
            QStringLiteral("commune d’implantation inconnue")),
        no("17 camera unknown", [](S &s) { s.request.camera = {QStringLiteral("cam-x")}; }, {17},
            QStringLiteral("inconnue du registre")),
        no("several at once: suspended, outside, expired system, off duty, visitor",
           [](S &s) {
               agrement(s).suspendedFrom = kNow;
               s.request.camera = kCreilCamera;
               s.facts.systems[s.facts.cameras.value(kCreilCamera).system].validity.until =
                   day(2026, 1, 1);
               s.facts.duties.clear();
               s.request.visitorMode = true;
               s.circumstances.registryReachable = false;
           },
           {46, 4, 10, 15}, QStringLiteral("Hors service"), {23, 41}),
        no(
            "several at once: no title of any kind, no convention, camera not listed",
            [](S &s) {
                s.facts.agrements.clear();
                s.facts.habilitations.clear();
                s.facts.conventions.clear();
                beauvais(s).cameras.clear();
            },
            {2, 10, 13, 17}, QStringLiteral("Agrément préfectoral absent")),
    };
}

QList<DecideCase> otherCategoryCases()
{
    QList<DecideCase> cases{
        yes("20 police municipale, own commune", as(kPolice), {20},
            QStringLiteral("Visionnage sous l’autorité du maire de Beauvais")),
        yes("20 police municipale, road offences",
            as(kPolice, [](S &s) { s.request.motive = QStringLiteral("L251-2-4"); }), {20},
            QStringLiteral("constatation autorisée")),
        yes("20 police municipale needs no agrément and no convention of the centre",
            as(kPolice,
               [](S &s) {
                   s.facts.conventions.clear();
                   s.facts.agrements.clear();
               }),
            {20}),
        no("21 police municipale of Beauvais, camera of Agnetz",
           as(kPolice, [](S &s) { s.request.camera = kAgnetzCamera; }), {21},
           QStringLiteral("Hors territoire d’exercice")),
        no("21 police municipale of another employer since",
           as(kPolice,
              [](S &s) { s.facts.persons[kPolice].employer = QStringLiteral("Ville de Creil"); }),
           {21}, QStringLiteral("Hors territoire d’exercice")),
        yes("22 shared police, convention valid", as(kPolice, [](S &s) { share(s); }), {22},
            QStringLiteral("Visionnage sous l’autorité du maire d")),
        no("21 shared police, convention ended",
           as(kPolice,
              [](S &s) { share(s, [](auto &c) { c.validity.until = day(2026, 11, 23); }); }),
           {21}, QStringLiteral("échue le 23/11/2026")),
        no("21 shared police, convention begins tomorrow",
           as(kPolice,
              [](S &s) { share(s, [](auto &c) { c.validity.from = day(2026, 11, 25); }); }),
           {21}, QStringLiteral("à compter du 25/11/2026")),
        no("21 shared police, convention denounced",
           as(kPolice, [](S &s) { share(s, [](auto &c) { c.denouncedAt = kNow; }); }), {21},
           QStringLiteral("dénoncée le")),
        no("21 shared police, commune not a party",
           as(kPolice, [](S &s) { share(s, [](auto &c) { c.parties.removeLast(); }); }), {21},
           QStringLiteral("Hors territoire d’exercice")),
        no("21 shared police, convention of another kind",
           as(kPolice,
              [](S &s) { share(s, [](auto &c) { c.kind = ConventionKind::Mutualisation; }); }),
           {21}, QStringLiteral("Hors territoire d’exercice")),
        no("32 police municipale not designated",
           as(kPolice, [](S &s) { s.facts.habilitations.remove(kPolice); }), {32},
           QStringLiteral("Habilitation individuelle absente")),
        no("4 police municipale, habilitation suspended",
           as(kPolice, [](S &s) { habilitation(s).suspendedFrom = kNow; }), {4},
           QStringLiteral("suspendue")),
        no("5 police municipale, habilitation expired",
           as(kPolice, [](S &s) { habilitation(s).validity.until = day(2026, 11, 23); }), {5},
           QStringLiteral("Titre expiré à 00:00")),
        no("45 police municipale, training out of date",
           as(kPolice,
              [](S &s) { s.facts.formations[kPolice].first().validity.until = day(2026, 11, 23); }),
           {45}, QStringLiteral("Formation à renouveler")),
        no("45 police municipale, never trained",
           as(kPolice, [](S &s) { s.facts.formations.clear(); }), {45},
           QStringLiteral("Formation à renouveler")),
        yes("28 mayor, own commune", as(kMayor), {28}, QStringLiteral("Élu"), kElected),
        yes("28 mayor needs no agrément, training, convention",
            as(kMayor,
               [](S &s) {
                   s.facts.agrements.clear();
                   s.facts.formations.clear();
                   s.facts.conventions.clear();
               }),
            {28}, {}, kElected),
        yes("28 deputy with delegated police powers", as(kDeputy), {28}, {}, kElected),
        yes("28 mayor without a motive", as(kMayor, [](S &s) { s.request.motive.clear(); }), {28},
            {}, {0, 28, 18, 28}),
        no("29 mayor, other commune", as(kMayor, [](S &s) { s.request.camera = kAgnetzCamera; }),
           {29}, QStringLiteral("Hors commune de compétence"), {}, kElected),
        no("30 mayor without a mandate",
           as(kMayor, [](S &s) { s.facts.habilitations.remove(kMayor); }), {30},
           QStringLiteral("Qualité non prévue"), {}, kElected),
        no("30 deputy without a delegation",
           as(kDeputy, [](S &s) { s.facts.habilitations.remove(kDeputy); }), {30},
           QStringLiteral("Qualité non prévue"), {}, kElected),
        no("5 mayor, mandate over",
           as(kMayor, [](S &s) { habilitation(s).validity.until = day(2026, 11, 23); }), {5},
           QStringLiteral("mandat exercé jusqu’au 23/11/2026"), {}, kElected),
        no("4 mayor suspended", as(kMayor, [](S &s) { habilitation(s).suspendedFrom = kNow; }), {4},
           QStringLiteral("Mandat suspendu"), {}, kElected),
        no("23 mayor off duty", as(kMayor, [](S &s) { s.facts.duties.clear(); }), {},
           QStringLiteral("Hors service"), {23}, kElected),
        yes("31 gendarme designated by name", as(kGendarme), {31},
            QStringLiteral("Destinataire désigné par le commandant")),
        yes("31 national police designated by name", as(kPoliceNationale), {31}),
        yes("31 customs officer designated by name", as(kCustoms), {31}),
        yes("31 gendarme, arrêté without PTZ",
            as(kGendarme, [](S &s) { s.facts.arretes[0].ptzAllowed = false; }), {31}, {},
            {0, 31, 0, 25}),
        yes("31 gendarme, arrêté without replay",
            as(kGendarme, [](S &s) { s.facts.arretes[0].replayAllowed = false; }), {31}, {},
            {0, 0, 31, 25}),
        no("31 gendarme, system not in the arrêté",
           as(kGendarme, [](S &s) { s.request.camera = kAgnetzCamera; }), {31},
           QStringLiteral("Service non destinataire")),
        no("31 gendarme, arrêté for the police",
           as(kGendarme, [](S &s) { s.facts.arretes[0].service = Category::PoliceNationale; }),
           {31}, QStringLiteral("Service non destinataire")),
        no("31 gendarme, arrêté expired",
           as(kGendarme, [](S &s) { s.facts.arretes[0].validity.until = day(2026, 11, 23); }), {31},
           QStringLiteral("échu le 23/11/2026")),
        no("32 gendarme, shared account",
           as(kGendarme, [](S &s) { s.facts.persons[kGendarme].sharedAccount = true; }), {32},
           QStringLiteral("Habilitation individuelle absente"), {}, kNoOperation),
        no("32 gendarme not designated",
           as(kGendarme, [](S &s) { s.facts.habilitations.remove(kGendarme); }), {32},
           QStringLiteral("Habilitation individuelle absente")),
        no("32 gendarme, nobody named as designating",
           as(kGendarme, [](S &s) { habilitation(s).designatedBy.clear(); }), {32},
           QStringLiteral("autorité qui désigne")),
        no("32 gendarme designated for another commune",
           as(kGendarme, [](S &s) { habilitation(s).communes = {kCreil}; }), {32},
           QStringLiteral("désignation limitée")),
        no("45 gendarme, training out of date",
           as(kGendarme, [](S &s) { s.facts.formations.clear(); }), {45},
           QStringLiteral("Formation à renouveler")),
        yes("34 rescue service",
            as(kFirefighter, [](S &s) { s.request.motive = QStringLiteral("L251-2-8"); }), {34}, {},
            kRescue),
        no("35 rescue service, other motive", as(kFirefighter), {35},
           QStringLiteral("Finalité hors mission"), {}, {0, 34, 0, 34}),
        no("35 rescue service, system without that purpose",
           as(kFirefighter,
              [](S &s) {
                  s.request.motive.clear();
                  beauvais(s).purposes = {5};
              }),
           {35}, QStringLiteral("Finalité hors mission"), {}, {0, 34, 18, 34}),
        no(
            "38 agent of a département",
            [](S &s) { s.facts.persons[kOperator].employerKind = QStringLiteral("departement"); },
            {38}, QStringLiteral("Employeur non habilité"), {}, kNoOperation),
        no(
            "38 agent whose employer is not known",
            [](S &s) { s.facts.persons[kOperator].employerKind.clear(); }, {38},
            QStringLiteral("Employeur non habilité"), {}, kNoOperation),
        no(
            "36 agent employed by a private firm",
            [](S &s) { s.facts.persons[kOperator].employerKind = QStringLiteral("prive"); }, {36},
            QStringLiteral("Opérateur privé exclu"), {}, kNoOperation),
        no("39 technician, off duty, with visitors",
           as(kTechnician,
              [](S &s) {
                  s.facts.duties.clear();
                  s.request.visitorMode = true;
              }),
           {39}, QStringLiteral("État technique sans image"), {}, kNoOperation),
        no("39 technician, system expired",
           as(kTechnician, [](S &s) { beauvais(s).validity.until = day(2026, 1, 1); }), {39, 15},
           QStringLiteral("État technique sans image"), {}, kNoOperation),
    };
    const auto excluded = [&](const char *name, Category category, int row, const QString &text) {
        const PersonId person = category == Category::Technicien ? kTechnician : of(category);
        cases.append(no(name, as(person), {row}, text, {}, kNoOperation));
    };
    excluded("30 councillor", Category::Elu, 30, QStringLiteral("Qualité non prévue"));
    excluded("30 president", Category::President, 30, QStringLiteral("Qualité non prévue"));
    excluded("30 visitor", Category::Visiteur, 30, QStringLiteral("Qualité non prévue"));
    excluded("30 administrator of the registry", Category::Administrateur, 30,
             QStringLiteral("Qualité non prévue"));
    excluded("36 private operator", Category::OperateurPrive, 36,
             QStringLiteral("Opérateur privé exclu"));
    excluded("38 employee of the département", Category::AgentDepartement, 38,
             QStringLiteral("Employeur non habilité"));
    excluded("39 maintenance technician", Category::Technicien, 39,
             QStringLiteral("État technique sans image"));
    excluded("42 control on site without its record", Category::Controleur, 42,
             QStringLiteral("Contrôle"));
    return cases;
}

} // namespace

const QList<DecideCase> &decideCases()
{
    static const QList<DecideCase> all = agentCases() + placeCases() + otherCategoryCases() + beginningCases();
    return all;
}

} // namespace vigie::test
