// SPDX-License-Identifier: GPL-3.0-or-later
#include "screens.h"
#include "scene.h"

#include "../../ui/evidence/journal_room.h"

#include <ui/shell/error_text.h>

#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

namespace vigie::test {
namespace {

/// The reading window of an administrator, in the words of the program.
struct Reading {
    FakeClock clock;
    FixedFacts registry{oiseFacts()};
    FakeJournalReader reader;
    evidenceui::JournalWindow window{{reader, registry, clock, [](const Error &error) { return shell::sentenceFor(error); }}};

    Reading()
    {
        window.resize(1280, 720);
        showActive(window);
    }
    void giveMotive()
    {
        window.findChild<QComboBox *>(QStringLiteral("readingPurpose"))->setCurrentIndex(1);
        window.findChild<QLineEdit *>(QStringLiteral("readingMotive"))->setText(QStringLiteral("Demande CNIL n° 12"));
    }
    void open()
    {
        giveMotive();
        window.findChild<QPushButton *>(QStringLiteral("openJournal"))->click();
        (void)QTest::qWaitFor([this] { return window.model().rowCount() > 0; });
    }
};

QImage motiveAsked()
{
    Reading reading;
    reading.giveMotive();
    return pictureOf(reading.window);
}

QImage journalRead()
{
    Reading reading;
    reading.reader.pageSize = 7;
    reading.open();
    reading.window.findChild<QTableView *>(QStringLiteral("journalTable"))->selectRow(4);
    return pictureOf(reading.window);
}

QImage journalDamaged()
{
    Reading reading;
    reading.reader.error = Error{ErrorCode::Corrupt, QStringLiteral("record 312: content does not match its hash")};
    reading.giveMotive();
    QObject context;
    bool shown = false;
    QObject::connect(&reading.window, &evidenceui::JournalWindow::shown, &context, [&shown] { shown = true; });
    reading.window.findChild<QPushButton *>(QStringLiteral("openJournal"))->click();
    (void)QTest::qWaitFor([&shown] { return shown; });
    return pictureOf(reading.window);
}

} // namespace

QList<Screen> evidenceScreens()
{
    return {{QStringLiteral("motive of a reading"), motiveAsked},
            {QStringLiteral("journal being read"), journalRead},
            {QStringLiteral("journal that is damaged"), journalDamaged}};
}

} // namespace vigie::test
