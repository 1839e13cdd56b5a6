// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock_code.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace vigie::camsim {

namespace {
constexpr uint8_t kSync = 0xB2;
constexpr int kCells = kClockColumns * kClockRows;
constexpr int kHeightParts = 18;
constexpr int kMinContrast = 60; // between the darkest and the brightest cell
constexpr uint8_t kWhite = 235;
constexpr uint8_t kBlack = 16;

uint8_t crc8(const uint8_t *bytes, size_t count)
{
    unsigned crc = 0;
    for (size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x80U) ? ((crc << 1U) ^ 0x07U) & 0xFFU : (crc << 1U) & 0xFFU;
    }
    return static_cast<uint8_t>(crc);
}

struct Rect {
    int left, top, right, bottom;
};

Rect cellRect(int cell, int width, int height)
{
    const int column = cell % kClockColumns;
    const int row = cell / kClockColumns;
    return {column * width / kClockColumns, row * height / kHeightParts,
            (column + 1) * width / kClockColumns, (row + 1) * height / kHeightParts};
}

int meanOfMiddle(const uint8_t *luma, int stride, const Rect &cell)
{
    const int marginX = (cell.right - cell.left) / 4;
    const int marginY = (cell.bottom - cell.top) / 4;
    int sum = 0;
    int count = 0;
    for (int y = cell.top + marginY; y < cell.bottom - marginY; ++y) {
        for (int x = cell.left + marginX; x < cell.right - marginX; ++x) {
            sum += luma[static_cast<ptrdiff_t>(y) * stride + x];
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}
} // namespace

bool drawClockCode(uint8_t *luma, int stride, int width, int height, int64_t milliseconds)
{
    if (!luma || width < kClockMinWidth || height < kClockMinHeight)
        return false;
    std::array<uint8_t, 8> code{kSync};
    for (size_t i = 0; i < 6; ++i)
        code[1 + i] = static_cast<uint8_t>(static_cast<uint64_t>(milliseconds) >> (40 - 8 * i));
    code[7] = crc8(&code[1], 6);
    for (int cell = 0; cell < kCells; ++cell) {
        const bool one = (code[static_cast<size_t>(cell / 8)] >> (7 - cell % 8)) & 1;
        const Rect rect = cellRect(cell, width, height);
        for (int y = rect.top; y < rect.bottom; ++y)
            std::memset(luma + static_cast<ptrdiff_t>(y) * stride + rect.left,
                        one ? kWhite : kBlack, static_cast<size_t>(rect.right - rect.left));
    }
    return true;
}

std::optional<int64_t> readClockCode(const uint8_t *luma, int stride, int width, int height)
{
    if (!luma || width < kClockMinWidth / 2 || height < kClockMinHeight / 2)
        return std::nullopt;
    std::array<int, kCells> means{};
    for (int cell = 0; cell < kCells; ++cell)
        means[static_cast<size_t>(cell)] =
            meanOfMiddle(luma, stride, cellRect(cell, width, height));
    const auto [dark, bright] = std::minmax_element(means.begin(), means.end());
    if (*bright - *dark < kMinContrast)
        return std::nullopt;
    const int threshold = (*bright + *dark) / 2;
    std::array<uint8_t, 8> code{};
    for (size_t cell = 0; cell < kCells; ++cell)
        code[cell / 8] =
            static_cast<uint8_t>((code[cell / 8] << 1U) | (means[cell] > threshold ? 1U : 0U));
    if (code[0] != kSync || code[7] != crc8(&code[1], 6))
        return std::nullopt;
    int64_t milliseconds = 0;
    for (size_t i = 1; i <= 6; ++i)
        milliseconds = (milliseconds << 8) | code[i];
    return milliseconds;
}

} // namespace vigie::camsim
