// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <gl_bench.h>
#include <memory_surface.h>
#include <render/tile_feed.h>
#include <render/zero_copy.h>
#include <test_frames.h>

#include <QtGui/QOpenGLFunctions>
#include <QtTest/QTest>

#define EGL_NO_X11 // its macros are words of everyone
#include <EGL/egl.h>
#include <EGL/eglext.h>

using namespace vigie;
using namespace vigie::render;
using media::DeviceSurface;
using media::PixelFormat;
using test::MemoryEgl;
using test::OnDevice;

Q_DECLARE_METATYPE(QSurfaceFormat)

namespace {

media::FramePtr colourful(PixelFormat format = PixelFormat::Nv12, QSize size = {322, 182}, int shift = 0)
{
    return test::painted({format, size}, [shift](int x, int y) {
        return QColor((x + shift) * 5 % 256, y * 3 % 256, (x / 16 + y / 16) % 2 == 0 ? 240 : 20);
    });
}

int worst(const QImage &a, const QImage &b)
{
    int most = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            most = std::max(most, test::distance(a.pixel(x, y), b.pixel(x, y)));
    }
    return most;
}

constexpr QSize kWall(340, 200);
constexpr QRect kTile(10, 6, 322, 182);

} // namespace

/// Surfaces shown where they lie, on a software OpenGL with an EGL of our own that imports this machine's memory: no
/// graphics card is needed to know that the attributes, the shader and every way back are right.
class TstZeroCopy final : public QObject {
    Q_OBJECT
private:
    test::GlBench m_bench;
    MemoryEgl m_egl;

    [[nodiscard]] bool begin()
    {
        return m_bench.begin(test::GlBench::dialects().at(1).second);
    }

private Q_SLOTS:
    void init() { m_egl = {}; }
    void cleanup() { m_bench.end(); }

    void looksAsItsCopyDoes_data();
    void looksAsItsCopyDoes();
    void aWrongPictureIsNotTrusted_data();
    void aWrongPictureIsNotTrusted();
    void zoomAndDewarpWorkOnSurfaces();
    void aFailureCostsNoPicture_data();
    void aFailureCostsNoPicture();
    void aDeviceThatIsLostShowsNothing();
    void nothingIsHeldLongerThanItsPicture();
    void aTileMayChangeBetweenBothKinds();
    void tilingIsNamedOrRefused();
    void masksAndSnapshotsDownloadOnce();
    void theProcessorPathDownloads();
    void thisMachineSaysWhyNot();
    void realImportOfPlainMemoryIsRefusedOrRight();
    void theProbeUsesOnlyWhatPassed();
};

void TstZeroCopy::looksAsItsCopyDoes_data()
{
    QTest::addColumn<QSurfaceFormat>("context");
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<QSize>("size");
    const auto dialects = test::GlBench::dialects();
    QTest::newRow("OpenGL 3.3, 8 bits") << dialects.at(1).second << PixelFormat::Nv12 << QSize(320, 192);
    QTest::newRow("OpenGL 3.3, 10 bits") << dialects.at(1).second << PixelFormat::P010 << QSize(320, 192);
    QTest::newRow("OpenGL ES 3, 8 bits") << dialects.at(3).second << PixelFormat::Nv12 << QSize(320, 192);
    QTest::newRow("an odd size") << dialects.at(1).second << PixelFormat::Nv12 << QSize(321, 183);
    QTest::newRow("an odd size of 10 bits") << dialects.at(1).second << PixelFormat::P010 << QSize(321, 183);
}

void TstZeroCopy::looksAsItsCopyDoes()
{
    QFETCH(QSurfaceFormat, context);
    QFETCH(PixelFormat, format);
    QFETCH(QSize, size);
    if (!m_bench.begin(context))
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    const OnDevice picture = test::onDevice(colourful(format, size));
    QCOMPARE(compareWithCopy(*picture.frame, m_egl.maker()), QString());
    QCOMPARE(m_egl.made, 2);
    QVERIFY(picture.surface->refusals.isEmpty());
}

