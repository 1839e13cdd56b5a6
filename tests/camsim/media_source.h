// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::camsim {

/// What fills one running stream with pictures. Made when the first viewer asks, destroyed when the
/// last one has left. Thread: any, one call at a time.
class MediaSource {
public:
    virtual ~MediaSource() = default;
    /// Somebody watches from now on. Before that only the first picture is given, for the SDP.
    virtual void play() = 0;
    /// Nobody watches: no pictures. Returns once none is being made.
    virtual void pause() = 0;
    /// The next picture shall be a key frame, as ONVIF SetSynchronizationPoint asks.
    virtual void requestKeyFrame() = 0;
};

} // namespace vigie::camsim
