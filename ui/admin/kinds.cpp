// SPDX-License-Identifier: GPL-3.0-or-later
#include "kinds.h"

#include <registry/model.h>

#include <QtCore/QCoreApplication>

namespace vigie::admin {
namespace {

/// Names the context of every text of this file.
class Kinds {
    Q_DECLARE_TR_FUNCTIONS(vigie::admin::Kinds)
public:
    static QString categoryText(registry::Category category);
    static QList<Option> categories();
    static QList<Option> employerKinds();
    static QList<Option> habilitationKinds();
    static QList<Option> conventionKinds();
    static QList<Option> cameraKinds();
    static QList<Option> postKinds();
    static QList<Option> regimes();
    static QList<Option> blockScopes();

    static Kind communes();
    static Kind conventions();
    static Kind systems();
    static Kind arretes();
    static Kind sites();
    static Kind cameras();
    static Kind persons();
    static Kind agrements();
    static Kind habilitations();
    static Kind loans();
    static Kind trainings();
    static Kind posts();
    static Kind duties();
    static Kind blocks();

private:
    static QString windowHint() { return tr("20:00-06:00; empty: at any hour"); }
};

Field field(const char *key, const QString &label, FieldType type = FieldType::Text)
{
    Field made;
    made.key = QLatin1String(key);
    made.label = label;
    made.type = type;
    return made;
}

Field shown(Field made)
{
    made.inTable = true;
    return made;
}

Field needed(Field made)
{
    made.required = true;
    return made;
}

Field onUnlessSaid(Field made)
{
    made.otherwise = true;
    return made;
}

Field hinted(Field made, const QString &hint)
{
    made.hint = hint;
    return made;
}

Field choice(const char *key, const QString &label, const QList<Option> &options)
{
    Field made = field(key, label, FieldType::Choice);
    made.options = options;
    return made;
}

Field reference(const char *key, const QString &label, const char *list)
{
    Field made = field(key, label, FieldType::Reference);
    made.refersTo = QLatin1String(list);
    return made;
}

Field references(const char *key, const QString &label, const char *list)
{
    Field made = reference(key, label, list);
    made.type = FieldType::References;
    return made;
}

QString Kinds::categoryText(registry::Category category)
{
    using registry::Category;
    switch (category) {
    case Category::AgentTerritorial: return tr("Local authority agent");
    case Category::PoliceMunicipale: return tr("Municipal police");
    case Category::Maire: return tr("Mayor");
    case Category::AdjointDelegue: return tr("Delegated deputy mayor");
    case Category::Elu: return tr("Elected member");
    case Category::President: return tr("President");
    case Category::PoliceNationale: return tr("National police");
    case Category::Gendarmerie: return tr("Gendarmerie");
    case Category::Douanes: return tr("Customs");
    case Category::Sdis: return tr("Fire and rescue");
    case Category::OperateurPrive: return tr("Private operator");
    case Category::AgentDepartement: return tr("Department agent");
    case Category::Technicien: return tr("Technician");
    case Category::Administrateur: return tr("Administrator");
    case Category::Controleur: return tr("Inspector");
    case Category::Visiteur: return tr("Visitor");
    }
    return {};
}

QList<Option> Kinds::categories()
{
    QList<Option> options;
    for (const registry::Category category : registry::allCategories())
        options.append({registry::categoryName(category), categoryText(category)});
    return options;
}

QList<Option> Kinds::employerKinds()
{
    return {{QStringLiteral("commune"), tr("Commune")},
            {QStringLiteral("epci"), tr("Intercommunal body")},
            {QStringLiteral("syndicat-mixte"), tr("Joint syndicate")},
            {QStringLiteral("departement"), tr("Department")},
            {QStringLiteral("etat"), tr("State")},
            {QStringLiteral("sdis"), tr("Fire and rescue")},
            {QStringLiteral("prive"), tr("Private company")}};
}

QList<Option> Kinds::habilitationKinds()
{
    return {{QStringLiteral("agent"), tr("Agent")},
            {QStringLiteral("police-municipale"), tr("Municipal police")},
            {QStringLiteral("mandat"), tr("Mandate")},
            {QStringLiteral("destinataire"), tr("Recipient service")},
            {QStringLiteral("designation"), tr("Designation by the operator of a place")}};
}

QList<Option> Kinds::conventionKinds()
{
    return {{QStringLiteral("mutualisation"), tr("Shared centre (L132-14)")},
            {QStringLiteral("police-pluricommunale"), tr("Shared police (L512-1, L512-2)")}};
}

QList<Option> Kinds::cameraKinds()
{
    return {{QStringLiteral("fixed"), tr("Fixed")},
            {QStringLiteral("ptz"), tr("Dome")},
            {QStringLiteral("panoramic"), tr("Panoramic")}};
}

QList<Option> Kinds::postKinds()
{
    return {{QStringLiteral("centre-room"), tr("Room of the centre")},
            {QStringLiteral("commune-office"), tr("Office of a commune")},
            {QStringLiteral("guest-seat"), tr("Guest seat")}};
}

QList<Option> Kinds::regimes()
{
    return {{QStringLiteral("voie-publique"), tr("Public road")},
            {QStringLiteral("ouvert-au-public"), tr("Open to the public")},
            {QStringLiteral("prive"), tr("Private")}};
}

QList<Option> Kinds::blockScopes()
{
    return {{QStringLiteral("department"), tr("Department")},
            {QStringLiteral("commune"), tr("Commune")},
            {QStringLiteral("site"), tr("Site")},
            {QStringLiteral("camera"), tr("Camera")}};
}

Kind Kinds::communes()
{
    return {QStringLiteral("communes"), tr("Communes"), tr("commune"),
            {needed(shown(field("insee", tr("INSEE code"), FieldType::Id))), needed(shown(field("name", tr("Name")))),
             needed(shown(field("department", tr("Department")))), shown(field("authority", tr("Authority"))),
             needed(field("latitude", tr("Latitude"), FieldType::Number)),
             needed(field("longitude", tr("Longitude"), FieldType::Number)),
             hinted(field("linkMbps", tr("Line, Mbit/s"), FieldType::Number), tr("0: no limit"))},
            QStringLiteral("name")};
}

Kind Kinds::conventions()
{
    return {QStringLiteral("conventions"), tr("Conventions and accords"), tr("convention"),
            {needed(shown(field("id", tr("Identifier"), FieldType::Id))), needed(shown(choice("kind", tr("Kind"), conventionKinds()))),
             shown(field("reference", tr("Reference"))), shown(field("from", tr("From"), FieldType::Day)),
             shown(field("until", tr("Until"), FieldType::Day)), field("denouncedAt", tr("Denounced on"), FieldType::Instant),
             hinted(field("parties", tr("Communes and accords"), FieldType::Parties),
                    tr("One a line: INSEE; accord of the commune; accord of the members; hours"))},
            QStringLiteral("reference")};
}

Kind Kinds::systems()
{
    return {QStringLiteral("systems"), tr("Authorisations"), tr("authorisation"),
            {needed(shown(field("id", tr("Identifier"), FieldType::Id))), needed(shown(field("name", tr("Name")))),
             needed(shown(reference("commune", tr("Commune"), "communes"))),
             shown(field("authorisationNumber", tr("Number of the order"))), shown(field("from", tr("From"), FieldType::Day)),
             shown(field("until", tr("Until"), FieldType::Day)),
             hinted(field("purposes", tr("Purposes (L251-2)"), FieldType::Numbers), tr("1 to 11, separated by blanks")),
             hinted(field("retentionDays", tr("Retention, days"), FieldType::Number), tr("31 at most")),
             choice("regime", tr("Place"), regimes()), field("provisional", tr("Provisional (L252-6)"), FieldType::Flag),
             field("eventEnds", tr("End of the event"), FieldType::Instant),
             references("cameras", tr("Listed cameras"), "cameras")},
            QStringLiteral("name")};
}

Kind Kinds::arretes()
{
    QList<Option> services;
    for (const Option &option : categories()) {
        if (QStringList{QStringLiteral("police-nationale"), QStringLiteral("gendarmerie"), QStringLiteral("douanes"),
                        QStringLiteral("sdis")}
                .contains(option.value))
            services.append(option);
    }
    return {QStringLiteral("arretes"), tr("Recipient services (L252-3)"), tr("order"),
            {needed(shown(field("id", tr("Identifier"), FieldType::Id))), shown(field("number", tr("Number of the order"))),
             needed(shown(choice("service", tr("Service"), services))), references("systems", tr("Authorisations"), "systems"),
             shown(field("from", tr("From"), FieldType::Day)), shown(field("until", tr("Until"), FieldType::Day)),
             field("ptzAllowed", tr("May steer"), FieldType::Flag), field("replayAllowed", tr("May replay"), FieldType::Flag),
             field("extractAllowed", tr("May extract"), FieldType::Flag), field("urgent", tr("Urgent (terrorism)"), FieldType::Flag)},
            QStringLiteral("number")};
}

Kind Kinds::sites()
{
    return {QStringLiteral("sites"), tr("Sites"), tr("site"),
            {needed(shown(field("id", tr("Identifier"), FieldType::Id))), needed(shown(field("name", tr("Name")))),
             needed(shown(reference("commune", tr("Commune"), "communes"))), field("latitude", tr("Latitude"), FieldType::Number),
             field("longitude", tr("Longitude"), FieldType::Number)},
            QStringLiteral("name")};
}

Kind Kinds::cameras()
{
    return {QStringLiteral("cameras"), tr("Cameras"), tr("camera"),
            {needed(shown(field("id", tr("Identifier"), FieldType::Id))), needed(shown(field("name", tr("Name")))),
             needed(shown(reference("site", tr("Site"), "sites"))), shown(reference("system", tr("Authorisation"), "systems")),
             needed(shown(choice("kind", tr("Kind"), cameraKinds()))), shown(field("number", tr("Number"), FieldType::Number)),
             field("latitude", tr("Latitude"), FieldType::Number), field("longitude", tr("Longitude"), FieldType::Number),
             field("heading", tr("Heading, degrees"), FieldType::Number),
             field("fieldOfView", tr("Field of view, degrees"), FieldType::Number),
             field("facesDwelling", tr("A dwelling is in view"), FieldType::Flag),
             references("seesInto", tr("Sees into the communes"), "communes"),
             field("sectorLocked", tr("Sector locked in the camera"), FieldType::Flag), field("endpoint.user", tr("User of the camera")),
             hinted(field("endpoint.password", tr("Password of the camera"), FieldType::Secret), tr("empty: stays as it is")),
             field("endpoint.onvif", tr("ONVIF address")), field("sub", tr("Secondary stream"), FieldType::Stream),
             field("main", tr("Main stream"), FieldType::Stream)},
            QStringLiteral("name")};
}

Kind Kinds::persons()
{
    return {QStringLiteral("persons"), tr("People"), tr("person"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(field("matricule", tr("Matricule")))),
             needed(shown(field("name", tr("Name")))), needed(shown(choice("category", tr("Quality"), categories()))),
             shown(field("employer", tr("Employer"))), choice("employerKind", tr("Kind of employer"), employerKinds()),
             reference("employerCommune", tr("Employing commune"), "communes"),
             field("shiftChief", tr("Head of the room"), FieldType::Flag),
             field("supervised", tr("Signs in beside a second person only"), FieldType::Flag),
             field("sharedAccount", tr("Shared account: no picture"), FieldType::Flag),
             shown(field("disabled", tr("Disabled"), FieldType::Flag)),
             hinted(field("password", tr("New password"), FieldType::Secret), tr("empty: stays as it is"))},
            QStringLiteral("name")};
}

Kind Kinds::agrements()
{
    return {QStringLiteral("agrements"), tr("Approvals (L132-14-1)"), tr("approval"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(reference("person", tr("Person"), "persons"))),
             shown(field("number", tr("Number"))), shown(field("departments", tr("Departments"), FieldType::Texts)),
             shown(field("from", tr("From"), FieldType::Day)), field("until", tr("Until"), FieldType::Day),
             field("withdrawnOn", tr("Withdrawn on"), FieldType::Day), field("refused", tr("Refused"), FieldType::Flag),
             shown(field("suspendedFrom", tr("Suspended from"), FieldType::Instant)),
             field("suspendedUntil", tr("Suspended until"), FieldType::Instant),
             shown(field("lastEnquiry", tr("Last enquiry"), FieldType::Day))},
            QStringLiteral("number")};
}

