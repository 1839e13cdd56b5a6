// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/dialogue.h>
#include <rtsp/header_values.h>
#include <rtsp/receiver.h>
#include <rtsp/udp_pair.h>

#include <chrono>
#include <optional>

namespace vigie::rtsp {

/// Everything that flows between us and one peer once a connection stands: messages, packets of the stream, RTCP both
/// ways, signs of life. Waits on the owner's thread. One owner.
class Link {
public:
    using Clock = std::chrono::steady_clock;

    Link(std::unique_ptr<net::ByteStream> stream, Authorization authorization, net::Interrupt &interrupt);

    /// Asks and waits for the final answer, whatever its status but 401; the stream flows on meanwhile.
    /// \return Refused (401), TimedOut, and as step()
    [[nodiscard]] Result<Dialogue::Answer> ask(Request request);
    /// Takes in one thing that has come or, when there is none, waits for the network, until \p until at the latest, and
    /// does what is due. \return Unreachable, Protocol, Cancelled
    [[nodiscard]] Result<> step(Clock::time_point until);
    /// Sends \p teardown and waits for the answer, the interrupt notwithstanding, for kGoodbye at most. That need not be
    /// a round trip: it is by how much the peer has \p teardown before the connection's end, however far away it is.
    void leave(Request teardown);
    static constexpr std::chrono::milliseconds kGoodbye{30};

    void setSession(const QByteArray &id) { m_dialogue.setSession(id); }
    /// The stream that is about to be set up comes interleaved on these channels (what a peer announces and what it
    /// does may differ: the first that carries packets of the stream counts) …
    void expectInterleaved(const SdpMedia &video, const Pair &channels);
    /// … or over UDP.
    void expectUdp(const SdpMedia &video, UdpPair ports);
    [[nodiscard]] Receiver *receiver() { return m_receiver ? &*m_receiver : nullptr; }
    [[nodiscard]] const Receiver *receiver() const { return m_receiver ? &*m_receiver : nullptr; }
    /// From now on a sign of life for \p uri goes out every \p interval, and reception is reported.
    void startSignsOfLife(const QByteArray &uri, std::chrono::seconds interval);
    [[nodiscard]] const net::ByteStream &stream() const { return m_connection.stream(); }

private:
    [[nodiscard]] Result<> take(const MessageReader::Item &item);
    [[nodiscard]] Result<> take(const Message &message);
    void take(const InterleavedFrame &frame);
    [[nodiscard]] Result<> onSignOfLife(const Dialogue::Answer &answer);
    [[nodiscard]] Result<> doWhatIsDue();
    [[nodiscard]] Result<> sendSignOfLife();
    [[nodiscard]] Result<> sendReport();
    [[nodiscard]] Clock::time_point nextDue(Clock::time_point until) const;
    [[nodiscard]] Result<> waitAndRead(Clock::time_point until, net::Interrupt &interrupt);
    void readUdp();

    net::Interrupt &m_interrupt;
    Connection m_connection;
    Dialogue m_dialogue;
    std::optional<Receiver> m_receiver;
    std::optional<UdpPair> m_udp;
    Pair m_channels{0, 1};
    Clock::time_point m_now = Clock::now(); ///< of the last read

    std::optional<Dialogue::Ticket> m_awaited;
    std::optional<Dialogue::Answer> m_answer; ///< to m_awaited
    QByteArray m_aliveUri;
    bool m_aliveByParameter = false; ///< GET_PARAMETER; else OPTIONS
    std::chrono::seconds m_aliveInterval{0};
    std::optional<Clock::time_point> m_aliveDue;
    std::optional<Clock::time_point> m_reportDue;
};

} // namespace vigie::rtsp
