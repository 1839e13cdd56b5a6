// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtWidgets/QWidget>

namespace vigie::wall {

/// The keys of the console, laid over the mosaic; goes away on a click. Thread: GUI.
class KeyHelp final : public QWidget {
    Q_OBJECT
public:
    explicit KeyHelp(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
};

} // namespace vigie::wall
