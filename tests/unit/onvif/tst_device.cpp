// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_device.h"
#include "samples.h"

#include <onvif/device.h>
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::onvif;
using namespace std::chrono_literals;
using test::FakeDevice;

namespace {

const QByteArray kMd5Challenge =
    "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"NONCE\", algorithm=MD5\r\n";

FakeDevice::Reply plainly(const FakeDevice::Request &request)
{
    if (request.operation == QLatin1String("GetSystemDateAndTime"))
        return {200, test::dateAndTime()};
    if (request.operation == QLatin1String("GetServices"))
        return {200, test::services()};
    if (request.operation == QLatin1String("GetStatus"))
        return {200, test::status("IDLE", "IDLE")};
    return {200, test::inEnvelope("<tptz:StopResponse/>")};
}

QString created(const QByteArray &body)
{
    const auto from = body.indexOf("<wsu:Created>") + 13;
    return from < 13 ? QString()
                     : QString::fromLatin1(body.mid(from, body.indexOf('<', from) - from));
}

} // namespace

class TstDevice final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void asksTimeAndServicesOnce();
    void signsInTheDevicesTime();
    void switchesToDigestAndRemembers();
    void digestOfSha256Alone();
    void aSecondChallengeMeansNo();
    void faultsComeWithAnyStatus_data();
    void faultsComeWithAnyStatus();
    void fallsBackToCapabilitiesThenPaths();
    void localTimeWhereUtcBelongs();
    void aWrongPasswordIsTriedOnce();
    void urgentGoesOverItsOwnConnection();
    void whatIsNoLongerWantedIsNotSent();
    void notSentAgainAfterAChallengeEither();
    void nothingAfterDestruction();

private:
    std::optional<Result<Element>> call(Device &device, const QString &body,
                                        CallOptions options = {}, Service service = Service::Ptz);
    std::unique_ptr<Device> device()
    {
        return std::make_unique<Device>(m_fake->url(), QStringLiteral("vigie"),
                                        Secret(QByteArray("geheim")), m_clock);
    }
    test::FakeClock m_clock; // 2026-11-24T10:00:00Z
    std::unique_ptr<FakeDevice> m_fake;
};

void TstDevice::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    m_clock = test::FakeClock();
    m_fake = std::make_unique<FakeDevice>();
    m_fake->handler = plainly;
}

std::optional<Result<Element>> TstDevice::call(Device &device, const QString &body,
                                               CallOptions options, Service service)
{
    const auto got = std::make_shared<std::optional<Result<Element>>>();
    device.call(
        service, body, [got](const Result<Element> &answer) { *got = answer; }, std::move(options));
    (void)QTest::qWaitFor([got] { return got->has_value(); }, 5000);
    return *got;
}

void TstDevice::asksTimeAndServicesOnce()
{
    const auto it = device();
    QVERIFY(call(*it, getStatus(QStringLiteral("p"))));
    QVERIFY(call(*it, getStatus(QStringLiteral("p"))));
    QCOMPARE(m_fake->operations(),
             (QStringList{QStringLiteral("GetSystemDateAndTime"), QStringLiteral("GetServices"),
                          QStringLiteral("GetStatus"), QStringLiteral("GetStatus")}));
    QCOMPARE(m_fake->requests.at(2).path, QStringLiteral("/onvif/PTZ")); // their path, our host
    QCOMPARE(it->services().media.query(), QStringLiteral("x=1"));
    QCOMPARE(it->services().media.port(), static_cast<int>(m_fake->serverPort()));
    QVERIFY(!m_fake->requests.at(0).body.contains("Security"));
    QVERIFY(m_fake->requests.at(1).body.contains("PasswordDigest"));
    for (const auto &request : m_fake->requests)
        QVERIFY(!request.body.contains("geheim"));
}

