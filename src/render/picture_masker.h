// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame_copies.h"

#include <core/privacy_mask.h>
#include <media/device_surface.h>
#include <media/frame.h>

#include <vector>

namespace vigie::render {

/// Makes what may be seen of a decoded picture: 8 bits a sample, masks burnt into the planes. Everything else (scaling,
/// zoom, snapshots, textures) starts from this frame, so that nothing can be shown that a mask covers. Keeps what it
/// worked out about the masks until they or the pictures' size change. One owner, one thread at a time.
class PictureMasker {
public:
    /// \return \p frame itself where nothing is to be done, as for one that is still on its device and has no mask; null
    /// where masks cannot be burnt in (a frame whose planes are not in memory): such a picture is not shown.
    [[nodiscard]] media::FramePtr masked(media::FramePtr frame, const QList<PrivacyMask> &masks);
    /// Side of a blurred mask's blocks in luma pixels; even.
    [[nodiscard]] static int blockSize(QSize picture);
    /// Frees what is not in use.
    void clear() { m_copies.clear(); }

private:
    /// Pixels of one line of a plane, \c first included, \c last not.
    struct Run {
        int line, first, last;
    };
    struct Runs {
        std::vector<Run> filled, blurred;
    };
    void work(QSize size, media::PixelFormat format, const QList<PrivacyMask> &masks);
    [[nodiscard]] std::shared_ptr<media::Frame> copy(const media::Frame &frame);
    void cover(media::Frame &frame);

    FrameCopies m_copies;
    QList<PrivacyMask> m_masks;
    QSize m_size;
    media::PixelFormat m_format = media::PixelFormat::I420;
    Runs m_luma, m_chroma;
    std::vector<std::uint32_t> m_sums; ///< of one row of blocks
};

/// The picture of \p surface with planes of 8 bits a sample; null: the device failed. Waits for the device.
[[nodiscard]] media::FramePtr inMemory(const media::DeviceSurface &surface);

} // namespace vigie::render
