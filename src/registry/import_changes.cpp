// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/import_changes.h>

#include <registry/csv.h>
#include <registry/json.h>

#include <QtCore/QHash>
#include <QtCore/QJsonArray>

namespace vigie::registry {
namespace {

bool looksLikeJson(const QByteArray &file)
{
    for (const char c : file) {
        if (c == '{' || c == '[')
            return true;
        // A byte order mark, or a blank.
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\xEF' && c != '\xBB' && c != '\xBF')
            return false;
    }
    return false;
}

Result<Content> merged(const Content &base, const QByteArray &file, QStringList &problems)
{
    if (looksLikeJson(file)) {
        auto content = mergedFromJson(file, base, problems);
        if (!content)
            problems = withPlaces(file, problems);
        return content;
    }
    if (const auto kind = csvKindOf(file))
        return mergedFromCsv(file, *kind, base, problems);
    problems.append(QStringLiteral("line 1: neither vigie-registry/1 nor a table of cameras or people"));
    return fail(ErrorCode::InvalidArgument);
}

/// What an export leaves out and a file may give.
QJsonObject withSecrets(const Content &content, const QString &list, const QString &identity, QJsonObject object)
{
    if (list == QLatin1String("persons")) {
        if (const auto credential = content.credentials.value(PersonId{identity})) {
            if (!credential->password.isEmpty())
                object.insert(QStringLiteral("password"), QString::fromUtf8(credential->password.revealBytes()));
            else if (!credential->hash.isEmpty())
                object.insert(QStringLiteral("passwordHash"), QString::fromLatin1(credential->hash));
        }
    } else if (list == QLatin1String("cameras")) {
        const auto endpoint = content.endpoints.value(CameraId{identity});
        if (endpoint && !endpoint->password.isEmpty()) {
            QJsonObject inside = object.value(QLatin1String("endpoint")).toObject();
            inside.insert(QStringLiteral("password"), QString::fromUtf8(endpoint->password.revealBytes()));
            object.insert(QStringLiteral("endpoint"), inside);
        }
    }
    return object;
}

} // namespace

Result<QList<EntityChange>> changesFromFile(const Content &base, const QByteArray &file, QStringList &problems)
{
    const auto content = merged(base, file, problems);
    if (!content)
        return fail(content);
    const QJsonObject before = toJson(base);
    const QJsonObject after = toJson(*content);
    QList<EntityChange> changes;
    for (auto list = after.begin(); list != after.end(); ++list) {
        if (!list->isArray())
            continue;
        QHash<QString, QJsonObject> known;
        for (const QJsonValue &value : before.value(list.key()).toArray())
            known.insert(identityOf(list.key(), value.toObject()), value.toObject());
        for (const QJsonValue &value : list->toArray()) {
            const QString identity = identityOf(list.key(), value.toObject());
            const QJsonObject now = withSecrets(*content, list.key(), identity, value.toObject());
            if (const QJsonObject was = known.value(identity); was != now)
                changes.append({list.key(), was, now});
        }
    }
    return changes;
}

} // namespace vigie::registry
