// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

using Leaves = QMap<QString, QJsonValue>;

/// Every value of \p json by its path.
void addLeaves(const QString &path, const QJsonValue &json, Leaves &leaves)
{
    if (json.isObject()) {
        const QJsonObject object = json.toObject();
        for (auto it = object.constBegin(); it != object.constEnd(); ++it)
            addLeaves(path + QLatin1Char('.') + it.key(), it.value(), leaves);
    } else if (json.isArray()) {
        const QJsonArray array = json.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            addLeaves(QStringLiteral("%1[%2]").arg(path).arg(i), array.at(i), leaves);
    } else {
        leaves.insert(path, json);
    }
}

Leaves leavesOf(const QJsonObject &object)
{
    Leaves leaves;
    addLeaves(QStringLiteral("$"), object, leaves);
    return leaves;
}

QSet<QString> keysOf(const QJsonValue &json)
{
    QSet<QString> keys;
    if (json.isArray()) {
        for (const QJsonValue &item : json.toArray())
            keys += keysOf(item);
    }
    const QJsonObject object = json.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        keys += keysOf(it.value()) + QSet<QString>{it.key()};
    return keys;
}

} // namespace

/// vigie-registry/1 as FORMAT.md describes it.
class TstJson final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void the_example_of_the_page_is_read();
    void the_page_names_every_key_and_no_other();
    void what_is_read_is_what_is_written();
    void what_is_written_is_read_again();
    void the_order_of_a_file_does_not_matter();
    void secrets_are_never_written();
    void what_is_left_out_has_the_value_of_the_page();
    void facts_alone_hold_no_endpoint();
};

void TstJson::the_example_of_the_page_is_read()
{
    QStringList problems;
    const auto content = contentFromJson(bytesOf(example()), problems);
    QVERIFY2(content.has_value(), qPrintable(problems.join(QLatin1Char('\n'))));
    const Facts &facts = content->facts;
    const Camera camera = facts.cameras.value({QStringLiteral("cam-01")});
    QCOMPARE(camera.kind, CameraKind::Ptz);
    QCOMPARE(camera.fieldOfViewDegrees, 62.5);
    QCOMPARE(facts.communeOf(camera.id).value, QStringLiteral("60057"));
    QCOMPARE(facts.conventionsByCommune.value({QStringLiteral("60175")}),
             QList<TitleId>{{QStringLiteral("conv-police")}});
    const Camera hall = facts.cameras.value({QStringLiteral("cam-hall")});
    QCOMPARE(hall.panorama,
             std::optional(Panorama{Panorama::Mount::Ceiling, 185.0, {0.5, 0.49}, 0.48}));
    QCOMPARE(hall.masks.size(), 2);
    QCOMPARE(hall.masks.at(0).style, PrivacyMask::Style::Blurred);
    QCOMPARE(hall.masks.at(1).corners, (QList<QPointF>{{0.7, 0.7}, {0.9, 0.75}, {0.8, 0.95}}));
    const auto endpoint = content->endpoints.value(camera.id);
    QVERIFY(endpoint);
    QCOMPARE(endpoint->password.revealBytes(), QByteArray("Exemple-1234"));
    QCOMPARE(endpoint->streams.at(0).transport, RtpTransport::Tcp);
    QCOMPARE(endpoint->streams.at(1).codec, VideoCodec::H265);
    QCOMPARE(endpoint->streams.at(1).size, QSize(1920, 1080));
    const auto credential = content->credentials.value({QStringLiteral("martin")});
    QCOMPARE(credential->password.revealBytes(), QByteArray("exemple de phrase"));
    QVERIFY(content->credentials.value({QStringLiteral("durand")})->hash.startsWith("$argon2id$"));
    const Duty duty = facts.duties.value({QStringLiteral("martin")}).constFirst();
    QCOMPARE(toIso(*duty.during.from), QStringLiteral("2026-11-24T05:00:00Z"));
}

void TstJson::the_page_names_every_key_and_no_other()
{
    QSet<QString> named{QStringLiteral("format")};
    const QString page = formatPage();
    bool inKeys = false;
    const QRegularExpression word(QStringLiteral("`(\\w+)`"));
    for (const QString &line : page.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char('|')))
            inKeys = false;
        if (line.startsWith(QLatin1String("| Key")))
            inKeys = true;
        else if (inKeys) {
            auto words = word.globalMatch(line.section(QLatin1Char('|'), 1, 1));
            while (words.hasNext())
                named.insert(words.next().captured(1));
        }
    }
    const QSet<QString> used = keysOf(example());
    QCOMPARE(QStringList((named - used).values()), QStringList());
    QCOMPARE(QStringList((used - named).values()), QStringList());
}

