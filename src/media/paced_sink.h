// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <deque>
#include <memory>
#include <mutex>

namespace vigie::media {

class Pacer;

/// The way of one session's pictures to its sink: at once, or held until they are due, in order and
/// never backwards. What is overtaken is dropped. Bounded to 32 pictures, 64 MiB, and 256 MiB over
/// all sessions; beyond, the oldest goes out early. Private to src/media.
class PacedSink final : public std::enable_shared_from_this<PacedSink> {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kMostPictures = 32;
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
    static constexpr std::size_t kMostBytesOfAll = std::size_t{256} << 20U;

    /// \param sink  may be null
    [[nodiscard]] static std::shared_ptr<PacedSink> make(std::shared_ptr<FrameSink> sink);
    ~PacedSink();

    // session's thread
    void present(FramePtr frame); ///< at once; what is still held is overtaken
    void presentAt(FramePtr frame, TimePoint due);

    // any thread
    /// Nothing reaches the sink after it; what is held is dropped.
    void close();
    [[nodiscard]] std::int64_t overtaken() const; ///< pictures that were never presented

    // pacing thread
    void presentDue(TimePoint now);

private:
    struct Held {
        FramePtr frame;
        TimePoint due;
        std::size_t bytes;
    };
    explicit PacedSink(std::shared_ptr<FrameSink> sink) : m_sink(std::move(sink)) { }
    void dropHeld();
    Held takeOldest();

    const std::shared_ptr<FrameSink> m_sink;
    /// Shared by all sessions' sinks, and its thread with it; only once something was held.
    std::shared_ptr<Pacer> m_pacer; // session's thread
    mutable std::mutex m_mutex; ///< held while the sink takes a picture: close() waits for that
    std::deque<Held> m_held; // m_mutex
    std::size_t m_bytes = 0; // m_mutex
    std::int64_t m_overtaken = 0; // m_mutex
    bool m_closed = false; // m_mutex
};

} // namespace vigie::media
