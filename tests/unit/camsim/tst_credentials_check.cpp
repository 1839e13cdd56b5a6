// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/credentials_check.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie::camsim;

namespace {

const QString kUser = QStringLiteral("vigie");
const QString kPassword = QStringLiteral("Essai-été");
const QString kPath = QStringLiteral("/onvif/device_service");
constexpr qint64 kNow = 5'000'000; // ms

QDateTime noon()
{
    return QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
}

/// A token as the WS-Security profile says: Base64(SHA-1(nonce + created + password)).
UsernameToken token(const QByteArray &nonce, const QDateTime &created,
                    const QString &password = kPassword)
{
    UsernameToken token;
    token.user = kUser;
    token.passwordType = QStringLiteral("PasswordDigest");
    token.nonce = nonce;
    token.created = created.toString(Qt::ISODateWithMs);
    token.password = QString::fromLatin1(
        QCryptographicHash::hash(QByteArray(nonce + token.created.toUtf8() + password.toUtf8()),
                                 QCryptographicHash::Sha1)
            .toBase64());
    return token;
}

QByteArray nonceOf(const QByteArray &challenge)
{
    const auto from = challenge.indexOf("nonce=\"") + 7;
    return challenge.mid(from, challenge.indexOf('"', from) - from);
}

struct Answer {
    QByteArray nonce;
    QByteArray algorithm = "MD5"; ///< empty: not named, which means MD5
    QByteArray user = kUser.toUtf8();
    QByteArray realm = "vigie-camsim";
    QByteArray password = kPassword.toUtf8();
    QByteArray method = "POST";
    QByteArray uri = kPath.toUtf8();
    QByteArray count = "00000001"; ///< empty: without qop
    QByteArray qop = "auth";
};

/// The header of RFC 7616, section 3.4.1, or of RFC 2069 without a count.
QByteArray header(const Answer &answer)
{
    const auto hash =
        answer.algorithm == "SHA-256" ? QCryptographicHash::Sha256 : QCryptographicHash::Md5;
    const auto hex = [hash](const QByteArray &text) {
        return QCryptographicHash::hash(text, hash).toHex();
    };
    const QByteArray ha1 = hex(answer.user + ':' + answer.realm + ':' + answer.password);
    const QByteArray ha2 = hex(answer.method + ':' + answer.uri);
    const QByteArray middle = answer.count.isEmpty()
        ? answer.nonce
        : QByteArray(answer.nonce + ':' + answer.count + ":0a4f113b:" + answer.qop);
    QByteArray text = "Digest username=\"" + answer.user + "\", realm=\"" + answer.realm
        + "\", nonce=\"" + answer.nonce + "\", uri=\"" + answer.uri + "\", response=\""
        + hex(ha1 + ':' + middle + ':' + ha2) + '"';
    if (!answer.algorithm.isEmpty())
        text += ", algorithm=" + answer.algorithm;
    if (!answer.count.isEmpty())
        text += ", qop=" + answer.qop + ", nc=" + answer.count + ", cnonce=\"0a4f113b\"";
    return text;
}

} // namespace

class TstCredentialsCheck final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokenMatchesThePublishedExample();
    void tokens_data();
    void tokens();
    void aTokenOpensOnce();
    void tenMinutesOfSteeringAreTaken();
    void digests_data();
    void digests();
    void challengesNameWhatIsOffered_data();
    void challengesNameWhatIsOffered();
    void countsMayNotRepeat();
    void anOldNonceIsStale();
    void survivesAnyHeader_data();
    void survivesAnyHeader();
};

void TstCredentialsCheck::tokenMatchesThePublishedExample()
{
    // ONVIF Application Programmer's Guide, 6.1.1.3.
    UsernameToken example;
    example.user = QStringLiteral("user");
    example.passwordType = QStringLiteral("PasswordDigest");
    example.nonce = QByteArray::fromBase64("LKqI6G/AikKCQrN0zqZFlg==");
    example.created = QStringLiteral("2010-09-16T07:50:45Z");
    example.password = QStringLiteral("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
    TokenCheck check(QStringLiteral("user"), QStringLiteral("userpassword"));
    QCOMPARE(check.refusal(example, QDateTime(QDate(2010, 9, 16), QTime(7, 50, 50), Qt::UTC)),
             QString());
}

void TstCredentialsCheck::tokens_data()
{
    QTest::addColumn<UsernameToken>("token");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *name, const UsernameToken &token, const char *refusal) {
        QTest::addRow("%s", name) << token << QString::fromLatin1(refusal);
    };
    row("right", token("n", noon()), "");
    row("camera's clock 4 minutes behind", token("n", noon().addSecs(240)), "");
    row("camera's clock 4 minutes ahead", token("n", noon().addSecs(-240)), "");
    row("signed 6 minutes ago", token("n", noon().addSecs(-360)), "created outside the window");
    row("signed in 6 minutes", token("n", noon().addSecs(360)), "created outside the window");
    row("wrong password", token("n", noon(), QStringLiteral("Essai-ete")), "password");
    row("no nonce", token({}, noon()), "no digest");
    UsernameToken changed = token("n", noon());
    changed.user = QStringLiteral("admin");
    row("another user", changed, "user");
    changed = token("n", noon());
    changed.passwordType = QStringLiteral("PasswordText");
    changed.password = kPassword;
    row("the password itself", changed, "no digest");
    changed = token("n", noon());
    changed.created.clear();
    row("no time", changed, "created outside the window");
    changed = token("n", noon());
    changed.created = QStringLiteral("yesterday");
    row("no such time", changed, "created outside the window");
    changed = token("n", noon());
    changed.created = noon().addSecs(1).toString(Qt::ISODateWithMs);
    row("time changed afterwards", changed, "password");
    changed = token("n", noon());
    changed.nonce = "m";
    row("nonce changed afterwards", changed, "password");
}

