// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/frame_scaler.h>

#include "dewarper.h"

namespace vigie::render {

/// The CPU path from a masked frame to pixels: look, scaling, colours, watermark. One owner, one thread at a time.
class PicturePainter {
public:
    /// Paints \p frame into \p where (from letterbox()) of a picture of 32-bit pixels.
    /// \return false, nothing written: the frame has no planes in memory
    bool paint(const media::Frame &frame, const PictureLook &look, const Watermark *watermark, std::uint8_t *pixels,
               int stride, QRect where);

private:
    FrameScaler m_scaler;
    Dewarper m_dewarper;
};

} // namespace vigie::render
