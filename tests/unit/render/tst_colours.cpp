// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <gl_bench.h>
#include <render/tile_feed.h>
#include <test_frames.h>

#include <QtTest/QTest>

extern "C" {
#include <libswscale/swscale.h>
}

#include <algorithm>

using namespace vigie;
using namespace vigie::render;
using media::ColourSpace;
using media::PixelFormat;

namespace {

/// libyuv keeps six bits behind the point of a matrix.
constexpr int kCpuTolerance = 4;
/// The shader is exact; FFmpeg rounds on its way.
constexpr int kGpuTolerance = 3;
constexpr int kPatch = 16;
constexpr QSize kSize(8 * kPatch, 6 * kPatch);

/// The corners of the cube of colours, greys, and what lies between: 48 patches.
QColor patch(int x, int y)
{
    const int number = y / kPatch * 8 + x / kPatch;
    if (number < 8)
        return {number & 1 ? 255 : 0, number & 2 ? 255 : 0, number & 4 ? 255 : 0};
    if (number < 16)
        return {number * 15, number * 15, number * 15};
    return {number * 73 % 256, number * 151 % 256, number * 199 % 256};
}

QImage byFfmpeg(const media::Frame &frame)
{
    const auto format = [&frame] {
        switch (frame.format) {
        case PixelFormat::I420: return AV_PIX_FMT_YUV420P;
        case PixelFormat::I422: return AV_PIX_FMT_YUV422P;
        case PixelFormat::I444: return AV_PIX_FMT_YUV444P;
        case PixelFormat::Nv12: return AV_PIX_FMT_NV12;
        case PixelFormat::I010: return AV_PIX_FMT_YUV420P10LE;
        case PixelFormat::P010: return AV_PIX_FMT_P010LE;
        }
        return AV_PIX_FMT_NONE;
    }();
    const int space = frame.colourSpace == ColourSpace::Bt709 ? SWS_CS_ITU709
        : frame.colourSpace == ColourSpace::Bt2020            ? SWS_CS_BT2020
                                                              : SWS_CS_ITU601;
    const int w = frame.size.width();
    const int h = frame.size.height();
    const std::unique_ptr<SwsContext, decltype(&sws_freeContext)> scaler(
        sws_getContext(w, h, format, w, h, AV_PIX_FMT_BGRA,
                       SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP, nullptr, nullptr,
                       nullptr),
        &sws_freeContext);
    if (!scaler
        || sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(space), frame.fullRange ? 1 : 0,
                                    sws_getCoefficients(space), 1, 0, 1 << 16, 1 << 16)
            < 0)
        return {};
    QImage image(frame.size, QImage::Format_RGB32);
    std::uint8_t *to[4] = {image.bits(), nullptr, nullptr, nullptr};
    const int toStride[4] = {static_cast<int>(image.bytesPerLine()), 0, 0, 0};
    const std::uint8_t *from[4] = {frame.planes[0], frame.planes[1], frame.planes[2], nullptr};
    const int fromStride[4] = {frame.strides[0], frame.strides[1], frame.strides[2], 0};
    sws_scale(scaler.get(), from, fromStride, 0, h, to, toStride);
    return image;
}

struct Worst {
    int distance = 0;
    QString where;
};

/// The largest difference inside the patches: at their edges every converter interpolates colours in its own way.
Worst worstOf(const QImage &ours, const QImage &theirs)
{
    Worst worst;
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            const auto isEdge = [](int at) { return at % kPatch < 4 || at % kPatch >= kPatch - 4; };
            if (isEdge(x) || isEdge(y))
                continue;
            const int distance = test::distance(ours.pixel(x, y), theirs.pixel(x, y));
            if (distance > worst.distance)
                worst = {distance,
                         QStringLiteral("%1: %2, FFmpeg %3")
                             .arg(patch(x, y).name(), QColor(ours.pixel(x, y)).name(), QColor(theirs.pixel(x, y)).name())};
        }
    }
    return worst;
}

} // namespace

/// Colours against FFmpeg's own conversion, for every format, matrix and range.
class TstColours final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void areThoseOfFfmpeg_data();
    void areThoseOfFfmpeg();
};

void TstColours::areThoseOfFfmpeg_data()
{
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<ColourSpace>("space");
    QTest::addColumn<bool>("fullRange");
    const std::pair<const char *, PixelFormat> formats[] = {
        {"I420", PixelFormat::I420}, {"I422", PixelFormat::I422}, {"I444", PixelFormat::I444}, // NOLINT
        {"NV12", PixelFormat::Nv12}, {"I010", PixelFormat::I010}, {"P010", PixelFormat::P010}};
    const std::pair<const char *, ColourSpace> spaces[] = {
        {"BT.601", ColourSpace::Bt601}, {"BT.709", ColourSpace::Bt709}, {"BT.2020", ColourSpace::Bt2020}}; // NOLINT
    for (const auto &[formatName, format] : formats) {
        for (const auto &[spaceName, space] : spaces) {
            QTest::addRow("%s, %s limited", formatName, spaceName) << format << space << false;
            QTest::addRow("%s, %s full", formatName, spaceName) << format << space << true;
        }
    }
}

void TstColours::areThoseOfFfmpeg()
{
    QFETCH(PixelFormat, format);
    QFETCH(ColourSpace, space);
    QFETCH(bool, fullRange);
    const auto frame = test::painted({format, kSize, fullRange, space}, patch);
    const QImage theirs = byFfmpeg(*frame);
    QVERIFY(!theirs.isNull());
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize(kSize);
    feed.present(frame);
    const QImage ours = feed.takeImage();
    QVERIFY(!ours.isNull());
    const Worst cpu = worstOf(ours, theirs);
    QVERIFY2(cpu.distance <= kCpuTolerance, qPrintable(QStringLiteral("CPU, off by %1 at %2").arg(cpu.distance).arg(cpu.where)));

    test::GlBench bench;
    if (!bench.begin(test::GlBench::dialects().at(0).second)) {
        bench.end();
        return; // the second run, under Xvfb, has OpenGL
    }
    TileFeed gpuFeed(Backend::Gpu);
    gpuFeed.present(frame);
    GpuTileRenderer renderer;
    QVERIFY2(renderer.initialize(), qPrintable(renderer.error()));
    const Worst gpu = worstOf(test::GlBench::drawn(renderer, *gpuFeed.takeFrame(), kSize, QRect({}, kSize)), theirs);
    renderer.release();
    bench.end();
    QVERIFY2(gpu.distance <= kGpuTolerance, qPrintable(QStringLiteral("GPU, off by %1 at %2").arg(gpu.distance).arg(gpu.where)));
}

VIGIE_TEST(TstColours)
#include "tst_colours.moc"
