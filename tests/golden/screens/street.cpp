// SPDX-License-Identifier: GPL-3.0-or-later
#include "street.h"

#include "../../ui/wall/fake_camera_views.h"

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
    const Shades shades = shadesOf(light);
    QByteArray luma(size.width() * size.height(), Qt::Uninitialized);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            luma[y * size.width() + x] = static_cast<char>(std::clamp(lumaAt(x, y, size, seed, shades), 16, 235));
    }
    const int chroma = chromaBytes(size);
    return frameOf(std::move(luma), QByteArray(chroma, static_cast<char>(light == Light::Night ? 118 : 132)),
                   QByteArray(chroma, static_cast<char>(light == Light::Night ? 138 : 124)), size);
}

} // namespace vigie::test
