// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <render/surface_importer.h>

#include <cstdint>
#include <optional>
#include <unordered_map>

/// CUDA memory into textures, from device to device. Private to src/render.
namespace vigie::render {

/// What is asked of NVIDIA's driver; nothing links it, since it may not be there. Zero is success throughout.
struct CudaCalls {
    std::function<int(void *context)> enter;
    std::function<void()> leave;
    std::function<int(GLuint texture, void *&resource)> registerTexture;
    std::function<void(void *resource)> unregister;
    /// \p lines of \p bytes each, \p pitch bytes apart, into the texture; in order with what the decoder wrote and with
    /// what OpenGL draws next.
    std::function<int(void *resource, std::uint64_t address, std::uint32_t pitch, std::size_t bytes, std::size_t lines)>
        copyInto;
};

/// \return none, and \p why: there is no such driver
[[nodiscard]] std::optional<CudaCalls> cudaOfDriver(QString &why);

/// Registers each texture once a size; what is registered is as many as the textures it was given and not told to forget.
class CudaImporter final : public SurfaceImporter {
public:
    explicit CudaImporter(CudaCalls cuda) : m_cuda(std::move(cuda)) { }
    ~CudaImporter() override;
    [[nodiscard]] QString import(const media::DeviceSurface &surface, media::PixelFormat format,
                                 const PlaneTextures &textures) override;
    void forget(const PlaneTextures &textures) override;

private:
    struct Registered {
        void *resource = nullptr;
        void *context = nullptr;
        QSize size;
        bool tenBits = false;
    };
    void unregister(GLuint texture);
    [[nodiscard]] QString ready(GLuint texture, bool pairs, const Registered &wanted);

    const CudaCalls m_cuda;
    std::unordered_map<GLuint, Registered> m_registered;
};

} // namespace vigie::render
