// SPDX-License-Identifier: GPL-3.0-or-later
#include <onvif/discovery.h>
#include <onvif/soap.h>
#include <support/test_main.h>

#include <QtNetwork/QNetworkDatagram>
#include <QtNetwork/QUdpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::onvif;
using namespace std::chrono_literals;

namespace {

const QHostAddress kSender(QStringLiteral("192.0.2.7"));

QByteArray matches(const QByteArray &inside)
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\""
           " xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\">"
           "<e:Header><w:Action>x</w:Action></e:Header><e:Body><d:ProbeMatches>"
        + inside + "</d:ProbeMatches></e:Body></e:Envelope>";
}

QByteArray match(const QByteArray &id, const QByteArray &urls, const QByteArray &scopes = {})
{
    return "<d:ProbeMatch><w:EndpointReference><w:Address>" + id + "</w:Address></w:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types>"
           "<d:Scopes>" + scopes + "</d:Scopes><d:XAddrs>" + urls + "</d:XAddrs></d:ProbeMatch>"; // no MetadataVersion: some have none
}

/// A device on one port of this machine that answers each Probe as the test says.
class Responder {
public:
    explicit Responder(QByteArrayList answers) : m_answers(std::move(answers))
    {
        if (!m_socket.bind(QHostAddress::LocalHost, 0))
            qFatal("no port");
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams()) {
                const QNetworkDatagram probe = m_socket.receiveDatagram();
                probes.append(probe.data());
                for (const QByteArray &answer : m_answers)
                    m_socket.writeDatagram(probe.makeReply(answer));
            }
        });
    }
    [[nodiscard]] Discovery::Target target() const { return {QHostAddress(QHostAddress::LocalHost), m_socket.localPort(), {QHostAddress(QHostAddress::LocalHost)}}; }
    QByteArrayList probes;

private:
    const QByteArrayList m_answers;
    QUdpSocket m_socket;
};

} // namespace

/// Which devices are there.
class TstDiscovery final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProbeIsWhatDevicesExpect()
    {
        const QByteArray probe = probeMessage(QStringLiteral("1-2"));
        QVERIFY(probe.contains("http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe"));
        QVERIFY(probe.contains("urn:uuid:1-2"));
        const auto body = readAnswer(probe);
        QVERIFY(body && body->is(ns::kDiscovery, QLatin1String("Probe")));
    }

    void whatADeviceSays_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("hasPtz");
        const QByteArray scopes = "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/Type/ptz\n onvif://www.onvif.org/name/D%C3%B4me%20place "
                                  "onvif://www.onvif.org/location/country/france";
        QTest::newRow("one address") << match("urn:uuid:1", "http://192.0.2.7/onvif/device_service", scopes)
                                     << QStringLiteral("http://192.0.2.7/onvif/device_service") << QStringLiteral("Dôme place") << true;
        QTest::newRow("several: the one that answered")
            << match("urn:uuid:1", "http://169.254.3.4/onvif http://[fe80::1]/onvif http://192.0.2.7:8080/onvif") << QStringLiteral("http://192.0.2.7:8080/onvif")
            << QString() << false;
        QTest::newRow("none of them: the first that can be reached")
            << match("urn:uuid:1", "http://169.254.3.4/onvif http://[fe80::1]/onvif http://10.1.2.3/onvif") << QStringLiteral("http://10.1.2.3/onvif") << QString() << false;
        QTest::newRow("no address") << match("urn:uuid:1", "") << QStringLiteral("http://192.0.2.7/onvif/device_service") << QString() << false;
        QTest::newRow("an address of another kind") << match("urn:uuid:1", "file:///etc/passwd ftp://192.0.2.7/x")
                                                    << QStringLiteral("http://192.0.2.7/onvif/device_service") << QString() << false;
        QTest::newRow("a password in it") << match("urn:uuid:1", "http://a:b@192.0.2.7/x") << QStringLiteral("http://192.0.2.7/onvif/device_service")
                                          << QString() << false;
    }
    void whatADeviceSays()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, url);
        QFETCH(const QString, name);
        QFETCH(const bool, hasPtz);
        const auto devices = readProbeMatches(matches(answer), kSender);
        QVERIFY(devices);
        QCOMPARE(devices->size(), 1);
        QCOMPARE(devices->at(0).id, QStringLiteral("urn:uuid:1"));
        QCOMPARE(devices->at(0).url, QUrl(url));
        QCOMPARE(devices->at(0).name, name);
        QCOMPARE(devices->at(0).hasPtz, hasPtz);
    }

    void whatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("not XML") << QByteArray("M-SEARCH * HTTP/1.1\r\n");
        QTest::newRow("a Probe of somebody else") << probeMessage(QStringLiteral("1"));
        QTest::newRow("a DTD") << QByteArray("<!DOCTYPE x [<!ENTITY a \"b\">]>") + matches(match("u", ""));
        QTest::newRow("too long") << matches(match("u", QByteArray(70'000, 'x')));
    }
    void whatIsNoAnswer()
    {
        QFETCH(const QByteArray, xml);
        QVERIFY(!readProbeMatches(xml, kSender));
    }

    void aFloodIsBounded()
    {
        QByteArray many;
        for (int i = 0; i < 100; ++i)
            many += match("urn:" + QByteArray::number(i), "");
        const auto devices = readProbeMatches(matches(many), kSender);
        QVERIFY(devices);
        QCOMPARE(devices->size(), 64);
        const auto longName = readProbeMatches(matches(match(QByteArray(5000, 'i'), "", "onvif://www.onvif.org/name/" + QByteArray(5000, 'n'))), kSender);
        QVERIFY(longName && longName->at(0).id.size() <= 120 && longName->at(0).name.size() <= 120);
    }

    void eachDeviceIsToldOnce()
    {
        Responder responder({matches(match("urn:uuid:a", "http://127.0.0.1/a")), QByteArray("rubbish"), matches(match("urn:uuid:b", "http://127.0.0.1/b"))});
        Discovery discovery(responder.target(), nullptr);
        QSignalSpy found(&discovery, &Discovery::found);
        QSignalSpy finished(&discovery, &Discovery::finished);
        discovery.start(1500ms);
        QTRY_COMPARE(responder.probes.size(), 3);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(found.size(), 2);
        QCOMPARE(QSet<QByteArray>(responder.probes.cbegin(), responder.probes.cend()).size(), 3); // a message twice would be ignored
        discovery.start(1500ms); // anew
        QTRY_COMPARE(found.size(), 4);
    }

    void whoIsToldMayStop()
    {
        Responder responder({matches(match("urn:uuid:a", "") + match("urn:uuid:b", ""))});
        Discovery discovery(responder.target(), nullptr);
        QSignalSpy found(&discovery, &Discovery::found);
        connect(&discovery, &Discovery::found, &discovery, [&discovery] { discovery.stop(); });
        discovery.start(5s);
        QTRY_COMPARE(found.size(), 1);
        QVERIFY(!discovery.isRunning());
    }
};

VIGIE_TEST(TstDiscovery)
#include "tst_discovery.moc"