void TstCredentialsCheck::tokens()
{
    QFETCH(UsernameToken, token);
    QFETCH(QString, refusal);
    TokenCheck check(kUser, kPassword);
    QCOMPARE(check.refusal(token, noon()), refusal);
}

void TstCredentialsCheck::aTokenOpensOnce()
{
    TokenCheck check(kUser, kPassword);
    const UsernameToken once = token("n", noon().addSecs(200));
    QCOMPARE(check.refusal(once, noon()), QString());
    QCOMPARE(check.refusal(once, noon()), QStringLiteral("nonce replayed"));
    // Remembered until its own time makes it useless, and no second less.
    QCOMPARE(check.refusal(once, noon().addSecs(500)), QStringLiteral("nonce replayed"));
    QCOMPARE(check.refusal(once, noon().addSecs(501)),
             QStringLiteral("created outside the window"));
    // A refused one is not used up: the right one with the same nonce still opens.
    TokenCheck fresh(kUser, kPassword);
    QCOMPARE(fresh.refusal(token("n", noon(), QStringLiteral("x")), noon()),
             QStringLiteral("password"));
    QCOMPARE(fresh.refusal(token("n", noon()), noon()), QString());
}

void TstCredentialsCheck::tenMinutesOfSteeringAreTaken()
{
    TokenCheck check(kUser, kPassword);
    for (int call = 0; call < 600 * 12; ++call) {
        const QDateTime now = noon().addMSecs(call * 83);
        QCOMPARE(check.refusal(token(QByteArray::number(call), now), now), QString());
    }
}

void TstCredentialsCheck::digests_data()
{
    QTest::addColumn<HttpDigest>("offered");
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *name, HttpDigest offered, const Answer &answer,
                        const char *refusal) {
        QTest::addRow("%s", name) << offered << answer << QString::fromLatin1(refusal);
    };
    row("MD5", HttpDigest::Md5, {}, "");
    row("MD5, not named", HttpDigest::Md5, {.algorithm = {}}, "");
    row("MD5 as in RFC 2069", HttpDigest::Md5, {.count = {}}, "");
    row("SHA-256", HttpDigest::Sha256, {.algorithm = "SHA-256"}, "");
    row("MD5 where both are offered", HttpDigest::Both, {}, "");
    row("SHA-256 where both are offered", HttpDigest::Both, {.algorithm = "SHA-256"}, "");
    row("MD5 where only SHA-256 is", HttpDigest::Sha256, {}, "algorithm");
    row("not named where only SHA-256 is", HttpDigest::Sha256, {.algorithm = {}}, "algorithm");
    row("SHA-256 where only MD5 is", HttpDigest::Md5, {.algorithm = "SHA-256"}, "algorithm");
    row("unknown algorithm", HttpDigest::Both, {.algorithm = "SHA-1"}, "algorithm");
    row("wrong password", HttpDigest::Md5, {.password = "no"}, "password");
    row("wrong password, SHA-256", HttpDigest::Sha256, {.algorithm = "SHA-256", .password = "no"},
        "password");
    row("signed for GET", HttpDigest::Md5, {.method = "GET"}, "password");
    row("another user", HttpDigest::Md5, {.user = "admin"}, "user");
    row("another realm", HttpDigest::Md5, {.realm = "elsewhere"}, "user");
    row("signed for another service", HttpDigest::Md5, {.uri = "/onvif/ptz_service"}, "uri");
    row("the whole address", HttpDigest::Md5, {.uri = "http://127.0.1.1:8080/onvif/device_service"},
        "");
    row("with a query", HttpDigest::Md5, {.uri = "/onvif/device_service?a=1"}, "");
    row("a count that is none", HttpDigest::Md5, {.count = "xyz"}, "qop");
    row("auth-int", HttpDigest::Md5, {.qop = "auth-int"}, "qop");
    row("made-up nonce", HttpDigest::Md5, {.nonce = "00112233"}, "stale nonce");
}

