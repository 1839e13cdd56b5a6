// SPDX-License-Identifier: GPL-3.0-or-later
#include "post_panel.h"

#include "desk_info.h"

#include <access/motives.h>
#include <ui/common/icon.h>
#include <ui/common/theme.h>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtGui/QShortcut>

namespace vigie::shell {
namespace {

constexpr int kPersonRole = Qt::UserRole;
constexpr int kLongestNumber = 60;

QLabel *hint(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("role", QStringLiteral("secondary"));
    return label;
}

} // namespace

PersonId personOfNumber(const registry::Facts &facts, const QString &matricule)
{
    const QString typed = matricule.trimmed();
    for (const registry::Person &person : facts.persons) {
        if (!typed.isEmpty() && person.matricule.compare(typed, Qt::CaseInsensitive) == 0)
            return person.id;
    }
    return {};
}

PostPanel::PostPanel(Parts parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("postPanel"));
    setWindowTitle(tr("At this post"));
    resize(640, 560);
    build();
    connect(&m_parts.desk, &Desk::companyChanged, this, &PostPanel::refresh);
    refresh();
    m_motive->setFocus();
}

void PostPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addWidget(buildMotive());
    column->addWidget(buildPeople(), 1);
    // Not in a box of buttons, which would make it the default: Return adds a person or takes the words.
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closePost"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    column->addWidget(close, 0, Qt::AlignRight);
}

QWidget *PostPanel::buildMotive()
{
    auto *box = new QGroupBox(tr("Why you watch"), this);
    m_motive = new QComboBox(box);
    m_motive->setObjectName(QStringLiteral("watchMotive"));
    m_motive->addItem(tr("No motive given"), QString());
    for (const access::Motive &motive : access::motives()) {
        if (motive.purpose > 0)
            m_motive->addItem(QStringLiteral("%1° %2").arg(motive.purpose).arg(motive.label), motive.code);
    }
    m_words = new QLineEdit(box);
    m_words->setObjectName(QStringLiteral("watchWords"));
    m_words->setMaxLength(WatchMotive::kLongest);
    m_words->setPlaceholderText(tr("mission, call, incident …"));
    auto *form = new QFormLayout;
    form->addRow(tr("&Purpose (L251-2)"), m_motive);
    form->addRow(tr("&In your words"), m_words);
    auto *inner = new QVBoxLayout(box);
    inner->addLayout(form);
    inner->addWidget(hint(tr("Stands in the record of every camera you open from now on. A camera whose system is not authorised for that "
                             "purpose is refused."),
                          box));
    connect(m_motive, &QComboBox::activated, this, &PostPanel::declareMotive);
    connect(m_words, &QLineEdit::editingFinished, this, &PostPanel::declareMotive);
    return box;
}

