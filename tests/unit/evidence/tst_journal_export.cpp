// SPDX-License-Identifier: GPL-3.0-or-later
#include "evidence_room.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

using namespace vigie;
using namespace vigie::evidence;
using namespace vigie::test;

/// A part of the journal that is handed over can be checked by whoever has the public key, and by nothing else than what it is.
class TstJournalExport final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_room = std::make_unique<EvidenceRoom>();
        m_folder = m_room->beside("remise");
    }
    void what_was_asked_for_is_there_and_checks();
    void it_says_no_numbers_of_anybody();
    void only_its_owner_reads_it();
    void one_byte_anywhere_is_found_data();
    void one_byte_anywhere_is_found();
    void a_table_or_a_line_more_is_found_even_when_it_is_signed_data();
    void a_table_or_a_line_more_is_found_even_when_it_is_signed();
    void another_key_is_found();
    void nothing_is_written_over();
    void nothing_is_left_of_what_failed_data();
    void nothing_is_left_of_what_failed();

private:
    [[nodiscard]] ExportRequest request(const journal::Filter &filter = {}) const
    {
        return {QStringLiteral("ADM1"), QStringLiteral("administrateur"), motive(), filter, m_room->clock.now()};
    }
    [[nodiscard]] Result<ExportReport> write(const journal::Filter &filter = {}) const
    {
        return writeExport(m_folder, m_room->path(), m_room->sealer, request(filter));
    }
    [[nodiscard]] QString file(const char *name) const { return m_folder + QLatin1Char('/') + QLatin1String(name); }
    [[nodiscard]] journal::Checkpoints known() const
    {
        const auto report = journal::verifyJournal(m_room->path(), nullptr);
        const QByteArray chain = report->checkpoints.chain;
        return {chain, journal::checkpointSigner(m_room->sealer, chain)->publicKey(), 0, 0};
    }
    /// Signed anew by the station itself, over the files as they are now.
    void signAgain() const
    {
        QJsonObject manifest = QJsonDocument::fromJson(EvidenceRoom::bytes(file("manifest.json"))).object();
        QJsonArray files;
        for (const char *name : {"journal.jsonl", "journal.csv"}) {
            const QByteArray bytes = EvidenceRoom::bytes(file(name));
            files.append(QJsonObject{{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("bytes"), bytes.size()},
                                     {QStringLiteral("sha256"), QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())}});
        }
        manifest.insert(QStringLiteral("files"), files);
        const QByteArray bytes = QJsonDocument(manifest).toJson();
        EvidenceRoom::put(file("manifest.json"), bytes);
        const auto signer = journal::checkpointSigner(m_room->sealer, known().chain);
        const QByteArray signature = signer->sign("vigie-journal-export/1\n" + known().chain + '\n' + bytes).value();
        EvidenceRoom::put(file("manifest.sig"), "vigie-journal-export/1 " + known().chain + ' ' + signer->publicKey().toBase64() + ' ' + signature.toBase64() + '\n');
    }

    std::unique_ptr<EvidenceRoom> m_room;
    QString m_folder;
};

