// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/hardware_probe.h>
#include <media/device_surface.h>
#include <render/backend.h>
#include <render/zero_copy.h>
#include <settings/settings.h>
#include <ui/shell/status_strip.h>

#include <QtCore/QCoreApplication>

namespace vigie::app {

/// What this machine decodes and paints with: found once, at start, and proven by test pictures. Thread: GUI.
class Graphics {
    Q_DECLARE_TR_FUNCTIONS(vigie::app::Graphics)
public:
    Graphics(); ///< begins to look for decoders, on a thread of its own
    /// Settles on what was found, in so far as \p settings allow it. A driver that says nothing for some seconds is left alone
    /// in this run: nobody waits for it, pictures are decoded in software. Needs a QGuiApplication.
    void settle(const settings::Settings &settings);

    [[nodiscard]] render::Backend backend() const { return m_backend.backend; }
    [[nodiscard]] const std::shared_ptr<const media::HardwareProbe> &hardware() const { return m_hardware; } ///< null: it is silent
    [[nodiscard]] const media::SurfaceUse &surfaces() const { return m_zeroCopy.use; }
    /// For the status bar.
    [[nodiscard]] shell::WorkstationInfo info() const;

private:
    [[nodiscard]] QString renderReason() const;
    [[nodiscard]] QString zeroCopyText() const;

    std::shared_future<std::shared_ptr<const media::HardwareProbe>> m_probing;
    std::shared_ptr<const media::HardwareProbe> m_hardware;
    render::BackendChoice m_backend;
    render::ZeroCopyFindings m_zeroCopy;
};

} // namespace vigie::app
