// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace vigie::test;

namespace {

constexpr char kUnlocked[] = "mot de passe de la session";

/// A session bus and GNOME's keyring on it, with a home of their own.
class Keyring {
public:
    ~Keyring() { stop(); }

    /// With another password than at first the keyring starts and stays locked.
    [[nodiscard]] bool start(const QByteArray &password)
    {
        stop();
        m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                    QStringLiteral("--print-address=1")});
        if (!m_bus.waitForReadyRead(10'000))
            return false;
        m_address = QString::fromUtf8(m_bus.readLine().trimmed());
        auto variables = QProcessEnvironment::systemEnvironment();
        const auto own = environment();
        for (auto it = own.cbegin(); it != own.cend(); ++it)
            variables.insert(it.key(), it.value());
        m_keyring.setProcessEnvironment(variables);
        m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        m_keyring.write(password);
        m_keyring.waitForBytesWritten(3000);
        m_keyring.closeWriteChannel();
        // The name on the bus is the sign that it serves.
        QProcess wait;
        wait.setProcessEnvironment(variables);
        wait.start(QStringLiteral("gdbus"), {QStringLiteral("wait"), QStringLiteral("--session"), QStringLiteral("--timeout=10"),
                                             QStringLiteral("org.freedesktop.secrets")});
        return wait.waitForFinished(15'000) && wait.exitCode() == 0;
    }
    void stop()
    {
        for (QProcess *each : {&m_keyring, &m_bus}) {
            if (each->state() == QProcess::NotRunning)
                continue;
            each->terminate();
            if (!each->waitForFinished(3000))
                each->kill();
            each->waitForFinished(1000);
        }
    }
    [[nodiscard]] QHash<QString, QString> environment() const
    {
        return {{QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_address},
                {QStringLiteral("HOME"), m_home.path()},
                {QStringLiteral("XDG_RUNTIME_DIR"), m_home.path()},
                {QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("share"))}};
    }

private:
    QTemporaryDir m_home; // 0700
    QString m_address;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace

/// The station's key in a real keychain service.
class TstKeyringDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"dbus-daemon", "gnome-keyring-daemon", "gdbus"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP("no keychain service here (packages dbus, gnome-keyring, libglib2.0-bin)");
        }
    }
    void keyStaysInTheKeychainAndALockedOneIsNotReplaced()
    {
        Keyring keyring;
        const StationFolder station;
        const auto run = [&](QStringList arguments) {
            arguments << QStringLiteral("--data") << station.path();
            return vigiectl(arguments, {}, keyring.environment()); // no passphrase: nothing on standard input
        };
        const QStringList suspend{QStringLiteral("registry"), QStringLiteral("suspend-agrement"), QStringLiteral("martin")};

        QVERIFY(keyring.start(kUnlocked));
        const Run made = run({QStringLiteral("registry"), QStringLiteral("import"),
                              station.put(QStringLiteral("registre.json"), exampleRegistry())});
        QVERIFY2(made.status == 0, qPrintable(made.text()));
        QVERIFY2(!QFile::exists(station.file(QStringLiteral("station.key"))), "a keychain is here: no key file");
        const Run opened = run(suspend);
        QVERIFY2(opened.status == 0, qPrintable(opened.text()));

        // The next morning nobody has unlocked it: absent and locked look alike to a careless reader.
        QVERIFY(keyring.start("un autre mot de passe"));
        const Run locked = run(suspend);
        QCOMPARE(locked.status, 1);
        QVERIFY2(locked.err.contains("KeychainLocked"), qPrintable(locked.text()));
        QVERIFY2(!QFile::exists(station.file(QStringLiteral("station.key"))), "locked: no other key is made");

        QVERIFY(keyring.start(kUnlocked));
        const Run again = run(suspend);
        QVERIFY2(again.status == 0, qPrintable(again.text()));

        keyring.stop();
        const Run gone = run(suspend);
        QCOMPARE(gone.status, 1);
        QVERIFY2(gone.err.contains("KeychainUnavailable"), qPrintable(gone.text()));
    }
};

VIGIE_TEST(TstKeyringDoor)
#include "tst_keyring_door.moc"
