// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/postgres_cluster.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFileInfo>

#include <pwd.h>
#include <signal.h>
#include <unistd.h>

namespace vigie::test {
namespace {

constexpr int kLimit = 120000; ///< ms; initdb and start take two seconds on an idle machine
constexpr char kTemplate[] = "vigie_template";

std::unique_ptr<PostgresCluster> &instance()
{
    static std::unique_ptr<PostgresCluster> cluster;
    return cluster;
}

QString &reasonText()
{
    static QString text;
    return text;
}

/// PostgreSQL refuses to run as root: somebody without rights then does.
QStringList asNobody(QStringList command)
{
    if (::geteuid() != 0)
        return command;
    return QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=nobody"),
                       QStringLiteral("--regid=nogroup"), QStringLiteral("--clear-groups")}
        + command;
}

Result<QString> run(QStringList command, const QProcessEnvironment &environment =
                                             QProcessEnvironment::systemEnvironment())
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(environment);
    const QString program = command.takeFirst();
    process.start(program, command);
    if (!process.waitForFinished(kLimit)) {
        process.kill();
        process.waitForFinished();
        return fail(ErrorCode::TimedOut, program);
    }
    const QString output = QString::fromUtf8(process.readAll());
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorCode::Io, program + QStringLiteral(": ") + output);
    return output;
}

QString newestPrograms()
{
    const QDir all(QStringLiteral("/usr/lib/postgresql"));
    int newest = 0;
    const QStringList versions = all.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &version : versions)
        newest = qMax(newest, version.toInt());
    const QString path = all.filePath(QString::number(newest)) + QStringLiteral("/bin");
    return newest >= 15 && QFileInfo::exists(path + QStringLiteral("/postgres")) ? path : QString();
}

} // namespace

PostgresCluster *PostgresCluster::shared()
{
    if (!instance() && reasonText().isEmpty()) {
        std::unique_ptr<PostgresCluster> made(new PostgresCluster);
        if (const auto up = made->make(); up) {
            instance() = std::move(made);
            // Before the application object goes: a QProcess ends in order then.
            qAddPostRoutine([] { instance().reset(); });
        } else {
            reasonText() = toLogText(up.error());
        }
    }
    return instance().get();
}

QString PostgresCluster::reason()
{
    return reasonText();
}

PostgresCluster::PostgresCluster() : m_programs(newestPrograms()) { }

PostgresCluster::~PostgresCluster()
{
    if (m_server)
        (void)kill();
}

Result<> PostgresCluster::make()
{
    if (m_programs.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("PostgreSQL 15 or newer is not installed (package postgresql)"));
    if (::geteuid() == 0) {
        const passwd *nobody = ::getpwnam("nobody");
        if (!nobody
            || ::chown(QFile::encodeName(m_folder.path()).constData(), nobody->pw_uid, nobody->pw_gid))
            return fail(ErrorCode::Io, QStringLiteral("no user 'nobody' to run the server as"));
    }
    const auto made = run(asNobody(
        {m_programs + QStringLiteral("/initdb"), QStringLiteral("-D"),
         m_folder.filePath(QStringLiteral("data")), QStringLiteral("-U"), superuser(),
         QStringLiteral("--auth=trust"), QStringLiteral("--no-sync"), QStringLiteral("--no-locale"),
         QStringLiteral("--encoding=UTF8")}));
    if (!made)
        return fail(made);
    return start();
}

Result<> PostgresCluster::start()
{
    QStringList command = asNobody({m_programs + QStringLiteral("/postgres"), QStringLiteral("-D"),
                                    m_folder.filePath(QStringLiteral("data"))});
    for (const QString &setting :
         {QStringLiteral("listen_addresses="),
          QString(QStringLiteral("unix_socket_directories=") + m_folder.path()),
          // A power cut is not what these tests are about.
          QStringLiteral("fsync=off"), QStringLiteral("full_page_writes=off"),
          QStringLiteral("autovacuum=off"), QStringLiteral("shared_buffers=64MB"),
          QStringLiteral("max_wal_size=2GB"), QStringLiteral("max_connections=60"),
          QStringLiteral("wal_level=minimal"), QStringLiteral("max_wal_senders=0")})
        command << QStringLiteral("-c") << setting;
    for (const QString &setting : std::as_const(m_settings))
        command << QStringLiteral("-c") << setting;
    // Whatever becomes of this program, the server goes with it.
    if (command.constFirst() == QLatin1String("setpriv"))
        command.insert(1, QStringLiteral("--pdeathsig=QUIT"));
    else
        command = QStringList{QStringLiteral("setpriv"), QStringLiteral("--pdeathsig=QUIT")} + command;
    m_server = std::make_unique<QProcess>();
    // To a file: in a pipe that nobody empties the server would wait for ever.
    const QString log = m_folder.filePath(QStringLiteral("log"));
    m_server->setProcessChannelMode(QProcess::MergedChannels);
    m_server->setStandardOutputFile(log, QIODevice::Append);
    const QString program = command.takeFirst();
    m_server->start(program, command);
    QElapsedTimer timer;
    timer.start();
    constexpr int kBetweenTries = 20; // ms
    while (!connect(superuser(), QStringLiteral("postgres"))) {
        if (m_server->waitForFinished(kBetweenTries) || timer.elapsed() > kLimit) {
            QFile file(log);
            const QByteArray said = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            return fail(ErrorCode::TimedOut, QString::fromUtf8(said.right(2000)));
        }
    }
    return {};
}

