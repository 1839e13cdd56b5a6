// SPDX-License-Identifier: GPL-3.0-or-later
#include "expiry_model.h"

#include <core/paris_time.h>
#include <ui/admin/values.h>
#include <ui/common/theme.h>

#include <algorithm>

namespace vigie::admin {
namespace {

constexpr int kForgottenAfter = 30; // days

/// The keys that say when something is over.
bool isEnd(const Field &field)
{
    return field.key == QLatin1String("until") || field.key == QLatin1String("suspendedUntil")
        || field.key == QLatin1String("eventEnds");
}

} // namespace

ExpiryModel::ExpiryModel(Draft &draft, Date today, QObject *parent)
    : QAbstractTableModel(parent)
    , m_draft(draft)
    , m_today(today)
    , m_kinds(kinds())
{
    collect();
    connect(&draft, &Draft::changed, this, [this] {
        beginResetModel();
        collect();
        endResetModel();
    });
}

ExpiryModel::Mark ExpiryModel::markOf(int daysLeft)
{
    return daysLeft < 0 ? Mark::Over : daysLeft <= 30 ? Mark::Within30Days : daysLeft <= 90 ? Mark::Within90Days : Mark::Later;
}

void ExpiryModel::add(const Kind &kind, const QJsonObject &record, const Field &field)
{
    const QString iso = valueIn(record, field).toString();
    Date day;
    if (field.type == FieldType::Day) {
        const auto date = dateFromIso(iso);
        if (!date)
            return;
        day = *date;
    } else {
        const auto instant = instantFromIso(iso);
        if (!instant)
            return;
        day = paris::dateAt(*instant);
    }
    const int left = static_cast<int>((std::chrono::sys_days(day) - std::chrono::sys_days(m_today)).count());
    if (left < -kForgottenAfter)
        return;
    const auto kindOf = [&](const char *list) {
        return *std::find_if(m_kinds.cbegin(), m_kinds.cend(), [&](const Kind &each) { return each.list == QLatin1String(list); });
    };
    const QString identity = registry::identityOf(kind.list, record);
    const QString person = record.value(QLatin1String("person")).toString();
    const QString commune = record.value(QLatin1String("commune")).toString();
    End end{day, left, kind.list, identity, kind.name + QStringLiteral(" — ") + field.label, {}, {}};
    if (kind.titleKey != QLatin1String("person"))
        end.which = m_draft.titleOf(kind, identity);
    if (!person.isEmpty())
        end.whose = m_draft.titleOf(kindOf("persons"), person);
    else if (!commune.isEmpty())
        end.whose = m_draft.titleOf(kindOf("communes"), commune);
    m_ends.append(end);
}

void ExpiryModel::collect()
{
    m_ends.clear();
    for (const Kind &kind : m_kinds) {
        // A duty ends every day: that is the rota's.
        if (kind.list == QLatin1String("duties"))
            continue;
        for (const Field &field : kind.fields) {
            if (!isEnd(field))
                continue;
            for (const Draft::Record &record : m_draft.records(kind.list))
                add(kind, record.now, field);
        }
    }
    std::stable_sort(m_ends.begin(), m_ends.end(), [](const End &a, const End &b) { return a.daysLeft < b.daysLeft; });
}

int ExpiryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ends.size());
}

int ExpiryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExpiryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const End &end = m_ends.at(index.row());
    const Mark mark = markOf(end.daysLeft);
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case When: return paris::dayText(end.day);
        case Left: return end.daysLeft < 0 ? tr("over") : end.daysLeft == 0 ? tr("today") : tr("D−%1").arg(end.daysLeft);
        case What: return end.what;
        case Which: return end.which;
        case Whose: return end.whose;
        default: return {};
        }
    case Qt::ForegroundRole:
        return mark == Mark::Over        ? QVariant(ui::colours::kError)
            : mark == Mark::Within30Days ? QVariant(ui::colours::kWarning)
                                         : QVariant();
    case ListRole: return end.list;
    case IdentityRole: return end.identity;
    case MarkRole: return static_cast<int>(mark);
    default: return {};
    }
}

QVariant ExpiryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When: return tr("Ends on");
    case Left: return tr("Left");
    case What: return tr("What ends");
    case Which: return tr("Which");
    case Whose: return tr("Of whom");
    default: return {};
    }
}

} // namespace vigie::admin
