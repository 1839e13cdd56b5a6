// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/clock_code.h>
#include <camsim/gst_ptr.h>
#include <support/test_main.h>

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/video/video.h>

#include <cmath>

using namespace vigie::camsim;

namespace {

constexpr int64_t kInstant = 0x0000'7A31'C0DE; // an uptime of three weeks

/// A grey picture with moving noise, as a street at night is.
std::vector<uint8_t> picture(int width, int height, unsigned seed)
{
    std::vector<uint8_t> luma(static_cast<size_t>(width * height));
    QRandomGenerator random(seed);
    for (uint8_t &pixel : luma)
        pixel = static_cast<uint8_t>(90 + random.bounded(80));
    return luma;
}

/// Halves or doubles a plane, as a wall's tile does.
std::vector<uint8_t> scaled(const std::vector<uint8_t> &from, int width, int height, int toWidth,
                            int toHeight)
{
    std::vector<uint8_t> to(static_cast<size_t>(toWidth * toHeight));
    for (int y = 0; y < toHeight; ++y) {
        for (int x = 0; x < toWidth; ++x)
            to[static_cast<size_t>(y * toWidth + x)] =
                from[static_cast<size_t>(y * height / toHeight * width + x * width / toWidth)];
    }
    return to;
}

/// Pictures with the codes \p instants through an encoder and a decoder. \return the codes read
QList<qint64> throughCodec(const QByteArray &codec, QSize size, const QList<qint64> &instants)
{
    const QByteArray launch =
        "appsrc name=in format=time ! " + codec + " ! appsink name=out sync=false";
    const GstPtr<GstElement> pipeline(gst_parse_launch(launch.constData(), nullptr));
    if (!pipeline)
        return {};
    const GstPtr<GstElement> in(gst_bin_get_by_name(GST_BIN(pipeline.get()), "in"));
    const GstPtr<GstElement> out(gst_bin_get_by_name(GST_BIN(pipeline.get()), "out"));
    const CapsPtr caps(gst_caps_new_simple(
        "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, size.width(), "height",
        G_TYPE_INT, size.height(), "framerate", GST_TYPE_FRACTION, 15, 1, nullptr));
    gst_app_src_set_caps(GST_APP_SRC(in.get()), caps.get());
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    const auto pixels = static_cast<gsize>(size.width() * size.height());
    for (qsizetype i = 0; i < instants.size(); ++i) {
        auto luma = picture(size.width(), size.height(), static_cast<unsigned>(i));
        drawClockCode(luma.data(), size.width(), size.width(), size.height(), instants[i]);
        GstBuffer *buffer = gst_buffer_new_allocate(nullptr, pixels * 3 / 2, nullptr);
        gst_buffer_fill(buffer, 0, luma.data(), pixels);
        gst_buffer_memset(buffer, pixels, 100, pixels / 2);
        GST_BUFFER_PTS(buffer) = static_cast<GstClockTime>(i) * GST_SECOND / 15;
        gst_app_src_push_buffer(GST_APP_SRC(in.get()), buffer);
    }
    gst_app_src_end_of_stream(GST_APP_SRC(in.get()));
    QList<qint64> read;
    while (GstSample *sample =
               gst_app_sink_try_pull_sample(GST_APP_SINK(out.get()), 5 * GST_SECOND)) {
        GstVideoInfo info;
        GstVideoFrame frame;
        gst_video_info_from_caps(&info, gst_sample_get_caps(sample));
        if (gst_video_frame_map(&frame, &info, gst_sample_get_buffer(sample), GST_MAP_READ)) {
            read.append(readClockCode(static_cast<uint8_t *>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0)),
                                      GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0), info.width,
                                      info.height)
                            .value_or(-1));
            gst_video_frame_unmap(&frame);
        }
        gst_sample_unref(sample);
    }
    gst_element_set_state(pipeline.get(), GST_STATE_NULL);
    return read;
}

} // namespace

