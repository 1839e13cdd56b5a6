// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tour_report.h"

#include <ui/shell/console.h>

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <functional>

namespace vigie::app {

/// A guided demonstration: hands that sign in, wait and take pictures, and the report it leaves. Ends the program: 0 when
/// nothing was wrong, 1 otherwise. Thread: GUI.
class Tour : public QObject {
    Q_OBJECT
public:
    /// \p console outlives the tour. \param shots  folder of the pictures
    Tour(shell::Console &console, QString shots);
    void start();

protected:
    static constexpr std::chrono::seconds kSettle{15}; ///< for all pictures of a page to be there, or refused

    virtual void run() = 0;
    [[nodiscard]] shell::Console &console() const { return m_console; }
    [[nodiscard]] const QString &shots() const { return m_shots; }
    /// A line on standard output.
    static void say(const QString &line);
    [[nodiscard]] bool signIn(const QString &matricule, const PostId &post);
    /// The window, or the sign-in screen.
    void shoot(const QString &name);
    void shoot(QWidget &screen, const QString &name);
    [[nodiscard]] bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit,
                                 std::chrono::milliseconds look = std::chrono::milliseconds(20));
    void pause(std::chrono::milliseconds time);
    /// Puts \p cameras on the mosaic, watches them for \p time (refused ones for less), and adds what came of it. \param rates
    /// pictures a second that are to be expected
    void watchPage(const QList<CameraId> &cameras, std::chrono::seconds time, const QHash<CameraId, double> &rates,
                   PersonReport &report);
    /// Leaves word for another program, beside the pictures.
    void tell(const QString &name, const QJsonObject &word);
    /// What another program left there; nothing until \p limit is over.
    [[nodiscard]] std::optional<QJsonObject> heard(const QString &name, std::chrono::milliseconds limit);
    void complain(const QString &problem) { m_problems.append(problem); }
    /// Writes \p report with every problem (and \p more) as "defects" under \p name, and ends the program.
    void finish(const QString &name, QJsonObject report, const QStringList &more = {});

private:
    shell::Console &m_console;
    const QString m_shots;
    QStringList m_problems;
};

} // namespace vigie::app
