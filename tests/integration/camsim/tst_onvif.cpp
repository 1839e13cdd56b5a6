// SPDX-License-Identifier: GPL-3.0-or-later
#include "peers.h"

#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QDateTime>
#include <QtTest/QTest>

using namespace vigie::test;

namespace {
const QString kStreet = QStringLiteral("street");
const QString kMarket = QStringLiteral("market");
const QString kDome = QStringLiteral("dome");
const QString kDigest = QStringLiteral("digest");
const QString kOdd = QStringLiteral("odd");
const QByteArray kDevice = "/onvif/device_service";
const QByteArray kInformation = "<tds:GetDeviceInformation/>";

QByteArray between(const QByteArray &text, const QByteArray &from, const QByteArray &to)
{
    const auto start = text.indexOf(from);
    const auto begin = start + from.size();
    return start < 0 ? QByteArray() : text.mid(begin, text.indexOf(to, begin) - begin);
}

/// A call to the odd camera, signed by its own clock, an hour ahead.
HttpAnswer callOdd(const QByteArray &body)
{
    return http(kOdd, "POST", "/onvif/ptz_service",
                soap(body, token(passwordOf(kOdd), QDateTime::currentDateTimeUtc().addSecs(3600))));
}
} // namespace

class TstOnvif final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void onlyTheTimeIsFree();
    void aTokenOpensOnce();
    void aWrongTokenIsRefused();
    void digestOpens_data();
    void digestOpens();
    void profilesAreAsPlanned();
    void theStreamUriCanBeWatched();
    void onlyHeadsHavePtz();
    void oddCameras();
    void hostileRequestsAreAnswered_data();
    void hostileRequestsAreAnswered();

private:
    [[nodiscard]] QJsonObject lastCall(const QString &camera) const
    {
        const auto calls = m_cameras.log(camera, QStringLiteral("onvif"));
        return calls.isEmpty() ? QJsonObject() : calls.last();
    }
    SimulatedCameras m_cameras;
};

void TstOnvif::initTestCase()
{
    const QString problem = m_cameras.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TstOnvif::onlyTheTimeIsFree()
{
    const HttpAnswer time = http(kStreet, "POST", kDevice, soap("<tds:GetSystemDateAndTime/>"));
    QCOMPARE(time.status, 200);
    QCOMPARE(between(time.body, "<tt:Year>", "<").toInt(), QDate::currentDate().year());
    const HttpAnswer answer = http(kStreet, "POST", kDevice, soap(kInformation));
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.challenges.size(), 1);
    QVERIFY(answer.body.contains("ter:NotAuthorized"));
    const QJsonObject line = lastCall(kStreet);
    QCOMPARE(line.value(QStringLiteral("operation")).toString(),
             QStringLiteral("GetDeviceInformation"));
    QCOMPARE(line.value(QStringLiteral("auth")).toString(), QStringLiteral("none"));
    QCOMPARE(line.value(QStringLiteral("http")).toInt(), 401);
    // The time is free of the device service only: another service's call of that name is not.
    QCOMPARE(http(kStreet, "POST", kDevice, soap("<trt:GetSystemDateAndTime/>")).status, 401);
}

void TstOnvif::aTokenOpensOnce()
{
    const QByteArray request = soap(kInformation, token(passwordOf(kStreet)));
    const HttpAnswer first = http(kStreet, "POST", kDevice, request);
    QCOMPARE(first.status, 200);
    QCOMPARE(between(first.body, "<tds:SerialNumber>", "<"), QByteArray("street"));
    QCOMPARE(lastCall(kStreet).value(QStringLiteral("auth")).toString(), QStringLiteral("token"));
    QCOMPARE(http(kStreet, "POST", kDevice, request).status, 400);
    QCOMPARE(lastCall(kStreet).value(QStringLiteral("refused")).toString(),
             QStringLiteral("nonce replayed"));
}

