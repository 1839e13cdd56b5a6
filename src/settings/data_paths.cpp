// SPDX-License-Identifier: GPL-3.0-or-later
#include <settings/data_paths.h>

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QStandardPaths>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace vigie::settings {

DataPaths standardDataPaths()
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/vigie")};
}

Result<> ensureFolder(const DataPaths &paths)
{
    const QDir folder(paths.folder);
    if (folder.exists())
        return {};
    QDir().mkpath(QFileInfo(paths.folder).absolutePath());
    if (::mkdir(QFile::encodeName(paths.folder).constData(), 0700) != 0)
        return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io,
                    QStringLiteral("%1: %2").arg(paths.folder,
                                                 QString::fromLocal8Bit(std::strerror(errno))));
    return {};
}

} // namespace vigie::settings
