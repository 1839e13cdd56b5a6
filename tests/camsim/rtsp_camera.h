// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "camera.h"
#include "gst_ptr.h"

#include <gst/rtsp-server/rtsp-server.h>

#include <functional>
#include <thread>

namespace vigie::camsim {

/// How one mount gets its pictures.
struct MountPlan {
    QString path; ///< "/main" or "/sub"
    QByteArray encoder; ///< GStreamer elements between appsrc and the payloader; empty for clips
    Codec codec = Codec::H264;
    /// Makes the source of a stream that is about to start, for the appsrc given. Thread: RTSP
    /// pool.
    std::function<std::shared_ptr<MediaSource>(GstElement *)> makeSource;
};

/// The GLib loop all RTSP servers live in. Thread: construct and destroy in one thread; run() from
/// any other.
class RtspLoop {
public:
    RtspLoop();
    ~RtspLoop();
    [[nodiscard]] GMainContext *context() const { return m_context; }
    [[nodiscard]] GstRTSPThreadPool *pool() const { return m_pool.get(); }
    /// Runs \p task in the loop's thread and waits for it.
    void run(const std::function<void()> &task);

private:
    GMainContext *m_context;
    GMainLoop *m_loop;
    GObjectPtr<GstRTSPThreadPool>
        m_pool; // shared by all cameras: requests of one do not wait for another
    std::thread m_thread;
};

/// The RTSP side of one camera: port, Digest, mounts, log of every connection and answer.
/// Thread: construct, open, vanish, dropConnections and destroy in the RtspLoop thread only.
class RtspCamera {
public:
    RtspCamera(RtspLoop &loop, Camera &camera, const std::vector<MountPlan> &mounts);
    ~RtspCamera();
    RtspCamera(const RtspCamera &) = delete;
    RtspCamera &operator=(const RtspCamera &) = delete;

    /// Binds and listens. \return Busy when the port is taken, Io
    [[nodiscard]] Result<> open();
    /// Closes the port and every connection, until open().
    void vanish();
    void dropConnections();

private:
    struct ClientTie { // hangs on a GstRTSPClient and dies with it
        RtspCamera *self;
        QString peer;
        GSocket *socket;
        QStringList sessions; // client's thread: what ends with the connection
    };
    void addMount(const MountPlan &mount);
    void accept();
    void logTcp(const char *kind, const QString &peer) const;
    void onClient(GstRTSPClient *client);
    void onClosed(const ClientTie &tie);
    void onAnswer(GstRTSPContext *context, GstRTSPMessage *answer, ClientTie &tie);
    void onMedia(GstRTSPMedia *media, const MountPlan &mount);

    RtspLoop &m_loop;
    Camera &m_camera;
    GObjectPtr<GstRTSPServer> m_server;
    std::vector<std::unique_ptr<MountPlan>> m_mounts;
    std::mutex m_clientsMutex;
    std::vector<ClientTie *> m_clients; // m_clientsMutex
    GSource *m_accept = nullptr;
    GSocket *m_socket = nullptr;
    GSource *m_cleanup = nullptr; // ends sessions of clients that went away
};

/// Lets the faults of \p camera act on every coded picture that passes \p pad.
void addFaultProbe(GstPad *pad, const Camera &camera, Codec codec);

} // namespace vigie::camsim
