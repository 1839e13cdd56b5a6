// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What the targets share. Each target defines LLVMFuzzerTestOneInput; whoever calls it may be
/// libFuzzer or fuzz_main.cpp.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace vigie::fuzz {

/// The input as it came; owns its bytes, so that a read past their end is seen by a sanitizer.
inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
}

/// Ends the program as a crash does, when a promise of the parser is broken: \p what says which.
inline void require(bool held, const char *what)
{
    if (held)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

} // namespace vigie::fuzz
