// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/surface_access.h>

namespace vigie::media {

/// Lends the surfaces of one decoder to whoever shows them, as frames without planes. Never more at once than the decoder
/// can spare, and none any more once exporting or showing one has failed: such pictures are copied by the caller. One
/// thread, but for refusals and what is asked of the surfaces; lent frames outlive it. Private to src/media.
class SurfaceLender {
public:
    /// One on the screen, one in the mailbox, one being painted, and a few held against jitter. The decoder's pool is
    /// made larger by as many.
    static constexpr int kMostHeld = 8;

    /// \p use  eightBits or tenBits is set
    SurfaceLender(std::shared_ptr<const SurfaceAccess> access, const SurfaceUse &use);
    ~SurfaceLender();
    /// \param guessed  see Frame. \return null: to be copied; reason() says why
    [[nodiscard]] FramePtr lend(const AVFrame &picture, bool guessed = false);
    /// Of the last picture: None when it was lent and has not been refused since.
    [[nodiscard]] CopyReason reason() const;
    [[nodiscard]] QString refusal() const; ///< technical; empty: none
    [[nodiscard]] int held() const;
    [[nodiscard]] std::int64_t downloads() const; ///< of lent pictures

private:
    class Surface;
    struct Book;
    const std::shared_ptr<const SurfaceAccess> m_access;
    const SurfaceUse m_use;
    const std::shared_ptr<Book> m_book;
    CopyReason m_reason = CopyReason::NotProven;
};

} // namespace vigie::media
