// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vigie::rtsp {

/// Network byte order. The caller has checked the length.
using Bytes = std::span<const std::uint8_t>;

[[nodiscard]] inline std::uint16_t read16(Bytes bytes, std::size_t at)
{
    return static_cast<std::uint16_t>((bytes[at] << 8) | bytes[at + 1]);
}
[[nodiscard]] inline std::uint32_t read32(Bytes bytes, std::size_t at)
{
    return (std::uint32_t{read16(bytes, at)} << 16) | read16(bytes, at + 2);
}
[[nodiscard]] inline std::uint64_t read64(Bytes bytes, std::size_t at)
{
    return (std::uint64_t{read32(bytes, at)} << 32) | read32(bytes, at + 4);
}

} // namespace vigie::rtsp
