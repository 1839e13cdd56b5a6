// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/compare_journals.h>

#include "segments.h"

#include <algorithm>

namespace vigie::journal {
namespace {

/// The hashes of a chain, from its first record on.
struct Hashes {
    qint64 first = 1;
    QList<QByteArray> hashes;
    [[nodiscard]] qint64 last() const { return first + hashes.size() - 1; }
    [[nodiscard]] const QByteArray &at(qint64 number) const { return hashes.at(number - first); }
};

Result<Hashes> hashesOf(const QString &path)
{
    Hashes all;
    const auto read = detail::readWhole(path, [&all](const QString &, const QJsonObject &, const ChainHead &head) {
        if (all.hashes.isEmpty())
            all.first = head.sequence;
        all.hashes.append(head.hash);
    });
    return read ? Result<Hashes>(std::move(all)) : fail(read);
}

} // namespace

Result<Comparison> compareJournals(const QString &a, const QString &b)
{
    const auto one = hashesOf(a);
    if (!one)
        return fail(one);
    const auto two = hashesOf(b);
    if (!two)
        return fail(two);
    Comparison comparison;
    comparison.recordsOfA = one->last();
    comparison.recordsOfB = two->last();
    const qint64 first = std::max(one->first, two->first);
    const qint64 last = std::min(one->last(), two->last());
    comparison.agreeThrough = std::min(first - 1, last);
    for (qint64 number = first; number <= last; ++number) {
        if (one->at(number) != two->at(number)) {
            comparison.diverges = true;
            break;
        }
        comparison.agreeThrough = number;
    }
    comparison.sameChain = last >= first && one->at(first) == two->at(first);
    return comparison;
}

} // namespace vigie::journal
