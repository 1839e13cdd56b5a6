// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/secret.h>

#include <QtCore/QList>
#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtCore/QUrl>

namespace vigie {

enum class VideoCodec { Unknown, H264, H265, Mjpeg };
/// How RTP travels. Auto: UDP is never tried first; TCP interleaved works through every VPN.
enum class RtpTransport { Auto, Tcp, Udp };

/// One stream a camera offers. The URL holds no user info.
struct StreamEndpoint {
    QString name; ///< "main", "sub", or what the registry calls it; unique within the camera
    QUrl url; ///< rtsp:// or rtsps://
    VideoCodec codec = VideoCodec::Unknown; ///< what the registry believes; the stream itself decides
    QSize size; ///< pixels, empty when unknown
    double fps = 0.0; ///< frames per second, 0 when unknown
    int kbps = 0; ///< kbit/s, what the registry believes; 0 when unknown
    RtpTransport transport = RtpTransport::Auto;
    bool operator==(const StreamEndpoint &) const = default;
};

/// The line over which the cameras of a commune reach the centre, shared by all of them.
struct Link {
    QString name; ///< of the commune; empty: none is known
    double mbps = 0.0; ///< Mbit/s this console may use of it; 0: no limit
    bool operator==(const Link &) const = default;
};

/// Where a camera is reached and with which credentials. Only the gate obtains one (registry::EndpointVault) and hands
/// it out inside a Grant; nothing else may store it. Streams are ordered from the smallest to the largest picture.
struct CameraEndpoint {
    CameraId camera;
    QList<StreamEndpoint> streams;
    QUrl onvifUrl; ///< device service; empty when the camera has none
    QString user;
    Secret password;
    Link link; ///< read with the rest, never written: it stands with the commune

    [[nodiscard]] CameraEndpoint clone() const
    {
        return {camera, streams, onvifUrl, user, password.clone(), link};
    }
};

} // namespace vigie
