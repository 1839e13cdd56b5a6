// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/wall_book.h>

#include <QtWidgets/QDialog>

class QAction;
class QLabel;
class QPushButton;
class QTableWidget;

namespace vigie::shell {

/// Puts a tour together, or changes one: cameras and kept layouts, one line a step. Everything has a key: Alt and arrows move a
/// step, Del takes it out, Ctrl + Z takes the last change back. Thread: GUI.
class TourDialog final : public QDialog {
    Q_OBJECT
public:
    struct Helpers {
        std::function<QString(const CameraId &)> cameraName;
        /// Presets read so far, token and name; empty: none known.
        std::function<QList<std::pair<QString, QString>>(const CameraId &)> presets;
        /// Cameras of the mosaic that is worked in, by tile; the selected one first when \p selectedOnly.
        std::function<QList<CameraId>(bool selectedOnly)> cameras;
        std::function<void(const wall::Tour &)> start; ///< without keeping it
        std::function<void(const wall::Tour &)> keep;
    };
    /// \p name  of the kept tour that is changed; empty: a new one
    TourDialog(const WallBook &book, const wall::Tour &tour, Helpers helpers, QWidget *parent, const QString &name = {});

    [[nodiscard]] wall::Tour tour() const;
    void add(const wall::TourStep &step);

private:
    void addCameras(bool selectedOnly);
    void moveRow(int by);
    void removeRow();
    void append(const wall::TourStep &step);
    void changed();
    void takeBack();
    void refill(const QList<wall::TourStep> &steps, int row);
    void follow();

    const WallBook &m_book;
    Helpers m_helpers;
    QTableWidget *m_table;
    QLabel *m_word;
    QPushButton *m_start;
    QPushButton *m_keep;
    QAction *m_undo;
    QList<wall::TourStep> m_now; ///< as last seen
    QList<QList<wall::TourStep>> m_before; ///< oldest first
    bool m_filling = false;
};

} // namespace vigie::shell
