// SPDX-License-Identifier: GPL-3.0-or-later
#include "ptz_keys.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QWidget>

namespace vigie::ptzui {
namespace {

constexpr double kSlow = 0.3;

ptz::Vector velocityOf(int key)
{
    switch (key) {
    case Qt::Key_Left: return {-1.0, 0.0, 0.0};
    case Qt::Key_Right: return {1.0, 0.0, 0.0};
    case Qt::Key_Up: return {0.0, 1.0, 0.0};
    case Qt::Key_Down: return {0.0, -1.0, 0.0};
    case Qt::Key_PageUp:
    case Qt::Key_Plus:
    case Qt::Key_Equal: return {0.0, 0.0, 1.0};
    case Qt::Key_PageDown:
    case Qt::Key_Minus: return {0.0, 0.0, -1.0};
    default: return {};
    }
}

/// The physical key. What it means may differ between press and release: "+" pressed with Shift comes up as "=" when
/// Shift is let go first, and a key of the number pad as a digit.
quint64 physicalKey(const QKeyEvent &event)
{
    constexpr quint64 kByMeaning = quint64{1} << 32; // a synthetic event has no scan code
    return event.nativeScanCode() != 0 ? event.nativeScanCode() : kByMeaning | static_cast<quint32>(event.key());
}

} // namespace

PtzKeys::PtzKeys(QWidget &surface, Steerer &steerer, QObject *parent)
    : QObject(parent)
    , m_steerer(steerer)
{
    surface.installEventFilter(this);
    connect(&m_steerer, &Steerer::changed, this, [this] {
        if (!m_steerer.canSteer())
            m_down.clear();
    });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            letGo();
    });
}

bool PtzKeys::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        // Claims the key before a shortcut of the window takes it.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (m_steerer.canSteer() && !velocityOf(key->key()).isZero()
            && !key->modifiers().testFlag(Qt::ControlModifier)) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress: return press(*static_cast<QKeyEvent *>(event));
    case QEvent::KeyRelease: return lift(*static_cast<QKeyEvent *>(event));
    case QEvent::DragEnter:
    case QEvent::FocusOut:
    case QEvent::WindowDeactivate:
    case QEvent::Hide:
    case QEvent::EnabledChange:
        letGo();
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

bool PtzKeys::press(const QKeyEvent &event)
{
    if (velocityOf(event.key()).isZero() || !m_steerer.canSteer() || event.modifiers().testFlag(Qt::ControlModifier))
        return false;
    if (event.isAutoRepeat())
        return true;
    m_slow = event.modifiers().testFlag(Qt::ShiftModifier);
    m_down.insert(physicalKey(event), event.key());
    apply();
    return true;
}

bool PtzKeys::lift(const QKeyEvent &event)
{
    if (!m_down.contains(physicalKey(event)))
        return false;
    if (!event.isAutoRepeat()) {
        m_down.remove(physicalKey(event));
        apply();
    }
    return true;
}

void PtzKeys::letGo()
{
    m_down.clear();
    m_steerer.release(Hand::Keyboard, ptz::ReleaseReason::FocusLost);
}

void PtzKeys::apply()
{
    ptz::Vector sum;
    for (const int key : std::as_const(m_down)) {
        const ptz::Vector each = velocityOf(key);
        sum.pan += each.pan;
        sum.tilt += each.tilt;
        sum.zoom += each.zoom;
    }
    if (m_down.isEmpty()) {
        m_steerer.release(Hand::Keyboard);
        return;
    }
    const double factor = m_slow ? kSlow : 1.0;
    m_steerer.steer(Hand::Keyboard, {sum.pan * factor, sum.tilt * factor, sum.zoom * factor});
}

} // namespace vigie::ptzui
