// SPDX-License-Identifier: GPL-3.0-or-later
#include <bench.h>

#include <wall_run.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cstdio>

namespace vigie::bench {
namespace {

constexpr int kRounds = 2;

std::optional<WallOptions> readOptions(const QCommandLineParser &parser)
{
    WallOptions options;
    options.streams = readStreams(parser.value(QStringLiteral("urls")));
    options.tiles = parser.isSet(QStringLiteral("tiles"))
        ? parser.value(QStringLiteral("tiles")).toInt()
        : static_cast<int>(options.streams.size());
    options.seconds = parser.value(QStringLiteral("seconds")).toInt();
    options.render = parser.value(QStringLiteral("render"));
    options.transport = transportOf(parser.value(QStringLiteral("transport")));
    const QStringList sides = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    if (sides.size() == 2)
        options.size = {sides.at(0).toInt(), sides.at(1).toInt()};
    const QStringList renders{QStringLiteral("cpu"), QStringLiteral("gpu"), QStringLiteral("none")};
    if (options.streams.empty() || options.tiles < 1 || options.tiles > 256 || options.seconds < 2
        || !renders.contains(options.render) || options.size.width() < 16
        || options.size.height() < 16)
        return std::nullopt;
    return options;
}

/// Wall and raw decode in turn, two rounds each.
QJsonObject compare(const WallOptions &options, QJsonObject first)
{
    QJsonArray rounds;
    double wall = 0.0;
    double raw = 0.0;
    for (int round = 0; round < kRounds; ++round) {
        const QJsonObject mine = round == 0 ? first : runWall(options);
        const std::optional<double> theirs = runFfdec(options);
        if (!theirs)
            return {
                {QStringLiteral("error"), QStringLiteral("ffmpeg could not decode the streams")}};
        const double cores = mine.value(QStringLiteral("steady_cores")).toDouble();
        wall += cores;
        raw += *theirs;
        rounds.append(QJsonObject{{QStringLiteral("wall_cores"), cores},
                                  {QStringLiteral("ffdec_cores"), *theirs}});
    }
    return {{QStringLiteral("rounds"), rounds},
            {QStringLiteral("ratio"), raw > 0.0 ? wall / raw : 0.0}};
}

} // namespace

int wall(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    parser.addOptions(
        {O(QStringLiteral("urls"), QStringLiteral("one address a line"), QStringLiteral("file")),
         O(QStringLiteral("tiles"), QStringLiteral("how many"), QStringLiteral("n")),
         O(QStringLiteral("size"), QStringLiteral("of the wall"), QStringLiteral("WxH"),
           QStringLiteral("1920x1080")),
         O(QStringLiteral("seconds"), QStringLiteral("how long"), QStringLiteral("s"),
           QStringLiteral("15")),
         O(QStringLiteral("render"), QStringLiteral("cpu, gpu or none"), QStringLiteral("how"),
           QStringLiteral("cpu")),
         O(QStringLiteral("transport"), QStringLiteral("tcp or udp"), QStringLiteral("t"),
           QStringLiteral("tcp")),
         O(QStringLiteral("compare-ffdec"), QStringLiteral("in turn with raw FFmpeg decode")),
         O(QStringLiteral("json"), QStringLiteral("one line instead of an indented text"))});
    if (!parser.parse(arguments)) {
        std::fprintf(stderr, "%s\n", qPrintable(parser.errorText()));
        return 2;
    }
    const std::optional<WallOptions> options = readOptions(parser);
    if (!options) {
        std::fputs("vigie-bench wall: no readable --urls, or a number out of range\n", stderr);
        return 2;
    }
    QJsonObject result = runWall(*options);
    bool complete = true;
    if (parser.isSet(QStringLiteral("compare-ffdec"))) {
        const QJsonObject compared = compare(*options, result);
        complete = !compared.contains(QStringLiteral("error"));
        result.insert(QStringLiteral("compare_ffdec"), compared);
    }
    const auto layout =
        parser.isSet(QStringLiteral("json")) ? QJsonDocument::Compact : QJsonDocument::Indented;
    std::printf("%s\n", QJsonDocument(result).toJson(layout).trimmed().constData());
    return complete ? 0 : 1;
}

} // namespace vigie::bench
