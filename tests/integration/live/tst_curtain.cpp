// SPDX-License-Identifier: GPL-3.0-or-later
#include "eye.h"
#include "station.h"

#include <support/law_world.h>
#include <support/simulated_cameras.h>
#include <support/test_main.h>

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

#include <csignal>
#include <functional>

#include <sys/resource.h>

using namespace vigie;
using namespace vigie::live;
using namespace vigie::test;
using namespace std::chrono_literals;
using test::law::kAgnetzCamera;
using test::law::kCamera;
using test::law::kCreilCamera;
using test::law::kOperator;
using test::law::kPolice;

namespace {

constexpr auto kFromCommitToCurtain = 250ms;
constexpr auto kFromBoundaryToCurtain = 100ms;
constexpr auto kFromCurtainToClosed = 500ms;
constexpr int kPatience = 15'000; ///< ms; a first picture on a busy machine

/// When the curtain of a feed fell, on the machine's clock.
struct CurtainWatch {
    CurtainWatch(const View &view, const Clock &clock)
    {
        QObject::connect(view.feed().get(), &render::TileFeed::curtainFell, &context,
                         [this, &clock] { fell = clock.now(); });
    }
    QObject context;
    std::optional<Instant> fell;
};

/// As when the disk is full: no file of this process may grow beyond \p bytes.
class FullDisk {
public:
    explicit FullDisk(qint64 bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit now = m_before;
        now.rlim_cur = static_cast<rlim_t>(bytes);
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_before{};
};

Instant wallOf(const QJsonObject &cameraLine)
{
    return instantFromIso(cameraLine.value(QStringLiteral("t")).toString()).value_or(Instant());
}

bool plays(const View &view)
{
    return QTest::qWaitFor(
        [&] { return view.state() == ViewState::Playing && !view.feed()->takeImage().isNull(); },
        kPatience);
}

} // namespace

/// The whole way from the registry to the picture, and back when the right ends.
class TstCurtain final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anotherProcessSuspendsTheAgrement();
    void verificationSeesOneChangedByte_data();
    void verificationSeesOneChangedByte();
    void refusedCamerasAreNeverContacted();
    void titlesEndAtTheirInstant_data();
    void titlesEndAtTheirInstant();
    void noRecordNoImage_data();
    void noRecordNoImage();
    void fromOneStreamToTheOtherWithoutABlackPicture();
    void manyTilesCloseTogether();

private:
    [[nodiscard]] int connections(const CameraId &camera) const
    {
        return m_cameras.state(camera.value).value(QStringLiteral("rtspConnections")).toInt(-1);
    }
    SimulatedCameras m_cameras;
};

void TstCurtain::initTestCase()
{
    const QString why = m_cameras.start();
    QVERIFY2(why.isEmpty(), qPrintable(why));
}

void TstCurtain::anotherProcessSuspendsTheAgrement()
{
    Station station;
    const QString why = station.open();
    QVERIFY2(why.isEmpty(), qPrintable(why));
    const auto view = station.watch(kOperator, kCamera);
    const auto elsewhere = station.watch(kOperator, kAgnetzCamera);
    const auto police = station.watch(kPolice, kCamera); // another person, at the next seat
    QVERIFY(plays(*view) && plays(*elsewhere) && plays(*police));
    QCOMPARE(connections(kCamera), 2);
    CurtainWatch watch(*view, station.clock());
    CurtainWatch second(*elsewhere, station.clock());

    QCOMPARE(station.vigiectl(
                 {QStringLiteral("registry"), QStringLiteral("suspend-agrement"), kOperator.value}),
             0);
    QTRY_VERIFY(watch.fell && second.fell);
    // The record of the change is written just before the commit.
    const auto changes = station.records(QStringLiteral("registry-change"));
    QCOMPARE(changes.size(), 1);
    const auto took = std::max(*watch.fell, *second.fell) - Station::instantOf(changes.first());
    qInfo() << "from the commit to the last curtain:" << took.count() << "ms";
    QVERIFY(took < kFromCommitToCurtain);
    QCOMPARE(view->state(), ViewState::Curtained);
    QCOMPARE(view->endCause(), std::optional(access::EndCause::RightLost));
    QCOMPARE(view->decision().rows, QList<int>{4});
    QVERIFY(view->feed()->takeImage().isNull());

    QTRY_COMPARE(connections(kCamera), 1);
    QTRY_COMPARE(connections(kAgnetzCamera), 0);
    const auto closed = m_cameras.log(kAgnetzCamera.value, QStringLiteral("tcp-close"));
    QCOMPARE(closed.size(), 1);
    const auto late = wallOf(closed.first()) - *second.fell;
    qInfo() << "from the curtain to the closed connection:" << late.count() << "ms";
    QVERIFY(late >= 0ms && late < kFromCurtainToClosed);
    QCOMPARE(police->state(), ViewState::Playing);
    QVERIFY(!Eye(police->feed()).later(3).isNull());

    QTRY_COMPARE(station.records(QStringLiteral("curtain")).size(), 2);
    const QJsonObject record = station.records(QStringLiteral("curtain")).first();
    const QJsonObject details = record.value(QStringLiteral("details")).toObject();
    QCOMPARE(record.value(QStringLiteral("rows")).toArray(), QJsonArray{4});
    QCOMPARE(details.value(QStringLiteral("cause")).toString(), QStringLiteral("right-lost"));
    QVERIFY(!details.value(QStringLiteral("reasons"))
                 .toArray()
                 .at(0)
                 .toObject()
                 .value(QStringLiteral("text"))
                 .toString()
                 .isEmpty());
    const auto begun = station.records(QStringLiteral("live-begin"));
    QCOMPARE(begun.size(), 3);
    QVERIFY(std::any_of(begun.cbegin(), begun.cend(), [&](const QJsonObject &begin) {
        return begin.value(QStringLiteral("details")).toObject().value(QStringLiteral("grant"))
            == details.value(QStringLiteral("grant"));
    }));
}

