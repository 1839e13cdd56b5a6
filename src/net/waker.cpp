// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/waker.h>

#include <sys/eventfd.h>

namespace vigie::net {

Waker::Waker() : m_event(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { }

void Waker::wake() const noexcept
{
    // It only fails when it was woken 2^64 - 2 times and never looked, or is none: see the class.
    static_cast<void>(::eventfd_write(m_event.get(), 1));
}

void Waker::clear() const noexcept
{
    eventfd_t times = 0;
    static_cast<void>(::eventfd_read(m_event.get(), &times));
}

} // namespace vigie::net
