// SPDX-License-Identifier: GPL-3.0-or-later
#include "motive_form.h"

#include <ui/common/icon.h>
#include <ui/evidence/record_text.h>

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace vigie::evidenceui {
namespace {

constexpr int kWidth = 560; ///< logical pixels

} // namespace

MotiveForm::MotiveForm(QWidget *parent)
    : QWidget(parent)
    , m_purpose(new QComboBox(this))
    , m_text(new QLineEdit(this))
    , m_open(new QPushButton(ui::icon(ui::IconId::Journal), tr("Open the journal"), this))
{
    setObjectName(QStringLiteral("motiveForm"));
    auto *title = new QLabel(tr("What is the journal read for?"), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto *law = new QLabel(tr("The law has it read for the purposes below only (LIL art. 101). It is never used to appraise staff. Your "
                              "matricule, the purpose, the motive and what you look for are recorded before anything is shown."),
                           this);
    law->setWordWrap(true);
    law->setProperty("role", QStringLiteral("secondary"));
    m_purpose->setObjectName(QStringLiteral("readingPurpose"));
    m_purpose->addItem(tr("Choose a purpose"));
    for (const evidence::ReadingPurpose purpose : evidence::allReadingPurposes())
        m_purpose->addItem(purposeText(purpose), static_cast<int>(purpose));
    m_text->setObjectName(QStringLiteral("readingMotive"));
    m_text->setMaxLength(evidence::ReadingMotive::kLongest);
    m_text->setPlaceholderText(tr("request no., report, matter …"));
    m_open->setObjectName(QStringLiteral("openJournal"));
    m_open->setProperty("primary", true);
    auto *form = new QFormLayout;
    form->addRow(tr("&Purpose"), m_purpose);
    form->addRow(tr("&Motive"), m_text);
    auto *inner = new QWidget(this);
    inner->setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(inner);
    column->setSpacing(14);
    column->addWidget(title);
    column->addWidget(law);
    column->addLayout(form);
    column->addWidget(m_open, 0, Qt::AlignRight);
    // Not by alignment: that would forget how high a wrapped sentence is.
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(inner);
    middle->addStretch(1);
    auto *centred = new QVBoxLayout(this);
    centred->addStretch(1);
    centred->addLayout(middle);
    centred->addStretch(2);
    connect(m_purpose, &QComboBox::currentIndexChanged, this, &MotiveForm::follow);
    connect(m_text, &QLineEdit::textChanged, this, &MotiveForm::follow);
    connect(m_text, &QLineEdit::returnPressed, this, &MotiveForm::give);
    connect(m_open, &QPushButton::clicked, this, &MotiveForm::give);
    m_open->setAutoDefault(true);
    follow();
}

evidence::ReadingMotive MotiveForm::motive() const
{
    evidence::ReadingMotive motive;
    if (const QVariant purpose = m_purpose->currentData(); purpose.isValid())
        motive.purpose = static_cast<evidence::ReadingPurpose>(purpose.toInt());
    motive.text = m_text->text().trimmed();
    return motive;
}

void MotiveForm::setMotive(const evidence::ReadingMotive &motive)
{
    m_purpose->setCurrentIndex(motive.purpose ? m_purpose->findData(static_cast<int>(*motive.purpose)) : 0);
    m_text->setText(motive.text);
}

void MotiveForm::setBusy(bool busy)
{
    m_busy = busy;
    m_purpose->setEnabled(!busy);
    m_text->setEnabled(!busy);
    follow();
}

void MotiveForm::focusFirst()
{
    m_purpose->setFocus();
}

void MotiveForm::follow()
{
    const bool whole = motive().isComplete();
    m_open->setEnabled(whole && !m_busy);
    m_open->setToolTip(whole ? QString() : tr("A purpose, and a motive of at least %1 characters.").arg(evidence::ReadingMotive::kShortest));
}

void MotiveForm::give()
{
    if (!m_busy && motive().isComplete())
        Q_EMIT given();
}

} // namespace vigie::evidenceui