void TstJournalExport::what_was_asked_for_is_there_and_checks()
{
    journal::Filter refusals;
    refusals.refusalsOnly = true;
    const auto report = write(refusals);
    QVERIFY2(report, report ? "" : qPrintable(toLogText(report.error())));
    QCOMPARE(report->through.sequence, qint64(3));
    QCOMPARE(QDir(m_folder).entryList(QDir::Files), QStringList({QStringLiteral("journal.csv"), QStringLiteral("journal.jsonl"), QStringLiteral("manifest.json"), QStringLiteral("manifest.sig")}));
    // The lines are those of the journal.
    QCOMPARE(EvidenceRoom::bytes(file("journal.jsonl")), EvidenceRoom::bytes(m_room->path()).split('\n').at(1) + '\n');
    QCOMPARE(EvidenceRoom::bytes(file("journal.csv")).count("\r\n"), qsizetype(2));
    QCOMPARE(report->manifestHash, QCryptographicHash::hash(EvidenceRoom::bytes(file("manifest.json")), QCryptographicHash::Sha256).toHex());
    const auto checked = verifyExport(m_folder, known());
    QVERIFY2(checked, checked ? "" : qPrintable(toLogText(checked.error())));
    QCOMPARE(checked->signer.key, known().key);
    const QJsonObject manifest = QJsonDocument::fromJson(checked->manifest.toUtf8()).object();
    QCOMPARE(manifest.value(QLatin1String("reader")).toObject().value(QLatin1String("matricule")).toString(), QStringLiteral("ADM1"));
    QCOMPARE(manifest.value(QLatin1String("purpose")).toString(), QStringLiteral("autocontrole"));
    QCOMPARE(manifest.value(QLatin1String("motive")).toString(), motive().text);
    QCOMPARE(manifest.value(QLatin1String("through")).toObject().value(QLatin1String("hash")).toString().toLatin1(), m_room->journal.head().hash);
    QVERIFY(verifyExport(m_folder, {}).has_value());
}

void TstJournalExport::it_says_no_numbers_of_anybody()
{
    QVERIFY(write());
    const QJsonObject manifest = QJsonDocument::fromJson(EvidenceRoom::bytes(file("manifest.json"))).object();
    QCOMPARE(manifest.keys(), QStringList({QStringLiteral("chain"), QStringLiteral("created_utc"), QStringLiteral("files"), QStringLiteral("filter"), QStringLiteral("format"),
                                           QStringLiteral("motive"), QStringLiteral("purpose"), QStringLiteral("reader"), QStringLiteral("signed_through"), QStringLiteral("through"), QStringLiteral("use")}));
}

void TstJournalExport::only_its_owner_reads_it()
{
    QVERIFY(write());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(m_folder) & others, QFile::Permissions());
    for (const QString &name : QDir(m_folder).entryList(QDir::Files))
        QCOMPARE(QFile::permissions(m_folder + QLatin1Char('/') + name) & others, QFile::Permissions());
}

void TstJournalExport::one_byte_anywhere_is_found_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"journal.jsonl", "journal.csv", "manifest.json", "manifest.sig"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TstJournalExport::one_byte_anywhere_is_found()
{
    QFETCH(QString, name);
    QVERIFY(write());
    const QString path = file(name.toLatin1().constData());
    const QByteArray whole = EvidenceRoom::bytes(path);
    QVERIFY(verifyExport(m_folder, known()).has_value());
    for (qsizetype at = 0; at + 1 < whole.size(); at += 1 + whole.size() / 40) {
        QByteArray bytes = whole;
        bytes[at] = static_cast<char>(bytes.at(at) ^ 1);
        EvidenceRoom::put(path, bytes);
        QVERIFY2(!verifyExport(m_folder, known()), qPrintable(QString::number(at)));
    }
    EvidenceRoom::put(path, whole.chopped(whole.size() / 2));
    QVERIFY(!verifyExport(m_folder, known()));
    QVERIFY(QFile::remove(path));
    QCOMPARE(verifyExport(m_folder, known()).error().code, ErrorCode::NotFound);
}

void TstJournalExport::a_table_or_a_line_more_is_found_even_when_it_is_signed_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing changed") << "nothing" << QString();
    QTest::newRow("another word in the table") << "word" << "not the table of the lines";
    QTest::newRow("a line more in the table") << "more" << "not the table of the lines";
    QTest::newRow("a line less in the table") << "less" << "not the table of the lines";
    QTest::newRow("a record left out of the lines, not of the table") << "record" << "not the table of the lines";
    QTest::newRow("two lines exchanged") << "exchanged" << "stands after a later one";
    QTest::newRow("a record that was written later") << "later" << "a record after the newest that was read";
}

