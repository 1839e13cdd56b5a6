// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/view.h>

#include "frame_switch.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vigie::live {
namespace {

/// One connection and which of the camera's streams it shows.
struct Stream {
    std::unique_ptr<StreamSession> session;
    int number = 0;
    QString name;
    explicit operator bool() const { return session != nullptr; }
};

/// Streams are ordered from the smallest picture to the largest; names say it better where there
/// are any.
const StreamEndpoint *choose(const CameraEndpoint &endpoint, Quality quality)
{
    if (endpoint.streams.isEmpty())
        return nullptr;
    const QString wanted = quality == Quality::Sub ? QStringLiteral("sub") : QStringLiteral("main");
    const auto named =
        std::find_if(endpoint.streams.cbegin(), endpoint.streams.cend(),
                     [&](const StreamEndpoint &stream) { return stream.name == wanted; });
    if (named != endpoint.streams.cend())
        return &*named;
    return quality == Quality::Sub ? &endpoint.streams.constFirst() : &endpoint.streams.constLast();
}

} // namespace

struct View::Private {
    Private(View *view, access::Gate &theGate, access::SessionContext theSession,
            access::Request theRequest, render::Backend theBackend, Quality theQuality,
            StreamSetup theSetup);

    void answer(access::Outcome outcome);
    void granted(std::unique_ptr<access::Grant> newGrant);
    void ended(access::EndCause cause, const access::Decision &how);
    void freshFeed();
    [[nodiscard]] bool mayStream() const
    {
        return grant && grant->isLive() && !suspended && !closing;
    }
    void connectStream();
    void firstPicture(int number);
    void follow();
    void takeOver();
    void retire(Stream &stream);
    void retireStreams();
    void join(const StreamSession *leaving);
    void setState(ViewState next);

    View *q;
    access::Gate &gate;
    const access::SessionContext context;
    const access::Request request;
    const render::Backend backend;
    const StreamSetup setup;
    Quality quality;
    ViewState state = ViewState::Asking;
    access::Decision decision;
    std::optional<Error> error;
    std::optional<access::EndCause> endCause;
    std::shared_ptr<render::TileFeed> feed;
    std::shared_ptr<FrameSwitch> pictures;
    std::unique_ptr<access::Grant> grant;
    Stream shown; ///< whose pictures the feed gets
    Stream coming; ///< takes over with its first picture
    std::vector<std::unique_ptr<StreamSession>> retired; ///< asked to stop, joined once they have
    int lastNumber = 0;
    bool suspended = false;
    bool closing = false;
};

View::Private::Private(View *view, access::Gate &theGate, access::SessionContext theSession,
                       access::Request theRequest, render::Backend theBackend, Quality theQuality,
                       StreamSetup theSetup)
    : q(view),
      gate(theGate),
      context(std::move(theSession)),
      request(std::move(theRequest)),
      backend(theBackend),
      setup(std::move(theSetup)),
      quality(theQuality)
{
}

View::View(access::Gate &gate, const access::SessionContext &session, access::Request request,
           render::Backend backend, Quality quality, QObject *parent, StreamSetup setup)
    : QObject(parent),
      d(std::make_unique<Private>(this, gate, session, std::move(request), backend, quality,
                                  std::move(setup)))
{
    d->freshFeed();
    d->gate.request(d->context, d->request, this,
                    [this](access::Outcome outcome) { d->answer(std::move(outcome)); });
}

View::~View()
{
    beginClosing();
    for (auto &session : std::exchange(d->retired, {}))
        session->stop();
    d->grant.reset(); // only now: no connection outlives the right
}

void View::beginClosing()
{
    if (std::exchange(d->closing, true))
        return;
    if (d->grant)
        disconnect(d->grant.get(), nullptr, this, nullptr);
    d->feed->curtain();
    d->retireStreams();
}

ViewState View::state() const
{
    return d->state;
}
CameraId View::camera() const
{
    return d->request.camera;
}
const access::Decision &View::decision() const
{
    return d->decision;
}
std::optional<Error> View::error() const
{
    return d->error;
}
std::optional<access::EndCause> View::endCause() const
{
    return d->endCause;
}
std::shared_ptr<render::TileFeed> View::feed() const
{
    return d->feed;
}
bool View::isSuspended() const
{
    return d->suspended;
}

media::SessionStats View::stats() const
{
    const Stream &stream = d->shown ? d->shown : d->coming;
    return stream ? stream.session->stats() : media::SessionStats{};
}

QString View::streamName() const
{
    return d->shown ? d->shown.name : d->coming.name;
}

void View::setQuality(Quality quality)
{
    if (std::exchange(d->quality, quality) != quality && d->mayStream())
        d->connectStream();
}

void View::setSuspended(bool suspended)
{
    if (std::exchange(d->suspended, suspended) == suspended || d->closing)
        return;
    if (suspended) {
        d->retireStreams();
        if (d->grant && d->grant->isLive()) {
            d->error.reset();
            d->setState(ViewState::Connecting);
        }
    } else if (d->mayStream()) {
        d->connectStream();
    }
}

void View::ask()
{
    if (d->closing || (d->state != ViewState::Refused && d->state != ViewState::Curtained))
        return;
    d->grant.reset();
    if (d->feed->isCurtained())
        d->freshFeed();
    d->error.reset();
    d->endCause.reset();
    d->decision = {};
    d->gate.request(d->context, d->request, this,
                    [this](access::Outcome outcome) { d->answer(std::move(outcome)); });
    d->setState(ViewState::Asking);
}

