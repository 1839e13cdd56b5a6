// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/stream_hub.h>

#include "fan_out.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <utility>

namespace vigie::live {

/// One session and who watches it.
struct Upstream {
    CameraId camera;
    StreamEndpoint stream;
    QString user;
    Secret password;
    std::unique_ptr<StreamSession> session;
    std::shared_ptr<FanOut> pictures = std::make_shared<FanOut>();
    std::vector<StreamTap *> taps;
    std::shared_ptr<void> keyPicture; ///< asked for while it is held
    media::Importance importance = media::Importance::Visible;
};

namespace {

/// How long ago the newest picture of a session may have come to go for the present. What a lost session showed last is
/// old, and so is what one that was paused did until a moment ago: its state does not say so.
std::chrono::nanoseconds liveFor(const media::SessionStats &stats)
{
    if (stats.state != media::SessionState::Playing)
        return {};
    const std::chrono::duration<double> twoPictures(stats.fps > 0.0 ? 2.0 / stats.fps : 0.0);
    return std::max<std::chrono::nanoseconds>(media::kLiveFor,
                                              std::chrono::duration_cast<std::chrono::nanoseconds>(twoPictures));
}

} // namespace

struct StreamTap::Way {
    std::shared_ptr<FanOut> pictures;
    std::shared_ptr<FanOut::Outlet> outlet;
};

StreamTap::StreamTap(StreamHub &hub) : m_hub(hub) { }

StreamTap::~StreamTap()
{
    m_hub.leave(*this);
}

media::SessionStats StreamTap::stats() const
{
    return m_upstream ? m_upstream->session->stats() : media::SessionStats{};
}

void StreamTap::setImportance(media::Importance importance)
{
    if (std::exchange(m_importance, importance) != importance && m_upstream)
        m_hub.weigh(*m_upstream);
}

StreamHub::StreamHub(StreamSetup setup, QObject *parent) : QObject(parent), m_setup(std::move(setup))
{
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &StreamHub::beat);
}

StreamHub::~StreamHub()
{
    for (const auto &upstream : m_upstreams)
        upstream->session->requestStop();
    for (const auto *list : {&m_upstreams, &m_retired}) {
        for (const auto &upstream : *list) {
            upstream->session->disconnect(this);
            upstream->session->stop();
        }
    }
    m_leaving.clear(); // only now: no connection outlives the right
}

std::unique_ptr<StreamTap> StreamHub::join(const access::Grant &grant, const StreamEndpoint &stream,
                                           std::shared_ptr<media::FrameSink> sink,
                                           media::Importance importance)
{
    if (!grant.isLive())
        return nullptr;
    const CameraEndpoint &endpoint = grant.endpoint();
    const auto found = std::find_if(m_upstreams.begin(), m_upstreams.end(), [&](const auto &each) {
        return each->camera == endpoint.camera && each->stream == stream && each->user == endpoint.user
            && each->password.revealBytes() == endpoint.password.revealBytes(); // a new one is tried, not waited for
    });
    std::unique_ptr<StreamTap> tap(new StreamTap(*this));
    tap->m_stream = stream;
    tap->m_importance = importance;
    Upstream *upstream = nullptr;
    const bool isNew = found == m_upstreams.end();
    if (isNew) {
        upstream = m_upstreams.emplace_back(std::make_unique<Upstream>()).get();
        upstream->camera = endpoint.camera;
        upstream->stream = stream;
        upstream->user = endpoint.user;
        upstream->password = endpoint.password.clone();
        upstream->importance = importance;
        upstream->session = m_setup.makeSession();
    } else {
        upstream = found->get();
    }
    upstream->taps.push_back(tap.get());
    tap->m_upstream = upstream;
    tap->m_way = std::make_unique<StreamTap::Way>();
    tap->m_way->pictures = upstream->pictures;
    tap->m_way->outlet = upstream->pictures->add(std::move(sink), liveFor(upstream->session->stats()));
    // Whatever its holder does: without its right it sees nothing more.
    const auto cut = [this, raw = tap.get()] { leave(*raw); };
    connect(&grant, &access::Grant::ended, tap.get(), cut);
    connect(&grant, &QObject::destroyed, tap.get(), cut);
    if (!isNew) {
        weigh(*upstream);
        return tap;
    }
    connect(upstream->session.get(), &StreamSession::stateChanged, this,
            [this, upstream] { follow(*upstream); });
    media::SessionOptions options;
    options.stream = stream;
    options.user = endpoint.user;
    options.password = endpoint.password.clone();
    options.hardware = m_setup.hardware;
    options.hardwareAllowed = m_setup.hardwareAllowed;
    options.surfaces = m_setup.surfaces;
    options.unverifiedTlsAllowed = m_setup.unverifiedTlsAllowed;
    options.governor = m_setup.governor;
    options.importance = importance;
    options.sink = upstream->pictures;
    upstream->session->start(std::move(options));
    if (importance == media::Importance::Hidden)
        upstream->session->setPaused(true);
    if (m_setup.askForKeyPicture)
        upstream->keyPicture = m_setup.askForKeyPicture(endpoint, stream);
    if (!m_second.isActive())
        m_second.start();
    return tap;
}

