// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <functional>
#include <memory>
#include <mutex>

namespace vigie::live {

/// Lets one of several streams through to a sink: the newest that has brought a picture no older
/// than what was shown before, so that time never runs backwards. The one before goes on until then
/// and is silent afterwards. Pictures reach the sink one at a time,
/// whatever threads they come from.
class FrameSwitch final : public std::enable_shared_from_this<FrameSwitch> {
public:
    /// \p firstPicture is called on the session's thread with the number of a stream when its first
    /// picture is through, and when the one is that awaitNext() asked for.
    FrameSwitch(std::shared_ptr<media::FrameSink> sink, std::function<void(int)> firstPicture);

    /// Where the stream of \p number puts its pictures; a greater number is newer. Any thread.
    [[nodiscard]] std::shared_ptr<media::FrameSink> input(int number);

    /// Bars the stream of \p number, which was to take over and is not wanted any more. Any thread.
    /// \return false: it has taken over already, and goes on; without it nothing would be shown
    [[nodiscard]] bool withdraw(int number);

    /// Whether a picture was let through. Any thread.
    [[nodiscard]] bool hasShown() const;
    /// Tells of the next picture that is through, whatever stream it comes from. Any thread.
    void awaitNext();
    /// The picture that awaitNext() asked for is still to come. Any thread.
    [[nodiscard]] bool awaitsNext() const;
    /// Puts the last picture into the sink again, which takes it otherwise now: on render::PaintThread, soon. Any thread.
    void repeat();

private:
    class Input;
    void present(int number, media::FramePtr frame);
    void repeatNow();

    const std::shared_ptr<media::FrameSink> m_sink;
    const std::function<void(int)> m_firstPicture;
    mutable std::mutex m_mutex;
    int m_current = 0; ///< m_mutex; number of the stream that is let through
    int m_barred = 0; ///< m_mutex; up to this number none but the current
    bool m_repeatAsked = false; ///< m_mutex
    bool m_awaited = false; ///< m_mutex; somebody wants to hear of the next picture
    std::weak_ptr<const media::Frame> m_last; ///< m_mutex; the session's hub keeps it
    std::chrono::steady_clock::time_point m_lastReceived; ///< m_mutex; when the last one had arrived
};

} // namespace vigie::live
