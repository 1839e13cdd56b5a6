// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ptz/lease.h>

namespace vigie::test {

/// Whoever takes part in the cases: two operators, the police of the camera's commune, an operator who is shift chief.
enum class LeasePerson { Operator, Communal, Police, Chief };

/// One step: time that goes by, then one verb of one console.
struct LeaseStep {
    std::chrono::milliseconds after{0};
    LeasePerson person = LeasePerson::Operator;
    ptz::LeaseVerb verb = ptz::LeaseVerb::Look;
    const char *learns = ""; ///< summary() of the answer
    std::chrono::milliseconds lock{0};
    const char *console = ""; ///< empty: the person's own; else another one of theirs
};

struct LeaseCase {
    const char *name;
    QList<LeaseStep> steps;
};

/// What every registry must answer alike; all of them about one camera that nobody holds at first. Times are far enough
/// from every limit for a server that takes a moment.
[[nodiscard]] const QList<LeaseCase> &leaseCases();

/// An answer in words, without its times: "police mine lock", "operator ends=preempted/police place=1", "free".
[[nodiscard]] QString summary(const ptz::LeaseState &state);

/// "operator", "communal", "police", "chief": also their names in summary().
[[nodiscard]] QString leasePersonName(LeasePerson person);

} // namespace vigie::test
