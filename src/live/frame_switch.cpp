// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_switch.h"

#include <render/paint_thread.h>

#include <algorithm>
#include <utility>

namespace vigie::live {

class FrameSwitch::Input final : public media::FrameSink {
public:
    Input(std::shared_ptr<FrameSwitch> owner, int number)
        : m_owner(std::move(owner)), m_number(number)
    {
    }
    void present(media::FramePtr frame) override { m_owner->present(m_number, std::move(frame)); }

private:
    const std::shared_ptr<FrameSwitch> m_owner;
    const int m_number;
};

FrameSwitch::FrameSwitch(std::shared_ptr<media::FrameSink> sink,
                         std::function<void(int)> firstPicture)
    : m_sink(std::move(sink)), m_firstPicture(std::move(firstPicture))
{
}

std::shared_ptr<media::FrameSink> FrameSwitch::input(int number)
{
    return std::make_shared<Input>(shared_from_this(), number);
}

bool FrameSwitch::withdraw(int number)
{
    const std::scoped_lock lock(m_mutex);
    if (m_current == number)
        return false;
    m_barred = std::max(m_barred, number);
    return true;
}

bool FrameSwitch::hasShown() const
{
    const std::scoped_lock lock(m_mutex);
    return m_current > 0;
}

void FrameSwitch::awaitNext()
{
    const std::scoped_lock lock(m_mutex);
    m_awaited = true;
}

bool FrameSwitch::awaitsNext() const
{
    const std::scoped_lock lock(m_mutex);
    return m_awaited;
}

void FrameSwitch::repeat()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_current == 0 || std::exchange(m_repeatAsked, true))
            return;
    }
    render::PaintThread::instance().run([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->repeatNow();
    });
}

void FrameSwitch::repeatNow()
{
    const std::scoped_lock lock(m_mutex);
    m_repeatAsked = false;
    if (auto last = m_last.lock())
        m_sink->present(std::move(last));
}

void FrameSwitch::present(int number, media::FramePtr frame)
{
    bool first = false;
    {
        // Held while the sink scales: the other stream waits for one picture at most.
        const std::scoped_lock lock(m_mutex);
        if (number < m_current || (number > m_current && number <= m_barred))
            return;
        // Within one stream pictures may arrive in another order than they are shown in (B-frames).
        if (number > m_current && frame->received < m_lastReceived)
            return;
        first = number > m_current || m_awaited;
        m_awaited = false;
        m_current = number;
        m_last = frame;
        m_lastReceived = frame->received;
        m_sink->present(std::move(frame));
    }
    if (first)
        m_firstPicture(number);
}

} // namespace vigie::live
