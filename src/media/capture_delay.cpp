// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/capture_delay.h>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
/// A clock was set anew: what was learnt of it is void.
constexpr CaptureDelay::Micros kSetBack = 2s;
constexpr CaptureDelay::Micros kSetAhead = 10s;

} // namespace

void CaptureDelay::add(SystemTime captured, SystemTime arrivedWall, TimePoint arrived)
{
    m_last = std::chrono::duration_cast<Micros>(arrivedWall - captured);
    if (!m_least.empty()
        && (m_last < m_least.value() - kSetBack || m_last > m_least.value() + kSetAhead))
        m_least.clear();
    m_least.add(m_last, arrived);
}

bool CaptureDelay::clocksAgree() const
{
    return !m_least.empty() && m_least.value() >= 0us && m_least.value() <= kAgrees;
}

std::optional<CaptureDelay::Micros> CaptureDelay::delay() const
{
    if (m_least.empty())
        return std::nullopt;
    return clocksAgree() ? m_last : m_last - m_least.value();
}

} // namespace vigie::media
