// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include <onvif/soap.h>
#include <support/test_main.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::onvif;

class TstSoap final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void hostileXmlIsRefused_data();
    void hostileXmlIsRefused();
    void cutAnywhereIsRefused();
    void anyBytesAreSurvived();
    void faultsHaveTheirCode_data();
    void faultsHaveTheirCode();
    void makersAdditionsAreLeftOut();
    void envelopeIsSigned();
    void envelopeWithoutCredentialsHasNoHeader();
    void textCannotBreakOut();
};

void TstSoap::hostileXmlIsRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    const auto lolCount = 9;
    QByteArray laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol0 \"lol\">";
    for (int i = 1; i <= lolCount; ++i) {
        laughs += "<!ENTITY lol" + QByteArray::number(i) + " \"";
        for (int j = 0; j < 10; ++j)
            laughs += "&lol" + QByteArray::number(i - 1) + ";";
        laughs += "\">";
    }
    laughs += "]><lolz>&lol9;</lolz>";
    QTest::addRow("billion laughs") << laughs;
    QTest::addRow("external entity")
        << QByteArray("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>");
    QTest::addRow("DTD inside a comment's shadow") << QByteArray("<!-- --><!DOCTYPE x><x/>");
    QTest::addRow("unknown entity") << test::inEnvelope("<tds:X>&nosuch;</tds:X>");
    QByteArray utf16("\xff\xfe", 2);
    for (const char c : laughs)
        utf16 += QByteArray(1, c) + QByteArray(1, '\0');
    QTest::addRow("the same in UTF-16") << utf16;
    QByteArray deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<a>";
    QTest::addRow("100 000 levels, open") << test::inEnvelope(deep);
    QTest::addRow("65 levels") << test::inEnvelope(QByteArray("<a>").repeated(63)
                                                   + QByteArray("</a>").repeated(63));
    QTest::addRow("30 000 siblings")
        << test::inEnvelope("<tds:X>" + QByteArray("<tt:a/>").repeated(30'000) + "</tds:X>");
    QTest::addRow("10 MB of text")
        << test::inEnvelope("<tds:X>" + QByteArray(10'000'000, 'x') + "</tds:X>");
    QTest::addRow("10 MB of attribute")
        << test::inEnvelope("<tds:X a=\"" + QByteArray(10'000'000, 'x') + "\"/>");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("spaces") << QByteArray("  \r\n ");
    QTest::addRow("HTML") << QByteArray("<html><body>401</body></html>");
    QTest::addRow("JSON") << QByteArray("{\"error\":1}");
    QTest::addRow("zero bytes") << QByteArray(1000, '\0');
    QTest::addRow("Envelope of another namespace")
        << QByteArray("<Envelope xmlns=\"urn:x\"><Body><Y/></Body></Envelope>");
    QTest::addRow("Envelope of none") << QByteArray("<Envelope><Body><Y/></Body></Envelope>");
    QTest::addRow("Body of another namespace")
        << QByteArray("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><Body "
                      "xmlns=\"urn:x\"><Y/></Body></s:Envelope>");
    QTest::addRow("empty Body") << test::inEnvelope("");
    QTest::addRow("nothing but a maker's element") << test::inEnvelope("<mk:GetStatusResponse/>");
    QTest::addRow("undeclared prefix") << test::inEnvelope("<oops:X/>");
    QTest::addRow("two roots cut into each other") << test::inEnvelope("<tds:X></tds:Y></tds:X>");
    QTest::addRow("not UTF-8") << test::inEnvelope("<tds:X>\xff\xfe\xfa</tds:X>");
    QTest::addRow("very long undeclared prefix")
        << test::inEnvelope("<" + QByteArray(200'000, 'p') + ":X/>");
    QTest::addRow("very long entity")
        << test::inEnvelope("<tds:X>&" + QByteArray(200'000, 'e') + ";</tds:X>");
    QTest::addRow("very long prefix") << QByteArray("<" + QByteArray(200'000, 'p') + ":Envelope/>");
}

void TstSoap::hostileXmlIsRefused()
{
    QFETCH(QByteArray, xml);
    QElapsedTimer timer;
    timer.start();
    const auto answer = readAnswer(xml);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Protocol);
    QVERIFY(answer.error().detail.size() < 400);
}

void TstSoap::cutAnywhereIsRefused()
{
    for (const QByteArray &whole : {test::services(), test::profiles(),
                                    test::status("IDLE", "MOVING"), test::fault("ter:X", "no")}) {
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const auto answer = readAnswer(whole.left(length));
            QVERIFY2(!answer && answer.error().code == ErrorCode::Protocol,
                     qPrintable(QString::number(length)));
        }
    }
}

void TstSoap::anyBytesAreSurvived()
{
    QRandomGenerator random(7);
    const QByteArray whole = test::profiles();
    for (int round = 0; round < 5000; ++round) {
        QByteArray bad = whole;
        for (int i = 0; i < 3; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] =
                static_cast<char>(random.bounded(256));
        (void)readAnswer(bad);
    }
}

void TstSoap::faultsHaveTheirCode_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<ErrorCode>("code");
    QTest::addRow("ter:NotAuthorized")
        << test::fault("ter:NotAuthorized", "Sender not authorized") << ErrorCode::Refused;
    QTest::addRow("wsse:FailedAuthentication")
        << test::fault("wsse:FailedAuthentication", "") << ErrorCode::Refused;
    QTest::addRow("said in words only")
        << test::fault("ter:Action", "The sender is not authorized.") << ErrorCode::Refused;
    QTest::addRow("ter:ActionNotSupported")
        << test::fault("ter:ActionNotSupported", "No such operation") << ErrorCode::NotSupported;
    QTest::addRow("ter:OptionalActionNotImplemented")
        << test::fault("ter:OptionalActionNotImplemented", "") << ErrorCode::NotSupported;
    QTest::addRow("ter:InvalidArgVal")
        << test::fault("ter:InvalidArgVal", "A number is outside") << ErrorCode::InvalidArgument;
    QTest::addRow("a fault without anything")
        << test::inEnvelope("<env:Fault/>") << ErrorCode::InvalidArgument;
    QTest::addRow("SOAP 1.1") << QByteArray(
        "<SOAP-ENV:Envelope "
        "xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/"
        "\"><SOAP-ENV:Body><SOAP-ENV:Fault>"
        "<faultcode>SOAP-ENV:Client</faultcode><faultstring>Unauthorized</faultstring></"
        "SOAP-ENV:Fault></SOAP-ENV:Body>"
        "</SOAP-ENV:Envelope>")
                              << ErrorCode::Refused;
}

void TstSoap::faultsHaveTheirCode()
{
    QFETCH(QByteArray, xml);
    const auto answer = readAnswer(xml);
    QVERIFY(!answer);
    QTEST(answer.error().code, "code");
}

void TstSoap::makersAdditionsAreLeftOut()
{
    const auto answer = readAnswer(test::profiles());
    QVERIFY(answer);
    QVERIFY(answer->is(ns::kMedia, QLatin1String("GetProfilesResponse")));
    const auto profiles = answer->childrenNamed(QLatin1String("Profiles"));
    QCOMPARE(profiles.size(), 3);
    QCOMPARE(profiles.first()->textOf(QLatin1String("Name")), QStringLiteral("Flux principal"));
    QCOMPARE(profiles.first()->attribute(QLatin1String("token")), QStringLiteral("main&1"));
}

void TstSoap::envelopeIsSigned()
{
    const Secret password(QByteArray("mot de passe"));
    const Credentials credentials{QStringLiteral("vigie"), &password,
                                  Instant(std::chrono::milliseconds(1795514400123))};
    const QByteArray xml = envelope(QStringLiteral("<tds:GetServices/>"), credentials);
    QVERIFY(!xml.contains("mot de passe"));
    QHash<QString, QString> texts;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            const QString name = reader.name().toString();
            if (QStringList{QStringLiteral("Username"), QStringLiteral("Password"),
                            QStringLiteral("Nonce"), QStringLiteral("Created")}
                    .contains(name))
                texts.insert(name, reader.readElementText());
        }
    }
    QVERIFY(!reader.hasError());
    QCOMPARE(texts.value(QStringLiteral("Username")), QStringLiteral("vigie"));
    QCOMPARE(texts.value(QStringLiteral("Created")), QStringLiteral("2026-11-24T10:00:00Z"));
    const QByteArray nonce =
        QByteArray::fromBase64(texts.value(QStringLiteral("Nonce")).toLatin1());
    QCOMPARE(nonce.size(), 16);
    const QByteArray expected =
        QCryptographicHash::hash(QByteArray(nonce + "2026-11-24T10:00:00Zmot de passe"),
                                 QCryptographicHash::Sha1)
            .toBase64();
    QCOMPARE(texts.value(QStringLiteral("Password")).toLatin1(), expected);
    QVERIFY(envelope(QString(), credentials) != envelope(QString(), credentials)); // a fresh nonce
}

void TstSoap::envelopeWithoutCredentialsHasNoHeader()
{
    const QByteArray xml = envelope(QStringLiteral("<tds:GetServices/>"), {});
    QVERIFY(!xml.contains("<s:Header"));
    const auto read = readAnswer(xml); // our own envelope is one too
    QVERIFY(read && read->is(ns::kDevice, QLatin1String("GetServices")));
}

void TstSoap::textCannotBreakOut()
{
    QCOMPARE(escaped(QStringLiteral("a<b>&\"c\u0001\n")), QStringLiteral("a&lt;b&gt;&amp;&quot;c"));
}

VIGIE_TEST(TstSoap)
#include "tst_soap.moc"
