// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

namespace vigie::test {

using journal::Entry;
using journal::FileJournal;

Entry entryNumber(int n)
{
    Entry entry;
    entry.event = journal::Event::LiveBegin;
    entry.session = {QStringLiteral("s-1")};
    entry.matricule = QStringLiteral("A101");
    entry.post = {QStringLiteral("poste-1")};
    entry.camera = {QStringLiteral("cam-03")};
    entry.commune = {QStringLiteral("60057")};
    entry.motive = QStringLiteral("L251-2-5");
    entry.decision = QStringLiteral("allow");
    entry.rows = {1};
    entry.registryVersion = 7;
    entry.details = {{QStringLiteral("n"), n}, {QStringLiteral("cause"), QStringLiteral("é")}};
    return entry;
}

Result<> appended(FileJournal &journal, QList<Entry> entries)
{
    QObject context;
    std::optional<Result<>> outcome;
    journal.append(std::move(entries), &context, [&](const Result<> &done) { outcome = done; });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 5000))
        return fail(ErrorCode::TimedOut, QStringLiteral("no answer"));
    return *outcome;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(0));
    QCOMPARE(file.write(bytes), bytes.size());
}

QList<QByteArray> linesOf(const QByteArray &bytes)
{
    QList<QByteArray> lines = bytes.split('\n');
    if (lines.constLast().isEmpty())
        lines.removeLast();
    for (QByteArray &line : lines)
        line += '\n';
    return lines;
}

QList<QJsonObject> recordsOf(const QString &path)
{
    QList<QJsonObject> records;
    const QByteArray bytes = bytesOf(path);
    if (bytes.isEmpty())
        return records;
    for (const QByteArray &line : linesOf(bytes))
        records.append(
            QJsonDocument::fromJson(line).object().value(QLatin1String("record")).toObject());
    return records;
}

JournalBench::JournalBench() : sealer(secrets::generateStationKey().value()) { }

std::unique_ptr<FileJournal> JournalBench::journal() const
{
    return std::make_unique<FileJournal>(path(), clock, &sealer);
}

std::unique_ptr<FileJournal> JournalBench::opened() const
{
    auto made = journal();
    if (const auto open = made->open(); !open) {
        QTest::qFail(qPrintable(toLogText(open.error())), __FILE__, __LINE__);
        return nullptr;
    }
    return made;
}

void JournalBench::fill(int count) const
{
    const auto journal = opened();
    QVERIFY(journal);
    for (int n = 1; n <= count; ++n)
        QVERIFY(appended(*journal, {entryNumber(n)}).has_value());
}

} // namespace vigie::test
