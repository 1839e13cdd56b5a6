// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <journal/compare_journals.h>
#include <journal/retention.h>
#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using std::chrono::hours;

namespace {

constexpr hours kDay{24};

Entry entryOf(Event event, const QJsonObject &details = {})
{
    Entry entry = entryNumber(0);
    entry.event = event;
    if (!details.isEmpty())
        entry.details = details;
    return entry;
}

} // namespace

/// What is past its retention goes, is said to go, and leaves a chain that is whole; nothing else can go unnoticed.
class TstRetention final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
    }
    void nothing_goes_before_its_time();
    void what_is_kept_longer_stays_among_what_goes();
    void whole_parts_go_from_the_beginning();
    void what_is_held_stays();
    void a_purge_that_stopped_half_way_is_whole_and_goes_on();
    void nothing_is_taken_out_unsaid_data();
    void nothing_is_taken_out_unsaid();
    void a_copy_from_before_still_compares();
    void policies_data();
    void policies();

private:
    [[nodiscard]] std::unique_ptr<FileJournal> opened() const
    {
        auto journal = std::make_unique<FileJournal>(m_bench->path(), m_bench->clock, &m_bench->sealer, nullptr,
                                                     SegmentLimits{1'000'000, kDay * 20});
        if (const auto open = journal->open(); !open)
            QTest::qFail(qPrintable(toLogText(open.error())), __FILE__, __LINE__);
        return journal;
    }
    /// One part a month: two views and a change of the registry in each.
    void fillMonths(int months) const
    {
        const auto journal = opened();
        for (int month = 0; month < months; ++month) {
            QVERIFY(appended(*journal, {entryNumber(month), entryOf(Event::RegistryChange), entryNumber(month)}));
            m_bench->clock.advance(kDay * 31);
        }
    }
    [[nodiscard]] qsizetype parts() const
    {
        const QFileInfo info(m_bench->path());
        return info.dir().entryList({info.fileName() + QStringLiteral(".0*")}, QDir::Files).size();
    }
    [[nodiscard]] QString part(qint64 first) const { return QStringLiteral("%1.%2").arg(m_bench->path()).arg(first, 12, 10, QLatin1Char('0')); }
    [[nodiscard]] PurgePlan plan(const Retention &retention = {}) const
    {
        const auto made = planPurge(m_bench->path(), retention, m_bench->clock.now());
        if (!made)
            QTest::qFail(qPrintable(toLogText(made.error())), __FILE__, __LINE__);
        return made.value_or(PurgePlan());
    }
    void say(const PurgePlan &plan) const { QVERIFY(appended(*opened(), {entryOf(Event::JournalPurged, plan.statement())})); }
    void purge(const Retention &retention = {}) const
    {
        const PurgePlan made = plan(retention);
        say(made);
        QVERIFY(carryOut(made).has_value());
    }
    [[nodiscard]] QString broken() const
    {
        const auto report = verifyJournal(m_bench->path(), &m_bench->sealer);
        return report ? QString() : report.error().detail;
    }
    std::unique_ptr<JournalBench> m_bench;
};

void TstRetention::nothing_goes_before_its_time()
{
    fillMonths(11);
    QVERIFY(plan().isEmpty());
    m_bench->clock.advance(kDay * 24); // 365 days after the first
    QVERIFY(plan().isEmpty());
    m_bench->clock.advance(kDay * 2);
    QCOMPARE(plan().records, qint64(2));
}

