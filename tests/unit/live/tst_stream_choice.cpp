// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/stream_choice.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::live;
using media::Importance;

namespace {

StreamEndpoint stream(const char *name, QSize size)
{
    StreamEndpoint one;
    one.name = QLatin1String(name);
    one.size = size;
    return one;
}

/// What nearly every camera offers.
QList<StreamEndpoint> usual()
{
    return {stream("sub", {640, 360}), stream("main", {1920, 1080})};
}

QList<StreamEndpoint> three()
{
    return {stream("sub", {640, 360}), stream("mid", {1280, 720}), stream("main", {2560, 1440})};
}

Showing tile(int width, int height)
{
    Showing showing;
    showing.size = {width, height};
    return showing;
}

QString nameOf(const QList<StreamEndpoint> &streams, const Choice &choice)
{
    return choice.index < 0 ? QString() : streams.at(choice.index).name;
}

} // namespace

class TstStreamChoice final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSmallestThatFillsTheTile_data();
    void theSmallestThatFillsTheTile();
    void noToAndFroAtTheBorder();
    void whatTheOperatorDoesToTheTile_data();
    void whatTheOperatorDoesToTheTile();
    void namesAndOrderWhereSizesAreUnknown_data();
    void namesAndOrderWhereSizesAreUnknown();
    void lessWhereSomethingIsShort_data();
    void lessWhereSomethingIsShort();
    void aStreamThatCannotBeDecodedIsAvoided();
    void nothingToChooseFrom();
    void theRateOfAStream();
};

void TstStreamChoice::theSmallestThatFillsTheTile_data()
{
    QTest::addColumn<QSize>("tile");
    QTest::addColumn<QString>("taken");
    QTest::newRow("not laid out yet") << QSize() << QStringLiteral("sub");
    QTest::newRow("thumbnail on the map") << QSize(160, 90) << QStringLiteral("sub");
    QTest::newRow("exactly the small stream") << QSize(640, 360) << QStringLiteral("sub");
    QTest::newRow("a little larger, nobody sees it") << QSize(720, 405) << QStringLiteral("sub");
    QTest::newRow("too large for it") << QSize(760, 428) << QStringLiteral("mid");
    QTest::newRow("a quarter of a screen") << QSize(960, 540) << QStringLiteral("mid");
    QTest::newRow("a whole screen") << QSize(1920, 1080) << QStringLiteral("main");
    QTest::newRow("larger than anything offered") << QSize(3840, 2160) << QStringLiteral("main");
    QTest::newRow("tall and narrow: bars above and below") << QSize(640, 900) << QStringLiteral("sub");
    QTest::newRow("wide and low: bars at the sides") << QSize(1920, 360) << QStringLiteral("sub");
}

void TstStreamChoice::theSmallestThatFillsTheTile()
{
    QFETCH(QSize, tile);
    QFETCH(QString, taken);
    Showing showing;
    showing.size = tile;
    const Choice choice = chooseStream(three(), showing, {});
    QCOMPARE(nameOf(three(), choice), taken);
    QCOMPARE(choice.reason, Reason::FillsTile);
}

void TstStreamChoice::noToAndFroAtTheBorder()
{
    Circumstance now;
    int changes = 0;
    // Grows across the border, then trembles there.
    for (const int width : {640, 700, 735, 740, 735, 740, 730, 720, 710, 700, 690, 680, 670, 680}) {
        const Choice choice = chooseStream(usual(), tile(width, width * 9 / 16), now);
        const QString name = nameOf(usual(), choice);
        changes += name != now.current ? 1 : 0;
        now.current = name;
        QCOMPARE(name, changes == 2 ? QStringLiteral("main") : QStringLiteral("sub"));
    }
    QCOMPARE(changes, 3); // the first, one up, one down
    // And exactly on the small stream's size it always comes back.
    now.current = QStringLiteral("main");
    QCOMPARE(nameOf(usual(), chooseStream(usual(), tile(640, 360), now)), QStringLiteral("sub"));
}

void TstStreamChoice::whatTheOperatorDoesToTheTile_data()
{
    QTest::addColumn<Showing>("showing");
    QTest::addColumn<QString>("taken");
    QTest::addColumn<Reason>("reason");
    Showing showing = tile(700, 394);
    QTest::newRow("one among others") << showing << QStringLiteral("sub") << Reason::FillsTile;
    showing.importance = Importance::Selected;
    QTest::newRow("selected: not magnified") << showing << QStringLiteral("mid") << Reason::Selected;
    showing.size = {640, 360};
    QTest::newRow("selected, sharp already") << showing << QStringLiteral("sub") << Reason::FillsTile;
    showing = tile(1440, 810);
    showing.enlarged = true;
    QTest::newRow("enlarged: not magnified") << showing << QStringLiteral("main") << Reason::Enlarged;
    showing.size = {1200, 675};
    QTest::newRow("enlarged, sharp already") << showing << QStringLiteral("mid") << Reason::Enlarged;
    showing = tile(640, 360);
    showing.zoom = 2.0;
    QTest::newRow("zoomed twice") << showing << QStringLiteral("mid") << Reason::Zoomed;
    showing.zoom = 4.0;
    QTest::newRow("zoomed four times") << showing << QStringLiteral("main") << Reason::Zoomed;
    showing.zoom = 0.1;
    QTest::newRow("a zoom that is none") << showing << QStringLiteral("sub") << Reason::FillsTile;
}

