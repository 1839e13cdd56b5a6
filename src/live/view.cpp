// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/view.h>

#include "frame_switch.h"

#include <media/governor.h>

#include <QtCore/QTimer>

#include <algorithm>
#include <utility>

namespace vigie::live {
namespace {

using media::Importance;

/// After the machine was short, a larger stream is not tried for so many seconds: a new session
/// begins with nothing left out, whatever the machine can do.
constexpr int kSecondsSpared = 30;
/// A device that did not tell its streams is asked again after so long; one that refuses the password may lock who asks often.
constexpr std::chrono::seconds kFindAgain{5};
constexpr std::chrono::seconds kFindAgainRefused{60};

/// A place at one of the camera's streams.
struct Stream {
    std::unique_ptr<StreamTap> tap;
    int number = 0; ///< of the switch
    explicit operator bool() const { return tap != nullptr; }
    [[nodiscard]] QString name() const { return tap ? tap->stream().name : QString(); }
};

} // namespace

struct View::Private {
    Private(View *view, access::Gate &theGate, access::SessionContext theSession,
            access::Request theRequest, render::Backend theBackend, const Showing &theShowing,
            std::shared_ptr<StreamHub> theHub);

    void answer(access::Outcome outcome);
    void granted(std::unique_ptr<access::Grant> newGrant);
    void ended(access::EndCause cause, const access::Decision &how);
    void freshFeed();
    [[nodiscard]] bool mayStream() const
    {
        return grant && grant->isLive() && !suspended && !closing;
    }
    [[nodiscard]] bool isHidden() const { return showing.importance == Importance::Hidden; }
    void hide();
    void unhide();
    [[nodiscard]] const QList<StreamEndpoint> &listed() const;
    [[nodiscard]] QList<StreamEndpoint> offered() const;
    void findStreams();
    [[nodiscard]] Circumstance circumstance() const;
    [[nodiscard]] Choice choose(const QList<StreamEndpoint> &streams);
    void chooseStream();
    void connectStream(const StreamEndpoint &chosen);
    void wait();
    void noteFailure(const Stream &stream);
    void picture(int number);
    void follow();
    void measure();
    void takeOver();
    void leaveStreams();
    void setState(ViewState next);

