// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/icon.h>

#include <QtCore/QFile>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

static void initVigieUiResourceForIcons()
{
    Q_INIT_RESOURCE(vigie_ui);
}

namespace vigie::ui {
namespace {

QPixmap render(IconId id, QSize pixels, const QColor &colour)
{
    const QString key = QStringLiteral("vigie-icon-%1-%2x%3-%4")
                            .arg(static_cast<int>(id))
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(colour.rgba(), 8, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    initVigieUiResourceForIcons();
    QSvgRenderer renderer(QStringLiteral(":/vigie/icons/") + iconName(id) + QStringLiteral(".svg"));
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(pixels.width(), pixels.height());
    const QRectF box((pixels.width() - side) / 2, (pixels.height() - side) / 2, side, side);
    renderer.render(&painter, box);
    // The drawings are white: what they cover takes the colour asked for.
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedEngine final : public QIconEngine {
public:
    TintedEngine(IconId id, const QColor &colour) : m_id(id), m_colour(colour) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        drawIcon(*painter, rect, m_id, colourFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return render(m_id, size, colourFor(mode));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        QPixmap result = render(m_id, size, colourFor(mode)); // size is in device pixels here
        result.setDevicePixelRatio(scale);
        return result;
    }
    QIconEngine *clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("vigie-tinted"); }

private:
    QColor colourFor(QIcon::Mode mode) const
    {
        QColor colour = m_colour;
        if (mode == QIcon::Disabled)
            colour.setAlphaF(colour.alphaF() * 0.45F);
        return colour;
    }

    IconId m_id;
    QColor m_colour;
};

} // namespace

QString iconName(IconId id)
{
    static const std::array<QString, kIconCount> names{QStringLiteral("arrow-down"),
                                                       QStringLiteral("arrow-down-left"),
                                                       QStringLiteral("arrow-down-right"),
                                                       QStringLiteral("arrow-left"),
                                                       QStringLiteral("arrow-right"),
                                                       QStringLiteral("arrow-up"),
                                                       QStringLiteral("arrow-up-left"),
                                                       QStringLiteral("arrow-up-right"),
                                                       QStringLiteral("camera"),
                                                       QStringLiteral("camera-dome"),
                                                       QStringLiteral("camera-panoramic"),
                                                       QStringLiteral("camera-ptz"),
                                                       QStringLiteral("check"),
                                                       QStringLiteral("chevron-down"),
                                                       QStringLiteral("chevron-left"),
                                                       QStringLiteral("chevron-right"),
                                                       QStringLiteral("chevron-up"),
                                                       QStringLiteral("clock"),
                                                       QStringLiteral("close"),
                                                       QStringLiteral("commune"),
                                                       QStringLiteral("enlarge"),
                                                       QStringLiteral("error"),
                                                       QStringLiteral("eye"),
                                                       QStringLiteral("fit"),
                                                       QStringLiteral("home"),
                                                       QStringLiteral("hot-spot"),
                                                       QStringLiteral("idle"),
                                                       QStringLiteral("info"),
                                                       QStringLiteral("journal"),
                                                       QStringLiteral("joystick"),
                                                       QStringLiteral("key"),
                                                       QStringLiteral("layout-1"),
                                                       QStringLiteral("layout-16"),
                                                       QStringLiteral("layout-1p12"),
                                                       QStringLiteral("layout-1p5"),
                                                       QStringLiteral("layout-1p7"),
                                                       QStringLiteral("layout-25"),
                                                       QStringLiteral("layout-2p8"),
                                                       QStringLiteral("layout-36"),
                                                       QStringLiteral("layout-4"),
                                                       QStringLiteral("layout-49"),
                                                       QStringLiteral("layout-4x2"),
                                                       QStringLiteral("layout-64"),
                                                       QStringLiteral("layout-6x3"),
                                                       QStringLiteral("layout-9"),
                                                       QStringLiteral("live"),
                                                       QStringLiteral("lock"),
                                                       QStringLiteral("lost-link"),
                                                       QStringLiteral("map"),
                                                       QStringLiteral("minus"),
                                                       QStringLiteral("no-right"),
                                                       QStringLiteral("pause"),
                                                       QStringLiteral("play"),
                                                       QStringLiteral("plus"),
                                                       QStringLiteral("preset"),
                                                       QStringLiteral("reduce"),
                                                       QStringLiteral("refresh"),
                                                       QStringLiteral("save"),
                                                       QStringLiteral("search"),
                                                       QStringLiteral("shift"),
                                                       QStringLiteral("sign-out"),
                                                       QStringLiteral("site"),
                                                       QStringLiteral("stop"),
                                                       QStringLiteral("tour"),
                                                       QStringLiteral("tree"),
                                                       QStringLiteral("user"),
                                                       QStringLiteral("wall"),
                                                       QStringLiteral("warning"),
                                                       QStringLiteral("zoom-in"),
                                                       QStringLiteral("zoom-out")};
    const auto index = static_cast<size_t>(id);
    return index < names.size() ? names[index] : QString();
}

QIcon icon(IconId id, const QColor &colour)
{
    return QIcon(new TintedEngine(id, colour)); // QIcon owns the engine
}

QPixmap iconPixmap(IconId id, QSize size, const QColor &colour, double devicePixelRatio)
{
    const double ratio = std::max(1.0, devicePixelRatio);
    const QSize pixels(std::max(1, static_cast<int>(std::lround(size.width() * ratio))),
                       std::max(1, static_cast<int>(std::lround(size.height() * ratio))));
    QPixmap pixmap = render(id, pixels, colour);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

void drawIcon(QPainter &painter, const QRectF &box, IconId id, const QColor &colour)
{
    const double side = std::min(box.width(), box.height());
    const double ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const int pixels = std::max(1, static_cast<int>(std::lround(side * ratio)));
    const QPixmap pixmap = render(id, QSize(pixels, pixels), colour);
    const QRectF square(box.center().x() - side / 2, box.center().y() - side / 2, side, side);
    const bool smooth = painter.testRenderHint(QPainter::SmoothPixmapTransform);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(square, pixmap, QRectF(pixmap.rect()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, smooth);
}

} // namespace vigie::ui
