// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <support/test_main.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using media::SessionState;

/// Asking and answering: what a view does before there is a picture, and when it is let go.
class TstView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void grantedConnects();
    void nothingIsOpenedBeforeTheRecordIsDurable();
    void refusedNeverMakesASession_data();
    void refusedNeverMakesASession();
    void playsLosesAndPlaysAgain();
    void aNewDecisionIsTold();
    void askAgainAfterARefusal();
    void askIsForRefusedAndCurtainedOnly();
    void letGoWhileAsking();
    void letGoWhileTheRecordIsWritten();
    void letGoWhilePlaying();
    void closingWhileAsking();
    void closingAsksEveryStreamBeforeWaitingForOne();
    void nothingComesAfterClosing();
};

void TstView::grantedConnects()
{
    House house;
    const auto view = house.open();
    QCOMPARE(view->state(), ViewState::Asking);
    QCOMPARE(view->camera(), kCamera);
    QVERIFY(view->feed());
    QSignalSpy changes(view.get(), &View::changed);
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    QVERIFY(!changes.isEmpty());
    QVERIFY(view->decision().allowed);
    QCOMPARE(view->decision().authority, QStringLiteral("Maire de Beauvais"));
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    const auto &options = house.streams.last().options;
    QCOMPARE(options.stream.name, QStringLiteral("sub"));
    QCOMPARE(options.stream.url, QUrl(QStringLiteral("rtsp://192.0.2.1/cam-beauvais/sub")));
    QCOMPARE(options.user, QStringLiteral("vigie"));
    QVERIFY(!options.password.isEmpty());
    QVERIFY(!options.unverifiedTlsAllowed);
    QCOMPARE(view->streamName(), QStringLiteral("sub"));
    QCOMPARE(view->stats().state, SessionState::Connecting);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")});
}

void TstView::nothingIsOpenedBeforeTheRecordIsDurable()
{
    House house;
    house.journal.hold();
    const auto view = house.open();
    QTRY_COMPARE(house.journal.queued(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Asking);
    QVERIFY(house.streams.made.empty());
    house.journal.release();
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstView::refusedNeverMakesASession_data()
{
    QTest::addColumn<CameraId>("camera");
    QTest::addColumn<std::optional<Error>>("journalSays");
    QTest::addColumn<std::optional<Error>>("vaultSays");
    QTest::addColumn<int>("row");
    const Error full{ErrorCode::DiskFull, QStringLiteral("no space")};
    const Error locked{ErrorCode::KeychainLocked, QStringLiteral("locked")};
    using None = std::optional<Error>;
    QTest::newRow("a commune outside the habilitation") << kCreilCamera << None() << None() << 10;
    QTest::newRow("a journal that does not write") << kCamera << None(full) << None() << 46;
    QTest::newRow("a vault that stays shut") << kCamera << None() << None(locked) << 46;
}

void TstView::refusedNeverMakesASession()
{
    QFETCH(CameraId, camera);
    QFETCH(std::optional<Error>, journalSays);
    QFETCH(std::optional<Error>, vaultSays);
    QFETCH(int, row);
    House house;
    if (journalSays)
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("did not take a record")));
    house.journal.error = journalSays;
    house.vault.error = vaultSays;
    const auto view = house.open(camera);
    QTRY_COMPARE(view->state(), ViewState::Refused);
    QVERIFY(!view->decision().allowed);
    QVERIFY(view->decision().rows.contains(row));
    QCOMPARE(view->error().has_value(), journalSays || vaultSays);
    QVERIFY(!view->endCause());
    view->setShowing(kLarge);
    view->setSuspended(true);
    view->setSuspended(false);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Refused);
    QVERIFY(house.streams.made.empty());
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstView::playsLosesAndPlaysAgain()
{
    House house;
    const auto view = house.playing();
    QCOMPARE(view->state(), ViewState::Playing);
    QCOMPARE(shownBy(*view), 1);
    FakeStream &stream = house.streams.last();
    stream.say(SessionState::Lost, Error{ErrorCode::TimedOut, QStringLiteral("no picture")});
    QCOMPARE(view->state(), ViewState::Lost);
    QCOMPARE(view->error()->code, ErrorCode::TimedOut);
    QSignalSpy changes(view.get(), &View::changed);
    stream.say(SessionState::Lost, Error{ErrorCode::Refused, QStringLiteral("401")});
    QCOMPARE(view->error()->code, ErrorCode::Refused);
    QCOMPARE(changes.size(), 1); // the same state for another reason
    stream.play(2);
    QCOMPARE(view->state(), ViewState::Playing);
    QVERIFY(!view->error());
    QCOMPARE(shownBy(*view), 2);
    QVERIFY(!stream.askedToStop); // it tries again by itself
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstView::aNewDecisionIsTold()
{
    House house;
    const auto view = house.playing();
    QSignalSpy changes(view.get(), &View::changed);
    const auto until = view->decision().until;
    house.change([](Facts &facts) {
        for (auto &duty : facts.duties[kOperator])
            duty.during = {kNow - std::chrono::hours(1), kNow + std::chrono::hours(1)};
    });
    QVERIFY(!changes.isEmpty());
    QVERIFY(view->decision().until != until);
    QCOMPARE(view->state(), ViewState::Playing);
}

void TstView::askAgainAfterARefusal()
{
    House house;
    house.suspend();
    const auto view = house.open();
    QTRY_COMPARE(view->state(), ViewState::Refused);
    const auto feed = view->feed();
    house.suspend(false);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Refused); // nobody asked
    view->ask();
    QCOMPARE(view->state(), ViewState::Asking);
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    QCOMPARE(view->feed(), feed); // it was never curtained
    QVERIFY(view->decision().allowed);
}

