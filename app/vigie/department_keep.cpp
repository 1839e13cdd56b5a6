// SPDX-License-Identifier: GPL-3.0-or-later
#include "department_keep.h"

#include "department_watch.h"

#include <registry/demo.h>
#include <ui/admin/draft.h>

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace vigie::app {
namespace {

using std::chrono::seconds;

const QString kReport = QStringLiteral("report-poste-2.json");
const QString kAgrements = QStringLiteral("agrements");
/// The other console signs in and watches for as long as it was told.
constexpr auto kOtherLimit = seconds(180);
constexpr auto kSaveLimit = seconds(20);

/// Of the operator at the other console.
QString agrement()
{
    return QStringLiteral("agr-") + registry::demo::people().constFirst().person.value;
}

} // namespace

DepartmentKeep::DepartmentKeep(shell::Console &console, Administer administer, QString shots)
    : Tour(console, std::move(shots))
    , m_administer(std::move(administer))
{
}

void DepartmentKeep::run()
{
    const auto keeper = registry::demo::personNamed(QStringLiteral("durand"));
    if (!signIn(keeper.matricule, keeper.post)) {
        complain(QStringLiteral("post 2: sign-in did not come to anything"));
    } else if (!openAdministration()) {
        complain(QStringLiteral("post 2: the administration does not open"));
    } else if (const auto asked = suspend()) {
        tell(department_demo::kSuspended, {{QStringLiteral("asked"), static_cast<qint64>(asked->time_since_epoch().count())}});
        if (!heard(department_demo::kRefused, seconds(60)))
            complain(QStringLiteral("post 2: the other console does not say that it is curtained"));
        if (lift())
            tell(department_demo::kLifted, {{QStringLiteral("lifted"), true}});
        else
            complain(QStringLiteral("post 2: the suspension is not lifted"));
    } else {
        complain(QStringLiteral("post 2: nothing was suspended"));
    }
    console().signOut();
    finish(kReport, {});
}

bool DepartmentKeep::openAdministration()
{
    console().mainWindow()->showNormal();
    console().mainWindow()->resize(1920, 1080);
    m_window = m_administer();
    if (!m_window)
        return false;
    m_window->resize(1600, 900);
    return waitUntil([this] { return m_window->draft() != nullptr; }, kSaveLimit);
}

/// As typed into the field of the record that is selected.
bool DepartmentKeep::write(const QString &key, const QJsonValue &value)
{
    admin::Draft &draft = *m_window->draft();
    const int row = draft.rowOf(kAgrements, agrement());
    if (row < 0)
        return false;
    QJsonObject record = draft.records(kAgrements).at(row).now;
    if (value.isNull())
        record.remove(key);
    else
        record.insert(key, value);
    draft.change(kAgrements, row, key, record);
    return true;
}

QWidget *DepartmentKeep::approval() const
{
    return m_window->findChild<QWidget *>(QStringLiteral("approvalDialog"));
}

bool DepartmentKeep::askToSave()
{
    m_window->save();
    return waitUntil([this] { return approval() != nullptr; }, kSaveLimit);
}

bool DepartmentKeep::agree()
{
    bool isSaved = false;
    const QMetaObject::Connection saved = connect(m_window, &admin::AdminWindow::saved, this, [&isSaved] { isSaved = true; });
    approval()->findChild<QPushButton *>(QStringLiteral("approvalOk"))->click();
    const bool done = waitUntil([&isSaved] { return isSaved; }, kSaveLimit);
    disconnect(saved);
    return done;
}

std::optional<Instant> DepartmentKeep::suspend()
{
    if (!heard(department_demo::kWatching, kOtherLimit))
        return std::nullopt;
    const SystemClock clock;
    m_window->select(kAgrements, agrement());
    if (!write(QStringLiteral("suspendedFrom"), toIso(clock.now())))
        return std::nullopt;
    pause(std::chrono::milliseconds(500));
    shoot(*m_window, QStringLiteral("3-poste-2-suspension"));
    if (!askToSave())
        return std::nullopt;
    const Instant asked = clock.now();
    return agree() ? std::optional<Instant>(asked) : std::nullopt;
}

bool DepartmentKeep::lift()
{
    if (!write(QStringLiteral("suspendedFrom"), QJsonValue()))
        return false;
    pause(std::chrono::milliseconds(500));
    if (!askToSave())
        return false;
    const auto second = registry::demo::personNamed(QStringLiteral("picard"));
    auto *approver = approval()->findChild<QLineEdit *>(QStringLiteral("approver"));
    if (!approver)
        return false; // a suspension must not be lifted by one alone
    approval()->findChild<QLineEdit *>(QStringLiteral("reference"))->setText(QStringLiteral("Décision préfectorale de démonstration"));
    approver->setText(second.matricule);
    approval()->findChild<QLineEdit *>(QStringLiteral("approverPassword"))->setText(registry::demo::password());
    pause(std::chrono::milliseconds(300));
    shoot(*approval(), QStringLiteral("6-poste-2-second-administrateur"));
    return agree();
}

} // namespace vigie::app
