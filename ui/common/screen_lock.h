// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>
#include <QtCore/QVariantMap>

namespace vigie::ui {

/// Whether the screen of this desktop session is locked, or the machine about to sleep, as systemd-logind says over D-Bus.
/// Where there is no logind it is never locked. Thread: GUI.
class ScreenLock final : public QObject {
    Q_OBJECT
public:
    explicit ScreenLock(QObject *parent = nullptr);

    [[nodiscard]] bool isLocked() const { return m_hinted || m_sleeping; }

Q_SIGNALS:
    void changed();

public Q_SLOTS:
    /// PropertiesChanged of the session.
    void onProperties(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
    /// PrepareForSleep of the manager: true before, false after.
    void onSleep(bool begins);

private:
    void follow(const QString &session);
    void set(bool &state, bool value);

    bool m_hinted = false;
    bool m_sleeping = false;
};

} // namespace vigie::ui
