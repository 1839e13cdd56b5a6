// SPDX-License-Identifier: GPL-3.0-or-later
#include "rtsp_auth.h"

#include "faults.h"

namespace {

struct CamsimAuth {
    GstRTSPAuth parent;
    const vigie::camsim::FaultSet *faults;
};
struct CamsimAuthClass {
    GstRTSPAuthClass parent;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast" // inside GLib's macro
G_DEFINE_TYPE(CamsimAuth, camsim_auth, GST_TYPE_RTSP_AUTH)
#pragma GCC diagnostic pop

gboolean authenticate(GstRTSPAuth *auth, GstRTSPContext *context)
{
    if (reinterpret_cast<CamsimAuth *>(auth)->faults->isActive(
            vigie::camsim::Fault::RefusePassword))
        return TRUE; // without a token: the server answers 401 with a challenge
    return GST_RTSP_AUTH_CLASS(camsim_auth_parent_class)->authenticate(auth, context);
}

void camsim_auth_init(CamsimAuth *) { }
void camsim_auth_class_init(CamsimAuthClass *klass)
{
    reinterpret_cast<GstRTSPAuthClass *>(klass)->authenticate = authenticate;
}

} // namespace

namespace vigie::camsim {

GObjectPtr<GstRTSPAuth> makeRtspAuth(const char *user, const char *password, const FaultSet *faults)
{
    auto *auth = static_cast<CamsimAuth *>(g_object_new(camsim_auth_get_type(), nullptr));
    auth->faults = faults;
    GObjectPtr<GstRTSPAuth> base(reinterpret_cast<GstRTSPAuth *>(auth));
    gst_rtsp_auth_set_supported_methods(base.get(), GST_RTSP_AUTH_DIGEST);
    gst_rtsp_auth_set_realm(base.get(), "vigie-camsim");
    GstRTSPToken *token =
        gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, "viewer", nullptr);
    gst_rtsp_auth_add_digest(base.get(), user, password, token);
    gst_rtsp_token_unref(token);
    return base;
}

} // namespace vigie::camsim
