// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/edits.h>
#include <ui/admin/kinds.h>

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtGui/QUndoStack>

namespace vigie::admin {

/// The registry as somebody is changing it: every record with what it was when it was read. Each step can be undone until it
/// is saved. Thread: GUI.
class Draft final : public QObject {
    Q_OBJECT
public:
    /// \p content  the registry as it is
    explicit Draft(const registry::Content &content, QObject *parent = nullptr);

    struct Record {
        QJsonObject now;
        QJsonObject before; ///< as it was read; empty: it is new
        [[nodiscard]] bool isChanged() const { return now != before; }
        bool operator==(const Record &) const = default;
    };
    [[nodiscard]] const QList<Record> &records(const QString &list) const;
    /// The row of the record of that identity; -1 where there is none.
    [[nodiscard]] int rowOf(const QString &list, const QString &identity) const;
    /// What people call the record \p id of \p list: by the key of its kind; the id where there is none.
    [[nodiscard]] QString titleOf(const Kind &kind, const QString &id) const;

    /// \return its row
    int add(const QString &list, const QJsonObject &record);
    void remove(const QString &list, int row);
    /// Steps at the same key of the same record, one after the other, become one.
    void change(const QString &list, int row, const QString &key, const QJsonObject &record);
    /// What a file brings in, as one step. \return lists that are not edited here, of which nothing was taken
    QStringList take(const QList<registry::EntityChange> &changes);
    [[nodiscard]] QUndoStack &undo() { return m_undo; }
    [[nodiscard]] const registry::Content &base() const { return m_content; } ///< as it was read
    /// With what is changed here. \return InvalidArgument, and \p problems
    [[nodiscard]] Result<registry::Content> content(QStringList &problems) const;

    /// What differs from what was read.
    [[nodiscard]] QList<registry::EntityChange> changes() const;
    /// What the registry would refuse, by id. Looks at all of it: not for every key.
    [[nodiscard]] QStringList problems() const;

    /// The registry is \p content now, and nothing of it is changed: after a save. Nothing can be undone any more.
    void restart(const registry::Content &content);
    /// Somebody else saved meanwhile: what they changed is taken, what was changed here stays changed. \return keys that
    /// both changed, "persons[martin].name", which keep what was typed here
    QStringList takeOver(const registry::Content &content);

Q_SIGNALS:
    void recordChanged(const QString &list, int row);
    void aboutToAdd(const QString &list, int row);
    void recordAdded(const QString &list, int row);
    void aboutToRemove(const QString &list, int row);
    void recordRemoved(const QString &list, int row);
    void aboutToRestart();
    void restarted();
    void changed(); ///< after any of the above

private:
    friend class DraftStep;
    void read(const registry::Content &content);
    void put(const QString &list, int row, const QJsonObject &now);
    void insert(const QString &list, int row, const Record &record);
    Record take(const QString &list, int row);
    using Records = QHash<QString, QList<Record>>;
    using Removed = QHash<QString, QList<QJsonObject>>;
    void replaceAll(const Records &records, const Removed &removed);

    registry::Content m_content;
    Records m_records;
    Removed m_removed; ///< as they were read
    mutable QHash<QString, QHash<QString, int>> m_rows; ///< by identity, of the lists asked for since they changed
    QUndoStack m_undo;
};

} // namespace vigie::admin
