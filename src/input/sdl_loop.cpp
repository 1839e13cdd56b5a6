// SPDX-License-Identifier: GPL-3.0-or-later
#include "sdl_loop.h"

#include <QtCore/QLoggingCategory>

#include <SDL2/SDL.h>

#include <algorithm>

namespace vigie::input {
namespace {

Q_LOGGING_CATEGORY(lcInput, "vigie.input", QtInfoMsg)

constexpr auto kPollWithDevice = std::chrono::milliseconds(10);
constexpr auto kPollWithout = std::chrono::milliseconds(250);
constexpr auto kRemind = std::chrono::milliseconds(100);
constexpr int kMostAxes = 16;
constexpr qsizetype kMostPresses = 64; ///< kept while nobody takes them

} // namespace

Joysticks::Loop::Loop(Joysticks *owner, AxisMapFor map) : m_owner(owner), m_map(std::move(map)) { }

Joysticks::Loop::~Loop()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

void Joysticks::Loop::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Joysticks::Loop::post(std::function<void(Loop &)> command)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_commands.push_back(std::move(command));
    }
    m_wake.notify_all();
}

JoystickState Joysticks::Loop::take()
{
    const std::scoped_lock lock(m_mutex);
    m_pinged = false;
    JoystickState state = m_state;
    m_state.pressed.clear();
    return state;
}

void Joysticks::Loop::run(const std::stop_token &stop)
{
    // No window of SDL ever has the focus, and our own program handles signals.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_JOYSTICK_ALLOW_BACKGROUND_EVENTS, "1");
    if (SDL_Init(SDL_INIT_JOYSTICK) != 0) {
        qCWarning(lcInput) << "no joystick support:" << SDL_GetError();
        SDL_TLSCleanup();
        return;
    }
    SDL_JoystickEventState(SDL_ENABLE);
    while (!stop.stop_requested()) {
        std::deque<std::function<void(Loop &)>> commands;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, m_devices.empty() ? kPollWithout : kPollWithDevice,
                            [this] { return !m_commands.empty(); });
            commands.swap(m_commands);
        }
        for (const auto &command : commands) {
            command(*this);
            pump(); // so that a stick just attached is open, and a short press is seen
        }
        pump();
        remind();
    }
    for (const Device &device : m_devices)
        SDL_JoystickClose(device.handle);
    SDL_QuitSubSystem(SDL_INIT_JOYSTICK);
    SDL_TLSCleanup(); // SDL does so only for threads it made itself
}

void Joysticks::Loop::pump()
{
    SDL_JoystickUpdate();
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
        switch (event.type) {
        case SDL_JOYDEVICEADDED:
            added(event.jdevice.which);
            break;
        case SDL_JOYDEVICEREMOVED:
            removed(event.jdevice.which);
            break;
        case SDL_JOYAXISMOTION:
            moved(event.jaxis.which, event.jaxis.axis, event.jaxis.value);
            break;
        case SDL_JOYBUTTONDOWN:
            pressed(event.jbutton.button);
            break;
        default:
            break;
        }
    }
}

int Joysticks::Loop::attach(int axes, int buttons)
{
    SDL_VirtualJoystickDesc description;
    SDL_zero(description);
    description.version = SDL_VIRTUAL_JOYSTICK_DESC_VERSION;
    description.type = SDL_JOYSTICK_TYPE_FLIGHT_STICK;
    description.naxes = static_cast<Uint16>(axes);
    description.nbuttons = static_cast<Uint16>(buttons);
    description.name = "Vigie virtual stick";
    const int index = SDL_JoystickAttachVirtualEx(&description);
    if (index < 0)
        qCWarning(lcInput) << "no virtual stick:" << SDL_GetError();
    return index;
}

SDL_Joystick *Joysticks::Loop::stick(int instance)
{
    return SDL_JoystickFromInstanceID(instance);
}

void Joysticks::Loop::added(int index)
{
    SDL_Joystick *handle = SDL_JoystickOpen(index);
    if (!handle) {
        qCWarning(lcInput) << "cannot open a joystick:" << SDL_GetError();
        return;
    }
    const int axes = std::min(SDL_JoystickNumAxes(handle), kMostAxes);
    const int instance = SDL_JoystickInstanceID(handle);
    const bool known = std::any_of(m_devices.cbegin(), m_devices.cend(),
                                   [&](const Device &d) { return d.instance == instance; });
    if (axes < 1 || known) {
        SDL_JoystickClose(handle); // a lid switch or a keypad without a stick; or opened twice
        return;
    }
    Device device{handle, instance, QString::fromUtf8(SDL_JoystickName(handle)),
                  m_map(axes), QList<int>(axes, 0)};
    qCInfo(lcInput) << "joystick:" << device.name << axes << "axes";
    m_devices.push_back(device);
    if (m_inUse < 0)
        m_inUse = instance;
    publish(); // the one in use goes on: plugging in another lets nothing go
}

Joysticks::Loop::Device *Joysticks::Loop::find(int instance)
{
    const auto found = std::find_if(m_devices.begin(), m_devices.end(),
                                    [instance](const Device &d) { return d.instance == instance; });
    return found == m_devices.end() ? nullptr : &*found;
}

void Joysticks::Loop::removed(int instance)
{
    const Device *device = find(instance);
    if (!device)
        return;
    SDL_JoystickClose(device->handle);
    std::erase_if(m_devices, [instance](const Device &d) { return d.instance == instance; });
    const bool wasInUse = m_inUse == instance;
    if (wasInUse) {
        m_inUse = m_devices.empty() ? -1 : m_devices.front().instance;
        for (Device &other : m_devices)
            other.raw.fill(0); // whoever still bends one must move it to be heard
    }
    publish();
    if (wasInUse)
        QMetaObject::invokeMethod(m_owner, &Joysticks::unplugged, Qt::QueuedConnection);
}

void Joysticks::Loop::moved(int instance, int axis, int value)
{
    Device *device = find(instance);
    if (!device || axis < 0 || axis >= device->raw.size())
        return;
    device->raw[axis] = value;
    // A stick at rest never takes over from the one in use.
    if (device->instance != m_inUse && mapped(device->raw, device->map).isZero())
        return;
    m_inUse = device->instance;
    publish();
}

void Joysticks::Loop::pressed(int button)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_state.pressed.size() < kMostPresses)
            m_state.pressed.append(button);
    }
    ping();
}

void Joysticks::Loop::publish()
{
    const Device *device = find(m_inUse);
    const Axes axes = device ? mapped(device->raw, device->map) : Axes{};
    {
        const std::scoped_lock lock(m_mutex);
        m_state.device = device ? device->name : QString();
        m_state.devices = static_cast<int>(m_devices.size());
        m_state.axes = axes;
    }
    m_remindAt = axes.isZero() ? std::chrono::steady_clock::time_point{}
                               : std::chrono::steady_clock::now() + kRemind;
    ping();
}

/// A bent stick says so again: whoever moves something by it can tell a hand that rests from a
/// thread that hangs.
void Joysticks::Loop::remind()
{
    const auto now = std::chrono::steady_clock::now();
    if (m_remindAt == std::chrono::steady_clock::time_point{} || now < m_remindAt)
        return;
    m_remindAt = now + kRemind;
    ping();
}

void Joysticks::Loop::ping()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_pinged)
            return;
        m_pinged = true;
    }
    QMetaObject::invokeMethod(m_owner, &Joysticks::stateChanged, Qt::QueuedConnection);
}

} // namespace vigie::input
