// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <gl_bench.h>
#include <memory_surface.h>
#include <render/zero_copy.h>
#include <test_frames.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::render;
using media::DeviceSurface;
using test::MemoryCuda;
using test::OnDevice;

namespace {

OnDevice picture(QSize size = {320, 192})
{
    return test::onDevice(test::painted({media::PixelFormat::Nv12, size},
                                        [](int x, int y) { return QColor(x * 5 % 256, y * 3 % 256, (x / 16 + y / 16) % 2 * 200); }),
                          DeviceSurface::Kind::Cuda);
}

} // namespace

/// The CUDA way with a driver of our own that copies this machine's memory.
class TstCudaImporter final : public QObject {
    Q_OBJECT
private:
    test::GlBench m_bench;
    MemoryCuda m_cuda;

private Q_SLOTS:
    void init()
    {
        m_cuda = {};
        if (!m_bench.begin(test::GlBench::dialects().at(1).second))
            QSKIP("no such OpenGL context here; the run under Xvfb has it");
    }
    void cleanup()
    {
        m_bench.end();
        QCOMPARE(m_cuda.entered, 0);
        QCOMPARE(m_cuda.registered, 0);
    }

    void looksAsItsCopyDoes() { QCOMPARE(compareWithCopy(*picture().frame, m_cuda.maker()), QString()); }

    void texturesAreRegisteredOnceASize()
    {
        GpuTileRenderer renderer(m_cuda.maker());
        QVERIFY(renderer.initialize());
        for (int i = 0; i < 10; ++i)
            renderer.upload(1, *picture().frame);
        QCOMPARE(m_cuda.registrations, 2);
        QCOMPARE(m_cuda.copies, 20);
        renderer.upload(1, *picture({640, 360}).frame);
        QCOMPARE(m_cuda.registrations, 4);
        QCOMPARE(m_cuda.registered, 2);
        renderer.upload(2, *picture().frame);
        QCOMPARE(m_cuda.registered, 4);
        renderer.remove(2);
        QCOMPARE(m_cuda.registered, 2);
        renderer.release();
    }

    void aFailureCostsNoPicture_data()
    {
        QTest::addColumn<bool>("textures");
        QTest::newRow("OpenGL of another card") << true;
        QTest::newRow("the copy fails") << false;
    }
    void aFailureCostsNoPicture()
    {
        QFETCH(bool, textures);
        m_cuda.refusesTextures = textures;
        m_cuda.refusesCopies = !textures;
        GpuTileRenderer renderer(m_cuda.maker());
        QVERIFY(renderer.initialize());
        const OnDevice shown = picture();
        renderer.upload(1, *shown.frame);
        QVERIFY(renderer.has(1));
        QVERIFY(!renderer.isImported(1));
        QCOMPARE(shown.surface->refusals.size(), 1);
        QCOMPARE(shown.surface->downloads, 1);
        renderer.release();
    }
};

VIGIE_TEST(TstCudaImporter)
#include "tst_cuda_importer.moc"
