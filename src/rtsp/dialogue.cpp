// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/dialogue.h>

#include <algorithm>

namespace vigie::rtsp {
namespace {

constexpr std::size_t kMostAsked = 8; ///< a peer that answers nothing gets no more memory than that
constexpr int kMostUnasked = 256;

} // namespace

Dialogue::Dialogue(Connection &connection, Authorization authorization)
    : m_connection(connection), m_authorization(std::move(authorization))
{
}

Result<Dialogue::Ticket> Dialogue::ask(Request request)
{
    const Ticket ticket = ++m_lastTicket;
    const Result<> written = write({ticket, 0, false, std::move(request)});
    if (!written)
        return fail(written);
    return ticket;
}

Result<> Dialogue::write(Asked asked)
{
    QList<Header> headers = asked.request.headers;
    headers.append(Header{"User-Agent", "Vigie"});
    if (!m_session.isEmpty())
        headers.append(Header{"Session", m_session});
    const QByteArray credentials = m_authorization.next(asked.request.method, asked.request.uri);
    asked.offered = !credentials.isEmpty();
    if (asked.offered)
        headers.append(Header{"Authorization", credentials});
    asked.cseq = ++m_lastCseq;
    const Result<QByteArray> text = writeRequest(asked.request.method, asked.request.uri, asked.cseq, headers);
    if (!text)
        return fail(text);
    m_asked.push_back(std::move(asked));
    if (m_asked.size() > kMostAsked)
        m_asked.pop_front();
    return m_connection.send(*text);
}

Result<std::optional<Dialogue::Answer>> Dialogue::take(const Message &message)
{
    const bool provisional = message.status >= 100 && message.status < 200;
    if (!message.isResponse() || provisional || m_asked.empty()) {
        if (++m_unasked > kMostUnasked)
            return fail(ErrorCode::Protocol, QStringLiteral("the peer floods us with messages"));
        if (!message.isResponse()) {
            if (const Result<> replied = reply(message); !replied)
                return fail(replied);
        }
        return std::nullopt;
    }
    auto found = std::find_if(m_asked.begin(), m_asked.end(),
                              [&](const Asked &each) { return each.cseq == message.cseq(); });
    if (found == m_asked.end())
        found = m_asked.begin();
    Asked asked = std::move(*found);
    m_asked.erase(found);
    Answer answer{asked.ticket, asked.cseq, asked.request.method, message, std::nullopt};
    if (message.status != 401) {
        if (asked.offered)
            m_authorization.accepted();
        return answer;
    }
    const Result<> again = m_authorization.challenged(message.headersNamed("WWW-Authenticate"), asked.offered);
    if (!again) {
        answer.refused = again.error();
        return answer;
    }
    if (const Result<> written = write(std::move(asked)); !written)
        return fail(written);
    return std::nullopt;
}

Result<> Dialogue::reply(const Message &request)
{
    const bool redirects = request.method == "REDIRECT";
    const bool known = redirects || request.method == "OPTIONS" || request.method == "GET_PARAMETER"
        || request.method == "SET_PARAMETER" || request.method == "ANNOUNCE";
    const Result<QByteArray> text = known ? writeResponse(200, "OK", std::max(request.cseq(), 0))
                                          : writeResponse(501, "Not Implemented", std::max(request.cseq(), 0));
    if (!text)
        return fail(text);
    if (const Result<> sent = m_connection.send(*text); !sent)
        return sent;
    // Never to where it says: the grant is for the address we came to, and coming back there is what the caller does.
    if (redirects)
        return fail(ErrorCode::Unreachable, QStringLiteral("the peer sends us to another address"));
    return {};
}

} // namespace vigie::rtsp
