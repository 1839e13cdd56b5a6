// SPDX-License-Identifier: GPL-3.0-or-later
#include "gpu_shaders.h"

#include <QtGui/QOpenGLContext>
#include <QtGui/QSurfaceFormat>

namespace vigie::render {
namespace {

// Places in a picture of 4,000 pixels need more than ten bits.
constexpr char kEsPrecision[] = "#ifdef GL_FRAGMENT_PRECISION_HIGH\nprecision highp float;\n"
                                "#else\nprecision mediump float;\n#endif\n";

constexpr char kFragmentBody[] = R"glsl(
uniform sampler2D planeY;
uniform sampler2D planeU;
uniform sampler2D planeV;
uniform mat3 matrix;
uniform vec3 offset;
uniform bool semiPlanar;
uniform float sampleScale; // 1; of surfaces of 10 bits what makes 255 of their largest
uniform vec4 crop;       // left, top, width, height
uniform int mode;        // ShaderMode
uniform mat3 lens;       // lens from view, of a strip from world
uniform vec2 halfView;   // tangents
uniform vec4 range;      // pan on the left, pan span, tilt on top, tilt span; radians
uniform vec4 circle;     // centre and radius, fractions of the picture
uniform float halfLens;  // radians
uniform sampler2D mark;
uniform vec4 cell;       // size of the mark's cell, size shown; pixels; 0: no mark

void main() {
  vec2 place = crop.xy + at * crop.zw;
  float seen = 1.0;
  if (mode != 0) {
    vec3 ray;
    if (mode == 1) {
      ray = lens * vec3((place * 2.0 - 1.0) * halfView, 1.0);
    } else {
      float pan = range.x + place.x * range.y;
      float tilt = range.z - place.y * range.w;
      ray = lens * vec3(sin(pan) * cos(tilt), sin(tilt), cos(pan) * cos(tilt));
    }
    float aside = length(ray.xy);
    float along = atan(aside, ray.z) / halfLens;
    place = circle.xy + (aside > 0.0 ? ray.xy * (along / aside) : vec2(0.0)) * circle.zw;
    vec2 inside = step(vec2(0.0), place) * step(place, vec2(1.0));
    seen = step(along, 1.0) * inside.x * inside.y;
  }
  vec3 yuv;
  yuv.x = SAMPLE(planeY, place).r;
  if (semiPlanar) {
    yuv.yz = SAMPLE(planeU, place).PAIR;
  } else {
    yuv.y = SAMPLE(planeU, place).r;
    yuv.z = SAMPLE(planeV, place).r;
  }
  vec3 rgb = clamp(matrix * (yuv * sampleScale - offset), 0.0, 1.0) * seen;
  if (cell.x > 0.0) {
    vec2 pixel = floor(at * cell.zw);
    vec4 over = SAMPLE(mark, (mod(pixel, cell.xy) + 0.5) / cell.xy);
    rgb = rgb * (1.0 - over.a) + over.rgb;
  }
  RESULT = vec4(rgb, 1.0);
}
)glsl";

} // namespace

GpuDialect dialectOf(const QOpenGLContext &context)
{
    const QSurfaceFormat format = context.format();
    GpuDialect dialect;
    if (context.isOpenGLES()) {
        dialect.modern = format.majorVersion() >= 3;
        dialect.header = (dialect.modern ? QByteArray("#version 300 es\n") : QByteArray()) + kEsPrecision;
        dialect.redTextures = dialect.rowLength = dialect.modern;
    } else {
        dialect.modern = format.profile() == QSurfaceFormat::CoreProfile;
        dialect.header = dialect.modern ? "#version 330\n" : "#version 110\n";
        dialect.redTextures = format.majorVersion() >= 3;
        dialect.rowLength = true;
    }
    return dialect;
}

QByteArray vertexShader(const GpuDialect &dialect)
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

QByteArray fragmentShader(const GpuDialect &dialect)
{
    QByteArray body(kFragmentBody);
    body.replace("SAMPLE", dialect.modern ? "texture" : "texture2D");
    // Both chroma samples of NV12 come from one texture: .ra of LUMINANCE_ALPHA, .rg of RG8.
    body.replace("PAIR", dialect.redTextures ? "rg" : "ra");
    body.replace("RESULT", dialect.modern ? "colour" : "gl_FragColor");
    return dialect.header
        + (dialect.modern ? "in vec2 at;\nout vec4 colour;\n" : "varying vec2 at;\n") + body;
}

} // namespace vigie::render
