// SPDX-License-Identifier: GPL-3.0-or-later
#include "graphics.h"

#include <settings/keys.h>

#include <QtCore/QLoggingCategory>

namespace vigie::app {
namespace {

Q_LOGGING_CATEGORY(lcGraphics, "vigie.graphics", QtInfoMsg)

/// A driver that has to wake its device takes a second.
constexpr auto kDriverLimit = std::chrono::seconds(3);

std::optional<render::Backend> backendFromName(const QString &name)
{
    if (name == QLatin1String("cpu"))
        return render::Backend::Cpu;
    if (name == QLatin1String("gpu"))
        return render::Backend::Gpu;
    return std::nullopt;
}

} // namespace

Graphics::Graphics() : m_probing(media::HardwareProbe::begin()) { }

void Graphics::settle(const settings::Settings &settings)
{
    m_backend = render::chooseBackend(backendFromName(settings.get(settings::keys::kRenderBackend)));
    if (m_probing.wait_for(kDriverLimit) == std::future_status::ready)
        m_hardware = m_probing.get();
    else
        qCWarning(lcGraphics) << "the video driver does not answer: decoding in software";
    m_zeroCopy = {};
    m_zeroCopy.use.switchedOff = !settings.get(settings::keys::kZeroCopy);
    const bool isWorthTrying = m_backend.backend == render::Backend::Gpu && m_hardware && m_hardware->best()
        && settings.get(settings::keys::kHardwareDecode);
    if (isWorthTrying && !m_zeroCopy.use.switchedOff)
        m_zeroCopy = render::probeZeroCopy(*m_hardware);
}

QString Graphics::renderReason() const
{
    switch (m_backend.reason) {
    case render::BackendReason::Requested: return tr("as set for this workstation");
    case render::BackendReason::HardwareOpenGl: return tr("found and tried: %1").arg(m_backend.detail);
    case render::BackendReason::NoOpenGl: return tr("no graphics card answers");
    case render::BackendReason::SoftwareOpenGl: return tr("no graphics card; its emulation would cost more");
    }
    return {};
}

/// Empty where nothing is decoded on a card and painted by one.
QString Graphics::zeroCopyText() const
{
    if (m_backend.backend != render::Backend::Gpu || !m_hardware || !m_hardware->best())
        return {};
    if (m_zeroCopy.use.switchedOff)
        return tr("each picture is copied once: as set for this workstation");
    QStringList reasons;
    for (const render::ZeroCopyWay &way : m_zeroCopy.ways) {
        if (way.reason.isEmpty())
            return tr("pictures go to the screen without a copy: %1").arg(way.name);
        reasons.append(way.name + QStringLiteral(": ") + way.reason);
    }
    return tr("each picture is copied once") + QStringLiteral("\n") + reasons.join(QLatin1Char('\n'));
}

shell::WorkstationInfo Graphics::info() const
{
    shell::WorkstationInfo info;
    info.render = m_backend.backend == render::Backend::Gpu ? tr("Graphics card") : tr("Software rendering");
    info.renderReason = renderReason();
    if (const QString copies = zeroCopyText(); !copies.isEmpty())
        info.renderReason += QStringLiteral("\n") + copies;
    if (!m_hardware) {
        info.decoder = tr("Software decoding");
        info.decoderReason = tr("the driver of the graphics card does not answer");
        return info;
    }
    if (const auto *best = m_hardware->best()) {
        info.decoder = tr("Hardware decoding (%1)").arg(media::hardwareName(best->kind));
        info.decoderReason = tr("a test picture was decoded and compared");
        return info;
    }
    info.decoder = tr("Software decoding");
    QStringList reasons;
    for (const auto &attempt : m_hardware->attempts())
        reasons.append(QStringLiteral("%1: %2").arg(media::hardwareName(attempt.kind), attempt.reason));
    info.decoderReason = tr("no decoder of a graphics card is usable") + QStringLiteral("\n") + reasons.join(QLatin1Char('\n'));
    return info;
}

} // namespace vigie::app