    View *q;
    access::Gate &gate;
    const access::SessionContext context;
    const access::Request request;
    const render::Backend backend;
    const std::shared_ptr<StreamHub> hub;
    const LinkBudget::Id bid;
    Showing showing;
    ViewState state = ViewState::Asking;
    access::Decision decision;
    std::optional<Error> error;
    std::optional<access::EndCause> endCause;
    std::shared_ptr<render::TileFeed> feed;
    std::shared_ptr<FrameSwitch> pictures;
    std::unique_ptr<access::Grant> grant;
    Stream shown; ///< whose pictures the feed gets
    Stream coming; ///< takes over with its first picture
    Reason reason = Reason::None;
    QList<StreamEndpoint> found; ///< by the device itself, where the registry lists none
    std::shared_ptr<void> finding; ///< held while the device is asked for them
    QTimer findAgain;
    QStringList failed; ///< streams that cannot be decoded here
    QHash<QString, QSize> sizes; ///< of pictures that came, where the registry knows none
    QTimer hiddenLong;
    int lastNumber = 0;
    int paidRates = 0; ///< what the line gave last
    int spared = 0; ///< seconds for which a smaller stream is taken
    bool awaiting = false; ///< what the feed shows is old
    bool suspended = false;
    bool parked = false;
    bool closing = false;
};

View::Private::Private(View *view, access::Gate &theGate, access::SessionContext theSession,
                       access::Request theRequest, render::Backend theBackend, const Showing &theShowing,
                       std::shared_ptr<StreamHub> theHub)
    : q(view),
      gate(theGate),
      context(std::move(theSession)),
      request(std::move(theRequest)),
      backend(theBackend),
      hub(theHub ? std::move(theHub) : std::make_shared<StreamHub>()),
      bid(hub->links().newId()),
      showing(theShowing)
{
    hiddenLong.setSingleShot(true);
    hiddenLong.setInterval(hub->setup().hiddenDelay);
    findAgain.setSingleShot(true);
}

View::View(access::Gate &gate, const access::SessionContext &session, access::Request request,
           render::Backend backend, const Showing &showing, QObject *parent,
           std::shared_ptr<StreamHub> hub)
    : QObject(parent),
      d(std::make_unique<Private>(this, gate, session, std::move(request), backend, showing,
                                  std::move(hub)))
{
    d->freshFeed();
    d->suspended = d->isHidden(); // nothing to keep: it is opened when it is first seen
    connect(&d->hiddenLong, &QTimer::timeout, this, [this] { setSuspended(true); });
    connect(&d->findAgain, &QTimer::timeout, this, [this] { d->chooseStream(); });
    connect(&d->hub->links(), &LinkBudget::changed, this, [this] { d->chooseStream(); });
    connect(d->hub.get(), &StreamHub::beaten, this, [this] { d->measure(); });
    d->gate.request(d->context, d->request, this,
                    [this](access::Outcome outcome) { d->answer(std::move(outcome)); });
}

View::~View()
{
    beginClosing();
    d->hub->giveBack(std::move(d->grant)); // no connection outlives the right
}

void View::beginClosing()
{
    if (std::exchange(d->closing, true))
        return;
    if (d->grant)
        disconnect(d->grant.get(), nullptr, this, nullptr);
    d->feed->curtain();
    d->leaveStreams();
}

ViewState View::state() const
{
    return d->state;
}
const access::Request &View::request() const
{
    return d->request;
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
bool View::hasPicture() const
{
    return d->pictures->hasShown() && !d->feed->isCurtained();
}
Reason View::reason() const
{
    return d->reason;
}
LinkBudget::Use View::link() const
{
    return d->hub->links().use(d->bid);
}
const Showing &View::showing() const
{
    return d->showing;
}
bool View::isSuspended() const
{
    return d->suspended;
}

media::SessionStats View::stats() const
{
    const Stream &stream = d->shown ? d->shown : d->coming;
    return stream ? stream.tap->stats() : media::SessionStats{};
}

StreamEndpoint View::stream() const
{
    const Stream &stream = d->shown ? d->shown : d->coming;
    return stream ? stream.tap->stream() : StreamEndpoint{};
}

void View::setShowing(const Showing &showing)
{
    const Showing before = std::exchange(d->showing, showing);
    if (before == showing || d->closing)
        return;
    if (before.size != showing.size)
        d->pictures->repeat(); // until the next one comes, which may take a while
    const bool wasHidden = before.importance == Importance::Hidden;
    if (wasHidden != d->isHidden()) {
        if (wasHidden)
            d->unhide();
        else
            d->hide();
    }
    for (const Stream *stream : {&d->shown, &d->coming}) {
        if (*stream)
            stream->tap->setImportance(showing.importance);
    }
    d->hub->links().weigh(d->bid, showing.importance);
    d->chooseStream();
}

void View::setParked(bool parked)
{
    if (std::exchange(d->parked, parked) == parked || d->closing || !d->isHidden())
        return;
    if (parked)
        d->hiddenLong.stop();
    else
        d->hiddenLong.start();
}

void View::Private::hide()
{
    if (!parked)
        hiddenLong.start();
}

/// What is in the feed stays, and is not live until the first picture from now on.
void View::Private::unhide()
{
    hiddenLong.stop();
    awaiting = true;
    pictures->awaitNext();
    if (suspended)
        q->setSuspended(false);
    else
        follow();
}

void View::setSuspended(bool suspended)
{
    if (std::exchange(d->suspended, suspended) == suspended || d->closing)
        return;
    if (suspended) {
        d->leaveStreams();
        if (d->grant && d->grant->isLive()) {
            d->error.reset();
            d->setState(ViewState::Connecting);
        }
    } else {
        d->failed.clear();
        d->chooseStream();
    }
}

void View::ask()
{
    if (d->closing || (d->state != ViewState::Refused && d->state != ViewState::Curtained))
        return;
    d->grant.reset();
    if (d->feed->isCurtained())
        d->freshFeed();
    d->failed.clear();
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
    awaiting = false;
    // Called on a session's thread; every tap is shut before the view goes.
    pictures = std::make_shared<FrameSwitch>(feed, [this](int number) {
        QMetaObject::invokeMethod(
            q, [this, number] { picture(number); }, Qt::QueuedConnection);
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
    // Before the hub's own: the curtain falls first.
    QObject::connect(
        grant.get(), &access::Grant::ended, q,
        [this](access::EndCause cause, const access::Decision &how) { ended(cause, how); });
    QObject::connect(grant.get(), &access::Grant::decisionChanged, q, [this] {
        decision = grant->decision();
        Q_EMIT q->changed();
    });
    state = ViewState::Connecting;
    chooseStream();
    Q_EMIT q->changed();
    // A stream that others watch gave its picture at once, before the tile had a size for it.
    pictures->repeat();
}

/// The right is gone: no picture any more, first; then the stream.
void View::Private::ended(access::EndCause cause, const access::Decision &how)
{
    feed->curtain();
    leaveStreams();
    hiddenLong.stop();
    suspended = isHidden(); // granted again while nobody looks, nothing is opened
    endCause = cause;
    decision = how;
    error.reset();
    setState(ViewState::Curtained);
}

/// Where the registry lists streams, nobody else is asked.
const QList<StreamEndpoint> &View::Private::listed() const
{
    const QList<StreamEndpoint> &known = grant->endpoint().streams;
    return known.isEmpty() ? found : known;
}

void View::Private::findStreams()
{
    if (finding || findAgain.isActive())
        return;
    const CameraEndpoint &endpoint = grant->endpoint();
    if (endpoint.onvifUrl.isEmpty() || !hub->setup().findStreams) {
        error = Error{ErrorCode::NotFound, QStringLiteral("the registry has no stream for this camera")};
        setState(ViewState::Lost);
        return;
    }
    finding = hub->setup().findStreams(endpoint, [this](const Result<QList<StreamEndpoint>> &streams) {
        const std::shared_ptr<void> over = std::exchange(finding, nullptr);
        if (streams) {
            found = *streams;
            error.reset();
            chooseStream();
            return;
        }
        error = streams.error();
        setState(ViewState::Lost);
        findAgain.start(streams.error().code == ErrorCode::Refused ? kFindAgainRefused : kFindAgain);
    });
}

/// The camera's streams, with the sizes that were seen where the registry knows none.
QList<StreamEndpoint> View::Private::offered() const
{
    QList<StreamEndpoint> streams = listed();
    for (StreamEndpoint &stream : streams) {
        if (stream.size.isEmpty())
            stream.size = sizes.value(stream.name);
    }
    return streams;
}

Circumstance View::Private::circumstance() const
{
    Circumstance now;
    now.current = coming ? coming.name() : shown.name();
    now.machineShort = spared > 0;
    now.failed = failed;
    return now;
}

/// What suits the tile, within what the commune's line carries.
Choice View::Private::choose(const QList<StreamEndpoint> &streams)
{
    Circumstance now = circumstance();
    const Choice wanted = live::chooseStream(streams, showing, now);
    if (wanted.index < 0)
        return wanted;
    const QList<QSize> known = sizesOf(streams);
    QList<StreamRate> rates;
    for (const int index : bySize(streams)) {
        rates.append({streams.at(index).name, nominalKbps(streams.at(index), known.at(index))});
        if (index == wanted.index)
            break;
    }
    const int allowed = hub->links().claim(bid, grant->endpoint().link, request.camera,
                                           showing.importance, rates);
    paidRates = allowed;
    if (allowed == rates.size())
        return wanted;
    now.affordable = allowed;
    return live::chooseStream(streams, showing, now);
}

void View::Private::chooseStream()
{
    if (!mayStream())
        return;
    if (isHidden() && (shown || coming)) {
        // What is open goes on as it is, paused, unless others need the line.
        if (hub->links().allowance(bid) < paidRates)
            q->setSuspended(true);
        return;
    }
    const QList<StreamEndpoint> streams = offered();
    if (streams.isEmpty()) {
        findStreams();
        return;
    }
    const Choice choice = choose(streams);
    if (choice.index < 0 && choice.reason != Reason::LinkBudget)
        return; // none can be decoded: the last one tried says why
    const Reason before = std::exchange(reason, choice.reason);
    if (choice.index < 0)
        wait();
    else
        connectStream(listed().at(choice.index));
    if (before != reason)
        Q_EMIT q->changed();
}

void View::Private::wait()
{
    for (Stream *stream : {&coming, &shown})
        *stream = {};
    error.reset();
    setState(ViewState::Waiting);
}

/// Watches \p chosen, beside the one that shows a picture until it has one.
void View::Private::connectStream(const StreamEndpoint &chosen)
{
    if (coming && coming.name() != chosen.name) {
        // Its first picture may have gone through a moment ago: then the one before is silent.
        if (pictures->withdraw(coming.number))
            coming = {};
        else
            takeOver();
    }
    if (!coming && shown.name() != chosen.name) {
        coming.number = ++lastNumber;
        coming.tap = hub->join(*grant, chosen, pictures->input(coming.number), showing.importance);
        if (coming)
            QObject::connect(coming.tap.get(), &StreamTap::stateChanged, q, [this] { follow(); });
    }
    follow();
}

void View::Private::picture(int number)
{
    if (!mayStream())
        return;
    awaiting = pictures->awaitsNext(); // this may be told of one from before the tile was hidden
    if (coming && coming.number == number) {
        takeOver();
        follow();
        Q_EMIT q->changed(); // another stream, even where the state is the same
    } else {
        follow();
    }
}

void View::Private::takeOver()
{
    shown = std::exchange(coming, {});
}

/// A stream that cannot be decoded here: another one of the camera may do.
void View::Private::noteFailure(const Stream &stream)
{
    const media::SessionStats stats = stream.tap->stats();
    if (stats.state != media::SessionState::Lost || !stats.lastError
        || stats.lastError->code != ErrorCode::NotSupported || failed.contains(stream.name()))
        return;
    failed.append(stream.name());
    chooseStream();
}

/// The state of the view from the states of its streams: a picture from either is a picture.
void View::Private::follow()
{
    if (!mayStream())
        return;
    if (coming)
        noteFailure(coming);
    if (shown)
        noteFailure(shown);
    if (!shown && !coming)
        return;
    const auto stateOf = [](const Stream &stream) {
        return stream ? stream.tap->stats().state : media::SessionState::Idle;
    };
    const auto first = stateOf(shown);
    const auto second = stateOf(coming);
    if (first == media::SessionState::Playing || second == media::SessionState::Playing) {
        error.reset();
        setState(awaiting ? ViewState::Connecting : ViewState::Playing);
    } else if (first == media::SessionState::Lost || second == media::SessionState::Lost) {
        const Stream &lost = first == media::SessionState::Lost ? shown : coming;
        error = lost.tap->stats().lastError;
        setState(ViewState::Lost);
    } else {
        setState(ViewState::Connecting);
    }
}

/// Once a second: is the machine short, how large are the pictures?
void View::Private::measure()
{
    const Stream &stream = shown ? shown : coming;
    if (!mayStream() || !stream)
        return;
    const media::SessionStats stats = stream.tap->stats();
    const auto &governor = hub->setup().governor;
    const bool isShort = stats.effort >= media::Effort::LowerStream;
    const bool wasSpared = spared > 0;
    if (isShort)
        spared = kSecondsSpared;
    else if (spared > 0 && (!governor || governor->report().worst < media::Effort::LowerStream))
        --spared;
    const bool newSize = stream.tap->stream().size.isEmpty() && !stats.pictureSize.isEmpty()
        && sizes.value(stream.name()) != stats.pictureSize;
    if (newSize)
        sizes.insert(stream.name(), stats.pictureSize);
    if (newSize || wasSpared != (spared > 0))
        chooseStream();
}

void View::Private::leaveStreams()
{
    finding.reset();
    findAgain.stop();
    coming = {};
    shown = {};
    reason = Reason::None;
    hub->links().release(bid);
}

void View::Private::setState(ViewState next)
{
    if (std::exchange(state, next) != next || next == ViewState::Lost)
        Q_EMIT q->changed();
}

} // namespace vigie::live
