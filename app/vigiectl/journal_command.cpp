// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <journal/compare_journals.h>
#include <journal/file_journal.h>
#include <journal/retention.h>

#include <core/clock.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace vigie::ctl {
namespace {

using journal::Checkpoints;

int verify(const QString &file, const settings::DataPaths &paths, bool authenticate, const std::optional<QString> &keyFile)
{
    std::unique_ptr<secrets::Sealer> sealer;
    if (authenticate) {
        auto opened = openSealer(paths);
        if (!opened)
            return report(opened.error());
        sealer = std::move(*opened);
    }
    std::optional<Checkpoints> key;
    if (keyFile) {
        auto known = readJournalKey(*keyFile);
        if (!known)
            return report(known.error());
        key = std::move(*known);
    }
    auto checked = journal::verifyJournal(file, sealer.get(), key);
    if (checked && checked->tornTail) {
        // What a power cut leaves; the console cuts it at its next start. Until then it is not
        // whole.
        const QString place =
            QStringLiteral("record %1: unfinished").arg(checked->head.sequence + 1);
        checked = fail(ErrorCode::Corrupt, place);
    }
    QJsonObject answer{{QStringLiteral("file"), file},
                       {QStringLiteral("whole"), checked.has_value()}};
    if (checked) {
        answer.insert(QStringLiteral("records"), checked->head.sequence);
        answer.insert(QStringLiteral("head"), QString::fromLatin1(checked->head.hash));
        answer.insert(QStringLiteral("authenticated"), authenticate);
        answer.insert(QStringLiteral("checkpoints"), checked->checkpoints.count);
        answer.insert(QStringLiteral("signed_through"), checked->checkpoints.newest);
        answer.insert(QStringLiteral("key"), QString::fromLatin1(checked->checkpoints.key.toBase64()));
        if (checked->head.at)
            answer.insert(QStringLiteral("newest"), toIso(*checked->head.at));
    } else {
        answer.insert(QStringLiteral("error"), checked.error().detail);
    }
    printJson(answer);
    return checked ? 0 : report(checked.error());
}

int compare(const QString &a, const QString &b)
{
    const auto compared = journal::compareJournals(a, b);
    if (!compared)
        return report(compared.error());
    QJsonObject answer{{QStringLiteral("same_journal"), compared->sameChain},
                       {QStringLiteral("agree_through"), compared->agreeThrough},
                       {QStringLiteral("records"), QJsonArray{compared->recordsOfA, compared->recordsOfB}}};
    if (compared->diverges)
        answer.insert(QStringLiteral("first_diverging"), compared->agreeThrough + 1);
    printJson(answer);
    return compared->diverges ? 1 : 0;
}

int printKey(const QString &file)
{
    const auto line = readFile(journal::keyPath(file), 512);
    if (!line)
        return report(line.error());
    if (const auto known = journal::fromKeyLine(*line); !known)
        return report(known.error());
    print(QString::fromLatin1(line->trimmed()));
    return 0;
}

/// Appends one record and waits until it is durable.
Result<> record(journal::FileJournal &journal, const journal::Entry &entry)
{
    QObject context;
    std::optional<Result<>> outcome;
    journal.append({entry}, &context, [&](const Result<> &done) { outcome = done; });
    while (!outcome)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return *outcome;
}

Result<journal::Retention> readPolicy(const std::optional<QString> &file)
{
    if (!file)
        return journal::Retention{};
    const auto bytes = readFile(*file, 64 * 1024);
    if (!bytes)
        return fail(bytes);
    return journal::retentionFromJson(*bytes);
}

int purge(const settings::DataPaths &paths, const std::optional<QString> &policyFile, bool dryRun)
{
    const auto policy = readPolicy(policyFile);
    if (!policy)
        return report(policy.error());
    const SystemClock clock;
    const auto plan = journal::planPurge(paths.journal(), *policy, clock.now());
    if (!plan)
        return report(plan.error());
    const QJsonObject answer{{QStringLiteral("records"), plan->records}, {QStringLiteral("files_removed"), plan->filesRemoved()},
                             {QStringLiteral("held"), plan->held}, {QStringLiteral("dry_run"), dryRun}};
    if (dryRun || plan->isEmpty()) {
        printJson(answer);
        return 0;
    }
    auto sealer = openSealer(paths);
    if (!sealer)
        return report(sealer.error());
    journal::FileJournal journal(paths.journal(), clock, sealer->get());
    if (const auto opened = journal.open(); !opened)
        return report(opened.error());
    // Whole before, and said before: a purge that stopped half-way is gone on with by the next one.
    if (const auto whole = journal::verifyJournal(paths.journal(), sealer->get()); !whole)
        return report(whole.error());
    journal::Entry entry;
    entry.event = journal::Event::JournalPurged;
    entry.details = plan->statement();
    if (const auto recorded = record(journal, entry); !recorded)
        return report(recorded.error());
    if (const auto done = journal::carryOut(*plan); !done)
        return report(done.error());
    printJson(answer);
    return 0;
}

int hold(const settings::DataPaths &paths, journal::Event event, const QJsonObject &details)
{
    auto sealer = openSealer(paths);
    if (!sealer)
        return report(sealer.error());
    const SystemClock clock;
    journal::FileJournal journal(paths.journal(), clock, sealer->get());
    if (const auto opened = journal.open(); !opened)
        return report(opened.error());
    journal::Entry entry;
    entry.event = event;
    entry.details = details;
    if (const auto recorded = record(journal, entry); !recorded)
        return report(recorded.error());
    printJson(details);
    return 0;
}

} // namespace

