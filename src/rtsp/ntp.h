// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace vigie::rtsp {

/// NTP's 32.32 seconds since 1900 (RFC 5905) to UTC and back, exact to a nanosecond. Seconds with the first bit unset
/// are of the era that begins in 2036. Pure.
/// \return nothing for 0: the sender has no wall clock (RFC 3550 6.4.1)
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> timeOfNtp(std::uint64_t ntp);
[[nodiscard]] std::uint64_t ntpOfTime(std::chrono::system_clock::time_point time);

} // namespace vigie::rtsp
