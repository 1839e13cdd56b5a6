// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <access/decide.h>
#include <core/paris_time.h>
#include <registry/demo.h>
#include <support/fake_clock.h>
#include <support/test_main.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <algorithm>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;
using namespace std::chrono_literals;

namespace {

QByteArray plan()
{
    QFile file(QStringLiteral(VIGIE_DEMO_PLAN));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const Date kToday = paris::dateAt(FakeClock().now());

access::Decision decided(const Facts &facts, const demo::DemoPerson &person, Act act,
                         const CameraId &camera, Instant now)
{
    return access::decide(
        facts, {person.person, act, camera, person.post, QStringLiteral("L251-2-5"), {}, false},
        now);
}

/// The numbers of the cameras that \p person may do \p act with: "01 02 05".
QString allowed(const Facts &facts, const demo::DemoPerson &person, Act act, Instant now)
{
    QStringList numbers;
    for (const Camera &camera : facts.cameras) {
        if (decided(facts, person, act, camera.id, now).allowed)
            numbers.append(camera.id.value.mid(4));
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers.join(QLatin1Char(' '));
}

// Beauvais without cam-19, Compiègne, Creil, Senlis.
const QString kFourCommunes =
    QStringLiteral("01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 20 23 24");
const QString kCompiegne = QStringLiteral("05 06 07 08 10");
const QString kCreilAndSenlis = QStringLiteral("09 11 13 14 15 16 17 18 20 23 24");
const QString kSenlis = QStringLiteral("13 17 18 20 23");

} // namespace

/// The demo shows the law: who sees what, and why not the rest.
class TstDemo final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto content = demo::build(kToday, plan());
        QVERIFY2(content.has_value(), qPrintable(content ? QString() : toLogText(content.error())));
        m_content = std::move(*content);
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void one_camera_is_a_panorama_and_two_have_masks();
    void each_person_sees_what_the_law_gives_data();
    void each_person_sees_what_the_law_gives();
    void each_refusal_says_its_row_data();
    void every_camera_has_a_number_of_its_commune();
    void each_refusal_says_its_row();
    void all_day_long_it_is_the_same();
    void on_every_day_of_the_year_it_is_the_same();
    void everybody_can_sign_in_and_every_camera_is_reached();
    void a_plan_that_does_not_fit_is_refused_data();
    void a_plan_that_does_not_fit_is_refused();

private:
    [[nodiscard]] static Instant noon(Date day) { return paris::startOf(day) + 12h; }
    Content m_content;
};

void TstDemo::every_camera_has_a_number_of_its_commune()
{
    QSet<int> numbers;
    for (const Camera &camera : m_content.facts.cameras)
        numbers.insert(camera.number);
    QCOMPARE(numbers.size(), m_content.facts.cameras.size());
    QVERIFY(!numbers.contains(0));
    QCOMPARE(m_content.facts.cameras.value({QStringLiteral("cam-01")}).number, 101);
    QCOMPARE(m_content.facts.cameras.value({QStringLiteral("cam-25")}).number, 601); // the first of Noyon
}

void TstDemo::one_camera_is_a_panorama_and_two_have_masks()
{
    QList<QString> panoramas;
    QList<QString> masked;
    for (const Camera &camera : m_content.facts.cameras) {
        QCOMPARE(camera.panorama.has_value(), camera.kind == CameraKind::Panoramic);
        if (camera.panorama) {
            panoramas.append(camera.id.value);
            QCOMPARE(camera.panorama->mount, Panorama::Mount::Wall);
            for (const StreamEndpoint &stream : m_content.endpoints.value(camera.id)->streams)
                QCOMPARE(stream.size.width(), stream.size.height()); // the circle fills the picture
        }
        if (!camera.masks.isEmpty())
            masked.append(camera.id.value);
    }
    masked.sort();
    QCOMPARE(panoramas, QList<QString>{QStringLiteral("cam-14")});
    QCOMPARE(masked, (QList<QString>{QStringLiteral("cam-01"), QStringLiteral("cam-09")}));
}

void TstDemo::each_person_sees_what_the_law_gives_data()
{
    QTest::addColumn<QString>("person");
    QTest::addColumn<QString>("live");
    QTest::addColumn<QString>("ptz");
    QTest::addColumn<QString>("replay");
    const QString none;
    QTest::newRow("operator, four communes")
        << "martin" << kFourCommunes << kFourCommunes << kFourCommunes;
    QTest::newRow("police of Compiègne") << "leroy" << kCompiegne << kCompiegne << kCompiegne;
    QTest::newRow("shift chief, six communes of which two have lapsed")
        << "dubois" << kFourCommunes << kFourCommunes << kFourCommunes;
    QTest::newRow("suspended operator") << "petit" << none << none << none;
    QTest::newRow("mayor of Senlis, no steering") << "moreau" << kSenlis << none << kSenlis;
    QTest::newRow("gendarme, no steering by the arrete")
        << "roux" << kCreilAndSenlis << none << kCreilAndSenlis;
    QTest::newRow("technician") << "faure" << none << none << none;
    QTest::newRow("operator off duty") << "lambert" << none << none << none;
    QTest::newRow("police of Creil without training") << "garnier" << none << none << none;
    QTest::newRow("administrator of the registry") << "durand" << none << none << none;
    QTest::newRow("second administrator") << "picard" << none << none << none;
}

void TstDemo::each_person_sees_what_the_law_gives()
{
    QFETCH(QString, person);
    QFETCH(QString, live);
    QFETCH(QString, ptz);
    QFETCH(QString, replay);
    const auto who = demo::personNamed(person);
    const Instant now = noon(kToday);
    QCOMPARE(allowed(m_content.facts, who, Act::Live, now), live);
    QCOMPARE(allowed(m_content.facts, who, Act::Ptz, now), ptz);
    QCOMPARE(allowed(m_content.facts, who, Act::Replay, now), replay);
    // Nobody extracts without a requisition.
    QCOMPARE(allowed(m_content.facts, who, Act::Extract, now), QString());
}

void TstDemo::each_refusal_says_its_row_data()
{
    QTest::addColumn<QString>("person");
    QTest::addColumn<QString>("camera");
    QTest::addColumn<int>("row");
    QTest::newRow("Chantilly: the convention has ended") << "dubois"
                                                         << "cam-21" << 12;
    QTest::newRow("Noyon: the authorisation has expired") << "dubois"
                                                          << "cam-25" << 15;
    QTest::newRow("Beauvais: a camera in no list") << "martin"
                                                   << "cam-19" << 17;
    QTest::newRow("Chantilly: not in the habilitation") << "martin"
                                                        << "cam-21" << 10;
    QTest::newRow("police outside its commune") << "leroy"
                                                << "cam-01" << 21;
    QTest::newRow("mayor outside her commune") << "moreau"
                                               << "cam-01" << 29;
    QTest::newRow("suspended in urgency") << "petit"
                                          << "cam-01" << 4;
    QTest::newRow("technician") << "faure"
                                << "cam-01" << 39;
    QTest::newRow("off duty") << "lambert"
                              << "cam-01" << 23;
    QTest::newRow("training out of date") << "garnier"
                                          << "cam-09" << 45;
    QTest::newRow("administrator of the registry") << "durand"
                                                   << "cam-01" << 30;
}

void TstDemo::each_refusal_says_its_row()
{
    QFETCH(QString, person);
    QFETCH(QString, camera);
    QFETCH(int, row);
    const auto no =
        decided(m_content.facts, demo::personNamed(person), Act::Live, {camera}, noon(kToday));
    QVERIFY(!no.allowed);
    QVERIFY2(no.rows.contains(row), qPrintable(no.reasons.constFirst().text));
}

void TstDemo::all_day_long_it_is_the_same()
{
    for (const auto &person : demo::people()) {
        const QString atNoon = allowed(m_content.facts, person, Act::Live, noon(kToday));
        for (const auto later : {0min, 1min, 6h + 0min, 23h + 59min})
            QCOMPARE(allowed(m_content.facts, person, Act::Live, paris::startOf(kToday) + later),
                     atNoon);
    }
}

void TstDemo::on_every_day_of_the_year_it_is_the_same()
{
    // Leap days, both nights of the clock and the turn of the year among them.
    for (int days = 0; days < 3 * 366; days += 1) {
        const Date day(std::chrono::sys_days(kToday) + std::chrono::days(days));
        const auto content = demo::build(day, plan());
        QVERIFY2(content.has_value(), qPrintable(toIso(day)));
        const auto chief = demo::personNamed(QStringLiteral("dubois"));
        for (const char *camera : {"cam-01", "cam-21", "cam-25", "cam-19"})
            QCOMPARE(
                decided(content->facts, chief, Act::Live, {QLatin1String(camera)}, noon(day)).rows,
                decided(m_content.facts, chief, Act::Live, {QLatin1String(camera)}, noon(kToday))
                    .rows);
    }
}

void TstDemo::everybody_can_sign_in_and_every_camera_is_reached()
{
    const RegistryBench bench;
    const auto registry = bench.create().value();
    QVERIFY(registry->replaceAll(m_content).has_value());
    for (const auto &person : demo::people())
        QCOMPARE(
            registry
                ->verifyPassword(person.matricule, Secret::fromUtf8(demo::password()), noon(kToday))
                .value(),
            person.person);
    const auto cameras =
        QJsonDocument::fromJson(plan()).object().value(QLatin1String("cameras")).toArray();
    QCOMPARE(cameras.size(), qsizetype(28));
    for (const QJsonValue &value : cameras) {
        const QJsonObject camera = value.toObject();
        const auto endpoint = registry->endpoint({camera.value(QLatin1String("id")).toString()});
        QVERIFY(endpoint.has_value());
        QCOMPARE(QString::fromUtf8(endpoint->password.revealBytes()),
                 camera.value(QLatin1String("password")).toString());
        QCOMPARE(endpoint->streams.size(), qsizetype(2));
        QCOMPARE(endpoint->streams.constFirst().url.host(),
                 camera.value(QLatin1String("address")).toString());
    }
}

void TstDemo::a_plan_that_does_not_fit_is_refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("one camera is missing") << plan().replace("\"cam-28\"", "\"cam-29\"");
}

void TstDemo::a_plan_that_does_not_fit_is_refused()
{
    QFETCH(QByteArray, text);
    QCOMPARE(demo::build(kToday, text).error().code, ErrorCode::Corrupt);
}

VIGIE_TEST(TstDemo)
#include "tst_demo.moc"
