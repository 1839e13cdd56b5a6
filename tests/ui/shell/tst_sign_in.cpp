// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/oise_facts.h"
#include "fake_desk.h"

#include <support/fake_clock.h>
#include <support/test_main.h>
#include <ui/common/theme.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace vigie;
using namespace vigie::shell;

namespace {

struct Room {
    test::FakeClock clock;
    test::FixedFacts registry{test::oiseFacts()};
    test::FakeMemory memory;
    test::FakeDoor door;
    bool closed = false;
    Desk::Closing closing = Desk::Closing::SignedOut;
    int desks = 0;
    Console console{door,
                    [this](const access::SessionContext &context) {
                        ++desks;
                        auto desk = std::make_unique<test::FakeDesk>();
                        desk->context = context;
                        desk->closedFlag = &closed;
                        desk->closingOf = &closing;
                        return desk;
                    },
                    MainWindowParts{registry, clock, memory, render::Backend::Cpu, {}}};

    Room()
    {
        console.start();
        (void)QTest::qWaitForWindowActive(&view());
    }
    [[nodiscard]] SignInView &view() { return console.signInView(); }
    template <typename T> [[nodiscard]] T *part(const char *name)
    {
        return view().findChild<T *>(QLatin1String(name));
    }
};

} // namespace

