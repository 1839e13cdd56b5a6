// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/paced_sink.h>

#include <media/pacer.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace vigie::media {
namespace {

/// What the planes of \p frame take, padding included.
std::size_t bytesOf(const Frame &frame)
{
    const auto lumaLines = static_cast<std::size_t>(std::max(frame.size.height(), 0));
    const bool tall = frame.format == PixelFormat::I422 || frame.format == PixelFormat::I444;
    const std::size_t chromaLines = tall ? lumaLines : (lumaLines + 1) / 2;
    std::size_t bytes = 0;
    for (std::size_t plane = 0; plane < frame.planes.size(); ++plane) {
        if (frame.planes[plane] != nullptr)
            bytes += static_cast<std::size_t>(std::abs(frame.strides[plane]))
                * (plane == 0 ? lumaLines : chromaLines);
    }
    return bytes;
}

} // namespace

std::shared_ptr<PacedSink> PacedSink::make(std::shared_ptr<FrameSink> sink)
{
    return std::shared_ptr<PacedSink>(new PacedSink(std::move(sink)));
}

PacedSink::~PacedSink() = default;

void PacedSink::present(FramePtr frame)
{
    const std::scoped_lock lock(m_mutex);
    if (m_closed)
        return;
    m_overtaken += static_cast<std::int64_t>(m_held.size());
    dropHeld();
    if (m_sink)
        m_sink->present(std::move(frame));
}

void PacedSink::presentAt(FramePtr frame, TimePoint due)
{
    if (due <= std::chrono::steady_clock::now()) {
        present(std::move(frame));
        return;
    }
    if (!m_pacer)
        m_pacer = Pacer::shared();
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed)
            return;
        if (!m_held.empty())
            due = std::max(due, m_held.back().due);
        const std::size_t bytes = bytesOf(*frame);
        m_held.push_back({std::move(frame), due, bytes});
        m_bytes += bytes;
        m_pacer->held += bytes;
        while (m_held.size() > 1
               && (m_held.size() > kMostPictures || m_bytes > kMostBytes
                   || m_pacer->held > kMostBytesOfAll)) {
            Held oldest = takeOldest();
            if (m_sink)
                m_sink->present(std::move(oldest.frame));
        }
    }
    m_pacer->wake(due, weak_from_this());
}

void PacedSink::presentDue(TimePoint now)
{
    const std::scoped_lock lock(m_mutex);
    Held newest;
    while (!m_held.empty() && m_held.front().due <= now) {
        m_overtaken += newest.frame ? 1 : 0;
        newest = takeOldest();
    }
    if (newest.frame && m_sink && !m_closed)
        m_sink->present(std::move(newest.frame));
}

void PacedSink::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        dropHeld();
    }
    m_pacer.reset();
}

std::int64_t PacedSink::overtaken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_overtaken;
}

void PacedSink::dropHeld()
{
    while (!m_held.empty())
        takeOldest();
}

PacedSink::Held PacedSink::takeOldest()
{
    Held oldest = std::move(m_held.front());
    m_held.pop_front();
    m_bytes -= oldest.bytes;
    m_pacer->held -= oldest.bytes;
    return oldest;
}

} // namespace vigie::media
