// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/coded_picture.h>
#include <rtsp/rtp_packet.h>

#include <memory>

namespace vigie::rtsp {

/// Payloads of one stream, in the order of their sequence numbers, to coded pictures: RFC 6184 (H.264: single NAL,
/// STAP-A, FU-A), RFC 7798 (H.265: single, AP, FU), RFC 2435 (JPEG). A picture ends with the marker, or where the
/// timestamp changes for cameras that forget it. After a gap, what cannot be whole is dropped. Bounded: a picture has at
/// most kMaxPictureBytes. One owner, any thread.
class Depacketizer {
public:
    virtual ~Depacketizer() = default;
    /// \param gap  packets are missing right before this one
    /// \return a picture when one is whole. The packet after a missing marker closes the picture before; the rest of
    /// it waits for the next call. Never blocks, never fails: nonsense is dropped and makes the next one afterLoss.
    [[nodiscard]] virtual std::optional<CodedPicture> push(const RtpPacket &packet, bool gap) = 0;
};

/// \p parameterSets  from the SDP, Annex B; repeated before key pictures that come without their own.
/// \return null for VideoCodec::Unknown
[[nodiscard]] std::unique_ptr<Depacketizer> makeDepacketizer(VideoCodec codec, const QByteArray &parameterSets);

} // namespace vigie::rtsp
