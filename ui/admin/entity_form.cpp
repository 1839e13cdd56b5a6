// SPDX-License-Identifier: GPL-3.0-or-later
#include "entity_form.h"

#include <ui/admin/values.h>
#include <ui/common/theme.h>

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vigie::admin {
namespace {

constexpr int kLongestTyped = 4000;
constexpr int kPartyLines = 5;

QLabel *makeMessage(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

void say(QLabel &label, const QString &text, const QColor &colour)
{
    label.setText(text);
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, colour);
    label.setPalette(palette);
    label.setVisible(!text.isEmpty());
}

/// The records of \p kind by what people call them; choosing one gives its id.
QCompleter *completerFor(const Draft &draft, const Kind &kind, QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    for (const Draft::Record &record : draft.records(kind.list)) {
        const QString id = registry::identityOf(kind.list, record.now);
        auto *item = new QStandardItem(QStringLiteral("%1 — %2").arg(draft.titleOf(kind, id), id));
        item->setData(id, Qt::UserRole);
        model->appendRow(item);
    }
    auto *completer = new QCompleter(model, parent);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    return completer;
}

} // namespace

EntityForm::EntityForm(Draft &draft, const Kind &kind, QWidget *parent)
    : QScrollArea(parent)
    , m_draft(draft)
    , m_kind(kind)
    , m_kinds(kinds())
{
    setObjectName(QStringLiteral("entityForm"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_word = makeMessage(page);
    form->addRow(m_word);
    for (const Field &field : kind.fields) {
        Line line{field, makeEditor(field), makeMessage(page)};
        line.editor->setObjectName(field.key);
        line.editor->setAccessibleName(field.label);
        line.editor->setToolTip(field.hint);
        auto *label = new QLabel(field.required ? field.label + QStringLiteral(" *") : field.label, page);
        label->setBuddy(line.editor);
        auto *cell = new QWidget(page);
        auto *column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        column->addWidget(line.editor);
        column->addWidget(line.message);
        form->addRow(label, cell);
        m_lines.append(line);
    }
    setWidget(page);
    connect(&draft, &Draft::recordChanged, this, [this](const QString &list, int row) {
        if (list == m_kind.list && row == m_row)
            showRecord();
    });
    // Rows are about to mean others.
    const auto leave = [this](const QString &list) {
        if (list == m_kind.list)
            setRow(-1);
    };
    connect(&draft, &Draft::aboutToAdd, this, leave);
    connect(&draft, &Draft::aboutToRemove, this, leave);
    connect(&draft, &Draft::aboutToRestart, this, [this] { setRow(-1); });
    showRecord();
}

QWidget *EntityForm::makeEditor(const Field &field)
{
    if (field.type == FieldType::Flag) {
        auto *box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) {
            edit(field, on == field.otherwise ? QJsonValue(QJsonValue::Undefined) : QJsonValue(on));
        });
        return box;
    }
    if (field.type == FieldType::Choice) {
        auto *box = new QComboBox(this);
        box->addItem(QString());
        for (const Option &option : field.options)
            box->addItem(option.text, option.value);
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, field, box] { edit(field, typedValue(field, box->currentData().toString())); });
        return box;
    }
    if (field.type == FieldType::Parties) {
        auto *text = new QPlainTextEdit(this);
        text->setTabChangesFocus(true);
        text->setPlaceholderText(field.hint);
        text->setFixedHeight(text->fontMetrics().lineSpacing() * kPartyLines + 2 * text->frameWidth() + 8);
        connect(text, &QPlainTextEdit::textChanged, this, [this, field, text] { edit(field, typedValue(field, text->toPlainText())); });
        return text;
    }
    auto *text = new QLineEdit(this);
    text->setPlaceholderText(field.hint);
    text->setMaxLength(field.type == FieldType::References ? QWIDGETSIZE_MAX : kLongestTyped);
    if (field.type == FieldType::Secret) {
        text->setEchoMode(QLineEdit::Password);
        text->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    }
    if (field.type == FieldType::Day)
        text->setPlaceholderText(tr("DD/MM/YYYY"));
    if (field.type == FieldType::Instant)
        text->setPlaceholderText(tr("DD/MM/YYYY HH:MM"));
    connect(text, &QLineEdit::textEdited, this, [this, field](const QString &typed) { edit(field, typedValue(field, typed)); });
    if (field.type == FieldType::Reference) {
        const auto kind = std::find_if(m_kinds.cbegin(), m_kinds.cend(), [&](const Kind &each) { return each.list == field.refersTo; });
        QCompleter *completer = completerFor(m_draft, *kind, text);
        text->setCompleter(completer);
        // Queued: the completer writes its own text first.
        connect(
            completer, QOverload<const QModelIndex &>::of(&QCompleter::activated), text,
            [this, field, text](const QModelIndex &chosen) {
                text->setText(chosen.data(Qt::UserRole).toString());
                edit(field, typedValue(field, text->text()));
            },
            Qt::QueuedConnection);
    }
    return text;
}

