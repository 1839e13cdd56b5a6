// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/client.h>

#include <core/redact.h>
#include <net/name_lookup.h>
#include <rtsp/addresses.h>
#include <rtsp/header_values.h>
#include <rtsp/link.h>

#include <utility>
#include <vector>

namespace vigie::rtsp {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto kConnectTime = 5s;
constexpr auto kFirstUdpPacket = 3s; ///< then something on the way does not let UDP through
constexpr auto kSilence = 10s;
constexpr int kMostRedirections = 2;
constexpr auto kLongestAliveInterval = 60s;
constexpr int kTransportRefused = 461;

bool isTls(const QUrl &url)
{
    return url.scheme() == QLatin1String("rtsps");
}

/// In the order they are tried.
std::vector<RtpTransport> transportsFor(const Target &target)
{
    if (isTls(target.url))
        return {RtpTransport::Tcp}; // RTP beside it would not be encrypted
    switch (target.transport) {
    case RtpTransport::Udp:
        return {RtpTransport::Udp, RtpTransport::Tcp};
    case RtpTransport::Tcp:
        return {RtpTransport::Tcp};
    default:
        return {RtpTransport::Tcp, RtpTransport::Udp};
    }
}

/// What a status that is no success means to who asked \p method.
tl::unexpected<Error> failed(const QByteArray &method, const Message &answer)
{
    const QString text = QStringLiteral("%1: %2 %3")
                             .arg(QString::fromLatin1(method))
                             .arg(answer.status)
                             .arg(redactedText(QString::fromUtf8(answer.reason), 80));
    switch (answer.status) {
    case 401:
    case 403:
        return fail(ErrorCode::Refused, text);
    case 404:
        return fail(ErrorCode::NotFound, text);
    case 405:
    case 415:
    case kTransportRefused:
    case 501:
    case 551:
        return fail(ErrorCode::NotSupported, text);
    case 453:
    case 454:
    case 503:
        return fail(ErrorCode::Unreachable, text);
    default:
        return fail(ErrorCode::Protocol, text);
    }
}

QList<Header> headersOf(const Play &play, bool onvifReplay)
{
    QList<Header> headers;
    if (onvifReplay)
        headers.append(Header{"Require", "onvif-replay"});
    if (!play.range.isEmpty())
        headers.append(Header{"Range", play.range});
    if (play.scale)
        headers.append(Header{"Scale", QByteArray::number(*play.scale, 'f', 3)});
    if (play.rateControl)
        headers.append(Header{"Rate-Control", *play.rateControl ? "yes" : "no"});
    if (play.immediate)
        headers.append(Header{"Immediate", "yes"});
    return headers;
}

} // namespace

/// A connection from its first byte on, and how far it got.
struct Client::Session {
    Session(const Target &theTarget, QUrl theUrl, std::unique_ptr<net::ByteStream> stream, net::Interrupt &interrupt)
        : target(theTarget),
          url(std::move(theUrl)),
          // Only a peer whose certificate was checked is known not to be somebody between us and the camera.
          link(std::move(stream),
               Authorization(target.user, target.password, isTls(url) && !target.unverifiedTlsAllowed), interrupt)
    {
    }
    Target target;
    QUrl url; ///< where redirections led
    Link link;
    QByteArray aggregate; ///< what PLAY, PAUSE and TEARDOWN name
    SdpMedia video;
    bool isSetUp = false;
    bool isPlaying = false;
    SteadyClock::time_point playingSince;

    [[nodiscard]] static Result<std::unique_ptr<Session>> connect(const Target &target, const QUrl &url,
                                                                  net::Interrupt &interrupt);
    /// \return where to go instead; nothing: described
    [[nodiscard]] Result<std::optional<QUrl>> describe(Offer &offer);
    [[nodiscard]] Result<> setUp(RtpTransport transport);
    [[nodiscard]] Result<> play(const Play &play);
    [[nodiscard]] Result<> waitForPacket();

private:
    [[nodiscard]] Result<> agree(const Message &answer, std::optional<UdpPair> udp);
    QByteArray m_base;
    std::chrono::seconds m_aliveInterval{0};
    bool m_hasPlayed = false;
};

Result<std::unique_ptr<Client::Session>> Client::Session::connect(const Target &target, const QUrl &url,
                                                                  net::Interrupt &interrupt)
{
    const auto until = SteadyClock::now() + kConnectTime;
    const Result<QStringList> addresses = net::resolveHost(url.host(), interrupt);
    if (!addresses)
        return fail(addresses);
    const bool tls = isTls(url);
    auto stream = net::connectTcp(*addresses, static_cast<quint16>(url.port(tls ? 322 : 554)), until, interrupt);
    if (stream && tls)
        stream = net::startTls(std::move(*stream), {url.host(), !target.unverifiedTlsAllowed}, until, interrupt);
    if (!stream)
        return fail(stream);
    return std::make_unique<Session>(target, url, std::move(*stream), interrupt);
}

