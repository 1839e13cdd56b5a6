// SPDX-License-Identifier: GPL-3.0-or-later
#include "mosaic_state.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace vigie::wall {
namespace {

constexpr qsizetype kMaximumBytes = 16 * 1024;

} // namespace

QByteArray toJson(const MosaicState &state)
{
    QJsonArray cameras;
    for (const CameraId &camera : state.cameras)
        cameras.append(camera.value);
    QJsonObject object{{QStringLiteral("layout"), layoutName(state.layout)},
                       {QStringLiteral("cameras"), cameras},
                       {QStringLiteral("selected"), state.selected}};
    if (state.hotSpot)
        object.insert(QStringLiteral("hotSpot"), *state.hotSpot);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<MosaicState> mosaicStateFromJson(const QByteArray &json)
{
    if (json.size() > kMaximumBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state is too long"));
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state is not a JSON object"));
    const QJsonObject object = document.object();
    const auto layout = layoutFromName(object.value(QStringLiteral("layout")).toString());
    if (!layout)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state names no known layout"));
    MosaicState state;
    state.layout = *layout;
    const QJsonArray cameras = object.value(QStringLiteral("cameras")).toArray();
    if (cameras.size() > kMaximumTiles)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state has too many tiles"));
    for (const QJsonValue &value : cameras) {
        const CameraId camera{value.toString()};
        if (!camera.isNull() && !camera.isWellFormed())
            return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state has a malformed camera id"));
        state.cameras.append(camera);
    }
    const int selected = object.value(QStringLiteral("selected")).toInt();
    state.selected = selected >= 0 && selected < tileCount(state.layout) ? selected : 0;
    if (const QJsonValue spot = object.value(QStringLiteral("hotSpot")); !spot.isUndefined()) {
        const int index = spot.toInt(-1);
        if (index < 0 || index >= tileCount(state.layout) || !state.cameras.value(index).isNull())
            return fail(ErrorCode::InvalidArgument, QStringLiteral("mosaic state has a hot spot that is no free tile"));
        state.hotSpot = index;
    }
    return state;
}

} // namespace vigie::wall
