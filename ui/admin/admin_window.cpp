// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin_window.h"

#include <core/paris_time.h>
#include <ui/admin/approval_dialog.h>
#include <ui/admin/entity_form.h>
#include <ui/admin/entity_model.h>
#include <ui/admin/exchange.h>
#include <ui/admin/expiry_model.h>
#include <ui/admin/find_devices.h>
#include <ui/common/message_bar.h>

#include <QtCore/QUuid>
#include <QtGui/QCloseEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

namespace vigie::admin {
namespace {

constexpr std::chrono::milliseconds kCheckAfter{250}; // of the last key
constexpr std::chrono::seconds kWordLasts{8};
constexpr QLatin1String kCalendar("calendar");
constexpr int kRoomForBold = 16; ///< logical pixels: what is changed is written in bold

} // namespace

AdminWindow::AdminWindow(Parts parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_kinds(kinds())
{
    setObjectName(QStringLiteral("adminWindow"));
    setWindowTitle(tr("Administration of the registry"));
    resize(1280, 760);
    build();
    connectExchange();
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(kCheckAfter);
    connect(&m_checkSoon, &QTimer::timeout, this, &AdminWindow::check);
    load();
}

AdminWindow::~AdminWindow()
{
    clearPage(); // models and forms before their draft
    if (m_draft) {
        m_draft->disconnect(this);
        m_draft->undo().disconnect(this); // it says once more where it stands when it goes
    }
}

QPushButton *AdminWindow::addButton(QLayout &row, const QString &name, const QString &text, const QKeySequence &keys)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    button->setEnabled(false);
    row.addWidget(button);
    auto *shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    return button;
}

QWidget *AdminWindow::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("adminSearch"));
    m_search->setPlaceholderText(tr("Search (Ctrl + F)"));
    m_search->setClearButtonEnabled(true);
    row->addWidget(m_search, 1);
    m_add = addButton(*row, QStringLiteral("adminAdd"), tr("New"), Qt::CTRL | Qt::Key_N);
    m_remove = addButton(*row, QStringLiteral("adminRemove"), tr("Remove"), Qt::CTRL | Qt::Key_Delete);
    m_undo = addButton(*row, QStringLiteral("adminUndo"), tr("Undo"), Qt::CTRL | Qt::Key_Z);
    m_redo = addButton(*row, QStringLiteral("adminRedo"), tr("Redo"), Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
    m_save = addButton(*row, QStringLiteral("adminSave"), tr("Save…"), Qt::CTRL | Qt::Key_S);
    m_find = addButton(*row, QStringLiteral("adminFind"), tr("Devices…"), Qt::CTRL | Qt::Key_D);
    m_import = addButton(*row, QStringLiteral("adminImport"), tr("Import…"), Qt::CTRL | Qt::Key_I);
    m_export = addButton(*row, QStringLiteral("adminExport"), tr("Export…"), Qt::CTRL | Qt::Key_E);
    auto *find = new QShortcut(Qt::CTRL | Qt::Key_F, this);
    connect(find, &QShortcut::activated, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_add, &QPushButton::clicked, this, &AdminWindow::addRecord);
    connect(m_remove, &QPushButton::clicked, this, &AdminWindow::removeRecord);
    connect(m_undo, &QPushButton::clicked, this, [this] { m_draft->undo().undo(); });
    connect(m_redo, &QPushButton::clicked, this, [this] { m_draft->undo().redo(); });
    connect(m_save, &QPushButton::clicked, this, &AdminWindow::save);
    connect(m_find, &QPushButton::clicked, this, &AdminWindow::findDevices);
    return bar;
}

void AdminWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_message = new ui::MessageBar(this);
    column->addWidget(m_message);
    column->addWidget(buildBar());
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_pages = new QListWidget(splitter);
    m_pages->setObjectName(QStringLiteral("adminPages"));
    m_pages->setAccessibleName(tr("Kinds of records"));
    for (const Kind &kind : m_kinds) {
        auto *item = new QListWidgetItem(kind.name, m_pages);
        item->setData(Qt::UserRole, kind.list);
    }
    auto *calendar = new QListWidgetItem(tr("Calendar of what ends"), m_pages);
    calendar->setData(Qt::UserRole, QString(kCalendar));
    m_table = new QTableView(splitter);
    m_table->setObjectName(QStringLiteral("adminTable"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_filter = new EntityFilter(this);
    m_filter->setDynamicSortFilter(false); // a record that is being typed in does not run away
    m_table->setModel(m_filter);
    m_forms = new QStackedWidget(splitter);
    splitter->addWidget(m_pages);
    splitter->addWidget(m_table);
    splitter->addWidget(m_forms);
    splitter->setStretchFactor(1, 3);
    splitter->setStretchFactor(2, 2);
    splitter->setSizes({230, 640, 410});
    column->addWidget(splitter, 1);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("adminState"));
    m_state->setContentsMargins(12, 6, 12, 6);
    m_state->setTextFormat(Qt::PlainText);
    column->addWidget(m_state);

    connect(m_pages, &QListWidget::currentRowChanged, this, &AdminWindow::showPage);
    connect(m_search, &QLineEdit::textChanged, m_filter, &EntityFilter::setNeedle);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AdminWindow::followSelection);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (m_form)
            m_form->focusFirst();
        else
            select(index.data(ExpiryModel::ListRole).toString(), index.data(ExpiryModel::IdentityRole).toString());
    });
}

void AdminWindow::load()
{
    m_state->setText(tr("The registry is being read…"));
    m_parts.door.load(this, [this](const Result<registry::Content> &content) {
        if (content) {
            begin(*content);
            return;
        }
        m_state->clear();
        m_message->showMessage(ui::MessageBar::Severity::Error, m_parts.sentence(content.error()));
    });
}

void AdminWindow::begin(const registry::Content &content)
{
    m_draft = std::make_unique<Draft>(content);
    connect(m_draft.get(), &Draft::changed, this, &AdminWindow::followDraft);
    connect(&m_draft->undo(), &QUndoStack::indexChanged, this, &AdminWindow::followDraft);
    m_pages->setCurrentRow(0);
    showPage(0);
    followDraft();
    Q_EMIT ready();
}

const Kind *AdminWindow::kindNamed(const QString &list) const
{
    for (const Kind &kind : m_kinds) {
        if (kind.list == list)
            return &kind;
    }
    return nullptr;
}

void AdminWindow::clearPage()
{
    m_filter->setSourceModel(nullptr);
    delete m_form;
    m_form = nullptr;
    delete m_model;
    m_model = nullptr;
}

void AdminWindow::showPage(int index)
{
    if (!m_draft || index < 0)
        return;
    clearPage();
    const Kind *kind = kindNamed(m_pages->item(index)->data(Qt::UserRole).toString());
    if (kind) {
        m_model = new EntityModel(*m_draft, *kind, this);
        m_form = new EntityForm(*m_draft, *kind, m_forms);
        m_forms->addWidget(m_form);
        m_forms->setCurrentWidget(m_form);
        m_form->setProblems(m_problems);
    } else {
        m_model = new ExpiryModel(*m_draft, paris::dateAt(m_parts.clock.now()), this);
    }
    m_forms->setVisible(kind != nullptr);
    m_filter->setSourceModel(m_model);
    m_table->setSortingEnabled(kind != nullptr);
    m_filter->sort(kind ? 0 : -1);
    m_table->resizeColumnsToContents();
    for (int column = 0; column + 1 < m_filter->columnCount(); ++column)
        m_table->setColumnWidth(column, m_table->columnWidth(column) + kRoomForBold);
    if (m_filter->rowCount() > 0)
        m_table->selectRow(0);
    followSelection();
}

int AdminWindow::draftRow() const
{
    const QModelIndex current = m_table->currentIndex();
    return m_form && current.isValid() ? m_filter->mapToSource(current).row() : -1;
}

