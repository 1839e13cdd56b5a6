// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <gl_bench.h>
#include <render/lens_map.h>
#include <render/tile_feed.h>
#include <test_frames.h>

#include <QtTest/QTest>

#include <cmath>

using namespace vigie;
using namespace vigie::render;
using media::PixelFormat;
using Mount = Panorama::Mount;

namespace {

/// libyuv's matrix and one interpolation of a picture of 8 bits.
constexpr int kTolerance = 6;
constexpr int kBackendTolerance = 6;
constexpr double kRadians = M_PI / 180.0;

/// A world in which every direction has a colour of its own.
QColor colourOf(const Vector3 &direction)
{
    const auto channel = [&](std::size_t axis) {
        return static_cast<int>(std::lround(128.0 + 90.0 * direction[axis]));
    };
    return {channel(0), channel(1), channel(2)};
}

/// What a fisheye on \p lens sees of it: from the lens's definition, not from LensMap.
media::FramePtr fisheye(const Panorama &lens, PixelFormat format, QSize size)
{
    const Matrix3 turn = lensFromWorld(lens.mount);
    return test::painted({format, size, true}, [&](int x, int y) {
        const double radius = lens.radius * size.height();
        const double dx = (x + 0.5 - lens.centre.x() * size.width()) / radius;
        const double dy = (y + 0.5 - lens.centre.y() * size.height()) / radius;
        const double distance = std::hypot(dx, dy);
        const double theta = distance * lens.lensDegrees / 2.0 * kRadians;
        if (distance > 1.05)
            return QColor(Qt::black);
        const double aside = distance > 0.0 ? std::sin(theta) / distance : 0.0;
        const Vector3 inLens{dx * aside, dy * aside, std::cos(theta)};
        Vector3 world{};
        for (std::size_t i = 0; i < 3; ++i)
            world[i] = turn[0][i] * inLens[0] + turn[1][i] * inLens[1] + turn[2][i] * inLens[2];
        return colourOf(world);
    });
}

/// The direction at a point (fractions) of a view: a camera turned by pan, then by tilt.
Vector3 directionIn(const LensView &view, QSize size, double x, double y)
{
    const double across = std::tan(view.fieldOfView / 2.0 * kRadians);
    double right = (2.0 * x - 1.0) * across;
    double up = (1.0 - 2.0 * y) * across * size.height() / size.width();
    double ahead = 1.0;
    const double length = std::sqrt(right * right + up * up + ahead * ahead);
    right /= length;
    up /= length;
    ahead /= length;
    const double t = view.tilt * kRadians;
    const double risen = up * std::cos(t) + ahead * std::sin(t);
    const double level = ahead * std::cos(t) - up * std::sin(t);
    const double p = view.pan * kRadians;
    return {right * std::cos(p) + level * std::sin(p), risen, level * std::cos(p) - right * std::sin(p)};
}

} // namespace

class TstDewarp final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void aViewShowsTheWorldAsItIs_data();
    void aViewShowsTheWorldAsItIs();
    void aStripShowsTheWorldAllRound_data();
    void aStripShowsTheWorldAllRound();
    void beyondTheLensItIsBlack();
    void everyFormatIsMadeStraight_data();
    void everyFormatIsMadeStraight();
    void bothBackEndsShowTheSame_data();
    void bothBackEndsShowTheSame();
    void aZoomShowsThePartAskedFor_data();
    void aZoomShowsThePartAskedFor();
};

void TstDewarp::aViewShowsTheWorldAsItIs_data()
{
    QTest::addColumn<Panorama>("lens");
    QTest::addColumn<LensView>("view");
    const Panorama ceiling{Mount::Ceiling, 180.0, {0.5, 0.5}, 0.5};
    const Panorama wall{Mount::Wall, 185.0, {0.48, 0.52}, 0.47};
    const Panorama table{Mount::Table, 200.0, {0.5, 0.5}, 0.49};
    QTest::newRow("from a ceiling, ahead") << ceiling << LensView{0, -45, 60};
    QTest::newRow("from a ceiling, behind to the left") << ceiling << LensView{-150, -35, 50};
    QTest::newRow("from a ceiling, straight down") << ceiling << LensView{30, -90, 80};
    QTest::newRow("from a wall, ahead") << wall << LensView{0, 0, 90};
    QTest::newRow("from a wall, right and down") << wall << LensView{40, -20, 60};
    QTest::newRow("from a table, behind") << table << LensView{170, 30, 70};
    QTest::newRow("from a table, close") << table << LensView{-60, 20, 12};
}

