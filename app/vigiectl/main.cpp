// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <QtCore/QCoreApplication>

#include <array>

namespace {

struct Command {
    const char *name;
    int (*run)(const QStringList &arguments);
    const char *summary;
};

constexpr std::array kCommands{
    Command{"registry", vigie::ctl::registryCommand,
            "import, export, check, change the registry; make the demo's"},
    Command{"journal", vigie::ctl::journalCommand, "verify the journal"},
#ifdef VIGIECTL_HAS_decide
    Command{"decide", vigie::ctl::decideCommand, "answer requests by the rule of access"},
#endif
#ifdef VIGIECTL_HAS_onvif
    Command{"onvif", vigie::ctl::onvifCommand, "ask a device what it offers"},
#endif
#ifdef VIGIECTL_HAS_ptz
    Command{"ptz", vigie::ctl::ptzCommand, "steer a device"},
#endif
};

int help()
{
    QString text = QStringLiteral("usage: vigiectl COMMAND …\n");
    for (const Command &command : kCommands)
        text += QStringLiteral("  %1 %2\n")
                    .arg(QLatin1String(command.name), -10)
                    .arg(QLatin1String(command.summary));
    text += QStringLiteral(
        "Passwords and passphrases are read from standard input, never from arguments.");
    return vigie::ctl::usage(text);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("vigie"));
    QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty())
        return help();
    const QString name = arguments.takeFirst();
    for (const Command &command : kCommands) {
        if (name == QLatin1String(command.name))
            return command.run(arguments);
    }
    const int status = help();
    return name == QLatin1String("--help") || name == QLatin1String("help") ? 0 : status;
}
