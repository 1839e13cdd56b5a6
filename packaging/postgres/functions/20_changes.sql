-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whoever changes a fact, by whatever program, raises the number of the registry, leaves a record and tells every
-- console, in the transaction of the change itself.

CREATE OR REPLACE FUNCTION vigie.now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

CREATE OR REPLACE FUNCTION vigie.note_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE number bigint;
BEGIN
    INSERT INTO vigie.change (writer, version, role, at)
        VALUES (pg_current_xact_id(), 0, session_user, vigie.now_ms()) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN NULL; -- not the first of this transaction
    END IF;
    UPDATE vigie.meta SET value = (value::bigint + 1)::text WHERE key = 'version' RETURNING value::bigint INTO number;
    UPDATE vigie.change SET version = number WHERE writer = pg_current_xact_id();
    PERFORM vigie.journal_append('registry-change', jsonb_build_object('registry_version', number,
        'details', jsonb_build_object('table', TG_TABLE_NAME, 'operation', lower(TG_OP))));
    PERFORM pg_notify('vigie_registry', number::text);
    RETURN NULL;
END
$$;

-- One writer at a time: the second waits here, not half-way. What is read after it is what will be changed.
CREATE OR REPLACE FUNCTION vigie.begin_change() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$ SELECT value::bigint FROM vigie.meta WHERE key = 'version' FOR UPDATE $$;

-- A failed sign-in is counted, and is no change.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY (SELECT array_agg(name) FROM kept) || ARRAY['meta'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS note_change ON vigie.%I', t);
        EXECUTE format('CREATE TRIGGER note_change AFTER INSERT OR UPDATE %s OR DELETE OR TRUNCATE ON vigie.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION vigie.note_change()', CASE t WHEN 'credential' THEN 'OF hash' END, t);
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION vigie.now_ms(), vigie.note_change(), vigie.begin_change() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vigie.begin_change() TO vigie_admin;
