// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/depacketizer.h>
#include <rtsp/jpeg_header.h>
#include <support/test_main.h>

#include <QtCore/QtEndian>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using test::hex;

namespace {

/// A payload of RFC 2435; \p extra stands between the main header and the coded bytes.
QByteArray payload(int offset, int type, int quality, int width, int height, const QByteArray &extra, const QByteArray &coded)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(static_cast<quint32>(offset), bytes.data());
    bytes.append(static_cast<char>(type)).append(static_cast<char>(quality));
    bytes.append(static_cast<char>(width / 8)).append(static_cast<char>(height / 8));
    return bytes + extra + coded;
}

QByteArray tables(int precision, const QByteArray &bytes)
{
    QByteArray header;
    header.append('\0').append(static_cast<char>(precision));
    header.append(static_cast<char>(bytes.size() >> 8)).append(static_cast<char>(bytes.size() & 0xff));
    return header + bytes;
}

const QByteArray kTables = QByteArray(64, '\x10') + QByteArray(64, '\x20');

/// What \p steps bring: payload, marker, gap. Each with the timestamp of its place.
struct Step {
    QByteArray payload;
    std::uint32_t timestamp = 0;
    bool marker = true;
    bool gap = false;
};

QList<CodedPicture> run(const QList<Step> &steps)
{
    QList<CodedPicture> pictures;
    const auto depacketizer = makeDepacketizer(VideoCodec::Mjpeg, {});
    std::uint16_t sequence = 0;
    for (const Step &step : steps) {
        const auto packet = test::packetOf(++sequence, step.timestamp, step.marker, step.payload);
        for (auto picture = depacketizer->push(packet, step.gap); picture; picture = depacketizer->take())
            pictures.append(*picture);
    }
    return pictures;
}

/// Content of the first segment \p marker of a JPEG; null: none.
QByteArray segment(const QByteArray &jpeg, int marker)
{
    for (qsizetype at = 2; at + 4 <= jpeg.size();) {
        const auto length = qFromBigEndian<quint16>(jpeg.constData() + at + 2);
        const int found = static_cast<uchar>(jpeg.at(at + 1));
        if (found == marker)
            return jpeg.mid(at + 4, length - 2);
        if (found == 0xda)
            break;
        at += 2 + length;
    }
    return {};
}

constexpr int kDqt = 0xdb, kDri = 0xdd, kSof = 0xc0;

} // namespace

Q_DECLARE_METATYPE(Step)

class TstJpegDepacketizer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesTheHeader_data();
    void writesTheHeader();
    void tablesAreRemembered();
    void qualityIsTheStandardsOwn_data();
    void qualityIsTheStandardsOwn();
    void endsOnce();
    void losesWhatIsNotWhole_data();
    void losesWhatIsNotWhole();
    void refuses_data();
    void refuses();
    void picturesTooLargeForTheStandard_data();
    void picturesTooLargeForTheStandard();
};

void TstJpegDepacketizer::writesTheHeader_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("frame"); // of SOF0
    QTest::addColumn<int>("restart");
    QTest::newRow("4:2:2") << payload(0, 0, 50, 640, 360, {}, "scan") << hex("08 0168 0280 03 012100 021101 031101") << 0;
    QTest::newRow("4:2:0") << payload(0, 1, 50, 640, 360, {}, "scan") << hex("08 0168 0280 03 012200 021101 031101") << 0;
    QTest::newRow("4:2:2 with restart markers") << payload(0, 64, 50, 640, 360, hex("0028 ffff"), "scan")
                                                << hex("08 0168 0280 03 012100 021101 031101") << 40;
    QTest::newRow("4:2:0 with restart markers") << payload(0, 65, 50, 640, 360, hex("0028 c000"), "scan")
                                                << hex("08 0168 0280 03 012200 021101 031101") << 40;
    QTest::newRow("the largest") << payload(0, 1, 50, 2040, 2040, {}, "scan") << hex("08 07f8 07f8 03 012200 021101 031101") << 0;
    QTest::newRow("tables in the packet") << payload(0, 1, 255, 640, 360, tables(0, kTables), "scan")
                                          << hex("08 0168 0280 03 012200 021101 031101") << 0;
    QTest::newRow("one table for all") << payload(0, 1, 200, 640, 360, tables(0, kTables.left(64)), "scan")
                                       << hex("08 0168 0280 03 012200 021100 031100") << 0;
    QTest::newRow("tables of 16 bits") << payload(0, 1, 200, 640, 360, tables(1, QByteArray(128, '\1') + kTables.left(64)), "scan")
                                       << hex("08 0168 0280 03 012200 021101 031101") << 0;
    QTest::newRow("restart markers and tables") << payload(0, 65, 255, 640, 360, hex("0028 ffff") + tables(0, kTables), "scan")
                                                << hex("08 0168 0280 03 012200 021101 031101") << 40;
}

