// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/backoff.h>
#include <media/clip_maker.h>
#include <media/session.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QMutex>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <atomic>
#include <condition_variable>
#include <thread>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

namespace {

/// What a scripted camera does, shared between the test and the session's thread.
struct Script {
    explicit Script(test::Clip made) : clip(std::move(made)) { }

    const test::Clip clip;
    std::atomic<int> connections = 0;
    std::atomic<int> blockConnect = 0; ///< 1: connect() never answers
    std::atomic<int> stalled = 0; ///< 1: next() never answers
    std::atomic<int> failing = 0; ///< 1: next() says the peer ended
    std::atomic<int> skipKeys = 0; ///< 1: only pictures that refer to lost ones
    std::atomic<ErrorCode> refusal = ErrorCode::Internal; ///< Internal: connects
};

class ScriptedSource final : public StreamSource {
public:
    explicit ScriptedSource(std::shared_ptr<Script> script) : m_script(std::move(script)) { }

    Result<StreamInfo> connect(const SourceRequest &, Interrupt &interrupt) override
    {
        m_interrupt = &interrupt;
        ++m_script->connections;
        if (!waitWhile(m_script->blockConnect))
            return fail(ErrorCode::Cancelled);
        if (m_script->refusal != ErrorCode::Internal)
            return fail(m_script->refusal, QStringLiteral("scripted"));
        return m_script->clip.info;
    }
    Result<AccessUnit> next() override
    {
        if (!waitWhile(m_script->stalled))
            return fail(ErrorCode::Cancelled);
        if (m_script->failing != 0)
            return fail(ErrorCode::Unreachable, QStringLiteral("scripted"));
        pause(20ms);
        qsizetype at = m_at++ % m_script->clip.units.size();
        if (m_script->skipKeys != 0 && m_script->clip.keys.at(at))
            at = m_at++ % m_script->clip.units.size();
        AccessUnit unit = test::unitOf(m_script->clip, at);
        unit.pts = 40ms * m_at;
        unit.afterLoss = m_script->skipKeys != 0;
        return unit;
    }
    void close() override { }

private:
    void pause(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        m_never.wait_for(lock, time, [] { return false; });
    }
    /// Like a blocked socket: asks every 20 ms. \return false: interrupted
    bool waitWhile(const std::atomic<int> &flag)
    {
        do {
            if (m_interrupt->requested())
                return false;
            if (flag == 0)
                return true;
            pause(20ms);
        } while (true);
    }

    std::shared_ptr<Script> m_script;
    Interrupt *m_interrupt = nullptr;
    qsizetype m_at = 0;
    std::mutex m_mutex;
    std::condition_variable m_never;
};

class CountingSink final : public FrameSink {
public:
    void present(FramePtr frame) override
    {
        if (frame && frame->size.isValid())
            ++count;
    }
    std::atomic<int> count = 0;
};

} // namespace

class TstSession final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<Script> m_script;
    std::shared_ptr<CountingSink> m_sink;

    SessionOptions options() const
    {
        SessionOptions options;
        options.sink = m_sink;
        options.makeSource = [script = m_script] {
            return std::make_unique<ScriptedSource>(script);
        };
        return options;
    }

private Q_SLOTS:
    void init();
    void playsAndTellsSo();
    void stopReturnsInTime_data();
    void stopReturnsInTime();
    void nothingReachesTheSinkAfterStop();
    void aStalledCameraIsLostWithinTwoSecondsAndComesBack();
    void aSilentConnectionIsGivenUpAfterFiveSeconds();
    void anEndedConnectionIsTriedAgain();
    void aDamagedStreamIsLostAndSaysWhatItWaitsFor();
    void refusalIsToldAndNotRepeated();
    void startsAgainAfterStop();
    void saysWhenStopWouldNotWait();
    void diesWhilePlaying();
    void waitsLongerAndLonger();
};

void TstSession::init()
{
    m_script = std::make_shared<Script>(
        test::makeClip({VideoCodec::H264, {160, 96}, 10, 5, 0, "yuv420p"}));
    m_sink = std::make_shared<CountingSink>();
}

void TstSession::playsAndTellsSo()
{
    Session session;
    QSignalSpy changes(&session, &Session::stateChanged);
    QCOMPARE(session.stats().state, SessionState::Idle);
    session.start(options());
    QCOMPARE(session.stats().state, SessionState::Connecting);
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QTRY_VERIFY(m_sink->count > 10);
    const SessionStats stats = session.stats();
    QCOMPARE(stats.codec, QStringLiteral("H.264"));
    QCOMPARE(stats.pictureSize, QSize(160, 96));
    QCOMPARE(stats.transport, QStringLiteral("TEST"));
    QVERIFY(stats.firstPicture.has_value());
    QTRY_VERIFY(session.stats().fps > 0.0); // not before half a second
    QVERIFY(stats.bytes > 0);
    QVERIFY(!stats.lastError);
    QTRY_VERIFY(changes.size() >= 2);
    session.stop();
    QCOMPARE(session.stats().state, SessionState::Stopped);
}

void TstSession::stopReturnsInTime_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("connecting") << 0;
    QTest::newRow("playing") << 1;
    QTest::newRow("stalled") << 2;
    QTest::newRow("waiting for the next attempt") << 3;
    QTest::newRow("never started") << 4;
}

