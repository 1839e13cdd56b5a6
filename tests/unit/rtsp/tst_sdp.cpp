// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/sdp.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;

namespace {

const QByteArray kSps = QByteArray::fromBase64("Z0IAKeNQFAe2AtwEBAaQeJEV");
const QByteArray kPps = QByteArray::fromBase64("aM48gA==");
const QByteArray kSets264 = QByteArray("\0\0\0\1", 4) + kSps + QByteArray("\0\0\0\1", 4) + kPps;
const QByteArray kSets265 = QByteArray::fromHex("00000001 40010c01 00000001 42010101 00000001 4401c0f7");

QByteArray videoSection(const QByteArray &attributes)
{
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=Media\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n" + attributes;
}

} // namespace

class TstSdp final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAWholeDescription();
    void knowsTheCodec_data();
    void knowsTheCodec();
    void findsTheParameterSets_data();
    void findsTheParameterSets();
    void takesCamerasAsTheyAre_data();
    void takesCamerasAsTheyAre();
    void findsTheVideoAmongOthers_data();
    void findsTheVideoAmongOthers();
    void refuses_data();
    void refuses();
};

void TstSdp::readsAWholeDescription()
{
    const auto description = readSdp("v=0\r\n"
                                     "o=- 1 1 IN IP4 192.0.2.5\r\n"
                                     "s=Session streamed with GStreamer\r\n"
                                     "c=IN IP4 0.0.0.0\r\n"
                                     "t=0 0\r\n"
                                     "a=control:rtsp://192.0.2.5/live/\r\n"
                                     "a=range:npt=now-\r\n"
                                     "m=video 0 RTP/AVP 96\r\n"
                                     "b=AS:4000\r\n"
                                     "a=rtpmap:96 H264/90000\r\n"
                                     "a=fmtp:96 packetization-mode=1;profile-level-id=420029;sprop-parameter-sets="
                                     "Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==\r\n"
                                     "a=control:track1\r\n"
                                     "a=recvonly\r\n"
                                     "m=audio 0 RTP/AVP 0\r\n"
                                     "a=control:track2\r\n"
                                     "m=application 0 RTP/AVP 107\r\n"
                                     "a=rtpmap:107 vnd.onvif.metadata/90000\r\n"
                                     "a=control:track3\r\n"
                                     "m=audio 0 RTP/AVP 8\r\n"
                                     "a=rtpmap:8 PCMA/8000\r\n"
                                     "a=control:track4\r\n"
                                     "a=sendonly\r\n");
    QVERIFY(description);
    QCOMPARE(description->control, QByteArray("rtsp://192.0.2.5/live/"));
    QCOMPARE(description->range, QByteArray("npt=now-"));
    QCOMPARE(description->media.size(), 4);
    const SdpMedia &video = description->media.at(0);
    QCOMPARE(description->video(), &video);
    QCOMPARE(video.kind, QByteArray("video"));
    QCOMPARE(video.payloadType, 96);
    QCOMPARE(video.encoding, QByteArray("H264"));
    QCOMPARE(video.clockRate, 90'000U);
    QCOMPARE(video.control, QByteArray("track1"));
    QCOMPARE(video.parameterSets, kSets264);
    QCOMPARE(description->media.at(2).encoding, QByteArray("VND.ONVIF.METADATA"));
    QCOMPARE(description->media.at(3).clockRate, 8000U);
    QVERIFY(video.sendsToUs && description->media.at(1).sendsToUs && description->media.at(2).sendsToUs);
    QVERIFY2(!description->media.at(3).sendsToUs, "the back channel is ours to speak into");
}

void TstSdp::knowsTheCodec_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<VideoCodec>("codec");
    QTest::newRow("H.264") << videoSection("a=rtpmap:96 H264/90000\r\n") << VideoCodec::H264;
    QTest::newRow("H.265") << videoSection("a=rtpmap:96 H265/90000\r\n") << VideoCodec::H265;
    QTest::newRow("H.265 by its other name") << videoSection("a=rtpmap:96 HEVC/90000\r\n") << VideoCodec::H265;
    QTest::newRow("small letters") << videoSection("a=rtpmap:96 h264/90000\r\n") << VideoCodec::H264;
    QTest::newRow("JPEG by rtpmap") << videoSection("a=rtpmap:96 JPEG/90000\r\n") << VideoCodec::Mjpeg;
    QTest::newRow("JPEG by its static type") << QByteArray("v=0\r\nm=video 0 RTP/AVP 26\r\n") << VideoCodec::Mjpeg;
    QTest::newRow("no rtpmap, but H.264 parameter sets")
        << videoSection("a=fmtp:96 sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==\r\n") << VideoCodec::H264;
    QTest::newRow("no rtpmap, but H.265 parameter sets") << videoSection("a=fmtp:96 sprop-sps=QgEBAQ==\r\n")
                                                         << VideoCodec::H265;
    QTest::newRow("no rtpmap and nothing else") << videoSection("") << VideoCodec::Unknown;
    QTest::newRow("MPEG-4 is FFmpeg's") << videoSection("a=rtpmap:96 MP4V-ES/90000\r\n") << VideoCodec::Unknown;
}