void TstJpegDepacketizer::writesTheHeader()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, restart);
    const auto pictures = run({{bytes}});
    QCOMPARE(pictures.size(), 1);
    const QByteArray jpeg = pictures.first().bytes;
    QVERIFY(pictures.first().key && !pictures.first().afterLoss);
    QVERIFY(jpeg.startsWith(hex("ffd8 ffe0 0010 4a464946 00")));
    QVERIFY(jpeg.endsWith("scan\xff\xd9"));
    QTEST(segment(jpeg, kSof), "frame");
    QCOMPARE(segment(jpeg, kDri), restart > 0 ? hex("0028") : QByteArray());
    QCOMPARE(segment(jpeg, 0xda), hex("03 0100 0211 0311 00 3f 00"));
}

void TstJpegDepacketizer::tablesAreRemembered()
{
    const QByteArray said = payload(0, 1, 130, 640, 360, tables(0, kTables), "scan");
    const QByteArray unsaid = payload(0, 1, 130, 640, 360, tables(0, {}), "scan");
    const auto pictures = run({{said, 1},
                               {unsaid, 2},
                               {payload(0, 1, 131, 640, 360, tables(0, {}), "scan"), 3}, // never said
                               {payload(0, 1, 255, 640, 360, tables(0, kTables), "scan"), 4},
                               {payload(0, 1, 255, 640, 360, tables(0, {}), "scan"), 5}, // must say it each time
                               {unsaid, 6}});
    QCOMPARE(pictures.size(), 4);
    QCOMPARE(pictures.at(1).bytes, pictures.at(0).bytes);
    QCOMPARE(segment(pictures.at(1).bytes, kDqt), QByteArray(1, '\0') + kTables.left(64));
    QVERIFY(pictures.at(2).afterLoss);
    QVERIFY(pictures.at(3).afterLoss);
}

void TstJpegDepacketizer::qualityIsTheStandardsOwn_data()
{
    QTest::addColumn<int>("quality");
    QTest::addColumn<QByteArray>("luma"); // its first entries, zigzag
    QTest::addColumn<QByteArray>("chroma");
    QTest::newRow("the worst") << 1 << hex("ffffffff") << hex("ffffffff");
    QTest::newRow("half") << 50 << hex("100b0c0e") << hex("11121218");
    QTest::newRow("75") << 75 << hex("08060607") << hex("0909090c");
    QTest::newRow("the best") << 99 << hex("01010101") << hex("01010101");
}

void TstJpegDepacketizer::qualityIsTheStandardsOwn()
{
    QFETCH(const int, quality);
    const JpegTables made = tablesOfQuality(quality);
    QCOMPARE(made.bytes.size(), 128);
    QTEST(made.bytes.left(4), "luma");
    QTEST(made.bytes.mid(64, 4), "chroma");
}

void TstJpegDepacketizer::endsOnce()
{
    const auto pictures = run({{payload(0, 1, 50, 640, 360, {}, "scan\xff\xd9")}});
    QCOMPARE(pictures.size(), 1);
    QVERIFY(pictures.first().bytes.endsWith("scan\xff\xd9"));
}

void TstJpegDepacketizer::losesWhatIsNotWhole_data()
{
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QString>("pictures"); // "." whole, "!" after a loss
    const QByteArray first = payload(0, 1, 50, 640, 360, {}, "abcd");
    const QByteArray second = payload(4, 1, 50, 640, 360, {}, "efgh");
    const QByteArray third = payload(8, 1, 50, 640, 360, {}, "ijkl");
    QTest::newRow("all came") << QList<Step>{{first, 1, false}, {second, 1, false}, {third, 1}, {first, 2}} << QStringLiteral("..");
    QTest::newRow("no markers") << QList<Step>{{first, 1, false}, {second, 1, false}, {first, 2, false}, {first, 3, false}}
                                << QStringLiteral("..");
    QTest::newRow("no markers, and the timestamp stands still") << QList<Step>{{first, 1, false}, {second, 1, false}, {first, 1, false}, {first, 1, false}}
                                                                << QStringLiteral("..");
    QTest::newRow("the first") << QList<Step>{{second, 1, false}, {third, 1}, {first, 2}} << QStringLiteral("!");
    QTest::newRow("one in the middle, told by its number") << QList<Step>{{first, 1, false}, {third, 1, true, true}, {first, 2}} << QStringLiteral("!");
    QTest::newRow("one in the middle, told by its place alone") << QList<Step>{{first, 1, false}, {third, 1}, {first, 2}} << QStringLiteral("!");
    QTest::newRow("the last and its marker") << QList<Step>{{first, 1, false}, {second, 1, false}, {first, 2, true, true}} << QStringLiteral("!");
    QTest::newRow("between two pictures") << QList<Step>{{first, 1}, {first, 3, true, true}} << QStringLiteral(".!");
    QTest::newRow("twice the same place") << QList<Step>{{first, 1, false}, {second, 1, false}, {second, 1}, {first, 2}} << QStringLiteral("!");
}

