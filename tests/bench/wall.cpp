// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"
#include "wall_run.h"

#include <QtCore/QJsonArray>

namespace vigie::bench {
namespace {

constexpr int kRounds = 2;

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
    QCommandLineParser parser;
    addWallOptions(parser, QStringLiteral("15"));
    parser.addOption({QStringLiteral("compare-ffdec"), QStringLiteral("in turn with raw FFmpeg decode")});
    if (!parser.parse(arguments))
        return wrongArguments("wall", qPrintable(parser.errorText()));
    const std::optional<WallOptions> options = readWallOptions(parser);
    if (!options)
        return wrongArguments("wall", "no readable --urls, or a number out of range");
    if (const QString refusal = options->render == QLatin1String("gpu") ? gpuRefusal() : QString();
        !refusal.isEmpty()) {
        print({{QStringLiteral("render"), QStringLiteral("gpu")}, {QStringLiteral("refused"), refusal}}, parser);
        return 1;
    }
    QJsonObject result = runWall(*options);
    bool complete = true;
    if (parser.isSet(QStringLiteral("compare-ffdec"))) {
        const QJsonObject compared = compare(*options, result);
        complete = !compared.contains(QStringLiteral("error"));
        result.insert(QStringLiteral("compare_ffdec"), compared);
    }
    print(result, parser);
    return complete ? 0 : 1;
}

} // namespace vigie::bench
