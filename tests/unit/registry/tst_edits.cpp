// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_bench.h"

#include <registry/edits.h>
#include <support/test_main.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie;
using namespace vigie::registry;
using namespace vigie::test;

namespace {

/// What an export says of it.
QJsonObject entity(const Content &content, const char *list, const char *id)
{
    for (const QJsonValue &value : toJson(content).value(QLatin1String(list)).toArray()) {
        if (identityOf(QString::fromLatin1(list), value.toObject()) == QLatin1String(id))
            return value.toObject();
    }
    return {};
}

QJsonObject with(QJsonObject object, const char *key, const QJsonValue &value)
{
    if (value.isUndefined())
        object.remove(QLatin1String(key));
    else
        object.insert(QLatin1String(key), value);
    return object;
}

const QJsonValue kGone(QJsonValue::Undefined);

} // namespace

/// What administrators change: all or nothing, never over somebody else's change, and in the journal's words.
class TstEdits final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void what_is_not_changed_stays_data();
    void what_is_not_changed_stays();
    void every_list_can_lose_and_regain_an_entry_data();
    void every_list_can_lose_and_regain_an_entry();
    void a_training_is_changed_among_others();
    void somebody_elses_change_is_not_overwritten();
    void a_mistake_is_named_by_its_id();
    void a_second_person_agrees_data();
    void a_second_person_agrees();
    void the_record_says_before_and_after();
    void the_record_holds_no_name_and_no_secret();
    void the_record_of_a_long_list_is_short();
    void edited_in_the_registry_passwords_stay();
};

void TstEdits::what_is_not_changed_stays_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *list, const char *id, const char *key, const QJsonValue &value) {
        QTest::newRow(list) << QString::fromLatin1(list) << QString::fromLatin1(id) << QString::fromLatin1(key) << value;
    };
    row("communes", "60057", "name", QStringLiteral("Beauvais-ville"));
    row("posts", "poste-1", "room", QStringLiteral("Salle nord"));
    row("sites", "gare", "name", QStringLiteral("Gare SNCF"));
    row("systems", "aut-60057", "retentionDays", 20);
    row("cameras", "cam-hall", "name", QStringLiteral("Grand hall"));
    row("persons", "martin", "shiftChief", true);
    row("agrements", "agr-martin", "number", QStringLiteral("2026-9"));
    row("habilitations", "hab-martin", "until", QStringLiteral("2027-12-31"));
    row("misesADisposition", "mad-martin", "until", QStringLiteral("2027-12-31"));
    row("duties", "service-1", "locked", true);
    row("conventions", "conv-csd", "reference", QStringLiteral("CSD 2026"));
}

void TstEdits::what_is_not_changed_stays()
{
    QFETCH(QString, list);
    QFETCH(QString, id);
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    const Content base = contentOf(bytesOf(example()));
    const QJsonObject before = entity(base, qPrintable(list), qPrintable(id));
    QVERIFY(!before.isEmpty());
    QStringList problems;
    const auto after = withChanges(base, {{list, before, with(before, qPrintable(key), value)}}, problems);
    QVERIFY2(after.has_value(), qPrintable(problems.join(QLatin1Char('\n'))));
    QJsonObject expected = toJson(base);
    QJsonArray all = expected.value(list).toArray();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all.at(i).toObject() == before)
            all.replace(i, with(before, qPrintable(key), value));
    }
    expected.insert(list, all);
    QCOMPARE(toJson(*after), expected);
}

void TstEdits::every_list_can_lose_and_regain_an_entry_data()
{
    QTest::addColumn<QString>("list");
    for (const char *list : {"agrements", "habilitations", "misesADisposition", "duties", "formations", "arretes", "blocks",
                             "gels", "derogations", "controles", "traitements", "communes", "posts", "persons", "cameras"})
        QTest::newRow(list) << QString::fromLatin1(list);
}

