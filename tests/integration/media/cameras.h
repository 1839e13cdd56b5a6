// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>

#include <QtCore/QProcess>

#include <atomic>

namespace vigie::test {

/// vigie-camsim with the plan beside this file, for the life of a test class. Cameras: h264, h265,
/// mjpeg, longgop, hd.
class Cameras {
public:
    /// \return empty, or why they do not run
    [[nodiscard]] QString start();
    ~Cameras();
    /// Sets a fault (see tests/camsim/README.md); "none" clears all. \return false: the control
    /// channel refused
    [[nodiscard]] bool fault(const QString &camera, const QString &name, int seconds = 0);

    /// How to reach stream "sub" of \p camera.
    [[nodiscard]] static media::SessionOptions options(const QString &camera,
                                                       RtpTransport transport = RtpTransport::Auto);

private:
    QProcess m_process;
    quint16 m_control = 0;
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
