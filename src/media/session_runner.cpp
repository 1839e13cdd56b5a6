// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/session_runner.h>

#include <core/redact.h>
#include <media/backoff.h>
#include <media/decode_turns.h>
#include <media/fallback_source.h>

#include <QtCore/QLoggingCategory>
#include <QtCore/QScopeGuard>

#include <algorithm>
#include <utility>

namespace vigie::media {
namespace {

using namespace std::chrono_literals;
Q_LOGGING_CATEGORY(lcSession, "vigie.media.session", QtWarningMsg)

/// From the request to the first byte of the stream.
constexpr auto kConnectTimeout = 8s;
/// Between two coded pictures, before the connection is given up.
constexpr auto kReadTimeout = 5s;
constexpr auto kStallAfter = 500ms;
/// A source that takes longer to the next unit has none at hand.
constexpr auto kNothingAtHand = 20ms;

/// Whether a picture of that size is decoded in so short a time that others may wait for it. The larger ones take no
/// turn: a 4K camera would hold a wall of small ones up for tens of milliseconds.
bool isBrief(QSize size)
{
    constexpr int kMostPixels = 1920 * 1088;
    return size.width() * size.height() <= kMostPixels;
}

std::chrono::milliseconds toMilliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

} // namespace

SessionRunner::SessionRunner(SessionOptions options, std::function<void()> changed)
    : m_options(std::move(options)), m_changed(std::move(changed)),
      m_sink(PacedSink::make(m_options.sink)), m_importance(m_options.importance)
{
    m_stats.state = SessionState::Connecting;
}

SessionStats SessionRunner::stats() const
{
    const auto now = Clock::now();
    const std::int64_t overtaken = m_sink->overtaken();
    const std::scoped_lock lock(m_mutex);
    SessionStats stats = m_stats;
    stats.dropped += overtaken;
    stats.fps = m_pictures.perSecond(now);
    stats.kbps = m_units.kbps(now);
    if (stats.state == SessionState::Playing || stats.state == SessionState::Lost)
        stats.shortage = m_pace.shortage(now);
    stats.buffered = toMilliseconds(m_pace.held());
    return stats;
}

void SessionRunner::markStopped()
{
    const std::scoped_lock lock(m_mutex);
    m_stats.state = SessionState::Stopped;
    m_stats.delay.reset();
    m_pictures.clear();
    m_units.clear();
}

void SessionRunner::run(const std::stop_token &stop)
{
    m_stop = stop;
    const std::stop_callback woken(stop, [this] { m_waker.wake(); });
    ThreadLoad load;
    GovernorSeat seat(m_options.governor, m_importance);
    m_load = &load;
    m_seat = &seat;
    const auto closed = qScopeGuard([this] {
        m_sink->close();
        m_decoder.reset();
        m_newest.reset();
        m_kept.clear();
    });
    Backoff backoff(std::random_device{}());
    while (!stop.stop_requested()) {
        m_timedOut = false;
        m_playedThisTime = false;
        m_deadline = Clock::now() + kConnectTimeout;
        const std::unique_ptr<StreamSource> source =
            m_options.makeSource ? m_options.makeSource() : makeStreamSource(m_options.stream);
        const Error why = attempt(*source);
        source->close();
        if (stop.stop_requested())
            return;
        lose(why);
        if (m_playedThisTime)
            backoff.played();
        const auto pause = backoff.next(why.code);
        std::unique_lock lock(m_waitMutex);
        m_wake.wait_for(lock, stop, pause, [] { return false; });
        lock.unlock();
        const std::scoped_lock statsLock(m_mutex);
        ++m_stats.reconnects;
    }
}

Error SessionRunner::attempt(StreamSource &source)
{
    m_decoder.reset();
    m_kept.clear();
    m_newest.reset();
    m_behind = false;
    const SourceRequest request{m_options.stream, m_options.user, &m_options.password,
                                m_options.unverifiedTlsAllowed};
    const Result<StreamInfo> info = source.connect(request, *this);
    if (!info)
        return timedOutOr(info.error());
    Result<std::unique_ptr<VideoDecoder>> decoder =
        VideoDecoder::open(*info, m_options.hardwareAllowed ? m_options.hardware : nullptr, m_options.surfaces);
    if (!decoder)
        return decoder.error();
    m_decoder = std::move(*decoder);
    {
        const std::scoped_lock lock(m_mutex);
        m_stats.transport = info->transport;
        m_stats.codec = m_decoder->codecName();
        m_stats.decoder = m_decoder->name();
        m_pace.restart();
    }
    m_load->busySince(Clock::now());
    while (true) {
        m_asked = Clock::now();
        m_deadline = m_asked + kReadTimeout;
        const Result<AccessUnit> unit = source.next();
        if (m_failed)
            return *std::exchange(m_failed, std::nullopt);
        if (!unit)
            return timedOutOr(unit.error());
        if (m_stop.stop_requested())
            return {ErrorCode::Cancelled, {}};
        const auto busy = m_load->busySince(Clock::now());
        {
            const std::scoped_lock lock(m_mutex);
            ++m_stats.received;
            m_stats.bytes += static_cast<std::int64_t>(unit->bytes.size());
            m_stats.peer = source.peer();
            m_units.add(unit->received, unit->bytes.size());
            m_pace.arrived(*unit, busy, m_load->slept());
        }
        if (const Result<> done = onUnit(*unit); !done)
            return done.error();
        const auto now = Clock::now();
        report(now);
        watch(now);
    }
}

Result<> SessionRunner::onUnit(const AccessUnit &unit)
{
    if (m_paused) {
        m_wasPaused = true;
        m_behind = false;
        m_lastSign = Clock::now();
        m_lastPicture.reset(); // what is not asked for is no stall
        const Result<> kept = keep(unit);
        foundAgain();
        return kept;
    }
    if (std::exchange(m_wasPaused, false) || (m_behind && m_pace.caughtUp())) {
        if (const Result<> kept = keep(unit); !kept)
            return kept;
        return catchUp();
    }
    if (!m_behind && m_pace.behind()) {
        m_behind = true;
        const std::scoped_lock lock(m_mutex);
        ++m_stats.skippedToLive;
    }
    return m_behind ? keep(unit) : decode(unit, Show::Each);
}

Result<> SessionRunner::keep(const AccessUnit &unit)
{
    if (!m_kept.takes(unit)) { // no key frame in so long: nothing of it may be left out
        if (const Result<> decoded = decodeKept(); !decoded)
            return decoded;
    }
    const std::size_t skipped = m_kept.add(unit);
    if (skipped > 0 && m_behind) {
        const std::scoped_lock lock(m_mutex);
        m_stats.dropped += static_cast<std::int64_t>(skipped);
    }
    return {};
}

Result<> SessionRunner::catchUp()
{
    m_behind = false;
    m_newest.reset(); // of a group that is long over: it must not go for the present
    if (const Result<> decoded = decodeKept(); !decoded)
        return decoded;
    FramePtr newest = std::exchange(m_newest, nullptr);
    if (!newest || m_stop.stop_requested())
        return {};
    // The camera fell silent while nobody looked: what it sent last must not go for the present.
    if (Clock::now() - newest->received < m_pace.patience(kLiveFor))
        present(std::move(newest));
    return {};
}

Result<> SessionRunner::decodeKept()
{
    const Effort effort = m_decoder->effort();
    const auto restored = qScopeGuard([&] { m_decoder->setEffort(effort); });
    m_decoder->setEffort(std::max(effort, Effort::SkipNonReference));
    for (std::size_t i = 0; i < m_kept.size() && !m_stop.stop_requested(); ++i) {
        if (i + 1 == m_kept.size())
            m_decoder->setEffort(effort);
        if (const Result<> decoded = decode(m_kept.at(i), Show::Newest); !decoded)
            return decoded;
    }
    m_kept.clear();
    return {};
}

Result<> SessionRunner::decode(const AccessUnit &unit, Show show)
{
    const auto output = [&](FramePtr frame) {
        if (!m_stop.stop_requested())
            onPicture(std::move(frame), show);
    };
    std::optional<DecodeTurns::Turn> turn;
    if (!m_decoder->hardware() && isBrief(m_stats.pictureSize)) {
        const auto asked = Clock::now();
        turn.emplace(DecodeTurns::shared());
        m_load->queuedFor(Clock::now() - asked);
        if (m_stop.stop_requested()) // while it waited: the queue of a closing wall empties at once
            return {};
    }
    const Result<int> withheld = m_decoder->decode(unit, output);
    turn.reset();
    if (!withheld)
        return fail(withheld);
    const auto now = Clock::now();
    if (m_decoder->keysOnly()) {
        m_lastSign = now;
        m_lastPicture.reset();
    }
    const std::scoped_lock lock(m_mutex);
    m_stats.dropped += *withheld;
    if (show == Show::Each)
        m_pace.decoded(now);
    return {};
}

void SessionRunner::onPicture(FramePtr frame, Show show)
{
    const auto now = Clock::now();
    const auto gap = m_lastPicture ? now - *m_lastPicture : Clock::duration::zero();
    m_lastPicture = now;
    // What was kept may be from before a silence: it is a sign of life of then.
    m_lastSign = show == Show::Each ? now : std::max(m_lastSign.value_or(frame->received), frame->received);
    m_playedThisTime = true;
    {
        const std::scoped_lock lock(m_mutex);
        ++m_stats.decoded;
        m_stats.stalls += gap > m_pace.patience(kStallAfter) ? 1 : 0;
    }
    if (show == Show::Newest)
        m_newest = std::move(frame);
    else
        present(std::move(frame));
}

void SessionRunner::present(FramePtr frame)
{
    const auto now = Clock::now();
    const VideoDecoder &decoder = *m_decoder;
    bool changed = false;
    std::optional<Clock::time_point> due;
    {
        const std::scoped_lock lock(m_mutex);
        changed = m_stats.state != SessionState::Playing || m_stats.hardware != decoder.hardware()
            || m_stats.pictureSize != frame->size || m_stats.guessed != frame->guessed;
        m_stats.state = SessionState::Playing;
        m_stats.lastError.reset();
        if (changed) {
            m_stats.decoder = decoder.name();
            m_stats.hardware = decoder.hardware();
            m_stats.hardwareFallback = decoder.fallbackReason();
            m_stats.pictureSize = frame->size;
            m_stats.guessed = frame->guessed;
        }
        m_stats.copyReason = decoder.copyReason();
        m_stats.copies = decoder.copies();
        if (!m_stats.firstPicture)
            m_stats.firstPicture = toMilliseconds(now - m_started);
        m_pictures.add(now);
        const auto delay = m_pace.delay(*frame);
        m_stats.delay = delay ? std::optional(toMilliseconds(*delay)) : std::nullopt;
        m_stats.delayFromCamera = m_pace.delayFromCamera();
        due = m_pace.due(*frame);
    }
    if (due)
        m_sink->presentAt(std::move(frame), *due);
    else
        m_sink->present(std::move(frame));
    if (changed)
        m_changed();
}

/// A hidden session is no longer lost when it keeps what a picture can be made of.
void SessionRunner::foundAgain()
{
    if (m_kept.empty() || !m_kept.at(0).key)
        return;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stats.state != SessionState::Lost)
            return;
        m_stats.state = SessionState::Playing;
        m_stats.lastError.reset();
    }
    m_playedThisTime = true;
    m_changed();
}

