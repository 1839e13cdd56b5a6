// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/rtcp.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace vigie::rtsp {

/// RTP timestamps of one stream to a time that runs on, whatever the camera does to them: they wrap, jump, or stand
/// still. And, through sender reports, to the camera's own wall clock. Time is passed in. One owner, any thread.
class Timeline {
public:
    using Clock = std::chrono::steady_clock;
    /// \param clockRate  Hz, not 0
    explicit Timeline(std::uint32_t clockRate) : m_clockRate(clockRate) { }

    struct Place {
        std::chrono::microseconds at{}; ///< since the first picture; may step back by kReorder (B-frames)
        bool jumped = false; ///< the camera's clock did something else than run: \c at continues by arrival
    };
    /// One call a picture, in the order they came.
    [[nodiscard]] Place place(std::uint32_t timestamp, Clock::time_point arrival);

    /// The newest report holds. One that moves the camera's clock by more than kSlew counts once the next one agrees.
    void takeSenderReport(const SenderReport &report);
    /// When the picture was taken, by the camera's clock. \return nothing without a sender report with a wall clock,
    /// or too far from the last one (half an hour)
    [[nodiscard]] std::optional<std::chrono::system_clock::time_point> captured(std::uint32_t timestamp) const;

    static constexpr std::chrono::seconds kReorder{5}; ///< back by more is a jump
    static constexpr std::chrono::seconds kAhead{10}; ///< forward by more than arrival tells is a jump
    static constexpr std::chrono::milliseconds kSlew{500};

private:
    struct Anchor {
        std::chrono::system_clock::time_point wall;
        std::uint32_t timestamp = 0;
    };
    [[nodiscard]] std::chrono::microseconds span(std::int64_t ticks) const;
    [[nodiscard]] std::chrono::system_clock::time_point wallAt(const Anchor &anchor, std::uint32_t timestamp) const;

    std::uint32_t m_clockRate;
    bool m_started = false;
    std::uint32_t m_lastTimestamp = 0;
    std::int64_t m_ticks = 0; ///< unwrapped, since m_origin
    std::chrono::microseconds m_origin{}; ///< moved by every jump
    std::chrono::microseconds m_highest{}; ///< of all places so far
    Clock::time_point m_lastArrival;
    std::optional<Anchor> m_anchor;
    std::optional<Anchor> m_pending;
};

} // namespace vigie::rtsp
