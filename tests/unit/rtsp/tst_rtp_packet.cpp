// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/ntp.h>
#include <rtsp/rtp_packet.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using test::bytesOf;
using test::hex;

class TstRtpPacket final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEveryField();
    void findsThePayload_data();
    void findsThePayload();
    void refuses_data();
    void refuses();
    void readsTheReplayHeader();
    void readsTheJpegExtension_data();
    void readsTheJpegExtension();
    void ntpTimes_data();
    void ntpTimes();
};

void TstRtpPacket::readsEveryField()
{
    const QByteArray bytes = hex("80e0fffe 0001e240 deadbeef aabbcc");
    const auto packet = readRtp(bytesOf(bytes));
    QVERIFY(packet);
    QCOMPARE(packet->payloadType, std::uint8_t{96});
    QVERIFY(packet->marker);
    QCOMPARE(packet->sequence, std::uint16_t{65'534});
    QCOMPARE(packet->timestamp, 123'456U);
    QCOMPARE(packet->ssrc, 0xdeadbeefU);
    QVERIFY(!packet->replay);
    QCOMPARE(test::toArray(packet->payload), hex("aabbcc"));
    QVERIFY2(packet->payload.data() == bytesOf(bytes).data() + 12, "read in place");
}

void TstRtpPacket::findsThePayload_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("a plain packet") << hex("80600001 00000001 00000002 aabb") << hex("aabb");
    QTest::newRow("no payload at all") << hex("80600001 00000001 00000002") << QByteArray();
    QTest::newRow("two contributing sources") << hex("82600001 00000001 00000002 11111111 22222222 aabb") << hex("aabb");
    QTest::newRow("an extension nobody knows") << hex("90600001 00000001 00000002 bede0001 01020304 aabb") << hex("aabb");
    QTest::newRow("an extension of no words") << hex("90600001 00000001 00000002 bede0000 aabb") << hex("aabb");
    QTest::newRow("padding of four bytes") << hex("a0600001 00000001 00000002 aabb 00000004") << hex("aabb");
    QTest::newRow("padding alone") << hex("a0600001 00000001 00000002 00000004") << QByteArray();
    QTest::newRow("sources, an extension and padding")
        << hex("b1600001 00000001 00000002 11111111 bede0001 01020304 aabbcc 01") << hex("aabbcc");
}

void TstRtpPacket::findsThePayload()
{
    QFETCH(const QByteArray, bytes);
    const auto packet = readRtp(bytesOf(bytes));
    QVERIFY(packet);
    QTEST(test::toArray(packet->payload), "payload");
}

void TstRtpPacket::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("eleven bytes") << hex("80600001 00000001 000000");
    QTest::newRow("version 1") << hex("40600001 00000001 00000002 aabb");
    QTest::newRow("more sources than bytes") << hex("8f600001 00000001 00000002 aabb");
    QTest::newRow("an extension header cut short") << hex("90600001 00000001 00000002 bede");
    QTest::newRow("an extension longer than the packet") << hex("90600001 00000001 00000002 bede0009 01020304");
    QTest::newRow("padding longer than the packet") << hex("a0600001 00000001 00000002 aabb 000000ff");
    QTest::newRow("padding of no bytes") << hex("a0600001 00000001 00000002 aabb 00");
    QTest::newRow("padding into the sources") << hex("a1600001 00000001 00000002 11111106");
}

void TstRtpPacket::refuses()
{
    QFETCH(const QByteArray, bytes);
    const auto packet = readRtp(bytesOf(bytes));
    QVERIFY(!packet);
    QCOMPARE(packet.error().code, ErrorCode::Protocol);
}

void TstRtpPacket::readsTheReplayHeader()
{
    // 2026-11-24 21:59:59.5 UTC, C and D, answering PLAY number 7.
    const QByteArray bytes = hex("90600001 00000001 00000002 abac0003 eeb0d46f80000000 a0 07 0000 aabb");
    const auto packet = readRtp(bytesOf(bytes));
    QVERIFY(packet && packet->replay);
    const auto since = packet->replay->captured.time_since_epoch();
    QCOMPARE(std::chrono::duration_cast<std::chrono::milliseconds>(since).count(), 0xeeb0d46fLL * 1000 - 2'208'988'800'000 + 500);
    QVERIFY(packet->replay->cleanPoint && packet->replay->discontinuity);
    QVERIFY(!packet->replay->endOfSection && !packet->replay->last);
    QCOMPARE(packet->replay->sequence, std::uint8_t{7});
    QCOMPARE(test::toArray(packet->payload), hex("aabb"));
    // Without a time there is nothing to say; three words it must have.
    QVERIFY(!readRtp(bytesOf(hex("90600001 00000001 00000002 abac0003 0000000000000000 a0 07 0000")))->replay);
    QVERIFY(!readRtp(bytesOf(hex("90600001 00000001 00000002 abac0002 eeb0d46f80000000")))->replay);
}

void TstRtpPacket::readsTheJpegExtension_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("markers");
    QTest::addColumn<bool>("replay");
    QTest::newRow("alone") << hex("901a0001 00000001 00000002 ffd80002 ffc0000b 080438ff aabb") << hex("ffc0000b 080438ff")
                           << false;
    QTest::newRow("behind a replay header")
        << hex("901a0001 00000001 00000002 abac0006 eeb0d46f80000000 00070000 ffd80002 ffc0000b 080438ff aabb")
        << hex("ffc0000b 080438ff") << true;
    QTest::newRow("longer than the extension it is in")
        << hex("901a0001 00000001 00000002 abac0005 eeb0d46f80000000 00070000 ffd80009 ffc0000b aabb") << QByteArray()
        << true;
}

void TstRtpPacket::readsTheJpegExtension()
{
    QFETCH(const QByteArray, bytes);
    const auto packet = readRtp(bytesOf(bytes));
    QVERIFY(packet);
    QTEST(test::toArray(packet->jpegHeader), "markers");
    QTEST(packet->replay.has_value(), "replay");
    QCOMPARE(test::toArray(packet->payload), hex("aabb"));
}

void TstRtpPacket::ntpTimes_data()
{
    QTest::addColumn<quint64>("ntp");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("the first second of 1970") << (quint64{2'208'988'800} << 32) << qint64{0};
    QTest::newRow("half a second before the era ends") << quint64{0xffff'ffff'8000'0000}
                                                       << qint64{(0xffff'ffffLL - 2'208'988'800) * 1'000'000'000 + 500'000'000};
    QTest::newRow("the era of 2036") << (quint64{1} << 32) << qint64{(0x1'0000'0001LL - 2'208'988'800) * 1'000'000'000};
}

void TstRtpPacket::ntpTimes()
{
    QFETCH(const quint64, ntp);
    const auto time = timeOfNtp(ntp);
    QVERIFY(time);
    QTEST(qint64{std::chrono::duration_cast<std::chrono::nanoseconds>(time->time_since_epoch()).count()}, "nanoseconds");
    QCOMPARE(timeOfNtp(ntpOfTime(*time)), time);
    QVERIFY(!timeOfNtp(0));
    for (int i = 1; i < 1000; ++i) {
        const auto later = *time + std::chrono::nanoseconds(i * 997'331LL);
        QVERIFY2(timeOfNtp(ntpOfTime(later)) == later, qPrintable(QString::number(i)));
    }
}

VIGIE_TEST(TstRtpPacket)
#include "tst_rtp_packet.moc"
