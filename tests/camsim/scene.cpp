// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QTimeZone>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <libyuv.h>

#include <cmath>
#include <cstring>

namespace vigie::camsim {

namespace {
constexpr QStringView kGlyphs = u"0123456789/: ";
constexpr int kLabelDark = 30;
constexpr int kLabelBright = 230;

/// Left, top and scale of the viewport, in panorama pixels.
struct Viewport {
    double left;
    double top;
    double zoom;
};

Viewport viewportOf(const PtzPosition &position)
{
    const double zoom = std::pow(8.0, position.zoom);
    const double centreX = (position.pan + 1.0) / 2.0 * Panorama::kWidth;
    const double centreY =
        Panorama::kHeight / 2.0 - position.tilt * (Panorama::kHeight - Panorama::kViewHeight) / 2.0;
    double left = centreX - Panorama::kViewWidth / zoom / 2.0;
    left -= std::floor(left / Panorama::kWidth) * Panorama::kWidth;
    return {left, centreY - Panorama::kViewHeight / zoom / 2.0, zoom};
}

void fill(const I420View &out, int x, int y, int width, int height, int luma, int u, int v)
{
    const int left = std::max(0, x) & ~1;
    const int top = std::max(0, y) & ~1;
    const int right = std::min(out.width, x + width) & ~1;
    const int bottom = std::min(out.height, y + height) & ~1;
    if (right > left && bottom > top)
        libyuv::I420Rect(out.y, out.strideY, out.u, out.strideUv, out.v, out.strideUv, left, top,
                         right - left, bottom - top, luma, u, v);
}

/// Copies a grey picture onto the luma; colours under it become neutral.
void blit(const I420View &out, const QImage &grey, int fromX, int width, int x, int y)
{
    const int count = std::min(width, out.width - x);
    for (int row = 0; row < grey.height() && y + row < out.height && count > 0; ++row) {
        std::memcpy(out.y + static_cast<ptrdiff_t>(y + row) * out.strideY + x,
                    grey.constScanLine(row) + fromX, static_cast<size_t>(count));
        if (row % 2 == 0) {
            const auto chroma = static_cast<ptrdiff_t>((y + row) / 2) * out.strideUv + x / 2;
            std::memset(out.u + chroma, 128, static_cast<size_t>(count / 2));
            std::memset(out.v + chroma, 128, static_cast<size_t>(count / 2));
        }
    }
}

QImage drawText(const QString &text, int height, const QString &family, int cellWidth)
{
    QFont font(family);
    font.setPixelSize(std::max(10, height * 7 / 10));
    const QFontMetrics metrics(font);
    const int width = (cellWidth > 0 ? cellWidth * static_cast<int>(text.size())
                                     : metrics.horizontalAdvance(text) + height / 2)
        & ~1;
    QImage image(width, height & ~1, QImage::Format_Grayscale8);
    image.fill(kLabelDark);
    QPainter painter(&image);
    painter.setFont(font);
    painter.setPen(QColor(kLabelBright, kLabelBright, kLabelBright));
    if (cellWidth > 0) {
        for (qsizetype i = 0; i < text.size(); ++i)
            painter.drawText(QRect(static_cast<int>(i) * cellWidth, 0, cellWidth, height),
                             Qt::AlignCenter, text.mid(i, 1));
    } else {
        painter.drawText(image.rect(), Qt::AlignCenter, text);
    }
    return image;
}
} // namespace

Result<> Panorama::load(const QString &folder)
{
    QFile file(folder + QStringLiteral("/panorama_%1x%2.yuv").arg(kWidth).arg(kHeight));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
                    file.fileName() + u" (make it with tests/camsim/make_clips.sh)");
    const QByteArray all = file.readAll();
    if (all.size() != qsizetype{kWidth} * kHeight * 3 / 2)
        return fail(ErrorCode::Corrupt, file.fileName() + u": not the size it should have");
    const auto widen = [&all](qsizetype from, int width, int height, int more) {
        QByteArray plane;
        plane.reserve(qsizetype{width + more} * height);
        for (int row = 0; row < height; ++row) {
            const char *line = all.constData() + from + qsizetype{row} * width;
            plane.append(line, width).append(line, more);
        }
        return plane;
    };
    constexpr qsizetype luma = qsizetype{kWidth} * kHeight;
    m_y = widen(0, kWidth, kHeight, kViewWidth);
    m_u = widen(luma, kWidth / 2, kHeight / 2, kViewWidth / 2);
    m_v = widen(luma * 5 / 4, kWidth / 2, kHeight / 2, kViewWidth / 2);
    return {};
}

