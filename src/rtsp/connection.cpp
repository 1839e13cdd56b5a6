// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/connection.h>

#include <array>

namespace vigie::rtsp {
namespace {

constexpr qsizetype kMostUnsent = 64 * 1024;

} // namespace

Result<> Connection::receive()
{
    const std::span<char> room = m_reader.room();
    const Result<std::size_t> count = m_stream->read(room);
    if (!count)
        return fail(count);
    m_reader.filled(static_cast<qsizetype>(*count));
    return {};
}

Result<> Connection::send(QByteArrayView bytes)
{
    m_unsent.append(bytes);
    const Result<> sent = flush();
    if (sent && m_unsent.size() > kMostUnsent)
        return fail(ErrorCode::Unreachable, QStringLiteral("the peer does not take what it is sent"));
    return sent;
}

Result<> Connection::sendInterleaved(std::uint8_t channel, QByteArrayView packet)
{
    const std::array<char, 4> head{'$', static_cast<char>(channel), static_cast<char>(packet.size() >> 8),
                                   static_cast<char>(packet.size() & 0xff)};
    m_unsent.append(head.data(), head.size());
    return send(packet);
}

Result<> Connection::flush()
{
    while (!m_unsent.isEmpty()) {
        const Result<std::size_t> count =
            m_stream->write({m_unsent.constData(), static_cast<std::size_t>(m_unsent.size())});
        if (!count)
            return fail(count);
        if (*count == 0)
            break;
        m_unsent.remove(0, static_cast<qsizetype>(*count));
    }
    return {};
}

} // namespace vigie::rtsp
