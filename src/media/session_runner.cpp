// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/session_runner.h>

#include <core/redact.h>
#include <media/ffmpeg_source.h>

#include <QtCore/QLoggingCategory>

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
/// Between two pictures, before the tile says so.
constexpr auto kLostAfter = 1500ms;
constexpr auto kStallAfter = 500ms;
constexpr auto kFpsWindow = 2s;
constexpr auto kShortestRate = 500ms;
constexpr std::size_t kMaxRecent = 512;

/// Pictures a second, over the window or, when the first came later, since then: a tile that has
/// just opened must not look slow; 0 as long as it is too early to tell. Now lies half an interval after the last one, on average.
double rateOf(const std::vector<SessionRunner::Clock::time_point> &arrivals,
              SessionRunner::Clock::time_point now)
{
    const auto first = std::find_if(arrivals.cbegin(), arrivals.cend(),
                                    [&](auto at) { return at > now - kFpsWindow; });
    const auto count = std::distance(first, arrivals.cend());
    if (count < 2 || now - *first < kShortestRate)
        return 0.0;
    return (static_cast<double>(count) - 0.5) / std::chrono::duration<double>(now - *first).count();
}

} // namespace

Backoff::Milliseconds Backoff::next(ErrorCode why)
{
    if (why == ErrorCode::Refused || why == ErrorCode::NotSupported
        || why == ErrorCode::InvalidArgument)
        m_next = kLast;
    std::uniform_real_distribution<double> jitter(0.8, 1.2);
    const double wait = static_cast<double>(m_next.count()) * jitter(m_random);
    m_next = std::min(m_next * 2, kLast);
    return Milliseconds(static_cast<Milliseconds::rep>(wait));
}

SessionRunner::SessionRunner(SessionOptions options, std::function<void()> changed)
    : m_options(std::move(options)), m_changed(std::move(changed))
{
    m_stats.state = SessionState::Connecting;
}

SessionStats SessionRunner::stats() const
{
    const std::scoped_lock lock(m_mutex);
    SessionStats stats = m_stats;
    stats.fps = rateOf(m_recent, Clock::now());
    return stats;
}

void SessionRunner::markStopped()
{
    const std::scoped_lock lock(m_mutex);
    m_stats.state = SessionState::Stopped;
    m_recent.clear();
}

void SessionRunner::run(const std::stop_token &stop)
{
    m_stop = stop;
    Backoff backoff(std::random_device{}());
    while (!stop.stop_requested()) {
        m_timedOut = false;
        m_awaitsKey = false;
        m_playedThisTime = false;
        m_deadline = Clock::now() + kConnectTimeout;
        const std::unique_ptr<StreamSource> source =
            m_options.makeSource ? m_options.makeSource() : std::make_unique<FfmpegSource>();
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
    const SourceRequest request{m_options.stream, m_options.user, &m_options.password,
                                m_options.unverifiedTlsAllowed};
    const Result<StreamInfo> info = source.connect(request, *this);
    if (!info)
        return timedOutOr(info.error());
    const Result<std::unique_ptr<VideoDecoder>> decoder =
        VideoDecoder::open(*info, m_options.hardwareAllowed ? m_options.hardware : nullptr);
    if (!decoder)
        return decoder.error();
    {
        const std::scoped_lock lock(m_mutex);
        m_stats.transport = info->transport;
        m_stats.codec = (*decoder)->codecName();
        m_stats.decoder = (*decoder)->name();
    }
    const auto output = [&](FramePtr frame) {
        if (!m_stop.stop_requested())
            onPicture(std::move(frame), **decoder);
    };
    while (true) {
        m_deadline = Clock::now() + kReadTimeout;
        const Result<AccessUnit> unit = source.next();
        if (!unit)
            return timedOutOr(unit.error());
        if (m_stop.stop_requested())
            return {ErrorCode::Cancelled, {}};
        {
            const std::scoped_lock lock(m_mutex);
            ++m_stats.received;
            m_stats.bytes += static_cast<std::int64_t>(unit->bytes.size());
        }
        const Result<int> withheld = (*decoder)->decode(*unit, output);
        if (!withheld)
            return withheld.error();
        m_awaitsKey = (*decoder)->awaitsKeyFrame();
        if (*withheld > 0) {
            const std::scoped_lock lock(m_mutex);
            m_stats.dropped += *withheld;
        }
        watch(Clock::now());
    }
}

void SessionRunner::onPicture(FramePtr frame, const VideoDecoder &decoder)
{
    const auto now = Clock::now();
    const auto gap = m_lastPicture ? now - *m_lastPicture : Clock::duration::zero();
    m_lastPicture = now;
    m_playedThisTime = true;
    bool changed = false;
    {
        const std::scoped_lock lock(m_mutex);
        changed = m_stats.state != SessionState::Playing || m_stats.hardware != decoder.hardware()
            || m_stats.pictureSize != frame->size;
        m_stats.state = SessionState::Playing;
        m_stats.lastError.reset();
        if (changed) {
            m_stats.decoder = decoder.name();
            m_stats.hardware = decoder.hardware();
            m_stats.hardwareFallback = decoder.fallbackReason();
            m_stats.pictureSize = frame->size;
        }
        ++m_stats.decoded;
        m_stats.stalls += gap > kStallAfter ? 1 : 0;
        if (!m_stats.firstPicture)
            m_stats.firstPicture =
                std::chrono::duration_cast<std::chrono::milliseconds>(now - m_started);
        std::erase_if(m_recent, [&](auto at) { return at < now - kFpsWindow; });
        if (m_recent.size() < kMaxRecent)
            m_recent.push_back(now);
    }
    if (m_options.sink)
        m_options.sink->present(std::move(frame));
    if (changed)
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
    if (!m_lastPicture || !m_playedThisTime || now - *m_lastPicture < kLostAfter)
        return;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_stats.state != SessionState::Playing)
            return;
    }
    lose(m_awaitsKey
             ? Error{ErrorCode::Protocol, QStringLiteral("damaged stream: waiting for a key frame")}
             : Error{ErrorCode::TimedOut, QStringLiteral("no picture for 1.5 s")});
}

bool SessionRunner::requested()
{
    if (m_stop.stop_requested())
        return true;
    const auto now = Clock::now();
    if (now > m_deadline) {
        m_timedOut = true;
        return true;
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
