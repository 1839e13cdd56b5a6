// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

namespace vigie::bench {

/// One measurement: takes its own arguments, prints one JSON object, returns the exit code (0
/// measured, 1 could not measure, 2 wrong arguments). A QApplication exists.
using Command = int (*)(const QStringList &arguments);

int wall(const QStringList &arguments);
int latency(const QStringList &arguments);
int capacity(const QStringList &arguments);
int soak(const QStringList &arguments);
int stop(const QStringList &arguments);
int render(const QStringList &arguments);
int registryCost(const QStringList &arguments);
int decideCost(const QStringList &arguments);
int journalCost(const QStringList &arguments);
int switchLayout(const QStringList &arguments);

} // namespace vigie::bench
