-- SPDX-License-Identifier: GPL-3.0-or-later
-- One hand at a time on a camera, over all consoles: step for step what src/ptz/lease_book.cpp does for a post of its own.
-- Who may what is decided here, from the registry's titles; a console is believed only about which of the person's own
-- consoles it is. A lease ends in two ways only: its holder gives it back, or what was promised to them is over.

CREATE OR REPLACE FUNCTION vigie.lease_time(what text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE what WHEN 'life' THEN 3000 WHEN 'warning' THEN 3000 WHEN 'lock' THEN 900000 END::bigint $$;

-- 1: the commune's own police, a police municipale whose habilitation in force names the commune of the camera; 0: whoever
-- else may steer it.
CREATE OR REPLACE FUNCTION vigie.lease_standing(person text, camera text, moment bigint) RETURNS integer
LANGUAGE sql STABLE AS
$$
    SELECT CASE WHEN EXISTS (SELECT FROM vigie.person p JOIN vigie.habilitation h ON h.person = p.id
        JOIN vigie.habilitation_commune hc ON hc.habilitation = h.id
        JOIN vigie.camera c ON c.id = lease_standing.camera JOIN vigie.site s ON s.id = c.site
        WHERE p.id = lease_standing.person AND p.category = 'police-municipale' AND h.kind = 'police-municipale'
            AND hc.commune = s.commune AND (h.valid_from IS NULL OR moment >= vigie.paris_start(h.valid_from))
            AND (h.valid_until IS NULL OR moment < vigie.paris_end(h.valid_until))) THEN 1 ELSE 0 END
$$;

CREATE OR REPLACE FUNCTION vigie.lease_preempts(asker integer, holder integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT asker > holder $$;

-- Shift chiefs, on whatever camera.
CREATE OR REPLACE FUNCTION vigie.lease_chief(person text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT FROM vigie.person p WHERE p.id = lease_chief.person AND p.shift_chief AND NOT p.disabled) $$;

-- The open view under which the session's user may, now, do this with the camera; the decision is taken anew.
CREATE OR REPLACE FUNCTION vigie.lease_view(me text, cam text, acts text[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS
$$
DECLARE v vigie.open_view;
BEGIN
    SELECT * INTO v FROM vigie.open_view o WHERE o.role = session_user AND o.person = me AND o.closed_at IS NULL
        AND o.request ->> 'camera' = cam AND o.request ->> 'act' = ANY (acts) ORDER BY o.asked_at DESC LIMIT 1;
    IF NOT FOUND OR NOT (vigie.decide_request(me, v.request)).allow THEN
        RETURN NULL;
    END IF;
    RETURN v.request;
END
$$;

CREATE OR REPLACE FUNCTION vigie.lease_record(me text, r jsonb, change text, details jsonb) RETURNS void
LANGUAGE sql VOLATILE AS
$$
    SELECT vigie.journal_append('ptz-lease', vigie.record_of(me, r, NULL,
        jsonb_strip_nulls(jsonb_build_object('change', change) || details)))
$$;

CREATE OR REPLACE FUNCTION vigie.lease_matricule(person text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT p.matricule FROM vigie.person p WHERE p.id = lease_matricule.person $$;

-- Begins the end of what is held, where somebody who goes before its holder asked for it.
CREATE OR REPLACE FUNCTION vigie.lease_preempt(cam text, moment bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    UPDATE vigie.ptz_lease l SET ends_at = moment + vigie.lease_time('warning'), because = 'preempted'
        WHERE l.camera = cam AND l.ends_at IS NULL AND EXISTS (SELECT FROM vigie.ptz_wait w
            WHERE w.camera = cam AND w.preempts AND vigie.lease_preempts(w.standing, l.standing));
    RETURN FOUND;
END
$$;

CREATE OR REPLACE FUNCTION vigie.lease_give(cam text, to_role name, to_person text, to_console text, to_standing integer,
    moment bigint) RETURNS void LANGUAGE plpgsql VOLATILE AS
$$
BEGIN
    INSERT INTO vigie.ptz_lease (camera, role, person, console, standing, until_at, from_person)
        VALUES (cam, to_role, to_person, to_console, to_standing, moment + vigie.lease_time('life'),
            (SELECT x.person FROM vigie.ptz_last x WHERE x.camera = cam));
    INSERT INTO vigie.ptz_last VALUES (cam, to_person) ON CONFLICT (camera) DO UPDATE SET person = excluded.person;
    DELETE FROM vigie.ptz_wait w WHERE w.camera = cam AND w.role = to_role AND w.console = to_console;
    PERFORM vigie.lease_preempt(cam, moment);
END
$$;

-- What is over is ended; what is free goes to whoever waits. Returns whether others see a difference.
CREATE OR REPLACE FUNCTION vigie.lease_settle(cam text, moment bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    w vigie.ptz_wait;
    moved boolean;
BEGIN
    DELETE FROM vigie.ptz_wait x WHERE x.camera = cam
        AND (x.heard_at > moment OR x.heard_at + vigie.lease_time('life') < moment);
    moved := FOUND;
    DELETE FROM vigie.ptz_lease l WHERE l.camera = cam
        AND (l.until_at <= moment OR l.until_at > moment + vigie.lease_time('life'));
    moved := moved OR FOUND;
    IF NOT EXISTS (SELECT FROM vigie.ptz_lease l WHERE l.camera = cam) THEN
        SELECT * INTO w FROM vigie.ptz_wait x WHERE x.camera = cam ORDER BY x.standing DESC, x.since, x.role, x.console LIMIT 1;
        IF FOUND THEN
            PERFORM vigie.lease_give(cam, w.role, w.person, w.console, w.standing, moment);
            moved := true;
        END IF;
    END IF;
    UPDATE vigie.ptz_lease l SET locked_until = NULL WHERE l.camera = cam
        AND (l.locked_until <= moment OR l.locked_until > moment + vigie.lease_time('lock'));
    moved := moved OR FOUND;
    UPDATE vigie.ptz_lease l SET ends_at = NULL, because = NULL WHERE l.camera = cam AND l.because = 'preempted'
        AND NOT EXISTS (SELECT FROM vigie.ptz_wait x WHERE x.camera = cam AND x.preempts
            AND vigie.lease_preempts(x.standing, l.standing));
    RETURN moved OR FOUND;
END
$$;

-- What a console of mine learns. Names only of who steers a camera that I may watch now.
CREATE OR REPLACE FUNCTION vigie.lease_state(me text, cam text, console text, moment bigint) RETURNS jsonb
LANGUAGE sql STABLE AS
$$
    SELECT jsonb_strip_nulls(jsonb_build_object('camera', cam, 'may_break', vigie.lease_chief(me),
        'waiting', (SELECT count(*) FROM vigie.ptz_wait w WHERE w.camera = cam),
        'place', coalesce((SELECT x.place FROM (SELECT w.role, w.console, row_number() OVER (ORDER BY w.standing DESC, w.since,
                w.role, w.console) AS place FROM vigie.ptz_wait w WHERE w.camera = cam) AS x
            WHERE x.role = session_user AND x.console = lease_state.console), 0))
        || coalesce((SELECT jsonb_build_object('held', true, 'mine', l.role = session_user AND l.console = lease_state.console,
            'holder', p.name, 'holder_id', p.matricule,
            'standing', CASE l.standing WHEN 1 THEN 'commune-police' ELSE 'operator' END,
            'left_ms', greatest(0, l.until_at - moment), 'lock_ms', CASE WHEN l.locked_until > moment THEN l.locked_until - moment END,
            'ends_ms', CASE WHEN l.ends_at IS NOT NULL THEN greatest(0, l.ends_at - moment) END, 'because', l.because,
            'taker', CASE l.because WHEN 'by-chief' THEN (SELECT q.name FROM vigie.person q WHERE q.id = l.ended_by)
                WHEN 'preempted' THEN (SELECT q.name FROM vigie.ptz_wait w JOIN vigie.person q ON q.id = w.person
                    WHERE w.camera = cam ORDER BY w.standing DESC, w.since, w.role, w.console LIMIT 1) END,
            'from', CASE WHEN l.role = session_user AND l.console = lease_state.console
                THEN vigie.lease_matricule(l.from_person) END,
            'may_preempt', NOT (l.role = session_user AND l.console = lease_state.console)
                AND vigie.lease_preempts(vigie.lease_standing(me, cam, moment), l.standing))
            FROM vigie.ptz_lease l LEFT JOIN vigie.person p ON p.id = l.person
            WHERE l.camera = cam AND l.until_at > moment), '{}'))
$$;

-- One verb. Answers why it came to nothing; NULL when it did not.
CREATE OR REPLACE FUNCTION vigie.lease_act(me text, verb text, cam text, console text, lock_ms bigint, r jsonb, moment bigint,
    OUT refused text, OUT moved boolean) LANGUAGE plpgsql VOLATILE AS
$$
DECLARE
    l vigie.ptz_lease;
    mine boolean;
    standing integer := vigie.lease_standing(me, cam, moment);
BEGIN
    moved := false;
    SELECT * INTO l FROM vigie.ptz_lease x WHERE x.camera = cam;
    mine := coalesce(l.role = session_user AND l.console = lease_act.console, false);
    IF verb IN ('take', 'queue', 'preempt', 'renew') THEN
        IF mine THEN
            UPDATE vigie.ptz_lease x SET until_at = greatest(x.until_at,
                    least(moment + vigie.lease_time('life'), x.ends_at)), recorded = true WHERE x.camera = cam;
            IF NOT l.recorded THEN
                PERFORM vigie.lease_record(me, r, 'taken', jsonb_build_object('from', vigie.lease_matricule(l.from_person)));
            END IF;
        ELSIF verb = 'renew' THEN
            UPDATE vigie.ptz_wait w SET heard_at = moment
                WHERE w.camera = cam AND w.role = session_user AND w.console = lease_act.console;
            refused := CASE WHEN NOT FOUND THEN 'not-holder' END;
        ELSIF l.camera IS NULL THEN
            PERFORM vigie.lease_give(cam, session_user, me, console, standing, moment);
            UPDATE vigie.ptz_lease x SET recorded = true WHERE x.camera = cam RETURNING * INTO l;
            PERFORM vigie.lease_record(me, r, 'taken', jsonb_build_object('from', vigie.lease_matricule(l.from_person)));
            moved := true;
        ELSIF verb = 'take' THEN
            PERFORM vigie.lease_record(me, r, 'refused', jsonb_build_object('held_by', vigie.lease_matricule(l.person)));
            refused := 'held';
        ELSE
            UPDATE vigie.ptz_wait w SET heard_at = moment, preempts = w.preempts OR verb = 'preempt'
                WHERE w.camera = cam AND w.role = session_user AND w.console = lease_act.console;
            IF NOT FOUND THEN
                IF (SELECT count(*) FROM vigie.ptz_wait w WHERE w.camera = cam) >= 16 THEN
                    refused := 'queue-full';
                    RETURN;
                END IF;
                INSERT INTO vigie.ptz_wait VALUES (cam, session_user, me, console, standing, verb = 'preempt', moment, moment);
                moved := true;
            END IF;
            IF vigie.lease_preempt(cam, moment) THEN
                PERFORM vigie.lease_record(me, r, 'preempted', jsonb_build_object('from', vigie.lease_matricule(l.person)));
                moved := true;
            END IF;
        END IF;
    ELSIF verb = 'release' THEN
        DELETE FROM vigie.ptz_lease x WHERE x.camera = cam AND mine;
        IF FOUND THEN
            PERFORM vigie.lease_record(me, r, 'released', jsonb_build_object('because', l.because,
                'to', CASE WHEN l.because = 'by-chief' THEN vigie.lease_matricule(l.ended_by) END));
            moved := true;
        END IF;
        DELETE FROM vigie.ptz_wait w WHERE w.camera = cam AND w.role = session_user AND w.console = lease_act.console;
        moved := moved OR FOUND;
    ELSIF verb IN ('lock', 'unlock') THEN
        IF NOT mine THEN
            refused := 'not-holder';
            RETURN;
        END IF;
        UPDATE vigie.ptz_lease x SET locked_since = CASE verb WHEN 'lock' THEN coalesce(x.locked_since, moment)
                ELSE x.locked_since END,
            locked_until = CASE verb WHEN 'lock' THEN least(moment + greatest(0, least(coalesce(lock_ms, 0),
                vigie.lease_time('lock'))), coalesce(x.locked_since, moment) + vigie.lease_time('lock')) END
            WHERE x.camera = cam RETURNING * INTO l;
        PERFORM vigie.lease_record(me, r, verb || 'ed',
            jsonb_build_object('until', CASE verb WHEN 'lock' THEN vigie.iso(l.locked_until) END));
        moved := true;
    ELSIF verb = 'break' THEN
        IF NOT vigie.lease_chief(me) THEN
            refused := 'not-chief';
        ELSIF l.camera IS NOT NULL THEN
            UPDATE vigie.ptz_lease x SET ends_at = moment, because = 'by-chief', ended_by = me, locked_until = NULL
                WHERE x.camera = cam;
            PERFORM vigie.lease_record(me, r, 'broken', jsonb_build_object('from', vigie.lease_matricule(l.person)));
            moved := true;
        END IF;
    END IF;
END
$$;

-- [{"verb", "camera", "console", "lock_ms"}], 64 at most, one of each camera: what a console wants of the leases of cameras,
-- and an answer to each. To steer, an open view for PTZ; to look, one of any kind. Without one a holder is promised nothing
-- further, and nobody learns anything.
CREATE OR REPLACE FUNCTION vigie.lease(asks jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
DECLARE
    me text := vigie.asker();
    a jsonb;
    r jsonb;
    verb text;
    cam text;
    done record;
    moment bigint;
    moved boolean := false;
    locked text[] := '{}';
    answers jsonb := '[]';
BEGIN
    IF jsonb_typeof(asks) IS DISTINCT FROM 'array' OR jsonb_array_length(asks) > 64 THEN
        RAISE EXCEPTION 'asks: an array of 64 at most' USING ERRCODE = '22023';
    END IF;
    FOR a IN SELECT e FROM jsonb_array_elements(asks) AS e LOOP
        IF NOT coalesce(a ->> 'verb' IN ('look', 'take', 'queue', 'preempt', 'renew', 'release', 'lock', 'unlock', 'break'), false)
            OR NOT coalesce(length(a ->> 'camera') BETWEEN 1 AND 128, false)
            OR NOT coalesce(length(a ->> 'console') BETWEEN 1 AND 64, false)
            OR NOT coalesce(a ->> 'lock_ms' ~ '^[0-9]{1,12}$', true) THEN
            RAISE EXCEPTION 'a verb, a camera, a console' USING ERRCODE = '22023';
        END IF;
    END LOOP;
    -- All of them first, in one order: two consoles that ask for the same cameras never wait for each other. Only of
    -- cameras with which the asker has to do: nobody else can keep others waiting.
    FOR cam IN SELECT DISTINCT e ->> 'camera' FROM jsonb_array_elements(asks) AS e WHERE e ->> 'verb' <> 'look' ORDER BY 1 LOOP
        IF vigie.lease_view(me, cam, ARRAY['ptz']) IS NOT NULL OR vigie.lease_chief(me)
                AND EXISTS (SELECT FROM vigie.ptz_lease l WHERE l.camera = cam)
            OR EXISTS (SELECT FROM vigie.ptz_lease l WHERE l.camera = cam AND l.role = session_user)
            OR EXISTS (SELECT FROM vigie.ptz_wait w WHERE w.camera = cam AND w.role = session_user) THEN
            INSERT INTO vigie.ptz_last VALUES (cam) ON CONFLICT DO NOTHING;
            PERFORM FROM vigie.ptz_last x WHERE x.camera = cam FOR UPDATE;
            locked := locked || cam;
        END IF;
    END LOOP;
    FOR a IN SELECT e FROM jsonb_array_elements(asks) AS e LOOP
        verb := a ->> 'verb';
        cam := a ->> 'camera';
        r := vigie.lease_view(me, cam, CASE WHEN verb IN ('take', 'queue', 'preempt', 'renew', 'lock') THEN ARRAY['ptz']
            ELSE ARRAY['live', 'ptz'] END);
        -- Dated once nobody else can change it: what is promised counts from here.
        moment := vigie.now_ms();
        IF verb = 'look' THEN
            answers := answers || CASE WHEN r IS NULL AND NOT vigie.lease_chief(me)
                THEN jsonb_build_object('camera', cam, 'refused', 'no-view')
                ELSE vigie.lease_state(me, cam, a ->> 'console', moment) END;
            CONTINUE;
        END IF;
        IF NOT cam = ANY (locked) THEN
            answers := answers || jsonb_strip_nulls(jsonb_build_object('camera', cam, 'refused',
                CASE WHEN verb <> 'break' THEN 'no-view' WHEN NOT vigie.lease_chief(me) THEN 'not-chief' END));
            CONTINUE;
        END IF;
        moved := vigie.lease_settle(cam, moment) OR moved;
        IF r IS NULL AND verb IN ('take', 'queue', 'preempt', 'renew', 'lock') THEN
            UPDATE vigie.ptz_lease l SET ends_at = least(l.ends_at, moment), because = 'no-right'
                WHERE l.camera = cam AND l.role = session_user AND l.console = a ->> 'console';
            DELETE FROM vigie.ptz_wait w WHERE w.camera = cam AND w.role = session_user AND w.console = a ->> 'console';
            answers := answers || jsonb_build_object('camera', cam, 'refused', 'no-view');
            CONTINUE;
        END IF;
        r := coalesce(r, jsonb_build_object('camera', cam, 'act', 'ptz'));
        SELECT * INTO done FROM vigie.lease_act(me, verb, cam, a ->> 'console', (a ->> 'lock_ms')::bigint, r, moment);
        moved := vigie.lease_settle(cam, moment) OR moved OR done.moved;
        answers := answers || (CASE WHEN verb IN ('release', 'unlock') AND vigie.lease_view(me, cam, ARRAY['live', 'ptz']) IS NULL
                AND NOT vigie.lease_chief(me) THEN jsonb_build_object('camera', cam)
            ELSE vigie.lease_state(me, cam, a ->> 'console', moment) END
            || CASE WHEN done.refused IS NULL THEN '{}' ELSE jsonb_build_object('refused', done.refused) END);
    END LOOP;
    IF moved THEN
        PERFORM pg_notify('vigie_lease', '');
    END IF;
    RETURN answers;
END
$$;

REVOKE ALL ON FUNCTION vigie.lease_time(text), vigie.lease_standing(text, text, bigint),
    vigie.lease_preempts(integer, integer), vigie.lease_chief(text), vigie.lease_view(text, text, text[]),
    vigie.lease_record(text, jsonb, text, jsonb), vigie.lease_matricule(text), vigie.lease_preempt(text, bigint),
    vigie.lease_give(text, name, text, text, integer, bigint), vigie.lease_settle(text, bigint),
    vigie.lease_state(text, text, text, bigint), vigie.lease_act(text, text, text, text, bigint, jsonb, bigint),
    vigie.lease(jsonb) FROM PUBLIC, vigie_person, vigie_admin;
GRANT EXECUTE ON FUNCTION vigie.lease(jsonb) TO vigie_person;
