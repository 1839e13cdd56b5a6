// SPDX-License-Identifier: GPL-3.0-or-later
#include <camsim/soap.h>
#include <support/test_main.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::camsim;

namespace {

QByteArray envelope(const QByteArray &body, const QByteArray &header = {})
{
    return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
           " xmlns:tptz=\"http://www.onvif.org/ver20/ptz/wsdl\""
           " xmlns:tt=\"http://www.onvif.org/ver10/schema\">"
        + header + "<s:Body>" + body + "</s:Body></s:Envelope>";
}

QByteArray move()
{
    return envelope(
        "<tptz:ContinuousMove><tptz:ProfileToken> main </tptz:ProfileToken><tptz:Velocity>"
        "<tt:PanTilt x=\"0.5\" y=\"-0.25\"/></tptz:Velocity></tptz:ContinuousMove>",
        "<s:Header><w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/"
        "oasis-200401-wss-wssecurity-secext-1.0.xsd\" s:mustUnderstand=\"1\"><w:UsernameToken>"
        "<w:Username>vigie</w:Username><w:Password Type=\"http://docs.oasis-open.org/wss/2004/01/"
        "oasis-200401-wss-username-token-profile-1.0#PasswordDigest\">c2VjcmV0</w:Password>"
        "<w:Nonce>bm9uY2U=</w:Nonce><u:Created xmlns:u=\"urn:u\">2026-11-24T12:00:00Z</u:Created>"
        "</w:UsernameToken></w:Security></s:Header>");
}

} // namespace

class TstSoap final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsACall();
    void prefixesMeanNothing();
    void hostileXmlIsRefused_data();
    void hostileXmlIsRefused();
    void cutAnywhereIsRefused();
    void anyBytesAreSurvived();
    void faultsAreWellFormed();
    void durations_data();
    void durations();
};

void TstSoap::readsACall()
{
    const auto call = parseSoap(move());
    QVERIFY2(call, call ? "" : qPrintable(call.error().detail));
    QCOMPARE(call->operation.name, QStringLiteral("ContinuousMove"));
    QCOMPARE(call->operation.ns, QStringLiteral("http://www.onvif.org/ver20/ptz/wsdl"));
    QCOMPARE(call->operation.childText(u"ProfileToken"), QStringLiteral("main"));
    const XmlNode *panTilt = call->operation.child(u"Velocity")->child(u"PanTilt");
    QVERIFY(panTilt);
    QCOMPARE(panTilt->attribute(u"y"), QStringLiteral("-0.25"));
    QCOMPARE(panTilt->attribute(u"space"), QString());
    QVERIFY(call->token);
    QCOMPARE(call->token->user, QStringLiteral("vigie"));
    QCOMPARE(call->token->passwordType, QStringLiteral("PasswordDigest"));
    QCOMPARE(call->token->password, QStringLiteral("c2VjcmV0"));
    QCOMPARE(call->token->nonce, QByteArray("nonce"));
    QCOMPARE(call->token->created, QStringLiteral("2026-11-24T12:00:00Z"));
}

void TstSoap::prefixesMeanNothing()
{
    const auto call =
        parseSoap("<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\"><Body>"
                  "<Stop xmlns=\"http://www.onvif.org/ver20/ptz/wsdl\"><PanTilt>true</PanTilt>"
                  "</Stop></Body></Envelope>");
    QVERIFY(call);
    QCOMPARE(call->operation.name, QStringLiteral("Stop"));
    QCOMPARE(call->operation.ns, QStringLiteral("http://www.onvif.org/ver20/ptz/wsdl"));
    QVERIFY(!call->token);
}