void TstCurtain::verificationSeesOneChangedByte_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::newRow("in the curtain's cause") << QByteArrayLiteral("right-lost");
    QTest::newRow("in the beginning of the view") << QByteArrayLiteral("live-begin");
    QTest::newRow("in a hash") << QByteArrayLiteral("\"hash\":\"");
}

void TstCurtain::verificationSeesOneChangedByte()
{
    QFETCH(QByteArray, where);
    Station station;
    QCOMPARE(station.open(), QString());
    const auto view = station.watch(kOperator, kCamera);
    QVERIFY(plays(*view));
    QVERIFY(station.registry().suspendAgrement(kOperator, station.clock().now()));
    QTRY_COMPARE(view->state(), ViewState::Curtained);
    QVERIFY(station.journal().flush(2s));
    QTRY_COMPARE(station.records(QStringLiteral("curtain")).size(), 1);

    const QString copy = station.paths().folder + QStringLiteral("/copy.jsonl");
    QVERIFY(QFile::copy(station.paths().journal(), copy));
    QVERIFY(QFile::copy(station.paths().journal() + QStringLiteral(".head"),
                        copy + QStringLiteral(".head")));
    const QStringList verify{QStringLiteral("journal"), QStringLiteral("verify"), copy,
                             QStringLiteral("--authenticate")};
    QVERIFY2(station.vigiectl(verify) == 0, station.said().constData());

    QFile file(copy);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const auto at = bytes.indexOf(where) + where.size() + (where.endsWith('"') ? 5 : -1);
    QVERIFY(at > where.size());
    bytes[at] = bytes.at(at) == 'a' ? 'b' : 'a';
    file.seek(0);
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    QCOMPARE(station.vigiectl(verify), 1);
    QVERIFY2(station.said().contains("record "), station.said().constData()); // it says which
    // The journal itself is whole.
    QCOMPARE(station.vigiectl({QStringLiteral("journal"), QStringLiteral("verify")}), 0);
}

void TstCurtain::refusedCamerasAreNeverContacted()
{
    Station station;
    QCOMPARE(station.open(), QString());
    const qint64 from = monotonicMs();
    const auto refused = station.watch(kOperator, kCreilCamera);
    QObject context;
    std::optional<access::Outcome> steering;
    station.gate().request(station.session(kOperator),
                           station.request(kOperator, kCreilCamera, Act::Ptz), &context,
                           [&](access::Outcome outcome) { steering = std::move(outcome); });
    const auto granted = station.watch(kOperator, kAgnetzCamera); // what a contact would look like
    QVERIFY(plays(*granted));
    QCOMPARE(refused->state(), ViewState::Refused);
    QCOMPARE(refused->decision().rows, QList<int>{10});
    QVERIFY(steering && std::holds_alternative<access::Refusal>(*steering));
    refused->setShowing(Station::kLarge);
    refused->ask();
    QTRY_COMPARE(refused->state(), ViewState::Refused);
    QVERIFY(!m_cameras.log(kAgnetzCamera.value, QStringLiteral("tcp"), from).isEmpty());
    QCOMPARE(m_cameras.log(kCreilCamera.value, QStringLiteral("tcp")).size(), 0); // RTSP and ONVIF
    QCOMPARE(connections(kCreilCamera), 0);
    QTRY_COMPARE(station.records(QStringLiteral("refusal")).size(), 3);
}

void TstCurtain::titlesEndAtTheirInstant_data()
{
    using Edit = std::function<Result<>(registry::SqliteRegistry &, Instant)>;
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<access::EndCause>("cause");
    QTest::newRow("end of duty") << Edit([](registry::SqliteRegistry &registry, Instant end) {
        return registry.edit([end](registry::Content before) -> Result<registry::Content> {
            for (auto &duty : before.facts.duties[kOperator])
                duty.during.until = end;
            return before;
        });
    }) << access::EndCause::Expired;
    QTest::newRow("habilitation suspended from an instant on")
        << Edit([](registry::SqliteRegistry &registry, Instant end) {
               return registry.suspendHabilitation({QStringLiteral("hab-") + kOperator.value}, end);
           })
        << access::EndCause::Expired;
}

