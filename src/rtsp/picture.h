// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/coded_picture.h>

#include <chrono>
#include <cstdint>

namespace vigie::rtsp {

/// A coded picture with its times.
struct Picture {
    CodedPicture coded;
    std::chrono::microseconds pts{0}; ///< unwrapped, from an arbitrary origin
    std::chrono::steady_clock::time_point received; ///< when its last packet was read
};

/// Of the video packets of one session.
struct PacketCounts {
    std::int64_t packets = 0; ///< that arrived
    std::int64_t lost = 0; ///< that never came, or too late to be put in order
    std::int64_t reordered = 0; ///< that came after a later one and were put in order
    std::chrono::microseconds jitter{0}; ///< RFC 3550 6.4.1
};

} // namespace vigie::rtsp
