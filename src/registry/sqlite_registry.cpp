// SPDX-License-Identifier: GPL-3.0-or-later
#include <registry/sqlite_registry.h>

#include <secrets/password_hash.h>

#include "load.h"
#include "rows.h"
#include "schema.h"
#include "store.h"

namespace vigie::registry {
namespace {

constexpr int kFailuresBeforeWait = 5;
constexpr auto kWait = std::chrono::seconds(30);
constexpr char kRaiseVersion[] = "UPDATE meta SET value = value + 1 WHERE key = 'version'";
constexpr char kKeyCheckContext[] = "registry:key-check";

// Children before parents, so that foreign keys hold at every step.
constexpr const char *kTables[] = {
    "stream",
    "endpoint",
    "arrete_system",
    "arrete",
    "duty",
    "formation",
    "mise_a_disposition",
    "habilitation_commune",
    "habilitation",
    "convention_party",
    "convention",
    "agrement",
    "system_camera",
    "camera",
    "system_purpose",
    "system",
    "site",
    "credential",
    "person",
    "post",
    "commune",
};

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
    options.schema = detail::schema();
    options.applicationId = detail::kApplicationId;
    auto database = storage::Database::open(path, options);
    if (!database)
        return fail(database);
    std::unique_ptr<SqliteRegistry> registry(new SqliteRegistry(std::move(*database), sealer));
    if (sealer) {
        if (const auto right = registry->checkKey(); !right)
            return fail(right);
    }
    return registry;
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
    auto write = m_database.prepare("INSERT INTO meta VALUES ('key_check', ?)");
    if (!write)
        return fail(write);
    return write->bind(1, *sealed).run();
}

Result<Facts> SqliteRegistry::facts()
{
    // A deferred transaction makes the many SELECTs one reading.
    if (const auto begun = m_database.execute("BEGIN"); !begun)
        return fail(begun);
    auto facts = detail::loadFacts(m_database);
    (void)m_database.execute("COMMIT");
    return facts;
}

Result<Content> SqliteRegistry::content()
{
    Content content;
    if (const auto begun = m_database.execute("BEGIN"); !begun)
        return fail(begun);
    auto facts = detail::loadFacts(m_database);
    const auto endpoints = detail::loadEndpoints(
        m_database, {}, [&](CameraEndpoint endpoint, const QByteArray &) -> Result<> {
            const CameraId camera = endpoint.camera;
            content.endpoints.insert(camera, std::make_shared<CameraEndpoint>(std::move(endpoint)));
            return {};
        });
    (void)m_database.execute("COMMIT");
    if (!facts)
        return fail(facts);
    if (!endpoints)
        return fail(endpoints);
    content.facts = std::move(*facts);
    return content;
}

Result<> SqliteRegistry::replaceAll(const Content &content)
{
    if (const QStringList problems = problemsOf(content); !problems.isEmpty())
        return fail(ErrorCode::InvalidArgument, problems.constFirst());
    QHash<PersonId, QByteArray> hashes;
    for (auto it = content.credentials.cbegin(); it != content.credentials.cend(); ++it) {
        if (!it.value()->password.isEmpty()) {
            const auto hash = secrets::hashPassword(it.value()->password);
            if (!hash)
                return fail(hash);
            hashes.insert(it.key(), *hash);
        } else if (!it.value()->hash.isEmpty()) {
            hashes.insert(it.key(), it.value()->hash);
        }
    }
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction);
    for (const char *table : kTables) {
        const QByteArray sql = QByteArray("DELETE FROM ") + table;
        if (const auto emptied = m_database.execute(sql.constData()); !emptied)
            return emptied;
    }
    if (const auto stored = detail::storeContent(m_database, content, hashes, m_sealer); !stored)
        return stored;
    if (const auto raised = m_database.execute(kRaiseVersion); !raised)
        return raised;
    return transaction->commit();
}

