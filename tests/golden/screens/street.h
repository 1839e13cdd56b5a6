// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <QtCore/QSize>

namespace vigie::test {

enum class Light { Day, Night, Snow };

/// A drawn street, the same for the same arguments: sky, a row of houses, a road. No footage.
/// \param seed  which houses
[[nodiscard]] media::FramePtr streetFrame(int seed, Light light, QSize size = {640, 360});

} // namespace vigie::test
