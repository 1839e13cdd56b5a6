// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/message_bar.h>

#include <ui/common/icon.h>
#include <ui/common/theme.h>

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace vigie::ui {
namespace {

QColor colourOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Info:
        return colours::kAccent;
    case MessageBar::Severity::Success:
        return colours::kLive;
    case MessageBar::Severity::Warning:
        return colours::kWarning;
    case MessageBar::Severity::Error:
        return colours::kError;
    }
    return colours::kAccent;
}

IconId iconOf(MessageBar::Severity severity)
{
    switch (severity) {
    case MessageBar::Severity::Info:
        return IconId::Info;
    case MessageBar::Severity::Success:
        return IconId::Check;
    case MessageBar::Severity::Warning:
        return IconId::Warning;
    case MessageBar::Severity::Error:
        return IconId::Error;
    }
    return IconId::Info;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_label(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_close(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    const Spacing space = spacing(QFontMetricsF(font()));
    row->setContentsMargins(space.medium, space.small, space.small, space.small);
    row->setSpacing(space.medium);
    row->addWidget(m_icon);
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_close->setIcon(icon(IconId::Close, colours::kTextSecondary));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    hide();
}

void MessageBar::showMessage(Severity severity, const QString &text, const QString &action,
                             std::chrono::milliseconds lasts)
{
    const Message message{severity, text, action, lasts};
    if (isHidden() || severity >= m_shown.severity)
        present(message);
    else
        m_waiting = message;
}

void MessageBar::present(const Message &message)
{
    m_shown = message;
    const int side = static_cast<int>(18 * fontScale(font()));
    m_icon->setPixmap(iconPixmap(iconOf(message.severity), QSize(side, side),
                                 colourOf(message.severity), devicePixelRatioF()));
    m_label->setText(message.text);
    m_action->setText(message.action);
    m_action->setVisible(!message.action.isEmpty());
    setAccessibleName(message.text);
    m_timer.stop();
    if (message.lasts > std::chrono::milliseconds::zero())
        m_timer.start(message.lasts);
    show();
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void MessageBar::dismiss()
{
    if (isHidden())
        return;
    m_timer.stop();
    if (!m_waiting.text.isEmpty()) {
        const Message next = m_waiting;
        m_waiting = {};
        present(next);
        return;
    }
    m_shown = {};
    hide();
    Q_EMIT dismissed();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colours::kRaised);
    painter.fillRect(QRect(0, 0, 4, height()), colourOf(m_shown.severity));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours::kLine);
}

} // namespace vigie::ui
