// SPDX-License-Identifier: GPL-3.0-or-later
#include "house.h"

#include <support/test_main.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace vigie::test::law;
using media::SessionState;

namespace {

/// Gives every camera the streams of a list.
class ListedVault final : public registry::EndpointVault {
public:
    explicit ListedVault(const QStringList &names) : m_names(names) { }
    [[nodiscard]] Result<CameraEndpoint> endpoint(const CameraId &camera) override
    {
        CameraEndpoint endpoint;
        endpoint.camera = camera;
        for (const QString &name : m_names) {
            StreamEndpoint stream;
            stream.name = name;
            stream.url = QUrl(QStringLiteral("rtsp://192.0.2.1/") + name);
            endpoint.streams.append(stream);
        }
        return endpoint;
    }

private:
    const QStringList m_names;
};

CameraEndpoint onvifOnly(const CameraId &camera)
{
    CameraEndpoint endpoint;
    endpoint.camera = camera;
    endpoint.onvifUrl = QUrl(QStringLiteral("http://192.0.2.1/onvif/device_service"));
    return endpoint;
}

StreamEndpoint streamOf(const char *name, QSize size)
{
    StreamEndpoint stream;
    stream.name = QLatin1String(name);
    stream.url = QUrl(QStringLiteral("rtsp://192.0.2.1/") + stream.name);
    stream.size = size;
    return stream;
}

/// Devices that tell their streams when the test says so.
struct Devices {
    struct Asked {
        std::weak_ptr<void> held;
        StreamsFound found;
    };
    std::vector<Asked> asked;

    [[nodiscard]] std::function<std::shared_ptr<void>(const CameraEndpoint &, StreamsFound)> finder()
    {
        return [this](const CameraEndpoint &, StreamsFound found) {
            auto held = std::make_shared<int>(0);
            asked.push_back({held, std::move(found)});
            return held;
        };
    }
    void answer(const Result<QList<StreamEndpoint>> &streams) const { asked.back().found(streams); }
    /// A view of a camera of which the registry knows the ONVIF address alone; its device is being asked.
    [[nodiscard]] std::unique_ptr<View> openUnlisted(House &house)
    {
        house.vault.place = [](const CameraId &camera) { return onvifOnly(camera); };
        house.streamSetup.findStreams = finder();
        auto view = house.open();
        [&] { QTRY_COMPARE(asked.size(), std::size_t(1)); }();
        return view;
    }
};

} // namespace

/// Which of the camera's streams a view has open, and what the tile shows meanwhile.
class TstViewStreams final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void streamIsChosenByNameElseBySize_data();
    void streamIsChosenByNameElseBySize();
    void noStreamAtAll();
    void theDeviceIsAskedWhereNoneIsListed();
    void aDeviceThatDoesNotTellIsAskedAgain();
    void whoLosesTheRightAsksNoDevice();
    void theOldPictureStaysUntilTheFirstOfTheNew();
    void theOldPictureStaysWhereTheNewStreamFails();
    void theSameQualityChangesNothing();
    void changedBackBeforeTheNewPictureCame();
    void changedBackJustAfterTheNewPictureCame();
    void aStreamLeftIsJoinedOnceItHasFinished();
    void qualityAskedForBeforeTheAnswer();
    void suspendedClosesAndKeepsTheRight();
    void suspendedBeforeTheAnswer();
    void qualityChangedWhileSuspended();
};

void TstViewStreams::streamIsChosenByNameElseBySize_data()
{
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<bool>("large");
    QTest::addColumn<QString>("opened");
    const QStringList named{QStringLiteral("main"), QStringLiteral("third"), QStringLiteral("sub")};
    const QStringList sizes{QStringLiteral("cif"), QStringLiteral("hd"), QStringLiteral("4k")};
    const QStringList one{QStringLiteral("only")};
    QTest::newRow("small tile, names say it") << named << false << QStringLiteral("sub");
    QTest::newRow("large tile, names say it") << named << true << QStringLiteral("main");
    QTest::newRow("small tile, smallest first") << sizes << false << QStringLiteral("cif");
    QTest::newRow("large tile, largest last") << sizes << true << QStringLiteral("4k");
    QTest::newRow("small tile, one stream") << one << false << QStringLiteral("only");
    QTest::newRow("large tile, one stream") << one << true << QStringLiteral("only");
}

