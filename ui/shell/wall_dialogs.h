// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/wall_book.h>

#include <QtWidgets/QDialog>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace vigie::shell {

/// Says in words why something was not kept.
[[nodiscard]] QString keepSentenceFor(const Error &error);

/// Asks for name, for whom and number of something that is to be kept; stays open, with a sentence, until it was. Thread: GUI.
class KeepDialog final : public QDialog {
    Q_OBJECT
public:
    using Keep = std::function<Result<>(const WallBook::Title &)>;
    KeepDialog(const WallBook &book, WallBook::Kind kind, const WallBook::Title &title, Keep keep, QWidget *parent);

    void accept() override;

private:
    void follow();
    [[nodiscard]] WallBook::Title title() const;

    const WallBook &m_book;
    const WallBook::Kind m_kind;
    const WallBook::Title m_former;
    Keep m_keep;
    QLineEdit *m_name;
    QComboBox *m_scope;
    QSpinBox *m_number;
    QLabel *m_word;
    QPushButton *m_ok;
};

/// Every kept layout and tour that is found here: rename (F2), delete (Del), change the steps of a tour (Enter). Thread: GUI.
class BookDialog final : public QDialog {
    Q_OBJECT
public:
    using Edit = std::function<void(const registry::WallItem &tour)>;
    BookDialog(WallBook &book, Edit edit, QWidget *parent);

private:
    void fill();
    [[nodiscard]] QString chosen() const;
    void follow();
    void rename();
    void remove();
    void edit();

    WallBook &m_book;
    Edit m_editTour;
    QListWidget *m_list;
    QPushButton *m_edit;
    QPushButton *m_rename;
    QPushButton *m_remove;
    QLabel *m_word;
};

/// "Mine", "This post", "Room Salle du CSD".
[[nodiscard]] QString scopeText(WallBook::Scope scope, const registry::WallOwners &owners);

} // namespace vigie::shell
