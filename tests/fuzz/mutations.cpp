// SPDX-License-Identifier: GPL-3.0-or-later
#include "mutations.h"

#include <algorithm>
#include <iterator>

namespace vigie::fuzz {
namespace {

constexpr qsizetype kLongestPiece = 64;
constexpr qsizetype kMostRepeats = 200;

/// What XML, JSON, header and number readers have stumbled over.
const QByteArray &awkward(Random &random)
{
    static const QByteArray pieces[] = {
        QByteArray(1, '\0'),
        QByteArray("\xff\xfe"),
        QByteArray("\xc3"),
        QByteArray("\xed\xa0\x80"), // a surrogate, as UTF-8 must not have
        QByteArray("\xef\xbb\xbf"),
        QByteArray("\r\n"),
        QByteArray("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
        QByteArray("&e;"),
        QByteArray("&#x10FFFF;"),
        QByteArray("]]>"),
        QByteArray("<![CDATA["),
        QByteArray("<!--"),
        QByteArray("\\u0000"),
        QByteArray("\\ud800"),
        QByteArray("\"\\"),
        QByteArray("-0"),
        QByteArray("1e999"),
        QByteArray("-1e999"),
        QByteArray("nan"),
        QByteArray("9223372036854775808"),
        QByteArray("-9223372036854775809"),
        QByteArray("2147483648"),
        QByteArray("99999999999999999999999999999999"),
        QByteArray("9999-12-31"),
        QByteArray("0000-00-00"),
        QByteArray("null"),
        QByteArray("[[[[[[[["),
        QByteArray("{\"a\":{\"a\":"),
        QByteArray("%00%ff%"),
        QByteArray("%s%n"),
    };
    return pieces[random.below(static_cast<qsizetype>(std::size(pieces)))];
}

/// A piece of \p text, at most kLongestPiece long.
QByteArray piece(const QByteArray &text, Random &random)
{
    const qsizetype from = random.below(text.size());
    return text.mid(from, 1 + random.below(kLongestPiece));
}

void mutateOnce(QByteArray &text, const QByteArray &other, Random &random)
{
    const qsizetype at = random.below(text.size() + 1);
    switch (random.below(9)) {
    case 0:
        if (!text.isEmpty()) {
            const qsizetype where = random.below(text.size());
            text[where] = static_cast<char>(text.at(where) ^ (1 << random.below(8)));
        }
        break;
    case 1:
        if (!text.isEmpty())
            text[random.below(text.size())] = static_cast<char>(random.below(256));
        break;
    case 2:
        text.truncate(at);
        break;
    case 3:
        text.remove(at, 1 + random.below(kLongestPiece));
        break;
    case 4: // once or twice, or so often that a count or a depth runs over
        text.insert(at,
                    piece(text, random)
                        .repeated(1 + random.below(random.below(8) == 0 ? kMostRepeats : 2)));
        break;
    case 5: {
        const QByteArray moved = piece(text, random);
        text.replace(at, random.below(kLongestPiece), moved);
        break;
    }
    case 6:
        text.insert(at, piece(other, random));
        break;
    case 7:
        text = text.left(at) + other.mid(random.below(other.size() + 1));
        break;
    default:
        text.insert(at, awkward(random));
        break;
    }
}

} // namespace

std::uint64_t Random::next()
{
    m_state ^= m_state >> 12U;
    m_state ^= m_state << 25U;
    m_state ^= m_state >> 27U;
    return m_state * 0x2545F4914F6CDD1DULL;
}

qsizetype Random::below(qsizetype bound)
{
    return bound <= 0 ? 0
                      : static_cast<qsizetype>((next() >> 16U) % static_cast<std::uint64_t>(bound));
}

QByteArray mutated(QByteArray input, const QByteArray &other, qsizetype longest, Random &random)
{
    for (qsizetype left = 1 + random.below(4); left > 0; --left)
        mutateOnce(input, other, random);
    input.truncate(longest);
    return input;
}

} // namespace vigie::fuzz
