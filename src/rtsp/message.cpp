// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/message.h>

#include <rtsp/byte_reader.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace vigie::rtsp {
namespace {

constexpr qsizetype kFirstBytes = qsizetype{16} * 1024;
constexpr qsizetype kLeastRoom = qsizetype{4} * 1024;
constexpr qsizetype kFrameHeader = 4;
constexpr qsizetype kLeastPayload = 8; // of a credible frame: an RTCP BYE
constexpr qsizetype kLongestMethod = 20;
constexpr qsizetype kLongestStartLine = 4096;
constexpr std::array<const char *, 9> kServerMethods{"OPTIONS ",       "ANNOUNCE ", "REDIRECT ", "SET_PARAMETER ",
                                                     "GET_PARAMETER ", "DESCRIBE ", "TEARDOWN ", "PAUSE ",
                                                     "PLAY "};

static_assert(MessageReader::kMostBytes >= kMaxHeaderBytes + kMaxBodyBytes + kLeastRoom);
static_assert(MessageReader::kMostBytes >= kFrameHeader + 65'535 + kLeastRoom);

Bytes asBytes(QByteArrayView view)
{
    return {reinterpret_cast<const std::uint8_t *>(view.data()), static_cast<std::size_t>(view.size())};
}

bool isMethodCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '_';
}

/// \return 1: begins with \p word, 0: not, -1: too short to tell
int beginsWith(QByteArrayView bytes, QByteArrayView word)
{
    const qsizetype length = std::min(bytes.size(), word.size());
    if (bytes.first(length) != word.first(length))
        return 0;
    return length == word.size() ? 1 : -1;
}

/// Where the line that begins at \p from ends, its break included; -1: not in \p bytes.
qsizetype endOfLine(QByteArrayView bytes, qsizetype from)
{
    const auto at = bytes.indexOf('\n', from);
    return at < 0 ? -1 : at + 1;
}

QByteArrayView lineOf(QByteArrayView bytes, qsizetype from, qsizetype to)
{
    while (to > from && (bytes.at(to - 1) == '\n' || bytes.at(to - 1) == '\r'))
        --to;
    return bytes.sliced(from, to - from);
}

/// RTSP/1.0 200 OK, or OPTIONS rtsp://… RTSP/1.0
bool readStartLine(QByteArrayView line, Message &message)
{
    const auto isText = [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\t'; };
    if (!std::all_of(line.begin(), line.end(), isText))
        return false;
    const auto space = line.indexOf(' ');
    if (space < 0)
        return false;
    const QByteArrayView rest = line.sliced(space + 1).trimmed();
    if (line.startsWith("RTSP/")) {
        bool isNumber = false;
        const int status = rest.first(std::min<qsizetype>(3, rest.size())).toInt(&isNumber);
        if (!isNumber || status < 100 || status > 599 || (rest.size() > 3 && rest.at(3) != ' '))
            return false;
        message.status = status;
        message.reason = rest.sliced(3).trimmed().toByteArray();
        return true;
    }
    const auto last = rest.lastIndexOf(" RTSP/");
    if (last <= 0)
        return false;
    message.method = line.first(space).toByteArray();
    message.uri = rest.first(last).trimmed().toByteArray();
    return true;
}

/// \return false: more than kMaxHeaders
bool readHeaders(QByteArrayView bytes, qsizetype from, QList<Header> &headers)
{
    while (from < bytes.size()) {
        const auto end = endOfLine(bytes, from);
        const QByteArrayView line = lineOf(bytes, from, end < 0 ? bytes.size() : end);
        from = end < 0 ? bytes.size() : end;
        if (line.isEmpty())
            continue;
        if (line.at(0) == ' ' || line.at(0) == '\t') { // the line before goes on
            if (!headers.isEmpty())
                headers.last().value = QByteArray(headers.last().value + ' ' + line.trimmed().toByteArray()).trimmed();
            continue;
        }
        const auto colon = line.indexOf(':');
        if (colon <= 0)
            continue; // some cameras leave words there
        if (headers.size() == kMaxHeaders)
            return false;
        headers.append({line.first(colon).trimmed().toByteArray(), line.sliced(colon + 1).trimmed().toByteArray()});
    }
    return true;
}

/// \return -1: no number, or over the limit; 0 without the header
qsizetype contentLength(const Message &message)
{
    const QList<QByteArray> values = message.headersNamed("Content-Length");
    if (values.isEmpty())
        return 0;
    bool isNumber = false;
    const qlonglong length = values.first().toLongLong(&isNumber);
    const bool same = std::all_of(values.cbegin(), values.cend(), [&](const auto &v) { return v == values.first(); });
    return isNumber && same && length >= 0 && length <= kMaxBodyBytes ? static_cast<qsizetype>(length) : -1;
}

} // namespace

QByteArray Message::header(QByteArrayView name) const
{
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

QList<QByteArray> Message::headersNamed(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            values.append(header.value);
    }
    return values;
}

int Message::cseq() const
{
    bool isNumber = false;
    const int number = header("CSeq").toInt(&isNumber);
    return isNumber && number >= 0 ? number : -1;
}

QByteArrayView MessageReader::rest() const
{
    return {m_bytes.data() + m_from, m_to - m_from};
}

std::span<char> MessageReader::room()
{
    const auto size = [this] { return static_cast<qsizetype>(m_bytes.size()); };
    if (m_from == m_to)
        m_from = m_to = 0;
    if (size() - m_to < kLeastRoom && m_from > 0) {
        std::memmove(m_bytes.data(), m_bytes.data() + m_from, static_cast<std::size_t>(m_to - m_from));
        m_to -= m_from;
        m_from = 0;
    }
    if (size() - m_to < kLeastRoom && size() < kMostBytes)
        m_bytes.resize(static_cast<std::size_t>(std::clamp(size() * 2, kFirstBytes, kMostBytes)));
    return {m_bytes.data() + m_to, static_cast<std::size_t>(size() - m_to)};
}

void MessageReader::filled(qsizetype bytes)
{
    m_to += std::clamp<qsizetype>(bytes, 0, static_cast<qsizetype>(m_bytes.size()) - m_to);
}

qsizetype MessageReader::append(QByteArrayView bytes)
{
    const std::span<char> space = room();
    const qsizetype taken = std::min(bytes.size(), static_cast<qsizetype>(space.size()));
    std::copy_n(bytes.begin(), taken, space.begin());
    filled(taken);
    return taken;
}

void MessageReader::consume(qsizetype bytes)
{
    m_from += bytes;
    m_needed = 0;
}

tl::unexpected<Error> MessageReader::failed(const char *why)
{
    m_failure = Error{ErrorCode::Protocol, QString::fromLatin1(why)};
    return tl::unexpected<Error>(*m_failure);
}

MessageReader::Start MessageReader::look(QByteArrayView bytes) const
{
    if (bytes.isEmpty())
        return Start::TooShort;
    if (bytes.at(0) == '$')
        return Start::Frame;
    const int response = beginsWith(bytes, "RTSP/");
    if (response > 0)
        return Start::Message;
    qsizetype length = 0;
    while (length < bytes.size() && length <= kLongestMethod && isMethodCharacter(bytes.at(length)))
        ++length;
    if (length == bytes.size() && length <= kLongestMethod)
        return Start::TooShort;
    if (response < 0)
        return Start::TooShort;
    return length > 2 && length <= kLongestMethod && bytes.at(length) == ' ' ? Start::Message : Start::Garbage;
}

MessageReader::Start MessageReader::lookForFrame(QByteArrayView bytes) const
{
    if (bytes.size() < kFrameHeader + 1)
        return Start::TooShort;
    const qsizetype length = read16(asBytes(bytes), 2);
    if (static_cast<std::uint8_t>(bytes.at(1)) > m_highestChannel || length < kLeastPayload
        || (static_cast<std::uint8_t>(bytes.at(4)) >> 6) != 2)
        return Start::Garbage;
    // What follows it must be a beginning too.
    if (bytes.size() <= kFrameHeader + length)
        return Start::TooShort;
    const char next = bytes.at(kFrameHeader + length);
    return next == '$' || next == '\r' || isMethodCharacter(next) ? Start::Frame : Start::Garbage;
}

Result<bool> MessageReader::resynchronise()
{
    const QByteArrayView bytes = rest();
    qsizetype at = 0;
    for (; at < bytes.size(); ++at) {
        const QByteArrayView from = bytes.sliced(at);
        if (from.at(0) == '$') {
            const Start start = lookForFrame(from);
            if (start == Start::Garbage)
                continue;
            m_synchronised = start == Start::Frame;
            break;
        }
        int message = beginsWith(from, "RTSP/1.");
        for (const char *method : kServerMethods) {
            if (message == 0)
                message = beginsWith(from, method);
        }
        if (message == 0)
            continue;
        m_synchronised = message > 0;
        break;
    }
    consume(at);
    m_skipped += static_cast<std::uint64_t>(at);
    m_garbage += at;
    if (m_garbage > kMaxGarbage)
        return failed("nothing but garbage on an RTSP connection");
    if (m_synchronised)
        m_garbage = 0;
    return m_synchronised;
}

MessageReader::Taken MessageReader::next()
{
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    for (;;) {
        if (!m_synchronised) {
            const auto found = resynchronise();
            if (!found)
                return fail(found);
            if (!*found)
                return std::nullopt;
        }
        // Line breaks between messages are nothing (RFC 2326 4).
        while (m_from < m_to && (m_bytes[static_cast<std::size_t>(m_from)] == '\r'
                                 || m_bytes[static_cast<std::size_t>(m_from)] == '\n'))
            consume(1);
        if (rest().size() < m_needed)
            return std::nullopt;
        switch (look(rest())) {
        case Start::TooShort:
            return std::nullopt;
        case Start::Frame:
            return takeFrame();
        case Start::Message:
            if (auto taken = takeMessage(); !taken || *taken || m_synchronised)
                return taken;
            break;
        case Start::Garbage:
            if (!m_anyMessage)
                return failed("not RTSP");
            m_synchronised = false;
            break;
        }
    }
}

MessageReader::Taken MessageReader::takeFrame()
{
    const QByteArrayView bytes = rest();
    m_needed = bytes.size() < kFrameHeader ? kFrameHeader : kFrameHeader + qsizetype{read16(asBytes(bytes), 2)};
    if (bytes.size() < m_needed)
        return std::nullopt;
    const InterleavedFrame frame{static_cast<std::uint8_t>(bytes.at(1)),
                                 asBytes(bytes.sliced(kFrameHeader, m_needed - kFrameHeader))};
    consume(m_needed);
    return frame;
}

/// \return nothing and no longer synchronised: it only looked like a message
MessageReader::Taken MessageReader::takeMessage()
{
    const QByteArrayView bytes = rest();
    const QByteArrayView head = bytes.first(std::min(bytes.size(), kMaxHeaderBytes));
    Message message;
    const auto startEnd = endOfLine(head, 0);
    if (startEnd < 0 && head.size() < kLongestStartLine)
        return std::nullopt;
    if (startEnd < 0 || startEnd > kLongestStartLine || !readStartLine(lineOf(head, 0, startEnd), message)) {
        if (!m_anyMessage)
            return failed("not RTSP");
        ++m_skipped;
        ++m_garbage;
        consume(1);
        m_synchronised = false;
        return std::nullopt;
    }
    // The header ends with an empty line, whichever line break the camera likes.
    qsizetype headerEnd = startEnd;
    for (bool empty = false; !empty;) {
        const auto end = endOfLine(head, headerEnd);
        if (end < 0) {
            if (bytes.size() >= kMaxHeaderBytes)
                return failed("an RTSP header over 16 KiB");
            return std::nullopt;
        }
        empty = lineOf(head, headerEnd, end).isEmpty();
        headerEnd = end;
    }
    if (!readHeaders(head.first(headerEnd), startEnd, message.headers))
        return failed("an RTSP message of over 64 headers");
    const qsizetype length = contentLength(message);
    if (length < 0)
        return failed("an RTSP body of no usable length");
    if (bytes.size() < headerEnd + length) {
        m_needed = headerEnd + length;
        return std::nullopt;
    }
    message.body = bytes.sliced(headerEnd, length).toByteArray();
    consume(headerEnd + length);
    m_anyMessage = true;
    return message;
}

} // namespace vigie::rtsp
