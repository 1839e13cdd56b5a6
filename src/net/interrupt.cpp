// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/interrupt.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace vigie::net {
namespace {

constexpr std::chrono::milliseconds kLongestWait{50}; ///< between two looks at the interrupt

} // namespace

Result<bool> waitFor(std::span<pollfd> sockets, Deadline until, Interrupt &interrupt)
{
    using namespace std::chrono;
    if (sockets.size() > kMostWaitedFor)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("too many sockets to wait for"));
    const Waker *waker = interrupt.waker();
    std::array<pollfd, kMostWaitedFor + 1> all{};
    all[0] = {waker != nullptr ? waker->descriptor() : -1, POLLIN, 0}; // poll() passes over -1
    std::ranges::copy(sockets, all.begin() + 1);
    while (true) {
        if (interrupt.requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("interrupted"));
        const auto left = ceil<milliseconds>(until - steady_clock::now());
        const auto wait = std::clamp(left, milliseconds(0), kLongestWait);
        const int ready =
            ::poll(all.data(), static_cast<nfds_t>(sockets.size() + 1), static_cast<int>(wait.count()));
        if (ready < 0 && errno != EINTR)
            return fail(ErrorCode::Io, QStringLiteral("poll: ") + QString::fromUtf8(std::strerror(errno)));
        if (ready > 0 && all[0].revents != 0) {
            waker->clear(); // before the interrupt is asked again: what comes after that wakes again
            continue;
        }
        if (ready > 0) {
            std::copy_n(all.begin() + 1, sockets.size(), sockets.begin());
            return true;
        }
        if (left <= milliseconds(0))
            return false;
    }
}

} // namespace vigie::net
