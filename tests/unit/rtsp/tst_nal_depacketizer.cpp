// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets.h"

#include <rtsp/depacketizer.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using test::hex;

namespace {

// H.264 units, as short as they can be told apart: the first bits of a slice are first_mb_in_slice, then its type.
const QByteArray kSps = hex("67 42001f e0 aa"); // id 0
const QByteArray kSps2 = hex("67 42001f e0 bb"); // id 0, changed
const QByteArray kPps = hex("68 e0 cc"); // id 0
const QByteArray kIdr = hex("65 88 84 01"); // first, I
const QByteArray kIdrSecond = hex("65 70 88 02"); // first_mb 6
const QByteArray kP = hex("41 9a 11 03"); // first, P
const QByteArray kPSecond = hex("41 6c 11 04"); // not the first
const QByteArray kI = hex("41 88 84 05"); // first, I, no IDR
const QByteArray kAud = hex("09 f0");
const QByteArray kSei = hex("06 05 04 01020304 80"); // user data
const QByteArray kRefresh = hex("06 06 02 0510 80"); // recovery_frame_cnt 39
const QByteArray kRefreshNever = hex("06 06 06 000003 0001 0000 80"); // no number
const QByteArray kRecovery = hex("06 ff01 02 aabb 06 01 c4 80"); // type 256 before the recovery point
// H.265
const QByteArray kVps5 = hex("4001 0c01");
const QByteArray kSps5 = hex("4201 01 010101010101010101010101 a0"); // id 0
const QByteArray kPps5 = hex("4401 c0");
const QByteArray kIdr5 = hex("2601 af 01");
const QByteArray kCra5 = hex("2a01 af 02");
const QByteArray kBla5 = hex("2001 af 03");
const QByteArray kP5 = hex("0201 d0 04");
const QByteArray kPSecond5 = hex("0201 40 05");
const QByteArray kRecovery5 = hex("4e01 06 01 80 80");
const QByteArray kRefresh5 = hex("4e01 06 02 0285 80"); // recovery_poc_cnt 40
const QByteArray kRefresh5Before = hex("4e01 06 01 78 80"); // -1

QByteArray annexB(const QList<QByteArray> &units)
{
    QByteArray bytes;
    for (const QByteArray &unit : units)
        bytes += QByteArray("\0\0\0\1", 4) + unit;
    return bytes;
}

QByteArray stapA(const QList<QByteArray> &units, const QByteArray &header = hex("18"))
{
    QByteArray payload = header;
    for (const QByteArray &unit : units) {
        payload.append('\0').append(static_cast<char>(unit.size()));
        payload += unit;
    }
    return payload;
}

/// One packet of a stream, and what its arrival brings.
struct Step {
    QByteArray payload;
    std::uint32_t timestamp = 0;
    bool marker = false;
    bool gap = false;
};

/// The pictures, "+" before a key picture, "~N" before one that is whole N pictures later, "!" after a loss, then its units in hex; ":" between units.
QString told(const CodedPicture &picture)
{
    QString text = QString::fromLatin1(picture.bytes.toHex()).replace(QStringLiteral("00000001"), QStringLiteral(":")).mid(1);
    const int later = picture.wholeAfter.value_or(0);
    return (picture.key ? QStringLiteral("+") : QString()) + (later > 0 ? QStringLiteral("~%1").arg(later) : QString()) + (picture.afterLoss ? QStringLiteral("!") : QString()) + text;
}

QString expected(const QString &flags, const QList<QByteArray> &units)
{
    QStringList texts;
    for (const QByteArray &unit : units)
        texts += QString::fromLatin1(unit.toHex());
    return flags + texts.join(QLatin1Char(':'));
}

QStringList run(VideoCodec codec, const QList<Step> &steps, const QByteArray &sets = {})
{
    QStringList pictures;
    const auto depacketizer = makeDepacketizer(codec, sets);
    std::uint16_t sequence = 65'530;
    for (const Step &step : steps) {
        const RtpPacket packet = test::packetOf(++sequence, step.timestamp, step.marker, step.payload);
        for (auto picture = depacketizer->push(packet, step.gap); picture; picture = depacketizer->take())
            pictures += told(*picture);
    }
    return pictures;
}

QByteArray fuA(char unit, int bits, const QByteArray &data)
{
    QByteArray payload;
    payload.append(static_cast<char>((unit & 0xe0) | 28)).append(static_cast<char>(bits | (unit & 0x1f)));
    return payload + data;
}

} // namespace

