// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <cstdint>

namespace vigie::rtsp {

/// One m= section of a session description (RFC 8866) that carries RTP.
struct SdpMedia {
    QByteArray kind; ///< "video", "audio", "application"
    int payloadType = -1; ///< the first one offered
    QByteArray encoding; ///< of rtpmap, upper case: "H264"; of the static types too
    VideoCodec codec = VideoCodec::Unknown;
    std::uint32_t clockRate = 90'000; ///< Hz, never 0
    QByteArray control; ///< as written; empty: the presentation's own
    /// Annex B, from sprop-parameter-sets (H.264) or sprop-vps, -sps, -pps (H.265); empty: in band
    QByteArray parameterSets;
    bool sendsToUs = true; ///< false: a back channel (a=recvonly is the camera's ear … a=sendonly ours)
};

struct SessionDescription {
    QByteArray control; ///< session level; "*" or empty: the request's own base
    QByteArray range; ///< value of a=range, as written; empty: live
    QList<SdpMedia> media;

    /// The first video section we can decode; null: none.
    [[nodiscard]] const SdpMedia *video() const;
};

/// \return Protocol: over 64 KiB, over 32 sections, or not SDP at all. Lines it does not know are skipped: cameras bend
/// this format.
[[nodiscard]] Result<SessionDescription> readSdp(const QByteArray &text);

} // namespace vigie::rtsp
