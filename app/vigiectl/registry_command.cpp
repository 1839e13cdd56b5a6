// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <core/clock.h>
#include <core/paris_time.h>
#include <journal/file_journal.h>
#include <registry/demo.h>
#include <registry/json.h>
#include <registry/sqlite_registry.h>
#include <secrets/key_file.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

#include <pwd.h>
#include <unistd.h>

namespace vigie::ctl {
namespace {

using registry::SqliteRegistry;

Result<QByteArray> readFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("%1: %2").arg(path, file.errorString()));
    if (file.size() > limit)
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("%1 is larger than %2 bytes").arg(path).arg(limit));
    return file.readAll();
}

/// Reads and checks a registry file; lists every problem on standard output.
Result<registry::Content> readContent(const QString &path)
{
    const auto bytes = readFile(path, registry::kMaximumJsonBytes);
    if (!bytes)
        return fail(bytes);
    QStringList problems;
    auto content = registry::contentFromJson(*bytes, problems);
    for (const QString &problem : problems)
        print(problem);
    return content;
}

/// Who the operating system says is at the keyboard, for the journal.
QString author()
{
    const passwd *user = ::getpwuid(::getuid());
    return QStringLiteral("vigiectl/%1")
        .arg(user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::getuid()));
}

/// Records a change of the registry durably; without the record there is no change.
Result<> record(const settings::DataPaths &paths, const secrets::Sealer &sealer,
                const QJsonObject &details)
{
    const SystemClock clock;
    journal::FileJournal journal(paths.journal(), clock, &sealer);
    if (const auto opened = journal.open(); !opened)
        return opened;
    QObject context;
    std::optional<Result<>> outcome;
    journal::Entry entry;
    entry.event = journal::Event::RegistryChange;
    entry.matricule = author();
    entry.details = details;
    journal.append({entry}, &context, [&](const Result<> &done) { outcome = done; });
    while (!outcome)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return *outcome;
}

int importRegistry(const QString &file, const settings::DataPaths &paths, bool dryRun)
{
    auto content = readContent(file);
    if (!content)
        return report(content.error());
    const auto summary = QStringLiteral("%1 communes, %2 cameras, %3 persons")
                             .arg(content->facts.communes.size())
                             .arg(content->facts.cameras.size())
                             .arg(content->facts.persons.size());
    if (dryRun) {
        print(QStringLiteral("sound: %1").arg(summary));
        return 0;
    }
    const auto sealer = openSealer(paths);
    if (!sealer)
        return report(sealer.error());
    auto registry =
        SqliteRegistry::open(paths.registry(), SqliteRegistry::Mode::Create, sealer->get());
    if (!registry)
        return report(registry.error());
    if (const auto noted = record(paths, **sealer,
                                  {{QStringLiteral("change"), QStringLiteral("import")},
                                   {QStringLiteral("holds"), summary}});
        !noted)
        return report(noted.error());
    if (const auto replaced = (*registry)->replaceAll(*content); !replaced)
        return report(replaced.error());
    print(QStringLiteral("imported: %1").arg(summary));
    return 0;
}

int exportRegistry(const QString &file, const settings::DataPaths &paths)
{
    auto registry = SqliteRegistry::open(paths.registry(), SqliteRegistry::Mode::Existing, nullptr);
    if (!registry)
        return report(registry.error());
    const auto content = (*registry)->content();
    if (!content)
        return report(content.error());
    const QByteArray json = QJsonDocument(registry::toJson(*content)).toJson();
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(json) != json.size() || !out.commit())
        return report({ErrorCode::Io, QStringLiteral("%1: %2").arg(file, out.errorString())});
    print(QStringLiteral("exported: %1, without passwords").arg(file));
    return 0;
}

