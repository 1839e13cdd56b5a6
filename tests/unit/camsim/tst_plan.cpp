// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/plan.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::camsim;

namespace {

QJsonObject stream()
{
    return {{QStringLiteral("codec"), QStringLiteral("h264")},
            {QStringLiteral("width"), 640},
            {QStringLiteral("height"), 360},
            {QStringLiteral("fps"), 15},
            {QStringLiteral("clip"), QStringLiteral("sub_place_360p15_h264.mp4")}};
}

QJsonObject camera(int number = 1)
{
    return {{QStringLiteral("id"), QStringLiteral("cam-%1").arg(number)},
            {QStringLiteral("address"), QStringLiteral("127.0.1.%1").arg(number)},
            {QStringLiteral("user"), QStringLiteral("vigie")},
            {QStringLiteral("password"), QStringLiteral("Essai-1")},
            {QStringLiteral("main"), stream()},
            {QStringLiteral("sub"), stream()}};
}

QByteArray plan(const QJsonArray &cameras)
{
    return QJsonDocument(
               QJsonObject{{QStringLiteral("format"), QStringLiteral("vigie-camsim-plan/1")},
                           {QStringLiteral("cameras"), cameras}})
        .toJson();
}

/// One camera with one value changed.
QByteArray with(const char *key, const QJsonValue &value)
{
    QJsonObject object = camera();
    object.insert(QLatin1String(key), value);
    return plan({object});
}

/// One camera with one value of its sub stream changed.
QByteArray withSub(const char *key, const QJsonValue &value, bool ptz = false)
{
    QJsonObject sub = stream();
    sub.insert(QLatin1String(key), value);
    QJsonObject object = camera();
    object.insert(u"sub", sub);
    object.insert(u"ptz", ptz);
    return plan({object});
}

} // namespace

class TstPlan final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsACamera();
    void readsWhatIsOdd();
    void refusesMistakes_data();
    void refusesMistakes();
    void theDemoIsAsPromised();
    void movesToAnotherNetwork();
    void refusesOtherNetworks_data();
    void refusesOtherNetworks();
    void filesThatAreNotThere();
};

void TstPlan::readsACamera()
{
    const auto read = parsePlan(plan({camera(7)}));
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    const CameraPlan &one = read->cameras.first();
    QCOMPARE(one.id, QStringLiteral("cam-7"));
    QCOMPARE(one.name, one.id); // left out
    QCOMPARE(one.rtspPort, quint16{8554});
    QCOMPARE(one.onvifPort, quint16{8080});
    QCOMPARE(one.ptz, false);
    QCOMPARE(one.onvifAuth, OnvifAuth::Both);
    QCOMPARE(one.httpDigest, HttpDigest::Md5);
    QCOMPARE(one.sub.width, 640);
    QCOMPARE(one.sub.clip, QStringLiteral("sub_place_360p15_h264.mp4"));
}

void TstPlan::readsWhatIsOdd()
{
    QJsonObject odd = camera();
    odd.insert(u"onvifAuth", QStringLiteral("digest"));
    odd.insert(u"httpDigest", QStringLiteral("sha-256"));
    odd.insert(u"clockSkewS", -36000);
    odd.insert(u"oddities",
               QJsonArray{QStringLiteral("no-stop"), QStringLiteral("wrong-xaddr"),
                          QStringLiteral("no-timeout"), QStringLiteral("fault-is-ok")});
    const auto read = parsePlan(plan({odd}));
    QVERIFY(read);
    const CameraPlan &one = read->cameras.first();
    QCOMPARE(one.onvifAuth, OnvifAuth::DigestOnly);
    QCOMPARE(one.httpDigest, HttpDigest::Sha256);
    QCOMPARE(one.clockSkewS, -36000);
    QVERIFY(one.oddities.noStop && one.oddities.wrongXAddr && one.oddities.noTimeout
            && one.oddities.faultIsOk);
}

