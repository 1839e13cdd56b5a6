// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/time.h>
#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/common/clock_label.h>
#include <ui/common/empty_state.h>
#include <ui/common/message_bar.h>
#include <ui/common/status_pill.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace vigie;
using namespace vigie::ui;
using namespace std::chrono_literals;

class TstCommonWidgets final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void theClockShowsParisTime_data()
    {
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QString>("shown");
        QTest::newRow("winter") << QStringLiteral("2026-11-24T21:59:59Z")
                                << QStringLiteral("24/11/2026  22:59:59");
        QTest::newRow("midnight in Paris changes the day")
            << QStringLiteral("2026-11-24T23:00:00Z") << QStringLiteral("25/11/2026  00:00:00");
        QTest::newRow("summer") << QStringLiteral("2026-07-14T10:00:00Z")
                                << QStringLiteral("14/07/2026  12:00:00");
    }
    void theClockShowsParisTime()
    {
        QFETCH(QString, utc);
        QFETCH(QString, shown);
        const test::FakeClock clock(instantFromIso(utc).value());
        const ClockLabel label(clock);
        QCOMPARE(label.text(), shown);
        QCOMPARE(label.accessibleName(), shown);
    }

    void theClockFollowsItsClock()
    {
        test::FakeClock clock;
        ClockLabel label(clock, ClockLabel::Show::Time);
        const QString before = label.text();
        clock.advance(1s);
        QTRY_VERIFY_WITH_TIMEOUT(label.text() != before, 3000); // by its own timer
    }

    void aLongStateIsElidedAndStandsInTheTooltip()
    {
        StatusPill pill;
        const QString text = QStringLiteral("Liaison perdue depuis 14 min 32 s");
        pill.show();
        pill.setStatus(IconId::LostLink, text, colours::kLost, QStringLiteral("Site de la gare"));
        pill.resize(pill.sizeHint());
        QVERIFY(!pill.isElided());
        QCOMPARE(pill.toolTip(), QStringLiteral("Site de la gare"));
        pill.resize(pill.minimumSizeHint());
        QVERIFY(pill.isElided());
        QVERIFY(pill.toolTip().startsWith(text));
    }

    void anErrorIsNotCoveredByANotice()
    {
        MessageBar bar;
        bar.showMessage(MessageBar::Severity::Error, QStringLiteral("Registre illisible"));
        bar.showMessage(MessageBar::Severity::Info, QStringLiteral("Carte chargée"));
        QCOMPARE(bar.text(), QStringLiteral("Registre illisible"));
        auto *close = bar.findChild<QToolButton *>();
        QVERIFY(close);
        QTest::mouseClick(close, Qt::LeftButton);
        QCOMPARE(bar.text(), QStringLiteral("Carte chargée"));
        QSignalSpy gone(&bar, &MessageBar::dismissed);
        QTest::mouseClick(close, Qt::LeftButton);
        QCOMPARE(gone.count(), 1);
        QVERIFY(bar.isHidden());
    }

    void aPassingMessageGoesByItself()
    {
        MessageBar bar;
        QSignalSpy gone(&bar, &MessageBar::dismissed);
        bar.showMessage(MessageBar::Severity::Success, QStringLiteral("Enregistré"), {}, 20ms);
        QVERIFY(!bar.isHidden());
        QVERIFY(gone.wait(2000));
        QVERIFY(bar.isHidden());
    }

    void namesAreNeverMarkup()
    {
        EmptyState state;
        QSignalSpy asked(&state, &EmptyState::actionTriggered);
        state.setContent(IconId::Map, QStringLiteral("<img src='file:///etc/passwd'>"), {},
                         QStringLiteral("Importer"));
        for (const QLabel *label : state.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QTest::mouseClick(state.findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
    }
};

VIGIE_TEST(TstCommonWidgets)
#include "tst_common_widgets.moc"
