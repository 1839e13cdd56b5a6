// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/paced_sink.h>

#include <atomic>
#include <condition_variable>
#include <queue>
#include <thread>
#include <vector>

namespace vigie::media {

/// The one thread that presents held pictures when they are due, for every session that holds any.
/// It begins with the first such session and ends with the last. Private to src/media.
class Pacer {
public:
    using TimePoint = PacedSink::TimePoint;

    /// The one of this process, made now if nobody holds it.
    [[nodiscard]] static std::shared_ptr<Pacer> shared();
    Pacer();
    ~Pacer();

    /// Calls presentDue() of \p sink at \p due, if it still lives. Any thread.
    void wake(TimePoint due, std::weak_ptr<PacedSink> sink);
    /// Bytes of pictures held by all sinks.
    std::atomic<std::size_t> held = 0;

private:
    struct Appointment {
        TimePoint due;
        std::weak_ptr<PacedSink> sink;
        bool operator<(const Appointment &other) const { return due > other.due; }
    };
    void run(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::priority_queue<Appointment> m_appointments; // m_mutex; the earliest on top
    std::jthread m_thread;
};

} // namespace vigie::media
