// SPDX-License-Identifier: GPL-3.0-or-later
#include "../wall/french.h"
#include "journal_room.h"

#include <support/test_main.h>
#include <ui/common/message_bar.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace vigie;
using namespace vigie::evidenceui;
using namespace vigie::test;

/// The journal is read with the keyboard alone, for a reason, page by page; and nothing invites to count anybody.
class TstJournalWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_room = std::make_unique<JournalRoom>();
        m_room->window->activateWindow();
    }
    void cleanup() { m_room.reset(); }
    void nothing_is_asked_without_purpose_and_motive();
    void a_page_is_read_with_the_keyboard_alone();
    void pages_older_and_newer();
    void a_search_goes_back_to_the_newest();
    void a_reading_that_fails_shows_nothing_data();
    void a_reading_that_fails_shows_nothing();
    void what_was_shown_goes_when_the_next_page_fails();
    void another_motive_takes_the_records_off_the_screen();
    void while_it_is_read_nothing_else_is_asked();
    void an_export_is_of_what_was_searched_for();
    void an_export_that_fails_is_said();
    void the_folder_is_asked_for();
    void nothing_counts_or_sorts();
    void every_word_is_french();

private:
    [[nodiscard]] JournalWindow &window() const { return *m_room->window; }
    [[nodiscard]] QString message() const { return window().findChild<ui::MessageBar *>()->text(); }
    [[nodiscard]] static QString state(const JournalRoom &room) { return room.child<QLabel>("journalState")->text(); }
    [[nodiscard]] QList<qint64> numbers() const
    {
        QList<qint64> all;
        for (int row = 0; row < window().model().rowCount(); ++row)
            all.append(window().model().record(row).value(QLatin1String("seq")).toInteger());
        return all;
    }
    static void give(const JournalRoom &room)
    {
        room.child<QComboBox>("readingPurpose")->setCurrentIndex(2);
        auto *text = room.child<QLineEdit>("readingMotive");
        text->setText(QStringLiteral("Contrôle de novembre"));
        QTest::keyClick(text, Qt::Key_Return);
    }
    void opened() const
    {
        QSignalSpy shown(&window(), &JournalWindow::shown);
        give(*m_room);
        QTRY_COMPARE(shown.size(), 1);
    }
    void click(const char *button) const
    {
        QSignalSpy shown(&window(), &JournalWindow::shown);
        QTest::mouseClick(m_room->child<QPushButton>(button), Qt::LeftButton);
        QTRY_COMPARE(shown.size(), 1);
    }

    std::unique_ptr<JournalRoom> m_room;
};

void TstJournalWindow::nothing_is_asked_without_purpose_and_motive()
{
    auto *open = m_room->child<QPushButton>("openJournal");
    auto *text = m_room->child<QLineEdit>("readingMotive");
    QVERIFY(!open->isEnabled());
    text->setText(QStringLiteral("Contrôle de novembre"));
    QVERIFY2(!open->isEnabled(), "no purpose");
    QTest::keyClick(text, Qt::Key_Return);
    m_room->child<QComboBox>("readingPurpose")->setCurrentIndex(1);
    QVERIFY(open->isEnabled());
    text->setText(QStringLiteral("   vu   "));
    QVERIFY2(!open->isEnabled(), "no motive");
    QTest::keyClick(text, Qt::Key_Return);
    window().search();
    window().showOlder();
    window().exportTo(QStringLiteral("/tmp/remise"));
    QVERIFY(m_room->reader.asked.isEmpty());
    QVERIFY(!m_room->child<QTableView>("journalTable")->isVisible());
}

