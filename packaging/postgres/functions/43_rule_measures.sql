-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is decided beside the titles (checks_measures.cpp): rows 14, 24 to 27, 43, 44, and blocks.

CREATE OR REPLACE FUNCTION vigie.check_blocks(q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    b vigie.block;
BEGIN
    FOR b IN SELECT x.* FROM vigie.block x, vigie.camera c LEFT JOIN vigie.site s ON s.id = c.site
            LEFT JOIN vigie.commune m ON m.insee = s.commune
        WHERE c.id = q.camera AND x.target = CASE x.scope WHEN 'camera' THEN c.id WHEN 'site' THEN c.site
            WHEN 'commune' THEN s.commune WHEN 'department' THEN m.department END
    LOOP
        IF b.from_at >= b.until_at THEN
            CONTINUE;
        END IF;
        IF vigie.during(b.from_at, b.until_at, q.moment) THEN
            f := vigie.failed(f, '07Blocked');
        ELSIF q.moment < b.from_at THEN
            f.until_at := least(f.until_at, b.from_at);
        END IF;
    END LOOP;
    RETURN f;
END
$$;

-- The legal basis of the treatment that asks for the image.
CREATE OR REPLACE FUNCTION vigie.check_alert(q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    t vigie.traitement;
BEGIN
    IF NOT q.has_alert THEN
        RETURN f;
    END IF;
    SELECT * INTO t FROM vigie.traitement x WHERE x.id = q.treatment AND coalesce(x.reference, '') <> '';
    IF NOT FOUND THEN
        RETURN vigie.failed(f, '07TreatmentUnknown');
    END IF;
    -- One that does not say how long it lasts was not decided on under the law.
    IF coalesce(q.moment >= vigie.paris_start(t.valid_from) AND q.moment < vigie.paris_end(t.valid_until), false) THEN
        f.until_at := vigie.paris_end(t.valid_until);
    ELSE
        f := vigie.failed(f, '07TreatmentOver');
    END IF;
    IF NOT EXISTS (SELECT FROM vigie.traitement_system s WHERE s.traitement = t.id AND s.system = q.system)
        OR q.event = '' OR NOT q.event = ANY (string_to_array(t.events, ' ')) THEN
        f := vigie.failed(f, '07TreatmentElsewhere');
    END IF;
    IF t.biometric THEN
        f := vigie.failed(f, '07TreatmentBiometric');
    END IF;
    f.titles := array_append(f.titles, t.id);
    RETURN f;
END
$$;

-- Written, in force, for these images, for this person to execute, validated by another.
CREATE OR REPLACE FUNCTION vigie.check_requisition(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    r vigie.requisition;
BEGIN
    SELECT * INTO r FROM vigie.requisition x WHERE x.id = q.requisition;
    IF NOT FOUND OR r.oral OR coalesce(r.number, '') = '' THEN
        RETURN vigie.failed(f, '08RequisitionRequired');
    END IF;
    f := vigie.spanned(f, vigie.paris_start(r.valid_from), vigie.paris_end(r.valid_until), q.moment, '08RequisitionOver');
    IF NOT EXISTS (SELECT FROM vigie.requisition_camera c WHERE c.requisition = r.id AND c.camera = q.camera)
        OR (q.has_images AND NOT vigie.covers(r.images_from, r.images_until, q.images_from, q.images_until)) THEN
        f := vigie.failed(f, '08RequisitionOtherImages');
    END IF;
    IF r.extractor IS DISTINCT FROM p.id THEN
        f := vigie.failed(f, '08NotExtractor');
    END IF;
    IF r.validator IS NULL OR r.validator IS NOT DISTINCT FROM r.extractor THEN
        f := vigie.failed(f, '08ValidatorMissing');
    END IF;
    f.titles := array_append(f.titles, r.id);
    RETURN f;
END
$$;

-- A title of the person's own in force that names a commune: what lets a dome look over the border.
CREATE OR REPLACE FUNCTION vigie.check_beyond(p vigie.person, commune text, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    f vigie.findings;
    h vigie.habilitation;
    m vigie.mise_a_disposition;
BEGIN
    FOR h IN SELECT x.* FROM vigie.habilitation x JOIN vigie.habilitation_commune c ON c.habilitation = x.id
        WHERE x.person = p.id AND c.commune = check_beyond.commune ORDER BY x.id
    LOOP
        f := vigie.within(vigie.nothing_found(), h.valid_from, h.valid_until, q.moment, '03HabilitationExpired',
            '03HabilitationNotBegun');
        f := vigie.in_hours(f, h.hours, q.moment, '03OutsideHours');
        f := vigie.suspended(f, h.suspended_from, h.suspended_until, q.moment, '04HabilitationSuspended');
        best := vigie.better(best, f);
    END LOOP;
    FOR m IN SELECT * FROM vigie.mise_a_disposition x WHERE x.person = p.id AND x.commune = check_beyond.commune AND x.signed
        ORDER BY x.id
    LOOP
        f := vigie.within(vigie.nothing_found(), m.valid_from, m.valid_until, q.moment, '06LoanEnded', '06LoanNotBegun');
        f := vigie.in_hours(f, m.hours, q.moment, '06LoanOutsideHours');
        f := vigie.stopped(f, m.denounced_at, q.moment, '06LoanDenounced');
        best := vigie.better(best, f);
    END LOOP;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '05OutsideHabilitation');
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.check_masks(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    c vigie.camera;
    commune text;
    mine vigie.findings;
    beyond boolean := false;
BEGIN
    SELECT * INTO c FROM vigie.camera x WHERE x.id = q.camera;
    IF NOT FOUND THEN
        RETURN f;
    END IF;
    -- What a judge asks for is handed out as it was recorded.
    IF c.faces_dwelling AND q.act <> 'extract' AND NOT EXISTS (SELECT FROM vigie.camera_mask m WHERE m.camera = c.id) THEN
        f := vigie.failed(f, '10MaskMissing');
    END IF;
    IF q.act <> 'ptz' OR c.sector_locked THEN
        RETURN f;
    END IF;
    FOR commune IN SELECT x.commune FROM vigie.camera_sees x WHERE x.camera = c.id AND x.commune IS DISTINCT FROM q.commune LOOP
        mine := vigie.check_beyond(p, commune, q);
        IF cardinality(mine.codes) = 0 THEN
            f.until_at := least(f.until_at, mine.until_at);
        ELSE
            beyond := true;
        END IF;
    END LOOP;
    IF beyond THEN
        f := vigie.failed(f, '10BorderUnlocked');
    END IF;
    RETURN f;
END
$$;

-- min(days of 24 hours, one calendar month in Paris).
CREATE OR REPLACE FUNCTION vigie.retention_end(taken bigint, days integer) RETURNS bigint LANGUAGE sql STABLE AS
$$
    SELECT least(taken + days * 86400000::bigint,
        vigie.paris_start((day + interval '1 month')::date) + (taken - vigie.paris_start(day)))
    FROM (SELECT (to_timestamp(taken / 1000.0) AT TIME ZONE 'Europe/Paris')::date AS day) AS d
$$;

-- The age of the images asked for. Row 27 comes along where they are kept for a procedure.
CREATE OR REPLACE FUNCTION vigie.check_retention(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    best vigie.findings;
    first_image bigint := q.images_from;
    last_image bigint := q.images_until;
    days integer;
    finish bigint;
    k record;
BEGIN
    IF q.act NOT IN ('replay', 'extract') OR q.system IS NULL THEN
        RETURN f;
    END IF;
    IF NOT q.has_images THEN
        SELECT r.images_from, r.images_until INTO first_image, last_image FROM vigie.requisition r WHERE r.id = q.requisition;
        IF NOT FOUND THEN
            RETURN f;
        END IF;
    END IF;
    IF first_image IS NOT NULL THEN
        SELECT s.retention_days INTO STRICT days FROM vigie.system s WHERE s.id = q.system;
        finish := vigie.retention_end(first_image, days);
        IF q.moment < finish THEN
            f.until_at := finish;
            RETURN f;
        END IF;
    END IF;
    FOR k IN SELECT g.id, g.until_at AS kept_until, r.extractor FROM vigie.gel g JOIN vigie.requisition r ON r.id = g.requisition
        WHERE g.camera = q.camera AND vigie.covers(g.images_from, g.images_until, first_image, last_image)
            AND (g.until_at IS NULL OR q.moment < g.until_at) ORDER BY g.id
    LOOP
        f := vigie.nothing_found();
        f.rows := ARRAY[27];
        IF q.act = 'replay' AND k.extractor IS DISTINCT FROM p.id THEN
            f := vigie.failed(f, '10FrozenForExtractor');
        END IF;
        f.until_at := k.kept_until;
        f.titles := array_append(f.titles, k.id);
        best := vigie.better(best, f);
    END LOOP;
    IF best.codes IS NOT NULL THEN
        RETURN best;
    END IF;
    RETURN vigie.failed(vigie.nothing_found(), '10RetentionOver');
END
$$;
