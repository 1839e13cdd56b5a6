// SPDX-License-Identifier: GPL-3.0-or-later
#include <rtsp/header_values.h>

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vigie::rtsp {
namespace {

using std::chrono::microseconds;
using std::chrono::system_clock;

constexpr qsizetype kMaxEntries = 32;
constexpr double kLongestNpt = 1e9; // s: more is no time

/// \param base  of integers; none: 10
template <typename Number, typename... Base>
std::optional<Number> numberOf(QByteArrayView text, Base... base)
{
    text = text.trimmed();
    Number number{};
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number, base...);
    if (error != std::errc() || end != text.end())
        return std::nullopt;
    return number;
}

/// name=value, the name in lower case; without "=" the value is empty.
std::pair<QByteArray, QByteArray> parameterOf(const QByteArray &text)
{
    const auto equals = text.indexOf('=');
    if (equals < 0)
        return {text.trimmed().toLower(), {}};
    QByteArray value = text.mid(equals + 1).trimmed();
    if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
        value = value.mid(1, value.size() - 2);
    return {text.left(equals).trimmed().toLower(), value};
}

/// "8000-8001"; a single number means the next one too.
std::optional<Pair> pairOf(const QByteArray &text, int highest)
{
    const auto dash = text.indexOf('-');
    const auto first = numberOf<std::uint16_t>(dash < 0 ? text : text.left(dash));
    if (!first || *first > highest)
        return std::nullopt;
    const auto second = dash < 0 ? std::optional(static_cast<std::uint16_t>(std::min(*first + 1, highest)))
                                 : numberOf<std::uint16_t>(text.mid(dash + 1));
    if (!second || *second > highest)
        return std::nullopt;
    return Pair{*first, *second};
}

/// Cameras write it as hex without 0x, as the standard says, or with it.
std::optional<std::uint32_t> ssrcOf(QByteArray text)
{
    if (text.startsWith("0x") || text.startsWith("0X"))
        text.remove(0, 2);
    return numberOf<std::uint32_t>(text, 16);
}

/// 12.5, 01:02:03.5
std::optional<microseconds> nptOf(const QByteArray &text)
{
    double seconds = 0.0;
    const QList<QByteArray> parts = text.split(':');
    if (parts.size() > 3)
        return std::nullopt;
    for (const QByteArray &part : parts) {
        const auto number = numberOf<double>(part);
        if (!number || !(*number >= 0.0 && *number < kLongestNpt))
            return std::nullopt;
        seconds = seconds * 60.0 + *number;
    }
    if (seconds >= kLongestNpt)
        return std::nullopt;
    return microseconds(std::llround(seconds * 1e6));
}

/// 20261124T215959.25Z
std::optional<system_clock::time_point> clockOf(QByteArray text)
{
    text = text.trimmed();
    if (!text.endsWith('Z'))
        return std::nullopt;
    text.chop(1);
    const auto dot = text.indexOf('.');
    const QByteArray fraction = dot < 0 ? QByteArray() : text.mid(dot + 1).left(6).leftJustified(6, '0');
    const auto parsed = QDateTime::fromString(QString::fromLatin1(dot < 0 ? text : text.left(dot)),
                                              QStringLiteral("yyyyMMdd'T'HHmmss"));
    if (!parsed.isValid())
        return std::nullopt;
    const QDateTime utc(parsed.date(), parsed.time(), QTimeZone::utc());
    const auto micros = fraction.isEmpty() ? std::optional<std::uint32_t>(0U) : numberOf<std::uint32_t>(fraction);
    if (!micros)
        return std::nullopt;
    return system_clock::time_point(std::chrono::seconds(utc.toSecsSinceEpoch())) + microseconds(*micros);
}

Result<RangeHeader> readClockRange(const QByteArray &from, const QByteArray &to)
{
    RangeHeader range{.clock = true};
    range.from = clockOf(from);
    range.to = clockOf(to);
    if (!range.from || (!to.isEmpty() && !range.to))
        return fail(ErrorCode::Protocol, QStringLiteral("a Range whose clock is none"));
    return range;
}

Result<RangeHeader> readNptRange(const QByteArray &from, const QByteArray &to)
{
    RangeHeader range{.now = from == "now"};
    if (!range.now && !from.isEmpty())
        range.nptFrom = nptOf(from);
    if (!to.isEmpty() && to != "now")
        range.nptTo = nptOf(to);
    if ((!range.now && !from.isEmpty() && !range.nptFrom) || (!to.isEmpty() && to != "now" && !range.nptTo))
        return fail(ErrorCode::Protocol, QStringLiteral("a Range whose npt is none"));
    return range;
}

QByteArray clockText(system_clock::time_point time)
{
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC)
               .toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz"))
               .toLatin1()
        + 'Z';
}

QByteArray nptText(microseconds time)
{
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(std::max(time, microseconds(0))).count();
    return QByteArray::number(static_cast<qlonglong>(millis / 1000)) + '.'
        + QByteArray::number(static_cast<qlonglong>(millis % 1000)).rightJustified(3, '0');
}

} // namespace

