// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <support/test_main.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;

namespace {

PrivacyMask maskFrom(double x)
{
    return {PrivacyMask::Style::Filled, {{x, 0.1}, {0.9, 0.1}, {0.5, 0.9}}};
}

void setMasks(House &house, const QList<PrivacyMask> &masks)
{
    house.change([&](registry::Facts &facts) { facts.cameras[law::kCamera].masks = masks; });
}

} // namespace

/// The masks of the registry are on the feed before a stream is, and follow it.
class TstViewMasks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void masksAreThereBeforeTheStream();
    void aMaskDrawnMeanwhileTakesThePictureAway();
    void aFreshFeedAfterACurtainIsMasked();
    void everyPictureIsSignedByWhoLooks();
};

void TstViewMasks::masksAreThereBeforeTheStream()
{
    House house;
    setMasks(house, {maskFrom(0.1)});
    const auto view = house.open();
    bool masked = false;
    connect(view.get(), &View::changed, this,
            [&] { masked = view->feed()->masks() == QList<PrivacyMask>{maskFrom(0.1)}; });
    QVERIFY(house.streams.made.empty());
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    QVERIFY(masked);
}

void TstViewMasks::aMaskDrawnMeanwhileTakesThePictureAway()
{
    House house;
    const auto view = house.playing();
    QTRY_COMPARE(shownBy(*view), 1);
    QSignalSpy letGo(view->feed().get(), &render::TileFeed::curtainFell);
    setMasks(house, {maskFrom(0.2)});
    QCOMPARE(letGo.size(), 1); // in the turn in which the registry changed
    QCOMPARE(shownBy(*view), 0);
    QCOMPARE(view->feed()->masks().size(), 1);
    QCOMPARE(view->state(), ViewState::Playing);
    setMasks(house, {});
    house.streams.last().play(2);
    QTRY_COMPARE(shownBy(*view), 2);
}

void TstViewMasks::aFreshFeedAfterACurtainIsMasked()
{
    House house;
    setMasks(house, {maskFrom(0.1)});
    const auto view = house.open();
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    house.suspend();
    QCOMPARE(view->state(), ViewState::Curtained);
    house.suspend(false);
    const auto before = view->feed();
    view->ask();
    QVERIFY(view->feed() != before);
    QTRY_COMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(view->feed()->masks().size(), 1);
}

void TstViewMasks::everyPictureIsSignedByWhoLooks()
{
    House house;
    const auto view = house.open();
    const auto other = house.open(law::kAgnetzCamera);
    QVERIFY(view->feed()->watermark());
    QCOMPARE(view->feed()->watermark(), other->feed()->watermark()); // rendered once for both
}

VIGIE_TEST(TstViewMasks)
#include "tst_view_masks.moc"
