// SPDX-License-Identifier: GPL-3.0-or-later
#include <fake_device.h>
#include <samples.h>

#include <live/stream_finder.h>
#include <onvif/messages.h>
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::live;
using test::FakeDevice;

Q_DECLARE_METATYPE(vigie::onvif::Profile)

namespace {

QByteArray profileXml(const QByteArray &token, const QByteArray &encoding, int width, int height)
{
    return "<trt:Profiles token=\"" + token + "\"><tt:Name>Profile</tt:Name><tt:VideoEncoderConfiguration token=\"v\"><tt:Encoding>" + encoding
        + "</tt:Encoding><tt:Resolution><tt:Width>" + QByteArray::number(width) + "</tt:Width><tt:Height>" + QByteArray::number(height)
        + "</tt:Height></tt:Resolution><tt:RateControl><tt:FrameRateLimit>15</tt:FrameRateLimit><tt:BitrateLimit>400</tt:BitrateLimit>"
          "</tt:RateControl></tt:VideoEncoderConfiguration></trt:Profiles>";
}

QByteArray uriXml(const QByteArray &uri)
{
    return test::inEnvelope("<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>" + uri + "</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>");
}

/// Three profiles: main, sub, and one in a codec that nobody decodes; addresses of another network.
FakeDevice::Reply camera(const FakeDevice::Request &request)
{
    if (request.operation == QLatin1String("GetSystemDateAndTime"))
        return {200, test::dateAndTime()};
    if (request.operation == QLatin1String("GetServices"))
        return {200, test::services()};
    if (request.operation == QLatin1String("GetProfiles"))
        return {200,
                test::inEnvelope("<trt:GetProfilesResponse>" + profileXml("main", "H264", 1920, 1080) + profileXml("old", "MPEG4", 704, 576)
                                 + profileXml("sub", "H264", 640, 360) + "</trt:GetProfilesResponse>")};
    return {200, uriXml(request.body.contains(">sub<") ? "rtsp://10.0.0.9:8554/sub?a=1" : "rtsp://u:p@10.0.0.9:8554/main")};
}

} // namespace

/// The streams of a camera of which only the ONVIF address is known.
class TstStreamFinder final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_device = std::make_unique<FakeDevice>();
        m_device->handler = camera;
    }
    void whatADeviceTells();
    void whatWasFoundIsRemembered();
    void whyThereIsNone_data();
    void whyThereIsNone();
    void oneProfileWithoutAnAddressIsLeftOut();
    void nobodyIsAskedWithoutARight();
    void anAddressIsAtTheCamera_data();
    void anAddressIsAtTheCamera();
    void whatCannotBeShownIsNotOffered_data();
    void whatCannotBeShownIsNotOffered();
    void namesAndAddressesAreEachOnce();

private:
    [[nodiscard]] CameraEndpoint endpoint() const
    {
        CameraEndpoint endpoint;
        endpoint.camera = CameraId{QStringLiteral("cam")};
        endpoint.onvifUrl = m_device->url();
        endpoint.user = QStringLiteral("vigie");
        endpoint.password = Secret(QByteArray("geheim"));
        return endpoint;
    }
    /// Of one asking; nothing when it does not come.
    [[nodiscard]] std::optional<Result<QList<StreamEndpoint>>> ask(StreamFinder &finder) const
    {
        std::optional<Result<QList<StreamEndpoint>>> answer;
        const auto held = finder.find(endpoint(), [&](auto streams) { answer = std::move(streams); });
        [&] { QTRY_VERIFY(answer.has_value()); }();
        return answer;
    }
    test::FakeClock m_clock;
    std::unique_ptr<FakeDevice> m_device;
};

