// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_probe.h"

#include <algorithm>

namespace vigie::bench {
namespace {

using namespace std::chrono_literals;
/// What differs more from the picture before is another time line: a new connection, not lateness.
constexpr auto kOtherTimeLine = 10s;
constexpr auto kLongestInterval = 1s;

} // namespace

void PictureProbe::present(media::FramePtr frame)
{
    const auto pts = frame->pts;
    const auto received = frame->received;
    if (m_next)
        m_next->present(std::move(frame));
    const auto ready = m_now();
    judge(pts, ready);
    const std::scoped_lock lock(m_mutex);
    ++m_counts.pictures;
    m_sinceInstant += received >= m_from ? 1 : 0;
}

void PictureProbe::judge(Micros pts, std::chrono::steady_clock::time_point ready)
{
    const auto difference = std::chrono::duration_cast<Micros>(ready.time_since_epoch()) - pts;
    const auto step = m_lastPts ? pts - *m_lastPts : Micros(0);
    m_lastPts = pts;
    if (step > 0us && step < kLongestInterval) // the shortest usual step: pictures left out do not widen it
        m_interval = m_interval > 0us ? std::min(m_interval, step) : step;
    if (m_best && difference - *m_best > kOtherTimeLine)
        m_best.reset();
    if (!m_best || difference < *m_best)
        m_best = difference;
    if (*m_best == difference)
        m_recent.clear();
    m_recent.add(difference, ready);
    if (m_interval > 0us
        && (difference - m_recent.value() > m_interval || difference - *m_best > 2 * m_interval)) {
        const std::scoped_lock lock(m_mutex);
        ++m_counts.late;
    }
}

PictureProbe::Counts PictureProbe::counts() const
{
    const std::scoped_lock lock(m_mutex);
    return m_counts;
}

void PictureProbe::countFrom(std::chrono::steady_clock::time_point instant)
{
    const std::scoped_lock lock(m_mutex);
    m_from = instant;
    m_sinceInstant = 0;
}

std::int64_t PictureProbe::sinceInstant() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sinceInstant;
}

} // namespace vigie::bench
