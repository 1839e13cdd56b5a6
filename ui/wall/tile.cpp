// SPDX-License-Identifier: GPL-3.0-or-later
#include "tile.h"

#include <utility>

namespace vigie::wall {
namespace {

/// A gate that says yes in preview and no when asked (a full disk, say) must not be asked in a loop.
constexpr std::chrono::seconds kAutomaticAskPause{10};

} // namespace

Tile::Tile(CameraViews &views, const Clock &clock, Sentences sentences, QObject *parent)
    : QObject(parent)
    , m_views(views)
    , m_clock(clock)
    , m_sentences(std::move(sentences))
{
}

Tile::~Tile() = default;

std::shared_ptr<render::TileFeed> Tile::visibleFeed() const
{
    if (!m_view || !mayShowPicture(m_view->state()))
        return nullptr;
    return m_view->feed();
}

void Tile::show(const CameraLabel &camera, bool fromKeptLayout)
{
    m_view.reset();
    take(camera, m_views.open(camera.id, m_showing), fromKeptLayout);
}

void Tile::take(const CameraLabel &camera, std::unique_ptr<CameraView> view, bool fromKeptLayout)
{
    const std::unique_ptr<CameraView> before = std::exchange(m_view, std::move(view)); // goes when the new one is shown
    m_camera = camera;
    m_lostSince.reset();
    m_lastAutomaticAsk.reset();
    m_keep = fromKeptLayout;
    m_hadPicture = m_view->hasPicture();
    dropPrepared();
    connect(m_view.get(), &CameraView::changed, this, &Tile::follow);
    follow();
}

void Tile::hold(const CameraLabel &camera)
{
    m_view.reset();
    m_camera = camera;
    m_keep = true;
    follow();
}

void Tile::beginClosing()
{
    if (m_next)
        m_next->beginClosing();
    if (m_view)
        m_view->beginClosing();
}

void Tile::park()
{
    dropPrepared();
    if (!m_view)
        return;
    m_view.reset();
    follow();
}

void Tile::clear()
{
    dropPrepared();
    if (isEmpty())
        return;
    m_view.reset();
    m_camera.reset();
    m_keep = false;
    follow();
}

void Tile::prepare(const CameraLabel &camera)
{
    live::Showing showing = m_showing;
    // A tile that is not on the screen yet is asked for as if it were.
    if (showing.importance == media::Importance::Hidden)
        showing.importance = media::Importance::Visible;
    m_nextCamera = camera;
    m_next = m_views.open(camera.id, showing);
    connect(m_next.get(), &CameraView::changed, this, &Tile::preparedChanged);
}

std::optional<live::ViewState> Tile::prepared() const
{
    return m_next ? std::optional(m_next->state()) : std::nullopt;
}

void Tile::dropPrepared()
{
    m_next.reset();
    m_nextCamera.reset();
}

void Tile::showPrepared()
{
    if (!m_next)
        return;
    m_next->disconnect(this);
    m_next->setShowing(m_showing);
    take(*std::exchange(m_nextCamera, std::nullopt), std::move(m_next), false);
}

void Tile::setSize(QSize devicePixels)
{
    live::Showing showing = m_showing;
    showing.size = devicePixels;
    setShowing(showing);
}

void Tile::setAttention(media::Importance importance, bool enlarged)
{
    live::Showing showing = m_showing;
    showing.importance = importance;
    showing.enlarged = enlarged;
    setShowing(showing);
}

void Tile::setZoom(double zoom)
{
    live::Showing showing = m_showing;
    showing.zoom = zoom;
    setShowing(showing);
}

void Tile::setShowing(const live::Showing &showing)
{
    m_showing = showing;
    if (m_view)
        m_view->setShowing(showing);
}

void Tile::askAgain()
{
    if (!m_view)
        return;
    const live::ViewState state = m_view->state();
    if (state == live::ViewState::Refused || state == live::ViewState::Curtained)
        m_view->ask();
}

void Tile::askAgainIfAllowed()
{
    if (!m_view || !m_camera)
        return;
    const live::ViewState state = m_view->state();
    if (state != live::ViewState::Refused && state != live::ViewState::Curtained)
        return;
    const auto now = m_clock.sinceBoot();
    if (m_lastAutomaticAsk && now - *m_lastAutomaticAsk < kAutomaticAskPause)
        return;
    if (!m_views.wouldAllow(m_camera->id))
        return;
    m_lastAutomaticAsk = now;
    m_view->ask();
}

void Tile::relabel(const CameraLabel &camera)
{
    if (!m_camera || m_camera == camera)
        return;
    m_camera = camera;
    updateFace();
}

void Tile::refresh()
{
    if (m_view)
        updateFace();
}

void Tile::follow()
{
    const bool kept = m_keep;
    if (m_view) {
        switch (m_view->state()) {
        case live::ViewState::Playing:
            m_hadPicture = true;
            m_lostSince.reset();
            m_keep = true;
            break;
        case live::ViewState::Lost:
            if (!m_lostSince)
                m_lostSince = m_clock.now();
            break;
        case live::ViewState::Connecting:
        case live::ViewState::Waiting:
            m_lostSince.reset();
            m_keep = true;
            break;
        case live::ViewState::Asking:
        case live::ViewState::Refused:
        case live::ViewState::Curtained:
            m_lostSince.reset();
            m_hadPicture = false;
            break;
        }
    }
    // The feed first: a curtain falls before any word changes.
    if (const auto feed = visibleFeed(); feed != m_feed) {
        m_feed = feed;
        Q_EMIT feedChanged();
    }
    updateFace();
    if (m_keep && !kept)
        Q_EMIT keepChanged();
}

TileFacts Tile::facts() const
{
    TileFacts facts;
    facts.camera = m_camera;
    if (m_view) {
        facts.state = m_view->state();
        facts.decision = m_view->decision();
        facts.error = m_view->error();
        facts.endCause = m_view->endCause();
        facts.stats = m_view->stats();
        facts.stream = m_view->stream();
        facts.reason = m_view->reason();
        facts.link = m_view->link();
    }
    facts.lostSince = m_lostSince;
    facts.hadPicture = m_hadPicture;
    return facts;
}

void Tile::updateFace()
{
    TileFace face = faceOf(facts(), m_sentences, m_clock.now());
    if (face == m_face)
        return;
    m_face = std::move(face);
    Q_EMIT faceChanged();
}

} // namespace vigie::wall
