// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace vigie::rtsp {

/// What one message may be, either way.
inline constexpr qsizetype kMaxHeaderBytes = 16 * 1024;
inline constexpr qsizetype kMaxHeaders = 64;
inline constexpr qsizetype kMaxBodyBytes = 64 * 1024;

struct Header {
    QByteArray name; ///< as written
    QByteArray value; ///< trimmed, folded lines joined by one space
    bool operator==(const Header &) const = default;
};

/// A response, or a request of the server's (OPTIONS, ANNOUNCE, REDIRECT, SET_PARAMETER …) (RFC 2326).
struct Message {
    int status = 0; ///< 100 to 599: a response; 0: a request
    QByteArray reason; ///< of a response
    QByteArray method; ///< of a request
    QByteArray uri; ///< of a request
    QList<Header> headers;
    QByteArray body;

    [[nodiscard]] bool isResponse() const { return status != 0; }
    /// The first one; name in any case. \return empty: there is none
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] QList<QByteArray> headersNamed(QByteArrayView name) const;
    /// \return -1: none, or no number
    [[nodiscard]] int cseq() const;
};

/// A frame between messages (RFC 2326 10.12). \c payload points into the reader.
struct InterleavedFrame {
    std::uint8_t channel = 0;
    std::span<const std::uint8_t> payload;
};

/// Takes an RTSP connection's bytes apart, in whatever pieces they come. Read from the socket straight into room();
/// payloads are handed out where they lie. Some cameras put garbage between frames: after the first whole message it is
/// skipped up to the next credible beginning, kMaxGarbage at most. One owner, any thread.
class MessageReader {
public:
    using Item = std::variant<Message, InterleavedFrame>;

    /// Where the next bytes of the connection go; spans handed out before end here. Never empty once next() answered
    /// nothing.
    [[nodiscard]] std::span<char> room();
    /// So many bytes were written to room().
    void filled(qsizetype bytes);
    /// room() and filled(), for bytes that lie elsewhere. Takes what fits. \return how many it took
    qsizetype append(QByteArrayView bytes);

    /// The next whole thing. Spans stay valid until room() or append(). \return nothing: more bytes are needed;
    /// Protocol: over a limit above, or not RTSP; then every further call fails likewise
    [[nodiscard]] Result<std::optional<Item>> next();

    /// Bytes skipped because they were neither message nor frame.
    [[nodiscard]] std::uint64_t skipped() const { return m_skipped; }
    static constexpr qsizetype kMaxGarbage = 256 * 1024; ///< in one go
    static constexpr qsizetype kMostBytes = 128 * 1024; ///< memory of a reader
    /// Channels above it are not credible after garbage; SETUP says which are in use.
    void setHighestChannel(std::uint8_t channel) { m_highestChannel = channel; }

private:
    enum class Start { Message, Frame, Garbage, TooShort };
    using Taken = Result<std::optional<Item>>;
    [[nodiscard]] QByteArrayView rest() const;
    void consume(qsizetype bytes);
    [[nodiscard]] Start look(QByteArrayView bytes) const;
    [[nodiscard]] Start lookForFrame(QByteArrayView bytes) const;
    [[nodiscard]] Result<bool> resynchronise();
    [[nodiscard]] Taken takeFrame();
    [[nodiscard]] Taken takeMessage();
    [[nodiscard]] tl::unexpected<Error> failed(const char *why);

    std::vector<char> m_bytes; ///< grows with what one message or frame needs, to kMostBytes
    qsizetype m_from = 0;
    qsizetype m_to = 0;
    qsizetype m_needed = 0; ///< with fewer bytes than that there is nothing new to see
    bool m_synchronised = true;
    bool m_anyMessage = false;
    std::optional<Error> m_failure;
    std::uint8_t m_highestChannel = 31;
    qsizetype m_garbage = 0; ///< in this go
    std::uint64_t m_skipped = 0;
};

/// \return the bytes of a request; InvalidArgument: a line break or control character in any part (nothing that came
/// from a URL or a peer may add a line), an empty method or URI, over a limit above
[[nodiscard]] Result<QByteArray> writeRequest(const QByteArray &method, const QByteArray &uri, int cseq,
                                              const QList<Header> &headers, const QByteArray &body = {});
/// The same, to answer a request of the server's: 200 "OK", 501 "Not Implemented" …
[[nodiscard]] Result<QByteArray> writeResponse(int status, const QByteArray &reason, int cseq,
                                               const QList<Header> &headers = {});

} // namespace vigie::rtsp
