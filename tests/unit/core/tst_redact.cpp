// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/redact.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;

class TstRedact final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void addresses_lose_who_and_what_data();
    void addresses_lose_who_and_what();
    void no_secret_is_left_in_text_data();
    void no_secret_is_left_in_text();
    void plain_text_stays();
    void long_and_hostile_text_is_cut();
};

void TstRedact::addresses_lose_who_and_what_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("camera") << QStringLiteral(
        "rtsp://vigie:s3cret@127.0.1.3:8554/main?token=s3cret#s3cret")
                            << QStringLiteral("rtsp://127.0.1.3:8554/main");
    QTest::newRow("nothing to hide") << QStringLiteral("http://[2001:db8::1]/onvif")
                                     << QStringLiteral("http://[2001:db8::1]/onvif");
    QTest::newRow("user alone") << QStringLiteral("rtsp://s3cret@h/")
                                << QStringLiteral("rtsp://h/");
}

void TstRedact::addresses_lose_who_and_what()
{
    QFETCH(QString, url);
    QFETCH(QString, shown);
    QCOMPARE(redacted(QUrl(url)), shown);
}

void TstRedact::no_secret_is_left_in_text_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *text) {
        QTest::newRow(name) << QString::fromUtf8(text);
    };
    row("address in a sentence", "cannot open rtsp://vigie:s3cret@10.0.0.1/main: refused");
    row("two addresses", "rtsp://a:s3cret@h/ and http://b:s3cret@g/");
    row("at sign in the password", "rtsp://vigie:s3@s3cret@10.0.0.1/main");
    row("slash in the password", "rtsp://vigie:s3/s3cret@10.0.0.1/main");
    row("Basic", "Authorization: Basic s3cret==");
    row("Digest", "AUTHORIZATION: Digest username=\"u\", response=\"s3cret\", nonce=\"s3cret\"");
    row("challenge", "WWW-Authenticate: Digest realm=\"r\", nonce=\"s3cret\"");
    row("proxy", "Proxy-Authorization: Basic s3cret");
    row("key and value", "user=u password=s3cret");
    row("query", "GET /x?user=u&password=s3cret&z=1");
    row("JSON", "{\"user\":\"u\",\"password\":\"s3cret\"}");
    row("JSON with spaces", "{\"password\" : \"mot s3cret de passe\", \"x\":1}");
    row("JSON with an escaped quote", "{\"password\":\"a\\\"s3cret\"}");
    row("passphrase", "passphrase: s3cret");
    row("digest of WS-Security",
        "<wsse:Password Type=\"http://x#PasswordDigest\">s3cret=</wsse:Password>");
    row("text of WS-Security",
        "<wsse:Password Type=\"http://x#PasswordText\">s3cret</wsse:Password>");
    row("plain element", "<Password>s3cret</Password>");
    row("element with spaces", "<tt:Password>mot s3cret</tt:Password>");
    row("JSON inside JSON", "{\"m\":\"{\\\"password\\\":\\\"s3cret\\\"}\"}");
    row("header inside JSON", "{\"Authorization\": \"Basic s3cret\"}");
    row("single quotes", "password='mot s3cret'");
    row("a quote that never ends", "password=\"mot s3cret");
    row("a value on the next line", "password:\n  s3cret");
    QTest::newRow("beside half a character") << QString(
        QChar(0xd800) + QStringLiteral(" rtsp://vigie:s3cret@10.0.0.1/ ") + QChar(0xdc00));
    QTest::newRow("before so many characters that one is cut in half") << QString(
        QStringLiteral("password=s3cret x") + QString::fromUcs4(U"\U0001F4F7").repeated(5000));
    row("nonce element", "<wsse:Nonce EncodingType=\"b64\">s3cret==</wsse:Nonce>");
}

void TstRedact::no_secret_is_left_in_text()
{
    QFETCH(QString, text);
    const QString shown = redactedText(text);
    QVERIFY2(!shown.contains(QLatin1String("s3cret")), qPrintable(shown));
}

void TstRedact::plain_text_stays()
{
    for (const char *text : {"no route to host", "rtsp://10.0.0.1:554/main: 404 Not Found",
                             "Caméra « Gare » : pas de réponse"})
        QCOMPARE(redactedText(QString::fromUtf8(text)), QString::fromUtf8(text));
}

void TstRedact::long_and_hostile_text_is_cut()
{
    const QString shown = redactedText(QStringLiteral("a\r\nb\tc\x7f") + QString(5000, u'x'), 40);
    QCOMPARE(shown.size(), 40);
    QVERIFY(shown.startsWith(QLatin1String("a  b c x")));
    QVERIFY(shown.endsWith(QChar(0x2026)));
    // Never half a character, and nothing a terminal obeys.
    const QString camera = QString::fromUcs4(U"\U0001F4F7").repeated(40);
    QCOMPARE(redactedText(camera, 40), QString(camera.left(38) + QChar(0x2026)));
    QCOMPARE(redactedText(QStringLiteral("a\u009b31mb")), QStringLiteral("a 31mb"));
    // A secret that begins in what is shown and ends far beyond it.
    QVERIFY(!redactedText(
                 QStringLiteral("rtsp://vigie:") + QString(500, u's') + QStringLiteral("@h/"), 40)
                 .contains(u's' + QStringLiteral("ss")));
    // Patterns must not take for ever on what a peer sends.
    QElapsedTimer timer;
    timer.start();
    (void)redactedText(QString(200000, u'a') + QStringLiteral("://"));
    (void)redactedText(QStringLiteral("password=").repeated(20000));
    (void)redactedText(QStringLiteral("a://").repeated(50000));
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

VIGIE_TEST(TstRedact)
#include "tst_redact.moc"
