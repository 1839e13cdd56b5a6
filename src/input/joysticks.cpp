// SPDX-License-Identifier: GPL-3.0-or-later
#include <input/joysticks.h>

#include "sdl_loop.h"

#include <SDL2/SDL.h>

namespace vigie::input {

/// Knows its device by SDL's instance id, which only SDL's thread reads and writes.
class Joysticks::Virtual final : public Joysticks::VirtualStick {
public:
    Virtual(std::weak_ptr<Loop> loop, int axes, int buttons)
        : m_loop(std::move(loop)), m_instance(std::make_shared<int>(-1))
    {
        post([instance = m_instance, axes, buttons](Loop &) {
            const int index = Loop::attach(axes, buttons);
            if (index >= 0)
                *instance = SDL_JoystickGetDeviceInstanceID(index);
        });
    }
    ~Virtual() override
    {
        post([instance = m_instance](Loop &) {
            for (int index = 0; index < SDL_NumJoysticks(); ++index) {
                if (SDL_JoystickGetDeviceInstanceID(index) == *instance) {
                    SDL_JoystickDetachVirtual(index);
                    return;
                }
            }
        });
    }
    void setAxis(int axis, int value) override
    {
        post([instance = m_instance, axis, value](Loop &loop) {
            if (SDL_Joystick *stick = loop.stick(*instance))
                SDL_JoystickSetVirtualAxis(stick, axis, static_cast<Sint16>(value));
        });
    }
    void setButton(int button, bool down) override
    {
        post([instance = m_instance, button, down](Loop &loop) {
            if (SDL_Joystick *stick = loop.stick(*instance))
                SDL_JoystickSetVirtualButton(stick, button, down ? 1 : 0);
        });
    }

private:
    void post(std::function<void(Loop &)> command)
    {
        if (const auto loop = m_loop.lock())
            loop->post(std::move(command));
    }
    std::weak_ptr<Loop> m_loop;
    std::shared_ptr<int> m_instance; ///< SDL's thread
};

Joysticks::Joysticks(AxisMapFor map, QObject *parent)
    : QObject(parent), m_loop(std::make_shared<Loop>(this, std::move(map)))
{
}

Joysticks::~Joysticks() = default;

void Joysticks::start()
{
    m_loop->start();
}

JoystickState Joysticks::take()
{
    return m_loop->take();
}

std::unique_ptr<Joysticks::VirtualStick> Joysticks::attachVirtual(int axes, int buttons)
{
    return std::make_unique<Virtual>(m_loop, qBound(1, axes, 16), qBound(1, buttons, 16));
}

} // namespace vigie::input