void TstJpegDepacketizer::losesWhatIsNotWhole()
{
    QFETCH(const QList<Step>, steps);
    QString told;
    for (const CodedPicture &picture : run(steps))
        told += picture.afterLoss ? QLatin1Char('!') : QLatin1Char('.');
    QTEST(told, "pictures");
}

void TstJpegDepacketizer::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("seven bytes") << hex("00000000 013228");
    QTest::newRow("type 2") << payload(0, 2, 50, 640, 360, {}, "scan");
    QTest::newRow("type 66") << payload(0, 66, 50, 640, 360, hex("00280000"), "scan");
    QTest::newRow("a type of our own making") << payload(0, 128, 50, 640, 360, {}, "scan");
    QTest::newRow("quality 0") << payload(0, 1, 0, 640, 360, {}, "scan");
    QTest::newRow("quality 100") << payload(0, 1, 100, 640, 360, {}, "scan");
    QTest::newRow("no size and no extension") << payload(0, 1, 50, 0, 0, {}, "scan");
    QTest::newRow("a restart header that is cut") << payload(0, 65, 50, 640, 360, hex("0028"), {});
    QTest::newRow("a table header that is cut") << payload(0, 1, 255, 640, 360, hex("0000"), {});
    QTest::newRow("tables longer than the packet") << payload(0, 1, 255, 640, 360, hex("00000080"), "scan");
    QTest::newRow("half a table") << payload(0, 1, 255, 640, 360, tables(0, kTables.left(100)), "scan");
    QTest::newRow("five tables") << payload(0, 1, 255, 640, 360, tables(0, QByteArray(320, '\1')), "scan");
}

void TstJpegDepacketizer::refuses()
{
    QFETCH(const QByteArray, bytes);
    const auto pictures = run({{bytes, 1}, {payload(0, 1, 50, 640, 360, {}, "scan"), 2}});
    QCOMPARE(pictures.size(), 1);
    QVERIFY(pictures.first().afterLoss);
}

void TstJpegDepacketizer::picturesTooLargeForTheStandard_data()
{
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<QByteArray>("frame"); // empty: refused
    const QByteArray large = hex("08 0870 0f00 03 002200 011101 021101"); // 3840 x 2160
    QTest::newRow("a frame header and fill bytes") << hex("ffc00011") + large + hex("ffff") << large;
    QTest::newRow("behind SOI") << hex("ffd8 ffc00011") + large << large;
    QTest::newRow("with restart interval") << hex("ffdd0004 0028 ffc00011") + large << large;
    QTest::newRow("with tables of its own") << hex("ffdb0043 00") + QByteArray(64, '\3') + hex("ffc00011") + large << large;
    QTest::newRow("nothing but fill bytes") << hex("ffffffff") << QByteArray();
    QTest::newRow("not a marker") << hex("00112233") << QByteArray();
    QTest::newRow("longer than it is") << hex("ffc000ff") + large << QByteArray();
    QTest::newRow("wider than anybody's camera") << hex("ffc00011 08 0870 ffff 03 002200 011101 021101") << QByteArray();
    QTest::newRow("no height") << hex("ffc00011 08 0000 0f00 03 002200 011101 021101") << QByteArray();
    QTest::newRow("12 bits") << hex("ffc00011 0c 0870 0f00 03 002200 011101 021101") << QByteArray();
    QTest::newRow("more components than it lists") << hex("ffc0000b 08 0870 0f00 03 002200") << QByteArray();
}

void TstJpegDepacketizer::picturesTooLargeForTheStandard()
{
    QFETCH(const QByteArray, extension);
    QFETCH(const QByteArray, frame);
    const auto depacketizer = makeDepacketizer(VideoCodec::Mjpeg, {});
    const QByteArray bytes = payload(0, 1, 50, 0, 0, {}, "scan");
    auto packet = test::packetOf(1, 1, true, bytes);
    packet.jpegHeader = test::bytesOf(extension);
    const auto picture = depacketizer->push(packet, false);
    QCOMPARE(picture.has_value(), !frame.isEmpty());
    if (!picture)
        return;
    QCOMPARE(segment(picture->bytes, kSof), frame);
    QCOMPARE(segment(picture->bytes, 0xda), hex("03 0000 0111 0211 00 3f 00"));
    QCOMPARE(segment(picture->bytes, kDri), extension.contains(hex("ffdd")) ? hex("0028") : QByteArray());
    QCOMPARE(segment(picture->bytes, kDqt).at(1), extension.contains(hex("ffdb")) ? '\3' : '\x10');
}

VIGIE_TEST(TstJpegDepacketizer)
#include "tst_jpeg_depacketizer.moc"
