-- SPDX-License-Identifier: GPL-3.0-or-later
-- The registry, table for table as the embedded one (src/registry/schema.cpp, version 4), so that the same program
-- reads and writes both. Days are dates in Europe/Paris, instants milliseconds UTC, absent is NULL. Columns stand in the
-- order of the embedded ones: rows are written by position.
-- The program knows no day but real ones.
CREATE DOMAIN day AS date CHECK (isfinite(VALUE));
CREATE TABLE meta (key text PRIMARY KEY, value text);
INSERT INTO meta VALUES ('version', '1');
CREATE TABLE commune (insee text PRIMARY KEY, name text NOT NULL, department text NOT NULL, latitude float8 NOT NULL,
    longitude float8 NOT NULL, authority text NOT NULL, link_mbps float8 NOT NULL DEFAULT 0);
CREATE TABLE post (id text PRIMARY KEY, name text NOT NULL, room text,
    kind text NOT NULL CHECK (kind IN ('centre-room', 'commune-office', 'guest-seat')), secured boolean NOT NULL,
    registered boolean NOT NULL);
CREATE DOMAIN category AS text CHECK (VALUE IN ('agent-territorial', 'police-municipale', 'maire', 'adjoint-delegue',
    'elu', 'president', 'police-nationale', 'gendarmerie', 'douanes', 'sdis', 'operateur-prive', 'agent-departement',
    'technicien', 'administrateur', 'controleur', 'visiteur'));
CREATE TABLE person (id text PRIMARY KEY, matricule text NOT NULL UNIQUE, name text NOT NULL, category category NOT NULL,
    employer text, employer_kind text, shared_account boolean NOT NULL, shift_chief boolean NOT NULL,
    disabled boolean NOT NULL);
CREATE TABLE credential (person text PRIMARY KEY REFERENCES person ON DELETE CASCADE, hash text NOT NULL,
    failures bigint NOT NULL DEFAULT 0, locked_until bigint);
CREATE TABLE site (id text PRIMARY KEY, name text NOT NULL, commune text NOT NULL REFERENCES commune,
    latitude float8 NOT NULL, longitude float8 NOT NULL);
CREATE TABLE system (id text PRIMARY KEY, name text NOT NULL, commune text NOT NULL REFERENCES commune,
    authorisation_number text, valid_from day, valid_until day, retention_days integer NOT NULL);
CREATE TABLE system_purpose (system text NOT NULL REFERENCES system ON DELETE CASCADE,
    purpose integer NOT NULL CHECK (purpose BETWEEN 1 AND 11), PRIMARY KEY (system, purpose));
CREATE TABLE camera (id text PRIMARY KEY, name text NOT NULL, site text NOT NULL REFERENCES site,
    system text REFERENCES system, kind text NOT NULL CHECK (kind IN ('fixed', 'ptz', 'panoramic')),
    latitude float8 NOT NULL, longitude float8 NOT NULL, heading float8 NOT NULL, field_of_view float8 NOT NULL,
    number integer NOT NULL DEFAULT 0);
CREATE TABLE system_camera (system text NOT NULL REFERENCES system ON DELETE CASCADE,
    camera text NOT NULL REFERENCES camera ON DELETE CASCADE, PRIMARY KEY (system, camera));
CREATE TABLE camera_mask (camera text NOT NULL REFERENCES camera ON DELETE CASCADE, position integer NOT NULL,
    style text NOT NULL CHECK (style IN ('filled', 'blurred')), PRIMARY KEY (camera, position));
CREATE TABLE mask_corner (camera text NOT NULL, mask integer NOT NULL, position integer NOT NULL, x float8 NOT NULL,
    y float8 NOT NULL, PRIMARY KEY (camera, mask, position),
    FOREIGN KEY (camera, mask) REFERENCES camera_mask ON DELETE CASCADE);
CREATE TABLE camera_panorama (camera text PRIMARY KEY REFERENCES camera ON DELETE CASCADE,
    mount text NOT NULL CHECK (mount IN ('ceiling', 'wall', 'table')), lens_degrees float8 NOT NULL,
    centre_x float8 NOT NULL, centre_y float8 NOT NULL, radius float8 NOT NULL);
-- The sealed password opens only with the department's key, which no server holds.
CREATE TABLE endpoint (camera text PRIMARY KEY REFERENCES camera ON DELETE CASCADE, "user" text, password_sealed bytea,
    onvif text);
CREATE TABLE stream (camera text NOT NULL REFERENCES endpoint ON DELETE CASCADE, position integer NOT NULL,
    name text NOT NULL, url text NOT NULL, codec integer NOT NULL, width integer NOT NULL, height integer NOT NULL,
    fps float8 NOT NULL, transport integer NOT NULL, kbps integer NOT NULL DEFAULT 0, PRIMARY KEY (camera, position));
CREATE TABLE agrement (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE, number text,
    departments text NOT NULL, valid_from day, valid_until day, withdrawn_on day, refused boolean NOT NULL,
    suspended_from bigint, suspended_until bigint, last_enquiry day);
CREATE TABLE convention (id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('mutualisation', 'police-pluricommunale')), reference text, valid_from day,
    valid_until day, denounced_at bigint);
CREATE TABLE convention_party (convention text NOT NULL REFERENCES convention ON DELETE CASCADE,
    position integer NOT NULL, commune text NOT NULL REFERENCES commune, accord_commune day, accord_membres day,
    PRIMARY KEY (convention, position));
CREATE TABLE habilitation (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('agent', 'police-municipale', 'mandat', 'destinataire')), employer text,
    valid_from day, valid_until day, suspended_from bigint, suspended_until bigint, designated_by text,
    convention text REFERENCES convention);
CREATE TABLE habilitation_commune (habilitation text NOT NULL REFERENCES habilitation ON DELETE CASCADE,
    commune text NOT NULL REFERENCES commune, PRIMARY KEY (habilitation, commune));
CREATE TABLE mise_a_disposition (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE,
    commune text NOT NULL REFERENCES commune, valid_from day, valid_until day, signed boolean NOT NULL,
    denounced_at bigint);
-- rowid: the order in which they were written, as SQLite has it by itself.
CREATE TABLE formation (person text NOT NULL REFERENCES person ON DELETE CASCADE, valid_from day, valid_until day,
    rowid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE arrete (id text PRIMARY KEY, number text, service category NOT NULL, valid_from day, valid_until day,
    ptz_allowed boolean NOT NULL, replay_allowed boolean NOT NULL);
CREATE TABLE arrete_system (arrete text NOT NULL REFERENCES arrete ON DELETE CASCADE,
    system text NOT NULL REFERENCES system, PRIMARY KEY (arrete, system));
CREATE TABLE duty (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE,
    post text NOT NULL REFERENCES post, from_at bigint, until_at bigint, locked boolean NOT NULL);
CREATE INDEX camera_by_site ON camera (site);
CREATE INDEX camera_by_system ON camera (system);
CREATE INDEX site_by_commune ON site (commune);
CREATE INDEX system_by_commune ON system (commune);
CREATE INDEX system_camera_by_camera ON system_camera (camera);
CREATE INDEX duty_by_person ON duty (person);
CREATE INDEX agrement_by_person ON agrement (person);
CREATE INDEX habilitation_by_person ON habilitation (person);
CREATE INDEX mise_by_person ON mise_a_disposition (person);
CREATE INDEX formation_by_person ON formation (person);
CREATE INDEX party_by_commune ON convention_party (commune);
CREATE INDEX arrete_by_system ON arrete_system (system);
