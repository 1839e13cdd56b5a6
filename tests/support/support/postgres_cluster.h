// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>
#include <storage/postgres.h>

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <memory>

namespace vigie::test {

/// A PostgreSQL server of this test program's own: in a folder that goes with it, reached through a
/// socket there and through nothing else, without the guarantees that only a power cut would ask
/// for. Starts with the first test that needs it; ends with the program, however that ends.
/// Thread: main.
class PostgresCluster {
public:
    /// The server; null where PostgreSQL is not installed or does not start, and then reason() says
    /// why.
    [[nodiscard]] static PostgresCluster *shared();
    [[nodiscard]] static QString reason();
    ~PostgresCluster();

    /// How \p role reaches \p database; everybody is believed here.
    [[nodiscard]] QString where(const QString &role, const QString &database) const;
    /// A connection; a failed test where there is none.
    [[nodiscard]] Result<storage::Database> connect(const QString &role, const QString &database) const;
    /// A new database provisioned as a centre's is (packaging/postgres/provision), named \p name:
    /// empty, every role and function there.
    [[nodiscard]] Result<> makeRegistry(const QString &name);
    /// Provisions \p name once more, as an upgrade does.
    [[nodiscard]] Result<> provisionAgain(const QString &name) const;
    /// A login role for \p person of \p database. \param group  "vigie_person" or "vigie_admin"
    [[nodiscard]] Result<> addPerson(const QString &database, const QString &role,
                                     const QString &person,
                                     const QString &group = QStringLiteral("vigie_person"));
    /// Runs psql as \p role. \return its output and its error output, together
    [[nodiscard]] QString psql(const QString &role, const QString &database, const QString &sql,
                               int *status = nullptr) const;
    [[nodiscard]] QString socketFolder() const { return m_folder.path(); }
    /// The superuser of the cluster.
    [[nodiscard]] static QString superuser() { return QStringLiteral("vigie_root"); }
    /// Where files of the server's own lie; readable by it.
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    /// Starts again with \p settings besides ("ssl=on"), and with \p rules who may connect how over
    /// the network; \p port also names the socket.
    [[nodiscard]] Result<> restartWith(const QStringList &settings, const QByteArray &rules, int port);
    /// Makes \p names the server's own files: keys that nobody else may read.
    [[nodiscard]] Result<> own(const QStringList &names) const;
    /// Ends the server at once, as a power cut does, and starts it again.
    [[nodiscard]] Result<> kill();
    [[nodiscard]] Result<> startAgain() { return start(); }

private:
    PostgresCluster();
    [[nodiscard]] Result<> make();
    [[nodiscard]] Result<> start();
    [[nodiscard]] Result<> provision(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    QString m_programs; ///< where initdb and postgres lie
    std::unique_ptr<QProcess> m_server;
    QStringList m_settings; ///< besides those of every start
    int m_port = 5432; ///< in the name of the socket
    bool m_hasTemplate = false;
};

} // namespace vigie::test
