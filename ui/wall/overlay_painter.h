// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/tile_face.h>

#include <QtGui/QPixmap>

class QPainter;

namespace vigie::wall {

/// Words over one picture: who, where, under whose authority, in which state. Rendered into two strips and blended;
/// they are rendered again only when the face, the size or the pixel ratio changes. Thread: GUI.
class OverlayPainter {
public:
    /// Paints over \p rect. \p number is the tile's number on the keyboard, 1 to 64; \p clock is "22:59:07".
    void paint(QPainter &painter, const QRect &rect, const TileFace &face, int number, const QString &clock);
    /// How often the strips were rendered: tests prove that an unchanged tile costs nothing.
    [[nodiscard]] int renders() const { return m_renders; }

private:
    void render(QSize size, double ratio, const TileFace &face, int number);
    void renderTop(const TileFace &face, int number);
    void renderBottom(const TileFace &face);
    void renderNotice(const TileFace &face);
    [[nodiscard]] QPixmap canvas(QSize size) const;

    TileFace m_face;
    QSize m_size;
    double m_ratio = 0.0;
    int m_number = 0;
    QPixmap m_top;
    QPixmap m_bottom;
    QPixmap m_notice;
    QRect m_clockBox; ///< inside the bottom strip
    int m_renders = 0;
};

} // namespace vigie::wall
