// SPDX-License-Identifier: GPL-3.0-or-later
#include <bench.h>

#include <QtWidgets/QApplication>

#include <cstdio>
#include <map>

int main(int argc, char **argv)
{
    using namespace vigie::bench;
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vigie-bench"));
    const std::map<QString, Command> commands{{QStringLiteral("wall"), wall},
                                              {QStringLiteral("latency"), latency}};
    QStringList arguments = QApplication::arguments();
    const auto found = arguments.size() > 1 ? commands.find(arguments.at(1)) : commands.end();
    if (found == commands.end()) {
        std::fputs("usage: vigie-bench wall --urls FILE [--tiles N] [--size WxH] [--seconds S] "
                   "[--render cpu|gpu|none]\n"
                   "                        [--transport tcp|udp] [--compare-ffdec] [--json]\n"
                   "       vigie-bench latency --url U [--seconds S] [--transport tcp|udp] "
                   "[--render cpu|none] [--json]\n",
                   stderr);
        return 2;
    }
    arguments.removeAt(1);
    return found->second(arguments);
}
