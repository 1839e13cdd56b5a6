// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp_rooms.h>

#include <QtNetwork/QNetworkDatagram>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QTcpSocket>
#include <QtNetwork/QUdpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

const QHostAddress kServer(QStringLiteral("127.0.84.200"));
const QHostAddress kStranger(QStringLiteral("127.0.84.250"));

/// The even port of ours that a SETUP names.
quint16 clientPort(const test::RtspRequest &setUp)
{
    const QByteArray transport = setUp.header("transport");
    return transport.mid(transport.indexOf("client_port=") + 12).split('-').first().toUShort();
}

/// Without a look for the system's proxy, which Qt does in every thread at once.
class PlainUdpSocket final : public QUdpSocket {
public:
    PlainUdpSocket() { setProxy(QNetworkProxy::NoProxy); }
};

/// A server's own end of the UDP way, on the server's thread.
struct UdpEnd {
    UdpEnd()
    {
        // Two ports side by side; the kernel's next free one may be taken.
        while (rtp.state() != QUdpSocket::BoundState || rtcp.state() != QUdpSocket::BoundState) {
            rtp.close();
            rtcp.close();
            if (rtp.bind(kServer, 0))
                rtcp.bind(kServer, static_cast<quint16>(rtp.localPort() + 1));
        }
    }
    PlainUdpSocket rtp;
    PlainUdpSocket rtcp;
};

} // namespace

/// RTP over UDP with a server that does as it likes.
class TstUdp final : public QObject {
    Q_OBJECT
private:
    using Packets = QList<QByteArray>;
    /// What the server sends after PLAY, and from where.
    struct Sending {
        Packets packets;
        Packets strangers; ///< sent by another host before each of them
        bool namesItsPorts = true;
        bool fromOtherPort = false;
    };
    static test::RtspScript scriptOf(const Sending &sending)
    {
        // Its sockets live in the server's thread: made at SETUP, gone with the script.
        auto end = std::make_shared<std::unique_ptr<UdpEnd>>();
        auto port = std::make_shared<quint16>(0);
        test::RtspScript script;
        script.answer = [=](const test::RtspRequest &request) -> std::optional<QByteArray> {
            if (request.method != "SETUP")
                return std::nullopt;
            *end = std::make_unique<UdpEnd>();
            *port = clientPort(request);
            const QByteArray first = QByteArray::number((*end)->rtp.localPort());
            const QByteArray second = QByteArray::number((*end)->rtcp.localPort());
            return test::rtspAnswer("200 OK",
                                    "Session: 8484\r\nTransport: RTP/AVP;unicast"
                                        + (sending.namesItsPorts ? ";server_port=" + first + '-' + second
                                                                 : QByteArray(";server_port=0"))
                                        + "\r\n");
        };
        script.after = [=](QTcpSocket &, const test::RtspRequest &request) {
            if (request.method == "TEARDOWN")
                end->reset();
            if (request.method != "PLAY")
                return;
            PlainUdpSocket stranger;
            stranger.bind(kStranger, 0);
            PlainUdpSocket other;
            other.bind(kServer, 0);
            const QHostAddress us(QStringLiteral("127.0.0.1"));
            for (const QByteArray &packet : sending.packets) {
                for (const QByteArray &foreign : sending.strangers)
                    stranger.writeDatagram(foreign, us, *port);
                (sending.fromOtherPort ? other : (*end)->rtp).writeDatagram(packet, us, *port);
            }
        };
        return script;
    }
    static QByteArray picture(int i) // 1: a key
    {
        return test::rtpPicture(static_cast<quint16>(i), static_cast<quint32>(i) * 3600, i == 1,
                                static_cast<char>('a' + i));
    }

private Q_SLOTS:
    void isPlayed_data();
    void isPlayed();
    void whatIsLostIsTold();
    void fallsBackToTcp_data();
    void fallsBackToTcp();
    void autoIsUdpOnlyWhereTcpIsRefused();
    void portsArePunched();
};

void TstUdp::isPlayed_data()
{
    QTest::addColumn<Sending>("sending");
    const Packets three{picture(1), picture(2), picture(3)};
    const QByteArray forged = test::rtpPicture(2, 7200, true, 'z');
    QTest::newRow("as it should be") << Sending{three, {}};
    QTest::newRow("in another order") << Sending{{picture(1), picture(3), picture(2)}, {}};
    QTest::newRow("twice each") << Sending{{picture(1), picture(1), picture(2), picture(2), picture(3)}, {}};
    QTest::newRow("while a stranger sends forged ones") << Sending{three, {forged, forged}};
    QTest::newRow("without telling its ports") << Sending{three, {}, false};
    QTest::newRow("from another port than it told") << Sending{three, {}, true, true};
}

