// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>
#include <registry/model.h>

#include <functional>

namespace vigie::shell {

/// Cameras of one commune that get the same answer.
struct SameAnswer {
    access::Decision decision;
    QStringList cameras; ///< "101 Place de l'Hôtel de ville", by number
};

struct CommuneRights {
    QString commune;
    int allowed = 0;
    int cameras = 0;
    QList<SameAnswer> answers; ///< allowed ones first
};

/// What \p preview says of every camera of \p facts, by commune as French people sort. Pure.
[[nodiscard]] QList<CommuneRights> rightsOf(const registry::Facts &facts,
                                            const std::function<access::Decision(const CameraId &)> &preview);

} // namespace vigie::shell