void TstCredentialsCheck::digests()
{
    QFETCH(HttpDigest, offered);
    QFETCH(Answer, answer);
    QFETCH(QString, refusal);
    HttpDigestCheck check(kUser, kPassword, offered);
    const QByteArray nonce = nonceOf(check.challenges(false, kNow).first());
    if (answer.nonce.isEmpty())
        answer.nonce = nonce;
    const auto refused = check.refusal(header(answer), "POST", kPath, kNow + 1000);
    QCOMPARE(refused ? refused->why : QString(), refusal);
}

void TstCredentialsCheck::challengesNameWhatIsOffered_data()
{
    QTest::addColumn<HttpDigest>("offered");
    QTest::addColumn<QList<QByteArray>>("algorithms");
    QTest::addRow("MD5") << HttpDigest::Md5 << QList<QByteArray>{"MD5"};
    QTest::addRow("SHA-256") << HttpDigest::Sha256 << QList<QByteArray>{"SHA-256"};
    QTest::addRow("both, the stronger first")
        << HttpDigest::Both << QList<QByteArray>{"SHA-256", "MD5"};
}

void TstCredentialsCheck::challengesNameWhatIsOffered()
{
    QFETCH(HttpDigest, offered);
    QFETCH(QList<QByteArray>, algorithms);
    HttpDigestCheck check(kUser, kPassword, offered);
    const auto challenges = check.challenges(false, kNow);
    QCOMPARE(challenges.size(), algorithms.size());
    for (qsizetype i = 0; i < algorithms.size(); ++i) {
        QVERIFY(challenges[i].startsWith("Digest "));
        QVERIFY(challenges[i].contains(QByteArray("algorithm=" + algorithms[i] + ',')));
        QVERIFY(!challenges[i].contains("stale"));
        QCOMPARE(nonceOf(challenges[i]).size(), 32);
    }
    QVERIFY(check.challenges(true, kNow).first().contains("stale=true"));
    QVERIFY(nonceOf(check.challenges(false, kNow).first()) != nonceOf(challenges.first()));
}

void TstCredentialsCheck::countsMayNotRepeat()
{
    HttpDigestCheck check(kUser, kPassword, HttpDigest::Md5);
    const QByteArray nonce = nonceOf(check.challenges(false, kNow).first());
    const auto ask = [&check, &nonce](const char *count, const QByteArray &password) {
        return check.refusal(header({.nonce = nonce, .password = password, .count = count}), "POST",
                             kPath, kNow);
    };
    QVERIFY(!ask("00000001", kPassword.toUtf8()));
    QVERIFY(!ask("00000002", kPassword.toUtf8()));
    const auto again = ask("00000002", kPassword.toUtf8());
    QVERIFY(again && again->stale); // the password was right: the client may sign anew
    QCOMPARE(again->why, QStringLiteral("nonce count replayed"));
    const auto wrong = ask("00000002", "no");
    QVERIFY(wrong && !wrong->stale); // nothing is learnt about a wrong one
    QVERIFY(!ask("0000000a", kPassword.toUtf8()));
}

void TstCredentialsCheck::anOldNonceIsStale()
{
    HttpDigestCheck check(kUser, kPassword, HttpDigest::Md5);
    const QByteArray nonce = nonceOf(check.challenges(false, kNow).first());
    QVERIFY(!check.refusal(header({.nonce = nonce}), "POST", kPath, kNow + 300'000));
    const auto late =
        check.refusal(header({.nonce = nonce, .count = "00000002"}), "POST", kPath, kNow + 300'001);
    QVERIFY(late && late->stale);
}

void TstCredentialsCheck::survivesAnyHeader_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("the word alone") << QByteArray("Digest ");
    QTest::addRow("open quote") << QByteArray("Digest nonce=\"aaaa");
    QTest::addRow("equal signs") << QByteArray("Digest =====,,,\"\"\"");
    QTest::addRow("a megabyte") << QByteArray("Digest nonce=\"") + QByteArray(1'000'000, 'a') + '"';
    QTest::addRow("zero bytes") << QByteArray(4096, '\0');
}

void TstCredentialsCheck::survivesAnyHeader()
{
    QFETCH(QByteArray, header);
    HttpDigestCheck check(kUser, kPassword, HttpDigest::Both);
    QVERIFY(check.refusal(header, "POST", kPath, kNow));
}

VIGIE_TEST(TstCredentialsCheck)
#include "tst_credentials_check.moc"