void StreamHub::leave(StreamTap &tap)
{
    Upstream *upstream = std::exchange(tap.m_upstream, nullptr);
    if (!upstream)
        return;
    tap.m_way->pictures->remove(tap.m_way->outlet);
    std::erase(upstream->taps, &tap);
    if (upstream->taps.empty())
        retire(*upstream);
    else
        weigh(*upstream);
}

/// A session matters as much as to whom it matters most.
void StreamHub::weigh(Upstream &upstream)
{
    const auto most = (*std::max_element(upstream.taps.cbegin(), upstream.taps.cend(),
                                         [](const StreamTap *a, const StreamTap *b) {
                                             return a->m_importance < b->m_importance;
                                         }))
                          ->m_importance;
    const auto before = std::exchange(upstream.importance, most);
    if (before == most)
        return;
    upstream.session->setImportance(most);
    const bool paused = most == media::Importance::Hidden;
    if (paused != (before == media::Importance::Hidden))
        upstream.session->setPaused(paused);
}

void StreamHub::retire(Upstream &upstream)
{
    const auto found = std::find_if(m_upstreams.begin(), m_upstreams.end(),
                                    [&](const auto &each) { return each.get() == &upstream; });
    StreamSession *session = upstream.session.get();
    upstream.keyPicture.reset();
    session->disconnect(this);
    // Joined when its thread has left: until then other tiles would wait. Queued: not from within
    // its own signal.
    connect(
        session, &StreamSession::finished, this, [this, leaving = &upstream] { finished(leaving); },
        Qt::QueuedConnection);
    m_retired.push_back(std::move(*found));
    m_upstreams.erase(found);
    if (m_upstreams.empty())
        m_second.stop();
    session->requestStop();
}

void StreamHub::finished(const Upstream *upstream)
{
    const auto found = std::find_if(m_retired.begin(), m_retired.end(),
                                    [upstream](const auto &each) { return each.get() == upstream; });
    if (found == m_retired.end())
        return;
    const auto gone = std::move(*found);
    m_retired.erase(found);
    gone->session->stop();
    std::erase_if(m_leaving, [this](const auto &grant) {
        return std::none_of(m_retired.cbegin(), m_retired.cend(), [&grant](const auto &each) {
            return each->camera == grant->request().camera;
        });
    });
}

void StreamHub::giveBack(std::unique_ptr<access::Grant> grant)
{
    if (!grant)
        return;
    const bool closing = std::any_of(m_retired.cbegin(), m_retired.cend(), [&grant](const auto &each) {
        return each->camera == grant->request().camera;
    });
    if (closing && grant->isLive())
        m_leaving.push_back(std::move(grant));
}

void StreamHub::follow(const Upstream &upstream)
{
    // A listener may let go of any tap.
    std::vector<QPointer<StreamTap>> taps(upstream.taps.cbegin(), upstream.taps.cend());
    for (const auto &tap : taps) {
        if (tap)
            Q_EMIT tap->stateChanged();
    }
}

void StreamHub::beat()
{
    for (const auto &upstream : m_upstreams)
        m_links.measured(upstream->camera, upstream->stream.name, upstream->session->stats().kbps);
    Q_EMIT beaten();
}

} // namespace vigie::live
