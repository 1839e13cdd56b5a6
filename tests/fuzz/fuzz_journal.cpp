// SPDX-License-Identifier: GPL-3.0-or-later
//
// A journal file somebody had in their hands: as it came, and with every line given a hash that
// fits, so that what lies behind the hash is reached too.
#include "fuzz.h"

#include <journal/chain.h>
#include <journal/file_journal.h>

#include <QtCore/QBuffer>
#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>

using namespace vigie;
using namespace vigie::journal;
using fuzz::require;

namespace {

QByteArray resealed(const QByteArray &text)
{
    QByteArray chain;
    QByteArray before(kGenesisHash);
    for (QByteArray record : text.split('\n')) {
        record.replace("PREVIOUS", before);
        before = QCryptographicHash::hash(record, QCryptographicHash::Sha256).toHex();
        chain += "{\"hash\":\"" + before + "\",\"record\":" + record + "}\n";
    }
    return chain;
}

Result<ChainReport> check(QByteArray chain)
{
    QBuffer buffer(&chain);
    std::ignore = buffer.open(QIODevice::ReadOnly);
    qint64 records = 0;
    auto report = checkChain(buffer, {}, [&](const QJsonObject &record, const ChainHead &) {
        ++records;
        require(record.value(QLatin1StringView("seq")).toInteger() == records,
                "records are numbered without a gap");
    });
    if (!report) {
        require(report.error().code == ErrorCode::Corrupt, "a broken chain is corrupt");
        require(report.error().detail.contains(QString::number(records + 1)),
                "the first broken record is named");
        return report;
    }
    require(report->head.sequence == records, "the head is the last record");
    require(report->wholeBytes <= chain.size(), "no byte counted twice");
    require(report->tornTail == (report->wholeBytes < chain.size()), "a torn tail is said");
    return report;
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr qsizetype kHeadBytes = 151;
    static const QTemporaryDir folder;
    static const QString path = folder.filePath(QStringLiteral("journal"));
    const QByteArray bytes = fuzz::bytesOf(data, size);
    for (const QByteArray &chain : {bytes, resealed(bytes)}) {
        const auto report = check(chain);
        put(path, chain);
        put(path + QStringLiteral(".head"), bytes.right(kHeadBytes));
        const auto verified = verifyJournal(path, nullptr);
        require(!verified || report.has_value(), "verification is no laxer than the chain");
        require(!verified || verified->head == report->head, "and says the same");
    }
    return 0;
}
