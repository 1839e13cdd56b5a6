// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/video_decoder.h>
#include <rtsp/depacketizer.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::media;
using namespace std::chrono_literals;

/// Cameras that send no key frames, but refresh their picture strip by strip.
class TstGradualRefresh final : public QObject {
    Q_OBJECT
private:
    using Told = QList<rtsp::CodedPicture>;

    /// What our own way from packets to pictures tells of each unit of \p clip.
    static Told told(const test::Clip &clip)
    {
        Told pictures;
        const auto depacketizer = rtsp::makeDepacketizer(clip.info.codec, {});
        std::uint16_t sequence = 0;
        for (qsizetype i = 0; i < clip.units.size(); ++i) {
            QList<QByteArray> units = test::nalUnits(clip.units.at(i));
            // x265 repeats the parameter sets where a refresh begins, and forgets to say so.
            if (clip.info.codec == VideoCodec::H265 && i > 0 && units.size() > 1)
                units.prepend(QByteArray::fromHex("4e01 06 02 0285 80")); // recovery_poc_cnt 40
            for (const QByteArray &unit : units) {
                rtsp::RtpPacket packet;
                packet.sequence = ++sequence;
                packet.timestamp = static_cast<std::uint32_t>(i * 3600);
                packet.marker = &unit == &units.last();
                packet.payload = {reinterpret_cast<const std::uint8_t *>(unit.constData()),
                                  static_cast<std::size_t>(unit.size())};
                if (auto picture = depacketizer->push(packet, false))
                    pictures.append(*picture);
            }
        }
        return pictures;
    }

    static AccessUnit unitOf(const Told &told, qsizetype index, bool silent = false)
    {
        const rtsp::CodedPicture &coded = told.at(index % told.size());
        AccessUnit unit = test::toUnit(coded.bytes, static_cast<int>(index));
        unit.received = std::chrono::steady_clock::time_point(40ms * index);
        unit.key = coded.key;
        unit.wholeAfter = silent ? std::nullopt : coded.wholeAfter;
        return unit;
    }

    /// Luma of a picture, row by row without padding.
    static QByteArray luma(const Frame &frame)
    {
        QByteArray bytes;
        for (int y = 0; y < frame.size.height(); ++y)
            bytes.append(reinterpret_cast<const char *>(frame.planes[0]) + qsizetype{frame.strides[0]} * y,
                         frame.size.width());
        return bytes;
    }

    static std::unique_ptr<VideoDecoder> open(VideoCodec codec)
    {
        StreamInfo info;
        info.codec = codec;
        auto decoder = VideoDecoder::open(info, nullptr);
        return decoder ? std::move(*decoder) : nullptr;
    }

    /// x265 neither says where a refresh begins nor keeps what is refreshed from pointing at what is not yet: there, when
    /// pictures come is all that can be looked at.
    static void compare(VideoCodec codec, const Frame &shown, const Frame &whole)
    {
        QVERIFY2(codec == VideoCodec::H265 || luma(shown) == luma(whole), qPrintable(QString::number(shown.pts / 40ms)));
        QVERIFY(!shown.guessed);
    }

    /// By presentation time.
    using Pictures = QMap<std::chrono::microseconds, FramePtr>;
    static void feed(VideoDecoder &decoder, const AccessUnit &unit, Pictures &pictures)
    {
        QVERIFY(decoder.decode(unit, [&](FramePtr frame) { pictures.insert(frame->pts, std::move(frame)); }));
    }

    /// Parameter sets come with the SDP where the stream is joined in mid-stream.
    static StreamInfo withSets(const Told &told, VideoCodec codec)
    {
        StreamInfo info;
        info.codec = codec;
        for (const QByteArray &unit : test::nalUnits(told.first().bytes)) {
            const int type = codec == VideoCodec::H264 ? unit.at(0) & 0x1f : (unit.at(0) >> 1) & 0x3f;
            const bool set = codec == VideoCodec::H264 ? type == 7 || type == 8 : type >= 32 && type <= 34;
            if (set)
                info.parameterSets += QByteArray("\0\0\0\1", 4) + unit;
        }
        return info;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aStreamThatWasJoinedLateIsShownWholeOnly_data();
    void aStreamThatWasJoinedLateIsShownWholeOnly();
    void afterALossItIsShownFromTheNextRefreshOn_data() { aStreamThatWasJoinedLateIsShownWholeOnly_data(); }
    void afterALossItIsShownFromTheNextRefreshOn();
    void aCameraThatSaysNothingIsShownInTheEnd_data() { aStreamThatWasJoinedLateIsShownWholeOnly_data(); }
    void aCameraThatSaysNothingIsShownInTheEnd();
    void keyFramesOnlyDoesNotBlindIt();
};

void TstGradualRefresh::aStreamThatWasJoinedLateIsShownWholeOnly_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::newRow("H.264") << VideoCodec::H264;
    QTest::newRow("H.265") << VideoCodec::H265;
}

