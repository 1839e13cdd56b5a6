-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rule of access, as src/access has it: the same checks under the same names, so that either can be read beside the
-- other; a differential test holds them equal. Here: findings, and what several checks need (findings.h, validity.h).
-- A code is the name of a Because, behind the two digits of its check: sorted as text it stands in the order of the checks.
-- None of these functions acts for anybody: nobody but the owner may call them, through the doors (50_doors.sql).
DROP TYPE IF EXISTS vigie.findings CASCADE;
CREATE TYPE vigie.findings AS (codes text[], alerts text[], until_at bigint, titles text[], rows integer[],
    elsewhere boolean);

-- One question, with what it names looked up (checks.h: Inquiry).
DROP TYPE IF EXISTS vigie.inquiry CASCADE;
CREATE TYPE vigie.inquiry AS (moment bigint, act text, camera text, commune text, department text, commune_name text,
    authority text, system text, post text, post_kind text, asked_post text, motive text, purpose integer, person text,
    present text[], visitor boolean);

CREATE OR REPLACE FUNCTION vigie.nothing_found() RETURNS vigie.findings LANGUAGE sql IMMUTABLE AS
$$ SELECT ROW('{}', '{}', NULL, '{}', '{}', false)::vigie.findings $$;

CREATE OR REPLACE FUNCTION vigie.failed(f vigie.findings, code text) RETURNS vigie.findings LANGUAGE plpgsql IMMUTABLE AS
$$ BEGIN f.codes := array_append(f.codes, code); RETURN f; END $$;

CREATE OR REPLACE FUNCTION vigie.joined(f vigie.findings, other vigie.findings) RETURNS vigie.findings LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    f.codes := f.codes || other.codes;
    f.alerts := f.alerts || other.alerts;
    f.until_at := least(f.until_at, other.until_at);
    f.titles := f.titles || other.titles;
    f.rows := f.rows || other.rows;
    RETURN f;
END
$$;

-- Of two titles either of which would do, the one to rest on (findings.h: BestOf): one that holds longest; when neither
-- holds, one that is for this place, then the one that comes furthest through the checks. The first one wins a tie.
CREATE OR REPLACE FUNCTION vigie.better(best vigie.findings, other vigie.findings) RETURNS vigie.findings LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
    first_best text;
    first_other text;
BEGIN
    IF best.codes IS NULL THEN
        RETURN other;
    END IF;
    IF (cardinality(other.codes) = 0) <> (cardinality(best.codes) = 0) THEN
        RETURN CASE WHEN cardinality(other.codes) = 0 THEN other ELSE best END;
    END IF;
    IF cardinality(other.codes) = 0 THEN
        IF best.until_at IS NOT NULL AND (other.until_at IS NULL OR other.until_at > best.until_at) THEN
            RETURN other;
        END IF;
        RETURN best;
    END IF;
    IF other.elsewhere <> best.elsewhere THEN
        RETURN CASE WHEN other.elsewhere THEN best ELSE other END;
    END IF;
    first_best := (SELECT min(left(c, 2)) FROM unnest(best.codes) c);
    first_other := (SELECT min(left(c, 2)) FROM unnest(other.codes) c);
    IF first_other <> first_best THEN
        RETURN CASE WHEN first_other > first_best THEN other ELSE best END;
    END IF;
    RETURN CASE WHEN cardinality(other.codes) < cardinality(best.codes) THEN other ELSE best END;
END
$$;

-- 00:00 in Paris at the start of a day; of the day after it: the end of what is valid until it.
CREATE OR REPLACE FUNCTION vigie.paris_start(day date) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT (extract(epoch FROM day::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::bigint $$;
CREATE OR REPLACE FUNCTION vigie.paris_end(day date) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT (extract(epoch FROM (day + 1)::timestamp AT TIME ZONE 'Europe/Paris') * 1000)::bigint $$;

CREATE OR REPLACE FUNCTION vigie.within(f vigie.findings, valid_from date, valid_until date, moment bigint, expired text,
    not_begun text) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE finish bigint;
BEGIN
    IF valid_until IS NOT NULL THEN
        finish := vigie.paris_end(valid_until);
        IF moment >= finish THEN
            f.codes := array_append(f.codes, expired);
            RETURN f;
        END IF;
        f.until_at := least(f.until_at, finish);
    END IF;
    IF valid_from IS NOT NULL AND moment < vigie.paris_start(valid_from) THEN
        f.codes := array_append(f.codes, not_begun);
    END IF;
    RETURN f;
END
$$;

-- Fails during [from, until); before it, notes its start. A suspension without a start has always been.
CREATE OR REPLACE FUNCTION vigie.suspended(f vigie.findings, from_at bigint, until_at bigint, moment bigint, code text)
RETURNS vigie.findings LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    IF (from_at IS NULL AND until_at IS NULL) OR from_at >= until_at THEN
        RETURN f;
    END IF;
    IF (from_at IS NULL OR moment >= from_at) AND (until_at IS NULL OR moment < until_at) THEN
        f.codes := array_append(f.codes, code);
    ELSIF moment < from_at THEN
        f.until_at := least(f.until_at, from_at);
    END IF;
    RETURN f;
END
$$;

-- Fails from an instant on; before it, notes it.
CREATE OR REPLACE FUNCTION vigie.stopped(f vigie.findings, stop_at bigint, moment bigint, code text) RETURNS vigie.findings
LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    IF stop_at IS NULL THEN
        RETURN f;
    END IF;
    IF moment >= stop_at THEN
        f.codes := array_append(f.codes, code);
    ELSE
        f.until_at := least(f.until_at, stop_at);
    END IF;
    RETURN f;
END
$$;

-- Purpose of L251-2 that a motive names; null for a motive that is none of ours (motives.cpp).
CREATE OR REPLACE FUNCTION vigie.motive_purpose(motive text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE WHEN motive = 'PTZ' THEN 0
        WHEN motive ~ '^L251-2-([1-9]|10|11)$' THEN substr(motive, 8)::integer END
$$;
