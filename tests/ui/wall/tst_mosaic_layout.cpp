// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/test_main.h>
#include <ui/wall/mosaic_layout.h>
#include <ui/wall/mosaic_state.h>

#include <QtGui/QRegion>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::wall;

class TstMosaicLayout final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rectsFillTheWall_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<QSize>("size");
        for (const MosaicLayout layout : allLayouts()) {
            for (const QSize size : {QSize(1920, 1080), QSize(3840, 2160), QSize(1187, 977), QSize(301, 207)}) {
                QTest::addRow("%s tiles on %dx%d", qPrintable(layoutName(layout)), size.width(), size.height())
                    << static_cast<int>(layout) << size;
            }
        }
    }
    void rectsFillTheWall()
    {
        QFETCH(int, layout);
        QFETCH(QSize, size);
        const auto which = static_cast<MosaicLayout>(layout);
        const QList<QRect> rects = tileRects(which, size, 3);
        QCOMPARE(rects.size(), tileCount(which));
        const QRect wall(QPoint(0, 0), size);
        QRect united;
        for (qsizetype a = 0; a < rects.size(); ++a) {
            QVERIFY(wall.contains(rects.at(a)));
            united |= rects.at(a);
            for (qsizetype b = a + 1; b < rects.size(); ++b)
                QVERIFY(!rects.at(a).adjusted(-1, -1, 1, 1).intersects(rects.at(b)));
        }
        QCOMPARE(united, wall);
    }

    void onePlusFiveHasOneLargeTile()
    {
        const QList<QRect> rects = tileRects(MosaicLayout::OnePlusFive, {906, 606}, 3);
        QCOMPARE(rects.first(), QRect(0, 0, 603, 403));
        for (int index = 1; index < 6; ++index) {
            QCOMPARE(rects.at(index).width(), 300);
            QCOMPARE(rects.at(index).height(), 200);
        }
    }

    void everyLayoutHasItsTiles()
    {
        QStringList counts;
        for (const MosaicLayout layout : allLayouts()) {
            counts.append(QStringLiteral("%1:%2").arg(layoutName(layout)).arg(tileCount(layout)));
            QVERIFY(tileCount(layout) <= kMaximumTiles);
            QCOMPARE(layoutFromName(layoutName(layout)), std::optional(layout));
        }
        QCOMPARE(counts.join(u' '), QStringLiteral("1:1 4:4 1+5:6 1+7:8 4x2:8 9:9 2+8:10 1+12:13 16:16 6x3:18 25:25 36:36 49:49 64:64"));
    }

    void tooSmallIsEmptyNotNegative()
    {
        for (const QRect &rect : tileRects(MosaicLayout::TwentyFive, {5, 2}, 3)) {
            QVERIFY(rect.width() >= 0);
            QVERIFY(rect.height() >= 0);
        }
    }

    void arrowsReachTheNeighbour_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("direction");
        QTest::addColumn<int>("to");
        const auto row = [](const char *name, MosaicLayout layout, int from, Direction direction, int to) {
            QTest::newRow(name) << static_cast<int>(layout) << from << static_cast<int>(direction) << to;
        };
        row("four, right", MosaicLayout::Four, 0, Direction::Right, 1);
        row("four, down", MosaicLayout::Four, 1, Direction::Down, 3);
        row("four, stays at the right edge", MosaicLayout::Four, 1, Direction::Right, 1);
        row("four, stays at the top", MosaicLayout::Four, 0, Direction::Up, 0);
        row("twenty-five, middle up", MosaicLayout::TwentyFive, 12, Direction::Up, 7);
        row("1+5, large to the right", MosaicLayout::OnePlusFive, 0, Direction::Right, 1);
        row("1+5, large down", MosaicLayout::OnePlusFive, 0, Direction::Down, 3);
        row("1+5, second small left into the large one", MosaicLayout::OnePlusFive, 2, Direction::Left, 0);
        row("1+5, lower middle up into the large one", MosaicLayout::OnePlusFive, 4, Direction::Up, 0);
        row("1+5, lower right up", MosaicLayout::OnePlusFive, 5, Direction::Up, 2);
        row("1+12, from the top into the large one", MosaicLayout::OnePlusTwelve, 2, Direction::Down, 0);
        row("1+12, large one to the left", MosaicLayout::OnePlusTwelve, 0, Direction::Left, 5);
        row("2+8, from one large to the other", MosaicLayout::TwoPlusEight, 0, Direction::Right, 1);
        row("2+8, small one up into the second large", MosaicLayout::TwoPlusEight, 4, Direction::Up, 1);
        row("4x2, down", MosaicLayout::EightWide, 1, Direction::Down, 5);
        row("4x2, stays at the bottom", MosaicLayout::EightWide, 6, Direction::Down, 6);
        row("sixty-four, last to the left", MosaicLayout::SixtyFour, 63, Direction::Left, 62);
        row("no such tile", MosaicLayout::Four, 9, Direction::Up, 0);
    }
    void arrowsReachTheNeighbour()
    {
        QFETCH(int, layout);
        QFETCH(int, from);
        QFETCH(int, direction);
        QFETCH(int, to);
        QCOMPARE(neighbour(static_cast<MosaicLayout>(layout), from, static_cast<Direction>(direction)), to);
    }

    void stateSurvivesJson()
    {
        MosaicState state;
        state.layout = MosaicLayout::OnePlusFive;
        state.cameras = {CameraId{QStringLiteral("cam-01")}, CameraId{}, CameraId{QStringLiteral("cam-03")}};
        state.selected = 2;
        const auto back = mosaicStateFromJson(toJson(state));
        QVERIFY(back);
        QCOMPARE(*back, state);
    }

    void heightFillsEveryTile_data()
    {
        QTest::addColumn<MosaicLayout>("layout");
        for (const MosaicLayout layout : allLayouts())
            QTest::newRow(qPrintable(layoutName(layout))) << layout;
    }
    void heightFillsEveryTile()
    {
        QFETCH(MosaicLayout, layout);
        const int words = 44;
        const QSize size(1004, vigie::wall::heightForWidth(layout, 1004, 2, words));
        for (const QRect &tile : tileRects(layout, size, 2)) {
            // A tile that spans two or three has words as often; a pixel is lost in rounding.
            const int single = tileRects(layout, size, 2).constLast().width() + 2;
            const int span = (tile.width() + 2 + single / 2) / single;
            const int beside = tile.height() - tile.width() * 9 / 16;
            QVERIFY2(beside >= span * words - 3 && beside <= span * words + 3, qPrintable(QString::number(beside)));
        }
    }

    void badStateIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("layout=4");
        QTest::newRow("a list") << QByteArray("[1,2]");
        QTest::newRow("unknown layout") << QByteArray(R"({"layout":"7","cameras":[]})");
        QTest::newRow("camera id with a slash") << QByteArray(R"({"layout":"4","cameras":["../etc"]})");
        QTest::newRow("too many tiles")
            << QByteArray(R"({"layout":"4","cameras":[)") + QByteArray("\"a\",").repeated(kMaximumTiles) + "\"a\"]}";
        QTest::newRow("a megabyte") << QByteArray(1 << 20, ' ');
    }
    void badStateIsRefused()
    {
        QFETCH(QByteArray, json);
        const auto state = mosaicStateFromJson(json);
        QVERIFY(!state);
        QCOMPARE(state.error().code, ErrorCode::InvalidArgument);
    }
};

VIGIE_TEST(TstMosaicLayout)
#include "tst_mosaic_layout.moc"
