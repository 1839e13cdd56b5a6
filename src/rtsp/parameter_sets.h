// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <rtsp/byte_reader.h>
#include <rtsp/coded_picture.h>

#include <QtCore/QByteArray>

#include <vector>

namespace vigie::rtsp {

inline constexpr std::uint8_t kStartCode[] = {0, 0, 0, 1};

/// The parameter sets a decoder needs to begin: those of the SDP, replaced by what came in band under the same number.
/// At most kMost, of kMaxSetBytes each. One owner, any thread.
class ParameterSets {
public:
    static constexpr std::size_t kMost = 32;
    static constexpr std::size_t kMaxSetBytes = 4096;

    /// \param fromSdp  Annex B; units that are no parameter sets are left out
    ParameterSets(VideoCodec codec, const QByteArray &fromSdp);

    void beginPicture() { ++m_picture; }
    /// A unit of the current picture, header included.
    void remember(Bytes unit);
    /// All that the current picture did not bring along, VPS before SPS before PPS, Annex B; valid until the next call.
    [[nodiscard]] Bytes missing();

private:
    struct Set {
        std::uint8_t type = 0;
        std::uint32_t id = 0;
        QByteArray unit; ///< without a start code
        std::uint64_t seenIn = 0; ///< the picture that last brought it
    };
    [[nodiscard]] int typeOf(Bytes unit) const;
    [[nodiscard]] std::uint32_t idOf(int type, Bytes unit) const;

    VideoCodec m_codec;
    std::uint64_t m_picture = 0;
    std::vector<Set> m_sets; ///< in the order missing() gives them
    QByteArray m_missing;
};

} // namespace vigie::rtsp
