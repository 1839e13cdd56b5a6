// SPDX-License-Identifier: GPL-3.0-or-later
#include "rights_panel.h"

#include "desk_info.h"
#include "rights.h"

#include <core/paris_time.h>
#include <registry/camera_index.h>
#include <ui/common/theme.h>

#include <QtCore/QRegularExpression>
#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QShortcut>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

namespace vigie::shell {
namespace {

constexpr int kSearchRole = Qt::UserRole;

QStandardItem *makeItem(const QString &text, const QColor &colour = {})
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    item->setToolTip(text);
    if (colour.isValid())
        item->setForeground(colour);
    return item;
}

/// \p searched  by whoever types: of the row and of all above it
void addRow(QStandardItem &parent, QStandardItem *first, QStandardItem *second, const QString &searched)
{
    first->setData(registry::searchText(searched), kSearchRole);
    parent.appendRow({first, second});
}

} // namespace

RightsPanel::RightsPanel(Parts parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("rightsPanel"));
    setWindowTitle(tr("Who am I, and what may I see?"));
    resize(980, 640);
    build();
    connect(&m_parts.desk, &Desk::rightsMayHaveChanged, this, &RightsPanel::refresh);
    refresh();
}

void RightsPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("rightsName"));
    m_name->setTextFormat(Qt::PlainText);
    QFont bold = m_name->font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 1.3);
    m_name->setFont(bold);
    m_who = new QLabel(this);
    m_who->setObjectName(QStringLiteral("rightsWho"));
    m_who->setTextFormat(Qt::PlainText);
    m_who->setWordWrap(true);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("rightsSearch"));
    m_search->setPlaceholderText(tr("Commune, camera, reason…"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_model = new QStandardItemModel(this);
    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterRole(kSearchRole);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("rightsTree"));
    m_tree->setModel(m_filter);
    m_tree->setWordWrap(true);
    m_tree->setUniformRowHeights(false);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    column->addWidget(m_name);
    column->addWidget(m_who);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, this, &RightsPanel::filter);
    auto *find = new QShortcut(Qt::CTRL | Qt::Key_F, this);
    connect(find, &QShortcut::activated, m_search, [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
}

void RightsPanel::refresh()
{
    showWho();
    showRights();
}

void RightsPanel::showWho()
{
    const Instant now = m_parts.clock.now();
    const auto facts = m_parts.registry.facts();
    const DeskInfo desk = deskInfo(*facts, m_parts.desk.session(), now);
    m_name->setText(desk.name);
    QStringList lines;
    QStringList who{desk.matricule, desk.category, desk.employer, desk.post};
    who.removeAll(QString());
    lines.append(who.join(QStringLiteral(" · ")));
    if (desk.onDuty && desk.dutyEnd)
        lines.append(tr("On duty until %1").arg(paris::dateTimeText(*desk.dutyEnd)));
    else if (!desk.onDuty)
        lines.append(tr("Off duty"));
    const PersonId person = m_parts.desk.session().person;
    for (const registry::Agrement &agrement : facts->agrements.value(person)) {
        QString line = tr("Approval %1 (L132-14-1)").arg(agrement.number.isEmpty() ? tr("without a number") : agrement.number);
        if (agrement.suspendedFrom && agrement.isSuspendedAt(now))
            line += tr(", suspended since %1").arg(paris::dateTimeText(*agrement.suspendedFrom));
        lines.append(line);
    }
    for (const registry::Habilitation &title : facts->habilitations.value(person)) {
        QStringList communes;
        for (const Insee &commune : title.communes)
            communes.append(facts->communes.contains(commune) ? facts->communes.value(commune).name : commune.value);
        lines.append(title.validity.until
                         ? tr("Title for %1, until %2").arg(communes.join(QStringLiteral(", ")), paris::dayText(*title.validity.until))
                         : tr("Title for %1").arg(communes.join(QStringLiteral(", "))));
    }
    m_who->setText(lines.join(QLatin1Char('\n')));
}

void RightsPanel::showRights()
{
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Commune, cameras"), tr("What the rule answers")});
    const auto facts = m_parts.registry.facts();
    for (const CommuneRights &rights : rightsOf(*facts, [this](const CameraId &camera) { return m_parts.desk.preview(camera); })) {
        auto *commune = makeItem(rights.commune);
        QFont bold = m_tree->font();
        bold.setWeight(QFont::DemiBold);
        commune->setFont(bold);
        const bool all = rights.allowed == rights.cameras;
        auto *summary = makeItem(tr("%1 of %2 may be seen").arg(rights.allowed).arg(rights.cameras),
                                 all ? ui::colours::kLive : rights.allowed > 0 ? ui::colours::kText : ui::colours::kRefused);
        for (const SameAnswer &answer : rights.answers) {
            const access::Decision &decision = answer.decision;
            auto *cameras = makeItem(answer.cameras.join(QStringLiteral(", ")));
            const QString searched = rights.commune + QLatin1Char(' ') + answer.cameras.join(QLatin1Char(' '));
            if (decision.allowed) {
                QStringList words{decision.until ? tr("Allowed until %1").arg(paris::dateTimeText(*decision.until)) : tr("Allowed"),
                                  decision.statement};
                words.removeAll(QString());
                addRow(*commune, cameras, makeItem(words.join(QStringLiteral(" — ")), ui::colours::kLive), searched);
                continue;
            }
            QStringList texts;
            for (const access::Reason &reason : decision.reasons)
                texts.append(reason.text);
            addRow(*commune, cameras, makeItem(texts.join(QStringLiteral(" ; ")), ui::colours::kRefused),
                   searched + QLatin1Char(' ') + texts.join(QLatin1Char(' ')));
            for (const access::Reason &reason : decision.reasons) {
                QStringList how;
                if (!reason.basis.isEmpty())
                    how.append(tr("Basis: %1").arg(reason.basis));
                if (!reason.remedy.isEmpty())
                    how.append(tr("Who can mend it: %1").arg(reason.remedy));
                addRow(*cameras, makeItem(reason.text), makeItem(how.join(QStringLiteral(" — "))), searched + QLatin1Char(' ') + reason.text);
            }
        }
        commune->setData(registry::searchText(rights.commune), kSearchRole);
        m_model->appendRow({commune, summary});
    }
    m_tree->header()->resizeSection(0, 420);
    filter(m_search->text());
    if (m_model->rowCount() <= 12)
        m_tree->expandAll();
}

/// Every word, wherever it stands.
void RightsPanel::filter(const QString &typed)
{
    QString pattern;
    for (const QString &word : registry::searchText(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        pattern += QStringLiteral("(?=.*%1)").arg(QRegularExpression::escape(word));
    m_filter->setFilterRegularExpression(pattern);
    if (!pattern.isEmpty())
        m_tree->expandAll();
}

} // namespace vigie::shell
