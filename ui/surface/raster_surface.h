// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/surface/video_surface.h>

#include <QtCore/QPointer>

namespace vigie::ui {

/// VideoSurface that blits the feeds' images, already of the right size, into an opaque widget.
/// Private to ui/surface.
class RasterSurface final : public VideoSurface {
public:
    explicit RasterSurface(QWidget *parent);
    ~RasterSurface() override;
    [[nodiscard]] QWidget *widget() const override;

protected:
    void requestPaint(const QSet<int> &dirty) override;

private:
    class Canvas;
    void paint(QPainter &painter, const QRegion &region);
    void paintVideo(QPainter &painter, const SurfaceTile &tile) const;

    QPointer<QWidget> m_canvas;
};

} // namespace vigie::ui
