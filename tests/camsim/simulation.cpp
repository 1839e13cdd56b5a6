// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

#include "live_pictures.h"
#include "onvif_service.h"

#include <QtCore/QTimer>

namespace vigie::camsim {

namespace {
constexpr double kLabelBelowCode = 2.0 / 18.0; // as high as the time code

/// With --clock every stream is drawn and encoded here; the plan then says so, also to ONVIF.
void makeLive(Plan &plan, const Options &options)
{
    for (CameraPlan &camera : plan.cameras) {
        for (StreamPlan *stream : {&camera.main, &camera.sub}) {
            stream->codec = Codec::H264;
            stream->clip.clear();
            if (options.clockSize.isValid()) {
                stream->width = options.clockSize.width();
                stream->height = options.clockSize.height();
            }
            if (options.clockFps > 0)
                stream->fps = options.clockFps;
        }
    }
}
} // namespace

struct Simulation::Device {
    explicit Device(const CameraPlan &plan, EventLog &log) : camera(plan, log), onvif(camera)
    {
        back.setSingleShot(true);
    }
    Camera camera;
    OnvifService onvif;
    std::unique_ptr<RtspCamera> rtsp; // RtspLoop thread
    QTimer back; // running while the camera has vanished for a time
};

Simulation::Simulation() : m_control(*this) { }

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
    if (options.clock)
        makeLive(*plan, options);
    if (!options.log.isEmpty()) {
        if (const auto opened = m_log.open(options.log); !opened)
            return fail(opened);
    }
    m_clips = std::make_unique<ClipStore>(options.clips);
    m_panorama = std::make_shared<Panorama>();
    for (const CameraPlan &camera : std::as_const(plan->cameras)) {
        if (const auto added = addCamera(camera); !added)
            return fail(added);
    }
    if (const auto opened = m_control.open(options.controlPort); !opened)
        return fail(opened);
    m_log.write("start", {}, {{QStringLiteral("cameras"), static_cast<int>(m_devices.size())}});
    return {};
}

Result<> Simulation::addCamera(const CameraPlan &plan)
{
    for (const StreamPlan &stream : {plan.main, plan.sub}) {
        const auto loaded = !stream.clip.isEmpty() ? m_clips->load(stream)
            : m_panorama->isLoaded()               ? Result<>()
                                                   : m_panorama->load(m_options.clips);
        if (!loaded)
            return fail(loaded);
    }
    Device &device = *m_devices.emplace_back(std::make_unique<Device>(plan, m_log));
    QObject::connect(&device.back, &QTimer::timeout, &device.back,
                     [this, &device] { comeBack(device); });
    const auto mounts = mountsOf(device.camera, static_cast<int>(m_devices.size()));
    Result<> opened;
    m_rtspLoop.run([&] {
        device.rtsp = std::make_unique<RtspCamera>(m_rtspLoop, device.camera, mounts);
        opened = device.rtsp->open();
    });
    return opened ? device.onvif.open() : opened;
}

std::vector<MountPlan> Simulation::mountsOf(const Camera &camera, int number)
{
    std::vector<MountPlan> mounts;
    for (const auto &[path, stream] : {std::pair(QStringLiteral("/main"), camera.plan().main),
                                       std::pair(QStringLiteral("/sub"), camera.plan().sub)}) {
        if (stream.clip.isEmpty()) {
            mounts.push_back(liveMount(path, stream, camera, number));
            continue;
        }
        mounts.push_back({path,
                          {},
                          stream.codec,
                          [this, clip = m_clips->clip(stream.clip), number](GstElement *appsrc) {
                              return std::make_shared<ClipPlayback>(m_feeder, GST_APP_SRC(appsrc), clip,
                                                                    m_options.phases, number);
                          }});
    }
    return mounts;
}

