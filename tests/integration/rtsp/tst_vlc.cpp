// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp_rooms.h>

#include <media/fallback_source.h>
#include <media/rtsp_source.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

#include <unistd.h>

using namespace vigie;
using namespace std::chrono_literals;

namespace {

/// VLC as an RTSP server of one looped clip.
class VlcServer {
public:
    ~VlcServer()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(3000))
            m_process.kill();
        m_process.waitForFinished(1000);
    }
    /// It answers on any address, but its packets leave from the machine's own.
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("rtsp://127.0.0.1:%1/clip").arg(m_port)); }
    /// \param rtp  further options of its RTP output \return empty, or why it does not run
    QString start(const QString &clip, const QString &rtp = {})
    {
        {
            QTcpServer probe; // a port that is free
            if (!probe.listen(QHostAddress(QHostAddress::LocalHost)))
                return probe.errorString();
            m_port = probe.serverPort();
        }
        // Where it can read it, whoever it runs as.
        if (!QFile::copy(qEnvironmentVariable("CAMSIM_CLIPS") + QLatin1Char('/') + clip, m_home.filePath(clip)))
            return QStringLiteral("no clip ") + clip;
        QStringList command{QStringLiteral("cvlc"),
                            QStringLiteral("--quiet"),
                            QStringLiteral("--loop"),
                            QStringLiteral("--no-audio"),
                            m_home.filePath(clip),
                            QStringLiteral("--sout"),
                            QStringLiteral("#gather:rtp{sdp=%1%2}").arg(url().toString(), rtp),
                            QStringLiteral("--sout-keep")};
        if (::geteuid() == 0) { // which VLC refuses to be
            command = QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"),
                                  QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups")}
                + command;
            QFile::setPermissions(m_home.path(), QFile::Permissions(0x7777));
        }
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home.path());
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(command.takeFirst(), command);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 20'000 && m_process.state() != QProcess::NotRunning) {
            QTcpSocket probe;
            probe.connectToHost(url().host(), m_port);
            if (probe.waitForConnected(500))
                return {};
            m_process.waitForReadyRead(100);
        }
        return QStringLiteral("VLC does not serve: ") + QString::fromLocal8Bit(m_process.readAll());
    }

private:
    QTemporaryDir m_home;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace

/// A server that is not ours: VLC. It refuses interleaving, names its host in every control and says no CSeq as we do.
class TstVlc final : public QObject {
    Q_OBJECT
private:
    static media::SourceRequest request(const VlcServer &server, RtpTransport transport)
    {
        media::SourceRequest request;
        request.stream.url = server.url();
        request.stream.transport = transport;
        return request;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("cvlc")).isEmpty())
            QSKIP("VLC is not installed");
    }
    void isPlayed_data();
    void isPlayed();
    void whatOursDoesNotUnderstandIsLeftToFfmpeg();
};

void TstVlc::isPlayed_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<RtpTransport>("transport");
    QTest::addColumn<VideoCodec>("codec");
    const auto h264 = QStringLiteral("sub_place_360p15_h264.mp4");
    QTest::newRow("H.264 over UDP") << h264 << RtpTransport::Udp << VideoCodec::H264;
    QTest::newRow("H.264, transport not said: it refuses TCP") << h264 << RtpTransport::Auto << VideoCodec::H264;
    QTest::newRow("H.265 over UDP")
        << QStringLiteral("sub_marche_360p15_h265.mp4") << RtpTransport::Udp << VideoCodec::H265;
    QTest::newRow("MJPEG over UDP")
        << QStringLiteral("sub_ecole_360p15_mjpeg.avi") << RtpTransport::Udp << VideoCodec::Mjpeg;
}

void TstVlc::isPlayed()
{
    QFETCH(QString, clip);
    QFETCH(RtpTransport, transport);
    QFETCH(VideoCodec, codec);
    VlcServer server;
    const QString why = server.start(clip);
    QVERIFY2(why.isEmpty(), qPrintable(why));
    test::InterruptWhen late([] { return false; }, 20s);
    std::unique_ptr<media::RtspSource> source;
    Result<media::StreamInfo> info = fail(ErrorCode::NotFound);
    // VLC takes connections before it has read its film, and answers 500 until then.
    const auto isAnswered = [&] {
        if (!info) {
            source = std::make_unique<media::RtspSource>();
            info = source->connect(request(server, transport), late);
        }
        return info || !info.error().detail.contains(QLatin1String("500"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAnswered(), 20'000);
    QVERIFY2(info, info ? "" : qPrintable(toLogText(info.error())));
    QCOMPARE(info->codec, codec);
    QCOMPARE(info->transport, QStringLiteral("UDP"));
    int keys = 0;
    for (int i = 0; i < 45; ++i) {
        const auto unit = source->next();
        QVERIFY2(unit, unit ? "" : qPrintable(toLogText(unit.error())));
        keys += unit->key ? 1 : 0;
    }
    QVERIFY(keys >= 1);
    QVERIFY(source->peer().packets >= 45);
    source->close();
}

void TstVlc::whatOursDoesNotUnderstandIsLeftToFfmpeg()
{
    VlcServer server;
    const QString why = server.start(QStringLiteral("sub_place_360p15_h264.mp4"), QStringLiteral(",mux=ts"));
    QVERIFY2(why.isEmpty(), qPrintable(why));
    test::InterruptWhen late([] { return false; }, 20s);
    media::RtspSource ours;
    const auto refused = ours.connect(request(server, RtpTransport::Udp), late);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotSupported);
    ours.close();
    const auto source = media::makeStreamSource(request(server, RtpTransport::Udp).stream);
    const auto info = source->connect(request(server, RtpTransport::Udp), late);
    QVERIFY2(info, info ? "" : qPrintable(toLogText(info.error())));
    QCOMPARE(info->codec, VideoCodec::H264);
    QVERIFY(source->next());
    source->close();
}

VIGIE_TEST(TstVlc)
#include "tst_vlc.moc"