void TstZeroCopy::aWrongPictureIsNotTrusted_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("reason");
    QTest::newRow("chroma swapped") << int(MemoryEgl::Fault::SwapsChroma) << QStringLiteral("differs");
    QTest::newRow("lines sheared") << int(MemoryEgl::Fault::ForgetsThePitch) << QStringLiteral("differs");
    QTest::newRow("an empty picture") << int(MemoryEgl::Fault::ShowsNothing) << QStringLiteral("differs");
    QTest::newRow("the buffer refused") << int(MemoryEgl::Fault::Refuses) << QStringLiteral("EGL refuses");
    QTest::newRow("an error of OpenGL") << int(MemoryEgl::Fault::RaisesAnError) << QStringLiteral("OpenGL error");
}

void TstZeroCopy::aWrongPictureIsNotTrusted()
{
    QFETCH(int, fault);
    QFETCH(QString, reason);
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    m_egl.fault = static_cast<MemoryEgl::Fault>(fault);
    const QString why = compareWithCopy(*test::onDevice(colourful()).frame, m_egl.maker());
    QVERIFY2(why.contains(reason), qPrintable(why));
    QCOMPARE(m_egl.alive, 0);
}

void TstZeroCopy::zoomAndDewarpWorkOnSurfaces()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer(m_egl.maker());
    QVERIFY(renderer.initialize());
    const Dewarp view{{Panorama::Mount::Wall, 180.0, {0.5, 0.5}, 0.9}, Dewarp::Mode::View, {0.0, 0.0, 40.0}};
    for (const PictureLook &look : {PictureLook{{0.2, 0.3, 0.4, 0.4}, {}}, PictureLook{{0.0, 0.0, 1.0, 1.0}, view}}) {
        const media::FramePtr copy = colourful();
        const QImage direct = test::GlBench::drawn(renderer, *test::onDevice(copy).frame, kWall, kTile, look);
        QVERIFY(renderer.isImported(1));
        QVERIFY(worst(direct, test::GlBench::drawn(renderer, *copy, kWall, kTile, look)) <= 1);
    }
    renderer.release();
}

void TstZeroCopy::aFailureCostsNoPicture_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<PixelFormat>("format");
    for (const auto &[name, fault] : {std::pair{"the buffer refused", MemoryEgl::Fault::Refuses},
                                      std::pair{"an error of OpenGL", MemoryEgl::Fault::RaisesAnError}}) {
        QTest::addRow("%s, 8 bits", name) << int(fault) << PixelFormat::Nv12;
        QTest::addRow("%s, 10 bits", name) << int(fault) << PixelFormat::P010;
    }
}

/// The picture that cannot be imported is itself shown, from its copy.
void TstZeroCopy::aFailureCostsNoPicture()
{
    QFETCH(int, fault);
    QFETCH(PixelFormat, format);
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer(m_egl.maker());
    QVERIFY(renderer.initialize());
    const OnDevice first = test::onDevice(colourful(format));
    const QImage before = test::GlBench::drawn(renderer, *first.frame, kWall, kTile);
    QVERIFY(renderer.isImported(1));
    m_egl.fault = static_cast<MemoryEgl::Fault>(fault);
    const OnDevice second = test::onDevice(colourful(format, {322, 182}, 40));
    const QImage after = test::GlBench::drawn(renderer, *second.frame, kWall, kTile);
    QVERIFY(!renderer.isImported(1));
    QCOMPARE(second.surface->refusals.size(), 1);
    QVERIFY(first.surface->refusals.isEmpty());
    QCOMPARE(second.surface->downloads, 1);
    m_egl.fault = MemoryEgl::Fault::None;
    QVERIFY(worst(after, test::GlBench::drawn(renderer, *test::onDevice(colourful(format, {322, 182}, 40)).frame, kWall, kTile)) <= 3);
    QVERIFY(worst(after, before) > 100); // it is the second picture, not the first
    QCOMPARE(QOpenGLContext::currentContext()->functions()->glGetError(), GLenum(GL_NO_ERROR));
    renderer.release();
    QCOMPARE(m_egl.alive, 0);
}

