// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/scope.h>
#include <support/law_world.h>
#include <support/test_main.h>

#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::access;
using namespace vigie::test::law;

namespace {

/// The world, with further cameras that differ in one thing each from one that is there.
Facts crowded()
{
    Facts facts = world();
    const Camera model = facts.cameras.value(kCamera);
    const auto add = [&](const char16_t *id, auto change) {
        Camera camera = model;
        camera.id = {QString::fromUtf16(id)};
        facts.systems[camera.system].cameras.insert(camera.id);
        change(camera);
        facts.cameras.insert(camera.id, camera);
    };
    add(u"twin", [](Camera &) {});
    add(u"elsewhere", [](Camera &c) { c.position = {49.5, 2.2}; });
    add(u"fixed", [](Camera &c) { c.kind = CameraKind::Fixed; });
    add(u"no-system", [](Camera &c) { c.system = {}; });
    add(u"unknown-system", [](Camera &c) { c.system = {QStringLiteral("nothing")}; });
    add(u"unknown-site", [](Camera &c) { c.site = {QStringLiteral("nothing")}; });
    add(u"of-creil", [&](Camera &c) { c.site = facts.cameras.value(kCreilCamera).site; });
    add(u"not-listed", [&](Camera &c) { facts.systems[c.system].cameras.remove(c.id); });
    add(u"masked", [](Camera &c) { c.masks = {{PrivacyMask::Style::Filled, {{0, 0}, {1, 0}, {0, 1}}}}; });
    add(u"blocked", [](Camera &) {});
    add(u"blocked-with-its-site", [](Camera &c) { c.site = {QStringLiteral("site-b")}; });
    facts.sites.insert({QStringLiteral("site-b")}, {{QStringLiteral("site-b")}, QStringLiteral("B"), kBeauvais, {49.4, 2.1}});
    facts.blocks = {{{QStringLiteral("b1")}, BlockScope::Camera, QStringLiteral("blocked"), QStringLiteral("travaux"), {}, {}},
                    {{QStringLiteral("b2")}, BlockScope::Site, QStringLiteral("site-b"), QStringLiteral("travaux"), {}, {}}};
    add(u"dwelling", [](Camera &c) { c.facesDwelling = true; });
    add(u"border", [](Camera &c) { c.seesInto = {kCreil}; });
    add(u"locked", [](Camera &c) { c.seesInto = {kCreil}; c.sectorLocked = true; });
    facts.index();
    return facts;
}

} // namespace

/// What somebody may see is what the rule says of each camera, decided as seldom as may be.
class TstScope final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void it_says_what_the_rule_says_data();
    void it_says_what_the_rule_says();
    void cameras_alike_are_decided_once();
};

void TstScope::it_says_what_the_rule_says_data()
{
    QTest::addColumn<PersonId>("person");
    QTest::addColumn<int>("act");
    for (const PersonId &person : {kOperator, kCommunal, kPolice, kMayor, kGendarme, kFirefighter, kTechnician,
                                   PersonId{QStringLiteral("nobody")}}) {
        for (const Act act : {Act::Live, Act::Ptz, Act::Replay, Act::Extract})
            QTest::addRow("%s, act %d", qPrintable(person.value), static_cast<int>(act)) << person << static_cast<int>(act);
    }
}

void TstScope::it_says_what_the_rule_says()
{
    QFETCH(PersonId, person);
    QFETCH(int, act);
    const Facts facts = crowded();
    Request request;
    request.person = person;
    request.act = static_cast<Act>(act);
    request.post = kRoom;
    const Scope scope = scopeOf(facts, request, kNow);
    QSet<CameraId> seen;
    qsizetype allowed = 0;
    for (const Scope::Group &group : scope.groups) {
        for (const CameraId &camera : group.cameras) {
            QVERIFY2(!seen.contains(camera), qPrintable(camera.value));
            seen.insert(camera);
            request.camera = camera;
            QVERIFY2(decide(facts, request, kNow) == group.decision, qPrintable(camera.value));
            allowed += group.decision.allowed ? 1 : 0;
        }
    }
    QCOMPARE(seen.size(), facts.cameras.size());
    QCOMPARE(scope.allowed(), allowed);
}

void TstScope::cameras_alike_are_decided_once()
{
    Request request;
    request.person = kOperator;
    request.post = kRoom;
    const Scope scope = scopeOf(crowded(), request, kNow);
    for (const Scope::Group &group : scope.groups) {
        if (group.cameras.contains(kCamera))
            QVERIFY(group.cameras.contains(CameraId{QStringLiteral("twin")})
                    && group.cameras.contains(CameraId{QStringLiteral("elsewhere")}));
    }
    QVERIFY(scope.groups.size() < crowded().cameras.size());
}

VIGIE_TEST(TstScope)
#include "tst_scope.moc"
