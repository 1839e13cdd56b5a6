// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ptz_head.h"

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtGui/QImage>

namespace vigie::camsim {

/// Where a picture in 4:2:0 planes is written.
struct I420View {
    uint8_t *y = nullptr;
    uint8_t *u = nullptr;
    uint8_t *v = nullptr;
    int strideY = 0;
    int strideUv = 0;
    int width = 0;
    int height = 0;
};

/// The large still picture all PTZ cameras look at, all round: its right edge goes on at its left
/// edge. Immutable once loaded. Thread: any.
class Panorama {
public:
    static constexpr int kWidth = 3840; ///< 360°
    static constexpr int kHeight = 1620;
    static constexpr int kViewWidth = 1280; ///< what is seen at zoom 1x
    static constexpr int kViewHeight = 720;

    /// Reads panorama_3840x1620.yuv of \p folder. \return NotFound, Corrupt
    [[nodiscard]] Result<> load(const QString &folder);
    [[nodiscard]] bool isLoaded() const { return !m_y.isEmpty(); }

    /// Scales what a head at \p position sees into \p out.
    void paint(const I420View &out, const PtzPosition &position) const;

private:
    static constexpr int kStride =
        kWidth + kViewWidth; // the first columns once more, for views over the edge
    QByteArray m_y;
    QByteArray m_u;
    QByteArray m_v;
};

/// Pictures of one camera for one picture size: the panorama through a viewport, traffic on it, the
/// name of the camera and a running clock. Thread: one at a time.
class Scene {
public:
    /// \param labelTop  y of the text, as a part of the height: below the time code when there is
    /// one
    Scene(std::shared_ptr<const Panorama> panorama, const QString &name, QSize size,
          double labelTop);
    void paint(const I420View &out, const PtzPosition &position, qint64 nowMs);

private:
    void paintTraffic(const I420View &out, const PtzPosition &position, qint64 nowMs) const;
    void paintClock(const I420View &out);

    std::shared_ptr<const Panorama> m_panorama;
    QImage m_name; // 8-bit grey, white on dark
    QImage m_glyphs; // the characters of kGlyphs side by side, equally wide
    int m_labelY;
    qint64 m_clockSecond = -1;
    QString m_clock;
};

} // namespace vigie::camsim
