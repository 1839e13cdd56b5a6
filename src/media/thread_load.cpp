// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/thread_load.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <ctime>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;

/// Shorter than any wait for a packet that matters, longer than the clocks disagree.
constexpr auto kSleep = 500us;

std::chrono::nanoseconds ran()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

ThreadLoad::ThreadLoad()
    : m_file(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)),
      m_at(std::chrono::steady_clock::now()), m_ran(ran()), m_queued(queued())
{
}

ThreadLoad::~ThreadLoad()
{
    if (m_file >= 0)
        ::close(m_file);
}

std::chrono::nanoseconds ThreadLoad::queued() const
{
    std::array<char, 96> text{};
    if (m_file < 0 || ::pread(m_file, text.data(), text.size() - 1, 0) <= 0)
        return m_turns;
    const char *second = std::strchr(text.data(), ' ');
    std::int64_t value = 0;
    if (second != nullptr)
        std::from_chars(second + 1, text.data() + text.size(), value);
    return std::chrono::nanoseconds(value) + m_turns;
}

ThreadLoad::Micros ThreadLoad::busySince(TimePoint now)
{
    const auto ranNow = ran();
    const auto queuedNow = queued();
    const auto passed = now - m_at;
    const auto waited = queuedNow - m_queued;
    m_slept = passed - (ranNow - m_ran) - waited > kSleep;
    // After a sleep, only the way from the wake-up to the processor counts; that is at most all the
    // queueing there was.
    const auto more = std::chrono::duration_cast<Micros>(m_slept ? waited : passed);
    m_busy = m_slept ? more : m_busy + more;
    m_at = now;
    m_ran = ranNow;
    m_queued = queuedNow;
    return m_busy;
}

} // namespace vigie::media
