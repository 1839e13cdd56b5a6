// SPDX-License-Identifier: GPL-3.0-or-later
//
// An RTSP connection's bytes, whole and in pieces, and the headers in them.
#include "fuzz.h"

#include <rtsp/header_values.h>
#include <rtsp/message.h>

#include <algorithm>

using namespace vigie;
using namespace vigie::rtsp;
using fuzz::require;

namespace {

constexpr qsizetype kMostItems = 10'000;

void checkHeaders(const Message &message)
{
    for (const QByteArray &value : message.headersNamed("Transport"))
        std::ignore = readTransport(value);
    if (const auto session = readSession(message.header("Session"))) {
        require(session->timeout.count() >= 5 && session->timeout.count() <= 86'400, "a time we can keep");
        require(writeRequest("TEARDOWN", "*", 1, {{"Session", session->id}}).has_value(), "an id we can repeat");
    }
    require(readRtpInfo(message.header("RTP-Info")).size() <= 32, "entries are bounded");
    require(readMethods(message.header("Public")).size() <= 32, "methods are bounded");
    if (const auto range = readRange(message.header("Range")); range && range->clock)
        require(readRange(clockRange(*range->from, range->to)).has_value() || *range->from < decltype(range->from)::value_type{},
                "a range we can ask for");
}

void checkMessage(const Message &message)
{
    require(message.headers.size() <= kMaxHeaders && message.body.size() <= kMaxBodyBytes, "a message is bounded");
    require(message.isResponse() ? message.status >= 100 && message.status <= 599 : !message.method.isEmpty(),
            "an answer or a request");
    for (const Header &header : message.headers)
        require(!header.value.contains('\n') && !header.name.contains('\n'), "a header is one line");
    // Whatever the peer wrote: said again by us it adds no line, or is refused.
    const auto again = writeRequest("OPTIONS", message.uri.isEmpty() ? QByteArray("*") : message.uri, 1, message.headers);
    if (again)
        require(again->count('\n') == message.headers.size() + 3, "a request is as many lines as it has headers");
    checkHeaders(message);
}

/// What came out, in short.
QByteArray readAll(const QByteArray &bytes, qsizetype step)
{
    MessageReader reader;
    reader.setHighestChannel(3);
    QByteArray told;
    qsizetype items = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype taken = reader.append(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
        require(taken > 0, "there is room once everything was taken");
        at += taken;
        for (;;) {
            const auto item = reader.next();
            if (!item) {
                require(item.error().code == ErrorCode::Protocol, "an error of next()'s");
                return told + "failed";
            }
            if (!*item)
                break;
            require(++items < kMostItems + bytes.size(), "it ends");
            if (const auto *message = std::get_if<Message>(&**item)) {
                checkMessage(*message);
                told += QByteArray::number(message->status) + ' ' + message->body;
            } else {
                const auto &frame = std::get<InterleavedFrame>(**item);
                told += '$' + QByteArray::number(frame.channel)
                    + QByteArray(reinterpret_cast<const char *>(frame.payload.data()),
                                 static_cast<qsizetype>(frame.payload.size()));
            }
        }
    }
    require(reader.skipped() <= static_cast<std::uint64_t>(bytes.size()), "no more is skipped than came");
    return told;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const QByteArray whole = readAll(bytes, std::max<qsizetype>(bytes.size(), 1));
    if (size <= 2048)
        require(readAll(bytes, 1) == whole, "the pieces it comes in make no difference");
    require(readAll(bytes, 61) == whole, "the pieces it comes in make no difference");
    return 0;
}
