// SPDX-License-Identifier: GPL-3.0-or-later
#include <access/postgres_door.h>

#include <registry/postgres_registry.h>
#include <storage/database.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLoggingCategory>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace vigie::access {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcDoor, "vigie.access.door", QtInfoMsg)

constexpr auto kHeartbeat = 2s;
constexpr auto kAnswer = 3s; ///< a server that takes longer is gone
constexpr auto kRetry = 500ms;

/// What the doors take at once.
constexpr qsizetype kMostAsks = 64;
constexpr qsizetype kMostViews = 256;

constexpr char kOpen[] = "CALL vigie.open_views(?::jsonb, NULL)";
constexpr char kDecide[] = "SELECT vigie.decide_views(?::jsonb)";
constexpr char kClose[] = "SELECT vigie.close_views(?::jsonb)";

QJsonArray idsOf(const QList<PersonId> &persons)
{
    QJsonArray ids;
    for (const PersonId &person : persons)
        ids.append(person.value);
    return ids;
}

QJsonObject toJson(const DepartmentDoor::Ask &ask)
{
    return {{QStringLiteral("id"), ask.number},
            {QStringLiteral("session"), ask.session.session.value},
            {QStringLiteral("act"), actName(ask.request.act)},
            {QStringLiteral("camera"), ask.request.camera.value},
            {QStringLiteral("post"), ask.request.post.value},
            {QStringLiteral("motive"), ask.request.motive},
            {QStringLiteral("present"), idsOf(ask.request.present)},
            {QStringLiteral("visitor"), ask.request.visitorMode}};
}

/// As the registry has them (registry/load.cpp).
StreamEndpoint streamFrom(const QJsonObject &json)
{
    StreamEndpoint stream;
    stream.name = json.value(QLatin1String("name")).toString();
    stream.url = QUrl(json.value(QLatin1String("url")).toString());
    stream.codec = static_cast<VideoCodec>(qBound(0, json.value(QLatin1String("codec")).toInt(), 3));
    stream.size = QSize(json.value(QLatin1String("width")).toInt(), json.value(QLatin1String("height")).toInt());
    stream.fps = json.value(QLatin1String("fps")).toDouble();
    stream.transport = static_cast<RtpTransport>(qBound(0, json.value(QLatin1String("transport")).toInt(), 2));
    stream.kbps = json.value(QLatin1String("kbps")).toInt();
    return stream;
}

Result<CameraEndpoint> endpointFrom(const QJsonObject &json, const secrets::Sealer &sealer)
{
    CameraEndpoint endpoint;
    endpoint.camera = {json.value(QLatin1String("camera")).toString()};
    endpoint.user = json.value(QLatin1String("user")).toString();
    endpoint.onvifUrl = QUrl(json.value(QLatin1String("onvif")).toString());
    const QJsonObject link = json.value(QLatin1String("link")).toObject();
    endpoint.link = {link.value(QLatin1String("name")).toString(), link.value(QLatin1String("mbps")).toDouble()};
    for (const auto &stream : json.value(QLatin1String("streams")).toArray())
        endpoint.streams.append(streamFrom(stream.toObject()));
    const QByteArray sealed =
        QByteArray::fromBase64(json.value(QLatin1String("password_sealed")).toString().toLatin1());
    if (!sealed.isEmpty()) {
        auto password = sealer.open(sealed, registry::sealContext(endpoint.camera));
        if (!password)
            return fail(password);
        endpoint.password = std::move(*password);
    }
    return endpoint;
}

} // namespace

/// The thread's own: a connection, and the server's names of the views that were opened over it.
class PostgresDoor::Line {
public:
    explicit Line(const secrets::Sealer &sealer) : m_sealer(sealer) { }

    [[nodiscard]] bool isUp() const { return m_database.has_value(); }
    void drop() { m_database.reset(); }
    [[nodiscard]] Result<> connect(const storage::PostgresOptions &options)
    {
        auto database = storage::Database::connect(options);
        if (!database)
            return fail(database);
        const QByteArray listen = QByteArray("LISTEN ") + registry::PostgresRegistry::kChannel;
        if (const auto listening = database->execute(listen.constData()); !listening)
            return listening;
        m_database = std::move(*database);
        return {};
    }
    /// \return whether a change was told
    [[nodiscard]] Result<bool> listen(std::chrono::milliseconds limit, int wake)
    {
        const auto told = m_database->waitForNotices(limit, wake);
        if (!told)
            return fail(told);
        return !told->isEmpty();
    }
    [[nodiscard]] Result<> beat() { return m_database->execute("SELECT 1"); }

