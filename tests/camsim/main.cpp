// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonDocument>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTextStream>
#include <QtGui/QGuiApplication>

#include <gst/gst.h>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

constexpr int kExitUsage = 2;
constexpr int kExitBusy = 3;
constexpr int kExitFailed = 4;

void printLine(FILE *stream, const QByteArray &line)
{
    std::fprintf(stream, "%s\n", line.constData());
    std::fflush(stream);
}

int exitCodeOf(const vigie::Error &error)
{
    switch (error.code) {
    case vigie::ErrorCode::Busy:
        return kExitBusy;
    case vigie::ErrorCode::InvalidArgument:
    case vigie::ErrorCode::Corrupt:
    case vigie::ErrorCode::NotFound:
        return kExitUsage;
    default:
        return kExitFailed;
    }
}

/// SIGTERM and SIGINT as a file descriptor: blocked in every thread, read in the event loop.
int terminationSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

std::optional<vigie::camsim::Options> readOptions(const QStringList &arguments, QString &mistake)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Simulated cameras: RTSP, ONVIF, PTZ, faults. See tests/camsim/README.md"));
    parser.addHelpOption();
    parser.addOptions({
        O(QStringLiteral("plan"), QStringLiteral("camera plan (default: the demo)"),
          QStringLiteral("file")),
        O(QStringLiteral("clips"), QStringLiteral("folder made by make_clips.sh"),
          QStringLiteral("dir")),
        O(QStringLiteral("log"), QStringLiteral("JSON lines are appended to this file"),
          QStringLiteral("file")),
        O(QStringLiteral("control"),
          QStringLiteral("port of the control channel on 127.0.0.1, 0 picks one"),
          QStringLiteral("port"), QStringLiteral("0")),
        O(QStringLiteral("bind-base"), QStringLiteral("move the cameras to this loopback /24"),
          QStringLiteral("a.b.c.0")),
        O(QStringLiteral("cameras"), QStringLiteral("only the first N cameras"),
          QStringLiteral("n")),
        O(QStringLiteral("clock"),
          QStringLiteral("live pictures with a machine-readable time code")),
        O(QStringLiteral("fps"), QStringLiteral("pictures a second with --clock"),
          QStringLiteral("n")),
        O(QStringLiteral("size"), QStringLiteral("picture size with --clock"),
          QStringLiteral("WxH")),
        O(QStringLiteral("phases"),
          QStringLiteral("key frames of clips: start (first picture), spread or aligned (by one clock)"),
          QStringLiteral("how"), QStringLiteral("start")),
        O(QStringLiteral("die-with-parent"), QStringLiteral("end when the starting process ends")),
    });
    if (!parser.parse(arguments)) {
        mistake = parser.errorText();
        return std::nullopt;
    }
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(0);
    vigie::camsim::Options options;
    options.plan = parser.value(QStringLiteral("plan"));
    options.clips = parser.value(QStringLiteral("clips"));
    options.log = parser.value(QStringLiteral("log"));
    options.bindBase = parser.value(QStringLiteral("bind-base"));
    options.clock = parser.isSet(QStringLiteral("clock"));
    options.dieWithParent = parser.isSet(QStringLiteral("die-with-parent"));
    const QStringList phases{QStringLiteral("start"), QStringLiteral("spread"), QStringLiteral("aligned")};
    const auto phase = phases.indexOf(parser.value(QStringLiteral("phases")));
    if (phase < 0) {
        mistake = QStringLiteral("--phases is start, spread or aligned");
        return std::nullopt;
    }
    options.phases = static_cast<vigie::camsim::Phases>(phase);
    bool ok = true;
    bool each = true;
    options.controlPort = parser.value(QStringLiteral("control")).toUShort(&ok);
    if (parser.isSet(QStringLiteral("cameras"))) {
        options.cameras = parser.value(QStringLiteral("cameras")).toInt(&each);
        ok = ok && each && options.cameras > 0;
    }
    if (parser.isSet(QStringLiteral("fps"))) {
        options.clockFps = parser.value(QStringLiteral("fps")).toInt(&each);
        ok = ok && each && options.clockFps > 0 && options.clockFps <= 60;
    }
    if (parser.isSet(QStringLiteral("size"))) {
        const QStringList parts = parser.value(QStringLiteral("size")).split(u'x');
        options.clockSize = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
        ok = ok && options.clockSize.width() >= 320 && options.clockSize.height() >= 180
            && options.clockSize.width() <= 3840 && options.clockSize.height() <= 2160
            && options.clockSize.width() % 2 == 0 && options.clockSize.height() % 2 == 0;
    }
    if (!ok || !parser.positionalArguments().isEmpty()) {
        mistake =
            QStringLiteral("--control, --cameras, --fps or --size is out of range; see --help");
        return std::nullopt;
    }
    return options;
}

} // namespace

int main(int argc, char *argv[])
{
    const int signalFd = terminationSignals(); // before any thread starts
    qputenv("QT_QPA_PLATFORM", "offscreen"); // fonts only; there is no window
    QGuiApplication app(argc, argv);
    gst_init(&argc, &argv);

    QString mistake;
    const auto options = readOptions(QCoreApplication::arguments(), mistake);
    if (!options) {
        printLine(stderr, mistake.toUtf8());
        return kExitUsage;
    }
    if (options->dieWithParent) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == 1) // the parent was faster
            return 0;
    }
    QSocketNotifier notifier(signalFd, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);

    vigie::camsim::Simulation simulation;
    if (const auto started = simulation.start(*options); !started) {
        printLine(stderr, "vigie-camsim: " + vigie::toLogText(started.error()).toUtf8());
        return exitCodeOf(started.error());
    }
    printLine(stdout, QJsonDocument(simulation.readyLine()).toJson(QJsonDocument::Compact));
    return QCoreApplication::exec();
}
