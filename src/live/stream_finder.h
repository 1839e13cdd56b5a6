// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/endpoint.h>

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace vigie::onvif {
struct Profile;
}

namespace vigie::live {

/// Streams of a camera as its device told them.
using StreamsFound = std::function<void(Result<QList<StreamEndpoint>>)>;

/// Asks devices for the streams of cameras of which the registry knows the ONVIF address alone: one a media profile, with its
/// size, rate and codec. What was found is remembered while the program runs. Thread: GUI.
class StreamFinder final : public QObject {
    Q_OBJECT
public:
    explicit StreamFinder(const Clock &clock, QObject *parent = nullptr); ///< \p clock outlives this

    /// Returns at once. Asks as long as what it returns is held; \p found is called once, from the event loop, with at least one
    /// stream, from the smallest to the largest; NotFound (none that can be shown), Unreachable, TimedOut, Refused, NotSupported,
    /// Protocol.
    [[nodiscard]] std::shared_ptr<void> find(const CameraEndpoint &endpoint, StreamsFound found);

private:
    struct Asking;
    void finish(const std::shared_ptr<Asking> &asking, Result<QList<StreamEndpoint>> streams);

    const Clock &m_clock;
    QHash<QString, QList<StreamEndpoint>> m_known; ///< by device and user
};

/// The stream of \p profile at \p url, as it can be reached: at the host of \p device, whatever host the device writes, for
/// nobody is sent anywhere else than where the registry says. \return nothing: a codec or an address we cannot show
[[nodiscard]] std::optional<StreamEndpoint> streamOfProfile(const onvif::Profile &profile, const QUrl &url, const QUrl &device);

/// Orders \p streams from the smallest picture to the largest, gives each a name of its own, and leaves out addresses that
/// stand twice and more than a camera has (8).
[[nodiscard]] QList<StreamEndpoint> tidied(QList<StreamEndpoint> streams);

} // namespace vigie::live
