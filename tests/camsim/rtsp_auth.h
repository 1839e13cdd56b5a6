// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst_ptr.h"

#include <gst/rtsp-server/rtsp-server.h>

namespace vigie::camsim {

class FaultSet;

/// RTSP Digest (MD5) for one camera; with the fault refuse-password nobody is let in.
/// \param faults  must outlive the returned object
[[nodiscard]] GObjectPtr<GstRTSPAuth> makeRtspAuth(const char *user, const char *password,
                                                   const FaultSet *faults);

} // namespace vigie::camsim
