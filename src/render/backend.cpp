// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/backend.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QGuiApplication>
#include <QtGui/QOffscreenSurface>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>

#include <algorithm>
#include <array>

namespace vigie::render {
namespace {

/// GL_RENDERER, empty when there is no OpenGL.
QString rendererName()
{
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()) == nullptr)
        return {};
    QOpenGLContext context;
    if (!context.create())
        return {};
    QOffscreenSurface surface;
    surface.setFormat(context.format());
    surface.create();
    if (!surface.isValid() || !context.makeCurrent(&surface))
        return {};
    const auto *name =
        reinterpret_cast<const char *>(context.functions()->glGetString(GL_RENDERER));
    const QString renderer = QString::fromUtf8(name);
    context.doneCurrent();
    return renderer.isEmpty() ? QStringLiteral("unnamed") : renderer;
}

} // namespace

bool isSoftwareRenderer(const QString &renderer)
{
    static constexpr std::array kNames{"llvmpipe",    "softpipe",
                                       "swrast",      "software rasterizer",
                                       "swiftshader", "microsoft basic render"};
    return std::any_of(kNames.begin(), kNames.end(), [&](const char *name) {
        return renderer.contains(QLatin1String(name), Qt::CaseInsensitive);
    });
}

BackendChoice chooseBackend(std::optional<Backend> setting)
{
    const QByteArray variable = qgetenv("VIGIE_RENDER").toLower();
    if (variable == "cpu")
        return {Backend::Cpu, BackendReason::Requested, QStringLiteral("VIGIE_RENDER=cpu")};
    if (setting == Backend::Cpu && variable != "gpu")
        return {Backend::Cpu, BackendReason::Requested, QStringLiteral("setting")};
    const QString renderer = rendererName();
    if (renderer.isEmpty()) // asked for or not: without a context there is no GPU path
        return {Backend::Cpu, BackendReason::NoOpenGl, QStringLiteral("no OpenGL context")};
    if (variable == "gpu" || setting == Backend::Gpu)
        return {Backend::Gpu, BackendReason::Requested, renderer};
    if (isSoftwareRenderer(renderer))
        return {Backend::Cpu, BackendReason::SoftwareOpenGl, renderer};
    return {Backend::Gpu, BackendReason::HardwareOpenGl, renderer};
}

} // namespace vigie::render
