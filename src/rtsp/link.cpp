// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/link.h>

#include <algorithm>
#include <utility>

namespace vigie::rtsp {
namespace {

using namespace std::chrono_literals;

constexpr auto kAnswerTime = 5s;
constexpr auto kReportInterval = 5s;

class Never final : public net::Interrupt {
public:
    [[nodiscard]] bool requested() override { return false; }
};

} // namespace

Link::Link(std::unique_ptr<net::ByteStream> stream, Authorization authorization, net::Interrupt &interrupt)
    : m_interrupt(interrupt), m_connection(std::move(stream)), m_dialogue(m_connection, std::move(authorization))
{
}

Result<Dialogue::Answer> Link::ask(Request request)
{
    const QByteArray method = request.method;
    const Result<Dialogue::Ticket> ticket = m_dialogue.ask(std::move(request));
    if (!ticket)
        return fail(ticket);
    m_awaited = *ticket;
    m_answer.reset();
    const auto until = Clock::now() + kAnswerTime;
    while (!m_answer) {
        if (Clock::now() >= until)
            return fail(ErrorCode::TimedOut, QStringLiteral("no answer to ") + QString::fromLatin1(method));
        if (const Result<> step = this->step(until); !step)
            return fail(step);
    }
    m_awaited.reset();
    if (m_answer->refused)
        return tl::unexpected<Error>(*m_answer->refused);
    return *std::exchange(m_answer, std::nullopt);
}

Result<> Link::step(Clock::time_point until)
{
    const Result<std::optional<MessageReader::Item>> item = m_connection.take();
    if (!item)
        return fail(item);
    if (*item)
        return take(**item);
    if (const Result<> done = doWhatIsDue(); !done)
        return done;
    return waitAndRead(nextDue(until), m_interrupt);
}

Result<> Link::waitAndRead(Clock::time_point until, net::Interrupt &interrupt)
{
    std::array<pollfd, 3> sockets{m_connection.wanted()};
    std::size_t count = 1;
    if (m_udp) {
        std::ranges::copy(m_udp->wanted(), sockets.begin() + 1);
        count = sockets.size();
    }
    const auto wait = m_connection.mustReceive() ? Clock::now() : until;
    const Result<bool> ready = net::waitFor({sockets.data(), count}, wait, interrupt);
    if (!ready)
        return fail(ready);
    m_now = Clock::now();
    if (m_udp && ((sockets[1].revents | sockets[2].revents) != 0))
        readUdp();
    if ((sockets[0].revents & POLLOUT) != 0) {
        if (const Result<> sent = m_connection.flush(); !sent)
            return sent;
    }
    if ((sockets[0].revents & ~POLLOUT) != 0 || m_connection.mustReceive())
        return m_connection.receive();
    return {};
}

void Link::readUdp()
{
    for (const UdpPair::Bytes bytes : m_udp->receive(UdpPair::Kind::Rtp)) {
        if (Receiver::isRtcp(bytes))
            m_receiver->takeRtcp(bytes, m_now);
        else
            m_receiver->takeRtp(bytes, m_now);
    }
    for (const UdpPair::Bytes bytes : m_udp->receive(UdpPair::Kind::Rtcp))
        m_receiver->takeRtcp(bytes, m_now);
}

Result<> Link::take(const MessageReader::Item &item)
{
    if (const auto *frame = std::get_if<InterleavedFrame>(&item)) {
        take(*frame);
        return {};
    }
    return take(std::get<Message>(item));
}

void Link::take(const InterleavedFrame &frame)
{
    if (!m_receiver || m_udp)
        return;
    const bool announced = frame.channel == m_channels.first || frame.channel == m_channels.second;
    if (Receiver::isRtcp(frame.payload)) {
        if (announced)
            m_receiver->takeRtcp(frame.payload, m_now);
        return;
    }
    if (!announced) {
        if (m_receiver->lastPacket() || !m_receiver->isNamed(frame.payload))
            return;
        m_channels = {frame.channel, static_cast<std::uint16_t>(frame.channel + 1)};
        m_connection.setHighestChannel(static_cast<std::uint8_t>(std::min(frame.channel + 1, 255)));
    }
    m_receiver->takeRtp(frame.payload, m_now);
}

Result<> Link::take(const Message &message)
{
    Result<std::optional<Dialogue::Answer>> answer = m_dialogue.take(message);
    if (!answer)
        return fail(answer);
    if (!*answer)
        return {};
    if (m_awaited == (*answer)->ticket) {
        m_answer = std::move(**answer);
        return {};
    }
    return onSignOfLife(**answer);
}

Result<> Link::onSignOfLife(const Dialogue::Answer &answer)
{
    const int status = answer.message.status;
    if (status == 454)
        return fail(ErrorCode::Unreachable, QStringLiteral("the peer has forgotten the session"));
    if (answer.method == "OPTIONS" && status == 200) {
        m_aliveByParameter = m_aliveByParameter
            || readMethods(answer.message.header("Public")).contains(QByteArrayLiteral("GET_PARAMETER"));
    } else if (answer.method == "GET_PARAMETER" && status != 200) {
        m_aliveByParameter = false; // it promised what it cannot do
        return sendSignOfLife();
    }
    return {};
}

void Link::expectInterleaved(const SdpMedia &video, const Pair &channels)
{
    m_udp.reset();
    m_channels = channels;
    m_receiver.emplace(video, true);
    m_connection.setHighestChannel(static_cast<std::uint8_t>(std::max(channels.first, channels.second)));
}

void Link::expectUdp(const SdpMedia &video, UdpPair ports)
{
    m_udp.emplace(std::move(ports));
    m_receiver.emplace(video, false);
}

void Link::startSignsOfLife(const QByteArray &uri, std::chrono::seconds interval)
{
    m_aliveUri = uri;
    m_aliveInterval = interval;
    // The first is OPTIONS, at once: it tells which sign the peer understands. Asked for before DESCRIBE, as most
    // clients do, it would cost a round trip on the way to the first picture.
    m_aliveDue = Clock::now();
    m_reportDue = Clock::now() + kReportInterval;
}

Link::Clock::time_point Link::nextDue(Clock::time_point until) const
{
    for (const auto &due : {m_aliveDue, m_reportDue, m_receiver ? m_receiver->deadline() : std::nullopt}) {
        if (due)
            until = std::min(until, *due);
    }
    return until;
}

Result<> Link::doWhatIsDue()
{
    const auto now = Clock::now();
    if (m_receiver && m_receiver->deadline() && *m_receiver->deadline() <= now)
        m_receiver->onTime(now);
    if (m_aliveDue && *m_aliveDue <= now) {
        m_aliveDue = now + m_aliveInterval;
        m_dialogue.forgive();
        if (const Result<> sent = sendSignOfLife(); !sent)
            return sent;
    }
    if (m_reportDue && *m_reportDue <= now) {
        m_reportDue = now + kReportInterval;
        return sendReport();
    }
    return {};
}

Result<> Link::sendSignOfLife()
{
    const Result<Dialogue::Ticket> asked = m_dialogue.ask({m_aliveByParameter ? "GET_PARAMETER" : "OPTIONS", m_aliveUri});
    return asked ? Result<>() : Result<>(fail(asked));
}

Result<> Link::sendReport()
{
    const QByteArray report = m_receiver ? m_receiver->report(Clock::now()) : QByteArray();
    if (report.isEmpty())
        return {};
    if (!m_udp)
        return m_connection.sendInterleaved(static_cast<std::uint8_t>(m_channels.second), report);
    m_udp->sendRtcp({reinterpret_cast<const std::uint8_t *>(report.constData()),
                     static_cast<std::size_t>(report.size())});
    return {};
}

void Link::leave(Request teardown)
{
    Never never;
    const auto until = Clock::now() + kGoodbye;
    m_receiver.reset();
    m_udp.reset();
    const Result<Dialogue::Ticket> ticket = m_dialogue.ask(std::move(teardown));
    if (!ticket)
        return;
    // Waiting for the answer lets the peer read it: a connection closed over unread packets is reset, and what was just
    // sent is lost with it.
    m_awaited = *ticket;
    m_answer.reset();
    while (!m_answer && Clock::now() < until) {
        const Result<std::optional<MessageReader::Item>> item = m_connection.take();
        if (!item)
            return;
        const Result<> done = *item ? take(**item) : waitAndRead(until, never);
        if (!done)
            return;
    }
}

} // namespace vigie::rtsp
