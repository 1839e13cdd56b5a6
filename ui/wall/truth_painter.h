// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/tile_truth.h>

#include <QtGui/QPixmap>

class QPainter;

namespace vigie::wall {

/// The lines of truthOf() over one picture, in two columns on a dark panel. Rendered again only when they change. As many
/// lines as the tile has room for, the first ones first. Thread: GUI.
class TruthPainter {
public:
    void paint(QPainter &painter, const QRect &rect, const QList<TruthLine> &lines);
    /// How often the panel was rendered.
    [[nodiscard]] int renders() const { return m_renders; }

private:
    void render(QSize room, double ratio, const QList<TruthLine> &lines);

    QList<TruthLine> m_lines;
    QSize m_room;
    double m_ratio = 0.0;
    QPixmap m_panel;
    int m_renders = 0;
};

} // namespace vigie::wall
