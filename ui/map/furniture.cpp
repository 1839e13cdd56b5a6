// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/map/furniture.h>

#include <geo/mercator.h>
#include <ui/map/style.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::map {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(vigie::map::Map)
};

constexpr double kSecond = 1.0 / 3600;
constexpr double kMinute = 1.0 / 60;

} // namespace

ScaleBar scaleBar(double metresPerPixel, double mostPixels)
{
    const double most = metresPerPixel * mostPixels;
    if (!(most > 0) || !std::isfinite(most))
        return {};
    const double power = std::pow(10, std::floor(std::log10(most)));
    double metres = power;
    for (const double factor : {2.0, 5.0}) {
        if (power * factor <= most)
            metres = power * factor;
    }
    const QString text =
        metres >= 1000 ? Text::tr("%1 km").arg(metres / 1000) : Text::tr("%1 m").arg(metres);
    return {metres, metres / metresPerPixel, text};
}

QString degreeText(double degrees, double step, bool latitude)
{
    const QString side = latitude ? (degrees < 0 ? Text::tr("S", "south") : Text::tr("N", "north"))
                                  : (degrees < 0 ? Text::tr("W", "west") : Text::tr("E", "east"));
    const auto seconds = std::llround(std::abs(degrees) * 3600);
    QString text = QStringLiteral("%1°").arg(seconds / 3600);
    if (step < 1)
        text += QStringLiteral("%1′").arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
    if (step < kMinute)
        text += QStringLiteral("%1″").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds == 0 ? text : text + side;
}

