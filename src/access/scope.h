// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>

namespace vigie::access {

/// What the rule answers for every camera of the registry at once.
struct Scope {
    /// Cameras about which the rule gives one and the same answer.
    struct Group {
        Decision decision;
        QList<CameraId> cameras;
    };
    QList<Group> groups;
    [[nodiscard]] qsizetype allowed() const; ///< cameras
};

/// "What may I see, until when, and why": decide() for \p request and each camera of \p facts; its camera is not looked at.
/// Cameras that differ in nothing the rule looks at are decided once. Pure, as decide() is. Any thread.
[[nodiscard]] Scope scopeOf(const registry::Facts &facts, Request request, Instant now,
                            const Circumstances &circumstances = {});

} // namespace vigie::access
