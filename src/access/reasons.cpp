// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/reasons.h>

#include <QtCore/QHash>

#include <array>

namespace vigie::access {
namespace {

/// One line of the table. Sources of the articles: the law table, section 7; texts of the CSI
/// unless said otherwise.
struct Line {
    Because because;
    const char *code; ///< the name of because
    Check check;
    int row;
    const char16_t *text;
    const char16_t *basis;
    const char16_t *remedy;
};

constexpr const char16_t *kDesignRule = u"Règle de conception";
constexpr const char16_t *kPrefecture = u"Préfecture (bureau des polices administratives)";
constexpr const char16_t *kSystemHolder =
    u"Responsable du système : demander ou renouveler l’autorisation à la préfecture";
constexpr const char16_t *kAdministrator = u"Administrateur du centre";
constexpr const char16_t *kController = u"Maire ou président : délivrer l’habilitation";
constexpr const char16_t *kShiftChief = u"Chef de salle";
constexpr const char16_t *kServiceChief =
    u"Chef de service ou chef d’unité : désigner et habiliter la personne";
constexpr const char16_t *kConventionParties =
    u"Parties à la convention : la centrale, la commune et la préfecture";
constexpr const char16_t *kNoRemedy = u"Aucun : la loi ne prévoit pas cet accès";

constexpr std::array kLines{
    // 1 session
    Line{Because::RegistryUnreachable, "RegistryUnreachable", Check::Session, 46,
         u"Vérification impossible : registre injoignable", kDesignRule,
         u"Administrateur du centre : rétablir la liaison au registre"},
    Line{Because::ClockUntrusted, "ClockUntrusted", Check::Session, 46,
         u"Vérification impossible : horloge non fiable", kDesignRule,
         u"Administrateur du centre : remettre le poste à l’heure"},
    Line{Because::ZoneDataMissing, "ZoneDataMissing", Check::Session, 46,
         u"Vérification impossible : heure de Paris indisponible sur ce poste", kDesignRule,
         u"Administrateur du centre : installer les fuseaux horaires (paquet tzdata)"},
    Line{Because::JournalUnavailable, "JournalUnavailable", Check::Session, 46,
         u"Vérification impossible : le journal ne peut pas être écrit", kDesignRule,
         u"Administrateur du centre : rétablir le journal"},
    Line{Because::EndpointUnavailable, "EndpointUnavailable", Check::Session, 46,
         u"Vérification impossible : adresse ou mot de passe de la caméra illisibles", kDesignRule,
         u"Administrateur du centre : vérifier la caméra dans le registre et la clé du poste"},
    Line{Because::PersonUnknown, "PersonUnknown", Check::Session, 32,
         u"Habilitation individuelle absente : personne inconnue du registre",
         u"R253-3 ; Cass. crim. 13/11/2024, n° 24-80.377", kAdministrator},
    Line{Because::AccountDisabled, "AccountDisabled", Check::Session, 32,
         u"Habilitation individuelle absente : compte désactivé", u"R253-3", kAdministrator},
    Line{Because::SharedAccount, "SharedAccount", Check::Session, 32,
         u"Habilitation individuelle absente : compte partagé",
         u"R253-3 ; Cass. crim. 13/11/2024, n° 24-80.377",
         u"Administrateur du centre : ouvrir un compte nominatif pour chaque personne"},
    Line{Because::SessionMismatch, "SessionMismatch", Check::Session, 32,
         u"Habilitation individuelle absente : demande au nom d’une autre session", u"R253-3",
         kAdministrator},
    Line{Because::SessionOver, "SessionOver", Check::Session, 23, u"Hors service : session fermée ou verrouillée",
         u"R253-3 ; L252-2", u"Ouvrir ou déverrouiller la session"},
    Line{Because::ServerRefused, "ServerRefused", Check::Session, 46,
         u"Vérification impossible : refusé par le serveur du département (%1)", kDesignRule,
         u"Administrateur du centre : mettre le poste à la version du serveur"},
    // 2 category
    Line{Because::QualityNotForeseen, "QualityNotForeseen", Check::Category, 30, u"Qualité non prévue", u"R253-3",
         kNoRemedy},
    Line{Because::MandateMissing, "MandateMissing", Check::Category, 30,
         u"Qualité non prévue : mandat ou délégation absents du registre",
         u"R253-3 II 2° a) ; CGCT L2122-18",
         u"Mairie : transmettre le mandat ou l’arrêté de délégation"},
    Line{Because::PrivateOperator, "PrivateOperator", Check::Category, 36, u"Opérateur privé exclu",
         u"R253-3 ; Cons. const. 2011-625 DC", kNoRemedy},
    Line{Because::PrivateNotDesignated, "PrivateNotDesignated", Check::Category, 37,
         u"Opérateur privé non désigné par le responsable du lieu", u"L613-13 ; R253-3 I 2°",
         u"Responsable du système : désigner la personne"},
    Line{Because::EmployerNotEntitled, "EmployerNotEntitled", Check::Category, 38, u"Employeur non habilité (%1)",
         u"L132-14-1",
         u"Détachement ou mise à disposition auprès d’une commune, d’un EPCI ou d’un syndicat "
         u"mixte"},
    Line{Because::Technician, "Technician", Check::Category, 39, u"État technique sans image",
         u"R253-3 ; règle de conception", kNoRemedy},
    Line{Because::Controller, "Controller", Check::Category, 42,
         u"Contrôle : procès-verbal et accompagnement requis", u"L253-1 ; loi 78-17",
         u"Chef de salle : présenter les images avec un agent habilité"},
    Line{Because::ControlOver, "ControlOver", Check::Category, 42, u"Contrôle terminé ou non commencé (%1)",
         u"L253-1 ; loi 78-17", kShiftChief},
    Line{Because::ControlReportMissing, "ControlReportMissing", Check::Category, 42,
         u"Contrôle : numéro de procès-verbal absent", u"L253-1 ; loi 78-17", kAdministrator},
    Line{Because::ControlUnsupervised, "ControlUnsupervised", Check::Category, 42,
         u"Contrôle : l’agent habilité qui accompagne n’est pas déclaré présent", u"L253-1 ; loi 78-17",
         kShiftChief},
    // 3 personal title
    Line{Because::AgrementMissing, "AgrementMissing", Check::PersonalTitle, 2, u"Agrément préfectoral absent",
         u"L132-14-1", kPrefecture},
    Line{Because::AgrementNumberMissing, "AgrementNumberMissing", Check::PersonalTitle, 2,
         u"Agrément préfectoral absent : numéro manquant", u"L132-14-1", kPrefecture},
    Line{Because::AgrementRefused, "AgrementRefused", Check::PersonalTitle, 3, u"Agrément refusé", u"L132-14-1",
         kPrefecture},
    Line{Because::AgrementWithdrawn, "AgrementWithdrawn", Check::PersonalTitle, 3, u"Agrément retiré le %1",
         u"L132-14-1", kPrefecture},
    Line{Because::AgrementExpired, "AgrementExpired", Check::PersonalTitle, 5,
         u"Titre expiré à 00:00 : agrément valable jusqu’au %1", u"L132-14-1", kPrefecture},
    Line{Because::AgrementNotBegun, "AgrementNotBegun", Check::PersonalTitle, 5, u"Agrément en vigueur à compter du %1",
         u"L132-14-1", kPrefecture},
    Line{Because::HabilitationExpired, "HabilitationExpired", Check::PersonalTitle, 5,
         u"Titre expiré à 00:00 : habilitation valable jusqu’au %1", u"R253-3", kController},
    Line{Because::HabilitationNotBegun, "HabilitationNotBegun", Check::PersonalTitle, 5,
         u"Habilitation en vigueur à compter du %1", u"R253-3", kController},
    Line{Because::MandateExpired, "MandateExpired", Check::PersonalTitle, 5,
         u"Titre expiré à 00:00 : mandat exercé jusqu’au %1", u"R253-3 II 2° a)",
         u"Mairie : transmettre le mandat ou l’arrêté de délégation"},
    Line{Because::MandateNotBegun, "MandateNotBegun", Check::PersonalTitle, 5, u"Mandat en vigueur à compter du %1",
         u"R253-3 II 2° a)", u"Mairie : transmettre le mandat ou l’arrêté de délégation"},
    Line{Because::OutsideHours, "OutsideHours", Check::PersonalTitle, 5, u"Titre limité aux heures %1", u"R253-3",
         kController},
    Line{Because::EmployerChanged, "EmployerChanged", Check::PersonalTitle, 9,
         u"Agrément conservé ; habilitation à délivrer par l’employeur actuel (%1)",
         u"circ. 16/04/2024 ; R253-3", kController},
    Line{Because::PoliceEmployerChanged, "PoliceEmployerChanged", Check::PersonalTitle, 21,
         u"Hors territoire d’exercice : habilitation à délivrer par l’employeur actuel (%1)",
         u"L511-1 ; R253-3", kController},
    Line{Because::DesignationMissing, "DesignationMissing", Check::PersonalTitle, 32,
         u"Habilitation individuelle absente", u"R253-3 ; Cass. crim. 13/11/2024, n° 24-80.377",
         kServiceChief},
    Line{Because::DesignatorMissing, "DesignatorMissing", Check::PersonalTitle, 32,
         u"Habilitation individuelle absente : autorité qui désigne non indiquée",
         u"R253-3 II 1° ; Cass. crim. 13/11/2024, n° 24-80.377", kServiceChief},
    Line{Because::TrainingMissing, "TrainingMissing", Check::PersonalTitle, 45,
         u"Formation à renouveler : aucune formation à la protection des données", u"L255-1",
         u"Employeur : formation à la protection des données"},
    Line{Because::TrainingExpired, "TrainingExpired", Check::PersonalTitle, 45,
         u"Formation à renouveler (valable jusqu’au %1)", u"L255-1",
         u"Employeur : formation à la protection des données"},
    Line{Because::TrainingNotBegun, "TrainingNotBegun", Check::PersonalTitle, 45,
         u"Formation à renouveler (prévue à compter du %1)", u"L255-1",
         u"Employeur : formation à la protection des données"},
    // 4 suspension
    Line{Because::AgrementSuspended, "AgrementSuspended", Check::Suspension, 4,
         u"Agrément suspendu (urgence) — images coupées", u"L132-14-1", kPrefecture},
    Line{Because::HabilitationSuspended, "HabilitationSuspended", Check::Suspension, 4,
         u"Habilitation suspendue — images coupées", u"R253-3", kController},
    Line{Because::MandateSuspended, "MandateSuspended", Check::Suspension, 4, u"Mandat suspendu — images coupées",
         u"R253-3 II 2° a)", u"Mairie ou préfecture"},
    // 5 territory
    Line{Because::PlaceUnknown, "PlaceUnknown", Check::Territory, 46,
         u"Vérification impossible : commune d’implantation inconnue", kDesignRule,
         u"Administrateur du centre : compléter le site de la caméra"},
    Line{Because::OutsideDepartment, "OutsideDepartment", Check::Territory, 7,
         u"Hors ressort de l’agrément (département %1)", u"circ. 16/04/2024 ; L132-14-1",
         kPrefecture},
    Line{Because::OutsideHabilitation, "OutsideHabilitation", Check::Territory, 10, u"%1 hors habilitation",
         u"R253-3 II 2°", kController},
    Line{Because::DerogationIncomplete, "DerogationIncomplete", Check::Territory, 40,
         u"Dérogation incomplète : acte, responsable, second et fin sont exigés", kDesignRule, kAdministrator},
    Line{Because::DerogationOver, "DerogationOver", Check::Territory, 40, u"Dérogation échue ou non commencée (%1)",
         kDesignRule, kAdministrator},
    Line{Because::DerogationUnseconded, "DerogationUnseconded", Check::Territory, 40,
         u"Dérogation : la seconde personne n’est pas déclarée présente", kDesignRule, kShiftChief},
    Line{Because::OutsidePoliceTerritory, "OutsidePoliceTerritory", Check::Territory, 21, u"Hors territoire d’exercice (%1)",
         u"Cons. const. 2021-817 DC, § 80 ; R253-3 II 2°",
         u"Maires : convention de police pluricommunale (L512-1, L512-2)"},
    Line{Because::PoliceConventionUnknown, "PoliceConventionUnknown", Check::Territory, 21,
         u"Hors territoire d’exercice : aucune convention de police pluricommunale pour la %1",
         u"L512-1, L512-2", u"Maires : convention de police pluricommunale"},
    Line{Because::PoliceConventionOver, "PoliceConventionOver", Check::Territory, 21,
         u"Hors territoire d’exercice : convention de police pluricommunale %1 %2",
         u"L512-1, L512-2", u"Maires : renouveler la convention de police pluricommunale"},
    Line{Because::OutsideMandate, "OutsideMandate", Check::Territory, 29, u"Hors commune de compétence (%1)",
         u"R253-3 II 2° a)", kNoRemedy},
    Line{Because::OutsideDesignation, "OutsideDesignation", Check::Territory, 32,
         u"Habilitation individuelle absente : désignation limitée, %1 non comprise",
         u"R253-3 II 1°", kServiceChief},
    Line{Because::NotRecipient, "NotRecipient", Check::Territory, 31,
         u"Service non destinataire des images de ce système (aucun arrêté)", u"L252-3",
         kPrefecture},
    Line{Because::ArreteExpired, "ArreteExpired", Check::Territory, 31,
         u"Service non destinataire : arrêté n° %1 échu le %2", u"L252-3", kPrefecture},
    Line{Because::ArreteNotBegun, "ArreteNotBegun", Check::Territory, 31,
         u"Service non destinataire : arrêté n° %1 en vigueur à compter du %2", u"L252-3",
         kPrefecture},
    // 6 double accord and convention
    Line{Because::LoanEnded, "LoanEnded", Check::Convention, 12,
         u"Convention échue : mise à disposition (%1) terminée le %2", u"L132-14 ; L132-14-1",
         u"Employeur et commune : renouveler la mise à disposition"},
    Line{Because::LoanNotBegun, "LoanNotBegun", Check::Convention, 12, u"Mise à disposition (%1) à compter du %2",
         u"L132-14 ; L132-14-1", u"Employeur et commune : avancer la mise à disposition"},
    Line{Because::LoanUnsigned, "LoanUnsigned", Check::Convention, 12, u"Mise à disposition (%1) non signée",
         u"L132-14 ; L132-14-1", u"Employeur et commune : signer la mise à disposition"},
    Line{Because::LoanDenounced, "LoanDenounced", Check::Convention, 12, u"Mise à disposition (%1) dénoncée le %2",
         u"L132-14 ; L132-14-1",
         u"Employeur et commune : convenir d’une nouvelle mise à disposition"},
    Line{Because::LoanOutsideHours, "LoanOutsideHours", Check::Convention, 12,
         u"Mise à disposition (%1) limitée aux heures %2", u"L132-14 ; L132-14-1",
         u"Employeur et commune : étendre la mise à disposition"},
    Line{Because::ConventionMissing, "ConventionMissing", Check::Convention, 13,
         u"Accord de la commune d’implantation absent : aucune convention avec la %1",
         u"L132-14 ; instr. 04/03/2022", kConventionParties},
    Line{Because::ConventionExpired, "ConventionExpired", Check::Convention, 12, u"Convention échue (%1, jusqu’au %2)",
         u"L132-14", kConventionParties},
    Line{Because::ConventionNotBegun, "ConventionNotBegun", Check::Convention, 12,
         u"Convention non encore en vigueur (%1, à compter du %2)", u"L132-14", kConventionParties},
    Line{Because::ConventionDenounced, "ConventionDenounced", Check::Convention, 12, u"Convention dénoncée (%1, le %2)",
         u"L132-14", kConventionParties},
    Line{Because::RelayNotNow, "RelayNotNow", Check::Convention, 12,
         u"Relais au centre limité aux heures %2 (%1)", u"L132-14", kConventionParties},
    Line{Because::AccordCommuneMissing, "AccordCommuneMissing", Check::Convention, 13,
         u"Accord de la commune d’implantation absent (%1)", u"L132-14 ; instr. 04/03/2022",
         u"Conseil municipal de la commune d’implantation"},
    Line{Because::AccordMembersMissing, "AccordMembersMissing", Check::Convention, 13, u"Accord des membres absent (%1)",
         u"L132-14 ; instr. 04/03/2022", u"Membres de l’établissement ou du syndicat mixte"},
    // 7 authorisation of the system
    Line{Because::CameraUnknown, "CameraUnknown", Check::Authorisation, 17,
         u"Caméra non couverte : inconnue du registre", u"L252-1", kAdministrator},
    Line{Because::CameraNotCovered, "CameraNotCovered", Check::Authorisation, 17,
         u"Caméra non couverte : aucune autorisation", u"L252-1", kSystemHolder},
    Line{Because::CameraNotListed, "CameraNotListed", Check::Authorisation, 17,
         u"Caméra non couverte par l’autorisation n° %1", u"L252-1", kSystemHolder},
    Line{Because::AuthorisationNumberMissing, "AuthorisationNumberMissing", Check::Authorisation, 15,
         u"Autorisation préfectorale sans numéro", u"L252-1", kSystemHolder},
    Line{Because::AuthorisationExpired, "AuthorisationExpired", Check::Authorisation, 15,
         u"Autorisation préfectorale échue (valable jusqu’au %1) ; l’enregistrement doit cesser",
         u"L252-4, L254-1", kSystemHolder},
    Line{Because::AuthorisationNotBegun, "AuthorisationNotBegun", Check::Authorisation, 15,
         u"Autorisation préfectorale en vigueur à compter du %1", u"L252-4, L254-1", kSystemHolder},
    Line{Because::ProvisionalOver, "ProvisionalOver", Check::Authorisation, 16, u"Autorisation provisoire caduque (%1)",
         u"L252-6, L252-7", kSystemHolder},
    Line{Because::Blocked, "Blocked", Check::Authorisation, 0, u"Caméra bloquée par le centre : %1", kDesignRule,
         u"Chef de salle ou administrateur : lever le blocage"},
    Line{Because::TreatmentUnknown, "TreatmentUnknown", Check::Authorisation, 44,
         u"Traitement non autorisé : aucune base légale pour ce signalement", u"CE 30/01/2026, n° 506370 ; L251-2",
         kSystemHolder},
    Line{Because::TreatmentOver, "TreatmentOver", Check::Authorisation, 44,
         u"Traitement non autorisé : décision %1 échue ou non commencée", u"CE 30/01/2026, n° 506370",
         kSystemHolder},
    Line{Because::TreatmentElsewhere, "TreatmentElsewhere", Check::Authorisation, 44,
         u"Traitement non autorisé pour ce système ou cet événement (décision %1)", u"CE 30/01/2026, n° 506370",
         kSystemHolder},
    Line{Because::TreatmentBiometric, "TreatmentBiometric", Check::Authorisation, 44,
         u"Traitement non autorisé : identification biométrique", u"loi 2023-380, art. 10", kNoRemedy},
    Line{Because::PurposeNotAuthorised, "PurposeNotAuthorised", Check::Authorisation, 18,
         u"Finalité non autorisée : L251-2 %2° absente de l’autorisation n° %1", u"L251-2, L254-1",
         u"Choisir une finalité autorisée, ou faire modifier l’autorisation"},
    Line{Because::NoPurposeAuthorised, "NoPurposeAuthorised", Check::Authorisation, 18,
         u"Finalité non autorisée : l’autorisation n° %1 n’en porte aucune", u"L251-2, L254-1",
         kSystemHolder},
    Line{Because::MotiveUnknown, "MotiveUnknown", Check::Authorisation, 18,
         u"Finalité non autorisée : motif inconnu", u"L251-2, L254-1",
         u"Choisir un motif de la liste"},
    // 8 right for the operation
    Line{Because::MotiveRequired, "MotiveRequired", Check::Operation, 18,
         u"Finalité non autorisée : motif obligatoire", u"L251-2 ; loi 78-17, art. 101",
         u"Choisir un motif de la liste"},
    Line{Because::JudicialAct, "JudicialAct", Check::Operation, 19, u"Acte de police judiciaire", u"L132-14-1",
         u"Agent de police municipale de la commune"},
    Line{Because::RequisitionRequired, "RequisitionRequired", Check::Operation, 25,
         u"Réquisition requise ; gel dans la durée autorisée", u"CPP 60-1, 77-1-1, 99-3 ; L252-5",
         u"Procureur ou officier de police judiciaire : réquisition écrite"},
    Line{Because::RequisitionOver, "RequisitionOver", Check::Operation, 24,
         u"Réquisition n° %1 hors de sa durée", u"CPP 60-1, 77-1-1, 99-3", u"Autorité requérante : nouvelle réquisition"},
    Line{Because::RequisitionOtherImages, "RequisitionOtherImages", Check::Operation, 24,
         u"Images hors de la réquisition n° %1", u"CPP 60-1, 77-1-1, 99-3",
         u"Autorité requérante : étendre la réquisition"},
    Line{Because::NotExtractor, "NotExtractor", Check::Operation, 24,
         u"Extraction confiée à une autre personne (réquisition n° %1)", u"arrêté 03/08/2007, art. 3", kShiftChief},
    Line{Because::ValidatorMissing, "ValidatorMissing", Check::Operation, 24,
         u"Extraction non validée par une seconde personne (réquisition n° %1)", u"arrêté 03/08/2007, art. 3",
         kShiftChief},
    Line{Because::PrivateNoExtract, "PrivateNoExtract", Check::Operation, 37,
         u"Opérateur privé : sans extraction", u"L613-13",
         u"Procureur ou officier de police judiciaire : réquisition écrite"},
    Line{Because::ControlNoPtz, "ControlNoPtz", Check::Operation, 42,
         u"Contrôle : sans commande de la caméra", u"L253-1 ; règle de conception", u"Opérateur en service"},
    Line{Because::ElectedNoPtz, "ElectedNoPtz", Check::Operation, 28,
         u"Élu : sa commune seule, sans commande de la caméra",
         u"R253-3 II 2° a) ; règle de conception", u"Opérateur en service"},
    Line{Because::ElectedNoExtract, "ElectedNoExtract", Check::Operation, 28,
         u"Élu : sa commune seule, sans extraction", u"R253-3 II 2° a) ; règle de conception",
         u"Procureur ou officier de police judiciaire : réquisition écrite"},
    Line{Because::RecipientNoPtz, "RecipientNoPtz", Check::Operation, 31,
         u"Commande de la caméra non prévue par l’arrêté n° %1", u"L252-3", kPrefecture},
    Line{Because::RecipientNoReplay, "RecipientNoReplay", Check::Operation, 31,
         u"Relecture non prévue par l’arrêté n° %1", u"L252-3", kPrefecture},
    Line{Because::RecipientNoExtract, "RecipientNoExtract", Check::Operation, 31,
         u"Extraction non prévue par l’arrêté n° %1", u"L252-3", kPrefecture},
    Line{Because::RescueNoPtz, "RescueNoPtz", Check::Operation, 34,
         u"Secours aux personnes : sans commande de la caméra", u"L252-3, L251-2 8°",
         u"Opérateur en service"},
    Line{Because::RescueNoExtract, "RescueNoExtract", Check::Operation, 34, u"Secours aux personnes : sans extraction",
         u"L252-3, L251-2 8°", u"Procureur ou officier de police judiciaire : réquisition écrite"},
    Line{Because::RescueOnly, "RescueOnly", Check::Operation, 35, u"Finalité hors mission", u"R253-3 ; L251-2 8°",
         u"Choisir le secours aux personnes, s’il est autorisé pour ce système"},
    // 9 duty, post, people present
    Line{Because::OffDuty, "OffDuty", Check::Duty, 23, u"Hors service", u"R253-3 ; L252-2", kShiftChief},
    Line{Because::OnDutyElsewhere, "OnDutyElsewhere", Check::Duty, 23, u"Hors service à ce poste (en service : %1)",
         u"R253-3 ; L252-2", kShiftChief},
    Line{Because::SeatLocked, "SeatLocked", Check::Duty, 23, u"Poste verrouillé", u"R253-3 ; L252-2",
         u"Déverrouiller la session"},
    Line{Because::PostUnknown, "PostUnknown", Check::Duty, 23, u"Poste non sécurisé : poste inconnu du registre",
         u"L252-2", kAdministrator},
    Line{Because::PostUnregistered, "PostUnregistered", Check::Duty, 23,
         u"Poste non sécurisé : %1 n’est pas enregistré", u"L252-2", kAdministrator},
    Line{Because::PostUnsecured, "PostUnsecured", Check::Duty, 23, u"Poste non sécurisé : %1", u"L252-2",
         u"Rejoindre un poste en lieu sécurisé à accès contrôlé"},
    Line{Because::GuestElsewhere, "GuestElsewhere", Check::Duty, 23,
         u"Poste d’accueil : réservé aux images de sa propre commune", u"L252-2 ; règle de conception",
         u"Rejoindre un poste de la salle"},
    Line{Because::VisitorPresent, "VisitorPresent", Check::Duty, 41,
         u"Personne non habilitée présente : mode visiteur", u"L254-1, L252-2",
         u"Chef de salle : faire sortir les visiteurs, puis quitter le mode visiteur"},
    Line{Because::UnentitledPresent, "UnentitledPresent", Check::Duty, 41, u"Personne non habilitée présente (%1)",
         u"L254-1, L252-2",
         u"Chef de salle : faire sortir la personne, puis corriger la liste des présents"},
    // 10 masks, retention
    Line{Because::MaskMissing, "MaskMissing", Check::Retention, 43,
         u"Masquage obligatoire absent : habitation dans le champ", u"L251-3",
         u"Responsable du système : poser le masque"},
    Line{Because::BorderUnlocked, "BorderUnlocked", Check::Retention, 14,
         u"Secteur hors commune non masqué (%1)", u"R253-3 ; règle de conception",
         u"Responsable du système : masquer ou verrouiller le secteur"},
    Line{Because::RetentionOver, "RetentionOver", Check::Retention, 26, u"Délai de conservation dépassé", u"L252-5",
         kNoRemedy},
    Line{Because::FrozenForExtractor, "FrozenForExtractor", Check::Retention, 27,
         u"Conservé pour la procédure n° %1 : réservé à la personne qui extrait", u"L252-5", kShiftChief},
    // alerts
    Line{Because::EnquiryTooOld, "EnquiryTooOld", Check::PersonalTitle, 6,
         u"Enquête quinquennale à solliciter (dernière : %1)", u"circ. 16/04/2024 ; R114-2",
         kPrefecture},
    Line{Because::EnquiryUnknown, "EnquiryUnknown", Check::PersonalTitle, 6,
         u"Enquête quinquennale à solliciter (dernière inconnue)", u"circ. 16/04/2024 ; R114-2",
         kPrefecture},
    Line{Because::DerogationInUse, "DerogationInUse", Check::Territory, 40,
         u"Dérogation : %1, sous la responsabilité de %2", kDesignRule, kShiftChief},
};
static_assert(kLines.size() == static_cast<std::size_t>(kBecauseCount));
static_assert(
    [] {
        for (std::size_t i = 0; i < kLines.size(); ++i) {
            if (static_cast<std::size_t>(kLines[i].because) != i)
                return false;
        }
        return true;
    }(),
    "the table follows the order of the enumeration");

/// French puts a no-break space before ":" and ";" and after "n°"; in the table it would be
/// invisible.
QString typographic(const char16_t *text)
{
    QString result = QString::fromUtf16(text);
    for (const char16_t *mark : {u" :", u" ;", u" »"}) {
        const QString plain = QString::fromUtf16(mark);
        result.replace(plain, QChar(QChar::Nbsp) % plain.back());
    }
    for (const char16_t *mark : {u"n° ", u"« "}) {
        const QString plain = QString::fromUtf16(mark);
        result.replace(plain, plain.chopped(1) % QChar(QChar::Nbsp));
    }
    return result;
}

/// Made once: reasons share their constant texts.
const QList<Reason> &table()
{
    static const QList<Reason> reasons = [] {
        QList<Reason> list;
        list.reserve(kBecauseCount);
        for (const Line &line : kLines) {
            list.append({line.check, line.row, typographic(line.text), typographic(line.basis),
                         typographic(line.remedy),
                         QString::fromLatin1(line.code)});
        }
        return list;
    }();
    return reasons;
}

} // namespace

QString becauseName(Because because)
{
    return table().at(static_cast<qsizetype>(because)).code;
}

std::optional<Because> becauseFromName(const QString &name)
{
    static const QHash<QString, Because> known = [] {
        QHash<QString, Because> codes;
        for (const Line &line : kLines)
            codes.insert(QString::fromLatin1(line.code), line.because);
        return codes;
    }();
    const auto found = known.constFind(name);
    return found == known.cend() ? std::nullopt : std::optional(*found);
}

Reason reason(Because because, const QString &first, const QString &second)
{
    Reason result = table().at(static_cast<qsizetype>(because));
    if (!second.isNull())
        result.text = result.text.arg(first, second);
    else if (!first.isNull())
        result.text = result.text.arg(first);
    return result;
}

QString ofPlace(const QString &communeName)
{
    if (communeName.startsWith(QStringLiteral("Le ")))
        return QStringLiteral("du ") + communeName.mid(3);
    if (communeName.startsWith(QStringLiteral("Les ")))
        return QStringLiteral("des ") + communeName.mid(4);
    // The h of French places is mostly mute, but not always: "de" is never wrong enough to matter.
    static const QString kVowels = QStringLiteral("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ");
    if (!communeName.isEmpty() && kVowels.contains(communeName.front().toUpper()))
        return QStringLiteral("d’") + communeName;
    return QStringLiteral("de ") + communeName;
}

QString communeText(const QString &communeName)
{
    return QStringLiteral("Commune ") + ofPlace(communeName);
}

QString mayorText(const QString &communeName)
{
    return communeName.isEmpty() ? QString() : QStringLiteral("Maire ") + ofPlace(communeName);
}

QString underAuthority(const QString &opening, const QString &authority)
{
    if (authority.startsWith(QStringLiteral("Maire ")))
        return opening % QStringLiteral(" du m") % QStringView(authority).mid(1);
    return opening % QStringLiteral(" : ") % authority;
}

} // namespace vigie::access
