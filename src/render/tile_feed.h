// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/frame.h>
#include <render/picture_plan.h>
#include <render/watermark.h>

#include <QtCore/QObject>
#include <QtGui/QImage>

#include <memory>
#include <mutex>

namespace vigie::render {

enum class Backend { Cpu, Gpu };

/// The one-place mailbox between a session and a tile. Masks are burnt in before anything else, on the session's
/// thread, whatever the back end: no picture with an unmasked pixel is ever held. With the CPU back end the session's
/// thread then zooms, dewarps, scales and converts to the tile's pixels, letterboxed, and writes the watermark, before
/// the picture is put; with the GPU back end the masked YUV frame waits and the surface does the rest. A newer picture
/// replaces an untaken one (counted). Once curtained, it holds nothing and accepts nothing.
class TileFeed final : public QObject, public media::FrameSink {
    Q_OBJECT
public: // GUI thread
    explicit TileFeed(Backend backend);
    ~TileFeed() override; ///< waits for a picture that is being painted anew, a few milliseconds at most
    /// Size of the tile in device pixels; pictures already waiting are kept until the next one
    /// comes. Empty: pictures are let go as they come, neither masked nor converted, since nobody sees them; also before the
    /// first call with the CPU back end.
    void setTargetSize(QSize devicePixels);
    /// What must never be seen of this camera. When that changes, pictures masked otherwise are let go at once: the tile
    /// is bare until the next one. Whoever connects a stream to the feed has called it before.
    void setMasks(const QList<PrivacyMask> &masks);
    [[nodiscard]] QList<PrivacyMask> masks() const;
    /// How the picture is looked at from now on. CPU: from the next picture on; where none has come for a moment, the
    /// last one is painted anew, by PaintThread. GPU: from the next repaint.
    void setLook(const PictureLook &look);
    [[nodiscard]] PictureLook look() const;
    /// What is written over every picture; null: nothing.
    void setWatermark(std::shared_ptr<const Watermark> watermark);
    [[nodiscard]] std::shared_ptr<const Watermark> watermark() const;
    /// CPU: newest picture, exactly the target size (RGB32, letterboxed black), or the last one
    /// taken if none is newer; null before the first and after curtain().
    [[nodiscard]] QImage takeImage();
    /// GPU: newest frame, masked, or the last one taken; null before the first and after curtain().
    [[nodiscard]] media::FramePtr takeFrame();
    /// The newest picture whole, as large as its stream, masked, with the watermark of now; null when there is none.
    /// Costs a conversion of the full size.
    [[nodiscard]] QImage snapshot() const;
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
    /// The place was empty and no longer is, or its picture is looked at otherwise: to be painted. No payload; emitted
    /// on the session's thread or the PaintThread's (with the GPU by setLook() on the GUI thread), connect queued.
    void ready();
    /// The picture was let go, by curtain() or by other masks: whoever painted it repaints now. Emitted on the GUI
    /// thread.
    void curtainFell();

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace vigie::render