void TstGradualRefresh::aStreamThatWasJoinedLateIsShownWholeOnly()
{
    QFETCH(VideoCodec, codec);
    const test::Clip clip =
        test::makeClip({.codec = codec, .size = {640, 360}, .pictures = 130, .gop = 40, .gradual = true});
    const Told stream = told(clip);
    QCOMPARE(stream.size(), clip.units.size());
    Pictures whole;
    const auto reference = open(codec);
    for (qsizetype i = 0; i < stream.size(); ++i)
        feed(*reference, unitOf(stream, i), whole);
    QVERIFY(whole.size() > stream.size() - 4);
    auto late = VideoDecoder::open(withSets(stream, codec), nullptr);
    QVERIFY(late);
    Pictures shown;
    for (qsizetype i = 5; i < stream.size(); ++i)
        feed(**late, unitOf(stream, i), shown);
    QVERIFY(!shown.isEmpty());
    const auto first = shown.firstKey() / 40ms; // the refresh that begins with picture 40 ends
    QVERIFY2(first >= 77 && first <= 80, qPrintable(QString::number(first)));
    QCOMPARE(shown.size(), stream.size() - first);
    for (auto at = shown.cbegin(); at != shown.cend(); ++at)
        compare(codec, **at, *whole.value(at.key()));
}

void TstGradualRefresh::afterALossItIsShownFromTheNextRefreshOn()
{
    QFETCH(VideoCodec, codec);
    const test::Clip clip =
        test::makeClip({.codec = codec, .size = {640, 360}, .pictures = 170, .gop = 40, .gradual = true});
    const Told stream = told(clip);
    Pictures whole;
    Pictures shown;
    const auto reference = open(codec);
    const auto decoder = open(codec);
    constexpr qsizetype kLost = 60;
    for (qsizetype i = 0; i < stream.size(); ++i) {
        AccessUnit unit = unitOf(stream, i);
        feed(*reference, unit, whole);
        unit.afterLoss = i == kLost + 1;
        if (i != kLost)
            feed(*decoder, unit, shown);
    }
    QVERIFY(!shown.contains(40ms * (kLost + 1)));
    QVERIFY2(shown.lastKey() > 40ms * 160, "it comes back");
    for (auto at = shown.cbegin(); at != shown.cend(); ++at)
        compare(codec, **at, *whole.value(at.key()));
}

void TstGradualRefresh::aCameraThatSaysNothingIsShownInTheEnd()
{
    QFETCH(VideoCodec, codec);
    const test::Clip clip = test::makeClip({.codec = codec, .pictures = 200, .gop = 20, .gradual = true});
    const Told stream = told(clip);
    auto decoder = VideoDecoder::open(withSets(stream, codec), nullptr);
    QVERIFY(decoder);
    constexpr auto kInterval = 200ms; // 40 s in all
    constexpr qsizetype kLost = 185;
    Pictures shown;
    for (qsizetype i = 1; i < stream.size(); ++i) {
        AccessUnit unit = unitOf(stream, i, true);
        unit.pts = kInterval * i;
        unit.received = std::chrono::steady_clock::time_point(kInterval * i);
        unit.afterLoss = i == kLost;
        feed(**decoder, unit, shown);
    }
    QVERIFY(!shown.isEmpty());
    QVERIFY2(shown.firstKey() >= EntryPoints::kLongestGroup - 200ms, "not before a key frame is past hoping for");
    QVERIFY2(shown.lastKey() < kInterval * kLost, "nor within ten seconds of a loss");
    QVERIFY(shown.size() > 50);
    for (const FramePtr &each : std::as_const(shown))
        QVERIFY(each->guessed);
}

void TstGradualRefresh::keyFramesOnlyDoesNotBlindIt()
{
    const test::Clip clip = test::makeClip({.size = {640, 360}, .pictures = 170, .gop = 40, .gradual = true});
    const Told stream = told(clip);
    auto decoder = VideoDecoder::open(withSets(stream, VideoCodec::H264), nullptr);
    QVERIFY(decoder);
    (*decoder)->setEffort(Effort::KeyFramesOnly);
    Pictures shown;
    for (qsizetype i = 1; i < stream.size(); ++i)
        feed(**decoder, unitOf(stream, i), shown);
    QVERIFY2(shown.size() > 30, qPrintable(QString::number(shown.size())));
}

VIGIE_TEST(TstGradualRefresh)
#include "tst_gradual_refresh.moc"
