// SPDX-License-Identifier: GPL-3.0-or-later
#include <ptz/postgres_leases.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace vigie::ptz {
namespace {

using std::chrono::milliseconds;

/// A server that takes longer has missed a renewal already.
constexpr milliseconds kAnswer{1200};
constexpr qsizetype kMostAsks = 64;

QJsonObject toJson(const LeaseAsk &ask)
{
    QJsonObject json{{QStringLiteral("verb"), leaseVerbName(ask.verb)},
                     {QStringLiteral("camera"), ask.camera.value},
                     {QStringLiteral("console"), ask.who.console}};
    if (ask.verb == LeaseVerb::Lock)
        json.insert(QStringLiteral("lock_ms"), static_cast<qint64>(ask.lock.count()));
    return json;
}

/// Whatever a server says, no time is longer than it can be.
std::optional<milliseconds> time(const QJsonObject &json, const char *key, milliseconds longest)
{
    const QJsonValue value = json.value(QLatin1String(key));
    if (!value.isDouble())
        return std::nullopt;
    return milliseconds(std::clamp<qint64>(value.toInteger(), 0, longest.count()));
}

QString text(const QJsonObject &json, const char *key)
{
    return json.value(QLatin1String(key)).toString().left(128);
}

LeaseState stateFrom(const QJsonObject &json)
{
    LeaseState state;
    state.camera = {text(json, "camera")};
    state.held = json.value(QLatin1String("held")).toBool();
    state.mine = state.held && json.value(QLatin1String("mine")).toBool();
    state.holder = text(json, "holder");
    state.holderId = text(json, "holder_id");
    state.standing = text(json, "standing") == standingName(Standing::CommunePolice) ? Standing::CommunePolice : Standing::Operator;
    state.left = time(json, "left_ms", kLeaseLife).value_or(milliseconds(0));
    state.lockLeft = time(json, "lock_ms", kLongestLock);
    state.endsIn = time(json, "ends_ms", kLeaseWarning);
    state.because = leaseEndFromName(text(json, "because"));
    state.taker = text(json, "taker");
    state.from = text(json, "from");
    state.place = std::clamp(json.value(QLatin1String("place")).toInt(), 0, kMostWaiting);
    state.waiting = std::clamp(json.value(QLatin1String("waiting")).toInt(), 0, kMostWaiting);
    state.mayPreempt = json.value(QLatin1String("may_preempt")).toBool();
    state.mayBreak = json.value(QLatin1String("may_break")).toBool();
    if (const QString refused = text(json, "refused"); !refused.isEmpty())
        state.refused = leaseRefusalFromName(refused);
    return state;
}

} // namespace

PostgresLeases::PostgresLeases(storage::PostgresOptions options) : m_options(std::move(options))
{
    m_options.connectLimit = kAnswer;
    m_options.answerLimit = kAnswer;
    m_options.lockLimit = kAnswer / 2;
}

Result<> PostgresLeases::open()
{
    auto database = storage::Database::connect(m_options);
    if (!database)
        return fail(database);
    const QByteArray listen = QByteArray("LISTEN ") + kChannel;
    if (const auto listening = database->execute(listen.constData()); !listening)
        return listening;
    m_database = std::move(*database);
    return {};
}

Result<QList<LeaseState>> PostgresLeases::act(const QList<LeaseAsk> &asks)
{
    QList<LeaseState> all;
    for (qsizetype first = 0; first < asks.size(); first += kMostAsks) {
        auto answers = actInOne(asks.mid(first, kMostAsks));
        if (!answers)
            return answers;
        all.append(*std::move(answers));
    }
    return all;
}

Result<QList<LeaseState>> PostgresLeases::actInOne(const QList<LeaseAsk> &asks)
{
    QJsonArray asked;
    for (const LeaseAsk &ask : asks)
        asked.append(toJson(ask));
    auto statement = m_database->prepare("SELECT vigie.lease(?::jsonb)");
    if (!statement)
        return fail(statement);
    statement->bind(1, QString::fromUtf8(QJsonDocument(asked).toJson(QJsonDocument::Compact)));
    const auto row = statement->step();
    if (!row)
        return fail(row);
    const QJsonArray answers = *row ? QJsonDocument::fromJson(statement->text(0).toUtf8()).array() : QJsonArray();
    if (answers.size() != asks.size())
        return fail(ErrorCode::Protocol, QStringLiteral("%1 answers about %2 leases").arg(answers.size()).arg(asks.size()));
    QList<LeaseState> states;
    for (qsizetype i = 0; i < asks.size(); ++i) {
        states.append(stateFrom(answers.at(i).toObject()));
        if (states.constLast().camera != asks.at(i).camera)
            return fail(ErrorCode::Protocol, QStringLiteral("an answer about another camera"));
    }
    return states;
}

Result<bool> PostgresLeases::waitForChange(milliseconds limit, int wake)
{
    const auto told = m_database->waitForNotices(limit, wake);
    if (!told)
        return fail(told);
    return !told->isEmpty();
}

} // namespace vigie::ptz
