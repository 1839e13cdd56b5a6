// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <core/clock.h>
#include <core/paris_time.h>
#include <journal/file_journal.h>
#include <registry/csv.h>
#include <registry/demo.h>
#include <registry/json.h>
#include <registry/postgres_registry.h>
#include <registry/sqlite_registry.h>
#include <secrets/key_file.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

#include <pwd.h>
#include <unistd.h>

namespace vigie::ctl {
namespace {

using registry::Registry;
using registry::SqliteRegistry;

/// Which registry: the station's own, or a department's, whose key and journal are the station's all the same.
struct Place {
    settings::DataPaths paths;
    std::optional<QString> server; ///< how it is reached, as libpq takes it, without a password
};

Result<std::unique_ptr<Registry>> openRegistry(const Place &place, SqliteRegistry::Mode mode, const secrets::Sealer *sealer)
{
    if (place.server) {
        storage::PostgresOptions options;
        options.where = *place.server;
        options.answerLimit = std::chrono::minutes(5); // an import replaces everything at once
        auto opened = registry::PostgresRegistry::open(options, sealer);
        return opened ? Result<std::unique_ptr<Registry>>(std::move(*opened)) : fail(opened);
    }
    auto opened = SqliteRegistry::open(place.paths.registry(), mode, sealer);
    return opened ? Result<std::unique_ptr<Registry>>(std::move(*opened)) : fail(opened);
}

/// A file from outside, and what it is: vigie-registry/1, or a CSV table, which is always a part.
struct Source {
    QByteArray bytes;
    std::optional<registry::CsvKind> csv;
    bool merge = false; ///< into what there is, instead of in its place
};

/// What the command line says of a file.
struct Manner {
    bool merge = false;
    bool dryRun = false;
    std::optional<QString> kind; ///< "cameras", "people": a CSV file whatever its name
};

std::optional<registry::CsvKind> kindNamed(const QString &name)
{
    if (name == QLatin1String("cameras"))
        return registry::CsvKind::Cameras;
    if (name == QLatin1String("people"))
        return registry::CsvKind::People;
    return std::nullopt;
}

bool isCsv(const QString &file, const Manner &manner)
{
    return manner.kind || file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
}

/// The kind that was named, or what \p bytes say themselves.
Result<registry::CsvKind> kindOf(const QByteArray &bytes, const Manner &manner)
{
    if (manner.kind) {
        if (const auto kind = kindNamed(*manner.kind))
            return *kind;
        return fail(ErrorCode::InvalidArgument, QStringLiteral("--kind is cameras or people"));
    }
    if (const auto kind = registry::csvKindOf(bytes))
        return *kind;
    return fail(ErrorCode::InvalidArgument,
                QStringLiteral("the first line names neither the columns of cameras (id, name, site, kind) nor those of "
                               "people (id, matricule, name, category): say --kind cameras or --kind people"));
}

Result<Source> readSource(const QString &file, const Manner &manner)
{
    const bool csv = isCsv(file, manner);
    auto bytes = readFile(file, csv ? registry::kMaximumCsvBytes : registry::kMaximumJsonBytes);
    if (!bytes)
        return fail(bytes);
    Source source{std::move(*bytes), std::nullopt, manner.merge || csv};
    if (csv) {
        const auto kind = kindOf(source.bytes, manner);
        if (!kind)
            return fail(kind);
        source.csv = *kind;
    }
    return source;
}

/// Reads and checks a file, alone or merged into \p base; lists every problem on standard output.
Result<registry::Content> readContent(const Source &source, registry::Content *base)
{
    QStringList problems;
    Result<registry::Content> content = source.csv
        ? registry::mergedFromCsv(source.bytes, *source.csv, std::move(*base), problems)
        : base ? registry::mergedFromJson(source.bytes, std::move(*base), problems)
               : registry::contentFromJson(source.bytes, problems);
    if (!source.csv && !problems.isEmpty())
        problems = registry::withPlaces(source.bytes, problems);
    for (const QString &problem : std::as_const(problems))
        print(problem);
    return content;
}

QString summaryOf(const registry::Content &content)
{
    return QStringLiteral("%1 communes, %2 cameras, %3 persons")
        .arg(content.facts.communes.size())
        .arg(content.facts.cameras.size())
        .arg(content.facts.persons.size());
}

/// Who the operating system says is at the keyboard, for the journal.
QString author()
{
    const passwd *user = ::getpwuid(::getuid());
    return QStringLiteral("vigiectl/%1")
        .arg(user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::getuid()));
}

/// The journal for one change: it stands in the way of the commit, so that without a durable record
/// there is no change.
class ChangeJournal {
public:
    ChangeJournal(const settings::DataPaths &paths, const secrets::Sealer &sealer)
        : m_journal(paths.journal(), m_clock, &sealer)
    {
    }
    [[nodiscard]] Result<> open() { return m_journal.open(); }
    /// Writes \p details with the registry's number to be, when the change calls it.
    [[nodiscard]] Registry::Record recorder(QJsonObject details)
    {
        return [this, details = std::move(details)](qint64 version) -> Result<> {
            QObject context;
            std::optional<Result<>> outcome;
            journal::Entry entry;
            entry.event = journal::Event::RegistryChange;
            entry.matricule = author();
            entry.registryVersion = version;
            entry.details = details;
            m_journal.append({entry}, &context, [&](const Result<> &done) { outcome = done; });
            while (!outcome)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return *outcome;
        };
    }

private:
    SystemClock m_clock;
    journal::FileJournal m_journal;
};

/// What a change needs: the key, the registry, the journal.
struct Desk {
    std::unique_ptr<secrets::Sealer> sealer;
    std::unique_ptr<Registry> registry;
    std::unique_ptr<ChangeJournal> journal;
};

Result<Desk> openDesk(const Place &place, SqliteRegistry::Mode mode)
{
    Desk desk;
    const bool first =
        mode == SqliteRegistry::Mode::Create && (place.server || !QFile::exists(place.paths.registry()));
    auto sealer = openSealer(place.paths, first);
    if (!sealer)
        return fail(sealer);
    desk.sealer = std::move(*sealer);
    auto registry = openRegistry(place, mode, desk.sealer.get());
    if (!registry)
        return fail(registry);
    desk.registry = std::move(*registry);
    desk.journal = std::make_unique<ChangeJournal>(place.paths, *desk.sealer);
    if (const auto opened = desk.journal->open(); !opened)
        return fail(opened);
    return desk;
}

int checkRegistry(const QString &file, const Place &place, const Manner &manner)
{
    const auto source = readSource(file, manner);
    if (!source)
        return report(source.error());
    std::optional<registry::Content> base;
    if (source->merge) {
        auto registry = openRegistry(place, SqliteRegistry::Mode::Reading, nullptr);
        if (!registry)
            return report(registry.error());
        auto content = (*registry)->content();
        if (!content)
            return report(content.error());
        base = std::move(*content);
    }
    const auto content = readContent(*source, base ? &*base : nullptr);
    if (!content)
        return report(content.error());
    print(QStringLiteral("sound: %1").arg(summaryOf(*content)));
    return 0;
}

int importRegistry(const QString &file, const Place &place, const Manner &manner)
{
    const auto source = readSource(file, manner);
    if (!source)
        return report(source.error());
    const bool merge = source->merge;
    // A whole file is read before anybody is asked for a passphrase; a part only makes sense with
    // what it is merged into, under the registry's lock.
    Result<registry::Content> whole;
    if (!merge) {
        whole = readContent(*source, nullptr);
        if (!whole)
            return report(whole.error());
    }
    if (const auto folder = settings::ensureFolder(place.paths); !folder)
        return report(folder.error());
    const auto desk =
        openDesk(place, merge ? SqliteRegistry::Mode::Existing : SqliteRegistry::Mode::Create);
    if (!desk)
        return report(desk.error());
    const auto note = desk->journal->recorder(
        {{QStringLiteral("change"), merge ? QStringLiteral("merge") : QStringLiteral("import")},
         {QStringLiteral("sha256"),
          QString::fromLatin1(
              QCryptographicHash::hash(source->bytes, QCryptographicHash::Sha256).toHex())}});
    const auto changed = !merge
        ? desk->registry->replaceAll(*whole, note)
        : desk->registry->edit(
            [&](registry::Content before) { return readContent(*source, &before); }, note);
    if (!changed)
        return report(changed.error());
    const auto now = desk->registry->content();
    if (!now)
        return report(now.error());
    print(QStringLiteral("imported: %1").arg(summaryOf(*now)));
    return 0;
}

int setPassword(const QString &id, const Place &place)
{
    const auto desk = openDesk(place, SqliteRegistry::Mode::Existing);
    if (!desk)
        return report(desk.error());
    const auto done = desk->registry->setPassword(
        {id}, readSecretLine(),
        desk->journal->recorder({{QStringLiteral("change"), QStringLiteral("set-password")},
                                 {QStringLiteral("of"), id}}));
    return done ? 0 : report(done.error());
}

int exportRegistry(const QString &file, const Place &place, const Manner &manner)
{
    const auto kind = kindNamed(manner.kind.value_or(QString()));
    if (isCsv(file, manner) && !kind)
        return report({ErrorCode::InvalidArgument, QStringLiteral("a CSV file: say --kind cameras or --kind people")});
    auto registry = openRegistry(place, SqliteRegistry::Mode::Existing, nullptr);
    if (!registry)
        return report(registry.error());
    const auto content = (*registry)->content();
    if (!content)
        return report(content.error());
    const QByteArray bytes =
        kind ? registry::toCsv(*content, *kind) : QJsonDocument(registry::toJson(*content)).toJson();
    QSaveFile out(file);
    // Without passwords, and yet nobody's business: it says where every camera is reached.
    if (!out.open(QIODevice::WriteOnly)
        || !out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || out.write(bytes) != bytes.size() || !out.commit())
        return report({ErrorCode::Io, QStringLiteral("%1: %2").arg(file, out.errorString())});
    print(QStringLiteral("exported: %1, without passwords").arg(file));
    return 0;
}

int makeDemo(const QString &planFile, const Place &place)
{
    const settings::DataPaths &paths = place.paths;
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
    auto registry = openRegistry(place, SqliteRegistry::Mode::Create, &sealer);
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

using Record = Registry::Record;

struct Change {
    const char *name;
    Result<> (*apply)(Registry &registry, const QString &id, Instant now, const Record &);
};

constexpr Change kChanges[] = {
    {"suspend-agrement",
     [](Registry &r, const QString &id, Instant now, const Record &record) {
         return r.suspendAgrement({id}, now, record);
     }},
    {"lift-agrement",
     [](Registry &r, const QString &id, Instant, const Record &record) {
         return r.suspendAgrement({id}, std::nullopt, record);
     }},
    {"suspend-habilitation",
     [](Registry &r, const QString &id, Instant now, const Record &record) {
         return r.suspendHabilitation({id}, now, record);
     }},
    {"lift-habilitation",
     [](Registry &r, const QString &id, Instant, const Record &record) {
         return r.suspendHabilitation({id}, std::nullopt, record);
     }},
    {"denounce-convention",
     [](Registry &r, const QString &id, Instant now, const Record &record) {
         return r.denounceConvention({id}, now, record);
     }},
    {"end-duty",
     [](Registry &r, const QString &id, Instant now, const Record &record) {
         return r.endDuty({id}, now, record);
     }},
};

int applyChange(const Change &change, const QString &id, const Place &place)
{
    const auto desk = openDesk(place, SqliteRegistry::Mode::Existing);
    if (!desk)
        return report(desk.error());
    const QString name = QString::fromLatin1(change.name);
    const Instant now = SystemClock().now();
    const QJsonObject said{{QStringLiteral("change"), name},
                           {QStringLiteral("of"), id},
                           {QStringLiteral("at"), toIso(now)}};
    const auto done = change.apply(*desk->registry, id, now, desk->journal->recorder(said));
    if (!done)
        return report(done.error());
    printJson(said);
    return 0;
}

} // namespace

int registryCommand(const QStringList &given)
{
    QStringList arguments = given;
    const Place place{takeDataPaths(arguments), takeOption(arguments, QStringLiteral("--server"))};
    const Manner manner{takeFlag(arguments, QStringLiteral("--merge")),
                        takeFlag(arguments, QStringLiteral("--dry-run")),
                        takeOption(arguments, QStringLiteral("--kind"))};
    const auto plan = takeOption(arguments, QStringLiteral("--plan"));
    const QString command = arguments.value(0);
    const QString operand = arguments.value(1);
    if (command == QLatin1String("demo") && plan && arguments.size() == 1)
        return makeDemo(*plan, place);
    if (arguments.size() == 2) {
        if (command == QLatin1String("check") || (command == QLatin1String("import") && manner.dryRun))
            return checkRegistry(operand, place, manner);
        if (command == QLatin1String("import"))
            return importRegistry(operand, place, manner);
        if (command == QLatin1String("export"))
            return exportRegistry(operand, place, manner);
        if (command == QLatin1String("set-password"))
            return setPassword(operand, place);
        for (const Change &change : kChanges) {
            if (command == QLatin1String(change.name))
                return applyChange(change, operand, place);
        }
    }
    return usage(QStringLiteral(
        "usage: vigiectl registry COMMAND [--data DIR] [--server WHERE]\n"
        "  check FILE [--merge]         read a vigie-registry/1 file and list every problem with\n"
        "                               its line and column\n"
        "  import FILE [--merge] [--dry-run]\n"
        "                               put it in the place of the registry, or merge it in;\n"
        "                               nothing is touched unless it is sound\n"
        "  export FILE                  write the registry, without passwords\n"
        "  check | import | export FILE.csv [--kind cameras|people]\n"
        "                               the table of cameras or people; an import is merged in\n"
        "  set-password PERSON          their password, on the last line of standard input\n"
        "  suspend-agrement PERSON      urgent suspension, now; lift-agrement PERSON ends it\n"
        "  suspend-habilitation ID      likewise; lift-habilitation ID\n"
        "  denounce-convention ID       a party withdraws, now\n"
        "  end-duty PERSON              the duty under way ends now\n"
        "  demo --plan FILE             the demo registry, as of today\n"
        "--server: the department's registry, as an administrator of it; WHERE is what libpq takes,\n"
        "'host=… dbname=vigie user=… sslmode=verify-full', the password comes from ~/.pgpass.\n"
        "Each change is in the journal before it is in the registry. A station whose key is in a\n"
        "key file asks for its passphrase on the first line of standard input; the first import\n"
        "of a station without a keychain makes that file."));
}

} // namespace vigie::ctl
