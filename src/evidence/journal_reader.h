// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/reading_motive.h>
#include <journal/read_journal.h>

#include <QtCore/QObject>

namespace vigie::evidence {

/// What is asked of a journal.
struct JournalQuestion {
    static constexpr int kPage = 100;
    ReadingMotive motive;
    journal::Filter filter;
    qint64 before = 0; ///< only older ones than this number; 0: the newest
    int limit = kPage; ///< at most 1000
};

/// The seam between a screen and the journal: whoever implements it decides who may, and records the reading before it hands
/// anything out. Thread: GUI.
class JournalReader : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using Shown = std::function<void(Result<journal::Page>)>;
    using Exported = std::function<void(Result<>)>;
    /// \p done runs through the event loop, never from inside this call, unless \p context is gone.
    /// \return InvalidArgument (no whole motive), Refused (not entitled), Unreachable (no registry to ask), Corrupt naming the
    /// first broken record, NotFound, Io, TimedOut, Cancelled, or why the reading could not be recorded
    virtual void read(const JournalQuestion &question, QObject *context, Shown done) = 0;
    /// Everything that question.filter matches, into \p folder, which must not be there yet (AlreadyExists).
    virtual void exportTo(const QString &folder, const JournalQuestion &question, QObject *context, Exported done) = 0;
};

} // namespace vigie::evidence
