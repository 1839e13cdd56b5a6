// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/tile_feed.h>

#include <QtCore/QString>

#include <optional>

namespace vigie::render {

enum class BackendReason {
    Requested, ///< by the setting or by VIGIE_RENDER
    HardwareOpenGl, ///< a real OpenGL renderer is there
    NoOpenGl, ///< no context could be made
    SoftwareOpenGl, ///< OpenGL runs on the processor: dearer than our own CPU path
};

/// What was chosen and why: \c reason for a translated sentence, \c detail for a technician.
struct BackendChoice {
    Backend backend = Backend::Cpu;
    BackendReason reason = BackendReason::NoOpenGl;
    QString detail; ///< technical, English: "llvmpipe (LLVM 15.0.6, 256 bits)"
};

/// Decides once at start, with a throw-away OpenGL context. VIGIE_RENDER=cpu|gpu goes before \p
/// setting; anything else in it is ignored. Needs a QGuiApplication. Thread: GUI.
[[nodiscard]] BackendChoice chooseBackend(std::optional<Backend> setting = std::nullopt);

/// Whether a GL_RENDERER string names a rasteriser on the processor.
[[nodiscard]] bool isSoftwareRenderer(const QString &renderer);

} // namespace vigie::render
