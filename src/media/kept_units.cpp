// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/kept_units.h>

namespace vigie::media {

std::size_t KeptUnits::add(const AccessUnit &unit)
{
    std::size_t replaced = 0;
    if (unit.key) {
        replaced = m_units.size();
        m_units.clear();
        m_bytes.clear(); // keeps its memory: the next group is about as large
    }
    m_units.push_back({unit, m_bytes.size(), unit.bytes.size()});
    m_units.back().unit.bytes = {};
    m_bytes.insert(m_bytes.end(), unit.bytes.begin(), unit.bytes.end());
    return replaced;
}

bool KeptUnits::takes(const AccessUnit &unit) const
{
    return unit.key || m_units.empty()
        || (m_units.size() < kMaxUnits && m_bytes.size() + unit.bytes.size() <= kMaxBytes);
}

AccessUnit KeptUnits::at(std::size_t index) const
{
    const Entry &entry = m_units.at(index);
    AccessUnit unit = entry.unit;
    unit.bytes = {m_bytes.data() + entry.offset, entry.size};
    return unit;
}

void KeptUnits::clear()
{
    m_units.clear();
    m_bytes = {}; // a session that plays again keeps nothing
}

} // namespace vigie::media
