// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"
#include "process_usage.h"
#include "wall_run.h"

#include <QtCore/QJsonArray>

#include <algorithm>

namespace vigie::bench {
namespace {

constexpr int kMostTiles = 250;
constexpr double kMostLate = 0.01;
/// What a session holds against bursts is learnt from two groups of pictures, and counted as best of the last 3 s then.
constexpr int kLeastSettleMs = 9'000;
/// The edges of the time measured cut a picture off, and off every stream where all send theirs at one instant: it must
/// weigh less than what a stream may miss.
constexpr int kLeastSteadyMs = 12'000;

struct Trial {
    int tiles = 0;
    bool passed = false;
    QJsonObject figures;
};

/// Opens \p tiles of \p options and says whether every picture came: on average \p fps shown a tile, no tile more
/// than one picture short of it, and less than 1 % late.
Trial attempt(WallOptions options, int tiles, double fps)
{
    options.tiles = tiles;
    options.opening = Opening::Staggered; // how the streams are opened is not what is asked here
    options.further = 0;
    Wall wall(options);
    wall.open();
    waitFor(std::max(options.seconds * 500, kLeastSettleMs));
    wall.beginSteady();
    const double from = nowMs();
    const double cpuFrom = ownCpuSeconds();
    waitFor(std::max(options.seconds * 500, kLeastSteadyMs));
    const double seconds = (nowMs() - from) / 1000.0;
    const double cores = (ownCpuSeconds() - cpuFrom) / seconds;
    Wall::Counts sum;
    double worst = fps * 2.0;
    std::int64_t held = 0;
    for (int i = 0; i < tiles; ++i) {
        const Wall::Counts counts = wall.counts(i);
        sum.pictures += counts.pictures;
        sum.shown += counts.shown;
        sum.late += counts.late;
        sum.dropped += counts.dropped;
        worst = std::min(worst, static_cast<double>(counts.shown) / seconds);
        held = std::max<std::int64_t>(held, wall.stats(i).buffered.count());
    }
    wall.stop();
    const double mean = static_cast<double>(sum.shown) / seconds / tiles;
    const double late = sum.pictures > 0 ? static_cast<double>(sum.late) / static_cast<double>(sum.pictures) : 1.0;
    const bool passed = mean >= fps && worst >= fps - 1.0 / seconds && late < kMostLate;
    return {tiles, passed,
            {{QStringLiteral("tiles"), tiles},
             {QStringLiteral("passed"), passed},
             {QStringLiteral("fps"), mean},
             {QStringLiteral("worst_fps"), worst},
             {QStringLiteral("late_share"), late},
             {QStringLiteral("dropped"), static_cast<qint64>(sum.dropped)},
             {QStringLiteral("most_held_ms"), static_cast<qint64>(held)},
             {QStringLiteral("cores"), cores},
             {QStringLiteral("pss_mb"), ownPssMb()}}};
}

} // namespace

int capacity(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    addWallOptions(parser, QStringLiteral("12"));
    parser.addOptions({O(QStringLiteral("from"), QStringLiteral("fewest streams"), QStringLiteral("n"),
                         QStringLiteral("16")),
                       O(QStringLiteral("to"), QStringLiteral("most streams"), QStringLiteral("n"),
                         QStringLiteral("192")),
                       O(QStringLiteral("step"), QStringLiteral("how exactly"), QStringLiteral("n"),
                         QStringLiteral("8")),
                       O(QStringLiteral("fps"), QStringLiteral("pictures a second of each"), QStringLiteral("n"),
                         QStringLiteral("14.9"))});
    const bool parsed = parser.parse(arguments);
    const std::optional<WallOptions> options = parsed ? readWallOptions(parser) : std::nullopt;
    const int from = parser.value(QStringLiteral("from")).toInt();
    const int to = parser.value(QStringLiteral("to")).toInt();
    const int step = parser.value(QStringLiteral("step")).toInt();
    const double fps = parser.value(QStringLiteral("fps")).toDouble();
    if (!options || from < 1 || to < from || to > kMostTiles || step < 1 || fps <= 0.0 || options->seconds < 4)
        return wrongArguments("capacity", "no readable --urls, or a number out of range");
    QJsonArray trials;
    const auto passes = [&](int tiles) {
        const Trial trial = attempt(*options, tiles, fps);
        trials.append(trial.figures);
        return trial.passed;
    };
    // low is known to pass (0: nothing is), high to fail
    int low = 0;
    int high = to + step;
    if (passes(from)) {
        low = from;
        while (high - low > step) {
            const int middle = low + std::max(step, (high - low) / 2 / step * step);
            if (passes(middle))
                low = middle;
            else
                high = middle;
        }
    }
    print({{QStringLiteral("streams"), low},
           {QStringLiteral("at_least"), low + step > to},
           {QStringLiteral("step"), step},
           {QStringLiteral("trials"), trials}},
          parser);
    return low > 0 ? 0 : 1;
}

} // namespace vigie::bench
