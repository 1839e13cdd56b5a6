// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>

#include <array>
#include <map>
#include <vector>

namespace vigie::media {

/// What one session tells of its decoder.
struct DecodeLoad {
    std::chrono::microseconds lag{0}; ///< from at hand to decoded, smoothed over about a second
    std::chrono::microseconds interval{0}; ///< between two pictures; 0: unknown
    double pixelsPerSecond = 0.0;
    bool decodes = true; ///< false: paused, it costs nothing and is no measure
    bool starved = false; ///< short of network
};

/// The rules by which the Governor takes and gives back. Pure: time is an argument.
///
/// Overloaded is who has one decoder in at least 0.5 s whose lag exceeds 60 ms and 1.5 picture
/// intervals. Then one step for a quarter (at least one) of those who are next: the lowest step
/// first, the least important first, the largest first; selected ones only when all others are at
/// the last step. After a step its effect is awaited. When every lag has stayed under half its
/// limit, the last step is taken back the same way. A step that had to be taken again within 20 s
/// waits twice as long the next time, 2 min at most; a minute without any forgets that.
class EffortPolicy {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    using Millis = std::chrono::milliseconds;

    /// \return its id. It begins with what others of its importance have to do without: the
    /// smaller stream that replaces a large one must not look like room for the large one.
    int add(Importance importance);
    void remove(int id);
    void update(int id, const DecodeLoad &load, Importance importance, TimePoint now);
    [[nodiscard]] Effort effort(int id) const;
    /// At most one step. \return whether an effort changed
    bool evaluate(TimePoint now);

    struct Member {
        Importance importance = Importance::Visible;
        Effort effort = Effort::Full;
        DecodeLoad load;
        TimePoint updated{};
    };
    [[nodiscard]] const std::map<int, Member> &members() const { return m_members; }

    static constexpr Millis kShortestLag{60};
    static constexpr Millis kSustained{500};
    static constexpr Millis kStale{3'000}; ///< who says nothing for longer is no measure
    static constexpr Millis kFirstWait{4'000};
    static constexpr Millis kLongestWait{120'000};
    static constexpr Millis kRetaken{20'000};
    static constexpr Millis kForgets{60'000};

private:
    struct Step {
        Millis wait = kFirstWait; ///< calm needed before it is taken back
        std::optional<TimePoint> givenBack;
    };
    [[nodiscard]] std::vector<Member *> next(bool degrade);
    bool degrade(TimePoint now);
    bool giveBack(TimePoint now);
    [[nodiscard]] Step &step(Effort effort) { return m_steps[static_cast<std::size_t>(effort)]; }

    std::map<int, Member> m_members;
    int m_lastId = 0;
    std::array<Step, 4> m_steps; ///< by Effort
    std::optional<TimePoint> m_lateSince;
    std::optional<TimePoint> m_calmSince;
    std::optional<TimePoint> m_fullSince;
    TimePoint m_settled{}; ///< the last step shows its effect from here
};

/// Whether \p load is that of a decoder that does not keep up.
[[nodiscard]] bool late(const DecodeLoad &load);

} // namespace vigie::media
