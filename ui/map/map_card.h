// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>
#include <ui/map/map_model.h>

#include <QtCore/QList>
#include <QtCore/QRectF>
#include <QtGui/QFont>

class QPainter;

namespace vigie::map {

/// What the card beside the mouse says.
struct CardContent {
    struct Line {
        ui::IconId icon = ui::IconId::Info;
        QColor colour;
        QString text;
        QString state; ///< at the right; may be empty
        bool wraps = false; ///< a sentence, not a name
    };
    QString title;
    QString subtitle;
    QList<Line> lines;
    QString hint; ///< last and faint
    [[nodiscard]] bool isEmpty() const { return title.isEmpty(); }
};

/// \param commune  its commune, nullptr when unknown
[[nodiscard]] CardContent siteCard(const MapSite &site, const MapCommune *commune);
[[nodiscard]] CardContent cameraCard(const MapSite &site, const MapCamera &camera,
                                     const MapCommune *commune);
[[nodiscard]] CardContent clusterCard(const QList<MapSite> &sites, const QList<int> &members,
                                      const QList<MapCommune> &communes);
[[nodiscard]] CardContent communeCard(const QString &name, Right right, const QString &reason,
                                      bool approximate);

/// Draws \p card next to \p anchor (a marker of that half size), inside \p bounds. \return where it
/// was drawn
QRectF paintCard(QPainter &painter, const CardContent &card, QPointF anchor, double clearance,
                 const QRectF &bounds, const QFont &font);

} // namespace vigie::map
