// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>
#include <support/simulated_cameras.h>

#include <atomic>

namespace vigie::test {

/// vigie-camsim with the plan beside this file, for the life of a test class. Cameras: h264, h265,
/// mjpeg, longgop, hd.
class Cameras final : public SimulatedCameras {
public:
    /// How to reach stream "sub" of \p camera.
    [[nodiscard]] static media::SessionOptions options(const QString &camera,
                                                       RtpTransport transport = RtpTransport::Auto);
};

/// Counts pictures and remembers the last.
class CountingSink final : public media::FrameSink {
public:
    void present(media::FramePtr frame) override
    {
        width = frame->size.width();
        fullRange = frame->fullRange;
        ++count;
    }
    std::atomic<int> count = 0;
    std::atomic<int> width = 0;
    std::atomic<bool> fullRange = false;
};

} // namespace vigie::test
