// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal_bench.h"

#include <journal/read_journal.h>
#include <support/test_main.h>

#include <QtCore/QBuffer>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::journal;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

Entry about(const char *matricule, const char *camera, const char *commune, Event event, const char *decision = "allow")
{
    Entry entry = entryNumber(0);
    entry.matricule = QLatin1String(matricule);
    entry.camera = {QLatin1String(camera)};
    entry.commune = {QLatin1String(commune)};
    entry.event = event;
    entry.decision = QLatin1String(decision);
    return entry;
}

QList<qint64> numbersOf(const QList<QJsonObject> &records)
{
    QList<qint64> numbers;
    for (const QJsonObject &record : records)
        numbers.append(record.value(QLatin1String("seq")).toInteger());
    return numbers;
}

} // namespace

/// What is found in a journal of several parts, page by page, and that nothing damaged is handed out.
class TstReadJournal final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_bench = std::make_unique<JournalBench>();
    }
    void each_filter_finds_its_own_data();
    void each_filter_finds_its_own();
    void pages_go_from_the_newest_to_the_oldest();
    void a_period_reads_no_more_parts_than_it_must();
    void a_damaged_record_is_named_data();
    void a_damaged_record_is_named();
    void an_unfinished_line_is_not_a_record();
    void what_was_purged_is_not_shown();
    void a_reading_can_be_given_up();
    void no_journal_is_not_an_empty_one();
    void a_journal_without_a_record_has_an_empty_page();
    void lines_come_as_they_stand();
    void an_excerpt_is_checked_data();
    void an_excerpt_is_checked();
    void filters_are_written_and_read();
    void filters_that_are_none_data();
    void filters_that_are_none();

private:
    [[nodiscard]] std::unique_ptr<FileJournal> opened() const
    {
        auto journal = std::make_unique<FileJournal>(m_bench->path(), m_bench->clock, &m_bench->sealer, nullptr,
                                                     SegmentLimits{2'000, std::chrono::hours(24 * 365)});
        if (const auto open = journal->open(); !open)
            QTest::qFail(qPrintable(toLogText(open.error())), __FILE__, __LINE__);
        return journal;
    }
    /// \p count records, one a minute, in parts of three or four.
    void fill(int count) const
    {
        const auto journal = opened();
        for (int n = 0; n < count; ++n) {
            QVERIFY(appended(*journal, {entryNumber(n)}));
            m_bench->clock.advance(1min);
        }
    }
    [[nodiscard]] QStringList parts() const
    {
        const QFileInfo info(m_bench->path());
        QStringList paths;
        for (const QString &name : info.dir().entryList({info.fileName() + QStringLiteral(".0*")}, QDir::Files, QDir::Name))
            paths.append(info.dir().filePath(name));
        return paths;
    }
    [[nodiscard]] Result<Page> page(const Filter &filter = {}, qint64 before = 0, int limit = 100) const
    {
        return readPage(m_bench->path(), filter, before, limit);
    }
    [[nodiscard]] QByteArray excerpt(const Filter &filter) const
    {
        QByteArray lines;
        const auto read = readRecords(m_bench->path(), filter, [&](const QJsonObject &, const ChainHead &, const QByteArray &line) -> Result<> {
            lines += line;
            return {};
        });
        if (!read)
            QTest::qFail(qPrintable(toLogText(read.error())), __FILE__, __LINE__);
        return lines;
    }
    std::unique_ptr<JournalBench> m_bench;
};

void TstReadJournal::each_filter_finds_its_own_data()
{
    QTest::addColumn<QJsonObject>("filter");
    QTest::addColumn<QList<qint64>>("found");
    const auto row = [](const char *name, QJsonObject filter, QList<qint64> found) { QTest::newRow(name) << filter << found; };
    row("everything", {}, {4, 3, 2, 1});
    row("one operator", {{QStringLiteral("matricule"), QStringLiteral("A101")}}, {3, 1});
    row("no such operator", {{QStringLiteral("matricule"), QStringLiteral("A1")}}, {});
    row("one camera", {{QStringLiteral("camera_id"), QStringLiteral("cam-2")}}, {4, 2});
    row("one commune", {{QStringLiteral("commune"), QStringLiteral("60175")}}, {2});
    row("one event", {{QStringLiteral("operation"), QStringLiteral("curtain")}}, {3});
    row("refusals only", {{QStringLiteral("refusals_only"), true}}, {3, 2});
    row("from an instant on", {{QStringLiteral("from"), QStringLiteral("2026-11-24T10:02:00Z")}}, {4, 3});
    row("until an instant, which is not in it", {{QStringLiteral("until"), QStringLiteral("2026-11-24T10:02:00Z")}}, {2, 1});
    row("refusals of one operator", {{QStringLiteral("matricule"), QStringLiteral("A101")}, {QStringLiteral("refusals_only"), true}}, {3});
}

void TstReadJournal::each_filter_finds_its_own()
{
    QFETCH(QJsonObject, filter);
    QFETCH(QList<qint64>, found);
    {
        const auto journal = m_bench->opened();
        for (const Entry &entry : {about("A101", "cam-1", "60057", Event::LiveBegin), about("P201", "cam-2", "60175", Event::Refusal, "refuse"),
                                   about("A101", "cam-1", "60057", Event::Curtain, "refuse"), about("A1019", "cam-2", "60057", Event::LiveEnd)}) {
            QVERIFY(appended(*journal, {entry}));
            m_bench->clock.advance(1min);
        }
    }
    const auto read = filterFromJson(filter);
    QVERIFY(read);
    const auto result = page(*read);
    QVERIFY2(result, result ? "" : qPrintable(toLogText(result.error())));
    QCOMPARE(numbersOf(result->records), found);
    QVERIFY(!result->older);
}

void TstReadJournal::pages_go_from_the_newest_to_the_oldest()
{
    fill(20);
    QVERIFY2(parts().size() >= 4, qPrintable(QString::number(parts().size())));
    const Filter views = *filterFromJson({{QStringLiteral("operation"), QStringLiteral("live-begin")}});
    QList<qint64> all;
    qint64 before = 0;
    int pages = 0;
    bool older = true;
    while (older) {
        const auto result = page(views, before, 7);
        QVERIFY2(result, result ? "" : qPrintable(toLogText(result.error())));
        all += numbersOf(result->records);
        older = result->older;
        before = all.constLast();
        QVERIFY(++pages <= 3);
    }
    QCOMPARE(pages, 3);
    QCOMPARE(all.size(), qsizetype(20));
    QVERIFY(std::is_sorted(all.crbegin(), all.crend()));
    QCOMPARE(all.constLast(), qint64(1));
    // A page that is just full has nothing older.
    QVERIFY(!page(views, 0, 20)->older);
    QVERIFY(page(views, 0, 19)->older);
}

void TstReadJournal::a_period_reads_no_more_parts_than_it_must()
{
    fill(20);
    // The oldest part is damaged: whoever asks for the last minutes is answered all the same.
    QByteArray bytes = bytesOf(parts().constFirst());
    bytes[bytes.lastIndexOf("A101") + 3] = '2';
    overwrite(parts().constFirst(), bytes);
    Filter late;
    late.during.from = m_bench->clock.now() - 3min;
    const auto result = page(late);
    QVERIFY2(result, result ? "" : qPrintable(toLogText(result.error())));
    QVERIFY(!result->records.isEmpty());
    QCOMPARE(page().error().code, ErrorCode::Corrupt);
}

void TstReadJournal::a_damaged_record_is_named_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("said");
    QTest::newRow("a byte of the oldest part") << 0 << "content does not match its hash";
    QTest::newRow("a part in the middle is missing") << 1 << "does not follow the record before it";
    QTest::newRow("a part is that of another journal") << 2 << "does not follow the record before it";
    QTest::newRow("a closed part is cut within a line") << 3 << "unfinished";
}

