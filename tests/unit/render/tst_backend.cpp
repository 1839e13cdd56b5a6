// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/backend.h>

#include <QtTest/QTest>

using namespace vigie::render;

class TstBackend final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { qunsetenv("VIGIE_RENDER"); }
    void knowsSoftwareRenderers_data();
    void knowsSoftwareRenderers();
    void theVariableGoesBeforeTheSetting();
    void whatIsChosenIsExplained();
};

void TstBackend::knowsSoftwareRenderers_data()
{
    QTest::addColumn<bool>("software");
    QTest::newRow("llvmpipe (LLVM 15.0.6, 256 bits)") << true;
    QTest::newRow("softpipe") << true;
    QTest::newRow("Software Rasterizer") << true;
    QTest::newRow("Mesa Intel(R) UHD Graphics 630 (CFL GT2)") << false;
    QTest::newRow("NVIDIA GeForce RTX 3060/PCIe/SSE2") << false;
    QTest::newRow("AMD Radeon RX 6600 (navi23, LLVM 15.0.6, DRM 3.49, 6.1.0-9-amd64)") << false;
}

void TstBackend::knowsSoftwareRenderers()
{
    QFETCH(bool, software);
    QCOMPARE(isSoftwareRenderer(QString::fromUtf8(QTest::currentDataTag())), software);
}

void TstBackend::theVariableGoesBeforeTheSetting()
{
    qputenv("VIGIE_RENDER", "cpu");
    const BackendChoice forced = chooseBackend(Backend::Gpu);
    QCOMPARE(forced.backend, Backend::Cpu);
    QCOMPARE(forced.reason, BackendReason::Requested);
    qunsetenv("VIGIE_RENDER");
    QCOMPARE(chooseBackend(Backend::Cpu).reason, BackendReason::Requested);
    qputenv("VIGIE_RENDER", "gpu");
    const BackendChoice wanted = chooseBackend(Backend::Cpu);
    QVERIFY(wanted.backend == Backend::Gpu || wanted.reason == BackendReason::NoOpenGl);
}

void TstBackend::whatIsChosenIsExplained()
{
    const BackendChoice choice = chooseBackend();
    qInfo().noquote() << "chosen:" << (choice.backend == Backend::Gpu ? "GPU" : "CPU")
                      << choice.detail;
    QVERIFY(!choice.detail.isEmpty());
    QCOMPARE(choice.backend == Backend::Gpu, choice.reason == BackendReason::HardwareOpenGl);
}

VIGIE_TEST(TstBackend)
#include "tst_backend.moc"
