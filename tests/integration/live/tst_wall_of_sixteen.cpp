// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/gate.h>
#include <live/view.h>
#include <live/warm_views.h>
#include <media/governor.h>
#include <support/fake_feed.h>
#include <support/fake_journal.h>
#include <support/fake_vault.h>
#include <support/law_world.h>
#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

constexpr int kTiles = 16;
constexpr int kPatience = 60'000; ///< ms; the sanitizers take their time

const Showing kSmall{{320, 180}, 1.0, false, media::Importance::Visible};
const Showing kLarge{{1280, 720}, 1.0, false, media::Importance::Selected};
const Showing kHidden{{320, 180}, 1.0, false, media::Importance::Hidden};

const QList<PrivacyMask> kMasked{{PrivacyMask::Style::Blurred, {{0.1, 0.1}, {0.5, 0.1}, {0.3, 0.6}}}};

QString nameOf(int camera)
{
    return QStringLiteral("cam-%1").arg(camera);
}

QString addressOf(int camera)
{
    return QStringLiteral("127.0.86.%1").arg(11 + camera);
}

QJsonObject streamPlan(const QString &codec, int width, int height, const QString &clip)
{
    return {{QStringLiteral("codec"), codec}, {QStringLiteral("width"), width}, {QStringLiteral("height"), height},
            {QStringLiteral("fps"), 15},      {QStringLiteral("clip"), clip}};
}

/// Every codec, each camera its own clip; the main streams are one clip.
QJsonObject plan()
{
    const QList<QPair<QString, QString>> subs{{QStringLiteral("h264"), QStringLiteral("sub_place_360p15_h264.mp4")},
                                              {QStringLiteral("h265"), QStringLiteral("sub_marche_360p15_h265.mp4")},
                                              {QStringLiteral("mjpeg"), QStringLiteral("sub_ecole_360p15_mjpeg.avi")},
                                              {QStringLiteral("h264"), QStringLiteral("sub_rue_360p15_h264.mp4")}};
    QJsonArray cameras;
    for (int i = 0; i < kTiles; ++i) {
        const auto &[codec, clip] = subs.at(i % subs.size());
        cameras.append(QJsonObject{
            {QStringLiteral("id"), nameOf(i)},
            {QStringLiteral("name"), nameOf(i)},
            {QStringLiteral("address"), addressOf(i)},
            {QStringLiteral("rtspPort"), 8554},
            {QStringLiteral("onvifPort"), 8080},
            {QStringLiteral("user"), QStringLiteral("vigie")},
            {QStringLiteral("password"), QString(QStringLiteral("Essai-") + nameOf(i))},
            {QStringLiteral("ptz"), false},
            {QStringLiteral("main"),
             streamPlan(QStringLiteral("h264"), 1280, 720, QStringLiteral("main_parvis_720p15_h264.mp4"))},
            {QStringLiteral("sub"), streamPlan(codec, 640, 360, clip)}});
    }
    return {{QStringLiteral("format"), QStringLiteral("vigie-camsim-plan/1")}, {QStringLiteral("cameras"), cameras}};
}

CameraEndpoint endpointOf(const CameraId &camera)
{
    CameraEndpoint endpoint;
    endpoint.camera = camera;
    const int number = camera.value.section(QLatin1Char('-'), 1).toInt();
    for (const auto &[name, size] : {std::pair{QStringLiteral("sub"), QSize(640, 360)}, {QStringLiteral("main"), QSize(1280, 720)}}) {
        StreamEndpoint stream;
        stream.name = name;
        stream.size = size;
        stream.url = QUrl(QStringLiteral("rtsp://%1:8554/%2").arg(addressOf(number), name));
        stream.transport = number % 4 == 3 ? RtpTransport::Udp : RtpTransport::Tcp;
        endpoint.streams.append(stream);
    }
    endpoint.user = QStringLiteral("vigie");
    endpoint.password = Secret::fromUtf8(QStringLiteral("Essai-") + camera.value);
    return endpoint;
}

/// Beauvais has sixteen cameras.
registry::Facts world()
{
    registry::Facts facts = law::world();
    registry::Camera camera = facts.cameras.value(law::kCamera);
    for (int i = 0; i < kTiles; ++i) {
        camera.id.value = nameOf(i);
        facts.cameras.insert(camera.id, camera);
        facts.systems[camera.system].cameras.insert(camera.id);
    }
    return facts;
}

} // namespace