void TstZeroCopy::aDeviceThatIsLostShowsNothing()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer(m_egl.maker());
    QVERIFY(renderer.initialize());
    renderer.upload(1, *test::onDevice(colourful()).frame);
    m_egl.fault = MemoryEgl::Fault::Refuses;
    const OnDevice lost = test::onDevice(colourful());
    lost.surface->deviceLost = true;
    renderer.upload(1, *lost.frame);
    QVERIFY(!renderer.has(1));
    renderer.release();
}

void TstZeroCopy::nothingIsHeldLongerThanItsPicture()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer(m_egl.maker());
    QVERIFY(renderer.initialize());
    std::weak_ptr<DeviceSurface> last;
    for (int i = 0; i < 20; ++i) {
        const OnDevice picture = test::onDevice(colourful(PixelFormat::Nv12, {64, 36}, i));
        renderer.upload(1, *picture.frame);
        QVERIFY(last.expired());
        last = picture.surface;
        QCOMPARE(m_egl.alive, 0);
    }
    QVERIFY(!last.expired());
    renderer.remove(1);
    QVERIFY(last.expired());
    renderer.release();
}

void TstZeroCopy::aTileMayChangeBetweenBothKinds()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer(m_egl.maker());
    QVERIFY(renderer.initialize());
    const media::FramePtr planar = colourful(PixelFormat::I420);
    const QImage expected = test::GlBench::drawn(renderer, *planar, kWall, kTile);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(worst(test::GlBench::drawn(renderer, *test::onDevice(colourful()).frame, kWall, kTile), expected) <= 2);
        QVERIFY(renderer.isImported(1));
        QCOMPARE(worst(test::GlBench::drawn(renderer, *planar, kWall, kTile), expected), 0);
        QVERIFY(!renderer.isImported(1));
    }
    renderer.release();
}

/// Memory that lies in tiles is named to EGL as such; an EGL that cannot be told would show noise.
void TstZeroCopy::tilingIsNamedOrRefused()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    class Tiled final : public DeviceSurface {
    public:
        explicit Tiled(const DeviceSurface &of) : m_planes(of.planes())
        {
            for (media::SurfacePlane &plane : m_planes)
                plane.modifier = 0x0100'0000'0000'0002ULL;
        }
        Kind kind() const override { return Kind::DmaBuf; }
        const std::array<media::SurfacePlane, 2> &planes() const override { return m_planes; }
        media::FramePtr download() const override { return nullptr; }
        void refuse(const QString &) const override { }

    private:
        std::array<media::SurfacePlane, 2> m_planes;
    };
    const OnDevice picture = test::onDevice(colourful());
    const Tiled tiled(*picture.surface);
    GLuint names[2]{};
    QOpenGLFunctions &gl = *QOpenGLContext::currentContext()->functions();
    gl.glGenTextures(2, names);
    DmaBufImporter knows(m_egl.functions());
    QCOMPARE(knows.import(tiled, PixelFormat::Nv12, {names[0], names[1]}), QString());
    QCOMPARE(m_egl.last[EGL_DMA_BUF_PLANE0_MODIFIER_LO_EXT], 2);
    QCOMPARE(m_egl.last[EGL_DMA_BUF_PLANE0_MODIFIER_HI_EXT], 0x0100'0000);
    m_egl.modifiers = false;
    DmaBufImporter knowsNot(m_egl.functions());
    QVERIFY(!knowsNot.import(tiled, PixelFormat::Nv12, {names[0], names[1]}).isEmpty());
    QCOMPARE(knowsNot.import(*picture.surface, PixelFormat::Nv12, {names[0], names[1]}), QString());
    QVERIFY(!m_egl.last.contains(EGL_DMA_BUF_PLANE0_MODIFIER_LO_EXT));
    gl.glDeleteTextures(2, names);
}