void TstSdp::knowsTheCodec()
{
    QFETCH(const QByteArray, text);
    const auto description = readSdp(text);
    QVERIFY(description);
    QCOMPARE(description->media.size(), 1);
    QTEST(description->media.first().codec, "codec");
    QCOMPARE(description->video() != nullptr, description->media.first().codec != VideoCodec::Unknown);
}

void TstSdp::findsTheParameterSets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sets");
    QTest::newRow("H.264") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1; "
                                           "sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==; profile-level-id=420029\r\n")
                           << kSets264;
    QTest::newRow("a comma at the end") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 "
                                                        "sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==,\r\n")
                                        << kSets264;
    QTest::newRow("with start codes inside") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets="
                                                             + QByteArray(QByteArray("\0\0\0\1", 4) + kSps).toBase64() + ','
                                                             + QByteArray(QByteArray("\0\0\0\1", 4) + kPps).toBase64() + "\r\n")
                                             << kSets264;
    QTest::newRow("fmtp before rtpmap") << videoSection("a=fmtp:96 sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV,aM48gA==\r\n"
                                                        "a=rtpmap:96 H264/90000\r\n")
                                        << kSets264;
    QTest::newRow("H.265, in any order") << videoSection("a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-sps=QgEBAQ==; "
                                                         "sprop-pps=RAHA9w==; sprop-vps=QAEMAQ==\r\n")
                                         << kSets265;
    QTest::newRow("of another payload type") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:97 "
                                                             "sprop-parameter-sets=Z0IAKeNQFAe2AtwEBAaQeJEV\r\n")
                                             << QByteArray();
    QTest::newRow("none: they come in band") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n")
                                             << QByteArray();
    QTest::newRow("empty ones") << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets=,\r\n")
                                << QByteArray();
    QTest::newRow("more than anybody needs")
        << videoSection("a=rtpmap:96 H264/90000\r\na=fmtp:96 sprop-parameter-sets=" + QByteArray(40'000, 'A') + "\r\n")
        << QByteArray();
}

void TstSdp::findsTheParameterSets()
{
    QFETCH(const QByteArray, text);
    const auto description = readSdp(text);
    QVERIFY(description);
    QTEST(description->media.first().parameterSets, "sets");
}

void TstSdp::takesCamerasAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<quint32>("clockRate");
    const QByteArray good = videoSection("a=rtpmap:96 H264/90000\r\na=control:trackID=1\r\n");
    QTest::newRow("as it should be") << good << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("LF alone") << QByteArray(good).replace("\r\n", "\n") << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("CR CR LF") << QByteArray(good).replace("\r\n", "\r\r\n") << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("no line break at the end") << good.chopped(2) << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("zero bytes at the end") << good + QByteArray(8, '\0') << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("spaces everywhere") << QByteArray("v=0\r\nm=video  0  RTP/AVP  96 \r\na=rtpmap: 96  H264/90000 \r\n"
                                                     "a=control: trackID=1 \r\n")
                                       << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("an absolute control") << videoSection("a=rtpmap:96 H264/90000\r\na=control:rtsp://192.0.2.5:554/s/track1?x=1;y\r\n")
                                         << QByteArray("rtsp://192.0.2.5:554/s/track1?x=1;y") << 90'000U;
    QTest::newRow("no control") << videoSection("a=rtpmap:96 H264/90000\r\n") << QByteArray() << 90'000U;
    QTest::newRow("no clock rate") << videoSection("a=rtpmap:96 H264\r\n") << QByteArray() << 90'000U;
    QTest::newRow("a clock rate of nothing") << videoSection("a=rtpmap:96 H264/0\r\n") << QByteArray() << 90'000U;
    QTest::newRow("a clock rate beyond belief") << videoSection("a=rtpmap:96 H264/4000000000\r\n") << QByteArray() << 90'000U;
    QTest::newRow("no v= line") << good.mid(5) << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("lines nobody knows") << "x=1\r\nk\r\n\r\n=\r\n" + good << QByteArray("trackID=1") << 90'000U;
    QTest::newRow("no payload type in m=") << QByteArray("v=0\r\nm=video 0 RTP/AVP\r\na=rtpmap:96 H264/90000\r\n")
                                           << QByteArray() << 90'000U;
    QTest::newRow("secure RTP's profile") << QByteArray("v=0\r\nm=video 0 RTP/SAVP 96\r\na=rtpmap:96 H264/90000\r\n")
                                          << QByteArray() << 90'000U;
}

