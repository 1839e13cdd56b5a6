// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/sqlite_registry.h>

#include "load.h"
#include "schema.h"

#include <QtCore/QFile>

#include <sys/stat.h>

namespace vigie::registry {
namespace {

constexpr auto kReadingWait = std::chrono::milliseconds(200);
constexpr char kKeyCheckContext[] = "registry:key-check";

} // namespace

QByteArray sealContext(const CameraId &camera)
{
    return "camera:" + camera.value.toUtf8();
}

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
    : m_path(std::move(path)), m_options(options), m_database(std::move(database)), m_sealer(sealer)
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
Result<> SqliteRegistry::followFile()
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

/// The registry remembers which key it was sealed with: a wrong or lost key is found at start, not
/// at the first camera.
Result<> SqliteRegistry::checkKey()
{
    auto read = m_database.prepare("SELECT value FROM meta WHERE key = 'key_check'");
    if (!read)
        return fail(read);
    const auto row = read->step();
    if (!row)
        return fail(row);
    if (*row) {
        const auto opened = m_sealer->open(read->blob(0), kKeyCheckContext);
        return opened ? Result<>() : fail(opened);
    }
    const auto sealed = m_sealer->seal(Secret(QByteArray("vigie")), kKeyCheckContext);
    if (!sealed)
        return fail(sealed);
    read->reset();
    auto write = m_database.prepare("INSERT OR IGNORE INTO meta VALUES ('key_check', ?)");
    if (!write)
        return fail(write);
    if (const auto written = write->bind(1, *sealed).run(); !written)
        return written;
    // Another process may have been first, with another key.
    if (const auto again = read->step(); !again || !*again)
        return again ? fail(ErrorCode::Io, QStringLiteral("registry: no key check")) : fail(again);
    const auto opened = m_sealer->open(read->blob(0), kKeyCheckContext);
    return opened ? Result<>() : fail(opened);
}

Result<Facts> SqliteRegistry::facts()
{
    // One transaction makes the many SELECTs one reading.
    const auto reading = storage::Transaction::beginReading(m_database);
    if (!reading)
        return fail(reading);
    return detail::loadFacts(m_database);
}

Result<Content> SqliteRegistry::content()
{
    const auto reading = storage::Transaction::beginReading(m_database);
    if (!reading)
        return fail(reading);
    return detail::loadContent(m_database);
}

Result<CameraEndpoint> SqliteRegistry::endpoint(const CameraId &camera)
{
    if (camera.isNull())
        return fail(ErrorCode::NotFound, QStringLiteral("no camera named"));
    if (const auto same = followFile(); !same)
        return fail(same);
    std::optional<CameraEndpoint> found;
    const auto loaded = detail::loadEndpoints(
        m_database, camera, [&](CameraEndpoint endpoint, const QByteArray &sealed) -> Result<> {
            if (!sealed.isEmpty()) {
                if (!m_sealer)
                    return fail(ErrorCode::KeychainUnavailable, QStringLiteral("no station key"));
                auto password = m_sealer->open(sealed, sealContext(endpoint.camera));
                if (!password)
                    return fail(password);
                endpoint.password = std::move(*password);
            }
            found = std::move(endpoint);
            return {};
        });
    if (!loaded)
        return fail(loaded);
    if (!found)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("camera %1 has no address").arg(camera.value));
    return std::move(*found);
}

} // namespace vigie::registry
