// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/admin/admin_door.h>

#include <QtWidgets/QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace vigie::admin {

/// Before a save: the act it rests on, and a second administrator who agrees with their own password where the law table
/// asks for one. Thread: GUI.
class ApprovalDialog final : public QDialog {
    Q_OBJECT
public:
    /// \p reasons  what needs a second person, one a line; empty: nobody is asked
    ApprovalDialog(const QStringList &reasons, QWidget *parent = nullptr);

    /// What was typed; the password is gone from the dialog afterwards.
    void moveInto(Save &save);
    /// Stays open, and says why.
    void refuse(const QString &sentence);
    void setBusy(bool busy);

Q_SIGNALS:
    void agreed();

private:
    void follow();

    QLineEdit *m_reference;
    QLineEdit *m_approver = nullptr; ///< null: nobody is asked
    QLineEdit *m_password = nullptr;
    QLabel *m_word;
    QPushButton *m_ok = nullptr;
    bool m_busy = false;
};

} // namespace vigie::admin
