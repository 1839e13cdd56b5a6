// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/virtual_head.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::render {
namespace {

constexpr double kRadians = std::numbers::pi / 180.0;
constexpr double kReferenceView = 70.0;
constexpr std::chrono::duration<double> kLongestStep{0.25};

/// \p value within [-limit, limit]; zero where there is no room at all.
double within(double value, double limit)
{
    return std::clamp(value, -std::max(limit, 0.0), std::max(limit, 0.0));
}

} // namespace

VirtualHead::VirtualHead(const Panorama &lens) : m_lens(lens)
{
    reset();
}

void VirtualHead::reset()
{
    m_view = {0.0, 0.0, kReferenceView};
    if (m_lens.mount == Panorama::Mount::Ceiling)
        m_view.tilt = -45.0;
    else if (m_lens.mount == Panorama::Mount::Table)
        m_view.tilt = 45.0;
    keepInside(16.0 / 9.0);
}

void VirtualHead::lookAt(const LensView &view, double aspect)
{
    m_view = view;
    keepInside(aspect);
}

void VirtualHead::move(double pan, double tilt, double zoom, std::chrono::duration<double> during,
                       double aspect)
{
    const double seconds = std::clamp(during, std::chrono::duration<double>::zero(), kLongestStep).count();
    const double degrees = kDegreesASecond * m_view.fieldOfView / kReferenceView * seconds;
    m_view.pan += std::clamp(pan, -1.0, 1.0) * degrees;
    m_view.tilt += std::clamp(tilt, -1.0, 1.0) * degrees;
    m_view.fieldOfView *= std::pow(kTimesASecond, -std::clamp(zoom, -1.0, 1.0) * seconds);
    keepInside(aspect);
}

void VirtualHead::keepInside(double aspect)
{
    const double half = m_lens.lensDegrees / 2.0;
    m_view.fieldOfView =
        std::clamp(m_view.fieldOfView, kNarrowest, std::min(kWidest, m_lens.lensDegrees * 0.9));
    const double aside = m_view.fieldOfView / 2.0;
    const double up = std::atan(std::tan(aside * kRadians) / std::max(aspect, 0.1)) / kRadians;
    switch (m_lens.mount) {
    case Panorama::Mount::Wall:
        m_view.pan = within(m_view.pan, half - aside);
        // The lens sees a circle: the further aside, the less up and down.
        m_view.tilt = within(m_view.tilt,
                             std::acos(std::clamp(std::cos(half * kRadians) / std::cos(m_view.pan * kRadians), -1.0, 1.0))
                                     / kRadians
                                 - up);
        break;
    case Panorama::Mount::Ceiling:
        m_view.pan = std::remainder(m_view.pan, 360.0);
        m_view.tilt = std::clamp(m_view.tilt, -90.0, std::clamp(half - 90.0 - up, -90.0, 90.0));
        break;
    case Panorama::Mount::Table:
        m_view.pan = std::remainder(m_view.pan, 360.0);
        m_view.tilt = std::clamp(m_view.tilt, std::clamp(90.0 - half + up, -90.0, 90.0), 90.0);
        break;
    }
}

} // namespace vigie::render
