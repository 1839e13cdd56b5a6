// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <net/byte_stream.h>
#include <rtsp/message.h>

#include <memory>
#include <span>

namespace vigie::rtsp {

/// The bytes of one RTSP connection: what comes is cut into messages and interleaved packets, what goes is kept until
/// the network takes it. Bounded both ways. One owner, any thread; never blocks.
class Connection {
public:
    explicit Connection(std::unique_ptr<net::ByteStream> stream) : m_stream(std::move(stream)) { }

    /// See MessageReader::next(); packets stay valid until receive().
    [[nodiscard]] Result<std::optional<MessageReader::Item>> take() { return m_reader.next(); }
    /// Reads once what the network has. Only after take() found nothing whole. \return Unreachable
    [[nodiscard]] Result<> receive();
    /// receive() has something although poll() does not say so.
    [[nodiscard]] bool mustReceive() const { return m_stream->hasBuffered(); }
    /// \return Unreachable (also: the peer takes nothing any more)
    [[nodiscard]] Result<> send(QByteArrayView bytes);
    [[nodiscard]] Result<> sendInterleaved(std::uint8_t channel, QByteArrayView packet);
    /// Sends what was kept. \return Unreachable
    [[nodiscard]] Result<> flush();
    [[nodiscard]] bool hasUnsent() const { return !m_unsent.isEmpty(); }
    [[nodiscard]] pollfd wanted() const { return m_stream->wanted(hasUnsent()); }
    void setHighestChannel(std::uint8_t channel) { m_reader.setHighestChannel(channel); }
    [[nodiscard]] const net::ByteStream &stream() const { return *m_stream; }

private:
    std::unique_ptr<net::ByteStream> m_stream;
    MessageReader m_reader;
    QByteArray m_unsent;
};

} // namespace vigie::rtsp