void TstEdits::every_list_can_lose_and_regain_an_entry()
{
    QFETCH(QString, list);
    const Content base = contentOf(bytesOf(example()));
    const QJsonArray all = toJson(base).value(list).toArray();
    QVERIFY(!all.isEmpty());
    const QJsonObject one = all.first().toObject();
    QStringList problems;
    const auto without = withChanges(base, {{list, one, {}}}, problems);
    if (!without) {
        // Others refer to it: then they say so, and nothing is done.
        QCOMPARE(without.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(!problems.filter(QStringLiteral(": no ")).isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
        return;
    }
    QCOMPARE(toJson(*without).value(list).toArray().size(), all.size() - 1);
    const auto again = withChanges(*without, {{list, {}, one}}, problems);
    QVERIFY2(again.has_value(), qPrintable(problems.join(QLatin1Char('\n'))));
    QCOMPARE(toJson(*again).value(list).toArray().size(), all.size());
}

void TstEdits::a_training_is_changed_among_others()
{
    const QString list = QStringLiteral("formations");
    const auto training = [](const char *from) {
        return QJsonObject{{QStringLiteral("person"), QStringLiteral("martin")}, {QStringLiteral("from"), QLatin1String(from)}};
    };
    QStringList problems;
    auto content = withChanges(contentOf(bytesOf(example())),
                               {{list, {}, training("2020-01-01")}, {list, {}, training("2023-01-01")}}, problems);
    QVERIFY(content.has_value());
    const auto before = content->facts.formations.value({QStringLiteral("martin")}).size();
    content = withChanges(*content, {{list, training("2020-01-01"), training("2021-01-01")}}, problems);
    QVERIFY(content.has_value());
    QCOMPARE(content->facts.formations.value({QStringLiteral("martin")}).size(), before);
    content = withChanges(*content, {{list, training("2021-01-01"), {}}}, problems);
    QVERIFY(content.has_value());
    QCOMPARE(content->facts.formations.value({QStringLiteral("martin")}).size(), before - 1);
    QVERIFY(!withChanges(*content, {{list, training("2021-01-01"), {}}}, problems));
}

void TstEdits::somebody_elses_change_is_not_overwritten()
{
    const Content base = contentOf(bytesOf(example()));
    const QJsonObject seen = entity(base, "persons", "martin");
    QStringList problems;
    const auto theirs =
        withChanges(base, {{QStringLiteral("persons"), seen, with(seen, "employer", QStringLiteral("Agglomération"))}}, problems);
    QVERIFY(theirs.has_value());
    // Of the same person: refused as a whole, another person's change with it.
    const QJsonObject other = entity(base, "persons", "durand");
    const auto mine = withChanges(*theirs,
                                  {{QStringLiteral("persons"), other, with(other, "disabled", true)},
                                   {QStringLiteral("persons"), seen, with(seen, "disabled", true)}},
                                  problems);
    QVERIFY(!mine);
    QCOMPARE(mine.error().code, ErrorCode::Busy);
    QCOMPARE(problems, QStringList{QStringLiteral("persons[martin]: was changed by somebody else meanwhile")});
    // Of another: both hold.
    problems.clear();
    const auto both =
        withChanges(*theirs, {{QStringLiteral("persons"), other, with(other, "disabled", true)}}, problems);
    QVERIFY(both.has_value());
    QCOMPARE(both->facts.persons.value({QStringLiteral("martin")}).employer, QStringLiteral("Agglomération"));
    // What is gone, and what is there already.
    QCOMPARE(withChanges(base, {{QStringLiteral("persons"), with(seen, "id", QStringLiteral("x")), {}}}, problems).error().code,
             ErrorCode::Busy);
    QCOMPARE(withChanges(base, {{QStringLiteral("persons"), {}, seen}}, problems).error().code, ErrorCode::Busy);
}

void TstEdits::a_mistake_is_named_by_its_id()
{
    const Content base = contentOf(bytesOf(example()));
    const QJsonObject seen = entity(base, "persons", "martin");
    QStringList problems;
    QVERIFY(!withChanges(base, {{QStringLiteral("persons"), seen, with(seen, "category", QStringLiteral("roi"))}}, problems));
    QCOMPARE(problems, QStringList{QStringLiteral("persons[martin].category: unknown value 'roi'")});
}

void TstEdits::a_second_person_agrees_data()
{
    QTest::addColumn<EntityChange>("change");
    QTest::addColumn<bool>("needed");
    const QJsonObject calm{{QStringLiteral("id"), QStringLiteral("a")}};
    const QJsonObject suspended = with(calm, "suspendedFrom", QStringLiteral("2026-01-01T00:00:00Z"));
    const auto row = [](const char *name, const char *list, const QJsonObject &before, const QJsonObject &after, bool needed) {
        QTest::newRow(name) << EntityChange{QString::fromLatin1(list), before, after} << needed;
    };
    row("a new authorisation", "systems", {}, calm, true);
    row("an authorisation prolonged", "systems", calm, with(calm, "until", QStringLiteral("2030-01-01")), true);
    row("an authorisation taken away", "systems", calm, {}, true);
    row("a convention", "conventions", {}, calm, true);
    row("somebody is suspended", "agrements", calm, suspended, false);
    row("a suspension is lifted", "agrements", suspended, calm, true);
    row("a suspension is given an end", "habilitations", suspended,
        with(suspended, "suspendedUntil", QStringLiteral("2026-02-01T00:00:00Z")), true);
    row("a suspended agrement is taken away", "agrements", suspended, {}, true);
    row("a suspended agrement is given to another", "agrements", suspended, with(suspended, "person", QStringLiteral("x")), true);
    row("a suspended agrement gets a number", "agrements", suspended, with(suspended, "number", QStringLiteral("1")), false);
    row("a block is set", "blocks", {}, calm, false);
    row("a block is lifted", "blocks", calm, {}, true);
    row("a person", "persons", calm, with(calm, "name", QStringLiteral("x")), false);
}

void TstEdits::a_second_person_agrees()
{
    QFETCH(EntityChange, change);
    QFETCH(bool, needed);
    QCOMPARE(needsApproval(change), needed);
}

void TstEdits::the_record_says_before_and_after()
{
    const QJsonObject before{{QStringLiteral("id"), QStringLiteral("hab-1")},
                             {QStringLiteral("until"), QStringLiteral("2026-12-31")},
                             {QStringLiteral("communes"), QJsonArray{QStringLiteral("60057"), QStringLiteral("60175")}}};
    QJsonObject after = with(before, "until", kGone);
    after.insert(QStringLiteral("communes"), QJsonArray{QStringLiteral("60175"), QStringLiteral("60003")});
    const QJsonObject expected{
        {QStringLiteral("change"), QStringLiteral("edit")},
        {QStringLiteral("list"), QStringLiteral("habilitations")},
        {QStringLiteral("id"), QStringLiteral("hab-1")},
        {QStringLiteral("keys"),
         QJsonObject{{QStringLiteral("until"), QJsonObject{{QStringLiteral("before"), QStringLiteral("2026-12-31")}}},
                     {QStringLiteral("communes"),
                      QJsonObject{{QStringLiteral("removed"), QJsonArray{QStringLiteral("60057")}},
                                  {QStringLiteral("added"), QJsonArray{QStringLiteral("60003")}}}}}}};
    QCOMPARE(recordOf({QStringLiteral("habilitations"), before, after}), expected);
    QCOMPARE(recordOf({QStringLiteral("habilitations"), {}, after}).value(QLatin1String("change")), QStringLiteral("add"));
    QCOMPARE(recordOf({QStringLiteral("habilitations"), before, {}}).value(QLatin1String("change")), QStringLiteral("remove"));
}

void TstEdits::the_record_holds_no_name_and_no_secret()
{
    const QJsonObject person{{QStringLiteral("id"), QStringLiteral("p")},
                             {QStringLiteral("name"), QStringLiteral("Jean Durand")},
                             {QStringLiteral("password"), QStringLiteral("un mot secret")},
                             {QStringLiteral("passwordHash"), QStringLiteral("$argon2id$x")}};
    const QJsonObject camera{
        {QStringLiteral("id"), QStringLiteral("c")},
        {QStringLiteral("endpoint"), QJsonObject{{QStringLiteral("password"), QStringLiteral("Camera-1234")},
                                                 {QStringLiteral("onvif"), QStringLiteral("http://192.0.2.77/")}}}};
    QByteArray said = QJsonDocument(recordOf({QStringLiteral("persons"), {}, person})).toJson();
    said += QJsonDocument(recordOf({QStringLiteral("cameras"), camera, {}})).toJson();
    for (const char *secret : {"Durand", "secret", "argon2id", "Camera-1234", "192.0.2.77"})
        QVERIFY2(!said.contains(secret), secret);
    QVERIFY(said.contains("\"changed\": true"));
}

void TstEdits::the_record_of_a_long_list_is_short()
{
    QJsonArray many;
    for (int i = 0; i < 5000; ++i)
        many.append(QStringLiteral("camera-%1").arg(i));
    const QJsonObject before{{QStringLiteral("id"), QStringLiteral("s")}, {QStringLiteral("cameras"), QJsonArray()}};
    const QJsonObject record = recordOf({QStringLiteral("systems"), before, with(before, "cameras", many)});
    const QByteArray said = QJsonDocument(record).toJson(QJsonDocument::Compact);
    QVERIFY(said.size() < 1000);
    QVERIFY(said.contains("sha256"));
}

void TstEdits::edited_in_the_registry_passwords_stay()
{
    RegistryBench bench;
    const auto registry = bench.filled();
    QVERIFY(registry);
    const auto edited = registry->edit([](const Content &before) -> Result<Content> {
        const QJsonObject camera = entity(before, "cameras", "cam-01");
        const QJsonObject person = entity(before, "persons", "martin");
        QStringList problems;
        return withChanges(before,
                           {{QStringLiteral("cameras"), camera, with(camera, "name", QStringLiteral("Parvis nord"))},
                            {QStringLiteral("persons"), person, with(person, "password", QStringLiteral("une autre phrase"))}},
                           problems);
    });
    QVERIFY2(edited.has_value(), edited ? "" : qPrintable(toLogText(edited.error())));
    QCOMPARE(registry->endpoint({QStringLiteral("cam-01")})->password.revealBytes(), QByteArray("Exemple-1234"));
    QVERIFY(registry->verifyPassword(QStringLiteral("A101"), secret("une autre phrase"), Instant()).has_value());
}

VIGIE_TEST(TstEdits)
#include "tst_edits.moc"
