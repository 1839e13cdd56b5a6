// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/header_values.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

const std::chrono::system_clock::time_point kEvening{std::chrono::seconds(1'795'557'599)}; // 2026-11-24 21:59:59 UTC

QString toText(const std::optional<Pair> &pair)
{
    return pair ? QStringLiteral("%1-%2").arg(pair->first).arg(pair->second) : QStringLiteral("none");
}

} // namespace

class TstHeaderValues final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void transport_data();
    void transport();
    void transportRefuses_data();
    void transportRefuses();
    void session_data();
    void session();
    void rtpInfo_data();
    void rtpInfo();
    void methods();
    void rangeByClock_data();
    void rangeByClock();
    void rangeByTime_data();
    void rangeByTime();
    void rangeRefuses_data();
    void rangeRefuses();
    void whatWeAskReadsBack();
};

void TstHeaderValues::transport_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("tcp");
    QTest::addColumn<QString>("interleaved");
    QTest::addColumn<QString>("server");
    QTest::addColumn<quint32>("ssrc");
    const QString none = QStringLiteral("none");
    QTest::newRow("interleaved") << QByteArray("RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=5B7AE0E4") << true
                                 << QStringLiteral("0-1") << none << 0x5b7ae0e4U;
    QTest::newRow("UDP") << QByteArray("RTP/AVP;unicast;client_port=50000-50001;server_port=8000-8001;ssrc=0x1") << false << none
                         << QStringLiteral("8000-8001") << 1U;
    QTest::newRow("one port means two") << QByteArray("RTP/AVP/UDP;unicast;server_port=8000") << false << none
                                        << QStringLiteral("8000-8001") << 0U;
    QTest::newRow("spaces and capitals") << QByteArray("rtp/avp/tcp; Unicast; Interleaved=2-3") << true
                                         << QStringLiteral("2-3") << none << 0U;
    QTest::newRow("the first of a list") << QByteArray("RTP/AVP/TCP;interleaved=0-1,RTP/AVP;server_port=1-2") << true
                                         << QStringLiteral("0-1") << none << 0U;
    QTest::newRow("an SSRC that is none") << QByteArray("RTP/AVP/TCP;interleaved=0-1;ssrc=sixteen") << true
                                          << QStringLiteral("0-1") << none << 0U;
}

void TstHeaderValues::transport()
{
    QFETCH(const QByteArray, value);
    const auto transport = readTransport(value);
    QVERIFY(transport);
    QTEST(transport->tcp, "tcp");
    QTEST(toText(transport->interleaved), "interleaved");
    QTEST(toText(transport->serverPorts), "server");
    QTEST(transport->ssrc.value_or(0), "ssrc");
    QVERIFY(readTransport("RTP/AVP;multicast;destination=239.0.0.1;port=5000-5001")->multicast);
    QCOMPARE(readTransport("RTP/AVP;unicast;source=192.0.2.5")->source, QByteArray("192.0.2.5"));
}

void TstHeaderValues::transportRefuses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not RTP") << QByteArray("MP2T/H2221/UDP;unicast;client_port=1-2");
    QTest::newRow("a channel over 255") << QByteArray("RTP/AVP/TCP;interleaved=256-257");
    QTest::newRow("a port over 65,535") << QByteArray("RTP/AVP;server_port=65536-65537");
    QTest::newRow("a port that is a word") << QByteArray("RTP/AVP;server_port=any");
}

void TstHeaderValues::transportRefuses()
{
    QFETCH(const QByteArray, value);
    const auto transport = readTransport(value);
    QVERIFY(!transport);
    QCOMPARE(transport.error().code, ErrorCode::Protocol);
}

