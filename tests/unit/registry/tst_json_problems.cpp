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

/// A file with one thing wrong is refused, and the thing is named with its place.
class TstJsonProblems final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void one_mistake_is_named_data();
    void one_mistake_is_named();
    void a_reference_to_nothing_is_named_data();
    void a_reference_to_nothing_is_named();
    void a_number_calls_one_camera_of_a_department();
    void every_mistake_is_listed();
    void a_key_twice_is_named();
    void a_file_that_is_no_registry_data();
    void a_file_that_is_no_registry();
    void a_hostile_file_cannot_fill_memory();
    void an_address_is_never_repeated();
};

void TstJsonProblems::one_mistake_is_named_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *place, const QJsonValue &value,
                        const char *problem) {
        QTest::newRow(name) << QString::fromUtf8(place) << value << QString::fromUtf8(problem);
    };
    const QJsonValue gone(QJsonValue::Undefined);
    const auto manyObjects = [](int count, const QJsonObject &one) {
        QJsonArray array;
        for (int i = 0; i < count; ++i)
            array.append(one);
        return array;
    };
    const QJsonObject corner{{QStringLiteral("x"), 0.5}, {QStringLiteral("y"), 0.5}};
    row("a misspelt key", "cameras.0.sytem", QStringLiteral("aut-60057"),
        "$.cameras[0].sytem: unknown key");
    row("an unknown list", "camera", QJsonArray(), "$.camera: unknown key");
    row("a key of another object", "agrements.0.communes", QJsonArray(),
        "$.agrements[0].communes: unknown key");
    row("a number that no keypad calls", "cameras.0.number", 100000,
        "$.cameras[0].number: is not a number from 0 to 99999");
    row("half a number", "cameras.0.number", 1.5, "$.cameras[0].number: is not a whole number");
    row("no name", "communes.1.name", gone, "$.communes[1].name: is missing");
    row("an empty name", "communes.1.name", QStringLiteral(""), "$.communes[1].name: is empty");
    row("a number for a name", "persons.0.name", 7, "$.persons[0].name: is not a text");
    row("an object for a name", "persons.0.name", QJsonObject(),
        "$.persons[0].name: is not a text");
    row("a name without end", "persons.0.name", QString(1001, u'x'),
        "$.persons[0].name: is longer than 1000 characters");
    row("a line break in a name", "persons.0.name", QStringLiteral("Jean\nDurand"),
        "$.persons[0].name: holds a control character");
    row("an unknown category", "persons.0.category", QStringLiteral("vigile"),
        "$.persons[0].category: unknown value 'vigile'");
    row("a category in capitals", "persons.0.category", QStringLiteral("Maire"),
        "$.persons[0].category: unknown value 'Maire'");
    row("no category", "persons.0.category", gone, "$.persons[0].category: is missing");
    row("a text for true", "persons.1.shiftChief", QStringLiteral("true"),
        "$.persons[1].shiftChief: is not true or false");
    row("a one for true", "agrements.0.refused", 1, "$.agrements[0].refused: is not true or false");
    row("a day that does not exist", "agrements.0.until", QStringLiteral("2029-02-29"),
        "$.agrements[0].until: not a day YYYY-MM-DD: '2029-02-29'");
    row("a French day", "agrements.0.until", QStringLiteral("31/01/2029"),
        "$.agrements[0].until: not a day YYYY-MM-DD: '31/01/2029'");
    row("an empty end", "habilitations.1.until", QStringLiteral(""),
        "$.habilitations[1].until: not a day YYYY-MM-DD: ''");
    row("an instant without a zone", "duties.0.until", QStringLiteral("2026-11-24T13:00:00"),
        "$.duties[0].until: not an instant with a zone: '2026-11-24T13:00:00'");
    row("a day for an instant", "agrements.0.suspendedFrom", QStringLiteral("2025-03-01"),
        "$.agrements[0].suspendedFrom: not an instant with a zone: '2025-03-01'");
    row("a latitude of the moon", "communes.0.latitude", 494.0,
        "$.communes[0].latitude: is not a number from -90 to 90");
    row("a comma in a latitude", "communes.0.latitude", QStringLiteral("49,43"),
        "$.communes[0].latitude: is not a number from -90 to 90");
    row("a commune that is nowhere", "communes.0.longitude", gone,
        "$.communes[0].longitude: is missing");
    row("a heading beyond the circle", "cameras.0.heading", 361,
        "$.cameras[0].heading: is not a number from 0 to 360");
    row("half a pixel", "cameras.0.endpoint.streams.0.width", 640.5,
        "$.cameras[0].endpoint.streams[0].width: is not a whole number");
    row("retention beyond a month", "systems.0.retentionDays", 32,
        "$.systems[0].retentionDays: is not a number from 0 to 31");
    row("a grace beyond a minute", "parameters.graceSeconds", 61,
        "$.parameters.graceSeconds: is not a number from 0 to 60");
    row("a twelfth purpose", "systems.0.purposes", QJsonArray{1, 12},
        "systems[aut-60057].purposes: 12 is not one of 1 to 11");
    row("a purpose in words", "systems.0.purposes", QJsonArray{QStringLiteral("5")},
        "$.systems[0].purposes: holds something that is not a whole number");
    row("one commune for a list", "habilitations.1.communes", QStringLiteral("60057"),
        "$.habilitations[1].communes: is not a list");
    row("a number in a list", "habilitations.1.communes", QJsonArray{60057},
        "$.habilitations[1].communes: holds something that is not a text");
    row("an object for a list", "duties", QJsonObject(), "$.duties: is not a list");
    row("a text in a list of objects", "duties.0", QStringLiteral("service-1"),
        "$.duties[0]: is not an object");
    row("a list for an object", "parameters", QJsonArray(), "$.parameters: is not an object");
    row("a blank in an id", "duties.0.id", QStringLiteral("service 1"),
        "duties[service 1].id: 'service 1' is not an id (1 to 64 of A-Z a-z 0-9 . _ -)");
    row("an accent in an id", "posts.0.id", QStringLiteral("pôste"),
        "posts[pôste].id: 'pôste' is not an id (1 to 64 of A-Z a-z 0-9 . _ -)");
    row("a post code for an INSEE code", "communes.1.insee", QStringLiteral("6010"),
        "communes[6010].insee: an INSEE code has five characters");
    row("an end before the beginning", "systems.0.until", QStringLiteral("2023-12-31"),
        "systems[aut-60057].until: ends (2023-12-31) before it begins (2024-01-01)");
    row("a duty that ends before it begins", "duties.0.until",
        QStringLiteral("2026-11-24T04:00:00Z"), "duties[service-1].until: ends before it begins");
    row("a suspension that ends without a beginning", "agrements.0.suspendedFrom", gone,
        "agrements[agr-martin].suspendedUntil: a suspension ends after it began");
    row("a suspension of no length", "habilitations.1.suspendedUntil",
        QStringLiteral("2026-02-01T00:00:00Z"),
        "habilitations[hab-martin].suspendedUntil: a suspension ends after it began");
    row("two people of one matricule", "persons.1.matricule", QStringLiteral("P201"), "matricule");
    row("two people of one id", "persons.1.id", QStringLiteral("durand"),
        "$.persons[1].id: 'durand' appears twice");
    row("two communes of one code", "communes.1.insee", QStringLiteral("60057"),
        "$.communes[1].insee: '60057' appears twice");
    row("one commune twice in a convention", "conventions.0.parties.1",
        QJsonObject{{QStringLiteral("commune"), QStringLiteral("60057")}},
        "conventions[conv-csd].parties: '60057' appears twice");
    row("an unknown codec", "cameras.0.endpoint.streams.0.codec", QStringLiteral("av1"),
        "$.cameras[0].endpoint.streams[0].codec: is not h264, h265 or mjpeg");
    row("an unknown transport", "cameras.0.endpoint.streams.0.transport", QStringLiteral("quic"),
        "$.cameras[0].endpoint.streams[0].transport: is not auto, tcp or udp");
    row("a stream without a name", "cameras.0.endpoint.streams.0.name", gone,
        "$.cameras[0].endpoint.streams[0].name: is missing");
    row("two streams of one name", "cameras.0.endpoint.streams.0.name", QStringLiteral("main"),
        "cameras[cam-01].endpoint: two streams are named 'main'");
    row("a page for a stream", "cameras.0.endpoint.streams.0.url",
        QStringLiteral("http://192.0.2.11/"),
        "cameras[cam-01].endpoint: stream 'sub' has no rtsp:// or rtsps:// address");
    row("a file for a device", "cameras.0.endpoint.onvif", QStringLiteral("file:///etc/passwd"),
        "cameras[cam-01].endpoint: onvif has no http:// or https:// address");
    row("a mask of two corners", "cameras.1.masks.0.corners.2", gone,
        "cameras[cam-hall].masks: a mask has 3 to 64 corners");
    row("a mask of no style", "cameras.1.masks.0.style", gone,
        "$.cameras[1].masks[0].style: is missing");
    row("a mask that is transparent", "cameras.1.masks.0.style", QStringLiteral("none"),
        "$.cameras[1].masks[0].style: unknown value 'none'");
    row("a corner beside the picture", "cameras.1.masks.0.corners.0.x", 1.1,
        "$.cameras[1].masks[0].corners[0].x: is not a number from 0 to 1");
    row("a corner without a height", "cameras.1.masks.0.corners.0.y", gone,
        "$.cameras[1].masks[0].corners[0].y: is missing");
    row("a mask of 65 corners", "cameras.1.masks.0.corners", manyObjects(65, corner),
        "cameras[cam-hall].masks: a mask has 3 to 64 corners");
    row("33 masks", "cameras.1.masks",
        manyObjects(33,
                    {{QStringLiteral("style"), QStringLiteral("filled")},
                     {QStringLiteral("corners"), manyObjects(3, corner)}}),
        "cameras[cam-hall].masks: more than 32");
    row("a lens of 300 degrees", "cameras.1.panorama.lens", 300,
        "$.cameras[1].panorama.lens: is not a number from 90 to 240");
    row("a circle without size", "cameras.1.panorama.radius", 0,
        "$.cameras[1].panorama.radius: is not a number from 0.1 to 2");
    row("a lens on a pole", "cameras.1.panorama.mount", QStringLiteral("pole"),
        "$.cameras[1].panorama.mount: unknown value 'pole'");
    row("a fisheye that turns", "cameras.1.kind", QStringLiteral("ptz"),
        "cameras[cam-hall].panorama: only a panoramic camera has one");
    row("a hash of another kind", "persons.0.passwordHash",
        QStringLiteral("$2b$12$abcdefghijklmnopqrstuv"),
        "$.persons[0].passwordHash: is not an Argon2id hash of a bearable cost");
    row("a hash that takes all memory", "persons.0.passwordHash",
        QStringLiteral("$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$aGFzaA"),
        "$.persons[0].passwordHash: is not an Argon2id hash of a bearable cost");
    row("a hash that takes a day", "persons.0.passwordHash",
        QStringLiteral("$argon2id$v=19$m=65536,t=99,p=1$c29tZXNhbHQ$aGFzaA"),
        "$.persons[0].passwordHash: is not an Argon2id hash of a bearable cost");
    row("a password beside its hash", "persons.0.password", QStringLiteral("un deux trois"),
        "$.persons[0].passwordHash: stands beside a password: one of them");
}

