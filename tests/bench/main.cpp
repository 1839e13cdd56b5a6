// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include <core/heap.h>

#include <QtWidgets/QApplication>

#include <cstdio>
#include <map>

int main(int argc, char **argv)
{
    using namespace vigie::bench;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    vigie::keepHeapWhole(); // as the console does
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vigie-bench"));
    const std::map<QString, Command> commands{{QStringLiteral("wall"), wall},
                                              {QStringLiteral("latency"), latency},
                                              {QStringLiteral("capacity"), capacity},
                                              {QStringLiteral("soak"), soak},
                                              {QStringLiteral("stop"), stop},
                                              {QStringLiteral("render"), render},
                                              {QStringLiteral("registry"), registryCost},
                                              {QStringLiteral("decide"), decideCost},
                                              {QStringLiteral("journal"), journalCost},
                                              {QStringLiteral("switch"), switchLayout}};
    QStringList arguments = QApplication::arguments();
    const auto found = arguments.size() > 1 ? commands.find(arguments.at(1)) : commands.end();
    if (found == commands.end()) {
        std::fputs("usage: vigie-bench wall --urls FILE [--tiles N] [--size WxH] [--seconds S] [--opening at-once|staggered]\n"
                   "                        [--further N] [--compare-ffdec]\n"
                   "       vigie-bench latency --url U [--url U …] [--tiles N] [--seconds S]\n"
                   "       vigie-bench capacity --urls FILE [--from N] [--to N] [--step N] [--fps F] [--seconds S]\n"
                   "       vigie-bench soak --urls FILE --control PORT [--minutes N] [--settle-minutes N]\n"
                   "       vigie-bench stop --url U [--rounds N]\n"
                   "       vigie-bench render [--picture WxH] [--tile WxH] [--pictures N]\n"
                   "       vigie-bench switch --urls FILE [--rounds N]\n"
                   "       vigie-bench registry [--size N]\n"
                   "       vigie-bench decide [--size N] [--decisions N]\n"
                   "       vigie-bench journal [--size N] [--appends N]\n"
                   "       all: [--render cpu|gpu|none] [--transport tcp|udp] [--json]; see tests/bench/README.md\n",
                   stderr);
        return 2;
    }
    arguments.removeAt(1);
    return found->second(arguments);
}
