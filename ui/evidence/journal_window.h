// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/journal_reader.h>
#include <registry/facts_feed.h>
#include <ui/evidence/filter_bar.h>
#include <ui/evidence/journal_model.h>
#include <ui/evidence/motive_form.h>

#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vigie::ui {
class MessageBar;
}

namespace vigie::evidenceui {

/// The journal of this workstation, page by page, for whoever may and says why. Thread: GUI.
class JournalWindow final : public QWidget {
    Q_OBJECT
public:
    /// Everything outlives the window.
    struct Parts {
        evidence::JournalReader &reader;
        const registry::FactsFeed &registry; ///< for the names of cameras and communes
        const Clock &clock;
        std::function<QString(const Error &)> sentence;
    };
    explicit JournalWindow(Parts parts, QWidget *parent = nullptr);

    // What a person does with mouse and keys.
    void giveMotive(const evidence::ReadingMotive &motive);
    void search();
    void showOlder();
    void showNewer();
    void exportTo(const QString &folder);
    [[nodiscard]] JournalModel &model() { return *m_model; }

Q_SIGNALS:
    void shown(); ///< a page, or why there is none
    void exported();

private:
    void build();
    [[nodiscard]] QWidget *buildReading();
    QPushButton *addButton(QLayout &row, const char *name, const QString &text, const QKeySequence &keys);
    void askPage(qint64 before);
    void take(qint64 before, const Result<journal::Page> &page);
    void askFolder();
    void askMotive();
    void setBusy(bool busy);
    void followSelection();
    void complain(const Error &error);

    const Parts m_parts;
    evidence::JournalQuestion m_question; ///< as last asked
    QList<qint64> m_newer; ///< where the pages before this one began
    qint64 m_before = 0; ///< where this one begins
    bool m_older = false;
    bool m_busy = false;
    JournalModel *m_model = nullptr;
    ui::MessageBar *m_message = nullptr;
    QStackedWidget *m_pages = nullptr;
    MotiveForm *m_motive = nullptr;
    FilterBar *m_filter = nullptr;
    QTableView *m_table = nullptr;
    QPlainTextEdit *m_whole = nullptr;
    QPushButton *m_newerButton = nullptr;
    QPushButton *m_olderButton = nullptr;
    QPushButton *m_exportButton = nullptr;
    QPushButton *m_motiveButton = nullptr;
    QLabel *m_state = nullptr;
};

} // namespace vigie::evidenceui
