// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steering.h>

#include <QtCore/QHash>
#include <QtCore/QTimer>

#include <array>

namespace vigie::ptzui {

/// Where a velocity comes from. Each hand lets go for itself; the camera moves by the sum.
enum class Hand { Stick, Keyboard, Joystick };
inline constexpr int kHandCount = 3;

/// Steers the camera of the selected tile: asks for the right on the first movement, passes velocities on while a hand
/// holds, stops when all have let go, gives the right back after 5 s without use, and on every change of camera.
/// Thread: GUI.
class Steerer final : public QObject {
    Q_OBJECT
public:
    enum class State {
        NoCamera, ///< nothing selected, or nothing to see there
        Fixed, ///< the camera does not move
        NoRight, ///< decision() says why
        Ready, ///< may steer; nothing asked yet
        Asking,
        Held, ///< this console holds the camera
    };

    explicit Steerer(SteeringRights &rights, QObject *parent = nullptr);
    ~Steerer() override; ///< stops and gives back

    /// The camera to steer from now on; null for none. A change lets go of the former one first.
    void setTarget(const CameraId &camera, bool movable);
    [[nodiscard]] const CameraId &target() const { return m_target; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool canSteer() const;
    /// Why not, in state NoRight.
    [[nodiscard]] const access::Decision &decision() const { return m_decision; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// True from a stop that a camera did not confirm until one that it did, whatever is selected meanwhile.
    [[nodiscard]] bool isStopUnconfirmed() const { return !m_unconfirmed.isEmpty(); }
    [[nodiscard]] const QList<CameraId> &unconfirmedStops() const { return m_unconfirmed; }
    [[nodiscard]] bool isMoving() const { return !m_sent.isZero(); }

    /// Highest speed a hand reaches, in (0, 1].
    void setSpeed(double speed);
    [[nodiscard]] double speed() const { return m_speed; }

    /// Each axis in [-1, 1]. Ignored while canSteer() is false.
    void steer(Hand hand, const ptz::Vector &velocity);
    void release(Hand hand, ptz::ReleaseReason reason = ptz::ReleaseReason::Released);
    void releaseAll(ptz::ReleaseReason reason);

    [[nodiscard]] QList<ptz::Preset> presets() const { return m_presets.value(m_target); }
    /// Those read so far, of any camera.
    [[nodiscard]] QList<ptz::Preset> presetsOf(const CameraId &camera) const { return m_presets.value(camera); }
    [[nodiscard]] bool arePresetsKnown() const { return m_presets.contains(m_target); }
    void requestPresets();
    void recall(const QString &token);

Q_SIGNALS:
    void changed();
    void presetsChanged();

private:
    void setState(State state);
    void update();
    void ask();
    void take(std::unique_ptr<Steering> steering);
    void giveBack(ptz::ReleaseReason reason);
    void apply(ptz::ReleaseReason reason = ptz::ReleaseReason::Released);
    void noteStop(const CameraId &camera, bool confirmed);
    [[nodiscard]] ptz::Vector wanted() const;

    SteeringRights &m_rights;
    CameraId m_target;
    bool m_movable = false;
    State m_state = State::NoCamera;
    access::Decision m_decision;
    std::optional<Error> m_error;
    std::array<ptz::Vector, kHandCount> m_hands;
    ptz::Vector m_sent;
    double m_speed = 0.7;
    QList<CameraId> m_unconfirmed; ///< cameras that may still be moving
    bool m_presetsWanted = false;
    QString m_recallWanted;
    QHash<CameraId, QList<ptz::Preset>> m_presets;
    std::unique_ptr<Steering> m_steering;
    std::unique_ptr<QObject> m_question; ///< context of the open question; gone = answer unwanted
    QTimer m_idle;
};

} // namespace vigie::ptzui
