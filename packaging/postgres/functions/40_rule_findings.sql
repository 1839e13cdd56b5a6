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
    present text[], visitor boolean, requisition text, has_images boolean, images_from bigint, images_until bigint,
    has_alert boolean, treatment text, event text);

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

-- Minutes since midnight on a wall in Paris; its offset from UTC in milliseconds.
CREATE OR REPLACE FUNCTION vigie.paris_minute(moment bigint) RETURNS integer LANGUAGE sql STABLE AS
$$
    SELECT (extract(hour FROM t) * 60 + extract(minute FROM t))::integer
    FROM (SELECT to_timestamp(moment / 1000.0) AT TIME ZONE 'Europe/Paris' AS t) AS local
$$;
CREATE OR REPLACE FUNCTION vigie.paris_offset(moment bigint) RETURNS bigint LANGUAGE sql STABLE AS
$$
    SELECT (extract(epoch FROM (to_timestamp(moment / 1000.0) AT TIME ZONE 'Europe/Paris')
        - (to_timestamp(moment / 1000.0) AT TIME ZONE 'UTC')) * 1000)::bigint
$$;

-- The next instant at which a clock on a wall in Paris shows that minute (validity.h: nextTimeOfDay).
CREATE OR REPLACE FUNCTION vigie.next_time_of_day(moment bigint, minute integer) RETURNS bigint LANGUAGE plpgsql STABLE AS
$$
DECLARE
    this_minute bigint := moment - moment % 60000;
    minutes_left integer := (minute - vigie.paris_minute(moment) + 1440) % 1440;
    plain bigint;
BEGIN
    IF minutes_left = 0 THEN
        minutes_left := 1440;
    END IF;
    plain := this_minute + minutes_left * 60000;
    RETURN greatest(plain - (vigie.paris_offset(plain) - vigie.paris_offset(moment)), this_minute + 60000);
END
$$;

-- Fails outside the hours of the day; within them, notes when they end.
CREATE OR REPLACE FUNCTION vigie.in_hours(f vigie.findings, hours text, moment bigint, code text) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    first_minute integer;
    end_minute integer;
    minute integer;
BEGIN
    IF hours IS NULL OR left(hours, 5) = right(hours, 5) THEN
        RETURN f;
    END IF;
    first_minute := substr(hours, 1, 2)::integer * 60 + substr(hours, 4, 2)::integer;
    end_minute := substr(hours, 7, 2)::integer * 60 + substr(hours, 10, 2)::integer;
    minute := vigie.paris_minute(moment);
    IF (first_minute < end_minute AND minute >= first_minute AND minute < end_minute)
        OR (first_minute > end_minute AND (minute >= first_minute OR minute < end_minute)) THEN
        f.until_at := least(f.until_at, vigie.next_time_of_day(moment, end_minute));
    ELSE
        f.codes := array_append(f.codes, code);
    END IF;
    RETURN f;
END
$$;

-- [from, until) holds the moment; open ends reach as far as time does.
CREATE OR REPLACE FUNCTION vigie.during(from_at bigint, until_at bigint, moment bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT (from_at IS NULL OR moment >= from_at) AND (until_at IS NULL OR moment < until_at) $$;
-- Fails outside a span; within it, notes the end (validity.h: checkSpan).
CREATE OR REPLACE FUNCTION vigie.spanned(f vigie.findings, from_at bigint, until_at bigint, moment bigint, code text)
RETURNS vigie.findings LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
    IF vigie.during(from_at, until_at, moment) THEN
        f.until_at := least(f.until_at, spanned.until_at);
        RETURN f;
    END IF;
    RETURN vigie.failed(f, code);
END
$$;
CREATE OR REPLACE FUNCTION vigie.covers(whole_from bigint, whole_until bigint, part_from bigint, part_until bigint)
RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$
    SELECT coalesce(whole_from IS NULL OR part_from >= whole_from, false)
        AND coalesce(whole_until IS NULL OR part_until <= whole_until, false)
$$;

-- At the post, by their own sign-in or declared.
CREATE OR REPLACE FUNCTION vigie.is_there(q vigie.inquiry, somebody text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT somebody IS NOT NULL AND (coalesce(q.person = somebody, false) OR somebody = ANY (q.present)) $$;

-- Age at which an enquiry is due again, by the parameters in force.
CREATE OR REPLACE FUNCTION vigie.enquiry_years(moment bigint) RETURNS integer LANGUAGE sql STABLE AS
$$
    SELECT coalesce((SELECT l.enquiry_years FROM vigie.legal_parameters l WHERE vigie.paris_start(l.effective) <= moment
            ORDER BY l.effective DESC LIMIT 1),
        (SELECT m.value::integer FROM vigie.meta m WHERE m.key = 'enquiryYears'), 5)
$$;

-- Purpose of L251-2 that a motive names; null for a motive that is none of ours (motives.cpp).
CREATE OR REPLACE FUNCTION vigie.motive_purpose(motive text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$
    SELECT CASE WHEN motive = 'PTZ' THEN 0
        WHEN motive ~ '^L251-2-([1-9]|10|11)$' THEN substr(motive, 8)::integer END
$$;
