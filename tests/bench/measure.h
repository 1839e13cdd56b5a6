// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonObject>

#include <functional>
#include <utility>
#include <vector>

namespace vigie::bench {

/// What several measurements need.

/// steady_clock in milliseconds, as the time code of vigie-camsim counts them.
[[nodiscard]] double nowMs();
/// Lets the event loop run for that long.
void waitFor(int milliseconds);
/// Lets the event loop run until \p done or the time is over. \return done
[[nodiscard]] bool waitUntil(const std::function<bool()> &done, int milliseconds);
/// \p share in (0, 1] of the values in order; 0 without any.
[[nodiscard]] double percentile(std::vector<double> values, double share);
/// Slope of the straight line through (x, y) with the least squares; 0 for fewer than two.
[[nodiscard]] double slope(const std::vector<std::pair<double, double>> &points);

/// The standard error of that slope: how much of it may be scatter.
[[nodiscard]] double slopeError(const std::vector<std::pair<double, double>> &points);

/// Adds --json, and --transport and --render where \p streams.
void addCommonOptions(QCommandLineParser &parser, bool streams = true);
/// One line with --json, indented without.
void print(const QJsonObject &result, const QCommandLineParser &parser);
/// \return 2, the exit code for it
int wrongArguments(const char *command, const char *why);

} // namespace vigie::bench
