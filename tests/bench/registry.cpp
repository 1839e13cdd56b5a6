// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "department.h"
#include "measure.h"

#include <access/scope.h>
#include <core/clock.h>
#include <registry/camera_index.h>
#include <registry/csv.h>
#include <registry/json.h>
#include <registry/sqlite_feed.h>
#include <registry/sqlite_registry.h>
#include <secrets/station_key.h>

#include <QtCore/QCommandLineParser>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>

#include <cstdio>

namespace vigie::bench {
namespace {

using namespace vigie::registry;

constexpr int kSuspensions = 20;
constexpr int kNoticeWithinMs = 60'000;

/// Milliseconds that \p what takes; nothing where it failed.
template <typename What> std::optional<double> timed(What what)
{
    const double before = nowMs();
    if (!what())
        return std::nullopt;
    return nowMs() - before;
}

/// Times of one step after the other; remembers whether all could be done.
class Table {
public:
    template <typename What> void step(const char *name, What what)
    {
        if (const auto took = timed(what))
            m_json.insert(QLatin1String(name), *took);
        else
            m_complete = false;
    }
    void add(const char *name, const std::vector<double> &times)
    {
        m_json.insert(QLatin1String(name) + QStringLiteral("_p50_ms"), percentile(times, 0.5));
        m_json.insert(QLatin1String(name) + QStringLiteral("_max_ms"), percentile(times, 1.0));
    }
    void fail() { m_complete = false; }
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] QJsonObject &json() { return m_json; }

private:
    QJsonObject m_json;
    bool m_complete = true;
};

/// Every keystroke of somebody who types what is in the registry, with and without a slip.
std::vector<double> searchTimes(const CameraIndex &index)
{
    std::vector<double> times;
    for (const char *wanted : {"place de la republique", "hôtel de ville 4242", "rond-point tileuls", "jean-jaurès commune-00123",
                               "repulbique", "cam-07000", "zzzzzzzz"}) {
        const QString text = QString::fromUtf8(wanted);
        for (qsizetype length = 1; length <= text.size(); ++length)
            times.push_back(timed([&] { return index.find(text.left(length), 200).size() <= 200; }).value_or(0.0));
    }
    return times;
}

/// From a suspension's commit to the moment a console that follows the registry has it in its facts.
std::vector<double> noticeTimes(const QString &path, SqliteRegistry &registry)
{
    const SystemClock clock;
    SqliteFactsFeed feed(path, clock);
    if (!feed.start())
        return {};
    const PersonId person{QStringLiteral("p-00000")};
    std::vector<double> times;
    for (int i = 0; i < kSuspensions; ++i) {
        const bool suspends = i % 2 == 0;
        const double before = nowMs();
        if (!registry.suspendAgrement(person, suspends ? std::optional(clock.now()) : std::nullopt))
            return {};
        if (!waitUntil([&] { return feed.facts()->agrements.value(person).constFirst().suspendedFrom.has_value() == suspends; },
                       kNoticeWithinMs))
            return {};
        times.push_back(nowMs() - before);
    }
    return times;
}

std::optional<int> sizeFrom(const QCommandLineParser &parser)
{
    bool isNumber = false;
    const int size = parser.value(QStringLiteral("size")).toInt(&isNumber);
    return isNumber && size > 0 && size < 1'000'000 ? std::optional(size) : std::nullopt;
}

} // namespace

