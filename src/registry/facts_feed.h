// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <registry/model.h>

#include <QtCore/QObject>

namespace vigie::registry {

/// Gives the newest Facts and says when they changed, whoever changed them (this process or another).
/// Thread: GUI. Implementations read on a thread of their own.
class FactsFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Newest snapshot; never null once start() succeeded.
    [[nodiscard]] virtual FactsPtr facts() const = 0;
    /// Since when the registry could not be read, on the boot clock; nullopt while it is reachable.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> unreachableSince() const = 0;

Q_SIGNALS:
    void changed(); ///< facts() returns something newer
    void reachabilityChanged();
};

} // namespace vigie::registry
