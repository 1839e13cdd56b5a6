// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/camera_line.h>

namespace vigie::test {

using namespace media;
using namespace std::chrono_literals;

class CameraLine::Source final : public StreamSource {
public:
    explicit Source(std::shared_ptr<CameraLine> line) : m_line(std::move(line)) { }

    Result<StreamInfo> connect(const SourceRequest &, Interrupt &interrupt) override
    {
        m_interrupt = &interrupt;
        return m_line->m_clip.info;
    }
    Result<AccessUnit> next() override
    {
        std::unique_lock lock(m_line->m_mutex);
        while (m_line->m_waiting.empty()) {
            lock.unlock(); // it may decode meanwhile
            if (m_interrupt->requested())
                return fail(ErrorCode::Cancelled);
            lock.lock();
            m_line->m_something.wait_for(lock, 20ms,
                                         [this] { return !m_line->m_waiting.empty(); });
        }
        const Coded coded = m_line->m_waiting.front();
        m_line->m_waiting.pop_front();
        static const QByteArray kNoise(400, '\x5a');
        AccessUnit unit = coded.noise ? toUnit(kNoise, coded.index) : unitOf(m_line->m_clip, coded.index);
        unit.captured = coded.captured;
        return unit;
    }
    void close() override { }

private:
    const std::shared_ptr<CameraLine> m_line;
    Interrupt *m_interrupt = nullptr;
};

void CameraLine::arrive(int count)
{
    {
        const std::scoped_lock lock(m_mutex);
        for (int i = 0; i < count; ++i) {
            Coded coded{m_next++, std::nullopt, m_noise};
            if (m_captured)
                coded.captured = std::chrono::system_clock::now() - *m_captured;
            m_waiting.push_back(coded);
        }
    }
    m_something.notify_one();
}

std::function<std::unique_ptr<StreamSource>()> CameraLine::source(std::shared_ptr<CameraLine> line)
{
    return [line = std::move(line)] { return std::make_unique<Source>(line); };
}

void WatchedSink::present(FramePtr frame)
{
    const std::scoped_lock lock(m_mutex);
    m_shown.append({static_cast<int>(frame->pts / CameraLine::ptsOf(1)), std::chrono::steady_clock::now()});
}

QList<WatchedSink::Shown> WatchedSink::shown() const
{
    const std::scoped_lock lock(m_mutex);
    return m_shown;
}

int WatchedSink::newest() const
{
    const std::scoped_lock lock(m_mutex);
    return m_shown.isEmpty() ? -1 : m_shown.last().index;
}

} // namespace vigie::test
