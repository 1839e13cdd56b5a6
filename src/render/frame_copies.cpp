// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_copies.h"

#include "plane_shape.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace vigie::render {

using Bytes = std::vector<std::uint8_t>;

struct FrameCopies::Shelf {
    std::mutex mutex;
    std::vector<std::unique_ptr<Bytes>> free; // mutex
};

FrameCopies::FrameCopies() : m_shelf(std::make_shared<Shelf>()) { }
FrameCopies::~FrameCopies() = default;

std::shared_ptr<media::Frame> FrameCopies::take(const media::Frame &like, media::PixelFormat format)
{
    const QSize chroma = chromaSize(format, like.size);
    const bool pairs = isSemiPlanar(format);
    const int lumaStride = (like.size.width() + 31) & ~31;
    const int chromaStride = (chroma.width() * (pairs ? 2 : 1) + 31) & ~31;
    const auto bytes = [](int stride, int lines) {
        return static_cast<std::size_t>(stride) * static_cast<std::size_t>(lines);
    };
    const std::size_t luma = bytes(lumaStride, like.size.height());
    const std::size_t plane = bytes(chromaStride, chroma.height());
    const std::size_t all = luma + plane * (pairs ? 1 : 2);
    std::unique_ptr<Bytes> memory;
    {
        const std::scoped_lock lock(m_shelf->mutex);
        std::erase_if(m_shelf->free, [all](const auto &kept) { return kept->size() != all; });
        if (!m_shelf->free.empty()) {
            memory = std::move(m_shelf->free.back());
            m_shelf->free.pop_back();
        }
    }
    if (!memory)
        memory = std::make_unique<Bytes>(all);
    auto frame = std::make_shared<media::Frame>(like);
    std::uint8_t *data = memory->data();
    frame->format = format;
    frame->planes = {data, data + luma, pairs ? nullptr : data + luma + plane};
    frame->strides = {lumaStride, chromaStride, pairs ? 0 : chromaStride};
    frame->owner = std::shared_ptr<const void>(
        memory.release(), [shelf = m_shelf](const Bytes *used) {
            std::unique_ptr<Bytes> back(const_cast<Bytes *>(used)); // NOLINT(cppcoreguidelines-pro-type-const-cast): ours
            const std::scoped_lock lock(shelf->mutex);
            if (shelf->free.size() < kKept)
                shelf->free.push_back(std::move(back));
        });
    return frame;
}

std::array<std::uint8_t *, 3> FrameCopies::planes(const media::Frame &frame)
{
    std::array<std::uint8_t *, 3> writable{};
    for (std::size_t i = 0; i < 3; ++i)
        writable[i] = const_cast<std::uint8_t *>(frame.planes[i]); // NOLINT(cppcoreguidelines-pro-type-const-cast): ours
    return writable;
}

void FrameCopies::clear()
{
    const std::scoped_lock lock(m_shelf->mutex);
    m_shelf->free.clear();
}

} // namespace vigie::render