void TstStreamFinder::whatADeviceTells()
{
    StreamFinder finder(m_clock);
    const auto answer = ask(finder);
    QVERIFY(answer && *answer);
    const QList<StreamEndpoint> &streams = **answer;
    QCOMPARE(streams.size(), 2);
    QCOMPARE(streams.at(0).url, QUrl(QStringLiteral("rtsp://127.0.0.1:8554/sub?a=1"))); // the smallest first, at the camera
    QCOMPARE(streams.at(0).size, QSize(640, 360));
    QCOMPARE(streams.at(0).codec, VideoCodec::H264);
    QCOMPARE(streams.at(0).fps, 15.0);
    QCOMPARE(streams.at(0).kbps, 400);
    QCOMPARE(streams.at(1).url, QUrl(QStringLiteral("rtsp://127.0.0.1:8554/main"))); // without the password in it
    QCOMPARE(streams.at(0).name, QStringLiteral("Profile"));
    QCOMPARE(streams.at(1).name, QStringLiteral("Profile (2)"));
}

void TstStreamFinder::whatWasFoundIsRemembered()
{
    StreamFinder finder(m_clock);
    const auto first = ask(finder);
    const auto requests = m_device->requests.size();
    const auto second = ask(finder);
    QVERIFY(first && second && *first && *second);
    QCOMPARE(**second, **first);
    QCOMPARE(m_device->requests.size(), requests);
}

void TstStreamFinder::whyThereIsNone_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<vigie::ErrorCode>("code");
    QTest::newRow("the password is refused") << QStringLiteral("GetProfiles") << 401 << QByteArray() << ErrorCode::Refused;
    QTest::newRow("no profile") << QStringLiteral("GetProfiles") << 200 << test::inEnvelope("<trt:GetProfilesResponse/>") << ErrorCode::Protocol;
    QTest::newRow("none that can be shown")
        << QStringLiteral("GetProfiles") << 200
        << test::inEnvelope("<trt:GetProfilesResponse>" + profileXml("old", "MPEG4", 704, 576) + "</trt:GetProfilesResponse>") << ErrorCode::NotFound;
    QTest::newRow("addresses of another kind") << QStringLiteral("GetStreamUri") << 200 << uriXml("http://10.0.0.9/mjpg") << ErrorCode::NotFound;
    QTest::newRow("not XML") << QStringLiteral("GetProfiles") << 200 << QByteArray("<<<") << ErrorCode::Protocol;
}

void TstStreamFinder::whyThereIsNone()
{
    QFETCH(QString, operation);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(vigie::ErrorCode, code);
    m_device->handler = [&](const FakeDevice::Request &request) {
        return request.operation == operation ? FakeDevice::Reply{status, body} : camera(request);
    };
    StreamFinder finder(m_clock);
    const auto answer = ask(finder);
    QVERIFY(answer && !*answer);
    QCOMPARE(answer->error().code, code);
    m_device->handler = camera;
    QVERIFY(ask(finder).value()); // a failure is not remembered
}

void TstStreamFinder::oneProfileWithoutAnAddressIsLeftOut()
{
    m_device->handler = [](const FakeDevice::Request &request) {
        const bool fails = request.operation == QLatin1String("GetStreamUri") && request.body.contains(">main<");
        return fails ? FakeDevice::Reply{400, test::inEnvelope("<env:Fault/>")} : camera(request);
    };
    StreamFinder finder(m_clock);
    const auto answer = ask(finder);
    QVERIFY(answer && *answer);
    QVERIFY(std::any_of((*answer)->cbegin(), (*answer)->cend(), [](const StreamEndpoint &stream) { return stream.size == QSize(640, 360); }));
}

/// Whoever lost the right lets go: not one request more, and no answer.
void TstStreamFinder::nobodyIsAskedWithoutARight()
{
    StreamFinder finder(m_clock);
    bool told = false;
    auto held = finder.find(endpoint(), [&](const auto &) { told = true; });
    m_device->handler = [&](const FakeDevice::Request &request) {
        if (request.operation == QLatin1String("GetProfiles"))
            held.reset();
        return camera(request);
    };
    QTRY_VERIFY(!held);
    const auto requests = m_device->requests.size();
    StreamFinder other(m_clock); // a whole asking later
    m_device->handler = camera;
    QVERIFY(ask(other).value());
    QVERIFY(!told);
    QCOMPARE(m_device->operations().mid(requests).count(QStringLiteral("GetProfiles")), 1);
}

