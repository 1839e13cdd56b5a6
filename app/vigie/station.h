// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session_feed.h"

#include <core/clock.h>
#include <journal/file_journal.h>
#include <journal/timely_journal.h>
#include <registry/sqlite_feed.h>
#include <registry/sqlite_registry.h>
#include <registry/sqlite_wall_layouts.h>
#include <secrets/sealer.h>
#include <settings/data_paths.h>
#include <settings/settings.h>

#include <memory>

namespace vigie::app {

/// The station's key: from the key file under \p passphrase, from the keychain, or made now where there is none yet. Never
/// made beside a registry that another one sealed: that would only hide the loss.
/// \return WrongPassphrase, KeychainLocked, KeychainUnavailable, Corrupt (the key of the registry is gone), Io …
[[nodiscard]] Result<Secret> obtainKey(const settings::DataPaths &paths, const Secret &passphrase);

/// How this workstation reaches its department's server; empty: it has a registry of its own.
[[nodiscard]] QString departmentServer(const settings::DataPaths &paths);

/// Everything of this workstation that lives as long as the program: opened once, in the order of need. Thread: GUI.
struct Station {
    SystemClock clock;
    settings::DataPaths paths;
    std::unique_ptr<settings::Settings> settings;
    std::unique_ptr<secrets::Sealer> sealer;
    QString server; ///< the department's; empty: the registry is this workstation's own
    std::unique_ptr<registry::SqliteRegistry> vault; ///< the GUI thread's connection; only the gate is handed it; null with a server
    std::unique_ptr<registry::SqliteWallLayouts> layouts; ///< null where they cannot be kept: no reason to show no image
    std::unique_ptr<registry::FactsFeed> feed;
    SessionFeed *sessionFeed = nullptr; ///< the same, with a server
    std::unique_ptr<journal::FileJournal> journalFile;
    std::unique_ptr<journal::TimelyJournal> journal; ///< the same, for everybody who waits for it
    Result<> journalState; ///< why the journal cannot be used; the console opens, and shows no image

    /// Keeps where the journal stands apart from it.
    void rememberJournal();
};

/// Nothing is asked of a department's server before somebody signs in.
/// \return NotFound (no registry yet), Corrupt, NewerSchema, DiskFull, Io, ClockUntrusted (no time zone data)
[[nodiscard]] Result<std::unique_ptr<Station>> openStation(const settings::DataPaths &paths, Secret key);

} // namespace vigie::app
