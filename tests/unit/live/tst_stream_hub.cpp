// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <live/fan_out.h>
#include <render/paint_thread.h>
#include <support/test_main.h>

#include <atomic>
#include <thread>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using access::EndCause;
using media::Importance;
using media::SessionState;
using namespace std::chrono_literals;

namespace {

class CountingSink final : public media::FrameSink {
public:
    void present(media::FramePtr frame) override
    {
        const int number = static_cast<int>(frame->pts.count());
        stepsBack += number < last ? 1 : 0;
        last = number;
        ++count;
    }
    std::atomic<int> last = 0;
    std::atomic<int> count = 0;
    std::atomic<int> stepsBack = 0;
};

media::FramePtr picture(int number)
{
    auto frame = std::make_shared<media::Frame>();
    frame->received = std::chrono::steady_clock::now();
    frame->pts = std::chrono::microseconds(number);
    return frame;
}

/// A grant without a view around it.
std::unique_ptr<access::Grant> grantOf(House &house, QObject *context)
{
    std::unique_ptr<access::Grant> grant;
    house.gate.request(house.session, House::request(), context, [&grant](access::Outcome outcome) {
        grant = std::move(std::get<std::unique_ptr<access::Grant>>(outcome));
    });
    [&] { QTRY_VERIFY(grant); }();
    return grant;
}

} // namespace

/// One connection per camera stream, and only under a live right.
class TstStreamHub final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void threeTilesOneConnection();
    void whoComesLaterSeesTheNewestPictureAtOnce();
    void whoComesToALostCameraSeesNothingOld();
    void theLastOneOutClosesTheConnection();
    void anotherStreamOfTheCameraIsAnotherConnection();
    void whoeverLosesTheRightIsCutOffAndTheOthersGoOn();
    void withoutALiveRightThereIsNoSession();
    void aRightThatEndsCutsWhoeverForgotToLetGo();
    void aGrantThatIsDestroyedCutsAsWell();
    void theMostImportantCounts();
    void theGrantGoesBackWhenTheConnectionHasClosed();
    void nobodyWaitsWhenAViewCloses();
    void anOutletThatIsShutPassesNothing();
    void manyOutletsWhilePicturesCome();
};

void TstStreamHub::threeTilesOneConnection()
{
    House house;
    house.shareStreams();
    const auto first = house.playing();
    const auto second = house.open();
    const auto third = house.open();
    QTRY_COMPARE(second->state(), ViewState::Playing);
    QTRY_COMPARE(third->state(), ViewState::Playing);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.gate.liveGrants(), 3); // each under its own right
    house.streams.last().show(2);
    for (const auto *view : {first.get(), second.get(), third.get()})
        QCOMPARE(shownBy(*view), 2);
    house.streams.last().say(SessionState::Lost, Error{ErrorCode::TimedOut, {}});
    for (const auto *view : {first.get(), second.get(), third.get()})
        QCOMPARE(view->state(), ViewState::Lost);
}

void TstStreamHub::whoComesLaterSeesTheNewestPictureAtOnce()
{
    House house;
    house.shareStreams();
    const auto first = house.playing();
    house.streams.last().show(7);
    const auto second = house.open();
    QTRY_COMPARE(second->state(), ViewState::Playing);
    QTRY_COMPARE(shownBy(*second), 7); // nothing new has come
}

/// An undated picture of an hour ago is no live picture, and was before the right began.
void TstStreamHub::whoComesToALostCameraSeesNothingOld()
{
    House house;
    house.shareStreams();
    const auto first = house.playing();
    house.streams.last().show(7);
    house.streams.last().say(SessionState::Lost, Error{ErrorCode::TimedOut, {}});
    const auto second = house.open();
    QTRY_COMPARE(second->state(), ViewState::Lost);
    QVERIFY(!second->hasPicture());
    house.streams.last().say(SessionState::Playing);
    house.streams.last().show(8);
    QCOMPARE(shownBy(*second), 8);
}

void TstStreamHub::theLastOneOutClosesTheConnection()
{
    House house;
    house.shareStreams();
    auto first = house.playing();
    auto second = house.open();
    QTRY_COMPARE(second->state(), ViewState::Playing);
    const auto stream = house.streams.made.front();
    first.reset();
    QVERIFY(!stream->askedToStop);
    stream->show(3);
    QCOMPARE(shownBy(*second), 3);
    second.reset();
    QVERIFY(stream->askedToStop);
    QCOMPARE(house.hub->upstreams(), 0);
    stream->finish();
    QTRY_VERIFY(stream->joined);
}

void TstStreamHub::anotherStreamOfTheCameraIsAnotherConnection()
{
    House house;
    house.shareStreams();
    const auto small = house.playing();
    const auto large = house.open(kCamera, kLarge);
    QTRY_COMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("main"));
    QCOMPARE(house.hub->upstreams(), 2);
}

void TstStreamHub::whoeverLosesTheRightIsCutOffAndTheOthersGoOn()
{
    House house;
    house.shareStreams();
    const auto mine = house.playing();
    const access::SessionContext colleague{
        {QStringLiteral("session-2")}, kCommunal, QStringLiteral("M-agent"), kOffice};
    View theirs(house.gate, colleague, {kCommunal, Act::Live, kCamera, kOffice, QString(), {}, false},
                render::Backend::Gpu, kSmall, nullptr, house.hub);
    QTRY_COMPARE(theirs.state(), ViewState::Playing);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    house.suspend(); // the operator, not the colleague; no event loop
    QCOMPARE(mine->state(), ViewState::Curtained);
    QVERIFY(mine->feed()->isCurtained());
    QVERIFY(!house.streams.last().askedToStop);
    house.streams.last().show(5);
    QCOMPARE(shownBy(theirs), 5);
    QCOMPARE(shownBy(*mine), 0);
    house.gate.endSession(colleague.session, EndCause::SignedOut);
    QVERIFY(house.streams.last().askedToStop); // the last right: the session as well
    QCOMPARE(house.hub->upstreams(), 0);
}

