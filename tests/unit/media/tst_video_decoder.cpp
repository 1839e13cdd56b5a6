// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <media/clip_maker.h>
#include <media/video_decoder.h>

#include <QtTest/QTest>

#include <cstdlib>

using namespace vigie;
using namespace vigie::media;
using test::Clip;
using test::makeClip;
using test::toUnit;

class TstVideoDecoder final : public QObject {
    Q_OBJECT
private:
    static std::unique_ptr<VideoDecoder> open(const StreamInfo &info)
    {
        auto decoder = VideoDecoder::open(info, nullptr);
        return decoder ? std::move(*decoder) : nullptr;
    }
    /// Feeds units [from, to) and returns the pictures.
    static QList<FramePtr> feed(VideoDecoder &decoder, const Clip &clip, qsizetype from,
                                qsizetype to, int *withheld = nullptr)
    {
        QList<FramePtr> pictures;
        for (qsizetype i = from; i < to; ++i) {
            const Result<int> result =
                decoder.decode(toUnit(clip.units.at(i), static_cast<int>(i)),
                               [&](FramePtr frame) { pictures.append(std::move(frame)); });
            if (withheld != nullptr && result)
                *withheld += *result;
        }
        return pictures;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void decodes_data();
    void decodes();
    void joinsInTheMiddleOfAGroup();
    void showsNothingAfterALossBeforeTheNextKeyPicture_data();
    void showsNothingAfterALossBeforeTheNextKeyPicture();
    void aMissingMotionJpegPictureHarmsNoOther();
    void anUnknownCodecIsRefused();
    void anUnshowablePictureIsNamed();
    void aPictureThatIsTooLargeIsRefused();
    void aPictureOutlivesTheDecoder();
    void theStreamSaysItsColours_data();
    void theStreamSaysItsColours();
    void everySizeIsShown_data();
    void everySizeIsShown();
    void theSizeMayChangeInMidStream_data();
    void theSizeMayChangeInMidStream();
    void picturesThatNoOtherNeedsAreLeftOut();
    void onlyKeyPicturesAtOnce();
    void onlyKeyPicturesOfMotionJpegAreOneASecond();
    void moreIsDecodedFromAKeyPictureOn();
    void aStreamThatNobodyDecodesEndsInASentence();
};

void TstVideoDecoder::decodes_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QByteArray>("pixels");
    QTest::addColumn<int>("bFrames");
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<bool>("fullRange");
    QTest::newRow("H.264") << VideoCodec::H264 << QByteArray("yuv420p") << 0 << PixelFormat::I420
                           << false;
    QTest::newRow("H.264 with B pictures")
        << VideoCodec::H264 << QByteArray("yuv420p") << 2 << PixelFormat::I420 << false;
    QTest::newRow("H.264 full range")
        << VideoCodec::H264 << QByteArray("yuvj420p") << 0 << PixelFormat::I420 << true;
    QTest::newRow("H.265") << VideoCodec::H265 << QByteArray("yuv420p") << 0 << PixelFormat::I420
                           << false;
    QTest::newRow("H.264 of 10 bits")
        << VideoCodec::H264 << QByteArray("yuv420p10le") << 0 << PixelFormat::I010 << false;
    QTest::newRow("H.265 of 10 bits")
        << VideoCodec::H265 << QByteArray("yuv420p10le") << 0 << PixelFormat::I010 << false;
    QTest::newRow("MJPEG 4:2:0") << VideoCodec::Mjpeg << QByteArray("yuvj420p") << 0
                                 << PixelFormat::I420 << true;
    QTest::newRow("MJPEG 4:2:2") << VideoCodec::Mjpeg << QByteArray("yuvj422p") << 0
                                 << PixelFormat::I422 << true;
    QTest::newRow("MJPEG 4:4:4") << VideoCodec::Mjpeg << QByteArray("yuvj444p") << 0
                                 << PixelFormat::I444 << true;
}

