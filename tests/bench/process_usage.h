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
/// The part of it that no file stands behind: heap and stacks. What other programs share does not move it.
[[nodiscard]] double ownAnonymousMb();
/// Of the heap, what is not free: what grows there is kept by somebody; what grows beside it only lies badly.
[[nodiscard]] double ownHeapInUseMb();
[[nodiscard]] int ownThreads();

} // namespace vigie::bench
