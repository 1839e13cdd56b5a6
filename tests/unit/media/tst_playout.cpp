// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/capture_delay.h>
#include <media/paced_sink.h>
#include <media/playout_delay.h>

#include <QtCore/QList>
#include <QtCore/QMutex>
#include <QtTest/QTest>

#include <vector>

using namespace vigie::media;
using namespace std::chrono_literals;

namespace {

class RecordingSink final : public FrameSink {
public:
    void present(FramePtr frame) override
    {
        const QMutexLocker lock(&m_mutex);
        m_seen.append(static_cast<int>(frame->pts.count()));
    }
    [[nodiscard]] QList<int> seen() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_seen;
    }

private:
    mutable QMutex m_mutex;
    QList<int> m_seen; // m_mutex
};

FramePtr picture(int number, QSize size = {16, 16})
{
    auto frame = std::make_shared<Frame>();
    frame->size = size;
    frame->strides = {size.width(), size.width() / 2, size.width() / 2};
    static constexpr std::uint8_t kNothing = 0;
    frame->planes = {&kNothing, &kNothing, &kNothing}; // nobody reads them
    frame->pts = std::chrono::microseconds(number);
    return frame;
}

} // namespace

/// How long pictures are held, by whom, and what is said of their delay.
class TstPlayout final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<RecordingSink> m_sink;
    std::shared_ptr<PacedSink> m_paced;

private Q_SLOTS:
    void init()
    {
        m_sink = std::make_shared<RecordingSink>();
        m_paced = PacedSink::make(m_sink);
    }
    void cleanup() { m_paced->close(); }

    void steadyPicturesAreNotHeld();
    void itGrowsAtOnceAndShrinksSlowly();
    void itIsBounded();
    void burstsAreHeldAgainst_data();
    void burstsAreHeldAgainst();
    void picturesGoOutInOrderWhenTheyAreDue();
    void whatIsOvertakenIsDropped();
    void aPictureThatIsDueGoesAtOnce();
    void tooManyGoOutEarly();
    void tooLargeGoOutEarly();
    void nothingGoesOutAfterClose();
    void manySinksShareOneThread();
    void clocksThatAgreeTellTheWholeDelay();
    void clocksThatDoNotTellWhatIsOverTheLeast_data();
    void clocksThatDoNotTellWhatIsOverTheLeast();
    void aClockThatIsSetIsLearntAnew();
};

