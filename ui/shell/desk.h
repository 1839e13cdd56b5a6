// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <ui/ptz/steering.h>
#include <ui/wall/camera_view.h>

namespace vigie::shell {

/// What one signed-in person may reach from this console: the only thing the main window is given of the gate. Closing
/// it, or destroying it, ends every grant of the session. Thread: GUI.
class Desk : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual const access::SessionContext &session() const = 0;
    [[nodiscard]] virtual wall::CameraViews &views() = 0;
    [[nodiscard]] virtual ptzui::SteeringRights &steering() = 0;
    /// Probable answer to a live view, without a record.
    [[nodiscard]] virtual access::Decision preview(const CameraId &camera) const = 0;
    [[nodiscard]] virtual access::Circumstances circumstances() const = 0;
    /// Why a session ends. Stands in the journal.
    enum class Closing { SignedOut, Locked, Idle };
    /// Sign-out: every grant ends now.
    virtual void close(Closing why = Closing::SignedOut) = 0;

Q_SIGNALS:
    void rightsMayHaveChanged();
    void circumstancesChanged();
};

} // namespace vigie::shell
