// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <media/ffmpeg_support.h>
#include <media/frame.h>

namespace vigie::media {

/// Largest picture accepted, each way.
inline constexpr int kMaxPictureSide = 8192;

/// FFmpeg's pictures as ours; the one place that knows what its formats and colour tags mean. One thread. Private to
/// src/media.
class FrameMaker {
public:
    /// A frame that shows \p picture, in system memory, without a copy.
    /// \param guessed  see Frame
    /// \return NotSupported for a picture nobody can show (too large, 12 bit)
    [[nodiscard]] Result<FramePtr> make(ff::AvFramePtr picture, bool guessed);
    /// Everything about \p picture, on a device or not, but its planes.
    /// \return NotSupported as make(), and for what is neither Nv12 nor P010
    [[nodiscard]] static Result<Frame> describe(const AVFrame &picture);

private:
    std::shared_ptr<const void> m_grey; ///< chroma of grey pictures
    qsizetype m_greySize = 0;
};

} // namespace vigie::media
