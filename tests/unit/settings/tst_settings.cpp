// SPDX-License-Identifier: GPL-3.0-or-later
#include <settings/data_paths.h>
#include <settings/keys.h>
#include <settings/settings.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSet>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace vigie;
using namespace vigie::settings;

namespace {

const PersonId kMartin{QStringLiteral("martin")};
const PersonId kLeroy{QStringLiteral("leroy")};

/// Calls \p look with every key there is.
template <typename Look> void forEachKey(Look look)
{
    std::apply([&](const auto &...key) { (look(key), ...); }, keys::kAll);
}

/// A value of the key's type that is not its default.
template <typename T> T another(const Key<T> &key)
{
    if constexpr (std::is_same_v<T, bool>)
        return !key.fallback;
    else if constexpr (std::is_arithmetic_v<T>)
        return key.fallback == key.most ? key.least : key.most;
    else if constexpr (std::is_same_v<T, QByteArray>)
        return QByteArray("\0\xff;=\n\"", 6);
    else
        return QStringLiteral("é ; = \" \\ \n @Variant(x)");
}

} // namespace

class TstSettings final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("settings.ini"));
    }
    void every_key_has_a_name_of_its_own_and_a_default_within_its_limits()
    {
        QSet<QByteArray> names;
        forEachKey([&](const auto &key) {
            QVERIFY2(!names.contains(key.name), key.name);
            names.insert(key.name);
            QVERIFY2(QByteArray(key.name).contains('/'), key.name);
            QCOMPARE(key.sanitized(QVariant::fromValue(key.fallback)), key.fallback);
            QCOMPARE(key.sanitized(QVariant()), key.fallback);
        });
        QVERIFY(names.size() >= 5);
    }
    void every_key_survives_the_file()
    {
        {
            Settings settings(m_file);
            forEachKey([&](const auto &key) { settings.set(key, another(key), kMartin); });
            QVERIFY(settings.isWritable());
        }
        const Settings settings(m_file);
        forEachKey([&](const auto &key) {
            QVERIFY2(settings.get(key, kMartin) == another(key), key.name);
        });
    }
    void what_belongs_to_a_person_stays_theirs()
    {
        Settings settings(m_file);
        forEachKey([&](const auto &key) {
            settings.set(key, another(key), kMartin);
            const auto others = settings.get(key, kLeroy);
            QVERIFY2(others == (key.scope == Scope::Person ? key.fallback : another(key)),
                     key.name);
        });
    }
    void nonsense_in_the_file_is_the_default_or_within_limits()
    {
        for (const char *nonsense :
             {"", "nonsense", "-99999999999", "1e308", "nan", "@Invalid()", "@ByteArray(x)",
              "@Variant(\\0\\0\\0)", "1, 2, 3", "%%%", "true false"}) {
            QFile file(m_file);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            forEachKey([&](const auto &key) {
                const QByteArray name = QByteArray(key.name).replace('/', '\\');
                file.write((key.scope == Scope::Person ? "[person-martin]\n" : "[station]\n") + name
                           + '=' + nonsense + '\n');
            });
            file.close();
            const Settings settings(m_file);
            forEachKey([&](const auto &key) {
                const auto value = settings.get(key, kMartin);
                if constexpr (std::is_same_v<decltype(value), const bool>)
                    QVERIFY2(value == key.fallback, key.name);
                else if constexpr (std::is_arithmetic_v<decltype(value)>)
                    QVERIFY2(value >= key.least && value <= key.most, key.name);
            });
        }
    }
    void numbers_are_clamped()
    {
        const Key<int> columns{"wall/columns", Scope::Station, 4, 1, 8};
        QCOMPARE(columns.sanitized(9), 8);
        QCOMPARE(columns.sanitized(-3), 1);
        QCOMPARE(columns.sanitized(QStringLiteral("5")), 5);
        QCOMPARE(columns.sanitized(QStringLiteral("five")), 4);
        const Key<double> zone{"x/y", Scope::Station, 0.1, 0.0, 0.5};
        QCOMPARE(zone.sanitized(std::numeric_limits<double>::quiet_NaN()), 0.1);
        QCOMPARE(zone.sanitized(QStringLiteral("nan")), 0.1);
        QCOMPARE(zone.sanitized(std::numeric_limits<double>::infinity()), 0.5);
        const Key<bool> yes{"x/z", Scope::Station, true, false, true};
        QCOMPARE(yes.sanitized(QStringLiteral("false")), false);
        QCOMPARE(yes.sanitized(QStringLiteral("maybe")), true);
        QCOMPARE(yes.sanitized(QStringLiteral("")), true);
    }
    void a_file_that_cannot_be_written_says_so()
    {
        QVERIFY(QDir().mkpath(m_file));
        Settings settings(m_file);
        settings.set(keys::kLastPost, QStringLiteral("poste-1"));
        QVERIFY(!settings.isWritable());
    }
    void the_data_folder_is_its_owners_alone()
    {
        const DataPaths paths{m_folder->filePath(QStringLiteral("a/b/vigie"))};
        QVERIFY(ensureFolder(paths).has_value());
        QVERIFY(ensureFolder(paths).has_value());
        QCOMPARE(QFileInfo(paths.folder).permissions()
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                        | QFile::WriteOther | QFile::ExeOther),
                 QFile::Permissions());
        QVERIFY(!ensureFolder({QStringLiteral("/proc/nowhere/vigie")}).has_value());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

VIGIE_TEST(TstSettings)
#include "tst_settings.moc"
