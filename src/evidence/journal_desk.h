// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <core/clock.h>
#include <evidence/journal_export.h>
#include <evidence/journal_reader.h>
#include <journal/journal.h>
#include <registry/model.h>
#include <secrets/sealer.h>

#include <QtCore/QThreadPool>

#include <atomic>

namespace vigie::evidence {

/// One person's way to the journal. Nothing is handed out before it stands in the journal that they read it, why, what they asked
/// for and whether what was read is whole; a refusal stands there too. An export is recorded twice: before a byte of it is
/// written, and when it is complete, with the hash of its manifest. Who may is asked when they ask and again before it is
/// handed out. Reads on a thread of its own. Thread: GUI.
class JournalDesk final : public JournalReader {
    Q_OBJECT
public:
    /// Everything outlives the desk.
    struct Parts {
        QString file; ///< the journal's
        journal::Journal &journal; ///< the same, to write into
        const secrets::Sealer &sealer;
        const Clock &clock;
        std::function<registry::FactsPtr()> facts; ///< as they are now; null: nobody may
    };
    JournalDesk(Parts parts, access::SessionContext session, QObject *parent = nullptr);
    ~JournalDesk() override; ///< waits for what is under way, which gives up; an export whose end is not recorded is taken away

    void read(const JournalQuestion &question, QObject *context, Shown done) override;
    void exportTo(const QString &folder, const JournalQuestion &question, QObject *context, Exported done) override;

private:
    struct Export;
    [[nodiscard]] Result<> mayAsk(const JournalQuestion &question) const;
    [[nodiscard]] journal::Entry entry(journal::Event event, const JournalQuestion &question) const;
    void refuse(journal::Event event, const JournalQuestion &question, const Error &why);
    void show(const JournalQuestion &question, const Result<journal::Page> &page, const QPointer<QObject> &context, const Shown &done);
    void write(const std::shared_ptr<Export> &order);
    void finish(const std::shared_ptr<Export> &order, const Result<ExportReport> &report);
    /// Runs \p what in this thread, through the event loop, unless the desk is gone.
    void later(std::function<void()> what);

    const Parts m_parts;
    const access::SessionContext m_session;
    QList<std::shared_ptr<Export>> m_exports; ///< whose end is not durable yet
    std::atomic_bool m_closing = false;
    QThreadPool m_pool;
};

} // namespace vigie::evidence
