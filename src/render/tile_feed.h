// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>

#include <QtCore/QObject>
#include <QtGui/QImage>

#include <memory>
#include <mutex>

namespace vigie::render {

enum class Backend { Cpu, Gpu };

/// The one-place mailbox between a session and a tile. With the CPU back end the session's thread
/// scales and converts (libyuv) to the tile's pixels, letterboxed, before the picture is put; with
/// the GPU back end the YUV frame itself waits. A newer picture replaces an untaken one (counted).
/// Once curtained, it holds nothing and accepts nothing.
class TileFeed final : public QObject, public media::FrameSink {
    Q_OBJECT
public: // GUI thread
    explicit TileFeed(Backend backend);
    /// Size of the tile in device pixels; pictures already waiting are kept until the next one
    /// comes. Empty (also before the first call): CPU pictures are let go unconverted, since nobody
    /// sees them.
    void setTargetSize(QSize devicePixels);
    /// CPU: newest picture, exactly the target size (RGB32, letterboxed black), or the last one
    /// taken if none is newer; null before the first and after curtain().
    [[nodiscard]] QImage takeImage();
    /// GPU: newest frame or the last one taken; null before the first and after curtain().
    [[nodiscard]] media::FramePtr takeFrame();
    /// Drops what it holds, at once and for good. What was painted is gone with the next repaint.
    void curtain();
    [[nodiscard]] bool isCurtained() const; ///< any thread
    /// Pictures taken for the first time, i.e. shown.
    [[nodiscard]] std::int64_t shown() const;
    /// Pictures replaced before anybody took them.
    [[nodiscard]] std::int64_t replaced() const;
    // session thread
    void present(media::FramePtr frame) override;

Q_SIGNALS:
    /// The place was empty and no longer is. No payload; emitted on the session's thread, connect
    /// queued.
    void ready();
    /// curtain() was called: whoever painted the picture repaints now. Emitted by curtain(), on the
    /// GUI thread.
    void curtainFell();

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace vigie::render
