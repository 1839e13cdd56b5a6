// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <journal/file_journal.h>
#include <support/fake_clock.h>

#include <QtCore/QTemporaryDir>

namespace vigie::test {

/// A record that says \p n, and something of every field.
[[nodiscard]] journal::Entry entryNumber(int n);

/// Appends and waits for the answer, five seconds at most.
[[nodiscard]] Result<> appended(journal::FileJournal &journal, QList<journal::Entry> entries);

[[nodiscard]] QByteArray bytesOf(const QString &path);
/// Puts \p bytes in the place of what stands under \p path, in the same file.
void overwrite(const QString &path, const QByteArray &bytes);
/// With their newlines.
[[nodiscard]] QList<QByteArray> linesOf(const QByteArray &bytes);
/// The records of a journal file, without any check.
[[nodiscard]] QList<QJsonObject> recordsOf(const QString &path);

/// A station's folder, its key and its clock.
class JournalBench {
public:
    JournalBench();
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("j.jsonl")); }
    [[nodiscard]] QString headPath() const { return path() + QStringLiteral(".head"); }
    [[nodiscard]] std::unique_ptr<journal::FileJournal> journal() const;
    /// Opened. Null, and a failed test, where it cannot be.
    [[nodiscard]] std::unique_ptr<journal::FileJournal> opened() const;
    /// A journal of records 1 to \p count, closed again.
    void fill(int count) const;

    FakeClock clock;
    const secrets::Sealer sealer;

private:
    QTemporaryDir m_folder;
};

} // namespace vigie::test
