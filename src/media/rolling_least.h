// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace vigie::media {

/// The least value of the last while, in five windows: it falls at once, and rises once the lesser
/// values are too old. Pure. Private to src/media.
class RollingLeast {
public:
    using Micros = std::chrono::microseconds;
    using TimePoint = std::chrono::steady_clock::time_point;

    /// \param span  how long a value counts, within a fifth
    explicit RollingLeast(std::chrono::milliseconds span) : m_span(span) { }
    void add(Micros value, TimePoint at)
    {
        if (m_windows.empty() || at - m_windows.back().begin >= m_span / kWindows) {
            if (m_windows.size() == kWindows)
                m_windows.erase(m_windows.begin());
            m_windows.push_back({at, value});
        }
        m_windows.back().least = std::min(m_windows.back().least, value);
    }
    [[nodiscard]] bool empty() const { return m_windows.empty(); }
    void clear() { m_windows.clear(); }
    /// Not when empty.
    [[nodiscard]] Micros value() const
    {
        const auto less = [](const Window &a, const Window &b) { return a.least < b.least; };
        return std::min_element(m_windows.cbegin(), m_windows.cend(), less)->least;
    }

private:
    static constexpr std::size_t kWindows = 5;
    struct Window {
        TimePoint begin;
        Micros least;
    };
    std::chrono::milliseconds m_span; ///< not seconds: a fifth of three would be none
    std::vector<Window> m_windows; ///< oldest first
};

} // namespace vigie::media
