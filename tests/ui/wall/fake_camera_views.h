// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/wall/camera_view.h>
#include <ui/wall/mosaic.h>

#include <QtCore/QSet>

#include <array>

namespace vigie::test {

/// Three planes as a session would deliver them; the chroma planes hold half the lines and columns of \p size.
[[nodiscard]] inline media::FramePtr frameOf(QByteArray luma, QByteArray first, QByteArray second, QSize size)
{
    const auto planes = std::make_shared<std::array<QByteArray, 3>>(
        std::array{std::move(luma), std::move(first), std::move(second)});
    auto frame = std::make_shared<media::Frame>();
    frame->size = size;
    for (std::size_t plane = 0; plane < planes->size(); ++plane)
        frame->planes.at(plane) = reinterpret_cast<const std::uint8_t *>(planes->at(plane).constData());
    frame->strides = {size.width(), size.width() / 2, size.width() / 2};
    frame->owner = planes;
    return frame;
}

[[nodiscard]] inline int chromaBytes(QSize size) { return size.width() / 2 * (size.height() / 2); }

/// One flat picture in \p y, \p u, \p v.
[[nodiscard]] inline media::FramePtr flatFrame(std::uint8_t y, std::uint8_t u, std::uint8_t v, QSize size = {64, 36})
{
    return frameOf(QByteArray(size.width() * size.height(), static_cast<char>(y)),
                   QByteArray(chromaBytes(size), static_cast<char>(u)), QByteArray(chromaBytes(size), static_cast<char>(v)), size);
}

/// A view that does as the test says.
class FakeView final : public wall::CameraView {
    Q_OBJECT
public:
    live::ViewState now = live::ViewState::Asking;
    access::Decision answer;
    std::optional<Error> failure;
    std::optional<access::EndCause> cause;
    std::shared_ptr<render::TileFeed> pictures = std::make_shared<render::TileFeed>(render::Backend::Cpu);
    media::SessionStats numbers;
    live::Showing showing;
    live::Reason why = live::Reason::FillsTile;
    live::LinkBudget::Use line;
    int asks = 1;

    [[nodiscard]] live::ViewState state() const override { return now; }
    [[nodiscard]] access::Decision decision() const override { return answer; }
    [[nodiscard]] std::optional<Error> error() const override { return failure; }
    [[nodiscard]] std::optional<access::EndCause> endCause() const override { return cause; }
    [[nodiscard]] std::shared_ptr<render::TileFeed> feed() const override { return pictures; }
    [[nodiscard]] media::SessionStats stats() const override { return numbers; }
    [[nodiscard]] StreamEndpoint stream() const override
    {
        StreamEndpoint one;
        one.name = showing.enlarged ? QStringLiteral("main") : QStringLiteral("sub");
        return one;
    }
    [[nodiscard]] live::Reason reason() const override { return why; }
    [[nodiscard]] live::LinkBudget::Use link() const override { return line; }
    [[nodiscard]] bool hasPicture() const override { return false; }
    void setShowing(const live::Showing &wanted) override
    {
        const bool other = showing.enlarged != wanted.enlarged;
        showing = wanted;
        if (other)
            Q_EMIT changed();
    }
    void ask() override { ++asks; }
    void beginClosing() override { pictures->curtain(); }

    void allow(const QString &authority, const QString &statement)
    {
        answer = {};
        answer.allowed = true;
        answer.authority = authority;
        answer.statement = statement;
    }
    void become(live::ViewState state)
    {
        now = state;
        Q_EMIT changed();
    }
    void play(double fps = 15.0)
    {
        numbers.decoder = QStringLiteral("logiciel (h264)");
        numbers.fps = fps;
        become(live::ViewState::Playing);
    }
    void refuse(const QList<access::Reason> &reasons)
    {
        answer = {};
        answer.reasons = reasons;
        become(live::ViewState::Refused);
    }
};

/// Opens FakeViews and remembers them, the newest of each camera. Closed views leave the map.
class FakeViews final : public wall::CameraViews {
    Q_OBJECT
public:
    QHash<CameraId, FakeView *> open_;
    QSet<CameraId> allowed;
    QList<CameraId> asked;
    int forgotten = 0;
    /// Called with each new view, e.g. to let it play at once.
    std::function<void(const CameraId &, FakeView &)> onOpen;

    [[nodiscard]] std::unique_ptr<wall::CameraView> open(const CameraId &camera, const live::Showing &showing) override
    {
        auto view = std::make_unique<FakeView>();
        view->showing = showing;
        asked.append(camera);
        open_.insert(camera, view.get());
        FakeView *const raw = view.get();
        connect(raw, &QObject::destroyed, this, [this, camera, raw] {
            if (open_.value(camera) == raw)
                open_.remove(camera);
        });
        if (onOpen)
            onOpen(camera, *raw);
        return view;
    }
    [[nodiscard]] bool wouldAllow(const CameraId &camera) const override { return allowed.contains(camera); }
    void forgetClosed() override { ++forgotten; }
    [[nodiscard]] FakeView &view(const QString &camera) { return *open_.value(CameraId{camera}); }
};

} // namespace vigie::test