void View::Private::freshFeed()
{
    feed = std::make_shared<render::TileFeed>(backend);
    feed->setWatermark(render::Watermark::of(context.matricule, gate.clock()));
    // Called on a session's thread; every session is joined before the view goes.
    pictures = std::make_shared<FrameSwitch>(feed, [this](int number) {
        QMetaObject::invokeMethod(
            q, [this, number] { firstPicture(number); }, Qt::QueuedConnection);
    });
}

void View::Private::answer(access::Outcome outcome)
{
    if (closing)
        return; // a grant goes back by itself
    if (auto *yes = std::get_if<std::unique_ptr<access::Grant>>(&outcome)) {
        granted(std::move(*yes));
        return;
    }
    auto &no = std::get<access::Refusal>(outcome);
    decision = std::move(no.decision);
    error = std::move(no.error);
    setState(ViewState::Refused);
}

void View::Private::granted(std::unique_ptr<access::Grant> newGrant)
{
    grant = std::move(newGrant);
    decision = grant->decision();
    feed->setMasks(grant->camera().masks); // before any picture
    QObject::connect(grant.get(), &access::Grant::cameraChanged, q,
                     [this] { feed->setMasks(grant->camera().masks); });
    QObject::connect(
        grant.get(), &access::Grant::ended, q,
        [this](access::EndCause cause, const access::Decision &how) { ended(cause, how); });
    QObject::connect(grant.get(), &access::Grant::decisionChanged, q, [this] {
        decision = grant->decision();
        Q_EMIT q->changed();
    });
    state = ViewState::Connecting;
    if (mayStream())
        connectStream();
    Q_EMIT q->changed();
}

/// The right is gone: no picture any more, first; then the connection.
void View::Private::ended(access::EndCause cause, const access::Decision &how)
{
    feed->curtain();
    retireStreams();
    endCause = cause;
    decision = how;
    error.reset();
    setState(ViewState::Curtained);
}

/// Opens the stream of the quality wanted, beside the one that shows a picture.
void View::Private::connectStream()
{
    const CameraEndpoint &endpoint = grant->endpoint();
    const StreamEndpoint *chosen = choose(endpoint, quality);
    if (!chosen) {
        error = Error{ErrorCode::NotFound,
                      QStringLiteral("the registry has no stream for this camera")};
        setState(ViewState::Lost);
        return;
    }
    if (coming && coming.name != chosen->name) {
        // Its first picture may have gone through a moment ago: then the one before is silent.
        if (pictures->withdraw(coming.number))
            retire(coming);
        else
            takeOver();
    }
    if (coming || (shown && shown.name == chosen->name)) {
        follow();
        return;
    }
    Stream stream;
    stream.session = setup.makeSession();
    stream.number = ++lastNumber;
    stream.name = chosen->name;
    QObject::connect(stream.session.get(), &StreamSession::stateChanged, q, [this] { follow(); });
    media::SessionOptions options;
    options.stream = *chosen;
    options.user = endpoint.user;
    options.password = endpoint.password.clone();
    options.hardware = setup.hardware;
    options.hardwareAllowed = setup.hardwareAllowed;
    options.unverifiedTlsAllowed = setup.unverifiedTlsAllowed;
    options.sink = pictures->input(stream.number);
    coming = std::move(stream);
    coming.session->start(std::move(options));
    follow();
}

void View::Private::firstPicture(int number)
{
    if (!coming || coming.number != number)
        return;
    takeOver();
    follow();
    Q_EMIT q->changed(); // another stream, even where the state is the same
}

void View::Private::takeOver()
{
    retire(shown);
    shown = std::exchange(coming, {});
}

/// The state of the view from the states of its streams: a picture from either is a picture.
void View::Private::follow()
{
    if (!mayStream())
        return;
    const auto stateOf = [](const Stream &stream) {
        return stream ? stream.session->stats().state : media::SessionState::Idle;
    };
    const auto first = stateOf(shown);
    const auto second = stateOf(coming);
    if (first == media::SessionState::Playing || second == media::SessionState::Playing) {
        error.reset();
        setState(ViewState::Playing);
    } else if (first == media::SessionState::Lost || second == media::SessionState::Lost) {
        const Stream &lost = first == media::SessionState::Lost ? shown : coming;
        error = lost.session->stats().lastError;
        setState(ViewState::Lost);
    } else {
        setState(ViewState::Connecting);
    }
}

void View::Private::retire(Stream &stream)
{
    if (!stream)
        return;
    StreamSession *leaving = stream.session.get();
    QObject::disconnect(leaving, nullptr, q, nullptr);
    // Joined when its thread has left: until then other tiles would wait. Queued: not from within
    // its own signal.
    QObject::connect(
        leaving, &StreamSession::finished, q, [this, leaving] { join(leaving); },
        Qt::QueuedConnection);
    retired.push_back(std::move(stream.session));
    stream = {};
    leaving->requestStop();
}

void View::Private::retireStreams()
{
    retire(coming);
    retire(shown);
}

void View::Private::join(const StreamSession *leaving)
{
    const auto found = std::find_if(retired.begin(), retired.end(), [leaving](const auto &session) {
        return session.get() == leaving;
    });
    if (found == retired.end())
        return;
    (*found)->stop();
    retired.erase(found);
}

void View::Private::setState(ViewState next)
{
    if (std::exchange(state, next) != next || next == ViewState::Lost)
        Q_EMIT q->changed();
}

} // namespace vigie::live
