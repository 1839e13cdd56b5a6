// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/desk_memory.h>

#include <QtCore/QMargins>
#include <QtWidgets/QWidget>

namespace vigie::shell {

/// The map, and the mosaic as a panel laid over its right part with an edge to drag, no higher than its pictures fill. The
/// map is told which part of it is covered, so that what it centres is seen. Thread: GUI.
class MapMosaicPane final : public QWidget {
    Q_OBJECT
public:
    /// Takes both widgets as children.
    MapMosaicPane(QWidget *map, QWidget *mosaic, QWidget *parent = nullptr);
    ~MapMosaicPane() override;

    [[nodiscard]] QMargins insets() const { return m_insets; }
    [[nodiscard]] PaneMode mode() const { return m_mode; }
    void setMode(PaneMode mode);
    /// Share of the width that the mosaic takes in PaneMode::Split; kept within [0.2, 0.85].
    [[nodiscard]] double mosaicShare() const { return m_share; }
    void setMosaicShare(double share);

Q_SIGNALS:
    void modeChanged();
    void shareChanged();
    /// This much of the map is covered.
    void covered(const QMargins &insets);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Edge;
    void place();

    QWidget *m_map;
    QWidget *m_mosaic;
    Edge *m_edge;
    PaneMode m_mode = PaneMode::Split;
    double m_share = 0.7;
    QMargins m_insets;
};

} // namespace vigie::shell
