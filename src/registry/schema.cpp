// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema.h"

#include <array>

namespace vigie::registry::detail {
namespace {

// Days are ISO text, instants milliseconds UTC, absent is NULL. Columns carry the names of
// vigie-registry/1.
constexpr char kVersion1[] = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta VALUES ('version', 1);
CREATE TABLE commune (insee TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL, latitude REAL NOT NULL,
    longitude REAL NOT NULL, authority TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE post (id TEXT PRIMARY KEY, name TEXT NOT NULL, room TEXT, kind TEXT NOT NULL, secured INTEGER NOT NULL,
    registered INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE person (id TEXT PRIMARY KEY, matricule TEXT NOT NULL UNIQUE, name TEXT NOT NULL, category TEXT NOT NULL,
    employer TEXT, employer_kind TEXT, shared_account INTEGER NOT NULL, shift_chief INTEGER NOT NULL,
    disabled INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE credential (person TEXT PRIMARY KEY REFERENCES person ON DELETE CASCADE, hash TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER) WITHOUT ROWID;
CREATE TABLE site (id TEXT PRIMARY KEY, name TEXT NOT NULL, commune TEXT NOT NULL REFERENCES commune,
    latitude REAL NOT NULL, longitude REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE system (id TEXT PRIMARY KEY, name TEXT NOT NULL, commune TEXT NOT NULL REFERENCES commune,
    authorisation_number TEXT, valid_from TEXT, valid_until TEXT, retention_days INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE system_purpose (system TEXT NOT NULL REFERENCES system ON DELETE CASCADE,
    purpose INTEGER NOT NULL CHECK (purpose BETWEEN 1 AND 11), PRIMARY KEY (system, purpose)) WITHOUT ROWID;
CREATE TABLE camera (id TEXT PRIMARY KEY, name TEXT NOT NULL, site TEXT NOT NULL REFERENCES site,
    system TEXT REFERENCES system, kind TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,
    heading REAL NOT NULL, field_of_view REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE system_camera (system TEXT NOT NULL REFERENCES system ON DELETE CASCADE,
    camera TEXT NOT NULL REFERENCES camera ON DELETE CASCADE, PRIMARY KEY (system, camera)) WITHOUT ROWID;
CREATE TABLE endpoint (camera TEXT PRIMARY KEY REFERENCES camera ON DELETE CASCADE, user TEXT, password_sealed BLOB,
    onvif TEXT) WITHOUT ROWID;
CREATE TABLE stream (camera TEXT NOT NULL REFERENCES endpoint ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, url TEXT NOT NULL, codec INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    fps REAL NOT NULL, transport INTEGER NOT NULL, PRIMARY KEY (camera, position)) WITHOUT ROWID;
CREATE TABLE agrement (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE, number TEXT,
    departments TEXT NOT NULL, valid_from TEXT, valid_until TEXT, withdrawn_on TEXT, refused INTEGER NOT NULL,
    suspended_from INTEGER, suspended_until INTEGER, last_enquiry TEXT) WITHOUT ROWID;
CREATE TABLE convention (id TEXT PRIMARY KEY, kind TEXT NOT NULL, reference TEXT, valid_from TEXT, valid_until TEXT,
    denounced_at INTEGER) WITHOUT ROWID;
CREATE TABLE convention_party (convention TEXT NOT NULL REFERENCES convention ON DELETE CASCADE,
    position INTEGER NOT NULL, commune TEXT NOT NULL REFERENCES commune, accord_commune TEXT, accord_membres TEXT,
    PRIMARY KEY (convention, position)) WITHOUT ROWID;
CREATE TABLE habilitation (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    kind TEXT NOT NULL, employer TEXT, valid_from TEXT, valid_until TEXT, suspended_from INTEGER,
    suspended_until INTEGER, designated_by TEXT, convention TEXT REFERENCES convention) WITHOUT ROWID;
CREATE TABLE habilitation_commune (habilitation TEXT NOT NULL REFERENCES habilitation ON DELETE CASCADE,
    commune TEXT NOT NULL REFERENCES commune, PRIMARY KEY (habilitation, commune)) WITHOUT ROWID;
CREATE TABLE mise_a_disposition (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    commune TEXT NOT NULL REFERENCES commune, valid_from TEXT, valid_until TEXT, signed INTEGER NOT NULL,
    denounced_at INTEGER) WITHOUT ROWID;
CREATE TABLE formation (person TEXT NOT NULL REFERENCES person ON DELETE CASCADE, valid_from TEXT, valid_until TEXT);
CREATE TABLE arrete (id TEXT PRIMARY KEY, number TEXT, service TEXT NOT NULL, valid_from TEXT, valid_until TEXT,
    ptz_allowed INTEGER NOT NULL, replay_allowed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE arrete_system (arrete TEXT NOT NULL REFERENCES arrete ON DELETE CASCADE,
    system TEXT NOT NULL REFERENCES system, PRIMARY KEY (arrete, system)) WITHOUT ROWID;
CREATE TABLE duty (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    post TEXT NOT NULL REFERENCES post, from_at INTEGER, until_at INTEGER, locked INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX camera_by_site ON camera (site);
CREATE INDEX duty_by_person ON duty (person);
)sql";

// The line of a commune and the rate of a stream: what the wall's budget is reckoned with.
constexpr char kVersion2[] = R"sql(
ALTER TABLE commune ADD COLUMN link_mbps REAL NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN kbps INTEGER NOT NULL DEFAULT 0;
)sql";

// What is done to a camera's picture before anybody sees it.
constexpr char kVersion3[] = R"sql(
CREATE TABLE camera_mask (camera TEXT NOT NULL REFERENCES camera ON DELETE CASCADE, position INTEGER NOT NULL,
    style TEXT NOT NULL, PRIMARY KEY (camera, position)) WITHOUT ROWID;
CREATE TABLE mask_corner (camera TEXT NOT NULL, mask INTEGER NOT NULL, position INTEGER NOT NULL, x REAL NOT NULL,
    y REAL NOT NULL, PRIMARY KEY (camera, mask, position),
    FOREIGN KEY (camera, mask) REFERENCES camera_mask ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE camera_panorama (camera TEXT PRIMARY KEY REFERENCES camera ON DELETE CASCADE, mount TEXT NOT NULL,
    lens_degrees REAL NOT NULL, centre_x REAL NOT NULL, centre_y REAL NOT NULL, radius REAL NOT NULL) WITHOUT ROWID;
)sql";

// The number that calls a camera from the keypad; what a wall is made of, kept for a person, a post or a room.
constexpr char kVersion4[] = R"sql(
ALTER TABLE camera ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
CREATE TABLE wall_item (id TEXT PRIMARY KEY, kind TEXT NOT NULL, scope TEXT NOT NULL, owner TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE, number INTEGER, content BLOB NOT NULL, changed_by TEXT NOT NULL,
    changed_at INTEGER NOT NULL, UNIQUE (scope, owner, kind, name), UNIQUE (scope, owner, kind, number)) WITHOUT ROWID;
)sql";

// The whole rule: who employs whom, hours of titles, regimes, border cameras, dwellings; what is decided beside titles. The
// commune that employs somebody was read from the employer's name until now. Windows are "20:00-06:00".
constexpr char kVersion5[] = R"sql(
ALTER TABLE person ADD COLUMN employer_commune TEXT;
ALTER TABLE person ADD COLUMN supervised INTEGER NOT NULL DEFAULT 0;
UPDATE person SET employer_commune = (SELECT insee FROM commune c WHERE replace(lower(person.employer), '’', '''') IN (
    replace(lower(c.name), '’', ''''), 'commune de ' || replace(lower(c.name), '’', ''''),
    'ville de ' || replace(lower(c.name), '’', ''''), 'mairie de ' || replace(lower(c.name), '’', ''''),
    'commune d''' || replace(lower(c.name), '’', ''''), 'ville d''' || replace(lower(c.name), '’', ''''),
    'mairie d''' || replace(lower(c.name), '’', '''')) ORDER BY insee LIMIT 1) WHERE employer_kind = 'commune';
ALTER TABLE habilitation ADD COLUMN hours TEXT;
ALTER TABLE mise_a_disposition ADD COLUMN hours TEXT;
ALTER TABLE convention_party ADD COLUMN relay TEXT;
ALTER TABLE system ADD COLUMN regime TEXT NOT NULL DEFAULT 'voie-publique';
ALTER TABLE system ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;
ALTER TABLE system ADD COLUMN event_ends INTEGER;
ALTER TABLE arrete ADD COLUMN extract_allowed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE arrete ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE camera ADD COLUMN faces_dwelling INTEGER NOT NULL DEFAULT 0;
ALTER TABLE camera ADD COLUMN sector_locked INTEGER NOT NULL DEFAULT 0;
CREATE TABLE camera_sees (camera TEXT NOT NULL REFERENCES camera ON DELETE CASCADE,
    commune TEXT NOT NULL REFERENCES commune, PRIMARY KEY (camera, commune)) WITHOUT ROWID;
CREATE TABLE legal_parameters (effective TEXT PRIMARY KEY, grace_seconds INTEGER NOT NULL,
    enquiry_years INTEGER NOT NULL, warning_minutes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE block (id TEXT PRIMARY KEY, scope TEXT NOT NULL, target TEXT NOT NULL, reason TEXT NOT NULL, author TEXT,
    from_at INTEGER, until_at INTEGER) WITHOUT ROWID;
CREATE TABLE requisition (id TEXT PRIMARY KEY, number TEXT, legal_basis TEXT NOT NULL, authority TEXT, procedure TEXT,
    oral INTEGER NOT NULL, images_from INTEGER, images_until INTEGER, extractor TEXT REFERENCES person,
    validator TEXT REFERENCES person, valid_from TEXT, valid_until TEXT) WITHOUT ROWID;
CREATE TABLE requisition_camera (requisition TEXT NOT NULL REFERENCES requisition ON DELETE CASCADE,
    camera TEXT NOT NULL REFERENCES camera, PRIMARY KEY (requisition, camera)) WITHOUT ROWID;
CREATE TABLE gel (id TEXT PRIMARY KEY, camera TEXT NOT NULL REFERENCES camera,
    requisition TEXT NOT NULL REFERENCES requisition, images_from INTEGER, images_until INTEGER,
    approver TEXT REFERENCES person, until_at INTEGER) WITHOUT ROWID;
CREATE TABLE derogation (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE,
    reference TEXT, responsible TEXT REFERENCES person, second TEXT REFERENCES person, from_at INTEGER,
    until_at INTEGER) WITHOUT ROWID;
CREATE TABLE derogation_commune (derogation TEXT NOT NULL REFERENCES derogation ON DELETE CASCADE,
    commune TEXT NOT NULL REFERENCES commune, PRIMARY KEY (derogation, commune)) WITHOUT ROWID;
CREATE TABLE controle (id TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES person ON DELETE CASCADE, report TEXT,
    supervisor TEXT REFERENCES person, from_at INTEGER, until_at INTEGER) WITHOUT ROWID;
CREATE TABLE traitement (id TEXT PRIMARY KEY, reference TEXT, events TEXT NOT NULL, model TEXT,
    biometric INTEGER NOT NULL, valid_from TEXT, valid_until TEXT) WITHOUT ROWID;
CREATE TABLE traitement_system (traitement TEXT NOT NULL REFERENCES traitement ON DELETE CASCADE,
    system TEXT NOT NULL REFERENCES system, PRIMARY KEY (traitement, system)) WITHOUT ROWID;
)sql";

// What there is most of: a console reads it again only when the number has changed, whoever changed it and by whatever
// program, so that a suspension among a hundred thousand cameras is seen at once.
constexpr char kVersion6[] = R"sql(
INSERT OR IGNORE INTO meta VALUES ('places', 1);
CREATE TRIGGER IF NOT EXISTS places_site_insert AFTER INSERT ON site BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_site_update AFTER UPDATE ON site BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_site_delete AFTER DELETE ON site BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_insert AFTER INSERT ON system BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_update AFTER UPDATE ON system BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_delete AFTER DELETE ON system BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_purpose_insert AFTER INSERT ON system_purpose BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_purpose_update AFTER UPDATE ON system_purpose BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_purpose_delete AFTER DELETE ON system_purpose BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_insert AFTER INSERT ON camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_update AFTER UPDATE ON camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_delete AFTER DELETE ON camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_camera_insert AFTER INSERT ON system_camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_camera_update AFTER UPDATE ON system_camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_system_camera_delete AFTER DELETE ON system_camera BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_mask_insert AFTER INSERT ON camera_mask BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_mask_update AFTER UPDATE ON camera_mask BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_mask_delete AFTER DELETE ON camera_mask BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_mask_corner_insert AFTER INSERT ON mask_corner BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_mask_corner_update AFTER UPDATE ON mask_corner BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_mask_corner_delete AFTER DELETE ON mask_corner BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_panorama_insert AFTER INSERT ON camera_panorama BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_panorama_update AFTER UPDATE ON camera_panorama BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_panorama_delete AFTER DELETE ON camera_panorama BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_sees_insert AFTER INSERT ON camera_sees BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_sees_update AFTER UPDATE ON camera_sees BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
CREATE TRIGGER IF NOT EXISTS places_camera_sees_delete AFTER DELETE ON camera_sees BEGIN
    UPDATE meta SET value = value + 1 WHERE key = 'places'; END;
)sql";

constexpr std::array kSteps{storage::Migration{1, kVersion1}, storage::Migration{2, kVersion2},
                            storage::Migration{3, kVersion3}, storage::Migration{4, kVersion4},
                            storage::Migration{5, kVersion5}, storage::Migration{6, kVersion6}};

} // namespace

std::span<const storage::Migration> schema()
{
    return kSteps;
}

} // namespace vigie::registry::detail
