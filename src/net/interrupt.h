// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <poll.h>

#include <chrono>
#include <span>

namespace vigie::net {

/// What a blocked call asks, on its own thread and at least every 100 ms, while it waits for the network.
class Interrupt {
public:
    virtual ~Interrupt() = default;
    /// True: give up now; the call that waits returns Cancelled. Must be cheap and must not block.
    [[nodiscard]] virtual bool requested() = 0;
};

using Deadline = std::chrono::steady_clock::time_point;

/// Waits until something asked of \p sockets can be done. Asks \p interrupt once before it waits, so a caller that never
/// has to wait is interrupted as well.
/// \return true: it can; false: \p until came first. Cancelled, Io
[[nodiscard]] Result<bool> waitFor(std::span<pollfd> sockets, Deadline until, Interrupt &interrupt);

} // namespace vigie::net