void AdminWindow::followSelection()
{
    const int row = draftRow();
    m_add->setEnabled(m_form && !isBusy());
    m_remove->setEnabled(row >= 0 && !isBusy());
    if (!m_form)
        return;
    m_form->setRow(row);
    m_form->setProblems(m_problems);
}

void AdminWindow::followDraft()
{
    m_undo->setEnabled(m_draft->undo().canUndo() && !isBusy());
    m_redo->setEnabled(m_draft->undo().canRedo() && !isBusy());
    m_save->setEnabled(!isBusy()); // checked before anything is saved
    m_find->setEnabled(!isBusy());
    m_import->setEnabled(!isBusy());
    m_export->setEnabled(!isBusy());
    followSelection(); // records may have moved
    m_checkSoon.start();
}

void AdminWindow::check()
{
    m_checkSoon.stop();
    m_problems.clear();
    for (const QString &text : m_draft->problems())
        m_problems.append(problemFrom(text));
    if (m_form)
        m_form->setProblems(m_problems);
    const auto changed = m_draft->changes().size();
    m_save->setEnabled(changed > 0 && m_problems.isEmpty() && !isBusy());
    if (changed == 0) {
        m_state->setText(tr("Nothing is changed."));
    } else if (m_problems.isEmpty()) {
        m_state->setText(tr("Records to be saved: %1").arg(changed));
    } else {
        const Problem &first = m_problems.constFirst();
        const Kind *kind = kindNamed(first.list);
        m_state->setText(tr("To be mended before it can be saved: %1. The first: %2")
                             .arg(m_problems.size())
                             .arg(kind ? QStringLiteral("%1, %2 — %3").arg(kind->name, first.identity, first.sentence)
                                       : first.sentence));
    }
}

void AdminWindow::addRecord()
{
    if (!m_form)
        return;
    const QString list = m_pages->currentItem()->data(Qt::UserRole).toString();
    QJsonObject record;
    // An id that nobody has; people change it while the record is new.
    if (list != QLatin1String("formations") && list != QLatin1String("communes"))
        record.insert(QStringLiteral("id"), QUuid::createUuid().toString(QUuid::WithoutBraces).left(13));
    m_search->clear();
    const int row = m_draft->add(list, record);
    m_table->selectRow(m_filter->mapFromSource(m_model->index(row, 0)).row());
    m_form->focusFirst();
}

void AdminWindow::removeRecord()
{
    const int row = draftRow();
    if (row >= 0)
        m_draft->remove(m_pages->currentItem()->data(Qt::UserRole).toString(), row);
}

QStringList AdminWindow::approvalReasons(const QList<registry::EntityChange> &changes) const
{
    constexpr qsizetype kMostNamed = 8;
    QStringList reasons;
    for (const registry::EntityChange &change : changes) {
        if (!registry::needsApproval(change))
            continue;
        if (reasons.size() == kMostNamed) {
            reasons.append(QStringLiteral("…"));
            break;
        }
        const Kind *kind = kindNamed(change.list);
        const QJsonObject &known = change.after.isEmpty() ? change.before : change.after;
        const QString title = kind ? known.value(kind->titleKey).toString() : QString();
        const QString identity = registry::identityOf(change.list, known);
        reasons.append(QStringLiteral("%1 — %2").arg(kind ? kind->name : change.list, title.isEmpty() ? identity : title));
    }
    return reasons;
}

void AdminWindow::save()
{
    if (!m_draft || isBusy() || m_approval)
        return;
    check();
    const auto changes = m_draft->changes();
    if (changes.isEmpty() || !m_problems.isEmpty())
        return;
    m_approval = new ApprovalDialog(approvalReasons(changes), this);
    m_approval->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_approval, &ApprovalDialog::agreed, this, [this] {
        Save save;
        save.changes = m_draft->changes();
        m_approval->moveInto(save);
        m_approval->setBusy(true);
        m_saving = true;
        followBusy();
        m_parts.door.save(std::move(save), this, [this](const Result<registry::Content> &content, const QStringList &problems) {
            finishSave(content, problems);
        });
    });
    m_approval->open();
}

