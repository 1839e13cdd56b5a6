// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <registry/model.h>

namespace vigie::shell {

/// Who sits at this desk, in words.
struct DeskInfo {
    QString name;
    QString matricule;
    QString category; ///< "Territorial operator"
    QString employer;
    QString post; ///< "Post 1 · CSD room"
    std::optional<Instant> dutyEnd; ///< of the duty that covers now
    bool onDuty = false;
    bool seesImages = true; ///< false for technicians and administrators: the state of cameras only
    bool operator==(const DeskInfo &) const = default;
};

/// Pure. \p facts may lack the person: then the matricule stands for the name.
[[nodiscard]] DeskInfo deskInfo(const registry::Facts &facts, const access::SessionContext &session, Instant now);

[[nodiscard]] QString categoryText(registry::Category category);

} // namespace vigie::shell
