// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <net/waker.h>

#include <poll.h>

#include <chrono>
#include <span>

namespace vigie::net {

/// What a blocked call asks, on its own thread, while it waits for the network: at once when its waker is woken, and at
/// least every 50 ms.
class Interrupt {
public:
    virtual ~Interrupt() = default;
    /// True: give up now; the call that waits returns Cancelled. Must be cheap and must not block.
    [[nodiscard]] virtual bool requested() = 0;
    /// Woken by whoever makes requested() turn true; lives as long as the interrupt. Null: nobody does.
    [[nodiscard]] virtual const Waker *waker() const { return nullptr; }
};

using Deadline = std::chrono::steady_clock::time_point;

/// Most sockets waitFor() takes.
inline constexpr std::size_t kMostWaitedFor = 7;

/// Waits until something asked of \p sockets can be done. Asks \p interrupt once before it waits, so a caller that never
/// has to wait is interrupted as well.
/// \return true: it can; false: \p until came first. Cancelled, Io, InvalidArgument (too many sockets)
[[nodiscard]] Result<bool> waitFor(std::span<pollfd> sockets, Deadline until, Interrupt &interrupt);

} // namespace vigie::net
