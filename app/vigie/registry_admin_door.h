// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registry_way.h"

#include <access/gate.h>
#include <core/clock.h>
#include <journal/journal.h>
#include <ui/admin/admin_door.h>

#include <QtCore/QThreadPool>

#include <atomic>

namespace vigie::app {

/// Changes the registry for one signed-in administrator, away from the GUI thread: one edit, whose records are
/// durable before it is committed. Who may is asked of the registry itself, within the transaction. Thread: GUI.
class RegistryAdminDoor final : public QObject, public admin::AdminDoor {
    Q_OBJECT
public:
    /// Everything outlives the door.
    struct Parts {
        std::shared_ptr<const RegistryWay> way; ///< the administrator's own
        journal::Journal &journal; ///< this workstation's
        const Clock &clock;
    };
    RegistryAdminDoor(Parts parts, access::SessionContext session, QObject *parent = nullptr);
    ~RegistryAdminDoor() override; ///< waits for what is under way, which gives up

    void load(QObject *context, Loaded done) override;
    void save(admin::Save save, QObject *context, Saved done) override;

private:
    // worker
    [[nodiscard]] Result<registry::Content> saveNow(const admin::Save &save, QStringList &problems);
    [[nodiscard]] Result<QString> approverOf(registry::Registry &registry, const admin::Save &save);
    [[nodiscard]] Result<> record(QList<journal::Entry> entries);
    [[nodiscard]] QList<journal::Entry> entriesFor(const admin::Save &save, const QString &approver, qint64 version) const;

    const Parts m_parts;
    const access::SessionContext m_session;
    std::atomic_bool m_closing = false;
    QThreadPool m_pool;
};

} // namespace vigie::app
