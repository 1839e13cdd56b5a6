// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/governor.h>
#include <media/session.h>

#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <condition_variable>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

namespace {

/// A camera that sends so many pictures a second, whether or not anybody is there to read them: who reads late finds
/// them at hand, as in a socket.
class SteadyCamera final : public StreamSource {
public:
    SteadyCamera(std::shared_ptr<const test::Clip> clip, std::chrono::microseconds interval)
        : m_clip(std::move(clip)), m_interval(interval)
    {
    }
    Result<StreamInfo> connect(const SourceRequest &, Interrupt &interrupt) override
    {
        m_interrupt = &interrupt;
        m_begin = std::chrono::steady_clock::now();
        return m_clip->info;
    }
    Result<AccessUnit> next() override
    {
        const auto due = m_begin + m_interval * m_index;
        while (std::chrono::steady_clock::now() < due) {
            if (m_interrupt->requested())
                return fail(ErrorCode::Cancelled);
            std::unique_lock lock(m_mutex);
            m_never.wait_for(lock, std::min<std::chrono::nanoseconds>(
                                       due - std::chrono::steady_clock::now(), 50ms));
        }
        if (m_interrupt->requested())
            return fail(ErrorCode::Cancelled);
        AccessUnit unit = test::unitOf(*m_clip, m_index);
        unit.pts = m_interval * m_index++;
        return unit;
    }
    void close() override { }

private:
    const std::shared_ptr<const test::Clip> m_clip;
    const std::chrono::microseconds m_interval;
    Interrupt *m_interrupt = nullptr;
    std::chrono::steady_clock::time_point m_begin;
    qsizetype m_index = 0;
    std::mutex m_mutex;
    std::condition_variable m_never;
};

/// A renderer that takes as long as it takes to look at every sample so many times.
class BusySink final : public FrameSink {
public:
    explicit BusySink(const std::atomic<int> &work) : m_work(work) { }
    void present(FramePtr frame) override
    {
        unsigned sum = 0;
        for (int pass = 0; pass < m_work; ++pass) {
            for (int y = 0; y < frame->size.height(); ++y) {
                const std::uint8_t *line = frame->planes[0] + std::ptrdiff_t{frame->strides[0]} * y;
                for (int x = 0; x < frame->size.width(); ++x)
                    sum = sum * 31 + line[x];
            }
        }
        m_sum = sum;
    }

private:
    const std::atomic<int> &m_work;
    std::atomic<unsigned> m_sum = 0;
};

} // namespace

/// Sessions that really decode more than this machine can.
class TstGovernor final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<const test::Clip> m_clip;
    std::atomic<int> m_work = 0;

    SessionOptions options(const std::shared_ptr<Governor> &governor, Importance importance)
    {
        SessionOptions options;
        options.governor = governor;
        options.importance = importance;
        options.sink = std::make_shared<BusySink>(m_work);
        options.makeSource = [clip = m_clip] { return std::make_unique<SteadyCamera>(clip, 40ms); };
        return options;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_clip = std::make_shared<const test::Clip>(
            test::makeClip({VideoCodec::H264, {640, 360}, 50, 25, 2, "yuv420p"}));
    }
    void anOverloadDegradesTheLeastImportantAndIsTakenBack();
    void aGovernorOutlivesItsSessions();
};

void TstGovernor::anOverloadDegradesTheLeastImportantAndIsTakenBack()
{
    const auto governor = std::make_shared<Governor>();
    QSignalSpy changes(governor.get(), &Governor::changed);
    std::vector<std::unique_ptr<Session>> sessions;
    const int count = std::max(4, QThread::idealThreadCount() * 2);
    for (int i = 0; i < count; ++i) {
        sessions.push_back(std::make_unique<Session>());
        sessions.back()->start(
            options(governor, i == 0 ? Importance::Selected : Importance::Background));
    }
    QTRY_COMPARE(governor->report().sessions, count);
    for (const auto &session : sessions)
        QTRY_VERIFY(session->stats().decoded > 25);
    QTRY_COMPARE(governor->report().degraded, 0);

    // Pictures become so dear that all cores together cannot draw them: 12 to 25 ms each at 25 a second and two
    // sessions a core.
    const auto begin = std::chrono::steady_clock::now();
    while (governor->report().worst == Effort::Full
           && std::chrono::steady_clock::now() - begin < 30s) {
        m_work = std::min(m_work + 20, 400);
        QTRY_VERIFY_WITH_TIMEOUT(governor->report().lagMs > 60.0 || m_work < 400, 3'000);
        (void)changes.wait(500);
    }
    qInfo() << "work" << m_work << "lag" << governor->report().lagMs << "ms";
    QVERIFY(governor->report().degraded > 0);
    QTRY_COMPARE_WITH_TIMEOUT(governor->report().worst, Effort::KeyFramesOnly, 20'000);
    QCOMPARE(sessions.front()->stats().effort, Effort::Full); // the selected one last
    // Each is told with its next picture.
    QTRY_VERIFY(std::any_of(sessions.cbegin(), sessions.cend(), [](const auto &session) {
        return session->stats().effort == Effort::KeyFramesOnly;
    }));
    QVERIFY(!changes.isEmpty());
    for (const auto &session : sessions)
        QTRY_COMPARE(session->stats().state, SessionState::Playing); // fewer pictures are not none

    m_work = 0;
    QTRY_VERIFY_WITH_TIMEOUT(governor->report().worst < Effort::KeyFramesOnly, 60'000);
    for (const auto &session : sessions)
        session->stop();
    QCOMPARE(governor->report().sessions, 0);
    QCOMPARE(governor->report().degraded, 0);
}

void TstGovernor::aGovernorOutlivesItsSessions()
{
    Session session;
    {
        const auto governor = std::make_shared<Governor>();
        session.start(options(governor, Importance::Visible));
    }
    QTRY_VERIFY(session.stats().decoded > 2);
    session.stop();
    session.stop();
}

VIGIE_TEST(TstGovernor)
#include "tst_governor.moc"