Kind Kinds::habilitations()
{
    return {QStringLiteral("habilitations"), tr("Authorised persons"), tr("title"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(reference("person", tr("Person"), "persons"))),
             needed(shown(choice("kind", tr("Kind"), habilitationKinds()))), field("employer", tr("Issued under the employer")),
             shown(references("communes", tr("Communes"), "communes")), shown(field("from", tr("From"), FieldType::Day)),
             shown(field("until", tr("Until"), FieldType::Day)),
             shown(field("suspendedFrom", tr("Suspended from"), FieldType::Instant)),
             field("suspendedUntil", tr("Suspended until"), FieldType::Instant), field("designatedBy", tr("Designated by")),
             reference("convention", tr("Convention"), "conventions"), hinted(field("hours", tr("Hours")), windowHint())},
            QStringLiteral("id")};
}

Kind Kinds::loans()
{
    return {QStringLiteral("misesADisposition"), tr("Secondments"), tr("secondment"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(reference("person", tr("Person"), "persons"))),
             needed(shown(reference("commune", tr("Commune"), "communes"))), shown(field("from", tr("From"), FieldType::Day)),
             shown(field("until", tr("Until"), FieldType::Day)), shown(field("signed", tr("Signed"), FieldType::Flag)),
             field("denouncedAt", tr("Denounced on"), FieldType::Instant), hinted(field("hours", tr("Hours")), windowHint())},
            QStringLiteral("id")};
}

