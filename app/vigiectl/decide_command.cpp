// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <access/decide.h>
#include <access/decision_json.h>
#include <registry/json.h>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cstdio>

namespace vigie::ctl {
namespace {

/// Longest request, in bytes: hundreds of people present fit.
constexpr qint64 kLongestLine = 64 * 1024;
constexpr qsizetype kLongestText = 1000; ///< characters, as in a registry file

/// One question, at the instant it names.
struct Question {
    access::Request request;
    Instant at;
};

/// Takes the keys of one request out of its object; remembers the first thing that is wrong.
class Fields {
public:
    explicit Fields(QJsonObject object) : m_object(std::move(object)) { }

    /// \return empty where the key is missing and need not be there
    QString text(const char *key, bool required = false)
    {
        const QJsonValue value = m_object.take(QLatin1String(key));
        if (value.isUndefined() && !required)
            return {};
        if (!value.isString())
            wrong(key, value.isUndefined() ? "is missing" : "is not a text");
        else if (value.toString().size() > kLongestText)
            wrong(key, "is too long");
        return value.toString();
    }
    QList<PersonId> people(const char *key)
    {
        const QJsonValue value = m_object.take(QLatin1String(key));
        if (!value.isUndefined() && !value.isArray())
            wrong(key, "is not a list");
        QList<PersonId> list;
        for (const QJsonValue &person : value.toArray()) {
            if (!person.isString())
                wrong(key, "holds something that is not a text");
            list.append({person.toString()});
        }
        return list;
    }
    bool flag(const char *key)
    {
        const QJsonValue value = m_object.take(QLatin1String(key));
        if (!value.isUndefined() && !value.isBool())
            wrong(key, "is not true or false");
        return value.toBool();
    }
    /// Absent where the key is.
    std::optional<Instant> instant(const char *key)
    {
        const QString value = text(key);
        if (value.isEmpty())
            return std::nullopt;
        const auto at = instantFromIso(value);
        if (!at)
            wrong(key, "is not an instant with Z or an offset");
        return at ? std::optional(*at) : std::nullopt;
    }
    void wrong(const char *key, const char *what)
    {
        if (m_problem.isEmpty())
            m_problem = QStringLiteral("%1 %2").arg(QLatin1String(key), QLatin1String(what));
    }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// What nobody asked for.
    [[nodiscard]] QStringList rest() const { return m_object.keys(); }

private:
    QJsonObject m_object;
    QString m_problem;
};

/// \return InvalidArgument with what is wrong. Ids that name nobody are not wrong: the rule answers
/// them.
Result<Question> readQuestion(Fields &fields)
{
    Question question;
    question.request.person = {fields.text("person", true)};
    question.request.camera = {fields.text("camera", true)};
    question.request.post = {fields.text("post")};
    question.request.motive = fields.text("motive");
    question.request.present = fields.people("present");
    question.request.visitorMode = fields.flag("visitorMode");
    question.request.requisition = {fields.text("requisition")};
    const Interval images{fields.instant("imagesFrom"), fields.instant("imagesUntil")};
    if (images.from || images.until)
        question.request.images = images;
    const QString treatment = fields.text("traitement");
    const QString event = fields.text("event");
    if (!treatment.isEmpty() || !event.isEmpty())
        question.request.alert = access::AlertImage{{treatment}, event};
    const QString act = fields.text("act", true);
    const auto at = fields.instant("at");
    if (const auto known = actFromName(act))
        question.request.act = *known;
    else
        fields.wrong("act", "is not live, ptz, replay or extract");
    if (at)
        question.at = *at;
    else
        fields.wrong("at", "is missing");
    if (!fields.problem().isEmpty())
        return fail(ErrorCode::InvalidArgument, fields.problem());
    return question;
}

/// Answers one line after the other.
class Desk {
public:
    explicit Desk(registry::Facts facts) : m_facts(std::move(facts)) { }