void TstCurtain::titlesEndAtTheirInstant()
{
    using Edit = std::function<Result<>(registry::SqliteRegistry &, Instant)>;
    QFETCH(Edit, edit);
    QFETCH(access::EndCause, cause);
    Station station;
    QCOMPARE(station.open(), QString());
    const auto view = station.watch(kOperator, kAgnetzCamera);
    QVERIFY(plays(*view));
    CurtainWatch watch(*view, station.clock());
    const Instant end = station.clock().now() + 2s;
    QVERIFY(edit(station.registry(), end));
    QTRY_VERIFY(view->decision().until == end);
    QCOMPARE(view->state(), ViewState::Playing);
    QTRY_VERIFY(watch.fell);
    const auto late = *watch.fell - end;
    qInfo() << "from the instant to the curtain:" << late.count() << "ms";
    QVERIFY(late >= 0ms && late < kFromBoundaryToCurtain);
    QCOMPARE(view->endCause(), std::optional(cause));
    QVERIFY(view->feed()->takeImage().isNull());
    QTRY_COMPARE(connections(kAgnetzCamera), 0);
}

void TstCurtain::noRecordNoImage_data()
{
    QTest::addColumn<bool>("diskFull");
    QTest::newRow("no space left") << true;
    QTest::newRow("the file is taken away") << false;
}

void TstCurtain::noRecordNoImage()
{
    QFETCH(bool, diskFull);
    Station station;
    QCOMPARE(station.open(), QString());
    const auto first = station.watch(kOperator, kAgnetzCamera);
    const auto second = station.watch(kPolice, kCamera);
    QVERIFY(plays(*first) && plays(*second));
    std::optional<FullDisk> full;
    const QString journal = station.paths().journal();
    if (diskFull)
        full.emplace(QFile(journal).size());
    else
        QVERIFY(QFile::rename(journal, journal + QStringLiteral(".away")));
    // The next record, whoever's, finds out.
    const auto third = station.watch(kPolice, kCamera);
    QTRY_COMPARE(third->state(), ViewState::Refused);
    QVERIFY(third->error());
    QTRY_COMPARE(first->state(), ViewState::Curtained);
    QTRY_COMPARE(second->state(), ViewState::Curtained);
    QCOMPARE(first->endCause(), std::optional(access::EndCause::JournalFailed));
    QVERIFY(first->feed()->isCurtained() && second->feed()->isCurtained());
    QTRY_COMPARE(connections(kAgnetzCamera) + connections(kCamera), 0);
    second->ask();
    QTRY_COMPARE(second->state(), ViewState::Refused);
}

void TstCurtain::fromOneStreamToTheOtherWithoutABlackPicture()
{
    Station station;
    QCOMPARE(station.open(), QString());
    const auto view = station.watch(kOperator, kAgnetzCamera);
    QVERIFY(plays(*view));
    QCOMPARE(view->stats().pictureSize, QSize(640, 360));
    const auto switched = [&](const Showing &showing, QSize size) {
        int looks = 0;
        int missing = 0;
        view->setShowing(showing);
        const bool came = QTest::qWaitFor(
            [&] {
                ++looks;
                missing += view->feed()->takeImage().isNull() ? 1 : 0;
                missing += view->state() != ViewState::Playing ? 1 : 0;
                return view->stats().pictureSize == size;
            },
            kPatience);
        return came && looks > 1 && missing == 0;
    };
    QVERIFY(switched(Station::kLarge, {1280, 720}));
    QCOMPARE(view->streamName(), QStringLiteral("main"));
    QTRY_COMPARE(connections(kAgnetzCamera), 1); // the other one is closed
    QVERIFY(switched(Station::kSmall, {640, 360}));
    QTRY_COMPARE(connections(kAgnetzCamera), 1);
    // There and back at once: the tile goes on whatever came first.
    for (int i = 0; i < 6; ++i)
        view->setShowing(i % 2 == 0 ? Station::kLarge : Station::kSmall);
    QVERIFY(!Eye(view->feed()).later(10).isNull());
    QTRY_COMPARE(view->streamName(), QStringLiteral("sub"));
    QTRY_COMPARE(connections(kAgnetzCamera), 1);
}

void TstCurtain::manyTilesCloseTogether()
{
    Station station;
    QCOMPARE(station.open(), QString());
    std::vector<std::unique_ptr<View>> views;
    for (int i = 0; i < 8; ++i)
        views.push_back(station.watch(kOperator, kAgnetzCamera));
    for (const auto &view : views)
        QVERIFY(plays(*view));
    QCOMPARE(connections(kAgnetzCamera), 8);
    QElapsedTimer timer;
    timer.start();
    for (const auto &view : views)
        view->beginClosing();
    views.clear();
    qInfo() << "eight tiles closed in" << timer.elapsed() << "ms";
    QVERIFY(timer.elapsed() < 400); // one after the other it would be eight times up to 200 ms
    QCOMPARE(station.gate().liveGrants(), 0);
    QTRY_COMPARE(connections(kAgnetzCamera), 0);
    QTRY_COMPARE(station.records(QStringLiteral("live-end")).size(), 8);
}

VIGIE_TEST(TstCurtain)
#include "tst_curtain.moc"
