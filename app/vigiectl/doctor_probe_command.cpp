// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <input/joysticks.h>
#include <media/hardware_probe.h>
#include <render/backend.h>
#include <render/zero_copy.h>

#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QTimer>

namespace vigie::ctl {
namespace {

using namespace std::chrono_literals;

constexpr auto kStickWait = 800ms; ///< SDL finds what is plugged in well within this

QString nameOf(render::BackendReason reason)
{
    switch (reason) {
    case render::BackendReason::Requested:
        return QStringLiteral("requested");
    case render::BackendReason::HardwareOpenGl:
        return QStringLiteral("hardware-opengl");
    case render::BackendReason::NoOpenGl:
        return QStringLiteral("no-opengl");
    case render::BackendReason::SoftwareOpenGl:
        return QStringLiteral("software-opengl");
    }
    return {};
}

int probeDecoding()
{
    const auto probe = media::HardwareProbe::run();
    QJsonArray attempts;
    for (const auto &attempt : probe->attempts())
        attempts.append(QJsonObject{{QStringLiteral("name"), media::hardwareName(attempt.kind)},
                                    {QStringLiteral("h264"), attempt.usable},
                                    {QStringLiteral("h264Reason"), attempt.reason},
                                    {QStringLiteral("h265"), attempt.usableH265},
                                    {QStringLiteral("h265Reason"), attempt.h265Reason}});
    // MJPEG is never given to the hardware.
    const auto *best = probe->best();
    const QString processor = QStringLiteral("cpu");
    const QString hardware = best ? media::hardwareName(best->kind) : processor;
    printJson({{QStringLiteral("h264"), hardware},
               {QStringLiteral("h265"), best && best->usableH265 ? hardware : processor},
               {QStringLiteral("mjpeg"), processor},
               {QStringLiteral("attempts"), attempts}});
    return 0;
}

int probeDrawing()
{
    const auto choice = render::chooseBackend();
    printJson(
        {{QStringLiteral("backend"),
          choice.backend == render::Backend::Gpu ? QStringLiteral("gpu") : QStringLiteral("cpu")},
         {QStringLiteral("reason"), nameOf(choice.reason)},
         {QStringLiteral("detail"), choice.detail}});
    return 0;
}

/// Whether a decoded picture reaches the screen without a copy.
int probeZeroCopy()
{
    const bool gpu = render::chooseBackend().backend == render::Backend::Gpu;
    QJsonArray ways;
    bool works = false;
    const auto hardware = media::HardwareProbe::run();
    for (const render::ZeroCopyWay &way : render::probeZeroCopy(*hardware).ways) {
        works = works || (gpu && way.reason.isEmpty());
        ways.append(QJsonObject{{QStringLiteral("name"), way.name},
                                {QStringLiteral("works"), way.reason.isEmpty()},
                                {QStringLiteral("reason"), way.reason},
                                {QStringLiteral("tenBits"), way.tenBitsReason.isEmpty()},
                                {QStringLiteral("tenBitsReason"), way.tenBitsReason}});
    }
    printJson({{QStringLiteral("works"), works},
               {QStringLiteral("decoder"), hardware->best() != nullptr},
               {QStringLiteral("gpu"), gpu},
               {QStringLiteral("ways"), ways}});
    return 0;
}

int probeJoystick()
{
    input::Joysticks joysticks;
    input::JoystickState state;
    QEventLoop loop;
    QObject::connect(&joysticks, &input::Joysticks::stateChanged, &loop, [&] {
        state = joysticks.take();
        if (state.devices > 0)
            loop.quit();
    });
    QTimer::singleShot(kStickWait, &loop, &QEventLoop::quit);
    joysticks.start();
    loop.exec();
    printJson(
        {{QStringLiteral("devices"), state.devices}, {QStringLiteral("device"), state.device}});
    return 0;
}

} // namespace

int doctorProbeCommand(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == QLatin1String("decode"))
        return probeDecoding();
    if (what == QLatin1String("render"))
        return probeDrawing();
    if (what == QLatin1String("zero-copy"))
        return probeZeroCopy();
    if (what == QLatin1String("joystick"))
        return probeJoystick();
    return usage(QStringLiteral("usage: vigiectl doctor-probe decode|render|zero-copy|joystick\n"
                                "  what vigiectl doctor runs in processes of their own"));
}

} // namespace vigie::ctl
