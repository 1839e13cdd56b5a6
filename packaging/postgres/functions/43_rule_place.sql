-- SPDX-License-Identifier: GPL-3.0-or-later
-- The system, the motive, duty and post, who else is there (checks_place.cpp): rows 15 to 18, 23, 26, 41.

CREATE OR REPLACE FUNCTION vigie.check_authorisation(q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    s vigie.system;
    purposes integer[];
    provisional_end bigint;
BEGIN
    IF q.camera IS NULL THEN
        f := vigie.failed(f, '07CameraUnknown');
    ELSIF q.system IS NULL THEN
        f := vigie.failed(f, '07CameraNotCovered');
    ELSE
        SELECT * INTO STRICT s FROM vigie.system x WHERE x.id = q.system;
        IF coalesce(s.authorisation_number, '') = '' THEN
            f := vigie.failed(f, '07AuthorisationNumberMissing');
        END IF;
        f := vigie.within(f, s.valid_from, s.valid_until, q.moment, '07AuthorisationExpired', '07AuthorisationNotBegun');
        IF s.provisional AND s.valid_from IS NULL THEN
            f := vigie.failed(f, '07ProvisionalOver'); -- it may be years old
        ELSIF s.provisional THEN
            provisional_end := least(s.event_ends, vigie.paris_start((s.valid_from + interval '4 months')::date));
            f := vigie.stopped(f, provisional_end, q.moment, '07ProvisionalOver');
        END IF;
        IF NOT EXISTS (SELECT FROM vigie.system_camera c WHERE c.system = s.id AND c.camera = q.camera) THEN
            f := vigie.failed(f, '07CameraNotListed');
        END IF;
        purposes := ARRAY(SELECT x.purpose FROM vigie.system_purpose x WHERE x.system = s.id);
        IF cardinality(purposes) = 0 THEN
            f := vigie.failed(f, '07NoPurposeAuthorised');
        ELSIF coalesce(q.purpose, 0) <> 0 AND NOT q.purpose = ANY (purposes) THEN
            f := vigie.failed(f, '07PurposeNotAuthorised');
        END IF;
    END IF;
    IF q.motive <> '' AND q.purpose IS NULL THEN
        f := vigie.failed(f, '07MotiveUnknown');
    END IF;
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.check_motive(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
BEGIN
    -- What is replayed for a requisition has its motive in it (row 24).
    IF q.act = 'replay' AND (q.motive = '' OR q.purpose = 0)
        AND (q.requisition = '' OR cardinality((vigie.check_requisition(p, q)).codes) > 0) THEN
        RETURN vigie.failed(vigie.nothing_found(), '08MotiveRequired');
    END IF;
    RETURN vigie.nothing_found();
END
$$;

CREATE OR REPLACE FUNCTION vigie.check_duty(p vigie.person, q vigie.inquiry, needs_duty boolean) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    best vigie.findings;
    one vigie.findings;
    place vigie.post;
    d vigie.duty;
    is_now boolean;
    locked boolean := false;
    locks_at bigint;
    elsewhere text := '';
BEGIN
    SELECT * INTO place FROM vigie.post x WHERE x.id = q.post;
    IF NOT FOUND THEN
        f := vigie.failed(f, '09PostUnknown');
    ELSE
        IF NOT place.registered THEN
            f := vigie.failed(f, '09PostUnregistered');
        END IF;
        IF NOT place.secured THEN
            f := vigie.failed(f, '09PostUnsecured');
        END IF;
        IF place.kind = 'guest-seat' AND p.category::text IN ('agent-territorial', 'police-municipale')
            AND q.commune IS NOT NULL AND p.employer_commune IS DISTINCT FROM q.commune THEN
            f := vigie.failed(f, '09GuestElsewhere');
        END IF;
    END IF;
    IF NOT needs_duty THEN
        RETURN f;
    END IF;
    FOR d IN SELECT * FROM vigie.duty x WHERE x.person = p.id ORDER BY x.id LOOP
        is_now := (d.from_at IS NULL OR q.moment >= d.from_at) AND (d.until_at IS NULL OR q.moment < d.until_at);
        -- A seat is locked or it is not: of two duties at it that disagree, locked holds.
        IF d.locked AND d.post = q.asked_post AND coalesce(d.from_at < d.until_at, true) THEN
            locked := locked OR is_now;
            IF d.from_at > q.moment THEN
                locks_at := least(locks_at, d.from_at);
            END IF;
        END IF;
        IF NOT is_now THEN
            CONTINUE;
        END IF;
        IF d.post <> q.asked_post THEN
            elsewhere := (SELECT x.name FROM vigie.post x WHERE x.id = d.post);
            CONTINUE;
        END IF;
        one := vigie.nothing_found();
        one.until_at := d.until_at;
        best := vigie.better(best, one);
    END LOOP;
    IF locked THEN
        f := vigie.failed(f, '09SeatLocked');
    ELSIF best.codes IS NOT NULL THEN
        f := vigie.joined(f, best);
    ELSIF elsewhere <> '' THEN
        f := vigie.failed(f, '09OnDutyElsewhere');
    ELSE
        f := vigie.failed(f, '09OffDuty');
    END IF;
    f.until_at := least(f.until_at, locks_at);
    RETURN f;
END
$$;

-- Everybody at the post may see this camera live; their own motive, duty and company are not theirs here.
CREATE OR REPLACE FUNCTION vigie.check_presence(q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    theirs vigie.findings;
    looking vigie.inquiry := q;
    who text;
    p vigie.person;
    unentitled boolean := false;
BEGIN
    IF q.visitor THEN
        f := vigie.failed(f, '09VisitorPresent');
    END IF;
    looking.purpose := NULL;
    FOREACH who IN ARRAY q.present LOOP
        IF who = q.person THEN
            CONTINUE;
        END IF;
        SELECT * INTO p FROM vigie.person x WHERE x.id = who;
        IF NOT FOUND THEN
            unentitled := true;
            CONTINUE;
        END IF;
        theirs := vigie.standing(p, 'live', looking);
        IF p.disabled OR p.shared_account OR cardinality(theirs.codes) > 0 THEN
            unentitled := true;
        ELSE
            f.until_at := least(f.until_at, theirs.until_at);
        END IF;
    END LOOP;
    IF unentitled THEN
        f := vigie.failed(f, '09UnentitledPresent');
    END IF;
    RETURN f;
END
$$;
