// SPDX-License-Identifier: GPL-3.0-or-later
#include "rule_on_server.h"

#include <registry/store.h>
#include <support/postgres_cluster.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace vigie::test {
namespace {

using access::Decision;
using access::Reason;

const QString kDatabase = QStringLiteral("vigie_rule");

/// One line that says everything both must agree on.
constexpr char kAsk[] =
    "SELECT concat_ws(' ', CASE WHEN d.allow THEN 'allow' ELSE 'refuse' END, 'until=' || coalesce(d.until_at::text, '-'), "
    "'rows=' || array_to_string(d.rows, ','), 'codes=' || array_to_string(d.codes, ','), "
    "'alerts=' || array_to_string(d.alerts, ','), 'titles=' || array_to_string(d.titles, ',')) "
    "FROM jsonb_to_recordset(?1::jsonb) AS r (n int, person text, act text, camera text, post text, motive text, "
    "present text[], visitor boolean, at bigint, reachable boolean, clock boolean, more jsonb), "
    "LATERAL decide_at(r.person, r.act, r.camera, r.post, r.motive, r.present, r.visitor, r.at, r.reachable, r.clock, r.more) AS d "
    "ORDER BY r.n";

qint64 millis(Instant at)
{
    return at.time_since_epoch().count();
}

QString codesOf(const QList<Reason> &reasons)
{
    QStringList codes;
    for (const Reason &reason : reasons)
        codes.append(reason.code);
    return codes.join(QLatin1Char(','));
}

QString lineOf(const Decision &decision)
{
    QStringList rows;
    for (const int row : decision.rows)
        rows.append(QString::number(row));
    QStringList titles;
    for (const TitleId &title : decision.titles)
        titles.append(title.value);
    return QStringLiteral("%1 until=%2 rows=%3 codes=%4 alerts=%5 titles=%6")
        .arg(decision.allowed ? QStringLiteral("allow") : QStringLiteral("refuse"),
             decision.until ? QString::number(millis(*decision.until)) : QStringLiteral("-"),
             rows.join(QLatin1Char(',')), codesOf(decision.reasons), codesOf(decision.alerts),
             titles.join(QLatin1Char(',')));
}

QJsonObject toJson(const Question &question, int number)
{
    QJsonArray present;
    for (const PersonId &person : question.request.present)
        present.append(person.value);
    QJsonObject more;
    if (!question.request.requisition.isNull())
        more.insert(QStringLiteral("requisition"), question.request.requisition.value);
    if (const auto &images = question.request.images) {
        if (images->from)
            more.insert(QStringLiteral("images_from"), millis(*images->from));
        if (images->until)
            more.insert(QStringLiteral("images_until"), millis(*images->until));
    }
    if (const auto &alert = question.request.alert) {
        more.insert(QStringLiteral("traitement"), alert->traitement.value);
        more.insert(QStringLiteral("event"), alert->event);
    }
    return {{QStringLiteral("more"), more},
            {QStringLiteral("n"), number},
            {QStringLiteral("person"), question.request.person.value},
            {QStringLiteral("act"), actName(question.request.act)},
            {QStringLiteral("camera"), question.request.camera.value},
            {QStringLiteral("post"), question.request.post.value},
            {QStringLiteral("motive"), question.request.motive},
            {QStringLiteral("present"), present},
            {QStringLiteral("visitor"), question.request.visitorMode},
            {QStringLiteral("at"), millis(question.at)},
            {QStringLiteral("reachable"), question.circumstances.registryReachable},
            {QStringLiteral("clock"), question.circumstances.clockTrusted}};
}

} // namespace

Result<> RuleOnServer::make()
{
    return PostgresCluster::shared()->makeRegistry(kDatabase);
}

RuleOnServer::RuleOnServer()
    : m_database(PostgresCluster::shared()->connect(PostgresCluster::superuser(), kDatabase).value()),
      m_ask(m_database.prepare(kAsk).value())
{
    // Neither references nor records of the change.
    (void)m_database.execute("SET session_replication_role = replica");
}

Result<> RuleOnServer::store(const registry::Facts &facts)
{
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction);
    const auto emptied = m_database.execute(
        "DO $$ DECLARE t text; BEGIN FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'vigie'::regnamespace "
        "AND c.relkind = 'r' AND c.relname NOT IN ('schema_version', 'because', 'meta') LOOP "
        "EXECUTE format('DELETE FROM vigie.%I', t); END LOOP; END $$");
    if (!emptied)
        return emptied;
    registry::Content content;
    content.facts = facts;
    if (const auto stored = registry::detail::storePlaces(m_database, content, {}, nullptr); !stored)
        return stored;
    if (const auto stored = registry::detail::storePeople(m_database, content, {}, {}); !stored)
        return stored;
    return transaction->commit();
}

QString RuleOnServer::difference(const registry::Facts &facts, const QList<Question> &questions)
{
    QJsonArray asked;
    for (const Question &question : questions)
        asked.append(toJson(question, static_cast<int>(asked.size())));
    m_ask.reset();
    m_ask.bind(1, QString::fromUtf8(QJsonDocument(asked).toJson(QJsonDocument::Compact)));
    for (qsizetype i = 0; i < questions.size(); ++i) {
        const auto row = m_ask.step();
        if (!row)
            return toLogText(row.error());
        if (!*row)
            return QStringLiteral("the server answers %1 of %2").arg(i).arg(questions.size());
        const Question &question = questions.at(i);
        const QString here =
            lineOf(access::decide(facts, question.request, question.at, question.circumstances));
        const QString there = m_ask.text(0);
        if (here != there)
            return QStringLiteral("%1\nprogram: %2\nserver:  %3")
                .arg(QString::fromUtf8(QJsonDocument(asked.at(i).toObject()).toJson(QJsonDocument::Compact)), here, there);
    }
    return {};
}

} // namespace vigie::test
