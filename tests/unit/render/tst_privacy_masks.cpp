// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <gl_bench.h>
#include <memory_surface.h>
#include <render/picture_pool.h>
#include <render/tile_feed.h>
#include <test_frames.h>

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <atomic>
#include <cmath>
#include <thread>

using namespace vigie;
using namespace vigie::render;
using media::PixelFormat;

Q_DECLARE_METATYPE(vigie::PrivacyMask::Style)

namespace {

constexpr QSize kPicture(640, 360);
/// What nobody may see: stripes of magenta, in a window of the picture.
const QRectF kWindow(0.375, 0.4, 0.25, 0.2);
const QRectF kWhole(0.0, 0.0, 1.0, 1.0);

PrivacyMask maskOver(const QRectF &area, PrivacyMask::Style style = PrivacyMask::Style::Filled)
{
    return {style, {area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()}};
}

bool isMagenta(QRgb pixel)
{
    return qRed(pixel) > 190 && qBlue(pixel) > 190 && qGreen(pixel) < 60;
}

bool shows(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (isMagenta(image.pixel(x, y)))
                return true;
        }
    }
    return false;
}

media::FramePtr street(PixelFormat format = PixelFormat::I420, QSize size = kPicture)
{
    const QRectF window(kWindow.x() * size.width(), kWindow.y() * size.height(), kWindow.width() * size.width(),
                        kWindow.height() * size.height());
    return test::painted({format, size}, [window, size](int x, int y) {
        const bool inside = window.contains(x + 0.5, y + 0.5);
        const int stripe = size.width() / 80;
        return inside && x / stripe % 2 == 0 ? QColor(255, 0, 255) : QColor(40, 160, 40);
    });
}

/// One way from a decoded picture to somebody's eyes.
struct Way {
    const char *name;
    Backend backend;
    std::function<QImage(TileFeed &)> take; ///< after one picture was presented
    PictureLook look;
    QSize tile = kPicture;
    bool onDevice = false; ///< the decoder left the picture there
};

Dewarp wall(Dewarp::Mode mode)
{
    return {{Panorama::Mount::Wall, 180.0, {0.5, 0.5}, 0.9}, mode, {0.0, 0.0, 40.0}};
}

/// The frame of the GPU path as anybody could convert it.
QImage ofFrame(TileFeed &feed)
{
    const auto frame = feed.takeFrame();
    if (!frame)
        return {};
    TileFeed bare(Backend::Cpu); // no masks: shows whatever is in the frame
    bare.setTargetSize(frame->size);
    bare.present(frame);
    return bare.takeImage();
}

QImage drawnByGpu(TileFeed &feed)
{
    test::GlBench bench;
    const auto frame = feed.takeFrame();
    if (!frame || !bench.begin(test::GlBench::dialects().at(0).second)) {
        bench.end();
        return {};
    }
    GpuTileRenderer renderer;
    QImage image;
    if (renderer.initialize())
        image = test::GlBench::drawn(renderer, *frame, kPicture, QRect({}, kPicture), feed.look());
    renderer.release();
    bench.end();
    return image;
}

QList<Way> ways()
{
    const auto image = [](TileFeed &feed) { return feed.takeImage(); };
    const auto snapshot = [](TileFeed &feed) { return feed.snapshot(); };
    const auto still = [](TileFeed &feed) { // a look that changes while the picture stands still
        const qint64 before = feed.takeImage().cacheKey();
        int turn = 0;
        const bool repainted = QTest::qWaitFor([&] {
            feed.setLook({{0.3, 0.3, ++turn % 2 == 0 ? 0.4 : 0.41, 0.4}, {}});
            return feed.takeImage().cacheKey() != before;
        });
        return repainted ? feed.takeImage() : QImage();
    };
    const QRectF zoomed(0.4, 0.4, 0.2, 0.2);
    return {{"tile", Backend::Cpu, image, {}},
            {"large tile", Backend::Cpu, image, {}, {1277, 717}},
            {"zoomed into the window", Backend::Cpu, image, {{0.47, 0.47, 0.0625, 0.0625}, {}}},
            {"zoomed beside it", Backend::Cpu, image, {zoomed, {}}},
            {"dewarped view", Backend::Cpu, image, {kWhole, wall(Dewarp::Mode::View)}},
            {"panorama strip", Backend::Cpu, image, {kWhole, wall(Dewarp::Mode::Strip)}, {1280, 720}},
            {"look changed on the last picture", Backend::Cpu, still, {}},
            {"snapshot", Backend::Cpu, snapshot, {}},
            {"snapshot of a small tile", Backend::Cpu, snapshot, {}, {64, 36}},
            {"snapshot of a zoomed tile", Backend::Cpu, snapshot, {zoomed, {}}},
            {"frame for the graphics card", Backend::Gpu, ofFrame, {}},
            {"snapshot with the graphics card", Backend::Gpu, snapshot, {}},
            {"drawn by the graphics card", Backend::Gpu, drawnByGpu, {}},
            {"zoomed by the graphics card", Backend::Gpu, drawnByGpu, {zoomed, {}}},
            {"dewarped by the graphics card", Backend::Gpu, drawnByGpu, {kWhole, wall(Dewarp::Mode::View)}},
            {"left on the device", Backend::Gpu, ofFrame, {}, kPicture, true},
            {"left on the device, drawn by the graphics card", Backend::Gpu, drawnByGpu, {}, kPicture, true},
            {"left on the device, snapshot", Backend::Gpu, snapshot, {}, kPicture, true},
            {"left on the device, processor", Backend::Cpu, image, {}, kPicture, true}};
}

} // namespace

