// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"
#include "admin_room.h"

#include <support/test_main.h>
#include <ui/admin/entity_form.h>
#include <ui/common/message_bar.h>

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkDatagram>
#include <QtNetwork/QUdpSocket>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTreeWidget>

using namespace vigie;
using namespace vigie::admin;

/// Administrators change the registry with the keyboard, see at once what is wrong, and save with a second person where the
/// law asks for one.
class TstAdminWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_room = std::make_unique<test::AdminRoom>();
        QVERIFY(m_room->isReady());
    }
    void cleanup() { m_room.reset(); }
    void what_is_typed_is_saved_with_the_keyboard_alone();
    void what_is_wrong_stands_beside_its_field();
    void a_record_is_added_and_removed();
    void the_form_follows_what_is_undone();
    void a_lifted_suspension_asks_for_a_second_administrator();
    void somebody_else_saved_first();
    void a_save_that_fails_loses_nothing();
    void a_password_is_written_and_never_shown();
    void unsaved_changes_are_asked_about();
    void the_calendar_leads_to_the_record();
    void a_file_is_one_step_that_can_be_undone();
    void a_file_with_mistakes_changes_nothing();
    void a_file_that_is_not_there_is_said_so();
    void an_export_holds_no_password_and_is_the_owners_alone();
    void a_device_that_answers_becomes_a_camera_to_be_completed();
    void every_word_is_french();

private:
    [[nodiscard]] QLineEdit *text(const char *key) const { return m_room->window->form()->findChild<QLineEdit *>(QLatin1String(key)); }
    [[nodiscard]] QDialog *approval() const { return m_room->child<QDialog>("approvalDialog"); }
    void retype(const char *key, const QString &typed) const
    {
        QLineEdit *edit = text(key);
        QVERIFY2(edit, key);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, typed);
    }
    void confirmSave() const
    {
        QSignalSpy saved(m_room->window.get(), &AdminWindow::saved);
        QTRY_VERIFY(approval());
        QTest::mouseClick(approval()->findChild<QPushButton *>(QStringLiteral("approvalOk")), Qt::LeftButton);
        QTRY_COMPARE(saved.size(), 1);
    }
    [[nodiscard]] QString message() const { return m_room->window->findChild<ui::MessageBar *>()->text(); }

    std::unique_ptr<test::AdminRoom> m_room;
};

void TstAdminWindow::what_is_typed_is_saved_with_the_keyboard_alone()
{
    AdminWindow &window = *m_room->window;
    window.activateWindow();
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    auto *table = m_room->child<QTableView>("adminTable");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(window.form()->isAncestorOf(QApplication::focusWidget()));
    retype("employer", QStringLiteral("Commune de Creil"));
    QTest::keyClick(text("employer"), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(approval());
    QTest::keyClicks(approval()->findChild<QLineEdit *>(QStringLiteral("reference")), QStringLiteral("Arrete 12"));
    confirmSave();
    QCOMPARE(m_room->door.saves.size(), 1);
    QCOMPARE(m_room->door.saves.first().reference, QStringLiteral("Arrete 12"));
    QVERIFY(m_room->door.saves.first().approver.isEmpty());
    QCOMPARE(m_room->door.there.facts.persons.value({QStringLiteral("martin")}).employer, QStringLiteral("Commune de Creil"));
    QVERIFY(window.draft()->changes().isEmpty());
}

void TstAdminWindow::what_is_wrong_stands_beside_its_field()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("habilitations"), QStringLiteral("hab-1"));
    retype("until", QStringLiteral("31/12/2025"));
    QTRY_COMPARE(window.form()->messageOf(QStringLiteral("until")), QStringLiteral("Ends before it begins."));
    QVERIFY(!m_room->child<QPushButton>("adminSave")->isEnabled());
    window.save();
    QVERIFY2(!approval(), "nothing wrong is saved");
    retype("until", QStringLiteral("31/12/2027"));
    QTRY_COMPARE(window.form()->messageOf(QStringLiteral("until")), QString());
    QVERIFY(m_room->child<QPushButton>("adminSave")->isEnabled());
    retype("person", QStringLiteral("personne"));
    QTRY_VERIFY(!m_room->child<QPushButton>("adminSave")->isEnabled());
    retype("person", QStringLiteral("durand"));
    QTRY_COMPARE(window.form()->messageOf(QStringLiteral("person")), QStringLiteral("Jean Durand"));
}

