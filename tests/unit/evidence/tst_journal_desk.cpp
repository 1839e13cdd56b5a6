// SPDX-License-Identifier: GPL-3.0-or-later
#include "evidence_room.h"

#include <access/journal_right.h>
#include <support/fake_journal.h>
#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>

using namespace vigie;
using namespace vigie::evidence;
using namespace vigie::test;
using namespace vigie::test::law;

namespace {

PersonId ofCategory(Category category)
{
    const Facts facts = world();
    for (const Person &person : facts.persons) {
        if (person.category == category)
            return person.id;
    }
    return {};
}

} // namespace

/// No look into the journal without a right, a motive and a record.
class TstJournalDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_room = std::make_unique<EvidenceRoom>();
        m_facts = world();
        m_page.reset();
        m_exported.reset();
        open(ofCategory(Category::Administrateur));
    }
    void cleanup()
    {
        m_desk.reset();
        m_room.reset();
    }
    void who_may_read_data();
    void who_may_read();
    void a_reading_is_recorded_before_it_is_shown();
    void a_reading_that_cannot_be_recorded_shows_nothing();
    void what_is_not_asked_properly_is_refused_data();
    void what_is_not_asked_properly_is_refused();
    void a_right_that_ended_meanwhile_shows_nothing();
    void a_damaged_journal_is_said_and_recorded();
    void no_registry_is_no_right();
    void an_export_is_recorded_before_and_after();
    void an_export_that_cannot_be_recorded_leaves_nothing();
    void an_export_whose_end_cannot_be_recorded_is_taken_away();
    void whoever_closes_the_desk_hears_nothing();
    void an_export_left_before_its_end_is_recorded_is_taken_away();

private:
    void open(const PersonId &person, journal::Journal *journal = nullptr)
    {
        m_person = person;
        m_desk = std::make_unique<JournalDesk>(
            JournalDesk::Parts{m_room->path(), journal ? *journal : m_room->journal, m_room->sealer, m_room->clock,
                               [this] { return m_facts ? std::make_shared<const Facts>(*m_facts) : nullptr; }},
            access::SessionContext{{QStringLiteral("s-9")}, person, QStringLiteral("ADM1"), kRoom});
    }
    void ask(const JournalQuestion &question)
    {
        m_page.reset();
        m_desk->read(question, &m_context, [this](const Result<journal::Page> &page) { m_page = page; });
        QVERIFY2(!m_page, "never from inside the call");
    }
    void order(const QString &folder)
    {
        m_exported.reset();
        m_desk->exportTo(folder, question(), &m_context, [this](const Result<> &done) { m_exported = done; });
        QVERIFY2(!m_exported, "never from inside the call");
    }
    [[nodiscard]] static JournalQuestion question()
    {
        JournalQuestion question;
        question.motive = motive();
        return question;
    }
    [[nodiscard]] QStringList operations() const
    {
        QStringList all;
        for (const QJsonObject &record : m_room->records())
            all.append(record.value(QLatin1String("operation")).toString());
        return all;
    }
    [[nodiscard]] QJsonObject last() const { return m_room->records().constLast(); }

    std::unique_ptr<EvidenceRoom> m_room;
    std::optional<Facts> m_facts;
    PersonId m_person;
    QObject m_context;
    std::unique_ptr<JournalDesk> m_desk;
    std::optional<Result<journal::Page>> m_page;
    std::optional<Result<>> m_exported;
};

void TstJournalDesk::who_may_read_data()
{
    QTest::addColumn<int>("category");
    QTest::addColumn<QString>("but");
    QTest::addColumn<bool>("may");
    for (const Category category : allCategories()) {
        const bool may = category == Category::Administrateur || category == Category::Controleur;
        QTest::newRow(qPrintable(categoryName(category))) << static_cast<int>(category) << QString() << may;
    }
    QTest::newRow("a shift chief") << static_cast<int>(Category::AgentTerritorial) << "chief" << false;
    QTest::newRow("a disabled administrator") << static_cast<int>(Category::Administrateur) << "disabled" << false;
    QTest::newRow("a shared administrator") << static_cast<int>(Category::Administrateur) << "shared" << false;
    QTest::newRow("an administrator who is gone") << static_cast<int>(Category::Administrateur) << "gone" << false;
}

