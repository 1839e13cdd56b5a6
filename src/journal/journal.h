// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/ids.h>
#include <core/result.h>
#include <core/time.h>

#include <QtCore/QJsonObject>
#include <QtCore/QObject>

#include <functional>

namespace vigie::journal {

/// What happened. Names are stable: they stand in the file.
enum class Event {
    SessionBegin, SessionEnd, SignInRefused,
    LiveBegin, LiveEnd, Refusal, Curtain,
    PtzBegin, PtzEnd, PresetRecall, PtzStopFailed,
    RegistryChange, JournalVerified, ClockUntrusted, RegistryUnreachable,
    Checkpoint, JournalPurged, LegalHold, LegalHoldLifted, JournalRead, JournalExported,
    PresenceDeclared,
};
inline constexpr int kEventCount = static_cast<int>(Event::PresenceDeclared) + 1;
[[nodiscard]] QString eventName(Event event);
/// Nothing for a name that no event has.
[[nodiscard]] std::optional<Event> eventFromName(const QString &name);

/// One record to append. Never an image, a plate, a face, a password or an endpoint.
struct Entry {
    Event event = Event::SessionBegin;
    SessionId session;
    QString matricule; ///< the name is resolved outside the journal
    PostId post;
    CameraId camera; ///< null where none
    Insee commune;
    QString motive;
    QString decision; ///< "allow", "refuse", or empty
    QList<int> rows;
    qint64 registryVersion = 0;
    /// Further fields that every kind of record may have, by their names in the file: "room", "category", "employer",
    /// "agrement_no", "agrement_status", "habilitation_id", "regime", "autorisation_no", "purpose", "legal_basis", "clock".
    QJsonObject context;
    QJsonObject details; ///< reasons, legal basis, titles, cause, duration_ms, grant …
};

/// Append-only, hash-chained record. Implementations own a writer thread; appends that wait together are written in one
/// transaction and acknowledged only when they are durable.
class Journal : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    using Done = std::function<void(Result<>)>;
    /// Queues \p entries as one unit (all or none) and returns; \p done runs in the thread of \p context once they are
    /// durable or have failed (DiskFull, Io, Corrupt, Cancelled). Thread: GUI.
    virtual void append(QList<Entry> entries, QObject *context, Done done) = 0;
    /// Waits until everything queued is durable; for exit and tests. \return the first failure since start
    [[nodiscard]] virtual Result<> flush(std::chrono::milliseconds limit) = 0;
    /// Instant of the newest record; the clock must not stand before it.
    [[nodiscard]] virtual std::optional<Instant> newest() const = 0;

Q_SIGNALS:
    /// The journal stopped being able to write (false) or can again (true). Not writable = no image.
    void writableChanged(bool writable);
};

} // namespace vigie::journal
