// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

class QFileDevice;

namespace vigie {

/// Why \p file could not be written or read, with its name. DiskFull, Io
[[nodiscard]] tl::unexpected<Error> fileFailure(const QFileDevice &file);

/// Writes the whole file, readable by its owner alone; what stood there stays until all of it is written. \return DiskFull, Io
[[nodiscard]] Result<> writePrivately(const QString &path, const QByteArray &bytes);

} // namespace vigie
