// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <memory>

namespace vigie::render {

/// Frames of our own, for what must be changed in a picture that others share: memory is used again once the last
/// holder of a frame is gone, on whatever thread that is. One owner, any thread; frames outlive it.
class FrameCopies {
public:
    static constexpr std::size_t kKept = 3;

    FrameCopies();
    ~FrameCopies();

    /// A frame as \p like, of \p format, with planes to be written: planes() says where.
    [[nodiscard]] std::shared_ptr<media::Frame> take(const media::Frame &like, media::PixelFormat format);
    /// The planes of a frame from take() that nobody else has seen yet.
    [[nodiscard]] static std::array<std::uint8_t *, 3> planes(const media::Frame &frame);
    /// Frees what is not in use.
    void clear();

private:
    struct Shelf;
    std::shared_ptr<Shelf> m_shelf;
};

} // namespace vigie::render