void TstHeaderValues::session_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("id"); // empty: refused
    QTest::addColumn<int>("seconds");
    QTest::newRow("an id alone: 60 seconds") << QByteArray("12345678") << QByteArray("12345678") << 60;
    QTest::newRow("with its time") << QByteArray("abc-+$.;timeout=30") << QByteArray("abc-+$.") << 30;
    QTest::newRow("with spaces") << QByteArray(" 42 ; timeout = 90 ") << QByteArray("42") << 90;
    QTest::newRow("no time to live: held at five seconds") << QByteArray("42;timeout=0") << QByteArray("42") << 5;
    QTest::newRow("for ever: held at a day") << QByteArray("42;timeout=4294967295") << QByteArray("42") << 86'400;
    QTest::newRow("a time that is none") << QByteArray("42;timeout=soon") << QByteArray("42") << 60;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << 0;
    QTest::newRow("a time without an id") << QByteArray(";timeout=30") << QByteArray() << 0;
    QTest::newRow("an id with a space") << QByteArray("4 2") << QByteArray() << 0;
    QTest::newRow("an id with a control character") << QByteArray("4\0012") << QByteArray() << 0;
    QTest::newRow("an id without end") << QByteArray(513, '4') << QByteArray() << 0;
}

void TstHeaderValues::session()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, id);
    const auto session = readSession(value);
    QCOMPARE(session.has_value(), !id.isEmpty());
    if (!session)
        return;
    QCOMPARE(session->id, id);
    QTEST(static_cast<int>(session->timeout.count()), "seconds");
}

void TstHeaderValues::rtpInfo_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("entries");
    QTest::newRow("one") << QByteArray("url=rtsp://c/s/track1;seq=17;rtptime=123") << QStringLiteral("rtsp://c/s/track1 17 123");
    QTest::newRow("two") << QByteArray("url=rtsp://c/1;seq=17;rtptime=123,url=rtsp://c/2;seq=4;rtptime=5")
                         << QStringLiteral("rtsp://c/1 17 123|rtsp://c/2 4 5");
    QTest::newRow("two, with a space") << QByteArray("url=a;seq=1, url=b;seq=2") << QStringLiteral("a 1 -|b 2 -");
    QTest::newRow("without numbers") << QByteArray("url=a,url=b") << QStringLiteral("a - -|b - -");
    QTest::newRow("numbers alone") << QByteArray("seq=1;rtptime=2") << QStringLiteral(" 1 2");
    QTest::newRow("numbers out of range") << QByteArray("url=a;seq=65536;rtptime=-1") << QStringLiteral("a - -");
    QTest::newRow("a semicolon in the address") << QByteArray("url=rtsp://c/s;trackID=1;seq=17") << QStringLiteral("rtsp://c/s;trackID=1 17 -");
    QTest::newRow("a comma in the address") << QByteArray("url=rtsp://c/a,b;seq=17") << QStringLiteral("rtsp://c/a,b 17 -");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("nonsense") << QByteArray(";,;=,x") << QString();
}

void TstHeaderValues::rtpInfo()
{
    QFETCH(const QByteArray, value);
    QStringList entries;
    for (const RtpInfo &entry : readRtpInfo(value))
        entries += QString::fromLatin1(entry.url) + QLatin1Char(' ')
            + (entry.sequence ? QString::number(*entry.sequence) : QStringLiteral("-")) + QLatin1Char(' ')
            + (entry.timestamp ? QString::number(*entry.timestamp) : QStringLiteral("-"));
    QTEST(entries.join(QLatin1Char('|')), "entries");
    QCOMPARE(readRtpInfo(QByteArray("url=a;seq=1,").repeated(100)).size(), 32);
}

void TstHeaderValues::methods()
{
    QCOMPARE(readMethods(" OPTIONS, describe,SETUP,,PLAY , OPTIONS"),
             (QList<QByteArray>{"OPTIONS", "DESCRIBE", "SETUP", "PLAY"}));
    QVERIFY(readMethods("").isEmpty());
}

void TstHeaderValues::rangeByClock_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("fromMicroseconds"); // behind kEvening
    QTest::addColumn<qint64>("toMicroseconds"); // -1: open
    QTest::newRow("open") << QByteArray("clock=20261124T215959Z-") << qint64{0} << qint64{-1};
    QTest::newRow("from and to") << QByteArray("clock=20261124T215959Z-20261124T220000.5Z") << qint64{0} << qint64{1'500'000};
    QTest::newRow("to the microsecond") << QByteArray("clock=20261124T215959.000001Z-") << qint64{1} << qint64{-1};
    QTest::newRow("finer than we keep") << QByteArray("clock=20261124T215959.0000019Z-") << qint64{1} << qint64{-1};
    QTest::newRow("with the time it holds from") << QByteArray("clock=20261124T215959Z-;time=20261124T215959Z") << qint64{0} << qint64{-1};
}

