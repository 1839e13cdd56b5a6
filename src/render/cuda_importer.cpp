// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuda_importer.h"

#include "gl_formats.h"

#include <QtCore/QScopeGuard>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>

// The loader's complaints would go to the standard error stream.
#define FFNV_LOG_FUNC(logctx, msg, ...) static_cast<void>(logctx)
#define FFNV_DEBUG_LOG_FUNC(logctx, msg, ...) static_cast<void>(logctx)
#include <ffnvcodec/dynlink_loader.h>

namespace vigie::render {
namespace {

/// Loaded at most once and never again unloaded: decoders use it as well.
const CudaFunctions *driver()
{
    static const CudaFunctions *const loaded = [] {
        CudaFunctions *functions = nullptr;
        return cuda_load_functions(&functions, nullptr) < 0 ? nullptr : functions;
    }();
    return loaded;
}

int copyInto(const CudaFunctions &cuda, CUgraphicsResource resource, const CUDA_MEMCPY2D &from)
{
    if (const CUresult code = cuda.cuGraphicsMapResources(1, &resource, nullptr); code != CUDA_SUCCESS)
        return code;
    CUDA_MEMCPY2D copy = from;
    copy.dstMemoryType = CU_MEMORYTYPE_ARRAY;
    CUresult code = cuda.cuGraphicsSubResourceGetMappedArray(&copy.dstArray, resource, 0, 0);
    if (code == CUDA_SUCCESS)
        code = cuda.cuMemcpy2D(&copy);
    const CUresult unmapped = cuda.cuGraphicsUnmapResources(1, &resource, nullptr);
    return code != CUDA_SUCCESS ? code : unmapped;
}

} // namespace

std::optional<CudaCalls> cudaOfDriver(QString &why)
{
    const CudaFunctions *cuda = driver();
    if (cuda == nullptr) {
        why = QStringLiteral("there is no libcuda.so.1");
        return std::nullopt;
    }
    CudaCalls calls;
    calls.enter = [cuda](void *context) -> int { return cuda->cuCtxPushCurrent(static_cast<CUcontext>(context)); };
    calls.leave = [cuda] {
        CUcontext left = nullptr;
        cuda->cuCtxPopCurrent(&left);
    };
    calls.registerTexture = [cuda](GLuint texture, void *&resource) -> int {
        CUgraphicsResource registered = nullptr;
        const CUresult code = cuda->cuGraphicsGLRegisterImage(&registered, texture, GL_TEXTURE_2D,
                                                              CU_GRAPHICS_REGISTER_FLAGS_WRITE_DISCARD);
        resource = registered;
        return code;
    };
    calls.unregister = [cuda](void *resource) {
        cuda->cuGraphicsUnregisterResource(static_cast<CUgraphicsResource>(resource));
    };
    calls.copyInto = [cuda](void *resource, std::uint64_t address, std::uint32_t pitch, std::size_t bytes,
                            std::size_t lines) -> int {
        CUDA_MEMCPY2D from{};
        from.srcMemoryType = CU_MEMORYTYPE_DEVICE;
        from.srcDevice = address;
        from.srcPitch = pitch;
        from.WidthInBytes = bytes;
        from.Height = lines;
        return render::copyInto(*cuda, static_cast<CUgraphicsResource>(resource), from);
    };
    return calls;
}

CudaImporter::~CudaImporter()
{
    while (!m_registered.empty())
        unregister(m_registered.begin()->first);
}

void CudaImporter::unregister(GLuint texture)
{
    const auto found = m_registered.find(texture);
    if (found == m_registered.end())
        return;
    if (m_cuda.enter(found->second.context) == 0) {
        m_cuda.unregister(found->second.resource);
        m_cuda.leave();
    }
    m_registered.erase(found);
}

void CudaImporter::forget(const PlaneTextures &textures)
{
    for (const GLuint texture : textures)
        unregister(texture);
}

/// Called inside \p wanted's CUDA context.
QString CudaImporter::ready(GLuint texture, bool pairs, const Registered &wanted)
{
    if (const auto found = m_registered.find(texture); found != m_registered.end()) {
        const Registered &has = found->second;
        if (has.context == wanted.context && has.size == wanted.size && has.tenBits == wanted.tenBits)
            return {};
        unregister(texture);
    }
    QOpenGLFunctions &gl = *QOpenGLContext::currentContext()->functions();
    gl.glBindTexture(GL_TEXTURE_2D, texture);
    const GLint internal = wanted.tenBits ? (pairs ? kRg16 : kR16) : (pairs ? kRg8 : kR8);
    gl.glTexImage2D(GL_TEXTURE_2D, 0, internal, wanted.size.width(), wanted.size.height(), 0, pairs ? kRg : kRed,
                    static_cast<GLenum>(wanted.tenBits ? GL_UNSIGNED_SHORT : GL_UNSIGNED_BYTE), nullptr);
    if (gl.glGetError() != GL_NO_ERROR)
        return QStringLiteral("OpenGL has no such textures");
    Registered made = wanted;
    if (const int code = m_cuda.registerTexture(texture, made.resource); code != 0)
        return QStringLiteral("CUDA does not take textures of this OpenGL (%1)").arg(code);
    m_registered.emplace(texture, made);
    return {};
}

QString CudaImporter::import(const media::DeviceSurface &surface, media::PixelFormat format, const PlaneTextures &textures)
{
    if (const int code = m_cuda.enter(surface.context()); code != 0)
        return QStringLiteral("CUDA context (%1)").arg(code);
    const auto left = qScopeGuard([this] { m_cuda.leave(); });
    const bool tenBits = format == media::PixelFormat::P010;
    for (std::size_t i = 0; i < textures.size(); ++i) {
        const media::SurfacePlane &plane = surface.planes()[i];
        if (const QString why = ready(textures[i], i == 1, {nullptr, surface.context(), plane.size, tenBits}); !why.isEmpty())
            return why;
        const auto bytes = static_cast<std::size_t>(plane.size.width()) * (i == 1 ? 2U : 1U) * (tenBits ? 2U : 1U);
        if (const int code = m_cuda.copyInto(m_registered.at(textures[i]).resource, plane.address, plane.pitch, bytes,
                                             static_cast<std::size_t>(plane.size.height()));
            code != 0)
            return QStringLiteral("CUDA copy (%1)").arg(code);
    }
    return {};
}

} // namespace vigie::render
