// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <mutex>
#include <semaphore>

namespace vigie::media {

/// At most as many pictures are decoded at once as there are processors; the others wait their turn in the order they
/// came. Where many come at one instant (all cameras restarted by one power cut send their key frames together), time
/// slices would have all of them ready at the end; in turn, half are ready in half the time, and the caches hold one
/// picture instead of a hundred. Any thread.
class DecodeTurns {
public:
    explicit DecodeTurns(int atOnce) : m_free(atOnce) { }
    /// Of this process.
    [[nodiscard]] static DecodeTurns &shared();

    /// Threads that wait for a turn.
    [[nodiscard]] std::size_t waiting() const;

    /// A turn, as long as it lives.
    class Turn {
    public:
        explicit Turn(DecodeTurns &turns) : m_turns(turns) { m_turns.take(); }
        ~Turn() { m_turns.giveBack(); }
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;

    private:
        DecodeTurns &m_turns;
    };

private:
    void take();
    void giveBack();

    mutable std::mutex m_mutex;
    int m_free; // m_mutex
    std::deque<std::binary_semaphore *> m_waiting; // m_mutex; each on its thread's stack
};

} // namespace vigie::media
