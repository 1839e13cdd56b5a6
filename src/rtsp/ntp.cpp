// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/ntp.h>

namespace vigie::rtsp {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr std::int64_t kFrom1900To1970 = 2'208'988'800; // seconds
constexpr std::int64_t kEra = std::int64_t{1} << 32;
constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

} // namespace

std::optional<system_clock::time_point> timeOfNtp(std::uint64_t ntp)
{
    if (ntp == 0)
        return std::nullopt;
    auto whole = static_cast<std::int64_t>(ntp >> 32);
    if (whole < kEra / 2)
        whole += kEra;
    const std::uint64_t fraction = ((ntp & 0xffff'ffffU) * kNanosecondsPerSecond) >> 32;
    return system_clock::time_point(seconds(whole - kFrom1900To1970)
                                    + nanoseconds(static_cast<std::int64_t>(fraction)));
}

std::uint64_t ntpOfTime(system_clock::time_point time)
{
    const auto whole = std::chrono::floor<seconds>(time);
    const auto rest = std::chrono::duration_cast<nanoseconds>(time - whole).count();
    const auto since1900 = static_cast<std::uint64_t>(whole.time_since_epoch().count() + kFrom1900To1970);
    // Rounded up, so that what is read back is the same nanosecond.
    const std::uint64_t fraction =
        ((static_cast<std::uint64_t>(rest) << 32) + kNanosecondsPerSecond - 1) / kNanosecondsPerSecond;
    return (since1900 << 32) + fraction;
}

} // namespace vigie::rtsp
