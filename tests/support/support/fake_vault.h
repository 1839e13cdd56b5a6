// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/endpoint_vault.h>

#include <QtCore/QList>

#include <functional>

namespace vigie::test {

/// Gives every camera an address under 192.0.2.0/24 (for documentation, never routed) and counts
/// who asked.
class FakeVault final : public registry::EndpointVault {
public:
    [[nodiscard]] Result<CameraEndpoint> endpoint(const CameraId &camera) override
    {
        asked.append(camera);
        if (error)
            return fail(error->code, error->detail);
        if (place)
            return place(camera);
        const QString host = QStringLiteral("rtsp://192.0.2.1/") + camera.value;
        StreamEndpoint sub;
        sub.name = QStringLiteral("sub");
        sub.url = QUrl(host + QStringLiteral("/sub"));
        sub.size = QSize(640, 360);
        StreamEndpoint main;
        main.name = QStringLiteral("main");
        main.url = QUrl(host + QStringLiteral("/main"));
        main.size = QSize(1920, 1080);
        return CameraEndpoint{camera,
                              {sub, main},
                              {},
                              QStringLiteral("vigie"),
                              Secret::fromUtf8(QStringLiteral("not-a-real-password"))};
    }

    QList<CameraId> asked;
    std::function<CameraEndpoint(const CameraId &)> place; ///< null: as above
    std::optional<Error> error;
};

} // namespace vigie::test
