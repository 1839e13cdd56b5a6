// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/gpu_tile_renderer.h>

#include "gl_formats.h"
#include "gpu_shaders.h"
#include "picture_masker.h"
#include "plane_shape.h"

#include <render/lens_map.h>
#include <render/yuv_colours.h>

#include <QtGui/QMatrix3x3>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtGui/QVector2D>
#include <QtGui/QVector3D>
#include <QtGui/QVector4D>
#include <QtOpenGL/QOpenGLBuffer>
#include <QtOpenGL/QOpenGLShaderProgram>
#include <QtOpenGL/QOpenGLVertexArrayObject>

#include <array>
#include <cstring>
#include <map>
#include <numbers>
#include <unordered_map>
#include <vector>

namespace vigie::render {
namespace {

constexpr GLenum kUnpackRowLength = 0x0CF2; ///< not in the ES 2 headers either

struct Plane {
    GLuint texture = 0;
    QSize size;
    bool pairs = false;
};

/// Of P010: a quarter of 10 bits is what 255 is the most of; as a texture they are the same, times 256, of 65535.
constexpr float kTenBitScale = 65535.0F / (255.0F * 256.0F);

struct Tile {
    std::array<Plane, 3> planes;
    std::shared_ptr<const media::DeviceSurface> surface; ///< what the planes show where it lies; null: own memory
    float sampleScale = 1.0F;
    QSize size;
    double pixelAspect = 1.0;
    bool semiPlanar = false;
    media::ColourSpace colourSpace = media::ColourSpace::Bt601;
    bool fullRange = false;

    void describe(const media::Frame &frame)
    {
        size = frame.size;
        pixelAspect = frame.pixelAspect;
        semiPlanar = isSemiPlanar(frame.format);
        colourSpace = frame.colourSpace;
        fullRange = frame.fullRange;
    }
};

struct Mark {
    Watermark::CellPtr cell;
    GLuint texture = 0;
};
constexpr std::size_t kMostMarks = 8; ///< sizes of letters on one wall, and more

} // namespace

struct GpuTileRenderer::Private {
    GpuDialect dialect;
    QString error;
    std::unique_ptr<QOpenGLShaderProgram> program;
    QOpenGLBuffer corners{QOpenGLBuffer::VertexBuffer};
    QOpenGLVertexArrayObject arrays;
    ImporterMaker makeImporter;
    std::map<media::DeviceSurface::Kind, std::unique_ptr<SurfaceImporter>> importers; ///< null: there is none
    std::map<media::DeviceSurface::Kind, QString> whyNone;
    QString refusal;
    std::unordered_map<int, Tile> tiles;
    std::vector<Mark> marks; ///< the oldest first
    std::vector<std::uint8_t> packed; ///< for lines whose padding cannot be skipped

