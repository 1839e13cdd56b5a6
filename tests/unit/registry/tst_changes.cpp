// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

using Record = Registry::Record;
using Change = Result<> (*)(Registry &registry, const Record &record);

const Instant kNow = FakeClock().now();
const PersonId kMartin{QStringLiteral("martin")};
const TitleId kHabilitation{QStringLiteral("hab-martin")};
const TitleId kConvention{QStringLiteral("conv-csd")};

} // namespace

Q_DECLARE_METATYPE(Change)

/// Each change is one transaction: all of it, with its record in the journal, or nothing.
class TstChanges final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { addBackEnds(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        VIGIE_BENCH_OF_THIS_ROW(m_bench);
        m_registry = m_bench->filled();
        QVERIFY(m_registry);
    }
    void cleanup() { m_registry.reset(); }
    void an_urgent_suspension_counts_from_its_instant();
    void a_suspended_habilitation_is_that_one_alone();
    void a_denounced_convention_and_back();
    void the_duty_under_way_ends();
    void nobody_to_change();
    void a_change_has_a_number_and_a_record_data();
    void a_change_has_a_number_and_a_record();
    void without_a_record_there_is_no_change_data() { a_change_has_a_number_and_a_record_data(); }
    void without_a_record_there_is_no_change();
    void an_edit_that_fails_changes_nothing();
    void a_registry_that_contradicts_itself_is_not_stored();
    void another_writer_is_waited_for_and_then_not();

private:
    [[nodiscard]] Facts facts() const { return m_registry->facts().value(); }

    std::unique_ptr<RegistryBench> m_bench;
    std::unique_ptr<Registry> m_registry;
};

void TstChanges::an_urgent_suspension_counts_from_its_instant()
{
    QVERIFY(m_registry->suspendAgrement(kMartin, kNow).has_value());
    const Agrement suspended = facts().agrements.value(kMartin).constFirst();
    QCOMPARE(suspended.suspendedFrom, std::optional(kNow));
    // The end of an earlier one must not end this one.
    QVERIFY(!suspended.suspendedUntil);
    QCOMPARE(suspended.number, QStringLiteral("60-2024-0117"));
    QVERIFY(m_registry->suspendAgrement(kMartin, std::nullopt).has_value());
    QVERIFY(!facts().agrements.value(kMartin).constFirst().suspendedFrom);
}

void TstChanges::a_suspended_habilitation_is_that_one_alone()
{
    const auto other = facts().habilitations.value({QStringLiteral("durand")});
    QVERIFY(m_registry->suspendHabilitation(kHabilitation, kNow).has_value());
    const Habilitation suspended = facts().habilitations.value(kMartin).constFirst();
    QCOMPARE(suspended.suspendedFrom, std::optional(kNow));
    QVERIFY(!suspended.suspendedUntil);
    QCOMPARE(facts().habilitations.value({QStringLiteral("durand")}), other);
    QVERIFY(m_registry->suspendHabilitation(kHabilitation, std::nullopt).has_value());
    QVERIFY(!facts().habilitations.value(kMartin).constFirst().suspendedFrom);
}

void TstChanges::a_denounced_convention_and_back()
{
    QVERIFY(m_registry->denounceConvention(kConvention, kNow).has_value());
    QCOMPARE(facts().conventions.value(kConvention).denouncedAt, std::optional(kNow));
    QVERIFY(!facts().conventions.value({QStringLiteral("conv-police")}).denouncedAt);
    QVERIFY(m_registry->denounceConvention(kConvention, std::nullopt).has_value());
    QVERIFY(!facts().conventions.value(kConvention).denouncedAt);
}

void TstChanges::the_duty_under_way_ends()
{
    const Interval before = facts().duties.value(kMartin).constFirst().during;
    QVERIFY(before.contains(kNow));
    QVERIFY(m_registry->endDuty(kMartin, kNow).has_value());
    const Interval after = facts().duties.value(kMartin).constFirst().during;
    QCOMPARE(after.from, before.from);
    QCOMPARE(after.until, std::optional(kNow));
    QVERIFY(!after.contains(kNow));
    // It has ended: there is none to end.
    QCOMPARE(m_registry->endDuty(kMartin, kNow).error().code, ErrorCode::NotFound);
    QCOMPARE(m_registry->endDuty(kMartin, *before.until).error().code, ErrorCode::NotFound);
}

void TstChanges::nobody_to_change()
{
    const qint64 version = facts().version;
    int asked = 0;
    const Record record = [&asked](qint64) -> Result<> {
        ++asked;
        return {};
    };
    QCOMPARE(m_registry->suspendAgrement({QStringLiteral("nobody")}, kNow, record).error().code,
             ErrorCode::NotFound);
    QCOMPARE(m_registry->suspendHabilitation({QStringLiteral("x")}, kNow, record).error().code,
             ErrorCode::NotFound);
    QCOMPARE(m_registry->denounceConvention({QStringLiteral("x")}, kNow, record).error().code,
             ErrorCode::NotFound);
    QCOMPARE(m_registry->endDuty({QStringLiteral("durand")}, kNow, record).error().code,
             ErrorCode::NotFound);
    QCOMPARE(asked, 0);
    QCOMPARE(facts().version, version);
}

