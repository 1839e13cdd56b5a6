// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/clock_label.h>

#include <core/paris_time.h>
#include <ui/common/icon.h>
#include <ui/common/theme.h>

#include <QtCore/QEvent>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>

#include <cmath>

namespace vigie::ui {
namespace {

QFont timeFont(const QFont &base)
{
    QFont font = tabularFont(base);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ClockLabel::ClockLabel(const Clock &clock, Show show, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_show(show)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ClockLabel::refresh);
    refresh();
}

QString ClockLabel::text() const
{
    return m_show == Show::Time ? m_time : m_date + QStringLiteral("  ") + m_time;
}

void ClockLabel::setTrusted(bool trusted)
{
    if (m_trusted == trusted)
        return;
    m_trusted = trusted;
    setToolTip(trusted ? QString() : tr("The clock of this computer cannot be trusted."));
    updateGeometry();
    update();
}

void ClockLabel::refresh()
{
    const Instant now = m_clock.now();
    m_date = paris::dayText(paris::dateAt(now));
    m_time = paris::timeText(now);
    setAccessibleName(text());
    const auto inSecond = now.time_since_epoch() % std::chrono::seconds(1);
    const auto wait = std::chrono::milliseconds(1005) - inSecond;
    m_timer.start(static_cast<int>(std::clamp<qint64>(wait.count(), 5, 2000)));
    update();
}

QSize ClockLabel::sizeHint() const
{
    const QFontMetricsF dateMetrics(tabularFont(font()));
    const QFontMetricsF timeMetrics(timeFont(font()));
    const double em = timeMetrics.height();
    double width = timeMetrics.horizontalAdvance(QStringLiteral("88:88:88"));
    if (m_show == Show::DateAndTime)
        width += dateMetrics.horizontalAdvance(QStringLiteral("88/88/8888")) + em * 0.6;
    if (!m_trusted)
        width += em * 1.2;
    return {static_cast<int>(std::ceil(width)) + 2, static_cast<int>(std::ceil(em * 1.4))};
}

void ClockLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont bold = timeFont(font());
    const double em = QFontMetricsF(bold).height();
    QRectF area = rect();
    if (!m_trusted) {
        drawIcon(painter, QRectF(0, (height() - em) / 2, em, em), IconId::Warning,
                 colours::kWarning);
        area.setLeft(em * 1.2);
    }
    if (m_show == Show::DateAndTime) {
        painter.setFont(tabularFont(font()));
        painter.setPen(colours::kTextSecondary);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, m_date);
    }
    painter.setFont(bold);
    painter.setPen(m_trusted ? colours::kText : colours::kWarning);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, m_time);
}

void ClockLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace vigie::ui
