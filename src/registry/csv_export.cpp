// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/csv.h>

#include "csv_columns.h"
#include "json_entities.h"

#include <core/csv_text.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace vigie::registry {
namespace {

using namespace detail;

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return csv::guardedFormula(value.toString());
}

QJsonValue streamUrl(const QJsonObject &endpoint, QLatin1String name)
{
    for (const QJsonValue &stream : endpoint.value(QLatin1String("streams")).toArray()) {
        if (stream.toObject().value(QLatin1String("name")).toString() == name)
            return stream.toObject().value(QLatin1String("url"));
    }
    return {};
}

/// What stands in \p column of the entity that \p json writes. A flag that is not written is false.
QString cellOf(const CsvColumn &column, const QJsonObject &json, bool listed)
{
    const QJsonObject endpoint = json.value(QLatin1String("endpoint")).toObject();
    switch (column.cell) {
    case CsvCell::Flag:
        return textOf(json.value(column.name).toBool());
    case CsvCell::Endpoint:
        return textOf(endpoint.value(column.name));
    case CsvCell::Stream:
        return textOf(streamUrl(endpoint, column.name));
    case CsvCell::Listed:
        return json.contains(QLatin1String("system")) ? textOf(listed) : QString();
    case CsvCell::Text:
    case CsvCell::Number:
        break;
    }
    return textOf(json.value(column.name));
}

void addLine(QByteArray &csv, CsvKind kind, const QJsonObject &json, bool listed)
{
    bool first = true;
    for (const CsvColumn &column : csvColumns(kind)) {
        if (column.isSecret)
            continue;
        if (!first)
            csv += csv::kSeparator;
        first = false;
        csv += csv::quoted(cellOf(column, json, listed));
    }
    csv += "\r\n";
}

template <typename Map> auto sortedKeys(const Map &map)
{
    auto keys = map.keys();
    std::sort(keys.begin(), keys.end());
    return keys;
}

} // namespace

QByteArray toCsv(const Content &content, CsvKind kind)
{
    QByteArray csv = "\xef\xbb\xbf";
    QByteArrayList heads;
    for (const CsvColumn &column : csvColumns(kind)) {
        if (!column.isSecret)
            heads.append(column.name.latin1());
    }
    csv += heads.join(csv::kSeparator) + "\r\n";
    const Facts &facts = content.facts;
    if (kind == CsvKind::People) {
        for (const PersonId &id : sortedKeys(facts.persons))
            addLine(csv, kind, jsonOf(facts.persons[id]).toObject(), false);
        return csv;
    }
    for (const CameraId &id : sortedKeys(facts.cameras)) {
        const Camera &camera = facts.cameras[id];
        const auto system = facts.systems.constFind(camera.system);
        const bool listed = system != facts.systems.constEnd() && system->cameras.contains(id);
        addLine(csv, kind, jsonOf(camera, content.endpoints.value(id).get()).toObject(), listed);
    }
    return csv;
}

} // namespace vigie::registry