    [[nodiscard]] Result<std::vector<Verdict>> open(const QList<Ask> &asks)
    {
        QJsonArray requests;
        for (const Ask &one : asks)
            requests.append(toJson(one));
        const auto answers = askInParts(kOpen, requests, kMostAsks);
        if (!answers)
            return fail(answers);
        if (answers->size() != asks.size())
            return fail(ErrorCode::Protocol, QStringLiteral("%1 answers to %2 views").arg(answers->size()).arg(asks.size()));
        std::vector<Verdict> verdicts;
        for (qsizetype i = 0; i < asks.size(); ++i) {
            const QJsonObject json = answers->at(i).toObject();
            Verdict verdict = verdictFrom(json);
            if (verdict.allowed) {
                m_views.insert(asks.at(i).number, json.value(QLatin1String("view")).toString());
                auto endpoint = endpointFrom(json.value(QLatin1String("endpoint")).toObject(), m_sealer);
                if (!endpoint)
                    qCWarning(lcDoor) << "address of" << asks.at(i).request.camera.value << toLogText(endpoint.error());
                else if (endpoint->camera == asks.at(i).request.camera)
                    verdict.endpoint = std::move(*endpoint);
            }
            verdicts.push_back(std::move(verdict));
        }
        return verdicts;
    }

    [[nodiscard]] Result<std::vector<Verdict>> decide(const QList<Company> &views)
    {
        QJsonArray asked;
        for (const Company &view : views) {
            asked.append(QJsonObject{{QStringLiteral("view"), m_views.value(view.number)},
                                     {QStringLiteral("present"), idsOf(view.present)},
                                     {QStringLiteral("visitor"), view.visitorMode}});
        }
        const auto answers = askInParts(kDecide, asked, kMostViews);
        if (!answers)
            return fail(answers);
        if (answers->size() != views.size())
            return fail(ErrorCode::Protocol, QStringLiteral("views not decided"));
        std::vector<Verdict> verdicts;
        for (const auto &answer : *answers)
            verdicts.push_back(verdictFrom(answer.toObject()));
        return verdicts;
    }

    [[nodiscard]] Result<> close(const QList<Ending> &endings)
    {
        QJsonArray told;
        for (const Ending &ending : endings) {
            if (const QString view = m_views.value(ending.number); !view.isEmpty())
                told.append(QJsonObject{{QStringLiteral("view"), view},
                                        {QStringLiteral("cause"), endCauseName(ending.cause)},
                                        {QStringLiteral("duration_ms"), static_cast<qint64>(ending.duration.count())}});
        }
        if (const auto closed = askInParts(kClose, told, kMostViews); !closed)
            return fail(closed);
        for (const Ending &ending : endings)
            m_views.remove(ending.number);
        return {};
    }

private:
    [[nodiscard]] Result<QJsonArray> ask(const char *sql, const QJsonArray &argument)
    {
        auto statement = m_database->prepare(sql);
        if (!statement)
            return fail(statement);
        statement->bind(1, QString::fromUtf8(QJsonDocument(argument).toJson(QJsonDocument::Compact)));
        const auto row = statement->step();
        if (!row)
            return fail(row);
        if (!*row)
            return fail(ErrorCode::Protocol, QStringLiteral("the server answers nothing"));
        return QJsonDocument::fromJson(statement->text(0).toUtf8()).array();
    }

    /// A wall of more tiles than a door takes at once.
    [[nodiscard]] Result<QJsonArray> askInParts(const char *sql, QJsonArray argument, qsizetype most)
    {
        QJsonArray all;
        while (!argument.isEmpty()) {
            QJsonArray part;
            while (!argument.isEmpty() && part.size() < most)
                part.append(argument.takeAt(0));
            const auto answers = ask(sql, part);
            if (!answers)
                return answers;
            for (const auto &answer : *answers)
                all.append(answer);
        }
        return all;
    }

    [[nodiscard]] static Verdict verdictFrom(const QJsonObject &json)
    {
        Verdict verdict;
        verdict.allowed = json.value(QLatin1String("allow")).toBool();
        if (const auto until = json.value(QLatin1String("until")); until.isDouble())
            verdict.until = Instant(std::chrono::milliseconds(until.toInteger()));
        for (const auto &code : json.value(QLatin1String("codes")).toArray())
            verdict.codes.append(code.toString());
        return verdict;
    }

    const secrets::Sealer &m_sealer;
    std::optional<storage::Database> m_database;
    QHash<QString, QString> m_views; ///< the console's number of each open view, the server's name of it
};

PostgresDoor::PostgresDoor(storage::PostgresOptions options, const Clock &clock, const secrets::Sealer &sealer,
                           QObject *parent)
    : DepartmentDoor(parent), m_options(std::move(options)), m_clock(clock), m_sealer(sealer)
{
    m_options.connectLimit = kAnswer;
    m_options.answerLimit = kAnswer;
}

PostgresDoor::~PostgresDoor()
{
    m_thread.request_stop();
    wake();
    if (m_thread.joinable())
        m_thread.join();
    if (m_wake >= 0)
        ::close(m_wake);
}

