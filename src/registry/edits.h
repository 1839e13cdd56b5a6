// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <registry/content.h>

#include <QtCore/QJsonObject>

namespace vigie::registry {

/// One thing of the registry as somebody changed it, in the words of vigie-registry/1.
struct EntityChange {
    QString list; ///< "persons", "cameras" …
    QJsonObject before; ///< as they saw it; empty: it is new
    QJsonObject after; ///< with a password where a new one is given; empty: it is taken away
    bool operator==(const EntityChange &) const = default;
};

/// What tells the things of a list apart: the id, the INSEE code; of a training, which has none, all of it.
[[nodiscard]] QString identityOf(const QString &list, const QJsonObject &object);

/// May keep the registry: an administrator by their own name, not disabled.
[[nodiscard]] bool mayAdminister(const Facts &facts, const PersonId &person);

/// Authorisations, conventions, and whatever gives back what a suspension or a block took: a second administrator agrees.
[[nodiscard]] bool needsApproval(const EntityChange &change);

/// The change for the journal: list, id, and each key that differs with its value before and after; of long lists what
/// was added and removed. No name of a person, no address of a camera and no password is in it, only that they changed.
[[nodiscard]] QJsonObject recordOf(const EntityChange &change);

/// \p base with \p changes made. Everything else is left as it is, whoever changed it meanwhile. All or nothing.
/// \param problems  "persons[durand].category: …", everything that stands against it
/// \return Busy when somebody changed one of these things since (problems names each); InvalidArgument
[[nodiscard]] Result<Content> withChanges(const Content &base, const QList<EntityChange> &changes,
                                          QStringList &problems);

} // namespace vigie::registry
