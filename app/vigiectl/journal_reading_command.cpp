// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <core/clock.h>
#include <evidence/journal_desk.h>
#include <journal/file_journal.h>
#include <registry/sqlite_registry.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QUuid>

namespace vigie::ctl {
namespace {

using evidence::JournalDesk;
using evidence::JournalQuestion;

/// What stands on the command line of a reading.
struct Order {
    QString matricule; ///< of whoever reads
    JournalQuestion question;
};

/// One option that narrows, under its name in journal::Filter.
struct Narrowing {
    const char *option;
    const char *key;
};
constexpr Narrowing kNarrowings[] = {{"--matricule", "matricule"}, {"--camera", "camera_id"}, {"--commune", "commune"},
                                     {"--event", "operation"},     {"--from", "from"},        {"--until", "until"}};

Result<qint64> numberIn(QStringList &arguments, const QString &option, qint64 otherwise)
{
    const auto text = takeOption(arguments, option);
    bool isNumber = true;
    const qint64 number = text ? text->toLongLong(&isNumber) : otherwise;
    if (!isNumber || number < 0 || number > std::numeric_limits<int>::max())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("%1: a number").arg(option));
    return number;
}

/// Takes everything it knows out of \p arguments.
Result<Order> takeOrder(QStringList &arguments)
{
    Order order;
    order.matricule = takeOption(arguments, QStringLiteral("--as")).value_or(QString());
    order.question.motive.text = takeOption(arguments, QStringLiteral("--motive")).value_or(QString());
    const QString purpose = takeOption(arguments, QStringLiteral("--purpose")).value_or(QString());
    order.question.motive.purpose = evidence::readingPurposeFromName(purpose);
    QJsonObject filter;
    for (const Narrowing &each : kNarrowings) {
        if (const auto value = takeOption(arguments, QLatin1String(each.option)))
            filter.insert(QLatin1String(each.key), *value);
    }
    if (takeFlag(arguments, QStringLiteral("--refusals")))
        filter.insert(QStringLiteral("refusals_only"), true);
    const auto read = journal::filterFromJson(filter);
    if (!read)
        return fail(read);
    order.question.filter = *read;
    const auto before = numberIn(arguments, QStringLiteral("--before"), 0);
    if (!before)
        return fail(before);
    order.question.before = *before;
    const auto limit = numberIn(arguments, QStringLiteral("--limit"), JournalQuestion::kPage);
    if (!limit)
        return fail(limit);
    order.question.limit = static_cast<int>(*limit);
    if (order.matricule.isEmpty() || !order.question.motive.isComplete())
        return fail(ErrorCode::InvalidArgument,
                    QStringLiteral("a journal is read by somebody and for a reason: --as MATRICULE --purpose PURPOSE --motive TEXT"));
    return order;
}

/// Who reads, by their own password, and the journal open to be written into.
class Reading {
public:
    explicit Reading(settings::DataPaths paths) : m_paths(std::move(paths)) { }

    /// \param matricule  their password comes on the line of standard input after the passphrase
    [[nodiscard]] Result<> open(const QString &matricule)
    {
        auto sealer = openSealer(m_paths);
        if (!sealer)
            return fail(sealer);
        m_sealer = std::move(*sealer);
        auto registry = registry::SqliteRegistry::open(m_paths.registry(), registry::SqliteRegistry::Mode::Existing, nullptr);
        if (!registry)
            return fail(registry);
        auto facts = (*registry)->facts();
        if (!facts)
            return fail(facts);
        m_facts = std::make_shared<const registry::Facts>(std::move(*facts));
        m_journal = std::make_unique<journal::FileJournal>(m_paths.journal(), m_clock, m_sealer.get());
        if (const auto opened = m_journal->open(); !opened)
            return opened;
        const auto person = (*registry)->verifyPassword(matricule, readSecretLine(), m_clock.now());
        if (!person) {
            recordStranger(matricule, person.error());
            return fail(person);
        }
        m_desk = std::make_unique<JournalDesk>(
            JournalDesk::Parts{m_paths.journal(), *m_journal, *m_sealer, m_clock, [this] { return m_facts; }},
            access::SessionContext{{QUuid::createUuid().toString(QUuid::WithoutBraces)}, *person, matricule, {}});
        return {};
    }
    /// Everything that was handed to the journal is durable, a refusal as well.
    [[nodiscard]] int finish(const Result<> &done)
    {
        const auto flushed = m_journal->flush(std::chrono::seconds(10));
        if (!done)
            return report(done.error());
        return flushed ? 0 : report(flushed.error());
    }
    [[nodiscard]] JournalDesk &desk() { return *m_desk; }

private:
    /// Somebody was not recognised. What was typed may be anything: only a matricule that exists is written.
    void recordStranger(const QString &matricule, const Error &why)
    {
        const auto &persons = m_facts->persons;
        const bool known = std::any_of(persons.cbegin(), persons.cend(), [&](const auto &person) { return person.matricule == matricule; });
        journal::Entry entry;
        entry.event = journal::Event::SignInRefused;
        entry.matricule = known ? matricule : QStringLiteral("(inconnu)");
        entry.decision = QStringLiteral("refuse");
        entry.registryVersion = m_facts->version;
        entry.details = {{QStringLiteral("cause"), errorCodeName(why.code)}, {QStringLiteral("for"), QStringLiteral("journal")}};
        m_journal->append({entry}, nullptr, {});
        // It is refused in any case; a journal that cannot be written says so below.
        if (const auto flushed = m_journal->flush(std::chrono::seconds(10)); !flushed)
            std::ignore = report(flushed.error());
    }

