// SPDX-License-Identifier: GPL-3.0-or-later
#include <secrets/keychain.h>
#include <secrets/sealer.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::secrets;

/// Without a session bus; the real keyring is in integration_secrets.
class TstKeychain final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void no_service_is_said_at_once()
    {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(keychain::status(), keychain::Status::Unavailable);
        QCOMPARE(keychain::read(QStringLiteral("station-key")).error().code,
                 ErrorCode::KeychainUnavailable);
        QCOMPARE(keychain::write(QStringLiteral("station-key"), generateStationKey().value())
                     .error()
                     .code,
                 ErrorCode::KeychainUnavailable);
        QVERIFY(timer.elapsed() < 3000);
    }
};

VIGIE_TEST(TstKeychain)
#include "tst_keychain.moc"
