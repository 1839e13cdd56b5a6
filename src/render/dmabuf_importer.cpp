// SPDX-License-Identifier: GPL-3.0-or-later
#include "dmabuf_importer.h"

#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtGui/qopenglcontext_platform.h>

#define EGL_NO_X11 // its macros are words of everyone
#include <EGL/egl.h>
#include <EGL/eglext.h>

namespace vigie::render {
namespace {

constexpr std::uint32_t fourcc(char a, char b, char c, char d)
{
    return static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b) << 8U | static_cast<std::uint32_t>(c) << 16U
        | static_cast<std::uint32_t>(d) << 24U;
}
// Of drm_fourcc.h.
constexpr std::array kEightBits{fourcc('R', '8', ' ', ' '), fourcc('G', 'R', '8', '8')};
constexpr std::array kTenBits{fourcc('R', '1', '6', ' '), fourcc('G', 'R', '3', '2')};
constexpr std::uint64_t kUnknownModifier = 0x00FF'FFFF'FFFF'FFFFULL;
constexpr std::uint64_t kLinear = 0;

using ShowInTexture = void(QOPENGLF_APIENTRYP)(GLenum target, void *image);

std::vector<std::int32_t> attributesOf(const media::SurfacePlane &plane, std::uint32_t format, bool modifiers)
{
    const auto bits = [](std::uint64_t value) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(value)); };
    std::vector<std::int32_t> attributes{
        EGL_WIDTH, plane.size.width(), EGL_HEIGHT, plane.size.height(), EGL_LINUX_DRM_FOURCC_EXT, bits(format),
        EGL_DMA_BUF_PLANE0_FD_EXT, plane.fd, EGL_DMA_BUF_PLANE0_OFFSET_EXT, bits(plane.offset),
        EGL_DMA_BUF_PLANE0_PITCH_EXT, bits(plane.pitch)};
    if (modifiers && plane.modifier != kUnknownModifier) {
        attributes.insert(attributes.end(),
                          {EGL_DMA_BUF_PLANE0_MODIFIER_LO_EXT, bits(plane.modifier), EGL_DMA_BUF_PLANE0_MODIFIER_HI_EXT,
                           bits(plane.modifier >> 32U)});
    }
    attributes.push_back(EGL_NONE);
    return attributes;
}

} // namespace

std::optional<EglFunctions> eglOfCurrentContext(QString &why)
{
    QOpenGLContext *context = QOpenGLContext::currentContext();
    if (context == nullptr) {
        why = QStringLiteral("no OpenGL context");
        return std::nullopt;
    }
    const auto *native = context->nativeInterface<QNativeInterface::QEGLContext>();
    if (native == nullptr) {
        why = QStringLiteral("the contexts here are not of EGL (on X11 QT_XCB_GL_INTEGRATION=xcb_egl makes them so)");
        return std::nullopt;
    }
    const EGLDisplay display = native->display();
    const auto function = [&](const char *name) { return context->getProcAddress(name); };
    const auto query = reinterpret_cast<decltype(&eglQueryString)>(function("eglQueryString"));
    const char *listed = query != nullptr ? query(display, EGL_EXTENSIONS) : nullptr;
    const QList<QByteArray> extensions = QByteArray(listed).split(' ');
    for (const char *needed : {"EGL_KHR_image_base", "EGL_EXT_image_dma_buf_import"}) {
        if (!extensions.contains(needed)) {
            why = QStringLiteral("EGL here lacks ") + QString::fromLatin1(needed);
            return std::nullopt;
        }
    }
    if (!context->hasExtension("GL_OES_EGL_image")) {
        why = QStringLiteral("OpenGL here lacks GL_OES_EGL_image");
        return std::nullopt;
    }
    const auto create = reinterpret_cast<PFNEGLCREATEIMAGEKHRPROC>(function("eglCreateImageKHR"));
    const auto destroy = reinterpret_cast<PFNEGLDESTROYIMAGEKHRPROC>(function("eglDestroyImageKHR"));
    const auto show = reinterpret_cast<ShowInTexture>(function("glEGLImageTargetTexture2DOES"));
    if (create == nullptr || destroy == nullptr || show == nullptr) {
        why = QStringLiteral("EGL here lacks functions it announces");
        return std::nullopt;
    }
    EglFunctions egl;
    egl.createImage = [display, create](const std::vector<std::int32_t> &attributes) {
        return create(display, EGL_NO_CONTEXT, EGL_LINUX_DMA_BUF_EXT, nullptr, attributes.data());
    };
    egl.destroyImage = [display, destroy](void *image) { destroy(display, image); };
    egl.showInTexture = [show](void *image) { show(GL_TEXTURE_2D, image); };
    egl.modifiers = extensions.contains("EGL_EXT_image_dma_buf_import_modifiers");
    return egl;
}

QString DmaBufImporter::import(const media::DeviceSurface &surface, media::PixelFormat format,
                               const PlaneTextures &textures)
{
    QOpenGLFunctions &gl = *QOpenGLContext::currentContext()->functions();
    const auto &formats = format == media::PixelFormat::P010 ? kTenBits : kEightBits;
    for (std::size_t i = 0; i < textures.size(); ++i) {
        const media::SurfacePlane &plane = surface.planes()[i];
        if (!m_egl.modifiers && plane.modifier != kUnknownModifier && plane.modifier != kLinear)
            return QStringLiteral("EGL here cannot be told how the memory is tiled");
        void *image = m_egl.createImage(attributesOf(plane, formats[i], m_egl.modifiers));
        if (image == nullptr)
            return QStringLiteral("EGL refuses the buffer");
        gl.glBindTexture(GL_TEXTURE_2D, textures[i]);
        m_egl.showInTexture(image);
        m_egl.destroyImage(image);
    }
    return {};
}

} // namespace vigie::render