class TstSignIn final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void keyboardAloneSignsInAndOutAgain()
    {
        Room room;
        QTRY_VERIFY(room.part<QLineEdit>("matricule")->hasFocus());
        QTest::keyClicks(room.part<QLineEdit>("matricule"), QStringLiteral("OP-0417"));
        QTest::keyClick(room.part<QLineEdit>("matricule"), Qt::Key_Return);
        QTRY_VERIFY(room.part<QLineEdit>("password")->hasFocus());
        QTest::keyClicks(room.part<QLineEdit>("password"), QStringLiteral("bon mot"));
        QSignalSpy in(&room.console, &Console::signedIn);
        QTest::keyClick(room.part<QLineEdit>("password"), Qt::Key_Return);
        QTRY_COMPARE(in.size(), 1);
        QVERIFY(room.console.mainWindow());
        QVERIFY(!room.view().isVisible());
        QVERIFY(room.part<QLineEdit>("password")->text().isEmpty());
        QCOMPARE(room.desks, 1);
        room.console.mainWindow()->close();
        QTRY_VERIFY(!room.console.mainWindow());
        QVERIFY(room.closed);
        QVERIFY(room.view().isVisible());
    }

    void aPostThatIsLeftAloneIsLocked_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::newRow("nobody came for long") << false;
        QTest::newRow("locked by hand") << true;
    }
    void aPostThatIsLeftAloneIsLocked()
    {
        QFETCH(const bool, byHand);
        Room room;
        room.console.setIdleLimit(byHand ? std::chrono::milliseconds(0) : std::chrono::milliseconds(400));
        room.console.signIn(QStringLiteral("OP-0417"), QStringLiteral("bon mot"), PostId{QStringLiteral("poste-1")});
        QTRY_VERIFY(room.console.mainWindow());
        if (byHand) {
            QVERIFY(QTest::qWaitForWindowActive(room.console.mainWindow()));
            QTest::keyClick(room.console.mainWindow(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        }
        QTRY_VERIFY(!room.console.mainWindow());
        QVERIFY(room.closed);
        QCOMPARE(room.closing, byHand ? Desk::Closing::Locked : Desk::Closing::Idle);
        QVERIFY(room.view().isVisible());
        QCOMPARE(room.part<QLineEdit>("matricule")->text(), QStringLiteral("OP-0417"));
        QVERIFY(room.part<QLineEdit>("password")->text().isEmpty());
        QVERIFY(room.part<QLabel>("signInError")->isVisible());
        // Whoever it is signs in again, as always.
        QTRY_VERIFY(room.part<QLineEdit>("password")->hasFocus());
        room.console.setIdleLimit(std::chrono::milliseconds(0));
        QTest::keyClicks(room.part<QLineEdit>("password"), QStringLiteral("bon mot"));
        QTest::keyClick(room.part<QLineEdit>("password"), Qt::Key_Return);
        QTRY_VERIFY(room.console.mainWindow());
    }

    void whoMustNotBeAloneBringsSomebody()
    {
        Room room;
        room.door.needsSecond = true;
        const auto type = [&room](const char *number, const char *password) {
            room.view().fill(QLatin1String(number), QLatin1String(password), PostId{QStringLiteral("poste-2")});
            QTest::keyClick(room.part<QLineEdit>("password"), Qt::Key_Return);
        };
        type("OP-0500", "bon mot");
        QTRY_VERIFY(room.part<QLabel>("besideText")->isVisible());
        QVERIFY(room.part<QLabel>("besideText")->text().contains(QStringLiteral("OP-0500")));
        QVERIFY(room.part<QLineEdit>("matricule")->text().isEmpty());
        QVERIFY(room.part<QLineEdit>("password")->text().isEmpty());
        QVERIFY(room.part<QLineEdit>("matricule")->hasFocus());
        QVERIFY(!room.part<QComboBox>("post")->isEnabled());
        QVERIFY(!room.part<QLabel>("signInError")->isVisible());
        type("OP-0417", "mauvais");
        QTRY_VERIFY(room.part<QLabel>("signInError")->isVisible());
        QVERIFY(room.part<QLabel>("besideText")->isVisible()); // the first one need not type again
        QSignalSpy in(&room.console, &Console::signedIn);
        type("OP-0417", "bon mot");
        QTRY_COMPARE(in.size(), 1);
        QCOMPARE(room.door.asked, 3);
        room.console.signOut();
        QTRY_VERIFY(room.view().isVisible());
        QVERIFY(!room.part<QLabel>("besideText")->isVisible());
        QVERIFY(room.part<QComboBox>("post")->isEnabled());
    }

    void nobodyComesToVouch()
    {
        Room room;
        room.door.needsSecond = true;
        room.view().fill(QStringLiteral("OP-0500"), QStringLiteral("bon mot"), PostId{QStringLiteral("poste-1")});
        QTest::keyClick(room.part<QLineEdit>("password"), Qt::Key_Return);
        QTRY_VERIFY(room.part<QLabel>("besideText")->isVisible());
        QTest::keyClick(&room.view(), Qt::Key_Escape);
        QTRY_VERIFY(!room.part<QLabel>("besideText")->isVisible());
        QCOMPARE(room.part<QLineEdit>("matricule")->text(), QStringLiteral("OP-0500"));
        // Nothing of the first try is left: alone, they are asked for somebody again.
        QTest::keyClicks(room.part<QLineEdit>("password"), QStringLiteral("mauvais"));
        QTest::keyClick(room.part<QLineEdit>("password"), Qt::Key_Return);
        QTRY_COMPARE(room.door.asked, 2);
        QCOMPARE(room.door.seenPassword, QByteArray("mauvais"));
        QTRY_VERIFY(room.part<QLabel>("signInError")->isVisible());
        QVERIFY(!room.part<QLabel>("besideText")->isVisible());
    }

    void aWrongPasswordIsSaidAndForgotten()
    {
        Room room;
        room.view().fill(QStringLiteral("OP-0417"), QStringLiteral("mauvais"), PostId{QStringLiteral("poste-2")});
        QSignalSpy failed(&room.console, &Console::signInFailed);
        QTest::mouseClick(room.part<QPushButton>("signInButton"), Qt::LeftButton);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(room.part<QLabel>("signInError")->isVisible());
        QVERIFY(room.part<QLineEdit>("password")->text().isEmpty());
        QVERIFY(room.part<QLineEdit>("password")->hasFocus());
        QCOMPARE(room.part<QLineEdit>("matricule")->text(), QStringLiteral("OP-0417"));
        QVERIFY(!room.console.mainWindow());
        // Typing takes the sentence away.
        QTest::keyClicks(room.part<QLineEdit>("password"), QStringLiteral("b"));
        QVERIFY(!room.part<QLabel>("signInError")->isVisible());
    }

    void emptyFieldsAreAskedFor_data()
    {
        QTest::addColumn<QString>("matricule");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("focus");
        QTest::newRow("no number") << QString() << QStringLiteral("x") << QStringLiteral("matricule");
        QTest::newRow("only spaces") << QStringLiteral("  ") << QStringLiteral("x") << QStringLiteral("matricule");
        QTest::newRow("no password") << QStringLiteral("OP-0417") << QString() << QStringLiteral("password");
    }
    void emptyFieldsAreAskedFor()
    {
        QFETCH(QString, matricule);
        QFETCH(QString, password);
        QFETCH(QString, focus);
        Room room;
        room.view().fill(matricule, password, PostId{QStringLiteral("poste-1")});
        room.view().submit();
        QVERIFY(room.part<QLabel>("signInError")->isVisible());
        QVERIFY(room.view().findChild<QWidget *>(focus)->hasFocus());
        QVERIFY(room.door.seenPassword.isEmpty());
    }

    void capsLockIsSaid()
    {
        Room room;
        auto *password = room.part<QLineEdit>("password");
        password->setFocus();
        auto *hint = room.part<QLabel>("capsLock");
        QTest::sendKeyEvent(QTest::Click, password, Qt::Key_A, QStringLiteral("A"), Qt::NoModifier);
        QVERIFY(hint->isVisible());
        QTest::sendKeyEvent(QTest::Click, password, Qt::Key_A, QStringLiteral("a"), Qt::NoModifier);
        QVERIFY(!hint->isVisible());
        QTest::sendKeyEvent(QTest::Click, password, Qt::Key_A, QStringLiteral("A"), Qt::ShiftModifier);
        QVERIFY(!hint->isVisible());
    }

    void thePasswordIsNeverReadable()
    {
        Room room;
        auto *password = room.part<QLineEdit>("password");
        QTest::keyClicks(password, QStringLiteral("bon mot"));
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QVERIFY(!password->displayText().contains(QStringLiteral("bon")));
    }

    void aMissingKeychainAsksForAPassphrase()
    {
        Room room;
        room.view().setKeyNeed(KeyNeed::CreatePassphrase);
        QVERIFY(!room.part<QPushButton>("signInButton")->isEnabled());
        auto *first = room.part<QLineEdit>("passphrase");
        auto *again = room.part<QLineEdit>("passphraseAgain");
        QSignalSpy given(&room.view(), &SignInView::passphraseGiven);
        QTest::keyClicks(first, QStringLiteral("court"));
        QTest::keyClick(first, Qt::Key_Return);
        QCOMPARE(given.size(), 0);
        // Said beside the field it is about, not under the form that waits.
        QVERIFY(room.part<QLabel>("keyError")->isVisible());
        QVERIFY(!room.part<QLabel>("signInError")->isVisible());
        first->setText(QStringLiteral("un long passage"));
        again->setText(QStringLiteral("un autre passage"));
        QTest::keyClick(again, Qt::Key_Return);
        QCOMPARE(given.size(), 0);
        QVERIFY(!first->text().isEmpty());
        again->setText(QStringLiteral("un long passage"));
        QTest::keyClick(again, Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QVERIFY(!room.part<QLabel>("keyError")->isVisible());
        QCOMPARE(room.view().takePassphrase().revealBytes(), QByteArray("un long passage"));
        QVERIFY(first->text().isEmpty());
        QVERIFY(again->text().isEmpty());
        room.view().setKeyNeed(KeyNeed::None);
        QVERIFY(room.part<QPushButton>("signInButton")->isEnabled());
    }

    void aLockedKeychainOffersToTryAgain()
    {
        Room room;
        room.view().setKeyNeed(KeyNeed::UnlockKeychain);
        QVERIFY(!room.part<QLineEdit>("passphrase")->isVisible());
        QSignalSpy retry(&room.view(), &SignInView::retryAsked);
        QTest::mouseClick(room.part<QPushButton>("keyButton"), Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
    }
};

VIGIE_TEST(TstSignIn)
#include "tst_sign_in.moc"