void TstOnvif::aWrongTokenIsRefused()
{
    const HttpAnswer answer =
        http(kStreet, "POST", kDevice, soap(kInformation, token(QStringLiteral("wrong"))));
    QVERIFY(answer.status == 400 && answer.body.contains("ter:NotAuthorized"));
    QCOMPARE(lastCall(kStreet).value(QStringLiteral("refused")).toString(),
             QStringLiteral("password"));
    // A camera that takes Digest only does not even look at a right one.
    const HttpAnswer digestOnly = call(kDigest, "device_service", kInformation);
    QVERIFY(digestOnly.status == 401 && !digestOnly.challenges.isEmpty());
}

void TstOnvif::digestOpens_data()
{
    QTest::addColumn<QString>("camera");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("status");
    QTest::addRow("MD5") << kStreet << QByteArray("MD5") << passwordOf(kStreet) << 200;
    QTest::addRow("MD5 where both are offered")
        << kDigest << QByteArray("MD5") << passwordOf(kDigest) << 200;
    QTest::addRow("SHA-256 where both are offered")
        << kDigest << QByteArray("SHA-256") << passwordOf(kDigest) << 200;
    QTest::addRow("wrong password, MD5")
        << kStreet << QByteArray("MD5") << QStringLiteral("wrong") << 401;
    QTest::addRow("wrong password, SHA-256")
        << kDigest << QByteArray("SHA-256") << QStringLiteral("wrong") << 401;
}

void TstOnvif::digestOpens()
{
    QFETCH(QString, camera);
    QFETCH(QByteArray, algorithm);
    QFETCH(QString, password);
    QFETCH(int, status);
    const auto challenges = http(camera, "POST", kDevice, soap(kInformation)).challenges;
    QByteArray chosen;
    for (const QByteArray &challenge : challenges) {
        if (challenge.contains(QByteArray("algorithm=" + algorithm)))
            chosen = challenge;
    }
    QVERIFY(!chosen.isEmpty());
    const HttpAnswer answer =
        http(camera, "POST", kDevice, soap(kInformation), digest(chosen, password, kDevice));
    QCOMPARE(answer.status, status);
    QCOMPARE(lastCall(camera).value(QStringLiteral("auth")).toString(), QStringLiteral("digest"));
}

void TstOnvif::profilesAreAsPlanned()
{
    const QByteArray one = call(kMarket, "media_service", "<trt:GetProfiles/>").body;
    QVERIFY(one.contains("token=\"main\"") && one.contains("token=\"sub\""));
    QVERIFY(!one.contains("<tt:Encoding>")); // ver10 has no word for H.265
    const QByteArray two = call(kMarket, "media2_service", "<tr2:GetProfiles/>").body;
    QCOMPARE(two.count("<tt:Encoding>H265<"), 2);
    QVERIFY(two.contains("<tt:Width>640<") && two.contains("<tt:Width>1280<"));
    const QByteArray street = call(kStreet, "media_service", "<trt:GetProfiles/>").body;
    QCOMPARE(street.count("<tt:Encoding>H264<"), 2);
    QVERIFY(!street.contains("PTZConfiguration"));
    QVERIFY(call(kDome, "media_service", "<trt:GetProfiles/>").body.contains("PTZConfiguration"));
}

void TstOnvif::theStreamUriCanBeWatched()
{
    const QByteArray body =
        call(kStreet, "media_service",
             "<trt:GetStreamUri><trt:ProfileToken>sub</trt:ProfileToken></trt:GetStreamUri>")
            .body;
    QString uri = QString::fromUtf8(between(body, "<tt:Uri>", "<"));
    QCOMPARE(uri, QStringLiteral("rtsp://127.0.82.11:8554/sub"));
    uri.insert(7, QStringLiteral("vigie:%1@").arg(passwordOf(kStreet)));
    QCOMPARE(ffprobe(uri, QStringLiteral("tcp"), {}).exitCode, 0);
    const HttpAnswer none =
        call(kStreet, "media2_service",
             "<tr2:GetStreamUri><tr2:ProfileToken>third</tr2:ProfileToken></tr2:GetStreamUri>");
    QVERIFY(none.status == 400 && none.body.contains("ter:NoProfile"));
}

