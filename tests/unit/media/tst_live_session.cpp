// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/camera_line.h>
#include <media/governor.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

/// What a session shows when its pictures come late, in bursts, or to nobody.
class TstLiveSession final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<test::CameraLine> m_line;
    std::shared_ptr<test::WatchedSink> m_sink;
    QTimer m_camera; ///< one picture every 40 ms

    void begin(int gop, QSize size = {160, 96})
    {
        m_camera.stop();
        m_line = std::make_shared<test::CameraLine>(
            test::makeClip({VideoCodec::H264, size, std::max(gop, 30), gop, 0, "yuv420p"}));
        m_sink = std::make_shared<test::WatchedSink>();
    }
    SessionOptions options() const
    {
        SessionOptions options;
        options.sink = m_sink;
        options.makeSource = test::CameraLine::source(m_line);
        return options;
    }
    /// Plays steadily until the lag is known.
    void settle(Session &session)
    {
        session.start(options());
        m_camera.start();
        QTRY_VERIFY(m_sink->count() >= 25);
        QCOMPARE(session.stats().skippedToLive, 0);
    }
    /// The camera goes on, and nothing of it arrives. \return once it owes \p pictures
    void stall(int pictures)
    {
        m_camera.stop();
        QTimer rest;
        rest.setTimerType(Qt::PreciseTimer);
        rest.setSingleShot(true);
        QSignalSpy over(&rest, &QTimer::timeout);
        rest.start(pictures * 40);
        QVERIFY(over.wait());
    }
    void neverBackwards() const
    {
        const auto shown = m_sink->shown();
        for (qsizetype i = 1; i < shown.size(); ++i)
            QVERIFY(shown.at(i).index > shown.at(i - 1).index);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_camera.setTimerType(Qt::PreciseTimer);
        m_camera.setInterval(40);
        connect(&m_camera, &QTimer::timeout, this, [this] { m_line->arrive(); });
    }
    void cleanup() { m_camera.stop(); }

    void aBacklogIsCutAtTheNewestKeyPicture();
    void aBacklogWithoutAKeyPictureIsDecodedAndNotPlayed();
    void aPausedSessionDecodesNothingAndShowsThePresentAtOnce();
    void aPausedSessionForgetsNothingOfALongGroup();
    void aSessionPausedFromTheStartIsReady();
    void aPausedSessionIsLostAndFoundAgain();
    void whatAPausedSessionKeptBeforeASilenceIsNotThePresent();
    void jitterIsHeldSoThatMotionIsSmooth();
    void stopsInTimeWhilePicturesAreHeld();
    void theDelayIsTheCamerasWhereItTells_data();
    void theDelayIsTheCamerasWhereItTells();
    void aSilentNetworkIsNotTheProcessor();
    void noiseEndsInASentence();
    void onePictureASecondIsNoStall();
};

void TstLiveSession::aBacklogIsCutAtTheNewestKeyPicture()
{
    begin(10);
    Session session;
    settle(session);
    stall(40);
    const SessionStats before = session.stats();
    const int shown = m_sink->count();
    m_line->arrive(40);
    m_camera.start();
    QTRY_COMPARE(session.stats().skippedToLive, 1);
    QTRY_VERIFY(m_sink->newest() >= m_line->arrived() - 2);
    const SessionStats after = session.stats();
    QVERIFY2(after.dropped - before.dropped >= 20, qPrintable(QString::number(after.dropped)));
    // Of forty, the last group at most was decoded; then the camera's steady ones.
    QVERIFY(after.decoded - before.decoded < 30);
    // The first few may have been shown before it was clear that more wait; nothing was played late.
    QVERIFY2(m_sink->count() - shown < 20, qPrintable(QString::number(m_sink->count() - shown)));
    neverBackwards();
    QCOMPARE(after.reconnects, 0);
}

void TstLiveSession::aBacklogWithoutAKeyPictureIsDecodedAndNotPlayed()
{
    begin(600);
    Session session;
    settle(session);
    stall(40);
    const SessionStats before = session.stats();
    const int shown = m_sink->count();
    m_line->arrive(40);
    QTRY_COMPARE(session.stats().skippedToLive, 1);
    QTRY_COMPARE(m_sink->newest(), m_line->arrived() - 1);
    QCOMPARE(session.stats().decoded - before.decoded, 40);
    QVERIFY2(m_sink->count() - shown <= 5, qPrintable(QString::number(m_sink->count() - shown)));
    neverBackwards();
    m_camera.start(); // and goes on
    QTRY_VERIFY(m_sink->count() > shown + 20);
}