void AdminWindow::finishSave(const Result<registry::Content> &content, const QStringList &problems)
{
    m_saving = false;
    m_pages->parentWidget()->setEnabled(true); // before what follows selects in it
    if (!content && content.error().code == ErrorCode::Refused && m_approval) {
        m_approval->refuse(tr("Not agreed: another administrator's matricule and password are needed."));
        followDraft();
        return;
    }
    if (m_approval)
        m_approval->close();
    if (content) {
        m_draft->restart(*content);
        m_message->showMessage(ui::MessageBar::Severity::Success, tr("Saved, and in the journal."), {}, kWordLasts);
        Q_EMIT saved();
    } else if (content.error().code == ErrorCode::Busy && !problems.isEmpty()) {
        takeOverOthers(problems);
    } else {
        m_message->showMessage(ui::MessageBar::Severity::Error,
                               problems.isEmpty() ? m_parts.sentence(content.error())
                                                  : problemFrom(problems.constFirst()).sentence);
    }
    followDraft();
}

/// Somebody else saved one of these records first: theirs is taken, what was typed here stays, and whoever is here looks at it
/// again before saving.
void AdminWindow::takeOverOthers(const QStringList &problems)
{
    QStringList names;
    for (const QString &problem : problems)
        names.append(problemFrom(problem).identity);
    m_parts.door.load(this, [this, names](const Result<registry::Content> &content) {
        if (!content) {
            m_message->showMessage(ui::MessageBar::Severity::Error, m_parts.sentence(content.error()));
            return;
        }
        const QStringList both = m_draft->takeOver(*content);
        QString sentence = tr("Somebody else changed the same record meanwhile: %1. Their changes are shown, yours are kept and "
                              "not saved yet: look at them and save again.")
                               .arg(names.join(QStringLiteral(", ")));
        if (!both.isEmpty())
            sentence += QLatin1Char(' ') + tr("Changed by both, as typed here: %1.").arg(both.join(QStringLiteral(", ")));
        m_message->showMessage(ui::MessageBar::Severity::Warning, sentence);
    });
}

bool AdminWindow::isBusy() const
{
    return m_saving || m_exchange->isBusy();
}

void AdminWindow::followBusy()
{
    m_pages->parentWidget()->setEnabled(!isBusy());
    if (m_draft)
        followDraft();
}

void AdminWindow::connectExchange()
{
    m_exchange = new Exchange(*this);
    connect(m_import, &QPushButton::clicked, m_exchange, &Exchange::askForImport);
    connect(m_export, &QPushButton::clicked, m_exchange, &Exchange::askForExport);
    connect(m_exchange, &Exchange::importChosen, this, &AdminWindow::importFrom);
    connect(m_exchange, &Exchange::exportChosen, this, &AdminWindow::exportTo);
    connect(m_exchange, &Exchange::read, this, &AdminWindow::takeFile);
    connect(m_exchange, &Exchange::refused, this, [this](const QString &path, const QStringList &problems) {
        followBusy();
        m_message->dismiss();
        showProblems(*this, path, problems);
        Q_EMIT imported();
    });
    connect(m_exchange, &Exchange::written, this, [this](const QString &path) {
        followBusy();
        m_message->dismiss();
        m_message->showMessage(ui::MessageBar::Severity::Success, tr("Exported, without any password: %1").arg(path), {}, kWordLasts);
        Q_EMIT exported();
    });
    connect(m_exchange, &Exchange::failed, this, [this](const Error &error) {
        followBusy();
        m_message->dismiss();
        m_message->showMessage(ui::MessageBar::Severity::Error, m_parts.sentence(error));
        Q_EMIT imported();
    });
}

