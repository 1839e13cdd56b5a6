// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/stream_source.h>

#include <vector>

namespace vigie::media {

/// Coded pictures since the last key frame, kept without decoding them: of a hidden session, so
/// that it shows the present at once when it is wanted again, and of a backlog, so that only what
/// leads to the newest picture is decoded. Bounded. Pure. Private to src/media.
class KeptUnits {
public:
    static constexpr std::size_t kMaxUnits = 250;
    static constexpr std::size_t kMaxBytes = 4U << 20U;

    /// Copies \p unit; a key frame makes those before it needless. \return how many it replaced
    std::size_t add(const AccessUnit &unit);
    /// Whether \p unit can be added within the bounds. One picture always fits, however large.
    [[nodiscard]] bool takes(const AccessUnit &unit) const;
    [[nodiscard]] bool empty() const { return m_units.empty(); }
    [[nodiscard]] std::size_t size() const { return m_units.size(); }
    [[nodiscard]] std::size_t bytes() const { return m_bytes.size(); }
    /// As add() was given it; valid until the next call that is not const.
    [[nodiscard]] AccessUnit at(std::size_t index) const;
    void clear();

private:
    struct Entry {
        AccessUnit unit; ///< its bytes lie in m_bytes, from offset
        std::size_t offset;
        std::size_t size;
    };
    std::vector<Entry> m_units;
    std::vector<std::uint8_t> m_bytes;
};

} // namespace vigie::media
