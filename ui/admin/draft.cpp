// SPDX-License-Identifier: GPL-3.0-or-later
#include "draft.h"

#include <registry/json.h>

#include <QtCore/QJsonArray>

#include <functional>

namespace vigie::admin {

/// A step forwards and back.
class DraftStep final : public QUndoCommand {
public:
    using Act = std::function<void(Draft &)>;
    DraftStep(Draft &draft, Act forwards, Act back)
        : m_draft(draft)
        , m_forwards(std::move(forwards))
        , m_back(std::move(back))
    {
    }
    /// A change at \p place ("persons/3/name"), which the next one at the same place joins.
    void joinAt(const QString &place) { m_place = place; }
    void redo() override { m_forwards(m_draft); }
    void undo() override { m_back(m_draft); }
    [[nodiscard]] int id() const override { return m_place.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const DraftStep *>(other); // the same id: one of ours
        if (next->m_place != m_place)
            return false;
        m_forwards = next->m_forwards;
        return true;
    }

    static void replaceAll(Draft &draft, const Draft::Records &records, const Draft::Removed &removed) { draft.replaceAll(records, removed); }
    static void put(Draft &draft, const QString &list, int row, const QJsonObject &now) { draft.put(list, row, now); }
    static void insert(Draft &draft, const QString &list, int row, const Draft::Record &record) { draft.insert(list, row, record); }
    static void take(Draft &draft, const QString &list, int row) { (void)draft.take(list, row); }

private:
    Draft &m_draft;
    Act m_forwards;
    Act m_back;
    QString m_place;
};

Draft::Draft(const registry::Content &content, QObject *parent)
    : QObject(parent)
{
    read(content);
}

void Draft::read(const registry::Content &content)
{
    m_content = content;
    m_records.clear();
    m_removed.clear();
    m_rows.clear();
    m_undo.clear();
    const QJsonObject json = registry::toJson(content);
    for (const Kind &kind : kinds()) {
        QList<Record> &records = m_records[kind.list];
        for (const QJsonValue &value : json.value(kind.list).toArray())
            records.append({value.toObject(), value.toObject()});
    }
}

const QList<Draft::Record> &Draft::records(const QString &list) const
{
    static const QList<Record> kNone;
    const auto found = m_records.constFind(list);
    return found == m_records.constEnd() ? kNone : *found;
}

int Draft::rowOf(const QString &list, const QString &identity) const
{
    auto rows = m_rows.constFind(list);
    if (rows == m_rows.constEnd()) {
        QHash<QString, int> fresh;
        const QList<Record> &all = records(list);
        for (int row = 0; row < all.size(); ++row)
            fresh.insert(registry::identityOf(list, all.at(row).now), row);
        rows = m_rows.insert(list, fresh);
    }
    return rows->value(identity, -1);
}

QString Draft::titleOf(const Kind &kind, const QString &id) const
{
    const int row = rowOf(kind.list, id);
    const QString title = row < 0 ? QString() : records(kind.list).at(row).now.value(kind.titleKey).toString();
    return title.isEmpty() ? id : title;
}

int Draft::add(const QString &list, const QJsonObject &record)
{
    const int row = static_cast<int>(records(list).size());
    const Record fresh{record, {}};
    m_undo.push(new DraftStep(
        *this, [list, row, fresh](Draft &draft) { DraftStep::insert(draft, list, row, fresh); },
        [list, row](Draft &draft) { DraftStep::take(draft, list, row); }));
    return row;
}

void Draft::remove(const QString &list, int row)
{
    const Record gone = records(list).at(row);
    m_undo.push(new DraftStep(
        *this, [list, row](Draft &draft) { DraftStep::take(draft, list, row); },
        [list, row, gone](Draft &draft) { DraftStep::insert(draft, list, row, gone); }));
}

void Draft::change(const QString &list, int row, const QString &key, const QJsonObject &record)
{
    const QJsonObject was = records(list).at(row).now;
    if (was == record)
        return;
    auto step = std::make_unique<DraftStep>(
        *this, [list, row, record](Draft &draft) { DraftStep::put(draft, list, row, record); },
        [list, row, was](Draft &draft) { DraftStep::put(draft, list, row, was); });
    step->joinAt(QStringLiteral("%1/%2/%3").arg(list).arg(row).arg(key));
    m_undo.push(step.release());
}

void Draft::put(const QString &list, int row, const QJsonObject &now)
{
    m_records[list][row].now = now;
    m_rows.remove(list);
    Q_EMIT recordChanged(list, row);
    Q_EMIT changed();
}

void Draft::insert(const QString &list, int row, const Record &record)
{
    Q_EMIT aboutToAdd(list, row);
    m_records[list].insert(row, record);
    if (!record.before.isEmpty())
        m_removed[list].removeOne(record.before);
    m_rows.remove(list);
    Q_EMIT recordAdded(list, row);
    Q_EMIT changed();
}

Draft::Record Draft::take(const QString &list, int row)
{
    Q_EMIT aboutToRemove(list, row);
    const Record record = m_records[list].takeAt(row);
    if (!record.before.isEmpty())
        m_removed[list].append(record.before);
    m_rows.remove(list);
    Q_EMIT recordRemoved(list, row);
    Q_EMIT changed();
    return record;
}

QList<registry::EntityChange> Draft::changes() const
{
    QList<registry::EntityChange> changes;
    for (const Kind &kind : kinds()) {
        for (const Record &record : records(kind.list)) {
            if (record.isChanged())
                changes.append({kind.list, record.before, record.now});
        }
        for (const QJsonObject &gone : m_removed.value(kind.list))
            changes.append({kind.list, gone, {}});
    }
    return changes;
}

QStringList Draft::take(const QList<registry::EntityChange> &changes)
{
    Records records = m_records;
    Removed removed = m_removed;
    QStringList strange;
    QHash<QString, QHash<QString, int>> rows; // of what is added here
    for (const registry::EntityChange &change : changes) {
        const auto list = records.find(change.list);
        if (list == records.end()) {
            if (!strange.contains(change.list))
                strange.append(change.list);
            continue;
        }
        const QString identity = registry::identityOf(change.list, change.after);
        const int row = rows.value(change.list).value(identity, rowOf(change.list, identity));
        if (row >= 0) {
            (*list)[row].now = change.after;
            continue;
        }
        Record fresh{change.after, {}};
        QList<QJsonObject> &gone = removed[change.list]; // removed here, and back again
        for (qsizetype i = 0; i < gone.size(); ++i) {
            if (registry::identityOf(change.list, gone.at(i)) == identity) {
                fresh.before = gone.takeAt(i);
                break;
            }
        }
        rows[change.list].insert(identity, static_cast<int>(list->size()));
        list->append(fresh);
    }
    if (records == m_records && removed == m_removed)
        return strange;
    m_undo.push(new DraftStep(
        *this, [records, removed](Draft &draft) { DraftStep::replaceAll(draft, records, removed); },
        [was = m_records, gone = m_removed](Draft &draft) { DraftStep::replaceAll(draft, was, gone); }));
    return strange;
}

void Draft::replaceAll(const Records &records, const Removed &removed)
{
    Q_EMIT aboutToRestart();
    m_records = records;
    m_removed = removed;
    m_rows.clear();
    Q_EMIT restarted();
    Q_EMIT changed();
}

Result<registry::Content> Draft::content(QStringList &problems) const
{
    const auto changed = changes();
    return changed.isEmpty() ? m_content : registry::withChanges(m_content, changed, problems);
}

QStringList Draft::problems() const
{
    QStringList problems;
    const auto changed = changes();
    if (!changed.isEmpty())
        (void)registry::withChanges(m_content, changed, problems);
    return problems;
}

void Draft::restart(const registry::Content &content)
{
    Q_EMIT aboutToRestart();
    read(content);
    Q_EMIT restarted();
    Q_EMIT changed();
}

QStringList Draft::takeOver(const registry::Content &content)
{
    const auto mine = changes();
    Q_EMIT aboutToRestart();
    read(content);
    QStringList both;
    for (const registry::EntityChange &change : mine) {
        QList<Record> &all = m_records[change.list];
        const QString id = registry::identityOf(change.list, change.before.isEmpty() ? change.after : change.before);
        const int row = rowOf(change.list, id);
        const QJsonObject theirs = row < 0 ? QJsonObject() : all.at(row).now;
        const auto name = [&](const QString &key) { return QStringLiteral("%1[%2].%3").arg(change.list, id, key); };
        if (change.after.isEmpty()) {
            if (theirs == change.before) {
                m_removed[change.list].append(theirs);
                all.removeAt(row);
                m_rows.remove(change.list);
            } else if (row >= 0) {
                both.append(name(QStringLiteral("*"))); // changed by them, removed here: it stays, as theirs
            }
            continue;
        }
        if (row < 0) { // new here, or removed by them: what was typed is not lost
            if (!change.before.isEmpty())
                both.append(name(QStringLiteral("*")));
            all.append({change.after, {}});
            m_rows.remove(change.list);
            continue;
        }
        QJsonObject merged = theirs;
        QStringList keys = change.before.keys() + change.after.keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys)) {
            const QJsonValue here = change.after.value(key);
            if (here == change.before.value(key))
                continue;
            if (theirs.value(key) != change.before.value(key) && theirs.value(key) != here)
                both.append(name(key));
            if (here.isUndefined())
                merged.remove(key);
            else
                merged.insert(key, here);
        }
        all[row].now = merged;
    }
    Q_EMIT restarted();
    Q_EMIT changed();
    return both;
}

} // namespace vigie::admin
