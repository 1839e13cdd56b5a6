// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace vigie::ui {

/// What stands where there is nothing to show: a symbol, a sentence that says why, and what can be
/// done. GUI thread.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// \param hint  a second, quieter sentence; \param action  text of the button; both may be
    /// empty
    void setContent(IconId icon, const QString &sentence, const QString &hint = {},
                    const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_hint;
    QPushButton *m_action;
};

} // namespace vigie::ui
