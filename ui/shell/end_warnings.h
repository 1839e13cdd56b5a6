// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>

#include <QtCore/QHash>
#include <QtCore/QList>

#include <optional>

namespace vigie::shell {

/// Says in time that pictures are going to be cut: once for each of the times that the law's parameters name (30, 15, 5 minutes
/// before), never twice, and nothing of an end that moved away. Pure but for what it said. Thread: GUI.
class EndWarnings {
public:
    struct Warning {
        Instant end;
        int minutes = 0; ///< until then, rounded up
        int pictures = 0; ///< that end then
        bool operator==(const Warning &) const = default;
    };
    /// \param ends  of the pictures on the screen; those without an end are not there \param minutes  in any order
    [[nodiscard]] std::optional<Warning> look(const QList<Instant> &ends, const QList<int> &minutes, Instant now);

private:
    QHash<qint64, int> m_said; ///< by end in ms: the shortest time that was said of it
};

} // namespace vigie::shell