void SessionRunner::report(Clock::time_point now)
{
    QSize size;
    DecodeLoad load;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_wasPaused)
            m_pace.decodedNothing();
        size = m_stats.pictureSize;
        load = m_pace.load(size, now);
    }
    load.decodes = !m_wasPaused;
    const Effort effort = m_seat->report(load, m_importance, now);
    if (effort == m_decoder->effort())
        return;
    m_decoder->setEffort(effort);
    {
        const std::scoped_lock lock(m_mutex);
        m_stats.effort = effort;
    }
    m_changed();
}

void SessionRunner::lose(const Error &why)
{
    bool changed = false;
    {
        const std::scoped_lock lock(m_mutex);
        changed = m_stats.state != SessionState::Lost || m_stats.lastError != why;
        m_stats.state = SessionState::Lost;
        m_stats.lastError = why;
    }
    if (!changed)
        return;
    // Once a reason, not once an attempt.
    qCWarning(lcSession).noquote()
        << "no picture from" << redacted(m_options.stream.url) << "-" << toLogText(why);
    m_changed();
}

void SessionRunner::watch(Clock::time_point now)
{
    if (!m_lastSign || !m_playedThisTime || now - *m_lastSign < m_pace.patience(kLiveFor))
        return;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stats.state != SessionState::Playing)
            return;
    }
    lose(m_decoder && m_decoder->awaitsKeyFrame()
             ? Error{ErrorCode::Protocol, QStringLiteral("damaged stream: waiting for a key frame")}
             : Error{ErrorCode::TimedOut, QStringLiteral("no picture for 1.5 s")});
}

bool SessionRunner::requested()
{
    if (m_stop.stop_requested() || m_failed)
        return true;
    const auto now = Clock::now();
    if (now > m_deadline) {
        m_timedOut = true;
        return true;
    }
    // Nobody waits for the next unit when the newest that came is not shown yet.
    const bool resumed = m_wasPaused && !m_paused;
    if (!m_kept.empty() && (resumed || (m_behind && now - m_asked > kNothingAtHand))) {
        m_wasPaused = false;
        if (const Result<> done = catchUp(); !done) {
            m_failed = done.error();
            return true;
        }
    }
    watch(now);
    return false;
}

Error SessionRunner::timedOutOr(Error error) const
{
    if (m_timedOut)
        return {ErrorCode::TimedOut, QStringLiteral("no answer in time")};
    return error;
}

} // namespace vigie::media
