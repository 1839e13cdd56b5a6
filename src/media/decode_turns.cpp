// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/decode_turns.h>

#include <algorithm>
#include <thread>

namespace vigie::media {

DecodeTurns &DecodeTurns::shared()
{
    static DecodeTurns turns(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    return turns;
}

std::size_t DecodeTurns::waiting() const
{
    const std::scoped_lock lock(m_mutex);
    return m_waiting.size();
}

void DecodeTurns::take()
{
    std::binary_semaphore mine(0);
    {
        const std::scoped_lock lock(m_mutex);
        if (m_free > 0) {
            --m_free;
            return;
        }
        m_waiting.push_back(&mine);
    }
    mine.acquire();
    const std::scoped_lock lock(m_mutex); // release() has come back: the semaphore may go
}

void DecodeTurns::giveBack()
{
    const std::scoped_lock lock(m_mutex);
    if (m_waiting.empty()) {
        ++m_free;
        return;
    }
    m_waiting.front()->release(); // the turn goes over, so that nobody overtakes
    m_waiting.pop_front();
}

} // namespace vigie::media
