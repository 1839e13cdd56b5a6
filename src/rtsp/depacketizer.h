// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/coded_picture.h>
#include <rtsp/rtp_packet.h>

#include <memory>

namespace vigie::rtsp {

/// No coded picture has more NAL units or fragments of a JPEG table.
inline constexpr int kMaxUnits = 4096;

/// Payloads of one stream, in the order of their sequence numbers, to coded pictures: RFC 6184 (H.264: single NAL,
/// STAP-A, FU-A), RFC 7798 (H.265: single, AP, FU), RFC 2435 (JPEG). A picture ends with the marker, or where the
/// timestamp changes for cameras that forget it. After a gap, what cannot be whole is dropped: no picture is handed out
/// with a part missing. What follows a loss up to the next key picture may still refer to what never came; whoever shows
/// it waits for that key. Bounded: a picture has at most kMaxPictureBytes and kMaxUnits. One owner, any thread.
class Depacketizer {
public:
    virtual ~Depacketizer() = default;
    /// Never blocks, never fails: nonsense is dropped and makes the next picture afterLoss.
    /// \param gap  packets are missing right before this one
    /// \return the oldest picture that is whole. Where a camera forgot a marker, one packet may close two: see take()
    [[nodiscard]] std::optional<CodedPicture> push(const RtpPacket &packet, bool gap)
    {
        read(packet, gap);
        return take();
    }
    /// A further picture that the last packet closed; ask until there is none. At most kMaxWaiting wait.
    [[nodiscard]] virtual std::optional<CodedPicture> take() = 0;
    static constexpr int kMaxWaiting = 4;

protected:
    virtual void read(const RtpPacket &packet, bool gap) = 0;
};

/// \p parameterSets  from the SDP, Annex B; repeated before key pictures that come without their own.
/// \return null for VideoCodec::Unknown
[[nodiscard]] std::unique_ptr<Depacketizer> makeDepacketizer(VideoCodec codec, const QByteArray &parameterSets);

} // namespace vigie::rtsp
