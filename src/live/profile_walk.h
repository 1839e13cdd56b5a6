// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/endpoint.h>
#include <onvif/device.h>

#include <functional>
#include <memory>

namespace vigie::live {

/// Asks a device for its media profiles, and for the address of each in turn. Goes on as long as it is held: nobody talks to a
/// device without a right. Private to src/live. Thread: GUI.
class ProfileWalk final : public std::enable_shared_from_this<ProfileWalk> {
public:
    /// \param url  as the device says it: only path and query can be relied upon. \return false: that is enough
    using Each = std::function<bool(const onvif::Profile &profile, const QUrl &url)>;
    /// Every profile was seen, or Each had enough; or why the device could not be asked.
    using Done = std::function<void(const Result<> &)>;

    /// Of an endpoint with an ONVIF address. \p clock outlives it
    ProfileWalk(const CameraEndpoint &endpoint, const Clock &clock);
    /// Once.
    void start(Each each, Done done);
    [[nodiscard]] onvif::Device &device() { return m_device; }

private:
    void next();

    onvif::Device m_device;
    Each m_each;
    Done m_done;
    QList<onvif::Profile> m_left;
};

} // namespace vigie::live
