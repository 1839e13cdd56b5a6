// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/decide.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace vigie::access {

/// [{"code":"AgrementSuspended","check":4,"row":4,"text":"…","basis":"L132-14-1","remedy":"…"}], for the journal and for
/// tools.
[[nodiscard]] QJsonArray toJson(const QList<Reason> &reasons);
/// What `vigiectl decide` prints, without the id of the request: allow, until, authority,
/// statement, basis, rows, reasons (texts), alerts (texts), titles, failed (the reasons in full).
[[nodiscard]] QJsonObject toJson(const Decision &decision);

} // namespace vigie::access