Q_DECLARE_METATYPE(Way)

/// Whatever the way, no pixel a mask covers comes out.
class TstPrivacyMasks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void noWayOutShowsWhatIsMasked_data();
    void noWayOutShowsWhatIsMasked();
    void everyFormatIsMasked_data();
    void everyFormatIsMasked();
    void everySizeOfStreamIsMasked();
    void newMasksLetGoOfWhatIsHeld();
    void noPictureSlipsThroughWhileMasksChange();
    void whatCannotBeMaskedIsNotShown();
    void theSourceIsNotTouched();
    void aBlurIsCoarseAndLeavesTheRest();
    void aPolygonCoversWhatItTouchesAndNoMore();
};

void TstPrivacyMasks::noWayOutShowsWhatIsMasked_data()
{
    QTest::addColumn<Way>("way");
    QTest::addColumn<PrivacyMask::Style>("style");
    const QList<Way> all = ways();
    for (const Way &way : all) {
        QTest::addRow("%s, filled", way.name) << way << PrivacyMask::Style::Filled;
        QTest::addRow("%s, blurred", way.name) << way << PrivacyMask::Style::Blurred;
    }
}

void TstPrivacyMasks::noWayOutShowsWhatIsMasked()
{
    QFETCH(Way, way);
    QFETCH(PrivacyMask::Style, style);
    const auto seen = [&way](const QList<PrivacyMask> &masks) {
        TileFeed feed(way.backend);
        feed.setTargetSize(way.tile);
        feed.setLook(way.look);
        feed.setMasks(masks);
        feed.present(way.onDevice ? test::onDevice(street(PixelFormat::Nv12)).frame : street());
        return way.take(feed);
    };
    const QImage bare = seen({});
    if (bare.isNull() && way.backend == Backend::Gpu)
        QSKIP("no OpenGL here; the second run, under Xvfb, has it");
    QVERIFY2(shows(bare), "this way would show the window: otherwise it proves nothing");
    const QImage masked = seen({maskOver(kWindow, style)});
    QCOMPARE(masked.size(), bare.size());
    QVERIFY(!shows(masked));
}

void TstPrivacyMasks::everyFormatIsMasked_data()
{
    QTest::addColumn<PixelFormat>("format");
    QTest::newRow("I420") << PixelFormat::I420;
    QTest::newRow("I422") << PixelFormat::I422;
    QTest::newRow("I444") << PixelFormat::I444;
    QTest::newRow("NV12") << PixelFormat::Nv12;
    QTest::newRow("I010") << PixelFormat::I010;
    QTest::newRow("P010") << PixelFormat::P010;
}

void TstPrivacyMasks::everyFormatIsMasked()
{
    QFETCH(PixelFormat, format);
    for (const auto style : {PrivacyMask::Style::Filled, PrivacyMask::Style::Blurred}) {
        for (const QSize size : {kPicture, QSize(641, 361)}) {
            TileFeed feed(Backend::Cpu);
            feed.setTargetSize(size);
            feed.present(street(format, size));
            QVERIFY(shows(feed.takeImage()));
            feed.setMasks({maskOver(kWindow, style)});
            feed.present(street(format, size));
            QVERIFY(!feed.takeImage().isNull());
            QVERIFY(!shows(feed.takeImage()));
            QVERIFY(!shows(feed.snapshot()));
        }
    }
}

void TstPrivacyMasks::everySizeOfStreamIsMasked()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({960, 540});
    feed.setMasks({maskOver(kWindow)});
    // A stream switch: the first picture of the new one as well as the last of the old one.
    for (int i = 0; i < 6; ++i) {
        feed.present(street(i % 3 == 0 ? PixelFormat::Nv12 : PixelFormat::I420,
                            i % 2 == 0 ? kPicture : QSize(1280, 720)));
        QVERIFY(!feed.takeImage().isNull());
        QVERIFY(!shows(feed.takeImage()));
    }
}

void TstPrivacyMasks::newMasksLetGoOfWhatIsHeld()
{
    for (const Backend backend : {Backend::Cpu, Backend::Gpu}) {
        TileFeed feed(backend);
        feed.setTargetSize(kPicture);
        feed.present(street());
        QVERIFY(shows(feed.snapshot()));
        QSignalSpy letGo(&feed, &TileFeed::curtainFell);
        feed.setMasks({maskOver(kWindow)});
        QCOMPARE(letGo.size(), 1); // what is painted goes with this turn of the event loop
        QVERIFY(feed.takeImage().isNull());
        QVERIFY(!feed.takeFrame());
        QVERIFY(feed.snapshot().isNull());
        feed.setMasks({maskOver(kWindow)});
        QCOMPARE(letGo.size(), 1);
        QVERIFY(!feed.isCurtained());
    }
}

