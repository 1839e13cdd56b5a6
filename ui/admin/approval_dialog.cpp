// SPDX-License-Identifier: GPL-3.0-or-later
#include "approval_dialog.h"

#include <ui/common/theme.h>

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace vigie::admin {

ApprovalDialog::ApprovalDialog(const QStringList &reasons, QWidget *parent)
    : QDialog(parent)
    , m_reference(new QLineEdit(this))
    , m_word(new QLabel(this))
{
    setObjectName(QStringLiteral("approvalDialog"));
    setWindowTitle(tr("Save the changes"));
    setMinimumWidth(520);
    auto *form = new QFormLayout(this);
    m_reference->setObjectName(QStringLiteral("reference"));
    m_reference->setMaxLength(200);
    m_reference->setPlaceholderText(tr("order, deliberation, letter …"));
    if (!reasons.isEmpty()) {
        auto *why = new QLabel(tr("A second administrator agrees to:") + QStringLiteral("\n• ")
                                   + reasons.join(QStringLiteral("\n• ")),
                               this);
        why->setWordWrap(true);
        why->setTextFormat(Qt::PlainText);
        form->addRow(why);
    }
    form->addRow(tr("&Act it rests on"), m_reference);
    if (!reasons.isEmpty()) {
        m_approver = new QLineEdit(this);
        m_approver->setObjectName(QStringLiteral("approver"));
        m_approver->setMaxLength(100);
        m_password = new QLineEdit(this);
        m_password->setObjectName(QStringLiteral("approverPassword"));
        m_password->setEchoMode(QLineEdit::Password);
        form->addRow(tr("&Matricule of the second administrator"), m_approver);
        form->addRow(tr("Their &password"), m_password);
        connect(m_approver, &QLineEdit::textChanged, this, &ApprovalDialog::follow);
        connect(m_password, &QLineEdit::textChanged, this, &ApprovalDialog::follow);
    }
    m_word->setObjectName(QStringLiteral("approvalWord"));
    m_word->setWordWrap(true);
    m_word->setTextFormat(Qt::PlainText);
    QPalette palette = m_word->palette();
    palette.setColor(QPalette::WindowText, ui::colours::kError);
    m_word->setPalette(palette);
    m_word->hide();
    form->addRow(m_word);
    auto *buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("approvalOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ApprovalDialog::agreed);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    follow();
}

void ApprovalDialog::follow()
{
    m_ok->setEnabled(!m_busy && (!m_approver || (!m_approver->text().trimmed().isEmpty() && !m_password->text().isEmpty())));
}

void ApprovalDialog::moveInto(Save &save)
{
    save.reference = m_reference->text().trimmed();
    if (!m_approver)
        return;
    save.approver = m_approver->text().trimmed();
    save.approverPassword = std::make_shared<const Secret>(Secret::fromUtf8(m_password->text()));
    m_password->clear();
}

void ApprovalDialog::refuse(const QString &sentence)
{
    m_word->setText(sentence);
    m_word->setVisible(!sentence.isEmpty());
    setBusy(false);
    if (m_password)
        m_password->setFocus();
}

void ApprovalDialog::setBusy(bool busy)
{
    m_busy = busy;
    follow();
}

} // namespace vigie::admin
