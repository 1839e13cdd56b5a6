// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <input/axes.h>

#include <core/result.h>

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace vigie::input {

/// What the stick in use says. With several devices, the one last moved is in use.
struct JoystickState {
    QString device; ///< name; empty when none is there
    int devices = 0;
    Axes axes;
    QList<int> pressed; ///< buttons pressed since the last take, in order
};

/// Follows every joystick of the machine. Thread: GUI, except where said.
class Joysticks final : public QObject {
    Q_OBJECT
public:
    explicit Joysticks(AxisMapFor map = defaultMap, QObject *parent = nullptr);
    ~Joysticks() override; ///< stops and joins

    /// Starts looking; where SDL cannot start, there is no device.
    void start();
    /// Newest state; takes the presses.
    [[nodiscard]] JoystickState take();

    /// A stick that exists in this program alone. Every call is carried out on SDL's thread, in
    /// order.
    class VirtualStick {
    public:
        virtual ~VirtualStick() = default; ///< unplugs
        /// \p value in [-32768, 32767]
        virtual void setAxis(int axis, int value) = 0;
        virtual void setButton(int button, bool down) = 0;
    };
    /// \p axes and \p buttons in [1, 16].
    [[nodiscard]] std::unique_ptr<VirtualStick> attachVirtual(int axes, int buttons);

Q_SIGNALS:
    /// take() has something new, or the stick in use is still bent: then at least every 250 ms.
    /// Emitted on the GUI thread.
    void stateChanged();
    void unplugged(); ///< the device in use is gone; its axes are zero already

private:
    class Loop;
    class Virtual;
    std::shared_ptr<Loop> m_loop;
};

} // namespace vigie::input
