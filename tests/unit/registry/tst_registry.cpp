// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

const CameraId kCamera{QStringLiteral("cam-01")};

} // namespace

/// What holds wherever a registry rests: each test runs on the embedded one and on a server.
class TstRegistry final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { addBackEnds(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        VIGIE_BENCH_OF_THIS_ROW(m_bench);
    }
    void what_is_stored_comes_back();
    void what_is_left_out_stays_left_out();
    void the_vault_gives_address_and_password();
    void a_password_does_not_fit_another_camera();
    void secrets_that_are_not_given_are_kept();
    void a_removed_camera_takes_its_password_along();
    void a_wrong_key_is_found_at_once();
    void without_a_key_facts_can_be_read_and_nothing_sealed();
    void a_mask_that_lost_a_row_is_no_registry();
    void a_value_that_is_none_of_ours_is_not_believed_data();
    void a_value_that_is_none_of_ours_is_not_believed();

private:
    std::unique_ptr<RegistryBench> m_bench;
};

void TstRegistry::what_is_stored_comes_back()
{
    const auto given = contentOf(bytesOf(example()));
    const auto registry = m_bench->filled();
    QVERIFY(registry);
    QCOMPARE(textOf(registry->content().value()), textOf(given));
    QCOMPARE(textOf(registry->facts().value()), textOf(given.facts));
    QCOMPARE(registry->facts()->parameters.graceSeconds, 45);
    // What was derived is derived again.
    QCOMPARE(registry->facts()->conventionsByCommune.value({QStringLiteral("60175")}).size(),
             qsizetype(1));
    // And from another connection.
    QCOMPARE(textOf(m_bench->open().value()->content().value()), textOf(given));
}

void TstRegistry::what_is_left_out_stays_left_out()
{
    // No end is not an end; no suspension is not one of long ago.
    const QByteArray bare = R"({"format": "vigie-registry/1",
        "persons": [{"id": "m", "matricule": "1", "name": "M", "category": "maire"}],
        "posts": [{"id": "p", "name": "P", "kind": "centre-room"}],
        "duties": [{"id": "d", "person": "m", "post": "p"}],
        "agrements": [{"id": "a", "person": "m"}],
        "habilitations": [{"id": "h", "person": "m", "kind": "mandat"}],
        "formations": [{"person": "m"}]})";
    const auto registry = m_bench->create().value();
    QVERIFY(registry->replaceAll(contentOf(bare)).has_value());
    const Facts facts = registry->facts().value();
    const PersonId mayor{QStringLiteral("m")};
    QCOMPARE(facts.duties.value(mayor).constFirst().during, Interval());
    const Agrement agrement = facts.agrements.value(mayor).constFirst();
    QCOMPARE(agrement.validity, DateRange());
    QVERIFY(!agrement.withdrawnOn && !agrement.suspendedFrom && !agrement.suspendedUntil
            && !agrement.lastEnquiry && agrement.number.isEmpty());
    QVERIFY(facts.habilitations.value(mayor).constFirst().convention.isNull());
    QCOMPARE(facts.formations.value(mayor).constFirst().validity, DateRange());
}

void TstRegistry::the_vault_gives_address_and_password()
{
    const auto registry = m_bench->filled();
    EndpointVault &vault = *registry;
    const auto endpoint = vault.endpoint(kCamera);
    QVERIFY2(endpoint.has_value(), qPrintable(endpoint ? QString() : toLogText(endpoint.error())));
    QCOMPARE(endpoint->camera, kCamera);
    QCOMPARE(endpoint->user, QStringLiteral("vigie"));
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Exemple-1234"));
    QCOMPARE(endpoint->onvifUrl.toString(),
             QStringLiteral("http://192.0.2.11/onvif/device_service"));
    // From the smallest to the largest, as they were given.
    QCOMPARE(endpoint->streams.at(0).name, QStringLiteral("sub"));
    QCOMPARE(endpoint->streams.at(0).kbps, 600);
    QCOMPARE(endpoint->streams.at(1).kbps, 0);
    QCOMPARE(endpoint->link, (Link{QStringLiteral("Beauvais"), 0.0}));
    QCOMPARE(endpoint->streams.at(1).url.toString(), QStringLiteral("rtsp://192.0.2.11/main"));
    QCOMPARE(vault.endpoint({QStringLiteral("cam-99")}).error().code, ErrorCode::NotFound);
    QCOMPARE(vault.endpoint({}).error().code, ErrorCode::NotFound);
    // A text that would mean something to SQL means nothing.
    QCOMPARE(vault.endpoint({QStringLiteral("' OR 1=1 --")}).error().code, ErrorCode::NotFound);
}

void TstRegistry::a_password_does_not_fit_another_camera()
{
    const auto registry = m_bench->create().value();
    auto json = example();
    auto cameras = json.value(QLatin1String("cameras")).toArray();
    auto second = cameras.at(0).toObject();
    second.insert(QStringLiteral("id"), QStringLiteral("cam-02"));
    second.insert(QStringLiteral("number"), 102);
    cameras.append(second);
    json.insert(QStringLiteral("cameras"), cameras);
    QVERIFY(registry->replaceAll(contentOf(bytesOf(json))).has_value());
    QVERIFY(registry->database()
                .execute("UPDATE endpoint SET password_sealed = (SELECT password_sealed FROM "
                         "endpoint WHERE camera = 'cam-02') WHERE camera = 'cam-01'")
                .has_value());
    QCOMPARE(registry->endpoint(kCamera).error().code, ErrorCode::Corrupt);
    QVERIFY(registry->endpoint({QStringLiteral("cam-02")}).has_value());
}

