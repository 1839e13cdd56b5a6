// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/endpoint.h>
#include <core/result.h>
#include <media/device_surface.h>
#include <media/frame.h>
#include <media/hardware_probe.h>
#include <media/stream_source.h>

#include <QtCore/QMetaType>
#include <QtCore/QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace vigie::media {

/// Without a picture for so long (or for two of its intervals, where that is longer) a session is Lost; what is older is
/// not the present, and never passes for it.
inline constexpr std::chrono::milliseconds kLiveFor{1500};

enum class SessionState {
    Idle,
    Connecting, ///< first attempt under way
    Playing, ///< pictures arrive
    Lost, ///< no picture for 1.5 s, or the connection failed; trying again by itself
    Stopped,
};

/// What a session leaves out so that the machine keeps up, from nothing to nearly everything. Each
/// step includes those before it. The order is the promise made to the operator.
enum class Effort {
    Full,
    SkipNonReference, ///< pictures that no other picture needs are not decoded
    LowerStream, ///< whoever shows it should take a smaller stream of the camera; the session itself
                 ///< does as before
    KeyFramesOnly,
};

/// What the session is short of, by measurement.
enum class Shortage {
    None,
    Processor, ///< pictures wait for the decoder
    Network, ///< pictures come late, in bursts or not at all, while the decoder waits for them
};

/// How much a picture matters to who sits in front of it: the least goes first when the machine is
/// short of anything.
enum class Importance { Hidden, Background, Visible, Selected };

class Governor;

struct SessionOptions {
    StreamEndpoint stream;
    QString user;
    Secret password;
    bool hardwareAllowed = true;
    std::shared_ptr<FrameSink> sink;
    /// What the composition root found at start; null: software.
    std::shared_ptr<const HardwareProbe> hardware = nullptr;
    /// Which pictures may reach the sink without planes in memory; see Frame::surface. Default: none.
    SurfaceUse surfaces{};
    /// rtsps:// although nothing checks who answers (self-signed cameras); off, such a peer is
    /// Refused.
    bool unverifiedTlsAllowed = false;
    /// Makes the way to the stream; null: makeStreamSource(). Called on the session's thread, once a
    /// connection.
    std::function<std::unique_ptr<StreamSource>()> makeSource = nullptr;
    /// Shares the machine among all sessions; null: this one is never degraded.
    std::shared_ptr<Governor> governor = nullptr;
    Importance importance = Importance::Visible; ///< at the start; see Session::setImportance()
};

/// A copy of what the session knows about itself.
struct SessionStats {
    SessionState state = SessionState::Idle;
    std::optional<Error> lastError; ///< why it is Lost
    QString codec; ///< "H.264", "H.265", "MJPEG"
    QString decoder; ///< "logiciel (h264)", "VA-API", …: what the tile says
    bool hardware = false;
    QString hardwareFallback; ///< why the hardware decoder is not used although there is one;
                              ///< technical, else empty
    CopyReason copyReason = CopyReason::Processor; ///< why its pictures go through system memory
    std::int64_t copies = 0; ///< pictures of this connection copied from the device into system memory
    QSize pictureSize;
    bool guessed = false; ///< the picture: see Frame::guessed
    QString transport; ///< "TCP", "UDP", "TLS"
    std::int64_t received = 0; ///< access units
    std::int64_t decoded = 0;
    std::int64_t dropped = 0; ///< access units not decoded or pictures late
    std::int64_t stalls = 0; ///< gaps over 500 ms between pictures after the first
    std::int64_t bytes = 0;
    int reconnects = 0;
    Effort effort = Effort::Full; ///< what the governor asks of it now
    Shortage shortage = Shortage::None;
    PeerStats peer;
    double kbps = 0.0; ///< coded video, over the same time as fps
    /// From capture, by the camera's clock corrected for its offset where that is known, else from
    /// the packet's arrival less the least delay seen, to the picture being ready. Empty: unknown.
    std::optional<std::chrono::milliseconds> delay;
    bool delayFromCamera = false; ///< delay counts from the camera's own sender reports
    std::chrono::milliseconds buffered{0}; ///< held on purpose against jitter
    std::int64_t skippedToLive = 0; ///< times a backlog was cut by jumping to a key frame
    double fps = 0.0; ///< over the last 2 s at most; 0: too early to tell
    std::optional<std::chrono::milliseconds>
        firstPicture; ///< from start() to the first decoded picture
};

/// One connection to one stream, decoded on a thread of its own into a sink; reconnects with
/// back-off (0.5 s to 15 s) and jitter until stopped. stop() returns within 200 ms whatever the
/// thread is blocked on, and nothing reaches the sink after it. Thread: GUI, except where said.
class Session final : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override; ///< stops

    void start(SessionOptions options);
    /// Begins stop() without waiting: an owner of many sessions asks all of them first, then stops
    /// each. Something may still reach the sink until stop().
    void requestStop();
    void stop(); ///< joins; safe to call twice
    [[nodiscard]] SessionStats stats() const; ///< any thread
    /// From the next coded picture on; start() begins with SessionOptions::importance.
    void setImportance(Importance importance);
    /// Hidden sessions keep the connection and the coded pictures since the last key frame, within
    /// a bound, and decode nothing; with false the newest picture comes as soon as it is decoded.
    /// Stays over start().
    void setPaused(bool paused);

Q_SIGNALS:
    void stateChanged(); ///< no payload: read stats()
    /// The thread has left after requestStop(): stop() returns at once from now on. Emitted on the
    /// session's thread.
    void finished();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace vigie::media
