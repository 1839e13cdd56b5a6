-- SPDX-License-Identifier: GPL-3.0-or-later
-- What only the server has: who connects as whom, the journal, the views that are open.

-- Which database role is which person. No reference to person: an import empties and fills that table, and must not
-- shut everybody out.
CREATE TABLE account (role name PRIMARY KEY, person text NOT NULL UNIQUE);

-- One hash chain for each writer, as the files of the stations are (src/journal/chain.h): a record is the JSON text whose
-- SHA-256 is its hash and which names the hash before it. A chain each, because a writer that never commits would else
-- keep everybody waiting.
CREATE TABLE journal_chain (chain name PRIMARY KEY, seq bigint NOT NULL DEFAULT 0,
    hash text NOT NULL DEFAULT repeat('0', 64), at bigint NOT NULL DEFAULT 0);
CREATE TABLE journal (chain name NOT NULL REFERENCES journal_chain, seq bigint NOT NULL CHECK (seq > 0),
    hash text NOT NULL, record text NOT NULL, PRIMARY KEY (chain, seq));

-- A view that somebody asked for and was allowed. writer is the transaction that recorded it: the address is handed out
-- only once that one is committed; at_once: in a way that lets nothing come between record and commit.
CREATE TABLE open_view (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), role name NOT NULL, person text NOT NULL,
    session text NOT NULL, request jsonb NOT NULL, writer xid8 NOT NULL DEFAULT pg_current_xact_id(),
    asked_at bigint NOT NULL, closed_at bigint, at_once boolean NOT NULL DEFAULT false);
CREATE INDEX open_view_by_role ON open_view (role) WHERE closed_at IS NULL;

-- The transactions that changed the registry, each with its number and its record.
CREATE TABLE change (writer xid8 PRIMARY KEY, version bigint NOT NULL, role name NOT NULL, at bigint NOT NULL);

-- Every reason of the rule: check and row of the law table as src/access/reasons.cpp has them (compared by a test).
CREATE TABLE because (code text PRIMARY KEY, check_number integer NOT NULL, row_number integer NOT NULL);