void TstVideoDecoder::decodes()
{
    QFETCH(VideoCodec, codec);
    QFETCH(QByteArray, pixels);
    QFETCH(int, bFrames);
    QFETCH(PixelFormat, format);
    QFETCH(bool, fullRange);
    const Clip clip = makeClip({codec, {322, 182}, 30, 10, bFrames, pixels});
    const auto decoder = open(clip.info);
    QVERIFY(decoder);
    const QList<FramePtr> pictures = feed(*decoder, clip, 0, clip.units.size());
    QVERIFY2(pictures.size() >= 30 - bFrames - 1, qPrintable(QString::number(pictures.size())));
    if (bFrames == 0)
        QCOMPARE(pictures.size(), 30); // no picture is held back
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        const Frame &frame = *pictures.at(i);
        QCOMPARE(frame.size, QSize(322, 182));
        QCOMPARE(frame.format, format);
        QCOMPARE(frame.fullRange, fullRange);
        // The bar says which picture it is: order is kept.
        const int x = static_cast<int>(i) % 16 * 8 + 4;
        const std::uint8_t *line = frame.planes[0] + std::ptrdiff_t{90} * frame.strides[0];
        const int luma = format == PixelFormat::I010
            ? reinterpret_cast<const std::uint16_t *>(line)[x] / 4
            : line[x];
        QVERIFY2(std::abs(luma - 220) < 30,
                 qPrintable(QStringLiteral("picture %1 shows %2").arg(i).arg(luma)));
    }
    QVERIFY(!decoder->hardware());
    QVERIFY(!decoder->name().isEmpty());
    QVERIFY(!decoder->codecName().isEmpty());
}

void TstVideoDecoder::joinsInTheMiddleOfAGroup()
{
    const Clip clip = makeClip({});
    const auto decoder = open(clip.info);
    QVERIFY(decoder->awaitsKeyFrame());
    int withheld = 0;
    QCOMPARE(feed(*decoder, clip, 4, 10, &withheld).size(), 0);
    QVERIFY(decoder->awaitsKeyFrame());
    QVERIFY(withheld > 0);
    QCOMPARE(feed(*decoder, clip, 10, 20).size(), 10);
    QVERIFY(!decoder->awaitsKeyFrame());
}

void TstVideoDecoder::showsNothingAfterALossBeforeTheNextKeyPicture_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<int>("damage");
    QTest::newRow("H.264, the network told") << VideoCodec::H264 << 0;
    QTest::newRow("H.265, the network told") << VideoCodec::H265 << 0;
    QTest::newRow("H.264, a picture left out and nobody told") << VideoCodec::H264 << 1;
    QTest::newRow("H.265, a picture left out and nobody told") << VideoCodec::H265 << 1;
    // FFmpeg's H.265 decoder does not notice a truncated picture
    QTest::newRow("H.264, a truncated picture") << VideoCodec::H264 << 2;
}

void TstVideoDecoder::showsNothingAfterALossBeforeTheNextKeyPicture()
{
    QFETCH(VideoCodec, codec);
    QFETCH(int, damage);
    const Clip clip = makeClip({codec, {640, 360}, 30, 10, 0, "yuv420p"});
    const auto decoder = open(clip.info);
    QCOMPARE(feed(*decoder, clip, 0, damage == 2 ? 5 : 4).size(), damage == 2 ? 5 : 4);
    AccessUnit unit = toUnit(clip.units.at(5), 5); // 4 never came
    unit.afterLoss = damage == 0;
    if (damage == 2)
        unit.bytes = unit.bytes.first(unit.bytes.size() / 2);
    int shown = 0;
    QVERIFY(decoder->decode(unit, [&](FramePtr) { ++shown; }));
    QCOMPARE(shown, 0);
    QVERIFY(decoder->awaitsKeyFrame());
    QCOMPARE(feed(*decoder, clip, 6, 10).size(), 0);
    QCOMPARE(feed(*decoder, clip, 10, 20).size(), 10);
}

void TstVideoDecoder::aMissingMotionJpegPictureHarmsNoOther()
{
    const Clip clip = makeClip({VideoCodec::Mjpeg, {320, 180}, 6, 1, 0, "yuvj420p"});
    const auto decoder = open(clip.info);
    AccessUnit unit = toUnit(clip.units.at(2), 2);
    unit.afterLoss = true;
    int shown = 0;
    QVERIFY(decoder->decode(unit, [&](FramePtr) { ++shown; }));
    QCOMPARE(shown, 1);
}

void TstVideoDecoder::anUnknownCodecIsRefused()
{
    const auto decoder = VideoDecoder::open({}, nullptr);
    QVERIFY(!decoder);
    QCOMPARE(decoder.error().code, ErrorCode::NotSupported);
}

void TstVideoDecoder::anUnshowablePictureIsNamed()
{
    const Clip clip = makeClip({VideoCodec::H264, {320, 180}, 3, 1, 0, "yuv422p10le"});
    const auto decoder = open(clip.info);
    const Result<int> result = decoder->decode(toUnit(clip.units.first()), [](FramePtr) {});
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotSupported);
    QVERIFY(result.error().detail.contains(QStringLiteral("yuv422p10le")));
}

