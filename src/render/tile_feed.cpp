// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/tile_feed.h>

#include <render/frame_scaler.h>
#include <render/picture_pool.h>

#include <utility>

namespace vigie::render {

struct TileFeed::Private {
    explicit Private(Backend chosen) : backend(chosen) { }

    const Backend backend;
    PicturePool pool;
    FrameScaler scaler; ///< session's thread only

    mutable std::mutex mutex;
    QSize target; // mutex
    QImage image; // mutex; newest, CPU
    media::FramePtr frame; // mutex; newest, GPU
    bool fresh = false; // mutex; nobody took the newest yet
    bool curtained = false; // mutex
    std::int64_t shown = 0; // mutex
    std::int64_t replaced = 0; // mutex

    void markTaken()
    {
        if (std::exchange(fresh, false))
            ++shown;
    }
};

TileFeed::TileFeed(Backend backend) : d(std::make_shared<Private>(backend)) { }

void TileFeed::setTargetSize(QSize devicePixels)
{
    const std::scoped_lock lock(d->mutex);
    d->target = devicePixels;
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
    if (d->frame)
        d->markTaken();
    return d->frame;
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
    QImage image;
    if (d->backend == Backend::Cpu) {
        QSize target;
        {
            const std::scoped_lock lock(d->mutex);
            if (d->curtained || d->target.isEmpty()) // hidden: not worth converting
                return;
            target = d->target;
        }
        PicturePool::Picture picture = d->pool.take(target);
        const QRect where = letterbox(frame->size, frame->pixelAspect, target);
        picture.blackOutside(where);
        if (!d->scaler.convert(*frame, picture.pixels(), picture.stride(), where))
            return;
        image = std::move(picture).image();
        frame.reset();
    }
    bool wasEmpty = false;
    {
        const std::scoped_lock lock(d->mutex);
        if (d->curtained)
            return;
        image.swap(d->image);
        frame.swap(d->frame);
        wasEmpty = !std::exchange(d->fresh, true);
        d->replaced += wasEmpty ? 0 : 1;
    }
    // The older picture goes back to the pool here, outside the lock.
    if (wasEmpty)
        Q_EMIT ready();
}

} // namespace vigie::render
