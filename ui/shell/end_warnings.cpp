// SPDX-License-Identifier: GPL-3.0-or-later
#include "end_warnings.h"

#include <algorithm>

namespace vigie::shell {

std::optional<EndWarnings::Warning> EndWarnings::look(const QList<Instant> &ends, const QList<int> &minutes, Instant now)
{
    m_said.removeIf([now](const auto &said) { return said.key() < now.time_since_epoch().count(); });
    std::optional<Instant> next;
    for (const Instant end : ends) {
        if (end > now)
            next = next ? std::min(*next, end) : end;
    }
    if (!next)
        return std::nullopt;
    const auto left = *next - now;
    std::optional<int> due; // the shortest that has come
    for (const int each : minutes) {
        if (left <= std::chrono::minutes(each))
            due = due ? std::min(*due, each) : each;
    }
    if (!due)
        return std::nullopt;
    const auto said = m_said.constFind(next->time_since_epoch().count());
    if (said != m_said.cend() && *said <= *due)
        return std::nullopt;
    m_said.insert(next->time_since_epoch().count(), *due);
    return Warning{*next, static_cast<int>(std::chrono::ceil<std::chrono::minutes>(left).count()),
                   static_cast<int>(std::count(ends.cbegin(), ends.cend(), *next))};
}

} // namespace vigie::shell
