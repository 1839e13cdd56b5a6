// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/paint_thread.h>

#include <utility>

namespace vigie::render {

PaintThread &PaintThread::instance()
{
    static PaintThread thread;
    return thread;
}

PaintThread::PaintThread() : m_thread([this](const std::stop_token &stop) { work(stop); }) { }

PaintThread::~PaintThread() = default;

void PaintThread::run(std::function<void()> job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void PaintThread::work(const std::stop_token &stop)
{
    while (true) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }) || stop.stop_requested())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job();
    }
}

} // namespace vigie::render