void TstChanges::a_change_has_a_number_and_a_record_data()
{
    QTest::addColumn<Change>("change");
    QTest::newRow("suspension of an agrement") << Change(
        [](Registry &r, const Record &n) { return r.suspendAgrement(kMartin, kNow, n); });
    QTest::newRow("suspension of a habilitation") << Change([](Registry &r, const Record &n) {
        return r.suspendHabilitation(kHabilitation, kNow, n);
    });
    QTest::newRow("denunciation") << Change([](Registry &r, const Record &n) {
        return r.denounceConvention(kConvention, kNow, n);
    });
    QTest::newRow("end of a duty")
        << Change([](Registry &r, const Record &n) { return r.endDuty(kMartin, kNow, n); });
    QTest::newRow("import") << Change(
        [](Registry &r, const Record &n) { return r.replaceAll(Content(), n); });
    QTest::newRow("merge") << Change([](Registry &r, const Record &n) {
        return r.edit(
            [](Content before) -> Result<Content> {
                before.facts.duties.clear();
                return before;
            },
            n);
    });
    QTest::newRow("password") << Change([](Registry &r, const Record &n) {
        return r.setPassword(kMartin, secret("une autre phrase"), n);
    });
}

void TstChanges::a_change_has_a_number_and_a_record()
{
    QFETCH(Change, change);
    const qint64 before = facts().version;
    QList<qint64> recorded;
    const Record record = [&](qint64 version) -> Result<> {
        recorded.append(version);
        return {};
    };
    QVERIFY(change(*m_registry, record).has_value());
    QCOMPARE(facts().version, before + 1);
    QCOMPARE(recorded, QList<qint64>{before + 1});
}

void TstChanges::without_a_record_there_is_no_change()
{
    QFETCH(Change, change);
    const qint64 version = facts().version;
    const QByteArray before = textOf(m_registry->content().value());
    const auto hash = [this] {
        return m_registry->database()
            .queryNumber("SELECT count(*) FROM credential WHERE person = 'martin' AND failures = 0")
            .value();
    };
    const auto failed = change(*m_registry, [](qint64) -> Result<> {
        return fail(ErrorCode::DiskFull, QStringLiteral("journal"));
    });
    QCOMPARE(failed.error(), (Error{ErrorCode::DiskFull, QStringLiteral("journal")}));
    QCOMPARE(facts().version, version);
    QCOMPARE(textOf(m_registry->content().value()), before);
    QCOMPARE(hash(), qint64(1));
    QVERIFY(m_registry->verifyPassword(QStringLiteral("A101"), secret("exemple de phrase"), kNow)
                .has_value());
    // And the next one works.
    QVERIFY(change(*m_registry, {}).has_value());
    QCOMPARE(facts().version, version + 1);
}

void TstChanges::an_edit_that_fails_changes_nothing()
{
    const qint64 version = facts().version;
    const auto failed = m_registry->edit([](const Content &) -> Result<Content> {
        return fail(ErrorCode::Cancelled, QStringLiteral("no"));
    });
    QCOMPARE(failed.error().code, ErrorCode::Cancelled);
    QCOMPARE(facts().version, version);
}

void TstChanges::a_registry_that_contradicts_itself_is_not_stored()
{
    const qint64 version = facts().version;
    const QByteArray before = textOf(m_registry->content().value());
    const auto failed = m_registry->edit([](Content content) -> Result<Content> {
        content.facts.sites.clear();
        return content;
    });
    QCOMPARE(failed.error().code, ErrorCode::InvalidArgument);
    QVERIFY(failed.error().detail.contains(QLatin1String("no site 'gare'")));
    Content broken = contentOf(before);
    broken.facts.persons.clear();
    QCOMPARE(m_registry->replaceAll(broken).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(facts().version, version);
    QCOMPARE(textOf(m_registry->content().value()), before);
}

void TstChanges::another_writer_is_waited_for_and_then_not()
{
    const auto other = m_bench->open().value();
    const auto held = storage::Transaction::begin(other->database());
    QVERIFY(held.has_value());
    if (m_bench->backEnd() == BackEnd::Server)
        QVERIFY(other->database().queryNumber("SELECT begin_change()").has_value());
    const auto late = m_registry->suspendAgrement(kMartin, kNow);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::Busy);
    QVERIFY(facts().agrements.value(kMartin).constFirst().suspendedUntil);
}

VIGIE_TEST(TstChanges)
#include "tst_changes.moc"