void TstUdp::isPlayed()
{
    QFETCH(Sending, sending);
    const test::ScriptedServer server(scriptOf(sending));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(test::targetOf(server.url(), RtpTransport::Udp), {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QCOMPARE(offer->transport, QStringLiteral("UDP"));
    for (int i = 1; i <= 3; ++i) {
        const auto next = client.next();
        QVERIFY2(next, next ? "" : qPrintable(toLogText(next.error())));
        QCOMPARE(test::fillOf(*next), static_cast<char>('a' + i));
    }
    QCOMPARE(client.counts().lost, 0);
    QCOMPARE(client.counts().reordered, sending.packets.at(1) == picture(3) ? 1 : 0);
    client.close();
    QTRY_COMPARE(server.requests("TEARDOWN").size(), 1);
}

void TstUdp::whatIsLostIsTold()
{
    const test::ScriptedServer server(scriptOf({{picture(1), picture(2), picture(5), picture(6)}, {}}));
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(test::targetOf(server.url(), RtpTransport::Udp), {}, late));
    for (const int i : {1, 2, 5, 6}) {
        const auto next = client.next();
        QVERIFY2(next, next ? "" : qPrintable(toLogText(next.error())));
        QCOMPARE(test::fillOf(*next), static_cast<char>('a' + i));
        QCOMPARE(next->coded.afterLoss, i == 5);
    }
    QCOMPARE(client.counts().lost, 2);
}

void TstUdp::fallsBackToTcp_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("it does not do UDP") << true;
    QTest::newRow("no packet comes through") << false;
}

void TstUdp::fallsBackToTcp()
{
    QFETCH(bool, refused);
    test::RtspScript script;
    script.media = test::mediaOf(1, 1);
    script.answer = [=](const test::RtspRequest &request) -> std::optional<QByteArray> {
        if (request.method != "SETUP" || request.header("transport").contains("TCP"))
            return std::nullopt;
        return refused ? test::rtspAnswer("461 Unsupported Transport")
                       : test::rtspAnswer("200 OK", "Session: 1\r\nTransport: RTP/AVP;unicast;server_port=9-10\r\n");
    };
    script.after = [](QTcpSocket &, const test::RtspRequest &) {};
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(test::targetOf(server.url(), RtpTransport::Udp), {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QCOMPARE(offer->transport, QStringLiteral("TCP"));
    QVERIFY(client.next());
    QCOMPARE(server.requests("SETUP").size(), 2);
    // What had been set up was given back.
    QTRY_COMPARE(server.requests("TEARDOWN").size(), refused ? 0 : 1);
}

void TstUdp::autoIsUdpOnlyWhereTcpIsRefused()
{
    test::RtspScript script = scriptOf({{picture(1)}, {}});
    script.answer = [usual = script.answer](const test::RtspRequest &request) {
        return request.header("transport").contains("TCP") ? test::rtspAnswer("461 Unsupported Transport")
                                                            : usual(request);
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    const auto offer = client.open(test::targetOf(server.url(), RtpTransport::Auto), {}, late);
    QVERIFY2(offer, offer ? "" : qPrintable(toLogText(offer.error())));
    QCOMPARE(offer->transport, QStringLiteral("UDP"));
    QVERIFY(client.next());
}

void TstUdp::portsArePunched()
{
    PlainUdpSocket rtp;
    QVERIFY(rtp.bind(kServer, 0));
    PlainUdpSocket rtcp;
    QVERIFY(rtcp.bind(kServer, 0));
    test::RtspScript script;
    script.transport = "RTP/AVP;unicast;server_port=" + QByteArray::number(rtp.localPort()) + '-'
        + QByteArray::number(rtcp.localPort());
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen soon([&] { return rtp.hasPendingDatagrams() && rtcp.hasPendingDatagrams(); });
    Client client;
    QVERIFY(!client.open(test::targetOf(server.url(), RtpTransport::Udp), {}, soon));
    QVERIFY(rtp.hasPendingDatagrams());
    QVERIFY(rtcp.hasPendingDatagrams());
    const quint16 ours = clientPort(server.requests("SETUP").first());
    QCOMPARE(ours % 2, 0);
    QCOMPARE(rtp.receiveDatagram().senderPort(), int(ours));
    QCOMPARE(rtcp.receiveDatagram().senderPort(), ours + 1);
}

VIGIE_TEST(TstUdp)
#include "tst_udp.moc"