void TstAdminWindow::a_record_is_added_and_removed()
{
    AdminWindow &window = *m_room->window;
    window.showKind(QStringLiteral("posts"));
    window.addRecord();
    QTRY_VERIFY(!m_room->child<QPushButton>("adminSave")->isEnabled());
    QTRY_COMPARE(window.form()->messageOf(QStringLiteral("name")), QStringLiteral("To be filled in."));
    retype("id", QStringLiteral("poste-2"));
    retype("name", QStringLiteral("Poste 2"));
    window.form()->findChild<QComboBox *>(QStringLiteral("kind"))->setCurrentIndex(1);
    QTRY_VERIFY(m_room->child<QPushButton>("adminSave")->isEnabled());
    window.save();
    confirmSave();
    const registry::Post post = m_room->door.there.facts.posts.value({QStringLiteral("poste-2")});
    QCOMPARE(post.name, QStringLiteral("Poste 2"));
    QVERIFY(post.registered);
    window.select(QStringLiteral("posts"), QStringLiteral("poste-2"));
    QVERIFY2(!text("id")->isEnabled(), "an identifier stays");
    window.removeRecord();
    window.save();
    confirmSave();
    QVERIFY(!m_room->door.there.facts.posts.contains({QStringLiteral("poste-2")}));
}

void TstAdminWindow::the_form_follows_what_is_undone()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    window.form()->findChild<QCheckBox *>(QStringLiteral("disabled"))->setChecked(true);
    retype("name", QStringLiteral("Autre"));
    QTest::mouseClick(m_room->child<QPushButton>("adminUndo"), Qt::LeftButton);
    QCOMPARE(text("name")->text(), QStringLiteral("Claire Martin"));
    QTest::mouseClick(m_room->child<QPushButton>("adminUndo"), Qt::LeftButton);
    QVERIFY(!window.form()->findChild<QCheckBox *>(QStringLiteral("disabled"))->isChecked());
    window.removeRecord();
    QTest::mouseClick(m_room->child<QPushButton>("adminUndo"), Qt::LeftButton);
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    QCOMPARE(text("name")->text(), QStringLiteral("Claire Martin"));
    QVERIFY(window.draft()->changes().isEmpty());
}

void TstAdminWindow::a_lifted_suspension_asks_for_a_second_administrator()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("agrements"), QStringLiteral("agr-1"));
    retype("suspendedFrom", QString());
    window.save();
    QTRY_VERIFY(approval());
    auto *ok = approval()->findChild<QPushButton *>(QStringLiteral("approvalOk"));
    auto *password = approval()->findChild<QLineEdit *>(QStringLiteral("approverPassword"));
    QVERIFY(!ok->isEnabled());
    QTest::keyClicks(approval()->findChild<QLineEdit *>(QStringLiteral("approver")), QStringLiteral("ADM2"));
    QTest::keyClicks(password, QStringLiteral("faux"));
    QTest::mouseClick(ok, Qt::LeftButton);
    auto *word = approval()->findChild<QLabel *>(QStringLiteral("approvalWord"));
    QTRY_VERIFY(!word->isHidden());
    QVERIFY2(password->text().isEmpty(), "a password is typed once");
    QVERIFY(m_room->door.there.facts.agrements.value({QStringLiteral("martin")}).first().suspendedFrom.has_value());
    QTest::keyClicks(password, QStringLiteral("bon mot"));
    confirmSave();
    QVERIFY(!m_room->door.there.facts.agrements.value({QStringLiteral("martin")}).first().suspendedFrom.has_value());
    QCOMPARE(m_room->door.saves.constLast().approver, QStringLiteral("ADM2"));
}

