// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>
#include <journal/checkpoint.h>
#include <secrets/sealer.h>
#include <settings/data_paths.h>

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <memory>

/// What every command needs at the terminal.
namespace vigie::ctl {

/// Takes "--name VALUE" out of \p arguments; nothing when it is not there.
[[nodiscard]] std::optional<QString> takeOption(QStringList &arguments, const QString &name);
[[nodiscard]] bool takeFlag(QStringList &arguments, const QString &name);
/// "--data DIR", or the standard folder.
[[nodiscard]] settings::DataPaths takeDataPaths(QStringList &arguments);

void print(const QString &line); ///< standard output
void printJson(const QJsonObject &object); ///< one line
void complain(const QString &line); ///< standard error
int usage(const QString &text); ///< standard error; returns 2
int report(const Error &error); ///< "vigiectl: …" on standard error; returns 1

/// \return NotFound, InvalidArgument (larger than \p limit bytes)
[[nodiscard]] Result<QByteArray> readFile(const QString &path, qint64 limit);

/// The chain and the public key that were kept elsewhere: what "vigiectl journal key" printed.
/// \return NotFound, InvalidArgument
[[nodiscard]] Result<journal::Checkpoints> readJournalKey(const QString &path);

/// One line from standard input, at most 4 KiB: how passwords and passphrases come in, never by
/// argument.
[[nodiscard]] Secret readSecretLine();

/// The station's key: from the key file under a passphrase read from standard input, or from the
/// keychain. \param mayCreate  makes one when there is none: in the keychain, or without one in a
/// key file under the passphrase read.
[[nodiscard]] Result<std::unique_ptr<secrets::Sealer>> openSealer(const settings::DataPaths &paths,
                                                                  bool mayCreate = false);

} // namespace vigie::ctl
