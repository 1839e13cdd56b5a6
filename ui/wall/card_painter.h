// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/tile_face.h>

#include <QtGui/QPixmap>

class QPainter;

namespace vigie::wall {

/// The opaque card of a tile that shows no picture: refused, cut, being asked, or empty. Rendered once per face and
/// size. It never sees a feed. Thread: GUI.
class CardPainter {
public:
    void paint(QPainter &painter, const QRect &rect, const TileFace &face, int number);
    [[nodiscard]] int renders() const { return m_renders; }

private:
    void renderEmpty(QPainter &painter, int number) const;
    void renderCard(QPainter &painter, const TileFace &face, int number) const;
    [[nodiscard]] int renderReasons(QPainter &painter, const TileFace &face, QRect room) const;

    TileFace m_face;
    QSize m_size;
    double m_ratio = 0.0;
    int m_number = 0;
    QPixmap m_card;
    int m_renders = 0;
};

} // namespace vigie::wall
