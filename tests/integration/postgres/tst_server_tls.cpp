// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres_test.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>

using namespace vigie;
using namespace vigie::test;

namespace {

const QString kAddress = QStringLiteral("127.0.87.1");
constexpr int kPort = 54387;
constexpr char kPassword[] = "quatre mots bien choisis";

} // namespace

/// The line to a server over the network, as packaging/postgres/README.md asks for it: TLS checked in
/// full, SCRAM or a client's certificate; anything less is no line at all.
class TstServerTls final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void who_is_taken_in_data();
    void who_is_taken_in();

private:
    static QString file(const char *name) { return PostgresCluster::shared()->file(QLatin1String(name)); }
    static void openssl(const QString &arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(PostgresCluster::shared()->socketFolder());
        process.start(QStringLiteral("openssl"), arguments.split(QLatin1Char(' ')));
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }
};

void TstServerTls::initTestCase()
{
    VIGIE_NEED_POSTGRES();
    auto *cluster = PostgresCluster::shared();
    QFile names(file("names"));
    QVERIFY(names.open(QIODevice::WriteOnly));
    names.write("subjectAltName=IP:127.0.87.1\n");
    names.close();
    const QString request = QStringLiteral("req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ");
    for (const char *authority : {"ca", "other"})
        openssl(request + QStringLiteral("-x509 -days 2 -subj /CN=%1 -keyout %1.key -out %1.crt").arg(QLatin1String(authority)));
    openssl(request + QStringLiteral("-subj /CN=registre -keyout server.key -out server.csr"));
    openssl(QStringLiteral("x509 -req -days 2 -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile names -out server.crt"));
    openssl(request + QStringLiteral("-subj /CN=by_card -keyout client.key -out client.csr"));
    openssl(QStringLiteral("x509 -req -days 2 -in client.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out client.crt"));
    VERIFY_RESULT(cluster->own({QStringLiteral("server.key"), QStringLiteral("server.crt"), QStringLiteral("ca.crt")}));
    QVERIFY(QFile::setPermissions(file("client.key"), QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    VERIFY_RESULT(cluster->restartWith(
        {QStringLiteral("listen_addresses=") + kAddress, QStringLiteral("ssl=on"),
         QStringLiteral("ssl_min_protocol_version=TLSv1.3"), QStringLiteral("ssl_cert_file=") + file("server.crt"),
         QStringLiteral("ssl_key_file=") + file("server.key"), QStringLiteral("ssl_ca_file=") + file("ca.crt")},
        "hostssl all by_card 127.0.0.0/8 cert\n"
        "hostssl all all 127.0.0.0/8 scram-sha-256\n"
        "host all all all reject\n",
        kPort));
    auto root = cluster->connect(PostgresCluster::superuser(), QStringLiteral("postgres")).value();
    const QByteArray roles = QByteArray("CREATE ROLE by_word LOGIN PASSWORD '") + kPassword + "'; CREATE ROLE by_card LOGIN";
    VERIFY_RESULT(root.execute(roles.constData()));
}

void TstServerTls::who_is_taken_in_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("refusal");
    const QString full = QStringLiteral("sslmode=verify-full sslrootcert=") + file("ca.crt");
    const QString card = QStringLiteral(" sslcert=%1 sslkey=%2").arg(file("client.crt"), file("client.key"));
    const auto row = [](const char *name, const QString &how, const char *password, int refusal) {
        QTest::newRow(name) << how << QByteArray(password) << refusal;
    };
    const int refused = static_cast<int>(ErrorCode::Refused);
    row("the right password, everything checked", QStringLiteral("user=by_word ") + full, kPassword, -1);
    row("a certificate alone", QStringLiteral("user=by_card ") + full + card, "", -1);
    row("another password", QStringLiteral("user=by_word ") + full, "secret-secret", refused);
    row("no password", QStringLiteral("user=by_word ") + full, "", refused);
    row("somebody else's certificate", QStringLiteral("user=by_word ") + full + card, "", refused);
    row("no certificate where one is asked for", QStringLiteral("user=by_card ") + full, kPassword, refused);
    row("an authority that we do not know",
        QStringLiteral("user=by_word sslmode=verify-full sslrootcert=") + file("other.crt"), kPassword, refused);
    row("a server of another name", QStringLiteral("user=by_word hostaddr=127.0.87.1 host=registre.example ") + full, kPassword,
        refused);
    row("without TLS", QStringLiteral("user=by_word sslmode=disable"), kPassword, refused);
}

void TstServerTls::who_is_taken_in()
{
    QFETCH(QString, how);
    QFETCH(QByteArray, password);
    QFETCH(int, refusal);
    storage::PostgresOptions options;
    options.where = QStringLiteral("dbname=postgres port=%1 ").arg(kPort) + how;
    if (!how.contains(QLatin1String("host=")))
        options.where += QStringLiteral(" host=") + kAddress;
    options.password = Secret(password);
    options.connectLimit = std::chrono::minutes(1);
    auto connected = storage::Database::connect(options);
    if (refusal < 0) {
        VERIFY_RESULT(connected);
        QCOMPARE(connected->queryNumber("SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl AND version = 'TLSv1.3'")
                     .value(),
                 qint64(1));
        return;
    }
    QVERIFY(!connected);
    QVERIFY2(static_cast<int>(connected.error().code) == refusal, qPrintable(toLogText(connected.error())));
    QVERIFY(!connected.error().detail.contains(QString::fromUtf8(kPassword)));
}

VIGIE_TEST(TstServerTls)
#include "tst_server_tls.moc"
