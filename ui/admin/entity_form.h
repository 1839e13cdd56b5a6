// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/admin/draft.h>
#include <ui/admin/problem_text.h>

#include <QtWidgets/QScrollArea>

class QLabel;

namespace vigie::admin {

/// Edits one record of a kind: what is typed is in the draft at once, and beside each field stands what is wrong with it.
/// Thread: GUI.
class EntityForm final : public QScrollArea {
    Q_OBJECT
public:
    /// \p draft outlives this.
    EntityForm(Draft &draft, const Kind &kind, QWidget *parent = nullptr);

    /// Shows the record in that row of the draft; -1: none.
    void setRow(int row);
    [[nodiscard]] int row() const { return m_row; }
    /// Of the whole draft; those of the record shown are said beside their fields.
    void setProblems(const QList<Problem> &problems);
    void focusFirst();
    /// What stands beside the field, for tests and guided demonstrations.
    [[nodiscard]] QString messageOf(const QString &key) const;

private:
    struct Line {
        Field field;
        QWidget *editor = nullptr;
        QLabel *message = nullptr;
    };
    [[nodiscard]] QWidget *makeEditor(const Field &field);
    void edit(const Field &field, const QJsonValue &value);
    void showRecord();
    void showValue(const Line &line);
    void showMessages();
    [[nodiscard]] QString nameOf(const Line &line) const;

    Draft &m_draft;
    const Kind m_kind;
    const QList<Kind> m_kinds;
    QList<Line> m_lines;
    QList<Problem> m_problems;
    QLabel *m_word = nullptr; ///< about the whole record
    int m_row = -1;
    bool m_showing = false; ///< the editors are being filled: nobody types
};

} // namespace vigie::admin
