// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <ptz/lease.h>

namespace vigie::ptz {

/// Where leases are kept for all consoles. Blocks, within limits of its own; one thread at a time.
class LeaseStore {
public:
    LeaseStore() = default;
    virtual ~LeaseStore() = default;
    LeaseStore(const LeaseStore &) = delete;
    LeaseStore &operator=(const LeaseStore &) = delete;

    /// Reaches it, anew after drop(). \return what the database said
    [[nodiscard]] virtual Result<> open() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    virtual void drop() = 0;
    /// One answer to each, in order. \return what the database said; then none of them may be counted on
    [[nodiscard]] virtual Result<QList<LeaseState>> act(const QList<LeaseAsk> &asks) = 0;
    /// Waits until another console may have changed something, \p limit is over or \p wake can be read from.
    /// \return whether to look
    [[nodiscard]] virtual Result<bool> waitForChange(std::chrono::milliseconds limit, int wake) = 0;
};

} // namespace vigie::ptz
