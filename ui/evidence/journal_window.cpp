// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_window.h"

#include <ui/common/message_bar.h>
#include <ui/evidence/record_text.h>

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtGui/QShortcut>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace vigie::evidenceui {
namespace {

constexpr int kLeastReason = 140; ///< logical pixels

/// Of a damaged journal, its first broken record; empty where the error names none.
QString brokenRecord(const Error &error)
{
    static const QRegularExpression kRecord(QStringLiteral("record (\\d+)"));
    return error.code == ErrorCode::Corrupt ? kRecord.match(error.detail).captured(1) : QString();
}

} // namespace

JournalWindow::JournalWindow(Parts parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(std::move(parts))
    , m_model(new JournalModel(this))
{
    setObjectName(QStringLiteral("journalWindow"));
    setWindowTitle(tr("Journal of this workstation"));
    resize(1280, 760);
    build();
    m_motive->focusFirst();
}

QPushButton *JournalWindow::addButton(QLayout &row, const char *name, const QString &text, const QKeySequence &keys)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    row.addWidget(button);
    auto *shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    return button;
}

void JournalWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_message = new ui::MessageBar(this);
    column->addWidget(m_message);
    m_pages = new QStackedWidget(this);
    m_motive = new MotiveForm(m_pages);
    m_pages->addWidget(m_motive);
    m_pages->addWidget(buildReading());
    column->addWidget(m_pages, 1);
    auto *use = new QLabel(tr("Never used to appraise staff: nothing here is counted or sorted by person. Each page that is opened is recorded."), this);
    use->setObjectName(QStringLiteral("journalUse"));
    use->setContentsMargins(12, 6, 12, 6);
    use->setWordWrap(true);
    use->setProperty("role", QStringLiteral("secondary"));
    column->addWidget(use);
    connect(m_motive, &MotiveForm::given, this, [this] {
        m_question.motive = m_motive->motive();
        search();
    });
}

