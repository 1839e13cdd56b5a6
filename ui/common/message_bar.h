// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include <chrono>

class QLabel;
class QPushButton;
class QToolButton;

namespace vigie::ui {

/// One sentence across the top of a screen: what happened and what to do. Hidden when it has
/// nothing to say. A message of the same or a higher severity replaces the one shown; a lower one
/// waits until that one is gone. GUI thread.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    enum class Severity { Info, Success, Warning, Error };
    explicit MessageBar(QWidget *parent = nullptr);

    /// \param action  text of a button, may be empty; \param lasts  zero = until closed or replaced
    void showMessage(Severity severity, const QString &text, const QString &action = {},
                     std::chrono::milliseconds lasts = std::chrono::milliseconds::zero());
    /// False: what is said stays until whoever said it takes it back. For a state that lasts.
    void setClosable(bool closable);
    [[nodiscard]] QString text() const { return m_shown.text; }
    [[nodiscard]] Severity severity() const { return m_shown.severity; }

public Q_SLOTS:
    /// Closes the shown message; the one waiting, if any, comes up.
    void dismiss();

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Message {
        Severity severity = Severity::Info;
        QString text;
        QString action;
        std::chrono::milliseconds lasts{0};
    };
    void present(const Message &message);

    QLabel *m_icon;
    QLabel *m_label;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer m_timer;
    Message m_shown;
    Message m_waiting;
};

} // namespace vigie::ui
