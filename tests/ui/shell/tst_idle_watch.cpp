// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>
#include <ui/shell/idle_watch.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QWidget>

using namespace vigie::shell;
using namespace std::chrono_literals;

/// When a post counts as left alone.
class TstIdleWatch final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodyIsWarnedThenIdle()
    {
        IdleWatch watch;
        QSignalSpy soon(&watch, &IdleWatch::soon);
        QSignalSpy idle(&watch, &IdleWatch::idle);
        watch.start(3s, 1500ms); // a busy machine may be late by half of it
        QTRY_COMPARE(soon.size(), 1);
        const auto left = soon.constFirst().constFirst().value<std::chrono::seconds>();
        QVERIFY(left == 1s || left == 2s);
        QVERIFY(idle.isEmpty());
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(soon.size(), 1);
    }
    void whoeverComesBackIsNotIdle_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("a key") << int(QEvent::KeyPress);
        QTest::newRow("the mouse moves") << int(QEvent::MouseMove);
        QTest::newRow("the mouse's button") << int(QEvent::MouseButtonPress);
        QTest::newRow("a joystick") << int(QEvent::None);
    }
    void whoeverComesBackIsNotIdle()
    {
        QFETCH(const int, what);
        QWidget window;
        window.setMouseTracking(true);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleWatch watch;
        QSignalSpy soon(&watch, &IdleWatch::soon);
        QSignalSpy awake(&watch, &IdleWatch::awake);
        QSignalSpy idle(&watch, &IdleWatch::idle);
        watch.start(10s, 9s + 900ms); // warned after half of it at the latest
        watch.start(2s, 1s + 900ms);
        QTRY_COMPARE(soon.size(), 1);
        switch (what) {
        case QEvent::KeyPress: QTest::keyClick(&window, Qt::Key_Shift); break;
        case QEvent::MouseMove: QTest::mouseMove(&window, QPoint(5, 5)); break;
        case QEvent::MouseButtonPress: QTest::mouseClick(&window, Qt::LeftButton); break;
        default: watch.touch(); break;
        }
        QTRY_COMPARE(awake.size(), 1);
        QVERIFY(idle.isEmpty());
        QTRY_COMPARE(soon.size(), 2); // and alone again
    }
    void zeroIsNever()
    {
        IdleWatch watch;
        QSignalSpy soon(&watch, &IdleWatch::soon);
        watch.start(0ms, 60s);
        watch.touch();
        IdleWatch other;
        QSignalSpy idle(&other, &IdleWatch::idle);
        other.start(100ms, 10ms);
        QTRY_COMPARE(idle.size(), 1);
        QVERIFY(soon.isEmpty());
    }
};

VIGIE_TEST(TstIdleWatch)
#include "tst_idle_watch.moc"
