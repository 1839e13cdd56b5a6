// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <registry/content.h>

namespace vigie::registry::demo {

/// Somebody to sign in as.
struct DemoPerson {
    PersonId person;
    QString matricule;
    QString name;
    QString quality; ///< French, one line: who they are and what the law gives them
    PostId post;
};

/// The password of every demo person. It opens simulated cameras only.
[[nodiscard]] QString password();
/// In the order of a guided visit.
[[nodiscard]] QList<DemoPerson> people();

/// The one of people() with that id; nobody, with an empty id, where there is none.
[[nodiscard]] DemoPerson personNamed(const QString &id);

/// The demo registry as of \p today: six communes of the Oise at their true places (the convention
/// of Chantilly has ended, the authorisation of Noyon has expired, one camera of Beauvais stands in
/// no list), and people() with their titles. All instants are relative to \p today. \param
/// cameraPlan  vigie-camsim's plan with cam-01 … cam-28 \return Corrupt when the plan cannot be
/// read or lacks a camera
[[nodiscard]] Result<Content> build(Date today, const QByteArray &cameraPlan);

} // namespace vigie::registry::demo