    const settings::DataPaths m_paths;
    const SystemClock m_clock;
    std::unique_ptr<secrets::Sealer> m_sealer;
    registry::FactsPtr m_facts;
    std::unique_ptr<journal::FileJournal> m_journal;
    std::unique_ptr<JournalDesk> m_desk;
};

template <typename T> T waitFor(const std::optional<T> &answer)
{
    while (!answer)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return *answer;
}

int show(const settings::DataPaths &paths, const Order &order)
{
    Reading reading(paths);
    if (const auto opened = reading.open(order.matricule); !opened)
        return report(opened.error());
    QObject context;
    std::optional<Result<journal::Page>> answer;
    reading.desk().read(order.question, &context, [&](const Result<journal::Page> &page) { answer = page; });
    const auto page = waitFor(answer);
    if (!page)
        return reading.finish(fail(page));
    for (const QJsonObject &record : page->records)
        printJson(record);
    if (page->older)
        complain(QStringLiteral("older ones: --before %1").arg(page->records.constLast().value(QLatin1String("seq")).toInteger()));
    return reading.finish({});
}

int exportJournal(const settings::DataPaths &paths, const QString &folder, const Order &order)
{
    Reading reading(paths);
    if (const auto opened = reading.open(order.matricule); !opened)
        return report(opened.error());
    QObject context;
    std::optional<Result<>> answer;
    reading.desk().exportTo(folder, order.question, &context, [&](const Result<> &done) { answer = done; });
    const auto done = waitFor(answer);
    if (done)
        printJson({{QStringLiteral("exported"), folder}});
    return reading.finish(done);
}

int verifyExport(const QString &folder, const std::optional<QString> &keyFile)
{
    std::optional<journal::Checkpoints> key;
    if (keyFile) {
        auto known = readJournalKey(*keyFile);
        if (!known)
            return report(known.error());
        key = std::move(*known);
    }
    const auto checked = evidence::verifyExport(folder, key);
    QJsonObject answer{{QStringLiteral("export"), folder}, {QStringLiteral("whole"), checked.has_value()}};
    if (checked) {
        answer.insert(QStringLiteral("key_known"), key.has_value());
        answer.insert(QStringLiteral("key"), QString::fromLatin1(checked->signer.key.toBase64()));
        answer.insert(QStringLiteral("chain"), QString::fromLatin1(checked->signer.chain));
        answer.insert(QStringLiteral("manifest"), QJsonDocument::fromJson(checked->manifest.toUtf8()).object());
    } else {
        answer.insert(QStringLiteral("error"), checked.error().detail);
    }
    printJson(answer);
    if (!checked)
        return report(checked.error());
    if (!key)
        complain(QStringLiteral("signed by the key it names itself: hold it against the one that was kept (--key)"));
    return 0;
}

} // namespace

std::optional<int> journalReadingCommand(const QStringList &given)
{
    QStringList arguments = given;
    const auto paths = takeDataPaths(arguments);
    const QString command = arguments.value(0);
    if (command == QLatin1String("verify-export")) {
        const auto key = takeOption(arguments, QStringLiteral("--key"));
        return arguments.size() == 2 ? std::optional(verifyExport(arguments.at(1), key)) : std::nullopt;
    }
    const bool shows = command == QLatin1String("show");
    if (!shows && command != QLatin1String("export"))
        return std::nullopt;
    const auto order = takeOrder(arguments);
    if (!order)
        return report(order.error());
    if (arguments.size() != (shows ? 1 : 2))
        return std::nullopt;
    return shows ? show(paths, *order) : exportJournal(paths, arguments.at(1), *order);
}

} // namespace vigie::ctl
