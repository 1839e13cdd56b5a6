// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/frame_scaler.h>
#include <test_frames.h>

#include <QtGui/QImage>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::render;
using media::ColourSpace;
using media::PixelFormat;
using test::FrameRequest;

/// libyuv's matrices have six bits behind the point, and its BT.709 cuts the blue of U at 2.0
/// instead of 2.11. A wrong matrix or range is off by far more on at least one of the colours.
constexpr int kTolerance = 14;

class TstFrameScaler final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coloursAreRight_data();
    void coloursAreRight();
    void everySizeKeepsTheHalves_data();
    void everySizeKeepsTheHalves();
    void fineTextureBecomesGrey();
    void standsInTheTile_data();
    void standsInTheTile();
    void touchesNothingOutside();
    void refusesFramesWithoutPlanes();
};

void TstFrameScaler::coloursAreRight_data()
{
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<bool>("fullRange");
    QTest::addColumn<media::ColourSpace>("space");
    const std::pair<const char *, PixelFormat> formats[] = {{"I420", PixelFormat::I420},
                                                            {"I422", PixelFormat::I422}, // NOLINT
                                                            {"I444", PixelFormat::I444},
                                                            {"NV12", PixelFormat::Nv12}};
    for (const auto &[name, format] : formats) {
        QTest::addRow("%s, BT.601 limited", name) << format << false << ColourSpace::Bt601;
        QTest::addRow("%s, BT.601 full (JPEG)", name) << format << true << ColourSpace::Bt601;
        QTest::addRow("%s, BT.709 limited", name) << format << false << ColourSpace::Bt709;
        QTest::addRow("%s, BT.709 full", name) << format << true << ColourSpace::Bt709;
        QTest::addRow("%s, BT.2020 limited", name) << format << false << ColourSpace::Bt2020;
        QTest::addRow("%s, BT.2020 full", name) << format << true << ColourSpace::Bt2020;
    }
}

void TstFrameScaler::coloursAreRight()
{
    QFETCH(PixelFormat, format);
    QFETCH(bool, fullRange);
    QFETCH(media::ColourSpace, space);
    FrameScaler scaler;
    for (const QColor &colour :
         {QColor(255, 255, 255), QColor(0, 0, 0), QColor(128, 128, 128), QColor(200, 30, 40),
          QColor(30, 180, 60), QColor(40, 50, 210), QColor(230, 200, 40)}) {
        const auto frame = test::oneColour({format, {64, 36}, fullRange, space}, colour);
        for (const QSize size : {QSize(64, 36), QSize(48, 27)}) {
            QImage image(size, QImage::Format_RGB32);
            QVERIFY(scaler.convert(*frame, image.bits(), static_cast<int>(image.bytesPerLine()),
                                   image.rect()));
            const QRgb seen = image.pixel(size.width() / 2, size.height() / 2);
            QVERIFY2(test::distance(seen, colour.rgb()) <= kTolerance,
                     qPrintable(colour.name() + QStringLiteral(" became ") + QColor(seen).name()));
            QCOMPARE(qAlpha(seen), 255);
        }
    }
}

void TstFrameScaler::everySizeKeepsTheHalves_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::newRow("3/4, the sub stream on 4x4 of 1080p") << QSize(640, 360) << QSize(480, 270);
    QTest::newRow("not quite 3/4") << QSize(640, 360) << QSize(477, 268);
    QTest::newRow("same size") << QSize(640, 360) << QSize(640, 360);
    QTest::newRow("1080p to a quarter") << QSize(1920, 1080) << QSize(480, 270);
    QTest::newRow("1080p to a third: halved first") << QSize(1920, 1080) << QSize(640, 360);
    QTest::newRow("4K to a sixth: halved twice") << QSize(3840, 2160) << QSize(640, 360);
    QTest::newRow("1080p to a stamp") << QSize(1920, 1080) << QSize(97, 55);
    QTest::newRow("enlarged") << QSize(320, 180) << QSize(1921, 1079);
    QTest::newRow("odd sizes") << QSize(353, 287) << QSize(101, 83);
    QTest::newRow("one pixel") << QSize(640, 360) << QSize(1, 1);
}

