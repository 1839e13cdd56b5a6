// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "measure.h"
#include "process_usage.h"
#include "wall_run.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vigie::bench {
namespace {

constexpr int kSampleMs = 2000;
constexpr int kFaultEveryMs = 15'000;
constexpr int kFaultSeconds = 8;
constexpr int kFaulty = 4; ///< the first so many tiles
constexpr int kLongestMinutes = 600;
constexpr int kOpeningMs = 5000; ///< before drops are counted
constexpr std::array kFaults{"stall", "drop", "corrupt", "no-key-frame", "vanish"};

/// The control channel of vigie-camsim; answers are only looked at for whether they came.
class FaultInjector {
public:
    explicit FaultInjector(quint16 port) : m_port(port) { }

    /// \return ids of the cameras at these addresses, in their order; empty when one is unknown
    [[nodiscard]] QStringList camerasOf(const QStringList &addresses)
    {
        const QByteArray answer = wait(m_network.get(request(QStringLiteral("/cameras"))));
        const QJsonArray cameras =
            QJsonDocument::fromJson(answer).object().value(QStringLiteral("cameras")).toArray();
        QStringList ids;
        for (const QString &address : addresses) {
            for (const auto &each : cameras) {
                if (each.toObject().value(QStringLiteral("address")).toString() == address)
                    ids.append(each.toObject().value(QStringLiteral("id")).toString());
            }
        }
        return ids.size() == addresses.size() ? ids : QStringList();
    }
    void inject(const QString &camera, const char *fault)
    {
        const QJsonObject body{{QStringLiteral("camera"), camera},
                               {QStringLiteral("fault"), QString::fromLatin1(fault)},
                               {QStringLiteral("seconds"), kFaultSeconds}};
        QNetworkReply *reply = m_network.post(request(QStringLiteral("/fault")), QJsonDocument(body).toJson());
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] {
            m_injected += reply->error() == QNetworkReply::NoError ? 1 : 0;
            reply->deleteLater();
        });
    }
    [[nodiscard]] int injected() const { return m_injected; }

private:
    [[nodiscard]] QNetworkRequest request(const QString &path) const
    {
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return request;
    }
    [[nodiscard]] static QByteArray wait(QNetworkReply *reply)
    {
        constexpr int kAnswerMs = 5000;
        const bool came = waitUntil([reply] { return reply->isFinished(); }, kAnswerMs);
        const QByteArray answer = came ? reply->readAll() : QByteArray();
        reply->deleteLater();
        return answer;
    }

    const quint16 m_port;
    QNetworkAccessManager m_network;
    int m_injected = 0;
};

/// Samples over the whole run: hours and MB.
using Samples = std::vector<std::pair<double, double>>;

Samples after(const Samples &samples, double hours)
{
    Samples late;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(late),
                 [hours](const auto &sample) { return sample.first >= hours; });
    return late;
}

/// The least of each minute: what a connection that comes and goes adds for a while is not in it.
Samples floorsOf(const Samples &samples)
{
    Samples floors;
    for (const auto &[hours, size] : samples) {
        const double minute = std::floor(hours * 60.0) / 60.0;
        if (floors.empty() || floors.back().first != minute)
            floors.emplace_back(minute, size);
        else
            floors.back().second = std::min(floors.back().second, size);
    }
    return floors;
}

