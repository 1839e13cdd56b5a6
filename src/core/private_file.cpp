// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/private_file.h>

#include <QtCore/QSaveFile>

namespace vigie {

tl::unexpected<Error> fileFailure(const QFileDevice &file)
{
    return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::Io,
                QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
}

Result<> writePrivately(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return fileFailure(file);
    return {};
}

} // namespace vigie
