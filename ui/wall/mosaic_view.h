// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/attention.h>
#include <ui/surface/video_surface.h>
#include <ui/wall/card_painter.h>
#include <ui/wall/mosaic.h>
#include <ui/wall/mosaic_keys.h>
#include <ui/wall/number_pad.h>
#include <ui/wall/overlay_painter.h>
#include <ui/wall/tile_mark.h>
#include <ui/wall/truth_painter.h>

#include <QtWidgets/QWidget>

#include <array>

class QMimeData;

namespace vigie::wall {

class KeyHelp;

/// Number of the tile in a drag that starts on a mosaic; which mosaic it is, the drag's source says.
inline constexpr const char *kTileMime = "application/x-vigie-tile";

/// What one tile shows, for reports and guided demonstrations.
struct TileReport {
    int tile = 0;
    CameraId camera;
    QString name;
    live::ViewState state = live::ViewState::Asking;
    access::Decision decision;
    media::SessionStats stats;
    QString stream;
    std::int64_t shown = 0; ///< pictures that reached the screen since the last ask
};

/// The mosaic on the screen: one video surface, words over the pictures, cards where no picture may be, mouse, keys and
/// drags. Thread: GUI.
class MosaicView final : public QWidget {
    Q_OBJECT
public:
    /// \p mosaic and \p clock outlive the view.
    MosaicView(Mosaic &mosaic, const Clock &clock, render::Backend backend, QWidget *parent = nullptr);
    ~MosaicView() override;

    [[nodiscard]] Mosaic &mosaic() { return m_mosaic; }
    /// Tiles that hold a camera, in order.
    [[nodiscard]] QList<TileReport> tileStates() const;
    /// Where tile \p index is painted, in this widget; empty while another one is enlarged.
    [[nodiscard]] QRect tileRect(int index) const;
    [[nodiscard]] int tileAt(const QPoint &position) const; ///< -1 between tiles
    void setMark(int index, const TileMark &mark);
    /// Whether this is the mosaic, of all windows, that cameras open in.
    void setWorkedIn(bool workedIn);
    [[nodiscard]] NumberPad &numberPad() { return *m_numbers; }
    void setHelpShown(bool shown);
    [[nodiscard]] bool isHelpShown() const;
    [[nodiscard]] ui::Attention &attention() { return m_attention; }
    /// On every tile what it knows about its picture, renewed once a second.
    void setTruthShown(bool shown);
    [[nodiscard]] bool isTruthShown() const { return m_truthShown; }
    /// How often overlays and cards were rendered since the start.
    [[nodiscard]] int renders() const;
    /// Where the pictures fill their tiles; changes with the layout.
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void fullScreenToggled();
    void focused();
    /// The person did something to this tile, with a key or the mouse.
    void touched(int tile);
    /// A key that is no affair of one mosaic.
    void deskCommand(const vigie::wall::KeyCommand &command);
    /// The kept layout with this number is asked for.
    void layoutCalled(int number);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void layOut();
    void paintTile(QPainter &painter, int index, const QRect &rect);
    void perform(const KeyCommand &command);
    void updateAccessible();
    void updateSelection();
    void setDropTarget(int index);
    void tick();
    void refreshTruth();
    void dropTile(const QDropEvent &event, int index);
    [[nodiscard]] QString selectedDepartment() const;
    [[nodiscard]] bool acceptsDrop(const QMimeData &payload) const;

    Mosaic &m_mosaic;
    const Clock &m_clock;
    std::unique_ptr<ui::VideoSurface> m_surface;
    ui::Attention m_attention;
    QList<QRect> m_rects; ///< by tile; empty where not shown
    std::array<OverlayPainter, kMaximumTiles> m_overlays;
    std::array<CardPainter, kMaximumTiles> m_cards;
    std::array<TruthPainter, kMaximumTiles> m_truths;
    std::array<QList<TruthLine>, kMaximumTiles> m_truthLines;
    bool m_truthShown = false;
    const render::Backend m_backend;
    std::array<TileMark, kMaximumTiles> m_marks;
    NumberPad *m_numbers = nullptr;
    KeyHelp *m_help = nullptr;
    bool m_workedIn = true;
    QString m_clockText;
    QTimer m_second;
    QPoint m_pressedAt;
    int m_pressedTile = -1;
    int m_dropTarget = -1;
    int m_lastSelected = -1;
};

} // namespace vigie::wall
