// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <net/name_lookup.h>
#include <support/interrupts.h>

#include <QtTest/QTest>

#include <array>
#include <future>
#include <mutex>
#include <thread>

using namespace vigie;
using namespace vigie::net;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// A name server that answers once it is told to; it outlives every lookup that asks it.
struct NameServer {
    std::mutex mutex;
    QList<QByteArray> asked; // mutex
    int asking = 0; // mutex
    int mostAsking = 0; // mutex
    std::promise<void> answers;
    std::shared_future<void> answered = answers.get_future().share();

    static NameLookups::Ask by(const std::shared_ptr<NameServer> &server)
    {
        return [server](const QByteArray &host) {
            {
                const std::scoped_lock lock(server->mutex);
                server->asked.append(host);
                server->mostAsking = std::max(server->mostAsking, ++server->asking);
            }
            server->answered.wait();
            {
                const std::scoped_lock lock(server->mutex);
                --server->asking;
            }
            return host == "nobody.test" ? NameLookups::Answer{{}, QStringLiteral("nobody")}
                                         : NameLookups::Answer{{QStringLiteral("127.0.84.9")}, {}};
        };
    }
    QList<QByteArray> names()
    {
        const std::scoped_lock lock(mutex);
        return asked;
    }
};

} // namespace

class TstNameLookup final : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<NameServer> m_server;

private Q_SLOTS:
    void init() { m_server = std::make_shared<NameServer>(); }
    void aDeadNameServerHoldsNobodyUp();
    void noMoreThreadsThanAllowed();
    void whoAsksForTheSameNameSharesTheAnswer();
    void whoGivesUpInLineIsNotAskedFor();
    void aNameNobodyHasIsAnAnswer();
};

void TstNameLookup::aDeadNameServerHoldsNobodyUp()
{
    NameLookups lookups(NameServer::by(m_server));
    std::vector<Clock::duration> times;
    for (int round = 0; round < 11; ++round) {
        test::WakingInterrupt interrupt;
        Clock::time_point asked;
        const std::jthread other([&] {
            interrupt.awaitLook();
            asked = Clock::now();
            interrupt.request();
        });
        const auto found = lookups.resolve(QStringLiteral("camera%1.test").arg(round), interrupt);
        times.push_back(Clock::now() - asked);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::Cancelled);
    }
    std::ranges::sort(times);
    QVERIFY2(times[times.size() / 2] < 20ms, qPrintable(QString::number(times[times.size() / 2] / 1us)));
    m_server->answers.set_value();
}

void TstNameLookup::noMoreThreadsThanAllowed()
{
    constexpr int kMost = 3;
    constexpr std::size_t kCameras = 12;
    NameLookups lookups(NameServer::by(m_server), kMost);
    std::array<test::WakingInterrupt, kCameras> interrupts;
    std::array<bool, kCameras> found{};
    {
        std::vector<std::jthread> cameras;
        for (std::size_t i = 0; i < kCameras; ++i) {
            cameras.emplace_back([&, i] {
                found[i] = lookups.resolve(QStringLiteral("camera%1.test").arg(i), interrupts[i]).has_value();
            });
        }
        for (test::WakingInterrupt &each : interrupts)
            each.awaitLook(); // it stands in line
        QTRY_COMPARE(m_server->names().size(), kMost);
        m_server->answers.set_value(); // the same threads take the rest
    }
    QVERIFY(std::ranges::all_of(found, [](bool each) { return each; }));
    QCOMPARE(m_server->names().size(), static_cast<qsizetype>(kCameras));
    const std::scoped_lock lock(m_server->mutex);
    QCOMPARE(m_server->mostAsking, kMost);
}

void TstNameLookup::whoAsksForTheSameNameSharesTheAnswer()
{
    NameLookups lookups(NameServer::by(m_server));
    std::array<test::WakingInterrupt, 4> interrupts;
    std::array<QStringList, 4> found;
    {
        std::vector<std::jthread> windows;
        for (std::size_t i = 0; i < found.size(); ++i) {
            windows.emplace_back([&, i] {
                found[i] = lookups.resolve(QStringLiteral("camera.test"), interrupts[i]).value_or(QStringList());
            });
        }
        for (test::WakingInterrupt &each : interrupts)
            each.awaitLook();
        m_server->answers.set_value();
    }
    for (const QStringList &each : found)
        QCOMPARE(each, QStringList(QStringLiteral("127.0.84.9")));
    QCOMPARE(m_server->names(), QList<QByteArray>{"camera.test"});
}

void TstNameLookup::whoGivesUpInLineIsNotAskedFor()
{
    NameLookups lookups(NameServer::by(m_server), 1);
    test::WakingInterrupt first;
    test::WakingInterrupt third;
    {
        const std::jthread asks([&] { (void)lookups.resolve(QStringLiteral("first.test"), first); });
        QTRY_COMPARE(m_server->names().size(), 1);
        test::InterruptWhen atOnce([] { return true; });
        QVERIFY(!lookups.resolve(QStringLiteral("second.test"), atOnce));
        const std::jthread asksToo([&] { (void)lookups.resolve(QStringLiteral("third.test"), third); });
        third.awaitLook();
        m_server->answers.set_value();
    }
    QCOMPARE(m_server->names(), (QList<QByteArray>{"first.test", "third.test"}));
}

void TstNameLookup::aNameNobodyHasIsAnAnswer()
{
    NameLookups lookups(NameServer::by(m_server));
    m_server->answers.set_value();
    test::NeverInterrupt never;
    const auto found = lookups.resolve(QStringLiteral("nobody.test"), never);
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::Unreachable);
    QVERIFY(found.error().detail.contains(QLatin1String("nobody")));
}

VIGIE_TEST(TstNameLookup)
#include "tst_name_lookup.moc"
