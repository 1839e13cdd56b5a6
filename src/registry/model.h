// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <core/ids.h>
#include <core/lat_lon.h>
#include <core/panorama.h>
#include <core/privacy_mask.h>
#include <core/time.h>
#include <registry/measures.h>

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QSet>

#include <memory>
#include <optional>

/// The facts of the registry as plain values. Names of French legal notions stay French (agrement, habilitation,
/// convention …). Day-valued validity is a DateRange in Europe/Paris days, both ends included; a title that ends on
/// day J is valid until J+1 00:00 local time. Everything here may be known to the access rule; nothing here is secret:
/// endpoints and passwords live apart, behind EndpointVault.
namespace vigie::registry {

/// Legal quality of a person: decides which branch of the rule applies (law table, check 2 "category").
enum class Category {
    AgentTerritorial, ///< operator employed by a commune, EPCI or syndicat mixte (L132-14-1)
    PoliceMunicipale,
    Maire,
    AdjointDelegue, ///< adjoint with delegated police powers
    Elu, ///< adjoint without delegation, councillor
    President, ///< of a syndicat or of the departement, as such
    PoliceNationale,
    Gendarmerie,
    Douanes,
    Sdis,
    OperateurPrive,
    AgentDepartement, ///< departement employee, not seconded
    Technicien, ///< maintenance
    Administrateur, ///< keeps the registry
    Controleur, ///< CNIL or commission
    Visiteur,
};
[[nodiscard]] QString categoryName(Category category); ///< "agent-territorial", … as in vigie-registry/1
[[nodiscard]] std::optional<Category> categoryFromName(const QString &name);
/// Every category, for tables and tests.
[[nodiscard]] const QList<Category> &allCategories();

struct Commune {
    Insee insee;
    QString name;
    QString department; ///< "60"
    LatLon centre;
    /// "Maire de Beauvais": the authority shown on the tile of a camera implanted there.
    QString authority;
    double linkMbps = 0.0; ///< Mbit/s that one console may use of the line to its cameras; 0: no limit
    bool operator==(const Commune &) const = default;
};

struct Person {
    PersonId id;
    QString matricule; ///< what they type to sign in; the journal holds this, never the name
    QString name;
    Category category = Category::Visiteur;
    QString employer; ///< name of the legal employer
    QString employerKind; ///< "commune", "epci", "syndicat-mixte", "departement", "etat", "sdis", "prive"
    bool sharedAccount = false; ///< "Gendarmerie", "Accueil" …: never gets an image
    bool shiftChief = false; ///< chef de salle
    bool disabled = false;
    Insee employerCommune; ///< the commune that employs them; null where the employer is none
    bool supervised = false; ///< signs in only beside a second entitled person
    bool operator==(const Person &) const = default;
};

/// Prefectoral agrement of a person (L132-14-1). It has in principle no end date.
struct Agrement {
    TitleId id;
    PersonId person;
    QString number; ///< empty = absent (row 2)
    QStringList departments; ///< "60"; several when jointly issued (row 8)
    DateRange validity;
    std::optional<Date> withdrawnOn; ///< from 00:00 of that day (row 3)
    bool refused = false;
    std::optional<Instant> suspendedFrom; ///< urgent suspension, to the instant (row 4)
    std::optional<Instant> suspendedUntil; ///< open when absent
    std::optional<Date> lastEnquiry; ///< administrative enquiry; older than five years = alert (row 6)
    /// One without a beginning has always been.
    [[nodiscard]] bool isSuspendedAt(Instant at) const
    {
        return (suspendedFrom || suspendedUntil) && Interval{suspendedFrom, suspendedUntil}.contains(at);
    }
    bool operator==(const Agrement &) const = default;
};

enum class HabilitationKind {
    Agent, ///< operator's habilitation by the controller, scope = communes
    PoliceMunicipale, ///< communes of exercise; shared police L512-1/-2 names a convention (row 22)
    Mandat, ///< mayor or adjoint delegue
    Destinataire, ///< police, gendarmerie, customs, SDIS designated by name under an arrete L252-3 (row 31)
    Designation, ///< private operator designated by the controller of a place open to the public (row 37)
};
/// "agent", "police-municipale", "mandat", "destinataire", "designation"
[[nodiscard]] QString habilitationKindName(HabilitationKind kind);
[[nodiscard]] std::optional<HabilitationKind> habilitationKindFromName(const QString &name);

/// Personal habilitation: who may see which communes, for how long.
struct Habilitation {
    TitleId id;
    PersonId person;
    HabilitationKind kind = HabilitationKind::Agent;
    QString employer; ///< the employer it was issued under; another employer now = row 9
    QList<Insee> communes;
    DateRange validity;
    std::optional<Instant> suspendedFrom;
    std::optional<Instant> suspendedUntil;
    QString designatedBy; ///< chef de service (Destinataire)
    TitleId convention; ///< police municipale shared under L512-1/-2; null otherwise
    std::optional<DailyWindow> hours; ///< holds only then; absent: all day
    bool operator==(const Habilitation &) const = default;
};

/// Mise a disposition of an agent to a commune (rows 11, 12).
struct MiseADisposition {
    TitleId id;
    PersonId person;
    Insee commune;
    DateRange validity;
    bool isSigned = false;
    std::optional<Instant> denouncedAt;
    std::optional<DailyWindow> hours; ///< lent only then; absent: all day
    bool operator==(const MiseADisposition &) const = default;
};

/// Data-protection training (row 45), asked of police municipale and recipients.
struct Formation {
    PersonId person;
    DateRange validity;
    bool operator==(const Formation &) const = default;
};

enum class ConventionKind { Mutualisation, PolicePluricommunale };
[[nodiscard]] QString conventionKindName(ConventionKind kind); ///< "mutualisation", "police-pluricommunale"
[[nodiscard]] std::optional<ConventionKind> conventionKindFromName(const QString &name);

/// Convention between the centre and communes (L132-14), with the double accord per commune; or between communes
/// sharing their police (L512-1/-2).
struct Convention {
    struct Party {
        Insee commune;
        std::optional<Date> accordCommune; ///< accord of the commune d'implantation; absent = row 13
        std::optional<Date> accordMembres; ///< accord of all members; absent = row 13
        std::optional<DailyWindow> relay; ///< the centre watches for it only then (night relay); absent: all day
        bool operator==(const Party &) const = default;
    };
    TitleId id;
    ConventionKind kind = ConventionKind::Mutualisation;
    QString reference;
    QList<Party> parties;
    DateRange validity;
    std::optional<Instant> denouncedAt; ///< any party may end it at once
    bool operator==(const Convention &) const = default;
};

/// Prefectoral authorisation of a system and the cameras it covers (L252-1, L252-4; rows 15, 17, 18).
struct System {
    SystemId id;
    QString name;
    Insee commune; ///< commune d'implantation
    QString authorisationNumber;
    DateRange validity;
    QSet<CameraId> cameras; ///< the listed cameras
    QSet<int> purposes; ///< of L251-2: 1 to 11
    int retentionDays = 15;
    Regime regime = Regime::VoiePublique;
    bool provisional = false; ///< L252-6/-7: four months at most, and over with the event (row 16)
    std::optional<Instant> eventEnds; ///< of a provisional one
    bool operator==(const System &) const = default;
};

/// Arrete under L252-3 that makes a State service recipient of the images of systems (rows 31, 32).
struct ArreteDestinataire {
    TitleId id;
    QString number;
    Category service = Category::Gendarmerie;
    QList<SystemId> systems;
    DateRange validity;
    bool ptzAllowed = false;
    bool replayAllowed = false;
    bool extractAllowed = false;
    bool urgent = false; ///< the prefect's decision in an urgent matter of terrorism (row 33)
    bool operator==(const ArreteDestinataire &) const = default;
};

struct Site {
    SiteId id;
    QString name;
    Insee commune;
    LatLon position;
    bool operator==(const Site &) const = default;
};

/// Highest Camera::number.
inline constexpr int kHighestCameraNumber = 99999;

enum class CameraKind { Fixed, Ptz, Panoramic };
[[nodiscard]] QString cameraKindName(CameraKind kind); ///< "fixed", "ptz", "panoramic"
[[nodiscard]] std::optional<CameraKind> cameraKindFromName(const QString &name);
[[nodiscard]] QString mountName(Panorama::Mount mount); ///< "ceiling", "wall", "table"
[[nodiscard]] std::optional<Panorama::Mount> mountFromName(const QString &name);
[[nodiscard]] QString maskStyleName(PrivacyMask::Style style); ///< "filled", "blurred"
[[nodiscard]] std::optional<PrivacyMask::Style> maskStyleFromName(const QString &name);

/// A camera as anyone who may know of it sees it. Its commune is its site's.
struct Camera {
    CameraId id;
    QString name;
    SiteId site;
    SystemId system; ///< null = in no authorisation (row 17)
    CameraKind kind = CameraKind::Fixed;
    LatLon position;
    double headingDegrees = 0.0; ///< clockwise from north, of the middle of the picture (of PTZ: at pan zero)
    double fieldOfViewDegrees = 70.0;
    int number = 0; ///< typed on the keypad to call it, 1 to 99999, one camera each in a department; 0: none
    QList<PrivacyMask> masks; ///< always on every picture of it
    std::optional<Panorama> panorama; ///< of a panoramic camera whose picture is a fisheye's
    bool facesDwelling = false; ///< a dwelling or its entrance is in view: without a mask nobody sees it (row 43)
    QList<Insee> seesInto; ///< communes beside its own that it can be turned to (row 14)
    bool sectorLocked = false; ///< what it sees of them is masked or out of reach in the camera itself
    bool operator==(const Camera &) const = default;
};

enum class PostKind { CentreRoom, CommuneOffice, GuestSeat };
[[nodiscard]] QString postKindName(PostKind kind); ///< "centre-room", "commune-office", "guest-seat"
[[nodiscard]] std::optional<PostKind> postKindFromName(const QString &name);

struct Post {
    PostId id;
    QString name;
    QString room;
    PostKind kind = PostKind::CentreRoom;
    bool secured = false; ///< in a place with controlled access (row 23)
    bool registered = true;
    bool operator==(const Post &) const = default;
};

/// A person on duty at a post, to the instant. No duty covering now = row 23.
struct Duty {
    QString id;
    PersonId person;
    PostId post;
    Interval during;
    bool locked = false; ///< the seat is locked (screen lock, break)
    bool operator==(const Duty &) const = default;
};

/// Parameters of the rule: data with an effective date, never code.
struct LegalParameters {
    Date effective{std::chrono::year(2023), std::chrono::November, std::chrono::day(30)};
    int graceSeconds = 60; ///< open tiles survive an unreachable registry this long; at most 60
    int enquiryYears = 5;
    QList<int> warningMinutes{30, 15, 5}; ///< before a title ends, the longest first
    bool operator==(const LegalParameters &) const = default;
};

/// One consistent reading of the whole registry, immutable once shared. Lookups are O(1).
struct Facts {
    qint64 version = 0; ///< grows with every change of the registry; written into each journal record
    LegalParameters parameters; ///< the first; see parametersAt()
    QList<LegalParameters> laterParameters; ///< each in force from 00:00 of its day until the next begins
    QHash<Insee, Commune> communes;
    QHash<PersonId, Person> persons;
    QHash<PersonId, QList<Agrement>> agrements;
    QHash<PersonId, QList<Habilitation>> habilitations;
    QHash<PersonId, QList<MiseADisposition>> misesADisposition;
    QHash<PersonId, QList<Formation>> formations;
    QHash<PersonId, QList<Duty>> duties;
    QHash<TitleId, Convention> conventions;
    QHash<Insee, QList<TitleId>> conventionsByCommune; ///< derived: conventions in which the commune is a party
    QHash<SystemId, System> systems;
    QList<ArreteDestinataire> arretes;
    QHash<SiteId, Site> sites;
    QHash<CameraId, Camera> cameras;
    QHash<PostId, Post> posts;
    QList<Block> blocks;
    QHash<QString, QList<qsizetype>> blocksByTarget; ///< derived: positions in blocks, see blocksOn()
    QHash<TitleId, Requisition> requisitions;
    QHash<CameraId, QList<Gel>> gels;
    QHash<PersonId, QList<Derogation>> derogations;
    QHash<PersonId, QList<Controle>> controles;
    QList<Traitement> traitements;

    /// Fills the derived indexes; call once before sharing.
    void index();
    /// Commune in which the camera stands; null when the camera or its site is unknown.
    [[nodiscard]] Insee communeOf(const CameraId &camera) const;
    /// Those in force at \p at: the latest that has begun, the first when none has.
    [[nodiscard]] const LegalParameters &parametersAt(Instant at) const;
    /// Blocks that stand on \p camera, now or at another time: its own, its site's, its commune's, its department's, in
    /// this order.
    [[nodiscard]] QList<Block> blocksOn(const CameraId &camera) const;
};
using FactsPtr = std::shared_ptr<const Facts>;

} // namespace vigie::registry
