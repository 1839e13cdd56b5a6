// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/golden.h>

#include <QtCore/QDir>

#include <algorithm>
#include <cstdlib>

namespace vigie::test {
namespace {

constexpr int kChannelTolerance = 24;
constexpr double kPixelShare = 0.005;

bool differs(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))})
        > kChannelTolerance;
}

} // namespace

QString compareGolden(const QImage &actual, const QString &folder, const QString &name)
{
    const QString path = QDir(folder).filePath(name + QStringLiteral(".png"));
    const QImage image = actual.convertToFormat(QImage::Format_RGB32);
    if (qEnvironmentVariableIntValue("VIGIE_GOLDEN_ACCEPT") == 1) {
        return image.save(path) ? QString() : QStringLiteral("cannot write %1").arg(path);
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
    QImage difference(image.size(), QImage::Format_RGB32);
    difference.fill(Qt::black);
    qint64 count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (differs(image.pixel(x, y), expected.pixel(x, y))) {
                ++count;
                difference.setPixel(x, y, qRgb(255, 0, 0));
            }
        }
    }
    const double share = static_cast<double>(count) / (static_cast<double>(image.width()) * image.height());
    if (share <= kPixelShare)
        return {};
    image.save(actualPath);
    difference.save(name + QStringLiteral(".diff.png"));
    return QStringLiteral("%1: %2 % of the pixels differ, see %3 and %1.diff.png")
        .arg(name, QString::number(share * 100.0, 'f', 2), QDir::current().filePath(actualPath));
}

} // namespace vigie::test
