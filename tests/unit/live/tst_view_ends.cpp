// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <support/test_main.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using access::EndCause;
using media::SessionState;
using namespace std::chrono_literals;

/// The right ends in mid-stream: the curtain, the connection, and the way back.
class TstViewEnds final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void curtainFallsInTheSameTurn_data();
    void curtainFallsInTheSameTurn();
    void everyTileIsCurtainedAndNoneWaits();
    void endedBeforeTheFirstPicture();
    void endedBetweenTwoStreams();
    void endedWhileSuspended();
    void anotherPersonsTileGoesOn();
    void theGateGoesFirst();
    void askAgainStartsOnAFreshFeed();
    void askAgainWhileStillSuspended();
    void askAgainFromWithinTheSignal();
};

void TstViewEnds::curtainFallsInTheSameTurn_data()
{
    QTest::addColumn<EndCause>("cause");
    QTest::addColumn<int>("row");
    QTest::newRow("agrément suspended") << EndCause::RightLost << 4;
    QTest::newRow("end of duty") << EndCause::Expired << 23;
    QTest::newRow("registry out of reach for a minute") << EndCause::RegistryUnreachable << 46;
    QTest::newRow("clock set back") << EndCause::ClockUntrusted << 46;
    QTest::newRow("journal does not write") << EndCause::JournalFailed << 46;
    QTest::newRow("signed out") << EndCause::SignedOut << 0;
}

void TstViewEnds::curtainFallsInTheSameTurn()
{
    QFETCH(EndCause, cause);
    QFETCH(int, row);
    House house;
    const auto view = house.playing();
    const auto feed = view->feed();
    const auto stream = house.streams.made.front();
    bool curtainedThen = false;
    stream->whenAskedToStop = [&] { curtainedThen = feed->isCurtained(); };
    QSignalSpy fell(feed.get(), &render::TileFeed::curtainFell);
    QSignalSpy changes(view.get(), &View::changed);
    switch (cause) { // no event loop in any of them
    case EndCause::RightLost:
        house.suspend();
        break;
    case EndCause::Expired:
        house.clock.advance(4h);
        house.gate.recheck();
        break;
    case EndCause::RegistryUnreachable:
        house.feed.setUnreachableSince(house.clock.sinceBoot());
        QCOMPARE(view->state(), ViewState::Playing); // the grace
        house.clock.advance(60s);
        house.gate.recheck();
        break;
    case EndCause::ClockUntrusted:
        house.clock.step(-1h);
        house.gate.recheck();
        break;
    case EndCause::JournalFailed:
        Q_EMIT house.journal.writableChanged(false);
        break;
    case EndCause::SignedOut:
        house.gate.endSession(house.session.session, EndCause::SignedOut);
        break;
    case EndCause::ByUser:
        break;
    }
    QCOMPARE(view->state(), ViewState::Curtained);
    QCOMPARE(view->endCause(), std::optional(cause));
    if (row != 0) {
        QVERIFY(!view->decision().allowed);
        QVERIFY(view->decision().rows.contains(row));
    }
    QVERIFY(!changes.isEmpty());
    QCOMPARE(fell.size(), 1);
    QVERIFY(feed->isCurtained());
    QVERIFY(stream->askedToStop);
    QVERIFY(curtainedThen); // the picture goes before the connection
    QVERIFY(!stream->joined); // and nobody waits for that
    stream->show(2); // it was in the middle of one
    QCOMPARE(shownBy(*view), 0);
    stream->say(SessionState::Lost, Error{ErrorCode::Cancelled, {}});
    QCOMPARE(view->state(), ViewState::Curtained);
    QVERIFY(!view->error());
    stream->finish();
    QTRY_VERIFY(stream->joined);
    QTRY_VERIFY(house.journal.events().contains(
        cause == EndCause::SignedOut ? QStringLiteral("live-end") : QStringLiteral("curtain")));
    QCOMPARE(house.journal.written.last().details.value(QStringLiteral("cause")).toString(),
             access::endCauseName(cause));
    view->setShowing(kLarge);
    view->setSuspended(true);
    view->setSuspended(false);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(view->state(), ViewState::Curtained);
}

void TstViewEnds::everyTileIsCurtainedAndNoneWaits()
{
    House house;
    std::vector<std::unique_ptr<View>> views;
    int joins = 0;
    for (int i = 0; i < 25; ++i) {
        views.push_back(house.playing());
        house.streams.last().whenJoined = [&] { ++joins; };
    }
    house.suspend();
    for (const auto &view : views)
        QVERIFY(view->feed()->isCurtained());
    for (const auto &stream : house.streams.made)
        QVERIFY(stream->askedToStop);
    QCoreApplication::processEvents();
    QCOMPARE(joins, 0);
    for (const auto &stream : house.streams.made)
        stream->finish();
    QTRY_COMPARE(joins, 25);
    QTRY_COMPARE(house.journal.units.last(), 25); // one record unit for all of them
}

