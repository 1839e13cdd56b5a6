// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/clock.h>
#include <registry/wall_items.h>
#include <ui/wall/mosaic.h>
#include <ui/wall/tour.h>
#include <ui/wall/undo.h>

namespace vigie::shell {

/// The kept layouts and tours that a person finds at a post. They name cameras by id only; whoever opens one asks the gate for
/// each. Thread: GUI.
class WallBook final : public QObject {
    Q_OBJECT
public:
    using Kind = registry::WallItemKind;
    using Scope = registry::WallScope;
    /// What an item is kept under.
    struct Title {
        QString name;
        Scope scope = Scope::Person;
        int number = 0;
    };
    /// \p store  null: nothing can be kept. Everything outlives the book.
    WallBook(registry::WallLayouts *store, registry::WallOwners owners, const Clock &clock, wall::Undo &undo,
             QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return m_store != nullptr; }
    [[nodiscard]] const registry::WallOwners &owners() const { return m_owners; }
    /// Reads again what others may have changed. What was read before stays when it fails.
    Result<> reload();
    [[nodiscard]] QList<registry::WallItem> items(Kind kind) const;
    [[nodiscard]] std::optional<registry::WallItem> find(const QString &id) const;
    /// The person's own first, then the post's, then the room's.
    [[nodiscard]] std::optional<registry::WallItem> numbered(Kind kind, int number) const;
    /// The item of this scope with this name, whatever the case.
    [[nodiscard]] std::optional<registry::WallItem> named(Kind kind, Scope scope, const QString &name) const;

    /// What is kept of \p mosaic: cameras granted here. In place of \p former also those of its cameras that are refused here,
    /// where they were: others may see them.
    [[nodiscard]] static wall::MosaicState keptOf(const wall::Mosaic &mosaic, const std::optional<wall::MosaicState> &former);
    /// Keeps under \p title, in place of the item of that name if there is one.
    /// \return AlreadyExists (detail "number"), InvalidArgument, and as registry::WallLayouts
    Result<> keepLayout(const Title &title, const wall::Mosaic &mosaic);
    Result<> keepTour(const Title &title, const wall::Tour &tour);
    Result<> rename(const QString &id, const Title &title);
    Result<> remove(const QString &id);

    /// \return NotFound, InvalidArgument (damaged: it stays as it is)
    [[nodiscard]] Result<wall::MosaicState> layout(const QString &id) const;
    [[nodiscard]] Result<wall::Tour> tour(const QString &id) const;

Q_SIGNALS:
    void changed();

private:
    Result<> keep(Kind kind, const Title &title, const QByteArray &content);
    Result<> write(const registry::WallItem &item, const QString &what);

    registry::WallLayouts *m_store;
    const registry::WallOwners m_owners;
    const Clock &m_clock;
    wall::Undo &m_undo;
    QList<registry::WallItem> m_items;
};

} // namespace vigie::shell
