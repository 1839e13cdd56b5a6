// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/edits.h>

#include <registry/json.h>

#include "import_checks.h"
#include "json_entities.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

#include <array>

namespace vigie::registry {
namespace {

constexpr QLatin1String kFormations("formations");
/// Most bytes that one key of a record takes; longer values are told apart by their hash.
constexpr qsizetype kLongestOfARecord = 4096;

/// As QJsonObject has it, so that two are the same text when they are the same.
QByteArray textOf(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
}

/// Tables by the lists of vigie-registry/1: takes what has that id away.
void takeAway(Content &content, const QString &list, const QString &id)
{
    Facts &facts = content.facts;
    const auto fromLists = [&](auto &table) {
        for (auto &entries : table)
            entries.removeIf([&](const auto &entry) {
                if constexpr (requires { entry.id.value; })
                    return entry.id.value == id;
                else
                    return entry.id == id;
            });
        table.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    };
    const auto fromList = [&](auto &table) { table.removeIf([&](const auto &entry) { return entry.id.value == id; }); };
    if (list == QLatin1String("communes"))
        facts.communes.remove({id});
    else if (list == QLatin1String("posts"))
        facts.posts.remove({id});
    else if (list == QLatin1String("sites"))
        facts.sites.remove({id});
    else if (list == QLatin1String("systems"))
        facts.systems.remove({id});
    else if (list == QLatin1String("cameras"))
        facts.cameras.remove({id}), content.endpoints.remove({id});
    else if (list == QLatin1String("persons"))
        facts.persons.remove({id}), content.credentials.remove({id});
    else if (list == QLatin1String("conventions"))
        facts.conventions.remove({id});
    else if (list == QLatin1String("requisitions"))
        facts.requisitions.remove({id});
    else if (list == QLatin1String("agrements"))
        fromLists(facts.agrements);
    else if (list == QLatin1String("habilitations"))
        fromLists(facts.habilitations);
    else if (list == QLatin1String("misesADisposition"))
        fromLists(facts.misesADisposition);
    else if (list == QLatin1String("duties"))
        fromLists(facts.duties);
    else if (list == QLatin1String("gels"))
        fromLists(facts.gels);
    else if (list == QLatin1String("derogations"))
        fromLists(facts.derogations);
    else if (list == QLatin1String("controles"))
        fromLists(facts.controles);
    else if (list == QLatin1String("arretes"))
        fromList(facts.arretes);
    else if (list == QLatin1String("blocks"))
        fromList(facts.blocks);
    else if (list == QLatin1String("traitements"))
        fromList(facts.traitements);
}

/// What the lists that are changed hold now, by identity. The heavy ones are written only when asked for.
QHash<QString, QHash<QString, QJsonObject>> currentOf(const Content &base, const QSet<QString> &lists)
{
    Content seen = base;
    if (!lists.contains(QStringLiteral("cameras"))) {
        seen.facts.cameras.clear();
        seen.endpoints.clear();
    }
    if (!lists.contains(QStringLiteral("systems")))
        seen.facts.systems.clear();
    const QJsonObject json = toJson(seen);
    QHash<QString, QHash<QString, QJsonObject>> current;
    for (const QString &list : lists) {
        for (const QJsonValue &value : json.value(list).toArray())
            current[list].insert(identityOf(list, value.toObject()), value.toObject());
    }
    return current;
}

/// The trainings of everybody of whom one changed: they have no id, so that a merge takes them person by person.
QJsonArray trainingsOf(const QList<EntityChange> &changes, const QHash<QString, QJsonObject> &current,
                       QSet<QString> &people)
{
    QHash<QString, QJsonObject> now = current;
    for (const EntityChange &change : changes) {
        if (change.list != kFormations)
            continue;
        for (const QJsonObject &object : {change.before, change.after}) {
            if (!object.isEmpty())
                people.insert(object.value(QLatin1String("person")).toString());
        }
        now.remove(identityOf(kFormations, change.before));
        if (!change.after.isEmpty())
            now.insert(identityOf(kFormations, change.after), change.after);
    }
    QJsonArray all;
    for (const QJsonObject &object : std::as_const(now)) {
        if (people.contains(object.value(QLatin1String("person")).toString()))
            all.append(object);
    }
    return all;
}

/// "$.persons[0].category: …" of a part as "persons[durand].category: …".
QString namedById(const QString &problem, const QJsonObject &part)
{
    static const QRegularExpression kPlace(QStringLiteral("\\A\\$\\.(\\w+)\\[(\\d+)\\]"));
    const auto match = kPlace.match(problem);
    if (!match.hasMatch())
        return problem;
    const QJsonObject object = part.value(match.captured(1)).toArray().at(match.captured(2).toInt()).toObject();
    return QStringLiteral("%1[%2]").arg(match.captured(1), identityOf(match.captured(1), object))
        + problem.mid(match.capturedEnd());
}

QJsonValue shortened(const QJsonValue &value)
{
    const QByteArray text = textOf(value);
    if (text.size() <= kLongestOfARecord)
        return value;
    return QJsonObject{
        {QStringLiteral("sha256"),
         QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex())}};
}

QJsonValue missingFrom(const QJsonArray &these, const QJsonArray &those)
{
    QSet<QByteArray> there;
    for (const QJsonValue &value : those)
        there.insert(textOf(value));
    QJsonArray missing;
    for (const QJsonValue &value : these) {
        if (!there.contains(textOf(value)))
            missing.append(value);
    }
    return shortened(missing);
}

bool isUnspeakable(const QString &list, const QString &key)
{
    static const QStringList kNever{QStringLiteral("password"), QStringLiteral("passwordHash"), QStringLiteral("endpoint")};
    return kNever.contains(key) || (list == QLatin1String("persons") && key == QLatin1String("name"));
}

QJsonObject keyRecord(const QString &list, const QString &key, const QJsonValue &before, const QJsonValue &after)
{
    if (isUnspeakable(list, key))
        return {{QStringLiteral("changed"), true}};
    if (before.isArray() && after.isArray())
        return {{QStringLiteral("removed"), missingFrom(before.toArray(), after.toArray())},
                {QStringLiteral("added"), missingFrom(after.toArray(), before.toArray())}};
    QJsonObject record;
    if (!before.isUndefined())
        record.insert(QStringLiteral("before"), shortened(before));
    if (!after.isUndefined())
        record.insert(QStringLiteral("after"), shortened(after));
    return record;
}

} // namespace