void paintGraticule(QPainter &painter, const Viewport &view, const QFont &font,
                    const std::function<bool(const QRectF &)> &isTaken)
{
    static constexpr double kSteps[] = {
        10,           5,           2,           1,       30 * kMinute, 15 * kMinute,
        10 * kMinute, 5 * kMinute, 2 * kMinute, kMinute, 30 * kSecond, 15 * kSecond,
        10 * kSecond, 5 * kSecond, 2 * kSecond, kSecond};
    const double pixelsPerDegree = geo::worldPixels(view.zoom()) / 360;
    double step = kSteps[0];
    for (const double candidate : kSteps) {
        if (candidate * pixelsPerDegree >= 140)
            step = candidate;
    }
    const LatLon first = geo::unproject(view.toWorld({0, 0}));
    const LatLon last = geo::unproject(view.toWorld({view.size().width(), view.size().height()}));
    const QRectF open = view.freeRect();
    QFont small = font;
    small.setPixelSize(static_cast<int>(std::lround(10.5 * ui::fontScale(font))));
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const bool smooth = painter.testRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor line = ui::colours::kLineStrong;
    line.setAlpha(58);
    QColor faint = ui::colours::kTextFaint;
    faint.setAlpha(190);
    const auto label = [&](QPointF at, const QString &text) {
        const QRectF box(at.x() - 3, at.y() - metrics.ascent() - 1,
                         metrics.horizontalAdvance(text) + 6, metrics.height() + 2);
        if (isTaken(box))
            return;
        QColor ground = style::kSea;
        ground.setAlpha(170);
        painter.fillRect(box, ground);
        painter.setPen(faint);
        painter.drawText(at, text);
    };
    for (double lon = std::ceil(first.longitude / step) * step; lon <= last.longitude;
         lon += step) {
        const double x = std::round(view.toScreen(geo::project({0, lon})).x());
        painter.setPen(line);
        painter.drawLine(QPointF(x, 0), QPointF(x, view.size().height()));
        if (x > open.left() + 60 && x < open.right() - 60) {
            label(QPointF(x + 4, open.top() + metrics.ascent() + 3), degreeText(lon, step, false));
        }
    }
    for (double lat = std::ceil(last.latitude / step) * step; lat <= first.latitude; lat += step) {
        const double y = std::round(view.toScreen(geo::project({lat, 0})).y());
        painter.setPen(line);
        painter.drawLine(QPointF(0, y), QPointF(view.size().width(), y));
        if (y > open.top() + 40 && y < open.bottom() - 40) {
            label(QPointF(open.left() + 5, y - 4), degreeText(lat, step, true));
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, smooth);
}

void paintFooter(QPainter &painter, const Viewport &view, const QFont &font,
                 const LegendContent &legend, double right)
{
    const double scale = ui::fontScale(font);
    const QRectF open = view.freeRect();
    QFont small = font;
    small.setPixelSize(static_cast<int>(std::lround(11.5 * scale)));
    const QFontMetricsF metrics(small);
    const double margin = 10 * scale;
    const double gap = 16 * scale;
    const double swatch = 15 * scale;

    // In the order of what is needed most.
    struct Item {
        double width = 0;
        std::function<void(QPointF)> draw; // at the left of its middle line
    };
    QList<Item> items;
    const auto write = [&painter, &small, &metrics](QPointF at, const QString &text,
                                                    const QColor &colour) {
        painter.setFont(small);
        painter.setPen(colour);
        painter.drawText(QPointF(std::round(at.x()), std::round(at.y() + (metrics.ascent() - metrics.descent()) / 2)),
                         text);
    };
    const ScaleBar bar = scaleBar(view.metresPerPixel(), 110 * scale);
    items.append({bar.pixels + 6 * scale + metrics.horizontalAdvance(bar.text), [&](QPointF at) {
                      painter.setPen(QPen(ui::colours::kTextSecondary, 1.5 * scale, Qt::SolidLine,
                                          Qt::FlatCap));
                      const double y = at.y() + 3 * scale;
                      painter.drawLine(QPointF(at.x(), y), QPointF(at.x() + bar.pixels, y));
                      for (const double x : {at.x(), at.x() + bar.pixels})
                          painter.drawLine(QPointF(x, y - 6 * scale), QPointF(x, y));
                      write(at + QPointF(bar.pixels + 6 * scale, 0), bar.text, ui::colours::kTextSecondary);
                  }});
    for (const Right shown : legend.rights) {
        const QString text = style::rightName(shown);
        items.append({swatch * 1.3 + 6 * scale + metrics.horizontalAdvance(text),
                      [&, shown, text](QPointF at) {
                          const QRectF box(std::round(at.x()), std::round(at.y() - swatch / 2),
                                           swatch * 1.3, swatch);
                          painter.setBrushOrigin(box.topLeft());
                          painter.setBrush(style::areaBrush(shown, view.devicePixelRatio(), 1.0));
                          // The texture is in device pixels.
                          painter.save();
                          QBrush brush = painter.brush();
                          if (brush.style() == Qt::TexturePattern)
                              brush.setTransform(QTransform::fromScale(
                                  1 / view.devicePixelRatio(), 1 / view.devicePixelRatio()));
                          painter.setBrush(brush);
                          painter.setPen(style::areaPen(shown, false, 1));
                          painter.drawRect(box);
                          painter.restore();
                          write(at + QPointF(swatch * 1.3 + 6 * scale, 0), text,
                                ui::colours::kTextSecondary);
                      }});
    }
    if (legend.approximate) {
        const QString text = style::approximateText();
        items.append({swatch + 6 * scale + metrics.horizontalAdvance(text), [&, text](QPointF at) {
                          QPen pen(ui::colours::kTextSecondary, 1.5 * scale);
                          pen.setDashPattern({2.6, 2});
                          painter.setPen(pen);
                          painter.setBrush(Qt::NoBrush);
                          painter.drawEllipse(QPointF(at.x() + swatch / 2, at.y()), swatch / 2,
                                              swatch / 2);
                          write(at + QPointF(swatch + 6 * scale, 0), text, ui::colours::kTextSecondary);
                      }});
    }
    if (!legend.attribution.isEmpty()) {
        const QString text = Text::tr("Outlines: %1").arg(legend.attribution);
        items.append({metrics.horizontalAdvance(text),
                      [&, text](QPointF at) { write(at, text, ui::colours::kTextFaint); }});
    }
    const double room = open.width() - 2 * margin - 20 * scale - right;
    QList<QList<Item>> rows;
    double width = 0;
    double widest = 0;
    for (const Item &item : std::as_const(items)) {
        if (item.width > room)
            continue;
        if (rows.isEmpty() || width + gap + item.width > room) {
            rows.append(QList<Item>());
            width = -gap;
        }
        rows.last().append(item);
        width += gap + item.width;
        widest = std::max(widest, width);
    }
    const double pitch = std::ceil(metrics.height() + 5 * scale);
    const double height = pitch * static_cast<double>(rows.size()) + 5 * scale;
    if (rows.isEmpty() || height > open.height() / 3)
        return;
    const QRectF strip(open.left() + margin, open.bottom() - margin - height, widest + 20 * scale,
                       height);
    QColor ground = ui::colours::kWindow;
    ground.setAlpha(225);
    painter.setPen(QPen(ui::colours::kLine, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(strip.adjusted(0.5, 0.5, -0.5, -0.5), 5 * scale, 5 * scale);
    QPointF at(0, strip.top() + (pitch + 5 * scale) / 2);
    for (const QList<Item> &row : std::as_const(rows)) {
        at.setX(strip.left() + 10 * scale);
        for (const Item &item : row) {
            item.draw(at);
            at.rx() += item.width + gap;
        }
        at.ry() += pitch;
    }
}

void paintPlace(QPainter &painter, const Viewport &view, const QFont &font, const QString &name,
                Right right)
{
    const double scale = ui::fontScale(font);
    const QRectF open = view.freeRect();
    QFont strong = font;
    strong.setWeight(QFont::DemiBold);
    const QFontMetricsF nameMetrics(strong);
    const QFontMetricsF metrics(font);
    const QString word = style::rightName(right);
    const double icon = 15 * scale;
    const double gap = 7 * scale;
    const double padding = 12 * scale;
    const double wordWidth = metrics.horizontalAdvance(word);
    const double most = open.width() - 2 * padding - icon - 3 * gap - wordWidth - 40 * scale;
    if (most < 40 * scale)
        return;
    const QString shown = nameMetrics.elidedText(name, Qt::ElideRight, most);
    const double nameWidth = nameMetrics.horizontalAdvance(shown);
    const double height = std::ceil(metrics.height() + 10 * scale);
    const double width = std::ceil(2 * padding + nameWidth + 2 * gap + icon + gap + wordWidth);
    const QRectF pill(std::round(open.center().x() - width / 2), open.top() + 28 * scale, width,
                      height);
    QColor ground = ui::colours::kWindow;
    ground.setAlpha(230);
    painter.setPen(QPen(ui::colours::kLine, 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2);
    painter.setFont(strong);
    painter.setPen(ui::colours::kText);
    double x = pill.left() + padding;
    painter.drawText(QRectF(x, pill.top(), nameWidth + 2, height), Qt::AlignVCenter, shown);
    x += nameWidth + 2 * gap;
    QColor colour = ui::colours::kRefused;
    ui::IconId symbol = ui::IconId::NoRight;
    if (right == Right::Allowed) {
        colour = ui::colours::kAccent;
        symbol = ui::IconId::Eye;
    } else if (right == Right::None) {
        colour = ui::colours::kTextFaint;
        symbol = ui::IconId::Idle;
    }
    ui::drawIcon(painter, QRectF(x, pill.top() + (height - icon) / 2, icon, icon), symbol, colour);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QRectF(x + icon + gap, pill.top(), wordWidth + 2, height), Qt::AlignVCenter,
                     word);
}

} // namespace vigie::map