Q_DECLARE_METATYPE(Step)

class TstNalDepacketizer final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void h264_data();
    void h264();
    void h265_data();
    void h265();
    void losses_data();
    void losses();
    void nonsense_data();
    void nonsense();
    void parameterSets_data();
    void parameterSets();
    void aPictureKnowsWhenItWasTaken();
    void aPictureIsNeverLargerThanTheLimit();
    void unitsAreBounded();
    void nobodyTakesThem();
    void unknownCodecsHaveNone();
};

void TstNalDepacketizer::h264_data()
{
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QStringList>("pictures");
    QTest::newRow("one unit, one packet") << QList<Step>{{kP, 1, true}} << QStringList{expected({}, {kP})};
    QTest::newRow("an aggregate") << QList<Step>{{stapA({kSps, kPps, kIdr}), 1, true}}
                                  << QStringList{expected(QStringLiteral("+"), {kSps, kPps, kIdr})};
    QTest::newRow("fragments") << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1, false},
                                              {fuA(0x65, 0x00, hex("84")), 1, false},
                                              {fuA(0x65, 0x40, hex("01")), 1, true}}
                               << QStringList{expected(QStringLiteral("+"), {kIdr})};
    QTest::newRow("a whole unit in one fragment") << QList<Step>{{fuA(0x65, 0xc0, hex("888401")), 1, true}}
                                                  << QStringList{expected(QStringLiteral("+"), {kIdr})};
    QTest::newRow("the last fragment forgets its end bit") << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1, false},
                                                                          {fuA(0x65, 0x00, hex("8401")), 1, true}}
                                                           << QStringList{expected(QStringLiteral("+"), {kIdr})};
    QTest::newRow("two slices") << QList<Step>{{kIdr, 1, false}, {kIdrSecond, 1, true}}
                                << QStringList{expected(QStringLiteral("+"), {kIdr, kIdrSecond})};
    QTest::newRow("the marker on the parameter sets alone") << QList<Step>{{kSps, 1, true}, {kPps, 1, true}, {kIdr, 1, true}}
                                                            << QStringList{expected(QStringLiteral("+"), {kSps, kPps, kIdr})};
    QTest::newRow("parameter sets with a time of their own")
        << QList<Step>{{kSps, 1, true}, {kPps, 2, true}, {kSei, 2, true}, {kIdr, 3, true}, {kP, 4, true}}
        << QStringList{expected(QStringLiteral("+"), {kSps, kPps, kSei, kIdr}), expected({}, {kP})};
    QTest::newRow("no markers") << QList<Step>{{kIdr, 1}, {kP, 2}, {kP, 3}}
                                << QStringList{expected(QStringLiteral("+"), {kIdr}), expected({}, {kP})};
    QTest::newRow("a marker forgotten once: both at once") << QList<Step>{{kIdr, 1, true}, {kP, 2, false}, {kP, 3, true}}
                                                           << QStringList{expected(QStringLiteral("+"), {kIdr}),
                                                                          expected({}, {kP}), expected({}, {kP})};
    QTest::newRow("the timestamp stands still") << QList<Step>{{kIdr, 1, true}, {kP, 1, true}}
                                                << QStringList{expected(QStringLiteral("+"), {kIdr}), expected({}, {kP})};
    QTest::newRow("it stands still and there are no markers")
        << QList<Step>{{kIdr, 1}, {kIdrSecond, 1}, {kP, 1}, {kAud, 1}, {kP, 1}, {kSps, 1}}
        << QStringList{expected(QStringLiteral("+"), {kIdr, kIdrSecond}), expected({}, {kP}), expected({}, {kAud, kP})};
    QTest::newRow("two fields of one picture, once the marker is known") << QList<Step>{{kP, 1, true}, {kP, 2}, {kP, 2, true}}
                                                                         << QStringList{expected({}, {kP}), expected({}, {kP, kP})};
    QTest::newRow("the marker on every slice: found out with the second one")
        << QList<Step>{{kIdr, 1, true}, {kIdrSecond, 1, true}, {kP, 2, true}, {kPSecond, 2, true}, {kP, 3, true}, {kPSecond, 3, true}, {kP, 4, true}}
        << QStringList{expected(QStringLiteral("+"), {kIdr}), expected(QStringLiteral("!"), {kP, kPSecond}),
                       expected({}, {kP, kPSecond})};
    QTest::newRow("filler is left out") << QList<Step>{{hex("0cffff80"), 1}, {kP, 1, true}} << QStringList{expected({}, {kP})};
    QTest::newRow("start codes that do not belong there") << QList<Step>{{hex("00000001") + kP, 1, true}, {hex("000001") + kP, 2, true}}
                                                          << QStringList{expected({}, {kP}), expected({}, {kP})};
    QTest::newRow("a gradual refresh begins") << QList<Step>{{kRefresh, 1}, {kP, 1, true}, {kP, 2, true}}
                                              << QStringList{expected(QStringLiteral("~39"), {kRefresh, kP}), expected({}, {kP})};
    QTest::newRow("a refresh that never ends is none") << QList<Step>{{kRefreshNever, 1}, {kP, 1, true}}
                                                       << QStringList{expected({}, {kRefreshNever, kP})};
    QTest::newRow("a refresh that a key picture makes needless")
        << QList<Step>{{kRefresh, 1}, {kIdr, 1, true}} << QStringList{expected(QStringLiteral("+"), {kRefresh, kIdr})};
    QTest::newRow("a recovery point is where a decoder can begin") << QList<Step>{{kRecovery, 1}, {kP, 1, true}}
                                                                   << QStringList{expected(QStringLiteral("+"), {kRecovery, kP})};
    QTest::newRow("intra with parameter sets too") << QList<Step>{{kSps, 1}, {kPps, 1}, {kI, 1, true}}
                                                   << QStringList{expected(QStringLiteral("+"), {kSps, kPps, kI})};
    QTest::newRow("intra alone is not") << QList<Step>{{kI, 1, true}} << QStringList{expected({}, {kI})};
    QTest::newRow("parameter sets alone are not") << QList<Step>{{kSps, 1}, {kPps, 1}, {kP, 1, true}}
                                                  << QStringList{expected({}, {kSps, kPps, kP})};
    QTest::newRow("an empty packet with the marker") << QList<Step>{{kP, 1}, {{}, 1, true}} << QStringList{expected({}, {kP})};
}

