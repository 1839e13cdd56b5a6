// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

class QTcpSocket;

namespace vigie::test {

struct RtspRequest {
    QByteArray method;
    QByteArray uri;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    [[nodiscard]] QByteArray header(const char *name) const { return headers.value(QByteArray(name)); }
    int nth = 1; ///< of this method, over all connections
};

/// One coded H.264 picture as one RTP packet: a NAL unit of type 5 (key) or 1 whose bytes are \p fill.
[[nodiscard]] QByteArray rtpPicture(quint16 sequence, quint32 timestamp, bool key, char fill, bool marker = true);
[[nodiscard]] QByteArray interleaved(char channel, const QByteArray &packet);
/// An RTSP answer; "SEQ" stands for the CSeq of the request. \p more  header lines, each with its line end
[[nodiscard]] QByteArray rtspAnswer(const QByteArray &status, const QByteArray &more = {}, const QByteArray &body = {});

/// How a camera behaves that is well, and where it does not.
struct RtspScript {
    QByteArray description = defaultDescription();
    QByteArray contentBase; ///< header value; empty: none
    QByteArray transport = QByteArrayLiteral("RTP/AVP/TCP;unicast;interleaved=0-1");
    QByteArray session = QByteArrayLiteral("8484");
    QByteArray beforePlayAnswer; ///< sent right before it
    QByteArray media; ///< sent right after it
    /// Instead of the usual answer, where it returns one; an empty text: no answer at all. Server's thread.
    std::function<std::optional<QByteArray>(const RtspRequest &)> answer = nullptr;
    /// After each answer. Server's thread.
    std::function<void(QTcpSocket &, const RtspRequest &)> after = nullptr;
    QByteArray certificate, key; ///< PEM; empty: no TLS

    [[nodiscard]] static QByteArray defaultDescription();
};

/// An RTSP server on a thread of its own that does what its script says, one connection after the other.
class ScriptedServer {
public:
    explicit ScriptedServer(RtspScript script, QString address = QStringLiteral("127.0.84.200"));
    ~ScriptedServer(); ///< closes and joins
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString url(const QString &path = QStringLiteral("/live")) const;
    // any thread
    [[nodiscard]] QList<RtspRequest> requests(const QByteArray &method = {}) const;
    [[nodiscard]] bool sawText(const QByteArray &text) const; ///< in any byte that was received
    [[nodiscard]] int connections() const { return m_connections; }
    /// The peer of the last connection has gone.
    [[nodiscard]] bool left() const { return m_left; }

private:
    void serve();
    void talk(QTcpSocket &peer);
    void onRequest(QTcpSocket &peer, const QByteArray &text);
    [[nodiscard]] QByteArray usualAnswer(const RtspRequest &request) const;

    const RtspScript m_script;
    const QString m_address;
    mutable std::mutex m_mutex;
    QList<RtspRequest> m_requests; // m_mutex
    QByteArray m_received; // m_mutex
    std::atomic<quint16> m_port = 0;
    std::atomic<bool> m_done = false;
    std::atomic<bool> m_left = false;
    std::atomic<int> m_connections = 0;
    std::thread m_thread; // the last: it uses the others
};

} // namespace vigie::test
