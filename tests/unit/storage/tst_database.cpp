// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <array>

#include <sys/stat.h>

using namespace vigie;
using namespace vigie::storage;

namespace {

constexpr int kKind = 0x54455354;
constexpr std::array kOne{Migration{1, "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT)"}};
constexpr std::array kTwo{kOne[0],
                          Migration{2,
                                    "ALTER TABLE person ADD COLUMN post TEXT REFERENCES post (id);"
                                    "CREATE TABLE post (id TEXT PRIMARY KEY)"}};
constexpr std::array kBroken{
    kOne[0], Migration{2, "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT)"}};

OpenOptions options(std::span<const Migration> schema, bool create = true)
{
    OpenOptions o;
    o.create = create;
    o.schema = schema;
    o.applicationId = kKind;
    o.busyTimeout = std::chrono::milliseconds(50);
    return o;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

mode_t modeOf(const QString &path)
{
    struct stat status { };
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 0777 : 0;
}

} // namespace

class TstDatabase final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("régistre.sqlite"));
    }

    void a_new_file_is_its_owners_alone()
    {
        const auto db = Database::open(m_path, options(kOne));
        QVERIFY(db.has_value());
        auto insert = const_cast<Database &>(*db).execute("INSERT INTO person VALUES ('a', 'b')");
        QVERIFY(insert.has_value());
        for (const char *suffix : {"", "-wal", "-shm"}) {
            const QString file = m_path + QLatin1String(suffix);
            QVERIFY2(QFile::exists(file), qPrintable(file));
            QCOMPARE(modeOf(file), mode_t(0600));
        }
    }
    void a_file_restored_for_everybody_is_closed_again()
    {
        QVERIFY(Database::open(m_path, options(kOne)).has_value());
        ::chmod(QFile::encodeName(m_path).constData(), 0644);
        QVERIFY(Database::open(m_path, options(kOne)).has_value());
        QCOMPARE(modeOf(m_path), mode_t(0600));
    }
    void a_missing_file_is_not_made_unasked()
    {
        QCOMPARE(Database::open(m_path, options(kOne, false)).error().code, ErrorCode::NotFound);
        auto reading = options(kOne);
        reading.readOnly = true;
        QCOMPARE(Database::open(m_path, reading).error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(m_path));
    }
    void a_folder_that_is_not_there()
    {
        const auto db = Database::open(QStringLiteral("/nowhere/at/all.sqlite"), options(kOne));
        QCOMPARE(db.error().code, ErrorCode::Io);
    }

    void an_older_schema_is_upgraded_with_what_it_holds()
    {
        {
            auto db = Database::open(m_path, options(kOne));
            QVERIFY(db->execute("INSERT INTO person VALUES ('martin', 'Claire')").has_value());
        }
        auto db = Database::open(m_path, options(kTwo));
        QVERIFY2(db.has_value(), qPrintable(db ? QString() : toLogText(db.error())));
        QCOMPARE(db->queryNumber("PRAGMA user_version").value(), qint64(2));
        QCOMPARE(db->queryNumber("SELECT count(*) FROM person WHERE post IS NULL").value(),
                 qint64(1));
    }
    void an_upgrade_that_fails_changes_nothing()
    {
        QVERIFY(Database::open(m_path, options(kOne)).has_value());
        QVERIFY(!Database::open(m_path, options(kBroken)).has_value());
        auto db = Database::open(m_path, options(kOne));
        QVERIFY(db.has_value());
        QCOMPARE(db->queryNumber("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").value(),
                 qint64(0));
    }
    void an_older_schema_is_not_upgraded_by_a_reader()
    {
        QVERIFY(Database::open(m_path, options(kOne)).has_value());
        auto reading = options(kTwo);
        reading.readOnly = true;
        QCOMPARE(Database::open(m_path, reading).error().code, ErrorCode::NotSupported);
    }
    void a_newer_schema_is_left_as_it_is_to_the_byte()
    {
        {
            auto db = Database::open(m_path, options(kTwo));
            // A newer Vigie may do without a write-ahead log: that, too, is not ours to change.
            QVERIFY(db->execute("PRAGMA journal_mode=DELETE").has_value());
        }
        const QByteArray before = bytesOf(m_path);
        QVERIFY(!before.isEmpty());
        QCOMPARE(Database::open(m_path, options(kOne)).error().code, ErrorCode::NewerSchema);
        QCOMPARE(bytesOf(m_path), before);
    }
    void a_file_of_another_kind_is_left_as_it_is()
    {
        auto other = options(kOne);
        other.applicationId = kKind + 1;
        QVERIFY(Database::open(m_path, other).has_value());
        const QByteArray before = bytesOf(m_path);
        QCOMPARE(Database::open(m_path, options(kOne)).error().code, ErrorCode::Corrupt);
        QCOMPARE(bytesOf(m_path), before);
    }

    void what_is_bound_comes_back()
    {
        auto db = Database::open(m_path, {.create = true});
        QVERIFY(db->execute("CREATE TABLE t (a, b, c, d, e, f)").has_value());
        auto insert = db->prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)");
        QVERIFY(insert.has_value());
        const QByteArray blob("\0\xff"
                              "x\0",
                              4);
        insert->bind(1, QStringLiteral("Noyon ’ \u00e9 \U0001F4F7"))
            .bind(2, blob)
            .bind(3, qint64(-9007199254740993))
            .bind(4, 0.1)
            .bind(5, QString())
            .bind(6, QStringLiteral(""));
        QVERIFY(insert->run().has_value());
        auto select = db->prepare("SELECT * FROM t");
        QVERIFY(select->step().value());
        QCOMPARE(select->text(0), QStringLiteral("Noyon ’ \u00e9 \U0001F4F7"));
        QCOMPARE(select->blob(1), blob);
        QCOMPARE(select->number(2), qint64(-9007199254740993));
        QCOMPARE(select->real(3), 0.1);
        QVERIFY(select->isNull(4) && select->text(4).isNull());
        QVERIFY(!select->isNull(5) && !select->text(5).isNull() && select->text(5).isEmpty());
        QVERIFY(!select->step().value());
    }
    void a_statement_serves_again()
    {
        auto db = Database::open(m_path, {.create = true});
        QVERIFY(db->execute("CREATE TABLE t (a UNIQUE)").has_value());
        auto insert = db->prepare("INSERT INTO t VALUES (?)");
        QVERIFY(insert->bind(1, qint64(1)).run().has_value());
        QCOMPARE(insert->bind(1, qint64(1)).run().error().code, ErrorCode::AlreadyExists);
        QVERIFY(insert->bind(1, qint64(2)).run().has_value());
        QCOMPARE(db->queryNumber("SELECT count(*) FROM t").value(), qint64(2));
        QCOMPARE(db->queryNumber("SELECT a FROM t WHERE a = 7").error().code, ErrorCode::NotFound);
        QVERIFY(!db->prepare("SELEKT 1").has_value());
    }
    void foreign_keys_hold()
    {
        auto db = Database::open(m_path, options(kTwo));
        QCOMPARE(db->execute("INSERT INTO person VALUES ('a', 'b', 'nowhere')").error().code,
                 ErrorCode::AlreadyExists);
    }
    void a_transaction_without_commit_never_was()
    {
        auto db = Database::open(m_path, options(kOne));
        {
            const auto transaction = Transaction::begin(*db);
            QVERIFY(transaction.has_value());
            QVERIFY(db->execute("INSERT INTO person VALUES ('a', 'b')").has_value());
        }
        QCOMPARE(db->queryNumber("SELECT count(*) FROM person").value(), qint64(0));
        {
            auto transaction = Transaction::begin(*db);
            QVERIFY(db->execute("INSERT INTO person VALUES ('a', 'b')").has_value());
            QVERIFY(transaction->commit().has_value());
        }
        QCOMPARE(db->queryNumber("SELECT count(*) FROM person").value(), qint64(1));
    }
    void a_second_writer_is_told_that_it_is_busy()
    {
        auto first = Database::open(m_path, options(kOne));
        auto second = Database::open(m_path, options(kOne));
        const auto held = Transaction::begin(*first);
        QVERIFY(held.has_value());
        QCOMPARE(Transaction::begin(*second).error().code, ErrorCode::Busy);
        // Readers are not kept waiting, nor do they keep anybody.
        QVERIFY(Transaction::beginReading(*second).has_value());
        QCOMPARE(second->queryNumber("SELECT count(*) FROM person").value(), qint64(0));
    }
    void another_connections_commit_shows()
    {
        auto first = Database::open(m_path, options(kOne));
        auto reading = options(kOne);
        reading.readOnly = true;
        auto second = Database::open(m_path, reading);
        QVERIFY(second.has_value());
        const qint64 before = second->dataVersion().value();
        QCOMPARE(second->dataVersion().value(), before);
        QVERIFY(first->execute("INSERT INTO person VALUES ('a', 'b')").has_value());
        QVERIFY(second->dataVersion().value() != before);
        QVERIFY(!second->execute("DELETE FROM person").has_value());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

VIGIE_TEST(TstDatabase)
#include "tst_database.moc"
