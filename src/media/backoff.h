// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>

#include <chrono>
#include <cstdint>
#include <random>

namespace vigie::media {

/// The time between two attempts: doubles from 0.5 s to 15 s, each with up to a fifth of jitter
/// either way so that a wall does not knock in step; starts again once pictures came. A refused
/// password waits 15 s at once: cameras lock accounts after a few tries. Private to src/media.
class Backoff {
public:
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds kFirst{500};
    static constexpr Milliseconds kLast{15'000};

    explicit Backoff(std::uint32_t seed) : m_random(seed) { }
    void played() { m_next = kFirst; }
    [[nodiscard]] Milliseconds next(ErrorCode why);

private:
    std::minstd_rand m_random;
    Milliseconds m_next = kFirst;
};

} // namespace vigie::media
