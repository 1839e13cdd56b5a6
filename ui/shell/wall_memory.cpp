// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_memory.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace vigie::shell {
namespace {

constexpr qsizetype kMaximumBytes = 1024 * 1024;
constexpr int kFarthest = 100000; ///< pixels: more than any desk has monitors
constexpr int kSmallestWall = 320;

QJsonObject jsonOf(const WallMemory &wall)
{
    return {{QStringLiteral("screen"), wall.screen},
            {QStringLiteral("place"), QJsonArray{wall.place.x(), wall.place.y(), wall.place.width(), wall.place.height()}},
            {QStringLiteral("full"), wall.fullScreen},
            {QStringLiteral("mosaic"), QJsonDocument::fromJson(wall::toJson(wall.mosaic)).object()}};
}

Result<WallMemory> wallOf(const QJsonObject &object)
{
    auto mosaic = wall::mosaicStateFromJson(QJsonDocument(object.value(QStringLiteral("mosaic")).toObject()).toJson(QJsonDocument::Compact));
    if (!mosaic)
        return fail(mosaic);
    const QJsonArray place = object.value(QStringLiteral("place")).toArray();
    const auto number = [&place](int index) { return std::clamp(place.at(index).toInt(), -kFarthest, kFarthest); };
    WallMemory wall;
    wall.screen = object.value(QStringLiteral("screen")).toString().left(200);
    wall.place = {number(0), number(1), std::max(kSmallestWall, number(2)), std::max(kSmallestWall, number(3))};
    wall.fullScreen = object.value(QStringLiteral("full")).toBool();
    wall.mosaic = *std::move(mosaic);
    return wall;
}

} // namespace

QByteArray toJson(const WallMemories &walls)
{
    QJsonObject posts;
    for (auto it = walls.cbegin(); it != walls.cend(); ++it) {
        QJsonArray list;
        for (const WallMemory &wall : it.value())
            list.append(jsonOf(wall));
        posts.insert(it.key().value, list);
    }
    return QJsonDocument(posts).toJson(QJsonDocument::Compact);
}

Result<WallMemories> wallMemoriesFromJson(const QByteArray &json)
{
    if (json.size() > kMaximumBytes)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("memory of walls is too long"));
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || document.object().size() > kMostPosts)
        return fail(ErrorCode::InvalidArgument, QStringLiteral("memory of walls is no object of posts"));
    WallMemories walls;
    const QJsonObject posts = document.object();
    for (auto it = posts.constBegin(); it != posts.constEnd(); ++it) {
        const QJsonArray list = it.value().toArray();
        if (list.size() > kMostWalls)
            return fail(ErrorCode::InvalidArgument, QStringLiteral("memory of walls has too many windows"));
        for (const QJsonValue &value : list) {
            auto wall = wallOf(value.toObject());
            if (!wall)
                return fail(wall);
            walls[PostId{it.key()}].append(*std::move(wall));
        }
    }
    return walls;
}

QRect placedOn(const QRect &wanted, const QList<QRect> &screens)
{
    if (screens.isEmpty())
        return wanted;
    const auto shown = std::find_if(screens.cbegin(), screens.cend(), [&wanted](const QRect &screen) { return screen.contains(wanted.center()); });
    const QRect &screen = shown == screens.cend() ? screens.constFirst() : *shown;
    QRect placed(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
    if (shown == screens.cend())
        placed.moveCenter(screen.center());
    placed.moveLeft(std::clamp(placed.left(), screen.left(), screen.left() + screen.width() - placed.width()));
    placed.moveTop(std::clamp(placed.top(), screen.top(), screen.top() + screen.height() - placed.height()));
    return placed;
}

} // namespace vigie::shell
