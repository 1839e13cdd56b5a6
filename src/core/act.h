// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <optional>

namespace vigie {

/// What a person wants to do with a camera: the four columns of the law table.
enum class Act { Live, Ptz, Replay, Extract };

/// "live", "ptz", "replay", "extract": the names used in JSON and in the journal.
[[nodiscard]] inline QString actName(Act act)
{
    switch (act) {
    case Act::Live: return QStringLiteral("live");
    case Act::Ptz: return QStringLiteral("ptz");
    case Act::Replay: return QStringLiteral("replay");
    case Act::Extract: return QStringLiteral("extract");
    }
    return {};
}

[[nodiscard]] inline std::optional<Act> actFromName(const QString &name)
{
    for (const Act act : {Act::Live, Act::Ptz, Act::Replay, Act::Extract}) {
        if (actName(act) == name)
            return act;
    }
    return std::nullopt;
}

} // namespace vigie
