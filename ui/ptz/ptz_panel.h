// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/ptz/steerer.h>

#include <QtWidgets/QWidget>

class QLabel;
class QListWidget;
class QPushButton;
class QSlider;

namespace vigie::ptzui {

class StickWidget;

/// Steering by mouse for the camera of the selected tile: stick, zoom, speed, presets; says why when it cannot.
/// Thread: GUI.
class PtzPanel final : public QWidget {
    Q_OBJECT
public:
    /// \p steerer outlives the panel. \p errorSentence turns an error into words for the operator.
    PtzPanel(Steerer &steerer, std::function<QString(const Error &)> errorSentence, QWidget *parent = nullptr);

    /// Name of the camera of the selected tile, as the panel's head says it.
    void setCameraName(const QString &name);
    /// "Joystick: CH Products IP Desktop", or that there is none.
    void setJoystickText(const QString &text);

protected:
    bool event(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void follow();
    void followPresets();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString alarmText() const;
    void recallCurrent();

    Steerer &m_steerer;
    std::function<QString(const Error &)> m_errorSentence;
    QString m_cameraName;
    QLabel *m_camera = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_alarm = nullptr;
    StickWidget *m_stick = nullptr;
    QSlider *m_zoom = nullptr;
    QSlider *m_speed = nullptr;
    QWidget *m_controls = nullptr;
    QListWidget *m_presets = nullptr;
    QLabel *m_presetsHint = nullptr;
    QPushButton *m_readPresets = nullptr;
    QPushButton *m_recall = nullptr;
    QLabel *m_joystick = nullptr;
};

} // namespace vigie::ptzui
