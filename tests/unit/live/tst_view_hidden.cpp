// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <live/warm_views.h>
#include <render/paint_thread.h>
#include <support/test_main.h>

#include <QtCore/QThread>

#include <atomic>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using access::EndCause;
using media::Importance;
using media::SessionState;
using namespace std::chrono_literals;

namespace {

const Showing kHidden{{320, 180}, 1.0, false, Importance::Hidden};

} // namespace

/// What nobody sees costs nothing, and is there at once when it is called back.
class TstViewHidden final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void hiddenIsPausedAtOnceAndClosedLater();
    void shownAgainInTimeGoesOnWithTheSameConnection();
    void anOldPictureIsNotTakenForALiveOne();
    void newsFromBeforeItWasHiddenIsOld();
    void twoComeBackAtOnce_data();
    void twoComeBackAtOnce();
    void openedWhereNobodySeesItConnectsWhenItIsSeen();
    void anotherSizeWhileHiddenOpensNothing();
    void theMachineIsShort();
    void aStreamThatCannotBeDecodedGivesWayToAnother();
    void aPictureOlderThanTheOneShownWaits();
    void aResizedTileShowsItsLastPictureAgain();
    void calledBackInTime();
    void keptNoLongerThanPromised();
    void keptViewsAreBounded();
    void whatHasNoPictureIsNotKept();
    void anotherMotiveIsAnotherRequest();
    void keptRightsEndAtOnce_data();
    void keptRightsEndAtOnce();
};

void TstViewHidden::hiddenIsPausedAtOnceAndClosedLater()
{
    House house;
    house.streamSetup.hiddenDelay = 50ms;
    const auto view = house.playing();
    const auto stream = house.streams.made.front();
    view->setShowing(kHidden);
    QVERIFY(stream->paused);
    QVERIFY(!stream->askedToStop);
    QTRY_VERIFY(stream->askedToStop);
    QVERIFY(view->isSuspended());
    QCOMPARE(house.gate.liveGrants(), 1); // the right stays
    QCOMPARE(shownBy(*view), 1); // and the picture
    view->setShowing(kSmall);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(view->state(), ViewState::Connecting);
    QVERIFY(view->hasPicture());
    QCOMPARE(shownBy(*view), 1);
    house.streams.last().play(2);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")});
}

void TstViewHidden::shownAgainInTimeGoesOnWithTheSameConnection()
{
    House house;
    const auto view = house.playing();
    const FakeStream &stream = house.streams.last();
    view->setShowing(kHidden);
    QVERIFY(stream.paused);
    view->setShowing(kSmall);
    QVERIFY(!stream.paused);
    QVERIFY(!stream.askedToStop);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstViewHidden::anOldPictureIsNotTakenForALiveOne()
{
    House house;
    const auto view = house.playing();
    view->setShowing(kHidden);
    QCOMPARE(view->state(), ViewState::Playing);
    view->setShowing(kSmall);
    QCOMPARE(view->state(), ViewState::Connecting); // the session plays, the tile does not yet
    QVERIFY(view->hasPicture());
    house.streams.last().show(2);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    QCOMPARE(shownBy(*view), 2);
}

void TstViewHidden::newsFromBeforeItWasHiddenIsOld()
{
    House house;
    const auto view = house.open();
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    house.streams.last().play(1);
    view->setShowing(kHidden); // the event loop has not told of the picture yet
    view->setShowing(kSmall);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Connecting);
    house.streams.last().show(2);
    QTRY_COMPARE(view->state(), ViewState::Playing);
}

void TstViewHidden::twoComeBackAtOnce_data()
{
    QTest::addColumn<std::chrono::milliseconds>("ago"); // that the last picture arrived
    QTest::addColumn<double>("fps");
    QTest::addColumn<ViewState>("state");
    QTest::newRow("after a while: the old picture is not live") << 20'000ms << 0.0 << ViewState::Connecting;
    QTest::newRow("just over the bound") << 1600ms << 15.0 << ViewState::Connecting;
    QTest::newRow("after a moment: it is") << 100ms << 15.0 << ViewState::Playing;
    QTest::newRow("a camera of one picture a second") << 1600ms << 1.0 << ViewState::Playing;
}