Result<std::optional<QUrl>> Client::Session::describe(Offer &offer)
{
    const QByteArray asked = requestUri(url);
    const auto answer = link.ask({"DESCRIBE", asked, {{"Accept", "application/sdp"}}});
    if (!answer)
        return fail(answer);
    const Message &message = answer->message;
    if (message.status >= 300 && message.status < 400) {
        const Result<QUrl> to = redirection(url, message.header("Location"));
        return to ? Result<std::optional<QUrl>>(*to) : fail(to);
    }
    if (message.status != 200)
        return failed("DESCRIBE", message);
    const Result<SessionDescription> description = readSdp(message.body);
    if (!description)
        return fail(description);
    const SdpMedia *offered = description->video();
    if (offered == nullptr) {
        QByteArray named;
        for (const SdpMedia &each : description->media)
            named = named.isEmpty() && each.kind == "video" ? each.encoding : named;
        return fail(ErrorCode::NotSupported,
                    named.isEmpty()
                        ? QStringLiteral("the peer offers no video")
                        : QStringLiteral("video codec ") + redactedText(QString::fromUtf8(named), 40));
    }
    video = *offered;
    m_base = baseUri(message.header("Content-Base"), message.header("Content-Location"), asked);
    aggregate = controlUri(m_base, description->control);
    offer.codec = video.codec;
    offer.parameterSets = video.parameterSets;
    offer.range = description->range;
    return std::optional<QUrl>();
}

Result<> Client::Session::setUp(RtpTransport transport)
{
    QByteArray wish = "RTP/AVP/TCP;unicast;interleaved=0-1";
    std::optional<UdpPair> udp;
    if (transport == RtpTransport::Udp) {
        auto ports = UdpPair::open(link.stream().localAddress(), link.stream().peerAddress());
        if (!ports)
            return fail(ports);
        const int first = ports->rtpPort();
        wish = "RTP/AVP;unicast;client_port=" + QByteArray::number(first) + '-' + QByteArray::number(first + 1);
        udp = std::move(*ports);
    }
    QList<Header> headers{{"Transport", wish}};
    if (target.onvifReplay)
        headers.append(Header{"Require", "onvif-replay"});
    const auto answer = link.ask({"SETUP", controlUri(m_base, video.control), headers});
    if (!answer)
        return fail(answer);
    if (answer->message.status != 200)
        return failed("SETUP", answer->message);
    isSetUp = true;
    return agree(answer->message, std::move(udp));
}

Result<> Client::Session::agree(const Message &answer, std::optional<UdpPair> udp)
{
    std::chrono::seconds timeout{60};
    // Some peers need none, as long as the connection stands.
    if (const QByteArray header = answer.header("Session"); !header.isEmpty()) {
        const Result<SessionHeader> session = readSession(header);
        if (!session)
            return fail(session);
        link.setSession(session->id);
        timeout = session->timeout;
    }
    TransportHeader agreed;
    agreed.tcp = !udp;
    // Nothing said: as we wished.
    if (const QByteArray header = answer.header("Transport"); !header.isEmpty()) {
        const Result<TransportHeader> transport = readTransport(header);
        if (!transport)
            return fail(transport);
        agreed = *transport;
    }
    if (agreed.multicast || agreed.tcp == udp.has_value())
        return fail(ErrorCode::NotSupported, QStringLiteral("the peer sets up another transport than asked for"));
    if (udp) {
        const Pair ports = agreed.serverPorts.value_or(Pair{0, 0});
        udp->setPeerPorts(ports.first, ports.second);
        udp->punch();
        link.expectUdp(video, std::move(*udp));
    } else {
        link.expectInterleaved(video, agreed.interleaved.value_or(Pair{0, 1}));
    }
    m_aliveInterval = std::min<std::chrono::seconds>(timeout / 2, kLongestAliveInterval);
    return {};
}

Result<> Client::Session::play(const Play &play)
{
    const auto answer = link.ask({"PLAY", aggregate, headersOf(play, target.onvifReplay)});
    if (!answer)
        return fail(answer);
    if (answer->message.status != 200)
        return failed("PLAY", answer->message);
    isPlaying = true;
    playingSince = SteadyClock::now();
    if (!std::exchange(m_hasPlayed, true))
        link.startSignsOfLife(aggregate, m_aliveInterval);
    if (!link.receiver()->isDiscarding())
        return {};
    Receiver::Beginning beginning;
    if (target.onvifReplay) {
        beginning.replay = static_cast<std::uint8_t>(answer->cseq & 0xff);
    } else if (const auto infos = readRtpInfo(answer->message.header("RTP-Info")); infos.size() == 1) {
        beginning.sequence = infos.first().sequence;
    }
    link.receiver()->begin(beginning, SteadyClock::now());
    return {};
}

