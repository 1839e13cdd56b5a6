// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <input/joysticks.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

using SDL_Joystick = struct _SDL_Joystick; // NOLINT(bugprone-reserved-identifier): SDL's own name

namespace vigie::input {

/// Everything that touches SDL, on one thread.
class Joysticks::Loop {
public:
    Loop(Joysticks *owner, AxisMapFor map);
    ~Loop();
    void start();

    // any thread
    /// Carries \p command out on SDL's thread, in order.
    void post(std::function<void(Loop &)> command);
    [[nodiscard]] JoystickState take();

    // SDL's thread
    /// \return SDL's device index, negative on failure
    static int attach(int axes, int buttons);
    [[nodiscard]] SDL_Joystick *stick(int instance);

private:
    struct Device {
        SDL_Joystick *handle = nullptr;
        int instance = -1;
        QString name;
        AxisMap map;
        QList<int> raw;
    };
    void run(const std::stop_token &stop);
    void pump();
    void added(int index);
    void removed(int instance);
    void moved(int instance, int axis, int value);
    void pressed(int button);
    void publish();
    void remind();
    [[nodiscard]] Device *find(int instance);
    void ping();

    Joysticks *m_owner;
    const AxisMapFor m_map;
    std::vector<Device> m_devices; ///< SDL's thread
    int m_inUse = -1; ///< SDL's thread: instance
    std::chrono::steady_clock::time_point m_remindAt{}; ///< SDL's thread

    std::mutex m_mutex;
    std::condition_variable_any m_wake; ///< with m_mutex
    std::deque<std::function<void(Loop &)>> m_commands; ///< m_mutex
    JoystickState m_state; ///< m_mutex
    bool m_pinged = false; ///< m_mutex: a ping is under way and nobody took yet
    std::jthread m_thread;
};

} // namespace vigie::input
