-- SPDX-License-Identifier: GPL-3.0-or-later
-- The whole rule (decide.cpp): every failed check in the order of the checks, or until when it is allowed.
DROP TYPE IF EXISTS vigie.decision CASCADE;
CREATE TYPE vigie.decision AS (allow boolean, until_at bigint, rows integer[], codes text[], alerts text[], titles text[],
    commune text, authority text);

-- Rows of the law table of some codes, each once, in their order.
CREATE OR REPLACE FUNCTION vigie.rows_of(codes text[]) RETURNS integer[] LANGUAGE sql STABLE AS
$$
    SELECT coalesce(array_agg(r.row_number ORDER BY r.first), '{}') FROM (
        SELECT b.row_number, min(c.ord) AS first FROM unnest(codes) WITH ORDINALITY AS c (code, ord)
        JOIN vigie.because b ON b.code = substr(c.code, 3) GROUP BY b.row_number) AS r
$$;

CREATE OR REPLACE FUNCTION vigie.names_of(codes text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(array_agg(substr(c.code, 3) ORDER BY c.ord), '{}') FROM unnest(codes) WITH ORDINALITY AS c (code, ord) $$;

-- reachable, clock_trusted: what the asking station knows about itself. more: "requisition", "images_from", "images_until",
-- "traitement", "event", where they matter.
CREATE OR REPLACE FUNCTION vigie.decide_at(person text, act text, camera text, post text, motive text, present text[],
    visitor boolean, moment bigint, reachable boolean DEFAULT true, clock_trusted boolean DEFAULT true,
    more jsonb DEFAULT '{}')
RETURNS vigie.decision LANGUAGE plpgsql STABLE AS
$$
DECLARE
    q vigie.inquiry;
    p vigie.person;
    known boolean;
    f vigie.findings := vigie.nothing_found();
    own vigie.findings;
    excluded boolean;
    d vigie.decision;
    why text;
    needs_duty boolean := true;
    served vigie.findings;
    image_rows integer[] := '{}';
BEGIN
    q.moment := moment;
    q.act := act;
    q.motive := coalesce(motive, '');
    q.purpose := CASE WHEN q.motive <> '' THEN vigie.motive_purpose(q.motive) END;
    q.person := person;
    q.present := coalesce(present, '{}');
    q.visitor := coalesce(visitor, false);
    q.asked_post := coalesce(post, '');
    q.requisition := coalesce(more ->> 'requisition', '');
    q.images_from := (more ->> 'images_from')::bigint;
    q.images_until := (more ->> 'images_until')::bigint;
    q.has_images := q.images_from IS NOT NULL OR q.images_until IS NOT NULL;
    q.treatment := coalesce(more ->> 'traitement', '');
    q.event := coalesce(more ->> 'event', '');
    q.has_alert := coalesce(more ->> 'traitement', more ->> 'event') IS NOT NULL;
    SELECT c.id, m.insee, m.department, m.name,
        CASE WHEN m.authority <> '' THEN m.authority WHEN m.name <> '' THEN 'Maire' ELSE '' END, y.id
        INTO q.camera, q.commune, q.department, q.commune_name, q.authority, q.system
        FROM vigie.camera c LEFT JOIN vigie.site s ON s.id = c.site LEFT JOIN vigie.commune m ON m.insee = s.commune
        LEFT JOIN vigie.system y ON y.id = c.system
        WHERE c.id = decide_at.camera;
    SELECT x.id, x.kind INTO q.post, q.post_kind FROM vigie.post x WHERE x.id = decide_at.post;
    SELECT * INTO p FROM vigie.person x WHERE x.id = decide_at.person;
    known := FOUND;

    IF NOT reachable THEN
        f := vigie.failed(f, '01RegistryUnreachable');
    END IF;
    IF NOT clock_trusted THEN
        f := vigie.failed(f, '01ClockUntrusted');
    END IF;
    IF NOT known THEN
        f := vigie.failed(f, '01PersonUnknown');
    ELSIF p.disabled THEN
        f := vigie.failed(f, '01AccountDisabled');
    ELSIF p.shared_account THEN
        f := vigie.failed(f, '01SharedAccount');
    END IF;
    IF q.camera IS NOT NULL AND coalesce(q.authority, '') = '' THEN
        f := vigie.failed(f, '05PlaceUnknown');
    END IF;

    own := vigie.nothing_found();
    excluded := NOT known OR p.disabled;
    IF known THEN
        why := vigie.exclusion(p, q);
        excluded := excluded OR why IS NOT NULL;
        IF NOT p.disabled AND NOT p.shared_account THEN
            own := vigie.standing(p, act, q);
            excluded := excluded OR '02Controller' = ANY (own.codes);
            needs_duty := p.category::text <> 'controleur'; -- nobody puts who controls on a rota
        ELSIF why IS NOT NULL THEN
            -- A shared account cannot hold a personal title: asking for each would only be noise.
            f := vigie.failed(f, why);
        END IF;
    END IF;
    f := vigie.joined(f, own);
    f := vigie.joined(f, vigie.check_authorisation(q));
    f := vigie.joined(f, vigie.check_blocks(q));
    f := vigie.joined(f, vigie.check_alert(q));
    IF NOT excluded THEN
        f := vigie.joined(f, vigie.check_motive(p, q));
        f := vigie.joined(f, vigie.check_duty(p, q, needs_duty));
        f := vigie.joined(f, vigie.check_presence(q));
        f := vigie.joined(f, vigie.check_masks(p, q));
        -- What looking back rests on: the requisition it serves, the age of the images.
        IF act = 'extract' THEN
            image_rows := ARRAY[24];
        ELSIF act = 'replay' AND q.requisition <> '' THEN
            served := vigie.check_requisition(p, q);
            IF cardinality(served.codes) = 0 THEN
                image_rows := ARRAY[24];
                f := vigie.joined(f, served);
            END IF;
        END IF;
        served := vigie.check_retention(p, q);
        image_rows := image_rows || served.rows;
        f := vigie.joined(f, served);
    END IF;

    d.commune := q.commune;
    d.allow := cardinality(f.codes) = 0;
    IF d.allow THEN
        d.until_at := f.until_at;
        d.codes := '{}';
        d.alerts := vigie.names_of(f.alerts);
        d.rows := own.rows || image_rows || vigie.rows_of(f.alerts);
        d.titles := f.titles;
        d.authority := q.authority;
    ELSE
        f.codes := ARRAY(SELECT c.code FROM unnest(f.codes) WITH ORDINALITY AS c (code, ord)
                         ORDER BY left(c.code, 2), c.ord);
        d.codes := vigie.names_of(f.codes);
        d.rows := vigie.rows_of(f.codes);
        d.alerts := '{}';
        d.titles := '{}';
    END IF;
    RETURN d;
END
$$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vigie FROM PUBLIC;
