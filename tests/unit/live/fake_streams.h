// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <live/stream_session.h>

#include <QtCore/QStringList>

#include <vector>

namespace vigie::test {

/// What became of one session; outlives it. Everything happens on the test's thread.
class FakeStream {
public:
    /// A picture reaches the sink, whether somebody asked the session to stop or not: real sessions
    /// may be in the middle of one.
    /// \param ago  when it arrived
    void show(int number, std::chrono::milliseconds ago = {}) const
    {
        auto frame = std::make_shared<media::Frame>();
        frame->received = std::chrono::steady_clock::now() - ago;
        frame->size = {640, 360};
        frame->pts = std::chrono::microseconds(number);
        options.sink->present(std::move(frame));
    }
    void say(media::SessionState state, std::optional<Error> error = {})
    {
        stats.state = state;
        stats.lastError = std::move(error);
        if (session)
            Q_EMIT session->stateChanged();
    }
    /// The first picture, and all that comes with it.
    void play(int number)
    {
        show(number);
        say(media::SessionState::Playing);
    }
    /// The thread has left.
    void finish() const
    {
        if (session)
            Q_EMIT session->finished();
    }

    media::SessionOptions options;
    media::SessionStats stats;
    live::StreamSession *session = nullptr; ///< null once it is gone
    media::Importance importance = media::Importance::Visible;
    bool paused = false;
    bool askedToStop = false;
    bool joined = false;
    std::function<void()> whenAskedToStop;
    std::function<void()> whenJoined;
};

/// Makes sessions that do what the test says.
class FakeStreams {
public:
    [[nodiscard]] live::SessionFactory factory()
    {
        return [this] {
            made.push_back(std::make_shared<FakeStream>());
            return std::make_unique<Session>(made.back());
        };
    }
    [[nodiscard]] FakeStream &last() const { return *made.back(); }

    std::vector<std::shared_ptr<FakeStream>> made;

private:
    class Session final : public live::StreamSession {
    public:
        explicit Session(std::shared_ptr<FakeStream> stream) : m_stream(std::move(stream))
        {
            m_stream->session = this;
        }
        ~Session() override { m_stream->session = nullptr; }
        void start(media::SessionOptions options) override
        {
            m_stream->options = std::move(options);
            m_stream->importance = m_stream->options.importance;
            m_stream->stats.state = media::SessionState::Connecting;
            Q_EMIT stateChanged();
        }
        void requestStop() override
        {
            m_stream->askedToStop = true;
            if (m_stream->whenAskedToStop)
                m_stream->whenAskedToStop();
        }
        void stop() override
        {
            m_stream->joined = true;
            m_stream->stats.state = media::SessionState::Stopped;
            if (m_stream->whenJoined)
                m_stream->whenJoined();
            Q_EMIT stateChanged();
        }
        void setImportance(media::Importance importance) override { m_stream->importance = importance; }
        void setPaused(bool paused) override { m_stream->paused = paused; }
        [[nodiscard]] media::SessionStats stats() const override { return m_stream->stats; }

    private:
        const std::shared_ptr<FakeStream> m_stream;
    };
};

} // namespace vigie::test