void TstDevice::signsInTheDevicesTime()
{
    m_clock.step(-1h); // ours is an hour behind the device
    const auto it = device();
    QVERIFY(call(*it, getStatus(QStringLiteral("p"))));
    QCOMPARE(it->clockSkew(), 1h);
    QCOMPARE(created(m_fake->requests.last().body), QStringLiteral("2026-11-24T10:00:00Z"));
}

void TstDevice::switchesToDigestAndRemembers()
{
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        const bool open = request.operation == QLatin1String("GetSystemDateAndTime");
        return open || !request.authorization.isEmpty() ? plainly(request)
                                                        : FakeDevice::Reply{401, {}, kMd5Challenge};
    };
    const auto it = device();
    const auto first = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(first && *first);
    const auto second = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(second && *second);
    QCOMPARE(it->authentication(), QStringLiteral("Digest"));
    // time, services refused, services, status, status: the challenge is asked for once
    QCOMPARE(m_fake->requests.size(), 5);
    const auto &last = m_fake->requests.last();
    QVERIFY(last.authorization.contains("nc=00000003"));
    QVERIFY(last.authorization.contains("uri=\"/onvif/PTZ\""));
    QVERIFY(!last.body.contains("UsernameToken"));
}

void TstDevice::digestOfSha256Alone()
{
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        const bool open = request.operation == QLatin1String("GetSystemDateAndTime");
        return open || request.authorization.contains("algorithm=SHA-256")
            ? plainly(request)
            : FakeDevice::Reply{401,
                                {},
                                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", nonce=\"N\", "
                                "algorithm=SHA-256\r\n"};
    };
    const auto it = device();
    const auto got = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(got && *got);
}

void TstDevice::aSecondChallengeMeansNo()
{
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        return request.operation == QLatin1String("GetSystemDateAndTime")
            ? plainly(request)
            : FakeDevice::Reply{401, "<html/>", kMd5Challenge};
    };
    const auto it = device();
    const auto got = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(got && !*got);
    QCOMPARE(got->error().code, ErrorCode::Refused);
    QCOMPARE(m_fake->requests.size(), 3); // no hammering: cameras lock out
}

void TstDevice::faultsComeWithAnyStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addRow("200") << 200;
    QTest::addRow("400") << 400;
    QTest::addRow("500") << 500;
}

void TstDevice::faultsComeWithAnyStatus()
{
    QFETCH(int, status);
    m_fake->handler = [status](const FakeDevice::Request &request) -> FakeDevice::Reply {
        return request.operation == QLatin1String("Stop")
            ? FakeDevice::Reply{status, test::fault("ter:ActionNotSupported", "no")}
            : plainly(request);
    };
    const auto it = device();
    const auto got = call(*it, stop(QStringLiteral("p")));
    QVERIFY(got && !*got);
    QCOMPARE(got->error().code, ErrorCode::NotSupported);
}

void TstDevice::fallsBackToCapabilitiesThenPaths()
{
    bool capabilitiesToo = true;
    m_fake->handler = [&](const FakeDevice::Request &request) -> FakeDevice::Reply {
        if (request.operation == QLatin1String("GetCapabilities") && capabilitiesToo)
            return {200, test::capabilities()};
        if (request.operation == QLatin1String("GetServices")
            || request.operation == QLatin1String("GetCapabilities"))
            return {500, test::fault("ter:ActionNotSupported", "")};
        return plainly(request);
    };
    const auto old = device();
    QVERIFY(call(*old, getStatus(QStringLiteral("p"))));
    QCOMPARE(m_fake->requests.last().path, QStringLiteral("/p"));
    capabilitiesToo = false;
    const auto oldest = device();
    QVERIFY(call(*oldest, getStatus(QStringLiteral("p"))));
    QCOMPARE(m_fake->requests.last().path, QStringLiteral("/onvif/ptz_service"));
}

