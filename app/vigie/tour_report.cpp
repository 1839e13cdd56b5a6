// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour_report.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace vigie::app {
namespace {

constexpr double kFullRateShare = 0.95;

} // namespace

Result<QHash<CameraId, int>> connectionsSeen(const QString &cameraLog, Instant from, Instant until)
{
    QFile file(cameraLog);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1: %2").arg(cameraLog, file.errorString()));
    QHash<CameraId, int> connections;
    int number = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        ++number;
        if (!line.endsWith('\n'))
            break; // being written
        QJsonParseError problem;
        const QJsonObject object = QJsonDocument::fromJson(line, &problem).object();
        if (problem.error != QJsonParseError::NoError)
            return fail(ErrorCode::Corrupt, QStringLiteral("%1:%2: %3").arg(cameraLog).arg(number).arg(problem.errorString()));
        if (object.value(QLatin1String("kind")).toString() != QLatin1String("tcp"))
            continue;
        const auto at = instantFromIso(object.value(QLatin1String("t")).toString());
        if (!at)
            return fail(at);
        if (*at >= from && *at < until)
            ++connections[CameraId{object.value(QLatin1String("camera")).toString()}];
    }
    return connections;
}

QJsonObject toJson(const QList<PersonReport> &persons, int seconds)
{
    QJsonArray people;
    for (const PersonReport &report : persons) {
        QJsonArray shown;
        for (const ShownTile &tile : report.shown) {
            shown.append(QJsonObject{{QStringLiteral("camera"), tile.camera.value},
                                     {QStringLiteral("fps"), qRound(tile.fps * 10.0) / 10.0},
                                     {QStringLiteral("fps_expected"), tile.expectedFps},
                                     {QStringLiteral("stream"), tile.stream},
                                     {QStringLiteral("codec"), tile.codec},
                                     {QStringLiteral("decoder"), tile.decoder}});
        }
        QJsonArray refused;
        for (const RefusedTile &tile : report.refused) {
            QJsonArray rows;
            for (const int row : tile.rows)
                rows.append(row);
            refused.append(QJsonObject{{QStringLiteral("camera"), tile.camera.value},
                                       {QStringLiteral("reasons"), QJsonArray::fromStringList(tile.reasons)},
                                       {QStringLiteral("rows"), rows}});
        }
        people.append(QJsonObject{{QStringLiteral("person"), report.person},
                                  {QStringLiteral("shown"), shown},
                                  {QStringLiteral("refused"), refused},
                                  {QStringLiteral("failed"), QJsonArray::fromStringList(report.failed)},
                                  {QStringLiteral("connections_to_refused"), report.connectionsToRefused}});
    }
    return {{QStringLiteral("persons"), people}, {QStringLiteral("seconds"), seconds},
            {QStringLiteral("defects"), QJsonArray::fromStringList(defects(persons))}};
}

QStringList defects(const QList<PersonReport> &persons)
{
    QStringList found;
    for (const PersonReport &report : persons) {
        for (const ShownTile &tile : report.shown) {
            if (tile.fps < kFullRateShare * tile.expectedFps) {
                found.append(QStringLiteral("%1: %2 showed %3 of %4 pictures a second")
                                 .arg(report.person, tile.camera.value, QString::number(tile.fps, 'f', 1),
                                      QString::number(tile.expectedFps, 'f', 1)));
            }
        }
        for (const QString &failure : report.failed)
            found.append(QStringLiteral("%1: granted, but no picture: %2").arg(report.person, failure));
        if (report.connectionsToRefused > 0) {
            found.append(QStringLiteral("%1: %2 connections to refused cameras")
                             .arg(report.person).arg(report.connectionsToRefused));
        }
    }
    return found;
}

QHash<CameraId, double> plannedRates(const QString &cameraPlan)
{
    QHash<CameraId, double> rates;
    QFile file(cameraPlan);
    if (!file.open(QIODevice::ReadOnly))
        return rates;
    const auto cameras = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("cameras")).toArray();
    for (const QJsonValue &camera : cameras) {
        rates.insert(CameraId{camera[QLatin1String("id")].toString()},
                     camera[QLatin1String("sub")][QLatin1String("fps")].toDouble());
    }
    return rates;
}

} // namespace vigie::app
