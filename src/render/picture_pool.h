// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QRect>
#include <QtGui/QImage>

#include <cstdint>
#include <memory>

namespace vigie::render {

/// A handful of RGB32 pictures of one size, handed out as QImages without a copy and used again
/// once the last QImage that shows one is gone, on whatever thread that is. Any thread; outlives
/// nothing: images stay valid without the pool.
class PicturePool {
public:
    /// More than this many pictures in use at once are freed instead of kept.
    static constexpr std::size_t kKept = 3;

    PicturePool();
    ~PicturePool();

    /// One picture to be written; nobody else sees it until image() is called.
    class Picture {
    public:
        Picture();
        ~Picture();
        Picture(Picture &&) noexcept;
        Picture &operator=(Picture &&) noexcept;

        [[nodiscard]] std::uint8_t *pixels() const;
        [[nodiscard]] int stride() const { return m_stride; } ///< bytes
        /// Makes everything outside \p where black, unless it is so from the last time.
        void blackOutside(QRect where);
        /// Gives the picture away.
        [[nodiscard]] QImage image() &&;

    private:
        friend class PicturePool;
        struct Buffer;
        struct Shelf;
        std::unique_ptr<Buffer> m_buffer;
        std::shared_ptr<Shelf> m_shelf;
        QSize m_size;
        int m_stride = 0;
    };
    /// \p size not empty. Throws std::bad_alloc.
    [[nodiscard]] Picture take(QSize size);
    /// Frees what is not in use.
    void clear();

private:
    std::shared_ptr<Picture::Shelf> m_shelf;
};

} // namespace vigie::render
