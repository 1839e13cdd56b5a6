// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include <onvif/messages.h>
#include <support/test_main.h>

#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace vigie;
using namespace vigie::onvif;
using namespace std::chrono_literals;

namespace {

Element element(const QByteArray &xml)
{
    const auto answer = readAnswer(xml);
    return answer ? *answer : Element{};
}

/// Asks every reader; none may take what is not its own.
int takers(const Element &answer)
{
    return static_cast<int>(readSystemDateAndTime(answer).has_value())
        + static_cast<int>(readDeviceInformation(answer).has_value())
        + static_cast<int>(readServices(answer).has_value())
        + static_cast<int>(readProfiles(answer).has_value())
        + static_cast<int>(readStreamUri(answer).has_value())
        + static_cast<int>(readNodes(answer).has_value())
        + static_cast<int>(readStatus(answer).has_value())
        + static_cast<int>(readPresets(answer).has_value());
}

} // namespace

class TstMessages final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAreXml_data();
    void requestsAreXml();
    void velocitiesAreFiniteAndInRange();
    void timeIsRead_data();
    void timeIsRead();
    void servicesAreFoundByNamespace();
    void profilesAreRead();
    void statusIsRead_data();
    void statusIsRead();
    void presetsAreRead();
    void nodesAreRead();
    void onlyRtspIsAStream_data();
    void onlyRtspIsAStream();
    void onlyTheRightAnswerIsTaken_data();
    void onlyTheRightAnswerIsTaken();
    void addressesKeepTheirPath_data();
    void addressesKeepTheirPath();
};

void TstMessages::requestsAreXml_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("name");
    const QString token = QStringLiteral("a<&\"b");
    const auto row = [](const QString &body, const char *name) {
        QTest::addRow("%s", name) << body << QString::fromLatin1(name);
    };
    row(getSystemDateAndTime(), "GetSystemDateAndTime");
    row(getDeviceInformation(), "GetDeviceInformation");
    row(getServices(), "GetServices");
    row(getCapabilities(), "GetCapabilities");
    row(getProfiles(), "GetProfiles");
    row(getStreamUri(token), "GetStreamUri");
    row(setSynchronizationPoint(token), "SetSynchronizationPoint");
    row(getNodes(), "GetNodes");
    row(continuousMove(token, 1, -1, 0, 1s), "ContinuousMove");
    row(stop(token), "Stop");
    row(getStatus(token), "GetStatus");
    row(getPresets(token), "GetPresets");
    row(gotoPreset(token, token), "GotoPreset");
}

void TstMessages::requestsAreXml()
{
    QFETCH(QString, body);
    QFETCH(QString, name);
    const auto read = readAnswer(envelope(body, {}));
    QVERIFY2(read, body.toUtf8().constData());
    QCOMPARE(read->name, name);
    if (const Element *profile = read->child(QLatin1String("ProfileToken"))) {
        QCOMPARE(profile->text, QStringLiteral("a<&\"b"));
        QCOMPARE(profile->nameSpace, read->nameSpace);
    }
}

void TstMessages::velocitiesAreFiniteAndInRange()
{
    const auto read =
        readAnswer(envelope(continuousMove(QStringLiteral("p"), std::nan(""), -7.0,
                                           std::numeric_limits<double>::infinity(), 1500ms),
                            {}));
    QVERIFY(read);
    const Element *panTilt = read->at({QLatin1String("Velocity"), QLatin1String("PanTilt")});
    const Element *zoom = read->at({QLatin1String("Velocity"), QLatin1String("Zoom")});
    QVERIFY(panTilt && zoom);
    QCOMPARE(panTilt->attribute(QLatin1String("x")).toDouble(), 0.0);
    QCOMPARE(panTilt->attribute(QLatin1String("y")).toDouble(), -1.0);
    QCOMPARE(zoom->attribute(QLatin1String("x")).toDouble(), 0.0);
    QCOMPARE(read->textOf(QLatin1String("Timeout")), QStringLiteral("PT1.5S"));
    QVERIFY(!continuousMove(QStringLiteral("p"), 0, 0, 0, 0ms).contains(QStringLiteral("Timeout")));
}

