// SPDX-License-Identifier: GPL-3.0-or-later
#include <evidence/journal_csv.h>

#include <core/csv_text.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <array>

namespace vigie::evidence {
namespace {

constexpr std::array kColumns{"seq",         "ts_utc",      "ts_local",        "clock",           "operation",  "decision",
                              "matricule",   "category",    "employer",        "agrement_no",     "agrement_status",
                              "habilitation_id", "post_id", "room",            "session_id",      "motif_code", "camera_id",
                              "commune",     "regime",      "autorisation_no", "purpose",         "legal_basis", "rows",
                              "registry_version", "uuid",   "details"};

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return csv::guardedFormula(value.toString());
    case QJsonValue::Double:
        return QString::number(value.toInteger());
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Array: {
        QStringList all;
        for (const QJsonValue &each : value.toArray())
            all.append(each.isString() ? each.toString() : QString::number(each.toInteger()));
        return csv::guardedFormula(all.join(QStringLiteral(" ; ")));
    }
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

} // namespace

QByteArray csvHead()
{
    QByteArrayList heads;
    for (const char *column : kColumns)
        heads.append(column);
    heads.append("hash");
    return "\xef\xbb\xbf" + heads.join(csv::kSeparator) + "\r\n";
}

QByteArray csvLine(const QJsonObject &record, const QByteArray &journalLine)
{
    QByteArrayList cells;
    for (const char *column : kColumns)
        cells.append(csv::quoted(textOf(record.value(QLatin1String(column)))));
    cells.append(QJsonDocument::fromJson(journalLine).object().value(QLatin1String("hash")).toString().toLatin1());
    return cells.join(csv::kSeparator) + "\r\n";
}

} // namespace vigie::evidence