Result<> Client::Session::waitForPacket()
{
    const auto until = SteadyClock::now() + kFirstUdpPacket;
    while (!link.receiver()->lastPacket()) {
        if (SteadyClock::now() >= until)
            return fail(ErrorCode::TimedOut, QStringLiteral("no packet comes over UDP"));
        if (const Result<> done = link.step(until); !done)
            return done;
    }
    return {};
}

Client::Client() = default;

Client::~Client()
{
    close();
}

Result<Offer> Client::open(const Target &target, const Play &play, net::Interrupt &interrupt)
{
    close();
    if (!isTls(target.url) && target.url.scheme() != QLatin1String("rtsp"))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not an RTSP address"));
    Result<Offer> offer = fail(ErrorCode::Internal, QString());
    for (const RtpTransport transport : transportsFor(target)) {
        offer = attempt(target, transport, play, interrupt);
        if (offer)
            break;
        const bool otherWay = m_otherTransportMayDo;
        close();
        if (!otherWay)
            break;
    }
    return offer;
}

Result<Offer> Client::attempt(const Target &target, RtpTransport transport, const Play &play,
                              net::Interrupt &interrupt)
{
    Offer offer;
    m_otherTransportMayDo = false;
    QUrl url = target.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    for (int hop = 0;; ++hop) {
        auto session = Session::connect(target, url, interrupt);
        if (!session)
            return fail(session);
        d = std::move(*session);
        const Result<std::optional<QUrl>> elsewhere = d->describe(offer);
        if (!elsewhere)
            return fail(elsewhere);
        if (!*elsewhere)
            break;
        if (hop == kMostRedirections)
            return fail(ErrorCode::Protocol, QStringLiteral("the peer redirects again and again"));
        url = **elsewhere;
    }
    if (const Result<> done = d->setUp(transport); !done) {
        m_otherTransportMayDo = done.error().code == ErrorCode::NotSupported;
        return fail(done);
    }
    Play first = play;
    if (first.range.isEmpty() && !target.onvifReplay)
        first.range = "npt=0.000-"; // what every client says, and some cameras wait for
    if (const Result<> done = d->play(first); !done)
        return fail(done);
    if (transport == RtpTransport::Udp) {
        if (const Result<> done = d->waitForPacket(); !done) {
            m_otherTransportMayDo = done.error().code == ErrorCode::TimedOut;
            return fail(done);
        }
    }
    offer.transport = isTls(url)                        ? QStringLiteral("TLS")
        : transport == RtpTransport::Udp ? QStringLiteral("UDP")
                                         : QStringLiteral("TCP");
    return offer;
}

Result<Picture> Client::next()
{
    if (!d || d->link.receiver() == nullptr)
        return fail(ErrorCode::Internal, QStringLiteral("next() without open()"));
    while (true) {
        Receiver &receiver = *d->link.receiver();
        if (auto picture = receiver.next())
            return std::move(*picture);
        if (receiver.hasBye())
            return fail(ErrorCode::Unreachable, QStringLiteral("the peer ended the stream"));
        const auto now = SteadyClock::now();
        if (d->isPlaying && now - std::max(receiver.lastPacket().value_or(d->playingSince), d->playingSince) > kSilence)
            return fail(ErrorCode::TimedOut, QStringLiteral("no packet for 10 s"));
        if (const Result<> done = d->link.step(now + 1s); !done)
            return fail(done);
    }
}

Result<> Client::play(const Play &play)
{
    if (!d || d->link.receiver() == nullptr)
        return fail(ErrorCode::Internal, QStringLiteral("play() without open()"));
    d->link.receiver()->discard();
    const Result<> done = d->play(play);
    if (!done)
        d->link.receiver()->begin({}, SteadyClock::now()); // as if nothing had been asked
    return done;
}

Result<> Client::pause()
{
    if (!d || d->link.receiver() == nullptr)
        return fail(ErrorCode::Internal, QStringLiteral("pause() without open()"));
    const auto answer = d->link.ask({"PAUSE", d->aggregate});
    if (!answer)
        return fail(answer);
    if (answer->message.status != 200)
        return failed("PAUSE", answer->message);
    d->isPlaying = false;
    return {};
}

PacketCounts Client::counts() const
{
    return d && d->link.receiver() != nullptr ? d->link.receiver()->counts() : PacketCounts();
}

void Client::close()
{
    // It must go out although the interrupt has fired: with UDP a camera that hears nothing goes on sending for a
    // minute, and many count the session against those they allow.
    if (d && d->isSetUp)
        d->link.leave({"TEARDOWN", d->aggregate});
    d.reset();
}

} // namespace vigie::rtsp
