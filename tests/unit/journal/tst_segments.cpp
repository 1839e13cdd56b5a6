// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;

/// A journal in parts: each closed by a checkpoint, the chain going on through all of them.
class TstSegments final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
    }
    void a_full_part_is_closed_and_the_chain_goes_on();
    void an_old_part_is_closed();
    void a_start_reads_the_open_part();
    void a_part_that_is_missing_is_found_data();
    void a_part_that_is_missing_is_found();
    void a_byte_in_a_closed_part_is_found();
    void a_power_cut_between_two_parts_loses_nothing();
    void two_writers_close_parts_for_each_other();

private:
    [[nodiscard]] std::unique_ptr<FileJournal> opened(qint64 bytes = 2'000) const
    {
        auto journal = std::make_unique<FileJournal>(m_bench->path(), m_bench->clock, &m_bench->sealer, nullptr,
                                                     SegmentLimits{bytes, std::chrono::hours(24)});
        const auto open = journal->open();
        if (!open)
            QTest::qFail(qPrintable(toLogText(open.error())), __FILE__, __LINE__);
        return journal;
    }
    [[nodiscard]] QStringList parts() const
    {
        const QFileInfo info(m_bench->path());
        return info.dir().entryList({info.fileName() + QStringLiteral(".0*")}, QDir::Files, QDir::Name);
    }
    [[nodiscard]] QString part(int index) const { return QFileInfo(m_bench->path()).dir().filePath(parts().at(index)); }
    void fill(FileJournal &journal, int count) const
    {
        for (int n = 0; n < count; ++n)
            QVERIFY(appended(journal, {entryNumber(n)}));
    }
    [[nodiscard]] Result<ChainReport> whole() const { return verifyJournal(m_bench->path(), &m_bench->sealer); }
    std::unique_ptr<JournalBench> m_bench;
};

void TstSegments::a_full_part_is_closed_and_the_chain_goes_on()
{
    const auto journal = opened();
    fill(*journal, 20);
    QVERIFY2(parts().size() >= 3, qPrintable(parts().join(QLatin1Char(' '))));
    QCOMPARE(parts().constFirst(), QFileInfo(m_bench->path()).fileName() + QStringLiteral(".000000000001"));
    const auto report = whole();
    QVERIFY2(report, report ? "" : qPrintable(toLogText(report.error())));
    QCOMPARE(report->head.sequence, 20 + parts().size()); // a checkpoint closes each
    QCOMPARE(report->head, journal->head());
    QCOMPARE(report->checkpoints.count, parts().size());
    QVERIFY(QFileInfo(m_bench->path()).size() < 2'600);
    QCOMPARE(QFile::permissions(part(0)) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TstSegments::an_old_part_is_closed()
{
    const auto journal = opened(1'000'000);
    fill(*journal, 2);
    m_bench->clock.advance(std::chrono::hours(25));
    fill(*journal, 1);
    QCOMPARE(parts().size(), qsizetype(1));
    QVERIFY(whole().has_value());
}

void TstSegments::a_start_reads_the_open_part()
{
    fill(*opened(), 20);
    const auto before = whole()->head;
    // What stands in a closed part is not read at a start: a whole verification finds it.
    QByteArray bytes = bytesOf(part(0));
    bytes.replace("A101", "A102");
    overwrite(part(0), bytes);
    const auto journal = opened();
    QCOMPARE(journal->head(), before);
    fill(*journal, 1);
    QCOMPARE(whole().error().detail, QStringLiteral("record 1: content does not match its hash"));
}

void TstSegments::a_part_that_is_missing_is_found_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("said");
    QTest::newRow("the first") << 0 << QStringLiteral("and no purge says so");
    QTest::newRow("one in the middle") << 1 << QStringLiteral("numbered");
    QTest::newRow("the one before the open part") << -1 << QStringLiteral("numbered");
}

void TstSegments::a_part_that_is_missing_is_found()
{
    QFETCH(const int, index);
    QFETCH(const QString, said);
    fill(*opened(), 20);
    QVERIFY(QFile::remove(part(index < 0 ? static_cast<int>(parts().size()) - 1 : index)));
    const auto report = whole();
    QVERIFY(!report);
    QVERIFY2(report.error().detail.contains(said), qPrintable(report.error().detail));
}

void TstSegments::a_byte_in_a_closed_part_is_found()
{
    fill(*opened(), 20);
    QByteArray bytes = bytesOf(part(1));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    overwrite(part(1), bytes);
    QCOMPARE(whole().error().code, ErrorCode::Corrupt);
}

void TstSegments::a_power_cut_between_two_parts_loses_nothing()
{
    fill(*opened(), 20);
    // Closed, and the next not made yet.
    const auto before = whole()->head;
    QByteArray open = bytesOf(m_bench->path());
    QVERIFY(QFile::remove(m_bench->path()));
    if (!open.isEmpty()) // the head names a record that is gone with the file
        QCOMPARE(whole().error().code, ErrorCode::Corrupt);
    QFile again(m_bench->path());
    QVERIFY(again.open(QIODevice::WriteOnly) && again.write(open) == open.size());
    again.close();
    QCOMPARE(whole()->head, before);
    // Right after a part was closed there is nothing in the next.
    const auto journal = opened(1); // every record closes the part before it
    fill(*journal, 1);
    const auto head = journal->head();
    fill(*journal, 1);
    QVERIFY(whole().has_value());
    QVERIFY(journal->head().sequence == head.sequence + 2);
}

void TstSegments::two_writers_close_parts_for_each_other()
{
    const auto one = opened();
    const auto two = opened();
    for (int round = 0; round < 12; ++round) {
        fill(round % 3 ? *one : *two, 2);
        const auto report = whole();
        QVERIFY2(report, report ? "" : qPrintable(toLogText(report.error())));
    }
    fill(*one, 1);
    fill(*two, 1);
    QVERIFY(parts().size() >= 4);
    QCOMPARE(whole()->head, two->head());
    // One that slept through several of them.
    const auto three = opened(1'000'000);
    fill(*one, 12);
    fill(*three, 1);
    QCOMPARE(whole()->head, three->head());
}

VIGIE_TEST(TstSegments)
#include "tst_segments.moc"