void TstMessages::timeIsRead_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("expected");
    QTest::addRow("plain") << test::dateAndTime() << QStringLiteral("2026-11-24T10:00:00Z");
    QTest::addRow("leap second") << test::dateAndTime("23", "31", "60")
                                 << QString(); // no 31 November
    QTest::addRow("second 60") << test::dateAndTime("23", "30", "60")
                               << QStringLiteral("2026-11-30T23:00:59Z");
    const auto inYear = [](const char *year) { return test::dateAndTime().replace("2026", year); };
    QTest::addRow("flat battery") << inYear("1970") << QStringLiteral("1970-11-24T10:00:00Z");
    QTest::addRow("before there were clocks") << inYear("1969") << QString();
    QTest::addRow("beyond every clock") << inYear("2147483647") << QString();
    QTest::addRow("where milliseconds run over") << inYear("-292275055") << QString();
    QTest::addRow("hour 25") << test::dateAndTime("25") << QString();
    QTest::addRow("hour NaN is taken for 0")
        << test::dateAndTime("nan") << QStringLiteral("2026-11-24T00:00:00Z");
    QTest::addRow("no UTC time") << test::inEnvelope(
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime/></"
        "tds:GetSystemDateAndTimeResponse>")
                                 << QString();
}

void TstMessages::timeIsRead()
{
    QFETCH(QByteArray, xml);
    QFETCH(QString, expected);
    const auto time = readSystemDateAndTime(element(xml));
    QCOMPARE(time ? toIso(*time) : QString(), expected);
}

void TstMessages::servicesAreFoundByNamespace()
{
    const auto services = readServices(element(test::services()));
    QVERIFY(services);
    QCOMPARE(services->media.path(),
             QStringLiteral("/onvif/Media")); // not Media2, which comes first
    QCOMPARE(services->ptz.path(), QStringLiteral("/onvif/PTZ"));
    const auto old = readServices(element(test::capabilities()));
    QVERIFY(old);
    QCOMPARE(old->ptz.path(), QStringLiteral("/p"));
}

void TstMessages::profilesAreRead()
{
    const auto profiles = readProfiles(element(test::profiles()));
    QVERIFY(profiles);
    QCOMPARE(profiles->size(), 2);
    QCOMPARE(profiles->at(0).token, QStringLiteral("main&1"));
    QCOMPARE(profiles->at(0).size, QSize(1920, 1080));
    QCOMPARE(profiles->at(0).fps, 25.0);
    QCOMPARE(profiles->at(0).kbps, 4096);
    QVERIFY(!profiles->at(0).hasPtz);
    QCOMPARE(profiles->at(1).name, QStringLiteral("Dôme"));
    QVERIFY(profiles->at(1).hasPtz);
}

void TstMessages::statusIsRead_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("moving");
    QTest::addColumn<double>("pan");
    QTest::addRow("standing") << test::status("IDLE", "IDLE") << true << false << 0.25;
    QTest::addRow("turning") << test::status("MOVING", "IDLE") << true << true << 0.25;
    QTest::addRow("zooming") << test::status("IDLE", "MOVING") << true << true << 0.25;
    QTest::addRow("does not know") << test::status("UNKNOWN", "UNKNOWN") << false << false << 0.25;
    QTest::addRow("says nothing") << test::inEnvelope(
        "<tptz:GetStatusResponse><tptz:PTZStatus/></tptz:GetStatusResponse>")
                                  << false << false << 0.0;
    QTest::addRow("position NaN") << test::status("IDLE", "IDLE", "nan") << true << false << 0.0;
    QTest::addRow("position infinite")
        << test::status("IDLE", "IDLE", "1e999") << true << false << 0.0;
    QTest::addRow("position with a comma")
        << test::status("IDLE", "IDLE", "0,5") << true << false << 0.0;
}

void TstMessages::statusIsRead()
{
    QFETCH(QByteArray, xml);
    const auto status = readStatus(element(xml));
    QVERIFY(status);
    QTEST(status->known, "known");
    QTEST(status->moving, "moving");
    QTEST(status->pan, "pan");
}

