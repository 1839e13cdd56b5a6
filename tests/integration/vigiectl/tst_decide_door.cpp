// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace vigie::test;

namespace {

/// The operator of the example, on duty at her post, on 24 November 2026 at 11:00 in Paris.
QJsonObject request(const char *id)
{
    return {{QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("person"), QStringLiteral("martin")},
            {QStringLiteral("act"), QStringLiteral("live")},
            {QStringLiteral("camera"), QStringLiteral("cam-01")},
            {QStringLiteral("post"), QStringLiteral("poste-1")},
            {QStringLiteral("at"), QStringLiteral("2026-11-24T10:00:00Z")},
            {QStringLiteral("motive"), QStringLiteral("L251-2-5")},
            {QStringLiteral("present"), QJsonArray()}};
}

QJsonObject with(QJsonObject object, const char *key, const QJsonValue &value)
{
    if (value.isUndefined())
        object.remove(QLatin1String(key));
    else
        object.insert(QLatin1String(key), value);
    return object;
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

bool allowed(const QJsonObject &answer)
{
    return answer.value(QLatin1String("allow")).toBool();
}

} // namespace

/// `vigiectl decide`: one decision a line, at the instant each request names.
class TstDecideDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL"));
        m_registry = m_folder.put(QStringLiteral("registry.json"), exampleRegistry());
    }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void a_decision_says_what_the_door_promises();
    void the_instant_is_the_requests_own_data();
    void the_instant_is_the_requests_own();
    void what_names_nobody_is_decided_data();
    void what_names_nobody_is_decided();
    void who_is_in_the_room_counts();
    void answers_come_in_the_order_of_the_lines();
    void a_line_that_is_no_request_is_named_data();
    void a_line_that_is_no_request_is_named();
    void a_key_nobody_knows_is_said();
    void a_very_long_line_is_one_line();
    void standard_input_serves_as_well();
    void a_registry_that_is_none_answers_nothing();
    void files_that_are_not_there();

private:
    [[nodiscard]] Run decide(const QByteArray &requests) const
    {
        const QString file = m_folder.put(QStringLiteral("requests.jsonl"), requests);
        return vigiectl({QStringLiteral("decide"), QStringLiteral("--registry"), m_registry,
                         QStringLiteral("--requests"), file});
    }
    StationFolder m_folder;
    QString m_registry;
};

void TstDecideDoor::a_decision_says_what_the_door_promises()
{
    const Run run = decide(lineOf(request("1"))
                           + lineOf(with(request("2"), "person", QStringLiteral("durand"))));
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    QCOMPARE(run.err, QByteArray());
    const auto answers = run.json();
    QCOMPARE(answers.size(), qsizetype(2));
    const QJsonObject &yes = answers.at(0);
    QCOMPARE(yes.value(QLatin1String("id")).toString(), QStringLiteral("1"));
    QVERIFY2(allowed(yes), qPrintable(run.text()));
    QCOMPARE(yes.value(QLatin1String("until")).toString(), QStringLiteral("2026-11-24T13:00:00Z"));
    QCOMPARE(yes.value(QLatin1String("authority")).toString(), QStringLiteral("Maire de Beauvais"));
    QVERIFY(yes.value(QLatin1String("rows")).toArray().contains(1));
    QVERIFY(yes.value(QLatin1String("basis")).toArray().contains(QStringLiteral("L132-14-1")));
    QCOMPARE(yes.value(QLatin1String("reasons")).toArray(), QJsonArray());
    const QJsonObject &no = answers.at(1);
    QVERIFY(!allowed(no));
    QVERIFY(no.value(QLatin1String("until")).isNull());
    QVERIFY(no.value(QLatin1String("rows")).toArray().contains(21));
    QVERIFY(!no.value(QLatin1String("reasons")).toArray().isEmpty());
    for (const char *key : {"id", "allow", "until", "authority", "basis", "rows", "reasons"}) {
        for (const QJsonObject &answer : answers)
            QVERIFY2(answer.contains(QLatin1String(key)), key);
    }
}

void TstDecideDoor::the_instant_is_the_requests_own_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<bool>("allow");
    QTest::newRow("before the duty") << "2026-11-24T04:59:59.999Z" << false;
    QTest::newRow("the duty begins") << "2026-11-24T05:00:00Z" << true;
    QTest::newRow("in Paris time") << "2026-11-24T13:59:59+01:00" << true;
    QTest::newRow("the last millisecond of the duty") << "2026-11-24T12:59:59.999Z" << true;
    QTest::newRow("the duty has ended") << "2026-11-24T13:00:00Z" << false;
    QTest::newRow("a year before") << "2025-11-24T10:00:00Z" << false;
}

