// SPDX-License-Identifier: GPL-3.0-or-later
#include "vigiectl_run.h"

#include <support/test_main.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtTest/QTest>

using namespace vigie::test;

namespace {

QString stateOf(const QJsonObject &answer, const char *part)
{
    return answer.value(QLatin1String(part)).toObject().value(QLatin1String("state")).toString();
}

const QStringList kParts{
    QStringLiteral("decode"),  QStringLiteral("render"),   QStringLiteral("zeroCopy"), QStringLiteral("joystick"),
    QStringLiteral("folder"),  QStringLiteral("keychain"), QStringLiteral("registry"),
    QStringLiteral("journal"), QStringLiteral("clock"),    QStringLiteral("timeZone")};

} // namespace

/// `vigiectl doctor`: 0 when the console could work here.
class TstDoctorDoor final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(!qEnvironmentVariableIsEmpty("VIGIECTL")); }
    void init() { m_station = std::make_unique<StationFolder>(); }
    void a_station_that_works();
    void a_machine_without_a_registry();
    void what_is_wrong_is_said_with_what_to_do_data();
    void what_is_wrong_is_said_with_what_to_do();
    void a_screen_that_does_not_answer_is_a_finding();
    void it_changes_nothing();

private:
    [[nodiscard]] QJsonObject look(int status,
                                   const QHash<QString, QString> &environment = {}) const
    {
        const Run run = vigiectl({QStringLiteral("doctor"), QStringLiteral("--json"),
                                  QStringLiteral("--data"), m_station->path()},
                                 {}, environment);
        if (run.status != status || run.json().size() != 1) {
            QTest::qFail(qPrintable(run.text()), __FILE__, __LINE__);
            return {};
        }
        return run.json().constFirst();
    }
    void makeStation() const
    {
        const QString file = m_station->put(QStringLiteral("example.json"), exampleRegistry());
        const Run run =
            m_station->run({QStringLiteral("registry"), QStringLiteral("import"), file});
        QVERIFY2(run.status == 0, qPrintable(run.text()));
    }
    std::unique_ptr<StationFolder> m_station;
};

void TstDoctorDoor::a_station_that_works()
{
    makeStation();
    const QJsonObject answer = look(0);
    QCOMPARE(answer.value(QLatin1String("works")).toBool(), true);
    for (const QString &part : kParts) {
        const QJsonObject said = answer.value(part).toObject();
        QVERIFY2(!said.value(QLatin1String("text")).toString().isEmpty(), qPrintable(part));
        const QString state = said.value(QLatin1String("state")).toString();
        QVERIFY2(state == QLatin1String("good") || state == QLatin1String("notice"),
                 qPrintable(part));
        // What is not good comes with what to do.
        QCOMPARE(said.value(QLatin1String("advice")).toString().isEmpty(),
                 state == QLatin1String("good"));
    }
    QCOMPARE(stateOf(answer, "registry"), QStringLiteral("good"));
    QCOMPARE(stateOf(answer, "journal"), QStringLiteral("good"));
    QCOMPARE(stateOf(answer, "timeZone"), QStringLiteral("good"));
    const QJsonObject decode = answer.value(QLatin1String("decode")).toObject();
    for (const char *codec : {"h264", "h265", "mjpeg"})
        QVERIFY2(!decode.value(QLatin1String(codec)).toString().isEmpty(), codec);
    QCOMPARE(
        answer.value(QLatin1String("registry")).toObject().value(QLatin1String("cameras")).toInt(),
        2);
    QCOMPARE(
        answer.value(QLatin1String("journal")).toObject().value(QLatin1String("records")).toInt(),
        1);

    // Each way that decoded pictures could take to the screen without a copy, and why not.
    const QJsonArray ways = answer.value(QLatin1String("zeroCopy")).toObject().value(QLatin1String("ways")).toArray();
    QCOMPARE(ways.size(), 2);
    for (const auto &each : ways) {
        const QJsonObject way = each.toObject();
        QCOMPARE(way.value(QLatin1String("works")).toBool(), way.value(QLatin1String("reason")).toString().isEmpty());
    }

    const Run words = m_station->run({QStringLiteral("doctor")});
    QCOMPARE(words.status, 0);
    QVERIFY(words.out.endsWith("La console peut fonctionner sur ce poste.\n"));
}

