// SPDX-License-Identifier: GPL-3.0-or-later
#include "fan_out.h"

#include <render/paint_thread.h>

#include <utility>

namespace vigie::live {

void FanOut::Outlet::shut()
{
    const std::scoped_lock lock(m_mutex);
    m_sink.reset();
}

void FanOut::Outlet::pass(std::int64_t number, media::FramePtr frame)
{
    // Held while the sink scales: whoever shuts the outlet waits for one picture at most.
    const std::scoped_lock lock(m_mutex);
    if (!m_sink || number <= m_last)
        return;
    m_last = number;
    m_sink->present(std::move(frame));
}

std::shared_ptr<FanOut::Outlet> FanOut::add(std::shared_ptr<media::FrameSink> sink, std::chrono::nanoseconds liveFor)
{
    auto outlet = std::make_shared<Outlet>(std::move(sink));
    media::FramePtr newest;
    std::int64_t number = 0;
    {
        const std::scoped_lock lock(m_mutex);
        auto more = std::make_shared<Outlets>(*m_outlets);
        more->push_back(outlet);
        m_outlets = std::move(more);
        newest = m_newest;
        number = m_number;
    }
    if (newest && std::chrono::steady_clock::now() - newest->received < liveFor) {
        render::PaintThread::instance().run([weak = std::weak_ptr(outlet), number, newest = std::move(newest)] {
            if (const auto open = weak.lock())
                open->pass(number, newest);
        });
    }
    return outlet;
}

void FanOut::remove(const std::shared_ptr<Outlet> &outlet)
{
    {
        const std::scoped_lock lock(m_mutex);
        auto fewer = std::make_shared<Outlets>(*m_outlets);
        std::erase(*fewer, outlet);
        m_outlets = std::move(fewer);
    }
    outlet->shut(); // the session may have read the list before
}

void FanOut::present(media::FramePtr frame)
{
    if (!frame)
        return;
    std::shared_ptr<const Outlets> outlets;
    std::int64_t number = 0;
    media::FramePtr old = frame; // freed outside the lock
    {
        const std::scoped_lock lock(m_mutex);
        m_newest.swap(old);
        number = ++m_number;
        outlets = m_outlets;
    }
    for (const auto &outlet : *outlets)
        outlet->pass(number, frame);
}

} // namespace vigie::live
