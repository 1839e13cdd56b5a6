// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp/authorization.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;

class TstAuthorization final : public QObject {
    Q_OBJECT
private:
    Secret m_password = Secret(QByteArrayLiteral("S3cr3t"));
    Authorization m_authorization;

    static QByteArray digest(const char *nonce, bool stale = false)
    {
        return QByteArray("Digest realm=\"camera\", nonce=\"") + nonce + "\", qop=\"auth\""
            + (stale ? ", stale=true" : "");
    }
    bool challenge(const QByteArray &header, bool offered)
    {
        return m_authorization.challenged({header}, offered).has_value();
    }
    QByteArray next() { return m_authorization.next("PLAY", "rtsp://h/a"); }

private Q_SLOTS:
    void init() { m_authorization = Authorization(QStringLiteral("op"), &m_password, false); }
    void nothingIsOfferedUnasked() { QVERIFY(next().isEmpty()); }
    void usesOfANonceAreCounted();
    void aWrongPasswordIsTriedOnce();
    void aStaleNonceIsRenewed();
    void neverEndingStalenessEnds();
    void aNewNonceInMidSessionIsAnswered();
    void basicNeedsEncryption_data();
    void basicNeedsEncryption();
    void withoutCredentialsThereIsNothingToTry();
};

void TstAuthorization::usesOfANonceAreCounted()
{
    QVERIFY(challenge(digest("a"), false));
    QVERIFY(next().contains("nc=00000001"));
    QVERIFY(next().contains("nc=00000002"));
    m_authorization.accepted();
    QVERIFY(challenge(digest("b"), true));
    const QByteArray again = next();
    QVERIFY(again.contains("nc=00000001"));
    QVERIFY(again.contains("nonce=\"b\""));
}

void TstAuthorization::aWrongPasswordIsTriedOnce()
{
    QVERIFY(challenge(digest("a"), false));
    // A new nonce with every refusal does not mean that the password may be right.
    const auto again = m_authorization.challenged({digest("b")}, true);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Refused);
    QVERIFY(!again.error().detail.contains(QStringLiteral("S3cr3t")));
}

void TstAuthorization::aStaleNonceIsRenewed()
{
    QVERIFY(challenge(digest("a"), false));
    QVERIFY(challenge(digest("b", true), true));
    QVERIFY(next().contains("nonce=\"b\""));
}

void TstAuthorization::neverEndingStalenessEnds()
{
    QVERIFY(challenge(digest("a"), false));
    int tries = 0;
    while (challenge(digest("b", true), true))
        ++tries;
    QCOMPARE(tries, 2);
}

void TstAuthorization::aNewNonceInMidSessionIsAnswered()
{
    QVERIFY(challenge(digest("a"), false));
    m_authorization.accepted();
    QVERIFY(challenge(digest("b"), true)); // without "stale": many cameras forget it
    QVERIFY(!challenge(digest("c"), true)); // not for ever
    m_authorization = Authorization(QStringLiteral("op"), &m_password, false);
    QVERIFY(challenge(digest("a"), false));
    m_authorization.accepted();
    QVERIFY(challenge(digest("b"), true));
    m_authorization.accepted();
    QVERIFY(challenge(digest("c"), true));
}

void TstAuthorization::basicNeedsEncryption_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("taken"); // beginning of the header; empty: refused
    QTest::newRow("in the open: refused") << false << QByteArray("Basic realm=\"x\"") << QByteArray();
    QTest::newRow("over TLS") << true << QByteArray("Basic realm=\"x\"") << QByteArray("Basic b3A6UzNjcjN0");
    QTest::newRow("Digest is preferred, in the open") << false << QByteArray("Basic realm=\"x\", " + digest("a"))
                                                      << QByteArray("Digest ");
    QTest::newRow("Digest is preferred over TLS as well")
        << true << QByteArray("Basic realm=\"x\", " + digest("a")) << QByteArray("Digest ");
    QTest::newRow("a way nobody knows") << true << QByteArray("Negotiate") << QByteArray();
}

void TstAuthorization::basicNeedsEncryption()
{
    QFETCH(bool, encrypted);
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, taken);
    m_authorization = Authorization(QStringLiteral("op"), &m_password, encrypted);
    const auto answered = m_authorization.challenged({offer}, false);
    QCOMPARE(answered.has_value(), !taken.isEmpty());
    QVERIFY(next().startsWith(taken));
    if (!answered) {
        QCOMPARE(answered.error().code, ErrorCode::Refused);
        QVERIFY(next().isEmpty());
    }
}

void TstAuthorization::withoutCredentialsThereIsNothingToTry()
{
    m_authorization = Authorization(QString(), nullptr, true);
    const auto answered = m_authorization.challenged({digest("a")}, false);
    QVERIFY(!answered);
    QCOMPARE(answered.error().code, ErrorCode::Refused);
}

VIGIE_TEST(TstAuthorization)
#include "tst_authorization.moc"
