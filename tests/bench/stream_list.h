// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <media/session.h>

#include <optional>
#include <vector>

namespace vigie::bench {

/// A stream to open; user and password come out of the address, which is kept for ffmpeg alone.
struct BenchStream {
    QUrl url; ///< without user info
    QString user;
    QString password;
    QString whole; ///< as it was given

    /// Ready to start, without a sink.
    [[nodiscard]] media::SessionOptions options(RtpTransport transport) const;
};

[[nodiscard]] std::optional<BenchStream> parseStream(const QString &address);
/// One address a line; blank lines and those that start with # are skipped. Empty: unreadable or a
/// line is no RTSP URL.
[[nodiscard]] std::vector<BenchStream> readStreams(const QString &file);
[[nodiscard]] RtpTransport transportOf(const QString &name);

} // namespace vigie::bench