QJsonObject run(const WallOptions &options, FaultInjector &faults, const QStringList &cameras, int minutes,
                int settleMinutes)
{
    Wall wall(options);
    wall.open();
    waitFor(kOpeningMs);
    wall.beginSteady();
    QElapsedTimer clock;
    clock.start();
    Samples memory;
    Samples anonymous;
    Samples inUse;
    memory.reserve(static_cast<std::size_t>(minutes) * 60'000 / kSampleMs + 1);
    anonymous.reserve(memory.capacity());
    inUse.reserve(memory.capacity());
    std::vector<double> delayFirst;
    std::vector<double> delayLast;
    const auto hours = [&clock] { return static_cast<double>(clock.elapsed()) / 3'600'000.0; };
    QTimer sample;
    QObject::connect(&sample, &QTimer::timeout, &sample, [&] {
        memory.emplace_back(hours(), ownPssMb());
        anonymous.emplace_back(hours(), ownAnonymousMb());
        inUse.emplace_back(hours(), ownHeapInUseMb());
        for (int i = kFaulty; i < wall.tiles(); ++i) {
            const auto delay = wall.stats(i).delay;
            if (!delay)
                continue;
            const bool early = hours() * 60.0 < minutes / 4.0;
            if (early || hours() * 60.0 > minutes * 3.0 / 4.0)
                (early ? delayFirst : delayLast).push_back(static_cast<double>(delay->count()));
        }
    });
    sample.start(kSampleMs);
    QTimer trouble;
    std::size_t next = 0;
    QObject::connect(&trouble, &QTimer::timeout, &trouble, [&] {
        // each camera gets another fault than its neighbour, and all of them in the course of time
        for (qsizetype i = 0; i < cameras.size(); ++i)
            faults.inject(cameras.at(i), kFaults[(next + static_cast<std::size_t>(i)) % kFaults.size()]);
        ++next;
    });
    trouble.start(kFaultEveryMs);
    const double cpu = ownCpuSeconds();
    waitFor(minutes * 60'000);
    trouble.stop();
    sample.stop();

    Wall::Counts healthy;
    int reconnects = 0;
    int recovered = 0;
    for (int i = 0; i < wall.tiles(); ++i) {
        const Wall::Counts counts = wall.counts(i);
        if (i < kFaulty) {
            reconnects += wall.stats(i).reconnects;
            recovered += counts.pictures > 0 ? 1 : 0;
            continue;
        }
        healthy.pictures += counts.pictures;
        healthy.shown += counts.shown;
        healthy.late += counts.late;
        healthy.dropped += counts.dropped;
    }
    QJsonArray dropsBy;
    for (int i = kFaulty; i < wall.tiles(); ++i)
        dropsBy.append(static_cast<qint64>(wall.counts(i).dropped));
    QJsonArray used;
    for (const auto &[hour, size] : floorsOf(inUse))
        used.append(std::round(size * 10.0) / 10.0);
    QJsonArray sizes;
    for (const auto &[hour, size] : floorsOf(anonymous))
        sizes.append(std::round(size * 10.0) / 10.0);
    const double seconds = static_cast<double>(clock.elapsed()) / 1000.0;
    return {{QStringLiteral("minutes"), seconds / 60.0},
            {QStringLiteral("streams"), wall.tiles()},
            {QStringLiteral("memory_slope_mb_per_hour"), slope(after(memory, settleMinutes / 60.0))},
            {QStringLiteral("memory_slope_error"), slopeError(after(memory, settleMinutes / 60.0))},
            {QStringLiteral("anonymous_floor_slope_mb_per_hour"), slope(after(floorsOf(anonymous), settleMinutes / 60.0))},
            {QStringLiteral("anonymous_floor_slope_error"), slopeError(after(floorsOf(anonymous), settleMinutes / 60.0))},
            {QStringLiteral("anonymous_floor_mb_by_minute"), sizes},
            {QStringLiteral("heap_in_use_floor_slope_mb_per_hour"), slope(after(floorsOf(inUse), settleMinutes / 60.0))},
            {QStringLiteral("heap_in_use_floor_slope_error"), slopeError(after(floorsOf(inUse), settleMinutes / 60.0))},
            {QStringLiteral("heap_in_use_floor_mb_by_minute"), used},
            {QStringLiteral("memory_slope_after_minutes"), settleMinutes},
            {QStringLiteral("first_pss_mb"), memory.empty() ? 0.0 : memory.front().second},
            {QStringLiteral("last_pss_mb"), memory.empty() ? 0.0 : memory.back().second},
            {QStringLiteral("healthy_pictures"), static_cast<qint64>(healthy.pictures)},
            {QStringLiteral("healthy_shown"), static_cast<qint64>(healthy.shown)},
            {QStringLiteral("healthy_dropped"), static_cast<qint64>(healthy.dropped)},
            {QStringLiteral("healthy_late"), static_cast<qint64>(healthy.late)},
            {QStringLiteral("healthy_dropped_by_stream"), dropsBy},
            {QStringLiteral("healthy_fps"),
             static_cast<double>(healthy.shown) / seconds / std::max(1, wall.tiles() - kFaulty)},
            {QStringLiteral("faults_injected"), faults.injected()},
            {QStringLiteral("faulty_reconnects"), reconnects},
            {QStringLiteral("faulty_that_showed"), recovered},
            {QStringLiteral("delay_first_quarter_p50_ms"), percentile(delayFirst, 0.5)},
            {QStringLiteral("delay_last_quarter_p50_ms"), percentile(delayLast, 0.5)},
            {QStringLiteral("cores"), (ownCpuSeconds() - cpu) / seconds}};
}

} // namespace

int soak(const QStringList &arguments)
{
    using O = QCommandLineOption;
    QCommandLineParser parser;
    addWallOptions(parser, QStringLiteral("10"));
    parser.addOptions({O(QStringLiteral("minutes"), QStringLiteral("how long"), QStringLiteral("n"),
                         QStringLiteral("30")),
                       O(QStringLiteral("settle-minutes"), QStringLiteral("left out of the slope"), QStringLiteral("n"),
                         QStringLiteral("5")),
                       O(QStringLiteral("control"), QStringLiteral("port of vigie-camsim's control channel"),
                         QStringLiteral("port"))});
    const bool parsed = parser.parse(arguments);
    std::optional<WallOptions> options = parsed ? readWallOptions(parser) : std::nullopt;
    const int minutes = parser.value(QStringLiteral("minutes")).toInt();
    const int settle = parser.value(QStringLiteral("settle-minutes")).toInt();
    const quint16 port = parser.value(QStringLiteral("control")).toUShort();
    if (!options || minutes < 1 || minutes > kLongestMinutes || settle < 0 || settle >= minutes || port == 0
        || options->tiles <= kFaulty)
        return wrongArguments("soak", "needs --urls with more than four streams, --control, --minutes above "
                                      "--settle-minutes");
    FaultInjector faults(port);
    QStringList addresses;
    for (int i = 0; i < kFaulty; ++i)
        addresses.append(options->streams[static_cast<std::size_t>(i) % options->streams.size()].url.host());
    const QStringList cameras = faults.camerasOf(addresses);
    if (cameras.isEmpty()) {
        std::fputs("vigie-bench soak: the control channel does not know the first four cameras\n", stderr);
        return 1;
    }
    print(run(*options, faults, cameras, minutes, settle), parser);
    return faults.injected() > 0 ? 0 : 1;
}

} // namespace vigie::bench