void TstVideoDecoder::aPictureThatIsTooLargeIsRefused()
{
    const Clip clip = makeClip({VideoCodec::Mjpeg, {8208, 32}, 1, 1, 0, "yuvj420p"});
    const auto decoder = open(clip.info);
    int shown = 0;
    const Result<int> result =
        decoder->decode(toUnit(clip.units.first()), [&](FramePtr) { ++shown; });
    QCOMPARE(shown, 0);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotSupported);
}

void TstVideoDecoder::aPictureOutlivesTheDecoder()
{
    const Clip clip = makeClip({});
    auto decoder = open(clip.info);
    const QList<FramePtr> pictures = feed(*decoder, clip, 0, 10);
    decoder.reset();
    int sum = 0;
    for (const FramePtr &frame : pictures)
        sum += frame->planes[0][frame->strides[0] * 100 + 3];
    QVERIFY(sum > 0);
}

void TstVideoDecoder::theStreamSaysItsColours_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("pixels");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<ColourSpace>("space");
    const QByteArray eight("yuv420p");
    QTest::newRow("BT.601") << QByteArray("smpte170m") << eight << QSize(1280, 720)
                            << ColourSpace::Bt601;
    QTest::newRow("BT.709") << QByteArray("bt709") << eight << QSize(320, 180)
                            << ColourSpace::Bt709;
    QTest::newRow("BT.2020") << QByteArray("bt2020nc") << QByteArray("yuv420p10le")
                             << QSize(320, 180) << ColourSpace::Bt2020;
    QTest::newRow("not said, standard definition")
        << QByteArray() << eight << QSize(640, 360) << ColourSpace::Bt601;
    QTest::newRow("not said, high definition")
        << QByteArray() << eight << QSize(1280, 720) << ColourSpace::Bt709;
}

void TstVideoDecoder::theStreamSaysItsColours()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, pixels);
    QFETCH(QSize, size);
    QFETCH(ColourSpace, space);
    const Clip clip = makeClip({VideoCodec::H264, size, 2, 1, 0, pixels, name});
    const QList<FramePtr> pictures = feed(*open(clip.info), clip, 0, 2);
    QVERIFY(!pictures.isEmpty());
    QCOMPARE(pictures.first()->colourSpace, space);
}

void TstVideoDecoder::everySizeIsShown_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QSize>("size");
    QTest::newRow("odd both ways") << VideoCodec::Mjpeg << QSize(161, 91);
    QTest::newRow("a line high") << VideoCodec::Mjpeg << QSize(64, 1);
    QTest::newRow("cropped") << VideoCodec::H264 << QSize(354, 198);
    QTest::newRow("8K") << VideoCodec::H264 << QSize(7680, 4320);
}

void TstVideoDecoder::everySizeIsShown()
{
    QFETCH(VideoCodec, codec);
    QFETCH(QSize, size);
    const bool jpeg = codec == VideoCodec::Mjpeg;
    const Clip clip = makeClip({codec, size, 2, 1, 0, jpeg ? "yuvj420p" : "yuv420p"});
    const QList<FramePtr> pictures = feed(*open(clip.info), clip, 0, 2);
    QVERIFY(!pictures.isEmpty());
    QCOMPARE(pictures.first()->size, size);
}

void TstVideoDecoder::theSizeMayChangeInMidStream_data()
{
    QTest::addColumn<VideoCodec>("codec");
    QTest::addColumn<QByteArray>("pixels");
    QTest::newRow("H.264") << VideoCodec::H264 << QByteArray("yuv420p");
    QTest::newRow("H.264, to 10 bits") << VideoCodec::H264 << QByteArray("yuv420p10le");
    QTest::newRow("H.265") << VideoCodec::H265 << QByteArray("yuv420p");
    QTest::newRow("MJPEG, to 4:2:2") << VideoCodec::Mjpeg << QByteArray("yuvj422p");
}

