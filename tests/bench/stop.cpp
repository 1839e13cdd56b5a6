// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "awkward_peers.h"
#include "measure.h"
#include "stream_list.h"

#include <QtNetwork/QHostAddress>

#include <functional>

namespace vigie::bench {
namespace {

constexpr int kPlaysWithinMs = 10'000;
constexpr int kBlockedMs = 400; ///< until a thread without pictures is where it stays
constexpr quint16 kNobody = 1; ///< nobody listens on tcpmux
/// An address of no camera; nothing is sent but what the case says.
const QString kAnywhere = QStringLiteral("rtsp://127.0.0.1:%1/sub");

/// One thing a stream may be blocked on. ready() brings a started session there; false: it cannot be had.
struct Case {
    QString name;
    BenchStream stream;
    std::function<bool(media::Session &)> ready;
};

bool plays(media::Session &session)
{
    return waitUntil([&] { return session.stats().decoded > 2; }, kPlaysWithinMs);
}

bool isBlocked(media::Session &session)
{
    waitFor(kBlockedMs);
    return session.stats().decoded == 0;
}

BenchStream through(const BenchStream &stream, quint16 port)
{
    BenchStream other = stream;
    other.url.setHost(QStringLiteral("127.0.0.1"));
    other.url.setPort(port);
    return other;
}

/// Milliseconds that stop() takes, once a round; empty where the case cannot be had.
std::vector<double> stopTimes(const Case &each, RtpTransport transport, int rounds)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        media::Session session;
        session.start(each.stream.options(transport));
        if (!each.ready(session))
            return {};
        const double before = nowMs();
        session.stop();
        times.push_back(nowMs() - before);
    }
    return times;
}

} // namespace

int stop(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    parser.addOptions({O(QStringLiteral("url"), QStringLiteral("of a stream on an IPv4 address"), QStringLiteral("u")),
                       O(QStringLiteral("rounds"), QStringLiteral("of each case"), QStringLiteral("n"),
                         QStringLiteral("5"))});
    addCommonOptions(parser);
    const bool parsed = parser.parse(arguments);
    const std::optional<BenchStream> stream = parseStream(parser.value(QStringLiteral("url")));
    const int rounds = parser.value(QStringLiteral("rounds")).toInt();
    if (!parsed || !stream || QHostAddress(stream->url.host()).protocol() != QAbstractSocket::IPv4Protocol || rounds < 1)
        return wrongArguments("stop", "--url must be an RTSP address with a numeric host, --rounds at least 1");
    const SilentPeer silent;
    const BlackHole hole;
    StallingRelay relay(stream->url.host().toLatin1(), static_cast<quint16>(stream->url.port(554)));
    const auto at = [](quint16 port) { return parseStream(kAnywhere.arg(port)).value_or(BenchStream()); };
    const std::vector<Case> cases{
        {QStringLiteral("playing"), *stream, plays},
        {QStringLiteral("stalled"), through(*stream, relay.port()),
         [&](media::Session &session) {
             relay.stall(false);
             if (!plays(session))
                 return false;
             relay.stall(true);
             waitFor(kBlockedMs);
             return true;
         }},
        {QStringLiteral("never answers"), at(silent.port()), isBlocked},
        {QStringLiteral("TLS handshake"), parseStream(QStringLiteral("rtsps://127.0.0.1:%1/sub").arg(silent.port()))
                                              .value_or(BenchStream()),
         isBlocked},
        {QStringLiteral("black hole"), at(hole.port()), isBlocked},
        {QStringLiteral("waiting to reconnect"), at(kNobody), isBlocked},
    };
    QJsonObject result;
    double worst = 0.0;
    bool complete = true;
    for (const Case &each : cases) {
        const std::vector<double> times =
            stopTimes(each, transportOf(parser.value(QStringLiteral("transport"))), rounds);
        complete = complete && !times.empty();
        result.insert(each.name,
                      times.empty() ? QJsonValue(QStringLiteral("not reached")) : QJsonValue(percentile(times, 1.0)));
        worst = std::max(worst, percentile(times, 1.0));
    }
    result.insert(QStringLiteral("worst_ms"), worst);
    print(result, parser);
    return complete ? 0 : 1;
}

} // namespace vigie::bench
