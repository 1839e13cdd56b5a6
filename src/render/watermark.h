// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <QtCore/QRect>
#include <QtGui/QImage>

#include <memory>
#include <mutex>
#include <vector>

namespace vigie::render {

/// Who looks at a picture and when, drawn into it again and again so that no photograph of the screen is anonymous:
/// matricule and Paris time to the second, translucent, along the diagonal. One object for a whole console: what is
/// drawn is one cell, repeated over every picture, rendered once a second and size of letters. Thread: any.
class Watermark {
public:
    /// A picture without seams at its edges: repeated side by side it covers anything.
    struct Cell {
        /// Pixels of one line that are not wholly transparent.
        struct Run {
            int line, first, last;
        };
        QImage image; ///< ARGB32, premultiplied
        std::vector<Run> runs; ///< by line
        qint64 number = 0; ///< another one for every cell made
    };
    using CellPtr = std::shared_ptr<const Cell>;

    /// The one of \p matricule on \p clock, shared by all who ask for it, so that a wall renders it once.
    [[nodiscard]] static std::shared_ptr<const Watermark> of(const QString &matricule, const Clock &clock);
    /// \p clock outlives it.
    Watermark(QString matricule, const Clock &clock);
    ~Watermark();

    /// The cell of this second for a picture of \p size. Never null.
    [[nodiscard]] CellPtr cell(QSize size) const;
    /// Cells rendered since the start.
    [[nodiscard]] qint64 renders() const;

    /// Blends \p cell over \p where of a picture of 32-bit pixels (\p stride bytes a line, alpha ignored and kept
    /// opaque), the cell's origin at \p where's.
    static void blend(const Cell &cell, std::uint8_t *pixels, int stride, QRect where);

private:
    struct Kept {
        int letters;
        qint64 second;
        CellPtr cell;
    };
    const QString m_matricule;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    mutable std::vector<Kept> m_kept; // mutex
    mutable qint64 m_renders = 0; // mutex
};

} // namespace vigie::render