void TstVideoDecoder::theSizeMayChangeInMidStream()
{
    QFETCH(VideoCodec, codec);
    QFETCH(QByteArray, pixels);
    const QByteArray first = codec == VideoCodec::Mjpeg ? "yuvj420p" : "yuv420p";
    const Clip small = makeClip({codec, {320, 180}, 10, 5, 0, first});
    const Clip large = makeClip({codec, {642, 362}, 10, 5, 0, pixels});
    const auto decoder = open(small.info);
    QCOMPARE(feed(*decoder, small, 0, 8).size(), 8);
    const QList<FramePtr> pictures = feed(*decoder, large, 0, 10);
    QCOMPARE(pictures.size(), 10); // it changes with a key picture: none is lost
    QCOMPARE(pictures.first()->size, QSize(642, 362));
    QCOMPARE(feed(*decoder, small, 0, 8).size(), 8);
}

void TstVideoDecoder::picturesThatNoOtherNeedsAreLeftOut()
{
    const Clip clip = makeClip({VideoCodec::H264, {322, 182}, 60, 30, 2, "yuv420p"});
    const auto decoder = open(clip.info);
    decoder->setEffort(Effort::SkipNonReference);
    const QList<FramePtr> pictures = feed(*decoder, clip, 0, 60);
    QVERIFY2(pictures.size() > 15 && pictures.size() < 45,
             qPrintable(QString::number(pictures.size())));
    QVERIFY(!decoder->awaitsKeyFrame()); // nothing is damaged by it
    decoder->setEffort(Effort::Full);
    QVERIFY(feed(*decoder, clip, 0, 60).size() > 50);
}

void TstVideoDecoder::onlyKeyPicturesAtOnce()
{
    // With B pictures a decoder holds pictures back; key pictures two seconds apart must not be.
    const Clip clip = makeClip({VideoCodec::H264, {322, 182}, 60, 30, 2, "yuv420p"});
    const auto decoder = open(clip.info);
    decoder->setEffort(Effort::KeyFramesOnly);
    const auto begin = std::chrono::steady_clock::now();
    int shown = 0;
    for (int i = 0; i < 120; ++i) {
        AccessUnit unit = test::unitOf(clip, i);
        unit.received = begin + unit.pts;
        const int before = shown;
        const Result<int> left = decoder->decode(unit, [&](FramePtr) { ++shown; });
        QVERIFY(left);
        QCOMPARE(shown - before, unit.key ? 1 : 0);
        QCOMPARE(*left, unit.key ? 0 : 1);
    }
    QCOMPARE(shown, 4);
}

void TstVideoDecoder::onlyKeyPicturesOfMotionJpegAreOneASecond()
{
    const Clip clip = makeClip({VideoCodec::Mjpeg, {160, 96}, 25, 1, 0, "yuvj420p"});
    const auto decoder = open(clip.info);
    decoder->setEffort(Effort::KeyFramesOnly);
    const auto begin = std::chrono::steady_clock::now();
    int shown = 0;
    for (int i = 0; i < 100; ++i) {
        AccessUnit unit = test::unitOf(clip, i);
        unit.received = begin + unit.pts;
        QVERIFY(decoder->decode(unit, [&](FramePtr) { ++shown; }));
    }
    QVERIFY2(shown >= 4 && shown <= 5, qPrintable(QString::number(shown)));
}

void TstVideoDecoder::moreIsDecodedFromAKeyPictureOn()
{
    const Clip clip = makeClip({VideoCodec::H264, {322, 182}, 30, 10, 0, "yuv420p"});
    const auto decoder = open(clip.info);
    int shown = 0;
    for (int i = 0; i < 30; ++i) {
        decoder->setEffort(i >= 5 && i < 15 ? Effort::KeyFramesOnly : Effort::Full);
        AccessUnit unit = test::unitOf(clip, i);
        unit.received += unit.pts;
        QVERIFY(decoder->decode(unit, [&](FramePtr) { ++shown; }));
        if (i == 4)
            QCOMPARE(shown, 5);
        if (i == 19)
            QCOMPARE(shown, 6); // the key picture 10, and nothing predicted after it
    }
    QCOMPARE(shown, 16);
}

void TstVideoDecoder::aStreamThatNobodyDecodesEndsInASentence()
{
    const Clip clip = makeClip({});
    const auto decoder = open(clip.info);
    QCOMPARE(feed(*decoder, clip, 0, 10).size(), 10);
    const QByteArray noise(400, '\x5a');
    std::optional<Error> error;
    for (int i = 0; i < 1'000 && !error; ++i) {
        const Result<int> result = decoder->decode(toUnit(noise, i), [](FramePtr) {});
        if (!result)
            error = result.error();
    }
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::Protocol);
    QVERIFY(!error->detail.isEmpty());
}

VIGIE_TEST(TstVideoDecoder)
#include "tst_video_decoder.moc"