void TstDecideDoor::the_instant_is_the_requests_own()
{
    QFETCH(QString, at);
    QFETCH(bool, allow);
    const Run run = decide(lineOf(with(request("x"), "at", at)));
    QCOMPARE(run.status, 0);
    QCOMPARE(allowed(run.json().constFirst()), allow);
}

void TstDecideDoor::what_names_nobody_is_decided_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QJsonValue>("value");
    const QJsonValue gone(QJsonValue::Undefined);
    QTest::newRow("an unknown person") << QByteArray("person") << QJsonValue(u"nobody"_qs);
    QTest::newRow("an empty person") << QByteArray("person") << QJsonValue(QString());
    QTest::newRow("an unknown camera") << QByteArray("camera") << QJsonValue(u"cam-99"_qs);
    QTest::newRow("an unknown post") << QByteArray("post") << QJsonValue(u"kitchen"_qs);
    QTest::newRow("no post") << QByteArray("post") << gone;
    QTest::newRow("an unknown motive") << QByteArray("motive") << QJsonValue(u"curiosity"_qs);
    QTest::newRow("an extract") << QByteArray("act") << QJsonValue(u"extract"_qs);
}

void TstDecideDoor::what_names_nobody_is_decided()
{
    QFETCH(QByteArray, key);
    QFETCH(QJsonValue, value);
    const Run run = decide(lineOf(with(request("x"), key.constData(), value)));
    QVERIFY2(run.status == 0, qPrintable(run.text()));
    const auto answer = run.json().constFirst();
    QVERIFY(!answer.contains(QLatin1String("error")));
    QVERIFY(!allowed(answer));
    QVERIFY(!answer.value(QLatin1String("reasons")).toArray().isEmpty());
}

void TstDecideDoor::who_is_in_the_room_counts()
{
    const Run run =
        decide(lineOf(with(request("alone"), "present", QJsonValue(QJsonValue::Undefined)))
               + lineOf(with(request("watched"), "present", QJsonArray{QStringLiteral("stranger")}))
               + lineOf(with(request("visited"), "visitorMode", true)));
    QCOMPARE(run.status, 0);
    QCOMPARE(allowed(run.json().at(0)), true);
    for (const int watched : {1, 2}) {
        QCOMPARE(allowed(run.json().at(watched)), false);
        QVERIFY(run.json().at(watched).value(QLatin1String("rows")).toArray().contains(41));
    }
}

void TstDecideDoor::answers_come_in_the_order_of_the_lines()
{
    QByteArray requests;
    for (int n = 0; n < 500; ++n) {
        requests += lineOf(request(QByteArray::number(n).constData()));
        if (n % 50 == 0)
            requests += "\n  \r\n";
    }
    const Run run = decide(requests.chopped(1)); // the last line without its end
    QCOMPARE(run.status, 0);
    const auto answers = run.json();
    QCOMPARE(answers.size(), qsizetype(500));
    for (int n = 0; n < 500; ++n)
        QCOMPARE(answers.at(n).value(QLatin1String("id")).toString(), QString::number(n));
}

void TstDecideDoor::a_line_that_is_no_request_is_named_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("error");
    const QJsonValue gone(QJsonValue::Undefined);
    const auto row = [](const char *name, const QByteArray &line, const char *id,
                        const char *error) {
        QTest::newRow(name) << line << QString::fromLatin1(id) << QString::fromLatin1(error);
    };
    row("no JSON", "live martin cam-01\n", "", "illegal value");
    row("cut off", lineOf(request("x")).left(40) + '\n', "", "unterminated");
    row("a list", "[1]\n", "", "is not an object");
    row("no id", lineOf(with(request("x"), "id", gone)), "", "id is missing");
    row("an object for an id", lineOf(with(request("x"), "id", QJsonObject())), "",
        "id is not a text");
    row("no person", lineOf(with(request("x"), "person", gone)), "x", "person is missing");
    row("no camera", lineOf(with(request("x"), "camera", gone)), "x", "camera is missing");
    row("a number for a camera", lineOf(with(request("x"), "camera", 3)), "x",
        "camera is not a text");
    row("no act", lineOf(with(request("x"), "act", gone)), "x", "act is missing");
    row("an unknown act", lineOf(with(request("x"), "act", QStringLiteral("LIVE"))), "x",
        "act is not live, ptz, replay or extract");
    row("no instant", lineOf(with(request("x"), "at", gone)), "x", "at is missing");
    row("an instant without a zone",
        lineOf(with(request("x"), "at", QStringLiteral("2026-11-24T10:00:00"))), "x",
        "at is not an instant with Z or an offset");
    row("a day for an instant", lineOf(with(request("x"), "at", QStringLiteral("2026-11-24"))), "x",
        "at is not an instant");
    row("a number for an instant", lineOf(with(request("x"), "at", 1795514400)), "x",
        "at is not a text");
    row("one person for a list", lineOf(with(request("x"), "present", QStringLiteral("durand"))),
        "x", "present is not a list");
    row("a number in the list", lineOf(with(request("x"), "present", QJsonArray{1})), "x",
        "present holds something that is not a text");
    row("a text for true", lineOf(with(request("x"), "visitorMode", QStringLiteral("no"))), "x",
        "visitorMode is not true or false");
    row("a person without end", lineOf(with(request("x"), "person", QString(2000, u'x'))), "x",
        "person is too long");
}