/// Sixteen tiles of sixteen cameras while everything happens to them that may: what the sanitizers look at.
class TstWallOfSixteen final : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    SimulatedCameras m_cameras;
    FakeClock m_clock;
    FakeFeed m_feed{world()};
    FakeVault m_vault;
    FakeJournal m_journal;
    access::Gate m_gate{m_feed, m_vault, m_journal, m_clock};
    std::shared_ptr<StreamHub> m_hub;
    WarmViews m_warm;
    std::array<std::unique_ptr<View>, kTiles> m_tiles;
    QTimer m_painter; ///< as a window does

    static access::Request requestOf(int camera)
    {
        return {law::kOperator, Act::Live, CameraId{nameOf(camera)}, law::kRoom, QString(), {}, false};
    }
    void open(int tile, const Showing &showing = kSmall)
    {
        if ((m_tiles[static_cast<std::size_t>(tile)] = m_warm.take(requestOf(tile)))) {
            m_tiles[static_cast<std::size_t>(tile)]->setShowing(showing);
            return;
        }
        const access::SessionContext session{
            {QStringLiteral("session-1")}, law::kOperator, QStringLiteral("M-operateur"), law::kRoom};
        m_tiles[static_cast<std::size_t>(tile)] =
            std::make_unique<View>(m_gate, session, requestOf(tile), render::Backend::Cpu, showing, nullptr, m_hub);
        View &view = *m_tiles[static_cast<std::size_t>(tile)];
        view.feed()->setTargetSize(showing.size);
    }
    /// Each tile that is seen has a new picture.
    [[nodiscard]] bool allShow() const
    {
        std::array<std::int64_t, kTiles> before{};
        for (std::size_t i = 0; i < m_tiles.size(); ++i)
            before[i] = m_tiles[i]->feed()->shown();
        return QTest::qWaitFor(
            [&] {
                for (std::size_t i = 0; i < m_tiles.size(); ++i) {
                    const View &view = *m_tiles[i];
                    if (view.showing().importance != media::Importance::Hidden
                        && (view.state() != ViewState::Playing || view.feed()->shown() < before[i] + 2))
                        return false;
                }
                return true;
            },
            kPatience);
    }

private Q_SLOTS:
    void initTestCase();
    void allShowTheirCamera();
    void streamsChangeWhileTheyPlay();
    void tilesComeAndGo();
    void camerasFallSilentAndVanish();
    void aRevocationCurtainsAllAndLeavesEveryCamera();
};

void TstWallOfSixteen::initTestCase()
{
    QFile file(m_folder.filePath(QStringLiteral("plan.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(plan()).toJson());
    file.close();
    qputenv("CAMSIM_PLAN", file.fileName().toUtf8());
    const QString why = m_cameras.start();
    QVERIFY2(why.isEmpty(), qPrintable(why));
    m_vault.place = endpointOf;
    StreamSetup setup;
    setup.governor = std::make_shared<media::Governor>();
    m_hub = std::make_shared<StreamHub>(std::move(setup));
    m_painter.setInterval(40);
    connect(&m_painter, &QTimer::timeout, this, [this] {
        for (const auto &tile : m_tiles) {
            if (tile)
                static_cast<void>(tile->feed()->takeImage());
        }
    });
    m_painter.start();
}

void TstWallOfSixteen::allShowTheirCamera()
{
    for (int i = 0; i < kTiles; ++i)
        open(i);
    QVERIFY(allShow());
    QCOMPARE(m_gate.liveGrants(), kTiles);
}

void TstWallOfSixteen::streamsChangeWhileTheyPlay()
{
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < kTiles; ++i) {
            View &view = *m_tiles[static_cast<std::size_t>(i)];
            const int turn = (i + round) % 4;
            view.setShowing(turn == 0 ? kLarge : turn == 1 ? kHidden : kSmall);
            view.feed()->setTargetSize(view.showing().size);
            view.feed()->setMasks(turn == 2 ? kMasked : QList<PrivacyMask>());
        }
        QVERIFY(allShow());
        for (const auto &tile : m_tiles)
            QVERIFY2(!tile->feed()->takeImage().isNull(), "never black");
    }
    for (const auto &tile : m_tiles)
        tile->setShowing(kSmall);
    QVERIFY(allShow());
}

void TstWallOfSixteen::tilesComeAndGo()
{
    for (int round = 0; round < 3; ++round) {
        for (int i = round % 2; i < kTiles; i += 2) {
            auto &tile = m_tiles[static_cast<std::size_t>(i)];
            if (i % 4 < 2)
                m_warm.keep(std::move(tile)); // called back at once
            tile.reset();
            open(i);
        }
        QVERIFY(allShow());
    }
    QTRY_COMPARE(m_gate.liveGrants(), kTiles);
}

void TstWallOfSixteen::camerasFallSilentAndVanish()
{
    QVERIFY(m_cameras.fault(nameOf(0), QStringLiteral("stall")));
    QVERIFY(m_cameras.fault(nameOf(1), QStringLiteral("drop")));
    QVERIFY(m_cameras.fault(nameOf(2), QStringLiteral("corrupt")));
    QVERIFY(m_cameras.fault(nameOf(3), QStringLiteral("corrupt"))); // over UDP
    QTRY_COMPARE_WITH_TIMEOUT(m_tiles[0]->state(), ViewState::Lost, kPatience);
    for (const int i : {0, 2, 3})
        QVERIFY(m_cameras.fault(nameOf(i), QStringLiteral("none")));
    QVERIFY(allShow());
}

void TstWallOfSixteen::aRevocationCurtainsAllAndLeavesEveryCamera()
{
    registry::Facts facts = m_feed.copy();
    facts.agrements[law::kOperator].first().suspendedFrom = law::kNow;
    m_feed.publish(std::move(facts));
    for (const auto &tile : m_tiles) {
        QVERIFY(tile->feed()->isCurtained()); // no event loop in between
        QVERIFY(tile->feed()->takeImage().isNull());
    }
    QCOMPARE(m_gate.liveGrants(), 0);
    for (int i = 0; i < kTiles; ++i)
        QTRY_COMPARE(m_cameras.state(nameOf(i)).value(QStringLiteral("rtspConnections")).toInt(-1), 0);
}

VIGIE_TEST(TstWallOfSixteen)
#include "tst_wall_of_sixteen.moc"