void TstLiveSession::aPausedSessionDecodesNothingAndShowsThePresentAtOnce()
{
    begin(25);
    Session session;
    settle(session);
    session.setPaused(true);
    const std::int64_t received = session.stats().received;
    QTRY_VERIFY(session.stats().received > received + 2);
    const std::int64_t decoded = session.stats().decoded;
    const int shown = m_sink->count();
    QTRY_VERIFY(session.stats().received > received + 60);
    QCOMPARE(session.stats().decoded, decoded);
    QCOMPARE(m_sink->count(), shown);
    QCOMPARE(session.stats().state, SessionState::Playing); // hidden is not lost
    m_camera.stop();
    QTRY_COMPARE(session.stats().received, m_line->arrived());
    session.setPaused(false); // no picture comes any more, and yet
    QTRY_COMPARE_WITH_TIMEOUT(m_sink->newest(), m_line->arrived() - 1, 1000);
    QCOMPARE(m_sink->count(), shown + 1);
    neverBackwards();
    QCOMPARE(session.stats().stalls, 0);
}

void TstLiveSession::aPausedSessionForgetsNothingOfALongGroup()
{
    begin(600);
    Session session;
    settle(session);
    session.setPaused(true);
    m_camera.stop();
    m_line->arrive(400); // more than are kept
    QTRY_COMPARE(session.stats().received, m_line->arrived());
    const int shown = m_sink->count();
    session.setPaused(false);
    QTRY_COMPARE(m_sink->newest(), m_line->arrived() - 1);
    QVERIFY(m_sink->count() <= shown + 2);
}

void TstLiveSession::aSessionPausedFromTheStartIsReady()
{
    begin(25);
    Session session;
    session.setPaused(true);
    session.start(options());
    m_camera.start();
    QTRY_VERIFY(session.stats().received > 30);
    QCOMPARE(session.stats().decoded, 0);
    session.setPaused(false);
    QTRY_VERIFY(m_sink->count() > 0);
    QVERIFY(m_sink->newest() >= 30);
    QCOMPARE(session.stats().state, SessionState::Playing);
}

void TstLiveSession::aPausedSessionIsLostAndFoundAgain()
{
    begin(25);
    Session session;
    settle(session);
    session.setPaused(true);
    m_camera.stop();
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    const std::int64_t decoded = session.stats().decoded;
    m_camera.start();
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QVERIFY(!session.stats().lastError);
    QCOMPARE(session.stats().decoded, decoded);
}

void TstLiveSession::whatAPausedSessionKeptBeforeASilenceIsNotThePresent()
{
    begin(25);
    Session session;
    settle(session);
    session.setPaused(true);
    const std::int64_t received = session.stats().received;
    QTRY_VERIFY(session.stats().received > received + 2);
    m_camera.stop();
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    const std::int64_t decoded = session.stats().decoded;
    const int shown = m_sink->count();
    session.setPaused(false);
    QTRY_VERIFY(session.stats().decoded > decoded); // what was kept is decoded: pictures to come need it
    QCOMPARE(session.stats().state, SessionState::Lost);
    QCOMPARE(m_sink->count(), shown);
    m_camera.start();
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QTRY_VERIFY(m_sink->newest() >= m_line->arrived() - 2);
    neverBackwards();
}