void TstView::askIsForRefusedAndCurtainedOnly()
{
    House house;
    const auto view = house.open();
    view->ask();
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    view->ask();
    house.streams.last().play(1);
    view->ask();
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Playing);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")});
}

void TstView::letGoWhileAsking()
{
    House house;
    house.open().reset();
    const auto other = house.open(kCreilCamera); // something to wait for
    QTRY_COMPARE(other->state(), ViewState::Refused);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("refusal")});
    QVERIFY(house.streams.made.empty());
}

void TstView::letGoWhileTheRecordIsWritten()
{
    House house;
    house.journal.hold();
    auto view = house.open();
    QTRY_COMPARE(house.journal.queued(), 1);
    view.reset();
    house.journal.release();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QVERIFY(house.streams.made.empty());
    QVERIFY(house.vault.asked.isEmpty());
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstView::letGoWhilePlaying()
{
    House house;
    auto view = house.playing();
    const auto feed = view->feed();
    FakeStream &stream = house.streams.last();
    bool curtainedThen = false;
    int grantsThen = 0;
    stream.whenAskedToStop = [&] { curtainedThen = feed->isCurtained(); };
    stream.whenJoined = [&] { grantsThen = house.gate.liveGrants(); };
    view.reset();
    QVERIFY(curtainedThen);
    QVERIFY(stream.joined);
    QVERIFY(!stream.session);
    QCOMPARE(grantsThen, 1); // no connection outlives the right
    QCOMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
}

void TstView::closingWhileAsking()
{
    House house;
    const auto view = house.open();
    view->beginClosing();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QVERIFY(house.streams.made.empty());
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstView::closingAsksEveryStreamBeforeWaitingForOne()
{
    House house;
    std::vector<std::unique_ptr<View>> views;
    QStringList order;
    for (int i = 0; i < 3; ++i) {
        views.push_back(house.playing());
        house.streams.last().whenAskedToStop = [&] { order.append(QStringLiteral("asked")); };
        house.streams.last().whenJoined = [&] { order.append(QStringLiteral("joined")); };
    }
    for (const auto &view : views) {
        view->beginClosing();
        QVERIFY(view->feed()->isCurtained());
    }
    QCOMPARE(order, QStringList(3, QStringLiteral("asked")));
    views.clear();
    QCOMPARE(order,
             QStringList(3, QStringLiteral("asked")) + QStringList(3, QStringLiteral("joined")));
}

void TstView::nothingComesAfterClosing()
{
    House house;
    const auto view = house.playing();
    view->beginClosing();
    QSignalSpy changes(view.get(), &View::changed);
    view->setShowing(kLarge);
    view->setSuspended(true);
    view->setSuspended(false);
    house.suspend();
    view->ask();
    view->beginClosing();
    QCoreApplication::processEvents();
    QCOMPARE(changes.size(), 0);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("curtain")}));
}

VIGIE_TEST(TstView)
#include "tst_view.moc"
