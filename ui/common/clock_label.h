// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace vigie::ui {

/// The legal time of the room, Europe/Paris, from the core clock, with digits that do not dance.
/// Repaints once a second, just after the second changes. GUI thread.
class ClockLabel final : public QWidget {
    Q_OBJECT
public:
    enum class Show { Time, DateAndTime };
    /// \p clock must outlive the widget.
    explicit ClockLabel(const Clock &clock, Show show = Show::DateAndTime,
                        QWidget *parent = nullptr);

    /// "22:59:07" or "24/11/2026  22:59:07", as drawn now.
    [[nodiscard]] QString text() const;
    /// False draws the time in the warning colour with a warning symbol: the clock is not trusted.
    void setTrusted(bool trusted);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

public Q_SLOTS:
    /// Reads the clock again now.
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    const Clock &m_clock;
    Show m_show;
    QTimer m_timer;
    QString m_date;
    QString m_time;
    bool m_trusted = true;
};

} // namespace vigie::ui
