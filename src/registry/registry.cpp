// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/registry.h>

#include "load.h"

namespace vigie::registry {
namespace {

constexpr char kKeyCheckContext[] = "registry:key-check";
constexpr char kInText[] = "base64:"; ///< how a server keeps it: meta holds texts there

QString keyCheckText(const QByteArray &sealed)
{
    return QString::fromLatin1(kInText + sealed.toBase64());
}

QByteArray keyCheckIn(const storage::Statement &row)
{
    const QByteArray stored = row.blob(0);
    return stored.startsWith(kInText) ? QByteArray::fromBase64(stored.mid(sizeof kInText - 1))
                                      : stored;
}

} // namespace

QByteArray sealContext(const CameraId &camera)
{
    return "camera:" + camera.value.toUtf8();
}

Result<> Registry::checkKey()
{
    auto read = m_database.prepare("SELECT value FROM meta WHERE key = 'key_check'");
    if (!read)
        return fail(read);
    const auto row = read->step();
    if (!row)
        return fail(row);
    if (*row) {
        const auto opened = m_sealer->open(keyCheckIn(*read), kKeyCheckContext);
        return opened ? Result<>() : fail(opened);
    }
    const auto sealed = m_sealer->seal(Secret(QByteArray("vigie")), kKeyCheckContext);
    if (!sealed)
        return fail(sealed);
    read->reset();
    auto write = m_database.prepare("INSERT INTO meta VALUES ('key_check', ?) ON CONFLICT DO NOTHING");
    if (!write)
        return fail(write);
    if (const auto written = write->bind(1, keyCheckText(*sealed)).run(); !written)
        return written;
    // Another process may have been first, with another key.
    if (const auto again = read->step(); !again || !*again)
        return again ? fail(ErrorCode::Io, QStringLiteral("registry: no key check")) : fail(again);
    const auto opened = m_sealer->open(keyCheckIn(*read), kKeyCheckContext);
    return opened ? Result<>() : fail(opened);
}

Result<Facts> Registry::facts()
{
    if (const auto there = follow(); !there)
        return fail(there);
    // One transaction makes the many SELECTs one reading.
    const auto reading = storage::Transaction::beginReading(m_database);
    if (!reading)
        return fail(reading);
    return detail::loadFacts(m_database);
}

Result<Content> Registry::content()
{
    if (const auto there = follow(); !there)
        return fail(there);
    const auto reading = storage::Transaction::beginReading(m_database);
    if (!reading)
        return fail(reading);
    return detail::loadContent(m_database);
}

Result<CameraEndpoint> Registry::endpoint(const CameraId &camera)
{
    if (camera.isNull())
        return fail(ErrorCode::NotFound, QStringLiteral("no camera named"));
    // Rights are decided on the registry that is there now: an address must not come out of another.
    if (const auto same = follow(); !same)
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