void TstSession::stopReturnsInTime()
{
    QFETCH(int, phase);
    Session session;
    m_script->blockConnect = phase == 0 ? 1 : 0;
    m_script->refusal = phase == 3 ? ErrorCode::Refused : ErrorCode::Internal;
    if (phase < 4)
        session.start(options());
    if (phase == 0)
        QTRY_COMPARE(m_script->connections.load(), 1);
    if (phase == 1 || phase == 2)
        QTRY_VERIFY(m_sink->count > 2);
    if (phase == 2)
        m_script->stalled = 1;
    if (phase == 3)
        QTRY_COMPARE(session.stats().state, SessionState::Lost);
    QElapsedTimer timer;
    timer.start();
    session.stop();
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    session.stop(); // twice is fine
}

void TstSession::nothingReachesTheSinkAfterStop()
{
    Session session;
    session.start(options());
    QTRY_VERIFY(m_sink->count > 2);
    session.stop();
    const int count = m_sink->count;
    QSignalSpy changes(&session, &Session::stateChanged);
    QVERIFY(!changes.wait(150));
    QCOMPARE(m_sink->count.load(), count);
}

void TstSession::aStalledCameraIsLostWithinTwoSecondsAndComesBack()
{
    Session session;
    session.start(options());
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    m_script->stalled = 1;
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 3000);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(session.stats().lastError->code, ErrorCode::TimedOut);
    m_script->stalled = 0;
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    QVERIFY(!session.stats().lastError);
    QVERIFY(session.stats().stalls >= 1);
    QCOMPARE(m_script->connections.load(), 1); // the connection was good all the time
}

void TstSession::aSilentConnectionIsGivenUpAfterFiveSeconds()
{
    Session session;
    session.start(options());
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    m_script->stalled = 1;
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(m_script->connections.load(), 2, 8000);
    QVERIFY2(timer.elapsed() > 5000, qPrintable(QString::number(timer.elapsed())));
    m_script->stalled = 0;
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
}

void TstSession::anEndedConnectionIsTriedAgain()
{
    Session session;
    session.start(options());
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    m_script->failing = 1;
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Unreachable);
    m_script->failing = 0;
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Playing, 3000);
    QVERIFY(session.stats().reconnects >= 1);
}

void TstSession::aDamagedStreamIsLostAndSaysWhatItWaitsFor()
{
    Session session;
    session.start(options());
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
    m_script->skipKeys = 1;
    QTRY_COMPARE_WITH_TIMEOUT(session.stats().state, SessionState::Lost, 3000);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Protocol);
    QVERIFY(session.stats().dropped > 0);
    m_script->skipKeys = 0;
    QTRY_COMPARE(session.stats().state, SessionState::Playing);
}

void TstSession::refusalIsToldAndNotRepeated()
{
    m_script->refusal = ErrorCode::Refused;
    Session session;
    QSignalSpy changes(&session, &Session::stateChanged);
    SessionOptions wanted = options();
    wanted.stream.url =
        QUrl(QStringLiteral("rtsp://who:Tr0is-Mots@127.0.83.1/main?key=Tr0is-Mots"));
    wanted.user = QStringLiteral("who");
    wanted.password = Secret(QByteArrayLiteral("Tr0is-Mots"));
    // The reason is in the log, once, and nothing secret with it.
    QTest::ignoreMessage(
        QtWarningMsg,
        QRegularExpression(
            QStringLiteral("^no picture from rtsp://127\\.0\\.83\\.1/main - Refused(?!.*Tr0is)")));
    session.start(std::move(wanted));
    QTRY_COMPARE(session.stats().state, SessionState::Lost);
    QCOMPARE(session.stats().lastError->code, ErrorCode::Refused);
    QVERIFY(changes.wait(1000) || changes.size() >= 2);
    QVERIFY(!changes.wait(800)); // a second attempt would come after half a second
    QCOMPARE(m_script->connections.load(), 1);
}

void TstSession::startsAgainAfterStop()
{
    Session session;
    for (int i = 0; i < 3; ++i) {
        const int before = m_sink->count;
        session.start(options());
        QTRY_VERIFY(m_sink->count > before);
    }
    session.requestStop();
    session.stop();
    QCOMPARE(session.stats().state, SessionState::Stopped);
}

void TstSession::saysWhenStopWouldNotWait()
{
    Session session;
    QSignalSpy finished(&session, &Session::finished);
    session.start(options());
    QTRY_VERIFY(m_sink->count > 0);
    QCOMPARE(finished.size(), 0);
    session.requestStop();
    QTRY_COMPARE(finished.size(), 1);
    session.stop();
    QCOMPARE(session.stats().state, SessionState::Stopped);
    QCOMPARE(finished.size(), 1);
}

void TstSession::diesWhilePlaying()
{
    for (int i = 0; i < 8; ++i) {
        const int before = m_sink->count;
        auto session = std::make_unique<Session>();
        session->start(options());
        if (i % 2 == 0)
            QTRY_VERIFY(m_sink->count > before);
    }
}

void TstSession::waitsLongerAndLonger()
{
    Backoff backoff(1);
    auto expected = 500ms;
    for (int i = 0; i < 10; ++i) {
        const auto wait = backoff.next(ErrorCode::Unreachable);
        QVERIFY(wait >= expected * 8 / 10 && wait <= expected * 12 / 10);
        expected = std::min(expected * 2, std::chrono::milliseconds(15'000));
    }
    backoff.played();
    QVERIFY(backoff.next(ErrorCode::Unreachable) <= 600ms);
    QVERIFY(backoff.next(ErrorCode::Refused) >= 12'000ms);
}

VIGIE_TEST(TstSession)
#include "tst_session.moc"