void TstJsonProblems::one_mistake_is_named()
{
    QFETCH(QString, place);
    QFETCH(QJsonValue, value);
    QFETCH(QString, problem);
    QStringList problems;
    const auto content = contentFromJson(exampleWith(place, value), problems);
    QVERIFY2(!content, "read");
    QCOMPARE(content.error().code, ErrorCode::InvalidArgument);
    // What refers to a thing whose id is wrong is wrong as well.
    const auto said = problems.filter(problem);
    QVERIFY2(!said.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    QVERIFY(problem == QLatin1String("matricule") || said.contains(problem));
}

void TstJsonProblems::a_reference_to_nothing_is_named_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *place, const char *problem) {
        QTest::newRow(place) << QString::fromLatin1(place) << QString::fromLatin1(problem);
    };
    row("sites.0.commune", "sites[gare].commune: no commune 'zzzzz'");
    row("systems.0.commune", "systems[aut-60057].commune: no commune 'zzzzz'");
    row("systems.0.cameras.0", "systems[aut-60057].cameras: no camera 'zzzzz'");
    row("cameras.0.site", "cameras[cam-01].site: no site 'zzzzz'");
    row("cameras.0.system", "cameras[cam-01].system: no system 'zzzzz'");
    row("duties.0.person", "duties.person: no person 'zzzzz'");
    row("duties.0.post", "duties[service-1].post: no post 'zzzzz'");
    row("agrements.0.person", "agrements.person: no person 'zzzzz'");
    row("habilitations.1.person", "habilitations.person: no person 'zzzzz'");
    row("habilitations.1.communes.0", "habilitations[hab-martin].communes: no commune 'zzzzz'");
    row("habilitations.0.convention",
        "habilitations[hab-durand].convention: no convention 'zzzzz'");
    row("misesADisposition.0.person", "misesADisposition.person: no person 'zzzzz'");
    row("misesADisposition.0.commune", "misesADisposition[mad-martin].commune: no commune 'zzzzz'");
    row("formations.0.person", "formations.person: no person 'zzzzz'");
    row("conventions.0.parties.0.commune", "conventions[conv-csd].parties: no commune 'zzzzz'");
    row("arretes.0.systems.0", "arretes[arr-60].systems: no system 'zzzzz'");
}