void TstViewStreams::streamIsChosenByNameElseBySize()
{
    QFETCH(QStringList, offered);
    QFETCH(bool, large);
    QFETCH(QString, opened);
    House house;
    ListedVault vault(offered);
    access::Gate gate(house.feed, vault, house.journal, house.clock);
    View view(gate, house.session, {kOperator, Act::Live, kCamera, kRoom, QString(), {}, false},
              render::Backend::Gpu, large ? kLarge : kSmall, nullptr, house.alone());
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.streams.last().options.stream.name, opened);
    // The other quality is another connection only where it is another stream.
    house.streams.last().play(1);
    view.setShowing(large ? kSmall : kLarge);
    QCOMPARE(house.streams.made.size(), std::size_t(offered.size() == 1 ? 1 : 2));
}

void TstViewStreams::noStreamAtAll()
{
    House house;
    ListedVault vault({});
    access::Gate gate(house.feed, vault, house.journal, house.clock);
    View view(gate, house.session, {kOperator, Act::Live, kCamera, kRoom, QString(), {}, false},
              render::Backend::Gpu, kSmall, nullptr, house.alone());
    QTRY_COMPARE(view.state(), ViewState::Lost);
    QCOMPARE(view.error()->code, ErrorCode::NotFound);
    QVERIFY(house.streams.made.empty());
}

void TstViewStreams::theDeviceIsAskedWhereNoneIsListed()
{
    House house;
    Devices devices;
    const auto view = devices.openUnlisted(house);
    QCOMPARE(view->state(), ViewState::Connecting);
    QVERIFY(house.streams.made.empty());
    devices.answer(QList{streamOf("small", {640, 360}), streamOf("large", {1920, 1080})});
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("small"));
    house.streams.last().play(1);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    view->setShowing(kLarge);
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("large"));
    QCOMPARE(devices.asked.size(), std::size_t(1));
}

void TstViewStreams::aDeviceThatDoesNotTellIsAskedAgain()
{
    House house;
    Devices devices;
    const auto view = devices.openUnlisted(house);
    devices.answer(fail(ErrorCode::Unreachable, QStringLiteral("no")));
    QCOMPARE(view->state(), ViewState::Lost);
    QCOMPARE(view->error()->code, ErrorCode::Unreachable);
    QTRY_COMPARE_WITH_TIMEOUT(devices.asked.size(), std::size_t(2), 15'000);
    devices.answer(QList{streamOf("only", {640, 360})});
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    QVERIFY(!view->error());
}

void TstViewStreams::whoLosesTheRightAsksNoDevice()
{
    House house;
    Devices devices;
    const auto view = devices.openUnlisted(house);
    QVERIFY(!devices.asked.front().held.expired());
    house.suspend();
    QTRY_COMPARE(view->state(), ViewState::Curtained);
    QVERIFY(devices.asked.front().held.expired());
    QVERIFY(house.streams.made.empty());
}

void TstViewStreams::theOldPictureStaysUntilTheFirstOfTheNew()
{
    House house;
    const auto view = house.playing();
    const auto feed = view->feed();
    const auto old = house.streams.made.front();
    view->setShowing(kLarge);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    FakeStream &fresh = house.streams.last();
    QCOMPARE(fresh.options.stream.name, QStringLiteral("main"));
    QVERIFY(!old->askedToStop);
    QCOMPARE(view->state(), ViewState::Playing); // there is a picture all the time
    QCOMPARE(view->streamName(), QStringLiteral("sub"));
    old->show(2);
    QCOMPARE(shownBy(*view), 2);
    QSignalSpy changes(view.get(), &View::changed);
    fresh.play(100);
    QCOMPARE(shownBy(*view), 100);
    old->show(3); // one more was on its way
    QCOMPARE(shownBy(*view), 100);
    QTRY_COMPARE(view->streamName(), QStringLiteral("main"));
    QVERIFY(old->askedToStop);
    QVERIFY(!changes.isEmpty());
    QCOMPARE(view->state(), ViewState::Playing);
    QCOMPARE(view->feed(), feed);
    QVERIFY(!feed->isCurtained());
}

void TstViewStreams::theOldPictureStaysWhereTheNewStreamFails()
{
    House house;
    const auto view = house.playing();
    view->setShowing(kLarge);
    house.streams.last().say(SessionState::Lost,
                             Error{ErrorCode::NotSupported, QStringLiteral("no")});
    house.streams.made.front()->show(2);
    QCOMPARE(view->state(), ViewState::Playing);
    QCOMPARE(view->streamName(), QStringLiteral("sub"));
    QCOMPARE(shownBy(*view), 2);
    house.streams.made.front()->say(SessionState::Lost,
                                    Error{ErrorCode::TimedOut, QStringLiteral("gone")});
    QCOMPARE(view->state(), ViewState::Lost);
    QCOMPARE(view->error()->code, ErrorCode::TimedOut);
}

void TstViewStreams::theSameQualityChangesNothing()
{
    House house;
    const auto view = house.playing(kLarge);
    view->setShowing(kLarge);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    view->setShowing(kSmall);
    view->setShowing(kSmall);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
}

void TstViewStreams::changedBackBeforeTheNewPictureCame()
{
    House house;
    const auto view = house.playing();
    const auto sub = house.streams.made.front();
    view->setShowing(kLarge);
    const auto main = house.streams.made.back();
    view->setShowing(kSmall);
    QVERIFY(main->askedToStop);
    QVERIFY(!sub->askedToStop);
    main->show(100); // it was in the middle of its first
    QCoreApplication::processEvents();
    QCOMPARE(shownBy(*view), 1);
    sub->show(2);
    QCOMPARE(shownBy(*view), 2); // the tile goes on
    QCOMPARE(view->streamName(), QStringLiteral("sub"));
    QCOMPARE(house.streams.made.size(), std::size_t(2));
}

void TstViewStreams::changedBackJustAfterTheNewPictureCame()
{
    House house;
    const auto view = house.playing();
    const auto sub = house.streams.made.front();
    view->setShowing(kLarge);
    const auto main = house.streams.made.back();
    main->play(100); // the view has not heard of it yet
    view->setShowing(kSmall);
    // The old sub stream is silent already: the tile must not depend on it.
    QVERIFY(sub->askedToStop);
    QVERIFY(!main->askedToStop);
    main->show(101);
    QCOMPARE(shownBy(*view), 101);
    QCOMPARE(house.streams.made.size(), std::size_t(3));
    house.streams.last().play(200);
    QCOMPARE(shownBy(*view), 200);
    QTRY_VERIFY(main->askedToStop);
    QCOMPARE(view->streamName(), QStringLiteral("sub"));
    QCOMPARE(view->state(), ViewState::Playing);
}

void TstViewStreams::aStreamLeftIsJoinedOnceItHasFinished()
{
    House house;
    const auto view = house.playing();
    const auto old = house.streams.made.front();
    view->setShowing(kLarge);
    house.streams.last().play(100);
    QTRY_VERIFY(old->askedToStop);
    QCoreApplication::processEvents();
    QVERIFY(!old->joined); // nobody waits for it
    old->finish();
    QTRY_VERIFY(old->joined);
    QVERIFY(!old->session);
    QVERIFY(house.streams.last().session);
}

void TstViewStreams::qualityAskedForBeforeTheAnswer()
{
    House house;
    const auto view = house.open();
    view->setShowing(kLarge);
    QTRY_COMPARE(house.streams.made.size(), std::size_t(1));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("main"));
}