    static QOpenGLFunctions &gl() { return *QOpenGLContext::currentContext()->functions(); }
    void uploadPlane(Plane &plane, const std::uint8_t *data, int stride, QSize size, bool pairs);
    [[nodiscard]] QString import(Tile &tile, const media::Frame &frame);
    [[nodiscard]] SurfaceImporter *importerOf(media::DeviceSurface::Kind kind, QString &why);
    static GLuint newTexture();
    void free(Tile &tile);
    [[nodiscard]] GLuint markTexture(const Watermark::CellPtr &cell);
    void setLook(const Tile &tile, const PictureLook &look, QSize shown);
};

GpuTileRenderer::GpuTileRenderer(ImporterMaker importers) : d(std::make_unique<Private>())
{
    d->makeImporter = std::move(importers);
}
GpuTileRenderer::~GpuTileRenderer() = default;

bool GpuTileRenderer::initialize()
{
    const QOpenGLContext *context = QOpenGLContext::currentContext();
    if (context == nullptr) {
        d->error = QStringLiteral("no current OpenGL context");
        return false;
    }
    d->dialect = dialectOf(*context);
    d->program = std::make_unique<QOpenGLShaderProgram>();
    d->program->addShaderFromSourceCode(QOpenGLShader::Vertex, vertexShader(d->dialect));
    d->program->addShaderFromSourceCode(QOpenGLShader::Fragment, fragmentShader(d->dialect));
    d->program->bindAttributeLocation("corner", 0);
    if (!d->program->link()) {
        d->error = d->program->log();
        d->program.reset();
        return false;
    }
    static constexpr std::array<float, 8> kCorners{0, 0, 1, 0, 0, 1, 1, 1};
    d->arrays.create(); // absent on GL 2 and ES 2, where it is not needed
    const QOpenGLVertexArrayObject::Binder bound(&d->arrays);
    d->corners.create();
    d->corners.bind();
    d->corners.allocate(kCorners.data(), sizeof(kCorners));
    d->program->enableAttributeArray(0);
    d->program->setAttributeBuffer(0, GL_FLOAT, 0, 2);
    d->corners.release();
    return true;
}

QString GpuTileRenderer::error() const
{
    return d->error;
}

/// \return a texture, bound
GLuint GpuTileRenderer::Private::newTexture()
{
    QOpenGLFunctions &f = gl();
    GLuint texture = 0;
    f.glGenTextures(1, &texture);
    f.glBindTexture(GL_TEXTURE_2D, texture);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    return texture;
}

void GpuTileRenderer::Private::uploadPlane(Plane &plane, const std::uint8_t *data, int stride,
                                           QSize size, bool pairs)
{
    QOpenGLFunctions &f = gl();
    const int bytes = pairs ? 2 : 1;
    const bool skippable = dialect.rowLength && stride % bytes == 0;
    if (!skippable && stride != size.width() * bytes) {
        const auto line = static_cast<std::size_t>(size.width() * bytes);
        packed.resize(line * static_cast<std::size_t>(size.height()));
        for (int y = 0; y < size.height(); ++y)
            std::memcpy(packed.data() + line * static_cast<std::size_t>(y),
                        data + std::ptrdiff_t{stride} * y, line);
        data = packed.data();
        stride = size.width() * bytes;
    }
    const GLenum format = dialect.redTextures
        ? (pairs ? kRg : kRed)
        : static_cast<GLenum>(pairs ? GL_LUMINANCE_ALPHA : GL_LUMINANCE);
    const GLint internal = dialect.redTextures ? (pairs ? kRg8 : kR8) : static_cast<GLint>(format);
    if (plane.texture == 0) {
        plane.texture = newTexture();
    } else {
        f.glBindTexture(GL_TEXTURE_2D, plane.texture);
    }
    f.glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (dialect.rowLength)
        f.glPixelStorei(kUnpackRowLength, stride / bytes);
    if (plane.size != size || plane.pairs != pairs) {
        f.glTexImage2D(GL_TEXTURE_2D, 0, internal, size.width(), size.height(), 0, format,
                       GL_UNSIGNED_BYTE, data);
        plane.size = size;
        plane.pairs = pairs;
    } else {
        f.glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.width(), size.height(), format,
                          GL_UNSIGNED_BYTE, data);
    }
    if (dialect.rowLength)
        f.glPixelStorei(kUnpackRowLength, 0);
    f.glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

SurfaceImporter *GpuTileRenderer::Private::importerOf(media::DeviceSurface::Kind kind, QString &why)
{
    auto found = importers.find(kind);
    if (found == importers.end())
        found = importers.emplace(kind, makeImporter ? makeImporter(kind, whyNone[kind]) : nullptr).first;
    if (!found->second)
        why = whyNone[kind];
    return found->second.get();
}

/// \return why the surface is not shown; the tile has no picture then
QString GpuTileRenderer::Private::import(Tile &tile, const media::Frame &frame)
{
    QString why;
    if (!dialect.redTextures)
        return QStringLiteral("OpenGL here lacks textures of one channel");
    SurfaceImporter *importer = importerOf(frame.surface->kind(), why);
    if (importer == nullptr)
        return why.isEmpty() ? QStringLiteral("nothing imports surfaces") : why;
    if (!tile.surface || tile.surface->kind() != frame.surface->kind())
        free(tile);
    for (std::size_t i = 0; i < 2; ++i) {
        if (tile.planes[i].texture == 0)
            tile.planes[i].texture = newTexture();
    }
    constexpr int kMostStale = 16; // a lost context reports errors for ever
    for (int i = 0; i < kMostStale && gl().glGetError() != GL_NO_ERROR; ++i) { }
    const std::shared_ptr<const media::DeviceSurface> before = std::exchange(tile.surface, frame.surface);
    why = importer->import(*frame.surface, frame.format, {tile.planes[0].texture, tile.planes[1].texture});
    if (const GLenum code = gl().glGetError(); why.isEmpty() && code != GL_NO_ERROR)
        why = QStringLiteral("OpenGL error 0x%1").arg(code, 0, 16);
    if (!why.isEmpty())
        free(tile);
    return why;
}

void GpuTileRenderer::upload(int id, const media::Frame &frame)
{
    if (frame.surface) {
        Tile &tile = d->tiles[id];
        if (const QString why = d->import(tile, frame); !why.isEmpty()) {
            frame.surface->refuse(why);
            d->refusal = why;
            if (const media::FramePtr copy = inMemory(*frame.surface))
                upload(id, *copy);
            else
                remove(id);
            return;
        }
        tile.sampleScale = isTenBits(frame.format) ? kTenBitScale : 1.0F;
        tile.describe(frame);
        return;
    }
    if (!hasPlanes(frame) || isTenBits(frame.format)) // a feed's are of 8 bits
        return;
    const bool semiPlanar = isSemiPlanar(frame.format);
    const int count = semiPlanar ? 2 : 3;
    const QSize chroma = chromaSize(frame.format, frame.size);
    Tile &tile = d->tiles[id];
    if (tile.surface)
        d->free(tile);
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        d->uploadPlane(tile.planes[at], frame.planes[at], frame.strides[at], i == 0 ? frame.size : chroma,
                       semiPlanar && i == 1);
    }
    tile.sampleScale = 1.0F;
    tile.describe(frame);
}

