// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/shell/desk.h>

#include <QtWidgets/QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace vigie::shell {

/// What whoever sits at a post declares: why they watch, and who else can see the screens. What is declared holds at once.
/// Thread: GUI.
class PostPanel final : public QDialog {
    Q_OBJECT
public:
    struct Parts {
        const registry::FactsFeed &registry;
        Desk &desk;
    };
    /// Everything in \p parts outlives the panel.
    explicit PostPanel(Parts parts, QWidget *parent = nullptr);

public Q_SLOTS:
    void refresh();

private:
    void build();
    [[nodiscard]] QWidget *buildMotive();
    [[nodiscard]] QWidget *buildPeople();
    void showPeople();
    void declareMotive();
    void addTyped();
    void removeChosen();
    void say(const QString &sentence);

    const Parts m_parts;
    QComboBox *m_motive = nullptr;
    QLineEdit *m_words = nullptr;
    QListWidget *m_people = nullptr;
    QLineEdit *m_number = nullptr;
    QPushButton *m_remove = nullptr;
    QCheckBox *m_visitor = nullptr;
    QLabel *m_trouble = nullptr;
};

/// The person of that number, in any case of letters; null: nobody, or not known at this post. Pure.
[[nodiscard]] PersonId personOfNumber(const registry::Facts &facts, const QString &matricule);

} // namespace vigie::shell
