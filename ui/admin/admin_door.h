// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>
#include <registry/edits.h>

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace vigie::admin {

/// What is saved at once.
struct Save {
    QList<registry::EntityChange> changes;
    QString reference; ///< of the act it rests on; may be empty
    QString approver; ///< matricule of the second administrator; empty where none is needed
    std::shared_ptr<const Secret> approverPassword; ///< null without an approver
};

/// The way to the registry of somebody who may change it. Thread: GUI; answers through the event loop, and not at all once
/// \p context is gone.
class AdminDoor {
public:
    virtual ~AdminDoor() = default;
    using Loaded = std::function<void(Result<registry::Content>)>;
    /// The registry as it is now, without passwords.
    virtual void load(QObject *context, Loaded done) = 0;
    /// Called with the registry after the save, or with why there was none: Busy (somebody changed one of these meanwhile),
    /// InvalidArgument; both with problems. Refused (no right any more, or the approver is none).
    using Saved = std::function<void(Result<registry::Content>, QStringList problems)>;
    virtual void save(Save save, QObject *context, Saved done) = 0;
};

} // namespace vigie::admin
