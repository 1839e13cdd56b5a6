// SPDX-License-Identifier: GPL-3.0-or-later
#include "../ptz/fake_steering.h"

#include <support/fake_clock.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_vault.h>
#include <support/law_world.h>
#include <support/test_main.h>
#include <ui/shell/gate_desk.h>

#include <QtCore/QJsonArray>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::shell;
using namespace vigie::test::law;

namespace {

/// A desk of the operator at the room's post, on a real gate.
struct Room {
    test::FakeClock clock;
    test::FakeFeed feed{world()};
    test::FakeVault vault;
    test::FakeJournal journal;
    access::Gate gate{feed, vault, journal, clock};
    std::unique_ptr<GateDesk> desk;

    explicit Room(const PersonId &beside = {})
    {
        access::SessionContext session{{QStringLiteral("s-1")}, kOperator, QStringLiteral("M-operateur"), kRoom, beside};
        desk = std::make_unique<GateDesk>(DeskParts{gate, journal, render::Backend::Cpu, std::make_shared<live::StreamHub>()}, std::move(session),
                                          std::make_unique<test::FakeSteeringRights>());
    }
    /// The newest record of that kind.
    [[nodiscard]] journal::Entry recorded(journal::Event event)
    {
        (void)journal.flush({});
        for (auto entry = journal.written.crbegin(); entry != journal.written.crend(); ++entry) {
            if (entry->event == event)
                return *entry;
        }
        return {};
    }
    [[nodiscard]] QList<int> rowsOfNo() const
    {
        QList<int> rows;
        for (const access::Reason &reason : desk->preview(kCamera).reasons)
            rows.append(reason.row);
        return rows;
    }
};

} // namespace

/// What whoever sits at a post declares, and what follows from it.
class TstGateDesk final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aVisitorCutsEveryPictureAndIsRecorded()
    {
        Room room;
        QVERIFY(room.desk->preview(kCamera).allowed);
        const auto view = room.desk->views().open(kCamera, {});
        QTRY_COMPARE(view->state(), live::ViewState::Connecting);
        QSignalSpy said(room.desk.get(), &Desk::companyChanged);
        room.desk->setCompany({{}, true});
        QCOMPARE(view->state(), live::ViewState::Curtained); // in the same turn
        QCOMPARE(said.size(), 1);
        QVERIFY(room.rowsOfNo().contains(41));
        QCOMPARE(room.recorded(journal::Event::PresenceDeclared).details.value(QLatin1String("visitor_mode")), QJsonValue(true));
        room.desk->setCompany({});
        QVERIFY(room.desk->preview(kCamera).allowed);
        QCOMPARE(room.recorded(journal::Event::PresenceDeclared).details.value(QLatin1String("visitor_mode")), QJsonValue(false));
        QCOMPARE(room.recorded(journal::Event::PresenceDeclared).session.value, QStringLiteral("s-1"));
        const auto records = room.journal.written.size();
        room.desk->setCompany({}); // nothing new
        (void)room.journal.flush({});
        QCOMPARE(room.journal.written.size(), records);
    }

    void whoMayNotSeeItCutsIt_data()
    {
        QTest::addColumn<PersonId>("present");
        QTest::addColumn<bool>("isShown");
        QTest::newRow("a policeman of the commune") << kPolice << true;
        QTest::newRow("a technician") << kTechnician << false;
        QTest::newRow("somebody nobody knows") << PersonId{QStringLiteral("nobody")} << false;
    }
    void whoMayNotSeeItCutsIt()
    {
        QFETCH(const PersonId, present);
        QFETCH(const bool, isShown);
        Room room;
        room.desk->setCompany({{present}, false});
        QCOMPARE(room.desk->preview(kCamera).allowed, isShown);
        QCOMPARE(room.recorded(journal::Event::PresenceDeclared).details.value(QLatin1String("present")), QJsonValue(QJsonArray{present.value}));
    }

    void aMotiveStandsInTheRecord()
    {
        Room room;
        room.desk->setMotive({QStringLiteral("L251-2-5"), QStringLiteral("  appel 17,\n rue  Carnot ")});
        QVERIFY(room.desk->preview(kCamera).allowed);
        const auto view = room.desk->views().open(kCamera, {});
        QTRY_COMPARE(view->state(), live::ViewState::Connecting);
        const journal::Entry begun = room.recorded(journal::Event::LiveBegin);
        QCOMPARE(begun.motive, QStringLiteral("L251-2-5"));
        QCOMPARE(begun.details.value(QLatin1String("motive_text")).toString(), QStringLiteral("appel 17, rue Carnot"));
    }

    void aMotiveNobodyAuthorisedIsRefused()
    {
        Room room;
        QSignalSpy may(room.desk.get(), &Desk::rightsMayHaveChanged);
        room.desk->setMotive({QStringLiteral("L251-2-9"), {}}); // the system's purposes are 1, 4, 5 and 8
        QCOMPARE(may.size(), 1);
        QVERIFY(room.rowsOfNo().contains(18));
        const auto view = room.desk->views().open(kCamera, {});
        QTRY_COMPARE(view->state(), live::ViewState::Refused);
        QVERIFY(room.vault.asked.isEmpty());
    }

    void whoVouchesStays()
    {
        Room room(kPolice);
        QCOMPARE(room.desk->company().present, QList<PersonId>{kPolice});
        room.desk->setCompany({}); // nobody is here any more, says somebody
        QCOMPARE(room.desk->company().present, QList<PersonId>{kPolice});
        room.desk->setCompany({{kOperator, kPolice, kCommunal, kCommunal}, false});
        QCOMPARE(room.desk->company().present, (QList<PersonId>{kPolice, kCommunal}));
        Room bad(kTechnician); // vouched for by somebody who may not see it
        QVERIFY(!bad.desk->preview(kCamera).allowed);
    }

    void nothingIsDeclaredAfterTheEnd()
    {
        Room room;
        room.desk->close();
        room.desk->setCompany({{}, true});
        room.desk->setMotive({QStringLiteral("L251-2-5"), {}});
        QVERIFY(room.recorded(journal::Event::PresenceDeclared).session.isNull());
        QVERIFY(room.desk->motive().code.isEmpty());
    }
};

VIGIE_TEST(TstGateDesk)
#include "tst_gate_desk.moc"
