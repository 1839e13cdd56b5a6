// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/stream_source.h>

#include <chrono>
#include <optional>

namespace vigie::media {

/// Which pictures of a stream are whole: where a decoder may begin, and what a loss takes away until it may begin again.
///
/// - Key frames: from the next one on.
/// - Recovery points (gradual refresh: a camera that never sends a key frame, but refreshes a strip a picture): from the
///   picture on that the point names.
/// - Neither: a camera that has sent neither for kLongestGroup is believed to refresh without saying so. After
///   kRefreshed without a loss its pictures are shown, and say that they are guessed().
///
/// Motion JPEG pictures stand alone: nothing is ever awaited after the first. Time is the units'. Pure. Private to
/// src/media.
class EntryPoints {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds kLongestGroup{25}; ///< the longest known of cameras is 20 s
    static constexpr std::chrono::seconds kRefreshed{10};

    explicit EntryPoints(VideoCodec codec) : m_codec(codec) { }

    /// \p unit has come, whether it is decoded or left out.
    void came(const AccessUnit &unit);
    /// \p unit is decoded next. \return the decoder begins anew with it: it must forget what it holds
    [[nodiscard]] bool begins(const AccessUnit &unit);
    /// Something is missing, was refused or was left out: nothing before the next entry is whole.
    void lost();
    /// The decoder invented a reference. While a refresh goes on that is how it must be.
    void missedReference();
    /// The decoder gave a picture. \return it may be shown
    [[nodiscard]] bool mayShow(bool key, bool damaged);

    [[nodiscard]] bool awaited() const { return m_awaited; }
    /// There is no key frame to be hoped for: what is decoded must not hang on one.
    [[nodiscard]] bool keyless() const { return m_keyless; }
    [[nodiscard]] bool guessed() const { return m_guessed; }
    /// A decoder that was given nothing for a while may begin with \p unit.
    [[nodiscard]] bool isEntry(const AccessUnit &unit) const
    {
        return unit.key || unit.wholeAfter || (m_keyless && !m_pointsSeen);
    }

private:
    const VideoCodec m_codec;
    bool m_awaited = true;
    std::optional<int> m_wholeAfter; ///< awaited, and a recovery point has passed: pictures until it is kept
    bool m_keySeen = false;
    bool m_pointsSeen = false;
    bool m_keyless = false;
    bool m_guessed = false;
    Time m_now; ///< of the unit that came last
    std::optional<Time> m_lastKey; ///< or the first unit of all
    Time m_unbroken; ///< since then nothing was lost
};

} // namespace vigie::media
