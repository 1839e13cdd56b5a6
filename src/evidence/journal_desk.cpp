// SPDX-License-Identifier: GPL-3.0-or-later
#include <evidence/journal_desk.h>

#include <access/gate_records.h>
#include <access/journal_right.h>

#include <QtCore/QDir>

namespace vigie::evidence {
namespace {

constexpr int kMostRecords = 1000;

void answer(const QPointer<QObject> &context, const JournalReader::Exported &done, const Result<> &result)
{
    if (context && done)
        done(result);
}

} // namespace

/// An export on its way.
struct JournalDesk::Export {
    QString folder;
    JournalQuestion question;
    QPointer<QObject> context;
    Exported done;
    std::atomic_bool written = false; ///< what lies in the folder is ours
};

JournalDesk::JournalDesk(Parts parts, access::SessionContext session, QObject *parent)
    : JournalReader(parent)
    , m_parts(std::move(parts))
    , m_session(std::move(session))
{
    m_pool.setMaxThreadCount(1);
}

JournalDesk::~JournalDesk()
{
    m_closing = true;
    m_pool.waitForDone();
    for (const auto &order : std::as_const(m_exports)) {
        if (order->written)
            QDir(order->folder).removeRecursively();
    }
}

void JournalDesk::later(std::function<void()> what)
{
    QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
}

Result<> JournalDesk::mayAsk(const JournalQuestion &question) const
{
    const auto facts = m_parts.facts();
    if (!facts)
        return fail(ErrorCode::Unreachable, QStringLiteral("no registry says who may read the journal"));
    if (!access::mayReadJournal(*facts, m_session.person))
        return fail(ErrorCode::Refused, QStringLiteral("not entitled to read the journal"));
    if (!question.motive.isComplete())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("the journal is read for a purpose and a motive"));
    if (question.filter.during.isEmpty() || question.before < 0 || question.limit < 1 || question.limit > kMostRecords)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not what a journal can be asked"));
    return {};
}

journal::Entry JournalDesk::entry(journal::Event event, const JournalQuestion &question) const
{
    journal::Entry entry = access::entryOf(event, m_session);
    if (const auto facts = m_parts.facts()) {
        entry.registryVersion = facts->version;
        entry.context = access::contextOf(*facts, m_session.person, m_session.post, m_parts.clock.now());
    }
    if (question.motive.purpose)
        entry.motive = readingPurposeName(*question.motive.purpose);
    entry.details = {{QStringLiteral("motif_text"), question.motive.text.trimmed().left(ReadingMotive::kLongest)},
                     {QStringLiteral("filter"), toJson(question.filter)}};
    return entry;
}

/// Recorded on a best effort: nothing is shown in any case.
void JournalDesk::refuse(journal::Event event, const JournalQuestion &question, const Error &why)
{
    journal::Entry refused = entry(event, question);
    refused.decision = QStringLiteral("refuse");
    refused.details.insert(QStringLiteral("error"), errorCodeName(why.code));
    m_parts.journal.append({refused}, this, [](const Result<> &) {});
}

void JournalDesk::read(const JournalQuestion &question, QObject *context, Shown done)
{
    if (const auto may = mayAsk(question); !may) {
        if (may.error().code == ErrorCode::Refused)
            refuse(journal::Event::JournalRead, question, may.error());
        later([context = QPointer<QObject>(context), done, error = may.error()] {
            if (context)
                done(tl::unexpected(error));
        });
        return;
    }
    m_pool.start([this, question, context = QPointer<QObject>(context), done] {
        const auto page = journal::readPage(m_parts.file, question.filter, question.before, question.limit, [this] { return !m_closing; });
        later([this, question, page, context, done] { show(question, page, context, done); });
    });
}