void TstNalDepacketizer::h264()
{
    QFETCH(const QList<Step>, steps);
    QTEST(run(VideoCodec::H264, steps), "pictures");
}

void TstNalDepacketizer::h265_data()
{
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QStringList>("pictures");
    const QString key = QStringLiteral("+");
    QTest::newRow("one unit, one packet") << QList<Step>{{kP5, 1, true}} << QStringList{expected({}, {kP5})};
    QTest::newRow("an aggregate") << QList<Step>{{stapA({kVps5, kSps5, kPps5, kIdr5}, hex("6001")), 1, true}}
                                  << QStringList{expected(key, {kVps5, kSps5, kPps5, kIdr5})};
    QTest::newRow("fragments") << QList<Step>{{hex("620193 af"), 1}, {hex("620153 01"), 1, true}}
                               << QStringList{expected(key, {kIdr5})};
    QTest::newRow("IDR, CRA and BLA are where a decoder can begin")
        << QList<Step>{{kIdr5, 1, true}, {kCra5, 2, true}, {kBla5, 3, true}}
        << QStringList{expected(key, {kIdr5}), expected(key, {kCra5}), expected(key, {kBla5})};
    QTest::newRow("a gradual refresh begins") << QList<Step>{{kRefresh5, 1}, {kP5, 1, true}, {kP5, 2, true}}
                                              << QStringList{expected(QStringLiteral("~40"), {kRefresh5, kP5}), expected({}, {kP5})};
    QTest::newRow("a refresh that ended before") << QList<Step>{{kRefresh5Before, 1}, {kP5, 1, true}}
                                                 << QStringList{expected(key, {kRefresh5Before, kP5})};
    QTest::newRow("a recovery point too") << QList<Step>{{kRecovery5, 1}, {kP5, 1, true}} << QStringList{expected(key, {kRecovery5, kP5})};
    QTest::newRow("two slices") << QList<Step>{{kP5, 1}, {kPSecond5, 1, true}} << QStringList{expected({}, {kP5, kPSecond5})};
    QTest::newRow("the marker on parameter sets alone") << QList<Step>{{kVps5, 1, true}, {kSps5, 1, true}, {kPps5, 1, true}, {kIdr5, 1, true}}
                                                        << QStringList{expected(key, {kVps5, kSps5, kPps5, kIdr5})};
    QTest::newRow("no markers") << QList<Step>{{kIdr5, 1}, {kP5, 2}, {kP5, 3}} << QStringList{expected(key, {kIdr5}), expected({}, {kP5})};
    QTest::newRow("filler is left out") << QList<Step>{{hex("4c01ff80"), 1}, {kP5, 1, true}} << QStringList{expected({}, {kP5})};
}

