// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/map/area_layer.h>
#include <ui/map/map_card.h>
#include <ui/map/marker_layer.h>
#include <ui/map/viewport.h>

#include <QtCore/QTimer>
#include <QtCore/QVariantAnimation>
#include <QtWidgets/QWidget>

#include <memory>

class QMimeData;
class QToolButton;

namespace vigie::ui {
class EmptyState;
}

namespace vigie::map {

/// Map of the communes and sites, without any network. It shows a MapModel; it knows no gate and
/// opens nothing itself.
///
/// Mouse: wheel and pinch zoom round the pointer, drag pans, double click shows a site or opens a
/// cluster, a site drags out as ui::cameraMimeType(), right click lists its cameras. Keyboard:
/// arrows pan, + and - zoom, Home shows everything, Tab and Shift+Tab go from site to site (and on
/// to the next widget after the last one, or at once after Escape), Enter shows the chosen site,
/// the menu key lists its cameras. GUI thread.
class MapWidget : public QWidget {
    Q_OBJECT
public:
    explicit MapWidget(QWidget *parent = nullptr);
    ~MapWidget() override;

    /// Keeps the view and the chosen site; the first model with sites is shown whole.
    void setModel(const MapModel &model);
    /// Cheaper than a new model: only the markers are drawn again. Unknown cameras are ignored.
    void setCameraState(const CameraId &camera, CameraState state);

    /// Part of the widget that something else covers: what is fitted or flown to comes into the
    /// free part. A view that nobody has moved since it was fitted is fitted again.
    void setInsets(const QMargins &insets);
    void fitAll();
    /// Brings the camera into the middle, near enough to see its surroundings, and chooses its
    /// site. \return false when the map does not know it
    bool flyTo(const CameraId &camera);
    void flyTo(LatLon position, double zoom = 15.0);
    /// Null forgets the choice. An unknown site too.
    void selectSite(const SiteId &site);
    [[nodiscard]] SiteId selectedSite() const;

    /// False: every move arrives at once (for people who want no motion, and for tests).
    void setAnimated(bool animated) { m_animated = animated; }
    [[nodiscard]] double zoom() const { return m_view.zoom(); }
    [[nodiscard]] LatLon centre() const;
    [[nodiscard]] QPointF screenPosition(LatLon position) const;
    [[nodiscard]] LatLon positionAt(QPointF screen) const;
    /// The card now beside the mouse or the chosen site; empty when there is none.
    [[nodiscard]] const CardContent &card() const { return m_card; }
    /// Ground of that commune as drawn; nullptr when it is not on the map.
    [[nodiscard]] const Area *areaOf(const Insee &commune) const;

    [[nodiscard]] QSize sizeHint() const override { return {960, 600}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    /// One camera was asked for: from the list of a site, or by a double click on it.
    void cameraActivated(const vigie::CameraId &camera);
    /// A site was asked for: double click, or Enter.
    void siteActivated(const vigie::SiteId &site);
    /// Another site is chosen; null when none is.
    void selectionChanged(const vigie::SiteId &site);

protected:
    /// Runs the drag to its end. Tests replace it.
    virtual void startDrag(std::unique_ptr<QMimeData> cameras, const QPixmap &picture);

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct Goal {
        QPointF centre;
        double zoom = 0;
    };
    void applyFont();
    void placeButtons();
    void goTo(const Viewport &goal, int milliseconds);
    void zoomTo(double zoom, QPointF anchor, bool smooth);
    void stopMotion();
    void settle();
    void hover(QPointF screen);
    void updateCard();
    void choose(int site, bool bringIntoView);
    [[nodiscard]] QList<int> tabOrder() const;
    [[nodiscard]] const MapCommune *communeOf(const Insee &insee) const;
    [[nodiscard]] QRectF worldOfEverything() const;
    [[nodiscard]] QMarginsF fitPadding() const;
    void listCameras(const QList<int> &sites, const QPoint &global);
    void dragOut();
    void userMoved();

    Viewport m_view;
    AreaLayer m_areas;
    MarkerLayer m_markers;
    QList<MapCommune> m_communes;
    QHash<Insee, qsizetype> m_communeIndex;
    QString m_attribution;
    QList<Right> m_rights;
    bool m_hasOutlines = false;
    bool m_everFitted = false;
    bool m_fitted = true; ///< nobody has moved the view since it was fitted

    // Motion: either the view walks to a goal, or the zoom walks with a point held fast.
    QVariantAnimation m_motion;
    bool m_animated = true;
    Goal m_from;
    Goal m_to;
    std::optional<QPointF> m_anchor;
    QTimer m_settle; ///< after a pinch or a wheel without motion: sharp pictures once it rests
    bool m_zooming = false;
    QTimer m_prepare; ///< draws squares beside the view while nothing else happens

    // Mouse
    QPointF m_press;
    QPointF m_last;
    bool m_pressed = false;
    bool m_panning = false;
    MarkerLayer::Hit m_pressHit;
    MarkerLayer::Hit m_hover;
    QTimer m_dwell; ///< a commune speaks only when the pointer rests on it
    QPointF m_pointer;
    bool m_pointerInside = false;

    int m_selected = -1;
    bool m_keyboard = false; ///< the focus came by keyboard: show its ring
    bool m_tabLeaves = false;
    CardContent m_card;
    QPointF m_cardAnchor;
    double m_cardClearance = 0;

    QToolButton *m_zoomIn;
    QToolButton *m_zoomOut;
    QToolButton *m_fit;
    ui::EmptyState *m_empty;
};

} // namespace vigie::map
