// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/style.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetricsF>
#include <QtGui/QImage>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vigie::map {
namespace {

/// Context of the strings of this folder that stand outside a QObject.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::map::Map)
};

QColor withAlpha(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

/// A square that repeats without a seam. Its side divides 256 x ratio for the ratios that occur
/// (1, 1.25, 1.5, 2, 3).
QImage patternTile(double ratio)
{
    const int side = std::max(8, static_cast<int>(std::lround(16 * ratio)));
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage diagonals(double ratio)
{
    QImage image = patternTile(ratio);
    const double side = image.width();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(image.rect(), withAlpha(ui::colours::kRefused, 14));
    painter.setPen(
        QPen(withAlpha(ui::colours::kRefused, 62), 1.6 * ratio, Qt::SolidLine, Qt::FlatCap));
    for (const double shift : {-side, -side / 2, 0.0, side / 2, side})
        painter.drawLine(QPointF(shift - side, side * 2), QPointF(shift + side * 2, -side));
    return image;
}

QImage dots(double ratio)
{
    QImage image = patternTile(ratio);
    const double side = image.width();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(image.rect(), withAlpha(ui::colours::kAccent, 26));
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(ui::colours::kRefused, 130));
    for (const QPointF &at : {QPointF(side / 4, side / 4), QPointF(side * 3 / 4, side * 3 / 4)})
        painter.drawEllipse(at, 1.5 * ratio, 1.5 * ratio);
    return image;
}

} // namespace

SiteState siteState(const MapSite &site)
{
    bool allowed = false;
    bool live = false;
    for (const MapCamera &camera : site.cameras) {
        if (!camera.allowed)
            continue;
        allowed = true;
        if (camera.state == CameraState::Lost)
            return SiteState::Lost;
        live = live || camera.state == CameraState::Live;
    }
    if (!allowed && !site.cameras.isEmpty())
        return SiteState::Refused;
    return live ? SiteState::Live : SiteState::Idle;
}

namespace style {

QBrush areaBrush(Right right, double ratio, double strength)
{
    switch (right) {
    case Right::None:
        return kLand;
    case Right::Allowed:
        return withAlpha(ui::colours::kAccent, static_cast<int>(std::lround(44 * strength)));
    case Right::Refused:
        return QBrush(diagonals(ratio));
    case Right::Mixed:
        return QBrush(dots(ratio));
    }
    return Qt::NoBrush;
}

QPen areaPen(Right right, bool approximate, double unit)
{
    QPen pen;
    switch (right) {
    case Right::None:
        pen = QPen(kLandEdge, unit);
        break;
    case Right::Allowed:
        pen = QPen(withAlpha(ui::colours::kAccent, 190), 1.5 * unit);
        break;
    case Right::Refused:
        pen = QPen(withAlpha(ui::colours::kRefused, 150), 1.5 * unit);
        break;
    case Right::Mixed:
        pen = QPen(withAlpha(ui::colours::kAccent, 160), 1.5 * unit);
        break;
    }
    if (approximate)
        pen.setDashPattern({5, 4});
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

QColor stateColour(SiteState state)
{
    switch (state) {
    case SiteState::Idle:
        return ui::colours::kAccent;
    case SiteState::Live:
        return ui::colours::kLive;
    case SiteState::Lost:
        return ui::colours::kLost;
    case SiteState::Refused:
        return ui::colours::kRefused;
    }
    return ui::colours::kIdle;
}

QString stateName(SiteState state)
{
    switch (state) {
    case SiteState::Idle:
        return Text::tr("Available");
    case SiteState::Live:
        return Text::tr("On screen");
    case SiteState::Lost:
        return Text::tr("Picture lost");
    case SiteState::Refused:
        return Text::tr("Refused");
    }
    return {};
}

QString rightName(Right right)
{
    switch (right) {
    case Right::None:
        return Text::tr("No camera");
    case Right::Allowed:
        return Text::tr("Images allowed");
    case Right::Refused:
        return Text::tr("Images refused");
    case Right::Mixed:
        return Text::tr("Some images refused");
    }
    return {};
}

ui::IconId stateIcon(SiteState state)
{
    switch (state) {
    case SiteState::Idle:
        return ui::IconId::Idle;
    case SiteState::Live:
        return ui::IconId::Live;
    case SiteState::Lost:
        return ui::IconId::LostLink;
    case SiteState::Refused:
        return ui::IconId::NoRight;
    }
    return ui::IconId::Idle;
}

ui::IconId kindIcon(CameraKind kind)
{
    switch (kind) {
    case CameraKind::Fixed:
        return ui::IconId::Camera;
    case CameraKind::Ptz:
        return ui::IconId::CameraPtz;
    case CameraKind::Panoramic:
        return ui::IconId::CameraPanoramic;
    }
    return ui::IconId::Camera;
}

SiteState cameraState(const MapCamera &camera)
{
    if (!camera.allowed)
        return SiteState::Refused;
    switch (camera.state) {
    case CameraState::Idle:
        return SiteState::Idle;
    case CameraState::Live:
        return SiteState::Live;
    case CameraState::Lost:
        return SiteState::Lost;
    }
    return SiteState::Idle;
}

QString cameraCount(int count)
{
    return Text::tr("%n camera(s)", nullptr, count);
}

QString approximateText()
{
    return Text::tr("approximate outline");
}

void drawHaloText(QPainter &painter, QPointF at, const QString &text, const QColor &colour)
{
    constexpr double edge = 1;
    painter.setPen(withAlpha(ui::colours::kBackdrop, 200));
    for (const QPointF &shift :
         {QPointF(-edge, 0), QPointF(edge, 0), QPointF(0, -edge), QPointF(0, edge)})
        painter.drawText(at + shift, text);
    painter.setPen(colour);
    painter.drawText(at, text);
}

QPixmap haloText(const QString &text, const QFont &font, const QColor &colour, double ratio)
{
    const QFontMetricsF metrics(font);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text)) + 4,
                      std::ceil(metrics.height()) + 2);
    QPixmap pixmap((size * ratio).toSize().expandedTo({1, 1}));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setFont(font);
    drawHaloText(painter, {1, 1 + metrics.ascent()}, text, colour);
    return pixmap;
}

} // namespace style
} // namespace vigie::map
