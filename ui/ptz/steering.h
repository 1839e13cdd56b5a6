// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <ptz/drive.h>

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <variant>

/// The seam between the panel and what really moves a camera, so that the panel is tested without gate or network.
namespace vigie::ptzui {

/// The right to steer one camera, in use. Destroying it stops the camera and gives the right back. Thread: GUI.
class Steering : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Holds this velocity until told otherwise; zero stops.
    virtual void steer(const ptz::Vector &speed) = 0;
    /// Lets go: stop is sent at once, before anything that waits.
    virtual void release(ptz::ReleaseReason reason) = 0;
    virtual void requestPresets() = 0;
    virtual void recall(const QString &token) = 0;

Q_SIGNALS:
    void presetsRead(const QList<vigie::ptz::Preset> &presets);
    void failed(const vigie::Error &error); ///< a command came to nothing
    void stopConfirmed();
    void stopFailed(const vigie::Error &error); ///< the camera may still be moving
    /// The right ended: the camera has been told to stop and nothing more reaches it.
    void ended(vigie::access::EndCause cause, const vigie::access::Decision &decision);
};

/// Asks for the right to steer, for one desk session. Thread: GUI.
class SteeringRights : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using Outcome = std::variant<std::unique_ptr<Steering>, access::Refusal>;
    /// Probable answer, without a record.
    [[nodiscard]] virtual access::Decision preview(const CameraId &camera) const = 0;
    /// The callback comes through the event loop; with \p context gone, a right is given back at once.
    virtual void ask(const CameraId &camera, QObject *context, std::function<void(Outcome)> callback) = 0;

Q_SIGNALS:
    void rightsMayHaveChanged();
    /// A camera whose right is over already did not confirm its stop: it may still be moving, and is told again.
    void leftMoving(const vigie::CameraId &camera, const vigie::Error &error);
    void leftStill(const vigie::CameraId &camera); ///< it did after all
};

} // namespace vigie::ptzui
