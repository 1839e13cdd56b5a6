// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mosaic.h"

#include <QtCore/QPointer>

namespace vigie::wall {

/// Begins one change by the person; when it ends, and if anything differs, the way back is written down.
class Mosaic::Change {
public:
    Change(Mosaic &mosaic, const QString &what)
        : m_mosaic(mosaic)
        , m_what(what)
        , m_before(mosaic.m_undo != nullptr && mosaic.m_changes == 0 ? std::optional(mosaic.snapshot()) : std::nullopt)
    {
        ++m_mosaic.m_changes;
    }
    ~Change()
    {
        --m_mosaic.m_changes;
        if (!m_before || *m_before == m_mosaic.snapshot())
            return;
        m_mosaic.m_undo->push(m_what, [mosaic = QPointer<Mosaic>(&m_mosaic), before = *m_before] {
            if (mosaic)
                mosaic->arrange(before.state, before.kept);
            return !mosaic.isNull();
        });
    }
    Change(const Change &) = delete;
    Change &operator=(const Change &) = delete;

private:
    Mosaic &m_mosaic;
    QString m_what;
    std::optional<Snapshot> m_before;
};

} // namespace vigie::wall
