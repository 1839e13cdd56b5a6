// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/surface/video_surface.h>

#include <QtCore/QPointer>

namespace vigie::ui {

/// VideoSurface over one QOpenGLWidget: pictures from YUV textures, overlays by QPainter. Every
/// tick redraws the whole wall, but uploads only what is new. Private to ui/surface.
class GpuSurface final : public VideoSurface {
public:
    explicit GpuSurface(QWidget *parent);
    ~GpuSurface() override;
    [[nodiscard]] QWidget *widget() const override;

protected:
    void requestPaint(const QSet<int> &dirty) override;
    void tilesReplaced() override;

private:
    class Canvas;
    QPointer<QWidget> m_widget;
    Canvas *m_canvas; ///< the same object; do not use when m_widget is null
};

} // namespace vigie::ui
