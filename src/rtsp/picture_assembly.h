// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/byte_reader.h>
#include <rtsp/coded_picture.h>
#include <rtsp/rtp_packet.h>

#include <deque>
#include <optional>

namespace vigie::rtsp {

/// The picture that is being put together, and those that are whole and wait to be taken. What breaks is never handed
/// out, and the next one that is says so. One allocation a picture: as large as those before needed.
class PictureAssembly {
public:
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] bool isBroken() const { return m_broken; }
    [[nodiscard]] std::uint32_t timestamp() const { return m_timestamp; }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    /// What was appended from \p at on; valid until the next change.
    [[nodiscard]] Bytes from(qsizetype at) const;

    /// The packet's picture begins.
    void open(const RtpPacket &packet);
    /// What is there belongs to the packet's picture instead: parameter sets that came with a timestamp of their own.
    void retime(const RtpPacket &packet);
    /// Going over kMaxPictureBytes breaks it; what is broken takes nothing more.
    void append(Bytes bytes);
    void insert(qsizetype at, Bytes bytes);
    /// What is open can no longer be whole.
    void breakUp();
    /// Something never came, of no picture that is open.
    void noteLoss() { m_loss = true; }
    /// \param wholeAfter  see CodedPicture
    void close(bool key, std::optional<int> wholeAfter = std::nullopt);

    [[nodiscard]] std::optional<CodedPicture> take();

private:
    [[nodiscard]] bool takes(Bytes bytes);
    void reset();

    QByteArray m_bytes;
    bool m_open = false;
    bool m_broken = false;
    bool m_loss = false; ///< before the next picture handed out
    std::uint32_t m_timestamp = 0;
    std::optional<std::chrono::system_clock::time_point> m_captured;
    qsizetype m_expected = 0; ///< bytes the next picture may need
    std::deque<CodedPicture> m_waiting;
};

} // namespace vigie::rtsp
