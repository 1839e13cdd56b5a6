// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/entry_points.h>
#include <media/ffmpeg_support.h>
#include <media/frame_maker.h>
#include <media/session.h>
#include <media/stream_source.h>
#include <media/surface_lender.h>

#include <functional>

namespace vigie::media {

/// Access units to pictures: one FFmpeg decoder on one thread. Shows no picture that was predicted
/// from a damaged or missing one: see EntryPoints.
/// Hardware surfaces are lent where that is allowed and works (SurfaceLender), else copied to NV12 or P010 in system
/// memory. When the hardware fails, software goes on from the next key frame. Private to src/media.
class VideoDecoder {
public:
    using Output = std::function<void(FramePtr)>;

    /// \param hardware  null: software only
    /// \param surfaces  which pictures may be left on the device. \return NotSupported with the codec's name
    [[nodiscard]] static Result<std::unique_ptr<VideoDecoder>>
    open(const StreamInfo &info, std::shared_ptr<const HardwareProbe> hardware, const SurfaceUse &surfaces = {});
    ~VideoDecoder();

    /// Calls \p output for each picture that is whole, in order, before it returns.
    /// \return the pictures or units withheld or left out; NotSupported for a picture nobody can
    /// show (too large, 12 bit); Protocol when it has refused too many units in a row
    [[nodiscard]] Result<int> decode(const AccessUnit &unit, const Output &output);

    /// What to leave out from the next unit on. After KeyFramesOnly, more is decoded from the next
    /// key frame on.
    void setEffort(Effort effort);
    [[nodiscard]] Effort effort() const { return m_effort; }
    /// Whether it decodes key frames only, be it because the next one has not come yet.
    [[nodiscard]] bool keysOnly() const { return m_keysOnly; }

    /// Whether it withholds pictures until the next key frame (or what goes for one).
    [[nodiscard]] bool awaitsKeyFrame() const { return m_entries.awaited(); }
    [[nodiscard]] bool hardware() const { return m_onHardware; }
    /// "VA-API", "software (h264)" in the person's language: what the tile says.
    [[nodiscard]] QString name() const;
    /// "H.264", "H.265", "MJPEG"
    [[nodiscard]] QString codecName() const;
    /// Why the hardware is not used although it was there; empty otherwise. Technical.
    [[nodiscard]] const QString &fallbackReason() const { return m_fallbackReason; }
    /// Why its last picture goes through system memory.
    [[nodiscard]] CopyReason copyReason() const;
    /// Pictures that were copied from the device.
    [[nodiscard]] std::int64_t copies() const;

private:
    explicit VideoDecoder(StreamInfo info) : m_info(std::move(info)), m_entries(m_info.codec) { }
    [[nodiscard]] Result<> openContext();
    void fallBack(const QString &reason);
    void leaveHardware(const QString &reason);
    [[nodiscard]] QString takeHardware(const AVCodec *codec);
    [[nodiscard]] Result<int> drain(const Output &output);
    [[nodiscard]] bool leavesOut(const AccessUnit &unit);
    static AVPixelFormat chooseFormat(AVCodecContext *context, const AVPixelFormat *offered);

    StreamInfo m_info;
    std::shared_ptr<const HardwareProbe> m_hardware; ///< null once fallen back
    QString m_fallbackReason;
    bool m_onHardware = false;
    EntryPoints m_entries;
    Effort m_effort = Effort::Full;
    bool m_keysOnly = false; ///< until the next key frame at least
    std::optional<std::chrono::steady_clock::time_point> m_lastKey; ///< decoded while m_keysOnly
    int m_failures = 0; ///< units in a row that the decoder refused
    int m_hardwareErrors = 0; ///< in a row
    std::unique_ptr<DecoderSlots::Slot> m_slot; ///< while m_hardware is used
    ff::DecodeHook m_hook; // before m_context: outlives it
    ff::CodecContextPtr m_context;
    ff::PacketPtr m_packet;
    FrameMaker m_maker;
    SurfaceUse m_surfaces;
    std::unique_ptr<SurfaceLender> m_lender; ///< while m_hardware is used and surfaces may be lent
    std::int64_t m_copies = 0;
};

} // namespace vigie::media
