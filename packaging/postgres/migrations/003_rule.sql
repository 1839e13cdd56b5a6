-- SPDX-License-Identifier: GPL-3.0-or-later
-- The whole rule, column for column as the embedded registry's version 5. Windows of a day are "20:00-06:00".
CREATE DOMAIN day_window AS text
    CHECK (VALUE ~ '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$');
ALTER TABLE person ADD COLUMN employer_commune text, ADD COLUMN supervised boolean NOT NULL DEFAULT false;
ALTER TABLE habilitation ADD COLUMN hours day_window;
ALTER TABLE habilitation DROP CONSTRAINT habilitation_kind_check, ADD CONSTRAINT habilitation_kind_check
    CHECK (kind IN ('agent', 'police-municipale', 'mandat', 'destinataire', 'designation'));
ALTER TABLE mise_a_disposition ADD COLUMN hours day_window;
ALTER TABLE convention_party ADD COLUMN relay day_window;
ALTER TABLE system ADD COLUMN regime text NOT NULL DEFAULT 'voie-publique'
        CHECK (regime IN ('voie-publique', 'ouvert-au-public', 'prive')),
    ADD COLUMN provisional boolean NOT NULL DEFAULT false, ADD COLUMN event_ends bigint;
ALTER TABLE arrete ADD COLUMN extract_allowed boolean NOT NULL DEFAULT false,
    ADD COLUMN urgent boolean NOT NULL DEFAULT false;
ALTER TABLE camera ADD COLUMN faces_dwelling boolean NOT NULL DEFAULT false,
    ADD COLUMN sector_locked boolean NOT NULL DEFAULT false;
CREATE TABLE camera_sees (camera text NOT NULL REFERENCES camera ON DELETE CASCADE,
    commune text NOT NULL REFERENCES commune, PRIMARY KEY (camera, commune));
CREATE TABLE legal_parameters (effective day PRIMARY KEY, grace_seconds integer NOT NULL CHECK (grace_seconds BETWEEN 0 AND 60),
    enquiry_years integer NOT NULL, warning_minutes text NOT NULL);
CREATE TABLE block (id text PRIMARY KEY, scope text NOT NULL CHECK (scope IN ('department', 'commune', 'site', 'camera')),
    target text NOT NULL, reason text NOT NULL, author text, from_at bigint, until_at bigint);
CREATE TABLE requisition (id text PRIMARY KEY, number text,
    legal_basis text NOT NULL CHECK (legal_basis IN ('60-1', '77-1-1', '99-3', 'autre')), authority text, procedure text,
    oral boolean NOT NULL, images_from bigint, images_until bigint, extractor text REFERENCES person,
    validator text REFERENCES person, valid_from day, valid_until day);
CREATE TABLE requisition_camera (requisition text NOT NULL REFERENCES requisition ON DELETE CASCADE,
    camera text NOT NULL REFERENCES camera, PRIMARY KEY (requisition, camera));
CREATE TABLE gel (id text PRIMARY KEY, camera text NOT NULL REFERENCES camera,
    requisition text NOT NULL REFERENCES requisition, images_from bigint, images_until bigint,
    approver text REFERENCES person, until_at bigint);
CREATE TABLE derogation (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE, reference text,
    responsible text REFERENCES person, second text REFERENCES person, from_at bigint, until_at bigint);
CREATE TABLE derogation_commune (derogation text NOT NULL REFERENCES derogation ON DELETE CASCADE,
    commune text NOT NULL REFERENCES commune, PRIMARY KEY (derogation, commune));
CREATE TABLE controle (id text PRIMARY KEY, person text NOT NULL REFERENCES person ON DELETE CASCADE, report text,
    supervisor text REFERENCES person, from_at bigint, until_at bigint);
CREATE TABLE traitement (id text PRIMARY KEY, reference text, events text NOT NULL, model text, biometric boolean NOT NULL,
    valid_from day, valid_until day);
CREATE TABLE traitement_system (traitement text NOT NULL REFERENCES traitement ON DELETE CASCADE,
    system text NOT NULL REFERENCES system, PRIMARY KEY (traitement, system));
CREATE INDEX block_by_target ON block (scope, target);
CREATE INDEX requisition_camera_by_camera ON requisition_camera (camera);
CREATE INDEX gel_by_camera ON gel (camera);
CREATE INDEX derogation_by_person ON derogation (person);
CREATE INDEX controle_by_person ON controle (person);
CREATE INDEX traitement_system_by_system ON traitement_system (system);
