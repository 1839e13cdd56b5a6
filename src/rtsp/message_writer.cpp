// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/message.h>

#include <algorithm>

namespace vigie::rtsp {
namespace {

bool isControl(char c)
{
    const auto code = static_cast<unsigned char>(c);
    return code < 0x20 || code == 0x7f;
}

bool isToken(const QByteArray &text)
{
    const auto isTokenCharacter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), isTokenCharacter);
}

bool isUri(const QByteArray &text)
{
    return !text.isEmpty()
        && std::none_of(text.cbegin(), text.cend(), [](char c) { return c == ' ' || isControl(c); });
}

Result<QByteArray> write(QByteArray out, int cseq, const QList<Header> &headers, const QByteArray &body)
{
    out += "CSeq: " + QByteArray::number(cseq) + "\r\n";
    for (const Header &header : headers) {
        if (!isToken(header.name) || std::any_of(header.value.cbegin(), header.value.cend(), isControl))
            return fail(ErrorCode::InvalidArgument, QStringLiteral("an RTSP header with a control character"));
        out += header.name + ": " + header.value + "\r\n";
    }
    if (!body.isEmpty())
        out += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    out += "\r\n";
    if (headers.size() > kMaxHeaders - 2 || out.size() > kMaxHeaderBytes || body.size() > kMaxBodyBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("an RTSP message that is too large"));
    return out + body;
}

} // namespace

Result<QByteArray> writeRequest(const QByteArray &method, const QByteArray &uri, int cseq,
                                const QList<Header> &headers, const QByteArray &body)
{
    if (!isToken(method) || !isUri(uri))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("an RTSP method or URI that is none"));
    return write(method + ' ' + uri + " RTSP/1.0\r\n", cseq, headers, body);
}

Result<QByteArray> writeResponse(int status, const QByteArray &reason, int cseq, const QList<Header> &headers)
{
    if (status < 100 || status > 599 || std::any_of(reason.cbegin(), reason.cend(), isControl))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("an RTSP status that is none"));
    return write("RTSP/1.0 " + QByteArray::number(status) + ' ' + reason + "\r\n", cseq, headers, {});
}

} // namespace vigie::rtsp
