// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin_room.h"

#include <support/test_main.h>
#include <ui/admin/values.h>

#include <QtCore/QJsonArray>

using namespace vigie;
using namespace vigie::admin;

/// What people type is what the registry holds, and comes back as they type it.
class TstValues final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void what_is_typed_is_understood_data();
    void what_is_typed_is_understood();
    void local_time_is_that_of_paris_data();
    void local_time_is_that_of_paris();
    void every_record_comes_back_as_it_was();
    void a_password_is_never_shown();
};

void TstValues::what_is_typed_is_understood_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, FieldType type, const QString &typed, const QJsonValue &value, const QString &shown) {
        QTest::newRow(name) << static_cast<int>(type) << typed << value << shown;
    };
    row("a French day", FieldType::Day, QStringLiteral("4/1/2027"), QStringLiteral("2027-01-04"), QStringLiteral("04/01/2027"));
    row("a day of the registry", FieldType::Day, QStringLiteral("2027-01-04"), QStringLiteral("2027-01-04"), QStringLiteral("04/01/2027"));
    row("no day", FieldType::Day, QStringLiteral("demain"), QStringLiteral("demain"), QStringLiteral("demain"));
    row("an evening", FieldType::Instant, QStringLiteral("24/11/2026 21:00"), QStringLiteral("2026-11-24T20:00:00Z"),
        QStringLiteral("24/11/2026 21:00"));
    row("a decimal comma", FieldType::Number, QStringLiteral("49,43"), 49.43, QStringLiteral("49.43"));
    row("a number in words", FieldType::Number, QStringLiteral("dix"), QStringLiteral("dix"), QStringLiteral("dix"));
    row("communes", FieldType::References, QStringLiteral("60057, 60175"),
        QJsonArray{QStringLiteral("60057"), QStringLiteral("60175")}, QStringLiteral("60057 60175"));
    row("purposes", FieldType::Numbers, QStringLiteral("1 5"), QJsonArray{1, 5}, QStringLiteral("1 5"));
    row("nothing", FieldType::Text, QStringLiteral("  "), QJsonValue(QJsonValue::Undefined), QString());
    row("parties", FieldType::Parties, QStringLiteral("60057; 1/1/2024; 02/01/2024; 20:00-06:00\n60175"),
        QJsonArray{QJsonObject{{QStringLiteral("commune"), QStringLiteral("60057")},
                               {QStringLiteral("accordCommune"), QStringLiteral("2024-01-01")},
                               {QStringLiteral("accordMembres"), QStringLiteral("2024-01-02")},
                               {QStringLiteral("relay"), QStringLiteral("20:00-06:00")}},
                   QJsonObject{{QStringLiteral("commune"), QStringLiteral("60175")}}},
        QStringLiteral("60057; 01/01/2024; 02/01/2024; 20:00-06:00\n60175"));
}

void TstValues::what_is_typed_is_understood()
{
    QFETCH(int, type);
    QFETCH(QString, typed);
    QFETCH(QJsonValue, value);
    QFETCH(QString, shown);
    Field field;
    field.type = static_cast<FieldType>(type);
    QCOMPARE(typedValue(field, typed), value);
    QCOMPARE(typedText(field, value), shown);
}

void TstValues::local_time_is_that_of_paris_data()
{
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("instant");
    QTest::newRow("winter") << "15/01/2026 08:30" << "2026-01-15T07:30:00Z";
    QTest::newRow("summer") << "15/07/2026 08h30" << "2026-07-15T06:30:00Z";
    QTest::newRow("the first of the hours that come twice") << "25/10/2026 02:30" << "2026-10-25T00:30:00Z";
    QTest::newRow("after the clock was put back") << "25/10/2026 03:00" << "2026-10-25T02:00:00Z";
    QTest::newRow("before the clock is put forward") << "29/03/2026 01:59" << "2026-03-29T00:59:00Z";
    QTest::newRow("an hour that is leapt over") << "29/03/2026 02:30" << "";
    QTest::newRow("after it was put forward") << "29/03/2026 03:00" << "2026-03-29T01:00:00Z";
    QTest::newRow("no hour") << "29/03/2026" << "";
    QTest::newRow("no such day") << "31/02/2026 10:00" << "";
}

void TstValues::local_time_is_that_of_paris()
{
    QFETCH(QString, local);
    QFETCH(QString, instant);
    const auto read = instantFromLocal(local);
    QCOMPARE(read ? toIso(*read) : QString(), instant);
}

void TstValues::every_record_comes_back_as_it_was()
{
    const QJsonObject json = registry::toJson(test::adminContent());
    for (const Kind &kind : kinds()) {
        for (const QJsonValue &value : json.value(kind.list).toArray()) {
            const QJsonObject record = value.toObject();
            QJsonObject again = record;
            for (const Field &field : kind.fields) {
                if (field.type == FieldType::Secret || field.type == FieldType::Flag)
                    continue;
                const QJsonValue there = valueIn(record, field);
                const QJsonValue typed = typedValue(field, typedText(field, there));
                // An empty list is written by the registry and typed as nothing: the same to it.
                if (there.isUndefined() || (there.isArray() && there.toArray().isEmpty()))
                    continue;
                again = withValue(again, field, typed);
            }
            QCOMPARE(again, record);
        }
    }
}

void TstValues::a_password_is_never_shown()
{
    Field field;
    field.type = FieldType::Secret;
    QCOMPARE(typedText(field, QStringLiteral("un mot")), QString());
    QCOMPARE(typedValue(field, QStringLiteral(" blanc ")), QJsonValue(QStringLiteral(" blanc ")));
}

VIGIE_TEST(TstValues)
#include "tst_values.moc"
