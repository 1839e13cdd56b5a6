// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"
#include "admin_room.h"

#include <support/test_main.h>
#include <ui/admin/entity_form.h>
#include <ui/common/message_bar.h>

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
