// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <core/endpoint.h>

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <memory>

namespace vigie::live {

class ProfileWalk;

/// Asks devices for a key picture (ONVIF Media SetSynchronizationPoint) of a stream that begins, so that its first picture
/// need not wait for the next group of pictures. Which profile a stream is, is found out once and remembered. Whatever goes
/// wrong is ignored: the picture comes a little later. Thread: GUI.
class KeyPictureAsker final : public QObject {
    Q_OBJECT
public:
    explicit KeyPictureAsker(const Clock &clock, QObject *parent = nullptr); ///< \p clock outlives this
    ~KeyPictureAsker() override;

    /// Returns at once. Asks as long as what it returns is held: nobody talks to a device without a right. Null for a camera
    /// without an ONVIF address.
    [[nodiscard]] std::shared_ptr<void> ask(const CameraEndpoint &endpoint, const StreamEndpoint &stream);

private:
    void askFor(ProfileWalk &walk, const QString &key, const QString &profile);

    const Clock &m_clock;
    QHash<QString, QString> m_profiles; ///< by device and path of the stream
};

} // namespace vigie::live
