// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <gl_bench.h>
#include <render/tile_feed.h>
#include <render/watermark.h>
#include <test_frames.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::render;

namespace {

constexpr QSize kTile(480, 270);

QImage plain(QSize size, const QColor &colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

QImage marked(QImage image, const Watermark &watermark, QRect where)
{
    Watermark::blend(*watermark.cell(where.size()), image.bits(), static_cast<int>(image.bytesPerLine()), where);
    return image;
}

int changed(const QImage &image, const QColor &from, QRect where)
{
    int count = 0;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x)
            count += test::distance(image.pixel(x, y), from.rgb()) > 20 ? 1 : 0;
    }
    return count;
}

} // namespace

class TstWatermark final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void isSeenOnEveryGroundAndEverywhere_data();
    void isSeenOnEveryGroundAndEverywhere();
    void leavesMostOfThePicture();
    void staysWithinThePicture();
    void namesThePersonAndTheSecond();
    void isRenderedOnceASecond();
    void standsOverTilesAndSnapshots();
    void looksTheSameOnTheGraphicsCard();
};

void TstWatermark::isSeenOnEveryGroundAndEverywhere_data()
{
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(320, 180), kTile, QSize(1920, 1080)}) {
        QTest::addRow("night, %d", size.width()) << QColor(Qt::black) << size;
        QTest::addRow("snow, %d", size.width()) << QColor(Qt::white) << size;
        QTest::addRow("tarmac, %d", size.width()) << QColor(110, 110, 110) << size;
    }
}

void TstWatermark::isSeenOnEveryGroundAndEverywhere()
{
    QFETCH(QColor, ground);
    QFETCH(QSize, size);
    test::FakeClock clock;
    const Watermark watermark(QStringLiteral("A101"), clock);
    const QImage image = marked(plain(size, ground), watermark, QRect({}, size));
    // Whatever part somebody photographs: in each ninth of the picture.
    for (int part = 0; part < 9; ++part) {
        const QRect where(part % 3 * size.width() / 3, part / 3 * size.height() / 3, size.width() / 3, size.height() / 3);
        QVERIFY2(changed(image, ground, where) > 40, qPrintable(QString::number(part)));
    }
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            QCOMPARE(qAlpha(image.pixel(x, y)), 255);
    }
}

void TstWatermark::leavesMostOfThePicture()
{
    test::FakeClock clock;
    const Watermark watermark(QStringLiteral("A101"), clock);
    const QImage image = marked(plain(kTile, Qt::black), watermark, QRect({}, kTile));
    QVERIFY(changed(image, Qt::black, image.rect()) < kTile.width() * kTile.height() / 5);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(qGreen(image.pixel(x, y)) < 110); // what is below shines through
    }
}

void TstWatermark::staysWithinThePicture()
{
    test::FakeClock clock;
    const Watermark watermark(QStringLiteral("A101"), clock);
    const QRect where(31, 17, 203, 101);
    const QImage image = marked(plain({400, 200}, Qt::red), watermark, where);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(where.contains(x, y) || image.pixelColor(x, y) == QColor(Qt::red));
    }
    QVERIFY(changed(image, Qt::red, where) > 0);
}

void TstWatermark::namesThePersonAndTheSecond()
{
    test::FakeClock clock;
    const Watermark martin(QStringLiteral("A101"), clock);
    const Watermark durand(QStringLiteral("P201"), clock);
    const auto now = martin.cell(kTile);
    QVERIFY(now->image != durand.cell(kTile)->image);
    clock.advance(std::chrono::seconds(1));
    QVERIFY(martin.cell(kTile)->image != now->image);
}

void TstWatermark::isRenderedOnceASecond()
{
    test::FakeClock clock;
    const Watermark watermark(QStringLiteral("A101"), clock);
    const auto first = watermark.cell(kTile);
    for (int i = 0; i < 100; ++i) // pictures of tiles that are nearly as large
        QCOMPARE(watermark.cell(kTile + QSize(i % 3, 0)), first);
    QCOMPARE(watermark.renders(), 1);
    (void)watermark.cell({1920, 1080});
    QCOMPARE(watermark.renders(), 2);
    clock.advance(std::chrono::seconds(1));
    (void)watermark.cell(kTile);
    (void)watermark.cell(kTile);
    QCOMPARE(watermark.renders(), 3);
}

void TstWatermark::standsOverTilesAndSnapshots()
{
    test::FakeClock clock;
    const auto watermark = std::make_shared<const Watermark>(QStringLiteral("A101"), clock);
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize(kTile);
    feed.setWatermark(watermark);
    feed.present(test::oneColour({.size = {640, 360}}, Qt::black));
    QVERIFY(changed(feed.takeImage(), Qt::black, QRect({}, kTile)) > 500);
    QCOMPARE(feed.snapshot().size(), QSize(640, 360));
    QVERIFY(changed(feed.snapshot(), Qt::black, QRect(0, 0, 640, 360)) > 500);
    feed.setTargetSize({300, 300}); // letterboxed: the bars stay black
    for (int i = 0; i < 5; ++i) {
        feed.present(test::oneColour({.size = {640, 360}}, Qt::black));
        QCOMPARE(changed(feed.takeImage(), Qt::black, QRect(0, 0, 300, 60)), 0);
    }
}

void TstWatermark::looksTheSameOnTheGraphicsCard()
{
    test::FakeClock clock;
    const auto watermark = std::make_shared<const Watermark>(QStringLiteral("A101"), clock);
    for (const auto &[name, format] : test::GlBench::dialects()) {
        test::GlBench bench;
        if (!bench.begin(format)) {
            bench.end();
            QSKIP("no OpenGL here; the second run, under Xvfb, has it");
        }
        GpuTileRenderer renderer;
        QVERIFY2(renderer.initialize(), qPrintable(renderer.error()));
        const auto frame = test::oneColour({.size = {640, 360}, .fullRange = true}, QColor(60, 60, 60));
        const QRect tile(10, 20, 480, 270);
        const QSize wall(500, 300);
        const QImage gpu = test::GlBench::drawn(renderer, *frame, wall, tile, {}, watermark.get());
        renderer.release();
        bench.end();
        const QImage cpu = marked(plain(wall, QColor(60, 60, 60)), *watermark, tile);
        for (int y = tile.top(); y <= tile.bottom(); ++y) {
            for (int x = tile.left(); x <= tile.right(); ++x)
                QVERIFY2(test::distance(gpu.pixel(x, y), cpu.pixel(x, y)) <= 3,
                         qPrintable(QStringLiteral("%1 at %2,%3").arg(QLatin1String(name)).arg(x).arg(y)));
        }
    }
}

VIGIE_TEST(TstWatermark)
#include "tst_watermark.moc"