void TstNalDepacketizer::h265()
{
    QFETCH(const QList<Step>, steps);
    QTEST(run(VideoCodec::H265, steps), "pictures");
}

void TstNalDepacketizer::losses_data()
{
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QStringList>("pictures");
    const QString key = QStringLiteral("+"), lost = QStringLiteral("!");
    QTest::newRow("a whole picture") << QList<Step>{{kIdr, 1, true}, {kP, 3, true, true}, {kP, 4, true}}
                                     << QStringList{expected(key, {kIdr}), expected(lost, {kP}), expected({}, {kP})};
    QTest::newRow("the first slice") << QList<Step>{{kIdr, 1, true}, {kPSecond, 2, true, true}, {kP, 3, true}}
                                     << QStringList{expected(key, {kIdr}), expected(lost, {kP})};
    QTest::newRow("the last slice and its marker") << QList<Step>{{kIdr, 1, true}, {kP, 2}, {kP, 3, true, true}}
                                                   << QStringList{expected(key, {kIdr}), expected(lost, {kP})};
    QTest::newRow("a slice in the middle") << QList<Step>{{kIdr, 1, true}, {kP, 2}, {kPSecond, 2, true, true}, {kP, 3, true}}
                                           << QStringList{expected(key, {kIdr}), expected(lost, {kP})};
    QTest::newRow("the first fragment") << QList<Step>{{fuA(0x65, 0x40, hex("8401")), 1, true, true}, {kP, 2, true}}
                                        << QStringList{expected(lost, {kP})};
    QTest::newRow("the last fragment, and the next picture's beginning")
        << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1}, {kPSecond, 2, true, true}, {kP, 3, true}}
        << QStringList{expected(lost, {kP})};
    QTest::newRow("a fragment in the middle") << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1}, {fuA(0x65, 0x40, hex("01")), 1, true, true}, {kP, 2, true}}
                                              << QStringList{expected(lost, {kP})};
    QTest::newRow("the parameter sets: those of before are put in")
        << QList<Step>{{stapA({kSps, kPps, kIdr}), 1, true}, {kIdr, 2, true, true}}
        << QStringList{expected(key, {kSps, kPps, kIdr}), expected(key + lost, {kSps, kPps, kIdr})};
    QTest::newRow("joining in the middle of a picture") << QList<Step>{{fuA(0x65, 0x00, hex("84")), 1}, {fuA(0x65, 0x40, hex("01")), 1, true}, {kP, 2, true}}
                                                        << QStringList{expected(lost, {kP})};
    QTest::newRow("the middle fragment's loss that no number told") << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1}, {kP, 2, true}}
                                                                    << QStringList{expected(lost, {kP})};
}

void TstNalDepacketizer::losses()
{
    QFETCH(const QList<Step>, steps);
    QTEST(run(VideoCodec::H264, steps), "pictures");
}

void TstNalDepacketizer::nonsense_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("STAP-B") << VideoCodec::H264 << hex("19 0001 0004") + kP;
    QTest::newRow("MTAP16") << VideoCodec::H264 << hex("1a 0001 0007 00 0000") + kP;
    QTest::newRow("FU-B") << VideoCodec::H264 << hex("3d 85 0001 8884");
    QTest::newRow("a unit of type 0") << VideoCodec::H264 << hex("00 11 22");
    QTest::newRow("a unit of type 31") << VideoCodec::H264 << hex("1f 11 22");
    QTest::newRow("a unit that says it is damaged") << VideoCodec::H264 << hex("e5 88 84 01");
    QTest::newRow("an aggregate longer than the packet") << VideoCodec::H264 << hex("18 00ff 41 9a");
    QTest::newRow("an aggregate in an aggregate") << VideoCodec::H264 << hex("18 0003 18 00 00");
    QTest::newRow("a fragment of nothing") << VideoCodec::H264 << hex("7c 85");
    QTest::newRow("a fragment of an aggregate") << VideoCodec::H264 << hex("7c d8 00 01 41");
    QTest::newRow("H.265: a header alone") << VideoCodec::H265 << hex("0201");
    QTest::newRow("H.265: PACI") << VideoCodec::H265 << hex("6401 0000 00");
    QTest::newRow("H.265: an aggregate longer than the packet") << VideoCodec::H265 << hex("6001 00ff 0201 d0");
    QTest::newRow("H.265: an aggregate in an aggregate") << VideoCodec::H265 << hex("6001 0004 6001 0000");
    QTest::newRow("H.265: a fragment of nothing") << VideoCodec::H265 << hex("6201 93");
    QTest::newRow("H.265: a fragment of a fragment") << VideoCodec::H265 << hex("6201 f1 af01");
    QTest::newRow("H.265: a unit that says it is damaged") << VideoCodec::H265 << hex("a601 af 01");
}

