// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/clip_maker.h>
#include <media/session.h>

#include <QtCore/QList>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace vigie::test {

/// The line to a camera whose pictures arrive when the test says so. Shared between the test and the session's thread.
class CameraLine {
public:
    explicit CameraLine(Clip clip) : m_clip(std::move(clip)) { }

    /// The next \p count pictures of the clip arrive now, all at once.
    void arrive(int count = 1);
    /// The next \p count never come; the stream's times go on.
    void skip(int count) { m_next += count; }
    /// What the camera's own clock says at capture, from now on: the wall clock less \p behind.
    void setCaptured(std::chrono::milliseconds behind) { m_captured = behind; }
    void setNoise(bool noise) { m_noise = noise; }
    [[nodiscard]] int arrived() const { return m_next; }
    [[nodiscard]] const Clip &clip() const { return m_clip; }
    /// The pts of picture \p index.
    [[nodiscard]] static std::chrono::microseconds ptsOf(int index) { return std::chrono::milliseconds(40) * index; }

    /// For SessionOptions::makeSource.
    [[nodiscard]] static std::function<std::unique_ptr<media::StreamSource>()> source(std::shared_ptr<CameraLine> line);

private:
    class Source;
    struct Coded {
        int index;
        std::optional<std::chrono::system_clock::time_point> captured;
        bool noise;
    };
    const Clip m_clip;
    std::atomic<int> m_next = 0;
    std::mutex m_mutex;
    std::condition_variable m_something;
    std::deque<Coded> m_waiting; // m_mutex
    std::optional<std::chrono::milliseconds> m_captured;
    bool m_noise = false;
};

/// Remembers what was presented and when.
class WatchedSink final : public media::FrameSink {
public:
    struct Shown {
        int index; ///< of CameraLine
        std::chrono::steady_clock::time_point at;
    };
    void present(media::FramePtr frame) override;
    [[nodiscard]] QList<Shown> shown() const;
    [[nodiscard]] int count() const { return static_cast<int>(shown().size()); }
    /// -1: nothing yet
    [[nodiscard]] int newest() const;

private:
    mutable std::mutex m_mutex;
    QList<Shown> m_shown; // m_mutex
};

} // namespace vigie::test
