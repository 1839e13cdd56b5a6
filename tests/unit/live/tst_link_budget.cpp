// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <support/test_main.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using media::Importance;

namespace {

const Link kNoyon{QStringLiteral("Noyon"), 10.0};

LinkBid bid(const char *camera, Importance importance, const QList<double> &rates, int held = 0)
{
    LinkBid one;
    one.camera = CameraId{QLatin1String(camera)};
    one.importance = importance;
    for (const double rate : rates)
        one.rates.append({QString::number(one.rates.size()), rate});
    one.held = held;
    return one;
}

QList<StreamRate> rates(double sub, double main)
{
    return {{QStringLiteral("sub"), sub}, {QStringLiteral("main"), main}};
}

} // namespace

/// The line of a commune, shared by all tiles of the console.
class TstLinkBudget final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void whoGetsWhat_data();
    void whoGetsWhat();
    void ratesThatSwingChangeNothing();
    void aLineWithoutALimit();
    void whatIsMeasuredCounts();
    void freedIsGivenOn();
    void aTileOnAFullLineWaitsAndSaysSo();
    void theSelectedTileTakesTheLineFromTheOthers();
    void aHiddenTileGivesWay();
};

void TstLinkBudget::whoGetsWhat_data()
{
    QTest::addColumn<QList<LinkBid>>("bids");
    QTest::addColumn<QList<int>>("given"); // of 10,000 kbit/s
    using Bids = QList<LinkBid>;
    using Given = QList<int>;
    const auto usual = [](const char *camera, Importance importance = Importance::Visible, int held = 0) {
        return bid(camera, importance, {500.0, 4000.0}, held);
    };
    QTest::newRow("nobody") << Bids() << Given();
    QTest::newRow("two large streams fit") << Bids{usual("a"), usual("b")} << Given{2, 2};
    QTest::newRow("the third gets its small one") << Bids{usual("a"), usual("b"), usual("c")} << Given{2, 2, 1};
    QTest::newRow("the selected one first")
        << Bids{usual("a"), usual("b"), usual("c", Importance::Selected)} << Given{2, 1, 2};
    QTest::newRow("the hidden one last")
        << Bids{usual("a", Importance::Hidden), usual("b"), usual("c")} << Given{1, 2, 2};
    QTest::newRow("everybody's small stream before anybody's large one")
        << Bids{bid("a", Importance::Visible, {4000.0, 9000.0}), bid("b", Importance::Visible, {5000.0})}
        << Given{1, 1};
    QTest::newRow("full: the last one waits")
        << Bids{bid("a", Importance::Visible, {5000.0}), bid("b", Importance::Visible, {5000.0})} << Given{1, 0};
    QTest::newRow("full: who is there already stays")
        << Bids{bid("a", Importance::Visible, {5000.0}), bid("b", Importance::Visible, {5000.0}, 1)} << Given{0, 1};
    QTest::newRow("full: but the selected one comes in")
        << Bids{bid("a", Importance::Selected, {5000.0}), bid("b", Importance::Visible, {5000.0}, 1)}
        << Given{1, 1}; // both fit in what is allowed to one that is there already
    QTest::newRow("really full: and the other one goes")
        << Bids{bid("a", Importance::Selected, {6000.0}), bid("b", Importance::Visible, {5000.0}, 1)} << Given{1, 0};
    QTest::newRow("one stream in two tiles is paid for once")
        << Bids{bid("a", Importance::Visible, {6000.0}), bid("a", Importance::Visible, {6000.0})} << Given{1, 1};
    QTest::newRow("larger than the line") << Bids{bid("a", Importance::Selected, {12000.0})} << Given{0};
    QTest::newRow("asks for nothing") << Bids{bid("a", Importance::Selected, {})} << Given{0};
}

