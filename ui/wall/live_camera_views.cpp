// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_camera_views.h"

namespace vigie::wall {
namespace {

class LiveCameraView final : public CameraView {
public:
    LiveCameraView(access::Gate &gate, const access::SessionContext &session, const access::Request &request,
                   render::Backend backend, live::Quality quality, const live::StreamSetup &streams)
        : m_view(gate, session, request, backend, quality, nullptr, streams)
    {
        connect(&m_view, &live::View::changed, this, &CameraView::changed);
    }

    [[nodiscard]] live::ViewState state() const override { return m_view.state(); }
    [[nodiscard]] access::Decision decision() const override { return m_view.decision(); }
    [[nodiscard]] std::optional<Error> error() const override { return m_view.error(); }
    [[nodiscard]] std::optional<access::EndCause> endCause() const override { return m_view.endCause(); }
    [[nodiscard]] std::shared_ptr<render::TileFeed> feed() const override { return m_view.feed(); }
    [[nodiscard]] media::SessionStats stats() const override { return m_view.stats(); }
    [[nodiscard]] QString streamName() const override { return m_view.streamName(); }
    void setQuality(live::Quality quality) override { m_view.setQuality(quality); }
    void ask() override { m_view.ask(); }
    void beginClosing() override { m_view.beginClosing(); }

private:
    live::View m_view;
};

} // namespace

LiveCameraViews::LiveCameraViews(access::Gate &gate, access::SessionContext session, render::Backend backend,
                                 live::StreamSetup streams, QObject *parent)
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
    return request;
}

std::unique_ptr<CameraView> LiveCameraViews::open(const CameraId &camera, live::Quality quality)
{
    return std::make_unique<LiveCameraView>(m_gate, m_session, request(camera), m_backend, quality, m_streams);
}

bool LiveCameraViews::wouldAllow(const CameraId &camera) const
{
    return m_gate.preview(m_session, request(camera)).allowed;
}

} // namespace vigie::wall
