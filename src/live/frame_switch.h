// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <functional>
#include <memory>
#include <mutex>

namespace vigie::live {

/// Lets one of several streams through to a sink: the newest that has brought a picture. The one
/// before goes on until then and is silent afterwards. Pictures reach the sink one at a time,
/// whatever threads they come from.
class FrameSwitch final : public std::enable_shared_from_this<FrameSwitch> {
public:
    /// \p firstPicture is called on the session's thread with the number of a stream when its first
    /// picture is through.
    FrameSwitch(std::shared_ptr<media::FrameSink> sink, std::function<void(int)> firstPicture);

    /// Where the stream of \p number puts its pictures; a greater number is newer. Any thread.
    [[nodiscard]] std::shared_ptr<media::FrameSink> input(int number);

    /// Bars the stream of \p number, which was to take over and is not wanted any more. Any thread.
    /// \return false: it has taken over already, and goes on; without it nothing would be shown
    [[nodiscard]] bool withdraw(int number);

private:
    class Input;
    void present(int number, media::FramePtr frame);

    const std::shared_ptr<media::FrameSink> m_sink;
    const std::function<void(int)> m_firstPicture;
    std::mutex m_mutex;
    int m_current = 0; ///< m_mutex; number of the stream that is let through
    int m_barred = 0; ///< m_mutex; up to this number none but the current
};

} // namespace vigie::live
