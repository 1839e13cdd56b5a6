// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour.h"

#include <ui/admin/admin_window.h>

namespace vigie::app {

/// The other console behind `packaging/run-demo --department --headless`: an administrator who suspends an operator's agrement
/// while she watches, then lifts that with a second administrator (department_watch.h). Thread: GUI.
class DepartmentKeep final : public Tour {
    Q_OBJECT
public:
    /// Opens the administration of whoever is signed in; null when it cannot be had.
    using Administer = std::function<admin::AdminWindow *()>;
    /// Everything outlives the tour.
    DepartmentKeep(shell::Console &console, Administer administer, QString shots);

private:
    void run() override;
    [[nodiscard]] bool openAdministration();
    /// \return when the save was asked for, once it is there
    [[nodiscard]] std::optional<Instant> suspend();
    [[nodiscard]] bool lift();
    [[nodiscard]] bool write(const QString &key, const QJsonValue &value);
    /// \return whether the dialog that asks for agreement is there
    [[nodiscard]] bool askToSave();
    /// Presses its button. \return whether it is saved
    [[nodiscard]] bool agree();
    [[nodiscard]] QWidget *approval() const;

    const Administer m_administer;
    admin::AdminWindow *m_window = nullptr;
};

} // namespace vigie::app
