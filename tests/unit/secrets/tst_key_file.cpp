// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/key_file.h>
#include <secrets/sealer.h>
#include <secrets/station_key.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::secrets;

namespace {

Secret phrase(const char *text = "quatre mots bien choisis")
{
    return Secret(QByteArray(text));
}

} // namespace

class TstKeyFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("station.key"));
    }
    void a_key_comes_back_under_its_passphrase_alone()
    {
        const Secret key = generateStationKey().value();
        QVERIFY(createKeyFile(m_path, key, phrase()).has_value());
        QCOMPARE(readKeyFile(m_path, phrase())->revealBytes(), key.revealBytes());
        QCOMPARE(readKeyFile(m_path, phrase("quatre mots mal choisis")).error().code,
                 ErrorCode::WrongPassphrase);
        QCOMPARE(readKeyFile(m_path, Secret()).error().code, ErrorCode::WrongPassphrase);
    }
    void the_file_is_its_owners_alone_and_holds_no_key()
    {
        const Secret key = generateStationKey().value();
        QVERIFY(createKeyFile(m_path, key, phrase()).has_value());
        QCOMPARE(
            QFileInfo(m_path).permissions()
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(key.revealBytes()));
        QVERIFY(!bytes.contains("quatre"));
    }
    void nothing_is_written_over()
    {
        QVERIFY(createKeyFile(m_path, generateStationKey().value(), phrase()).has_value());
        QCOMPARE(createKeyFile(m_path, generateStationKey().value(), phrase()).error().code,
                 ErrorCode::AlreadyExists);
    }
    void short_passphrases_and_wrong_keys_are_refused()
    {
        QCOMPARE(createKeyFile(m_path, generateStationKey().value(), phrase("court")).error().code,
                 ErrorCode::InvalidArgument);
        // Eleven characters, more bytes.
        QCOMPARE(
            createKeyFile(m_path, generateStationKey().value(), Secret::fromUtf8(QString(11, u'é')))
                .error()
                .code,
            ErrorCode::InvalidArgument);
        QCOMPARE(createKeyFile(m_path, Secret(QByteArray("short")), phrase()).error().code,
                 ErrorCode::InvalidArgument);
        QVERIFY(!QFile::exists(m_path));
    }
    void a_damaged_file_says_what_it_is_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("changed");
        QTest::addColumn<int>("code");
        const int corrupt = int(ErrorCode::Corrupt);
        const int passphrase = int(ErrorCode::WrongPassphrase);
        QTest::newRow("emptied") << 0 << -1 << corrupt;
        QTest::newRow("cut in the magic") << 5 << -1 << corrupt;
        QTest::newRow("cut after the magic") << 8 << -1 << corrupt;
        QTest::newRow("cut in the salt") << 20 << -1 << corrupt;
        QTest::newRow("one byte short") << 96 << -1 << corrupt;
        QTest::newRow("one byte long") << 98 << -1 << corrupt;
        QTest::newRow("another magic") << 97 << 0 << corrupt;
        QTest::newRow("a later version") << 97 << 8 << int(ErrorCode::NewerSchema);
        QTest::newRow("a changed salt") << 97 << 10 << passphrase;
        QTest::newRow("a changed nonce") << 97 << 30 << passphrase;
        QTest::newRow("a changed box") << 97 << 96 << passphrase;
    }
    void a_damaged_file_says_what_it_is()
    {
        QFETCH(int, size);
        QFETCH(int, changed);
        QFETCH(int, code);
        QVERIFY(createKeyFile(m_path, generateStationKey().value(), phrase()).has_value());
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        QCOMPARE(bytes.size(), qsizetype(97));
        if (changed >= 0)
            bytes[changed] = static_cast<char>(bytes.at(changed) + 1);
        bytes.resize(size);
        QVERIFY(file.resize(0) && file.seek(0));
        file.write(bytes);
        file.close();
        QCOMPARE(int(readKeyFile(m_path, phrase()).error().code), code);
    }
    void what_is_not_there()
    {
        QCOMPARE(readKeyFile(m_path, phrase()).error().code, ErrorCode::NotFound);
        QVERIFY(!createKeyFile(QStringLiteral("/nowhere/station.key"), generateStationKey().value(),
                               phrase())
                     .has_value());
    }
    void a_station_without_keychain_makes_and_keeps_a_key_file()
    {
        int asked = 0;
        const auto ask = [&asked] {
            ++asked;
            return phrase();
        };
        QCOMPARE(keyPlace(m_path), KeyPlace::Nowhere);
        QCOMPARE(obtainStationKey(m_path, ask, false).error().code, ErrorCode::KeychainUnavailable);
        QCOMPARE(asked, 0);
        const auto made = obtainStationKey(m_path, ask, true);
        QVERIFY(made.has_value());
        QCOMPARE(keyPlace(m_path), KeyPlace::KeyFile);
        const auto again = obtainStationKey(m_path, ask, true);
        QCOMPARE(again->revealBytes(), made->revealBytes());
        QCOMPARE(asked, 2);
        QCOMPARE(obtainStationKey(
                     m_path, [] { return phrase("une autre phrase"); }, true)
                     .error()
                     .code,
                 ErrorCode::WrongPassphrase);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

VIGIE_TEST(TstKeyFile)
#include "tst_key_file.moc"