void TstDewarp::aViewShowsTheWorldAsItIs()
{
    QFETCH(Panorama, lens);
    QFETCH(LensView, view);
    const QSize tile(320, 180);
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize(tile);
    feed.setLook({{0, 0, 1, 1}, Dewarp{lens, Dewarp::Mode::View, view}});
    feed.present(fisheye(lens, PixelFormat::I420, {900, 900}));
    const QImage image = feed.takeImage();
    QCOMPARE(image.size(), tile);
    for (int y = 0; y < tile.height(); y += 7) {
        for (int x = 0; x < tile.width(); x += 9) {
            const QColor expected = colourOf(directionIn(view, tile, (x + 0.5) / tile.width(), (y + 0.5) / tile.height()));
            QVERIFY2(test::distance(image.pixel(x, y), expected.rgb()) <= kTolerance,
                     qPrintable(QStringLiteral("%1,%2: %3, not %4").arg(x).arg(y).arg(QColor(image.pixel(x, y)).name(), expected.name())));
        }
    }
}

void TstDewarp::aStripShowsTheWorldAllRound_data()
{
    QTest::addColumn<Mount>("mount");
    QTest::newRow("from a ceiling") << Mount::Ceiling;
    QTest::newRow("from a wall") << Mount::Wall;
    QTest::newRow("from a table") << Mount::Table;
}

void TstDewarp::aStripShowsTheWorldAllRound()
{
    QFETCH(Mount, mount);
    const Panorama lens{mount, 180.0, {0.5, 0.5}, 0.5};
    const PictureLook look{{0, 0, 1, 1}, Dewarp{lens, Dewarp::Mode::Strip, {}}};
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({720, 480});
    feed.setLook(look);
    feed.present(fisheye(lens, PixelFormat::I420, {1000, 1000}));
    const QImage image = feed.takeImage();
    const QRect where = letterbox({1000, 1000}, 1.0, look, {720, 480});
    const StripRange range = stripRange(lens);
    for (int y = where.top() + 4; y < where.bottom() - 4; y += 5) {
        for (int x = where.left() + 4; x < where.right() - 4; x += 11) {
            const QColor expected = colourOf(worldDirection(range.panLeft + (x - where.x() + 0.5) / where.width() * range.panSpan,
                                                            range.tiltTop - (y - where.y() + 0.5) / where.height() * range.tiltSpan));
            const QRgb seen = image.pixel(x, y);
            if (seen == qRgb(0, 0, 0) && mount == Mount::Wall)
                continue; // the corners of a half circle: not seen by the lens
            QVERIFY2(test::distance(seen, expected.rgb()) <= kTolerance,
                     qPrintable(QStringLiteral("%1,%2: %3, not %4").arg(x).arg(y).arg(QColor(seen).name(), expected.name())));
        }
    }
    if (where.top() > 5)
        QCOMPARE(image.pixel(360, where.top() - 5), qRgb(0, 0, 0));
}

void TstDewarp::beyondTheLensItIsBlack()
{
    const Panorama lens{Mount::Wall, 180.0, {0.5, 0.5}, 0.5};
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({320, 180});
    feed.setLook({{0, 0, 1, 1}, Dewarp{lens, Dewarp::Mode::View, {80, 0, 60}}});
    feed.present(test::oneColour({PixelFormat::I420, {600, 600}}, Qt::white));
    const QImage image = feed.takeImage();
    QVERIFY(test::distance(image.pixel(160, 90), qRgb(255, 255, 255)) <= 3);
    QVERIFY(test::distance(image.pixel(300, 90), qRgb(0, 0, 0)) <= 3);
}

void TstDewarp::everyFormatIsMadeStraight_data()
{
    QTest::addColumn<PixelFormat>("format");
    QTest::newRow("I422") << PixelFormat::I422;
    QTest::newRow("I444") << PixelFormat::I444;
    QTest::newRow("NV12") << PixelFormat::Nv12;
    QTest::newRow("P010") << PixelFormat::P010;
}

void TstDewarp::everyFormatIsMadeStraight()
{
    QFETCH(PixelFormat, format);
    const Panorama lens{Mount::Ceiling, 180.0, {0.5, 0.5}, 0.5};
    const LensView view{20, -50, 70};
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({161, 91});
    feed.setLook({{0, 0, 1, 1}, Dewarp{lens, Dewarp::Mode::View, view}});
    feed.present(fisheye(lens, format, {601, 599}));
    const QImage image = feed.takeImage();
    for (int y = 0; y < 91; y += 6) {
        for (int x = 0; x < 161; x += 7) {
            const QColor expected = colourOf(directionIn(view, {161, 91}, (x + 0.5) / 161, (y + 0.5) / 91));
            QVERIFY(test::distance(image.pixel(x, y), expected.rgb()) <= kTolerance);
        }
    }
}