void GpuTileRenderer::Private::free(Tile &tile)
{
    if (tile.surface) {
        if (const auto found = importers.find(tile.surface->kind()); found != importers.end() && found->second)
            found->second->forget({tile.planes[0].texture, tile.planes[1].texture});
    }
    for (Plane &plane : tile.planes) {
        if (plane.texture != 0)
            gl().glDeleteTextures(1, &plane.texture);
        plane = {};
    }
    tile.surface.reset(); // after the textures that show it
}

void GpuTileRenderer::remove(int id)
{
    const auto found = d->tiles.find(id);
    if (found == d->tiles.end())
        return;
    d->free(found->second);
    d->tiles.erase(found);
}

bool GpuTileRenderer::has(int id) const
{
    return d->tiles.contains(id);
}

QString GpuTileRenderer::refusal() const
{
    return d->refusal;
}

bool GpuTileRenderer::isImported(int id) const
{
    const auto found = d->tiles.find(id);
    return found != d->tiles.end() && found->second.surface != nullptr;
}

GLuint GpuTileRenderer::Private::markTexture(const Watermark::CellPtr &cell)
{
    for (const Mark &mark : marks) {
        if (mark.cell == cell)
            return mark.texture;
    }
    QOpenGLFunctions &f = gl();
    Mark mark{cell, 0};
    if (marks.size() >= kMostMarks) {
        mark.texture = marks.front().texture;
        marks.erase(marks.begin());
    } else {
        f.glGenTextures(1, &mark.texture);
    }
    const QImage pixels = cell->image.convertToFormat(QImage::Format_RGBA8888_Premultiplied);
    f.glBindTexture(GL_TEXTURE_2D, mark.texture);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    f.glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, pixels.width(), pixels.height(), 0, GL_RGBA, GL_UNSIGNED_BYTE,
                   pixels.constBits());
    marks.push_back(mark);
    return mark.texture;
}

