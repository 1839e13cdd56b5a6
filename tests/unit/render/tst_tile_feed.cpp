// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>

#include <render/tile_feed.h>
#include <test_frames.h>

#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <atomic>
#include <thread>

using namespace vigie;
using namespace vigie::render;

class TstTileFeed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void givesPicturesOfTheTargetSize();
    void pingsOnlyWhenThePlaceWasEmpty();
    void countsShownAndReplaced();
    void keepsTheLastOneTaken();
    void convertsNothingForAHiddenTile();
    void aHiddenTileCostsNothing_data();
    void aHiddenTileCostsNothing();
    void aNewLookOfAStillPictureIsNotPaintedByTheGui();
    void aFeedMayGoWhileItIsPaintedAnew();
    void gpuHandsOutTheFrameItself();
    void aCurtainIsForGood_data();
    void aCurtainIsForGood();
    void picturesAreUsedAgain();
    void aPictureOutlivesTheFeed();
    void letterboxIsBlackAfterAChangeOfShape();
    void oneThreadPutsAnotherTakesAThirdCurtains();
};

void TstTileFeed::givesPicturesOfTheTargetSize()
{
    TileFeed feed(Backend::Cpu);
    QVERIFY(feed.takeImage().isNull());
    feed.setTargetSize({101, 57});
    feed.present(test::oneColour({}, Qt::red));
    const QImage image = feed.takeImage();
    QCOMPARE(image.size(), QSize(101, 57));
    QCOMPARE(image.format(), QImage::Format_RGB32);
    QVERIFY(test::distance(image.pixel(50, 30), qRgb(255, 0, 0)) <= 3);
    QVERIFY(!feed.takeFrame());
}

void TstTileFeed::pingsOnlyWhenThePlaceWasEmpty()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({32, 18});
    QSignalSpy ready(&feed, &TileFeed::ready);
    feed.present(test::oneColour({}, Qt::red));
    feed.present(test::oneColour({}, Qt::green));
    feed.present(test::oneColour({}, Qt::blue));
    QCOMPARE(ready.size(), 1);
    (void)feed.takeImage();
    feed.present(test::oneColour({}, Qt::red));
    QCOMPARE(ready.size(), 2);
}

void TstTileFeed::countsShownAndReplaced()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({32, 18});
    (void)feed.takeImage();
    QCOMPARE(feed.shown(), 0);
    feed.present(test::oneColour({}, Qt::red));
    feed.present(test::oneColour({}, Qt::blue));
    QVERIFY(test::distance(feed.takeImage().pixel(5, 5), qRgb(0, 0, 255)) <= 3); // the newest
    (void)feed.takeImage();
    QCOMPARE(feed.shown(), 1);
    QCOMPARE(feed.replaced(), 1);
}

void TstTileFeed::keepsTheLastOneTaken()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({32, 18});
    feed.present(test::oneColour({}, Qt::red));
    (void)feed.takeImage();
    feed.setTargetSize({64, 36});
    QCOMPARE(feed.takeImage().size(), QSize(32, 18)); // until the next one comes
    feed.present(test::oneColour({}, Qt::red));
    QCOMPARE(feed.takeImage().size(), QSize(64, 36));
}

void TstTileFeed::convertsNothingForAHiddenTile()
{
    TileFeed feed(Backend::Cpu);
    QSignalSpy ready(&feed, &TileFeed::ready);
    feed.present(test::oneColour({}, Qt::red));
    feed.present(nullptr);
    QCOMPARE(ready.size(), 0);
    QVERIFY(feed.takeImage().isNull());
    QCOMPARE(feed.replaced(), 0);
}

void TstTileFeed::aHiddenTileCostsNothing_data()
{
    QTest::addColumn<Backend>("backend");
    QTest::newRow("painted by the processor") << Backend::Cpu;
    QTest::newRow("painted by the graphics card") << Backend::Gpu;
}

/// Another tile may show the same camera meanwhile: its pictures pass here too, and are not masked for nobody.
void TstTileFeed::aHiddenTileCostsNothing()
{
    QFETCH(Backend, backend);
    TileFeed feed(backend);
    feed.setMasks({PrivacyMask{PrivacyMask::Style::Filled, {{0.0, 0.0}, {0.5, 0.0}, {0.5, 0.5}, {0.0, 0.5}}}});
    feed.setTargetSize({64, 36});
    feed.present(test::oneColour({}, Qt::red));
    QVERIFY(!feed.snapshot().isNull());
    feed.setTargetSize({}); // hidden
    const auto unseen = test::oneColour({}, Qt::green);
    feed.present(unseen);
    QVERIFY(test::distance(feed.snapshot().pixel(60, 30), qRgb(255, 0, 0)) <= 3); // the one from before
    feed.setTargetSize({64, 36});
    feed.present(unseen);
    QVERIFY(test::distance(feed.snapshot().pixel(60, 30), qRgb(0, 255, 0)) <= 60);
}

void TstTileFeed::aNewLookOfAStillPictureIsNotPaintedByTheGui()
{
    const auto feed = std::make_shared<TileFeed>(Backend::Cpu);
    feed->setTargetSize({64, 36});
    feed->present(test::oneColour({}, Qt::red));
    (void)feed->takeImage();
    std::atomic<int> painted = 0;
    std::atomic<int> byTheGui = 0;
    connect(feed.get(), &TileFeed::ready, feed.get(), [&, gui = QThread::currentThread()] {
        ++painted;
        byTheGui += QThread::currentThread() == gui ? 1 : 0;
    }, Qt::DirectConnection);
    // No picture comes any more: each look is another one, and a picture stands still after a moment.
    double left = 0.0;
    const auto lookElsewhere = [&] {
        left = left > 0.4 ? 0.0 : left + 0.01;
        feed->setLook({{left, 0.1, 0.5, 0.5}, {}});
        return painted > 0;
    };
    QTRY_VERIFY(lookElsewhere());
    QCOMPARE(byTheGui.load(), 0);
    QVERIFY(test::distance(feed->takeImage().pixel(30, 18), qRgb(255, 0, 0)) <= 3);
}

