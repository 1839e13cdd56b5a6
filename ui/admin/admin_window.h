// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <onvif/discovery.h>
#include <ui/admin/admin_door.h>
#include <ui/admin/draft.h>
#include <ui/admin/problem_text.h>

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vigie::ui {
class MessageBar;
}

namespace vigie::admin {

class ApprovalDialog;
class EntityFilter;
class EntityForm;
class EntityModel;
class Exchange;
class FindDevices;

/// Where the registry is kept by those who may: records by kind with a search, a form that says what is wrong as one types,
/// undo until it is saved, and a calendar of what ends. Thread: GUI.
class AdminWindow final : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        AdminDoor &door;
        const Clock &clock;
        std::function<QString(const Error &)> sentence; ///< for people
        onvif::Discovery::Target network = {}; ///< where devices are searched for
    };
    /// Everything in \p parts outlives the window.
    explicit AdminWindow(Parts parts, QWidget *parent = nullptr);
    ~AdminWindow() override;

    // For guided demonstrations and tests: what a person does with mouse and keys.
    void showKind(const QString &list);
    void showCalendar();
    void select(const QString &list, const QString &identity);
    /// Null until the registry is read.
    [[nodiscard]] Draft *draft() const { return m_draft.get(); }
    [[nodiscard]] EntityForm *form() const { return m_form; }

public Q_SLOTS:
    void addRecord();
    void removeRecord();
    void save();
    /// Takes a file into what is being edited, once all of it is right: one step that can be undone, and saved like any other.
    void importFrom(const QString &path);
    void exportTo(const QString &path);
    /// Devices that answer become new cameras, to be completed.
    void findDevices();

Q_SIGNALS:
    void ready(); ///< the registry is read and shown
    void saved();
    void imported(); ///< or refused, and said why
    void exported();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *buildBar();
    [[nodiscard]] QPushButton *addButton(QLayout &row, const QString &name, const QString &text, const QKeySequence &keys);
    void load();
    void begin(const registry::Content &content);
    void showPage(int index);
    void clearPage();
    void followSelection();
    void followDraft();
    void check();
    void finishSave(const Result<registry::Content> &content, const QStringList &problems);
    void takeOverOthers(const QStringList &problems);
    [[nodiscard]] QStringList approvalReasons(const QList<registry::EntityChange> &changes) const;
    void connectExchange();
    void takeFile(const QString &path, const QList<registry::EntityChange> &changes);
    [[nodiscard]] const Kind *kindNamed(const QString &list) const;
    [[nodiscard]] int draftRow() const;
    void askBeforeClosing();

    Parts m_parts;
    const QList<Kind> m_kinds;
    std::unique_ptr<Draft> m_draft;
    QList<Problem> m_problems;
    QTimer m_checkSoon;
    ui::MessageBar *m_message = nullptr;
    QLineEdit *m_search = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_redo = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_find = nullptr;
    QPushButton *m_import = nullptr;
    QPushButton *m_export = nullptr;
    Exchange *m_exchange = nullptr;
    QListWidget *m_pages = nullptr;
    QTableView *m_table = nullptr;
    EntityFilter *m_filter = nullptr;
    QAbstractItemModel *m_model = nullptr; ///< of the page shown
    QStackedWidget *m_forms = nullptr;
    EntityForm *m_form = nullptr; ///< null on the calendar
    QLabel *m_state = nullptr;
    QPointer<ApprovalDialog> m_approval;
    QPointer<FindDevices> m_devices;
    bool m_saving = false;
    /// Nothing is edited meanwhile.
    [[nodiscard]] bool isBusy() const;
    void followBusy();
    bool m_discarding = false;
};

} // namespace vigie::admin
