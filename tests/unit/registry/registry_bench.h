// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/json.h>
#include <registry/postgres_registry.h>
#include <registry/sqlite_registry.h>
#include <secrets/sealer.h>

#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>

namespace vigie::test {

/// src/registry/FORMAT.md, and the example in it.
[[nodiscard]] QString formatPage();
[[nodiscard]] QJsonObject example();
/// The example with \p value in the place of what stands at \p path ("persons.0.category"); an
/// undefined one takes the key away.
[[nodiscard]] QByteArray exampleWith(const QString &path, const QJsonValue &value);

[[nodiscard]] QByteArray bytesOf(const QJsonObject &object);
/// Read without a problem, or an empty content and a failed test.
[[nodiscard]] registry::Content contentOf(const QByteArray &json);
/// As an export says it: contents are the same when these are.
[[nodiscard]] QByteArray textOf(const registry::Content &content);
[[nodiscard]] QByteArray textOf(const registry::Facts &facts);

[[nodiscard]] Secret secret(const char *text);

/// Where a registry rests: what holds for one holds for the other.
enum class BackEnd { Embedded, Server };
/// One global row for each: every test of a suite runs on both.
void addBackEnds();

/// A registry that holds the example: a station's folder with a file, or a database of a server of
/// the tests' own, changed by its administrator.
class RegistryBench {
public:
    explicit RegistryBench(BackEnd backEnd = BackEnd::Embedded);
    ~RegistryBench();
    /// Why this back end cannot be had here; empty: it can.
    [[nodiscard]] static QString missing(BackEnd backEnd);
    [[nodiscard]] bool isValid() const { return m_folder.isValid() && m_database.has_value(); }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("r.sqlite")); }
    [[nodiscard]] const secrets::Sealer &sealer() const { return m_sealer; }
    [[nodiscard]] BackEnd backEnd() const { return m_backEnd; }
    /// Of the server.
    [[nodiscard]] storage::PostgresOptions server() const;
    [[nodiscard]] QString databaseName() const { return *m_database; }

    using Opened = Result<std::unique_ptr<registry::Registry>>;
    [[nodiscard]] Opened create() const;
    /// As the station does, with its key.
    [[nodiscard]] Opened open() const { return openWith(&m_sealer); }
    [[nodiscard]] Opened openWith(const secrets::Sealer *sealer) const;
    /// Runs \p sql past every reference and every right, as damage does.
    [[nodiscard]] Result<> spoil(const char *sql) const;
    /// Created and filled. Null, and a failed test, where that cannot be.
    [[nodiscard]] std::unique_ptr<registry::Registry> filled() const;

private:
    const BackEnd m_backEnd;
    QTemporaryDir m_folder;
    Result<QString> m_database; ///< of the server
    secrets::Sealer m_sealer;
};

} // namespace vigie::test

Q_DECLARE_METATYPE(vigie::test::BackEnd)

/// In init() of a suite that runs on both: its back end, or a skip that says why there is none.
#define VIGIE_BENCH_OF_THIS_ROW(bench) \
    do { \
        QFETCH_GLOBAL(::vigie::test::BackEnd, backEnd); \
        if (const QString missing = ::vigie::test::RegistryBench::missing(backEnd); !missing.isEmpty()) \
            QSKIP(qPrintable(missing)); \
        bench = std::make_unique<::vigie::test::RegistryBench>(backEnd); \
        QVERIFY(bench->isValid()); \
    } while (false)
