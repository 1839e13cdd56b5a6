// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_camera_views.h"

#include <support/test_main.h>
#include <ui/wall/tile_truth.h>
#include <ui/wall/truth_painter.h>

#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;
using live::Reason;
using media::Effort;
using media::Shortage;

namespace {

TileFacts playing()
{
    TileFacts facts;
    facts.camera = CameraLabel{};
    facts.state = live::ViewState::Playing;
    facts.stream.name = QStringLiteral("sub");
    facts.reason = Reason::FillsTile;
    facts.stats.pictureSize = {640, 360};
    facts.stats.fps = 14.96;
    facts.stats.kbps = 412.0;
    facts.stats.codec = QStringLiteral("H.264");
    facts.stats.transport = QStringLiteral("TCP");
    facts.stats.decoder = QStringLiteral("software (h264)");
    facts.stats.delay = std::chrono::milliseconds(84);
    facts.stats.delayFromCamera = true;
    facts.stats.peer.lost = 3;
    return facts;
}

TruthLine line(const QList<TruthLine> &lines, const char *label)
{
    for (const TruthLine &one : lines) {
        if (one.label == QLatin1String(label))
            return one;
    }
    return {};
}

} // namespace

/// Nothing about a picture is hidden from who looks at it.
class TstTileTruth final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLineOfAPlayingTile()
    {
        const auto lines = truthOf(playing(), render::Backend::Cpu);
        QCOMPARE(line(lines, "Stream").value, QStringLiteral("small (sub)"));
        QCOMPARE(line(lines, "Because").value, QStringLiteral("fills the tile"));
        QCOMPARE(line(lines, "Picture").value, QStringLiteral("640 × 360 · 15.0 fps"));
        QCOMPARE(line(lines, "Bit rate").value, QStringLiteral("412 kbit/s"));
        QCOMPARE(line(lines, "Codec").value, QStringLiteral("H.264 · TCP"));
        QCOMPARE(line(lines, "Delay").value, QStringLiteral("84 ms · by the camera’s clock"));
        QCOMPARE(line(lines, "Delay").tone, Tone::Quiet);
        QCOMPARE(line(lines, "Network").value, QStringLiteral("3 packets lost · 0 reconnections"));
        QCOMPARE(line(lines, "Network").tone, Tone::Warning);
        QCOMPARE(line(lines, "Effort").value, QStringLiteral("nothing left out"));
        QCOMPARE(line(lines, "Rendering").value, QStringLiteral("processor"));
        QVERIFY(line(lines, "Line").label.isEmpty()); // no limit
    }

    void howThePictureCameToTheScreen_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("warns");
        QTest::newRow("decoded on the processor") << int(media::CopyReason::Processor) << QStringLiteral("graphics card") << false;
        QTest::newRow("shown where it lies") << int(media::CopyReason::None) << QStringLiteral("graphics card · without a copy") << false;
        QTest::newRow("switched off") << int(media::CopyReason::SwitchedOff) << QStringLiteral("graphics card · one copy: as set") << false;
        QTest::newRow("not proven") << int(media::CopyReason::NotProven)
                                    << QStringLiteral("graphics card · one copy: no other way works here") << false;
        QTest::newRow("refused") << int(media::CopyReason::Refused) << QStringLiteral("graphics card · one copy: the direct way failed") << true;
        QTest::newRow("too many held") << int(media::CopyReason::Held)
                                       << QStringLiteral("graphics card · one copy: many pictures under way") << false;
    }

    void howThePictureCameToTheScreen()
    {
        QFETCH(int, reason);
        QFETCH(QString, said);
        QFETCH(bool, warns);
        TileFacts facts = playing();
        facts.stats.copyReason = static_cast<media::CopyReason>(reason);
        const TruthLine rendering = line(truthOf(facts, render::Backend::Gpu), "Rendering");
        QCOMPARE(rendering.value, said);
        QCOMPARE(rendering.tone, warns ? Tone::Warning : Tone::Quiet);
    }

    void whatIsNotKnownIsNotInvented()
    {
        TileFacts facts;
        facts.camera = CameraLabel{};
        facts.state = live::ViewState::Playing;
        const auto lines = truthOf(facts, render::Backend::Gpu);
        for (const char *label : {"Stream", "Because", "Picture", "Delay", "Bit rate", "Codec", "Decoder"})
            QCOMPARE(line(lines, label).value, QStringLiteral("–"));
        QCOMPARE(line(lines, "Rendering").value, QStringLiteral("graphics card"));
    }

    void withoutAPictureOnlyTheWay()
    {
        TileFacts facts = playing();
        facts.state = live::ViewState::Waiting;
        facts.reason = Reason::LinkBudget;
        const auto lines = truthOf(facts, render::Backend::Cpu);
        QCOMPARE(line(lines, "Because").value, QStringLiteral("line full"));
        QVERIFY(!line(lines, "Network").label.isEmpty());
        for (const char *label : {"Picture", "Delay", "Decoder", "Buffer"}) // words stand in the middle
            QVERIFY(line(lines, label).label.isEmpty());
    }

    void noPictureNoTruth()
    {
        TileFacts facts = playing();
        facts.state = live::ViewState::Refused;
        QVERIFY(truthOf(facts, render::Backend::Cpu).isEmpty());
        QVERIFY(truthOf({}, render::Backend::Cpu).isEmpty());
    }

    void aFullLineIsNamed()
    {
        TileFacts facts = playing();
        facts.reason = Reason::LinkBudget;
        facts.link = {QStringLiteral("Noyon"), 18'240.0, 20'000.0};
        const auto lines = truthOf(facts, render::Backend::Cpu);
        QCOMPARE(line(lines, "Line").value, QStringLiteral("Noyon: 18.2 of 20.0 Mbit/s"));
        QCOMPARE(line(lines, "Because").tone, Tone::Warning);
    }

    void aDegradedTileSaysWhy_data()
    {
        QTest::addColumn<TileFacts>("facts");
        QTest::addColumn<QString>("sign");
        TileFacts facts = playing();
        QTest::newRow("whole") << facts << QString();
        facts.reason = Reason::OnlyOne;
        QTest::newRow("only one stream") << facts << QString();
        facts.reason = Reason::LinkBudget;
        QTest::newRow("the line is full") << facts << QStringLiteral("Smaller stream: line full");
        facts.stats.effort = Effort::SkipNonReference;
        QTest::newRow("some pictures left out") << facts << QStringLiteral("Fewer pictures: processor too busy");
        facts.reason = Reason::MachineShort;
        QTest::newRow("a smaller stream") << facts << QStringLiteral("Smaller stream: processor too busy");
        facts.stats.effort = Effort::KeyFramesOnly;
        QTest::newRow("key pictures only") << facts << QStringLiteral("Key pictures only: processor too busy");
        facts = playing();
        facts.reason = Reason::OtherFailed;
        QTest::newRow("the usual stream fails") << facts << QStringLiteral("Another stream: the usual one cannot be decoded");
        facts = playing();
        facts.stats.shortage = Shortage::Network;
        QTest::newRow("the network") << facts << QStringLiteral("Network too slow");
        facts.stats.guessed = true;
        QTest::newRow("no key pictures: that says more") << facts << QStringLiteral("No key pictures: remains may show");
        facts.state = live::ViewState::Lost;
        QTest::newRow("lost: that says more") << facts << QString();
    }

    void aDegradedTileSaysWhy()
    {
        QFETCH(TileFacts, facts);
        QFETCH(QString, sign);
        QCOMPARE(degradedText(facts), sign);
        QCOMPARE(faceOf(facts, {}, {}).degraded, sign);
    }

    void everyReasonHasWords()
    {
        QStringList words;
        for (int reason = 0; reason <= static_cast<int>(Reason::OtherFailed); ++reason) {
            const QString text = reasonText(static_cast<Reason>(reason));
            QVERIFY(!text.isEmpty());
            QVERIFY(!words.contains(text));
            words.append(text);
        }
    }

    void aPanelIsRenderedOnceAndStaysInItsTile_data()
    {
        QTest::addColumn<QSize>("tile");
        QTest::newRow("whole screen") << QSize(1920, 1080);
        QTest::newRow("one of nine") << QSize(640, 360);
        QTest::newRow("one of twenty-five") << QSize(384, 216);
        QTest::newRow("tiny") << QSize(120, 68);
        QTest::newRow("hardly there") << QSize(20, 10);
    }

    void aPanelIsRenderedOnceAndStaysInItsTile()
    {
        QFETCH(QSize, tile);
        QImage image(tile + QSize(40, 40), QImage::Format_RGB32);
        image.fill(Qt::white);
        const QRect where(QPoint(20, 20), tile);
        TruthPainter truth;
        {
            QPainter painter(&image);
            truth.paint(painter, where, truthOf(playing(), render::Backend::Cpu));
            truth.paint(painter, where, truthOf(playing(), render::Backend::Cpu));
        }
        QCOMPARE(truth.renders(), 1);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (!where.contains(x, y))
                    QCOMPARE(image.pixel(x, y), QColor(Qt::white).rgb());
            }
        }
    }
};

VIGIE_TEST(TstTileTruth)
#include "tst_tile_truth.moc"
