// SPDX-License-Identifier: GPL-3.0-or-later
#include <ui/common/empty_state.h>

#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace vigie::ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_hint(new QLabel(this)),
      m_action(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    const Spacing space = spacing(QFontMetricsF(font()));
    column->setSpacing(space.medium);
    column->addStretch();
    for (QLabel *label : {m_icon, m_sentence, m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText); // names from the registry are not markup
        column->addWidget(label);
    }
    m_sentence->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_hint->setProperty("role", QStringLiteral("secondary"));
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    m_hint->hide();
    m_action->hide();
}

void EmptyState::setContent(IconId icon, const QString &sentence, const QString &hint,
                            const QString &action)
{
    const int side = static_cast<int>(36 * fontScale(font()));
    m_icon->setPixmap(
        iconPixmap(icon, QSize(side, side), colours::kTextFaint, devicePixelRatioF()));
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(hint);
}

} // namespace vigie::ui
