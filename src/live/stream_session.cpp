// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/stream_session.h>

namespace vigie::live {
namespace {

class MediaSession final : public StreamSession {
    Q_OBJECT
public:
    MediaSession()
    {
        connect(&m_session, &media::Session::stateChanged, this, &StreamSession::stateChanged);
        connect(&m_session, &media::Session::finished, this, &StreamSession::finished);
    }
    void start(media::SessionOptions options) override { m_session.start(std::move(options)); }
    void requestStop() override { m_session.requestStop(); }
    void stop() override { m_session.stop(); }
    [[nodiscard]] media::SessionStats stats() const override { return m_session.stats(); }
    void setImportance(media::Importance importance) override { m_session.setImportance(importance); }
    void setPaused(bool paused) override { m_session.setPaused(paused); }

private:
    media::Session m_session;
};

} // namespace

std::unique_ptr<StreamSession> makeMediaSession()
{
    return std::make_unique<MediaSession>();
}

} // namespace vigie::live

#include "stream_session.moc"
