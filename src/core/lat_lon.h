// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie {

/// WGS84 position in degrees; latitude in [-90, 90], longitude in [-180, 180].
struct LatLon {
    double latitude = 0.0;
    double longitude = 0.0;
    bool operator==(const LatLon &) const = default;
    [[nodiscard]] bool isValid() const
    {
        return latitude >= -90.0 && latitude <= 90.0 && longitude >= -180.0 && longitude <= 180.0;
    }
};

} // namespace vigie