/// Read, and not yet seen by anybody.
void JournalDesk::show(const JournalQuestion &question, const Result<journal::Page> &page, const QPointer<QObject> &context,
                       const Shown &done)
{
    if (!context)
        return;
    // The right may have ended meanwhile.
    if (const auto may = mayAsk(question); !may) {
        refuse(journal::Event::JournalRead, question, may.error());
        done(fail(may));
        return;
    }
    journal::Entry reading = entry(journal::Event::JournalRead, question);
    reading.decision = QStringLiteral("allow");
    reading.details.insert(QStringLiteral("chain"), page ? QStringLiteral("whole") : toLogText(page.error()));
    if (page && !page->records.isEmpty()) {
        const auto number = [](const QJsonObject &record) { return record.value(QLatin1String("seq")); };
        reading.details.insert(QStringLiteral("newest"), number(page->records.constFirst()));
        reading.details.insert(QStringLiteral("oldest"), number(page->records.constLast()));
    }
    m_parts.journal.append({reading}, context, [page, done](const Result<> &recorded) { done(recorded ? page : fail(recorded)); });
}

void JournalDesk::exportTo(const QString &folder, const JournalQuestion &question, QObject *context, Exported done)
{
    auto may = mayAsk(question);
    if (may && QFileInfo::exists(folder))
        may = fail(ErrorCode::AlreadyExists, folder);
    if (!may) {
        if (may.error().code == ErrorCode::Refused)
            refuse(journal::Event::JournalExported, question, may.error());
        later([context = QPointer<QObject>(context), done, may] { answer(context, done, may); });
        return;
    }
    const auto order = std::make_shared<Export>();
    order->folder = folder;
    order->question = question;
    order->context = context;
    order->done = std::move(done);
    journal::Entry begun = entry(journal::Event::JournalExported, question);
    begun.decision = QStringLiteral("allow");
    begun.details.insert(QStringLiteral("step"), QStringLiteral("begun"));
    m_parts.journal.append({begun}, this, [this, order](const Result<> &recorded) {
        if (recorded)
            write(order);
        else
            answer(order->context, order->done, recorded);
    });
}

void JournalDesk::write(const std::shared_ptr<Export> &order)
{
    ExportRequest request;
    request.matricule = m_session.matricule;
    if (const auto facts = m_parts.facts())
        request.category = registry::categoryName(facts->persons.value(m_session.person).category);
    request.motive = order->question.motive;
    request.filter = order->question.filter;
    request.at = m_parts.clock.now();
    m_exports.append(order);
    m_pool.start([this, order, request] {
        const auto report = writeExport(order->folder, m_parts.file, m_parts.sealer, request, [this] { return !m_closing; });
        order->written = report.has_value();
        later([this, order, report] { finish(order, report); });
    });
}

/// What lies in the folder is taken away again where its end cannot be recorded, or may no longer be had.
void JournalDesk::finish(const std::shared_ptr<Export> &order, const Result<ExportReport> &report)
{
    const auto may = mayAsk(order->question);
    journal::Entry ended = entry(journal::Event::JournalExported, order->question);
    const bool kept = report && may;
    ended.decision = kept ? QStringLiteral("allow") : QStringLiteral("refuse");
    ended.details.insert(QStringLiteral("step"), QStringLiteral("ended"));
    ended.details.insert(QStringLiteral("chain"), report ? QStringLiteral("whole") : toLogText(report.error()));
    if (report) {
        ended.details.insert(QStringLiteral("manifest_sha256"), QString::fromLatin1(report->manifestHash));
        ended.details.insert(QStringLiteral("through"), report->through.sequence);
    }
    if (report && !may)
        QDir(order->folder).removeRecursively();
    m_parts.journal.append({ended}, this, [this, order, report, may](const Result<> &recorded) {
        m_exports.removeOne(order);
        if (report && may && !recorded)
            QDir(order->folder).removeRecursively();
        const Result<> result = !report ? Result<>(fail(report)) : !may ? may : recorded;
        answer(order->context, order->done, result);
    });
}

} // namespace vigie::evidence