void TstViewHidden::twoComeBackAtOnce()
{
    QFETCH(std::chrono::milliseconds, ago);
    QFETCH(double, fps);
    QFETCH(ViewState, state);
    House house;
    house.shareStreams();
    const auto one = house.open();
    const auto other = house.open();
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    house.streams.last().show(1, 30s);
    house.streams.last().say(SessionState::Playing);
    QTRY_COMPARE(other->state(), ViewState::Playing);
    one->setShowing(kHidden);
    other->setShowing(kHidden);
    other->setSuspended(true);
    house.streams.last().show(2, ago);
    house.streams.last().stats.fps = fps;
    one->setShowing(kSmall); // from here on the session is wanted, and says that it plays
    other->setShowing(kSmall);
    // What is given at once comes by the PaintThread: this job is behind it, and the event behind its news.
    bool settled = false;
    render::PaintThread::instance().run([other = other.get(), &settled] {
        QMetaObject::invokeMethod(other, [&settled] { settled = true; }, Qt::QueuedConnection);
    });
    QTRY_VERIFY(settled);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(one->state(), ViewState::Connecting);
    QCOMPARE(other->state(), state);
    house.streams.last().show(3);
    QTRY_COMPARE(other->state(), ViewState::Playing);
    QCOMPARE(shownBy(*other), 3);
}

void TstViewHidden::openedWhereNobodySeesItConnectsWhenItIsSeen()
{
    House house;
    const auto view = house.open(kCamera, kHidden);
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    QVERIFY(house.streams.made.empty());
    view->setShowing(kSmall);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    house.streams.last().play(1);
    QTRY_COMPARE(view->state(), ViewState::Playing);
}

void TstViewHidden::anotherSizeWhileHiddenOpensNothing()
{
    House house;
    const auto view = house.playing();
    Showing showing = kLarge;
    showing.importance = Importance::Hidden;
    view->setShowing(showing);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    view->setShowing(kLarge);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("main"));
}

void TstViewHidden::theMachineIsShort()
{
    House house;
    house.shareStreams();
    const auto view = house.playing(kLarge);
    QCOMPARE(view->streamName(), QStringLiteral("main"));
    house.streams.last().stats.effort = media::Effort::SkipNonReference;
    house.hub->beat();
    QCOMPARE(house.streams.made.size(), std::size_t(1)); // the session does that by itself
    house.streams.last().stats.effort = media::Effort::LowerStream;
    house.hub->beat();
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(view->reason(), Reason::MachineShort);
    house.streams.last().play(2);
    QTRY_COMPARE(view->streamName(), QStringLiteral("sub"));
    // A new session begins with nothing left out: that alone is no reason to go back.
    for (int second = 0; second < 29; ++second)
        house.hub->beat();
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    house.hub->beat();
    QCOMPARE(house.streams.made.size(), std::size_t(3));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("main"));
    QCOMPARE(view->reason(), Reason::FillsTile);
}

void TstViewHidden::aStreamThatCannotBeDecodedGivesWayToAnother()
{
    House house;
    const auto view = house.open(kCamera, kLarge);
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    house.streams.last().say(SessionState::Lost, Error{ErrorCode::NotSupported, QStringLiteral("AV1")});
    QVERIFY(house.streams.made.front()->askedToStop);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("sub"));
    QCOMPARE(view->reason(), Reason::OtherFailed);
    house.streams.last().say(SessionState::Lost, Error{ErrorCode::NotSupported, QStringLiteral("AV1")});
    QCOMPARE(view->state(), ViewState::Lost); // and there it ends: no loop
    QCOMPARE(view->error()->code, ErrorCode::NotSupported);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
}

void TstViewHidden::aPictureOlderThanTheOneShownWaits()
{
    House house;
    const auto view = house.playing();
    const auto at = [](int number, std::chrono::milliseconds received) {
        auto frame = std::make_shared<media::Frame>();
        frame->pts = std::chrono::microseconds(number);
        frame->received = std::chrono::steady_clock::time_point(received);
        return frame;
    };
    house.streams.made.front()->options.sink->present(at(2, 5000ms));
    view->setShowing(kLarge);
    house.streams.last().options.sink->present(at(100, 4900ms)); // out of a backlog
    QCOMPARE(shownBy(*view), 2);
    house.streams.made.front()->options.sink->present(at(3, 5040ms));
    QCOMPARE(shownBy(*view), 3);
    house.streams.last().options.sink->present(at(101, 5050ms));
    QCOMPARE(shownBy(*view), 101);
    QTRY_COMPARE(view->streamName(), QStringLiteral("main"));
}

