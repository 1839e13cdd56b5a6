// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

/// The time code in the pictures of vigie-camsim --clock.
///
/// A grid of 32 columns and 2 rows of equal cells spans the full width at the very top; each cell
/// is 1/32 of the width wide and 1/18 of the height high (20x20 pixels at 640x360, 40x40 at
/// 1280x720). White (luma 235) is 1, black (16) is 0. Read left to right, top row first, the 64
/// cells are
///   8  cells  sync pattern 1 0 1 1 0 0 1 0  (0xB2)
///   48 cells  the instant, milliseconds of CLOCK_MONOTONIC, most significant bit first
///   8  cells  CRC-8 (polynomial 0x07, start 0x00) over the six bytes of the instant
/// A reader takes the mean luma of the middle half of each cell against the threshold halfway
/// between the darkest and the brightest cell.
namespace vigie::camsim {

inline constexpr int kClockColumns = 32;
inline constexpr int kClockRows = 2;
/// Pictures smaller than this cannot carry the code.
inline constexpr int kClockMinWidth = 320;
inline constexpr int kClockMinHeight = 180;

/// Draws \p milliseconds (lowest 48 bits) at the top of an 8-bit luma plane.
/// \return false when the plane is too small. Thread: any.
bool drawClockCode(uint8_t *luma, int stride, int width, int height, int64_t milliseconds);

/// Reads it from a luma plane of any size with the same aspect of cells (the whole picture, scaled
/// as it may be). \return empty when there is no whole code. Thread: any.
[[nodiscard]] std::optional<int64_t> readClockCode(const uint8_t *luma, int stride, int width,
                                                   int height);

} // namespace vigie::camsim
