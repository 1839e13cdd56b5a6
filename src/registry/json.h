// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <registry/content.h>

#include <QtCore/QJsonObject>

namespace vigie::registry {

/// Largest file read, in bytes.
inline constexpr qint64 kMaximumJsonBytes = 128ll * 1024 * 1024;

/// Reads `vigie-registry/1` (FORMAT.md). Strict: unknown keys, wrong shapes and broken references
/// are all listed in \p problems, each with its path, and nothing is returned unless there is none.
/// \return InvalidArgument (problems says why), NewerSchema (another format number)
[[nodiscard]] Result<Content> contentFromJson(const QByteArray &json, QStringList &problems);

/// Reads a part in the same format and merges it into \p base (mergeInto): references are checked
/// in the merged whole, which is returned.
[[nodiscard]] Result<Content> mergedFromJson(const QByteArray &json, Content base,
                                             QStringList &problems);

/// \p problems of \p json, each behind the line and the column of what it names: "line 214, column 9: $.cameras[17].site:
/// …". What is missing has the place of what should hold it; what stands in no line of this file is left as it is.
[[nodiscard]] QStringList withPlaces(const QByteArray &json, const QStringList &problems);

/// Facts alone, for deciding: the same reading, endpoints and passwords let go.
[[nodiscard]] Result<Facts> factsFromJson(const QByteArray &json, QStringList *problems = nullptr);

/// Writes `vigie-registry/1`. Passwords and their hashes are never written; "secretsOmitted": true
/// says so.
[[nodiscard]] QJsonObject toJson(const Content &content);

} // namespace vigie::registry