void TstViewHidden::aResizedTileShowsItsLastPictureAgain()
{
    House house;
    const auto view = house.playing();
    QCOMPARE(shownBy(*view), 1);
    // Not on the GUI thread: while a window's border is drawn, nothing of it waits for thirty-six conversions.
    std::atomic<int> pings = 0;
    std::atomic<int> byTheGui = 0;
    connect(view->feed().get(), &render::TileFeed::ready, view->feed().get(), [&, gui = QThread::currentThread()] {
        ++pings;
        byTheGui += QThread::currentThread() == gui ? 1 : 0;
    }, Qt::DirectConnection);
    Showing other = kSmall;
    other.size = {330, 186};
    view->setShowing(other);
    QTRY_COMPARE(pings.load(), 1); // converted anew, nothing having come
    QCOMPARE(byTheGui.load(), 0);
    QCOMPARE(shownBy(*view), 1);
}

void TstViewHidden::calledBackInTime()
{
    House house;
    house.shareStreams();
    WarmViews warm(20s);
    auto view = house.playing();
    View *const raw = view.get();
    warm.keep(std::move(view));
    QCOMPARE(warm.count(), 1);
    QVERIFY(house.streams.last().paused);
    QCOMPARE(house.gate.liveGrants(), 1);
    view = warm.take(House::request());
    QCOMPARE(view.get(), raw);
    QCOMPARE(warm.count(), 0);
    view->setShowing(kSmall);
    QCOMPARE(view->state(), ViewState::Connecting);
    QVERIFY(view->hasPicture()); // for the next repaint
    QVERIFY(!house.streams.last().paused);
    house.streams.last().show(2);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")}); // one right
}

void TstViewHidden::keptNoLongerThanPromised()
{
    House house;
    house.shareStreams();
    house.streamSetup.hiddenDelay = 0ms;
    WarmViews warm(50ms);
    warm.keep(house.playing());
    const auto stream = house.streams.made.front();
    QVERIFY(!stream->askedToStop); // longer than a hidden tile
    QTRY_COMPARE(warm.count(), 0);
    QVERIFY(stream->askedToStop);
    stream->finish();
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
    QVERIFY(!warm.take(House::request()));
}

void TstViewHidden::keptViewsAreBounded()
{
    House house;
    WarmViews warm(20s);
    for (std::size_t i = 0; i < WarmViews::kMost + 3; ++i)
        warm.keep(house.playing());
    QCOMPARE(warm.count(), int(WarmViews::kMost));
    QVERIFY(house.streams.made.at(2)->askedToStop);
    QVERIFY(!house.streams.made.at(3)->askedToStop);
}

void TstViewHidden::whatHasNoPictureIsNotKept()
{
    House house;
    WarmViews warm(20s);
    auto view = house.open();
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    warm.keep(std::move(view));
    auto refused = house.open(kCreilCamera);
    QTRY_COMPARE(refused->state(), ViewState::Refused);
    warm.keep(std::move(refused));
    warm.keep(nullptr);
    QCOMPARE(warm.count(), 0);
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstViewHidden::anotherMotiveIsAnotherRequest()
{
    House house;
    WarmViews warm(20s);
    warm.keep(house.playing());
    access::Request other = House::request();
    other.motive = QStringLiteral("L251-2-5");
    QVERIFY(!warm.take(other));
    QVERIFY(warm.take(House::request()));
}

void TstViewHidden::keptRightsEndAtOnce_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("the right is lost") << 0;
    QTest::newRow("signed out") << 1;
    QTest::newRow("the seat is locked") << 2;
}

void TstViewHidden::keptRightsEndAtOnce()
{
    QFETCH(int, how);
    House house;
    house.shareStreams();
    WarmViews warm(20s);
    auto view = house.playing();
    const auto feed = view->feed();
    warm.keep(std::move(view));
    const auto stream = house.streams.made.front();
    if (how == 0)
        house.suspend();
    else if (how == 1)
        house.gate.endSession(house.session.session, EndCause::SignedOut);
    else
        warm.clear();
    QVERIFY(feed->isCurtained()); // no event loop in between
    QVERIFY(stream->askedToStop);
    QVERIFY(!warm.take(House::request()));
    stream->finish();
    QTRY_COMPARE(house.gate.liveGrants(), 0);
    QTRY_COMPARE(warm.count(), 0);
}

VIGIE_TEST(TstViewHidden)
#include "tst_view_hidden.moc"