void TstNalDepacketizer::nonsense()
{
    QFETCH(const VideoCodec, codec);
    QFETCH(const QByteArray, payload);
    const QByteArray good = codec == VideoCodec::H264 ? kP : kP5;
    // Alone, and in the middle of a good picture: what it is in is lost, what comes next is not.
    const QStringList after{expected(QStringLiteral("!"), {good})};
    QCOMPARE(run(codec, {{payload, 1, true}, {good, 2, true}}), after);
    QCOMPARE(run(codec, {{good, 1}, {payload, 1, true}, {good, 2, true}}), after);
}

void TstNalDepacketizer::parameterSets_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QByteArray>("sdp");
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QStringList>("pictures");
    const QString key = QStringLiteral("+");
    const QByteArray sdp = annexB({kSps, kPps});
    QTest::newRow("of the SDP, before a key picture without") << VideoCodec::H264 << sdp << QList<Step>{{kIdr, 1, true}, {kP, 2, true}}
                                                              << QStringList{expected(key, {kSps, kPps, kIdr}), expected({}, {kP})};
    QTest::newRow("not where it brings its own") << VideoCodec::H264 << sdp << QList<Step>{{stapA({kSps, kPps, kIdr}), 1, true}}
                                                 << QStringList{expected(key, {kSps, kPps, kIdr})};
    QTest::newRow("only those that are missing") << VideoCodec::H264 << sdp << QList<Step>{{stapA({kSps, kIdr}), 1, true}}
                                                 << QStringList{expected(key, {kPps, kSps, kIdr})};
    QTest::newRow("changed in band: the new ones from then on")
        << VideoCodec::H264 << sdp << QList<Step>{{stapA({kSps2, kPps, kIdr}), 1, true}, {kIdr, 2, true}}
        << QStringList{expected(key, {kSps2, kPps, kIdr}), expected(key, {kSps2, kPps, kIdr})};
    QTest::newRow("behind the delimiter, before the rest") << VideoCodec::H264 << sdp << QList<Step>{{stapA({kAud, kSei, kIdr}), 1, true}}
                                                           << QStringList{expected(key, {kAud, kSps, kPps, kSei, kIdr})};
    QTest::newRow("once, with several slices") << VideoCodec::H264 << sdp << QList<Step>{{kIdr, 1}, {kIdrSecond, 1, true}}
                                               << QStringList{expected(key, {kSps, kPps, kIdr, kIdrSecond})};
    QTest::newRow("before fragments too") << VideoCodec::H264 << sdp << QList<Step>{{fuA(0x65, 0x80, hex("88")), 1}, {fuA(0x65, 0x40, hex("8401")), 1, true}}
                                          << QStringList{expected(key, {kSps, kPps, kIdr})};
    QTest::newRow("before a recovery point") << VideoCodec::H264 << sdp << QList<Step>{{kRecovery, 1}, {kP, 1, true}}
                                             << QStringList{expected(key, {kSps, kPps, kRecovery, kP})};
    QTest::newRow("fragmented ones are remembered") << VideoCodec::H264 << sdp
        << QList<Step>{{fuA(0x67, 0x80, kSps2.mid(1, 2)), 1}, {fuA(0x67, 0x40, kSps2.mid(3)), 1}, {kIdr, 1, true}, {kIdr, 2, true}}
        << QStringList{expected(key, {kPps, kSps2, kIdr}), expected(key, {kSps2, kPps, kIdr})};
    QTest::newRow("three-byte start codes in the SDP") << VideoCodec::H264 << hex("000001") + kSps + hex("000001") + kPps
                                                       << QList<Step>{{kIdr, 1, true}} << QStringList{expected(key, {kSps, kPps, kIdr})};
    QTest::newRow("an SDP of nonsense") << VideoCodec::H264 << hex("ffff 00000001 00000001 41 00000001") << QList<Step>{{kIdr, 1, true}}
                                        << QStringList{expected(key, {kIdr})};
    QTest::newRow("H.265: VPS, SPS, PPS") << VideoCodec::H265 << annexB({kPps5, kSps5, kVps5}) << QList<Step>{{kIdr5, 1, true}}
                                          << QStringList{expected(key, {kVps5, kSps5, kPps5, kIdr5})};
    QTest::newRow("H.265: changed in band") << VideoCodec::H265 << annexB({kVps5, kSps5, kPps5})
                                            << QList<Step>{{stapA({hex("4401 c1"), kCra5}, hex("6001")), 1, true}, {kCra5, 2, true}}
                                            << QStringList{expected(key, {kVps5, kSps5, hex("4401 c1"), kCra5}),
                                                           expected(key, {kVps5, kSps5, hex("4401 c1"), kCra5})};
}

