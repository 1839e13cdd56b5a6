// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <array>

using namespace vigie;
using namespace vigie::storage;

namespace {

constexpr std::array kSchema{
    Migration{1,
              "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
              "CREATE INDEX by_name ON person (name)"}};

OpenOptions options(bool create)
{
    OpenOptions o;
    o.create = create;
    o.schema = kSchema;
    o.applicationId = 7;
    return o;
}

} // namespace

class TstDamage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("r.sqlite"));
    }
    void a_damaged_file_is_refused_and_kept_data();
    void a_damaged_file_is_refused_and_kept();
    void random_damage_never_ends_the_program();
    void a_full_disk_says_so_and_loses_nothing();
    void a_file_that_may_not_be_read();

private:
    void fill()
    {
        auto db = Database::open(m_path, options(true));
        QVERIFY(db.has_value());
        auto transaction = Transaction::begin(*db);
        auto insert = db->prepare("INSERT INTO person (name) VALUES (?)");
        for (int i = 0; i < 500; ++i)
            QVERIFY(insert->bind(1, QStringLiteral("person number %1").arg(i * 7919))
                        .run()
                        .has_value());
        QVERIFY(transaction->commit().has_value());
    }
    QByteArray bytes() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &content) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TstDamage::a_damaged_file_is_refused_and_kept_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage :
         {"emptied", "cut in the middle", "not a database", "zeros over a page", "header gone",
          "a page of the tree overwritten"})
        QTest::newRow(damage) << QString::fromLatin1(damage);
}

void TstDamage::a_damaged_file_is_refused_and_kept()
{
    QFETCH(QString, damage);
    fill();
    QByteArray content = bytes();
    QVERIFY(content.size() > 4 * 4096);
    if (damage == QLatin1String("emptied"))
        content.clear();
    else if (damage == QLatin1String("cut in the middle"))
        content.truncate(content.size() / 2 + 17);
    else if (damage == QLatin1String("not a database"))
        content = QByteArray("<html>Session expirée</html>").repeated(500);
    else if (damage == QLatin1String("zeros over a page"))
        content.replace(4096, 4096, QByteArray(4096, '\0'));
    else if (damage == QLatin1String("header gone"))
        content.replace(0, 100, QByteArray(100, '\xff'));
    else
        content.replace(2 * 4096, 512, QByteArray(512, '\x55'));
    put(content);
    const auto db = Database::open(m_path, options(false));
    QVERIFY2(!db, "believed");
    QCOMPARE(db.error().code, ErrorCode::Corrupt);
    QCOMPARE(bytes(), content);
}

void TstDamage::random_damage_never_ends_the_program()
{
    fill();
    const QByteArray whole = bytes();
    QRandomGenerator random(20261124);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        QByteArray content = whole;
        for (int i = 0; i < 20; ++i)
            content[random.bounded(content.size())] = static_cast<char>(random.bounded(256));
        put(content);
        auto db = Database::open(m_path, options(false));
        if (!db) {
            ++refused;
            continue;
        }
        auto rows = db->prepare("SELECT id, name FROM person");
        if (!rows)
            continue;
        for (auto row = rows->step(); row && *row; row = rows->step())
            (void)rows->text(1);
    }
    QVERIFY(refused > 0);
}

void TstDamage::a_full_disk_says_so_and_loses_nothing()
{
    fill();
    auto db = Database::open(m_path, options(false));
    QVERIFY(db.has_value());
    const qint64 pages = db->queryNumber("PRAGMA page_count").value();
    const QByteArray limit = "PRAGMA max_page_count=" + QByteArray::number(pages + 1);
    QVERIFY(db->execute(limit.constData()).has_value());
    std::optional<ErrorCode> code;
    {
        auto transaction = Transaction::begin(*db);
        auto insert = db->prepare("INSERT INTO person (name) VALUES (?)");
        for (int i = 0; i < 1000 && !code; ++i) {
            if (const auto done = insert->bind(1, QString(200, u'x')).run(); !done)
                code = done.error().code;
        }
    }
    QCOMPARE(code, std::optional(ErrorCode::DiskFull));
    QCOMPARE(db->queryNumber("SELECT count(*) FROM person").value(), qint64(500));
    QVERIFY(db->integrityCheck().has_value());
}

void TstDamage::a_file_that_may_not_be_read()
{
    fill();
    // A folder in its place fails for everybody, the administrator included.
    QVERIFY(QFile::remove(m_path));
    QVERIFY(QDir().mkpath(m_path));
    const auto db = Database::open(m_path, options(false));
    QVERIFY(!db);
    QCOMPARE(db.error().code, ErrorCode::Io);
}

VIGIE_TEST(TstDamage)
#include "tst_damage.moc"
