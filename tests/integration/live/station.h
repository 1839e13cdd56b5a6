// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <access/gate.h>
#include <journal/file_journal.h>
#include <live/view.h>
#include <registry/sqlite_feed.h>
#include <registry/sqlite_registry.h>
#include <settings/data_paths.h>

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

namespace vigie::test {

/// A console without windows: the real registry, its feed, the journal and the gate over a folder
/// of its own, which vigiectl works on as well. The registry holds law::world() as of today, and
/// where the plan's cameras are. Thread: GUI.
class Station {
public:
    /// \param streamsListed  false: of each camera the registry knows the ONVIF address alone
    /// \return empty, or why it does not open
    [[nodiscard]] QString open(bool streamsListed = true);

    [[nodiscard]] access::SessionContext session(const PersonId &person) const;
    [[nodiscard]] access::Request request(const PersonId &person, const CameraId &camera,
                                          Act act) const;
    /// A tile of 320x180 pixels, which the small stream fills.
    static inline const live::Showing kSmall{{320, 180}, 1.0, false, media::Importance::Visible};
    /// One that takes the main stream.
    static inline const live::Showing kLarge{{1280, 720}, 1.0, false, media::Importance::Visible};
    [[nodiscard]] std::unique_ptr<live::View> watch(const PersonId &person, const CameraId &camera,
                                                    const live::Showing &showing = kSmall);
    /// Shared by all views from now on; null: each has its own.
    std::shared_ptr<live::StreamHub> hub;

    /// Runs vigiectl on this station's folder while the event loop turns. \return its exit code, or
    /// -1
    [[nodiscard]] int vigiectl(const QStringList &arguments);
    /// What the last vigiectl wrote.
    [[nodiscard]] QByteArray said() const { return m_said; }

    /// Whole records of the journal's file, in order; \p operation narrows them.
    [[nodiscard]] QList<QJsonObject> records(const QString &operation = {}) const;
    [[nodiscard]] static Instant instantOf(const QJsonObject &record);

    [[nodiscard]] const settings::DataPaths &paths() const { return m_paths; }
    [[nodiscard]] registry::SqliteRegistry &registry() { return *m_registry; }
    [[nodiscard]] access::Gate &gate() { return *m_gate; }
    [[nodiscard]] journal::Journal &journal() { return *m_journal; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    QTemporaryDir m_folder;
    const settings::DataPaths m_paths{m_folder.path()};
    SystemClock m_clock;
    QByteArray m_said;
    std::unique_ptr<secrets::Sealer> m_sealer;
    std::unique_ptr<registry::SqliteRegistry> m_registry;
    std::unique_ptr<registry::SqliteFactsFeed> m_feed;
    std::unique_ptr<journal::FileJournal> m_journal;
    std::unique_ptr<access::Gate> m_gate;
};

} // namespace vigie::test
