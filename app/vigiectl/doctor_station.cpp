// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor.h"

#include <core/clock.h>
#include <core/paris_time.h>
#include <journal/file_journal.h>
#include <registry/sqlite_registry.h>
#include <secrets/keychain.h>
#include <secrets/station_key.h>

#include <QtCore/QFileInfo>
#include <QtCore/QStorageInfo>

#include <sys/timex.h>

#include <cerrno>
#include <cstring>

namespace vigie::ctl::doctor {
namespace {

constexpr qint64 kLittleSpace = 1024ll * 1024 * 1024; ///< bytes; months of journal
constexpr qint64 kNoSpace = 4ll * 1024 * 1024; ///< bytes; hours

Finding &set(Finding &finding, State state, const QString &text, const QString &advice)
{
    finding.state = state;
    finding.text = text;
    finding.advice = advice;
    return finding;
}

Finding &note(Finding &finding, const Error &error)
{
    finding.facts.insert(QStringLiteral("error"), toLogText(error));
    return finding;
}

/// The folder, or what is there of the way to it.
QFileInfo nearest(const QString &folder)
{
    QFileInfo info(folder);
    while (!info.exists() && !info.isRoot())
        info = QFileInfo(info.absolutePath());
    return info;
}

Finding lookAtFolder(const settings::DataPaths &paths)
{
    Finding finding{"folder", QStringLiteral("Dossier")};
    const QFileInfo there(paths.folder);
    const QFileInfo place = nearest(paths.folder);
    const QStorageInfo storage(place.absoluteFilePath());
    const qint64 free = storage.bytesAvailable();
    finding.facts = {{QStringLiteral("path"), paths.folder},
                     {QStringLiteral("exists"), there.exists()},
                     {QStringLiteral("freeBytes"), free}};
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    if (!place.isDir() || !place.isWritable())
        return set(finding, State::Blocking,
                   QStringLiteral("%1 n’est pas accessible en écriture").arg(paths.folder),
                   QStringLiteral("Rendez ce dossier à ce compte (chown, chmod 700)."));
    if (free >= 0 && free < kNoSpace)
        return set(finding, State::Blocking,
                   QStringLiteral("disque plein (%1)").arg(storage.rootPath()),
                   QStringLiteral("Libérez de la place : sans journal, aucune image."));
    if (free >= 0 && free < kLittleSpace)
        return set(finding, State::Notice,
                   QStringLiteral("il reste %1 Mio sur le disque (%2)")
                       .arg(free / 1024 / 1024)
                       .arg(storage.rootPath()),
                   QStringLiteral("Libérez de la place : sans journal, aucune image."));
    if (there.exists() && (there.permissions() & others))
        return set(finding, State::Notice,
                   QStringLiteral("%1 est ouvert à d’autres comptes").arg(paths.folder),
                   QStringLiteral("Fermez-le : chmod 700 %1").arg(paths.folder));
    finding.text = there.exists()
        ? paths.folder
        : QStringLiteral("%1 sera créé à la première importation").arg(paths.folder);
    return finding;
}

QString nameOf(secrets::keychain::Status status)
{
    switch (status) {
    case secrets::keychain::Status::Available:
        return QStringLiteral("available");
    case secrets::keychain::Status::Locked:
        return QStringLiteral("locked");
    case secrets::keychain::Status::Unavailable:
        return QStringLiteral("unavailable");
    }
    return {};
}

/// \param sealer  set where the key can be had without asking anybody
Finding lookAtKey(const settings::DataPaths &paths, std::unique_ptr<secrets::Sealer> &sealer)
{
    Finding finding{"keychain", QStringLiteral("Clé du poste")};
    finding.facts = {{QStringLiteral("keychain"), nameOf(secrets::keychain::status())}};
    const bool sealed = QFile::exists(paths.registry());
    const QString lost = QStringLiteral(
        "Restaurez la clé de ce poste avec le registre, ou importez à nouveau le registre après "
        "avoir mis l’ancien de côté : les mots de passe des caméras seront à redonner.");
    switch (secrets::keyPlace(paths.keyFile())) {
    case secrets::KeyPlace::KeyFile:
        return set(finding, State::Good,
                   QStringLiteral("dans un fichier de clé ; sa phrase secrète est demandée à "
                                  "l’ouverture"),
                   {});
    case secrets::KeyPlace::LockedKeychain:
        return set(finding, State::Notice, QStringLiteral("le trousseau est verrouillé"),
                   QStringLiteral("Déverrouillez le trousseau de la session, puis ouvrez la "
                                  "console."));
    case secrets::KeyPlace::Nowhere:
        if (sealed)
            return set(finding, State::Blocking,
                       QStringLiteral("ni fichier de clé ni trousseau, alors qu’un registre est "
                                      "là"),
                       lost);
        return set(finding, State::Notice, QStringLiteral("aucun trousseau dans cette session"),
                   QStringLiteral("Installez et ouvrez un trousseau (gnome-keyring), ou choisissez "
                                  "une phrase secrète à la première importation."));
    case secrets::KeyPlace::Keychain:
        break;
    }
    auto key = secrets::obtainStationKey(
        paths.keyFile(), [] { return Secret(); }, false);
    if (key) {
        sealer = std::make_unique<secrets::Sealer>(std::move(*key));
        return set(finding, State::Good, QStringLiteral("dans le trousseau de la session"), {});
    }
    note(finding, key.error());
    if (key.error().code != ErrorCode::NotFound)
        return set(finding, State::Blocking, QStringLiteral("le trousseau ne rend pas la clé"),
                   QStringLiteral("Rouvrez la session ; si cela dure, réparez le trousseau."));
    if (sealed)
        return set(finding, State::Blocking,
                   QStringLiteral("le trousseau n’a pas la clé qui a scellé le registre"), lost);
    return set(finding, State::Good,
               QStringLiteral("trousseau ouvert ; la clé y sera mise à la première importation"),
               {});
}

Finding &refused(Finding &finding, const Error &error)
{
    note(finding, error);
    switch (error.code) {
    case ErrorCode::NotFound:
        return set(finding, State::Blocking, QStringLiteral("aucun registre sur ce poste"),
                   QStringLiteral("Importez-en un : vigiectl registry import FICHIER"));
    case ErrorCode::NewerSchema:
        return set(finding, State::Blocking,
                   QStringLiteral("écrit par une version plus récente de Vigie"),
                   QStringLiteral("Mettez Vigie à jour sur ce poste."));
    case ErrorCode::NotSupported:
        return set(finding, State::Notice, QStringLiteral("écrit par une version plus ancienne"),
                   QStringLiteral("Sauvegardez-le : la console le met à niveau en s’ouvrant."));
    case ErrorCode::Corrupt:
        return set(finding, State::Blocking, QStringLiteral("endommagé (%1)").arg(error.detail),
                   QStringLiteral("Mettez le fichier de côté sans le supprimer, restaurez la "
                                  "dernière sauvegarde ou importez à nouveau."));
    default:
        return set(finding, State::Blocking, QStringLiteral("illisible (%1)").arg(error.detail),
                   QStringLiteral("Vérifiez les droits du fichier et l’état du disque."));
    }
}

Finding lookAtRegistry(const settings::DataPaths &paths)
{
    using registry::SqliteRegistry;
    Finding finding{"registry", QStringLiteral("Registre")};
    const auto opened =
        SqliteRegistry::open(paths.registry(), SqliteRegistry::Mode::Reading, nullptr);
    if (!opened)
        return refused(finding, opened.error());
    SqliteRegistry &registry = **opened;
    if (const auto whole = registry.database().integrityCheck(); !whole)
        return refused(finding, whole.error());
    const auto schema = registry.database().queryNumber("PRAGMA user_version");
    const auto facts = registry.facts();
    if (!schema || !facts)
        return refused(finding, facts ? schema.error() : facts.error());
    finding.facts = {{QStringLiteral("schema"), *schema},
                     {QStringLiteral("version"), facts->version},
                     {QStringLiteral("communes"), facts->communes.size()},
                     {QStringLiteral("cameras"), facts->cameras.size()},
                     {QStringLiteral("persons"), facts->persons.size()}};
    if (facts->cameras.isEmpty() || facts->persons.isEmpty())
        return set(finding, State::Blocking, QStringLiteral("sans caméra ou sans personne"),
                   QStringLiteral("Importez le registre : vigiectl registry import FICHIER"));
    finding.text = QStringLiteral("%1 caméras, %2 personnes, %3 communes (schéma %4)")
                       .arg(facts->cameras.size())
                       .arg(facts->persons.size())
                       .arg(facts->communes.size())
                       .arg(*schema);
    return finding;
}

/// \param newest  instant of the newest record, where there is one
Finding lookAtJournal(const settings::DataPaths &paths, const secrets::Sealer *sealer,
                      std::optional<Instant> &newest)
{
    Finding finding{"journal", QStringLiteral("Journal")};
    const QString keep = QStringLiteral(
        "Mettez les deux fichiers (journal et .head) de côté sans les modifier et prévenez le "
        "responsable de traitement : ils sont une preuve.");
    const QFileInfo file(paths.journal());
    if (!file.exists()) {
        if (QFile::exists(paths.journal() + QStringLiteral(".head")))
            return set(finding, State::Blocking, QStringLiteral("le fichier a disparu"), keep);
        return set(finding, State::Good, QStringLiteral("sera créé à la première ouverture"), {});
    }
    const auto report = journal::verifyJournal(paths.journal(), sealer);
    if (!report) {
        note(finding, report.error());
        if (report.error().code == ErrorCode::Corrupt)
            return set(finding, State::Blocking,
                       QStringLiteral("chaîne rompue (%1)").arg(report.error().detail), keep);
        return set(finding, State::Blocking,
                   QStringLiteral("illisible (%1)").arg(report.error().detail),
                   QStringLiteral("Vérifiez les droits du fichier et l’état du disque."));
    }
    newest = report->head.at;
    finding.facts = {{QStringLiteral("records"), report->head.sequence},
                     {QStringLiteral("authenticated"), sealer != nullptr}};
    if (newest)
        finding.facts.insert(QStringLiteral("newest"), toIso(*newest));
    if (!file.isWritable())
        return set(finding, State::Blocking,
                   QStringLiteral("le fichier n’est pas accessible en écriture"),
                   QStringLiteral("Rendez ce fichier à ce compte : sans journal, aucune image."));
    if (report->tornTail)
        return set(finding, State::Notice,
                   QStringLiteral("%1 enregistrements, le dernier inachevé (coupure de courant)")
                       .arg(report->head.sequence),
                   QStringLiteral("Rien à faire : la console le retire en s’ouvrant."));
    finding.text = QStringLiteral("chaîne entière, %1 enregistrements").arg(report->head.sequence);
    return finding;
}

Finding lookAtClock(const std::optional<Instant> &newestRecord)
{
    Finding finding{"clock", QStringLiteral("Horloge")};
    const Instant now = SystemClock().now();
    timex state{};
    const int answer = ::adjtimex(&state);
    const bool known = answer >= 0;
    const bool synchronised = known && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
    finding.facts = {
        {QStringLiteral("now"), toIso(now)},
        {QStringLiteral("synchronised"), known ? QJsonValue(synchronised) : QJsonValue()}};
    const QString advice = QStringLiteral("Activez la synchronisation : timedatectl set-ntp true");
    const QString shown = paris::isAvailable() ? paris::dateTimeText(now) : toIso(now);
    if (newestRecord && now < *newestRecord)
        return set(
            finding, State::Blocking,
            QStringLiteral("%1 : en retard sur le journal (%2)").arg(shown, toIso(*newestRecord)),
            QStringLiteral("Remettez le poste à l’heure. ") + advice);
    if (!known)
        return set(finding, State::Notice,
                   QStringLiteral("%1 ; synchronisation inconnue (%2)")
                       .arg(shown, QString::fromLocal8Bit(std::strerror(errno))),
                   advice);
    if (!synchronised)
        return set(finding, State::Notice, QStringLiteral("%1, non synchronisée").arg(shown),
                   advice);
    finding.text = QStringLiteral("%1, synchronisée").arg(shown);
    return finding;
}

Finding lookAtTimeZone()
{
    Finding finding{"timeZone", QStringLiteral("Fuseau horaire")};
    const bool there = paris::isAvailable();
    finding.facts = {{QStringLiteral("available"), there}};
    return there ? set(finding, State::Good, QStringLiteral("Europe/Paris"), {})
                 : set(finding, State::Blocking,
                       QStringLiteral("les données d’Europe/Paris manquent : aucun droit ne peut "
                                      "être daté"),
                       QStringLiteral("Installez le paquet tzdata."));
}

} // namespace

QList<Finding> lookAtStation(const settings::DataPaths &paths)
{
    std::unique_ptr<secrets::Sealer> sealer;
    std::optional<Instant> newestRecord;
    QList<Finding> findings{lookAtFolder(paths), lookAtKey(paths, sealer), lookAtRegistry(paths)};
    findings.append(lookAtJournal(paths, sealer.get(), newestRecord));
    findings.append(lookAtClock(newestRecord));
    findings.append(lookAtTimeZone());
    return findings;
}

} // namespace vigie::ctl::doctor
