// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QtGlobal>

#include <sys/resource.h>

namespace vigie::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true; ///< its own memory hides ours, and all takes longer
#else
inline constexpr bool kSanitized = false;
#endif

/// The most memory this process has held so far, in MiB. Linux.
inline qint64 peakMegabytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace vigie::test
