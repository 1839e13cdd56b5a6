-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person may ask for. Whoever asks is the session's user; nothing they send names another person as the asker.
-- A view takes two steps in one round trip, CALL open_views: ask_views decides and records, and that is committed;
-- take_views hands out the address, and only for what an earlier, committed transaction recorded. In one transaction
-- whoever asks could read the address and roll the record back. Both may be called apart; it only takes longer.

-- Of a request as it came: the shape checked, every text bounded.
CREATE OR REPLACE FUNCTION vigie.checked_requests(requests jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE AS
$$
DECLARE
    r jsonb;
    k text;
BEGIN
    IF jsonb_typeof(requests) IS DISTINCT FROM 'array' OR jsonb_array_length(requests) > 64 THEN
        RAISE EXCEPTION 'requests: an array of 64 at most' USING ERRCODE = '22023';
    END IF;
    FOR r IN SELECT e FROM jsonb_array_elements(requests) AS e LOOP
        IF jsonb_typeof(r) <> 'object' OR length(r::text) > 8192 THEN
            RAISE EXCEPTION 'a request is an object of 8192 characters at most' USING ERRCODE = '22023';
        END IF;
        IF NOT coalesce(r ->> 'act' IN ('live', 'ptz', 'replay', 'extract'), false) THEN
            RAISE EXCEPTION 'act: live, ptz, replay or extract' USING ERRCODE = '22023';
        END IF;
        FOREACH k IN ARRAY ARRAY['id', 'session', 'camera', 'post', 'motive', 'requisition', 'traitement', 'event'] LOOP
            IF length(r ->> k) > 128 OR jsonb_typeof(r -> k) NOT IN ('string', 'null') THEN
                RAISE EXCEPTION '%: a text of 128 characters at most', k USING ERRCODE = '22023';
            END IF;
        END LOOP;
        FOREACH k IN ARRAY ARRAY['images_from', 'images_until'] LOOP
            IF jsonb_typeof(r -> k) NOT IN ('number', 'null') OR abs((r ->> k)::numeric) > 4e15 OR r ->> k !~ '^-?[0-9]+$' THEN
                RAISE EXCEPTION '%: whole milliseconds since 1970', k USING ERRCODE = '22023';
            END IF;
        END LOOP;
        IF jsonb_typeof(coalesce(r -> 'present', '[]')) <> 'array'
            OR jsonb_array_length(coalesce(r -> 'present', '[]')) > 16 THEN
            RAISE EXCEPTION 'present: an array of 16 at most' USING ERRCODE = '22023';
        END IF;
        IF jsonb_typeof(coalesce(r -> 'visitor', 'false')) <> 'boolean' THEN
            RAISE EXCEPTION 'visitor: true or false' USING ERRCODE = '22023';
        END IF;
        RETURN NEXT r;
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION vigie.texts_in(list jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(array_agg(t ORDER BY ord), '{}') FROM jsonb_array_elements_text(coalesce(list, '[]')) WITH ORDINALITY AS x (t, ord) $$;

CREATE OR REPLACE FUNCTION vigie.decide_request(person text, r jsonb) RETURNS vigie.decision LANGUAGE sql STABLE AS
$$
    SELECT vigie.decide_at(person, r ->> 'act', r ->> 'camera', r ->> 'post', r ->> 'motive', vigie.texts_in(r -> 'present'),
        coalesce((r ->> 'visitor')::boolean, false), vigie.now_ms(), true, true, r)
$$;

CREATE OR REPLACE FUNCTION vigie.answer_of(r jsonb, d vigie.decision) RETURNS jsonb LANGUAGE sql STABLE AS
$$
    SELECT jsonb_build_object('id', r ->> 'id', 'allow', d.allow, 'until', d.until_at, 'rows', d.rows, 'codes', d.codes,
        'alerts', d.alerts, 'titles', d.titles, 'authority', d.authority)
$$;

-- What stands in the journal about a request, however it ended (gate_records.cpp).
CREATE OR REPLACE FUNCTION vigie.record_of(person text, r jsonb, d vigie.decision, details jsonb) RETURNS jsonb
LANGUAGE sql STABLE AS
$$
    SELECT jsonb_strip_nulls(jsonb_build_object('session_id', nullif(r ->> 'session', ''),
        'matricule', (SELECT p.matricule FROM vigie.person p WHERE p.id = person), 'post_id', nullif(r ->> 'post', ''),
        'camera_id', nullif(r ->> 'camera', ''), 'commune', d.commune, 'motif_code', nullif(r ->> 'motive', ''),
        'decision', CASE WHEN d.allow THEN 'allow' WHEN NOT d.allow THEN 'refuse' END,
        'rows', CASE WHEN cardinality(d.rows) > 0 THEN to_jsonb(d.rows) END,
        'registry_version', (SELECT m.value::bigint FROM vigie.meta m WHERE m.key = 'version'),
        'details', jsonb_strip_nulls(jsonb_build_object('act', r ->> 'act',
            'reasons', CASE WHEN cardinality(d.codes) > 0 THEN to_jsonb(d.codes) END,
            'alerts', CASE WHEN cardinality(d.alerts) > 0 THEN to_jsonb(d.alerts) END,
            'authority', d.authority, 'titles', CASE WHEN d.allow THEN to_jsonb(d.titles) END,
            'until', CASE WHEN d.until_at IS NOT NULL THEN vigie.iso(d.until_at) END,
            'present', CASE WHEN jsonb_array_length(coalesce(r -> 'present', '[]')) > 0 THEN r -> 'present' END,
            'visitor_mode', CASE WHEN (r ->> 'visitor')::boolean THEN true END)) || details))
$$;

-- Who asks: a person of the registry under a role of their own.
CREATE OR REPLACE FUNCTION vigie.asker() RETURNS text LANGUAGE plpgsql STABLE AS
$$
DECLARE person text := vigie.me();
BEGIN
    IF person IS NULL THEN
        RAISE EXCEPTION 'no person of the registry connects as %', session_user USING ERRCODE = '42501';
    END IF;
    RETURN person;
END
$$;

-- What I would be told, for colours on a map: no record, no address. Who else is there is asked only on the record
-- (ask_views): the answer says something about them.
CREATE OR REPLACE FUNCTION vigie.preview(requests jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    r jsonb;
    answers jsonb := '[]';
BEGIN
    FOR r IN SELECT * FROM vigie.checked_requests(requests) LOOP
        answers := answers || vigie.answer_of(r, vigie.decide_request(me, r - 'present'));
    END LOOP;
    RETURN answers;
END
$$;

-- Decides and records. An answer that allows names a view; its address is for take_views to give.
CREATE OR REPLACE FUNCTION vigie.ask_views(requests jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    r jsonb;
    d vigie.decision;
    view_id uuid;
    answers jsonb := '[]';
    stack text;
    called_at_once boolean;
BEGIN
    -- The second line names whoever called this; a statement that only quotes that name stands between quotes.
    GET DIAGNOSTICS stack = PG_CONTEXT;
    called_at_once := coalesce(split_part(stack, E'\n', 2) ~ '^[^"]*\yopen_views\(jsonb,jsonb\)[^"]*$', false);
    DELETE FROM vigie.open_view o WHERE o.role = session_user AND o.closed_at < vigie.now_ms() - 86400000;
    FOR r IN SELECT * FROM vigie.checked_requests(requests) LOOP
        d := vigie.decide_request(me, r);
        IF d.allow THEN
            INSERT INTO vigie.open_view (role, person, session, request, asked_at, at_once)
                VALUES (session_user, me, coalesce(r ->> 'session', ''), r, vigie.now_ms(), called_at_once)
                RETURNING id INTO view_id;
            PERFORM vigie.journal_append(CASE r ->> 'act' WHEN 'ptz' THEN 'ptz-begin' ELSE 'live-begin' END,
                vigie.record_of(me, r, d, jsonb_build_object('grant', view_id)));
            answers := answers || (vigie.answer_of(r, d) || jsonb_build_object('view', view_id));
        ELSE
            PERFORM vigie.journal_append('refusal', vigie.record_of(me, r, d, '{}'));
            answers := answers || vigie.answer_of(r, d);
        END IF;
    END LOOP;
    RETURN answers;
END
$$;

CREATE OR REPLACE FUNCTION vigie.endpoint_of(camera text) RETURNS jsonb LANGUAGE sql STABLE AS
$$
    SELECT jsonb_build_object('camera', e.camera, 'user', e."user", 'onvif', e.onvif,
        'password_sealed', encode(e.password_sealed, 'base64'),
        'link', jsonb_build_object('name', m.name, 'mbps', m.link_mbps),
        'streams', coalesce((SELECT jsonb_agg(jsonb_build_object('name', x.name, 'url', x.url, 'codec', x.codec, 'width', x.width,
            'height', x.height, 'fps', x.fps, 'transport', x.transport, 'kbps', x.kbps) ORDER BY x.position)
            FROM vigie.stream x WHERE x.camera = e.camera), '[]'))
    FROM vigie.endpoint e JOIN vigie.camera c ON c.id = e.camera JOIN vigie.site s ON s.id = c.site
    JOIN vigie.commune m ON m.insee = s.commune WHERE e.camera = endpoint_of.camera
$$;

-- The addresses of my views, a moment after they were asked for; decided once more, because a right may have been taken
-- meanwhile.
CREATE OR REPLACE FUNCTION vigie.take_views(answers jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    a jsonb;
    v vigie.open_view;
    d vigie.decision;
    taken jsonb := '[]';
BEGIN
    IF jsonb_typeof(answers) IS DISTINCT FROM 'array' OR jsonb_array_length(answers) > 64 THEN
        RAISE EXCEPTION 'answers: an array of 64 at most' USING ERRCODE = '22023';
    END IF;
    FOR a IN SELECT e FROM jsonb_array_elements(answers) AS e LOOP
        IF a -> 'view' IS NULL OR jsonb_typeof(a -> 'view') = 'null' THEN
            taken := taken || a;
            CONTINUE;
        END IF;
        SELECT * INTO v FROM vigie.open_view o WHERE o.id = (a ->> 'view')::uuid AND o.role = session_user
            AND o.person = me AND o.closed_at IS NULL AND o.asked_at > vigie.now_ms() - 30000
            AND o.writer IS DISTINCT FROM pg_current_xact_id_if_assigned();
        IF NOT FOUND THEN
            RAISE EXCEPTION 'no such view is recorded' USING ERRCODE = '42501';
        END IF;
        -- Whoever committed by themselves may have asked for a commit that does not wait for the disk: that is there after
        -- three rounds of the server's writer.
        IF NOT v.at_once AND v.asked_at > vigie.now_ms()
            - 1000 * 4 * extract(epoch FROM current_setting('wal_writer_delay')::interval) THEN
            RAISE EXCEPTION 'the record is not durable yet' USING ERRCODE = '55000';
        END IF;
        d := vigie.decide_request(me, v.request);
        IF NOT d.allow THEN
            UPDATE vigie.open_view o SET closed_at = vigie.now_ms() WHERE o.id = v.id;
            PERFORM vigie.journal_append('refusal', vigie.record_of(me, v.request, d, jsonb_build_object('grant', v.id)));
            taken := taken || vigie.answer_of(v.request, d);
        ELSE
            taken := taken || (vigie.answer_of(v.request, d) || jsonb_build_object('view', v.id,
                'endpoint', vigie.endpoint_of(v.request ->> 'camera')));
        END IF;
    END LOOP;
    RETURN taken;
END
$$;

-- The whole of it: no transaction may be open around it.
CREATE OR REPLACE PROCEDURE vigie.open_views(requests jsonb, INOUT answers jsonb) LANGUAGE plpgsql AS
$$
BEGIN
    answers := vigie.ask_views(requests);
    COMMIT;
    answers := vigie.take_views(answers);
END
$$;

-- Whether my open views may go on, [{"view", "present", "visitor"}]: who is at the post now counts, and stands in the
-- journal when it is not who was there before.
CREATE OR REPLACE FUNCTION vigie.decide_views(views jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    a jsonb;
    r jsonb;
    v vigie.open_view;
    answers jsonb := '[]';
BEGIN
    IF jsonb_typeof(views) IS DISTINCT FROM 'array' OR jsonb_array_length(views) > 256 THEN
        RAISE EXCEPTION 'views: an array of 256 at most' USING ERRCODE = '22023';
    END IF;
    FOR a IN SELECT e FROM jsonb_array_elements(views) AS e LOOP
        SELECT * INTO v FROM vigie.open_view o WHERE o.id = CASE WHEN a ->> 'view' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (a ->> 'view')::uuid END AND o.role = session_user
            AND o.person = me AND o.closed_at IS NULL;
        IF NOT FOUND THEN
            answers := answers || '{"allow": false, "codes": ["SessionOver"], "rows": [23]}'::jsonb;
            CONTINUE;
        END IF;
        r := v.request || jsonb_build_object('present', coalesce(a -> 'present', '[]'),
            'visitor', coalesce(a -> 'visitor', 'false'));
        PERFORM vigie.checked_requests(jsonb_build_array(r));
        IF r <> v.request || '{"present": [], "visitor": false}'::jsonb || jsonb_strip_nulls(jsonb_build_object(
                'present', v.request -> 'present', 'visitor', v.request -> 'visitor')) THEN
            UPDATE vigie.open_view o SET request = r WHERE o.id = v.id;
            PERFORM vigie.journal_append('presence', vigie.record_of(me, r, NULL, jsonb_build_object('grant', v.id)));
        END IF;
        answers := answers || (vigie.answer_of(r, vigie.decide_request(me, r)) || jsonb_build_object('view', v.id));
    END LOOP;
    RETURN answers;
END
$$;

-- My views that ended, [{"view", "cause", "duration_ms"}]. What is not mine or not open is no error: an end is told again
-- after a line was cut.
CREATE OR REPLACE FUNCTION vigie.close_views(endings jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    e jsonb;
    v vigie.open_view;
    given_back boolean;
    closed integer := 0;
BEGIN
    IF jsonb_typeof(endings) IS DISTINCT FROM 'array' OR jsonb_array_length(endings) > 256 THEN
        RAISE EXCEPTION 'endings: an array of 256 at most' USING ERRCODE = '22023';
    END IF;
    FOR e IN SELECT x FROM jsonb_array_elements(endings) AS x LOOP
        IF NOT coalesce(e ->> 'cause' IN ('by-user', 'expired', 'right-lost', 'registry-unreachable', 'clock-untrusted',
                'journal-failed', 'signed-out'), false) THEN
            RAISE EXCEPTION 'cause: none of ours' USING ERRCODE = '22023';
        END IF;
        UPDATE vigie.open_view o SET closed_at = vigie.now_ms() WHERE o.id = (e ->> 'view')::uuid AND o.role = session_user
            AND o.closed_at IS NULL RETURNING * INTO v;
        IF NOT FOUND THEN
            CONTINUE;
        END IF;
        given_back := e ->> 'cause' IN ('by-user', 'signed-out');
        PERFORM vigie.journal_append(CASE WHEN NOT given_back THEN 'curtain' WHEN v.request ->> 'act' = 'ptz' THEN 'ptz-end'
            ELSE 'live-end' END, vigie.record_of(me, v.request, NULL, jsonb_build_object('grant', v.id, 'cause', e ->> 'cause',
            'duration_ms', coalesce((e ->> 'duration_ms')::bigint, 0))));
        closed := closed + 1;
    END LOOP;
    RETURN closed;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vigie FROM PUBLIC;
REVOKE ALL ON ALL PROCEDURES IN SCHEMA vigie FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vigie.preview(jsonb), vigie.ask_views(jsonb), vigie.take_views(jsonb), vigie.decide_views(jsonb),
    vigie.close_views(jsonb) TO vigie_person;
GRANT EXECUTE ON PROCEDURE vigie.open_views(jsonb, jsonb) TO vigie_person;
