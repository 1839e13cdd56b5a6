// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults.h"

#include "event_log.h"

#include <limits>

namespace vigie::camsim {

namespace {
constexpr std::array<const char *, kFaultCount> kNames{"refuse-password", "stall",        "drop",
                                                       "corrupt",         "no-key-frame", "vanish",
                                                       "ignore-timeout",  "refuse-stop",  "slow"};
size_t at(Fault fault)
{
    return static_cast<size_t>(fault);
}
} // namespace

QString faultName(Fault fault)
{
    return QString::fromLatin1(kNames[at(fault)]);
}

std::optional<Fault> faultFromName(const QString &name)
{
    for (int i = 0; i < kFaultCount; ++i) {
        if (faultName(static_cast<Fault>(i)) == name)
            return static_cast<Fault>(i);
    }
    return std::nullopt;
}

bool FaultSet::isActive(Fault fault) const
{
    const qint64 until = m_untilMs[at(fault)].load(std::memory_order_relaxed);
    return until != 0 && monotonicMs() < until;
}

void FaultSet::set(Fault fault, int seconds)
{
    m_untilMs[at(fault)] =
        seconds > 0 ? monotonicMs() + qint64{seconds} * 1000 : std::numeric_limits<qint64>::max();
}

void FaultSet::clearAll()
{
    for (auto &until : m_untilMs)
        until = 0;
}

QStringList FaultSet::activeNames() const
{
    QStringList names;
    for (int i = 0; i < kFaultCount; ++i) {
        if (isActive(static_cast<Fault>(i)))
            names.append(faultName(static_cast<Fault>(i)));
    }
    return names;
}

} // namespace vigie::camsim
