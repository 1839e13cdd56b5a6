// SPDX-License-Identifier: GPL-3.0-or-later
#include "rtsp_camera.h"

#include "media_source.h"
#include "rtsp_auth.h"

#include <latch>

namespace vigie::camsim {

namespace {
constexpr guint kSessionTimeoutS = 60;
constexpr int kRequestThreads = 4;
constexpr int kBacklog = 128; // GStreamer's 5 costs whoever comes sixth a second

const char *payloader(Codec codec)
{
    switch (codec) {
    case Codec::H264:
        return "rtph264pay name=pay0 pt=96 config-interval=-1";
    case Codec::H265:
        return "rtph265pay name=pay0 pt=96 config-interval=-1";
    case Codec::Mjpeg:
        break;
    }
    return "rtpjpegpay name=pay0 pt=26";
}

QString fromGlib(gchar *text)
{
    const QString result = QString::fromUtf8(text);
    g_free(text);
    return result;
}

QString socketName(GSocket *socket)
{
    GSocketAddress *address = socket ? g_socket_get_remote_address(socket, nullptr) : nullptr;
    if (!address)
        return {};
    auto *inet = G_INET_SOCKET_ADDRESS(address);
    const QString name = fromGlib(g_inet_address_to_string(g_inet_socket_address_get_address(inet)))
        % u':' % QString::number(g_inet_socket_address_get_port(inet));
    g_object_unref(address);
    return name;
}

/// Path of the requested URL without credentials, host and stream control.
QString mountOf(const GstRTSPContext *context)
{
    if (!context->uri || !context->uri->abspath)
        return {};
    return QString::fromUtf8(context->uri->abspath).section(u'/', 0, 1);
}

QString header(const GstRTSPMessage *message, GstRTSPHeaderField field)
{
    gchar *value = nullptr;
    gst_rtsp_message_get_header(message, field, &value, 0);
    return QString::fromUtf8(value);
}

} // namespace

RtspLoop::RtspLoop()
    : m_context(g_main_context_new()),
      m_loop(g_main_loop_new(m_context, FALSE)),
      m_pool(gst_rtsp_thread_pool_new())
{
    gst_rtsp_thread_pool_set_max_threads(m_pool.get(), kRequestThreads);
    m_thread = std::thread([this] {
        g_main_context_push_thread_default(m_context);
        g_main_loop_run(m_loop);
        g_main_context_pop_thread_default(m_context);
    });
}

RtspLoop::~RtspLoop()
{
    run([this] { g_main_loop_quit(m_loop); });
    m_thread.join();
    g_main_loop_unref(m_loop);
    g_main_context_unref(m_context);
}

void RtspLoop::run(const std::function<void()> &task)
{
    struct Call {
        const std::function<void()> &task;
        std::latch done{1};
    } call{task, std::latch(1)};
    GSource *source = g_idle_source_new();
    g_source_set_priority(source, G_PRIORITY_HIGH);
    g_source_set_callback(
        source,
        [](gpointer data) -> gboolean {
            auto *pending = static_cast<Call *>(data);
            pending->task();
            pending->done.count_down();
            return G_SOURCE_REMOVE;
        },
        &call, nullptr);
    g_source_attach(source, m_context);
    g_source_unref(source);
    call.done.wait();
}

RtspCamera::RtspCamera(RtspLoop &loop, Camera &camera, const std::vector<MountPlan> &mounts)
    : m_loop(loop), m_camera(camera), m_server(gst_rtsp_server_new())
{
    const CameraPlan &plan = camera.plan();
    gst_rtsp_server_set_address(m_server.get(), plan.address.toUtf8().constData());
    gst_rtsp_server_set_service(m_server.get(), QByteArray::number(plan.rtspPort).constData());
    gst_rtsp_server_set_thread_pool(m_server.get(), loop.pool());
    gst_rtsp_server_set_backlog(m_server.get(), kBacklog);
    const auto auth = makeRtspAuth(plan.user.toUtf8().constData(),
                                   plan.password.toUtf8().constData(), &camera.faults());
    gst_rtsp_server_set_auth(m_server.get(), auth.get());
    for (const MountPlan &mount : mounts)
        addMount(mount);

    const GObjectPtr<GstRTSPSessionPool> sessions(gst_rtsp_server_get_session_pool(m_server.get()));
    g_signal_connect(
        sessions.get(), "session-removed",
        G_CALLBACK(+[](GstRTSPSessionPool *, GstRTSPSession *session, gpointer self) {
            const Camera &owner = static_cast<RtspCamera *>(self)->m_camera;
            const QString id = QString::fromUtf8(gst_rtsp_session_get_sessionid(session));
            const QStringList played = static_cast<RtspCamera *>(self)->m_camera.viewerEnded(id);
            for (const QString &path : played)
                owner.log("rtsp-end",
                          {{QStringLiteral("mount"), path}, {QStringLiteral("session"), id}});
        }),
        this);
    g_signal_connect(m_server.get(), "client-connected",
                     G_CALLBACK(+[](GstRTSPServer *, GstRTSPClient *client, gpointer self) {
                         static_cast<RtspCamera *>(self)->onClient(client);
                     }),
                     this);
    // Sessions of clients that vanished without TEARDOWN (UDP) end by their time-out.
    GSource *cleanup = g_timeout_source_new_seconds(2);
    g_source_set_callback(
        cleanup,
        [](gpointer server) -> gboolean {
            GstRTSPSessionPool *pool =
                gst_rtsp_server_get_session_pool(static_cast<GstRTSPServer *>(server));
            gst_rtsp_session_pool_cleanup(pool);
            g_object_unref(pool);
            return G_SOURCE_CONTINUE;
        },
        g_object_ref(m_server.get()), g_object_unref);
    g_source_attach(cleanup, loop.context());
    m_cleanup = cleanup;
}

RtspCamera::~RtspCamera()
{
    vanish();
    for (int i = 0; i < 100 && m_camera.rtspConnections > 0; ++i)
        g_usleep(10000); // the pool's threads still hold clients that point here
    g_source_destroy(m_cleanup);
    g_source_unref(m_cleanup);
    g_signal_handlers_disconnect_by_data(m_server.get(), this);
    const GObjectPtr<GstRTSPSessionPool> sessions(gst_rtsp_server_get_session_pool(m_server.get()));
    g_signal_handlers_disconnect_by_data(sessions.get(), this);
}

void RtspCamera::addMount(const MountPlan &mount)
{
    const MountPlan &kept = *m_mounts.emplace_back(std::make_unique<MountPlan>(mount));
    GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new();
    const QByteArray launch =
        QByteArrayLiteral("( appsrc name=src is-live=true format=time max-bytes=0 ! ")
        + (kept.encoder.isEmpty() ? QByteArray() : kept.encoder + " ! ") + payloader(kept.codec)
        + " )";
    gst_rtsp_media_factory_set_launch(factory, launch.constData());
    gst_rtsp_media_factory_set_shared(factory, TRUE);
    gst_rtsp_media_factory_set_latency(factory, 0);
    gst_rtsp_media_factory_set_protocols(
        factory,
        static_cast<GstRTSPLowerTrans>(GST_RTSP_LOWER_TRANS_TCP | GST_RTSP_LOWER_TRANS_UDP));
    // RTP leaves from the camera's own address as well, not from whatever the kernel would choose.
    const GObjectPtr<GstRTSPAddressPool> addresses(gst_rtsp_address_pool_new());
    const QByteArray address = m_camera.plan().address.toLatin1();
    gst_rtsp_address_pool_add_range(addresses.get(), address.constData(), address.constData(), 20000, 29999, 0);
    gst_rtsp_media_factory_set_address_pool(factory, addresses.get());
    gst_rtsp_media_factory_add_role(factory, "viewer", GST_RTSP_PERM_MEDIA_FACTORY_ACCESS,
                                    G_TYPE_BOOLEAN, TRUE, GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT,
                                    G_TYPE_BOOLEAN, TRUE, nullptr);
    struct Binding {
        RtspCamera *self;
        const MountPlan *mount;
    };
    g_signal_connect_data(
        factory, "media-configure",
        G_CALLBACK(+[](GstRTSPMediaFactory *, GstRTSPMedia *media, gpointer binding) {
            const auto *bound = static_cast<Binding *>(binding);
            bound->self->onMedia(media, *bound->mount);
        }),
        new Binding{this, &kept},
        [](gpointer binding, GClosure *) { delete static_cast<Binding *>(binding); },
        static_cast<GConnectFlags>(0));
    GstRTSPMountPoints *points = gst_rtsp_server_get_mount_points(m_server.get());
    gst_rtsp_mount_points_add_factory(points, kept.path.toUtf8().constData(), factory);
    g_object_unref(points);
}

void RtspCamera::onMedia(GstRTSPMedia *media, const MountPlan &mount)
{
    gst_rtsp_media_set_reusable(media, FALSE);
    const GstPtr<GstElement> bin(gst_rtsp_media_get_element(media));
    const GstPtr<GstElement> appsrc(gst_bin_get_by_name(GST_BIN(bin.get()), "src"));
    const GstPtr<GstElement> pay(gst_bin_get_by_name(GST_BIN(bin.get()), "pay0"));
    const GstPtr<GstPad> pad(gst_element_get_static_pad(pay.get(), "sink"));
    addFaultProbe(pad.get(), m_camera, mount.codec);

    const std::shared_ptr<MediaSource> source = mount.makeSource(appsrc.get());
    m_camera.addSource(mount.path, source);
    using Held = std::shared_ptr<MediaSource>;
    // The media owns its source; both signals go before it is finalised.
    g_object_set_data_full(G_OBJECT(media), "camsim-source", new Held(source),
                           [](gpointer held) { delete static_cast<Held *>(held); });
    g_signal_connect(media, "new-state", G_CALLBACK(+[](GstRTSPMedia *, gint state, gpointer held) {
                         if (state == GST_STATE_PLAYING)
                             static_cast<MediaSource *>(held)->play();
                         else
                             static_cast<MediaSource *>(held)->pause();
                     }),
                     source.get());
    g_signal_connect(media, "unprepared", G_CALLBACK(+[](GstRTSPMedia *, gpointer held) {
                         static_cast<MediaSource *>(held)->pause();
                     }),
                     source.get());
}

void RtspCamera::logTcp(const char *kind, const QString &peer) const
{
    m_camera.log(
        kind, {{QStringLiteral("port"), m_camera.rtspPort.load()}, {QStringLiteral("peer"), peer}});
}

void RtspCamera::accept()
{
    // Not gst_rtsp_server_io_func(): it says nothing of a connection that was reset at once, and
    // the log has to show every one.
    GSocket *socket = g_socket_accept(m_socket, nullptr, nullptr);
    if (!socket)
        return;
    const QString peer = socketName(socket);
    logTcp("tcp", peer);
    const QByteArray host = peer.section(u':', 0, -2).toUtf8();
    if (host.isEmpty()) {
        logTcp("tcp-close", peer);
        g_object_unref(socket);
        return;
    }
    ++m_camera.rtspConnections;
    if (!gst_rtsp_server_transfer_connection(m_server.get(), socket, host.constData(),
                                             peer.section(u':', -1).toInt(), nullptr)) {
        --m_camera.rtspConnections;
        logTcp("tcp-close", peer);
    }
}

void RtspCamera::onClient(GstRTSPClient *client)
{
    GSocket *socket = gst_rtsp_connection_get_read_socket(gst_rtsp_client_get_connection(client));
    // One tie per client, released with it.
    auto *tie =
        new ClientTie{this, socketName(socket), static_cast<GSocket *>(g_object_ref(socket)), {}};
    g_object_set_data_full(G_OBJECT(client), "camsim-tie", tie, [](gpointer data) {
        auto *old = static_cast<ClientTie *>(data);
        g_object_unref(old->socket);
        delete old;
    });
    {
        const std::scoped_lock lock(m_clientsMutex);
        m_clients.push_back(tie);
    }
    g_signal_connect(client, "closed", G_CALLBACK(+[](GstRTSPClient *, gpointer data) {
                         const auto *closed = static_cast<ClientTie *>(data);
                         closed->self->onClosed(*closed);
                     }),
                     tie);
    g_signal_connect(
        client, "send-message",
        G_CALLBACK(+[](GstRTSPClient *, GstRTSPContext *context, gpointer message, gpointer data) {
            auto *sending = static_cast<ClientTie *>(data);
            sending->self->onAnswer(context, static_cast<GstRTSPMessage *>(message), *sending);
        }),
        tie);
}

void RtspCamera::onClosed(const ClientTie &tie)
{
    // The server stops the media of a lost connection, over UDP too, but would keep its sessions
    // until they time out: a viewer who was killed would be counted for a minute.
    const GObjectPtr<GstRTSPSessionPool> sessions(gst_rtsp_server_get_session_pool(m_server.get()));
    for (const QString &id : tie.sessions) {
        GstRTSPSession *session =
            gst_rtsp_session_pool_find(sessions.get(), id.toUtf8().constData());
        if (!session)
            continue;
        gst_rtsp_session_pool_remove(sessions.get(), session);
        g_object_unref(session);
    }
    logTcp("tcp-close", tie.peer);
    const std::scoped_lock lock(m_clientsMutex);
    std::erase(m_clients, &tie);
    --m_camera.rtspConnections; // last: whoever ends the camera waits for it
}

void RtspCamera::onAnswer(GstRTSPContext *context, GstRTSPMessage *answer, ClientTie &tie)
{
    if (!context || !context->request
        || gst_rtsp_message_get_type(answer) != GST_RTSP_MESSAGE_RESPONSE)
        return;
    GstRTSPStatusCode status = GST_RTSP_STS_INVALID;
    gst_rtsp_message_parse_response(answer, &status, nullptr, nullptr);
    const bool signedRequest = !header(context->request, GST_RTSP_HDR_AUTHORIZATION).isEmpty();
    const char *auth = !signedRequest         ? "none"
        : status == GST_RTSP_STS_UNAUTHORIZED ? "refused"
                                              : "ok";
    const char *method = gst_rtsp_method_as_text(context->method);
    const QString mount = mountOf(context);
    QJsonObject line{{QStringLiteral("method"), QString::fromLatin1(method)},
                     {QStringLiteral("mount"), mount},
                     {QStringLiteral("status"), static_cast<int>(status)},
                     {QStringLiteral("auth"), QString::fromLatin1(auth)}};
    line.insert(u"peer", tie.peer);
    const QString transport = header(answer, GST_RTSP_HDR_TRANSPORT);
    if (!transport.isEmpty())
        line.insert(u"transport",
                    transport.contains(u"TCP") ? QStringLiteral("tcp") : QStringLiteral("udp"));
    const QString session = header(answer, GST_RTSP_HDR_SESSION).section(u';', 0, 0);
    if (!session.isEmpty()) {
        line.insert(u"session", session);
        if (!tie.sessions.contains(session))
            tie.sessions.append(session);
    }
    if (context->method == GST_RTSP_PLAY && status == GST_RTSP_STS_OK)
        m_camera.viewerStarted(session, mount);
    m_camera.log("rtsp", line);
}

Result<> RtspCamera::open()
{
    if (m_accept)
        return {};
    GError *error = nullptr;
    m_socket = gst_rtsp_server_create_socket(m_server.get(), nullptr, &error);
    if (!m_socket) {
        const bool busy = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
        const QString text = QString::fromUtf8(error ? error->message : "no socket");
        g_clear_error(&error);
        return fail(busy ? ErrorCode::Busy : ErrorCode::Io,
                    QStringLiteral("%1 RTSP %2:%3: %4")
                        .arg(m_camera.plan().id, m_camera.plan().address)
                        .arg(m_camera.plan().rtspPort)
                        .arg(text));
    }
    GSocketAddress *local = g_socket_get_local_address(m_socket, nullptr);
    m_camera.rtspPort = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(local));
    g_object_unref(local);
    // After vanishing the camera comes back on the port it had.
    gst_rtsp_server_set_service(m_server.get(),
                                QByteArray::number(m_camera.rtspPort.load()).constData());
    m_accept = g_socket_create_source(m_socket, G_IO_IN, nullptr);
    const GSocketSourceFunc onReady = [](GSocket *, GIOCondition, gpointer self) -> gboolean {
        static_cast<RtspCamera *>(self)->accept();
        return G_SOURCE_CONTINUE;
    };
    g_source_set_callback(m_accept,
                          reinterpret_cast<GSourceFunc>(reinterpret_cast<void (*)()>(onReady)),
                          this, nullptr);
    g_source_attach(m_accept, m_loop.context());
    return {};
}

void RtspCamera::vanish()
{
    if (m_accept) {
        g_source_destroy(m_accept);
        g_source_unref(m_accept);
        m_accept = nullptr;
        g_socket_close(m_socket, nullptr);
        g_clear_object(&m_socket);
    }
    dropConnections();
}

void RtspCamera::dropConnections()
{
    // Not gst_rtsp_server_client_filter(REMOVE): clients live in the pool's threads, and each must
    // see its socket end there.
    const std::scoped_lock lock(m_clientsMutex);
    for (const ClientTie *client : m_clients)
        g_socket_shutdown(client->socket, TRUE, TRUE, nullptr);
}

} // namespace vigie::camsim
