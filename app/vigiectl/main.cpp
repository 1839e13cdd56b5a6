// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <QtGui/QGuiApplication>

#include <algorithm>
#include <array>
#include <memory>

namespace {

struct Command {
    const char *name;
    int (*run)(const QStringList &arguments);
    const char *summary; ///< null: for this program itself, not in the help
    bool onScreen = false; ///< needs a QGuiApplication, which a display that fails ends
};

constexpr std::array kCommands{
    Command{"registry", vigie::ctl::registryCommand,
            "import, export, check, change the registry; make the demo's"},
    Command{"department", vigie::ctl::departmentCommand, "join this workstation to a department's server"},
    Command{"journal", vigie::ctl::journalCommand, "verify the journal"},
    Command{"outlines", vigie::ctl::outlinesCommand, "import the outlines of communes for the map"},
    Command{"decide", vigie::ctl::decideCommand, "answer requests by the rule of access"},
    Command{"onvif", vigie::ctl::onvifCommand, "ask a device what it offers"},
    Command{"ptz", vigie::ctl::ptzCommand, "steer a device"},
    Command{"doctor", vigie::ctl::doctorCommand, "what this machine offers, what it lacks"},
    Command{"doctor-probe", vigie::ctl::doctorProbeCommand, nullptr, true},
};

const Command *commandNamed(const QString &name)
{
    const auto found = std::find_if(kCommands.begin(), kCommands.end(), [&](const Command &c) {
        return name == QLatin1String(c.name);
    });
    return found == kCommands.end() ? nullptr : &*found;
}

int help()
{
    QString text = QStringLiteral("usage: vigiectl COMMAND …\n");
    for (const Command &command : kCommands) {
        if (command.summary)
            text += QStringLiteral("  %1 %2\n")
                        .arg(QLatin1String(command.name), -10)
                        .arg(QLatin1String(command.summary));
    }
    text += QStringLiteral(
        "Passwords and passphrases are read from standard input, never from arguments.");
    return vigie::ctl::usage(text);
}

} // namespace

int main(int argc, char **argv)
{
    const QString name = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    const Command *command = commandNamed(name);
    const std::unique_ptr<QCoreApplication> application = command && command->onScreen
        ? std::make_unique<QGuiApplication>(argc, argv)
        : std::make_unique<QCoreApplication>(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("vigie"));
    if (command)
        return command->run(QCoreApplication::arguments().mid(2));
    const int status = help();
    return name == QLatin1String("--help") || name == QLatin1String("help") ? 0 : status;
}
