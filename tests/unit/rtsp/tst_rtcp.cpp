// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/rtcp.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using test::bytesOf;
using test::hex;

namespace {

/// SR without blocks, then SDES with a CNAME "cam".
const char *const kSenderAndName = "80c80006 11223344 eeb0d46f80000000 0001e240 00000064 0000c350"
                                   "81ca0003 11223344 0103 63616d 000000";

} // namespace

class TstRtcp final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsASendersReport();
    void readsWhatOthersSay_data();
    void readsWhatOthersSay();
    void refuses_data();
    void refuses();
    void ourReportReadsBack();
    void ourNameFits_data();
    void ourNameFits();
    void ourFarewellReadsBack();
};

void TstRtcp::readsASendersReport()
{
    const auto report = readRtcp(bytesOf(hex(kSenderAndName)));
    QVERIFY(report && report->sender);
    const SenderReport expected{.ssrc = 0x11223344,
                                .ntp = 0xeeb0d46f'80000000,
                                .rtpTimestamp = 123'456,
                                .packets = 100,
                                .octets = 50'000};
    QVERIFY(*report->sender == expected);
    QCOMPARE(report->cname, QByteArray("cam"));
    QVERIFY(!report->bye && report->blocks.empty());
}

void TstRtcp::readsWhatOthersSay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("sender");
    QTest::addColumn<bool>("bye");
    QTest::newRow("a sender's report alone, as many cameras send it")
        << hex("80c80006 11223344 eeb0d46f80000000 0001e240 00000064 0000c350") << true << false;
    QTest::newRow("BYE behind the report") << hex(kSenderAndName) + hex("81cb0001 11223344") << true << true;
    QTest::newRow("BYE without a source") << hex("80cb0000") << false << true;
    QTest::newRow("types nobody asked for are skipped") << hex("80cc0001 11223344 81cd0002 11223344 55667788") + hex(kSenderAndName)
                                                        << true << false;
    QTest::newRow("padding in the last one") << hex("a0cb0001 00000004") << false << true;
    QTest::newRow("a name that is cut") << hex("81ca0002 11223344 01ff6361") << false << false;
    QTest::newRow("an SDES of no chunks") << hex("80ca0000") << false << false;
}

void TstRtcp::readsWhatOthersSay()
{
    QFETCH(const QByteArray, bytes);
    const auto report = readRtcp(bytesOf(bytes));
    QVERIFY(report);
    QTEST(report->sender.has_value(), "sender");
    QTEST(report->bye, "bye");
}

void TstRtcp::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("three bytes") << hex("80c800");
    QTest::newRow("version 1") << hex("40c80006 11223344 eeb0d46f80000000 0001e240 00000064 0000c350");
    QTest::newRow("longer than it is") << hex("80c80007 11223344 eeb0d46f80000000 0001e240 00000064 0000c350");
    QTest::newRow("a sender's report too short for its fields") << hex("80c80002 11223344 eeb0d46f");
    QTest::newRow("a block it promised and has not") << hex("81c90001 11223344");
    QTest::newRow("garbage behind a good one") << hex("80cb0000 0000");
    QTest::newRow("padding longer than it") << hex("a0cb0001 00000009");
    QTest::newRow("over 4 KiB") << QByteArray(hex("80cb0000").repeated(1025));
}

void TstRtcp::refuses()
{
    QFETCH(const QByteArray, bytes);
    const auto report = readRtcp(bytesOf(bytes));
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Protocol);
}

void TstRtcp::ourReportReadsBack()
{
    const std::vector<ReportBlock> blocks{{.ssrc = 0x11223344,
                                           .fractionLost = 12,
                                           .cumulativeLost = -3,
                                           .extendedHighest = 70'000,
                                           .jitter = 250,
                                           .lastSr = 0xd46f8000,
                                           .delaySinceLastSr = 65'536},
                                          {.ssrc = 1, .cumulativeLost = 0x7f'ffff}};
    const auto report = readRtcp(bytesOf(makeReceiverReport(0xcafe, blocks, "vigie")));
    QVERIFY(report);
    QVERIFY(report->blocks == blocks);
    QCOMPARE(report->cname, QByteArray("vigie"));
    QVERIFY(!report->sender && !report->bye);
}

void TstRtcp::ourNameFits_data()
{
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("said");
    for (const int length : {0, 1, 2, 3, 4, 5, 255})
        QTest::addRow("a name of %d bytes", length) << length << length;
    QTest::newRow("a name too long is cut") << 300 << 255;
}

void TstRtcp::ourNameFits()
{
    QFETCH(const int, length);
    const QByteArray bytes = makeReceiverReport(1, {}, QByteArray(length, 'n'));
    QCOMPARE(bytes.size() % 4, 0);
    const auto report = readRtcp(bytesOf(bytes));
    QVERIFY(report);
    QTEST(static_cast<int>(report->cname.size()), "said");
}

void TstRtcp::ourFarewellReadsBack()
{
    const auto report = readRtcp(bytesOf(makeBye(0xcafe, "vigie")));
    QVERIFY(report && report->bye);
    QCOMPARE(report->cname, QByteArray("vigie"));
}

VIGIE_TEST(TstRtcp)
#include "tst_rtcp.moc"