void TstJsonProblems::a_reference_to_nothing_is_named()
{
    QFETCH(QString, place);
    QFETCH(QString, problem);
    QStringList problems;
    QVERIFY(!contentFromJson(exampleWith(place, QStringLiteral("zzzzz")), problems));
    QCOMPARE(problems, QStringList{problem});
}

void TstJsonProblems::a_number_calls_one_camera_of_a_department()
{
    const auto twice = [](const char *department) {
        QJsonObject json = example();
        const auto add = [&json](const char *list, const QByteArray &object) {
            QJsonArray all = json.value(QLatin1String(list)).toArray();
            all.append(QJsonDocument::fromJson(object).object());
            json.insert(QLatin1String(list), all);
        };
        const QByteArray insee = QByteArray(department) + "681";
        add("communes", R"({"insee": ")" + insee + R"(", "name": "Vernon", "latitude": 49.1, "longitude": 1.5,
            "authority": "Maire de Vernon", "department": ")" + QByteArray(department) + "\"}");
        add("sites", R"({"id": "quai", "name": "Quai", "commune": ")" + insee + R"(", "latitude": 49.1, "longitude": 1.5})");
        add("cameras", R"({"id": "cam-z", "name": "Quai", "site": "quai", "kind": "fixed", "number": 101})");
        QStringList problems;
        (void)contentFromJson(bytesOf(json), problems);
        return problems;
    };
    QCOMPARE(twice("27"), QStringList());
    QCOMPARE(twice("60"), QStringList{QStringLiteral("cameras[cam-z].number: 101 is the number of 'cam-01' too")});
}

