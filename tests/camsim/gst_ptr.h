// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include <memory>

namespace vigie::camsim {

struct GstObjectUnref {
    void operator()(gpointer object) const noexcept { gst_object_unref(object); }
};
struct GObjectUnref {
    void operator()(gpointer object) const noexcept { g_object_unref(object); }
};
struct BufferUnref {
    void operator()(GstBuffer *buffer) const noexcept { gst_buffer_unref(buffer); }
};
struct CapsUnref {
    void operator()(GstCaps *caps) const noexcept { gst_caps_unref(caps); }
};

/// Owns one reference of a GstObject (element, pad, bus).
template <typename T> using GstPtr = std::unique_ptr<T, GstObjectUnref>;
/// Owns one reference of a plain GObject (RTSP server, auth, media).
template <typename T> using GObjectPtr = std::unique_ptr<T, GObjectUnref>;
using BufferPtr = std::unique_ptr<GstBuffer, BufferUnref>;
using CapsPtr = std::unique_ptr<GstCaps, CapsUnref>;

} // namespace vigie::camsim