void TstReadJournal::a_damaged_record_is_named()
{
    QFETCH(int, what);
    QFETCH(QString, said);
    fill(20);
    const QStringList files = parts();
    QByteArray bytes = bytesOf(files.at(1));
    if (what == 0) {
        bytes = bytesOf(files.at(0));
        overwrite(files.at(0), bytes.replace("A101", "A102"));
    } else if (what == 1) {
        QVERIFY(QFile::remove(files.at(1)));
    } else if (what == 2) {
        auto mine = std::move(m_bench);
        m_bench = std::make_unique<JournalBench>();
        fill(20);
        overwrite(files.at(1), bytesOf(parts().at(1)));
        m_bench = std::move(mine);
    } else {
        overwrite(files.at(1), bytes.chopped(10));
    }
    const auto result = page();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Corrupt);
    QVERIFY2(result.error().detail.contains(said), qPrintable(result.error().detail));
    QVERIFY2(result.error().detail.startsWith(QStringLiteral("record ")), qPrintable(result.error().detail));
    QCOMPARE(readRecords(m_bench->path(), {}, [](const QJsonObject &, const ChainHead &, const QByteArray &) { return Result<>(); }).error().code,
             ErrorCode::Corrupt);
}

void TstReadJournal::an_unfinished_line_is_not_a_record()
{
    m_bench->fill(3);
    const QByteArray whole = bytesOf(m_bench->path());
    overwrite(m_bench->path(), whole + whole.left(60));
    QCOMPARE(numbersOf(page()->records), QList<qint64>({3, 2, 1}));
    QCOMPARE(excerpt({}), whole);
}

void TstReadJournal::what_was_purged_is_not_shown()
{
    m_bench->fill(3);
    QList<QByteArray> lines = linesOf(bytesOf(m_bench->path()));
    const QJsonObject second = recordsOf(m_bench->path()).at(1);
    lines[1] = toPurgedLine(second, lines.at(1).mid(9, 64));
    overwrite(m_bench->path(), lines.join());
    QCOMPARE(numbersOf(page()->records), QList<qint64>({3, 1}));
    QCOMPARE(excerpt({}), lines.at(0) + lines.at(2));
}