void TstLinkBudget::whoGetsWhat()
{
    QFETCH(QList<LinkBid>, bids);
    QFETCH(QList<int>, given);
    QCOMPARE(share(10'000.0, bids), given);
}

void TstLinkBudget::ratesThatSwingChangeNothing()
{
    LinkBudget budget;
    const auto first = budget.newId();
    const auto second = budget.newId();
    QCOMPARE(budget.claim(first, kNoyon, kCamera, Importance::Visible, rates(500, 4500)), 2);
    QCOMPARE(budget.claim(second, kNoyon, kCreilCamera, Importance::Visible, rates(500, 5500)), 1);
    QSignalSpy changes(&budget, &LinkBudget::changed);
    for (int i = 0; i < 50; ++i)
        budget.measured(kCamera, QStringLiteral("main"), i % 2 == 0 ? 4100.0 : 4900.0);
    QCoreApplication::processEvents();
    QCOMPARE(changes.size(), 0);
    QCOMPARE(budget.allowance(first), 2);
    QCOMPARE(budget.allowance(second), 1);
}

void TstLinkBudget::aLineWithoutALimit()
{
    LinkBudget budget;
    for (int i = 0; i < 100; ++i)
        QCOMPARE(budget.claim(budget.newId(), {}, kCamera, Importance::Visible, rates(500, 90'000)), 2);
}

void TstLinkBudget::whatIsMeasuredCounts()
{
    LinkBudget budget;
    const auto first = budget.newId();
    const auto second = budget.newId();
    QCOMPARE(budget.claim(first, kNoyon, kCamera, Importance::Visible, rates(500, 4500)), 2);
    QCOMPARE(budget.claim(second, kNoyon, kCreilCamera, Importance::Visible, rates(500, 4500)), 2);
    QSignalSpy changes(&budget, &LinkBudget::changed);
    budget.measured(kCreilCamera, QStringLiteral("main"), 0.0); // too early to tell
    budget.measured(kCreilCamera, QStringLiteral("main"), 7000.0);
    QVERIFY(changes.wait());
    QCOMPARE(budget.allowance(first), 2); // who came first
    QCOMPARE(budget.allowance(second), 1);
    QCOMPARE(budget.use(first).usedKbps, 5000.0);
    QCOMPARE(budget.use(first).limitKbps, 10'000.0);
    QCOMPARE(budget.use(first).name, QStringLiteral("Noyon"));
    // It is remembered: the large stream is not tried again and again.
    QCOMPARE(budget.claim(second, kNoyon, kCreilCamera, Importance::Visible, rates(500, 4500)), 1);
}

void TstLinkBudget::freedIsGivenOn()
{
    LinkBudget budget;
    const auto first = budget.newId();
    const auto second = budget.newId();
    QCOMPARE(budget.claim(first, kNoyon, kCamera, Importance::Visible, {{QStringLiteral("main"), 9000.0}}), 1);
    QCOMPARE(budget.claim(second, kNoyon, kCreilCamera, Importance::Visible, rates(2000, 4500)), 0);
    QCOMPARE(budget.allowance(budget.newId()), 0); // claims nothing
    QSignalSpy changes(&budget, &LinkBudget::changed);
    budget.release(first);
    budget.release(first);
    QVERIFY(changes.wait());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(budget.allowance(second), 2);
    QCOMPARE(budget.use(first), LinkBudget::Use());
}

namespace {

/// Two cameras of a commune with a thin line.
class ThinLine final : public registry::EndpointVault {
public:
    [[nodiscard]] Result<CameraEndpoint> endpoint(const CameraId &camera) override
    {
        StreamEndpoint sub;
        sub.name = QStringLiteral("sub");
        sub.size = {640, 360};
        sub.url = QUrl(QStringLiteral("rtsp://192.0.2.1/sub-") + camera.value);
        sub.kbps = 4000;
        StreamEndpoint main = sub;
        main.name = QStringLiteral("main");
        main.size = {1920, 1080};
        main.kbps = 7000;
        CameraEndpoint endpoint;
        endpoint.camera = camera;
        endpoint.streams = {sub, main};
        endpoint.link = kNoyon;
        return endpoint;
    }
};

struct ThinHouse : House {
    ThinHouse() { shareStreams(); }
    std::unique_ptr<View> watch(const CameraId &camera, const Showing &showing)
    {
        auto view = std::make_unique<View>(thinGate, session, request(camera), render::Backend::Gpu,
                                           showing, nullptr, hub);
        [&] { QTRY_VERIFY(view->state() != ViewState::Asking); }();
        return view;
    }
    ThinLine line;
    access::Gate thinGate{feed, line, journal, clock};
};

} // namespace

void TstLinkBudget::aTileOnAFullLineWaitsAndSaysSo()
{
    ThinHouse house;
    auto first = house.watch(kCamera, kLarge);
    QCOMPARE(first->streamName(), QStringLiteral("main"));
    const auto second = house.watch(kAgnetzCamera, kLarge);
    // Both small streams fit, one large one and a small one do not.
    QCOMPARE(second->state(), ViewState::Connecting);
    QCOMPARE(second->streamName(), QStringLiteral("sub"));
    QCOMPARE(second->reason(), Reason::LinkBudget);
    QTRY_COMPARE(house.streams.made.back()->options.stream.name, QStringLiteral("sub"));
    QTRY_COMPARE(first->reason(), Reason::LinkBudget); // it has made room
    house.hub->links().measured(kCamera, QStringLiteral("sub"), 9000.0);
    QTRY_COMPARE(second->state(), ViewState::Waiting);
    QCOMPARE(second->link().name, QStringLiteral("Noyon"));
    QCOMPARE(second->link().limitKbps, 10'000.0);
    QCOMPARE(second->reason(), Reason::LinkBudget);
    QVERIFY(second->streamName().isEmpty());
    QCOMPARE(house.thinGate.liveGrants(), 2); // the right is there, the line is not
    first.reset();
    QTRY_COMPARE(second->state(), ViewState::Connecting);
    QCOMPARE(second->streamName(), QStringLiteral("main"));
}

void TstLinkBudget::theSelectedTileTakesTheLineFromTheOthers()
{
    ThinHouse house;
    const auto first = house.watch(kCamera, kLarge);
    const auto second = house.watch(kAgnetzCamera, kLarge);
    house.hub->links().measured(kCamera, QStringLiteral("sub"), 6000.0);
    house.hub->links().measured(kAgnetzCamera, QStringLiteral("sub"), 6000.0);
    QTRY_COMPARE(second->state(), ViewState::Waiting);
    Showing selected = kLarge;
    selected.importance = Importance::Selected;
    second->setShowing(selected);
    QTRY_COMPARE(first->state(), ViewState::Waiting);
    QCOMPARE(second->state(), ViewState::Connecting);
}

void TstLinkBudget::aHiddenTileGivesWay()
{
    ThinHouse house;
    const auto first = house.watch(kCamera, kLarge);
    Showing hidden = kLarge;
    hidden.importance = Importance::Hidden;
    first->setShowing(hidden);
    QVERIFY(!first->isSuspended());
    const auto second = house.watch(kAgnetzCamera, kLarge);
    QTRY_VERIFY(first->isSuspended()); // nobody sees it: its connection goes at once
    QTRY_COMPARE(second->streamName(), QStringLiteral("main"));
}

VIGIE_TEST(TstLinkBudget)
#include "tst_link_budget.moc"
