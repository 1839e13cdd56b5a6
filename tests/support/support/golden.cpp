// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/golden.h>

#include <QtCore/QDir>
#include <QtCore/QHash>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace vigie::test {
namespace {

constexpr int kChannelTolerance = 24;
constexpr double kPixelShare = 0.005;
constexpr int kSquare = 16;
constexpr int kSquarePixels = kSquare * kSquare * 5 / 100;
constexpr qsizetype kPaletteSize = 256;
constexpr int kBestCompression = 0; ///< as QImage::save() counts

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

/// The same picture in 256 colours, a quarter of the file: flat colours exactly, shades between them by the nearest one.
/// \return null when that would move a pixel by more than a third of the tolerance
QImage withPalette(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    QList<QRgb> colours = counts.keys();
    std::sort(colours.begin(), colours.end(), [&counts](QRgb a, QRgb b) {
        return std::pair(counts.value(b), b) < std::pair(counts.value(a), a);
    });
    for (int reach = 0; reach <= kChannelTolerance / 3; ++reach) {
        QList<QRgb> palette;
        QHash<QRgb, uint> places;
        for (const QRgb colour : std::as_const(colours)) {
            const auto nearest = std::min_element(palette.cbegin(), palette.cend(), [colour](QRgb a, QRgb b) {
                return distance(a, colour) < distance(b, colour);
            });
            if (nearest != palette.cend() && distance(*nearest, colour) <= reach) {
                places.insert(colour, static_cast<uint>(nearest - palette.cbegin()));
                continue;
            }
            if (palette.size() == kPaletteSize)
                break;
            places.insert(colour, static_cast<uint>(palette.size()));
            palette.append(colour);
        }
        if (places.size() < colours.size())
            continue;
        QImage result(image.size(), QImage::Format_Indexed8);
        result.setColorTable(palette);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                result.setPixel(x, y, places.value(image.pixel(x, y)));
        }
        return result;
    }
    return {};
}

/// Differing pixels of two pictures of one size, drawn red.
struct Difference {
    QImage picture;
    int pixels = 0;
    int inOneSquare = 0; ///< the most in any square
    QPoint square; ///< which one

    Difference(const QImage &actual, const QImage &expected)
        : picture(actual.size(), QImage::Format_RGB32)
    {
        picture.fill(Qt::black);
        for (int top = 0; top < actual.height(); top += kSquare) {
            for (int left = 0; left < actual.width(); left += kSquare)
                addSquare(actual, expected, QRect(left, top, kSquare, kSquare) & actual.rect());
        }
    }
    [[nodiscard]] bool isTolerable() const
    {
        return inOneSquare <= kSquarePixels && pixels <= kPixelShare * picture.width() * picture.height();
    }

private:
    void addSquare(const QImage &actual, const QImage &expected, const QRect &where)
    {
        int count = 0;
        for (int y = where.top(); y <= where.bottom(); ++y) {
            for (int x = where.left(); x <= where.right(); ++x) {
                if (distance(actual.pixel(x, y), expected.pixel(x, y)) <= kChannelTolerance)
                    continue;
                ++count;
                picture.setPixel(x, y, qRgb(255, 0, 0));
            }
        }
        pixels += count;
        if (count > inOneSquare) {
            inOneSquare = count;
            square = where.topLeft();
        }
    }
};

} // namespace

QString compareGolden(const QImage &actual, const QString &folder, const QString &name)
{
    const QString path = QDir(folder).filePath(name + QStringLiteral(".png"));
    const QImage image = actual.convertToFormat(QImage::Format_RGB32);
    if (qEnvironmentVariableIntValue("VIGIE_GOLDEN_ACCEPT") == 1) {
        const QImage small = withPalette(image);
        const QImage &kept = small.isNull() ? image : small;
        return kept.save(path, "PNG", kBestCompression) ? QString() : QStringLiteral("cannot write %1").arg(path);
    }
    const QImage expected = QImage(path).convertToFormat(QImage::Format_RGB32);
    const QString actualPath = name + QStringLiteral(".actual.png");
    if (expected.isNull()) {
        image.save(actualPath);
        return QStringLiteral("%1 is missing; look at %2 and run the target golden-accept").arg(path, actualPath);
    }
    if (expected.size() != image.size()) {
        image.save(actualPath);
        return QStringLiteral("%1: size %2x%3, expected %4x%5")
            .arg(name).arg(image.width()).arg(image.height()).arg(expected.width()).arg(expected.height());
    }
    const Difference difference(image, expected);
    if (difference.isTolerable())
        return {};
    image.save(actualPath);
    difference.picture.save(name + QStringLiteral(".diff.png"));
    return QStringLiteral("%1: %2 pixels differ, %3 of them in the square at %4,%5: see %6 and %1.diff.png")
        .arg(name).arg(difference.pixels).arg(difference.inOneSquare)
        .arg(difference.square.x()).arg(difference.square.y())
        .arg(QDir::current().filePath(actualPath));
}

} // namespace vigie::test
