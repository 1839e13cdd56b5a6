// SPDX-License-Identifier: GPL-3.0-or-later
#include <render/zero_copy.h>

#include "picture_masker.h"

#include <render/gpu_tile_renderer.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtGui/QOffscreenSurface>
#include <QtGui/QOpenGLContext>
#include <QtGui/QOpenGLFunctions>
#include <QtOpenGL/QOpenGLFramebufferObject>

#include <algorithm>

namespace vigie::render {
namespace {

/// Of 255: what 10 bits lose on their way to 8 in the copy, times the matrix, and the filter's rounding, which is coarser for
/// textures of 8 bits than of 16 (5 seen on llvmpipe). A wrong picture is off by tens at the least.
constexpr int kTolerance = 6;
/// A picture with fewer shades proves nothing.
constexpr int kLeastContrast = 100;

QImage drawn(GpuTileRenderer &renderer, const media::Frame &frame)
{
    QOpenGLFramebufferObject target(frame.size);
    if (!target.bind())
        return {};
    QOpenGLFunctions &gl = *QOpenGLContext::currentContext()->functions();
    gl.glClearColor(1.0F, 0.0F, 1.0F, 1.0F);
    gl.glClear(GL_COLOR_BUFFER_BIT);
    renderer.upload(1, frame);
    renderer.draw(1, QRect(QPoint(), frame.size), frame.size);
    return target.toImage().convertToFormat(QImage::Format_RGB32);
}

/// What cannot be relied on in the import alone; without a decoder there is nothing to compare.
QString importReason(media::DeviceSurface::Kind kind)
{
    QString why;
    return makeSurfaceImporter(kind, why) ? QString() : why;
}

/// A context of the kind the windows have, current while it lives.
class ThrowAwayContext {
public:
    ThrowAwayContext()
    {
        if (qobject_cast<QGuiApplication *>(QCoreApplication::instance()) == nullptr || !m_context.create())
            return;
        m_surface.setFormat(m_context.format());
        m_surface.create();
        m_current = m_surface.isValid() && m_context.makeCurrent(&m_surface);
    }
    ~ThrowAwayContext()
    {
        if (m_current)
            m_context.doneCurrent();
    }
    ThrowAwayContext(const ThrowAwayContext &) = delete;
    ThrowAwayContext &operator=(const ThrowAwayContext &) = delete;
    [[nodiscard]] bool isCurrent() const { return m_current; }

private:
    QOffscreenSurface m_surface;
    QOpenGLContext m_context;
    bool m_current = false;
};

QString tried(const media::HardwareProbe &hardware, bool tenBits)
{
    const Result<media::FramePtr> picture = hardware.testSurface(tenBits);
    return picture ? compareWithCopy(**picture) : picture.error().detail;
}

} // namespace

QString compareWithCopy(const media::Frame &onDevice, const ImporterMaker &importers)
{
    if (!onDevice.surface)
        return QStringLiteral("the picture is not on a device");
    GpuTileRenderer renderer(importers);
    if (!renderer.initialize())
        return QStringLiteral("no shaders: ") + renderer.error();
    const QImage direct = drawn(renderer, onDevice);
    const bool imported = renderer.isImported(1);
    const media::FramePtr copy = inMemory(*onDevice.surface);
    const QImage copied = copy ? drawn(renderer, *copy) : QImage();
    renderer.release();
    if (!imported)
        return QStringLiteral("import: ") + renderer.refusal();
    if (copied.isNull() || copied.size() != direct.size())
        return QStringLiteral("the surface cannot be copied back");
    int worst = 0;
    int darkest = 255;
    int brightest = 0;
    for (int y = 0; y < copied.height(); ++y) {
        for (int x = 0; x < copied.width(); ++x) {
            const QRgb a = direct.pixel(x, y);
            const QRgb b = copied.pixel(x, y);
            worst = std::max({worst, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                              std::abs(qBlue(a) - qBlue(b))});
            darkest = std::min(darkest, qGreen(b));
            brightest = std::max(brightest, qGreen(b));
        }
    }
    if (brightest - darkest < kLeastContrast)
        return QStringLiteral("the test picture came out empty");
    if (worst > kTolerance)
        return QStringLiteral("the picture differs from its copy by %1 of 255").arg(worst);
    return {};
}

ZeroCopyFindings probeZeroCopy(const media::HardwareProbe &hardware)
{
    using media::HardwareKind;
    using Kind = media::DeviceSurface::Kind;
    struct Way {
        HardwareKind decoder;
        Kind kind;
        QString name;
    };
    const ThrowAwayContext context;
    ZeroCopyFindings findings;
    for (const auto &[decoder, kind, name] : {Way{HardwareKind::Vaapi, Kind::DmaBuf, QStringLiteral("VA-API → EGL")},
                                              Way{HardwareKind::Cuda, Kind::Cuda, QStringLiteral("NVDEC → OpenGL")}}) {
        ZeroCopyWay way{name, {}, {}};
        QStringList obstacles;
        for (const media::HardwareProbe::Attempt &attempt : hardware.attempts()) {
            if (attempt.kind == decoder && !attempt.usable)
                obstacles.append(QStringLiteral("decoder: ") + attempt.reason);
            else if (attempt.kind == decoder && hardware.best()->kind != decoder)
                obstacles.append(QStringLiteral("another decoder comes first"));
        }
        if (!context.isCurrent())
            obstacles.append(QStringLiteral("screen: no OpenGL context"));
        else if (const QString why = importReason(kind); !why.isEmpty())
            obstacles.append(QStringLiteral("screen: ") + why);
        if (obstacles.isEmpty()) {
            way.reason = tried(hardware, false);
            way.tenBitsReason = way.reason.isEmpty() && hardware.best()->usableTenBits ? tried(hardware, true)
                : way.reason.isEmpty() ? QStringLiteral("decoder: ") + hardware.best()->tenBitsReason
                                       : way.reason;
            findings.use.eightBits = findings.use.eightBits || way.reason.isEmpty();
            findings.use.tenBits = findings.use.tenBits || way.tenBitsReason.isEmpty();
        } else {
            way.reason = way.tenBitsReason = obstacles.join(QStringLiteral("; "));
        }
        findings.ways.append(way);
    }
    return findings;
}

} // namespace vigie::render
