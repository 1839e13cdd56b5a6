// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.h"
#include "street.h"

#include <render/lens_map.h>
#include <render/tile_feed.h>
#include <support/fake_clock.h>

#include <QtGui/QPainter>

#include <cmath>
#include <numbers>
#include <vector>

namespace vigie::test {
namespace {

constexpr QSize kTile(480, 270);
constexpr Panorama kCeiling{Panorama::Mount::Ceiling, 180.0, {0.5, 0.5}, 0.48};

/// A square with streets all round as a lens under a ceiling sees it.
media::FramePtr squareFromAbove(QSize size)
{
    const auto street = streetFrame(3, Light::Day, {1440, 360});
    const auto bytes = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(size.width() * size.height() * 3 / 2), std::uint8_t{16});
    auto frame = std::make_shared<media::Frame>(*street);
    const int luma = size.width() * size.height();
    std::uint8_t *const planes[3] = {bytes->data(), bytes->data() + luma, bytes->data() + luma + luma / 4};
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const int shift = plane == 0 ? 0 : 1;
        const int width = size.width() >> shift;
        for (int y = 0; y < size.height() >> shift; ++y) {
            for (int x = 0; x < width; ++x) {
                const double right = ((x + 0.5) / width - kCeiling.centre.x()) * size.width() / size.height();
                const double down = (y + 0.5) / (size.height() >> shift) - kCeiling.centre.y();
                const double distance = std::hypot(right, down) / kCeiling.radius;
                std::uint8_t &to = planes[plane][y * width + x];
                to = plane == 0 ? 16 : 128;
                if (distance > 1.0)
                    continue;
                const double turn = std::atan2(right, -down) / (2.0 * std::numbers::pi) + 0.5;
                const int sx = std::min(static_cast<int>(turn * (1440 >> shift)), (1440 >> shift) - 1);
                const int sy = std::clamp(static_cast<int>((1.0 - distance * 0.9) * (360 >> shift)), 0, (360 >> shift) - 1);
                to = street->planes[plane][street->strides[plane] * sy + sx];
            }
        }
        frame->planes[plane] = planes[plane];
        frame->strides[plane] = width;
    }
    frame->size = size;
    frame->owner = bytes;
    return frame;
}

/// One picture looked at in four ways, under the same masks and mark.
QImage panorama()
{
    const FakeClock clock;
    const auto mark = std::make_shared<const render::Watermark>(QStringLiteral("A101"), clock);
    const auto frame = squareFromAbove({1080, 1080});
    const QList<PrivacyMask> masks{
        {PrivacyMask::Style::Blurred, {{0.42, 0.03}, {0.58, 0.03}, {0.56, 0.18}, {0.44, 0.18}}},
        {PrivacyMask::Style::Filled, {{0.80, 0.42}, {0.97, 0.40}, {0.97, 0.60}, {0.82, 0.58}}}};
    const QRectF whole(0, 0, 1, 1);
    const QList<render::PictureLook> looks{
        {whole, {}},
        {whole, render::Dewarp{kCeiling, render::Dewarp::Mode::Strip, {}}},
        {whole, render::Dewarp{kCeiling, render::Dewarp::Mode::View, {0.0, -35.0, 80.0}}},
        {{0.55, 0.25, 0.45, 0.45}, {}}};
    QImage sheet(kTile * 2, QImage::Format_RGB32);
    QPainter painter(&sheet);
    for (int i = 0; i < looks.size(); ++i) {
        render::TileFeed feed(render::Backend::Cpu);
        feed.setTargetSize(kTile);
        feed.setMasks(masks);
        feed.setWatermark(mark);
        feed.setLook(looks.at(i));
        feed.present(frame);
        painter.drawImage(i % 2 * kTile.width(), i / 2 * kTile.height(), feed.takeImage());
    }
    return sheet;
}

} // namespace

QList<Screen> pictureScreens()
{
    return {{QStringLiteral("panorama in four looks under masks"), panorama}};
}

} // namespace vigie::test