void TstMessages::presetsAreRead()
{
    const auto presets = readPresets(element(test::presets()));
    QVERIFY(presets);
    QCOMPARE(presets->size(), 3);
    QCOMPARE(presets->at(0).name, QStringLiteral("Entrée"));
    QCOMPARE(presets->at(1).name, QStringLiteral("2")); // no name: its token
    QCOMPARE(presets->at(2).name, QStringLiteral("Marché <nord>"));
    const auto many = readPresets(element(test::inEnvelope(
        "<tptz:GetPresetsResponse>" + QByteArray("<tptz:Preset token=\"x\"/>").repeated(9000)
        + "</tptz:GetPresetsResponse>")));
    QVERIFY(many);
    QCOMPARE(many->size(), 512);
}

void TstMessages::nodesAreRead()
{
    const auto nodes = readNodes(element(test::nodes()));
    QVERIFY(nodes);
    QCOMPARE(nodes->size(), 1);
    QVERIFY(nodes->first().continuousMove);
    QVERIFY(nodes->first().home);
    QCOMPARE(nodes->first().presets, 300);
}

void TstMessages::onlyRtspIsAStream_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<bool>("good");
    QTest::addRow("rtsp") << QByteArray("rtsp://10.0.0.1/s?a=1&amp;b=2") << true;
    QTest::addRow("rtsps") << QByteArray("rtsps://10.0.0.1/s") << true;
    QTest::addRow("http") << QByteArray("http://10.0.0.1/s") << false;
    QTest::addRow("file") << QByteArray("file:///etc/passwd") << false;
    QTest::addRow("nothing") << QByteArray() << false;
}

void TstMessages::onlyRtspIsAStream()
{
    QFETCH(QByteArray, uri);
    const auto url = readStreamUri(
        element(test::inEnvelope("<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>" + uri
                                 + "</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>")));
    QTEST(url.has_value(), "good");
}

void TstMessages::onlyTheRightAnswerIsTaken_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("takers");
    QTest::addRow("time") << test::dateAndTime() << 1;
    QTest::addRow("services") << test::services() << 1;
    QTest::addRow("capabilities") << test::capabilities() << 1;
    QTest::addRow("profiles") << test::profiles() << 1;
    QTest::addRow("status") << test::status("IDLE", "IDLE") << 1;
    QTest::addRow("presets") << test::presets() << 1;
    QTest::addRow("right name, PTZ namespace instead of media")
        << test::inEnvelope("<tptz:GetProfilesResponse/>") << 0;
    QTest::addRow("right name, schema namespace")
        << test::inEnvelope("<tt:GetStatusResponse/>") << 0;
    QTest::addRow("no namespace") << test::inEnvelope("<GetPresetsResponse/>") << 0;
    QTest::addRow("request sent back") << test::inEnvelope("<tptz:GetPresets/>") << 0;
}

void TstMessages::onlyTheRightAnswerIsTaken()
{
    QFETCH(QByteArray, xml);
    QTEST(takers(element(xml)), "takers");
}

void TstMessages::addressesKeepTheirPath_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *given, const char *expected) {
        QTest::addRow("%s", name) << QString::fromLatin1(given) << QString::fromLatin1(expected);
    };
    row("inner address of a NAT", "http://192.168.1.64/onvif/ptz",
        "http://camera.example:8080/onvif/ptz");
    row("other port", "http://camera.example:2020/onvif/ptz",
        "http://camera.example:8080/onvif/ptz");
    row("query kept", "http://x/onvif/ptz?channel=1",
        "http://camera.example:8080/onvif/ptz?channel=1");
    row("relative", "onvif/ptz", "http://camera.example:8080/onvif/ptz");
    row("user info of the device is not taken", "http://a:b@x/p", "http://camera.example:8080/p");
    row("another scheme is not taken", "ftp://x/p", "http://camera.example:8080/p");
}

void TstMessages::addressesKeepTheirPath()
{
    QFETCH(QString, given);
    QFETCH(QString, expected);
    QCOMPARE(reachable(QUrl(given),
                       QUrl(QStringLiteral("http://camera.example:8080/onvif/device_service")))
                 .toString(),
             expected);
}

VIGIE_TEST(TstMessages)
#include "tst_messages.moc"
