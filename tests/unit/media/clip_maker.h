// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/stream_source.h>

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace vigie::test {

struct ClipRequest {
    VideoCodec codec = VideoCodec::H264;
    QSize size{320, 180};
    int pictures = 30;
    int gop = 10;
    int bFrames = 0;
    QByteArray pixelFormat = "yuv420p"; ///< FFmpeg's name
    QByteArray colourSpace = {}; ///< FFmpeg's name; empty: not said
    bool gradual = false; ///< a key picture first, then a strip a picture, all of them in \c gop pictures
};

/// Coded pictures in decoding order, parameter sets in band. Deterministic.
struct Clip {
    media::StreamInfo info;
    QList<QByteArray> units;
    QList<bool> keys;
};

/// A bright bar that moves over a gradient. Aborts the test programme when this FFmpeg cannot
/// encode it.
[[nodiscard]] Clip makeClip(const ClipRequest &request);

/// What lies between the start codes of \p annexB.
[[nodiscard]] QList<QByteArray> nalUnits(const QByteArray &annexB);

/// Unit \p index of \p clip, over and over, at 25 pictures a second.
[[nodiscard]] media::AccessUnit unitOf(const Clip &clip, qsizetype index);
/// \p bytes as the decoder takes them; they stay the caller's.
[[nodiscard]] media::AccessUnit toUnit(const QByteArray &bytes, int index = 0);

} // namespace vigie::test