int registryCost(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("size"), {}, QStringLiteral("N"), QStringLiteral("100000")});
    addCommonOptions(parser, false);
    const bool parsed = parser.parse(arguments);
    const auto size = sizeFrom(parser);
    if (!parsed || !size)
        return wrongArguments("registry", "--size is a number of cameras below a million");
    const QTemporaryDir folder;
    auto key = secrets::generateStationKey();
    if (!folder.isValid() || !key)
        return 1;
    const secrets::Sealer sealer(std::move(*key));
    const QString path = folder.filePath(QStringLiteral("r.sqlite"));
    auto registry = SqliteRegistry::open(path, SqliteRegistry::Mode::Create, &sealer);
    if (!registry)
        return 1;

    const SystemClock clock;
    const Content made = department(*size, clock.now());
    const QByteArray json = QJsonDocument(toJson(made)).toJson(QJsonDocument::Compact);
    const QByteArray csv = toCsv(made, CsvKind::Cameras);
    Table table;
    table.json().insert(QStringLiteral("cameras"), *size);
    table.json().insert(QStringLiteral("json_mb"), static_cast<double>(json.size()) / 1e6);
    QStringList problems;
    Result<Content> read;
    table.step("json_read_ms", [&] {
        read = contentFromJson(json, problems);
        return read.has_value();
    });
    table.step("store_ms", [&] { return (*registry)->replaceAll(made).has_value(); });
    table.step("csv_read_ms", [&] { return read && mergedFromCsv(csv, CsvKind::Cameras, *read, problems).has_value(); });
    Facts facts;
    table.step("facts_ms", [&] {
        auto loaded = (*registry)->facts();
        if (loaded)
            facts = std::move(*loaded);
        return loaded.has_value();
    });
    table.step("edit_a_title_ms", [&] {
        return (*registry)
            ->edit([](Content content) -> Result<Content> {
                content.facts.agrements[{QStringLiteral("p-00001")}].first().number = QStringLiteral("2026-1");
                return content;
            })
            .has_value();
    });
    const auto notice = noticeTimes(path, **registry);
    table.add("suspension_seen", notice);
    std::optional<CameraIndex> index;
    table.step("index_ms", [&] {
        index.emplace(facts);
        return index->size() == *size;
    });
    if (index)
        table.add("keystroke", searchTimes(*index));
    access::Request request;
    request.person = {QStringLiteral("p-00000")};
    request.post = {QStringLiteral("poste-1")};
    table.step("what_may_i_see_ms", [&] { return access::scopeOf(facts, request, clock.now()).allowed() > 0; });
    if (!read)
        std::fprintf(stderr, "vigie-bench registry: %s\n", qPrintable(toLogText(read.error())));
    print(table.json(), parser);
    return table.isComplete() && !notice.empty() && problems.isEmpty() ? 0 : 1;
}

int decideCost(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("size"), {}, QStringLiteral("N"), QStringLiteral("100000")},
                       {QStringLiteral("decisions"), {}, QStringLiteral("N"), QStringLiteral("200000")}});
    addCommonOptions(parser, false);
    const bool parsed = parser.parse(arguments);
    const auto size = sizeFrom(parser);
    const int decisions = parser.value(QStringLiteral("decisions")).toInt();
    if (!parsed || !size || decisions < 1)
        return wrongArguments("decide", "--size is a number of cameras below a million, --decisions at least 1");
    const Instant now = SystemClock().now();
    const Facts facts = department(*size, now).facts;
    const QList<CameraId> cameras = facts.cameras.keys();
    const QList<PersonId> people = facts.persons.keys();
    access::Request request;
    request.post = {QStringLiteral("poste-1")};
    int allowed = 0;
    const double before = nowMs();
    for (int i = 0; i < decisions; ++i) {
        request.person = people.at(i % people.size());
        request.camera = cameras.at(static_cast<qsizetype>(i) * 7919 % cameras.size());
        allowed += access::decide(facts, request, now).allowed ? 1 : 0;
    }
    const double took = nowMs() - before;
    print({{QStringLiteral("cameras"), *size},
           {QStringLiteral("communes"), kCommunes},
           {QStringLiteral("people"), kPeople},
           {QStringLiteral("decisions"), decisions},
           {QStringLiteral("allowed"), allowed},
           {QStringLiteral("decisions_per_s"), decisions / took * 1000.0}},
          parser);
    return allowed > 0 ? 0 : 1;
}

} // namespace vigie::bench
