// SPDX-License-Identifier: GPL-3.0-or-later
#include "wall_book.h"

#include <QtCore/QPointer>
#include <QtCore/QUuid>

#include <algorithm>

namespace vigie::shell {

using registry::WallItem;

WallBook::WallBook(registry::WallLayouts *store, registry::WallOwners owners, const Clock &clock, wall::Undo &undo, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_owners(std::move(owners))
    , m_clock(clock)
    , m_undo(undo)
{
}

Result<> WallBook::reload()
{
    if (m_store == nullptr)
        return fail(ErrorCode::NotSupported, QStringLiteral("walls are not kept here"));
    auto items = m_store->list(m_owners);
    if (!items)
        return fail(items);
    if (*items != m_items) {
        m_items = *std::move(items);
        Q_EMIT changed();
    }
    return {};
}

QList<WallItem> WallBook::items(Kind kind) const
{
    QList<WallItem> some;
    std::copy_if(m_items.cbegin(), m_items.cend(), std::back_inserter(some), [kind](const WallItem &item) { return item.kind == kind; });
    return some;
}

std::optional<WallItem> WallBook::find(const QString &id) const
{
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(), [&id](const WallItem &item) { return item.id == id; });
    return found == m_items.cend() ? std::nullopt : std::optional(*found);
}

std::optional<WallItem> WallBook::numbered(Kind kind, int number) const
{
    std::optional<WallItem> best;
    for (const WallItem &item : m_items) {
        if (item.kind == kind && item.number == number && number > 0 && (!best || item.scope < best->scope))
            best = item;
    }
    return best;
}

std::optional<WallItem> WallBook::named(Kind kind, Scope scope, const QString &name) const
{
    for (const WallItem &item : m_items) {
        if (item.kind == kind && item.scope == scope && item.name.compare(name, Qt::CaseInsensitive) == 0)
            return item;
    }
    return std::nullopt;
}

wall::MosaicState WallBook::keptOf(const wall::Mosaic &mosaic, const std::optional<wall::MosaicState> &former)
{
    wall::MosaicState state = mosaic.state();
    // Tiles the layout does not show are no part of it.
    state.cameras = state.cameras.mid(0, mosaic.count());
    for (int index = 0; former && index < mosaic.count(); ++index) {
        const auto &camera = mosaic.tile(index).camera();
        if (!camera || former->cameras.value(index) != camera->id)
            continue;
        while (state.cameras.size() <= index)
            state.cameras.append(CameraId{});
        state.cameras[index] = camera->id;
    }
    return state;
}

Result<> WallBook::write(const WallItem &item, const QString &what)
{
    if (m_store == nullptr)
        return fail(ErrorCode::NotSupported, QStringLiteral("walls are not kept here"));
    const auto before = find(item.id);
    if (const auto saved = m_store->save(item); !saved)
        return saved;
    m_undo.push(what, [self = QPointer<WallBook>(this), before, id = item.id] {
        const auto back = !self ? Result<>(fail(ErrorCode::Cancelled, {}))
            : before            ? self->m_store->save(*before)
                                : self->m_store->remove(id);
        return back && self->reload();
    });
    return reload();
}

Result<> WallBook::keep(Kind kind, const Title &title, const QByteArray &content)
{
    WallItem item;
    if (const auto former = named(kind, title.scope, title.name.trimmed()))
        item.id = former->id;
    else
        item.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    item.kind = kind;
    item.scope = title.scope;
    item.owner = m_owners.ownerOf(title.scope);
    item.name = title.name.trimmed();
    item.number = title.number;
    item.content = content;
    item.changedBy = m_owners.person;
    item.changedAt = m_clock.now();
    return write(item, kind == Kind::Layout ? tr("a layout kept") : tr("a tour kept"));
}

Result<> WallBook::keepLayout(const Title &title, const wall::Mosaic &mosaic)
{
    std::optional<wall::MosaicState> former;
    if (const auto item = named(Kind::Layout, title.scope, title.name.trimmed())) {
        if (const auto state = layout(item->id))
            former = *state;
    }
    return keep(Kind::Layout, title, wall::toJson(keptOf(mosaic, former)));
}

Result<> WallBook::keepTour(const Title &title, const wall::Tour &tour)
{
    const QByteArray json = wall::toJson(tour);
    if (const auto sound = wall::tourFromJson(json); !sound)
        return fail(sound);
    return keep(Kind::Tour, title, json);
}

Result<> WallBook::rename(const QString &id, const Title &title)
{
    auto item = find(id);
    if (!item)
        return fail(ErrorCode::NotFound, id);
    item->name = title.name.trimmed();
    item->scope = title.scope;
    item->owner = m_owners.ownerOf(title.scope);
    item->number = title.number;
    item->changedBy = m_owners.person;
    item->changedAt = m_clock.now();
    return write(*item, tr("a name changed"));
}

Result<> WallBook::remove(const QString &id)
{
    const auto before = find(id);
    if (m_store == nullptr || !before)
        return fail(ErrorCode::NotFound, id);
    if (const auto removed = m_store->remove(id); !removed)
        return removed;
    m_undo.push(tr("%1 deleted").arg(before->name), [self = QPointer<WallBook>(this), before] {
        return self && self->m_store->save(*before) && self->reload();
    });
    return reload();
}

Result<wall::MosaicState> WallBook::layout(const QString &id) const
{
    const auto item = find(id);
    if (!item || item->kind != Kind::Layout)
        return fail(ErrorCode::NotFound, id);
    return wall::mosaicStateFromJson(item->content);
}

Result<wall::Tour> WallBook::tour(const QString &id) const
{
    const auto item = find(id);
    if (!item || item->kind != Kind::Tour)
        return fail(ErrorCode::NotFound, id);
    return wall::tourFromJson(item->content);
}

} // namespace vigie::shell
