// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <journal/chain.h>
#include <support/test_main.h>

#include <QtCore/QBuffer>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

const Instant kNow = FakeClock().now();

/// A chain of \p count records, one a second.
QList<QByteArray> chainOf(int count)
{
    QList<QByteArray> lines;
    ChainHead head;
    for (int n = 1; n <= count; ++n) {
        const QByteArray before = n == 1 ? QByteArray(kGenesisHash) : head.hash;
        lines.append(toLine(toRecord(entryNumber(n), n, kNow + 1s * n, before), head).value());
    }
    return lines;
}

Result<ChainReport> checked(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return checkChain(buffer);
}

} // namespace

class TstChain final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_record_says_what_the_law_table_asks();
    void what_there_is_not_is_not_written();
    void every_event_has_a_name_of_its_own();
    void a_whole_chain_is_read_to_its_end();
    void an_empty_chain_is_whole();
    void a_changed_byte_is_found_wherever_it_is_data();
    void a_changed_byte_is_found_wherever_it_is();
    void lines_in_disorder_are_found_data();
    void lines_in_disorder_are_found();
    void a_forged_record_does_not_fit_in();
    void time_does_not_go_back();
    void an_unfinished_line_is_no_record();
    void a_record_too_long_is_not_made();
    void a_line_without_end_is_no_record();
    void a_chain_is_gone_on_with();
};

void TstChain::a_record_says_what_the_law_table_asks()
{
    const QJsonObject record = toRecord(entryNumber(3), 12, kNow + 250ms, QByteArray(64, 'a'));
    QCOMPARE(record.value(QLatin1String("seq")).toInt(), 12);
    QCOMPARE(record.value(QLatin1String("uuid")).toString().size(), qsizetype(36));
    QCOMPARE(record.value(QLatin1String("ts_utc")).toString(),
             QStringLiteral("2026-11-24T10:00:00.250Z"));
    QCOMPARE(record.value(QLatin1String("ts_local")).toString(),
             QStringLiteral("2026-11-24T11:00:00.250+01:00"));
    QCOMPARE(record.value(QLatin1String("operation")).toString(), QStringLiteral("live-begin"));
    QCOMPARE(record.value(QLatin1String("session_id")).toString(), QStringLiteral("s-1"));
    QCOMPARE(record.value(QLatin1String("matricule")).toString(), QStringLiteral("A101"));
    QCOMPARE(record.value(QLatin1String("post_id")).toString(), QStringLiteral("poste-1"));
    QCOMPARE(record.value(QLatin1String("camera_id")).toString(), QStringLiteral("cam-03"));
    QCOMPARE(record.value(QLatin1String("commune")).toString(), QStringLiteral("60057"));
    QCOMPARE(record.value(QLatin1String("motif_code")).toString(), QStringLiteral("L251-2-5"));
    QCOMPARE(record.value(QLatin1String("decision")).toString(), QStringLiteral("allow"));
    QCOMPARE(record.value(QLatin1String("rows")).toArray(), QJsonArray{1});
    QCOMPARE(record.value(QLatin1String("registry_version")).toInt(), 7);
    QCOMPARE(record.value(QLatin1String("details")).toObject().value(QLatin1String("n")).toInt(),
             3);
    QCOMPARE(record.value(QLatin1String("prev_hash")).toString(), QString(64, u'a'));
    const QJsonObject twin = toRecord(entryNumber(3), 12, kNow + 250ms, QByteArray(64, 'a'));
    QVERIFY(twin.value(QLatin1String("uuid")) != record.value(QLatin1String("uuid")));
}

void TstChain::what_there_is_not_is_not_written()
{
    const QJsonObject record = toRecord({}, 1, kNow, kGenesisHash);
    QStringList keys = record.keys();
    keys.sort();
    QCOMPARE(keys,
             (QStringList{QStringLiteral("operation"), QStringLiteral("prev_hash"),
                          QStringLiteral("seq"), QStringLiteral("ts_local"),
                          QStringLiteral("ts_utc"), QStringLiteral("uuid")}));
}

