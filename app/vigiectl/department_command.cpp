// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "console_io.h"

#include <settings/keys.h>
#include <settings/settings.h>
#include <storage/postgres.h>

#include <QtCore/QFile>

namespace vigie::ctl {
namespace {

namespace keys = settings::keys;

int join(const settings::DataPaths &paths, const QString &server, const QString &post)
{
    if (const auto readable = storage::checkWhere(server); !readable)
        return report(readable.error());
    if (server.trimmed().isEmpty())
        return report({ErrorCode::InvalidArgument, QStringLiteral("SERVER is empty")});
    if (!PostId{post}.isWellFormed())
        return report({ErrorCode::InvalidArgument, QStringLiteral("--post: 1 to 64 of A-Z a-z 0-9 . _ -")});
    if (const auto folder = settings::ensureFolder(paths); !folder)
        return report(folder.error());
    settings::Settings settings(paths.settings());
    settings.set(keys::kDepartmentServer, server);
    settings.set(keys::kDepartmentPost, post);
    settings.set(keys::kDepartmentPostName, QString());
    if (!settings.isWritable())
        return report({ErrorCode::Io, QStringLiteral("%1 cannot be written").arg(paths.settings())});
    if (!QFile::exists(paths.keyFile()))
        complain(QStringLiteral("note: the department's key is not here yet; put its file at %1").arg(paths.keyFile()));
    return 0;
}

int show(const settings::DataPaths &paths)
{
    const settings::Settings settings(paths.settings());
    printJson({{QStringLiteral("server"), settings.get(keys::kDepartmentServer)},
               {QStringLiteral("post"), settings.get(keys::kDepartmentPost)},
               {QStringLiteral("key"), QFile::exists(paths.keyFile())}});
    return 0;
}

int leave(const settings::DataPaths &paths)
{
    settings::Settings settings(paths.settings());
    for (const auto *key : {&keys::kDepartmentServer, &keys::kDepartmentPost, &keys::kDepartmentPostName})
        settings.set(*key, QString());
    return settings.isWritable() ? 0 : report({ErrorCode::Io, QStringLiteral("%1 cannot be written").arg(paths.settings())});
}

} // namespace

int departmentCommand(const QStringList &given)
{
    QStringList arguments = given;
    const settings::DataPaths paths = takeDataPaths(arguments);
    const auto post = takeOption(arguments, QStringLiteral("--post"));
    const QString command = arguments.value(0);
    if (command == QLatin1String("join") && arguments.size() == 2 && post)
        return join(paths, arguments.at(1), *post);
    if (command == QLatin1String("show") && arguments.size() == 1 && !post)
        return show(paths);
    if (command == QLatin1String("leave") && arguments.size() == 1 && !post)
        return leave(paths);
    return usage(QStringLiteral(
        "usage: vigiectl department COMMAND [--data DIR]\n"
        "  join SERVER --post ID        this workstation is the post ID of the department whose server\n"
        "                               is SERVER, as libpq takes it: 'host=… dbname=vigie sslrootcert=…',\n"
        "                               without user and password; sslmode is verify-full unless said\n"
        "  show                         what it is joined to, one line of JSON\n"
        "  leave                        its registry is its own again\n"
        "The department's key is a file that the administrator gives: station.key in the data folder."));
}

} // namespace vigie::ctl
