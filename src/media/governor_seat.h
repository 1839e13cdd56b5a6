// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/effort_policy.h>
#include <media/governor.h>

namespace vigie::media {

/// One session's place at the Governor while its thread runs. Thread: the session's. Private to
/// src/media.
class GovernorSeat {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// \param governor  null: every effort is Full
    GovernorSeat(std::shared_ptr<Governor> governor, Importance importance);
    ~GovernorSeat();
    GovernorSeat(const GovernorSeat &) = delete;
    GovernorSeat &operator=(const GovernorSeat &) = delete;

    /// \return what the session is to leave out from now on
    [[nodiscard]] Effort report(const DecodeLoad &load, Importance importance, TimePoint now);

private:
    const std::shared_ptr<Governor> m_governor;
    int m_id = 0;
    Effort m_effort = Effort::Full;
    std::optional<TimePoint> m_reported;
    Importance m_importance; ///< as reported last
    bool m_decoded = true; ///< as reported last
};

} // namespace vigie::media
