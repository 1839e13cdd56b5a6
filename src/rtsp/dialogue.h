// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/authorization.h>
#include <rtsp/connection.h>

#include <deque>

namespace vigie::rtsp {

struct Request {
    QByteArray method;
    QByteArray uri;
    QList<Header> headers = {};
};

/// Who asked what on one connection: numbers, credentials and the session go into the requests, answers are given to the
/// request they belong to, and the peer's own requests are answered. One owner, any thread; never blocks.
class Dialogue {
public:
    using Ticket = int;
    struct Answer {
        Ticket ticket = 0;
        int cseq = 0; ///< of the request as it was sent last
        QByteArray method;
        Message message;
        std::optional<Error> refused; ///< the message is a 401 that cannot be answered, and why
    };

    Dialogue(Connection &connection, Authorization authorization);

    /// \return what its answer will bear; InvalidArgument (a line break in a part of it), Unreachable
    [[nodiscard]] Result<Ticket> ask(Request request);
    /// Gives \p message to the request it answers: by its CSeq, else to the oldest one, since some peers count wrongly
    /// and all answer in order. A 401 that can be answered is.
    /// \return nothing: no request of ours has been answered for good. Unreachable (also: the peer sends us elsewhere),
    /// Protocol (more requests than anybody has reason to send)
    [[nodiscard]] Result<std::optional<Answer>> take(const Message &message);
    /// Goes into every request from now on; empty: the peer names none.
    void setSession(const QByteArray &id) { m_session = id; }
    /// The peer may ask us as much again.
    void forgive() { m_unasked = 0; }

private:
    struct Asked {
        Ticket ticket = 0;
        int cseq = 0;
        bool offered = false; ///< with credentials
        Request request;
    };
    [[nodiscard]] Result<> write(Asked asked);
    [[nodiscard]] Result<> reply(const Message &request);

    Connection &m_connection;
    Authorization m_authorization;
    QByteArray m_session;
    std::deque<Asked> m_asked; ///< oldest first
    Ticket m_lastTicket = 0;
    int m_lastCseq = 0;
    int m_unasked = 0;
};

} // namespace vigie::rtsp