Result<> PostgresDoor::start()
{
    auto line = std::make_unique<Line>(m_sealer);
    if (const auto up = line->connect(m_options); !up)
        return up;
    m_wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_wake < 0)
        return fail(ErrorCode::Io, QStringLiteral("eventfd"));
    m_thread = std::jthread([this, line = std::move(line)](const std::stop_token &stop) mutable {
        run(stop, std::move(line));
    });
    return {};
}

void PostgresDoor::open(QList<Ask> asks, QObject *context, Answers answers)
{
    put({std::move(asks), {}, context, std::move(answers)});
}

void PostgresDoor::decide(QList<Company> views, QObject *context, Answers answers)
{
    put({{}, std::move(views), context, std::move(answers)});
}

void PostgresDoor::close(QList<Ending> endings)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_endings.append(std::move(endings));
    }
    wake();
}

std::optional<std::chrono::milliseconds> PostgresDoor::unreachableSince() const
{
    const std::scoped_lock lock(m_mutex);
    return m_unreachableSince;
}

void PostgresDoor::put(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    wake();
}

void PostgresDoor::wake() const
{
    if (m_wake >= 0)
        ::eventfd_write(m_wake, 1);
}

void PostgresDoor::run(const std::stop_token &stop, std::unique_ptr<Line> line)
{
    for (;;) {
        std::deque<Job> jobs;
        QList<Ending> endings;
        {
            const std::scoped_lock lock(m_mutex);
            jobs.swap(m_jobs);
            endings = m_endings;
        }
        if (!line->isUp() && !stop.stop_requested()) {
            const auto up = line->connect(m_options);
            reach(up);
            if (up)
                tellOfChange(); // whatever was told meanwhile was missed
        }
        work(*line, jobs, endings);
        if (stop.stop_requested()) {
            // What was put here while the rest was worked off goes as well.
            const std::scoped_lock lock(m_mutex);
            if (!line->isUp() || (m_jobs.empty() && m_endings.isEmpty()))
                return;
            continue;
        }
        eventfd_t told = 0;
        if (!line->isUp()) {
            pollfd woken{m_wake, POLLIN, 0};
            ::poll(&woken, 1, static_cast<int>(std::chrono::milliseconds(kRetry).count()));
            (void)::eventfd_read(m_wake, &told);
            continue;
        }
        const auto before = std::chrono::steady_clock::now();
        const auto heard = line->listen(kHeartbeat, m_wake);
        const bool woken = ::eventfd_read(m_wake, &told) == 0;
        Result<> alive = heard ? Result<>() : fail(heard);
        if (heard && !*heard && !woken && std::chrono::steady_clock::now() - before >= kHeartbeat)
            alive = line->beat();
        if (!alive)
            line->drop();
        reach(alive);
        if (heard && *heard)
            tellOfChange();
    }
}

/// Every job is answered, whatever becomes of the line.
void PostgresDoor::work(Line &line, std::deque<Job> &jobs, QList<Ending> &endings)
{
    const auto failed = [&](const Error &error) {
        if (error.code != ErrorCode::Unreachable && error.code != ErrorCode::TimedOut)
            return;
        line.drop();
        reach(tl::unexpected<Error>(error));
    };
    for (Job &job : jobs) {
        if (!line.isUp()) {
            answer(job, fail(ErrorCode::Unreachable, QStringLiteral("no line to the department's server")));
            continue;
        }
        auto verdicts = job.asks.isEmpty() ? line.decide(job.views) : line.open(job.asks);
        if (!verdicts)
            failed(verdicts.error());
        answer(job, std::move(verdicts));
    }
    if (endings.isEmpty() || !line.isUp())
        return;
    const auto closed = line.close(endings);
    if (!closed)
        failed(closed.error());
    if (closed || line.isUp()) {
        // Recorded, or refused for good.
        const std::scoped_lock lock(m_mutex);
        m_endings.remove(0, endings.size());
    }
}

/// Whoever asked lives in the GUI thread, and so does what they left here to be called.
void PostgresDoor::answer(Job &job, Result<std::vector<Verdict>> verdicts)
{
    // Held by a pointer: endpoints cannot be copied.
    auto held = std::make_shared<Result<std::vector<Verdict>>>(std::move(verdicts));
    QMetaObject::invokeMethod(
        this,
        [context = std::move(job.context), answers = std::move(job.answers), held] {
            if (context && answers)
                answers(std::move(*held));
        },
        Qt::QueuedConnection);
}

void PostgresDoor::tellOfChange()
{
    QMetaObject::invokeMethod(this, &DepartmentDoor::changed, Qt::QueuedConnection);
}

void PostgresDoor::reach(const Result<> &reached)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_unreachableSince.has_value() != reached.has_value())
            return;
        if (reached) {
            m_unreachableSince.reset();
        } else {
            qCWarning(lcDoor) << "department's server unreachable:" << toLogText(reached.error());
            m_unreachableSince = m_clock.sinceBoot();
        }
    }
    QMetaObject::invokeMethod(this, &DepartmentDoor::reachabilityChanged, Qt::QueuedConnection);
}

} // namespace vigie::access