void AdminWindow::importFrom(const QString &path)
{
    if (!m_draft || isBusy() || m_approval)
        return;
    check();
    QStringList problems;
    const auto base = m_draft->content(problems);
    if (!base) {
        m_message->showMessage(ui::MessageBar::Severity::Warning, tr("What is typed here is not right yet: mend it or undo it, then import."));
        Q_EMIT imported();
        return;
    }
    m_exchange->importFile(path, *base);
    followBusy();
    m_message->dismiss();
    m_message->showMessage(ui::MessageBar::Severity::Info, tr("The file is read and checked…"));
}

/// Shown like anything typed: it can be looked at, undone, and is saved with whatever agreement it needs.
void AdminWindow::takeFile(const QString &path, const QList<registry::EntityChange> &changes)
{
    const QStringList strange = m_draft->take(changes);
    followBusy();
    m_message->dismiss();
    if (changes.isEmpty())
        m_message->showMessage(ui::MessageBar::Severity::Info, tr("%1 changes nothing.").arg(path), {}, kWordLasts);
    else if (!strange.isEmpty())
        m_message->showMessage(ui::MessageBar::Severity::Warning,
                               tr("Imported, without what is not edited here (%1): vigiectl registry import --merge takes that. Nothing is "
                                  "saved yet.")
                                   .arg(strange.join(QStringLiteral(", "))));
    else
        m_message->showMessage(ui::MessageBar::Severity::Success,
                               tr("Added or changed by the file: %1. Look at them; nothing is saved yet.").arg(changes.size()));
    Q_EMIT imported();
}

void AdminWindow::findDevices()
{
    if (!m_draft || isBusy() || m_devices)
        return;
    m_devices = new FindDevices(*m_draft, std::make_unique<onvif::Discovery>(m_parts.network, nullptr), this);
    m_devices->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_devices, &FindDevices::chosen, this, [this](const QList<registry::EntityChange> &cameras) {
        m_draft->take(cameras);
        select(QStringLiteral("cameras"), registry::identityOf(QStringLiteral("cameras"), cameras.constFirst().after));
        m_form->focusFirst();
    });
    m_devices->open();
}

void AdminWindow::exportTo(const QString &path)
{
    if (!m_draft || isBusy())
        return;
    m_exchange->exportFile(path, m_draft->base(), m_pages->currentItem()->data(Qt::UserRole).toString());
    followBusy();
}

void AdminWindow::showKind(const QString &list)
{
    for (int row = 0; row < m_pages->count(); ++row) {
        if (m_pages->item(row)->data(Qt::UserRole).toString() == list)
            m_pages->setCurrentRow(row);
    }
}

void AdminWindow::showCalendar()
{
    showKind(kCalendar);
}

void AdminWindow::select(const QString &list, const QString &identity)
{
    if (!m_draft)
        return;
    m_search->clear();
    showKind(list);
    const int row = m_draft->rowOf(list, identity);
    if (row < 0 || !m_form)
        return;
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    m_table->selectRow(index.row());
    m_table->scrollTo(index);
}

void AdminWindow::closeEvent(QCloseEvent *event)
{
    const bool isDirty = m_draft && !m_draft->changes().isEmpty();
    if (isBusy() || (isDirty && !m_discarding)) {
        event->ignore();
        if (!isBusy())
            askBeforeClosing();
        return;
    }
    event->accept();
}

void AdminWindow::askBeforeClosing()
{
    auto *box = new QMessageBox(QMessageBox::Warning, windowTitle(), tr("Some changes are not saved."), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("unsavedBox"));
    QPushButton *stay = box->addButton(tr("Go on editing"), QMessageBox::RejectRole);
    QPushButton *drop = box->addButton(tr("Drop them"), QMessageBox::DestructiveRole);
    drop->setObjectName(QStringLiteral("dropChanges"));
    box->setDefaultButton(stay);
    connect(drop, &QPushButton::clicked, this, [this] {
        m_discarding = true;
        close();
    });
    box->open();
}

} // namespace vigie::admin