void TstRetention::what_is_kept_longer_stays_among_what_goes()
{
    fillMonths(16);
    const auto before = verifyJournal(m_bench->path(), &m_bench->sealer)->head;
    purge();
    QCOMPARE(broken(), QString());
    QVERIFY(!bytesOf(part(1)).contains("A101") || bytesOf(part(1)).count("A101") == 1); // the change of the registry
    QVERIFY(bytesOf(part(1)).contains("registry-change"));
    QCOMPARE(bytesOf(part(1)).count("\"purged\":{"), 2);
    QVERIFY(verifyJournal(m_bench->path(), nullptr)->head.sequence > before.sequence);
    QCOMPARE(QFile::permissions(part(1)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    // A month later only what came of age since goes; what went stays gone, and said.
    m_bench->clock.advance(kDay * 31);
    const PurgePlan next = plan();
    QCOMPARE(next.records, qint64(2));
    purge();
    QCOMPARE(broken(), QString());
    QVERIFY(m_bench->opened() != nullptr);
}

void TstRetention::whole_parts_go_from_the_beginning()
{
    Retention short_;
    short_.other.insert(QStringLiteral("registry-change"), 13);
    fillMonths(18);
    const auto count = parts();
    const PurgePlan made = plan(short_);
    QVERIFY(made.filesRemoved() >= 3);
    purge(short_);
    QCOMPARE(broken(), QString());
    QVERIFY(parts() < count);
    QVERIFY(!QFile::exists(part(1)));
    // The console starts, writes, and all of it is whole.
    QVERIFY(appended(*opened(), {entryNumber(1)}));
    QCOMPARE(broken(), QString());
    QVERIFY(QFile::remove(part(made.parts.at(made.filesRemoved()).first)));
    QVERIFY(!broken().isEmpty());
}

void TstRetention::what_is_held_stays()
{
    const Instant begin = m_bench->clock.now();
    fillMonths(16);
    QVERIFY(appended(*opened(), {entryOf(Event::LegalHold, {{QStringLiteral("hold"), QStringLiteral("PV-12")},
                                                             {QStringLiteral("from"), toIso(begin)},
                                                             {QStringLiteral("until"), toIso(begin + kDay)},
                                                             {QStringLiteral("reason"), QStringLiteral("enquête")}})}));
    const PurgePlan held = plan();
    QCOMPARE(held.held, qint64(2));
    purge();
    QCOMPARE(broken(), QString());
    QCOMPARE(bytesOf(part(1)).count("\"purged\":{"), 0);
    QVERIFY(appended(*opened(), {entryOf(Event::LegalHoldLifted, {{QStringLiteral("hold"), QStringLiteral("PV-12")}})}));
    purge();
    QCOMPARE(bytesOf(part(1)).count("\"purged\":{"), 2);
    QCOMPARE(broken(), QString());
}

void TstRetention::a_purge_that_stopped_half_way_is_whole_and_goes_on()
{
    fillMonths(16);
    PurgePlan made = plan();
    QVERIFY(made.parts.size() >= 3);
    say(made);
    QCOMPARE(broken(), QString()); // said, and nothing done yet
    PurgePlan half = made;
    half.parts.resize(1);
    QVERIFY(carryOut(half).has_value());
    QCOMPARE(broken(), QString());
    QVERIFY(carryOut(made).has_value());
    QCOMPARE(broken(), QString());
    purge();
    QCOMPARE(broken(), QString());
}

void TstRetention::nothing_is_taken_out_unsaid_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("a record of a part that was purged") << QStringLiteral("one more");
    QTest::newRow("a record of a part that was not") << QStringLiteral("another part");
    QTest::newRow("a purge that nobody said") << QStringLiteral("unsaid");
    QTest::newRow("a purge that is said and not signed") << QStringLiteral("unsigned");
}

void TstRetention::nothing_is_taken_out_unsaid()
{
    QFETCH(const QString, what);
    fillMonths(16);
    PurgePlan made = plan();
    if (what == QLatin1String("unsigned")) {
        FileJournal unsigning(m_bench->path(), m_bench->clock, nullptr);
        QVERIFY(unsigning.open().has_value());
        QVERIFY(appended(unsigning, {entryOf(Event::JournalPurged, made.statement())}));
        QVERIFY(carryOut(made).has_value());
        QVERIFY(verifyJournal(m_bench->path(), nullptr).error().detail.contains(QLatin1String("no purge says so")));
        return;
    }
    if (what != QLatin1String("unsaid"))
        say(made);
    QVERIFY(carryOut(made).has_value());
    if (what != QLatin1String("unsaid")) {
        QCOMPARE(broken(), QString());
        PurgePlan more;
        more.parts.append(made.parts.constFirst());
        if (what == QLatin1String("one more")) {
            more.parts.first().taken = {2}; // the change of the registry
        } else {
            more.parts.first().path = part(verifyJournal(m_bench->path(), nullptr)->head.sequence > 60 ? 61 : 57);
            more.parts.first().taken = {57, 58, 61, 62};
        }
        QVERIFY2(QFile::exists(more.parts.first().path), qPrintable(more.parts.first().path));
        QVERIFY(carryOut(more).has_value());
    }
    QVERIFY2(broken().contains(QLatin1String("no purge says so")), qPrintable(broken()));
}

void TstRetention::a_copy_from_before_still_compares()
{
    fillMonths(16);
    const QString copy = m_bench->path() + QStringLiteral("-copie");
    const QFileInfo info(m_bench->path());
    for (const QString &name : info.dir().entryList({info.fileName() + QStringLiteral("*")}, QDir::Files)) {
        if (name != QFileInfo(copy).fileName())
            QVERIFY(QFile::copy(info.dir().filePath(name), copy + name.mid(info.fileName().size())));
    }
    purge();
    auto compared = compareJournals(m_bench->path(), copy);
    QVERIFY2(compared, compared ? "" : qPrintable(toLogText(compared.error())));
    QVERIFY(compared->sameChain && !compared->diverges);
    QVERIFY(compared->recordsOfA > compared->recordsOfB);
    QCOMPARE(compared->agreeThrough, compared->recordsOfB);
    // The copy goes on by itself: two truths of one journal.
    {
        FileJournal other(copy, m_bench->clock, &m_bench->sealer);
        QVERIFY(other.open().has_value());
        QVERIFY(appended(other, {entryNumber(99)}));
    }
    const qint64 fork = compared->recordsOfB + 1;
    compared = compareJournals(m_bench->path(), copy);
    QVERIFY(compared && compared->diverges && compared->sameChain);
    QCOMPARE(compared->agreeThrough + 1, fork);
    // And one that is another from the beginning.
    const JournalBench stranger;
    stranger.fill(3);
    compared = compareJournals(stranger.path(), copy);
    QVERIFY(compared && compared->diverges && !compared->sameChain);
    QCOMPARE(compared->agreeThrough, qint64(0));
}

void TstRetention::policies_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("refusals"); // months; 0: refused
    QTest::newRow("nothing said") << QByteArray("{}") << 12;
    QTest::newRow("three years for refusals") << QByteArray("{\"events\": {\"refusal\": 36}}") << 36;
    QTest::newRow("six months for all") << QByteArray("{\"months\": 6}") << 6;
    QTest::newRow("five months") << QByteArray("{\"months\": 5}") << 0;
    QTest::newRow("a century") << QByteArray("{\"months\": 1200}") << 0;
    QTest::newRow("a text") << QByteArray("{\"months\": \"12\"}") << 0;
    QTest::newRow("half a month") << QByteArray("{\"months\": 6.5}") << 0;
    QTest::newRow("an event that there is not") << QByteArray("{\"events\": {\"refusals\": 36}}") << 0;
    QTest::newRow("a key that there is not") << QByteArray("{\"month\": 12}") << 0;
    QTest::newRow("a list") << QByteArray("[]") << 0;
    QTest::newRow("not JSON") << QByteArray("{") << 0;
}

void TstRetention::policies()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, refusals);
    const auto retention = retentionFromJson(json);
    QCOMPARE(retention.has_value(), refusals > 0);
    if (retention)
        QCOMPARE(retention->monthsOf(QStringLiteral("refusal")), refusals);
    else
        QCOMPARE(retention.error().code, ErrorCode::InvalidArgument);
}

VIGIE_TEST(TstRetention)
#include "tst_retention.moc"