void TstPlayout::steadyPicturesAreNotHeld()
{
    PlayoutDelay delay;
    const PlayoutDelay::TimePoint begin(1'000s);
    for (int i = 0; i < 1'000; ++i)
        QCOMPARE(delay.update(15ms, 0ms, 40ms, begin + i * 40ms).count(), 0);
}

void TstPlayout::itGrowsAtOnceAndShrinksSlowly()
{
    PlayoutDelay delay;
    PlayoutDelay::TimePoint now(1'000s);
    QCOMPARE(delay.update(120ms, 0ms, 40ms, now), PlayoutDelay::Micros(120ms));
    for (int i = 0; i < 100; ++i)
        QCOMPARE(delay.update(0ms, 0ms, 40ms, now += 40ms), PlayoutDelay::Micros(120ms)); // 4 s
    for (int i = 0; i < 75; ++i)
        (void)delay.update(0ms, 0ms, 40ms, now += 40ms); // 2 s of them after the fifth
    QVERIFY(delay.current() > 70ms && delay.current() < 90ms);
    for (int i = 0; i < 200; ++i)
        (void)delay.update(0ms, 0ms, 40ms, now += 40ms);
    QCOMPARE(delay.current().count(), 0);
    // Between the two limits nothing begins, and nothing ends.
    (void)delay.update(16ms, 0ms, 40ms, now += 40ms);
    QCOMPARE(delay.current().count(), 0);
    (void)delay.update(21ms, 0ms, 40ms, now += 40ms);
    for (int i = 0; i < 1'000; ++i)
        (void)delay.update(16ms, 0ms, 40ms, now += 40ms);
    QCOMPARE(delay.current(), PlayoutDelay::Micros(16ms));
}

void TstPlayout::itIsBounded()
{
    PlayoutDelay delay;
    QCOMPARE(delay.update(390ms, 0ms, 40ms, PlayoutDelay::TimePoint(1'000s)), PlayoutDelay::kMost);
}

void TstPlayout::burstsAreHeldAgainst_data()
{
    QTest::addColumn<int>("jitterMs");
    QTest::addColumn<int>("burstMs");
    QTest::addColumn<int>("intervalMs");
    QTest::addColumn<int>("heldMs");
    QTest::newRow("a key picture that takes less than half an interval") << 0 << 30 << 66 << 0;
    QTest::newRow("a burst of key pictures as long as two thirds of an interval") << 0 << 44 << 66 << 44;
    QTest::newRow("a burst longer than an interval: for no more than one") << 0 << 120 << 66 << 66;
    QTest::newRow("one picture a second: for no more than 100 ms") << 0 << 600 << 1'000 << 100;
    QTest::newRow("the network needs more") << 150 << 60 << 66 << 150;
    QTest::newRow("the network needs less") << 40 << 60 << 66 << 60;
    QTest::newRow("how often pictures come is not known yet") << 0 << 60 << 0 << 0;
}

void TstPlayout::burstsAreHeldAgainst()
{
    QFETCH(const int, jitterMs);
    QFETCH(const int, burstMs);
    QFETCH(const int, intervalMs);
    QFETCH(const int, heldMs);
    using std::chrono::milliseconds;
    PlayoutDelay delay;
    const auto held = delay.update(milliseconds(jitterMs), milliseconds(burstMs), milliseconds(intervalMs),
                                   PlayoutDelay::TimePoint(1'000s));
    QCOMPARE(held, PlayoutDelay::Micros(milliseconds(heldMs)));
}

void TstPlayout::picturesGoOutInOrderWhenTheyAreDue()
{
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 10; ++i)
        m_paced->presentAt(picture(i), begin + 100ms + i * 100ms);
    QVERIFY(m_sink->seen().isEmpty());
    QTRY_COMPARE(m_sink->seen().value(0, -1), 0);
    QVERIFY(std::chrono::steady_clock::now() - begin >= 100ms);
    QTRY_VERIFY(m_sink->seen().contains(9));
    QVERIFY(std::chrono::steady_clock::now() - begin >= 1s);
    const QList<int> seen = m_sink->seen();
    QVERIFY(std::is_sorted(seen.cbegin(), seen.cend()));
    QCOMPARE(seen.size() + m_paced->overtaken(), 10);
}

void TstPlayout::whatIsOvertakenIsDropped()
{
    const auto begin = std::chrono::steady_clock::now();
    m_paced->presentAt(picture(1), begin + 1h);
    m_paced->presentAt(picture(2), begin + 1h);
    m_paced->present(picture(3));
    QCOMPARE(m_sink->seen(), QList<int>{3});
    QCOMPARE(m_paced->overtaken(), 2);
}

void TstPlayout::aPictureThatIsDueGoesAtOnce()
{
    m_paced->presentAt(picture(1), std::chrono::steady_clock::now() - 1ms);
    QCOMPARE(m_sink->seen(), QList<int>{1});
}

void TstPlayout::tooManyGoOutEarly()
{
    const auto due = std::chrono::steady_clock::now() + 1h;
    for (int i = 0; i < 40; ++i)
        m_paced->presentAt(picture(i), due);
    QCOMPARE(m_sink->seen(), (QList<int>{0, 1, 2, 3, 4, 5, 6, 7}));
}

void TstPlayout::tooLargeGoOutEarly()
{
    const auto due = std::chrono::steady_clock::now() + 1h;
    for (int i = 0; i < 3; ++i)
        m_paced->presentAt(picture(i, {7680, 4320}), due); // 50 MB each
    QCOMPARE(m_sink->seen(), (QList<int>{0, 1}));
}

void TstPlayout::nothingGoesOutAfterClose()
{
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i)
        m_paced->presentAt(picture(i), begin + 20ms * i);
    QTRY_VERIFY(!m_sink->seen().isEmpty());
    m_paced->close();
    const QList<int> seen = m_sink->seen();
    m_paced->present(picture(30));
    m_paced->presentAt(picture(31), begin);
    // A second sink's picture that is due after all of the first's says when they would have come.
    const auto other = std::make_shared<RecordingSink>();
    const auto otherPaced = PacedSink::make(other);
    otherPaced->presentAt(picture(1), begin + 500ms);
    QTRY_COMPARE(other->seen().size(), 1);
    otherPaced->close();
    QCOMPARE(m_sink->seen(), seen);
}

void TstPlayout::manySinksShareOneThread()
{
    std::vector<std::shared_ptr<RecordingSink>> sinks;
    std::vector<std::shared_ptr<PacedSink>> paced;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 64; ++i) {
        sinks.push_back(std::make_shared<RecordingSink>());
        paced.push_back(PacedSink::make(sinks.back()));
        for (int k = 0; k < 5; ++k)
            paced.back()->presentAt(picture(k), begin + 50ms + 40ms * k);
    }
    for (const auto &sink : sinks)
        QTRY_VERIFY(sink->seen().contains(4));
    for (const auto &each : paced)
        each->close();
}

void TstPlayout::clocksThatAgreeTellTheWholeDelay()
{
    CaptureDelay delay;
    QVERIFY(!delay.delay());
    const CaptureDelay::SystemTime wall(1'800'000'000s);
    const CaptureDelay::TimePoint now(1'000s);
    delay.add(wall, wall + 120ms, now);
    delay.add(wall + 40ms, wall + 40ms + 180ms, now + 40ms);
    QVERIFY(delay.clocksAgree());
    QCOMPARE(*delay.delay(), CaptureDelay::Micros(180ms));
}

void TstPlayout::clocksThatDoNotTellWhatIsOverTheLeast_data()
{
    QTest::addColumn<qint64>("offMs");
    QTest::newRow("the camera is an hour behind") << qint64{3'600'000};
    QTest::newRow("the camera is ahead by two seconds") << qint64{-2'000};
    QTest::newRow("the camera counts from 1970") << qint64{1'800'000'000} * 1'000;
}

void TstPlayout::clocksThatDoNotTellWhatIsOverTheLeast()
{
    QFETCH(qint64, offMs);
    CaptureDelay delay;
    const CaptureDelay::SystemTime wall(1'800'000'000s);
    for (int i = 0; i < 100; ++i) {
        const auto late = i == 99 ? 250ms : 100ms;
        const auto captured = wall + 40ms * i - std::chrono::milliseconds(offMs);
        delay.add(captured, wall + 40ms * i + late, CaptureDelay::TimePoint(1'000s + 40ms * i));
    }
    QVERIFY(!delay.clocksAgree());
    QCOMPARE(*delay.delay(), CaptureDelay::Micros(150ms));
}

void TstPlayout::aClockThatIsSetIsLearntAnew()
{
    CaptureDelay delay;
    const CaptureDelay::SystemTime wall(1'800'000'000s);
    for (int i = 0; i < 100; ++i) {
        const auto set = i < 50 ? 0s : 3'600s;
        delay.add(wall + 40ms * i + set, wall + 40ms * i + 100ms,
                  CaptureDelay::TimePoint(1'000s + 40ms * i));
        QVERIFY(delay.delay()->count() >= 0);
        QVERIFY(*delay.delay() <= 100ms);
    }
}

VIGIE_TEST(TstPlayout)
#include "tst_playout.moc"
