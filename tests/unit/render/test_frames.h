// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <QtGui/QColor>

#include <functional>

namespace vigie::test {

struct FrameRequest {
    media::PixelFormat format = media::PixelFormat::I420;
    QSize size{64, 36};
    bool fullRange = false;
    media::ColourSpace colourSpace = media::ColourSpace::Bt601;
};

/// The exact YUV samples of \p colour in that range and matrix, by the standards' own formulas.
[[nodiscard]] std::array<std::uint8_t, 3> yuvOf(const QColor &colour, bool fullRange,
                                                media::ColourSpace space);
/// A picture of one colour on the left half and another on the right; lines are padded with noise.
[[nodiscard]] media::FramePtr twoColours(const FrameRequest &request, const QColor &left,
                                         const QColor &right);
/// A picture of one colour.
[[nodiscard]] media::FramePtr oneColour(const FrameRequest &request, const QColor &colour);
/// A picture of any format (10 bits too) whose pixel (x, y) has the colour \p colourAt says; lines are padded.
[[nodiscard]] media::FramePtr painted(const FrameRequest &request,
                                      const std::function<QColor(int x, int y)> &colourAt);
/// Largest difference of a channel.
[[nodiscard]] int distance(QRgb a, QRgb b);

} // namespace vigie::test