void TstLiveSession::jitterIsHeldSoThatMotionIsSmooth()
{
    begin(25);
    Session session;
    session.start(options());
    // Four pictures at once, every 160 ms: a radio link. By the clock: a timer that is late on a
    // busy machine must not look like a camera that falls behind.
    QTimer link;
    link.setTimerType(Qt::PreciseTimer);
    QElapsedTimer since;
    since.start();
    connect(&link, &QTimer::timeout, this, [&] {
        m_line->arrive((static_cast<int>(since.elapsed() / 40) - m_line->arrived()) / 4 * 4);
    });
    link.start(20);
    QTRY_VERIFY_WITH_TIMEOUT(session.stats().buffered >= 80ms, 10'000);
    QVERIFY(session.stats().buffered <= 300ms);
    const int from = m_sink->count();
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count() > from + 60, 10'000);
    QList<std::chrono::steady_clock::duration> gaps;
    const auto shown = m_sink->shown();
    for (qsizetype i = from + 1; i < shown.size(); ++i)
        gaps.append(shown.at(i).at - shown.at(i - 1).at);
    std::sort(gaps.begin(), gaps.end());
    // Of four at once, three would come within a millisecond.
    QVERIFY2(gaps.at(gaps.size() / 2) > 20ms,
             qPrintable(QString::number(gaps.at(gaps.size() / 2).count())));
    neverBackwards();
    QVERIFY(session.stats().delay);
    QVERIFY(*session.stats().delay >= session.stats().buffered);
    QCOMPARE(session.stats().skippedToLive, 0);
}

void TstLiveSession::stopsInTimeWhilePicturesAreHeld()
{
    begin(25);
    Session session;
    session.start(options());
    QTimer link;
    link.setTimerType(Qt::PreciseTimer);
    connect(&link, &QTimer::timeout, this, [this] { m_line->arrive(6); });
    link.start(240);
    QTRY_VERIFY_WITH_TIMEOUT(session.stats().buffered >= 100ms, 10'000);
    const int before = m_line->arrived();
    QTRY_VERIFY(m_line->arrived() > before); // just came: some of them are held
    const auto begin = std::chrono::steady_clock::now();
    session.stop();
    QVERIFY(std::chrono::steady_clock::now() - begin < 200ms);
    const int shown = m_sink->count();
    link.stop();
    stall(10);
    QCOMPARE(m_sink->count(), shown);
}

void TstLiveSession::theDelayIsTheCamerasWhereItTells_data()
{
    QTest::addColumn<int>("behindMs");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("clocks agree") << 120 << 120 << 450;
    QTest::newRow("the camera's is an hour behind") << 3'600'000 << 0 << 330;
    QTest::newRow("the camera's is ahead") << -5'000 << 0 << 330;
}

void TstLiveSession::theDelayIsTheCamerasWhereItTells()
{
    QFETCH(int, behindMs);
    QFETCH(int, least);
    QFETCH(int, most);
    begin(25);
    m_line->setCaptured(std::chrono::milliseconds(behindMs));
    Session session;
    settle(session);
    const SessionStats stats = session.stats();
    QVERIFY(stats.delayFromCamera);
    QVERIFY(stats.delay);
    QVERIFY2(stats.delay->count() >= least && stats.delay->count() <= most,
             qPrintable(QString::number(stats.delay->count())));
    session.stop();
    QVERIFY(!session.stats().delay);
}

void TstLiveSession::aSilentNetworkIsNotTheProcessor()
{
    begin(25);
    const auto governor = std::make_shared<Governor>();
    Session session;
    SessionOptions wanted = options();
    wanted.governor = governor;
    session.start(std::move(wanted));
    m_camera.start();
    QTRY_VERIFY(m_sink->count() >= 25);
    m_camera.stop();
    QElapsedTimer silence;
    silence.start();
    QTRY_COMPARE(session.stats().shortage, Shortage::Network);
    QCOMPARE(session.stats().effort, Effort::Full);
    m_line->skip(static_cast<int>(silence.elapsed() / 40)); // what was sent meanwhile is lost
    m_camera.start();
    QTRY_COMPARE(governor->report().starved, 1); // told with the next picture
    QCOMPARE(governor->report().degraded, 0);
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().shortage, Shortage::None, 10'000);
    session.stop();
    QCOMPARE(governor->report().sessions, 0);
}

void TstLiveSession::noiseEndsInASentence()
{
    begin(25);
    Session session;
    settle(session);
    m_line->setNoise(true);
    m_camera.setInterval(5);
    QTRY_VERIFY(session.stats().lastError
                && session.stats().lastError->detail.contains(QStringLiteral("refuses")));
    m_camera.setInterval(40);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Protocol);
    QCOMPARE(session.stats().state, SessionState::Lost);
    m_line->setNoise(false);
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
}

void TstLiveSession::onePictureASecondIsNoStall()
{
    // The stream's own times say how often a picture is due.
    begin(1);
    Session session;
    session.start(options());
    QTimer slow;
    connect(&slow, &QTimer::timeout, this, [this] {
        m_line->skip(24);
        m_line->arrive();
    });
    m_line->arrive();
    slow.start(1'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_sink->count() >= 4, 10'000);
    QVERIFY(session.stats().stalls <= 1); // before the second picture nothing is known
    QCOMPARE(session.stats().state, SessionState::Playing);
    QCOMPARE(session.stats().shortage == Shortage::Processor, false);
}

VIGIE_TEST(TstLiveSession)
#include "tst_live_session.moc"
