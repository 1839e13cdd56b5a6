// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <memory>
#include <mutex>
#include <vector>

namespace vigie::live {

/// Hands the pictures of one session to everybody who watches it, and keeps the newest for whoever
/// comes later. Outlets are added and shut on the GUI thread; pictures come on the session's.
class FanOut final : public media::FrameSink {
public:
    /// The way to one sink. Once shut, nothing passes any more.
    class Outlet {
    public:
        explicit Outlet(std::shared_ptr<media::FrameSink> sink) : m_sink(std::move(sink)) { }
        /// Waits for a picture that is just passing. Any thread.
        void shut();

    private:
        friend class FanOut;
        void pass(std::int64_t number, media::FramePtr frame);

        std::mutex m_mutex;
        std::shared_ptr<media::FrameSink> m_sink; ///< m_mutex; null once shut
        std::int64_t m_last = 0; ///< m_mutex; number of the newest picture that passed
    };

    /// The newest picture, if there is one and it arrived less than \p liveFor ago, passes at once, on
    /// render::PaintThread: whoever joins is on the GUI thread, which converts nothing.
    [[nodiscard]] std::shared_ptr<Outlet> add(std::shared_ptr<media::FrameSink> sink, std::chrono::nanoseconds liveFor);
    void remove(const std::shared_ptr<Outlet> &outlet); ///< shuts it
    void present(media::FramePtr frame) override;

private:
    using Outlets = std::vector<std::shared_ptr<Outlet>>;
    std::mutex m_mutex;
    std::shared_ptr<const Outlets> m_outlets = std::make_shared<Outlets>(); ///< m_mutex; replaced, never changed
    media::FramePtr m_newest; ///< m_mutex
    std::int64_t m_number = 0; ///< m_mutex; of the newest
};

} // namespace vigie::live
