// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/time.h>

#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace vigie::registry {
struct Facts;
}

/// One hand at a time on a camera, over all consoles: the words of it, and who goes before whom. Pure, any thread.
namespace vigie::ptz {

/// A lease that nobody renews is over after this, at the registry.
inline constexpr std::chrono::milliseconds kLeaseLife{3000};
/// The holder stops driving this long before the registry could give the lease to another: time for a stop to be answered.
inline constexpr std::chrono::milliseconds kLeaseMargin{500};
inline constexpr std::chrono::milliseconds kLeaseRenewal{1000};
/// Who is pre-empted is told this long before.
inline constexpr std::chrono::milliseconds kLeaseWarning{3000};
/// All locks of one holding together.
inline constexpr std::chrono::milliseconds kLongestLock{std::chrono::minutes(15)};
/// A camera nobody moves is free for the next person after this, unless it is locked.
inline constexpr std::chrono::milliseconds kLeaseIdle{5000};
inline constexpr int kMostWaiting = 16;

/// By which title somebody steers a camera; rising.
enum class Standing { Operator, CommunePolice };
[[nodiscard]] QString standingName(Standing standing); ///< "operator", "commune-police"

/// The commune's own police: a police municipale whose habilitation in force at \p now names the commune in which the
/// camera stands. Everybody else who may steer it is an operator. The server's rule is the same (60_leases.sql).
[[nodiscard]] Standing standingOf(const registry::Facts &facts, const PersonId &person, const CameraId &camera, Instant now);

/// One console that asks, and who sits at it.
struct Claimant {
    QString console; ///< unlike any other; 1 to 64 characters
    QString matricule;
    QString name; ///< as others read it
    Standing standing = Standing::Operator;
    bool chief = false; ///< shift chief
    bool operator==(const Claimant &) const = default;
};

/// Takes the camera out of the hand of \p holder, after the warning. A lock is no protection: under whose authority a
/// camera is watched does not depend on who came first.
[[nodiscard]] bool mayPreempt(Standing asker, Standing holder);
/// Ends what another console holds, locked or not.
[[nodiscard]] bool mayBreak(const Claimant &asker);

enum class LeaseVerb {
    Look, ///< only the state
    Take, ///< if it is free
    Queue, ///< if it is free, else the next time that it is
    Preempt, ///< as Queue; whoever goes before the holder has it after the warning
    Renew, ///< goes on holding, or waiting
    Release, ///< holds or waits no longer
    Lock, ///< stays with the holder though idle, for the time named
    Unlock,
    Break, ///< shift chief: the holder loses it
};
[[nodiscard]] QString leaseVerbName(LeaseVerb verb);

/// Why a lease ends other than by being given back.
enum class LeaseEnd {
    None,
    Preempted,
    ByChief,
    NoRight, ///< the right to steer is over
    Unreachable, ///< could not be renewed in time
};
[[nodiscard]] QString leaseEndName(LeaseEnd end);
[[nodiscard]] LeaseEnd leaseEndFromName(const QString &name); ///< None for a name that none has

/// Why a verb came to nothing.
enum class LeaseRefusal { None, Held, NoView, NotChief, NotHolder, QueueFull };
[[nodiscard]] QString leaseRefusalName(LeaseRefusal refusal);
[[nodiscard]] LeaseRefusal leaseRefusalFromName(const QString &name); ///< NoView for a name that none has

/// What a console learns about the lease of one camera. Times count from the moment before it was asked.
struct LeaseState {
    CameraId camera;
    bool held = false;
    bool mine = false;
    QString holder; ///< display name; empty where it is not told
    QString holderId; ///< matricule
    Standing standing = Standing::Operator; ///< of the holder
    std::chrono::milliseconds left{0}; ///< how long the holder has it if it is not renewed
    std::optional<std::chrono::milliseconds> lockLeft;
    std::optional<std::chrono::milliseconds> endsIn; ///< it will be taken from the holder; 0: now
    LeaseEnd because = LeaseEnd::None; ///< with endsIn
    QString taker; ///< with endsIn: who takes it or had it taken
    QString from; ///< mine: matricule of who had it before; empty where nobody had
    int place = 0; ///< mine in the queue, from 1; 0: not waiting
    int waiting = 0; ///< consoles in the queue
    bool mayPreempt = false;
    bool mayBreak = false;
    LeaseRefusal refused = LeaseRefusal::None;
    bool operator==(const LeaseState &) const = default;
};

/// One thing asked of the registry about one camera.
struct LeaseAsk {
    LeaseVerb verb = LeaseVerb::Look;
    CameraId camera;
    Claimant who; ///< a department's server believes only the console of it
    std::chrono::milliseconds lock{0}; ///< with Lock
    quint64 claim = 0; ///< the asking console's own; not sent
};

} // namespace vigie::ptz