void TstSdp::takesCamerasAsTheyAre()
{
    QFETCH(const QByteArray, text);
    const auto description = readSdp(text);
    QVERIFY(description);
    QVERIFY(description->video());
    QTEST(description->video()->control, "control");
    QTEST(description->video()->clockRate, "clockRate");
    QCOMPARE(description->video()->payloadType, 96);
}

void TstSdp::findsTheVideoAmongOthers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("index"); // -1: none
    const QByteArray h264 = "a=rtpmap:96 H264/90000\r\n";
    QTest::newRow("two: the first") << "m=video 0 RTP/AVP 96\r\n" + h264 + "m=video 0 RTP/AVP 96\r\n" + h264 << 0;
    QTest::newRow("the first is of a codec we have not") << "m=video 0 RTP/AVP 97\r\na=rtpmap:97 VP8/90000\r\nm=video 0 RTP/AVP 96\r\n" + h264
                                                         << 1;
    QTest::newRow("the first is switched off") << "m=video 0 RTP/AVP 96\r\na=inactive\r\n" + h264 + "m=video 0 RTP/AVP 96\r\n" + h264
                                               << 1;
    QTest::newRow("a camera that says sendonly from its own end") << "m=video 0 RTP/AVP 96\r\na=sendonly\r\n" + h264 << 0;
    QTest::newRow("the direction stands above") << "v=0\r\na=inactive\r\nm=video 0 RTP/AVP 96\r\n" + h264 << -1;
    QTest::newRow("sound alone") << QByteArray("v=0\r\nm=audio 0 RTP/AVP 0\r\n") << -1;
    QTest::newRow("not over RTP") << "v=0\r\nm=video 0 udp 96\r\n" + h264 << -1;
    QTest::newRow("a section that makes no sense before it") << "m=what\r\na=rtpmap:96 VP8/90000\r\nm=video 0 RTP/AVP 96\r\n" + h264 << 0;
    QTest::newRow("an H264 that calls itself sound") << "m=audio 0 RTP/AVP 96\r\n" + h264 << -1;
}

void TstSdp::findsTheVideoAmongOthers()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, index);
    const auto description = readSdp(text);
    QVERIFY(description);
    QCOMPARE(description->video(), index < 0 ? nullptr : &description->media.at(index));
}

void TstSdp::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a web page") << QByteArray("<html><body>401</body></html>");
    QTest::newRow("over 64 KiB") << "v=0\r\n" + QByteArray(65'536, 'x');
    QTest::newRow("33 sections") << "v=0\r\n" + QByteArray("m=video 0 RTP/AVP 96\r\n").repeated(33);
}

void TstSdp::refuses()
{
    QFETCH(const QByteArray, text);
    const auto description = readSdp(text);
    QVERIFY(!description);
    QCOMPARE(description.error().code, ErrorCode::Protocol);
}

VIGIE_TEST(TstSdp)
#include "tst_sdp.moc"