Result<CameraEndpoint> SqliteRegistry::endpoint(const CameraId &camera)
{
    if (camera.isNull())
        return fail(ErrorCode::NotFound, QStringLiteral("no camera named"));
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

Result<PersonId> SqliteRegistry::verifyPassword(const QString &matricule, const Secret &password,
                                                Instant now)
{
    auto read = m_database.prepare(
        "SELECT p.id, c.hash, c.failures, c.locked_until FROM person p JOIN credential c "
        "ON c.person = p.id WHERE p.matricule = ?1 AND p.disabled = 0");
    if (!read)
        return fail(read);
    const auto row = read->bind(1, matricule).step();
    if (!row)
        return fail(row);
    if (!*row) {
        (void)secrets::verifyPassword({}, password);
        return fail(ErrorCode::Refused, QStringLiteral("unknown matricule or wrong password"));
    }
    const PersonId person{read->text(0)};
    const QByteArray hash = read->text(1).toLatin1();
    const qint64 failures = read->number(2);
    const Instant lockedUntil{std::chrono::milliseconds(read->number(3))};
    read->reset();
    // A lock never outlasts its wait, even if the clock was set back in the meantime.
    if (failures >= kFailuresBeforeWait && now < lockedUntil && lockedUntil - now <= kWait) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(lockedUntil - now).count();
        return fail(ErrorCode::Busy, QString::number(left));
    }
    const bool right = secrets::verifyPassword(hash, password);
    auto note = m_database.prepare(
        right
            ? "UPDATE credential SET failures = 0, locked_until = NULL WHERE person = ?1 AND "
              "failures > 0"
            : "UPDATE credential SET failures = failures + 1, locked_until = ?2 WHERE person = ?1");
    if (!note)
        return fail(note);
    note->bind(1, person.value);
    if (!right)
        note->bind(2, static_cast<qint64>((now + kWait).time_since_epoch().count()));
    if (const auto noted = note->run(); !noted)
        return fail(noted);
    if (!right)
        return fail(ErrorCode::Refused, QStringLiteral("unknown matricule or wrong password"));
    return person;
}

Result<> SqliteRegistry::change(const char *sql, const QString &key, std::optional<Instant> at)
{
    auto transaction = storage::Transaction::begin(m_database);
    if (!transaction)
        return fail(transaction);
    auto update = m_database.prepare(sql);
    if (!update)
        return fail(update);
    detail::Binder(*update) << key << at;
    if (const auto done = update->run(); !done)
        return done;
    const auto changed = m_database.queryNumber("SELECT changes()");
    if (!changed)
        return fail(changed);
    if (*changed == 0)
        return fail(ErrorCode::NotFound, key);
    if (const auto raised = m_database.execute(kRaiseVersion); !raised)
        return raised;
    return transaction->commit();
}

Result<> SqliteRegistry::suspendAgrement(const PersonId &person, std::optional<Instant> from)
{
    return change(
        "UPDATE agrement SET suspended_from = ?2, suspended_until = NULL WHERE person = ?1",
        person.value, from);
}

Result<> SqliteRegistry::suspendHabilitation(const TitleId &habilitation,
                                             std::optional<Instant> from)
{
    return change(
        "UPDATE habilitation SET suspended_from = ?2, suspended_until = NULL WHERE id = ?1",
        habilitation.value, from);
}

Result<> SqliteRegistry::denounceConvention(const TitleId &convention, std::optional<Instant> at)
{
    return change("UPDATE convention SET denounced_at = ?2 WHERE id = ?1", convention.value, at);
}

Result<> SqliteRegistry::endDuty(const PersonId &person, Instant at)
{
    return change(
        "UPDATE duty SET until_at = ?2 WHERE person = ?1 AND (from_at IS NULL OR from_at <= ?2) "
        "AND (until_at IS NULL OR until_at > ?2)",
        person.value, at);
}

} // namespace vigie::registry
