// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace vigie::rtsp {

/// Two channels or two ports: RTP and RTCP.
using Pair = std::pair<std::uint16_t, std::uint16_t>;

/// Transport of a SETUP response (RFC 2326 12.39): the first one of its list.
struct TransportHeader {
    bool tcp = false; ///< RTP/AVP/TCP: interleaved
    bool multicast = false;
    std::optional<Pair> interleaved; ///< channels, 0 to 255
    std::optional<Pair> clientPorts;
    std::optional<Pair> serverPorts;
    QByteArray source; ///< where packets come from, as written; empty: the server itself
    std::optional<std::uint32_t> ssrc;
};
/// \return Protocol: no RTP/AVP, or numbers out of range
[[nodiscard]] Result<TransportHeader> readTransport(const QByteArray &value);

/// Session of a response (12.37).
struct SessionHeader {
    QByteArray id; ///< visible characters only
    std::chrono::seconds timeout{60}; ///< without any sign of life; 5 s to a day
};
/// \return Protocol: no id, or one that no request could repeat
[[nodiscard]] Result<SessionHeader> readSession(const QByteArray &value);

/// One entry of RTP-Info (12.33).
struct RtpInfo {
    QByteArray url;
    std::optional<std::uint16_t> sequence;
    std::optional<std::uint32_t> timestamp;
};
/// Entries that make no sense are left out; 32 at most.
[[nodiscard]] QList<RtpInfo> readRtpInfo(const QByteArray &value);

/// Public or Allow: methods, upper case, each once; 32 at most.
[[nodiscard]] QList<QByteArray> readMethods(const QByteArray &value);

/// Range (12.29), also a=range of the SDP: by media time or by wall clock.
struct RangeHeader {
    bool clock = false; ///< else npt
    bool now = false; ///< npt=now-
    std::optional<std::chrono::microseconds> nptFrom;
    std::optional<std::chrono::microseconds> nptTo; ///< nothing: to the end, or live
    std::optional<std::chrono::system_clock::time_point> from; ///< UTC, to the microsecond
    std::optional<std::chrono::system_clock::time_point> to;
};
/// \return Protocol: neither npt nor clock, or times that are none; NotSupported: smpte
[[nodiscard]] Result<RangeHeader> readRange(const QByteArray &value);
/// "clock=20261124T215959.250Z-", to the millisecond. \param to  nothing: to the end
[[nodiscard]] QByteArray clockRange(std::chrono::system_clock::time_point from,
                                    std::optional<std::chrono::system_clock::time_point> to);
/// "npt=12.500-". \param from  not negative
[[nodiscard]] QByteArray nptRange(std::chrono::microseconds from, std::optional<std::chrono::microseconds> to);

} // namespace vigie::rtsp