void TstFrameScaler::everySizeKeepsTheHalves()
{
    QFETCH(QSize, from);
    QFETCH(QSize, to);
    FrameScaler scaler;
    for (const PixelFormat format :
         {PixelFormat::I420, PixelFormat::I422, PixelFormat::I444, PixelFormat::Nv12}) {
        const auto frame = test::twoColours({format, from}, Qt::black, Qt::white);
        QImage image(to, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(scaler.convert(*frame, image.bits(), static_cast<int>(image.bytesPerLine()),
                               image.rect()));
        if (to.width() < 8)
            continue;
        for (const int y : {0, to.height() / 2, to.height() - 1}) {
            QVERIFY(test::distance(image.pixel(0, y), qRgb(0, 0, 0)) <= 2);
            const QRgb last = image.pixel(to.width() - 1, y);
            QVERIFY2(test::distance(last, qRgb(255, 255, 255)) <= 4,
                     qPrintable(
                         QStringLiteral("format %1, line %2: ").arg(static_cast<int>(format)).arg(y)
                         + QColor(last).name()));
        }
    }
}

/// A grille of one pixel is the mean of its bars far away, and no pattern that is not there.
void TstFrameScaler::fineTextureBecomesGrey()
{
    const auto frame = test::painted({PixelFormat::I420, {960, 540}, true, ColourSpace::Bt601}, [](int x, int y) {
        return (x + y) % 2 == 0 ? QColor(Qt::white) : QColor(Qt::black);
    });
    FrameScaler scaler;
    for (const QSize to : {QSize(480, 270), QSize(320, 180), QSize(300, 169), QSize(160, 90)}) {
        QImage image(to, QImage::Format_RGB32);
        QVERIFY(scaler.convert(*frame, image.bits(), static_cast<int>(image.bytesPerLine()), image.rect()));
        for (int y = 0; y < to.height(); ++y) {
            for (int x = 0; x < to.width(); ++x)
                QVERIFY2(test::distance(image.pixel(x, y), qRgb(128, 128, 128)) <= 3,
                         qPrintable(QStringLiteral("%1 wide, at %2, %3: %4").arg(to.width()).arg(x).arg(y).arg(QColor(image.pixel(x, y)).name())));
        }
    }
}

void TstFrameScaler::standsInTheTile_data()
{
    QTest::addColumn<QSize>("frame");
    QTest::addColumn<double>("aspect");
    QTest::addColumn<QSize>("tile");
    QTest::addColumn<QRect>("where");
    QTest::newRow("same shape") << QSize(640, 360) << 1.0 << QSize(480, 270)
                                << QRect(0, 0, 480, 270);
    QTest::newRow("a hair off is stretched")
        << QSize(640, 360) << 1.0 << QSize(478, 268) << QRect(0, 0, 478, 268);
    QTest::newRow("4:3 in a wide tile")
        << QSize(640, 480) << 1.0 << QSize(480, 270) << QRect(60, 0, 360, 270);
    QTest::newRow("wide in a square tile")
        << QSize(640, 360) << 1.0 << QSize(320, 320) << QRect(0, 70, 320, 180);
    QTest::newRow("PAL with wide pixels")
        << QSize(704, 576) << 16.0 / 11.0 << QSize(480, 270) << QRect(0, 0, 480, 270);
    QTest::newRow("corridor, standing")
        << QSize(1080, 1920) << 1.0 << QSize(480, 270) << QRect(164, 0, 152, 270);
    QTest::newRow("no tile") << QSize(640, 360) << 1.0 << QSize() << QRect();
    QTest::newRow("no picture") << QSize() << 1.0 << QSize(480, 270) << QRect();
    QTest::newRow("a line") << QSize(8192, 1) << 1.0 << QSize(480, 270) << QRect(0, 134, 480, 1);
}

void TstFrameScaler::standsInTheTile()
{
    QFETCH(QSize, frame);
    QFETCH(double, aspect);
    QFETCH(QSize, tile);
    QFETCH(QRect, where);
    QCOMPARE(letterbox(frame, aspect, tile), where);
}

void TstFrameScaler::touchesNothingOutside()
{
    FrameScaler scaler;
    const auto frame = test::oneColour({}, Qt::white);
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(Qt::red);
    const QRect where(7, 5, 33, 21);
    QVERIFY(scaler.convert(*frame, image.bits(), static_cast<int>(image.bytesPerLine()), where));
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            QCOMPARE(image.pixelColor(x, y) == QColor(Qt::red), !where.contains(x, y));
    }
}

void TstFrameScaler::refusesFramesWithoutPlanes()
{
    FrameScaler scaler;
    media::Frame frame;
    QImage image(8, 8, QImage::Format_RGB32);
    QVERIFY(!scaler.convert(frame, image.bits(), 32, image.rect()));
    frame.size = {64, 36};
    QVERIFY(!scaler.convert(frame, image.bits(), 32, image.rect()));
    QVERIFY(!scaler.convert(*test::oneColour({}, Qt::white), image.bits(), 32, QRect()));
}

VIGIE_TEST(TstFrameScaler)
#include "tst_frame_scaler.moc"