void TstNalDepacketizer::parameterSets()
{
    QFETCH(const VideoCodec, codec);
    QFETCH(const QByteArray, sdp);
    QFETCH(const QList<Step>, steps);
    QTEST(run(codec, steps, sdp), "pictures");
}

void TstNalDepacketizer::aPictureKnowsWhenItWasTaken()
{
    const auto depacketizer = makeDepacketizer(VideoCodec::H264, {});
    RtpPacket packet = test::packetOf(1, 7, false, kP);
    const std::chrono::system_clock::time_point taken{std::chrono::seconds(1'795'557'599)};
    packet.replay = ReplayHeader{.captured = taken};
    QVERIFY(!depacketizer->push(packet, false));
    const auto picture = depacketizer->push(test::packetOf(2, 7, true, kPSecond), false);
    QVERIFY(picture && picture->captured == taken);
    QCOMPARE(picture->timestamp, 7U);
}

void TstNalDepacketizer::aPictureIsNeverLargerThanTheLimit()
{
    const auto depacketizer = makeDepacketizer(VideoCodec::H264, {});
    const QByteArray part = fuA(0x65, 0x00, QByteArray(60'000, 'x'));
    QVERIFY(!depacketizer->push(test::packetOf(0, 1, false, fuA(0x65, 0x80, hex("888401"))), false));
    const auto packets = static_cast<std::uint16_t>(kMaxPictureBytes / 60'000 + 1);
    for (std::uint16_t i = 1; i <= packets; ++i)
        QVERIFY(!depacketizer->push(test::packetOf(i, 1, i == packets, part), false));
    const auto next = depacketizer->push(test::packetOf(packets + 1, 2, true, kP), false);
    QVERIFY(next);
    QCOMPARE(told(*next), expected(QStringLiteral("!"), {kP}));
    QVERIFY2(next->bytes.capacity() <= kMaxPictureBytes * 2, "and its memory is not kept for ever");
}

void TstNalDepacketizer::unitsAreBounded()
{
    QList<Step> steps;
    for (int i = 0; i <= kMaxUnits; ++i)
        steps.append({i == 0 ? kP : kPSecond, 1, i == kMaxUnits});
    steps.append({kP, 2, true});
    QCOMPARE(run(VideoCodec::H264, steps), QStringList{expected(QStringLiteral("!"), {kP})});
    steps.removeAt(1);
    QCOMPARE(run(VideoCodec::H264, steps).size(), 2);
}

void TstNalDepacketizer::nobodyTakesThem()
{
    // Two pictures a packet, one taken: the others must not pile up, and what is dropped is told.
    const auto depacketizer = makeDepacketizer(VideoCodec::H264, {});
    QVERIFY(depacketizer->push(test::packetOf(0, 0, true, kP), false));
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    for (int i = 0; i < 20; ++i) {
        std::ignore = depacketizer->push(test::packetOf(++sequence, ++timestamp, false, kP), false);
        std::ignore = depacketizer->push(test::packetOf(++sequence, ++timestamp, true, kP), false);
        std::ignore = depacketizer->push(test::packetOf(++sequence, ++timestamp, true, stapA({kP, kPSecond})), false);
    }
    int left = 0;
    while (depacketizer->take())
        ++left;
    QVERIFY(left <= Depacketizer::kMaxWaiting);
}

void TstNalDepacketizer::unknownCodecsHaveNone()
{
    QVERIFY(!makeDepacketizer(VideoCodec::Unknown, {}));
}

VIGIE_TEST(TstNalDepacketizer)
#include "tst_nal_depacketizer.moc"
