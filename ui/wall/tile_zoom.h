// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <render/virtual_head.h>
#include <ui/wall/mosaic_layout.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPoint>
#include <QtCore/QTimer>

#include <array>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace vigie::wall {

class MosaicView;

/// How each tile is looked at: digital zoom of a fixed camera (wheel around the pointer, + and -, drag inside the zoom,
/// Escape and Home back to the whole), a turning view inside a panorama (wheel, drag, turn(); P shows all of it, Home
/// looks ahead). A camera that moves keeps wheel and keys for its own motors. Thread: GUI.
class TileZoom final : public QObject {
    Q_OBJECT
public:
    /// Filters the events of \p view; it and \p registry outlive this object.
    TileZoom(MosaicView &view, const registry::FactsFeed &registry, QObject *parent = nullptr);

    /// How tile \p index is looked at; the stream it needs is neededSize() of it.
    [[nodiscard]] render::PictureLook look(int index) const;
    /// Whether \p camera is a panorama that can be turned inside.
    [[nodiscard]] bool isPanorama(const CameraId &camera) const;
    /// Turns every tile that shows the panorama \p camera, at this velocity until told otherwise: each axis in [-1, 1],
    /// + is right, up, closer; zeros stop.
    void turn(const CameraId &camera, double pan, double tilt, double zoom);
    /// Tile \p index shows the whole picture again, or looks ahead.
    void reset(int index);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void lookChanged(int index);

private:
    enum class Mode { View, Strip, Raw };
    struct Looking {
        CameraId camera;
        render::DigitalZoom zoom;
        std::optional<render::VirtualHead> head; ///< of a panorama
        Mode mode = Mode::View;
    };
    struct Velocity {
        CameraId camera;
        double pan = 0.0, tilt = 0.0, zoom = 0.0;
    };

    [[nodiscard]] std::optional<registry::Camera> cameraOf(int index) const;
    [[nodiscard]] bool turnsView(int index) const;
    [[nodiscard]] double aspectOf(int index) const;
    void follow(int index);
    void followAll();
    void apply(int index);
    void step();
    bool wheel(const QWheelEvent &event);
    bool press(const QKeyEvent &event);
    bool drag(const QMouseEvent &event);

    MosaicView &m_view;
    const registry::FactsFeed &m_registry;
    std::array<Looking, kMaximumTiles> m_tiles;
    Velocity m_velocity;
    QTimer m_steps;
    QElapsedTimer m_sinceStep;
    int m_dragged = -1;
    QPoint m_draggedFrom;
};

} // namespace vigie::wall
