// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clip_feeder.h"
#include "event_log.h"
#include "rtsp_camera.h"

#include <QtCore/QObject>
#include <QtCore/QSize>

namespace vigie::camsim {

struct Options {
    QString plan; ///< empty: the demo plan
    QString clips;
    QString log; ///< empty: no log
    QString bindBase; ///< empty: the addresses of the plan
    quint16 controlPort = 0;
    int cameras = 0; ///< 0: all of the plan
    bool clock = false;
    int clockFps = 0; ///< 0: as the plan says
    QSize clockSize; ///< invalid: as the plan says
    bool dieWithParent = false;
};

/// All simulated cameras of one process. Thread: main.
class Simulation : public QObject {
    Q_OBJECT
public:
    Simulation();
    ~Simulation() override;

    /// Loads clips and opens every port. \return Busy (a port is taken), NotFound, Corrupt,
    /// InvalidArgument, Io
    [[nodiscard]] Result<> start(const Options &options);
    /// {"ready":true,"control":PORT,"cameras":N}
    [[nodiscard]] QJsonObject readyLine() const;

private:
    struct Device; // one camera with its servers
    [[nodiscard]] Result<> addCamera(const CameraPlan &plan);
    [[nodiscard]] std::vector<MountPlan> mountsOf(Camera &camera, int number);

    Options m_options;
    EventLog m_log;
    std::unique_ptr<ClipStore> m_clips;
    ClipFeeder m_feeder;
    RtspLoop m_rtspLoop;
    std::vector<std::unique_ptr<Device>> m_devices;
};

} // namespace vigie::camsim