QString identityOf(const QString &list, const QJsonObject &object)
{
    if (list == kFormations)
        return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    return object.value(list == QLatin1String("communes") ? QLatin1String("insee") : QLatin1String("id")).toString();
}

bool mayAdminister(const Facts &facts, const PersonId &person)
{
    const auto found = facts.persons.constFind(person);
    return found != facts.persons.constEnd() && found->category == Category::Administrateur && !found->disabled
        && !found->sharedAccount;
}

bool needsApproval(const EntityChange &change)
{
    if (change.list == QLatin1String("systems") || change.list == QLatin1String("conventions"))
        return true;
    const auto differs = [&](const char *key) {
        return change.before.value(QLatin1String(key)) != change.after.value(QLatin1String(key));
    };
    if (change.before.isEmpty())
        return false;
    // Whatever touches a suspension or a block that is there may give back what it took.
    if (change.list == QLatin1String("blocks"))
        return true;
    if (change.list != QLatin1String("agrements") && change.list != QLatin1String("habilitations"))
        return false;
    const bool suspended = change.before.contains(QLatin1String("suspendedFrom"))
        || change.before.contains(QLatin1String("suspendedUntil"));
    return suspended && (change.after.isEmpty() || differs("suspendedFrom") || differs("suspendedUntil") || differs("person"));
}

QJsonObject recordOf(const EntityChange &change)
{
    QJsonObject keys;
    QStringList names = change.before.keys() + change.after.keys();
    names.removeDuplicates();
    for (const QString &key : std::as_const(names)) {
        const QJsonValue before = change.before.value(key);
        const QJsonValue after = change.after.value(key);
        if (before != after)
            keys.insert(key, keyRecord(change.list, key, before, after));
    }
    const QJsonObject &known = change.after.isEmpty() ? change.before : change.after;
    const bool isNew = change.before.isEmpty();
    return {{QStringLiteral("change"), isNew ? QStringLiteral("add")
                 : change.after.isEmpty()    ? QStringLiteral("remove")
                                             : QStringLiteral("edit")},
            {QStringLiteral("list"), change.list},
            {QStringLiteral("id"), change.list == kFormations ? known.value(QLatin1String("person")).toString()
                                                              : identityOf(change.list, known)},
            {QStringLiteral("keys"), keys}};
}

Result<Content> withChanges(const Content &base, const QList<EntityChange> &changes, QStringList &problems)
{
    QSet<QString> lists;
    for (const EntityChange &change : changes)
        lists.insert(change.list);
    const auto current = currentOf(base, lists);
    for (const EntityChange &change : changes) {
        const bool isNew = change.before.isEmpty();
        const QString id = identityOf(change.list, isNew ? change.after : change.before);
        if (current.value(change.list).value(id) != change.before)
            problems.append(QStringLiteral("%1[%2]: %3")
                                .arg(change.list, id.left(80),
                                     isNew ? QStringLiteral("is there already")
                                           : QStringLiteral("was changed by somebody else meanwhile")));
    }
    if (!problems.isEmpty())
        return fail(ErrorCode::Busy, problems.constFirst());

    Content whole = base;
    QHash<QString, QJsonArray> given;
    for (const EntityChange &change : changes) {
        if (change.list == kFormations)
            continue;
        const bool moves = identityOf(change.list, change.before) != identityOf(change.list, change.after);
        if (!change.before.isEmpty() && (change.after.isEmpty() || moves))
            takeAway(whole, change.list, identityOf(change.list, change.before));
        if (!change.after.isEmpty())
            given[change.list].append(change.after);
        if (change.list == QLatin1String("cameras") && !change.after.contains(QLatin1String("endpoint")))
            whole.endpoints.remove({identityOf(change.list, change.after)});
    }
    QSet<QString> trained;
    if (lists.contains(kFormations))
        given.insert(kFormations, trainingsOf(changes, current.value(kFormations), trained));
    for (const QString &person : std::as_const(trained))
        whole.facts.formations.remove({person});
    QJsonObject json;
    for (auto it = given.cbegin(); it != given.cend(); ++it)
        json.insert(it.key(), *it);

    QStringList said;
    detail::Problems noted(said);
    const Content part = detail::contentOfPart(json, &whole, noted);
    mergeInto(whole, part);
    for (const QString &problem : detail::importProblems(whole, part))
        noted.note(problem);
    for (const QString &problem : std::as_const(said))
        problems.append(namedById(problem, json));
    if (!problems.isEmpty())
        return fail(ErrorCode::InvalidArgument, problems.constFirst());
    return whole;
}

} // namespace vigie::registry
