// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin_room.h"

#include <support/test_main.h>

#include <QtTest/QSignalSpy>

using namespace vigie;
using namespace vigie::admin;

namespace {

const QString kPersons = QStringLiteral("persons");

QJsonObject with(QJsonObject object, const char *key, const QJsonValue &value)
{
    object.insert(QLatin1String(key), value);
    return object;
}

} // namespace

/// The registry while somebody changes it: undo until it is saved, and never over somebody else's change.
class TstDraft final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_draft = std::make_unique<Draft>(test::adminContent()); }
    void each_step_can_be_undone_and_done_again();
    void typing_on_is_one_step();
    void what_is_added_and_removed_again_is_no_change();
    void what_is_wrong_is_named();
    void somebody_elses_fields_are_taken_and_mine_kept();
    void what_both_changed_is_said();
    void what_they_removed_is_not_lost_here();

private:
    [[nodiscard]] int martin() const { return m_draft->rowOf(kPersons, QStringLiteral("martin")); }
    [[nodiscard]] QJsonObject record() const { return m_draft->records(kPersons).at(martin()).now; }
    void change(const char *key, const QJsonValue &value)
    {
        m_draft->change(kPersons, martin(), QLatin1String(key), with(record(), key, value));
    }
    /// The registry after somebody else's change of Martin.
    [[nodiscard]] static registry::Content theirs(const char *key, const QJsonValue &value)
    {
        Draft other(test::adminContent());
        const int row = other.rowOf(kPersons, QStringLiteral("martin"));
        const QJsonObject before = other.records(kPersons).at(row).now;
        QStringList problems;
        return registry::withChanges(test::adminContent(), {{kPersons, before, with(before, key, value)}}, problems).value();
    }

    std::unique_ptr<Draft> m_draft;
};

void TstDraft::each_step_can_be_undone_and_done_again()
{
    const QJsonObject before = record();
    change("name", QStringLiteral("Claire Petit"));
    change("shiftChief", true);
    m_draft->remove(kPersons, m_draft->rowOf(kPersons, QStringLiteral("durand")));
    m_draft->add(kPersons, {{QStringLiteral("id"), QStringLiteral("neuf")}});
    const auto all = m_draft->changes();
    QCOMPARE(all.size(), 3);
    for (int i = 0; i < 4; ++i)
        m_draft->undo().undo();
    QVERIFY(!m_draft->undo().canUndo());
    QCOMPARE(record(), before);
    QCOMPARE(m_draft->changes().size(), 0);
    while (m_draft->undo().canRedo())
        m_draft->undo().redo();
    QCOMPARE(m_draft->changes(), all);
}

void TstDraft::typing_on_is_one_step()
{
    QSignalSpy changes(m_draft.get(), &Draft::recordChanged);
    for (const char *typed : {"C", "Cl", "Cla"})
        change("name", QLatin1String(typed));
    change("employer", QStringLiteral("X"));
    QCOMPARE(changes.size(), 4);
    m_draft->undo().undo();
    QCOMPARE(record().value(QLatin1String("name")).toString(), QStringLiteral("Cla"));
    m_draft->undo().undo();
    QCOMPARE(record().value(QLatin1String("name")).toString(), QStringLiteral("Claire Martin"));
    QVERIFY(!m_draft->undo().canUndo());
}

void TstDraft::what_is_added_and_removed_again_is_no_change()
{
    m_draft->remove(kPersons, m_draft->add(kPersons, {{QStringLiteral("id"), QStringLiteral("neuf")}}));
    QCOMPARE(m_draft->changes().size(), 0);
    change("name", QStringLiteral("Autre"));
    change("name", QStringLiteral("Claire Martin"));
    QCOMPARE(m_draft->changes().size(), 0);
    QCOMPARE(m_draft->problems(), QStringList());
}

void TstDraft::what_is_wrong_is_named()
{
    change("category", QStringLiteral("roi"));
    QCOMPARE(m_draft->problems(), QStringList{QStringLiteral("persons[martin].category: unknown value 'roi'")});
    m_draft->undo().undo();
    QCOMPARE(m_draft->problems(), QStringList());
}

void TstDraft::somebody_elses_fields_are_taken_and_mine_kept()
{
    change("name", QStringLiteral("Claire Petit"));
    QCOMPARE(m_draft->takeOver(theirs("shiftChief", true)), QStringList());
    QCOMPARE(record().value(QLatin1String("name")).toString(), QStringLiteral("Claire Petit"));
    QVERIFY(record().value(QLatin1String("shiftChief")).toBool());
    const auto changes = m_draft->changes();
    QCOMPARE(changes.size(), 1);
    QVERIFY2(changes.first().before.value(QLatin1String("shiftChief")).toBool(), "from theirs on");
}

void TstDraft::what_both_changed_is_said()
{
    change("name", QStringLiteral("Claire Petit"));
    QCOMPARE(m_draft->takeOver(theirs("name", QStringLiteral("Claire Grand"))),
             QStringList{QStringLiteral("persons[martin].name")});
    QCOMPARE(record().value(QLatin1String("name")).toString(), QStringLiteral("Claire Petit"));
    QCOMPARE(m_draft->changes().first().before.value(QLatin1String("name")).toString(), QStringLiteral("Claire Grand"));
}

void TstDraft::what_they_removed_is_not_lost_here()
{
    const QString list = QStringLiteral("habilitations");
    const int row = m_draft->rowOf(list, QStringLiteral("hab-1"));
    const QJsonObject title = m_draft->records(list).at(row).now;
    m_draft->change(list, row, QStringLiteral("until"), with(title, "until", QStringLiteral("2028-01-01")));
    QStringList problems;
    const auto without = registry::withChanges(test::adminContent(), {{list, title, {}}}, problems);
    QCOMPARE(m_draft->takeOver(*without), QStringList{QStringLiteral("habilitations[hab-1].*")});
    QCOMPARE(m_draft->changes().size(), 1);
    QVERIFY(m_draft->changes().first().before.isEmpty());
    // The other way round: removed here, changed there: theirs stays.
    m_draft->restart(test::adminContent());
    m_draft->remove(list, m_draft->rowOf(list, QStringLiteral("hab-1")));
    const auto longer = registry::withChanges(test::adminContent(), {{list, title, with(title, "until", QStringLiteral("2029-01-01"))}}, problems);
    QCOMPARE(m_draft->takeOver(*longer), QStringList{QStringLiteral("habilitations[hab-1].*")});
    QCOMPARE(m_draft->changes().size(), 0);
}

VIGIE_TEST(TstDraft)
#include "tst_draft.moc"
