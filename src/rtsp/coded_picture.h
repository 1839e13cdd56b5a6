// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>

#include <QtCore/QByteArray>

#include <chrono>
#include <cstdint>
#include <optional>

namespace vigie::rtsp {

/// One coded picture (access unit), whole, as a decoder takes it: H.264 and H.265 in Annex B with four-byte start
/// codes, JPEG as a complete JFIF file.
struct CodedPicture {
    /// Followed by kPicturePadding zero bytes that are readable and not part of it, as decoders want them, until it is
    /// changed. Sharing keeps them.
    QByteArray bytes;
    std::uint32_t timestamp = 0; ///< RTP, 90 kHz unless the description says otherwise; wraps
    bool key = false; ///< a decoder can begin here
    /// A decoder that begins here is right from that many pictures on: a recovery point (H.264 D.2.8, H.265 D.3.8).
    /// Empty: none. 0: key is true as well.
    std::optional<int> wholeAfter;
    bool afterLoss = false; ///< something before it, or of it, never came
    std::optional<std::chrono::system_clock::time_point> captured; ///< ONVIF replay: from the 0xABAC header
};

/// No coded picture is larger: what would be is dropped and the next one is afterLoss.
inline constexpr qsizetype kMaxPictureBytes = 16 << 20;
inline constexpr qsizetype kPicturePadding = 64;

} // namespace vigie::rtsp