void TstPlan::refusesMistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &json, const char *where) {
        QTest::addRow("%s", name) << json << QString::fromLatin1(where);
    };
    row("nothing", {}, "not JSON");
    row("cut off", plan({camera()}).chopped(5), "not JSON");
    row("an array", "[1,2]", "format");
    row("another format", R"({"format":"vigie-registry/1","cameras":[]})", "format");
    row("no camera", plan({}), "cameras: between");
    QJsonArray many;
    for (int i = 0; i < 251; ++i)
        many.append(camera(i % 250 + 1));
    row("251 cameras", plan(many), "cameras: between");
    row("a number for a camera", plan({1}), "cameras[0]");
    row("one name twice", plan({camera(1), camera(1)}), "cameras[1]");
    QJsonObject respelt = camera(2);
    respelt.insert(u"address", QStringLiteral("127.1.1"));
    QJsonObject first = camera(1);
    first.insert(u"address", QStringLiteral("127.1.0.1"));
    row("one address in two spellings", plan({first, respelt}), "cameras[1]");
    row("no id", with("id", QJsonValue()), "cameras[0]: id");
    row("no password", with("password", QString()), "password");
    row("a public address", with("address", QStringLiteral("192.0.2.1")), "address");
    row("IPv6", with("address", QStringLiteral("::1")), "address");
    row("a name for an address", with("address", QStringLiteral("localhost")), "address");
    row("port -1", with("rtspPort", -1), "port");
    row("port 65536", with("onvifPort", 65536), "port");
    row("unknown credentials", with("onvifAuth", QStringLiteral("basic")), "onvifAuth");
    row("unknown digest", with("httpDigest", QStringLiteral("sha-1")), "httpDigest");
    row("a clock two days ahead", with("clockSkewS", 172800), "clockSkewS");
    row("unknown oddity", with("oddities", QJsonArray{QStringLiteral("explodes")}), "oddities");
    row("unknown codec", withSub("codec", QStringLiteral("av1")), "sub.codec");
    row("odd width", withSub("width", 641), "sub: width");
    row("no height", withSub("height", 0), "sub: width");
    row("61 pictures a second", withSub("fps", 61), "sub: width");
    row("no clip", withSub("clip", QString()), "sub.clip");
    row("a clip out of the folder", withSub("clip", QStringLiteral("../passwd")), "sub.clip");
    QJsonObject ptz = camera();
    QJsonObject live = stream();
    live.insert(u"codec", QStringLiteral("h265"));
    live.remove(u"clip");
    ptz.insert(u"ptz", true);
    ptz.insert(u"main", live);
    row("live pictures in H.265", plan({ptz}), "main.codec");
}

void TstPlan::refusesMistakes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    const auto read = parsePlan(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Corrupt);
    QVERIFY2(read.error().detail.contains(where), qPrintable(read.error().detail));
    QVERIFY(!read.error().detail.contains(u"Essai-1"));
}

void TstPlan::theDemoIsAsPromised()
{
    const auto demo = loadPlan(qEnvironmentVariable("DEMO_PLAN"));
    QVERIFY2(demo, demo ? "" : qPrintable(demo.error().detail));
    QVERIFY(demo->cameras.size() >= 24);
    int heads = 0;
    int h265 = 0;
    int mjpeg = 0;
    int round = 0; // a lens that sees half of the world
    for (const CameraPlan &camera : demo->cameras) {
        const bool fullHd =
            camera.main.width == 1920 && camera.main.height == 1080 && camera.main.fps == 25;
        const bool hd =
            camera.main.width == 1280 && camera.main.height == 720 && camera.main.fps == 15;
        const bool lens = camera.main.width == camera.main.height;
        QVERIFY2(fullHd || hd || lens, qPrintable(camera.id));
        QVERIFY2(camera.sub.width == 640 && camera.sub.height == (lens ? 640 : 360) && camera.sub.fps == 15,
                 qPrintable(camera.id));
        round += lens ? 1 : 0;
        heads += camera.ptz ? 1 : 0;
        h265 += camera.main.codec == Codec::H265 ? 1 : 0;
        mjpeg += camera.main.codec == Codec::Mjpeg ? 1 : 0;
        // A head whose pictures came from a clip would not move them.
        QCOMPARE(camera.sub.clip.isEmpty() && camera.main.clip.isEmpty(), camera.ptz);
    }
    QCOMPARE(heads, 4);
    QCOMPARE(round, 1);
    QVERIFY(h265 >= 2);
    QCOMPARE(mjpeg, 1);
}

void TstPlan::movesToAnotherNetwork()
{
    auto moved = parsePlan(plan({camera(1), camera(25)}));
    QVERIFY(moved);
    QVERIFY(rebase(*moved, QStringLiteral("127.0.82.0")));
    QCOMPARE(moved->cameras[0].address, QStringLiteral("127.0.82.1"));
    QCOMPARE(moved->cameras[1].address, QStringLiteral("127.0.82.25"));
}

void TstPlan::refusesOtherNetworks_data()
{
    QTest::addColumn<QString>("base");
    QTest::addRow("a public one") << QStringLiteral("10.0.0.0");
    QTest::addRow("IPv6") << QStringLiteral("::1");
    QTest::addRow("no address") << QStringLiteral("here");
    QTest::addRow("nothing") << QString();
}

void TstPlan::refusesOtherNetworks()
{
    QFETCH(QString, base);
    auto kept = parsePlan(plan({camera(1)}));
    QVERIFY(kept);
    const auto moved = rebase(*kept, base);
    QVERIFY(!moved && moved.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(kept->cameras[0].address, QStringLiteral("127.0.1.1"));
}

void TstPlan::filesThatAreNotThere()
{
    const QTemporaryDir folder;
    QCOMPARE(loadPlan(folder.filePath(QStringLiteral("none.json"))).error().code,
             ErrorCode::NotFound);
    QFile large(folder.filePath(QStringLiteral("large.json")));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(5 * 1024 * 1024));
    QCOMPARE(loadPlan(large.fileName()).error().code, ErrorCode::Corrupt);
}

VIGIE_TEST(TstPlan)
#include "tst_plan.moc"
