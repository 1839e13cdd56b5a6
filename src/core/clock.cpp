// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/clock.h>

#include <time.h>

namespace vigie {
namespace {

std::chrono::milliseconds read(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return std::chrono::milliseconds(static_cast<qint64>(t.tv_sec) * 1000 + t.tv_nsec / 1000000);
}

} // namespace

Instant SystemClock::now() const { return Instant(read(CLOCK_REALTIME)); }

std::chrono::milliseconds SystemClock::sinceBoot() const { return read(CLOCK_BOOTTIME); }

ClockGuard::ClockGuard(const Clock &clock, std::chrono::milliseconds tolerance)
    : m_clock(clock)
    , m_tolerance(tolerance)
    , m_wallOrigin(clock.now())
    , m_bootOrigin(clock.sinceBoot())
{
}

void ClockGuard::raiseFloor(Instant floor)
{
    if (!m_floor || *m_floor < floor)
        m_floor = floor;
}

bool ClockGuard::isTrusted()
{
    const Instant wall = m_clock.now();
    const auto boot = m_clock.sinceBoot();
    if (m_floor && wall + m_tolerance < *m_floor)
        return false;
    const auto step = (wall - m_wallOrigin) - (boot - m_bootOrigin);
    if (step > m_tolerance || step < -m_tolerance)
        return false;
    // Small corrections (NTP slewing) are absorbed, so that months of them do not add up to a jump.
    m_wallOrigin = wall;
    m_bootOrigin = boot;
    return true;
}

bool ClockGuard::trustAgain()
{
    m_wallOrigin = m_clock.now();
    m_bootOrigin = m_clock.sinceBoot();
    return isTrusted();
}

} // namespace vigie
