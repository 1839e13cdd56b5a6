// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp_rooms.h>
#include <support/simulated_cameras.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

/// The simulated cameras: GStreamer's RTSP server.
class TstCameras final : public QObject {
    Q_OBJECT
private:
    test::SimulatedCameras m_cameras;
    Secret m_password;

    Target target(int place, const char *id, RtpTransport transport)
    {
        Target target =
            test::targetOf(QStringLiteral("rtsp://127.0.84.%1:8554/sub").arg(place), transport);
        target.user = QStringLiteral("vigie");
        m_password = Secret(QByteArray("Essai-") + id);
        target.password = &m_password;
        return target;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString why = m_cameras.start();
        QVERIFY2(why.isEmpty(), qPrintable(why));
    }
    void picturesCome_data();
    void picturesCome();
    void theCamerasClockIsTold();
    void aWrongPasswordIsTriedOnce();
    void aCameraThatGoesIsNoticed();
};

void TstCameras::picturesCome_data()
{
    QTest::addColumn<int>("place");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<RtpTransport>("transport");
    QTest::addColumn<VideoCodec>("codec");
    QTest::newRow("H.264 over TCP") << 11 << QByteArray("h264") << RtpTransport::Tcp << VideoCodec::H264;
    QTest::newRow("H.264 over UDP") << 11 << QByteArray("h264") << RtpTransport::Udp << VideoCodec::H264;
    QTest::newRow("H.265 over TCP") << 12 << QByteArray("h265") << RtpTransport::Tcp << VideoCodec::H265;
    QTest::newRow("H.265 over UDP") << 12 << QByteArray("h265") << RtpTransport::Udp << VideoCodec::H265;
    QTest::newRow("MJPEG over TCP") << 13 << QByteArray("mjpeg") << RtpTransport::Tcp << VideoCodec::Mjpeg;
    QTest::newRow("MJPEG over UDP") << 13 << QByteArray("mjpeg") << RtpTransport::Udp << VideoCodec::Mjpeg;
    QTest::newRow("not said: TCP") << 11 << QByteArray("h264") << RtpTransport::Auto << VideoCodec::H264;
}

void TstCameras::picturesCome()
{
    QFETCH(int, place);
    QFETCH(QByteArray, id);
    QFETCH(RtpTransport, transport);
    QFETCH(VideoCodec, codec);
    test::InterruptWhen late([] { return false; }, 20s);
    Client client;
    const auto offer = client.open(target(place, id.constData(), transport), {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QCOMPARE(offer->codec, codec);
    QCOMPARE(offer->transport, transport == RtpTransport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP"));
    QCOMPARE(offer->parameterSets.isEmpty(), codec == VideoCodec::Mjpeg);
    std::optional<std::chrono::microseconds> last;
    int keys = 0;
    for (int i = 0; i < 31; ++i) { // two seconds: a key picture is among them
        const auto picture = client.next();
        QVERIFY2(picture, picture ? "" : qPrintable(toLogText(picture.error())));
        keys += picture->coded.key ? 1 : 0;
        QVERIFY(!picture->coded.afterLoss || i == 0);
        if (last && i > 1) { // a twentieth of a picture's time is what 90 kHz and the clip's rate round away
            const auto step = std::chrono::abs(picture->pts - *last - 66'667us);
            QVERIFY2(step < 3334us || codec != VideoCodec::Mjpeg, qPrintable(QString::number(step.count())));
        }
        last = picture->pts;
    }
    QVERIFY(keys >= 1);
    QCOMPARE(client.counts().lost, 0);
    QVERIFY(client.counts().packets >= 31);
    client.close();
    const auto ends = [&] { return m_cameras.log(QString::fromLatin1(id), QStringLiteral("rtsp-end")).size(); };
    QTRY_VERIFY(ends() >= 1);
}

void TstCameras::theCamerasClockIsTold()
{
    bool told = false;
    test::InterruptWhen late([&] { return told; }, 20s);
    Client client;
    QVERIFY(client.open(target(11, "h264", RtpTransport::Udp), {}, late));
    while (const auto picture = client.next()) {
        if (!picture->coded.captured)
            continue;
        told = true;
        // Same machine, same clock; the picture was taken before it came, and not long before.
        const auto age = std::chrono::system_clock::now() - *picture->coded.captured;
        QVERIFY2(age > -500ms && age < 3s,
                 qPrintable(QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(age).count())));
    }
    QVERIFY(told);
}

void TstCameras::aWrongPasswordIsTriedOnce()
{
    const qint64 from = test::monotonicMs();
    Target wrong = target(11, "h264", RtpTransport::Tcp);
    const Secret password(QByteArrayLiteral("wrong"));
    wrong.password = &password;
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(wrong, {}, late);
    QVERIFY(!offer);
    QCOMPARE(offer.error().code, ErrorCode::Refused);
    QVERIFY(!offer.error().detail.contains(QStringLiteral("wrong")));
    int refused = 0;
    for (const QJsonObject &line : m_cameras.log(QStringLiteral("h264"), QStringLiteral("rtsp"), from))
        refused += line.value(QStringLiteral("auth")).toString() == QLatin1String("refused") ? 1 : 0;
    QCOMPARE(refused, 1); // cameras lock accounts
}

void TstCameras::aCameraThatGoesIsNoticed()
{
    test::InterruptWhen late([] { return false; }, 20s);
    Client client;
    QVERIFY(client.open(target(12, "h265", RtpTransport::Tcp), {}, late));
    QVERIFY(client.next());
    QVERIFY(m_cameras.fault(QStringLiteral("h265"), QStringLiteral("drop")));
    while (const auto picture = client.next())
        QVERIFY(!picture->coded.bytes.isEmpty());
    QVERIFY(late.elapsed() < 0ms); // by itself
}

VIGIE_TEST(TstCameras)
#include "tst_cameras.moc"