void TstHeaderValues::rangeByClock()
{
    QFETCH(const QByteArray, value);
    QFETCH(const qint64, toMicroseconds);
    const auto range = readRange(value);
    QVERIFY(range && range->clock && range->from);
    QTEST(qint64{std::chrono::duration_cast<std::chrono::microseconds>(*range->from - kEvening).count()}, "fromMicroseconds");
    QCOMPARE(range->to.has_value(), toMicroseconds >= 0);
    if (range->to)
        QCOMPARE(qint64{std::chrono::duration_cast<std::chrono::microseconds>(*range->to - kEvening).count()}, toMicroseconds);
}

void TstHeaderValues::rangeByTime_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("now");
    QTest::addColumn<qint64>("from"); // microseconds, -1: unsaid
    QTest::addColumn<qint64>("to");
    QTest::newRow("live") << QByteArray("npt=now-") << true << qint64{-1} << qint64{-1};
    QTest::newRow("from the beginning") << QByteArray("npt=0-") << false << qint64{0} << qint64{-1};
    QTest::newRow("seconds") << QByteArray("npt=1.5-20") << false << qint64{1'500'000} << qint64{20'000'000};
    QTest::newRow("hours") << QByteArray("npt=01:02:03.25-") << false << qint64{3'723'250'000} << qint64{-1};
    QTest::newRow("up to") << QByteArray("npt=-20") << false << qint64{-1} << qint64{20'000'000};
    QTest::newRow("no dash") << QByteArray("npt=5") << false << qint64{5'000'000} << qint64{-1};
}

void TstHeaderValues::rangeByTime()
{
    QFETCH(const QByteArray, value);
    const auto range = readRange(value);
    QVERIFY(range && !range->clock);
    QTEST(range->now, "now");
    QTEST(qint64{range->nptFrom.value_or(-1us).count()}, "from");
    QTEST(qint64{range->nptTo.value_or(-1us).count()}, "to");
}

void TstHeaderValues::rangeRefuses_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("nothing") << QByteArray() << ErrorCode::Protocol;
    QTest::newRow("a unit nobody knows") << QByteArray("bytes=0-") << ErrorCode::Protocol;
    QTest::newRow("time codes") << QByteArray("smpte=0:10:20-") << ErrorCode::NotSupported;
    QTest::newRow("a day that is none") << QByteArray("clock=20261340T215959Z-") << ErrorCode::Protocol;
    QTest::newRow("a clock without its zone") << QByteArray("clock=20261124T215959-") << ErrorCode::Protocol;
    QTest::newRow("a fraction that is none") << QByteArray("clock=20261124T215959.xZ-") << ErrorCode::Protocol;
    QTest::newRow("not a number") << QByteArray("npt=nan-") << ErrorCode::Protocol;
    QTest::newRow("endless") << QByteArray("npt=1e300-") << ErrorCode::Protocol;
    QTest::newRow("an end that is none") << QByteArray("npt=0-later") << ErrorCode::Protocol;
}

void TstHeaderValues::rangeRefuses()
{
    QFETCH(const QByteArray, value);
    const auto range = readRange(value);
    QVERIFY(!range);
    QTEST(range.error().code, "code");
}

void TstHeaderValues::whatWeAskReadsBack()
{
    QCOMPARE(clockRange(kEvening + 250ms, std::nullopt), QByteArray("clock=20261124T215959.250Z-"));
    const auto clock = readRange(clockRange(kEvening, kEvening + 90min));
    QVERIFY(clock && clock->from == kEvening && clock->to == kEvening + 90min);
    QCOMPARE(nptRange(12'500ms, std::nullopt), QByteArray("npt=12.500-"));
    const auto npt = readRange(nptRange(1ms, 100s));
    QVERIFY(npt && npt->nptFrom == 1ms && npt->nptTo == 100s);
}

VIGIE_TEST(TstHeaderValues)
#include "tst_header_values.moc"