void GpuTileRenderer::Private::setLook(const Tile &tile, const PictureLook &look, QSize shown)
{
    const auto vector = [](double x, double y, double z, double w) {
        return QVector4D(static_cast<float>(x), static_cast<float>(y), static_cast<float>(z),
                         static_cast<float>(w));
    };
    program->setUniformValue("crop",
                             vector(look.crop.x(), look.crop.y(), look.crop.width(), look.crop.height()));
    if (!look.dewarp) {
        program->setUniformValue("mode", static_cast<GLint>(ShaderMode::Flat));
        return;
    }
    const LensMap map(look, shown, tile.size, tile.pixelAspect);
    program->setUniformValue("mode", static_cast<GLint>(map.isStrip() ? ShaderMode::Strip : ShaderMode::View));
    QMatrix3x3 lens;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            lens(row, column) = static_cast<float>(
                map.lensFromView()[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
    }
    program->setUniformValue("lens", lens);
    program->setUniformValue("halfView", QVector2D(static_cast<float>(map.halfView().width()),
                                                   static_cast<float>(map.halfView().height())));
    constexpr double kRadians = std::numbers::pi / 180.0;
    const StripRange &range = map.range();
    program->setUniformValue("range", vector(range.panLeft * kRadians, range.panSpan * kRadians,
                                             range.tiltTop * kRadians, range.tiltSpan * kRadians));
    program->setUniformValue("circle", vector(map.centre().x(), map.centre().y(), map.radius().width(),
                                              map.radius().height()));
    program->setUniformValue("halfLens", static_cast<float>(map.halfLens()));
}

void GpuTileRenderer::draw(int id, QRect rect, QSize viewport, const PictureLook &look, const Watermark *watermark)
{
    const auto found = d->tiles.find(id);
    if (found == d->tiles.end() || !d->program || viewport.isEmpty())
        return;
    const Tile &tile = found->second;
    const QRect where =
        letterbox(tile.size, tile.pixelAspect, look, rect.size()).translated(rect.topLeft());
    if (where.isEmpty())
        return;
    QOpenGLFunctions &f = Private::gl();
    f.glViewport(0, 0, viewport.width(), viewport.height());
    f.glDisable(GL_BLEND);
    f.glDisable(GL_DEPTH_TEST);
    f.glDisable(GL_SCISSOR_TEST);
    for (unsigned i = 0; i < 3; ++i) {
        f.glActiveTexture(GL_TEXTURE0 + i);
        f.glBindTexture(GL_TEXTURE_2D, tile.planes[tile.semiPlanar && i == 2 ? 1 : i].texture);
    }
    QOpenGLShaderProgram &program = *d->program;
    program.bind();
    QVector4D cellSize;
    if (watermark != nullptr) {
        const Watermark::CellPtr cell = watermark->cell(where.size());
        const auto real = [](int value) { return static_cast<float>(value); };
        cellSize = {real(cell->image.width()), real(cell->image.height()), real(where.width()), real(where.height())};
        f.glActiveTexture(GL_TEXTURE0 + 3);
        f.glBindTexture(GL_TEXTURE_2D, d->markTexture(cell));
    }
    program.setUniformValue("mark", watermark != nullptr ? 3 : 0); // a sampler wants a texture
    program.setUniformValue("cell", cellSize);
    d->setLook(tile, look, where.size());
    program.setUniformValue("planeY", 0);
    program.setUniformValue("planeU", 1);
    program.setUniformValue("planeV", 2);
    program.setUniformValue("semiPlanar", tile.semiPlanar);
    program.setUniformValue("sampleScale", tile.sampleScale);
    const YuvMatrix m = yuvMatrix(tile.colourSpace, tile.fullRange);
    const auto real = [](double value) { return static_cast<float>(value); };
    QMatrix3x3 matrix;
    const std::array<float, 9> rows{real(m.yScale), 0.0F,        real(m.rv),
                                    real(m.yScale), real(-m.gu), real(-m.gv),
                                    real(m.yScale), real(m.bu),  0.0F};
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            matrix(row, column) = rows[static_cast<std::size_t>(row * 3 + column)];
    }
    program.setUniformValue("matrix", matrix);
    constexpr float kChromaZero = 128.0F / 255.0F;
    program.setUniformValue("offset", QVector3D(real(m.yOffset), kChromaZero, kChromaZero));
    const double w = viewport.width();
    const double h = viewport.height();
    program.setUniformValue("place", real(where.x() / w * 2.0 - 1.0),
                            real(1.0 - where.y() / h * 2.0), real(where.width() / w * 2.0),
                            real(-where.height() / h * 2.0));
    if (d->arrays.isCreated()) {
        d->arrays.bind();
    } else {
        d->corners.bind();
        program.enableAttributeArray(0);
        program.setAttributeBuffer(0, GL_FLOAT, 0, 2);
    }
    f.glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    if (d->arrays.isCreated())
        d->arrays.release();
    else
        d->corners.release();
    program.release();
    f.glActiveTexture(GL_TEXTURE0);
}

void GpuTileRenderer::release()
{
    for (auto &[id, tile] : d->tiles)
        d->free(tile);
    d->tiles.clear();
    d->importers.clear();
    d->whyNone.clear();
    for (const Mark &mark : d->marks)
        Private::gl().glDeleteTextures(1, &mark.texture);
    d->marks.clear();
    d->program.reset();
    d->corners.destroy();
    d->arrays.destroy();
}

} // namespace vigie::render