void TstPrivacyMasks::noPictureSlipsThroughWhileMasksChange()
{
    for (const Backend backend : {Backend::Cpu, Backend::Gpu}) {
        TileFeed feed(backend);
        feed.setTargetSize({320, 180});
        const auto frame = street();
        std::atomic<bool> go = true;
        std::atomic<int> put = 0;
        std::jthread session([&] {
            while (go) {
                feed.present(frame);
                ++put;
            }
        });
        for (int round = 0; round < 20; ++round) {
            feed.setMasks({});
            for (const int before = put; put < before + 2;)
                std::this_thread::yield();
            feed.setMasks({maskOver(kWindow)});
            for (const int before = put; put < before + 2;) {
                const QImage image = backend == Backend::Cpu ? feed.takeImage() : feed.snapshot();
                QVERIFY(!shows(image));
            }
        }
        go = false;
    }
}

void TstPrivacyMasks::whatCannotBeMaskedIsNotShown()
{
    auto elsewhere = std::make_shared<media::Frame>(); // in the memory of a graphics card, say
    elsewhere->size = kPicture;
    for (const Backend backend : {Backend::Cpu, Backend::Gpu}) {
        TileFeed feed(backend);
        feed.setTargetSize(kPicture);
        feed.setMasks({maskOver(kWindow)});
        feed.present(elsewhere);
        QVERIFY(!feed.takeFrame());
        QVERIFY(feed.takeImage().isNull());
        QVERIFY(feed.snapshot().isNull());
    }
}

void TstPrivacyMasks::theSourceIsNotTouched()
{
    const auto frame = street(); // other tiles and the evidence share it
    TileFeed feed(Backend::Gpu);
    feed.setMasks({maskOver(kWindow)});
    feed.present(frame);
    QVERIFY(feed.takeFrame() != frame);
    feed.setMasks({});
    feed.present(frame);
    QCOMPARE(feed.takeFrame(), frame); // unmasked, nothing is copied
    QVERIFY(shows(ofFrame(feed)));
}

void TstPrivacyMasks::aBlurIsCoarseAndLeavesTheRest()
{
    const auto noise = [](int x, int y) {
        const int value = (x * 7919 + y * 104729 + x * y * 31) % 256;
        return QColor(value, value, value);
    };
    const auto frame = test::painted({PixelFormat::I444, kPicture, true}, noise);
    TileFeed feed(Backend::Gpu);
    feed.setMasks({maskOver({0.25, 0.25, 0.5, 0.5}, PrivacyMask::Style::Blurred)}); // 160 … 480, 90 … 270
    feed.present(frame);
    const auto masked = feed.takeFrame();
    const auto luma = [](const media::Frame &picture, int x, int y) {
        return picture.planes[0][picture.strides[0] * y + x];
    };
    for (int y = 0; y < kPicture.height(); ++y) {
        for (int x = 0; x < kPicture.width(); ++x) {
            if (!QRect(157, 87, 326, 186).contains(x, y)) {
                QCOMPARE(luma(*masked, x, y), luma(*frame, x, y));
            } else if (QRect(160, 96, 304, 160).contains(x, y)) {
                QCOMPARE(luma(*masked, x, y), luma(*masked, x / 16 * 16, y / 16 * 16)); // one shade a block
                QCOMPARE(luma(*masked, x, y) % 16, 0); // one of sixteen
            }
        }
    }
}

void TstPrivacyMasks::aPolygonCoversWhatItTouchesAndNoMore()
{
    const auto frame = test::oneColour({PixelFormat::I444, {200, 200}, true}, Qt::white);
    TileFeed feed(Backend::Gpu);
    // A triangle, and a bow whose crossing leaves no hole.
    feed.setMasks({{PrivacyMask::Style::Filled, {{0.1, 0.1}, {0.4, 0.1}, {0.1, 0.4}}},
                   {PrivacyMask::Style::Filled, {{0.6, 0.6}, {0.9, 0.9}, {0.9, 0.6}, {0.6, 0.9}}}});
    feed.present(frame);
    const auto masked = feed.takeFrame();
    const auto isCovered = [&](int x, int y) {
        return masked->planes[0][masked->strides[0] * y + x] != 255;
    };
    QVERIFY(isCovered(20, 20) && isCovered(30, 40) && isCovered(78, 20) && isCovered(20, 78) && isCovered(49, 49));
    QVERIFY(!isCovered(60, 60) && !isCovered(16, 30) && !isCovered(90, 20) && !isCovered(10, 10));
    QVERIFY(isCovered(130, 150) && isCovered(170, 150) && !isCovered(150, 130) && !isCovered(150, 175));
}

VIGIE_TEST(TstPrivacyMasks)
#include "tst_privacy_masks.moc"