void TstZeroCopy::masksAndSnapshotsDownloadOnce()
{
    TileFeed feed(Backend::Gpu);
    const OnDevice bare = test::onDevice(colourful());
    feed.present(bare.frame);
    QCOMPARE(feed.takeFrame(), bare.frame);
    QCOMPARE(bare.surface->downloads, 0);
    QCOMPARE(feed.snapshot().size(), QSize(322, 182));
    QCOMPARE(bare.surface->downloads, 1);
    const OnDevice tenBits = test::onDevice(colourful(PixelFormat::P010));
    feed.present(tenBits.frame);
    QVERIFY(!feed.snapshot().isNull());
    feed.setMasks({{PrivacyMask::Style::Filled, {{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 1.0}}}});
    QVERIFY(!feed.takeFrame()); // what was bare is gone
    for (const PixelFormat format : {PixelFormat::Nv12, PixelFormat::P010}) {
        const OnDevice masked = test::onDevice(colourful(format));
        feed.present(masked.frame);
        QVERIFY(feed.takeFrame() && !feed.takeFrame()->surface);
        QCOMPARE(masked.surface->downloads, 1);
        QCOMPARE(feed.takeFrame()->planes[0][20], feed.takeFrame()->planes[0][200]); // all of one grey
    }
    const OnDevice lost = test::onDevice(colourful());
    lost.surface->deviceLost = true;
    const media::FramePtr before = feed.takeFrame();
    feed.present(lost.frame);
    QCOMPARE(feed.takeFrame(), before); // not shown rather than shown without its mask
}

void TstZeroCopy::theProcessorPathDownloads()
{
    TileFeed feed(Backend::Cpu);
    const OnDevice hidden = test::onDevice(colourful());
    feed.present(hidden.frame); // nobody sees it
    QCOMPARE(hidden.surface->downloads, 0);
    feed.setTargetSize({160, 90});
    feed.present(test::onDevice(colourful()).frame);
    QCOMPARE(feed.takeImage().size(), QSize(160, 90));
    QVERIFY(!feed.snapshot().isNull());
}

void TstZeroCopy::thisMachineSaysWhyNot()
{
    for (const auto kind : {DeviceSurface::Kind::DmaBuf, DeviceSurface::Kind::Cuda}) {
        QString why;
        const bool without = makeSurfaceImporter(kind, why) == nullptr;
        if (kind == DeviceSurface::Kind::DmaBuf)
            QVERIFY(without && why.contains(QStringLiteral("no OpenGL context")));
        if (!begin())
            QSKIP("no such OpenGL context here; the runs under Xvfb have it");
        why.clear();
        const bool there = makeSurfaceImporter(kind, why) != nullptr;
        QCOMPARE(there, why.isEmpty());
        qInfo().noquote() << (kind == DeviceSurface::Kind::DmaBuf ? "DMA buffers:" : "CUDA:") << (there ? QStringLiteral("can be imported") : why);
        m_bench.end();
    }
}

/// With whatever EGL there is: memory that no device made must be refused, or be shown right.
void TstZeroCopy::realImportOfPlainMemoryIsRefusedOrRight()
{
    if (!begin())
        QSKIP("no such OpenGL context here; the runs under Xvfb have it");
    GpuTileRenderer renderer;
    QVERIFY(renderer.initialize());
    const media::FramePtr copy = colourful();
    const OnDevice picture = test::onDevice(copy);
    const QImage shown = test::GlBench::drawn(renderer, *picture.frame, kWall, kTile);
    QCOMPARE(picture.surface->refusals.isEmpty(), renderer.isImported(1));
    QVERIFY(worst(shown, test::GlBench::drawn(renderer, *copy, kWall, kTile)) <= 1);
    renderer.release();
}

void TstZeroCopy::theProbeUsesOnlyWhatPassed()
{
    const auto hardware = media::HardwareProbe::run();
    const ZeroCopyFindings found = probeZeroCopy(*hardware);
    QCOMPARE(found.ways.size(), 2);
    bool eightBits = false;
    bool tenBits = false;
    for (const ZeroCopyWay &way : found.ways) {
        qInfo().noquote() << way.name << "8 bits:" << (way.reason.isEmpty() ? QStringLiteral("yes") : way.reason);
        eightBits = eightBits || way.reason.isEmpty();
        tenBits = tenBits || way.tenBitsReason.isEmpty();
        QVERIFY(!way.tenBitsReason.isEmpty() || way.reason.isEmpty());
    }
    QCOMPARE(found.use.eightBits, eightBits);
    QCOMPARE(found.use.tenBits, tenBits);
    if (hardware->best() == nullptr)
        QVERIFY(!eightBits && !tenBits);
}

VIGIE_TEST(TstZeroCopy)
#include "tst_zero_copy.moc"
