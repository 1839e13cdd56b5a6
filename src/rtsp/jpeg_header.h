// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/byte_reader.h>

#include <QtCore/QByteArray>

#include <array>
#include <cstdint>

namespace vigie::rtsp {

/// What RFC 2435 says of a picture instead of sending its header.
struct JpegShape {
    std::uint8_t type = 0; ///< 0: 4:2:2, 1: 4:2:0
    int width = 0; ///< pixels; 0: only an ONVIF extension can say
    int height = 0;
    std::uint16_t restartInterval = 0; ///< 0: none
    bool operator==(const JpegShape &) const = default;
};

/// Quantization tables in zigzag order, one after another.
struct JpegTables {
    std::uint8_t wide = 0; ///< bit n: table n has 16-bit entries
    QByteArray bytes; ///< 64 or 128 a table
    bool operator==(const JpegTables &) const = default;
};

/// Of a quality of 1 to 99 (RFC 2435 4.2).
[[nodiscard]] JpegTables tablesOfQuality(int quality);
/// Whether \p tables holds one or more whole tables, four at most.
[[nodiscard]] bool areWhole(const JpegTables &tables);

/// Everything of a JFIF file before its first coded byte.
/// \param extension  markers of the ONVIF extension 0xFFD8: where it has a frame header, tables or a restart interval,
/// they hold instead; may be empty
/// \return empty: nobody says how large the picture is, or the extension is no JPEG of at most 16,384 pixels a side
[[nodiscard]] QByteArray makeJpegHeader(const JpegShape &shape, const JpegTables &tables, Bytes extension);

} // namespace vigie::rtsp
