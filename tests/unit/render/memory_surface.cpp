// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory_surface.h>

#include <render/gl_formats.h>

#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>

#define EGL_NO_X11 // its macros are words of everyone
#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cstring>
#include <new>

#include <sys/mman.h>
#include <unistd.h>

namespace vigie::test {
namespace {

using namespace render; // gl_formats.h

QOpenGLFunctions &gl()
{
    return *QOpenGLContext::currentContext()->functions();
}

struct Image {
    std::vector<std::uint8_t> bytes; ///< packed
    int width = 0;
    int height = 0;
    bool pairs = false;
    bool tenBits = false;
};

Image imageOf(std::map<std::int32_t, std::int32_t> &asked, MemoryEgl::Fault fault)
{
    const QByteArray format(reinterpret_cast<const char *>(&asked[EGL_LINUX_DRM_FOURCC_EXT]), 4);
    Image image{{}, asked[EGL_WIDTH], asked[EGL_HEIGHT], format.startsWith("GR"), format == "R16 " || format == "GR32"};
    const auto line = static_cast<std::size_t>(image.width * (image.pairs ? 2 : 1) * (image.tenBits ? 2 : 1));
    const auto lines = static_cast<std::size_t>(image.height);
    const auto pitch = fault == MemoryEgl::Fault::ForgetsThePitch ? line
                                                                  : static_cast<std::size_t>(asked[EGL_DMA_BUF_PLANE0_PITCH_EXT]);
    image.bytes.resize(line * lines);
    const auto offset = static_cast<std::size_t>(asked[EGL_DMA_BUF_PLANE0_OFFSET_EXT]);
    const std::size_t all = offset + pitch * lines;
    void *mapped = mmap(nullptr, all, PROT_READ, MAP_SHARED, asked[EGL_DMA_BUF_PLANE0_FD_EXT], 0);
    if (mapped == MAP_FAILED)
        throw std::bad_alloc();
    for (std::size_t y = 0; y < lines; ++y)
        std::memcpy(image.bytes.data() + line * y, static_cast<const std::uint8_t *>(mapped) + offset + pitch * y, line);
    munmap(mapped, all);
    if (fault == MemoryEgl::Fault::SwapsChroma && image.pairs && !image.tenBits) {
        for (std::size_t i = 0; i + 1 < image.bytes.size(); i += 2)
            std::swap(image.bytes[i], image.bytes[i + 1]);
    }
    if (fault == MemoryEgl::Fault::ShowsNothing)
        std::fill(image.bytes.begin(), image.bytes.end(), std::uint8_t{0});
    return image;
}

void show(const Image &image)
{
    gl().glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    const GLint internal = image.tenBits ? (image.pairs ? kRg16 : kR16) : (image.pairs ? kRg8 : kR8);
    gl().glTexImage2D(GL_TEXTURE_2D, 0, internal, image.width, image.height, 0, image.pairs ? kRg : kRed,
                      static_cast<GLenum>(image.tenBits ? GL_UNSIGNED_SHORT : GL_UNSIGNED_BYTE), image.bytes.data());
    gl().glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

/// What MemoryCuda calls a registered texture, and as which CUDA knows its context.
struct Resource {
    GLuint texture;
};
int theContext = 0;

} // namespace

MemorySurface::MemorySurface(media::FramePtr frame, Kind kind) : m_frame(std::move(frame)), m_kind(kind)
{
    const QSize chroma((m_frame->size.width() + 1) / 2, (m_frame->size.height() + 1) / 2);
    if (kind == Kind::DmaBuf)
        m_fd = memfd_create("surface", MFD_CLOEXEC);
    std::uint32_t offset = 192; // somewhere in the buffer
    for (std::size_t i = 0; i < 2; ++i) {
        media::SurfacePlane &plane = m_planes[i];
        plane.size = i == 0 ? m_frame->size : chroma;
        plane.pitch = static_cast<std::uint32_t>(m_frame->strides[i]);
        if (kind == Kind::Cuda) {
            plane.address = reinterpret_cast<std::uintptr_t>(m_frame->planes[i]);
            continue;
        }
        plane.fd = m_fd;
        plane.offset = offset;
        const std::size_t bytes = std::size_t{plane.pitch} * static_cast<std::size_t>(plane.size.height());
        if (pwrite(m_fd, m_frame->planes[i], bytes, offset) != static_cast<ssize_t>(bytes))
            throw std::bad_alloc();
        offset += static_cast<std::uint32_t>(bytes);
    }
}

MemorySurface::~MemorySurface()
{
    if (m_fd >= 0)
        close(m_fd);
}

void *MemorySurface::context() const
{
    return m_kind == Kind::Cuda ? &theContext : nullptr;
}

media::FramePtr MemorySurface::download() const
{
    ++downloads;
    return deviceLost ? nullptr : m_frame;
}

OnDevice onDevice(const media::FramePtr &frame, media::DeviceSurface::Kind kind)
{
    OnDevice made;
    made.surface = std::make_shared<MemorySurface>(frame, kind);
    auto lent = std::make_shared<media::Frame>(*frame);
    lent->planes = {};
    lent->strides = {};
    lent->owner.reset();
    lent->surface = made.surface;
    made.frame = std::move(lent);
    return made;
}

render::EglFunctions MemoryEgl::functions()
{
    render::EglFunctions egl;
    egl.modifiers = modifiers;
    egl.createImage = [this](const std::vector<std::int32_t> &attributes) -> void * {
        last.clear();
        for (std::size_t i = 0; i + 1 < attributes.size(); i += 2)
            last[attributes[i]] = attributes[i + 1];
        if (fault == Fault::Refuses || attributes.back() != EGL_NONE)
            return nullptr;
        ++alive;
        ++made;
        return new Image(imageOf(last, fault));
    };
    egl.destroyImage = [this](void *image) {
        --alive;
        delete static_cast<Image *>(image);
    };
    egl.showInTexture = [this](void *image) {
        if (fault == Fault::RaisesAnError)
            gl().glBindTexture(GL_ARRAY_BUFFER, 0); // no such target
        else
            show(*static_cast<const Image *>(image));
    };
    return egl;
}

render::ImporterMaker MemoryEgl::maker()
{
    return [this](media::DeviceSurface::Kind, QString &) { return std::make_unique<render::DmaBufImporter>(functions()); };
}

render::ImporterMaker MemoryCuda::maker()
{
    render::CudaCalls cuda;
    cuda.enter = [this](void *context) {
        ++entered;
        return context == &theContext ? 0 : 201;
    };
    cuda.leave = [this] { --entered; };
    cuda.registerTexture = [this](GLuint texture, void *&resource) {
        if (refusesTextures)
            return 304;
        ++registered;
        ++registrations;
        resource = new Resource{texture};
        return 0;
    };
    cuda.unregister = [this](void *resource) {
        --registered;
        delete static_cast<Resource *>(resource);
    };
    cuda.copyInto = [this](void *resource, std::uint64_t address, std::uint32_t pitch, std::size_t bytes, std::size_t lines) {
        if (refusesCopies)
            return 700;
        ++copies;
        gl().glBindTexture(GL_TEXTURE_2D, static_cast<const Resource *>(resource)->texture);
        gl().glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        const auto *line = reinterpret_cast<const std::uint8_t *>(static_cast<std::uintptr_t>(address));
        // What of a texture a copy fills is the importer's word; 8 bits, luma at an even place.
        const bool pairs = copies % 2 == 0;
        for (std::size_t y = 0; y < lines; ++y, line += pitch) {
            gl().glTexSubImage2D(GL_TEXTURE_2D, 0, 0, static_cast<GLint>(y), static_cast<GLsizei>(bytes / (pairs ? 2 : 1)), 1,
                                 pairs ? kRg : kRed, GL_UNSIGNED_BYTE, line);
        }
        gl().glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        return 0;
    };
    return [cuda](media::DeviceSurface::Kind, QString &) { return std::make_unique<render::CudaImporter>(cuda); };
}

} // namespace vigie::test
