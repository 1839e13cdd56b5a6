// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_painter.h"

#include <render/watermark.h>

namespace vigie::render {

bool PicturePainter::paint(const media::Frame &frame, const PictureLook &look, const Watermark *watermark,
                           std::uint8_t *pixels, int stride, QRect where)
{
    const bool painted = look.dewarp ? m_dewarper.convert(frame, look, pixels, stride, where)
                                     : m_scaler.convert(frame, pixels, stride, where, look.crop);
    if (painted && watermark != nullptr)
        Watermark::blend(*watermark->cell(where.size()), pixels, stride, where);
    return painted;
}

} // namespace vigie::render
