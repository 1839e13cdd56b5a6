// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

/// The journal as a table for people: the same records as in journal.jsonl, a line each, made from nothing else, so that whoever
/// has the one can make the other again. UTF-8 with its mark, semicolons, CR LF. Pure; any thread.
namespace vigie::evidence {

/// The first line.
[[nodiscard]] QByteArray csvHead();
/// Of a line of the journal as it stands.
[[nodiscard]] QByteArray csvLine(const QJsonObject &record, const QByteArray &journalLine);

} // namespace vigie::evidence
