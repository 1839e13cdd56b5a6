// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

class QPainter;

namespace vigie::shell {

/// The lookout's mark (a tower lamp over a horizon) inside \p box.
void paintBrandSymbol(QPainter &painter, const QRectF &box);
/// Night over a plain with a few lit places: drawn, no picture file, any size.
void paintBrandBackground(QPainter &painter, const QRect &rect);

/// Symbol and name, as the sign-in screen shows them.
class BrandMark final : public QWidget {
    Q_OBJECT
public:
    explicit BrandMark(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace vigie::shell
