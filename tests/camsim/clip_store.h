// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst_ptr.h"
#include "plan.h"

#include <QtCore/QHash>

#include <vector>

namespace vigie::camsim {

/// One encoded picture of a clip.
struct ClipFrame {
    BufferPtr data;
    bool key = false;
};

/// A clip cut into access units, in memory, ready for a payloader. Immutable once loaded.
struct Clip {
    CapsPtr caps; ///< H.264 as avc, H.265 as hvc1: the parameter sets stand in the caps, hence in
                  ///< the SDP at once
    std::vector<ClipFrame> frames; ///< the first one is a key frame
    int fps = 0;
    int keyFrames = 0;
};

/// Loads each clip once; streams share it.
/// Thread: filled by load() before the cameras start, read-only afterwards.
class ClipStore {
public:
    explicit ClipStore(QString folder) : m_folder(std::move(folder)) { }
    /// Loads the clip of \p stream unless it is there. \return NotFound, Corrupt
    [[nodiscard]] Result<> load(const StreamPlan &stream);
    /// \return the loaded clip; null for a name that was never loaded
    [[nodiscard]] std::shared_ptr<const Clip> clip(const QString &name) const
    {
        return m_clips.value(name);
    }

private:
    QString m_folder;
    QHash<QString, std::shared_ptr<const Clip>> m_clips;
};

} // namespace vigie::camsim
