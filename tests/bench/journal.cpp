// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"

#include <core/clock.h>
#include <journal/file_journal.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

#include <algorithm>

namespace vigie::bench {
namespace {

journal::Entry entryOf(int n)
{
    journal::Entry entry;
    entry.event = journal::Event::LiveBegin;
    entry.session = {QStringLiteral("5d8ff2a0-8c3b-4f3a-9b52-3f0a1c9be001")};
    entry.matricule = QStringLiteral("A101");
    entry.post = {QStringLiteral("poste-1")};
    entry.camera = {QStringLiteral("cam-%1").arg(n % 100)};
    entry.commune = {QStringLiteral("60057")};
    entry.motive = QStringLiteral("L251-2-5");
    entry.decision = QStringLiteral("allow");
    entry.rows = {1};
    entry.registryVersion = 7;
    entry.context = {{QStringLiteral("room"), QStringLiteral("Salle du CSD")}, {QStringLiteral("employer"), QStringLiteral("Oise Numérique")},
                     {QStringLiteral("agrement_no"), QStringLiteral("60-2024-0117")}};
    entry.details = {{QStringLiteral("authority"), QStringLiteral("Maire de Beauvais")}, {QStringLiteral("n"), n}};
    return entry;
}

double millisecondsOf(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

/// \p count records one after the other, each durable before the next. \return ms each
QList<double> appendOneByOne(journal::FileJournal &journal, int count)
{
    QList<double> took;
    QObject context;
    for (int n = 0; n < count; ++n) {
        QElapsedTimer timer;
        timer.start();
        bool isDurable = false;
        journal.append({entryOf(n)}, &context, [&isDurable](const Result<> &) { isDurable = true; });
        while (!isDurable)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        took.append(millisecondsOf(timer));
    }
    std::sort(took.begin(), took.end());
    return took;
}

/// \p records in one file, with checkpoints, without waiting for the disk.
bool writeChain(const QString &path, int records, const secrets::Sealer &sealer)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    journal::ChainHead head;
    QByteArray chain;
    const Instant begin = SystemClock().now() - std::chrono::hours(24);
    for (int n = 1; n <= records; ++n) {
        const bool signs = n % journal::kCheckpointEvery == 0;
        const QByteArray before = head.sequence ? head.hash : QByteArray(journal::kGenesisHash);
        QJsonObject record = journal::toRecord(signs ? journal::Entry{.event = journal::Event::Checkpoint} : entryOf(n), n,
                                               begin + std::chrono::milliseconds(n), before);
        if (signs && !journal::signCheckpoint(record, *journal::checkpointSigner(sealer, chain), chain))
            return false;
        const auto line = journal::toLine(record, head);
        if (!line || file.write(*line) != line->size())
            return false;
        if (n == 1)
            chain = head.hash;
    }
    QFile headFile(path + QStringLiteral(".head"));
    return headFile.open(QIODevice::WriteOnly)
        && headFile.write(QByteArray::number(head.sequence).rightJustified(20, '0') + ' ' + head.hash + ' ' + QByteArray(64, '-') + '\n') > 0;
}

} // namespace

int journalCost(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("size"), {}, QStringLiteral("N"), QStringLiteral("1000000")},
                       {QStringLiteral("appends"), {}, QStringLiteral("N"), QStringLiteral("500")}});
    addCommonOptions(parser, false);
    const bool parsed = parser.parse(arguments);
    const int size = parser.value(QStringLiteral("size")).toInt();
    const int appends = parser.value(QStringLiteral("appends")).toInt();
    if (!parsed || size < 1'000 || size > 10'000'000 || appends < 10 || appends > 100'000)
        return wrongArguments("journal", "--size is a number of records from 1000, --appends one from 10");
    const QTemporaryDir folder(QStringLiteral("./vigie-bench-journal-XXXXXX"));
    const secrets::Sealer sealer(secrets::generateStationKey().value());
    const SystemClock clock;
    QJsonObject result{{QStringLiteral("records"), size}, {QStringLiteral("appends"), appends}};
    {
        journal::FileJournal journal(folder.filePath(QStringLiteral("live.jsonl")), clock, &sealer);
        if (const auto opened = journal.open(); !opened) {
            qCritical().noquote() << toLogText(opened.error());
            return 1;
        }
        QElapsedTimer all;
        all.start();
        const QList<double> took = appendOneByOne(journal, appends);
        result.insert(QStringLiteral("durable_appends_per_s"), appends * 1000.0 / millisecondsOf(all));
        result.insert(QStringLiteral("append_p50_ms"), took.at(took.size() / 2));
        result.insert(QStringLiteral("append_p99_ms"), took.at(took.size() * 99 / 100));
    }
    const QString chain = folder.filePath(QStringLiteral("chain.jsonl"));
    if (!writeChain(chain, size, sealer)) {
        qCritical() << "the chain cannot be written";
        return 1;
    }
    QElapsedTimer timer;
    timer.start();
    const auto report = journal::verifyJournal(chain, nullptr);
    if (!report) {
        qCritical().noquote() << toLogText(report.error());
        return 1;
    }
    result.insert(QStringLiteral("verify_s"), millisecondsOf(timer) / 1000.0);
    result.insert(QStringLiteral("checkpoints"), report->checkpoints.count);
    result.insert(QStringLiteral("bytes"), QFile(chain).size());
    print(result, parser);
    return 0;
}

} // namespace vigie::bench