void TstJsonProblems::every_mistake_is_listed()
{
    QStringList problems;
    const QByteArray json = R"({"format": "vigie-registry/1", "note": 1,
        "sites": [{"id": "a b", "name": "", "commune": "60003"}],
        "persons": [{"id": "x", "matricule": "1", "name": "X", "category": "roi", "role": "roi"}]})";
    const auto content = contentFromJson(json, problems);
    QVERIFY(!content);
    QCOMPARE(problems,
             (QStringList{QStringLiteral("$.note: is not a text"),
                          QStringLiteral("$.sites[0].name: is empty"),
                          QStringLiteral("$.persons[0].category: unknown value 'roi'"),
                          QStringLiteral("$.persons[0].role: unknown key"),
                          QStringLiteral("sites[a b].commune: no commune '60003'"),
                          QStringLiteral("sites[a b].id: 'a b' is not an id (1 to 64 of A-Z a-z "
                                         "0-9 . _ -)")}));
    QVERIFY(content.error().detail.startsWith(QLatin1String("6 problems, the first: ")));
}

void TstJsonProblems::a_key_twice_is_named()
{
    QStringList problems;
    QVERIFY(!contentFromJson("{\"format\": \"vigie-registry/1\",\n"
                             " \"formations\": [],\n \"\\u0066ormations\": []}",
                             problems));
    QCOMPARE(problems, QStringList{QStringLiteral("line 3: the key 'formations' appears twice")});
    // The same key in two objects, or as a value, is none.
    problems.clear();
    QVERIFY(contentFromJson(R"({"format": "vigie-registry/1", "note": "note",
        "posts": [{"id": "id", "name": "{\"id\":1,\"id\":2}", "kind": "guest-seat"},
                  {"id": "b", "name": "\\", "kind": "guest-seat"}]})",
                            problems)
                .has_value());
    QCOMPARE(problems, QStringList());
}

