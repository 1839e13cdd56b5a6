// SPDX-License-Identifier: GPL-3.0-or-later
// journal_appender FILE NAME COUNT: appends COUNT records of NAME, one after the other, each waited
// for.
#include <core/clock.h>
#include <journal/file_journal.h>

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace vigie;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    const SystemClock clock;
    journal::FileJournal journal(arguments.at(1), clock, nullptr);
    Result<> result = journal.open();
    for (int i = 0; result && i < arguments.at(3).toInt(); ++i) {
        journal::Entry entry;
        entry.event = journal::Event::LiveBegin;
        entry.matricule = arguments.at(2);
        entry.details = {{QStringLiteral("n"), i}};
        bool answered = false;
        journal.append({entry}, &application, [&](const Result<> &done) {
            result = done;
            answered = true;
        });
        while (!answered)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    if (result)
        return 0;
    std::fprintf(stderr, "%s\n", qPrintable(toLogText(result.error())));
    return 1;
}
