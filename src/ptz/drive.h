// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <ptz/controller.h>

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <optional>

namespace vigie::ptz {

/// Why the head was let go. Written to the journal; the way it stops is the same for all.
enum class ReleaseReason { Released, FocusLost, Unplugged, GrantEnded, TileChanged, Exit };
[[nodiscard]] QString releaseReasonName(ReleaseReason reason);

/// What holds the head. A device that is polled says its position again at least ten times a
/// second; when it falls silent it is taken for gone. A pointer or a key says only what changes.
enum class Source { Steady, Polled };

/// Dead-man for one camera: moves while a velocity is held, stops whatever way it is let go, and
/// makes sure: by the camera's answer, then by its status where it has one. A stop is confirmed
/// only when no move is under way any more. Thread: GUI.
class Drive final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kLeastInterval{
        100}; ///< between two moves with different velocities
    static constexpr std::chrono::milliseconds kResend{500}; ///< while held
    static constexpr std::chrono::milliseconds kCameraTimeout{1000}; ///< what the camera is told
    static constexpr std::chrono::milliseconds kVerifyEvery{150};
    static constexpr int kVerifications = 8; ///< the head may take about a second to come to rest
    static constexpr int kStopAttempts = 10; ///< Stop and zero velocity in turn
    static constexpr std::chrono::milliseconds kRetry{250}; ///< from the third attempt on
    static constexpr std::chrono::milliseconds kSilence{250}; ///< of a polled source

    enum class Ticking { Timer, Manual };
    /// \p controller and \p clock outlive this. Manual: tests call tick().
    Drive(Controller &controller, const Clock &clock, Ticking ticking = Ticking::Timer,
          QObject *parent = nullptr);
    ~Drive() override; ///< sends a last Stop if the head may be moving

    /// Holds this velocity until told otherwise; from a polled source, for kSilence, then
    /// release(Unplugged). Zero is release(Released). Axes are clamped to [-1, 1], what is no
    /// number counts as 0. Ignored after close().
    void setVelocity(const Vector &velocity, Source source = Source::Steady);
    /// Sends Stop at once. Nothing when nothing moves.
    void release(ReleaseReason reason);
    /// The right is gone: stops, and no move is ever sent again.
    void close(ReleaseReason reason);
    /// Stops and waits for the camera's answer, at most \p limit: before the program ends.
    void shutdown(std::chrono::milliseconds limit = std::chrono::milliseconds(500));

    [[nodiscard]] bool isHeld() const { return m_held; }
    /// The head may be moving: something was sent and no stop was confirmed since.
    [[nodiscard]] bool mayMove() const { return m_mayMove; }
    /// Does what is due. Called every 25 ms while anything is.
    void tick();

Q_SIGNALS:
    void moveFailed(const vigie::Error &error); ///< once a press
    void stopConfirmed();
    /// The camera may still be moving. Once when the first stop of a release failed, and trying on;
    /// again each time its status says that it moves all the same. After the last attempt mayMove()
    /// stays true.
    void stopFailed(const vigie::Error &error);
    void released(vigie::ptz::ReleaseReason reason);

private:
    void send();
    void moveAnswered(const Result<> &result);
    void sendStop();
    void sendZero();
    void stopAnew();
    void stopAnswered(const Result<> &result);
    void verify();
    void verified(quint64 stops, const Result<MoveStatus> &status);
    void confirmed();
    void keepTicking();

    Controller &m_controller;
    const Clock &m_clock;
    const Ticking m_ticking;
    QTimer m_timer;
    Vector m_wanted;
    Vector m_sent;
    std::chrono::milliseconds m_sentAt{0};
    std::chrono::milliseconds m_heardAt{0};
    std::chrono::milliseconds m_verifyAt{0};
    std::optional<std::chrono::milliseconds> m_retryAt;
    Source m_source = Source::Steady;
    bool m_held = false;
    bool m_closed = false;
    bool m_mayMove = false;
    bool m_moveInFlight = false;
    bool m_stopInFlight = false;
    bool m_stopAgain = false; ///< a move was in flight when Stop was sent: its late arrival would
                              ///< start the head again
    bool m_verifying = false; ///< waiting for m_verifyAt or for a status
    bool m_statusInFlight = false;
    bool m_moveFailureTold = false;
    quint64 m_stops = 0; ///< sent so far
    int m_stopAttempts = 0;
    int m_verifications = 0;
    std::optional<Error> m_stopError;
};

} // namespace vigie::ptz
