// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/hardware_probe.h>
#include <render/surface_importer.h>

#include <QtCore/QList>

namespace vigie::render {

/// One way of decoded pictures to the screen without a copy, and whether it holds on this machine.
struct ZeroCopyWay {
    QString name; ///< "VA-API → EGL", "NVDEC → OpenGL"
    QString reason; ///< why not, technical; empty: a test picture came out as its copy does
    QString tenBitsReason; ///< the same for 10 bits
    bool operator==(const ZeroCopyWay &) const = default;
};

struct ZeroCopyFindings {
    QList<ZeroCopyWay> ways;
    media::SurfaceUse use; ///< for the sessions
};

/// Tries each way with a test picture that \p hardware decodes: shown where it lies, and compared pixel by pixel with its
/// copy in memory. Nothing is used that did not pass. Makes a throw-away OpenGL context; needs a QGuiApplication. Tens of
/// milliseconds. Thread: GUI.
[[nodiscard]] ZeroCopyFindings probeZeroCopy(const media::HardwareProbe &hardware);

/// That comparison, in the current context. \return empty: the same but for rounding
[[nodiscard]] QString compareWithCopy(const media::Frame &onDevice, const ImporterMaker &importers = makeSurfaceImporter);

} // namespace vigie::render