void TstReadJournal::a_reading_can_be_given_up()
{
    fill(10);
    QCOMPARE(readPage(m_bench->path(), {}, 0, 10, [] { return false; }).error().code, ErrorCode::Cancelled);
    const auto read = readRecords(m_bench->path(), {}, [](const QJsonObject &, const ChainHead &, const QByteArray &) { return Result<>(); }, [] { return false; });
    QCOMPARE(read.error().code, ErrorCode::Cancelled);
    const auto full = readRecords(m_bench->path(), {}, [](const QJsonObject &, const ChainHead &, const QByteArray &) -> Result<> { return fail(ErrorCode::DiskFull); });
    QCOMPARE(full.error().code, ErrorCode::DiskFull);
}

void TstReadJournal::no_journal_is_not_an_empty_one()
{
    QCOMPARE(page().error().code, ErrorCode::NotFound);
}

void TstReadJournal::a_journal_without_a_record_has_an_empty_page()
{
    QVERIFY(m_bench->opened());
    const auto result = page();
    QVERIFY2(result, result ? "" : qPrintable(toLogText(result.error())));
    QVERIFY(result->records.isEmpty() && !result->older);
}

void TstReadJournal::lines_come_as_they_stand()
{
    fill(12);
    QByteArray all;
    for (const QString &part : parts())
        all += bytesOf(part);
    all += bytesOf(m_bench->path());
    QCOMPARE(excerpt({}), all);
}

void TstReadJournal::an_excerpt_is_checked_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("said");
    QTest::newRow("whole") << "nothing" << QString();
    QTest::newRow("with gaps") << "gap" << QString();
    QTest::newRow("a record changed") << "changed" << "content does not match its hash";
    QTest::newRow("a record twice") << "twice" << "stands after a later one";
    QTest::newRow("two records exchanged") << "exchanged" << "stands after a later one";
    QTest::newRow("a record of another journal") << "another" << "does not follow the record before it";
    QTest::newRow("a record that was not asked for") << "unasked" << "not what was asked for";
    QTest::newRow("not a line") << "text" << "not a journal line";
    QTest::newRow("cut within the last line") << "cut" << "not a journal line";
}

void TstReadJournal::an_excerpt_is_checked()
{
    QFETCH(QString, what);
    QFETCH(QString, said);
    m_bench->fill(4);
    QList<QByteArray> lines = linesOf(bytesOf(m_bench->path()));
    Filter filter;
    if (what == QLatin1String("gap"))
        lines.removeAt(1);
    if (what == QLatin1String("changed"))
        lines[2].replace("A101", "A102");
    if (what == QLatin1String("twice"))
        lines.insert(1, lines.at(0));
    if (what == QLatin1String("exchanged"))
        lines.swapItemsAt(1, 2);
    if (what == QLatin1String("another")) {
        JournalBench other;
        other.fill(4);
        lines[2] = linesOf(bytesOf(other.path())).at(2);
    }
    if (what == QLatin1String("unasked"))
        filter.matricule = QStringLiteral("P201");
    if (what == QLatin1String("text"))
        lines.insert(2, "{}\n");
    QByteArray bytes = lines.join();
    if (what == QLatin1String("cut"))
        bytes.chop(1);
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto checked = checkExcerpt(buffer, filter, [](const QJsonObject &, const ChainHead &, const QByteArray &) { return Result<>(); });
    QCOMPARE(checked.has_value(), said.isEmpty());
    if (!checked)
        QVERIFY2(checked.error().detail.contains(said), qPrintable(checked.error().detail));
}

void TstReadJournal::filters_are_written_and_read()
{
    Filter filter;
    QCOMPARE(toJson(filter), QJsonObject());
    QCOMPARE(*filterFromJson({}), filter);
    filter = {QStringLiteral("A101"), {QStringLiteral("cam-1")}, {QStringLiteral("60057")}, QStringLiteral("refusal"),
              {m_bench->clock.now(), m_bench->clock.now() + 1h}, true};
    QCOMPARE(*filterFromJson(toJson(filter)), filter);
}

void TstReadJournal::filters_that_are_none_data()
{
    QTest::addColumn<QJsonObject>("json");
    QTest::newRow("an unknown key") << QJsonObject{{QStringLiteral("name"), QStringLiteral("Martin")}};
    QTest::newRow("an unknown event") << QJsonObject{{QStringLiteral("operation"), QStringLiteral("view")}};
    QTest::newRow("not an instant") << QJsonObject{{QStringLiteral("from"), QStringLiteral("2026-11-24")}};
    QTest::newRow("a number") << QJsonObject{{QStringLiteral("matricule"), 12}};
    QTest::newRow("not yes or no") << QJsonObject{{QStringLiteral("refusals_only"), QStringLiteral("yes")}};
    QTest::newRow("ends before it begins") << QJsonObject{{QStringLiteral("from"), QStringLiteral("2026-11-24T10:00:00Z")},
                                                          {QStringLiteral("until"), QStringLiteral("2026-11-24T09:00:00Z")}};
}

void TstReadJournal::filters_that_are_none()
{
    QFETCH(QJsonObject, json);
    QCOMPARE(filterFromJson(json).error().code, ErrorCode::InvalidArgument);
}

VIGIE_TEST(TstReadJournal)
#include "tst_read_journal.moc"