void TstJournalDesk::who_may_read()
{
    QFETCH(int, category);
    QFETCH(QString, but);
    QFETCH(bool, may);
    const PersonId id = ofCategory(static_cast<Category>(category));
    QVERIFY(!id.value.isEmpty());
    Person &person = m_facts->persons[id];
    person.shiftChief = but == QLatin1String("chief");
    person.disabled = but == QLatin1String("disabled");
    person.sharedAccount = but == QLatin1String("shared");
    if (but == QLatin1String("gone"))
        m_facts->persons.remove(id);
    QCOMPARE(access::mayReadJournal(*m_facts, id), may);
    open(id);
    ask(question());
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->has_value(), may);
    if (!may)
        QCOMPARE(m_page->error().code, ErrorCode::Refused);
    // A refusal stands there as well.
    QTRY_COMPARE(operations().constLast(), QStringLiteral("journal-read"));
    QCOMPARE(last().value(QLatin1String("decision")).toString(), may ? QStringLiteral("allow") : QStringLiteral("refuse"));
    order(m_room->beside("remise"));
    QTRY_VERIFY(m_exported);
    QCOMPARE(m_exported->has_value(), may);
    QCOMPARE(QDir(m_room->beside("remise")).exists(), may);
}

void TstJournalDesk::a_reading_is_recorded_before_it_is_shown()
{
    FakeJournal held;
    held.hold();
    open(m_person, &held);
    JournalQuestion asked = question();
    asked.filter.matricule = QStringLiteral("A101");
    ask(asked);
    QTRY_COMPARE(held.queued(), qsizetype(1));
    QCoreApplication::processEvents();
    QVERIFY2(!m_page, "not yet durable");
    held.release();
    QVERIFY(m_page && m_page->has_value());
    QCOMPARE(m_page->value().records.size(), qsizetype(2));
    const journal::Entry &entry = held.written.constFirst();
    QCOMPARE(entry.event, journal::Event::JournalRead);
    QCOMPARE(entry.matricule, QStringLiteral("ADM1"));
    QCOMPARE(entry.session.value, QStringLiteral("s-9"));
    QCOMPARE(entry.motive, QStringLiteral("autocontrole"));
    QCOMPARE(entry.context.value(QLatin1String("category")).toString(), QStringLiteral("administrateur"));
    QCOMPARE(entry.details.value(QLatin1String("motif_text")).toString(), motive().text);
    QCOMPARE(entry.details.value(QLatin1String("filter")).toObject(), (QJsonObject{{QStringLiteral("matricule"), QStringLiteral("A101")}}));
    QCOMPARE(entry.details.value(QLatin1String("chain")).toString(), QStringLiteral("whole"));
    QCOMPARE(entry.details.value(QLatin1String("newest")).toInt(), 3);
    QCOMPARE(entry.details.value(QLatin1String("oldest")).toInt(), 1);
}

void TstJournalDesk::a_reading_that_cannot_be_recorded_shows_nothing()
{
    FakeJournal full;
    full.error = Error{ErrorCode::DiskFull, {}};
    open(m_person, &full);
    ask(question());
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->error().code, ErrorCode::DiskFull);
}

void TstJournalDesk::what_is_not_asked_properly_is_refused_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("no purpose") << "purpose";
    QTest::newRow("no motive") << "motive";
    QTest::newRow("a motive of spaces") << "spaces";
    QTest::newRow("a motive that is a book") << "book";
    QTest::newRow("a page without end") << "endless";
    QTest::newRow("a period that ends before it begins") << "period";
}

void TstJournalDesk::what_is_not_asked_properly_is_refused()
{
    QFETCH(QString, what);
    JournalQuestion asked = question();
    if (what == QLatin1String("purpose"))
        asked.motive.purpose.reset();
    if (what == QLatin1String("motive"))
        asked.motive.text = QStringLiteral("vu");
    if (what == QLatin1String("spaces"))
        asked.motive.text = QStringLiteral("            ");
    if (what == QLatin1String("book"))
        asked.motive.text = QString(ReadingMotive::kLongest + 1, QLatin1Char('x'));
    if (what == QLatin1String("endless"))
        asked.limit = 1'000'000;
    if (what == QLatin1String("period"))
        asked.filter.during = {kNow, kNow - std::chrono::hours(1)};
    ask(asked);
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->error().code, ErrorCode::InvalidArgument);
    QCOMPARE(m_room->records().size(), qsizetype(3));
}

void TstJournalDesk::a_right_that_ended_meanwhile_shows_nothing()
{
    ask(question());
    m_facts->persons[m_person].disabled = true; // what was read comes through the event loop
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->error().code, ErrorCode::Refused);
    QTRY_COMPARE(m_room->records().size(), qsizetype(4));
    QCOMPARE(last().value(QLatin1String("decision")).toString(), QStringLiteral("refuse"));
}