void TstAdminWindow::somebody_else_saved_first()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    retype("employer", QStringLiteral("Ici"));
    m_room->door.there.facts.persons[{QStringLiteral("martin")}].name = QStringLiteral("Claire Grand");
    window.save();
    QTRY_VERIFY(approval());
    QTest::mouseClick(approval()->findChild<QPushButton *>(QStringLiteral("approvalOk")), Qt::LeftButton);
    QTRY_VERIFY(message().contains(QStringLiteral("martin")));
    QCOMPARE(m_room->door.there.facts.persons.value({QStringLiteral("martin")}).name, QStringLiteral("Claire Grand"));
    QTRY_VERIFY(!approval());
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    QCOMPARE(text("name")->text(), QStringLiteral("Claire Grand"));
    QCOMPARE(text("employer")->text(), QStringLiteral("Ici"));
    window.save();
    confirmSave();
    QCOMPARE(m_room->door.there.facts.persons.value({QStringLiteral("martin")}).employer, QStringLiteral("Ici"));
    QCOMPARE(m_room->door.there.facts.persons.value({QStringLiteral("martin")}).name, QStringLiteral("Claire Grand"));
}

void TstAdminWindow::a_save_that_fails_loses_nothing()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    retype("employer", QStringLiteral("Ici"));
    m_room->door.broken = Error{ErrorCode::DiskFull, {}};
    window.save();
    QTRY_VERIFY(approval());
    QTest::mouseClick(approval()->findChild<QPushButton *>(QStringLiteral("approvalOk")), Qt::LeftButton);
    QTRY_COMPARE(message(), errorCodeName(ErrorCode::DiskFull));
    QCOMPARE(window.draft()->changes().size(), 1);
    QVERIFY(window.draft()->undo().canUndo());
    m_room->door.broken.reset();
    QTRY_VERIFY(!approval());
    window.save();
    confirmSave();
}

void TstAdminWindow::a_password_is_written_and_never_shown()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("cameras"), QStringLiteral("cam-01"));
    QCOMPARE(text("endpoint.password")->text(), QString());
    QCOMPARE(text("endpoint.password")->echoMode(), QLineEdit::Password);
    retype("endpoint.password", QStringLiteral("Neuf-1234"));
    window.save();
    confirmSave();
    const auto endpoint = m_room->door.there.endpoints.value({QStringLiteral("cam-01")});
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Neuf-1234"));
    window.select(QStringLiteral("cameras"), QStringLiteral("cam-01"));
    QCOMPARE(text("endpoint.password")->text(), QString());
}

void TstAdminWindow::unsaved_changes_are_asked_about()
{
    AdminWindow &window = *m_room->window;
    window.select(QStringLiteral("persons"), QStringLiteral("martin"));
    retype("employer", QStringLiteral("Ici"));
    window.close();
    QVERIFY(window.isVisible());
    QTRY_VERIFY(m_room->child<QMessageBox>("unsavedBox"));
    QTest::mouseClick(m_room->child<QPushButton>("dropChanges"), Qt::LeftButton);
    QTRY_VERIFY(!window.isVisible());
    QVERIFY(m_room->door.saves.isEmpty());
}

void TstAdminWindow::the_calendar_leads_to_the_record()
{
    AdminWindow &window = *m_room->window;
    window.showCalendar();
    QVERIFY(!window.form());
    auto *table = m_room->child<QTableView>("adminTable");
    QCOMPARE(table->model()->rowCount(), 3);
    table->selectRow(2);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(window.form());
    QCOMPARE(text("id")->text(), QStringLiteral("hab-1"));
}

