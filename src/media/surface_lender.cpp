// SPDX-License-Identifier: GPL-3.0-or-later
#include <media/surface_lender.h>

#include <media/frame_maker.h>

#include <QtCore/QLoggingCategory>

#include <atomic>
#include <mutex>

namespace vigie::media {
namespace {

Q_LOGGING_CATEGORY(lcSurfaces, "vigie.media.surfaces", QtWarningMsg)

} // namespace

/// What the lender and its surfaces know of each other; outlives both.
struct SurfaceLender::Book {
    std::atomic<int> held = 0;
    std::atomic<std::int64_t> downloads = 0;
    std::atomic<bool> refused = false;
    mutable std::mutex mutex;
    QString why; // mutex

    void refuse(const QString &reason)
    {
        const std::scoped_lock lock(mutex);
        if (refused.exchange(true))
            return;
        why = reason;
        qCWarning(lcSurfaces).noquote() << "pictures of one stream are copied from now on:" << reason;
    }
};

class SurfaceLender::Surface final : public DeviceSurface {
public:
    Surface(std::shared_ptr<Book> book, std::shared_ptr<const SurfaceAccess> access, ff::AvFramePtr picture,
            bool guessed, SurfaceAccess::Opened opened)
        : m_book(std::move(book)), m_access(std::move(access)), m_picture(std::move(picture)), m_guessed(guessed),
          m_opened(std::move(opened))
    {
        ++m_book->held;
    }
    ~Surface() override
    {
        m_opened.mapping.reset();
        m_picture.reset(); // back in the decoder's pool before it may lend another
        --m_book->held;
    }
    Kind kind() const override { return m_opened.kind; }
    const std::array<SurfacePlane, 2> &planes() const override { return m_opened.planes; }
    void *context() const override { return m_opened.context; }
    FramePtr download() const override
    {
        const std::scoped_lock lock(m_mutex);
        if (std::exchange(m_asked, true))
            return m_copy;
        ++m_book->downloads;
        Result<ff::AvFramePtr> copy = m_access->copy(*m_picture);
        if (!copy) {
            m_book->refuse(copy.error().detail);
            return nullptr;
        }
        FrameMaker maker;
        if (Result<FramePtr> frame = maker.make(std::move(*copy), m_guessed))
            m_copy = std::move(*frame);
        return m_copy;
    }
    void refuse(const QString &why) const override { m_book->refuse(why); }

private:
    const std::shared_ptr<Book> m_book;
    const std::shared_ptr<const SurfaceAccess> m_access;
    ff::AvFramePtr m_picture;
    const bool m_guessed;
    SurfaceAccess::Opened m_opened;
    mutable std::mutex m_mutex; ///< held while the picture is copied: others wait for it
    mutable bool m_asked = false; // m_mutex
    mutable FramePtr m_copy; // m_mutex
};

SurfaceLender::SurfaceLender(std::shared_ptr<const SurfaceAccess> access, const SurfaceUse &use)
    : m_access(std::move(access)), m_use(use), m_book(std::make_shared<Book>())
{
}

SurfaceLender::~SurfaceLender() = default;

FramePtr SurfaceLender::lend(const AVFrame &picture, bool guessed)
{
    if (m_book->refused)
        return nullptr;
    Result<Frame> frame = FrameMaker::describe(picture);
    if (!frame || !(frame->format == PixelFormat::P010 ? m_use.tenBits : m_use.eightBits)) {
        m_reason = CopyReason::NotProven;
        return nullptr;
    }
    if (m_book->held >= kMostHeld) {
        m_reason = CopyReason::Held;
        return nullptr;
    }
    ff::AvFramePtr kept(av_frame_clone(&picture));
    if (!kept)
        throw std::bad_alloc();
    Result<SurfaceAccess::Opened> opened = m_access->open(*kept, *frame);
    if (!opened) {
        m_book->refuse(opened.error().detail);
        return nullptr;
    }
    m_reason = CopyReason::None;
    frame->guessed = guessed;
    frame->surface = std::make_shared<Surface>(m_book, m_access, std::move(kept), guessed, std::move(*opened));
    return std::make_shared<const Frame>(std::move(*frame));
}

CopyReason SurfaceLender::reason() const
{
    return m_book->refused ? CopyReason::Refused : m_reason;
}

QString SurfaceLender::refusal() const
{
    const std::scoped_lock lock(m_book->mutex);
    return m_book->why;
}

int SurfaceLender::held() const
{
    return m_book->held;
}

std::int64_t SurfaceLender::downloads() const
{
    return m_book->downloads;
}

} // namespace vigie::media
