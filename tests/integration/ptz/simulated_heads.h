// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <support/simulated_cameras.h>

#include <QtCore/QUrl>

namespace vigie::test {

/// vigie-camsim with the plan beside this file. Cameras: dome (takes a token or Digest), digest,
/// token.
class SimulatedHeads final : public SimulatedCameras {
public:
    struct Call {
        QString operation;
        qint64 at = 0; ///< when it reached the camera
        QString auth;
        QString peer;
    };
    struct Head {
        double pan = 0.0;
        double tilt = 0.0;
        double zoom = 0.0;
        bool moving = false;
    };

    [[nodiscard]] Head head(const QString &camera) const;
    /// ONVIF calls that reached \p camera at \p from or later, in order.
    [[nodiscard]] QList<Call> calls(const QString &camera, qint64 from) const;
    /// When the first \p operation arrived, 0 if none did.
    [[nodiscard]] qint64 firstAt(const QString &camera, const QString &operation,
                                 qint64 from) const;

    [[nodiscard]] static QUrl url(const QString &camera);
};

} // namespace vigie::test