void TstJournalExport::a_table_or_a_line_more_is_found_even_when_it_is_signed()
{
    QFETCH(QString, what);
    QFETCH(QString, said);
    QVERIFY(write());
    QByteArray table = EvidenceRoom::bytes(file("journal.csv"));
    QList<QByteArray> lines = EvidenceRoom::bytes(file("journal.jsonl")).split('\n');
    if (what == QLatin1String("word"))
        table.replace("A103", "A104");
    if (what == QLatin1String("more"))
        table += "4;\r\n";
    if (what == QLatin1String("less"))
        table.truncate(table.lastIndexOf('\n', -2) + 1);
    if (what == QLatin1String("record"))
        lines.removeAt(1);
    if (what == QLatin1String("exchanged")) {
        lines.swapItemsAt(0, 1);
        QList<QByteArray> rows = table.split('\n');
        rows.swapItemsAt(1, 2);
        table = rows.join('\n');
    }
    if (what == QLatin1String("later")) {
        m_room->add(QStringLiteral("A101"), journal::Event::LiveBegin, QStringLiteral("allow"));
        lines.insert(3, EvidenceRoom::bytes(m_room->path()).split('\n').at(3));
    }
    EvidenceRoom::put(file("journal.csv"), table);
    EvidenceRoom::put(file("journal.jsonl"), lines.join('\n'));
    signAgain();
    const auto checked = verifyExport(m_folder, known());
    QCOMPARE(checked.has_value(), said.isEmpty());
    if (!checked)
        QVERIFY2(checked.error().detail.contains(said), qPrintable(checked.error().detail));
}

void TstJournalExport::another_key_is_found()
{
    QVERIFY(write());
    journal::Checkpoints other = known();
    other.key = secrets::Sealer(secrets::generateStationKey().value()).signer("x")->publicKey();
    QCOMPARE(verifyExport(m_folder, other).error().code, ErrorCode::Corrupt);
    other = known();
    other.chain = QByteArray(64, 'a');
    QCOMPARE(verifyExport(m_folder, other).error().code, ErrorCode::Corrupt);
}

void TstJournalExport::nothing_is_written_over()
{
    QVERIFY(QDir().mkdir(m_folder));
    QCOMPARE(write().error().code, ErrorCode::AlreadyExists);
    QVERIFY(QDir(m_folder).isEmpty());
}

void TstJournalExport::nothing_is_left_of_what_failed_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::newRow("a damaged journal") << "damaged" << "Corrupt";
    QTest::newRow("a journal cut short") << "cut" << "Corrupt";
    QTest::newRow("given up") << "cancelled" << "Cancelled";
    QTest::newRow("no motive") << "motive" << "InvalidArgument";
    QTest::newRow("the key of another station") << "key" << "Corrupt";
    QTest::newRow("a folder that cannot be made") << "folder" << "Io";
}

void TstJournalExport::nothing_is_left_of_what_failed()
{
    QFETCH(QString, what);
    QFETCH(QString, code);
    ExportRequest asked = request();
    const secrets::Sealer other(secrets::generateStationKey().value());
    QByteArray bytes = EvidenceRoom::bytes(m_room->path());
    if (what == QLatin1String("damaged"))
        EvidenceRoom::put(m_room->path(), bytes.replace("A103", "A104"));
    if (what == QLatin1String("cut"))
        EvidenceRoom::put(m_room->path(), bytes.left(bytes.lastIndexOf('\n', -2) + 1));
    if (what == QLatin1String("motive"))
        asked.motive.text.clear();
    if (what == QLatin1String("folder"))
        m_folder = m_room->beside("nowhere/remise");
    const QStringList before = QDir(m_room->folder.path()).entryList(QDir::AllEntries | QDir::Hidden);
    const auto report = writeExport(m_folder, m_room->path(), what == QLatin1String("key") ? other : m_room->sealer, asked,
                                    [&] { return what != QLatin1String("cancelled"); });
    QVERIFY(!report);
    QCOMPARE(errorCodeName(report.error().code), code);
    QCOMPARE(QDir(m_room->folder.path()).entryList(QDir::AllEntries | QDir::Hidden), before);
}

VIGIE_TEST(TstJournalExport)
#include "tst_journal_export.moc"
