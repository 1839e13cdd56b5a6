// SPDX-License-Identifier: GPL-3.0-or-later
#include <journal/journal_filter.h>

#include <journal/chain.h>
#include <journal/journal.h>

namespace vigie::journal {
namespace {

void put(QJsonObject &json, const char *key, const QString &value)
{
    if (!value.isEmpty())
        json.insert(QLatin1String(key), value);
}

tl::unexpected<Error> wrong(const QString &key)
{
    return fail(ErrorCode::InvalidArgument, QStringLiteral("%1: not what a journal can be searched for").arg(key));
}

} // namespace

bool Filter::matches(const QJsonObject &record) const
{
    if (isPurged(record))
        return false;
    const auto is = [&record](const char *key, const QString &wanted) {
        return wanted.isEmpty() || record.value(QLatin1String(key)).toString() == wanted;
    };
    if (!is("matricule", matricule) || !is("camera_id", camera.value) || !is("commune", commune.value) || !is("operation", event))
        return false;
    if (refusalsOnly && record.value(QLatin1String("decision")).toString() != QLatin1String("refuse"))
        return false;
    if (!during.from && !during.until)
        return true;
    const auto at = instantFromIso(record.value(QLatin1String("ts_utc")).toString());
    return at && during.contains(*at);
}

QJsonObject toJson(const Filter &filter)
{
    QJsonObject json;
    put(json, "matricule", filter.matricule);
    put(json, "camera_id", filter.camera.value);
    put(json, "commune", filter.commune.value);
    put(json, "operation", filter.event);
    if (filter.during.from)
        put(json, "from", toIso(*filter.during.from));
    if (filter.during.until)
        put(json, "until", toIso(*filter.during.until));
    if (filter.refusalsOnly)
        json.insert(QStringLiteral("refusals_only"), true);
    return json;
}

Result<Filter> filterFromJson(const QJsonObject &json)
{
    Filter filter;
    for (auto field = json.begin(); field != json.end(); ++field) {
        const QString &key = field.key();
        const QString text = field.value().toString();
        if (key == QLatin1String("refusals_only") ? !field.value().isBool() : text.isEmpty())
            return wrong(key);
        if (key == QLatin1String("matricule")) {
            filter.matricule = text;
        } else if (key == QLatin1String("camera_id")) {
            filter.camera = {text};
        } else if (key == QLatin1String("commune")) {
            filter.commune = {text};
        } else if (key == QLatin1String("operation") && eventFromName(text)) {
            filter.event = text;
        } else if (key == QLatin1String("from") || key == QLatin1String("until")) {
            const auto at = instantFromIso(text);
            if (!at)
                return wrong(key);
            (key == QLatin1String("from") ? filter.during.from : filter.during.until) = *at;
        } else if (key == QLatin1String("refusals_only")) {
            filter.refusalsOnly = field.value().toBool();
        } else {
            return wrong(key);
        }
    }
    if (filter.during.isEmpty())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("until: a period that ends before it begins"));
    return filter;
}

} // namespace vigie::journal