void TstChain::every_event_has_a_name_of_its_own()
{
    QSet<QString> names;
    const int last = kEventCount - 1;
    for (int event = 0; event <= last; ++event)
        names.insert(eventName(static_cast<Event>(event)));
    QCOMPARE(names.size(), qsizetype(last + 1));
    QVERIFY(!names.contains(QStringLiteral("unknown")));
}

void TstChain::a_whole_chain_is_read_to_its_end()
{
    const auto lines = chainOf(5);
    const QByteArray bytes = lines.join();
    QList<int> seen;
    QBuffer buffer;
    buffer.setData(bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto report = checkChain(buffer, {}, [&](const QJsonObject &record, const ChainHead &head) {
        QCOMPARE(head.hash, lines.at(seen.size()).mid(9, 64));
        seen.append(record.value(QLatin1String("seq")).toInt());
    });
    QVERIFY(report.has_value());
    QCOMPARE(seen, (QList<int>{1, 2, 3, 4, 5}));
    QCOMPARE(report->head.sequence, qint64(5));
    QCOMPARE(report->head.at, std::optional(kNow + 5s));
    QCOMPARE(report->wholeBytes, bytes.size());
    QVERIFY(!report->tornTail);
    // The hash of a line is the one the next names.
    QVERIFY(lines.at(4).contains(lines.at(3).mid(9, 64)));
}

void TstChain::an_empty_chain_is_whole()
{
    const auto report = checked({});
    QVERIFY(report.has_value());
    QCOMPARE(report->head, ChainHead());
    QCOMPARE(report->wholeBytes, qint64(0));
}

void TstChain::a_changed_byte_is_found_wherever_it_is_data()
{
    QTest::addColumn<int>("mask");
    QTest::newRow("the lowest bit") << 0x01;
    QTest::newRow("the bit of capitals") << 0x20;
    QTest::newRow("the highest bit") << 0x80;
}

void TstChain::a_changed_byte_is_found_wherever_it_is()
{
    QFETCH(int, mask);
    const auto lines = chainOf(3);
    const QByteArray whole = lines.join();
    qsizetype begin = 0;
    for (qsizetype line = 0; line < lines.size(); begin += lines.at(line++).size()) {
        const qsizetype end = begin + lines.at(line).size();
        for (qsizetype at = begin; at < end; ++at) {
            QByteArray bytes = whole;
            bytes[at] = static_cast<char>(bytes.at(at) ^ mask);
            const auto report = checked(bytes);
            if (at == whole.size() - 1) {
                // The very last newline: the line was never ended.
                QVERIFY(report.has_value() && report->tornTail);
                QCOMPARE(report->head.sequence, qint64(2));
                continue;
            }
            QVERIFY2(!report, qPrintable(QStringLiteral("byte %1 of line %2").arg(at).arg(line)));
            QCOMPARE(report.error().code, ErrorCode::Corrupt);
            QVERIFY2(report.error().detail.startsWith(QStringLiteral("record %1: ").arg(line + 1)),
                     qPrintable(report.error().detail));
        }
    }
}

void TstChain::lines_in_disorder_are_found_data()
{
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<int>("broken");
    QTest::newRow("the first is gone") << QList<int>{1, 2, 3} << 1;
    QTest::newRow("one in the middle is gone") << QList<int>{0, 2, 3} << 2;
    QTest::newRow("two changed places") << QList<int>{0, 2, 1, 3} << 2;
    QTest::newRow("one stands twice") << QList<int>{0, 1, 1, 2, 3} << 3;
    QTest::newRow("the last is first") << QList<int>{3, 0, 1, 2} << 1;
}

void TstChain::lines_in_disorder_are_found()
{
    QFETCH(QList<int>, order);
    QFETCH(int, broken);
    const auto lines = chainOf(4);
    QByteArray bytes;
    for (const int line : order)
        bytes += lines.at(line);
    const auto report = checked(bytes);
    QVERIFY(!report);
    QVERIFY2(report.error().detail.startsWith(QStringLiteral("record %1: ").arg(broken)),
             qPrintable(report.error().detail));
}

void TstChain::a_forged_record_does_not_fit_in()
{
    auto lines = chainOf(4);
    // Record 2 anew, with a hash of its own that is right.
    ChainHead head;
    (void)checkLine(lines.at(0), head).value();
    const QByteArray before = head.hash;
    lines[1] = toLine(toRecord(entryNumber(99), 2, kNow + 2s, before), head).value();
    const auto report = checked(lines.join());
    QVERIFY(!report);
    QCOMPARE(report.error().detail,
             QStringLiteral("record 3: does not follow the record before it"));
    // A line of another chain.
    lines[1] = chainOf(2).at(1);
    QCOMPARE(checked(lines.join()).error().detail,
             QStringLiteral("record 2: does not follow the record before it"));
}

void TstChain::time_does_not_go_back()
{
    auto lines = chainOf(2);
    ChainHead head;
    for (const QByteArray &line : lines)
        (void)checkLine(line, head).value();
    const QByteArray before = head.hash;
    ChainHead forged = head;
    lines.append(toLine(toRecord(entryNumber(3), 3, kNow, before), forged).value());
    QCOMPARE(checked(lines.join()).error().detail,
             QStringLiteral("record 3: is older than the record before it"));
    // The same instant is no way back.
    lines.last() = toLine(toRecord(entryNumber(3), 3, kNow + 2s, before), forged).value();
    QVERIFY(checked(lines.join()).has_value());
}

void TstChain::an_unfinished_line_is_no_record()
{
    const auto lines = chainOf(3);
    const QByteArray whole = lines.join();
    const qsizetype two = lines.at(0).size() + lines.at(1).size();
    for (qsizetype size = two; size < whole.size(); ++size) {
        const auto report = checked(whole.left(size));
        QVERIFY2(report.has_value(), qPrintable(QString::number(size)));
        QCOMPARE(report->head.sequence, qint64(2));
        QCOMPARE(report->wholeBytes, two);
        QCOMPARE(report->tornTail, size > two);
    }
}

void TstChain::a_record_too_long_is_not_made()
{
    Entry entry = entryNumber(1);
    entry.details.insert(QStringLiteral("text"), QString(int(kMaximumLine), u'x'));
    ChainHead head;
    const auto line = toLine(toRecord(entry, 1, kNow, kGenesisHash), head);
    QCOMPARE(line.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(head, ChainHead());
    // The longest that is made is also read.
    const auto lineOf = [&](qsizetype characters) {
        entry.details.insert(QStringLiteral("text"), QString(characters, u'x'));
        head = {};
        return toLine(toRecord(entry, 1, kNow, kGenesisHash), head);
    };
    const qsizetype rest = lineOf(0)->size();
    const auto longest = lineOf(qsizetype(kMaximumLine) - rest);
    QVERIFY(longest.has_value());
    QVERIFY(!lineOf(qsizetype(kMaximumLine) - rest + 1));
    QVERIFY(checked(*longest).has_value());
}

void TstChain::a_line_without_end_is_no_record()
{
    const auto lines = chainOf(2);
    const QByteArray endless(4 * kMaximumLine, 'x');
    const auto report = checked(lines.at(0) + endless + '\n' + lines.at(1));
    QVERIFY(!report);
    QVERIFY(report.error().detail.startsWith(QLatin1String("record 2: ")));
}

void TstChain::a_chain_is_gone_on_with()
{
    const auto lines = chainOf(4);
    const auto first = checked(lines.at(0) + lines.at(1));
    QVERIFY(first.has_value());
    QBuffer buffer;
    buffer.setData(lines.join());
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    QVERIFY(buffer.seek(first->wholeBytes));
    const auto rest = checkChain(buffer, *first);
    QVERIFY(rest.has_value());
    QCOMPARE(rest->head.sequence, qint64(4));
    QCOMPARE(rest->wholeBytes, lines.join().size());
}

VIGIE_TEST(TstChain)
#include "tst_chain.moc"