void TstDoctorDoor::a_machine_without_a_registry()
{
    const QJsonObject answer = look(1);
    QCOMPARE(answer.value(QLatin1String("works")).toBool(true), false);
    QCOMPARE(stateOf(answer, "registry"), QStringLiteral("blocking"));
    QCOMPARE(stateOf(answer, "journal"), QStringLiteral("good"));
    QVERIFY(answer.value(QLatin1String("registry"))
                .toObject()
                .value(QLatin1String("advice"))
                .toString()
                .contains(QLatin1String("vigiectl registry import")));
    const Run words = m_station->run({QStringLiteral("doctor")});
    QCOMPARE(words.status, 1);
    QVERIFY(words.out.contains("[bloquant] Registre : aucun registre sur ce poste\n"));
    QVERIFY(words.out.endsWith("La console ne peut pas fonctionner : un point bloquant.\n"));
}

void TstDoctorDoor::what_is_wrong_is_said_with_what_to_do_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("text");
    QTest::newRow("the journal was changed") << "journal.jsonl"
                                             << "changed"
                                             << "journal"
                                             << "chaîne rompue (record 1: ";
    QTest::newRow("the journal is gone") << "journal.jsonl"
                                         << "removed"
                                         << "journal"
                                         << "le fichier a disparu";
    QTest::newRow("the head is gone") << "journal.jsonl.head"
                                      << "removed"
                                      << "journal"
                                      << "chaîne rompue (the head file is missing)";
    QTest::newRow("the registry is damaged") << "registry.sqlite"
                                             << "emptied"
                                             << "registry"
                                             << "endommagé (";
    QTest::newRow("the key is gone") << "station.key"
                                     << "removed"
                                     << "keychain"
                                     << "ni fichier de clé ni trousseau";
}

void TstDoctorDoor::what_is_wrong_is_said_with_what_to_do()
{
    QFETCH(QString, file);
    QFETCH(QString, damage);
    QFETCH(QString, part);
    QFETCH(QString, text);
    makeStation();
    const QString path = m_station->file(file);
    QByteArray bytes = bytesOf(path);
    QVERIFY(!bytes.isEmpty());
    QVERIFY(QFile::remove(path));
    if (damage != QLatin1String("removed")) {
        if (damage == QLatin1String("changed"))
            bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
        else
            bytes.clear();
        QFile changed(path);
        QVERIFY(changed.open(QIODevice::WriteOnly));
        changed.write(bytes);
    }
    const QJsonObject answer = look(1);
    for (const QString &each : kParts)
        QCOMPARE(stateOf(answer, qPrintable(each)) == QLatin1String("blocking"), each == part);
    const QJsonObject said = answer.value(part).toObject();
    QVERIFY2(said.value(QLatin1String("text")).toString().startsWith(text),
             qPrintable(said.value(QLatin1String("text")).toString()));
    QVERIFY(!said.value(QLatin1String("advice")).toString().isEmpty());
}

void TstDoctorDoor::a_screen_that_does_not_answer_is_a_finding()
{
    makeStation();
    const QJsonObject answer = look(1,
                                    {{QStringLiteral("DISPLAY"), QStringLiteral(":65000")},
                                     {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb")}});
    QCOMPARE(stateOf(answer, "render"), QStringLiteral("blocking"));
    // The rest is looked at all the same.
    QCOMPARE(stateOf(answer, "registry"), QStringLiteral("good"));
    QVERIFY(answer.value(QLatin1String("decode")).toObject().contains(QLatin1String("h264")));
}

void TstDoctorDoor::it_changes_nothing()
{
    const Run empty = m_station->run({QStringLiteral("doctor")});
    QCOMPARE(empty.status, 1);
    QVERIFY(!QFile::exists(m_station->path()));
    makeStation();
    QHash<QString, QByteArray> before;
    const QDir folder(m_station->path());
    for (const char *name :
         {"registry.sqlite", "journal.jsonl", "journal.jsonl.head", "station.key"})
        before.insert(QLatin1String(name), bytesOf(folder.filePath(QLatin1String(name))));
    (void)look(0);
    for (auto it = before.cbegin(); it != before.cend(); ++it)
        QVERIFY2(!it->isEmpty() && bytesOf(folder.filePath(it.key())) == *it, qPrintable(it.key()));
}

VIGIE_TEST(TstDoctorDoor)
#include "tst_doctor_door.moc"