void Panorama::paint(const I420View &out, const PtzPosition &position) const
{
    const Viewport view = viewportOf(position);
    const int width = static_cast<int>(kViewWidth / view.zoom) & ~1;
    const int height = static_cast<int>(kViewHeight / view.zoom) & ~1;
    const int left = static_cast<int>(view.left) & ~1;
    const int top = std::clamp(static_cast<int>(view.top) & ~1, 0, kHeight - height);
    const qsizetype chroma = qsizetype{top / 2} * (kStride / 2) + left / 2;
    const auto *y =
        reinterpret_cast<const uint8_t *>(m_y.constData()) + qsizetype{top} * kStride + left;
    const auto *u = reinterpret_cast<const uint8_t *>(m_u.constData()) + chroma;
    const auto *v = reinterpret_cast<const uint8_t *>(m_v.constData()) + chroma;
    libyuv::I420Scale(y, kStride, u, kStride / 2, v, kStride / 2, width, height, out.y, out.strideY,
                      out.u, out.strideUv, out.v, out.strideUv, out.width, out.height,
                      libyuv::kFilterBilinear);
}

Scene::Scene(std::shared_ptr<const Panorama> panorama, const QString &name, QSize size,
             double labelTop)
    : m_panorama(std::move(panorama)), m_labelY(static_cast<int>(labelTop * size.height()) & ~1)
{
    const int height = std::max(16, size.height() / 18) & ~1;
    m_name = drawText(name, height, QStringLiteral("DejaVu Sans"), 0);
    m_glyphs =
        drawText(kGlyphs.toString(), height, QStringLiteral("DejaVu Sans Mono"), (height / 2) & ~1);
}

void Scene::paint(const I420View &out, const PtzPosition &position, qint64 nowMs)
{
    m_panorama->paint(out, position);
    paintTraffic(out, position, nowMs);
    blit(out, m_name, 0, m_name.width(), 0, m_labelY);
    paintClock(out);
}

void Scene::paintTraffic(const I420View &out, const PtzPosition &position, qint64 nowMs) const
{
    struct Car {
        double start, y, speed; // panorama pixels, pixels a second
        int luma, u, v;
    };
    static constexpr std::array<Car, 6> cars{{{200, 980, 140, 90, 110, 190},
                                              {1500, 985, 110, 160, 170, 100},
                                              {2900, 978, 170, 60, 140, 120},
                                              {700, 1090, -150, 190, 120, 135},
                                              {2200, 1085, -120, 110, 90, 110},
                                              {3300, 1095, -180, 130, 160, 160}}};
    const Viewport view = viewportOf(position);
    const double scale = view.zoom * out.width / Panorama::kViewWidth;
    for (const Car &car : cars) {
        double x = car.start + car.speed * static_cast<double>(nowMs) / 1000.0;
        x -= std::floor(x / Panorama::kWidth) * Panorama::kWidth;
        for (const double turn :
             {-1.0, 0.0, 1.0}) { // the same car seen over the edge of the panorama
            const int left = static_cast<int>((x + turn * Panorama::kWidth - view.left) * scale);
            const int top = static_cast<int>((car.y - view.top) * scale);
            const auto part = [scale](double pixels) { return static_cast<int>(pixels * scale); };
            if (left > out.width || left + part(110) < 0)
                continue;
            fill(out, left + part(22), top - part(24), part(62), part(26), car.luma / 2, 128, 128);
            fill(out, left, top, part(110), part(28), car.luma, car.u, car.v);
            fill(out, left + part(14), top + part(20), part(20), part(16), 24, 128, 128);
            fill(out, left + part(76), top + part(20), part(20), part(16), 24, 128, 128);
        }
    }
}

void Scene::paintClock(const I420View &out)
{
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    if (second != m_clockSecond) {
        static const QTimeZone paris("Europe/Paris");
        m_clockSecond = second;
        m_clock = QDateTime::fromSecsSinceEpoch(second, paris)
                      .toString(QStringLiteral("dd/MM/yyyy HH:mm:ss"));
    }
    const int cell = m_glyphs.width() / static_cast<int>(kGlyphs.size());
    int x = (out.width - cell * static_cast<int>(m_clock.size())) & ~1;
    for (const QChar letter : m_clock) {
        const auto at = static_cast<int>(std::max<qsizetype>(0, kGlyphs.indexOf(letter)));
        blit(out, m_glyphs, at * cell, cell, std::max(0, x), m_labelY);
        x += cell;
    }
}

} // namespace vigie::camsim
