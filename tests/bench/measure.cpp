// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace vigie::bench {

double nowMs()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

void waitFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

bool waitUntil(const std::function<bool()> &done, int milliseconds)
{
    constexpr int kLookMs = 2;
    const double deadline = nowMs() + milliseconds;
    while (!done()) {
        if (nowMs() > deadline)
            return false;
        waitFor(kLookMs);
    }
    return true;
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    const auto at =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    return values[std::min(at, values.size() - 1)];
}

double slope(const std::vector<std::pair<double, double>> &points)
{
    double meanX = 0.0;
    double meanY = 0.0;
    for (const auto &[x, y] : points) {
        meanX += x / static_cast<double>(points.size());
        meanY += y / static_cast<double>(points.size());
    }
    double above = 0.0;
    double below = 0.0;
    for (const auto &[x, y] : points) {
        above += (x - meanX) * (y - meanY);
        below += (x - meanX) * (x - meanX);
    }
    return below > 0.0 ? above / below : 0.0;
}

double slopeError(const std::vector<std::pair<double, double>> &points)
{
    const double steepness = slope(points);
    const auto count = static_cast<double>(points.size());
    if (points.size() < 3)
        return 0.0;
    double meanX = 0.0;
    double meanY = 0.0;
    for (const auto &[x, y] : points) {
        meanX += x / count;
        meanY += y / count;
    }
    double scatter = 0.0;
    double width = 0.0;
    for (const auto &[x, y] : points) {
        const double off = y - meanY - steepness * (x - meanX);
        scatter += off * off;
        width += (x - meanX) * (x - meanX);
    }
    return width > 0.0 ? std::sqrt(scatter / (count - 2.0) / width) : 0.0;
}

void addCommonOptions(QCommandLineParser &parser, bool streams)
{
    using O = QCommandLineOption;
    parser.addOption(O(QStringLiteral("json"), QStringLiteral("one line instead of an indented text")));
    if (!streams)
        return;
    parser.addOptions({O(QStringLiteral("transport"), QStringLiteral("tcp or udp"), QStringLiteral("t"),
                         QStringLiteral("tcp")),
                       O(QStringLiteral("render"), QStringLiteral("cpu, gpu or none"), QStringLiteral("how"),
                         QStringLiteral("cpu"))});
}

void print(const QJsonObject &result, const QCommandLineParser &parser)
{
    const auto layout =
        parser.isSet(QStringLiteral("json")) ? QJsonDocument::Compact : QJsonDocument::Indented;
    std::printf("%s\n", QJsonDocument(result).toJson(layout).trimmed().constData());
    std::fflush(stdout);
}

int wrongArguments(const char *command, const char *why)
{
    std::fprintf(stderr, "vigie-bench %s: %s\n", command, why);
    return 2;
}

} // namespace vigie::bench
