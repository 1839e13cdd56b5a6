// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/socket_handle.h>

namespace vigie::net {

/// Ends a wait of another thread's at once, by a descriptor that poll() sees. Where the kernel has none left, a wait
/// ends when it looks at its interrupt the next time.
class Waker {
public:
    Waker();
    /// The wait that is under way, or else the next one, does not sleep. Any thread; never blocks.
    void wake() const noexcept;
    /// It has been seen. The waiting thread.
    void clear() const noexcept;
    [[nodiscard]] int descriptor() const { return m_event.get(); } ///< readable once woken; -1: none

private:
    SocketHandle m_event;
};

} // namespace vigie::net