void TstRegistry::secrets_that_are_not_given_are_kept()
{
    const auto registry = m_bench->filled();
    const Instant now{};
    // An export, edited by hand and read again.
    QVERIFY(registry->replaceAll(contentOf(textOf(registry->content().value()))).has_value());
    QCOMPARE(registry->endpoint(kCamera)->password.revealBytes(), QByteArray("Exemple-1234"));
    QVERIFY(registry->verifyPassword(QStringLiteral("A101"), secret("exemple de phrase"), now)
                .has_value());
    // A part with a new password for one of them.
    QVERIFY(registry
                ->edit([](Content before) -> Result<Content> {
                    auto endpoint = std::make_shared<CameraEndpoint>(before.endpoints.value(kCamera)->clone());
                    endpoint->password = secret("Nouveau-5678");
                    before.endpoints.insert(kCamera, std::move(endpoint));
                    return before;
                })
                .has_value());
    QCOMPARE(registry->endpoint(kCamera)->password.revealBytes(), QByteArray("Nouveau-5678"));
    QVERIFY(registry->verifyPassword(QStringLiteral("A101"), secret("exemple de phrase"), now)
                .has_value());
}

void TstRegistry::a_removed_camera_takes_its_password_along()
{
    const auto registry = m_bench->filled();
    const QByteArray whole = textOf(registry->content().value());
    Content without = contentOf(whole);
    without.facts.cameras.clear();
    without.facts.systems.begin()->cameras.clear();
    without.facts.gels.clear();
    without.facts.requisitions.clear();
    without.endpoints.clear();
    QVERIFY(registry->replaceAll(without).has_value());
    QVERIFY(registry->replaceAll(contentOf(whole)).has_value());
    QVERIFY(registry->endpoint(kCamera)->password.isEmpty());
}

void TstRegistry::a_wrong_key_is_found_at_once()
{
    QVERIFY(m_bench->filled());
    const secrets::Sealer other(secrets::generateStationKey().value());
    QCOMPARE(m_bench->openWith(&other).error().code, ErrorCode::Corrupt);
    QVERIFY(m_bench->open().has_value());
}

void TstRegistry::without_a_key_facts_can_be_read_and_nothing_sealed()
{
    const QByteArray before = textOf(m_bench->filled()->content().value());
    const auto registry = m_bench->openWith(nullptr).value();
    QCOMPARE(textOf(registry->content().value()), before);
    QCOMPARE(registry->endpoint(kCamera).error().code, ErrorCode::KeychainUnavailable);
    QCOMPARE(registry->replaceAll(contentOf(bytesOf(example()))).error().code,
             ErrorCode::KeychainUnavailable);
    QCOMPARE(textOf(registry->content().value()), before);
    QCOMPARE(m_bench->open().value()->endpoint(kCamera)->password.revealBytes(),
             QByteArray("Exemple-1234"));
}

void TstRegistry::a_mask_that_lost_a_row_is_no_registry()
{
    const auto registry = m_bench->filled();
    QVERIFY(m_bench->spoil("DELETE FROM camera_mask WHERE position = 1").has_value());
    QCOMPARE(registry->facts().error().code, ErrorCode::Corrupt);
}

void TstRegistry::a_value_that_is_none_of_ours_is_not_believed_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("a category") << QByteArray("UPDATE person SET category = 'roi'");
    QTest::newRow("an end of an agrement")
        << QByteArray("UPDATE agrement SET valid_until = '31/12/2099'");
    QTest::newRow("a withdrawal") << QByteArray("UPDATE agrement SET withdrawn_on = 'never'");
    QTest::newRow("a kind of habilitation") << QByteArray("UPDATE habilitation SET kind = 'all'");
    QTest::newRow("a kind of camera") << QByteArray("UPDATE camera SET kind = ''");
    QTest::newRow("a kind of post") << QByteArray("UPDATE post SET kind = 'x'");
    QTest::newRow("a kind of convention") << QByteArray("UPDATE convention SET kind = 'x'");
    QTest::newRow("a service") << QByteArray("UPDATE arrete SET service = 'x'");
}

void TstRegistry::a_value_that_is_none_of_ours_is_not_believed()
{
    QFETCH(QByteArray, sql);
    const auto registry = m_bench->filled();
    const auto written = registry->database().execute(sql.constData());
    if (m_bench->backEnd() == BackEnd::Server) {
        QVERIFY(!written); // not even taken
        QVERIFY(registry->facts().has_value());
        return;
    }
    QVERIFY(written.has_value());
    QCOMPARE(registry->facts().error().code, ErrorCode::Corrupt);
    QCOMPARE(registry->content().error().code, ErrorCode::Corrupt);
}

VIGIE_TEST(TstRegistry)
#include "tst_registry.moc"