void TstViewEnds::endedBeforeTheFirstPicture()
{
    House house;
    const auto view = house.open();
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    const auto stream = house.streams.made.front();
    house.suspend();
    QCOMPARE(view->state(), ViewState::Curtained);
    QVERIFY(stream->askedToStop);
    stream->show(1);
    QCoreApplication::processEvents(); // what its first picture would have set going
    QCOMPARE(shownBy(*view), 0);
    QCOMPARE(view->state(), ViewState::Curtained);
    QVERIFY(view->streamName().isEmpty());
}

void TstViewEnds::endedBetweenTwoStreams()
{
    House house;
    const auto view = house.playing();
    view->setShowing(kLarge);
    const auto main = house.streams.made.back();
    main->play(100);
    house.suspend(); // before the view has heard of it
    QVERIFY(main->askedToStop);
    QVERIFY(house.streams.made.front()->askedToStop);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Curtained);
    QCOMPARE(shownBy(*view), 0);
}

void TstViewEnds::endedWhileSuspended()
{
    House house;
    const auto view = house.playing();
    view->setSuspended(true);
    QCOMPARE(shownBy(*view), 1);
    house.suspend();
    QCOMPARE(view->state(), ViewState::Curtained);
    QCOMPARE(shownBy(*view), 0); // not even the last picture stays
    view->setSuspended(false);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstViewEnds::anotherPersonsTileGoesOn()
{
    House house;
    const auto view = house.playing();
    house.change([](Facts &facts) { facts.agrements[kCommunal].first().suspendedFrom = kNow; });
    QCOMPARE(view->state(), ViewState::Playing);
    QVERIFY(!house.streams.last().askedToStop);
}

void TstViewEnds::theGateGoesFirst()
{
    House house;
    auto gate = std::make_unique<access::Gate>(house.feed, house.vault, house.journal, house.clock);
    View view(*gate, house.session, {kOperator, Act::Live, kCamera, kRoom, QString(), {}, false},
              render::Backend::Gpu, kSmall, nullptr, house.alone());
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    house.streams.last().play(1);
    gate.reset();
    QCOMPARE(view.state(), ViewState::Curtained);
    QVERIFY(view.feed()->isCurtained());
    QVERIFY(house.streams.last().askedToStop);
}

void TstViewEnds::askAgainStartsOnAFreshFeed()
{
    House house;
    const auto view = house.playing();
    const auto before = view->feed();
    const auto old = house.streams.made.front();
    house.suspend();
    house.suspend(false);
    QCoreApplication::processEvents();
    QCOMPARE(view->state(), ViewState::Curtained); // the right is back; nobody asked for the image
    view->ask();
    QCOMPARE(view->state(), ViewState::Asking);
    QVERIFY(!view->endCause());
    const auto after = view->feed();
    QVERIFY(after != before);
    QVERIFY(before->isCurtained());
    QVERIFY(!after->isCurtained());
    old->show(2); // it has not ended yet: its pictures belong to the right that ended
    QTRY_COMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(shownBy(*view), 0);
    house.streams.last().play(100);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    old->show(3);
    QCOMPARE(shownBy(*view), 100);
    QVERIFY(!before->takeFrame());
    QTRY_COMPARE(house.journal.events(),
                 QStringList({QStringLiteral("live-begin"), QStringLiteral("curtain"),
                              QStringLiteral("live-begin")}));
}

void TstViewEnds::askAgainWhileStillSuspended()
{
    House house;
    const auto view = house.playing();
    house.suspend();
    view->ask();
    QTRY_COMPARE(view->state(), ViewState::Refused);
    QVERIFY(view->decision().rows.contains(4));
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstViewEnds::askAgainFromWithinTheSignal()
{
    House house;
    const auto view = house.playing();
    connect(view.get(), &View::changed, view.get(), [&] {
        if (view->state() == ViewState::Curtained)
            view->ask();
    });
    house.suspend();
    QCOMPARE(view->state(), ViewState::Asking);
    QTRY_COMPARE(view->state(), ViewState::Refused);
    QVERIFY(house.streams.made.front()->askedToStop);
}

VIGIE_TEST(TstViewEnds)
#include "tst_view_ends.moc"