void TstTileFeed::aFeedMayGoWhileItIsPaintedAnew()
{
    const auto frame = test::oneColour({media::PixelFormat::I420, {1280, 720}}, Qt::red);
    for (int i = 0; i < 50; ++i) {
        auto feed = std::make_unique<TileFeed>(Backend::Cpu);
        feed->setTargetSize({640, 360});
        feed->present(frame);
        feed->setLook({{0.0, 0.0, 0.5, 0.5}, {}});
        feed.reset();
    }
}

void TstTileFeed::gpuHandsOutTheFrameItself()
{
    TileFeed feed(Backend::Gpu);
    const auto frame = test::oneColour({}, Qt::red);
    feed.present(frame);
    QCOMPARE(feed.takeFrame(), frame);
    QCOMPARE(feed.takeFrame(), frame);
    QVERIFY(feed.takeImage().isNull());
    QCOMPARE(feed.shown(), 1);
}

void TstTileFeed::aCurtainIsForGood_data()
{
    QTest::addColumn<Backend>("backend");
    QTest::newRow("CPU") << Backend::Cpu;
    QTest::newRow("GPU") << Backend::Gpu;
}

void TstTileFeed::aCurtainIsForGood()
{
    QFETCH(Backend, backend);
    TileFeed feed(backend);
    feed.setTargetSize({32, 18});
    const auto frame = test::oneColour({}, Qt::red);
    std::weak_ptr<const media::Frame> watched = frame;
    feed.present(frame);
    QSignalSpy fell(&feed, &TileFeed::curtainFell);
    QSignalSpy ready(&feed, &TileFeed::ready);
    feed.curtain();
    feed.curtain();
    QCOMPARE(fell.size(), 1);
    QVERIFY(feed.isCurtained());
    QVERIFY(feed.takeImage().isNull());
    QVERIFY(!feed.takeFrame());
    QCOMPARE(watched.use_count(), 1L); // only ours: nothing is kept behind the curtain
    feed.present(frame);
    QVERIFY(feed.takeImage().isNull());
    QVERIFY(!feed.takeFrame());
    QCOMPARE(watched.use_count(), 1L);
    QCOMPARE(ready.size(), 0);
    QCOMPARE(feed.shown(), 0);
}

void TstTileFeed::picturesAreUsedAgain()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({64, 36});
    QSet<const uchar *> seen;
    for (int i = 0; i < 50; ++i) {
        feed.present(test::oneColour({}, Qt::red));
        const QImage image = feed.takeImage();
        seen.insert(image.constBits());
    }
    QVERIFY2(seen.size() <= 3, qPrintable(QString::number(seen.size())));
}

void TstTileFeed::aPictureOutlivesTheFeed()
{
    QImage image;
    {
        TileFeed feed(Backend::Cpu);
        feed.setTargetSize({64, 36});
        feed.present(test::oneColour({}, Qt::green));
        image = feed.takeImage();
    }
    QVERIFY(qGreen(image.pixel(10, 10)) > 240);
}

void TstTileFeed::letterboxIsBlackAfterAChangeOfShape()
{
    TileFeed feed(Backend::Cpu);
    feed.setTargetSize({90, 90});
    for (int i = 0; i < 6; ++i) {
        const bool wide = i % 2 == 0;
        feed.present(test::oneColour({.size = wide ? QSize(64, 32) : QSize(32, 64)}, Qt::white));
        const QImage image = feed.takeImage();
        QCOMPARE(image.pixel(45, 2), wide ? qRgb(0, 0, 0) : image.pixel(45, 45));
        QCOMPARE(image.pixel(2, 45), wide ? image.pixel(45, 45) : qRgb(0, 0, 0));
        QVERIFY(qRed(image.pixel(45, 45)) > 250);
    }
}

void TstTileFeed::oneThreadPutsAnotherTakesAThirdCurtains()
{
    for (const Backend backend : {Backend::Cpu, Backend::Gpu}) {
        TileFeed feed(backend);
        feed.setTargetSize({48, 27});
        const auto frame = test::oneColour({}, Qt::white);
        std::atomic<bool> go = true;
        std::atomic<int> put = 0;
        std::jthread session([&] {
            while (go) {
                feed.present(frame);
                ++put;
            }
        });
        int taken = 0;
        for (int i = 0; taken < 200 && i < 100'000'000; ++i) {
            const QImage image = feed.takeImage();
            taken += !image.isNull() && qRed(image.pixel(20, 10)) > 250 ? 1 : 0;
            taken += feed.takeFrame() ? 1 : 0;
            if (i % 7 == 0)
                feed.setTargetSize(i % 2 == 0 ? QSize(48, 27) : QSize(40, 27));
        }
        QVERIFY(taken >= 200);
        feed.curtain();
        const int before = put;
        while (put < before + 20)
            std::this_thread::yield();
        QVERIFY(feed.takeImage().isNull());
        QVERIFY(!feed.takeFrame());
        go = false;
        session.join();
        QCOMPARE(frame.use_count(), 1L);
    }
}

VIGIE_TEST(TstTileFeed)
#include "tst_tile_feed.moc"
