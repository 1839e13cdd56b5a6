// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_dialogs.h"

#include "error_text.h"

#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>

namespace vigie::shell {

QString scopeText(WallBook::Scope scope, const registry::WallOwners &owners)
{
    switch (scope) {
    case WallBook::Scope::Person: return KeepDialog::tr("Mine");
    case WallBook::Scope::Post: return KeepDialog::tr("This post");
    case WallBook::Scope::Room: return KeepDialog::tr("Room: %1").arg(owners.room);
    }
    return {};
}

QString keepSentenceFor(const Error &error)
{
    if (error.code == ErrorCode::AlreadyExists && error.detail == QLatin1String("number"))
        return KeepDialog::tr("This number is another one's. Choose another number.");
    if (error.code == ErrorCode::AlreadyExists)
        return KeepDialog::tr("This name is another one's. Choose another name.");
    return sentenceFor(error.code);
}

KeepDialog::KeepDialog(const WallBook &book, WallBook::Kind kind, const WallBook::Title &title, Keep keep, QWidget *parent)
    : QDialog(parent)
    , m_book(book)
    , m_kind(kind)
    , m_former(title)
    , m_keep(std::move(keep))
    , m_name(new QLineEdit(title.name, this))
    , m_scope(new QComboBox(this))
    , m_number(new QSpinBox(this))
    , m_word(new QLabel(this))
{
    setObjectName(QStringLiteral("keepDialog"));
    setWindowTitle(kind == WallBook::Kind::Layout ? tr("Keep the layout") : tr("Keep the tour"));
    auto *form = new QFormLayout(this);
    m_name->setObjectName(QStringLiteral("keepName"));
    m_name->setMaxLength(static_cast<int>(registry::kLongestWallName));
    m_name->setMinimumWidth(320);
    form->addRow(tr("&Name"), m_name);
    m_scope->setObjectName(QStringLiteral("keepScope"));
    for (const auto scope : {WallBook::Scope::Person, WallBook::Scope::Post, WallBook::Scope::Room}) {
        if (!book.owners().ownerOf(scope).isEmpty())
            m_scope->addItem(scopeText(scope, book.owners()), static_cast<int>(scope));
    }
    m_scope->setCurrentIndex(std::max(0, m_scope->findData(static_cast<int>(title.scope))));
    form->addRow(tr("&For"), m_scope);
    m_number->setObjectName(QStringLiteral("keepNumber"));
    m_number->setRange(0, registry::kHighestWallNumber);
    m_number->setSpecialValueText(tr("none"));
    m_number->setValue(title.number);
    m_number->setToolTip(tr("Typed after L on the keyboard to open it"));
    form->addRow(tr("N&umber"), m_number);
    m_word->setObjectName(QStringLiteral("keepWord"));
    m_word->setWordWrap(true);
    m_word->setTextFormat(Qt::PlainText);
    form->addRow(m_word);
    auto *buttons = new QDialogButtonBox(this);
    m_ok = buttons->addButton(tr("Keep"), QDialogButtonBox::AcceptRole);
    m_ok->setObjectName(QStringLiteral("keepOk"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &KeepDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &KeepDialog::follow);
    connect(m_scope, &QComboBox::currentIndexChanged, this, &KeepDialog::follow);
    follow();
}

WallBook::Title KeepDialog::title() const
{
    return {m_name->text().trimmed(), static_cast<WallBook::Scope>(m_scope->currentData().toInt()), m_number->value()};
}

void KeepDialog::follow()
{
    const WallBook::Title now = title();
    m_ok->setEnabled(!now.name.isEmpty());
    const auto there = m_book.named(m_kind, now.scope, now.name);
    const bool same = now.name == m_former.name && now.scope == m_former.scope;
    m_word->setText(there && !same ? tr("There is one of this name: it will be replaced. Ctrl + Z takes that back.") : QString());
    if (there && m_number->value() == 0)
        m_number->setValue(there->number);
}

void KeepDialog::accept()
{
    if (title().name.isEmpty())
        return;
    if (const auto kept = m_keep(title()); !kept) {
        m_word->setText(keepSentenceFor(kept.error()));
        return;
    }
    QDialog::accept();
}

BookDialog::BookDialog(WallBook &book, Edit edit, QWidget *parent)
    : QDialog(parent)
    , m_book(book)
    , m_editTour(std::move(edit))
    , m_list(new QListWidget(this))
    , m_edit(new QPushButton(tr("&Change…"), this))
    , m_rename(new QPushButton(tr("&Rename…"), this))
    , m_remove(new QPushButton(tr("&Delete"), this))
    , m_word(new QLabel(this))
{
    setObjectName(QStringLiteral("bookDialog"));
    setWindowTitle(tr("Kept layouts and tours"));
    resize(560, 420);
    auto *column = new QVBoxLayout(this);
    m_list->setObjectName(QStringLiteral("bookList"));
    column->addWidget(m_list, 1);
    m_word->setWordWrap(true);
    m_word->setTextFormat(Qt::PlainText);
    column->addWidget(m_word);
    auto *row = new QHBoxLayout;
    m_edit->setObjectName(QStringLiteral("bookEdit"));
    m_edit->setToolTip(tr("The steps of the tour: Enter"));
    m_rename->setToolTip(tr("F2"));
    m_remove->setToolTip(tr("Del"));
    for (QPushButton *button : {m_edit, m_rename, m_remove})
        button->setAutoDefault(false); // Enter is the list's
    m_rename->setObjectName(QStringLiteral("bookRename"));
    m_remove->setObjectName(QStringLiteral("bookRemove"));
    row->addWidget(m_edit);
    row->addWidget(m_rename);
    row->addWidget(m_remove);
    row->addStretch(1);
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    row->addWidget(close);
    column->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_rename, &QPushButton::clicked, this, &BookDialog::rename);
    connect(m_remove, &QPushButton::clicked, this, &BookDialog::remove);
    connect(m_edit, &QPushButton::clicked, this, &BookDialog::edit);
    connect(m_list, &QListWidget::itemActivated, this, &BookDialog::edit);
    connect(m_list, &QListWidget::currentRowChanged, this, &BookDialog::follow);
    const auto key = [this](Qt::Key keys, void (BookDialog::*what)()) {
        auto *action = new QAction(m_list);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_list->addAction(action);
        connect(action, &QAction::triggered, this, what);
    };
    key(Qt::Key_F2, &BookDialog::rename);
    key(Qt::Key_Delete, &BookDialog::remove);
    connect(&m_book, &WallBook::changed, this, &BookDialog::fill);
    fill();
}

void BookDialog::fill()
{
    const int row = m_list->currentRow();
    m_list->clear();
    for (const auto kind : {WallBook::Kind::Layout, WallBook::Kind::Tour}) {
        for (const registry::WallItem &item : m_book.items(kind)) {
            const QString what = kind == WallBook::Kind::Layout ? tr("layout") : tr("tour");
            QString text = item.number > 0 ? QStringLiteral("%1 · %2").arg(item.number).arg(item.name) : item.name;
            text += QStringLiteral(" — %1, %2").arg(what, scopeText(item.scope, m_book.owners()));
            auto *entry = new QListWidgetItem(text, m_list);
            entry->setData(Qt::UserRole, item.id);
        }
    }
    m_list->setCurrentRow(std::min(std::max(0, row), m_list->count() - 1));
    follow();
    if (m_list->count() == 0)
        m_word->setText(tr("Nothing is kept yet: Ctrl + S keeps the mosaic as it is."));
}

void BookDialog::follow()
{
    const auto item = m_book.find(chosen());
    m_edit->setEnabled(item && item->kind == WallBook::Kind::Tour);
    m_rename->setEnabled(item.has_value());
    m_remove->setEnabled(item.has_value());
}

void BookDialog::edit()
{
    if (const auto item = m_book.find(chosen()); item && item->kind == WallBook::Kind::Tour)
        m_editTour(*item);
}

QString BookDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item != nullptr ? item->data(Qt::UserRole).toString() : QString();
}

void BookDialog::rename()
{
    const auto item = m_book.find(chosen());
    if (!item)
        return;
    auto *dialog = new KeepDialog(m_book, item->kind, {item->name, item->scope, item->number},
                                  [this, id = item->id](const WallBook::Title &title) { return m_book.rename(id, title); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void BookDialog::remove()
{
    const auto item = m_book.find(chosen());
    if (!item)
        return;
    const auto removed = m_book.remove(item->id);
    m_word->setText(removed ? tr("%1 deleted. Ctrl + Z takes that back.").arg(item->name) : sentenceFor(removed.error()));
}

} // namespace vigie::shell
