// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>
#include <settings/data_paths.h>

#include <optional>

namespace vigie::app {

/// What the command line asks for.
struct Options {
    settings::DataPaths paths;
    bool passphraseFromInput = false; ///< --passphrase-stdin: one line, so that it is in no argument
    bool tour = false; ///< --tour: the guided demonstration of packaging/run-demo
    bool keep = false; ///< --department-keep: the administrator's console beside it
    bool watch = false; ///< --department-watch: the operator's console of packaging/run-demo --department
    QString shots;
    int seconds = 20;
    QString cameraLog;
    QString cameraPlan;

    /// Nobody is in front of the screen.
    [[nodiscard]] bool isGuided() const { return tour || watch || keep; }
};

/// \return InvalidArgument with a sentence for the terminal
[[nodiscard]] Result<Options> readOptions(const QStringList &arguments);
/// One line from standard input, at most 4 KiB.
[[nodiscard]] Secret readPassphraseFromInput();

} // namespace vigie::app