void TstDevice::localTimeWhereUtcBelongs()
{
    // The device says 11:00, but accepts only what is signed around 10:00.
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        if (request.operation == QLatin1String("GetSystemDateAndTime"))
            return {200, test::dateAndTime("11")};
        return created(request.body).startsWith(QStringLiteral("2026-11-24T10:"))
            ? plainly(request)
            : FakeDevice::Reply{400, test::fault("ter:NotAuthorized", "")};
    };
    const auto it = device();
    const auto got = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(got && *got);
    QCOMPARE(it->clockSkew(), 0ms);
}

void TstDevice::aWrongPasswordIsTriedOnce()
{
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        return request.operation == QLatin1String("GetSystemDateAndTime")
            ? plainly(request)
            : FakeDevice::Reply{400, test::fault("ter:NotAuthorized", "")};
    };
    const auto it = device();
    const auto got = call(*it, getStatus(QStringLiteral("p")));
    QVERIFY(got && !*got);
    QCOMPARE(got->error().code, ErrorCode::Refused);
    QCOMPARE(m_fake->operations().count(QStringLiteral("GetServices")), 1);
}

void TstDevice::urgentGoesOverItsOwnConnection()
{
    m_fake->handler = [](const FakeDevice::Request &request) -> FakeDevice::Reply {
        auto reply = plainly(request);
        if (request.operation == QLatin1String("GetStatus"))
            reply.delayMs = 800;
        return reply;
    };
    const auto it = device();
    std::optional<Result<>> ready;
    it->prepare([&ready](const Result<> &result) { ready = result; });
    QTRY_VERIFY(ready);
    bool slow = false;
    it->call(Service::Ptz, getStatus(QStringLiteral("p")),
             [&slow](const Result<Element> &) { slow = true; });
    const auto stopped = call(*it, stop(QStringLiteral("p")), {.urgent = true});
    QVERIFY(stopped && *stopped);
    QVERIFY(!slow);
    const auto &requests = m_fake->requests;
    QVERIFY(requests.at(requests.size() - 1).connection
            != requests.at(requests.size() - 2).connection);
    QTRY_VERIFY(slow);
}

void TstDevice::whatIsNoLongerWantedIsNotSent()
{
    const auto it = device();
    bool wanted = true;
    std::optional<Result<Element>> got;
    it->call(Service::Ptz, continuousMove(QStringLiteral("p"), 1, 0, 0, 1s),
             [&got](const Result<Element> &answer) { got = answer; },
             {.wanted = [&wanted] { return wanted; }});
    wanted = false; // let go while the device is still asked for its services
    QTRY_VERIFY(got);
    QVERIFY(!*got);
    QCOMPARE(got->error().code, ErrorCode::Cancelled);
    QVERIFY(!m_fake->operations().contains(QStringLiteral("ContinuousMove")));
}

void TstDevice::notSentAgainAfterAChallengeEither()
{
    bool wanted = true;
    m_fake->handler = [&wanted](const FakeDevice::Request &request) -> FakeDevice::Reply {
        if (request.operation != QLatin1String("ContinuousMove"))
            return plainly(request);
        wanted = false;
        return {401, {}, kMd5Challenge};
    };
    const auto it = device();
    const auto got = call(*it, continuousMove(QStringLiteral("p"), 1, 0, 0, 1s),
                          {.wanted = [&wanted] { return wanted; }});
    QVERIFY(got && !*got);
    QCOMPARE(got->error().code, ErrorCode::Cancelled);
    QCOMPARE(m_fake->operations().count(QStringLiteral("ContinuousMove")), 1);
}

void TstDevice::nothingAfterDestruction()
{
    auto it = device();
    bool told = false;
    it->call(Service::Ptz, getStatus(QStringLiteral("p")),
             [&told](const Result<Element> &) { told = true; });
    it.reset();
    const auto other = device();
    QVERIFY(call(*other, getStatus(QStringLiteral("p"))));
    QVERIFY(!told);
}

VIGIE_TEST(TstDevice)
#include "tst_device.moc"
