// SPDX-License-Identifier: GPL-3.0-or-later
#include "street.h"

#include <QtCore/QByteArray>

#include <algorithm>

namespace vigie::test {
namespace {

struct Shades {
    int skyTop, skyBottom, house, road, window;
};

Shades shadesOf(Light light)
{
    switch (light) {
    case Light::Day: return {150, 205, 110, 95, 70};
    case Light::Night: return {22, 40, 34, 58, 190};
    case Light::Snow: return {205, 232, 170, 228, 90};
    }
    return {};
}

/// Height of house \p number of street \p seed, per cent of the picture.
int houseHeight(int seed, int number) { return 18 + (seed * 31 + number * 47 + seed * number * 13) % 30; }

int lumaAt(int x, int y, QSize size, int seed, const Shades &shades)
{
    const int horizon = size.height() * 62 / 100;
    if (y >= horizon)
        return shades.road + (y - horizon) * 6 / std::max(1, size.height() - horizon) * 4 - 12;
    const int width = size.width() / 5;
    const int number = x / width;
    const int roof = horizon - houseHeight(seed, number) * size.height() / 100;
    if (y < roof)
        return shades.skyTop + (shades.skyBottom - shades.skyTop) * (y * 10 / std::max(1, horizon)) / 10;
    const int column = (x % width) * 4 / width;
    const int row = (y - roof) * 24 / size.height();
    const bool window = column % 2 == 1 && row % 3 == 1 && (seed + number + column + row) % 4 != 0;
    return window ? shades.window : shades.house + (number * 17 + seed * 7) % 28 - 14;
}

} // namespace

media::FramePtr streetFrame(int seed, Light light, QSize size)
{
    struct Planes {
        QByteArray luma, first, second;
    };
    const auto planes = std::make_shared<Planes>();
    const Shades shades = shadesOf(light);
    planes->luma.resize(size.width() * size.height());
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            planes->luma[y * size.width() + x] =
                static_cast<char>(std::clamp(lumaAt(x, y, size, seed, shades), 16, 235));
    }
    const int quarter = size.width() / 2 * (size.height() / 2);
    planes->first = QByteArray(quarter, static_cast<char>(light == Light::Night ? 118 : 132));
    planes->second = QByteArray(quarter, static_cast<char>(light == Light::Night ? 138 : 124));
    auto frame = std::make_shared<media::Frame>();
    frame->size = size;
    const auto bytes = [](const QByteArray &plane) { return reinterpret_cast<const std::uint8_t *>(plane.constData()); };
    frame->planes = {bytes(planes->luma), bytes(planes->first), bytes(planes->second)};
    frame->strides = {size.width(), size.width() / 2, size.width() / 2};
    frame->owner = planes;
    return frame;
}

} // namespace vigie::test
