// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/decision_json.h>

namespace vigie::access {
namespace {

QJsonArray textsOf(const QList<Reason> &reasons)
{
    QJsonArray texts;
    for (const Reason &reason : reasons)
        texts.append(reason.text);
    return texts;
}

} // namespace

QJsonArray toJson(const QList<Reason> &reasons)
{
    QJsonArray array;
    for (const Reason &reason : reasons) {
        array.append(QJsonObject{{QStringLiteral("code"), reason.code},
                                 {QStringLiteral("check"), static_cast<int>(reason.check)},
                                 {QStringLiteral("row"), reason.row},
                                 {QStringLiteral("text"), reason.text},
                                 {QStringLiteral("basis"), reason.basis},
                                 {QStringLiteral("remedy"), reason.remedy}});
    }
    return array;
}

QJsonObject toJson(const Decision &decision)
{
    QJsonArray rows;
    for (const int row : decision.rows)
        rows.append(row);
    QJsonArray titles;
    for (const TitleId &title : decision.titles)
        titles.append(title.value);
    // A refusal rests on the articles of its reasons.
    QStringList basis = decision.basis;
    for (const Reason &reason : decision.reasons) {
        if (!basis.contains(reason.basis))
            basis.append(reason.basis);
    }
    return {{QStringLiteral("allow"), decision.allowed},
            {QStringLiteral("until"),
             decision.until ? QJsonValue(toIso(*decision.until)) : QJsonValue()},
            {QStringLiteral("authority"), decision.authority},
            {QStringLiteral("statement"), decision.statement},
            {QStringLiteral("basis"), QJsonArray::fromStringList(basis)},
            {QStringLiteral("rows"), rows},
            {QStringLiteral("reasons"), textsOf(decision.reasons)},
            {QStringLiteral("alerts"), textsOf(decision.alerts)},
            {QStringLiteral("titles"), titles},
            {QStringLiteral("failed"), toJson(decision.reasons)}};
}

} // namespace vigie::access
