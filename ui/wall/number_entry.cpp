// SPDX-License-Identifier: GPL-3.0-or-later
#include "number_entry.h"

#include <algorithm>
#include <tuple>

namespace vigie::wall {

void NumberEntry::begin(What what)
{
    m_active = true;
    m_what = what;
    m_typed.clear();
    m_choice = 0;
    m_lastDigitAt = m_clock.sinceBoot();
}

int NumberEntry::mostDigits() const
{
    switch (m_what) {
    case What::Camera: return 5;
    case What::Tile: return 2;
    case What::Layout: return 3;
    }
    return 0;
}

void NumberEntry::digit(int value)
{
    if (!m_active)
        begin(What::Camera);
    // A number does not begin with nothing.
    if (m_typed.size() >= mostDigits() || (m_typed.isEmpty() && value == 0))
        return;
    m_typed.append(QChar(u'0' + value));
    m_choice = 0;
    m_lastDigitAt = m_clock.sinceBoot();
}

void NumberEntry::backspace()
{
    if (m_typed.isEmpty()) {
        cancel();
        return;
    }
    m_typed.chop(1);
    m_choice = 0;
    m_lastDigitAt = m_clock.sinceBoot();
}

void NumberEntry::choose(int step, int candidates)
{
    m_choice = std::clamp(m_choice + step, 0, std::max(0, candidates - 1));
}

void NumberEntry::cancel()
{
    m_active = false;
    m_typed.clear();
    m_choice = 0;
}

bool NumberEntry::isDue() const
{
    return m_active && m_what == What::Tile && !m_typed.isEmpty() && m_clock.sinceBoot() - m_lastDigitAt >= kTileTimeOut;
}

QList<CameraLabel> camerasNumbered(const registry::Facts &facts, const QString &typed, const QString &department, int most)
{
    struct Found {
        bool longer;
        bool elsewhere;
        int number;
        CameraId id;
    };
    QList<Found> found;
    if (typed.isEmpty())
        return {};
    for (const registry::Camera &camera : facts.cameras) {
        if (camera.number <= 0)
            continue;
        const QString number = QString::number(camera.number);
        if (number.startsWith(typed))
            found.append({number != typed, facts.communes.value(facts.communeOf(camera.id)).department != department,
                          camera.number, camera.id});
    }
    std::sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        return std::tie(a.longer, a.elsewhere, a.number, a.id.value) < std::tie(b.longer, b.elsewhere, b.number, b.id.value);
    });
    QList<CameraLabel> labels;
    for (const Found &each : found.mid(0, most))
        labels.append(labelOf(facts, each.id));
    return labels;
}

} // namespace vigie::wall