void TstDewarp::bothBackEndsShowTheSame_data()
{
    QTest::addColumn<PictureLook>("look");
    const Panorama ceiling{Mount::Ceiling, 185.0, {0.5, 0.48}, 0.48};
    const QRectF whole(0, 0, 1, 1);
    QTest::newRow("zoomed") << PictureLook{{0.21, 0.33, 0.25, 0.25}, {}};
    QTest::newRow("zoomed in far") << PictureLook{{0.4, 0.5, 0.0625, 0.0625}, {}};
    QTest::newRow("a view") << PictureLook{whole, Dewarp{ceiling, Dewarp::Mode::View, {30, -40, 70}}};
    QTest::newRow("a view beyond the lens")
        << PictureLook{whole, Dewarp{{Mount::Wall, 180, {0.5, 0.5}, 0.5}, Dewarp::Mode::View, {70, 0, 90}}};
    QTest::newRow("a strip") << PictureLook{whole, Dewarp{ceiling, Dewarp::Mode::Strip, {}}};
    QTest::newRow("part of a strip") << PictureLook{{0.5, 0.25, 0.5, 0.5}, Dewarp{ceiling, Dewarp::Mode::Strip, {}}};
}

void TstDewarp::bothBackEndsShowTheSame()
{
    QFETCH(PictureLook, look);
    const QSize size(320, 180);
    const Panorama lens = look.dewarp ? look.dewarp->lens : Panorama{};
    const auto frame = fisheye(lens, PixelFormat::I420, {900, 900});
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize(size);
    feed.setLook(look);
    feed.present(frame);
    const QImage cpu = feed.takeImage();
    const QRect where = letterbox(frame->size, 1.0, look, size).adjusted(2, 2, -2, -2);
    for (const auto &[name, format] : test::GlBench::dialects()) {
        test::GlBench bench;
        if (!bench.begin(format)) {
            bench.end();
            QSKIP("no OpenGL here; the second run, under Xvfb, has it");
        }
        GpuTileRenderer renderer;
        QVERIFY2(renderer.initialize(), qPrintable(renderer.error()));
        const QImage gpu = test::GlBench::drawn(renderer, *frame, size, QRect({}, size), look);
        renderer.release();
        bench.end();
        int off = 0;
        for (int y = where.top(); y <= where.bottom(); ++y) {
            for (int x = where.left(); x <= where.right(); ++x)
                off += test::distance(gpu.pixel(x, y), cpu.pixel(x, y)) > kBackendTolerance ? 1 : 0;
        }
        // Along the rim of the lens one pixel is black here and not there.
        QVERIFY2(off <= where.width() * where.height() / 200,
                 qPrintable(QStringLiteral("%1: %2 pixels differ").arg(QLatin1String(name)).arg(off)));
    }
}

void TstDewarp::aZoomShowsThePartAskedFor_data()
{
    QTest::addColumn<QRectF>("crop");
    QTest::addColumn<QSize>("tile");
    QTest::newRow("a quarter") << QRectF(0.5, 0.25, 0.5, 0.5) << QSize(320, 180);
    QTest::newRow("between pixels") << QRectF(0.3333, 0.2511, 0.4, 0.4) << QSize(477, 268);
    QTest::newRow("sixteen times") << QRectF(0.61, 0.37, 0.0625, 0.0625) << QSize(480, 270);
    QTest::newRow("the last corner") << QRectF(0.9375, 0.9375, 0.0625, 0.0625) << QSize(333, 187);
    QTest::newRow("a main stream made smaller") << QRectF(0.1, 0.1, 0.8, 0.8) << QSize(160, 90);
}

void TstDewarp::aZoomShowsThePartAskedFor()
{
    QFETCH(QRectF, crop);
    QFETCH(QSize, tile);
    const QSize size(641, 361);
    const auto gradient = [size](double x, double y) {
        return QColor(static_cast<int>(std::lround(20 + 200 * x / size.width())),
                      static_cast<int>(std::lround(20 + 200 * y / size.height())), 90);
    };
    for (const PixelFormat format : {PixelFormat::I420, PixelFormat::I422, PixelFormat::I444, PixelFormat::Nv12}) {
        const auto frame = test::painted({format, size, true}, [&](int x, int y) { return gradient(x + 0.5, y + 0.5); });
        TileFeed feed(Backend::Cpu);
        feed.setTargetSize(tile);
        feed.setLook({crop, {}});
        feed.present(frame);
        const QImage image = feed.takeImage();
        for (int y = 2; y < tile.height() - 2; y += 5) {
            for (int x = 2; x < tile.width() - 2; x += 7) {
                const QColor expected = gradient((crop.x() + (x + 0.5) / tile.width() * crop.width()) * size.width(),
                                                 (crop.y() + (y + 0.5) / tile.height() * crop.height()) * size.height());
                QVERIFY2(test::distance(image.pixel(x, y), expected.rgb()) <= kTolerance,
                         qPrintable(QStringLiteral("format %1 at %2,%3: %4, not %5").arg(static_cast<int>(format)).arg(x).arg(y).arg(QColor(image.pixel(x, y)).name(), expected.name())));
            }
        }
    }
}

VIGIE_TEST(TstDewarp)
#include "tst_dewarp.moc"