Result<> PostgresCluster::kill()
{
    // An "immediate shutdown": nothing is written any more; the next start finds what was durable.
    ::kill(static_cast<pid_t>(m_server->processId()), SIGQUIT);
    const bool gone = m_server->waitForFinished(kLimit);
    m_server.reset();
    return gone ? Result<>() : fail(ErrorCode::TimedOut);
}

Result<> PostgresCluster::restartWith(const QStringList &settings, const QByteArray &rules, int port)
{
    QFile hba(file(QStringLiteral("data/pg_hba.conf")));
    // Over the socket everybody is still believed.
    const QByteArray all = "local all all trust\n" + rules;
    if (!hba.open(QIODevice::WriteOnly | QIODevice::Truncate) || hba.write(all) != all.size())
        return fail(ErrorCode::Io, hba.errorString());
    hba.close();
    m_settings = settings;
    m_port = port;
    m_settings.append(QStringLiteral("port=%1").arg(port));
    if (const auto ended = kill(); !ended)
        return ended;
    return start();
}

Result<> PostgresCluster::own(const QStringList &names) const
{
    const passwd *nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
    for (const QString &name : names) {
        const QByteArray path = QFile::encodeName(file(name));
        if (nobody && ::chown(path.constData(), nobody->pw_uid, nobody->pw_gid) != 0)
            return fail(ErrorCode::Io, name);
        if (!QFile::setPermissions(file(name), QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fail(ErrorCode::Io, name);
    }
    return {};
}

QString PostgresCluster::where(const QString &role, const QString &database) const
{
    return QStringLiteral("host=%1 port=%2 user=%3 dbname=%4").arg(m_folder.path()).arg(m_port).arg(role, database);
}

Result<storage::Database> PostgresCluster::connect(const QString &role, const QString &database) const
{
    storage::PostgresOptions options;
    options.where = where(role, database);
    options.connectLimit = std::chrono::milliseconds(kLimit);
    options.answerLimit = std::chrono::milliseconds(kLimit);
    return storage::Database::connect(options);
}

Result<> PostgresCluster::provision(const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGHOST"), m_folder.path());
    environment.insert(QStringLiteral("PGPORT"), QString::number(m_port));
    environment.insert(QStringLiteral("PGUSER"), superuser());
    const auto done =
        run(QStringList{QStringLiteral(VIGIE_PROVISION)} + arguments, environment);
    return done ? Result<>() : fail(done);
}

Result<> PostgresCluster::makeRegistry(const QString &name)
{
    if (!m_hasTemplate) {
        if (const auto made = provision({QStringLiteral("database"), QLatin1String(kTemplate)}); !made)
            return made;
        m_hasTemplate = true;
    }
    auto root = connect(superuser(), QStringLiteral("postgres"));
    if (!root)
        return fail(root);
    const QByteArray drop = "DROP DATABASE IF EXISTS " + name.toUtf8() + " WITH (FORCE)";
    if (const auto dropped = root->execute(drop.constData()); !dropped)
        return dropped;
    const QByteArray create =
        "CREATE DATABASE " + name.toUtf8() + " TEMPLATE " + kTemplate + " OWNER vigie_owner";
    if (const auto created = root->execute(create.constData()); !created)
        return created;
    return provision({QStringLiteral("grants"), name});
}

Result<> PostgresCluster::provisionAgain(const QString &name) const
{
    return provision({QStringLiteral("database"), name});
}

Result<> PostgresCluster::addPerson(const QString &database, const QString &role,
                                    const QString &person, const QString &group)
{
    const QString verb = group == QLatin1String("vigie_admin") ? QStringLiteral("add-admin")
                                                                : QStringLiteral("add-person");
    return provision({verb, database, role, person});
}

QString PostgresCluster::psql(const QString &role, const QString &database, const QString &sql,
                              int *status) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(m_programs + QStringLiteral("/psql"),
                  {QStringLiteral("-XqAt"), QStringLiteral("-h"), m_folder.path(), QStringLiteral("-p"),
                   QString::number(m_port), QStringLiteral("-U"),
                   role, QStringLiteral("-d"), database, QStringLiteral("-v"),
                   QStringLiteral("VERBOSITY=sqlstate"), QStringLiteral("-f"), QStringLiteral("-")});
    process.write(sql.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(kLimit)) {
        process.kill();
        process.waitForFinished();
    }
    if (status)
        *status = process.exitCode();
    return QString::fromUtf8(process.readAll());
}

} // namespace vigie::test