class TstClockCode final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { gst_init(nullptr, nullptr); }
    void readsWhatWasDrawn_data();
    void readsWhatWasDrawn();
    void liesWhereTheHeaderSays();
    void readsAScaledPicture_data();
    void readsAScaledPicture();
    void survivesTheCodec_data();
    void survivesTheCodec();
    void refusesSmallPictures();
    void oneWrongCellIsNoticed();
    void picturesWithoutCodeGiveNone();
};

void TstClockCode::readsWhatWasDrawn_data()
{
    QTest::addColumn<qint64>("instant");
    QTest::addColumn<qint64>("read");
    QTest::addRow("zero") << qint64{0} << qint64{0};
    QTest::addRow("one millisecond") << qint64{1} << qint64{1};
    QTest::addRow("three weeks") << qint64{kInstant} << qint64{kInstant};
    QTest::addRow("alternating") << qint64{0x5555'5555'5555} << qint64{0x5555'5555'5555};
    QTest::addRow("all ones") << qint64{0xFFFF'FFFF'FFFF} << qint64{0xFFFF'FFFF'FFFF};
    QTest::addRow("the 49th bit is lost") << qint64{0x1'0000'0000'0007} << qint64{7};
}

void TstClockCode::readsWhatWasDrawn()
{
    QFETCH(qint64, instant);
    QFETCH(qint64, read);
    auto luma = picture(640, 360, 1);
    QVERIFY(drawClockCode(luma.data(), 640, 640, 360, instant));
    QCOMPARE(readClockCode(luma.data(), 640, 640, 360), std::optional<int64_t>(read));
}

void TstClockCode::liesWhereTheHeaderSays()
{
    // Written from the header alone, as an outside reader would be.
    auto luma = picture(640, 360, 2);
    const auto below = picture(640, 360, 2);
    QVERIFY(drawClockCode(luma.data(), 640, 640, 360, kInstant));
    const auto cell = [&luma](int number) {
        const int x = number % 32 * 20 + 10;
        const int y = number / 32 * 20 + 10;
        return static_cast<int>(luma[static_cast<size_t>(y * 640 + x)]);
    };
    quint64 bits = 0;
    for (int i = 0; i < 64; ++i) {
        QVERIFY(cell(i) == 235 || cell(i) == 16);
        bits = bits << 1 | (cell(i) == 235 ? 1U : 0U);
    }
    QCOMPARE(bits >> 56, quint64{0xB2});
    QCOMPARE(bits >> 8 & 0xFFFF'FFFF'FFFF, quint64{kInstant});
    unsigned crc = 0; // CRC-8, polynomial 0x07, bit by bit over the 48 bits
    for (int i = 8; i < 56; ++i) {
        const unsigned bit = cell(i) == 235 ? 1U : 0U;
        const bool carry = ((crc >> 7) ^ bit) & 1U;
        crc = (crc << 1 ^ (carry ? 7U : 0U)) & 0xFFU;
    }
    QCOMPARE(bits & 0xFF, quint64{crc});
    QVERIFY(std::equal(luma.begin() + 640 * 40, luma.end(), below.begin() + 640 * 40));
}

void TstClockCode::readsAScaledPicture_data()
{
    QTest::addColumn<QSize>("drawn");
    QTest::addColumn<QSize>("read");
    QTest::addRow("1080p on a small tile") << QSize(1920, 1080) << QSize(320, 180);
    QTest::addRow("720p as it is") << QSize(1280, 720) << QSize(1280, 720);
    QTest::addRow("sub stream, halved") << QSize(640, 360) << QSize(320, 180);
    QTest::addRow("sub stream, magnified") << QSize(640, 360) << QSize(1920, 1080);
    QTest::addRow("sub stream on an odd tile") << QSize(640, 360) << QSize(637, 359);
    QTest::addRow("smallest drawn, halved") << QSize(320, 180) << QSize(160, 90);
}

void TstClockCode::readsAScaledPicture()
{
    QFETCH(QSize, drawn);
    QFETCH(QSize, read);
    auto luma = picture(drawn.width(), drawn.height(), 3);
    QVERIFY(drawClockCode(luma.data(), drawn.width(), drawn.width(), drawn.height(), kInstant));
    const auto tile = scaled(luma, drawn.width(), drawn.height(), read.width(), read.height());
    QCOMPARE(readClockCode(tile.data(), read.width(), read.width(), read.height()),
             std::optional<int64_t>(kInstant));
}

void TstClockCode::survivesTheCodec_data()
{
    QTest::addColumn<QByteArray>("codec");
    QTest::addColumn<QSize>("size");
    QTest::addRow("as the cameras encode") << QByteArray(
        "x264enc speed-preset=ultrafast tune=zerolatency bitrate=400 ! h264parse ! avdec_h264")
                                           << QSize(640, 360);
    QTest::addRow("a starved line, 100 kbit/s") << QByteArray(
        "x264enc speed-preset=ultrafast tune=zerolatency bitrate=100 ! h264parse ! avdec_h264")
                                                << QSize(640, 360);
    QTest::addRow("coarsest H.264 but one")
        << QByteArray("x264enc pass=quant quantizer=46 tune=zerolatency ! h264parse ! avdec_h264")
        << QSize(640, 360);
    QTest::addRow("MJPEG, quality 20")
        << QByteArray("jpegenc quality=20 ! jpegdec") << QSize(640, 360);
    QTest::addRow("smallest picture") << QByteArray(
        "x264enc speed-preset=ultrafast tune=zerolatency bitrate=200 ! h264parse ! avdec_h264")
                                      << QSize(320, 180);
}

void TstClockCode::survivesTheCodec()
{
    QFETCH(QByteArray, codec);
    QFETCH(QSize, size);
    QList<qint64> instants;
    for (int i = 0; i < 30; ++i)
        instants.append(kInstant + i * 67);
    QCOMPARE(throughCodec(codec, size, instants), instants);
}

void TstClockCode::refusesSmallPictures()
{
    auto luma = picture(318, 180, 4);
    const auto before = luma;
    QVERIFY(!drawClockCode(luma.data(), 318, 318, 180, kInstant));
    QVERIFY(!drawClockCode(nullptr, 640, 640, 360, kInstant));
    QCOMPARE(luma, before);
    QVERIFY(!readClockCode(nullptr, 640, 640, 360));
    QVERIFY(!readClockCode(luma.data(), 100, 100, 60));
}

void TstClockCode::oneWrongCellIsNoticed()
{
    auto whole = picture(640, 360, 5);
    QVERIFY(drawClockCode(whole.data(), 640, 640, 360, kInstant));
    for (int cell = 0; cell < 64; ++cell) {
        auto luma = whole;
        for (int y = cell / 32 * 20; y < cell / 32 * 20 + 20; ++y) {
            for (int x = cell % 32 * 20; x < cell % 32 * 20 + 20; ++x) {
                uint8_t &pixel = luma[static_cast<size_t>(y * 640 + x)];
                pixel = static_cast<uint8_t>(251 - pixel);
            }
        }
        QVERIFY2(!readClockCode(luma.data(), 640, 640, 360), qPrintable(QString::number(cell)));
    }
}

void TstClockCode::picturesWithoutCodeGiveNone()
{
    // A check of 16 bits lets one random picture in 65,536 through; these are known not to be it.
    for (unsigned seed = 0; seed < 200; ++seed) {
        const auto luma = picture(640, 360, seed);
        QVERIFY(!readClockCode(luma.data(), 640, 640, 360));
    }
    const std::vector<uint8_t> black(640 * 360, 16);
    QVERIFY(!readClockCode(black.data(), 640, 640, 360));
    const std::vector<uint8_t> white(640 * 360, 235);
    QVERIFY(!readClockCode(white.data(), 640, 640, 360));
}

VIGIE_TEST(TstClockCode)
#include "tst_clock_code.moc"