void TstJson::what_is_read_is_what_is_written()
{
    const Leaves before = leavesOf(example());
    const Leaves after = leavesOf(toJson(contentOf(bytesOf(example()))));
    QStringList lost;
    QStringList changed;
    for (auto it = before.cbegin(); it != before.cend(); ++it) {
        // Flags at their default say nothing.
        const bool silent = it.value() == QJsonValue(false)
            || (it.key().endsWith(QLatin1String(".registered")) && it.value() == QJsonValue(true));
        if (!after.contains(it.key())) {
            if (!silent)
                lost.append(it.key());
        } else if (after.value(it.key()) != it.value()) {
            changed.append(it.key());
        }
    }
    QCOMPARE(lost,
             (QStringList{QStringLiteral("$.cameras[0].endpoint.password"),
                          QStringLiteral("$.note"), QStringLiteral("$.persons[0].passwordHash"),
                          QStringLiteral("$.persons[1].password")}));
    QCOMPARE(changed,
             (QStringList{QStringLiteral("$.duties[0].from"), QStringLiteral("$.secretsOmitted")}));
    QCOMPARE(after.value(QStringLiteral("$.duties[0].from")).toString(),
             QStringLiteral("2026-11-24T05:00:00Z"));
    QCOMPARE(after.value(QStringLiteral("$.secretsOmitted")), QJsonValue(true));
}

void TstJson::what_is_written_is_read_again()
{
    const QByteArray once = textOf(contentOf(bytesOf(example())));
    QCOMPARE(textOf(contentOf(once)), once);
}

void TstJson::the_order_of_a_file_does_not_matter()
{
    QJsonObject turned = example();
    for (const char *list : {"persons", "communes", "habilitations", "conventions"}) {
        QJsonArray reversed;
        for (const QJsonValue &item : turned.value(QLatin1String(list)).toArray())
            reversed.prepend(item);
        turned.insert(QLatin1String(list), reversed);
    }
    QCOMPARE(textOf(contentOf(bytesOf(turned))), textOf(contentOf(bytesOf(example()))));
}

void TstJson::secrets_are_never_written()
{
    const QByteArray text = textOf(contentOf(bytesOf(example())));
    for (const char *word : {"Exemple-1234", "exemple de phrase", "argon2id", "assword"})
        QVERIFY2(!text.contains(word), word);
}

void TstJson::what_is_left_out_has_the_value_of_the_page()
{
    const Facts facts = contentOf(R"({"format": "vigie-registry/1",
        "communes": [{"insee": "60003", "name": "Agnetz", "department": "60", "latitude": 49.38, "longitude": 2.38}],
        "posts": [{"id": "p", "name": "P", "kind": "guest-seat"}],
        "sites": [{"id": "s", "name": "S", "commune": "60003"}],
        "systems": [{"id": "y", "name": "Y", "commune": "60003"}],
        "cameras": [{"id": "c", "name": "C", "site": "s", "kind": "fixed", "system": null}]})")
                            .facts;
    QCOMPARE(facts.communes.value({QStringLiteral("60003")}).authority,
             QStringLiteral("Maire de Agnetz"));
    const Post post = facts.posts.value({QStringLiteral("p")});
    QVERIFY(!post.secured && post.registered);
    QCOMPARE(facts.sites.value({QStringLiteral("s")}).position, (LatLon{49.38, 2.38}));
    const Camera camera = facts.cameras.value({QStringLiteral("c")});
    QCOMPARE(camera.position, (LatLon{49.38, 2.38}));
    QCOMPARE(camera.headingDegrees, 0.0);
    QCOMPARE(camera.fieldOfViewDegrees, 70.0);
    QVERIFY(camera.system.isNull());
    QVERIFY(camera.masks.isEmpty() && !camera.panorama);
    QCOMPARE(facts.systems.value({QStringLiteral("y")}).retentionDays, 15);
    QCOMPARE(facts.parameters, LegalParameters());
}

void TstJson::facts_alone_hold_no_endpoint()
{
    const auto facts = factsFromJson(bytesOf(example()));
    QVERIFY(facts.has_value());
    QVERIFY(textOf(*facts).contains("cam-01"));
    QVERIFY(!textOf(*facts).contains("192.0.2.11"));
    QCOMPARE(factsFromJson("[]").error().code, ErrorCode::InvalidArgument);
}

VIGIE_TEST(TstJson)
#include "tst_json.moc"
