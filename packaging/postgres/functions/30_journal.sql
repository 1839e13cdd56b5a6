-- SPDX-License-Identifier: GPL-3.0-or-later
-- The journal of the server: as src/journal/chain.h says the bytes, so that the same program checks both.

CREATE OR REPLACE FUNCTION vigie.iso(ms bigint) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT to_char(to_timestamp(ms / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

CREATE OR REPLACE FUNCTION vigie.iso_paris(ms bigint) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT to_char(local, 'YYYY-MM-DD"T"HH24:MI:SS.MS')
        || to_char((extract(epoch FROM local - utc) / 3600)::int, 'FMSG00') || ':00'
    FROM (SELECT to_timestamp(ms / 1000.0) AT TIME ZONE 'Europe/Paris' AS local,
                 to_timestamp(ms / 1000.0) AT TIME ZONE 'UTC' AS utc) AS t
$$;

-- Adds a record to the chain of the session's user. Durable with the transaction, whatever that session asked for; the
-- address of a camera is given only after it (50_doors.sql).
CREATE OR REPLACE FUNCTION vigie.journal_append(operation text, fields jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    head vigie.journal_chain;
    moment bigint;
    body text;
    next_hash text;
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    INSERT INTO vigie.journal_chain (chain) VALUES (session_user) ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM vigie.journal_chain c WHERE c.chain = session_user FOR UPDATE;
    -- A chain never goes back, though the clock may.
    moment := greatest(vigie.now_ms(), head.at);
    body := (fields || jsonb_build_object('seq', head.seq + 1, 'uuid', gen_random_uuid(), 'ts_utc', vigie.iso(moment),
        'ts_local', vigie.iso_paris(moment), 'operation', operation, 'writer', session_user, 'prev_hash', head.hash))::text;
    IF octet_length(body) > 65000 THEN
        RAISE EXCEPTION 'a journal record of % bytes', octet_length(body) USING ERRCODE = '22001';
    END IF;
    next_hash := encode(sha256(convert_to(body, 'UTF8')), 'hex');
    INSERT INTO vigie.journal (chain, seq, hash, record) VALUES (head.chain, head.seq + 1, next_hash, body);
    UPDATE vigie.journal_chain c SET seq = head.seq + 1, hash = next_hash, at = moment
        WHERE c.chain = head.chain;
    RETURN head.seq + 1;
END
$$;

CREATE OR REPLACE FUNCTION vigie.journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'records of the journal are kept' USING ERRCODE = '42501'; END $$;
DROP TRIGGER IF EXISTS kept ON vigie.journal;
DROP TRIGGER IF EXISTS kept_whole ON vigie.journal;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON vigie.journal FOR EACH ROW EXECUTE FUNCTION vigie.journal_is_kept();
CREATE TRIGGER kept_whole BEFORE TRUNCATE ON vigie.journal EXECUTE FUNCTION vigie.journal_is_kept();

-- Every record that does not follow the one before it, and every chain that does not end where its head stands.
CREATE OR REPLACE FUNCTION vigie.journal_problems() RETURNS TABLE (chain name, seq bigint, problem text)
LANGUAGE sql STABLE AS
$$
    SELECT j.chain, j.seq, CASE
        WHEN encode(sha256(convert_to(j.record, 'UTF8')), 'hex') <> j.hash THEN 'content does not match its hash'
        WHEN (j.record::jsonb ->> 'seq')::bigint IS DISTINCT FROM j.seq THEN 'numbered otherwise'
        ELSE 'does not follow the record before it' END
    FROM (SELECT *, lag(r.hash, 1, repeat('0', 64)) OVER w AS before, lag(r.seq, 1, 0::bigint) OVER w AS seq_before
          FROM vigie.journal r WINDOW w AS (PARTITION BY r.chain ORDER BY r.seq)) AS j
    WHERE encode(sha256(convert_to(j.record, 'UTF8')), 'hex') <> j.hash
        OR (j.record::jsonb ->> 'seq')::bigint IS DISTINCT FROM j.seq
        OR j.record::jsonb ->> 'prev_hash' IS DISTINCT FROM j.before OR j.seq <> j.seq_before + 1
    UNION ALL
    SELECT c.chain, c.seq, 'the chain does not end where its head stands' FROM vigie.journal_chain c
    LEFT JOIN LATERAL (SELECT j.seq, j.hash FROM vigie.journal j WHERE j.chain = c.chain ORDER BY j.seq DESC LIMIT 1) AS l
        ON true
    WHERE (c.seq, c.hash) IS DISTINCT FROM (coalesce(l.seq, 0), coalesce(l.hash, repeat('0', 64)))
    ORDER BY 1, 2
$$;
REVOKE ALL ON FUNCTION vigie.iso(bigint), vigie.iso_paris(bigint), vigie.journal_append(text, jsonb),
    vigie.journal_is_kept(), vigie.journal_problems() FROM PUBLIC;
