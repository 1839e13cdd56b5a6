// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/gpu_tile_renderer.h>

#include <render/frame_scaler.h>

#include <QtGui/QMatrix3x3>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtGui/QVector3D>
#include <QtOpenGL/QOpenGLBuffer>
#include <QtOpenGL/QOpenGLShaderProgram>
#include <QtOpenGL/QOpenGLVertexArrayObject>

#include <array>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace vigie::render {
namespace {

// Not in the ES 2 headers Qt may be built with.
constexpr GLenum kRed = 0x1903;
constexpr GLenum kRg = 0x8227;
constexpr GLint kR8 = 0x8229;
constexpr GLint kRg8 = 0x822B;
constexpr GLenum kUnpackRowLength = 0x0CF2;

/// What differs between the four dialects.
struct Dialect {
    bool modern = false; ///< in/out instead of attribute/varying
    bool redTextures = false; ///< R8/RG8 instead of LUMINANCE/LUMINANCE_ALPHA
    bool rowLength = false;
    QByteArray header;
};

Dialect dialectOf(const QOpenGLContext &context)
{
    const QSurfaceFormat format = context.format();
    Dialect dialect;
    if (context.isOpenGLES()) {
        dialect.modern = format.majorVersion() >= 3;
        dialect.header = dialect.modern ? "#version 300 es\nprecision mediump float;\n"
                                        : "precision mediump float;\n";
        dialect.redTextures = dialect.rowLength = dialect.modern;
    } else {
        dialect.modern = format.profile() == QSurfaceFormat::CoreProfile;
        dialect.header = dialect.modern ? "#version 330\n" : "#version 110\n";
        dialect.redTextures = format.majorVersion() >= 3;
        dialect.rowLength = true;
    }
    return dialect;
}

QByteArray vertexShader(const Dialect &dialect)
{
    return dialect.header
        + (dialect.modern ? "in vec2 corner;\nout vec2 at;\n"
                          : "attribute vec2 corner;\nvarying vec2 at;\n")
        + "uniform vec4 place;\n" // left, top, width, height in clip space
          "void main() {\n"
          "  at = corner;\n"
          "  gl_Position = vec4(place.x + corner.x * place.z, place.y + corner.y * place.w, 0.0, "
          "1.0);\n"
          "}\n";
}

QByteArray fragmentShader(const Dialect &dialect)
{
    const QByteArray sample = dialect.modern ? "texture" : "texture2D";
    // Both chroma samples of NV12 come from one texture: .ra of LUMINANCE_ALPHA, .rg of RG8.
    const QByteArray second = dialect.redTextures ? "g" : "a";
    return dialect.header
        + (dialect.modern ? "in vec2 at;\nout vec4 colour;\n" : "varying vec2 at;\n")
        + "uniform sampler2D planeY;\nuniform sampler2D planeU;\nuniform sampler2D planeV;\n"
          "uniform mat3 matrix;\nuniform vec3 offset;\nuniform bool semiPlanar;\n"
          "void main() {\n"
          "  vec3 yuv;\n"
          "  yuv.x = "
        + sample + "(planeY, at).r;\n  if (semiPlanar) {\n    yuv.yz = " + sample + "(planeU, at).r"
        + second + ";\n  } else {\n    yuv.y = " + sample + "(planeU, at).r;\n    yuv.z = " + sample
        + "(planeV, at).r;\n  }\n"
          "  vec4 result = vec4(clamp(matrix * (yuv - offset), 0.0, 1.0), 1.0);\n"
        + (dialect.modern ? "  colour = result;\n}\n" : "  gl_FragColor = result;\n}\n");
}

struct Plane {
    GLuint texture = 0;
    QSize size;
    bool pairs = false;
};

struct Tile {
    std::array<Plane, 3> planes;
    QSize size;
    double pixelAspect = 1.0;
    bool semiPlanar = false;
    media::ColourSpace colourSpace = media::ColourSpace::Bt601;
    bool fullRange = false;
};

QSize planeSize(const media::Frame &frame, int plane)
{
    if (plane == 0)
        return frame.size;
    const int w = (frame.size.width() + 1) / 2;
    const int h = (frame.size.height() + 1) / 2;
    switch (frame.format) {
    case media::PixelFormat::I420:
    case media::PixelFormat::I010:
        return {w, h};
    case media::PixelFormat::Nv12:
    case media::PixelFormat::P010:
        return plane == 1 ? QSize(w, h) : QSize();
    case media::PixelFormat::I422:
        return {w, frame.size.height()};
    case media::PixelFormat::I444:
        return frame.size;
    }
    return {};
}

} // namespace

struct GpuTileRenderer::Private {
    Dialect dialect;
    QString error;
    std::unique_ptr<QOpenGLShaderProgram> program;
    QOpenGLBuffer corners{QOpenGLBuffer::VertexBuffer};
    QOpenGLVertexArrayObject arrays;
    std::unordered_map<int, Tile> tiles;
    std::vector<std::uint8_t> packed; ///< for lines whose padding cannot be skipped

    static QOpenGLFunctions &gl() { return *QOpenGLContext::currentContext()->functions(); }
    void uploadPlane(Plane &plane, const std::uint8_t *data, int stride, QSize size, bool pairs);
    void free(Tile &tile);
};

GpuTileRenderer::GpuTileRenderer() : d(std::make_unique<Private>()) { }
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
        f.glGenTextures(1, &plane.texture);
        f.glBindTexture(GL_TEXTURE_2D, plane.texture);
        f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        f.glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
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

void GpuTileRenderer::upload(int id, const media::Frame &frame)
{
    if (frame.size.isEmpty() || frame.format == media::PixelFormat::I010
        || frame.format == media::PixelFormat::P010) // no decoder of ours puts these out yet
        return;
    const bool semiPlanar = frame.format == media::PixelFormat::Nv12;
    const int count = semiPlanar ? 2 : 3;
    for (int i = 0; i < count; ++i) {
        if (frame.planes[static_cast<std::size_t>(i)] == nullptr)
            return;
    }
    Tile &tile = d->tiles[id];
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        d->uploadPlane(tile.planes[at], frame.planes[at], frame.strides[at], planeSize(frame, i),
                       semiPlanar && i == 1);
    }
    tile.size = frame.size;
    tile.pixelAspect = frame.pixelAspect;
    tile.semiPlanar = semiPlanar;
    tile.colourSpace = frame.colourSpace;
    tile.fullRange = frame.fullRange;
}

void GpuTileRenderer::Private::free(Tile &tile)
{
    for (Plane &plane : tile.planes) {
        if (plane.texture != 0)
            gl().glDeleteTextures(1, &plane.texture);
        plane = {};
    }
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

void GpuTileRenderer::draw(int id, QRect rect, QSize viewport)
{
    const auto found = d->tiles.find(id);
    if (found == d->tiles.end() || !d->program || viewport.isEmpty())
        return;
    const Tile &tile = found->second;
    const QRectF where =
        letterbox(tile.size, tile.pixelAspect, rect.size()).translated(rect.topLeft());
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
    program.setUniformValue("planeY", 0);
    program.setUniformValue("planeU", 1);
    program.setUniformValue("planeV", 2);
    program.setUniformValue("semiPlanar", tile.semiPlanar);
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
    d->program.reset();
    d->corners.destroy();
    d->arrays.destroy();
}

} // namespace vigie::render
