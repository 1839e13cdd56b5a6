// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace vigie::wall {
namespace {

constexpr qsizetype kMaximumBytes = 16 * 1024;
constexpr qsizetype kLongestToken = 64; ///< ONVIF's ReferenceToken

Result<Tour> no(const char *why)
{
    return fail(ErrorCode::InvalidArgument, QStringLiteral("tour: ") + QLatin1String(why));
}

} // namespace

QByteArray toJson(const Tour &tour)
{
    QJsonArray steps;
    for (const TourStep &step : tour.steps) {
        QJsonObject object{{QStringLiteral("dwell"), static_cast<int>(step.dwell.count())}};
        if (!step.camera.isNull())
            object.insert(QStringLiteral("camera"), step.camera.value);
        else
            object.insert(QStringLiteral("layout"), step.layout);
        if (!step.preset.isEmpty())
            object.insert(QStringLiteral("preset"), step.preset);
        steps.append(object);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("steps"), steps}}).toJson(QJsonDocument::Compact);
}

Result<Tour> tourFromJson(const QByteArray &json)
{
    if (json.size() > kMaximumBytes)
        return no("is too long");
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return no("is not a JSON object");
    const QJsonArray steps = document.object().value(QStringLiteral("steps")).toArray();
    if (steps.isEmpty() || steps.size() > kMostTourSteps)
        return no("has no steps, or too many");
    Tour tour;
    for (const QJsonValue &value : steps) {
        const QJsonObject object = value.toObject();
        TourStep step;
        step.camera = CameraId{object.value(QStringLiteral("camera")).toString()};
        step.layout = object.value(QStringLiteral("layout")).toString();
        step.preset = object.value(QStringLiteral("preset")).toString();
        step.dwell = std::chrono::seconds(object.value(QStringLiteral("dwell")).toInt());
        if (step.camera.isNull() == step.layout.isEmpty())
            return no("has a step that is neither a camera nor a layout");
        if ((!step.camera.isNull() && !step.camera.isWellFormed())
            || (!step.layout.isEmpty() && !CameraId{step.layout}.isWellFormed()))
            return no("has a malformed id");
        if (step.preset.size() > kLongestToken || (!step.preset.isEmpty() && step.camera.isNull()))
            return no("has a preset that cannot be one");
        if (step.dwell < kShortestDwell || step.dwell > kLongestDwell)
            return no("has a step shorter or longer than it may be");
        tour.steps.append(step);
    }
    return tour;
}

} // namespace vigie::wall
