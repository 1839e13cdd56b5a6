// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <cstdint>

namespace vigie::fuzz {

/// xorshift64*: the same numbers on every machine and with every library.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed | 1U) { }
    std::uint64_t next();
    /// In [0, bound); 0 when \p bound is.
    qsizetype below(qsizetype bound);

private:
    std::uint64_t m_state;
};

/// \p input after one to four of: flipped bits, a byte replaced, a cut, a hole, a piece repeated, a
/// piece moved, a piece of \p other put in, a number or a word that parsers stumble over put in.
/// Never longer than \p longest.
[[nodiscard]] QByteArray mutated(QByteArray input, const QByteArray &other, qsizetype longest,
                                 Random &random);

} // namespace vigie::fuzz