void TstJournalWindow::a_page_is_read_with_the_keyboard_alone()
{
    QTRY_VERIFY(window().isActiveWindow());
    auto *purpose = m_room->child<QComboBox>("readingPurpose");
    QTRY_COMPARE(QApplication::focusWidget(), purpose);
    QTest::keyClick(purpose, Qt::Key_Down);
    QTest::keyClick(purpose, Qt::Key_Tab);
    QTRY_COMPARE(QApplication::focusWidget(), m_room->child<QLineEdit>("readingMotive"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Demande CNIL 12"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    auto *table = m_room->child<QTableView>("journalTable");
    QTRY_VERIFY(table->isVisible());
    QTRY_COMPARE(QApplication::focusWidget(), table);
    const evidence::JournalQuestion &asked = m_room->reader.asked.constFirst();
    QCOMPARE(asked.motive.purpose, std::optional(evidence::ReadingPurpose::Lawfulness));
    QCOMPARE(asked.motive.text, QStringLiteral("Demande CNIL 12"));
    QCOMPARE(numbers(), QList<qint64>({8, 7, 6, 5, 4, 3, 2, 1}));
    auto *whole = m_room->child<QPlainTextEdit>("wholeRecord");
    QVERIFY(whole->toPlainText().contains(QStringLiteral("Demande CNIL n° 12")));
    for (int row = 0; row < 4; ++row)
        QTest::keyClick(table, Qt::Key_Down);
    QVERIFY2(whole->toPlainText().contains(QStringLiteral("Agrément suspendu (urgence)")), qPrintable(whole->toPlainText()));
    QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), m_room->child<QLineEdit>("filterMatricule"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("A103"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(numbers(), QList<qint64>({3}));
    QCOMPARE(m_room->reader.asked.constLast().filter.matricule, QStringLiteral("A103"));
    QCOMPARE(m_room->reader.asked.constLast().motive.text, QStringLiteral("Demande CNIL 12"));
}

void TstJournalWindow::pages_older_and_newer()
{
    m_room->reader.pageSize = 3;
    opened();
    QCOMPARE(numbers(), QList<qint64>({8, 7, 6}));
    QVERIFY(!m_room->child<QPushButton>("newer")->isEnabled());
    click("older");
    QCOMPARE(numbers(), QList<qint64>({5, 4, 3}));
    QCOMPARE(m_room->reader.asked.constLast().before, qint64(6));
    click("older");
    QCOMPARE(numbers(), QList<qint64>({2, 1}));
    QVERIFY(!m_room->child<QPushButton>("older")->isEnabled());
    click("newer");
    QCOMPARE(numbers(), QList<qint64>({5, 4, 3}));
    click("newer");
    QCOMPARE(numbers(), QList<qint64>({8, 7, 6}));
    QVERIFY(!m_room->child<QPushButton>("newer")->isEnabled());
    QCOMPARE(m_room->reader.asked.size(), 5); // each page is a reading
}

void TstJournalWindow::a_search_goes_back_to_the_newest()
{
    m_room->reader.pageSize = 3;
    opened();
    click("older");
    m_room->child<QCheckBox>("filterRefusals")->setChecked(true);
    click("search");
    QCOMPARE(numbers(), QList<qint64>({4, 3}));
    QCOMPARE(m_room->reader.asked.constLast().before, qint64(0));
    QVERIFY(!m_room->child<QPushButton>("newer")->isEnabled());
    m_room->child<QLineEdit>("filterMatricule")->setText(QStringLiteral("nobody"));
    click("search");
    QCOMPARE(numbers(), QList<qint64>());
    QCOMPARE(state(*m_room), QStringLiteral("Nothing in the journal answers this."));
    QVERIFY(m_room->child<QPlainTextEdit>("wholeRecord")->toPlainText().isEmpty());
    const auto asked = m_room->reader.asked.size();
    m_room->child<QLineEdit>("filterCamera")->setText(QStringLiteral("half a name"));
    window().search();
    QCOMPARE(m_room->reader.asked.size(), asked);
    QVERIFY(!message().isEmpty());
}

void TstJournalWindow::a_reading_that_fails_shows_nothing_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, ErrorCode code, const char *detail, const char *said) {
        QTest::newRow(name) << static_cast<int>(code) << QString::fromLatin1(detail) << QString::fromLatin1(said);
    };
    row("no right", ErrorCode::Refused, "", "administrators and inspectors");
    row("a damaged record", ErrorCode::Corrupt, "record 12: not a journal line", "record no. 12");
    row("a damaged head", ErrorCode::Corrupt, "the head file is missing", "Corrupt");
    row("a disk that hangs", ErrorCode::TimedOut, "", "could not be recorded in time");
    row("a full disk", ErrorCode::DiskFull, "", "DiskFull");
}

void TstJournalWindow::a_reading_that_fails_shows_nothing()
{
    QFETCH(int, code);
    QFETCH(QString, detail);
    QFETCH(QString, said);
    m_room->reader.error = Error{static_cast<ErrorCode>(code), detail};
    opened();
    QVERIFY2(message().contains(said), qPrintable(message()));
    QVERIFY(!m_room->child<QTableView>("journalTable")->isVisible());
    QVERIFY2(m_room->child<QPushButton>("openJournal")->isEnabled(), "it can be tried again");
    QTRY_COMPARE(QApplication::focusWidget(), m_room->child<QComboBox>("readingPurpose"));
}

void TstJournalWindow::what_was_shown_goes_when_the_next_page_fails()
{
    m_room->reader.pageSize = 3;
    opened();
    m_room->reader.error = Error{ErrorCode::DiskFull, {}};
    click("older");
    QCOMPARE(numbers(), QList<qint64>());
    QVERIFY(m_room->child<QPlainTextEdit>("wholeRecord")->toPlainText().isEmpty());
    QVERIFY(!m_room->child<QPushButton>("newer")->isEnabled() && !m_room->child<QPushButton>("older")->isEnabled());
    m_room->reader.error.reset();
    click("search");
    QCOMPARE(numbers(), QList<qint64>({8, 7, 6}));
    QVERIFY(message().isEmpty());
}

void TstJournalWindow::another_motive_takes_the_records_off_the_screen()
{
    opened();
    QTest::mouseClick(m_room->child<QPushButton>("otherMotive"), Qt::LeftButton);
    QCOMPARE(window().model().rowCount(), 0);
    QVERIFY(m_room->child<QPlainTextEdit>("wholeRecord")->toPlainText().isEmpty());
    QVERIFY(!m_room->child<QTableView>("journalTable")->isVisible());
    window().search();
    QCOMPARE(m_room->reader.asked.size(), 1);
    m_room->child<QLineEdit>("readingMotive")->setText(QStringLiteral("Une autre affaire"));
    QSignalSpy shown(&window(), &JournalWindow::shown);
    QTest::mouseClick(m_room->child<QPushButton>("openJournal"), Qt::LeftButton);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(m_room->reader.asked.constLast().motive.text, QStringLiteral("Une autre affaire"));
}

void TstJournalWindow::while_it_is_read_nothing_else_is_asked()
{
    m_room->reader.silent = true;
    give(*m_room);
    QCOMPARE(m_room->reader.asked.size(), 1);
    window().search();
    window().exportTo(QStringLiteral("/tmp/remise"));
    QVERIFY(!m_room->child<QPushButton>("openJournal")->isEnabled());
    QCOMPARE(m_room->reader.asked.size(), 1);
    m_room->reader.answer();
    QCOMPARE(numbers().size(), 8);
    // And an answer after the window is closed is nobody's.
    window().search();
    m_room->window.reset();
    m_room->reader.answer();
}

void TstJournalWindow::an_export_is_of_what_was_searched_for()
{
    opened();
    m_room->child<QCheckBox>("filterRefusals")->setChecked(true);
    click("search");
    m_room->child<QLineEdit>("filterMatricule")->setText(QStringLiteral("typed, and not searched for"));
    QSignalSpy exported(&window(), &JournalWindow::exported);
    window().exportTo(QStringLiteral("/tmp/remise"));
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(m_room->reader.folders, QStringList{QStringLiteral("/tmp/remise")});
    const journal::Filter &filter = m_room->reader.asked.constLast().filter;
    QVERIFY(filter.refusalsOnly && filter.matricule.isEmpty());
    QVERIFY2(message().contains(QStringLiteral("/tmp/remise")), qPrintable(message()));
    QVERIFY(m_room->child<QPushButton>("exportJournal")->isEnabled());
}

void TstJournalWindow::an_export_that_fails_is_said()
{
    opened();
    m_room->reader.error = Error{ErrorCode::AlreadyExists, {}};
    QSignalSpy exported(&window(), &JournalWindow::exported);
    window().exportTo(QStringLiteral("/tmp/remise"));
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY2(message().contains(QStringLiteral("Nothing was exported")), qPrintable(message()));
}

void TstJournalWindow::the_folder_is_asked_for()
{
    opened();
    QTest::keyClick(m_room->child<QTableView>("journalTable"), Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(window().findChild<QFileDialog *>(QStringLiteral("exportFolder")));
    auto *dialog = window().findChild<QFileDialog *>(QStringLiteral("exportFolder"));
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    dialog->reject();
    QVERIFY(m_room->reader.folders.isEmpty());
}

void TstJournalWindow::nothing_counts_or_sorts()
{
    opened();
    auto *table = m_room->child<QTableView>("journalTable");
    QVERIFY(!table->isSortingEnabled() && !table->horizontalHeader()->sectionsClickable());
    QVERIFY(m_room->child<QLabel>("journalUse")->isVisible());
    QVERIFY(m_room->child<QLabel>("journalUse")->text().contains(QStringLiteral("Never used to appraise staff")));
    // The numbers shown are those of records in the chain: whoever is searched for, they say nothing of how many there are.
    m_room->child<QLineEdit>("filterMatricule")->setText(QStringLiteral("A101"));
    click("search");
    QCOMPARE(numbers(), QList<qint64>({5, 4, 2, 1}));
    QCOMPARE(state(*m_room), QStringLiteral("Records no. 5 to 1"));
}

void TstJournalWindow::every_word_is_french()
{
    FrenchFromLists french(QStringLiteral(VIGIE_FRENCH));
    QCoreApplication::installTranslator(&french);
    {
        JournalRoom room;
        room.reader.pageSize = 3;
        QSignalSpy shown(room.window.get(), &JournalWindow::shown);
        give(room);
        QTRY_COMPARE(shown.size(), 1);
        room.reader.there = {};
        room.window->search();
        QTRY_COMPARE(shown.size(), 2);
        for (const ErrorCode code : {ErrorCode::Refused, ErrorCode::AlreadyExists, ErrorCode::TimedOut, ErrorCode::Corrupt}) {
            room.reader.error = Error{code, QStringLiteral("record 3: broken")};
            const auto before = shown.size();
            room.window->search();
            QTRY_COMPARE(shown.size(), before + 1);
        }
        QSignalSpy exported(room.window.get(), &JournalWindow::exported);
        room.reader.error.reset();
        QTRY_VERIFY(room.child<QPushButton>("exportJournal")->isEnabled());
        room.window->exportTo(QStringLiteral("/tmp/remise"));
        QTRY_COMPARE(exported.size(), 1);
        QTest::mouseClick(room.child<QPushButton>("exportJournal"), Qt::LeftButton);
        QTRY_VERIFY(room.window->findChild<QFileDialog *>(QStringLiteral("exportFolder")));
        room.child<QLineEdit>("filterCamera")->setText(QStringLiteral("half a name"));
        room.window->search();
    }
    QCoreApplication::removeTranslator(&french);
    QCOMPARE(french.missing(), QSet<QByteArray>());
}

VIGIE_TEST(TstJournalWindow)
#include "tst_journal_window.moc"