Result<TransportHeader> readTransport(const QByteArray &value)
{
    const QList<QByteArray> parts = value.left(value.indexOf(',') < 0 ? value.size() : value.indexOf(',')).split(';');
    const QByteArray profile = parts.at(0).trimmed().toUpper();
    if (!profile.startsWith("RTP/AVP") && !profile.startsWith("RTP/SAVP"))
        return fail(ErrorCode::Protocol, QStringLiteral("a Transport that is not RTP"));
    TransportHeader transport{.tcp = profile.endsWith("/TCP")};
    for (const QByteArray &part : parts.mid(1)) {
        const auto [name, text] = parameterOf(part);
        std::optional<Pair> *pair = nullptr;
        if (name == "interleaved")
            pair = &transport.interleaved;
        else if (name == "client_port")
            pair = &transport.clientPorts;
        else if (name == "server_port" || name == "port")
            pair = &transport.serverPorts;
        else if (name == "multicast")
            transport.multicast = true;
        else if (name == "source")
            transport.source = text;
        else if (name == "ssrc")
            transport.ssrc = ssrcOf(text);
        if (!pair)
            continue;
        *pair = pairOf(text, name == "interleaved" ? 255 : 65'535);
        if (!*pair)
            return fail(ErrorCode::Protocol, QStringLiteral("a Transport with numbers out of range"));
    }
    return transport;
}

Result<SessionHeader> readSession(const QByteArray &value)
{
    const QList<QByteArray> parts = value.split(';');
    SessionHeader session{.id = parts.at(0).trimmed()};
    const auto isVisible = [](char c) { return c > 0x20 && c < 0x7f; };
    if (session.id.isEmpty() || session.id.size() > 512
        || !std::all_of(session.id.cbegin(), session.id.cend(), isVisible))
        return fail(ErrorCode::Protocol, QStringLiteral("a Session without a usable id"));
    for (const QByteArray &part : parts.mid(1)) {
        const auto [name, text] = parameterOf(part);
        if (name != "timeout")
            continue;
        if (const auto seconds = numberOf<std::uint32_t>(text))
            session.timeout = std::chrono::seconds(std::clamp(*seconds, 5U, 86'400U));
    }
    return session;
}

QList<RtpInfo> readRtpInfo(const QByteArray &value)
{
    QList<RtpInfo> entries;
    RtpInfo entry;
    bool any = false;
    const auto close = [&] {
        if (any && entries.size() < kMaxEntries)
            entries.append(entry);
        entry = {};
        any = false;
    };
    // A URL may hold a comma or a semicolon: an entry begins only where "url=" does.
    for (const QByteArray &piece : value.split(';')) {
        for (QByteArray rest = piece; !rest.isEmpty();) {
            const auto comma = rest.indexOf(",url=") >= 0 ? rest.indexOf(",url=") : rest.indexOf(", url=");
            const auto [name, text] = parameterOf(comma < 0 ? rest : rest.left(comma));
            rest = comma < 0 ? QByteArray() : rest.mid(comma + 1);
            if (name == "url") {
                close();
                entry.url = text;
                any = true;
            } else if (name == "seq") {
                entry.sequence = numberOf<std::uint16_t>(text);
                any = any || entry.sequence;
            } else if (name == "rtptime") {
                entry.timestamp = numberOf<std::uint32_t>(text);
                any = any || entry.timestamp;
            } else if (any && !entry.url.isEmpty() && !entry.sequence && !entry.timestamp) {
                entry.url += ';' + piece;
            }
        }
    }
    close();
    return entries;
}

QList<QByteArray> readMethods(const QByteArray &value)
{
    QList<QByteArray> methods;
    for (const QByteArray &word : value.split(',')) {
        const QByteArray method = word.trimmed().toUpper();
        if (!method.isEmpty() && !methods.contains(method) && methods.size() < kMaxEntries)
            methods.append(method);
    }
    return methods;
}

Result<RangeHeader> readRange(const QByteArray &value)
{
    const auto [unit, times] = parameterOf(value.left(value.indexOf(';') < 0 ? value.size() : value.indexOf(';')));
    const auto dash = times.indexOf('-');
    const QByteArray from = (dash < 0 ? times : times.left(dash)).trimmed();
    const QByteArray to = dash < 0 ? QByteArray() : times.mid(dash + 1).trimmed();
    if (unit == "clock")
        return readClockRange(from, to);
    if (unit == "npt")
        return readNptRange(from, to);
    if (unit.startsWith("smpte"))
        return fail(ErrorCode::NotSupported, QStringLiteral("a Range in SMPTE time codes"));
    return fail(ErrorCode::Protocol, QStringLiteral("a Range of no known unit"));
}

QByteArray clockRange(system_clock::time_point from, std::optional<system_clock::time_point> to)
{
    return "clock=" + clockText(from) + '-' + (to ? clockText(*to) : QByteArray());
}

QByteArray nptRange(microseconds from, std::optional<microseconds> to)
{
    return "npt=" + nptText(from) + '-' + (to ? nptText(*to) : QByteArray());
}

} // namespace vigie::rtsp