QWidget *JournalWindow::buildReading()
{
    auto *page = new QWidget(m_pages);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const registry::FactsPtr facts = m_parts.registry.facts();
    m_filter = new FilterBar(facts.get(), m_parts.clock, page);
    column->addWidget(m_filter);
    auto *splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setChildrenCollapsible(false);
    m_table = new QTableView(splitter);
    m_table->setObjectName(QStringLiteral("journalTable"));
    m_table->setAccessibleName(tr("Records"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(false); // decision 0025
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_whole = new QPlainTextEdit(splitter);
    m_whole->setObjectName(QStringLiteral("wholeRecord"));
    m_whole->setAccessibleName(tr("The whole record"));
    m_whole->setReadOnly(true);
    m_whole->setTabChangesFocus(true);
    splitter->addWidget(m_table);
    splitter->addWidget(m_whole);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({950, 330});
    column->addWidget(splitter, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 4);
    row->setSpacing(8);
    m_newerButton = addButton(*row, "newer", tr("Newer"), Qt::ALT | Qt::Key_Left);
    m_olderButton = addButton(*row, "older", tr("Older"), Qt::ALT | Qt::Key_Right);
    m_state = new QLabel(page);
    m_state->setObjectName(QStringLiteral("journalState"));
    m_state->setTextFormat(Qt::PlainText);
    row->addWidget(m_state, 1);
    m_motiveButton = addButton(*row, "otherMotive", tr("Another motive"), Qt::CTRL | Qt::Key_M);
    m_exportButton = addButton(*row, "exportJournal", tr("Export…"), Qt::CTRL | Qt::Key_E);
    column->addLayout(row);
    auto *find = new QShortcut(Qt::CTRL | Qt::Key_F, this);
    connect(find, &QShortcut::activated, m_filter, &FilterBar::focusFirst);
    connect(m_filter, &FilterBar::searchAsked, this, &JournalWindow::search);
    connect(m_newerButton, &QPushButton::clicked, this, &JournalWindow::showNewer);
    connect(m_olderButton, &QPushButton::clicked, this, &JournalWindow::showOlder);
    connect(m_exportButton, &QPushButton::clicked, this, &JournalWindow::askFolder);
    connect(m_motiveButton, &QPushButton::clicked, this, &JournalWindow::askMotive);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JournalWindow::followSelection);
    return page;
}

void JournalWindow::giveMotive(const evidence::ReadingMotive &motive)
{
    m_motive->setMotive(motive);
    m_question.motive = motive;
    search();
}

void JournalWindow::search()
{
    if (m_busy || !m_question.motive.isComplete())
        return;
    const auto filter = m_filter->filter();
    if (!filter) {
        m_message->showMessage(ui::MessageBar::Severity::Warning, tr("The marked field cannot be searched for: check it."));
        return;
    }
    m_question.filter = *filter;
    m_newer.clear();
    askPage(0);
}

void JournalWindow::showOlder()
{
    if (m_busy || !m_older || m_model->rowCount() == 0)
        return;
    m_newer.append(m_before);
    askPage(m_model->record(m_model->rowCount() - 1).value(QLatin1String("seq")).toInteger());
}

void JournalWindow::showNewer()
{
    if (!m_busy && !m_newer.isEmpty())
        askPage(m_newer.takeLast());
}

void JournalWindow::askPage(qint64 before)
{
    m_question.before = before;
    setBusy(true);
    m_state->setText(tr("The journal is being read…"));
    m_parts.reader.read(m_question, this, [this, before](const Result<journal::Page> &page) { take(before, page); });
}

/// What was on the screen goes in any case: it belongs to another question.
void JournalWindow::take(qint64 before, const Result<journal::Page> &page)
{
    m_message->dismiss();
    m_model->clear();
    m_before = before;
    m_older = page && page->older;
    if (page) {
        m_model->show(page->records, m_parts.registry.facts());
        m_pages->setCurrentIndex(1);
        m_table->resizeColumnsToContents();
        m_table->setColumnWidth(JournalModel::Why, kLeastReason); // and whatever room is left; the whole of it stands beside
        const QList<QJsonObject> &records = page->records;
        const auto number = [](const QJsonObject &record) { return record.value(QLatin1String("seq")).toInteger(); };
        m_state->setText(records.isEmpty() ? tr("Nothing in the journal answers this.")
                                           : tr("Records no. %1 to %2").arg(number(records.constFirst())).arg(number(records.constLast())));
        if (!records.isEmpty())
            m_table->selectRow(0);
    } else {
        m_newer.clear();
        m_state->clear();
        complain(page.error());
    }
    setBusy(false);
    followSelection();
    if (m_pages->currentIndex() == 0)
        m_motive->focusFirst();
    else
        m_table->setFocus();
    Q_EMIT shown();
}

void JournalWindow::complain(const Error &error)
{
    const QString record = brokenRecord(error);
    QString sentence = m_parts.sentence(error);
    if (error.code == ErrorCode::Refused)
        sentence = tr("The journal is read by administrators and inspectors only. The refusal is recorded.");
    else if (error.code == ErrorCode::AlreadyExists)
        sentence = tr("There is such a folder already: choose another name. Nothing was exported.");
    else if (error.code == ErrorCode::TimedOut)
        sentence = tr("The reading could not be recorded in time: nothing is shown. Tell the administrator.");
    else if (!record.isEmpty())
        sentence = tr("The journal is not whole: record no. %1 is damaged or missing. Do not go on: have it verified with vigiectl journal verify.").arg(record);
    m_message->showMessage(ui::MessageBar::Severity::Error, sentence);
}

void JournalWindow::setBusy(bool busy)
{
    m_busy = busy;
    m_motive->setBusy(busy);
    m_filter->setEnabled(!busy);
    m_newerButton->setEnabled(!busy && !m_newer.isEmpty());
    m_olderButton->setEnabled(!busy && m_older);
    m_exportButton->setEnabled(!busy);
    m_motiveButton->setEnabled(!busy);
}

void JournalWindow::followSelection()
{
    const QModelIndex current = m_table->currentIndex();
    m_whole->setPlainText(current.isValid() ? wholeText(m_model->record(current.row()), m_model->facts()) : QString());
}

/// Another matter: what was read for the one before is taken off the screen.
void JournalWindow::askMotive()
{
    m_model->clear();
    m_newer.clear();
    m_older = false;
    m_question.motive = {};
    m_state->clear();
    m_message->dismiss();
    setBusy(false);
    followSelection();
    m_pages->setCurrentIndex(0);
    m_motive->focusFirst();
}

void JournalWindow::askFolder()
{
    if (m_busy || m_pages->currentIndex() == 0)
        return;
    auto *dialog = new QFileDialog(this, tr("A new folder for the export"), QDir::homePath());
    dialog->setObjectName(QStringLiteral("exportFolder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    dialog->selectFile(QStringLiteral("journal-export"));
    connect(dialog, &QFileDialog::fileSelected, this, &JournalWindow::exportTo);
    dialog->open();
}

void JournalWindow::exportTo(const QString &folder)
{
    if (m_busy || folder.isEmpty() || !m_question.motive.isComplete())
        return;
    setBusy(true); // what was last searched for, whatever was typed since
    m_message->dismiss();
    m_message->showMessage(ui::MessageBar::Severity::Info, tr("The whole journal is verified and the export written…"));
    m_parts.reader.exportTo(folder, m_question, this, [this, folder](const Result<> &done) {
        setBusy(false);
        m_message->dismiss();
        if (done)
            m_message->showMessage(ui::MessageBar::Severity::Success,
                                   tr("Exported and signed: %1. Whoever receives it checks it with vigiectl journal verify-export.").arg(folder));
        else
            complain(done.error());
        Q_EMIT exported();
    });
}

} // namespace vigie::evidenceui
