// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clip_feeder.h"
#include "control.h"
#include "event_log.h"
#include "rtsp_camera.h"
#include "scene.h"

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
    Phases phases = Phases::Start;
    bool dieWithParent = false;
};

/// All simulated cameras of one process. Thread: main.
class Simulation final : public Controlled {
public:
    Simulation();
    ~Simulation() override;

    /// Loads clips and opens every port. \return Busy (a port is taken), NotFound, Corrupt,
    /// InvalidArgument, Io
    [[nodiscard]] Result<> start(const Options &options);
    /// {"ready":true,"control":PORT,"cameras":N}
    [[nodiscard]] QJsonObject readyLine() const;

    [[nodiscard]] QJsonArray cameraStates() const override;
    [[nodiscard]] Result<> setFault(const QString &camera, std::optional<Fault> fault,
                                    int seconds) override;

private:
    struct Device; // one camera with its servers
    [[nodiscard]] Result<> addCamera(const CameraPlan &plan);
    [[nodiscard]] std::vector<MountPlan> mountsOf(const Camera &camera, int number);
    [[nodiscard]] MountPlan liveMount(const QString &path, const StreamPlan &stream,
                                      const Camera &camera, int number);
    void applyFault(Device &device, std::optional<Fault> fault, int seconds);
    void vanish(Device &device, int seconds);
    void comeBack(Device &device);

    Options m_options;
    EventLog m_log;
    std::unique_ptr<ClipStore> m_clips;
    std::shared_ptr<Panorama> m_panorama;
    ClipFeeder m_feeder;
    RtspLoop m_rtspLoop;
    std::vector<std::unique_ptr<Device>> m_devices;
    Control m_control;
};

} // namespace vigie::camsim