void TstViewStreams::suspendedClosesAndKeepsTheRight()
{
    House house;
    const auto view = house.playing();
    const auto first = house.streams.made.front();
    view->setSuspended(true);
    QVERIFY(view->isSuspended());
    QVERIFY(first->askedToStop);
    QCOMPARE(view->state(), ViewState::Connecting);
    QCOMPARE(shownBy(*view), 1);
    QCOMPARE(house.gate.liveGrants(), 1);
    first->finish();
    QTRY_VERIFY(first->joined);
    view->setSuspended(true);
    view->setSuspended(false);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    house.streams.last().play(2);
    QTRY_COMPARE(view->state(), ViewState::Playing);
    QCOMPARE(shownBy(*view), 2);
    QCOMPARE(house.journal.events(), QStringList{QStringLiteral("live-begin")}); // one right
}

void TstViewStreams::suspendedBeforeTheAnswer()
{
    House house;
    const auto view = house.open();
    view->setSuspended(true);
    QTRY_COMPARE(view->state(), ViewState::Connecting);
    QCOMPARE(house.gate.liveGrants(), 1);
    QVERIFY(house.streams.made.empty());
    view->setSuspended(false);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
}

void TstViewStreams::qualityChangedWhileSuspended()
{
    House house;
    const auto view = house.playing();
    view->setSuspended(true);
    view->setShowing(kLarge);
    QCOMPARE(house.streams.made.size(), std::size_t(1));
    view->setSuspended(false);
    QCOMPARE(house.streams.made.size(), std::size_t(2));
    QCOMPARE(house.streams.last().options.stream.name, QStringLiteral("main"));
}

VIGIE_TEST(TstViewStreams)
#include "tst_view_streams.moc"
