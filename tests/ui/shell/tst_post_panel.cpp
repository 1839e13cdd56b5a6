// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/oise_facts.h"
#include "fake_desk.h"

#include <support/test_main.h>
#include <ui/shell/post_panel.h>

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace vigie;
using namespace vigie::shell;

/// Why somebody watches, and who else is there: by keyboard.
class TstPostPanel final : public QObject {
    Q_OBJECT
private:
    test::FixedFacts m_registry{withPeople()};
    std::unique_ptr<test::FakeDesk> m_desk;
    std::unique_ptr<PostPanel> m_panel;

    static registry::Facts withPeople()
    {
        registry::Facts facts = test::oiseFacts();
        for (const auto &[id, matricule, name] : {std::tuple("p-2", "PM-0002", "Petit"), std::tuple("p-3", "OP-0003", "Roux")}) {
            registry::Person person;
            person.id = PersonId{QLatin1String(id)};
            person.matricule = QLatin1String(matricule);
            person.name = QLatin1String(name);
            person.category = registry::Category::PoliceMunicipale;
            facts.persons.insert(person.id, person);
        }
        return facts;
    }
    template <typename T> [[nodiscard]] T *part(const char *name) { return m_panel->findChild<T *>(QLatin1String(name)); }
    void type(const QString &number)
    {
        auto *field = part<QLineEdit>("presentNumber");
        field->setFocus();
        field->clear();
        QTest::keyClicks(field, number);
        QTest::keyClick(field, Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<test::FakeDesk>();
        m_panel = std::make_unique<PostPanel>(PostPanel::Parts{m_registry, *m_desk});
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void aMotiveIsChosenAndPutInWords()
    {
        auto *motive = part<QComboBox>("watchMotive");
        QTRY_VERIFY(motive->hasFocus());
        QCOMPARE(motive->count(), 12); // eleven purposes, and none
        QTest::keyClicks(motive, QStringLiteral("5"));
        QTest::keyClick(motive, Qt::Key_Return);
        QCOMPARE(m_desk->watching.code, QStringLiteral("L251-2-5"));
        auto *words = part<QLineEdit>("watchWords");
        words->setFocus();
        QTest::keyClicks(words, QStringLiteral("appel 17"));
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(m_desk->watching.words, QStringLiteral("appel 17"));
        QVERIFY(m_panel->isVisible()); // Return closes nothing
    }

    void somebodyComesInAndLeaves()
    {
        type(QStringLiteral("pm-0002"));
        QCOMPARE(m_desk->people.present, QList<PersonId>{PersonId{QStringLiteral("p-2")}});
        auto *people = part<QListWidget>("peoplePresent");
        QCOMPARE(people->count(), 1);
        QVERIFY(people->item(0)->text().contains(QStringLiteral("Petit · PM-0002")));
        type(QStringLiteral("PM-0002"));
        QCOMPARE(people->count(), 1);
        QVERIFY(part<QLabel>("presentTrouble")->isVisible());
        type(QStringLiteral("OP-0003"));
        QVERIFY(!part<QLabel>("presentTrouble")->isVisible());
        people->setFocus();
        people->setCurrentRow(0);
        QTest::keyClick(people, Qt::Key_Delete);
        QCOMPARE(m_desk->people.present, QList<PersonId>{PersonId{QStringLiteral("p-3")}});
    }

    void aNumberNobodyHasIsSaidSo()
    {
        type(QStringLiteral("XX-9999"));
        QVERIFY(m_desk->people.present.isEmpty());
        QVERIFY(part<QLabel>("presentTrouble")->isVisible());
        QTest::keyClicks(part<QLineEdit>("presentNumber"), QStringLiteral("0"));
        QVERIFY(!part<QLabel>("presentTrouble")->isVisible()); // typing takes the sentence away
    }

    void aVisitorIsOneKeyAway()
    {
        auto *visitor = part<QCheckBox>("visitorMode");
        visitor->setFocus();
        QTest::keyClick(visitor, Qt::Key_Space);
        QVERIFY(m_desk->people.visitor);
        m_desk->setCompany({}); // by the key of the main window
        QVERIFY(!visitor->isChecked());
    }

    void whoVouchesIsNotSentAway()
    {
        m_desk->context.beside = PersonId{QStringLiteral("p-2")};
        m_desk->setCompany({{m_desk->context.beside}, false});
        auto *people = part<QListWidget>("peoplePresent");
        people->setFocus();
        people->setCurrentRow(0);
        QTest::keyClick(people, Qt::Key_Delete);
        QCOMPARE(m_desk->people.present, QList<PersonId>{m_desk->context.beside});
        QVERIFY(part<QLabel>("presentTrouble")->isVisible());
    }
};

VIGIE_TEST(TstPostPanel)
#include "tst_post_panel.moc"
