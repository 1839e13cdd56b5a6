// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/map/map_model.h>
#include <ui/map/viewport.h>

#include <QtGui/QFont>

#include <functional>

class QPainter;

namespace vigie::map {

/// A round length that fits in \p mostPixels: 1, 2 or 5 times a power of ten.
struct ScaleBar {
    double metres = 0;
    double pixels = 0;
    QString text; ///< "5 km", "200 m"
};
[[nodiscard]] ScaleBar scaleBar(double metresPerPixel, double mostPixels);

/// "49°25′N", "2°05′E"; with seconds below one minute steps. \param step  degrees between lines
[[nodiscard]] QString degreeText(double degrees, double step, bool latitude);

/// Lines of latitude and longitude, a round number of degrees or minutes apart, named at the edges
/// except where \p isTaken says that something else is written in that part of the widget.
void paintGraticule(QPainter &painter, const Viewport &view, const QFont &font,
                    const std::function<bool(const QRectF &)> &isTaken);

/// What the legend has to explain.
struct LegendContent {
    QList<Right> rights; ///< those on the map
    bool approximate = false;
    QString attribution;
};
/// Scale bar, meaning of the patterns, source of the outlines, along the lower edge of the free
/// part, in as many rows as its width needs. Leaves out what is wider than it. \param right  room kept free at the right, logical pixels
void paintFooter(QPainter &painter, const Viewport &view, const QFont &font,
                 const LegendContent &legend, double right);

/// Which commune the middle of the view lies in, and the right there, at the top of the free part:
/// from near, no name and no edge may be in sight.
void paintPlace(QPainter &painter, const Viewport &view, const QFont &font, const QString &name,
                Right right);

} // namespace vigie::map
