// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/live_pace.h>

#include <cmath>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
using Micros = LivePace::Micros;

/// One unit that came with another is no queue.
constexpr int kQueue = 2;
/// A backlog is over when a unit is no later than this, or than a picture's interval.
constexpr Micros kLiveAgain = 100ms;
constexpr Micros kStarvedLag = 200ms;
constexpr auto kStarvedFor = 3s;
constexpr Micros kSilence = 500ms;
constexpr double kSmoothing = 1.0; ///< seconds

} // namespace

void LivePace::restart()
{
    *this = {};
}

void LivePace::arrived(const AccessUnit &unit, Micros busy, bool slept)
{
    m_lag = m_meter.arrived(unit.pts, unit.received, busy);
    m_busy = busy;
    m_atHand = slept ? 0 : m_atHand + 1;
    const bool silence = m_arrived && unit.received - *m_arrived > patience(kSilence);
    m_arrived = unit.received;
    if (unit.afterLoss || silence
        || (m_lag && m_lag->network() > std::max(kStarvedLag, m_meter.interval() * 2)))
        m_starved = unit.received;
    m_playout.update(m_meter.jitter(), m_bursts.lag(unit.received), m_meter.interval(), unit.received);
    if (unit.captured)
        m_capture.add(*unit.captured,
                      std::chrono::system_clock::now()
                          - std::chrono::duration_cast<std::chrono::system_clock::duration>(
                              std::chrono::steady_clock::now() - unit.received),
                      unit.received);
}

void LivePace::decoded(TimePoint now)
{
    if (!m_arrived)
        return;
    // Without stream times, all that the thread was busy may have been waiting.
    const Micros waited = m_lag ? m_lag->processor : m_busy;
    const Micros lag = waited + std::chrono::duration_cast<Micros>(now - *m_arrived);
    const double passed =
        m_measured ? std::chrono::duration<double>(now - *m_measured).count() : 0.0;
    const double weight = 1.0 - std::exp(-passed / kSmoothing);
    m_measured = now;
    m_bursts.add(lag, m_meter.interval(), now);
    m_decodeLag += Micros(static_cast<Micros::rep>(
        static_cast<double>((lag - m_decodeLag).count()) * weight));
}

bool LivePace::behind() const
{
    return m_lag && m_lag->arrival > LagMeter::kNotLive && m_atHand >= kQueue;
}

bool LivePace::caughtUp() const
{
    return m_atHand == 0 || !m_lag
        || m_lag->arrival <= std::max(kLiveAgain, m_meter.interval());
}

DecodeLoad LivePace::load(QSize picture, TimePoint now) const
{
    DecodeLoad load;
    load.lag = m_decodeLag;
    load.interval = m_meter.interval();
    if (load.interval > 0us)
        load.pixelsPerSecond = 1e6 * picture.width() * picture.height()
            / static_cast<double>(load.interval.count());
    load.starved = starved(now);
    return load;
}

bool LivePace::starved(TimePoint now) const
{
    return (m_starved && now - *m_starved < kStarvedFor)
        || (m_arrived && now - *m_arrived > patience(kSilence));
}

Shortage LivePace::shortage(TimePoint now) const
{
    if (late(load({}, now)))
        return Shortage::Processor;
    return starved(now) ? Shortage::Network : Shortage::None;
}

Micros LivePace::patience(Micros least) const
{
    return std::max(least, m_meter.interval() * 2);
}

std::optional<LivePace::TimePoint> LivePace::due(const Frame &frame) const
{
    const std::optional<TimePoint> expected = m_meter.expected(frame.pts);
    if (m_playout.current() == 0us || !expected)
        return std::nullopt;
    return *expected + m_playout.current();
}

std::optional<Micros> LivePace::delay(const Frame &frame) const
{
    const Micros here =
        std::chrono::duration_cast<Micros>(frame.decoded - frame.received);
    std::optional<Micros> way = m_capture.delay();
    if (!way)
        way = m_meter.lagOf(frame.pts, frame.received);
    if (!way)
        return std::nullopt;
    // A picture is held until its lag and the decoder's time are within the buffer.
    return std::max(*way + here, *way - m_meter.lagOf(frame.pts, frame.received).value_or(0us)
                                     + m_playout.current());
}

} // namespace vigie::media