void TstJsonProblems::a_file_that_is_no_registry_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("problem");
    const int wrong = int(ErrorCode::InvalidArgument);
    const auto row = [](const char *name, const QByteArray &json, int code, const char *problem) {
        QTest::newRow(name) << json << code << QString::fromLatin1(problem);
    };
    row("nothing", "", wrong, "line 1, column ");
    row("a list", "[]", wrong, "line 1, column 1: not an object");
    row("cut off", "{\"format\": \"vigie-registry/1\",\n\"communes\": [", wrong, "line 2, column ");
    row("a web page", "<html>", wrong, "line 1, column ");
    row("no format", "{}", wrong, "$.format: '', this program reads vigie-registry/1");
    row("another format", R"({"format": "geojson"})", wrong, "$.format: 'geojson'");
    row("a number for a format", R"({"format": 1})", wrong, "$.format: ''");
    row("a later format", R"({"format": "vigie-registry/2", "new": 1})",
        int(ErrorCode::NewerSchema), "$.format: 'vigie-registry/2'");
    row("nested without end", QByteArray(100'000, '['), wrong, "line 1, column ");
}

void TstJsonProblems::a_file_that_is_no_registry()
{
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    QFETCH(QString, problem);
    QStringList problems;
    const auto content = contentFromJson(json, problems);
    QVERIFY(!content);
    QCOMPARE(int(content.error().code), code);
    QCOMPARE(problems.size(), qsizetype(1));
    QVERIFY2(problems.constFirst().startsWith(problem), qPrintable(problems.constFirst()));
}

void TstJsonProblems::a_hostile_file_cannot_fill_memory()
{
    QJsonArray wrong;
    for (int i = 0; i < 5000; ++i)
        wrong.append(i);
    QStringList problems;
    QVERIFY(!contentFromJson(exampleWith(QStringLiteral("duties"), wrong), problems));
    QCOMPARE(problems.size(), qsizetype(1001));
    QCOMPARE(problems.constLast(), QStringLiteral("… and more"));
    const QByteArray large(kMaximumJsonBytes + 1, ' ');
    QCOMPARE(contentFromJson(large, problems).error().code, ErrorCode::InvalidArgument);
}

void TstJsonProblems::an_address_is_never_repeated()
{
    const QString url = QStringLiteral("rtsp://vigie:Exemple-5678@192.0.2.11/sub");
    QStringList problems;
    const auto content = contentFromJson(
        exampleWith(QStringLiteral("cameras.0.endpoint.streams.0.url"), url), problems);
    QVERIFY(!content);
    QCOMPARE(problems,
             QStringList{QStringLiteral("cameras[cam-01].endpoint: stream 'sub' holds credentials "
                                        "in its address: use user and password")});
    QVERIFY(!content.error().detail.contains(QLatin1String("5678")));
}

VIGIE_TEST(TstJsonProblems)
#include "tst_json_problems.moc"
