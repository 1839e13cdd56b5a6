// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/time.h>
#include <journal/chain.h>

#include <QtCore/QHash>

/// How long records are kept, and how those past it are taken out of the closed parts of a journal so that the chain stays
/// verifiable: whole parts at its beginning go, single records leave their hash (chain.h). A purge is said in the chain, and
/// signed, before it is carried out. Any thread.
namespace vigie::journal {

/// In calendar months, by the name of the event. Source: shared/law.md section 8.
struct Retention {
    static constexpr int kLeastMonths = 6;
    static constexpr int kMostMonths = 240;
    int months = 12;
    QHash<QString, int> other{{QStringLiteral("registry-change"), 120}, {QStringLiteral("journal-read"), 36},
                              {QStringLiteral("journal-exported"), 36}, {QStringLiteral("journal-verified"), 36},
                              {QStringLiteral("journal-purged"), 120}, {QStringLiteral("legal-hold"), 120},
                              {QStringLiteral("legal-hold-lifted"), 120}, {QStringLiteral("checkpoint"), 120}};
    [[nodiscard]] int monthsOf(const QString &event) const { return other.value(event, months); }
};
/// {"months": 12, "events": {"refusal": 36}}. \return InvalidArgument: not that, or a number outside its limits
[[nodiscard]] Result<Retention> retentionFromJson(const QByteArray &json);

/// What one purge takes out.
struct PurgePlan {
    struct Part {
        QString path;
        qint64 first = 0;
        qint64 last = 0;
        QByteArray closing; ///< hash of its last record
        bool whole = false; ///< the file goes
        QList<qint64> taken; ///< numbers of the records that leave only their hash, those taken out earlier among them
        Purged purged; ///< the part afterwards
    };
    QList<Part> parts; ///< those that change, oldest first; whole ones before the others
    qint64 records = 0; ///< taken out now
    qint64 held = 0; ///< past their retention, and held

    [[nodiscard]] bool isEmpty() const { return parts.isEmpty(); }
    [[nodiscard]] int filesRemoved() const;
    /// What the journal says of it, as details of Event::JournalPurged.
    [[nodiscard]] QJsonObject statement() const;
};

/// Reads everything; changes nothing. The part that is being written is left alone. \return Corrupt, NotFound, Io
[[nodiscard]] Result<PurgePlan> planPurge(const QString &journal, const Retention &retention, Instant now);
/// After its statement is durable: file by file, each replaced whole. \return Io, DiskFull, Corrupt
[[nodiscard]] Result<> carryOut(const PurgePlan &plan);

} // namespace vigie::journal