MountPlan Simulation::liveMount(const QString &path, const StreamPlan &stream, const Camera &camera,
                                int number)
{
    LivePictures::Options pictures{
        {stream.width, stream.height}, stream.fps, m_options.clock, {}, path};
    pictures.fixedView.pan = -1.0 + 2.0 * ((number * 5) % 28) / 28.0; // each camera looks elsewhere
    const double labelTop = m_options.clock ? kLabelBelowCode : 0.0;
    return {path, LivePictures::encoder(pictures.size, pictures.fps), Codec::H264,
            [panorama = m_panorama, &camera, pictures, labelTop](GstElement *appsrc) {
                return std::make_shared<LivePictures>(
                    GST_APP_SRC(appsrc), camera,
                    std::make_unique<Scene>(panorama, camera.plan().name, pictures.size, labelTop),
                    pictures);
            }};
}

QJsonObject Simulation::readyLine() const
{
    return {{QStringLiteral("ready"), true},
            {QStringLiteral("control"), m_control.port()},
            {QStringLiteral("cameras"), static_cast<int>(m_devices.size())}};
}

QJsonArray Simulation::cameraStates() const
{
    QJsonArray states;
    for (const auto &device : m_devices) {
        const Camera &camera = device->camera;
        QJsonObject state{
            {QStringLiteral("id"), camera.plan().id},
            {QStringLiteral("name"), camera.plan().name},
            {QStringLiteral("address"), camera.plan().address},
            {QStringLiteral("rtspPort"), camera.rtspPort.load()},
            {QStringLiteral("onvifPort"), camera.onvifPort.load()},
            {QStringLiteral("rtspConnections"), camera.rtspConnections.load()},
            {QStringLiteral("viewers"),
             QJsonObject{{QStringLiteral("main"), camera.viewers(QStringLiteral("/main"))},
                         {QStringLiteral("sub"), camera.viewers(QStringLiteral("/sub"))}}},
            {QStringLiteral("faults"), QJsonArray::fromStringList(camera.faults().activeNames())}};
        if (const PtzHead *head = camera.ptz()) {
            const qint64 now = monotonicMs();
            const PtzPosition at = head->position(now);
            state.insert(u"ptz",
                         QJsonObject{{QStringLiteral("pan"), at.pan},
                                     {QStringLiteral("tilt"), at.tilt},
                                     {QStringLiteral("zoom"), at.zoom},
                                     {QStringLiteral("moving"),
                                      head->isPanTiltMoving(now) || head->isZoomMoving(now)}});
        }
        states.append(state);
    }
    return states;
}

Result<> Simulation::setFault(const QString &camera, std::optional<Fault> fault, int seconds)
{
    bool found = false;
    for (const auto &device : m_devices) {
        if (!camera.isEmpty() && device->camera.plan().id != camera)
            continue;
        found = true;
        applyFault(*device, fault, seconds);
    }
    if (!found)
        return fail(ErrorCode::NotFound, QStringLiteral("no camera '") + camera + u'\'');
    return {};
}

void Simulation::applyFault(Device &device, std::optional<Fault> fault, int seconds)
{
    FaultSet &faults = device.camera.faults();
    device.camera.log(
        "fault",
        {{QStringLiteral("fault"), fault ? faultName(*fault) : QStringLiteral("none")},
         {QStringLiteral("seconds"), seconds}});
    if (!fault) {
        faults.clearAll();
        comeBack(device);
    } else if (*fault == Fault::Drop) {
        device.onvif.dropConnections();
        m_rtspLoop.run([&device] { device.rtsp->dropConnections(); });
    } else {
        faults.set(*fault, seconds);
        if (*fault == Fault::Vanish)
            vanish(device, seconds);
    }
}

void Simulation::vanish(Device &device, int seconds)
{
    device.onvif.vanish();
    m_rtspLoop.run([&device] { device.rtsp->vanish(); });
    if (seconds > 0)
        device.back.start(seconds * 1000);
    else
        device.back.stop();
}

void Simulation::comeBack(Device &device)
{
    device.back.stop();
    Result<> opened;
    m_rtspLoop.run([&] { opened = device.rtsp->open(); });
    if (opened)
        opened = device.onvif.open();
    if (!opened) // somebody took the port meanwhile: try again
        device.back.start(1000);
}

} // namespace vigie::camsim