void TstJournalDesk::a_damaged_journal_is_said_and_recorded()
{
    FakeJournal elsewhere;
    open(m_person, &elsewhere);
    EvidenceRoom::put(m_room->path(), EvidenceRoom::bytes(m_room->path()).replace("A103", "A104"));
    ask(question());
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->error().code, ErrorCode::Corrupt);
    QVERIFY(m_page->error().detail.startsWith(QStringLiteral("record 2:")));
    QVERIFY(elsewhere.written.constFirst().details.value(QLatin1String("chain")).toString().contains(QStringLiteral("record 2:")));
}

void TstJournalDesk::no_registry_is_no_right()
{
    m_facts.reset();
    ask(question());
    QTRY_VERIFY(m_page);
    QCOMPARE(m_page->error().code, ErrorCode::Unreachable);
}

void TstJournalDesk::an_export_is_recorded_before_and_after()
{
    const QString folder = m_room->beside("remise");
    order(folder);
    QTRY_VERIFY(m_exported);
    QVERIFY2(*m_exported, m_exported->has_value() ? "" : qPrintable(toLogText(m_exported->error())));
    QCOMPARE(operations().mid(3), QStringList({QStringLiteral("journal-exported"), QStringLiteral("journal-exported")}));
    const QList<QJsonObject> records = m_room->records();
    const auto details = [&](qsizetype at, const char *key) { return records.at(at).value(QLatin1String("details")).toObject().value(QLatin1String(key)); };
    QCOMPARE(details(3, "step").toString(), QStringLiteral("begun"));
    QCOMPARE(details(4, "step").toString(), QStringLiteral("ended"));
    // It says itself that it was made.
    QCOMPARE(details(4, "through").toInt(), 4);
    QCOMPARE(details(4, "manifest_sha256").toString().toLatin1(),
             QCryptographicHash::hash(EvidenceRoom::bytes(folder + QStringLiteral("/manifest.json")), QCryptographicHash::Sha256).toHex());
    QVERIFY(verifyExport(folder, {}).has_value());
    order(folder);
    QTRY_VERIFY(m_exported);
    QCOMPARE(m_exported->error().code, ErrorCode::AlreadyExists);
}

void TstJournalDesk::an_export_that_cannot_be_recorded_leaves_nothing()
{
    FakeJournal full;
    full.error = Error{ErrorCode::DiskFull, {}};
    open(m_person, &full);
    order(m_room->beside("remise"));
    QTRY_VERIFY(m_exported);
    QCOMPARE(m_exported->error().code, ErrorCode::DiskFull);
    QVERIFY(!QDir(m_room->beside("remise")).exists());
}

void TstJournalDesk::an_export_whose_end_cannot_be_recorded_is_taken_away()
{
    FakeJournal journal;
    open(m_person, &journal);
    journal.hold();
    order(m_room->beside("remise"));
    QTRY_COMPARE(journal.queued(), qsizetype(1));
    QVERIFY2(!QDir(m_room->beside("remise")).exists(), "not before it is recorded");
    journal.release();
    journal.hold();
    QTRY_COMPARE(journal.queued(), qsizetype(1));
    QVERIFY(QDir(m_room->beside("remise")).exists());
    journal.error = Error{ErrorCode::DiskFull, {}};
    journal.release();
    QTRY_VERIFY(m_exported);
    QCOMPARE(m_exported->error().code, ErrorCode::DiskFull);
    QVERIFY(!QDir(m_room->beside("remise")).exists());
}

void TstJournalDesk::whoever_closes_the_desk_hears_nothing()
{
    ask(question());
    order(m_room->beside("remise"));
    m_desk.reset();
    QCoreApplication::processEvents();
    QVERIFY(!m_page && !m_exported);
    QVERIFY(!QDir(m_room->beside("remise")).exists());
}

void TstJournalDesk::an_export_left_before_its_end_is_recorded_is_taken_away()
{
    const QString folder = m_room->beside("remise");
    FakeJournal journal;
    open(m_person, &journal);
    order(folder);
    QTRY_COMPARE(journal.written.size(), qsizetype(1));
    journal.hold();
    QTRY_COMPARE(journal.queued(), qsizetype(1)); // its end, not yet durable
    QVERIFY(QDir(folder).exists());
    m_desk.reset();
    QVERIFY(!QDir(folder).exists());
    // What was complete stays when the desk goes.
    open(m_person);
    order(folder);
    QTRY_VERIFY(m_exported);
    m_desk.reset();
    QVERIFY(QDir(folder).exists());
}

VIGIE_TEST(TstJournalDesk)
#include "tst_journal_desk.moc"