QWidget *PostPanel::buildPeople()
{
    auto *box = new QGroupBox(tr("Who else can see the screens"), this);
    m_visitor = new QCheckBox(tr("Somebody without a title is in the room: cut &every picture (Ctrl + Shift + V)"), box);
    m_visitor->setObjectName(QStringLiteral("visitorMode"));
    m_people = new QListWidget(box);
    m_people->setObjectName(QStringLiteral("peoplePresent"));
    m_people->setAccessibleName(box->title());
    m_number = new QLineEdit(box);
    m_number->setObjectName(QStringLiteral("presentNumber"));
    m_number->setMaxLength(kLongestNumber);
    m_number->setPlaceholderText(tr("Number (matricule) of somebody who comes in"));
    m_number->setAccessibleName(m_number->placeholderText());
    auto *add = new QPushButton(ui::icon(ui::IconId::Plus), tr("&Add"), box);
    add->setObjectName(QStringLiteral("addPresent"));
    m_remove = new QPushButton(ui::icon(ui::IconId::Minus), tr("&Has left"), box);
    m_remove->setObjectName(QStringLiteral("removePresent"));
    for (QPushButton *button : {add, m_remove})
        button->setAutoDefault(false);
    m_trouble = new QLabel(box);
    m_trouble->setObjectName(QStringLiteral("presentTrouble"));
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    QPalette warning = m_trouble->palette();
    warning.setColor(QPalette::WindowText, ui::colours::kWarning);
    m_trouble->setPalette(warning);
    m_trouble->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_number, 1);
    row->addWidget(add);
    row->addWidget(m_remove);
    auto *inner = new QVBoxLayout(box);
    inner->addWidget(m_visitor);
    inner->addWidget(m_people, 1);
    inner->addLayout(row);
    inner->addWidget(m_trouble);
    inner->addWidget(hint(tr("Pictures that one of them may not see are cut while they are here."), box));
    connect(m_visitor, &QCheckBox::clicked, this, [this](bool visitor) {
        Company company = m_parts.desk.company();
        company.visitor = visitor;
        m_parts.desk.setCompany(company);
    });
    connect(m_number, &QLineEdit::returnPressed, this, &PostPanel::addTyped);
    connect(m_number, &QLineEdit::textChanged, this, [this] { say({}); });
    connect(add, &QPushButton::clicked, this, &PostPanel::addTyped);
    connect(m_remove, &QPushButton::clicked, this, &PostPanel::removeChosen);
    connect(m_people, &QListWidget::currentItemChanged, this, [this] { m_remove->setEnabled(m_people->currentItem() != nullptr); });
    auto *gone = new QShortcut(Qt::Key_Delete, m_people, nullptr, nullptr, Qt::WidgetShortcut);
    connect(gone, &QShortcut::activated, this, &PostPanel::removeChosen);
    return box;
}

void PostPanel::refresh()
{
    const WatchMotive motive = m_parts.desk.motive();
    m_motive->setCurrentIndex(std::max(0, m_motive->findData(motive.code)));
    if (!m_words->hasFocus())
        m_words->setText(motive.words);
    m_visitor->setChecked(m_parts.desk.company().visitor);
    showPeople();
}

void PostPanel::showPeople()
{
    const auto facts = m_parts.registry.facts();
    const PersonId beside = m_parts.desk.session().beside;
    m_people->clear();
    for (const PersonId &id : m_parts.desk.company().present) {
        const registry::Person person = facts ? facts->persons.value(id) : registry::Person();
        QStringList parts{person.name.isEmpty() ? id.value : person.name, person.matricule, person.id.isNull() ? QString() : categoryText(person.category)};
        if (id == beside)
            parts.append(tr("vouches for your session"));
        parts.removeAll(QString());
        auto *item = new QListWidgetItem(ui::icon(ui::IconId::User), parts.join(QStringLiteral(" · ")), m_people);
        item->setData(kPersonRole, id.value);
    }
    m_remove->setEnabled(false);
}

void PostPanel::declareMotive()
{
    m_parts.desk.setMotive({m_motive->currentData().toString(), m_words->text()});
}

void PostPanel::addTyped()
{
    const QString typed = m_number->text().trimmed();
    const auto facts = m_parts.registry.facts();
    if (typed.isEmpty() || !facts)
        return;
    const PersonId person = personOfNumber(*facts, typed);
    Company company = m_parts.desk.company();
    if (person.isNull()) {
        say(tr("Nobody is known here under that number. If they have no title, cut every picture with the box above."));
        return;
    }
    if (person == m_parts.desk.session().person || company.present.contains(person)) {
        say(tr("They are declared already."));
        return;
    }
    if (company.present.size() >= Company::kMost) {
        say(tr("No more than %1 people can be declared.").arg(Company::kMost));
        return;
    }
    company.present.append(person);
    m_number->clear();
    m_parts.desk.setCompany(company);
}

void PostPanel::removeChosen()
{
    const QListWidgetItem *item = m_people->currentItem();
    if (item == nullptr)
        return;
    const PersonId person{item->data(kPersonRole).toString()};
    if (person == m_parts.desk.session().beside) {
        say(tr("They vouch for your session: lock the post when they leave (Ctrl + Shift + L)."));
        return;
    }
    Company company = m_parts.desk.company();
    company.present.removeAll(person);
    m_parts.desk.setCompany(company);
}

void PostPanel::say(const QString &sentence)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
}

} // namespace vigie::shell
