-- SPDX-License-Identifier: GPL-3.0-or-later
-- One hand at a time on a camera: who holds it, who waits (60_leases.sql). No reference to camera or person: an import
-- empties and fills those tables, and nothing here outlives three seconds without its console.
CREATE TABLE ptz_lease (camera text PRIMARY KEY, role name NOT NULL, person text NOT NULL, console text NOT NULL,
    standing integer NOT NULL, until_at bigint NOT NULL, ends_at bigint, because text, ended_by text, locked_since bigint,
    locked_until bigint, from_person text, recorded boolean NOT NULL DEFAULT false);
CREATE TABLE ptz_wait (camera text NOT NULL, role name NOT NULL, person text NOT NULL, console text NOT NULL,
    standing integer NOT NULL, preempts boolean NOT NULL, since bigint NOT NULL, heard_at bigint NOT NULL,
    PRIMARY KEY (camera, role, console));
-- Who held it last, for the record of who has it next; the row that whoever changes its lease locks.
CREATE TABLE ptz_last (camera text PRIMARY KEY, person text);
