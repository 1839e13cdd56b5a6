// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/tile_feed.h>

#include "picture_masker.h"
#include "picture_painter.h"

#include <render/paint_thread.h>
#include <render/picture_pool.h>

#include <cmath>
#include <utility>

namespace vigie::render {
namespace {

/// With pictures closer together than this, a new look waits for the next one.
constexpr std::chrono::milliseconds kStandsStill{150};

} // namespace

struct TileFeed::Private {
    explicit Private(Backend chosen) : backend(chosen) { }

    const Backend backend;
    PicturePool pool;
    PictureMasker masker; ///< session's thread only
    PicturePainter painter; ///< session's thread only
    PicturePainter stillPainter; ///< PaintThread only
    std::mutex ownerMutex;
    TileFeed *owner = nullptr; ///< ownerMutex; null once it is gone

    mutable std::mutex mutex;
    QSize target; // mutex
    PicturePlan plan; // mutex
    int masksNumber = 0; // mutex; another one for every change of the masks
    QImage image; // mutex; newest, CPU
    media::FramePtr frame; // mutex; newest, masked
    std::chrono::steady_clock::time_point framePut; // mutex
    bool fresh = false; // mutex; nobody took the newest yet
    bool hidden = false; // mutex; the tile was given no size
    bool repaintAsked = false; // mutex
    bool curtained = false; // mutex
    std::int64_t shown = 0; // mutex
    std::int64_t replaced = 0; // mutex