Kind Kinds::trainings()
{
    return {QStringLiteral("formations"), tr("Trainings"), tr("training"),
            {needed(shown(reference("person", tr("Person"), "persons"))), shown(field("from", tr("From"), FieldType::Day)),
             shown(field("until", tr("Until"), FieldType::Day))},
            QStringLiteral("person")};
}

Kind Kinds::posts()
{
    return {QStringLiteral("posts"), tr("Posts"), tr("post"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(field("name", tr("Name")))),
             shown(field("room", tr("Room"))), needed(shown(choice("kind", tr("Kind"), postKinds()))),
             shown(field("secured", tr("Controlled access"), FieldType::Flag)), shown(onUnlessSaid(field("registered", tr("In use"), FieldType::Flag)))},
            QStringLiteral("name")};
}

Kind Kinds::duties()
{
    return {QStringLiteral("duties"), tr("Duties"), tr("duty"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(reference("person", tr("Person"), "persons"))),
             needed(shown(reference("post", tr("Post"), "posts"))), shown(field("from", tr("From"), FieldType::Instant)),
             shown(field("until", tr("Until"), FieldType::Instant)), field("locked", tr("Seat locked"), FieldType::Flag)},
            QStringLiteral("id")};
}

Kind Kinds::blocks()
{
    return {QStringLiteral("blocks"), tr("Blocks"), tr("block"),
            {needed(field("id", tr("Identifier"), FieldType::Id)), needed(shown(choice("scope", tr("Of"), blockScopes()))),
             needed(shown(hinted(field("target", tr("Which")), tr("department, INSEE code, identifier")))),
             needed(shown(field("reason", tr("Reason")))), reference("author", tr("Author"), "persons"),
             shown(field("from", tr("From"), FieldType::Instant)), shown(field("until", tr("Until"), FieldType::Instant))},
            QStringLiteral("reason")};
}

} // namespace

QList<Kind> kinds()
{
    return {Kinds::persons(), Kinds::agrements(), Kinds::habilitations(), Kinds::loans(), Kinds::trainings(),
            Kinds::conventions(), Kinds::systems(), Kinds::arretes(), Kinds::communes(), Kinds::sites(),
            Kinds::cameras(), Kinds::posts(), Kinds::duties(), Kinds::blocks()};
}

} // namespace vigie::admin