void TstStreamChoice::whatTheOperatorDoesToTheTile()
{
    QFETCH(Showing, showing);
    QFETCH(QString, taken);
    QFETCH(Reason, reason);
    const Choice choice = chooseStream(three(), showing, {});
    QCOMPARE(nameOf(three(), choice), taken);
    QCOMPARE(choice.reason, reason);
}

void TstStreamChoice::namesAndOrderWhereSizesAreUnknown_data()
{
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QSize>("tile");
    QTest::addColumn<QString>("taken");
    const QStringList named{QStringLiteral("main"), QStringLiteral("third"), QStringLiteral("sub")};
    const QStringList sizes{QStringLiteral("cif"), QStringLiteral("hd"), QStringLiteral("4k")};
    QTest::newRow("small tile, names say it") << named << QSize(400, 225) << QStringLiteral("sub");
    QTest::newRow("large tile, names say it") << named << QSize(1900, 1069) << QStringLiteral("main");
    QTest::newRow("small tile, smallest first") << sizes << QSize(400, 225) << QStringLiteral("cif");
    QTest::newRow("middle tile, in between") << sizes << QSize(1200, 675) << QStringLiteral("hd");
    QTest::newRow("large tile, largest last") << sizes << QSize(1900, 1069) << QStringLiteral("4k");
}

void TstStreamChoice::namesAndOrderWhereSizesAreUnknown()
{
    QFETCH(QStringList, offered);
    QFETCH(QSize, tile);
    QFETCH(QString, taken);
    QList<StreamEndpoint> streams;
    for (const QString &name : offered) {
        StreamEndpoint one;
        one.name = name;
        streams.append(one);
    }
    Showing showing;
    showing.size = tile;
    QCOMPARE(nameOf(streams, chooseStream(streams, showing, {})), taken);
}

void TstStreamChoice::lessWhereSomethingIsShort_data()
{
    QTest::addColumn<Circumstance>("now");
    QTest::addColumn<QString>("taken");
    QTest::addColumn<Reason>("reason");
    Circumstance now;
    QTest::newRow("nothing is short") << now << QStringLiteral("main") << Reason::FillsTile;
    now.machineShort = true;
    QTest::newRow("the machine is short: one lower") << now << QStringLiteral("mid") << Reason::MachineShort;
    now.current = QStringLiteral("mid");
    QTest::newRow("and not lower still the next time") << now << QStringLiteral("mid") << Reason::MachineShort;
    now.affordable = 1;
    QTest::newRow("and the link too") << now << QStringLiteral("sub") << Reason::LinkBudget;
    now = {};
    now.affordable = 2;
    QTest::newRow("the link has room for two of three") << now << QStringLiteral("mid") << Reason::LinkBudget;
    now.affordable = 3;
    QTest::newRow("the link has room for all") << now << QStringLiteral("main") << Reason::FillsTile;
    now.affordable = 0;
    QTest::newRow("the link is full") << now << QString() << Reason::LinkBudget;
    now.affordable = 1;
    now.failed = {QStringLiteral("sub")};
    QTest::newRow("what the link has room for cannot be decoded") << now << QString() << Reason::LinkBudget;
}

void TstStreamChoice::lessWhereSomethingIsShort()
{
    QFETCH(Circumstance, now);
    QFETCH(QString, taken);
    QFETCH(Reason, reason);
    const Choice choice = chooseStream(three(), tile(1920, 1080), now);
    QCOMPARE(nameOf(three(), choice), taken);
    QCOMPARE(choice.reason, reason);
}

void TstStreamChoice::aStreamThatCannotBeDecodedIsAvoided()
{
    Circumstance now;
    now.failed = {QStringLiteral("main")};
    const Choice choice = chooseStream(usual(), tile(1920, 1080), now);
    QCOMPARE(nameOf(usual(), choice), QStringLiteral("sub"));
    QCOMPARE(choice.reason, Reason::OtherFailed);
    now.failed = {QStringLiteral("sub")};
    QCOMPARE(nameOf(usual(), chooseStream(usual(), tile(320, 180), now)), QStringLiteral("main"));
    now.failed = {QStringLiteral("sub"), QStringLiteral("main")};
    QCOMPARE(chooseStream(usual(), tile(320, 180), now), Choice());
}

void TstStreamChoice::nothingToChooseFrom()
{
    QCOMPARE(chooseStream({}, tile(640, 360), {}), Choice());
    const QList<StreamEndpoint> one{stream("main", {1920, 1080})};
    QCOMPARE(chooseStream(one, tile(320, 180), {}), (Choice{0, Reason::OnlyOne}));
}

void TstStreamChoice::theRateOfAStream()
{
    StreamEndpoint main = stream("main", {1920, 1080});
    main.fps = 25.0;
    main.codec = VideoCodec::H264;
    QCOMPARE(qRound(nominalKbps(main, main.size)), 5184);
    main.codec = VideoCodec::H265;
    QVERIFY(nominalKbps(main, main.size) < 5184.0);
    main.kbps = 2500;
    QCOMPARE(nominalKbps(main, main.size), 2500.0);
}

VIGIE_TEST(TstStreamChoice)
#include "tst_stream_choice.moc"
