// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/video_decoder.h>

#include <QtTest/QTest>

#include <random>

using namespace vigie;
using namespace vigie::media;
using test::Clip;
using test::makeClip;
using test::toUnit;

/// Damaged bytes in, no crash, no picture outside the limits, and the stream heals with a whole key
/// picture.
class TstCorruptStreams final : public QObject {
    Q_OBJECT
private:
    static QByteArray damaged(QByteArray bytes, std::minstd_rand &random);

private Q_SLOTS:
    void survivesSeededDamage_data();
    void survivesSeededDamage();
    void survivesNoise();
    void survivesDamagedParameterSets();
    void emptyAndOversizedUnitsAreCounted();
};

QByteArray TstCorruptStreams::damaged(QByteArray bytes, std::minstd_rand &random)
{
    const auto pick = [&](qsizetype below) {
        return static_cast<qsizetype>(random() % static_cast<unsigned>(below));
    };
    switch (random() % 5) {
    case 0: // flipped bits
        for (int i = 0; i < 8; ++i) {
            const qsizetype at = pick(bytes.size());
            bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << (random() % 8)));
        }
        break;
    case 1:
        bytes.truncate(1 + pick(bytes.size()));
        break;
    case 2: { // a hole
        const qsizetype from = pick(bytes.size());
        bytes.remove(from, pick(bytes.size() - from) + 1);
        break;
    }
    case 3: { // a run of one value
        const qsizetype from = pick(bytes.size());
        for (qsizetype i = from; i < std::min(bytes.size(), from + 64); ++i)
            bytes[i] = static_cast<char>(0xff);
        break;
    }
    default: // headers
        for (qsizetype i = 4; i < std::min<qsizetype>(bytes.size(), 40); i += 3)
            bytes[i] = static_cast<char>(random() & 0xffU);
        break;
    }
    return bytes.isEmpty() ? QByteArray(1, '\0') : bytes;
}

void TstCorruptStreams::survivesSeededDamage_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QByteArray>("pixels");
    QTest::newRow("H.264") << VideoCodec::H264 << QByteArray("yuv420p");
    QTest::newRow("H.265") << VideoCodec::H265 << QByteArray("yuv420p");
    QTest::newRow("MJPEG") << VideoCodec::Mjpeg << QByteArray("yuvj420p");
}

void TstCorruptStreams::survivesSeededDamage()
{
    QFETCH(VideoCodec, codec);
    QFETCH(QByteArray, pixels);
    const Clip clip = makeClip({codec, {176, 144}, 20, 5, 0, pixels});
    std::minstd_rand random(20261124);
    for (int round = 0; round < 40; ++round) {
        auto decoder = VideoDecoder::open(clip.info, nullptr);
        QVERIFY(decoder);
        const auto output = [](const FramePtr &frame) {
            QVERIFY(frame->size.width() <= kMaxPictureSide
                    && frame->size.height() <= kMaxPictureSide);
            QVERIFY(frame->planes[0] != nullptr);
            // Every sample that is promised can be read (the sanitizer looks).
            volatile std::uint8_t last =
                frame->planes[0][frame->strides[0] * (frame->size.height() - 1)
                                 + frame->size.width() - 1];
            Q_UNUSED(last);
        };
        for (qsizetype i = 0; i < clip.units.size(); ++i) {
            const QByteArray bytes =
                random() % 3 == 0 ? damaged(clip.units.at(i), random) : clip.units.at(i);
            (void)(*decoder)->decode(toUnit(bytes, static_cast<int>(i)),
                                     output); // an error is a fine answer
        }
        int healed = 0;
        for (qsizetype i = 0; i < 5; ++i)
            (void)(*decoder)->decode(toUnit(clip.units.at(i)), [&](const FramePtr &) { ++healed; });
        QVERIFY2(healed >= 4, qPrintable(QStringLiteral("round %1: %2").arg(round).arg(healed)));
    }
}

void TstCorruptStreams::survivesNoise()
{
    std::minstd_rand random(7);
    for (const VideoCodec codec : {VideoCodec::H264, VideoCodec::H265, VideoCodec::Mjpeg}) {
        StreamInfo info;
        info.codec = codec;
        auto decoder = VideoDecoder::open(info, nullptr);
        QVERIFY(decoder);
        for (int i = 0; i < 200; ++i) {
            QByteArray bytes(static_cast<qsizetype>(1 + random() % 3000), '\0');
            for (char &byte : bytes)
                byte = static_cast<char>(random() & 0xffU);
            if (i % 2 == 0)
                bytes.prepend(
                    QByteArray::fromHex(codec == VideoCodec::Mjpeg ? "ffd8ffdb" : "0000000167"));
            (void)(*decoder)->decode(toUnit(bytes), [](const FramePtr &) {});
        }
    }
}

void TstCorruptStreams::survivesDamagedParameterSets()
{
    std::minstd_rand random(11);
    const Clip clip = makeClip({VideoCodec::H264, {176, 144}, 5, 5, 0, "yuv420p"});
    for (int round = 0; round < 60; ++round) {
        StreamInfo info = clip.info;
        info.parameterSets = damaged(clip.units.first().left(60), random);
        auto decoder = VideoDecoder::open(info, nullptr);
        if (!decoder)
            continue; // refused is as good
        int shown = 0;
        for (const QByteArray &bytes : clip.units)
            (void)(*decoder)->decode(toUnit(bytes), [&](const FramePtr &) { ++shown; });
        QVERIFY(shown >= 4); // the parameter sets in band replace the damaged ones
    }
}

void TstCorruptStreams::emptyAndOversizedUnitsAreCounted()
{
    StreamInfo info;
    info.codec = VideoCodec::H264;
    auto decoder = VideoDecoder::open(info, nullptr);
    QVERIFY(decoder);
    QCOMPARE((*decoder)->decode({}, [](const FramePtr &) {}).value_or(-1), 1);
    const QByteArray large(static_cast<qsizetype>(kMaxAccessUnitBytes) + 1, '\0');
    QCOMPARE((*decoder)->decode(toUnit(large), [](const FramePtr &) {}).value_or(-1), 1);
}

VIGIE_TEST(TstCorruptStreams)
#include "tst_corrupt_streams.moc"
