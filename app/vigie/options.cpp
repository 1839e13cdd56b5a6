// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <QtCore/QCommandLineParser>

#include <cstdio>

namespace vigie::app {

Result<Options> readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption data(QStringLiteral("data"), QStringLiteral("Folder of registry, journal and key."), QStringLiteral("DIR"));
    const QCommandLineOption passphrase(QStringLiteral("passphrase-stdin"), QStringLiteral("Read the key file's passphrase from standard input."));
    const QCommandLineOption tour(QStringLiteral("tour"), QStringLiteral("Guided demonstration: every demo person in turn."));
    const QCommandLineOption watch(QStringLiteral("department-watch"), QStringLiteral("Demonstration of a department: the operator's console."));
    const QCommandLineOption keep(QStringLiteral("department-keep"), QStringLiteral("Demonstration of a department: the administrator's console."));
    const QCommandLineOption shots(QStringLiteral("shots"), QStringLiteral("Where the demonstration leaves pictures and report.json."), QStringLiteral("DIR"));
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("How long each person watches."), QStringLiteral("N"), QStringLiteral("20"));
    const QCommandLineOption log(QStringLiteral("camera-log"), QStringLiteral("JSON lines of the simulated cameras."), QStringLiteral("FILE"));
    const QCommandLineOption plan(QStringLiteral("camera-plan"), QStringLiteral("Plan of the simulated cameras."), QStringLiteral("FILE"));
    parser.addOptions({data, passphrase, tour, watch, keep, shots, seconds, log, plan});
    const auto help = parser.addHelpOption();
    if (!parser.parse(arguments))
        return fail(ErrorCode::InvalidArgument, parser.errorText());
    if (parser.isSet(help))
        parser.showHelp(0);
    Options options;
    options.paths = parser.isSet(data) ? settings::DataPaths{parser.value(data)} : settings::standardDataPaths();
    options.passphraseFromInput = parser.isSet(passphrase);
    options.tour = parser.isSet(tour);
    options.keep = parser.isSet(keep);
    options.watch = parser.isSet(watch);
    options.shots = parser.value(shots);
    options.seconds = parser.value(seconds).toInt();
    options.cameraLog = parser.value(log);
    options.cameraPlan = parser.value(plan);
    if (options.isGuided() && options.shots.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("a demonstration needs --shots"));
    if ((options.tour || options.watch) && (options.cameraLog.isEmpty() || options.cameraPlan.isEmpty() || options.seconds < 5))
        return fail(ErrorCode::InvalidArgument, QStringLiteral("--tour and --department-watch need --camera-log, --camera-plan and at least 5 --seconds"));
    return options;
}

Secret readPassphraseFromInput()
{
    constexpr qsizetype kLongest = 4096;
    QByteArray line;
    for (int c = std::getchar(); c != EOF && c != '\n' && line.size() < kLongest; c = std::getchar())
        line.append(static_cast<char>(c));
    return Secret(std::move(line));
}

} // namespace vigie::app
