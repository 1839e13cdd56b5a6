// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/camera_view.h>

namespace vigie::wall {

/// CameraViews over live::View: every view asks the gate under \p session. Thread: GUI.
class LiveCameraViews final : public CameraViews {
    Q_OBJECT
public:
    /// \p gate outlives this object and every view opened by it.
    LiveCameraViews(access::Gate &gate, access::SessionContext session, render::Backend backend,
                    live::StreamSetup streams = {}, QObject *parent = nullptr);

    /// Code of the motive under which cameras are opened from now on; empty = none given.
    void setMotive(const QString &motive) { m_motive = motive; }

    [[nodiscard]] std::unique_ptr<CameraView> open(const CameraId &camera, live::Quality quality) override;
    [[nodiscard]] bool wouldAllow(const CameraId &camera) const override;

private:
    [[nodiscard]] access::Request request(const CameraId &camera) const;

    access::Gate &m_gate;
    access::SessionContext m_session;
    render::Backend m_backend;
    live::StreamSetup m_streams;
    QString m_motive;
};

} // namespace vigie::wall
