// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/timeline.h>

#include <rtsp/ntp.h>

#include <algorithm>

namespace vigie::rtsp {
namespace {

using std::chrono::microseconds;
using std::chrono::system_clock;

constexpr microseconds kLeastStep{1000};
constexpr std::chrono::minutes kFarthest{30};
constexpr std::chrono::milliseconds kAgrees{100};

microseconds step(Timeline::Clock::time_point from, Timeline::Clock::time_point to)
{
    return std::max(std::chrono::duration_cast<microseconds>(to - from), kLeastStep);
}

} // namespace

microseconds Timeline::span(std::int64_t ticks) const
{
    // Seconds apart, so that years at any clock rate do not overflow.
    const std::int64_t rate = m_clockRate;
    return microseconds(ticks / rate * 1'000'000 + ticks % rate * 1'000'000 / rate);
}

Timeline::Place Timeline::place(std::uint32_t timestamp, Clock::time_point arrival)
{
    if (!m_started) {
        m_started = true;
        m_lastTimestamp = timestamp;
        m_lastArrival = arrival;
        return {};
    }
    const auto ticks = static_cast<std::int32_t>(timestamp - m_lastTimestamp);
    const microseconds said = span(ticks);
    const microseconds waited = step(m_lastArrival, arrival);
    const bool stands = ticks == 0;
    const bool jumps = said < -kReorder || said > waited + kAhead;
    m_lastTimestamp = timestamp;
    m_lastArrival = arrival;
    if (stands || jumps) {
        // From here on as if this picture came that long after the newest one; what the camera says later counts
        // from here.
        m_origin = m_highest + waited;
        m_ticks = 0;
        if (jumps) { // its wall clock is told anew for the new numbers
            m_anchor.reset();
            m_pending.reset();
        }
    } else {
        m_ticks += ticks;
    }
    const microseconds at = m_origin + span(m_ticks);
    m_highest = std::max(m_highest, at);
    return {.at = at, .jumped = stands || jumps};
}

system_clock::time_point Timeline::wallAt(const Anchor &anchor, std::uint32_t timestamp) const
{
    return anchor.wall + span(static_cast<std::int32_t>(timestamp - anchor.timestamp));
}

void Timeline::takeSenderReport(const SenderReport &report)
{
    const auto wall = timeOfNtp(report.ntp);
    if (!wall)
        return;
    const Anchor anchor{*wall, report.rtpTimestamp};
    const auto differs = [&](const Anchor &known) {
        return std::chrono::abs(wallAt(known, anchor.timestamp) - anchor.wall);
    };
    if (!m_anchor || differs(*m_anchor) <= kSlew || (m_pending && differs(*m_pending) <= kAgrees)) {
        m_anchor = anchor;
        m_pending.reset();
    } else {
        m_pending = anchor;
    }
}

std::optional<system_clock::time_point> Timeline::captured(std::uint32_t timestamp) const
{
    if (!m_anchor)
        return std::nullopt;
    const auto away = span(static_cast<std::int32_t>(timestamp - m_anchor->timestamp));
    if (away > kFarthest || away < -kFarthest)
        return std::nullopt;
    return wallAt(*m_anchor, timestamp);
}

} // namespace vigie::rtsp
