// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace vigie {

/// The URL as it may stand in a log: user info and query removed ("rtsp://127.0.1.3:8554/main").
[[nodiscard]] QString redacted(const QUrl &url);

/// Text from a peer or a library as it may stand in a log or an error: user info in anything that looks like a URL and
/// the values of Authorization and WWW-Authenticate headers, passwords, digests and nonces are replaced by "…",
/// control characters by spaces, and the whole is cut to \p maxLength characters.
[[nodiscard]] QString redactedText(QString text, int maxLength = 300);

} // namespace vigie
