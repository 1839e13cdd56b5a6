// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/lag_meter.h>

#include <algorithm>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
using Micros = LagMeter::Micros;

/// A picture cannot come that much before any other: its stream time jumped.
constexpr Micros kJump = 1s;
/// No pause that a connection survives is longer.
constexpr Micros kLongestPause = 10s;
/// B pictures bring no larger stream time, but no encoder puts out so many in a row.
constexpr int kStandsStill = 16;
constexpr std::size_t kReckonEvery = 8;

Micros sinceEpoch(LagMeter::TimePoint at)
{
    return std::chrono::duration_cast<Micros>(at.time_since_epoch());
}

} // namespace

void LagMeter::restart()
{
    *this = {};
}

void LagMeter::beginAt(Micros pts, TimePoint received, Micros difference)
{
    m_least.clear();
    m_least.add(difference, received);
    m_base = difference;
    m_newest = pts;
    m_notNewer = 0;
    m_last = {};
}

bool LagMeter::jumped(Micros pts, Micros difference) const
{
    return difference < *m_base - kJump || difference > *m_base + kLongestPause
        || pts < m_newest - kJump;
}

void LagMeter::note(Micros network)
{
    if (network > kNotLive)
        m_afterPause = true; // what follows was held up with it: one event, not sixty
    if (m_afterPause) {
        m_afterPause = network > m_interval / 2;
        return;
    }
    m_samples[m_sampleCount++ % kSamples] = network;
    if (m_sampleCount % kReckonEvery != 0)
        return;
    std::array<Micros, kSamples> sorted = m_samples;
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_sampleCount, kSamples));
    const auto at = sorted.begin() + count * 95 / 100;
    std::nth_element(sorted.begin(), at, sorted.begin() + count);
    m_jitter = *at;
}

std::optional<LagMeter::Lag> LagMeter::arrived(Micros pts, TimePoint received, Micros busy)
{
    const Micros atHand = sinceEpoch(received) - busy; // at the earliest
    const Micros late = sinceEpoch(received) - pts;
    if (!m_base) {
        beginAt(pts, received, late);
        return m_last;
    }
    if (pts <= m_newest && pts >= m_newest - kJump) {
        if (++m_notNewer > kStandsStill)
            return std::nullopt;
        return m_last;
    }
    if (jumped(pts, late - busy)) {
        beginAt(pts, received, late);
        return std::nullopt;
    }
    if (const Micros step = pts - m_newest; step < 2s && m_notNewer <= kStandsStill) {
        // With B pictures the larger times come every other picture.
        const Micros each = step / (m_notNewer + 1);
        m_interval = m_interval == 0us ? each : (m_interval * 7 + each) / 8;
    }
    m_newest = pts;
    m_notNewer = 0;
    // The picture was at hand somewhere between the two; as early as no lag at all allows.
    const Micros difference = std::clamp(*m_base, atHand - pts, late);
    m_least.add(difference, received);
    m_base = m_least.value();
    m_last.arrival = late - *m_base;
    m_last.processor = std::clamp(late - difference, 0us, m_last.arrival);
    note(m_last.network());
    return m_last;
}

std::optional<Micros> LagMeter::lagOf(Micros pts, TimePoint at) const
{
    if (!m_base || m_notNewer > kStandsStill)
        return std::nullopt;
    return std::max(0us, sinceEpoch(at) - pts - *m_base);
}

std::optional<LagMeter::TimePoint> LagMeter::expected(Micros pts) const
{
    if (!m_base || m_notNewer > kStandsStill)
        return std::nullopt;
    return TimePoint(*m_base + pts);
}

} // namespace vigie::media