    void answer(const QByteArray &line)
    {
        QJsonParseError parse;
        const QJsonDocument document = QJsonDocument::fromJson(line, &parse);
        if (parse.error != QJsonParseError::NoError || !document.isObject()) {
            refuse({},
                   document.isNull() ? parse.errorString() : QStringLiteral("is not an object"));
            return;
        }
        QJsonObject object = document.object();
        const QJsonValue id = object.take(QLatin1String("id"));
        if (!id.isString() && !id.isDouble()) {
            refuse({},
                   id.isUndefined() ? QStringLiteral("id is missing")
                                    : QStringLiteral("id is not a text"));
            return;
        }
        Fields fields(std::move(object));
        const auto question = readQuestion(fields);
        if (!question) {
            refuse(id, question.error().detail);
            return;
        }
        QJsonObject said = access::toJson(access::decide(m_facts, question->request, question->at));
        said.insert(QStringLiteral("id"), id);
        // A misspelt key must not pass unseen: what it was to say was not heard.
        if (const QStringList ignored = fields.rest(); !ignored.isEmpty())
            said.insert(QStringLiteral("ignored"), QJsonArray::fromStringList(ignored));
        printJson(said);
    }
    /// A line that is no request.
    void refuse(const QJsonValue &id, const QString &why)
    {
        m_allSound = false;
        printJson({{QStringLiteral("id"), id.isUndefined() ? QJsonValue() : id},
                   {QStringLiteral("line"), m_line},
                   {QStringLiteral("error"), QStringLiteral("line %1: %2").arg(m_line).arg(why)}});
    }
    void nextLine() { ++m_line; }
    [[nodiscard]] bool allSound() const { return m_allSound; }

private:
    const registry::Facts m_facts;
    qint64 m_line = 0;
    bool m_allSound = true;
};

/// \return Io when the file cannot be read to its end
Result<> answerAll(QFile &requests, Desk &desk)
{
    for (;;) {
        QByteArray line = requests.readLine(kLongestLine + 2);
        if (line.isEmpty()) {
            if (requests.error() != QFileDevice::NoError)
                return fail(ErrorCode::Io, requests.errorString());
            return {};
        }
        desk.nextLine();
        bool tooLong = false;
        while (line.size() > kLongestLine && !line.endsWith('\n')) {
            tooLong = true;
            line = requests.readLine(kLongestLine + 2);
        }
        if (tooLong)
            desk.refuse({}, QStringLiteral("is longer than %1 bytes").arg(kLongestLine));
        else if (!line.trimmed().isEmpty())
            desk.answer(line);
        // Whoever asks through a pipe may wait for each answer before asking on.
        std::fflush(stdout);
    }
}

} // namespace

int decideCommand(const QStringList &given)
{
    QStringList arguments = given;
    const auto registryFile = takeOption(arguments, QStringLiteral("--registry"));
    const auto requestsFile = takeOption(arguments, QStringLiteral("--requests"));
    if (!registryFile || !requestsFile || !arguments.isEmpty())
        return usage(QStringLiteral(
            "usage: vigiectl decide --registry FILE --requests FILE.jsonl\n"
            "  --registry  a vigie-registry/1 file\n"
            "  --requests  one JSON object a line, - for standard input:\n"
            "    {\"id\":…,\"person\":…,\"act\":\"live|ptz|replay|extract\",\"camera\":…,\n"
            "     \"post\":…,\"at\":\"2026-11-24T21:59:59Z\",\"motive\":…,\"present\":[…]}\n"
            "    and where it matters: \"visitorMode\":true, \"requisition\":…, \"imagesFrom\":…, \"imagesUntil\":…\n"
            "     (the span replayed or extracted), \"traitement\":… and \"event\":… (an alert asks for the image)\n"
            "    motive: L251-2-1 … L251-2-11 (the purposes of L251-2) or PTZ; a live view may leave it out\n"
            "  one JSON decision a line, in the same order, at the instant each request names;\n"
            "  a line that is no request is answered with its number and what is wrong with it\n"
            "  0 when every line was a request, allowed or not; 1 otherwise"));
    const auto json = readFile(*registryFile, registry::kMaximumJsonBytes);
    if (!json)
        return report(json.error());
    QStringList problems;
    auto facts = registry::factsFromJson(*json, &problems);
    if (!facts) {
        // Standard output is for answers.
        for (const QString &problem : problems)
            complain(problem);
        return report(facts.error());
    }
    QFile requests(*requestsFile);
    const bool opened = *requestsFile == QLatin1String("-")
        ? requests.open(stdin, QIODevice::ReadOnly)
        : requests.open(QIODevice::ReadOnly);
    if (!opened)
        return report({ErrorCode::NotFound,
                       QStringLiteral("%1: %2").arg(*requestsFile, requests.errorString())});
    Desk desk(std::move(*facts));
    if (const auto done = answerAll(requests, desk); !done)
        return report(done.error());
    return desk.allSound() ? 0 : 1;
}

} // namespace vigie::ctl
