// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "camera.h"
#include "gst_ptr.h"
#include "media_source.h"
#include "scene.h"

#include <gst/app/gstappsrc.h>

#include <thread>

namespace vigie::camsim {

/// Raw pictures of a scene, drawn in real time while somebody watches, for an encoder behind the
/// appsrc. The log says when it starts and ends ("encode", "encode-end").
class LivePictures final : public MediaSource {
public:
    struct Options {
        QSize size;
        int fps = 15;
        bool timeCode = false; ///< draw the machine-readable time code (clock_code.h)
        PtzPosition fixedView; ///< where a camera without a head looks
        QString mount; ///< for the log
    };
    LivePictures(GstAppSrc *source, const Camera &camera, std::unique_ptr<Scene> scene,
                 Options options);
    ~LivePictures() override;

    void play() override;
    void pause() override;
    void requestKeyFrame() override;

    /// GStreamer elements that encode such pictures as H.264.
    [[nodiscard]] static QByteArray encoder(QSize size, int fps);

private:
    void onNeedData();
    void push(GstClockTime pts); // one thread at a time: preroll, then m_thread
    void run(const std::stop_token &stop, GstClockTime startPts);

    GstPtr<GstAppSrc> m_source;
    const Camera &m_camera;
    std::unique_ptr<Scene> m_scene;
    Options m_options;
    std::atomic<bool> m_prerolled{false};
    std::atomic<qint64> m_pushed{0}; // pictures since play()
    std::mutex m_mutex; // guards m_thread's start and end
    std::jthread m_thread;
};

} // namespace vigie::camsim