namespace {

/// In a folder of its own.
QString fileOf(const QTemporaryDir &folder, const char *name, const QByteArray &content)
{
    const QString path = folder.filePath(QLatin1String(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

} // namespace

void TstAdminWindow::a_file_is_one_step_that_can_be_undone()
{
    const QTemporaryDir folder;
    const QString path = fileOf(folder, "cameras.csv",
                                "id;name;site;system;kind;user;password;sub\n"
                                "cam-01;Parvis nord;gare;aut-1;ptz;;;\n"
                                "cam-02;Quai 1;gare;aut-1;fixed;vigie;Secret-1;rtsp://192.0.2.2/sub\n");
    AdminWindow &window = *m_room->window;
    QSignalSpy imported(&window, &AdminWindow::imported);
    window.importFrom(path);
    QVERIFY(!m_room->child<QPushButton>("adminSave")->isEnabled()); // nothing is edited meanwhile
    QTRY_COMPARE(imported.size(), 1);
    if (auto *list = window.findChild<QWidget *>(QStringLiteral("problemList")))
        QFAIL(qPrintable(list->property("plainText").toString()));
    const Draft &draft = *window.draft();
    const int added = draft.rowOf(QStringLiteral("cameras"), QStringLiteral("cam-02"));
    QVERIFY(added >= 0);
    const int changed = draft.rowOf(QStringLiteral("cameras"), QStringLiteral("cam-01"));
    QCOMPARE(draft.records(QStringLiteral("cameras")).at(changed).now.value(QLatin1String("name")).toString(), QStringLiteral("Parvis nord"));
    QVERIFY(m_room->door.saves.isEmpty()); // looked at first
    QTest::mouseClick(m_room->child<QPushButton>("adminUndo"), Qt::LeftButton);
    QVERIFY(draft.changes().isEmpty());
    QCOMPARE(draft.rowOf(QStringLiteral("cameras"), QStringLiteral("cam-02")), -1);
    QTest::mouseClick(m_room->child<QPushButton>("adminRedo"), Qt::LeftButton);
    QCOMPARE(draft.changes().size(), 2);
    window.save();
    confirmSave();
    const auto endpoint = m_room->door.there.endpoints.value(CameraId{QStringLiteral("cam-02")});
    QVERIFY(endpoint);
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Secret-1"));
}

void TstAdminWindow::a_file_with_mistakes_changes_nothing()
{
    const QTemporaryDir folder;
    const QString path = fileOf(folder, "cameras.csv", "id;name;site;kind\ncam-03;Quai 2;nulle-part;fixed\ncam-04;Quai 3;gare;ronde\n");
    AdminWindow &window = *m_room->window;
    QSignalSpy imported(&window, &AdminWindow::imported);
    window.importFrom(path);
    QTRY_COMPARE(imported.size(), 1);
    auto *list = window.findChild<QWidget *>(QStringLiteral("problemList"));
    QVERIFY(list);
    const QString problems = list->property("plainText").toString();
    QVERIFY2(problems.contains(QLatin1String("line 3")), qPrintable(problems));
    QVERIFY(window.draft()->changes().isEmpty());
}

void TstAdminWindow::a_file_that_is_not_there_is_said_so()
{
    AdminWindow &window = *m_room->window;
    QSignalSpy imported(&window, &AdminWindow::imported);
    window.importFrom(QStringLiteral("/nowhere/at/all.json"));
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(message(), QStringLiteral("NotFound"));
    QVERIFY(m_room->child<QPushButton>("adminImport")->isEnabled());
}

void TstAdminWindow::an_export_holds_no_password_and_is_the_owners_alone()
{
    const QTemporaryDir folder;
    AdminWindow &window = *m_room->window;
    window.showKind(QStringLiteral("cameras"));
    for (const char *name : {"registry.json", "cameras.csv"}) {
        QSignalSpy exported(&window, &AdminWindow::exported);
        const QString path = folder.filePath(QLatin1String(name));
        window.exportTo(path);
        QTRY_COMPARE(exported.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("cam-01"));
        QVERIFY(!bytes.contains("Secret"));
        QCOMPARE(QFileInfo(path).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }
}

void TstAdminWindow::a_device_that_answers_becomes_a_camera_to_be_completed()
{
    QUdpSocket device; // two of them behind one port
    QVERIFY(device.bind(QHostAddress::LocalHost, 0));
    connect(&device, &QUdpSocket::readyRead, &device, [&device] {
        while (device.hasPendingDatagrams()) {
            const QNetworkDatagram probe = device.receiveDatagram();
            for (const auto &[id, url] : {std::pair("a", "http://127.0.0.1/onvif"), std::pair("b", "http://192.0.2.1/onvif")}) {
                device.writeDatagram(probe.makeReply(
                    QByteArray("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:w=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                               " xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><e:Body><d:ProbeMatches><d:ProbeMatch>"
                               "<w:EndpointReference><w:Address>")
                    + id + "</w:Address></w:EndpointReference><d:Scopes>onvif://www.onvif.org/name/Dome onvif://www.onvif.org/type/ptz</d:Scopes><d:XAddrs>" + url
                    + "</d:XAddrs></d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>"));
            }
        }
    });
    m_room->window = std::make_unique<AdminWindow>(AdminWindow::Parts{m_room->door, m_room->clock,
                                                                      [](const Error &error) { return errorCodeName(error.code); },
                                                                      {QHostAddress(QHostAddress::LocalHost), device.localPort(), {QHostAddress(QHostAddress::LocalHost)}}});
    m_room->window->show();
    QVERIFY(m_room->isReady());
    AdminWindow &window = *m_room->window;
    window.findDevices();
    auto *list = window.findChild<QTreeWidget *>(QStringLiteral("foundDevices"));
    QVERIFY(list);
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    auto *add = window.findChild<QPushButton *>(QStringLiteral("addDevices"));
    QVERIFY(!add->isEnabled());
    const auto rows = list->findItems(QStringLiteral("http://127.0.0.1/onvif"), Qt::MatchExactly, 2);
    QCOMPARE(rows.size(), 1);
    const auto known = list->findItems(QStringLiteral("http://192.0.2.1/onvif"), Qt::MatchExactly, 2); // cam-01 is there
    QCOMPARE(known.size(), 1);
    QVERIFY(!known.constFirst()->data(0, Qt::CheckStateRole).isValid());
    rows.constFirst()->setCheckState(0, Qt::Checked);
    QTest::mouseClick(add, Qt::LeftButton);
    QTRY_COMPARE(window.draft()->changes().size(), 1);
    const QJsonObject camera = window.draft()->changes().constFirst().after;
    QCOMPARE(camera.value(QLatin1String("kind")).toString(), QStringLiteral("ptz"));
    QCOMPARE(camera.value(QLatin1String("endpoint")).toObject().value(QLatin1String("onvif")).toString(), QStringLiteral("http://127.0.0.1/onvif"));
    QTRY_VERIFY(window.form()->isAncestorOf(window.focusWidget()));
    QTRY_VERIFY(m_room->child<QLabel>("adminState")->text().contains(QLatin1String("mended"))); // without a site it is not saved
}

void TstAdminWindow::every_word_is_french()
{
    test::FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
    QCoreApplication::installTranslator(&french);
    {
        test::AdminRoom room;
        QVERIFY(room.isReady());
        for (const Kind &kind : kinds()) {
            room.window->showKind(kind.list);
            auto *table = room.child<QTableView>("adminTable");
            for (int column = 0; column < table->model()->columnCount(); ++column)
                (void)table->model()->headerData(column, Qt::Horizontal);
        }
        room.window->showCalendar();
        room.window->select(QStringLiteral("agrements"), QStringLiteral("agr-1"));
        room.window->removeRecord();
        room.window->save();
        QTRY_VERIFY(room.child<QDialog>("approvalDialog"));
    }
    QCoreApplication::removeTranslator(&french);
    QCOMPARE(french.missing(), QSet<QByteArray>());
}

VIGIE_TEST(TstAdminWindow)
#include "tst_admin_window.moc"
