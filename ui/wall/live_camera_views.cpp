// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_camera_views.h"

namespace vigie::wall {
namespace {

class LiveCameraView final : public CameraView {
public:
    LiveCameraView(std::unique_ptr<live::View> view, live::WarmViews &warm)
        : m_warm(warm)
        , m_view(std::move(view))
    {
        connect(m_view.get(), &live::View::changed, this, &CameraView::changed);
    }
    ~LiveCameraView() override
    {
        m_view->disconnect(this);
        m_warm.keep(std::move(m_view));
    }

    [[nodiscard]] live::ViewState state() const override { return m_view->state(); }
    [[nodiscard]] access::Decision decision() const override { return m_view->decision(); }
    [[nodiscard]] std::optional<Error> error() const override { return m_view->error(); }
    [[nodiscard]] std::optional<access::EndCause> endCause() const override { return m_view->endCause(); }
    [[nodiscard]] std::shared_ptr<render::TileFeed> feed() const override { return m_view->feed(); }
    [[nodiscard]] media::SessionStats stats() const override { return m_view->stats(); }
    [[nodiscard]] StreamEndpoint stream() const override { return m_view->stream(); }
    [[nodiscard]] live::Reason reason() const override { return m_view->reason(); }
    [[nodiscard]] live::LinkBudget::Use link() const override { return m_view->link(); }
    [[nodiscard]] bool hasPicture() const override { return m_view->hasPicture(); }
    void setShowing(const live::Showing &showing) override { m_view->setShowing(showing); }
    void ask() override { m_view->ask(); }
    void beginClosing() override
    {
        // Kept warm with its picture, which the tile takes off the screen: what would be left to begin costs nobody time.
        live::Showing hidden = m_view->showing();
        hidden.importance = media::Importance::Hidden;
        m_view->setShowing(hidden);
    }

private:
    live::WarmViews &m_warm;
    std::unique_ptr<live::View> m_view;
};

} // namespace

LiveCameraViews::LiveCameraViews(access::Gate &gate, access::SessionContext session, render::Backend backend,
                                 std::shared_ptr<live::StreamHub> streams, QObject *parent)
    : CameraViews(parent)
    , m_gate(gate)
    , m_session(std::move(session))
    , m_backend(backend)
    , m_streams(std::move(streams))
{
    connect(&m_gate, &access::Gate::rightsMayHaveChanged, this, &CameraViews::rightsMayHaveChanged);
    connect(&m_gate, &access::Gate::circumstancesChanged, this, &CameraViews::rightsMayHaveChanged);
}

access::Request LiveCameraViews::request(const CameraId &camera) const
{
    access::Request request;
    request.person = m_session.person;
    request.act = Act::Live;
    request.camera = camera;
    request.post = m_session.post;
    request.motive = m_motive;
    request.words = m_words;
    return request;
}

std::unique_ptr<CameraView> LiveCameraViews::open(const CameraId &camera, const live::Showing &showing)
{
    auto view = m_warm.take(request(camera));
    if (view)
        view->setShowing(showing);
    else
        view = std::make_unique<live::View>(m_gate, m_session, request(camera), m_backend, showing, nullptr, m_streams);
    return std::make_unique<LiveCameraView>(std::move(view), m_warm);
}

bool LiveCameraViews::wouldAllow(const CameraId &camera) const
{
    return m_gate.preview(m_session, request(camera)).allowed;
}

} // namespace vigie::wall
