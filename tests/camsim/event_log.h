// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QJsonObject>

#include <mutex>

namespace vigie::camsim {

/// Milliseconds of CLOCK_MONOTONIC.
[[nodiscard]] qint64 monotonicMs();

/// Writes what happened to the cameras, one JSON object a line, each line flushed at once: a test
/// reads along. Never given a password. Thread: any.
class EventLog {
public:
    EventLog() = default;
    ~EventLog();
    EventLog(const EventLog &) = delete;
    EventLog &operator=(const EventLog &) = delete;

    /// Appends to \p path, created 0600. Without it, write() does nothing. \return Io
    [[nodiscard]] Result<> open(const QString &path);
    /// Adds t (UTC, ms), mono_ms, camera and kind to \p fields.
    void write(const char *kind, const QString &camera, QJsonObject fields = {});

private:
    std::mutex m_mutex;
    int m_fd = -1; // m_mutex
};

} // namespace vigie::camsim
