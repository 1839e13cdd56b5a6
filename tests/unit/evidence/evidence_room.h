// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/journal_desk.h>
#include <evidence/journal_export.h>
#include <journal/file_journal.h>
#include <support/fake_clock.h>
#include <support/law_world.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace vigie::test {

/// A workstation's journal with three records, and what is needed to read it.
struct EvidenceRoom {
    QTemporaryDir folder;
    FakeClock clock;
    secrets::Sealer sealer{secrets::generateStationKey().value()};
    journal::FileJournal journal{path(), clock, &sealer};

    EvidenceRoom()
    {
        [this] { QVERIFY(journal.open()); }();
        add(QStringLiteral("A101"), journal::Event::LiveBegin, QStringLiteral("allow"));
        add(QStringLiteral("A103"), journal::Event::Refusal, QStringLiteral("refuse"));
        add(QStringLiteral("A101"), journal::Event::LiveEnd, {});
    }
    [[nodiscard]] QString path() const { return folder.filePath(QStringLiteral("journal.jsonl")); }
    [[nodiscard]] QString beside(const char *name) const { return folder.filePath(QLatin1String(name)); }
    void add(const QString &matricule, journal::Event event, const QString &decision)
    {
        journal::Entry entry;
        entry.event = event;
        entry.matricule = matricule;
        entry.camera = law::kCamera;
        entry.commune = law::kBeauvais;
        entry.decision = decision;
        entry.context = {{QStringLiteral("employer"), QStringLiteral("=1+1; \"Ville\"")}};
        [&] { QVERIFY(record(entry)); }();
    }
    [[nodiscard]] Result<> record(const journal::Entry &entry)
    {
        QObject context;
        std::optional<Result<>> outcome;
        journal.append({entry}, &context, [&](const Result<> &done) { outcome = done; });
        return QTest::qWaitFor([&] { return outcome.has_value(); }) ? *outcome : fail(ErrorCode::TimedOut);
    }
    /// What stands in the file, without any check.
    [[nodiscard]] QList<QJsonObject> records() const
    {
        QList<QJsonObject> all;
        for (const QByteArray &line : bytes(path()).split('\n')) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object().value(QLatin1String("record")).toObject());
        }
        return all;
    }
    [[nodiscard]] static QByteArray bytes(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
};

[[nodiscard]] inline evidence::ReadingMotive motive()
{
    return {evidence::ReadingPurpose::SelfControl, QStringLiteral("Contrôle du mois de novembre")};
}

} // namespace vigie::test
