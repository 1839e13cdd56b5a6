// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_masker.h"

#include "plane_shape.h"

#include <libyuv/convert_argb.h>
#include <libyuv/planar_functions.h>

#include <QtGui/QImage>
#include <QtGui/QPainter>

#include <algorithm>

namespace vigie::render {
namespace {

constexpr std::uint8_t kFillLuma = 72; ///< a grey no picture is mistaken for
constexpr std::uint8_t kNoColour = 128;
constexpr int kLeastBlock = 16;
constexpr int kBlocksAcross = 40;

/// Painted over one another, so that the stronger one wins where masks overlap.
constexpr std::uint8_t kBlurred = 1;
constexpr std::uint8_t kFilled = 2;

/// One sample kind of a plane: every \c step bytes from \c data on.
struct Samples {
    std::uint8_t *data;
    int stride, step;
    std::uint8_t *at(int line, int x) const
    {
        return data + std::ptrdiff_t{stride} * line + std::ptrdiff_t{step} * x;
    }
};

/// Which luma pixels each mask touches, generously: a pixel more on every side.
QImage drawn(QSize size, const QList<PrivacyMask> &masks)
{
    QImage map(size, QImage::Format_Grayscale8);
    map.fill(0);
    QPainter painter(&map);
    for (const auto style : {PrivacyMask::Style::Blurred, PrivacyMask::Style::Filled}) {
        const int value = style == PrivacyMask::Style::Filled ? kFilled : kBlurred;
        const QColor colour(value, value, value);
        painter.setPen(QPen(colour, 3.0, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(colour);
        for (const PrivacyMask &mask : masks) {
            if (mask.style != style)
                continue;
            QPolygonF polygon;
            for (const QPointF &corner : mask.corners)
                polygon.append({corner.x() * size.width(), corner.y() * size.height()});
            painter.drawPolygon(polygon, Qt::WindingFill);
        }
    }
    return map;
}

/// A coarse shade: few enough of them that many pictures of one block do not add up to what is in it.
std::uint8_t shade(std::uint32_t sum, std::uint32_t count)
{
    const std::uint32_t mean = sum / std::max(count, 1U);
    return static_cast<std::uint8_t>(std::min((mean + 8U) & ~15U, 240U));
}

} // namespace

int PictureMasker::blockSize(QSize picture)
{
    const int side = std::max(picture.width(), picture.height()) / kBlocksAcross;
    return std::max(kLeastBlock, side + side % 2);
}

media::FramePtr PictureMasker::masked(media::FramePtr frame, const QList<PrivacyMask> &masks)
{
    if (!frame || (masks.isEmpty() && (frame->surface || !isTenBits(frame->format))))
        return frame;
    if (!hasPlanes(*frame))
        return nullptr;
    auto own = copy(*frame);
    if (!own || masks.isEmpty())
        return own;
    work(own->size, own->format, masks);
    cover(*own);
    return own;
}

std::shared_ptr<media::Frame> PictureMasker::copy(const media::Frame &frame)
{
    using media::PixelFormat;
    const bool tenBits = isTenBits(frame.format);
    const PixelFormat format = frame.format == PixelFormat::I010 ? PixelFormat::I420
        : frame.format == PixelFormat::P010                      ? PixelFormat::Nv12
                                                                 : frame.format;
    auto own = m_copies.take(frame, format);
    const auto to = FrameCopies::planes(*own);
    const QSize chroma = chromaSize(format, frame.size);
    const int pairs = isSemiPlanar(format) ? 2 : 1;
    for (std::size_t i = 0; i < 3; ++i) {
        if (to[i] == nullptr)
            continue;
        const int width = i == 0 ? frame.size.width() : chroma.width() * pairs;
        const int height = i == 0 ? frame.size.height() : chroma.height();
        if (tenBits) {
            if (frame.strides[i] % 2 != 0)
                return nullptr;
            // What is shifted away is half a step of 8 bits at most. The words' alignment is the decoder's.
            const auto *words = reinterpret_cast<const std::uint16_t *>(frame.planes[i]);
            const int scale = frame.format == PixelFormat::P010 ? 256 : 16384;
            libyuv::Convert16To8Plane(words, frame.strides[i] / 2, to[i], own->strides[i], scale,
                                      width, height);
        } else {
            libyuv::CopyPlane(frame.planes[i], frame.strides[i], to[i], own->strides[i], width,
                              height);
        }
    }
    return own;
}

void PictureMasker::work(QSize size, media::PixelFormat format, const QList<PrivacyMask> &masks)
{
    if (size == m_size && format == m_format && masks == m_masks)
        return;
    m_size = size;
    m_format = format;
    m_masks = masks;
    const QImage map = drawn(size, masks);
    const auto runsOf = [&map, size](QSize plane) {
        const int right = plane.width() < size.width() ? 1 : 0;
        const int down = plane.height() < size.height() ? 1 : 0;
        Runs runs;
        std::vector<std::uint8_t> line(static_cast<std::size_t>(plane.width()));
        for (int y = 0; y < plane.height(); ++y) {
            // A chroma pixel is covered where any of its luma pixels is.
            std::fill(line.begin(), line.end(), std::uint8_t{0});
            for (int from = y << down; from <= std::min((y << down) + down, size.height() - 1); ++from) {
                const uchar *luma = map.constScanLine(from);
                for (int x = 0; x < size.width(); ++x) {
                    auto &value = line[static_cast<std::size_t>(x >> right)];
                    value = std::max(value, luma[x]);
                }
            }
            for (int x = 0; x < plane.width();) {
                const std::uint8_t value = line[static_cast<std::size_t>(x)];
                int end = x + 1;
                while (end < plane.width() && line[static_cast<std::size_t>(end)] == value)
                    ++end;
                if (value == kFilled)
                    runs.filled.push_back({y, x, end});
                else if (value == kBlurred)
                    runs.blurred.push_back({y, x, end});
                x = end;
            }
        }
        return runs;
    };
    m_luma = runsOf(size);
    m_chroma = runsOf(chromaSize(format, size));
}

void PictureMasker::cover(media::Frame &frame)
{
    const auto fill = [](const Samples &samples, const std::vector<Run> &runs, std::uint8_t value) {
        for (const Run &run : runs) {
            if (samples.step == 1) {
                std::fill(samples.at(run.line, run.first), samples.at(run.line, run.last), value);
                continue;
            }
            for (int x = run.first; x < run.last; ++x)
                *samples.at(run.line, x) = value;
        }
    };
    const auto blur = [this](const Samples &samples, const std::vector<Run> &runs, int blockWidth,
                             int blockHeight, int width) {
        const auto columns = static_cast<std::size_t>(width / blockWidth + 1);
        for (auto row = runs.cbegin(); row != runs.cend();) {
            const int block = row->line / blockHeight;
            const auto end = std::find_if(row, runs.cend(), [=](const Run &run) {
                return run.line / blockHeight != block;
            });
            m_sums.assign(columns * 2, 0); // sum, count
            for (auto run = row; run != end; ++run) {
                for (int x = run->first; x < run->last; ++x) {
                    const auto at = static_cast<std::size_t>(x / blockWidth) * 2;
                    m_sums[at] += *samples.at(run->line, x);
                    ++m_sums[at + 1];
                }
            }
            for (auto run = row; run != end; ++run) {
                for (int x = run->first; x < run->last;) {
                    const int column = x / blockWidth;
                    const auto at = static_cast<std::size_t>(column) * 2;
                    const std::uint8_t value = shade(m_sums[at], m_sums[at + 1]);
                    for (const int last = std::min(run->last, (column + 1) * blockWidth); x < last; ++x)
                        *samples.at(run->line, x) = value;
                }
            }
            row = end;
        }
    };
    const auto planes = FrameCopies::planes(frame);
    const int block = blockSize(frame.size);
    const Samples luma{planes[0], frame.strides[0], 1};
    blur(luma, m_luma.blurred, block, block, frame.size.width());
    fill(luma, m_luma.filled, kFillLuma);
    const QSize chroma = chromaSize(frame.format, frame.size);
    const bool pairs = isSemiPlanar(frame.format);
    for (int i = 0; i < 2; ++i) {
        const Samples samples = pairs
            ? Samples{planes[1] + i, frame.strides[1], 2}
            : Samples{planes[static_cast<std::size_t>(i + 1)], frame.strides[static_cast<std::size_t>(i + 1)], 1};
        blur(samples, m_chroma.blurred, chroma.width() < frame.size.width() ? block / 2 : block,
             chroma.height() < frame.size.height() ? block / 2 : block, chroma.width());
        fill(samples, m_chroma.filled, kNoColour);
    }
}

media::FramePtr inMemory(const media::DeviceSurface &surface)
{
    PictureMasker masker;
    return masker.masked(surface.download(), {});
}

} // namespace vigie::render
