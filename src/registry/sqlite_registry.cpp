// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/sqlite_registry.h>

#include "load.h"
#include "schema.h"

#include <QtCore/QFile>

#include <sys/stat.h>

namespace vigie::registry {
namespace {

constexpr auto kReadingWait = std::chrono::milliseconds(200);

// Walls refer to their owners by name only, so that an import, which empties and fills every table, leaves them; those of
// somebody who is gone go too.
constexpr char kSweepWalls[] =
    "DELETE FROM wall_item WHERE NOT CASE scope WHEN 'person' THEN owner IN (SELECT id FROM person) "
    "WHEN 'post' THEN owner IN (SELECT id FROM post) ELSE owner IN (SELECT room FROM post WHERE room IS NOT NULL) END";

} // namespace

Result<std::unique_ptr<SqliteRegistry>> SqliteRegistry::open(const QString &path, Mode mode,
                                                             const secrets::Sealer *sealer)
{
    storage::OpenOptions options;
    options.create = mode == Mode::Create;
    options.readOnly = mode == Mode::Reading;
    if (options.readOnly)
        options.busyTimeout = kReadingWait;
    // A suspension that was confirmed must survive a power cut.
    options.fullSync = true;
    options.schema = detail::schema();
    options.applicationId = detail::kApplicationId;
    auto database = storage::Database::open(path, options);
    if (!database)
        return fail(database);
    options.create = false;
    std::unique_ptr<SqliteRegistry> registry(
        new SqliteRegistry(path, options, std::move(*database), sealer));
    if (sealer && mode != Mode::Reading) {
        if (const auto right = registry->checkKey(); !right)
            return fail(right);
    }
    return registry;
}

SqliteRegistry::SqliteRegistry(QString path, storage::OpenOptions options,
                               storage::Database database, const secrets::Sealer *sealer)
    : Registry(std::move(database), sealer), m_path(std::move(path)), m_options(options)
{
    if (const auto file = identityOf(m_path))
        m_file = *file;
}

Result<SqliteRegistry::FileIdentity> SqliteRegistry::identityOf(const QString &path)
{
    struct stat status { };
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return fail(ErrorCode::NotFound, path);
    return FileIdentity{status.st_dev, status.st_ino};
}

/// Rights are decided on the file that stands under the path: an address must not come out of the
/// one that stood there before.
Result<> SqliteRegistry::follow()
{
    const auto now = identityOf(m_path);
    if (!now)
        return fail(now);
    if (m_file == *now)
        return {};
    auto database = storage::Database::open(m_path, m_options);
    if (!database)
        return fail(database);
    m_file.reset(); // until its key is known to be ours
    m_database = std::move(*database);
    if (m_sealer && !m_options.readOnly) {
        if (const auto right = checkKey(); !right)
            return right;
    }
    m_file = *now;
    return {};
}

Result<storage::Transaction> SqliteRegistry::beginChange()
{
    return storage::Transaction::begin(m_database);
}

Result<> SqliteRegistry::raiseVersion()
{
    return m_database.execute("UPDATE meta SET value = value + 1 WHERE key = 'version'");
}

Result<> SqliteRegistry::sweep()
{
    return m_database.execute(kSweepWalls);
}

Result<SqliteRegistry::Reading> SqliteRegistry::read(const Reading *before)
{
    const auto reading = storage::Transaction::beginReading(m_database);
    if (!reading)
        return fail(reading);
    const auto places = m_database.queryNumber("SELECT value FROM meta WHERE key = 'places'");
    if (!places)
        return fail(places);
    auto facts = detail::loadFacts(m_database, before && before->places == *places ? &before->facts : nullptr);
    if (!facts)
        return fail(facts);
    return Reading{std::move(*facts), *places};
}

} // namespace vigie::registry