int journalCommand(const QStringList &given)
{
    if (const auto status = journalReadingCommand(given))
        return *status;
    QStringList arguments = given;
    const auto paths = takeDataPaths(arguments);
    const bool authenticate = takeFlag(arguments, QStringLiteral("--authenticate"));
    const bool dryRun = takeFlag(arguments, QStringLiteral("--dry-run"));
    const auto key = takeOption(arguments, QStringLiteral("--key"));
    const auto policy = takeOption(arguments, QStringLiteral("--policy"));
    const auto from = takeOption(arguments, QStringLiteral("--from"));
    const auto until = takeOption(arguments, QStringLiteral("--until"));
    const auto reason = takeOption(arguments, QStringLiteral("--reason"));
    const QString command = arguments.value(0);
    const bool bare = !authenticate && !dryRun && !key && !policy && !from && !until && !reason;
    if (command == QLatin1String("verify") && arguments.size() <= 2 && !dryRun && !policy && !from && !until && !reason)
        return verify(arguments.value(1, paths.journal()), paths, authenticate, key);
    if (command == QLatin1String("compare") && arguments.size() == 3 && bare)
        return compare(arguments.at(1), arguments.at(2));
    if (command == QLatin1String("key") && arguments.size() <= 2 && bare)
        return printKey(arguments.value(1, paths.journal()));
    if (command == QLatin1String("purge") && arguments.size() == 1 && !authenticate && !key && !from && !until && !reason)
        return purge(paths, policy, dryRun);
    if (command == QLatin1String("hold") && arguments.size() == 2 && from && until && reason && !reason->isEmpty()) {
        const auto begin = instantFromIso(*from);
        const auto end = instantFromIso(*until);
        if (!begin || !end || *begin >= *end)
            return report({ErrorCode::InvalidArgument, QStringLiteral("--from and --until: instants like 2026-11-25T08:00:00Z, in that order")});
        return hold(paths, journal::Event::LegalHold,
                    {{QStringLiteral("hold"), arguments.at(1)}, {QStringLiteral("from"), toIso(*begin)},
                     {QStringLiteral("until"), toIso(*end)}, {QStringLiteral("reason"), *reason}});
    }
    if (command == QLatin1String("lift-hold") && arguments.size() == 2 && bare)
        return hold(paths, journal::Event::LegalHoldLifted, {{QStringLiteral("hold"), arguments.at(1)}});
    return usage(QStringLiteral(
        "usage: vigiectl journal COMMAND [--data DIR]\n"
        "  verify [FILE] [--authenticate] [--key FILE]\n"
        "                               reads the whole chain; 0 when it is whole, 1 and the first broken\n"
        "                               record otherwise; --authenticate also checks the head with the\n"
        "                               station key (passphrase on standard input), --key whether it is\n"
        "                               signed by the key that was kept elsewhere\n"
        "  key [FILE]                   the public key of its checkpoints: keep it elsewhere\n"
        "  compare A B                  1 and the first record at which two copies part\n"
        "  purge [--policy FILE] [--dry-run]\n"
        "                               takes out what is past its retention; says so in the journal first\n"
        "  hold NAME --from T --until T --reason TEXT\n"
        "                               nothing of that time is taken out; lift-hold NAME ends it\n"
        "  show   --as MATRICULE --purpose PURPOSE --motive TEXT [NARROWING] [--limit N] [--before N]\n"
        "                               one record a line, the newest first; the reading is recorded first\n"
        "  export DIR --as MATRICULE --purpose PURPOSE --motive TEXT [NARROWING]\n"
        "                               lines, table and signed manifest in a new folder\n"
        "  verify-export DIR [--key FILE]\n"
        "                               0 when it is whole; --key: signed by the key that was kept elsewhere\n"
        "Only administrators and inspectors read, each by their own password, on the line of standard\n"
        "input after the passphrase. PURPOSE is verification-liceite, autocontrole, integrite-securite or\n"
        "procedure-penale. NARROWING: --matricule M --camera ID --commune INSEE --event NAME --from T\n"
        "--until T --refusals. A journal is no means of appraisal: nothing is counted or sorted by person."));
}

} // namespace vigie::ctl