void TstOnvif::onlyHeadsHavePtz()
{
    const QByteArray services = "<tds:GetServices/>";
    const QByteArray ptz = "http://www.onvif.org/ver20/ptz/wsdl</tds:Namespace>";
    QVERIFY(call(kDome, "device_service", services).body.contains(ptz));
    QVERIFY(!call(kStreet, "device_service", services).body.contains(ptz));
    const HttpAnswer answer = call(kStreet, "ptz_service", "<tptz:Stop/>");
    QVERIFY(answer.status == 500 && answer.body.contains("ter:ActionNotSupported"));
}

void TstOnvif::oddCameras()
{
    // By our clock a token is an hour old; and what refuses it says 200.
    const HttpAnswer ours = call(kOdd, "ptz_service", "<tptz:GetStatus/>");
    QVERIFY(ours.status == 400 && ours.body.contains("ter:NotAuthorized"));
    QCOMPARE(lastCall(kOdd).value(QStringLiteral("refused")).toString(),
             QStringLiteral("created outside the window"));
    QVERIFY(callOdd("<tptz:GetStatus/>").body.contains("<tt:PanTilt>IDLE<"));
    QVERIFY(callOdd("<tds:GetServices/>").body.contains("http://192.0.2.1:8081/onvif/"));
    QVERIFY(callOdd("<tptz:GetConfigurationOptions/>").body.contains("<tt:Max>PT0S<"));
    const QByteArray velocity = "<tptz:Velocity><tt:PanTilt x=\"0.5\" y=\"0\"/></tptz:Velocity>";
    const HttpAnswer timed = callOdd("<tptz:ContinuousMove>" + velocity
                                     + "<tptz:Timeout>PT1S</tptz:Timeout></tptz:ContinuousMove>");
    QVERIFY(timed.status == 200 && timed.body.contains("Fault"));
    QCOMPARE(callOdd("<tptz:ContinuousMove>" + velocity + "</tptz:ContinuousMove>").status, 200);
    QVERIFY(callOdd("<tptz:Stop/>").body.contains("ter:ActionNotSupported"));
    QVERIFY(callOdd("<tptz:GetStatus/>").body.contains("<tt:PanTilt>MOVING<"));
    const QByteArray zero = "<tptz:Velocity><tt:PanTilt x=\"0\" y=\"0\"/></tptz:Velocity>";
    QCOMPARE(callOdd("<tptz:ContinuousMove>" + zero + "</tptz:ContinuousMove>").status, 200);
    QVERIFY(callOdd("<tptz:GetStatus/>").body.contains("<tt:PanTilt>IDLE<"));
    QCOMPARE(http(kOdd, "POST", kDevice, soap(kInformation)).challenges.size(), 0); // token only
}

void TstOnvif::hostileRequestsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("GET") << QByteArray("GET") << kDevice << QByteArray();
    QTest::addRow("another path") << QByteArray("POST") << QByteArray("/../../etc/passwd")
                                  << soap(kInformation);
    QTest::addRow("no XML") << QByteArray("POST") << kDevice << QByteArray(5000, '\xff');
    QTest::addRow("entities") << QByteArray("POST") << kDevice
                              << QByteArray("<!DOCTYPE a [<!ENTITY b \"c\">]>")
            + soap("<tds:GetSystemDateAndTime>&b;</tds:GetSystemDateAndTime>");
    QTest::addRow("a megabyte") << QByteArray("POST") << kDevice << QByteArray(1'000'000, '<');
    QTest::addRow("a name of 100 kB")
        << QByteArray("POST") << kDevice << soap("<tds:" + QByteArray(100'000, 'x') + "/>");
}

void TstOnvif::hostileRequestsAreAnswered()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const HttpAnswer answer = http(kStreet, method, path, body);
    QVERIFY2(answer.status == 400 || answer.status == 401,
             qPrintable(QString::number(answer.status)));
    for (const auto &value : lastCall(kStreet))
        QVERIFY(value.toString().size() <= 250);
    QCOMPARE(call(kStreet, "device_service", kInformation).status, 200);
}

VIGIE_TEST(TstOnvif)
#include "tst_onvif.moc"