    void markTaken()
    {
        if (std::exchange(fresh, false))
            ++shown;
    }
    QImage paint(PicturePainter &with, const media::Frame &masked, const PicturePlan &how, QSize size);
    void repaintStill();
};

/// \return null where the frame has no planes in memory
QImage TileFeed::Private::paint(PicturePainter &with, const media::Frame &masked, const PicturePlan &how, QSize size)
{
    PicturePool::Picture picture = pool.take(size);
    const QRect where = letterbox(masked.size, masked.pixelAspect, how.look, size);
    picture.blackOutside(where);
    if (!with.paint(masked, how.look, how.watermark.get(), picture.pixels(), picture.stride(), where))
        return {};
    return std::move(picture).image();
}

TileFeed::TileFeed(Backend backend) : d(std::make_shared<Private>(backend))
{
    d->owner = this;
}

TileFeed::~TileFeed()
{
    const std::scoped_lock lock(d->ownerMutex);
    d->owner = nullptr;
}

void TileFeed::setTargetSize(QSize devicePixels)
{
    const std::scoped_lock lock(d->mutex);
    d->target = devicePixels;
    d->hidden = devicePixels.isEmpty();
}

void TileFeed::setMasks(const QList<PrivacyMask> &masks)
{
    QImage image;
    media::FramePtr frame; // freed outside the lock
    {
        const std::scoped_lock lock(d->mutex);
        if (d->plan.masks == masks)
            return;
        d->plan.masks = masks;
        ++d->masksNumber;
        image.swap(d->image);
        frame.swap(d->frame);
        d->fresh = false;
    }
    if (!image.isNull() || frame)
        Q_EMIT curtainFell();
}

QList<PrivacyMask> TileFeed::masks() const
{
    const std::scoped_lock lock(d->mutex);
    return d->plan.masks;
}

void TileFeed::setLook(const PictureLook &look)
{
    {
        const std::scoped_lock lock(d->mutex);
        if (d->plan.look == look)
            return;
        d->plan.look = look;
    }
    if (d->backend == Backend::Gpu) {
        Q_EMIT ready();
        return;
    }
    {
        const std::scoped_lock lock(d->mutex);
        if (std::exchange(d->repaintAsked, true))
            return; // it takes the look of then
    }
    PaintThread::instance().run([weak = std::weak_ptr(d)] {
        if (const auto still = weak.lock())
            still->repaintStill();
    });
}

/// A frozen or very slow stream follows the look as well.
void TileFeed::Private::repaintStill()
{
    const std::scoped_lock alive(ownerMutex);
    media::FramePtr still;
    PicturePlan how;
    QSize size;
    {
        const std::scoped_lock lock(mutex);
        repaintAsked = false;
        if (owner == nullptr || !frame || target.isEmpty() || std::chrono::steady_clock::now() - framePut < kStandsStill)
            return;
        still = frame;
        how = plan;
        size = target;
    }
    QImage painted = paint(stillPainter, *still, how, size);
    bool wasEmpty = false;
    {
        const std::scoped_lock lock(mutex);
        if (painted.isNull() || frame != still) // a newer one came, or none may be seen
            return;
        painted.swap(image);
        wasEmpty = !std::exchange(fresh, true);
    }
    if (wasEmpty)
        Q_EMIT owner->ready();
}

PictureLook TileFeed::look() const
{
    const std::scoped_lock lock(d->mutex);
    return d->plan.look;
}

void TileFeed::setWatermark(std::shared_ptr<const Watermark> watermark)
{
    const std::scoped_lock lock(d->mutex);
    d->plan.watermark = std::move(watermark);
}

std::shared_ptr<const Watermark> TileFeed::watermark() const
{
    const std::scoped_lock lock(d->mutex);
    return d->plan.watermark;
}

QImage TileFeed::takeImage()
{
    const std::scoped_lock lock(d->mutex);
    if (!d->image.isNull())
        d->markTaken();
    return d->image;
}

media::FramePtr TileFeed::takeFrame()
{
    const std::scoped_lock lock(d->mutex);
    if (d->backend != Backend::Gpu)
        return nullptr;
    if (d->frame)
        d->markTaken();
    return d->frame;
}

QImage TileFeed::snapshot() const
{
    media::FramePtr frame;
    std::shared_ptr<const Watermark> watermark;
    {
        const std::scoped_lock lock(d->mutex);
        frame = d->frame;
        watermark = d->plan.watermark;
    }
    if (frame && frame->surface) // without masks: otherwise it would not have come here
        frame = inMemory(*frame->surface);
    if (!frame)
        return {};
    const int width = static_cast<int>(std::lround(frame->size.width() * frame->pixelAspect));
    QImage image(std::max(width, 1), frame->size.height(), QImage::Format_RGB32);
    PicturePainter painter;
    if (image.isNull()
        || !painter.paint(*frame, {}, watermark.get(), image.bits(), static_cast<int>(image.bytesPerLine()),
                          image.rect()))
        return {};
    return image;
}

void TileFeed::curtain()
{
    QImage image;
    media::FramePtr frame; // freed outside the lock
    {
        const std::scoped_lock lock(d->mutex);
        if (std::exchange(d->curtained, true))
            return;
        image.swap(d->image);
        frame.swap(d->frame);
        d->fresh = false;
    }
    image = {};
    frame.reset();
    d->pool.clear();
    Q_EMIT curtainFell();
}

bool TileFeed::isCurtained() const
{
    const std::scoped_lock lock(d->mutex);
    return d->curtained;
}

std::int64_t TileFeed::shown() const
{
    const std::scoped_lock lock(d->mutex);
    return d->shown;
}

std::int64_t TileFeed::replaced() const
{
    const std::scoped_lock lock(d->mutex);
    return d->replaced;
}

void TileFeed::present(media::FramePtr frame)
{
    if (!frame)
        return;
    QSize target;
    PicturePlan plan;
    int masksNumber = 0;
    {
        const std::scoped_lock lock(d->mutex);
        // Hidden: worth neither masks nor conversion.
        if (d->curtained || d->hidden || (d->backend == Backend::Cpu && d->target.isEmpty()))
            return;
        target = d->target;
        plan = d->plan;
        masksNumber = d->masksNumber;
    }
    // Masks are burnt into planes in memory, and only OpenGL can look at a device's.
    if (frame->surface && (d->backend == Backend::Cpu || !plan.masks.isEmpty()))
        frame = frame->surface->download();
    frame = d->masker.masked(std::move(frame), plan.masks);
    if (!frame) // cannot be masked: not shown
        return;
    QImage image;
    if (d->backend == Backend::Cpu) {
        image = d->paint(d->painter, *frame, plan, target);
        if (image.isNull())
            return;
    }
    bool wasEmpty = false;
    {
        const std::scoped_lock lock(d->mutex);
        if (d->curtained || d->masksNumber != masksNumber)
            return;
        image.swap(d->image);
        frame.swap(d->frame);
        d->framePut = std::chrono::steady_clock::now();
        wasEmpty = !std::exchange(d->fresh, true);
        d->replaced += wasEmpty ? 0 : 1;
    }
    // The older picture goes back to the pool here, outside the lock.
    if (wasEmpty)
        Q_EMIT ready();
}

} // namespace vigie::render
