// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/pacer.h>

namespace vigie::media {

std::shared_ptr<Pacer> Pacer::shared()
{
    // Sessions know nothing of each other, and a thread each is what this is there to avoid.
    static std::mutex mutex;
    static std::weak_ptr<Pacer> only;
    const std::scoped_lock lock(mutex);
    std::shared_ptr<Pacer> pacer = only.lock();
    if (!pacer) {
        pacer = std::make_shared<Pacer>();
        only = pacer;
    }
    return pacer;
}

Pacer::Pacer() : m_thread([this](const std::stop_token &stop) { run(stop); }) { }

// Never on its own thread: a sink lets go of it in close(), and that thread only borrows sinks.
Pacer::~Pacer() = default;

void Pacer::wake(TimePoint due, std::weak_ptr<PacedSink> sink)
{
    const std::scoped_lock lock(m_mutex);
    m_appointments.push({due, std::move(sink)});
    m_changed.notify_one();
}

void Pacer::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (m_appointments.empty()) {
            m_changed.wait(lock, stop, [this] { return !m_appointments.empty(); });
            continue;
        }
        const TimePoint due = m_appointments.top().due;
        const TimePoint now = std::chrono::steady_clock::now();
        if (due > now) {
            m_changed.wait_until(lock, stop, due, [&] { return m_appointments.top().due < due; });
            continue;
        }
        const std::weak_ptr<PacedSink> sink = m_appointments.top().sink;
        m_appointments.pop();
        lock.unlock();
        if (const std::shared_ptr<PacedSink> living = sink.lock())
            living->presentDue(now);
        lock.lock();
    }
}

} // namespace vigie::media
