// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <core/result.h>

namespace vigie::registry {

/// The only door to camera addresses and passwords. The composition root hands it to access::Gate and to nothing else.
class EndpointVault {
public:
    virtual ~EndpointVault() = default;
    /// \return NotFound, Corrupt (sealed secret does not open), KeychainLocked, Io.  Thread: any.
    [[nodiscard]] virtual Result<CameraEndpoint> endpoint(const CameraId &camera) = 0;
};

} // namespace vigie::registry
