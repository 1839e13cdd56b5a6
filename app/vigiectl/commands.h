// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

#include <optional>

/// The commands of vigiectl. Each takes the arguments after its name, prints to standard output
/// what a script can read and to standard error what a person should know, and returns the exit
/// status: 0 done, 1 refused or not whole, 2 wrong use.
namespace vigie::ctl {

int registryCommand(const QStringList &arguments);
int departmentCommand(const QStringList &arguments);
int journalCommand(const QStringList &arguments);
/// Those of journalCommand() that hand out what stands in it; nothing when it is none of them, or wrong use.
std::optional<int> journalReadingCommand(const QStringList &arguments);
int outlinesCommand(const QStringList &arguments);
int decideCommand(const QStringList &arguments);
int onvifCommand(const QStringList &arguments);
int ptzCommand(const QStringList &arguments);
int doctorCommand(const QStringList &arguments);
/// One trial of doctorCommand(), in a process of its own; "render" wants a QGuiApplication.
int doctorProbeCommand(const QStringList &arguments);

} // namespace vigie::ctl
