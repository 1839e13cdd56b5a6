// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <live/warm_views.h>
#include <ui/wall/camera_view.h>

namespace vigie::wall {

/// CameraViews over live::View: every view asks the gate under \p session. A closed one is kept warm for a while: opened
/// again for the same motive, it shows its last picture at once, under the same grant. Thread: GUI.
class LiveCameraViews final : public CameraViews {
    Q_OBJECT
public:
    /// \p gate outlives this object, which outlives every view opened by it.
    LiveCameraViews(access::Gate &gate, access::SessionContext session, render::Backend backend,
                    std::shared_ptr<live::StreamHub> streams, QObject *parent = nullptr);

    /// The motive under which cameras are opened from now on: its code (empty = none given), and what the person wrote.
    void setMotive(const QString &code, const QString &words)
    {
        m_motive = code;
        m_words = words;
    }

    [[nodiscard]] std::unique_ptr<CameraView> open(const CameraId &camera, const live::Showing &showing) override;
    [[nodiscard]] bool wouldAllow(const CameraId &camera) const override;
    void forgetClosed() override { m_warm.clear(); }

private:
    [[nodiscard]] access::Request request(const CameraId &camera) const;

    access::Gate &m_gate;
    access::SessionContext m_session;
    render::Backend m_backend;
    std::shared_ptr<live::StreamHub> m_streams;
    live::WarmViews m_warm;
    QString m_motive;
    QString m_words;
};

} // namespace vigie::wall