int makeDemo(const QString &planFile, const settings::DataPaths &paths)
{
    const auto plan = readFile(planFile, 4 * 1024 * 1024);
    if (!plan)
        return report(plan.error());
    const auto content = registry::demo::build(paris::dateAt(SystemClock().now()), *plan);
    if (!content)
        return report(content.error());
    if (const auto folder = settings::ensureFolder(paths); !folder)
        return report(folder.error());
    auto key = secrets::generateStationKey();
    if (!key)
        return report(key.error());
    if (const auto kept = secrets::createKeyFile(paths.keyFile(), *key, readSecretLine()); !kept)
        return report(kept.error());
    const secrets::Sealer sealer(std::move(*key));
    auto registry = SqliteRegistry::open(paths.registry(), SqliteRegistry::Mode::Create, &sealer);
    if (!registry)
        return report(registry.error());
    if (const auto stored = (*registry)->replaceAll(*content); !stored)
        return report(stored.error());
    for (const auto &person : registry::demo::people()) {
        print(QStringLiteral("  %1  %2  %3  %4")
                  .arg(person.matricule, -6)
                  .arg(registry::demo::password(), -12)
                  .arg(person.name, -16)
                  .arg(person.quality));
    }
    return 0;
}

struct Change {
    const char *name;
    Result<> (*apply)(SqliteRegistry &registry, const QString &id, Instant now);
};

constexpr Change kChanges[] = {
    {"suspend-agrement",
     [](SqliteRegistry &r, const QString &id, Instant now) {
         return r.suspendAgrement({id}, now);
     }},
    {"lift-agrement",
     [](SqliteRegistry &r, const QString &id, Instant) {
         return r.suspendAgrement({id}, std::nullopt);
     }},
    {"suspend-habilitation",
     [](SqliteRegistry &r, const QString &id, Instant now) {
         return r.suspendHabilitation({id}, now);
     }},
    {"lift-habilitation",
     [](SqliteRegistry &r, const QString &id, Instant) {
         return r.suspendHabilitation({id}, std::nullopt);
     }},
    {"denounce-convention",
     [](SqliteRegistry &r, const QString &id, Instant now) {
         return r.denounceConvention({id}, now);
     }},
    {"end-duty",
     [](SqliteRegistry &r, const QString &id, Instant now) { return r.endDuty({id}, now); }},
};

int applyChange(const Change &change, const QString &id, const settings::DataPaths &paths)
{
    const auto sealer = openSealer(paths);
    if (!sealer)
        return report(sealer.error());
    auto registry =
        SqliteRegistry::open(paths.registry(), SqliteRegistry::Mode::Existing, sealer->get());
    if (!registry)
        return report(registry.error());
    const QString name = QString::fromLatin1(change.name);
    if (const auto noted =
            record(paths, **sealer, {{QStringLiteral("change"), name}, {QStringLiteral("of"), id}});
        !noted)
        return report(noted.error());
    const Instant now = SystemClock().now();
    if (const auto done = change.apply(**registry, id, now); !done)
        return report(done.error());
    printJson({{QStringLiteral("change"), name},
               {QStringLiteral("of"), id},
               {QStringLiteral("at"), toIso(now)}});
    return 0;
}

} // namespace

int registryCommand(const QStringList &given)
{
    QStringList arguments = given;
    const auto paths = takeDataPaths(arguments);
    const bool dryRun = takeFlag(arguments, QStringLiteral("--dry-run"));
    const auto plan = takeOption(arguments, QStringLiteral("--plan"));
    const QString command = arguments.value(0);
    const QString operand = arguments.value(1);
    if (command == QLatin1String("demo") && plan && arguments.size() == 1)
        return makeDemo(*plan, paths);
    if (arguments.size() == 2) {
        if (command == QLatin1String("import"))
            return importRegistry(operand, paths, dryRun);
        if (command == QLatin1String("check"))
            return importRegistry(operand, paths, true);
        if (command == QLatin1String("export"))
            return exportRegistry(operand, paths);
        for (const Change &change : kChanges) {
            if (command == QLatin1String(change.name))
                return applyChange(change, operand, paths);
        }
    }
    return usage(QStringLiteral(
        "usage: vigiectl registry COMMAND [--data DIR]\n"
        "  check FILE                   read a vigie-registry/1 file and list every problem\n"
        "  import FILE [--dry-run]      replace the registry by it; nothing is touched unless it "
        "is sound\n"
        "  export FILE                  write the registry, without passwords\n"
        "  suspend-agrement PERSON      urgent suspension, now; lift-agrement PERSON ends it\n"
        "  suspend-habilitation ID      likewise; lift-habilitation ID\n"
        "  denounce-convention ID       a party withdraws, now\n"
        "  end-duty PERSON              the duty under way ends now\n"
        "  demo --plan FILE             the demo registry, as of today\n"
        "Commands that change or import read the passphrase of the station's key file from "
        "standard input."));
}

} // namespace vigie::ctl
