// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <rtsp_rooms.h>

#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::rtsp;
using namespace std::chrono_literals;

namespace {

/// \p packet with the header of an ONVIF replay that answers PLAY number \p cseq.
QByteArray replayed(QByteArray packet, int cseq)
{
    packet[0] = static_cast<char>(packet.at(0) | 0x10); // has an extension
    // 0xABAC, 3 words: NTP of 2026-11-24T22:00:00Z, C set, CSeq.
    const QByteArray extension = QByteArray::fromHex("abac0003" "eeb0876000000000" "80") + static_cast<char>(cseq)
        + QByteArray(2, '\0');
    return packet.insert(12, extension);
}

} // namespace

/// What playback asks for, and a recorder that answers.
class TstPlayback final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wishesAreWritten_data();
    void wishesAreWritten();
    void aLiveStreamIsAskedForAsUsual();
    void aSeekShowsNothingFromBefore_data();
    void aSeekShowsNothingFromBefore();
    void aSeekThatIsRefusedChangesNothing();
    void aPauseIsKeptAliveAndEnds();
};

void TstPlayback::wishesAreWritten_data()
{
    QTest::addColumn<bool>("replay");
    QTest::addColumn<Play>("play");
    QTest::addColumn<QByteArrayList>("lines");
    Play play;
    play.range = "npt=12.500-";
    QTest::newRow("from a place on") << false << play << QByteArrayList{"range: npt=12.500-"};
    play.range = "clock=20261124T215959.250Z-";
    play.rateControl = false;
    QTest::newRow("an instant of a recorder, as fast as it goes")
        << true << play << QByteArrayList{"range: clock=20261124T215959.250Z-", "require: onvif-replay", "rate-control: no"};
    play.rateControl = true;
    play.scale = -2.0;
    play.immediate = true;
    QTest::newRow("backwards at twice the pace, at once")
        << true << play << QByteArrayList{"scale: -2.000", "rate-control: yes", "immediate: yes", "require: onvif-replay"};
}

void TstPlayback::wishesAreWritten()
{
    QFETCH(bool, replay);
    QFETCH(Play, play);
    QFETCH(QByteArrayList, lines);
    const test::ScriptedServer server{test::RtspScript()};
    Target target = test::targetOf(server.url());
    target.onvifReplay = replay;
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(target, play, late));
    const test::RtspRequest asked = server.requests("PLAY").first();
    for (const QByteArray &line : lines) {
        const auto colon = line.indexOf(": ");
        QCOMPARE(asked.headers.value(line.left(colon)), line.mid(colon + 2));
    }
    QCOMPARE(server.requests("SETUP").first().header("require"), replay ? QByteArray("onvif-replay") : QByteArray());
}

void TstPlayback::aLiveStreamIsAskedForAsUsual()
{
    const test::ScriptedServer server{test::RtspScript()};
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(test::targetOf(server.url()), {}, late));
    const test::RtspRequest asked = server.requests("PLAY").first();
    QCOMPARE(asked.header("range"), QByteArray("npt=0.000-"));
    for (const char *name : {"scale", "rate-control", "immediate", "require"})
        QVERIFY(asked.header(name).isEmpty());
}

void TstPlayback::aSeekShowsNothingFromBefore_data()
{
    QTest::addColumn<bool>("replay");
    QTest::newRow("a recorder after ONVIF, that sends on for a while") << true;
    QTest::newRow("another one, that says where it begins") << false;
}

void TstPlayback::aSeekShowsNothingFromBefore()
{
    QFETCH(bool, replay);
    test::RtspScript script;
    script.after = [=](QTcpSocket &peer, const test::RtspRequest &request) {
        if (request.method != "PLAY")
            return;
        const int cseq = request.header("cseq").toInt();
        const auto send = [&](quint16 sequence, bool key, char fill, int answers) {
            const QByteArray packet = test::rtpPicture(sequence, sequence * 3600U, key, fill);
            peer.write(test::interleaved(0, replay ? replayed(packet, answers) : packet));
        };
        if (request.nth == 1) {
            send(1, true, 'a', cseq);
            return;
        }
        send(2, false, 'o', cseq - 1); // on its way when the seek came
        send(500, true, 'n', cseq);
        peer.flush();
    };
    script.answer = [=](const test::RtspRequest &request) -> std::optional<QByteArray> {
        if (request.method != "PLAY" || request.nth == 1 || replay)
            return std::nullopt;
        return test::rtspAnswer("200 OK", "RTP-Info: url=track1;seq=500;rtptime=1800000\r\n");
    };
    const test::ScriptedServer server(std::move(script));
    Target target = test::targetOf(server.url());
    target.onvifReplay = replay;
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(target, {}, late));
    auto picture = client.next();
    QVERIFY(picture);
    QCOMPARE(test::fillOf(*picture), 'a');
    Play there;
    there.range = "npt=60-";
    QVERIFY(client.play(there));
    QCOMPARE(server.requests("PLAY").last().header("range"), QByteArray("npt=60-"));
    picture = client.next();
    QVERIFY2(picture, picture ? "" : qPrintable(toLogText(picture.error())));
    QCOMPARE(test::fillOf(*picture), 'n');
    QVERIFY(picture->coded.key);
    if (replay) {
        const auto at = std::chrono::system_clock::from_time_t(1'795'557'600);
        QCOMPARE(picture->coded.captured.value_or(std::chrono::system_clock::time_point()), at);
    }
}

void TstPlayback::aSeekThatIsRefusedChangesNothing()
{
    test::RtspScript script;
    script.media = test::mediaOf(1, 2);
    script.answer = [](const test::RtspRequest &request) {
        return request.method == "PLAY" && request.nth == 2 ? std::optional(test::rtspAnswer("457 Invalid Range"))
                                                            : std::nullopt;
    };
    script.after = [](QTcpSocket &peer, const test::RtspRequest &request) {
        if (request.method == "PLAY" && request.nth == 2)
            peer.write(test::mediaOf(3, 3));
    };
    const test::ScriptedServer server(std::move(script));
    test::InterruptWhen late([] { return false; });
    Client client;
    QVERIFY(client.open(test::targetOf(server.url()), {}, late));
    QVERIFY(client.next());
    Play there;
    there.range = "npt=6000-";
    const auto done = client.play(there);
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Protocol);
    const auto picture = client.next();
    QVERIFY(picture);
    QCOMPARE(test::fillOf(*picture), 'd');
}

void TstPlayback::aPauseIsKeptAliveAndEnds()
{
    test::RtspScript script;
    script.session = "8484;timeout=5";
    script.media = test::mediaOf(1, 1);
    const test::ScriptedServer server(std::move(script));
    bool inPause = false;
    test::InterruptWhen aSignOfLife([&] { return inPause && !server.requests("GET_PARAMETER").isEmpty(); }, 15s);
    Client client;
    QVERIFY(client.open(test::targetOf(server.url()), {}, aSignOfLife));
    QVERIFY(client.next());
    QVERIFY(client.pause());
    QCOMPARE(server.requests("PAUSE").size(), 1);
    inPause = true;
    const auto nothing = client.next();
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().code, ErrorCode::Cancelled);
    QVERIFY(!server.requests("GET_PARAMETER").isEmpty());
}

VIGIE_TEST(TstPlayback)
#include "tst_playback.moc"
