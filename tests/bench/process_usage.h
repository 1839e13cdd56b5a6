// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

namespace vigie::bench {

/// User and system time of this process, all threads, in seconds.
[[nodiscard]] double ownCpuSeconds();
/// The same of another process; negative when it is gone.
[[nodiscard]] double cpuSecondsOf(qint64 pid);
/// Proportional memory of this process in MiB (smaps_rollup); 0 when the kernel does not say.
[[nodiscard]] double ownPssMb();
[[nodiscard]] int ownThreads();

} // namespace vigie::bench