void EntityForm::edit(const Field &field, const QJsonValue &value)
{
    if (m_showing || m_row < 0)
        return;
    const QJsonObject &now = m_draft.records(m_kind.list).at(m_row).now;
    m_draft.change(m_kind.list, m_row, field.key, withValue(now, field, value));
}

void EntityForm::setRow(int row)
{
    if (row == m_row)
        return;
    m_row = row;
    m_problems.clear();
    for (const Line &line : std::as_const(m_lines)) {
        if (auto *text = qobject_cast<QLineEdit *>(line.editor))
            text->clear(); // with its own undo: that of another record
    }
    showRecord();
    verticalScrollBar()->setValue(0);
}

void EntityForm::showValue(const Line &line)
{
    const QJsonValue value = valueIn(m_draft.records(m_kind.list).at(m_row).now, line.field);
    const QString text = typedText(line.field, value);
    if (auto *box = qobject_cast<QCheckBox *>(line.editor)) {
        box->setChecked(!text.isEmpty());
    } else if (auto *choice = qobject_cast<QComboBox *>(line.editor)) {
        choice->setCurrentIndex(std::max(0, choice->findData(text)));
    } else if (auto *lines = qobject_cast<QPlainTextEdit *>(line.editor)) {
        if (typedValue(line.field, lines->toPlainText()) != value)
            lines->setPlainText(text);
    } else if (auto *edit = qobject_cast<QLineEdit *>(line.editor)) {
        // What is being typed is left alone as long as it means the same.
        if (line.field.type == FieldType::Secret ? value.isUndefined() : typedValue(line.field, edit->text()) != value)
            edit->setText(text);
    }
}

void EntityForm::showRecord()
{
    m_showing = true;
    widget()->setEnabled(m_row >= 0);
    if (m_row >= 0) {
        const bool isNew = m_draft.records(m_kind.list).at(m_row).before.isEmpty();
        for (const Line &line : std::as_const(m_lines)) {
            showValue(line);
            if (line.field.type == FieldType::Id)
                line.editor->setEnabled(isNew);
        }
    }
    m_showing = false;
    showMessages();
}

void EntityForm::setProblems(const QList<Problem> &problems)
{
    m_problems = problems;
    showMessages();
}

QString EntityForm::nameOf(const Line &line) const
{
    if (line.field.type != FieldType::Reference || m_row < 0)
        return {};
    const QString id = valueIn(m_draft.records(m_kind.list).at(m_row).now, line.field).toString();
    const auto kind = std::find_if(m_kinds.cbegin(), m_kinds.cend(), [&](const Kind &each) { return each.list == line.field.refersTo; });
    if (m_draft.rowOf(line.field.refersTo, id) < 0)
        return {};
    const QString title = m_draft.titleOf(*kind, id);
    return title == id ? QString() : title;
}

void EntityForm::showMessages()
{
    const QString identity =
        m_row < 0 ? QString() : registry::identityOf(m_kind.list, m_draft.records(m_kind.list).at(m_row).now);
    QHash<QString, QString> sentences;
    for (const Problem &problem : std::as_const(m_problems)) {
        if (problem.list != m_kind.list || m_row < 0 || problem.identity != identity)
            continue;
        const auto line = std::find_if(m_lines.cbegin(), m_lines.cend(), [&](const Line &each) {
            return each.field.key == problem.key || each.field.key.startsWith(problem.key + QLatin1Char('.'));
        });
        const QString key = line == m_lines.cend() ? QString() : line->field.key;
        if (!sentences.contains(key))
            sentences.insert(key, problem.sentence);
    }
    say(*m_word, sentences.value(QString()), ui::colours::kError);
    for (const Line &line : std::as_const(m_lines)) {
        if (const QString wrong = sentences.value(line.field.key); !wrong.isEmpty())
            say(*line.message, wrong, ui::colours::kError);
        else
            say(*line.message, nameOf(line), ui::colours::kTextSecondary);
    }
}

void EntityForm::focusFirst()
{
    for (const Line &line : std::as_const(m_lines)) {
        if (line.editor->isEnabled()) {
            line.editor->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

QString EntityForm::messageOf(const QString &key) const
{
    for (const Line &line : m_lines) {
        if (line.field.key == key)
            return line.message->text();
    }
    return m_word->text();
}

} // namespace vigie::admin