void TstSoap::hostileXmlIsRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addRow("nothing") << QByteArray();
    QTest::addRow("spaces") << QByteArray("  \r\n ");
    QTest::addRow("JSON") << QByteArray("{\"fault\":1}");
    QTest::addRow("zero bytes") << QByteArray(1000, '\0');
    QTest::addRow("SOAP 1.1") << QByteArray(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><a/></s:Body>"
        "</s:Envelope>");
    QTest::addRow("no body") << QByteArray(
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"/>");
    QTest::addRow("empty body") << envelope({});
    QTest::addRow("body of another namespace")
        << QByteArray("<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">"
                      "<Body xmlns=\"urn:x\"><a/></Body></s:Envelope>");
    QTest::addRow("entities that multiply")
        << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                      "\"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>")
            + envelope("<tptz:Stop>&c;</tptz:Stop>");
    QTest::addRow("a file by entity")
        << QByteArray("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>")
            + envelope("<tptz:Stop>&f;</tptz:Stop>");
    QTest::addRow("10,000 levels")
        << envelope(QByteArray("<a>").repeated(10'000) + QByteArray("</a>").repeated(10'000));
    QTest::addRow("25 levels") << envelope(QByteArray("<a>").repeated(24)
                                           + QByteArray("</a>").repeated(24));
    QTest::addRow("5,000 elements") << envelope("<a>" + QByteArray("<b/>").repeated(5000) + "</a>");
    QTest::addRow("a megabyte") << envelope("<a>" + QByteArray(1'000'000, 'x') + "</a>");
    QTest::addRow("undeclared prefix") << envelope("<nobody:Stop/>");
    QTest::addRow("very long undeclared prefix")
        << envelope("<" + QByteArray(200'000, 'p') + ":Stop/>");
    QTest::addRow("tags crossed") << envelope("<a><b></a></b>");
    QTest::addRow("not UTF-8") << envelope("<a>\xff\xfe\xfa</a>");
}

void TstSoap::hostileXmlIsRefused()
{
    QFETCH(QByteArray, xml);
    QElapsedTimer timer;
    timer.start();
    const auto call = parseSoap(xml);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!call);
    QCOMPARE(call.error().code, ErrorCode::Protocol);
    QVERIFY(call.error().detail.size() <= 200); // it goes into the log
}

void TstSoap::cutAnywhereIsRefused()
{
    const QByteArray whole = move();
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!parseSoap(whole.left(length)), qPrintable(QString::number(length)));
}

void TstSoap::anyBytesAreSurvived()
{
    QRandomGenerator random(11);
    for (int round = 0; round < 3000; ++round) {
        QByteArray bad = move();
        for (int i = 0; i < 3; ++i)
            bad[random.bounded(static_cast<int>(bad.size()))] =
                static_cast<char>(random.bounded(256));
        if (const auto call = parseSoap(bad); !call)
            QCOMPARE(call.error().code, ErrorCode::Protocol);
    }
}

void TstSoap::faultsAreWellFormed()
{
    const QByteArray answer =
        soapFaultEnvelope({true,
                           {QStringLiteral("ter:Action"), QStringLiteral("ter:Wiped")},
                           QStringLiteral("<no> & \"why\"")});
    const auto read = parseSoap(answer);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->operation.name, QStringLiteral("Fault"));
    const XmlNode *code = read->operation.child(u"Code");
    QCOMPARE(code->childText(u"Value"), QStringLiteral("env:Receiver"));
    QCOMPARE(code->child(u"Subcode")->childText(u"Value"), QStringLiteral("ter:Action"));
    QCOMPARE(code->child(u"Subcode")->child(u"Subcode")->childText(u"Value"),
             QStringLiteral("ter:Wiped"));
    QCOMPARE(read->operation.child(u"Reason")->childText(u"Text"),
             QStringLiteral("<no> & \"why\""));
}

void TstSoap::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // -1: none
    QTest::addRow("one second") << QStringLiteral("PT1S") << qint64{1000};
    QTest::addRow("a second and a half") << QStringLiteral("PT1.5S") << qint64{1500};
    QTest::addRow("two minutes") << QStringLiteral("PT2M") << qint64{120'000};
    QTest::addRow("all of them") << QStringLiteral("P1DT1H1M1S") << qint64{90'061'000};
    QTest::addRow("a day") << QStringLiteral("P1D") << qint64{86'400'000};
    QTest::addRow("nothing at all") << QStringLiteral("PT0S") << qint64{0};
    QTest::addRow("spaces round it") << QStringLiteral(" PT1S\n") << qint64{1000};
    QTest::addRow("empty") << QString() << qint64{-1};
    QTest::addRow("P alone") << QStringLiteral("P") << qint64{-1};
    QTest::addRow("PT alone") << QStringLiteral("PT") << qint64{-1};
    QTest::addRow("T with nothing behind") << QStringLiteral("P1DT") << qint64{-1};
    QTest::addRow("months have no length") << QStringLiteral("P1M") << qint64{-1};
    QTest::addRow("negative") << QStringLiteral("-PT1S") << qint64{-1};
    QTest::addRow("a number") << QStringLiteral("60") << qint64{-1};
    QTest::addRow("a century of digits") << QStringLiteral("PT999999999999S") << qint64{-1};
}

void TstSoap::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    QCOMPARE(parseDuration(text).value_or(-1), ms);
}

VIGIE_TEST(TstSoap)
#include "tst_soap.moc"