void TstStreamFinder::anAddressIsAtTheCamera_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("taken");
    QTest::newRow("another host") << QStringLiteral("rtsp://203.0.113.5:8554/a") << QStringLiteral("rtsp://192.0.2.7:8554/a");
    QTest::newRow("no port") << QStringLiteral("rtsp://192.0.2.7/a?b=c&d") << QStringLiteral("rtsp://192.0.2.7:554/a?b=c&d");
    QTest::newRow("port 0") << QStringLiteral("rtsp://192.0.2.7:0/a") << QStringLiteral("rtsp://192.0.2.7:554/a");
    QTest::newRow("TLS") << QStringLiteral("rtsps://192.0.2.7/a") << QStringLiteral("rtsps://192.0.2.7:322/a");
    QTest::newRow("password written into it") << QStringLiteral("rtsp://admin:admin@192.0.2.7/a#x") << QStringLiteral("rtsp://192.0.2.7:554/a");
}

void TstStreamFinder::anAddressIsAtTheCamera()
{
    QFETCH(QString, said);
    QFETCH(QString, taken);
    const onvif::Profile profile{QStringLiteral("p"), QStringLiteral("P"), QStringLiteral("H264"), {640, 360}};
    const auto stream = streamOfProfile(profile, QUrl(said), QUrl(QStringLiteral("http://192.0.2.7:8080/onvif")));
    QVERIFY(stream);
    QCOMPARE(stream->url, QUrl(taken));
}

void TstStreamFinder::whatCannotBeShownIsNotOffered_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isOffered");
    const QString rtsp = QStringLiteral("rtsp://192.0.2.7/a");
    QTest::newRow("H.264") << QStringLiteral("H264") << rtsp << true;
    QTest::newRow("H.265") << QStringLiteral("H265") << rtsp << true;
    QTest::newRow("MJPEG") << QStringLiteral("JPEG") << rtsp << true;
    QTest::newRow("not said, as of H.265 in Media 1") << QString() << rtsp << true;
    QTest::newRow("MPEG-4") << QStringLiteral("MPEG4") << rtsp << false;
    QTest::newRow("a web page") << QStringLiteral("H264") << QStringLiteral("http://192.0.2.7/a") << false;
    QTest::newRow("a file") << QStringLiteral("H264") << QStringLiteral("file:///etc/passwd") << false;
}

void TstStreamFinder::whatCannotBeShownIsNotOffered()
{
    QFETCH(QString, encoding);
    QFETCH(QString, url);
    QFETCH(bool, isOffered);
    const onvif::Profile profile{QStringLiteral("p"), {}, encoding, {640, 360}};
    const auto stream = streamOfProfile(profile, QUrl(url), QUrl(QStringLiteral("http://192.0.2.7/onvif")));
    QCOMPARE(stream.has_value(), isOffered);
    if (stream)
        QCOMPARE(stream->name, QStringLiteral("p")); // a profile without a name
}

void TstStreamFinder::namesAndAddressesAreEachOnce()
{
    QList<StreamEndpoint> many;
    for (int i = 0; i < 20; ++i) {
        StreamEndpoint stream;
        stream.name = QStringLiteral("Profil");
        stream.url = QUrl(QStringLiteral("rtsp://192.0.2.7/%1").arg(i / 2));
        stream.size = QSize(1920 - 16 * i, 1080);
        many.append(stream);
    }
    const QList<StreamEndpoint> kept = tidied(many);
    QCOMPARE(kept.size(), 8);
    QSet<QString> names;
    QSet<QUrl> urls;
    int width = 0;
    for (const StreamEndpoint &stream : kept) {
        names.insert(stream.name);
        urls.insert(stream.url);
        QVERIFY(stream.size.width() > width);
        width = stream.size.width();
    }
    QCOMPARE(names.size(), 8);
    QCOMPARE(urls.size(), 8);
}

VIGIE_TEST(TstStreamFinder)
#include "tst_stream_finder.moc"
