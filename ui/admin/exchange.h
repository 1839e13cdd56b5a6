// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/edits.h>

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

class QFileDialog;
class QWidget;

namespace vigie::admin {

/// Files that come into the administration and leave it. A file is read and checked as a whole, away from the GUI thread, before
/// anything of it is taken. Thread: GUI.
class Exchange final : public QObject {
    Q_OBJECT
public:
    explicit Exchange(QWidget &window);
    ~Exchange() override; ///< waits for a file under way

    /// Whether a file is being read or written.
    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Asks for a file, then chosen().
    void askForImport();
    void askForExport();
    /// Answered by read() or by refused().
    void importFile(const QString &path, const registry::Content &base);
    /// As the name ends: .json, or .csv of what \p list says ("cameras", "persons"). Answered by written() or by failed().
    void exportFile(const QString &path, const registry::Content &content, const QString &list);

Q_SIGNALS:
    void importChosen(const QString &path);
    void exportChosen(const QString &path);
    void read(const QString &path, const QList<vigie::registry::EntityChange> &changes);
    void refused(const QString &path, const QStringList &problems); ///< nothing of it is taken
    void written(const QString &path);
    void failed(const vigie::Error &error);

private:
    QFileDialog *dialog(const QString &title);

    QWidget &m_window;
    QPointer<QFileDialog> m_dialog;
    QThreadPool m_pool;
    bool m_busy = false;
};

/// Every problem of a file, to be read and copied.
void showProblems(QWidget &window, const QString &path, const QStringList &problems);

} // namespace vigie::admin
