// SPDX-License-Identifier: GPL-3.0-or-later
#include "station.h"

#include <live/key_picture.h>
#include <live/warm_views.h>
#include <support/law_world.h>
#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using test::law::kAgnetzCamera;
using test::law::kCamera;
using test::law::kOperator;
using test::law::kPolice;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 15'000; ///< ms; a first picture on a busy machine

bool plays(const View &view)
{
    return QTest::qWaitFor(
        [&] { return view.state() == ViewState::Playing && !view.feed()->takeImage().isNull(); }, kPatience);
}

} // namespace

/// What the cameras see of a console that shares, hides and keeps warm.
class TstSharedStreams final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void threeTilesOneConnection();
    void hiddenHasNoConnectionAfterTheDelay();
    void calledBackWarm();
    void theDeviceIsAskedForAKeyPicture();
    void aCameraOfWhichOnlyTheDeviceIsKnown();

private:
    [[nodiscard]] int connections(const CameraId &camera) const
    {
        return m_cameras.state(camera.value).value(QStringLiteral("rtspConnections")).toInt(-1);
    }
    static std::shared_ptr<StreamHub> hub(std::chrono::milliseconds hiddenDelay)
    {
        StreamSetup setup;
        setup.hiddenDelay = hiddenDelay;
        return std::make_shared<StreamHub>(std::move(setup));
    }
    SimulatedCameras m_cameras;
};

void TstSharedStreams::initTestCase()
{
    const QString why = m_cameras.start();
    QVERIFY2(why.isEmpty(), qPrintable(why));
}

void TstSharedStreams::threeTilesOneConnection()
{
    Station station;
    QCOMPARE(station.open(), QString());
    station.hub = hub(10s);
    const auto first = station.watch(kOperator, kCamera);
    const auto second = station.watch(kOperator, kCamera);
    const auto third = station.watch(kPolice, kCamera); // another person at the same console
    QVERIFY(plays(*first) && plays(*second) && plays(*third));
    QCOMPARE(connections(kCamera), 1);
    QCOMPARE(station.gate().liveGrants(), 3);
    QVERIFY(station.registry().suspendAgrement(kOperator, station.clock().now()));
    QTRY_COMPARE(first->state(), ViewState::Curtained);
    QCOMPARE(second->state(), ViewState::Curtained);
    const auto before = third->feed()->shown();
    QTRY_VERIFY(!third->feed()->takeImage().isNull() && third->feed()->shown() > before + 5);
    QCOMPARE(connections(kCamera), 1);
    station.gate().endSession(station.session(kPolice).session, access::EndCause::SignedOut);
    QTRY_COMPARE(connections(kCamera), 0);
}

void TstSharedStreams::hiddenHasNoConnectionAfterTheDelay()
{
    Station station;
    QCOMPARE(station.open(), QString());
    station.hub = hub(200ms);
    const auto view = station.watch(kOperator, kAgnetzCamera);
    QVERIFY(plays(*view));
    QCOMPARE(connections(kAgnetzCamera), 1);
    Showing hidden = Station::kSmall;
    hidden.importance = media::Importance::Hidden;
    view->setShowing(hidden);
    QTRY_COMPARE(connections(kAgnetzCamera), 0);
    QVERIFY(!view->feed()->takeImage().isNull()); // never black
    view->setShowing(Station::kSmall);
    QVERIFY(!view->feed()->takeImage().isNull());
    QVERIFY(plays(*view));
    QCOMPARE(connections(kAgnetzCamera), 1);
    QCOMPARE(station.records(QStringLiteral("live-begin")).size(), 1);
}

void TstSharedStreams::calledBackWarm()
{
    Station station;
    QCOMPARE(station.open(), QString());
    station.hub = hub(0ms);
    WarmViews warm;
    auto view = station.watch(kOperator, kAgnetzCamera);
    QVERIFY(plays(*view));
    warm.keep(std::move(view));
    QCOMPARE(warm.count(), 1);
    QCOMPARE(connections(kAgnetzCamera), 1); // paused, not closed
    view = warm.take(station.request(kOperator, kAgnetzCamera, Act::Live));
    QVERIFY(view);
    const qint64 from = monotonicMs();
    view->setShowing(Station::kSmall);
    QVERIFY(!view->feed()->takeImage().isNull()); // for the next repaint
    QCOMPARE(view->state(), ViewState::Connecting); // and not taken for a live one
    QVERIFY(plays(*view));
    qInfo() << "from the call to a live picture:" << monotonicMs() - from << "ms";
    QCOMPARE(connections(kAgnetzCamera), 1);
    warm.keep(std::move(view));
    warm.clear(); // the seat is locked
    QTRY_COMPARE(connections(kAgnetzCamera), 0);
    QTRY_COMPARE(station.gate().liveGrants(), 0);
}

void TstSharedStreams::theDeviceIsAskedForAKeyPicture()
{
    Station station;
    QCOMPARE(station.open(), QString());
    KeyPictureAsker asker(station.clock());
    StreamSetup setup;
    setup.askForKeyPicture = [&asker](const CameraEndpoint &endpoint, const StreamEndpoint &stream) { return asker.ask(endpoint, stream); };
    station.hub = std::make_shared<StreamHub>(std::move(setup));
    const auto asked = [this] {
        int count = 0;
        for (const QJsonObject &line : m_cameras.log(kCamera.value, QStringLiteral("onvif")))
            count += QJsonDocument(line).toJson().contains("SetSynchronizationPoint") ? 1 : 0;
        return count;
    };
    QCOMPARE(asked(), 0);
    auto view = station.watch(kOperator, kCamera);
    const auto other = station.watch(kPolice, kCamera); // the same connection
    QVERIFY(plays(*view) && plays(*other));
    QTRY_COMPARE(asked(), 1);
}

/// Its streams come from its media profiles, under the right and not before.
void TstSharedStreams::aCameraOfWhichOnlyTheDeviceIsKnown()
{
    Station station;
    QCOMPARE(station.open(false), QString());
    StreamFinder finder(station.clock());
    StreamSetup setup;
    setup.findStreams = [&finder](const CameraEndpoint &of, StreamsFound found) { return finder.find(of, std::move(found)); };
    station.hub = std::make_shared<StreamHub>(std::move(setup));
    const auto view = station.watch(kOperator, kCamera);
    QVERIFY(plays(*view));
    QCOMPARE(view->stream().size, QSize(640, 360));
    QCOMPARE(view->stream().url, QUrl(QStringLiteral("rtsp://127.0.81.11:8554/sub")));
    view->setShowing(Station::kLarge);
    QTRY_COMPARE_WITH_TIMEOUT(view->stream().size, QSize(960, 540), kPatience);
}

VIGIE_TEST(TstSharedStreams)
#include "tst_shared_streams.moc"
