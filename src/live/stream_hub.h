// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <live/link_budget.h>
#include <live/stream_finder.h>
#include <live/stream_session.h>

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <vector>

namespace vigie::live {

/// How streams are made: what the composition root found and allows.
struct StreamSetup {
    std::shared_ptr<const media::HardwareProbe> hardware = nullptr; ///< null: software
    bool hardwareAllowed = true;
    media::SurfaceUse surfaces{}; ///< what of it may be shown where the decoder left it
    bool unverifiedTlsAllowed = false; ///< see media::SessionOptions
    SessionFactory makeSession = makeMediaSession;
    std::shared_ptr<media::Governor> governor = nullptr; ///< null: nothing is ever degraded
    /// A tile nobody can see keeps its connection for so long.
    std::chrono::milliseconds hiddenDelay{10'000};
    /// Asks a device for a key picture of one of its streams; called once a connection, when it
    /// begins; asks as long as the answer is held. Must not block; failing is nobody's business. Null: nobody is asked.
    std::function<std::shared_ptr<void>(const CameraEndpoint &, const StreamEndpoint &)> askForKeyPicture = nullptr;
    /// Asks a device for its streams where the registry knows none of them; as long as the answer is held, and no longer.
    /// Tells from the event loop. Null: such a camera cannot be shown.
    std::function<std::shared_ptr<void>(const CameraEndpoint &, StreamsFound)> findStreams = nullptr;
};

class StreamHub;

/// A place among those who watch one stream, held under one grant. When the grant ends, or when
/// this goes, nothing reaches the sink any more, at once. Thread: GUI.
class StreamTap final : public QObject {
    Q_OBJECT
public:
    ~StreamTap() override;
    [[nodiscard]] const StreamEndpoint &stream() const { return m_stream; }
    /// False once the grant has ended.
    [[nodiscard]] bool isOpen() const { return m_upstream != nullptr; }
    [[nodiscard]] media::SessionStats stats() const;
    /// The session takes the highest of all who watch it; Hidden for all of them pauses it.
    void setImportance(media::Importance importance);

Q_SIGNALS:
    void stateChanged(); ///< no payload: read stats()

private:
    friend class StreamHub;
    explicit StreamTap(StreamHub &hub);
    StreamHub &m_hub;
    StreamEndpoint m_stream;
    struct Upstream *m_upstream = nullptr; ///< null: cut off
    media::Importance m_importance = media::Importance::Visible;
    struct Way;
    std::unique_ptr<Way> m_way;
};

/// One upstream session per camera stream, however many tiles in however many windows show it. It
/// exists only while somebody watches under a live grant for that camera: nobody but this makes
/// sessions, and it makes them out of a grant alone. Also the one place that knows what all of them
/// take of each commune's line. Thread: GUI.
class StreamHub final : public QObject {
    Q_OBJECT
public:
    explicit StreamHub(StreamSetup setup = {}, QObject *parent = nullptr);
    ~StreamHub() override; ///< asks every session to stop, then waits; every tap is gone

    [[nodiscard]] const StreamSetup &setup() const { return m_setup; }
    [[nodiscard]] LinkBudget &links() { return m_links; }
    /// Pictures of \p stream, one of the grant's, into \p sink until the tap or the grant is gone;
    /// a stream that is running already gives its newest picture at once.
    /// \return null where the grant is not live
    [[nodiscard]] std::unique_ptr<StreamTap> join(const access::Grant &grant, const StreamEndpoint &stream,
                                                  std::shared_ptr<media::FrameSink> sink,
                                                  media::Importance importance);
    /// Gives the grant back once the connections that closed under it have closed: no connection
    /// outlives the right, and nobody waits for it.
    void giveBack(std::unique_ptr<access::Grant> grant);
    [[nodiscard]] int upstreams() const { return static_cast<int>(m_upstreams.size()); }

public Q_SLOTS:
    /// Measures; by itself once a second while there are streams.
    void beat();

Q_SIGNALS:
    void beaten(); ///< stats() may say something new

private:
    friend class StreamTap;
    void leave(StreamTap &tap);
    void weigh(Upstream &upstream);
    void retire(Upstream &upstream);
    void finished(const Upstream *upstream);
    void follow(const Upstream &upstream);

    const StreamSetup m_setup;
    LinkBudget m_links;
    std::vector<std::unique_ptr<Upstream>> m_upstreams;
    std::vector<std::unique_ptr<Upstream>> m_retired; ///< asked to stop, joined once they have
    std::vector<std::unique_ptr<access::Grant>> m_leaving; ///< given back when their cameras' retired have gone
    QTimer m_second;
};

} // namespace vigie::live
