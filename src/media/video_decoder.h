// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/ffmpeg_support.h>
#include <media/frame.h>
#include <media/hardware_probe.h>
#include <media/stream_source.h>

#include <functional>

namespace vigie::media {

/// Largest picture accepted, each way.
inline constexpr int kMaxPictureSide = 8192;

/// Access units to pictures: one FFmpeg decoder on one thread. Shows no picture that was predicted
/// from a damaged or missing one: after a loss it waits for the next key frame (or recovery point).
/// Hardware surfaces are copied to NV12 in system memory. When the hardware fails, software goes on
/// from the next key frame. Private to src/media.
class VideoDecoder {
public:
    using Output = std::function<void(FramePtr)>;

    /// \param hardware  null: software only. \return NotSupported with the codec's name
    [[nodiscard]] static Result<std::unique_ptr<VideoDecoder>>
    open(const StreamInfo &info, std::shared_ptr<const HardwareProbe> hardware);
    ~VideoDecoder();

    /// Calls \p output for each picture that is whole, in order, before it returns.
    /// \return the pictures or units withheld; NotSupported for a picture nobody can show (too
    /// large, 10 bit)
    [[nodiscard]] Result<int> decode(const AccessUnit &unit, const Output &output);

    /// Whether it withholds pictures until the next key frame.
    [[nodiscard]] bool awaitsKeyFrame() const { return m_awaitsKey; }
    [[nodiscard]] bool hardware() const { return m_onHardware; }
    /// "VA-API", "software (h264)" in the person's language: what the tile says.
    [[nodiscard]] QString name() const;
    /// "H.264", "H.265", "MJPEG"
    [[nodiscard]] QString codecName() const;
    /// Why the hardware is not used although it was there; empty otherwise. Technical.
    [[nodiscard]] const QString &fallbackReason() const { return m_fallbackReason; }

private:
    explicit VideoDecoder(StreamInfo info) : m_info(std::move(info)) { }
    [[nodiscard]] Result<> openContext();
    void fallBack(const QString &reason);
    [[nodiscard]] Result<int> drain(const Output &output);
    [[nodiscard]] Result<FramePtr> toFrame(ff::AvFramePtr picture);
    static AVPixelFormat chooseFormat(AVCodecContext *context, const AVPixelFormat *offered);

    StreamInfo m_info;
    std::shared_ptr<const HardwareProbe> m_hardware; ///< null once fallen back
    QString m_fallbackReason;
    bool m_onHardware = false;
    bool m_awaitsKey = true;
    int m_hardwareErrors = 0; ///< in a row
    ff::DecodeHook m_hook; // before m_context: outlives it
    ff::CodecContextPtr m_context;
    ff::PacketPtr m_packet;
    std::shared_ptr<const void> m_grey; ///< chroma of grey pictures
    qsizetype m_greySize = 0;
};

} // namespace vigie::media