void TstStreamHub::withoutALiveRightThereIsNoSession()
{
    House house;
    house.shareStreams();
    const auto grant = grantOf(house, this);
    const auto sink = std::make_shared<CountingSink>();
    const StreamEndpoint stream = grant->endpoint().streams.first();
    house.suspend();
    QVERIFY(!grant->isLive());
    QVERIFY(!house.hub->join(*grant, stream, sink, Importance::Visible));
    QVERIFY(house.streams.made.empty());
}

void TstStreamHub::aRightThatEndsCutsWhoeverForgotToLetGo()
{
    House house;
    house.shareStreams();
    const auto grant = grantOf(house, this);
    const auto sink = std::make_shared<CountingSink>();
    const auto tap = house.hub->join(*grant, grant->endpoint().streams.first(), sink, Importance::Visible);
    house.streams.last().show(1);
    QCOMPARE(sink->count.load(), 1);
    house.suspend();
    QVERIFY(!tap->isOpen());
    QVERIFY(house.streams.last().askedToStop);
    house.streams.last().show(2); // it was in the middle of one
    QCOMPARE(sink->count.load(), 1);
    QCOMPARE(tap->stats().state, SessionState::Idle);
}

void TstStreamHub::aGrantThatIsDestroyedCutsAsWell()
{
    House house;
    house.shareStreams();
    auto grant = grantOf(house, this);
    const auto sink = std::make_shared<CountingSink>();
    const auto tap = house.hub->join(*grant, grant->endpoint().streams.first(), sink, Importance::Visible);
    grant.reset();
    QVERIFY(!tap->isOpen());
    QVERIFY(house.streams.last().askedToStop);
}

void TstStreamHub::theMostImportantCounts()
{
    House house;
    house.shareStreams();
    Showing showing = kSmall;
    const auto first = house.playing();
    const FakeStream &stream = house.streams.last();
    const auto second = house.open();
    QTRY_COMPARE(second->state(), ViewState::Playing);
    QCOMPARE(stream.importance, Importance::Visible);
    showing.importance = Importance::Selected;
    second->setShowing(showing);
    QCOMPARE(stream.importance, Importance::Selected);
    showing.importance = Importance::Hidden;
    second->setShowing(showing);
    QCOMPARE(stream.importance, Importance::Visible);
    QVERIFY(!stream.paused); // somebody still sees it
    first->setShowing(showing);
    QCOMPARE(stream.importance, Importance::Hidden);
    QVERIFY(stream.paused);
    showing.importance = Importance::Background;
    first->setShowing(showing);
    QVERIFY(!stream.paused);
    QCOMPARE(stream.importance, Importance::Background);
}

void TstStreamHub::theGrantGoesBackWhenTheConnectionHasClosed()
{
    House house;
    house.shareStreams();
    auto view = house.playing();
    const auto stream = house.streams.made.front();
    view.reset();
    QVERIFY(stream->askedToStop);
    QCOMPARE(house.gate.liveGrants(), 1); // no connection outlives the right
    stream->finish();
    QTRY_COMPARE(house.gate.liveGrants(), 0);
    QVERIFY(stream->joined);
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("live-end")}));
}

void TstStreamHub::nobodyWaitsWhenAViewCloses()
{
    House house;
    house.shareStreams();
    auto view = house.playing();
    const auto stream = house.streams.made.front();
    view.reset();
    QVERIFY(!stream->joined);
    house.hub.reset(); // the program ends
    QVERIFY(stream->joined);
    QCOMPARE(house.gate.liveGrants(), 0);
}

void TstStreamHub::anOutletThatIsShutPassesNothing()
{
    FanOut pictures;
    const auto sink = std::make_shared<CountingSink>();
    const auto outlet = pictures.add(sink, 10s);
    pictures.present(picture(1));
    pictures.remove(outlet);
    pictures.present(picture(2));
    pictures.present(nullptr);
    QCOMPARE(sink->count.load(), 1);
    const auto late = std::make_shared<CountingSink>();
    const auto asked = pictures.add(late, 10s);
    QTRY_COMPARE(late->last.load(), 2);
    const auto patient = std::make_shared<CountingSink>();
    const auto unasked = pictures.add(patient, 0s);
    std::atomic<bool> behind = false; // whatever would come at once has come before it
    render::PaintThread::instance().run([&behind] { behind = true; });
    QTRY_VERIFY(behind);
    QCOMPARE(patient->count.load(), 0);
}

void TstStreamHub::manyOutletsWhilePicturesCome()
{
    FanOut pictures;
    std::jthread session([&pictures](const std::stop_token &stop) {
        for (int number = 1; !stop.stop_requested(); ++number)
            pictures.present(picture(number));
    });
    for (int round = 0; round < 200; ++round) {
        const auto sink = std::make_shared<CountingSink>();
        const auto outlet = pictures.add(sink, 10s);
        while (sink->count < 3)
            std::this_thread::yield();
        pictures.remove(outlet);
        const int then = sink->count;
        std::this_thread::yield();
        QCOMPARE(sink->count.load(), then);
        QCOMPARE(sink->stepsBack.load(), 0);
    }
}

VIGIE_TEST(TstStreamHub)
#include "tst_stream_hub.moc"
