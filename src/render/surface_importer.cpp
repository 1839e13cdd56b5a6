// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/surface_importer.h>

#include "cuda_importer.h"
#include "dmabuf_importer.h"

namespace vigie::render {

std::unique_ptr<SurfaceImporter> makeSurfaceImporter(media::DeviceSurface::Kind kind, QString &why)
{
    switch (kind) {
    case media::DeviceSurface::Kind::DmaBuf:
        if (auto egl = eglOfCurrentContext(why))
            return std::make_unique<DmaBufImporter>(std::move(*egl));
        break;
    case media::DeviceSurface::Kind::Cuda:
        if (auto cuda = cudaOfDriver(why))
            return std::make_unique<CudaImporter>(std::move(*cuda));
        break;
    }
    return nullptr;
}

} // namespace vigie::render