void TstDecideDoor::a_line_that_is_no_request_is_named()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, id);
    QFETCH(QString, error);
    const Run run = decide(lineOf(request("before")) + '\n' + line + lineOf(request("after")));
    QVERIFY2(run.status == 1, qPrintable(run.text()));
    const auto answers = run.json();
    QCOMPARE(answers.size(), qsizetype(3));
    // The others are answered all the same.
    QVERIFY(allowed(answers.at(0)) && allowed(answers.at(2)));
    QCOMPARE(answers.at(2).value(QLatin1String("id")).toString(), QStringLiteral("after"));
    QCOMPARE(answers.at(1).value(QLatin1String("id")).toString(), id);
    QVERIFY(!answers.at(1).contains(QLatin1String("allow")));
    const QString said = answers.at(1).value(QLatin1String("error")).toString();
    QVERIFY2(said.startsWith(QStringLiteral("line 3: ") + error), qPrintable(said));
}

void TstDecideDoor::a_key_nobody_knows_is_said()
{
    const Run run = decide(lineOf(with(request("x"), "presnt", QJsonArray{QStringLiteral("y")})));
    QCOMPARE(run.status, 0);
    QCOMPARE(run.json().constFirst().value(QLatin1String("ignored")).toArray(),
             QJsonArray{QStringLiteral("presnt")});
}

void TstDecideDoor::a_very_long_line_is_one_line()
{
    const QByteArray rest = lineOf(request("after"));
    for (const qsizetype size : {64 * 1024 + 1, 64 * 1024 + 2, 128 * 1024, 3'000'000}) {
        const Run run = decide(QByteArray(size, 'x') + '\n' + rest);
        QVERIFY2(run.status == 1, qPrintable(run.text()));
        QCOMPARE(run.json().size(), qsizetype(2));
        QCOMPARE(run.json().at(0).value(QLatin1String("error")).toString(),
                 QStringLiteral("line 1: is longer than 65536 bytes"));
        QVERIFY(allowed(run.json().at(1)));
    }
    // The longest that is a line: a request and blanks.
    const QByteArray line = rest.chopped(1);
    const Run run = decide(line + QByteArray(64 * 1024 - line.size(), ' ') + '\n' + rest);
    QVERIFY2(run.status == 0, qPrintable(run.text().left(500)));
    QCOMPARE(run.json().size(), qsizetype(2));
}

void TstDecideDoor::standard_input_serves_as_well()
{
    const Run run = vigiectl({QStringLiteral("decide"), QStringLiteral("--registry"), m_registry,
                              QStringLiteral("--requests"), QStringLiteral("-")},
                             lineOf(request("1")) + "nonsense\n" + lineOf(request("2")));
    QCOMPARE(run.status, 1);
    QCOMPARE(run.json().size(), qsizetype(3));
    QVERIFY(allowed(run.json().at(2)));
}

void TstDecideDoor::a_registry_that_is_none_answers_nothing()
{
    const QString requests = m_folder.put(QStringLiteral("r.jsonl"), lineOf(request("1")));
    QByteArray wrong = exampleRegistry();
    wrong.replace("\"kind\": \"ptz\"", "\"kind\": \"dome\"");
    const QString file = m_folder.put(QStringLiteral("wrong.json"), wrong);
    const Run run = vigiectl({QStringLiteral("decide"), QStringLiteral("--registry"), file,
                              QStringLiteral("--requests"), requests});
    QCOMPARE(run.status, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY(run.err.contains("$.cameras[0].kind: unknown value 'dome'"));
}

void TstDecideDoor::files_that_are_not_there()
{
    const QString nowhere = m_folder.beside(QStringLiteral("nowhere"));
    const QString requests = m_folder.put(QStringLiteral("r.jsonl"), lineOf(request("1")));
    for (const auto &[registry, asked] :
         {std::pair(nowhere, requests), std::pair(m_registry, nowhere)}) {
        const Run run = vigiectl({QStringLiteral("decide"), QStringLiteral("--registry"), registry,
                                  QStringLiteral("--requests"), asked});
        QCOMPARE(run.status, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(run.err.contains("NotFound"));
    }
}

VIGIE_TEST(TstDecideDoor)
#include "tst_decide_door.moc"
