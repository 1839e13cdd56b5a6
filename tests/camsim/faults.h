// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QStringList>

#include <array>
#include <atomic>
#include <optional>

namespace vigie::camsim {

/// What can be made to go wrong on one camera.
enum class Fault {
    RefusePassword, ///< 401 (RTSP) and NotAuthorized (ONVIF), whatever is sent
    Stall, ///< connections stay, no more picture packets
    Drop, ///< TCP connections are closed once, now
    Corrupt, ///< picture bytes are damaged, from a seeded generator
    NoKeyFrame, ///< key frames are left out
    Vanish, ///< ports closed, connections closed
    IgnoreTimeout, ///< PTZ: ContinuousMove never ends by itself
    RefuseStop, ///< PTZ: Stop is answered with a fault and does nothing
    Slow, ///< ONVIF answers come one second late
};
inline constexpr int kFaultCount = static_cast<int>(Fault::Slow) + 1;

[[nodiscard]] QString faultName(Fault fault);
[[nodiscard]] std::optional<Fault> faultFromName(const QString &name);

/// The faults set on one camera, each with its end. Thread: any (atomics only; read once per
/// packet).
class FaultSet {
public:
    [[nodiscard]] bool isActive(Fault fault) const;
    /// \param seconds  0: until cleared
    void set(Fault fault, int seconds);
    void clearAll();
    [[nodiscard]] QStringList activeNames() const;

private:
    std::array<std::atomic<qint64>, kFaultCount> m_untilMs{}; // CLOCK_MONOTONIC; 0: off
};

} // namespace vigie::camsim
