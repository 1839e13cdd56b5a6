// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

namespace vigie::camsim {

struct Simulation::Device {
    explicit Device(const CameraPlan &plan, EventLog &log) : camera(plan, log) { }
    Camera camera;
    std::unique_ptr<RtspCamera> rtsp;
};

Simulation::Simulation() = default;

Simulation::~Simulation()
{
    m_rtspLoop.run([this] {
        for (auto &device : m_devices)
            device->rtsp.reset();
    });
    m_devices.clear();
}

Result<> Simulation::start(const Options &options)
{
    m_options = options;
    auto plan = loadPlan(options.plan);
    if (!plan)
        return fail(plan);
    if (!options.bindBase.isEmpty()) {
        if (const auto moved = rebase(*plan, options.bindBase); !moved)
            return fail(moved);
    }
    if (options.cameras > 0)
        plan->cameras = plan->cameras.mid(0, options.cameras);
    if (!options.log.isEmpty()) {
        if (const auto opened = m_log.open(options.log); !opened)
            return fail(opened);
    }
    m_clips = std::make_unique<ClipStore>(options.clips);
    for (const CameraPlan &camera : std::as_const(plan->cameras)) {
        if (const auto added = addCamera(camera); !added)
            return fail(added);
    }
    m_log.write("start", {}, {{QStringLiteral("cameras"), static_cast<int>(m_devices.size())}});
    return {};
}

Result<> Simulation::addCamera(const CameraPlan &plan)
{
    for (const StreamPlan &stream : {plan.main, plan.sub}) {
        if (const auto loaded = m_clips->load(stream); !loaded)
            return fail(loaded);
    }
    Device &device = *m_devices.emplace_back(std::make_unique<Device>(plan, m_log));
    const auto mounts = mountsOf(device.camera, static_cast<int>(m_devices.size()));
    Result<> opened;
    m_rtspLoop.run([&] {
        device.rtsp = std::make_unique<RtspCamera>(m_rtspLoop, device.camera, mounts);
        opened = device.rtsp->open();
    });
    return opened;
}

std::vector<MountPlan> Simulation::mountsOf(Camera &camera, int number)
{
    std::vector<MountPlan> mounts;
    for (const auto &[path, stream] : {std::pair(QStringLiteral("/main"), camera.plan().main),
                                       std::pair(QStringLiteral("/sub"), camera.plan().sub)}) {
        const auto clip = m_clips->clip(stream.clip);
        if (!clip)
            continue;
        const int phase = 1 + (number * 7) % (2 * stream.fps - 1);
        mounts.push_back({path, {}, stream.codec, [this, clip, phase](GstElement *appsrc) {
                              return std::make_shared<ClipPlayback>(m_feeder, GST_APP_SRC(appsrc),
                                                                    clip, phase);
                          }});
    }
    return mounts;
}

QJsonObject Simulation::readyLine() const
{
    return {{QStringLiteral("ready"), true},
            {QStringLiteral("control"), 0},
            {QStringLiteral("cameras"), static_cast<int>(m_devices.size())}};
}

} // namespace vigie::camsim
