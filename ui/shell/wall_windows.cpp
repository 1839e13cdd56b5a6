// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_windows.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QScreen>

#include <algorithm>

namespace vigie::shell {
namespace {

/// The same monitor at the next sign-in, wherever it is plugged in.
QString keyOf(const QScreen &screen)
{
    return screen.serialNumber().isEmpty() ? screen.name() : screen.serialNumber();
}

QList<QRect> screenRects()
{
    QList<QRect> rects;
    const QScreen *primary = QGuiApplication::primaryScreen();
    if (primary != nullptr)
        rects.append(primary->availableGeometry());
    for (const QScreen *screen : QGuiApplication::screens()) {
        if (screen != primary)
            rects.append(screen->availableGeometry());
    }
    return rects;
}

} // namespace

WallWindows::WallWindows(const wall::WallWindow::Parts &parts, wall::Walls &walls, Dress dress, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_walls(walls)
    , m_dress(std::move(dress))
{
    // Queued: the windows are moved by Qt first, to wherever it likes.
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &WallWindows::rescue, Qt::QueuedConnection);
}

WallWindows::~WallWindows()
{
    m_leaving = true;
    for (const auto &window : m_windows)
        m_walls.remove(window->view());
    m_windows.clear();
}

wall::WallWindow *WallWindows::open(const std::optional<WallMemory> &memory)
{
    if (m_windows.size() >= kMostWalls)
        return nullptr;
    int number = 2; // the main window is the first
    while (std::any_of(m_windows.begin(), m_windows.end(), [number](const auto &each) { return each->number() == number; }))
        ++number;
    m_windows.push_back(std::make_unique<wall::WallWindow>(m_parts, number));
    wall::WallWindow &window = *m_windows.back();
    if (m_dress)
        m_dress(window);
    m_walls.add(window.view());
    if (memory) {
        window.mosaic().restore(memory->mosaic);
        place(window, *memory);
    }
    connect(&window, &wall::WallWindow::closed, this, [this, &window] {
        // Queued: the window is on the stack when it says so.
        QMetaObject::invokeMethod(this, [this, closing = QPointer<wall::WallWindow>(&window)] {
            if (closing)
                close(*closing);
        }, Qt::QueuedConnection);
    });
    connect(&window, &wall::WallWindow::moved, this, &WallWindows::changed);
    connect(&window, &wall::WallWindow::activationChanged, this, &WallWindows::activationChanged);
    connect(&window.mosaic(), &wall::Mosaic::stateChanged, this, &WallWindows::changed);
    window.show();
    Q_EMIT changed();
    return &window;
}

void WallWindows::close(wall::WallWindow &window)
{
    const auto found = std::find_if(m_windows.begin(), m_windows.end(), [&window](const auto &each) { return each.get() == &window; });
    if (found == m_windows.end())
        return;
    const WallMemory memory = memoryOf(window);
    m_walls.remove(window.view());
    m_windows.erase(found);
    m_parts.views.forgetClosed(); // a window that is closed holds no right, not even for a while
    m_walls.undoStack().push(tr("a wall closed"), [self = QPointer<WallWindows>(this), memory] { return self && self->open(memory) != nullptr; });
    Q_EMIT changed();
}

QList<wall::WallWindow *> WallWindows::windows() const
{
    QList<wall::WallWindow *> all;
    for (const auto &window : m_windows)
        all.append(window.get());
    return all;
}

bool WallWindows::isActive() const
{
    return std::any_of(m_windows.begin(), m_windows.end(), [](const auto &window) { return window->isActiveWindow(); });
}

WallMemory WallWindows::memoryOf(const wall::WallWindow &window)
{
    WallMemory memory;
    memory.mosaic = window.mosaic().state();
    memory.fullScreen = window.isFullScreen();
    memory.place = window.isFullScreen() && window.normalGeometry().isValid() ? window.normalGeometry() : window.geometry();
    if (const QScreen *screen = window.screen()) {
        memory.screen = keyOf(*screen);
        memory.place.translate(-screen->geometry().topLeft());
    }
    return memory;
}

void WallWindows::place(wall::WallWindow &window, const WallMemory &memory)
{
    QRect wanted = memory.place;
    const QList<QScreen *> screens = QGuiApplication::screens();
    const auto found = std::find_if(screens.cbegin(), screens.cend(), [&memory](const QScreen *screen) { return keyOf(*screen) == memory.screen; });
    if (found != screens.cend())
        wanted.translate((*found)->geometry().topLeft());
    window.setGeometry(placedOn(wanted, screenRects()));
    window.setFullScreen(memory.fullScreen);
}

QList<WallMemory> WallWindows::memory() const
{
    QList<WallMemory> all;
    for (const auto &window : m_windows)
        all.append(memoryOf(*window));
    return all;
}

void WallWindows::restore(const QList<WallMemory> &memory)
{
    for (const WallMemory &each : memory)
        open(each);
}

void WallWindows::rescue()
{
    const QList<QRect> screens = screenRects();
    for (const auto &window : m_windows) {
        const QRect now = window->geometry();
        const QRect placed = placedOn(now, screens);
        if (placed == now)
            continue;
        const bool full = window->isFullScreen();
        window->setFullScreen(false);
        window->setGeometry(placed);
        window->setFullScreen(full);
    }
}

} // namespace vigie::shell
