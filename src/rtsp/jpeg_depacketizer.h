// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/depacketizer.h>

namespace vigie::rtsp {

/// RFC 2435. See depacketizer.h.
[[nodiscard]] std::unique_ptr<Depacketizer> makeJpegDepacketizer();

} // namespace vigie::rtsp
