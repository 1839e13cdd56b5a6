// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <core/heap.h>
#include <ui/common/theme.h>

#include <QtCore/QLibraryInfo>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>

#include <csignal>
#include <cstdio>
#include <memory>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

int wakeUp[2] = {-1, -1};

/// Only what a signal handler may do.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
}

/// Being told to end is an end like any other: cameras are stopped, sessions are recorded as ended.
std::unique_ptr<QSocketNotifier> endOnSignals()
{
    if (::pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        return nullptr;
    auto notifier = std::make_unique<QSocketNotifier>(wakeUp[0], QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, qApp, [] { QCoreApplication::exit(0); });
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, onSignal);
    return notifier;
}

} // namespace

int main(int argc, char **argv)
{
    // Camera passwords and the station's key must not land in a core file.
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);
    vigie::keepHeapWhole();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vigie"));
    QApplication::setApplicationDisplayName(QStringLiteral("Vigie"));
    QApplication::setQuitOnLastWindowClosed(true);

    // French is what users see, whatever the system's language is.
    QLocale::setDefault(QLocale(QLocale::French, QLocale::France));
    QTranslator qt;
    if (qt.load(QStringLiteral("qtbase_fr"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qt);
    QTranslator french;
    if (french.load(QStringLiteral(":/vigie/vigie_fr.qm")))
        QApplication::installTranslator(&french);

    const auto options = vigie::app::readOptions(QApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "vigie: %s\n", options.error().detail.toUtf8().constData());
        return 2;
    }
    vigie::ui::applyTheme(application);
    const auto ending = endOnSignals();
    vigie::app::Program program(*options);
    // From the event loop: a tour that cannot begin ends the program by its exit status.
    QMetaObject::invokeMethod(&program, &vigie::app::Program::start, Qt::QueuedConnection);
    return QApplication::exec();
}
