// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/time.h>
#include <ui/admin/kinds.h>

#include <QtCore/QJsonObject>

/// Values of records as people read and type them. Pure; any thread.
namespace vigie::admin {

/// What stands in \p record at the field's key; undefined where nothing does.
[[nodiscard]] QJsonValue valueIn(const QJsonObject &record, const Field &field);
/// \p record with \p value there; undefined takes it away.
[[nodiscard]] QJsonObject withValue(const QJsonObject &record, const Field &field, const QJsonValue &value);

/// As it is typed: days and instants as in France, lists with blanks between. Empty where there is none; of a secret always.
[[nodiscard]] QString typedText(const Field &field, const QJsonValue &value);
/// What \p text means. What cannot be understood stays a text, which the registry then refuses in its own words; an empty
/// text is no value.
[[nodiscard]] QJsonValue typedValue(const Field &field, const QString &text);

/// The instant of a local time in Paris; of an hour that comes twice, the first. nullopt for what is none.
[[nodiscard]] std::optional<Instant> instantFromLocal(const QString &text);

} // namespace vigie::admin
