// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace vigie::render {

/// The thread that converts a picture again which stands where it is: the tile has another size, it is looked at otherwise,
/// another tile shows the same stream. No session decodes then, and the GUI thread never converts. One for the program, made
/// when first needed; it keeps no picture. Any thread.
class PaintThread {
public:
    [[nodiscard]] static PaintThread &instance();
    PaintThread();
    ~PaintThread(); ///< finishes the job it is in, lets the others go

    /// Runs \p job once, after those before it. It holds what it needs weakly: whoever asked may be gone by then.
    void run(std::function<void()> job);

private:
    void work(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void()>> m_jobs; ///< m_mutex
    std::jthread m_thread; ///< last: the others are there while it runs
};

} // namespace vigie::render
