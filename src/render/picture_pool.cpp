// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/picture_pool.h>

#include <algorithm>
#include <mutex>
#include <vector>

namespace vigie::render {

struct PicturePool::Picture::Buffer {
    QSize size;
    QRect picture; ///< everything outside is black; null: nothing is known
    std::vector<std::uint32_t> pixels;
};

struct PicturePool::Picture::Shelf {
    std::mutex mutex;
    std::vector<std::unique_ptr<Buffer>> free; // mutex

    void giveBack(std::unique_ptr<Buffer> buffer)
    {
        const std::scoped_lock lock(mutex);
        if (free.size() < kKept)
            free.push_back(std::move(buffer));
    }
};

namespace {

constexpr int kStridePixels = 8; // 32-byte lines for the vector paths

int stridePixels(QSize size)
{
    return (size.width() + kStridePixels - 1) / kStridePixels * kStridePixels;
}

} // namespace

PicturePool::PicturePool() : m_shelf(std::make_shared<Picture::Shelf>()) { }
PicturePool::~PicturePool() = default;

PicturePool::Picture::Picture() = default;
PicturePool::Picture::~Picture() = default;
PicturePool::Picture::Picture(Picture &&) noexcept = default;
PicturePool::Picture &PicturePool::Picture::operator=(Picture &&) noexcept = default;

PicturePool::Picture PicturePool::take(QSize size)
{
    Picture picture;
    picture.m_shelf = m_shelf;
    picture.m_size = size;
    picture.m_stride = stridePixels(size) * 4;
    {
        const std::scoped_lock lock(m_shelf->mutex);
        std::erase_if(m_shelf->free, [&](const auto &buffer) { return buffer->size != size; });
        if (!m_shelf->free.empty()) {
            picture.m_buffer = std::move(m_shelf->free.back());
            m_shelf->free.pop_back();
        }
    }
    if (!picture.m_buffer) {
        picture.m_buffer = std::make_unique<Picture::Buffer>();
        picture.m_buffer->size = size;
        picture.m_buffer->pixels.resize(static_cast<std::size_t>(stridePixels(size))
                                        * static_cast<std::size_t>(size.height()));
    }
    return picture;
}

void PicturePool::clear()
{
    const std::scoped_lock lock(m_shelf->mutex);
    m_shelf->free.clear();
}

std::uint8_t *PicturePool::Picture::pixels() const
{
    return reinterpret_cast<std::uint8_t *>(m_buffer->pixels.data());
}

void PicturePool::Picture::blackOutside(QRect where)
{
    if (m_buffer->picture == where && !where.isNull())
        return;
    if (where.size() != m_size)
        std::fill(m_buffer->pixels.begin(), m_buffer->pixels.end(), 0xff000000U);
    m_buffer->picture = where;
}

QImage PicturePool::Picture::image() &&
{
    struct Lease {
        std::unique_ptr<Buffer> buffer;
        std::shared_ptr<Shelf> shelf;
    };
    auto lease = std::make_unique<Lease>(Lease{std::move(m_buffer), std::move(m_shelf)});
    const auto *bits = reinterpret_cast<const uchar *>(lease->buffer->pixels.data());
    // Read-only bits: whoever paints on the image gets a copy of it.
    return QImage(
        bits, m_size.width(), m_size.height(), m_stride, QImage::Format_RGB32,
        [](void *handle) {
            const std::unique_ptr<Lease> ended(static_cast<Lease *>(handle));
            ended->shelf->giveBack(std::move(ended->buffer));
        },
        lease.release());
}

} // namespace vigie::render
