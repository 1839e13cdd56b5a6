-- SPDX-License-Identifier: GPL-3.0-or-later
-- Municipal police, elected people, State services and rescue (checks_titles.cpp): rows 20 to 36, 39, 42, 45.

-- Employed by a firm, whatever the category says.
CREATE OR REPLACE FUNCTION vigie.is_private(p vigie.person) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$
    SELECT p.category::text = 'operateur-prive'
        OR (p.category::text IN ('agent-territorial', 'police-municipale') AND coalesce(p.employer_kind = 'prive', false))
$$;

-- The category, where it decides alone. A private operator is not excluded from what is open to the public.
CREATE OR REPLACE FUNCTION vigie.exclusion(p vigie.person, q vigie.inquiry) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT CASE
        WHEN vigie.is_private(p) THEN CASE WHEN EXISTS (SELECT FROM vigie.system s
            WHERE s.id = q.system AND s.regime = 'ouvert-au-public') THEN NULL ELSE '02PrivateOperator' END
        WHEN p.category::text IN ('agent-territorial', 'police-municipale') THEN
            -- The legal employer is looked at, not the word in the file (L132-14-1).
            CASE WHEN coalesce(p.employer_kind, '') IN ('commune', 'epci', 'syndicat-mixte') THEN NULL
                ELSE '02EmployerNotEntitled' END
        WHEN p.category::text IN ('maire', 'adjoint-delegue', 'police-nationale', 'gendarmerie', 'douanes', 'sdis',
            'controleur') THEN NULL
        WHEN p.category::text = 'agent-departement' THEN '02EmployerNotEntitled'
        WHEN p.category::text = 'technicien' THEN '02Technician'
        ELSE '02QualityNotForeseen' END
$$;

CREATE OR REPLACE FUNCTION vigie.check_training(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    t vigie.formation;
BEGIN
    FOR t IN SELECT * FROM vigie.formation x WHERE x.person = p.id ORDER BY x.rowid LOOP
        best := vigie.better(best, vigie.within(vigie.nothing_found(), t.valid_from, t.valid_until, q.moment,
            '03TrainingExpired', '03TrainingNotBegun'));
    END LOOP;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '03TrainingMissing');
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.has_commune(habilitation text, commune text) RETURNS boolean LANGUAGE sql STABLE AS
$$
    SELECT EXISTS (SELECT FROM vigie.habilitation_commune c
        WHERE c.habilitation = has_commune.habilitation AND c.commune = has_commune.commune)
$$;

CREATE OR REPLACE FUNCTION vigie.check_police_convention(f vigie.findings, convention text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE c vigie.convention;
BEGIN
    SELECT * INTO c FROM vigie.convention x WHERE x.id = convention AND x.kind = 'police-pluricommunale'
        AND EXISTS (SELECT FROM vigie.convention_party y WHERE y.convention = x.id AND y.commune = q.commune);
    IF NOT FOUND THEN
        RETURN vigie.failed(f, '05PoliceConventionUnknown');
    END IF;
    IF c.valid_until IS NOT NULL AND q.moment >= vigie.paris_end(c.valid_until) THEN
        f := vigie.failed(f, '05PoliceConventionOver');
    ELSIF c.valid_from IS NOT NULL AND q.moment < vigie.paris_start(c.valid_from) THEN
        f := vigie.failed(f, '05PoliceConventionOver');
    END IF;
    IF c.valid_until IS NOT NULL THEN
        f.until_at := least(f.until_at, vigie.paris_end(c.valid_until));
    END IF;
    f := vigie.stopped(f, c.denounced_at, q.moment, '05PoliceConventionOver');
    f.titles := array_append(f.titles, c.id);
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.judge_police(h vigie.habilitation, p vigie.person, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings;
    shared boolean := coalesce(h.convention, '') <> '';
BEGIN
    f := vigie.within(vigie.nothing_found(), h.valid_from, h.valid_until, q.moment, '03HabilitationExpired',
        '03HabilitationNotBegun');
    IF coalesce(h.employer, '') = '' OR h.employer IS DISTINCT FROM p.employer THEN
        f := vigie.failed(f, '03PoliceEmployerChanged');
    END IF;
    f := vigie.in_hours(f, h.hours, q.moment, '03OutsideHours');
    f := vigie.suspended(f, h.suspended_from, h.suspended_until, q.moment, '04HabilitationSuspended');
    f.titles := array_append(f.titles, h.id);
    f.rows := ARRAY[CASE WHEN shared THEN 22 ELSE 20 END];
    IF q.commune IS NULL THEN
        RETURN f;
    END IF;
    IF NOT vigie.has_commune(h.id, q.commune) THEN
        f := vigie.failed(f, '05OutsidePoliceTerritory');
        f.elsewhere := true;
    ELSIF shared THEN
        f := vigie.check_police_convention(f, h.convention, q);
    END IF;
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.police_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    h vigie.habilitation;
BEGIN
    FOR h IN SELECT * FROM vigie.habilitation x WHERE x.person = p.id AND x.kind = 'police-municipale' ORDER BY x.id LOOP
        best := vigie.better(best, vigie.judge_police(h, p, q));
    END LOOP;
    IF best.codes IS NULL THEN
        best := vigie.failed(vigie.nothing_found(), '03DesignationMissing');
        best.rows := ARRAY[20];
    END IF;
    best := vigie.joined(best, vigie.check_training(p, q));
    IF act = 'extract' THEN
        best := vigie.joined(best, vigie.check_requisition(p, q));
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.elected_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    f vigie.findings;
    h vigie.habilitation;
BEGIN
    FOR h IN SELECT * FROM vigie.habilitation x WHERE x.person = p.id AND x.kind = 'mandat' ORDER BY x.id LOOP
        f := vigie.within(vigie.nothing_found(), h.valid_from, h.valid_until, q.moment, '03MandateExpired',
            '03MandateNotBegun');
        f := vigie.in_hours(f, h.hours, q.moment, '03OutsideHours');
        f := vigie.suspended(f, h.suspended_from, h.suspended_until, q.moment, '04MandateSuspended');
        IF q.commune IS NOT NULL AND NOT vigie.has_commune(h.id, q.commune) THEN
            f := vigie.failed(f, '05OutsideMandate');
            f.elsewhere := true;
        END IF;
        f.titles := array_append(f.titles, h.id);
        best := vigie.better(best, f);
    END LOOP;
    IF best.codes IS NULL THEN
        best := vigie.failed(vigie.nothing_found(), '02MandateMissing');
    END IF;
    best.rows := ARRAY[28];
    IF act = 'ptz' THEN
        best := vigie.failed(best, '08ElectedNoPtz');
    ELSIF act = 'extract' THEN
        best := vigie.failed(best, '08ElectedNoExtract');
    END IF;
    RETURN best;
END
$$;

-- The arrete that makes the service recipient of this system's images, and what it lets them do.
CREATE OR REPLACE FUNCTION vigie.check_arrete(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    f vigie.findings;
    a vigie.arrete;
BEGIN
    FOR a IN SELECT x.* FROM vigie.arrete x JOIN vigie.arrete_system s ON s.arrete = x.id
        WHERE x.service = p.category AND s.system = q.system ORDER BY x.id
    LOOP
        f := vigie.within(vigie.nothing_found(), a.valid_from, a.valid_until, q.moment, '05ArreteExpired',
            '05ArreteNotBegun');
        IF act = 'ptz' AND p.category::text <> 'sdis' AND NOT a.ptz_allowed THEN
            f := vigie.failed(f, '08RecipientNoPtz');
        END IF;
        IF act = 'replay' AND NOT a.replay_allowed THEN
            f := vigie.failed(f, '08RecipientNoReplay');
        END IF;
        IF act = 'extract' AND p.category::text <> 'sdis' AND NOT a.extract_allowed THEN
            f := vigie.failed(f, '08RecipientNoExtract');
        END IF;
        IF a.urgent THEN
            f.rows := ARRAY[33];
        END IF;
        f.titles := array_append(f.titles, a.id);
        best := vigie.better(best, f);
    END LOOP;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '05NotRecipient');
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.judge_designation(h vigie.habilitation, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE f vigie.findings := vigie.nothing_found();
BEGIN
    IF coalesce(h.designated_by, '') = '' THEN
        f := vigie.failed(f, '03DesignatorMissing');
    END IF;
    f := vigie.within(f, h.valid_from, h.valid_until, q.moment, '03HabilitationExpired', '03HabilitationNotBegun');
    f := vigie.in_hours(f, h.hours, q.moment, '03OutsideHours');
    f := vigie.suspended(f, h.suspended_from, h.suspended_until, q.moment, '04HabilitationSuspended');
    -- Recipients see what the arrete gives their service; a designation may say less.
    IF q.commune IS NOT NULL AND EXISTS (SELECT FROM vigie.habilitation_commune c WHERE c.habilitation = h.id)
        AND NOT vigie.has_commune(h.id, q.commune) THEN
        f := vigie.failed(f, '05OutsideDesignation');
        f.elsewhere := true;
    END IF;
    f.titles := array_append(f.titles, h.id);
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.recipient_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    rescue boolean := p.category::text = 'sdis';
    best vigie.findings;
    f vigie.findings;
    h vigie.habilitation;
BEGIN
    FOR h IN SELECT * FROM vigie.habilitation x WHERE x.person = p.id AND x.kind = 'destinataire' ORDER BY x.id LOOP
        best := vigie.better(best, vigie.judge_designation(h, q));
    END LOOP;
    IF best.codes IS NULL THEN
        best := vigie.failed(vigie.nothing_found(), '03DesignationMissing');
    END IF;
    best.rows := ARRAY[CASE WHEN rescue THEN 34 ELSE 31 END];
    IF q.system IS NOT NULL THEN
        f := vigie.check_arrete(p, act, q);
        IF 33 = ANY (f.rows) AND NOT rescue THEN
            best.rows := ARRAY[33];
        END IF;
        f.rows := '{}';
        best := vigie.joined(best, f);
    END IF;
    best := vigie.joined(best, vigie.check_training(p, q));
    IF rescue THEN
        IF coalesce(q.purpose, 8) <> 8 OR (q.system IS NOT NULL AND NOT EXISTS (
                SELECT FROM vigie.system_purpose x WHERE x.system = q.system AND x.purpose = 8)) THEN
            best := vigie.failed(best, '08RescueOnly');
        END IF;
        IF act = 'ptz' THEN
            best := vigie.failed(best, '08RescueNoPtz');
        ELSIF act = 'extract' THEN
            best := vigie.failed(best, '08RescueNoExtract');
        END IF;
    ELSIF act = 'extract' THEN
        best := vigie.joined(best, vigie.check_requisition(p, q));
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.private_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    h vigie.habilitation;
BEGIN
    FOR h IN SELECT * FROM vigie.habilitation x WHERE x.person = p.id AND x.kind = 'designation' ORDER BY x.id LOOP
        best := vigie.better(best, vigie.judge_designation(h, q));
    END LOOP;
    IF best.codes IS NULL THEN
        best := vigie.failed(vigie.nothing_found(), '02PrivateNotDesignated');
    END IF;
    best.rows := ARRAY[37];
    IF act = 'extract' THEN
        best := vigie.failed(best, '08PrivateNoExtract');
    END IF;
    RETURN best;
END
$$;

-- The CNIL or the commission on site (row 42).
CREATE OR REPLACE FUNCTION vigie.control_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    f vigie.findings;
    c vigie.controle;
BEGIN
    FOR c IN SELECT * FROM vigie.controle x WHERE x.person = p.id ORDER BY x.id LOOP
        f := vigie.nothing_found();
        IF coalesce(c.report, '') = '' THEN
            f := vigie.failed(f, '02ControlReportMissing');
        END IF;
        f := vigie.spanned(f, c.from_at, c.until_at, q.moment, '02ControlOver');
        IF c.supervisor = p.id OR NOT vigie.is_there(q, c.supervisor) THEN
            f := vigie.failed(f, '02ControlUnsupervised');
        END IF;
        f.titles := array_append(f.titles, c.id);
        best := vigie.better(best, f);
    END LOOP;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '02Controller');
    END IF;
    best.rows := ARRAY[42];
    IF act = 'ptz' THEN
        best := vigie.failed(best, '08ControlNoPtz');
    ELSIF act = 'extract' THEN
        best := vigie.joined(best, vigie.check_requisition(p, q));
    END IF;
    RETURN best;
END
$$;

-- Whichever of them the category asks for.
CREATE OR REPLACE FUNCTION vigie.standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE excluded text := vigie.exclusion(p, q);
BEGIN
    IF excluded IS NOT NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), excluded);
    END IF;
    IF vigie.is_private(p) THEN
        RETURN vigie.private_standing(p, act, q);
    END IF;
    RETURN CASE p.category::text
        WHEN 'controleur' THEN vigie.control_standing(p, act, q)
        WHEN 'agent-territorial' THEN vigie.agent_standing(p, act, q)
        WHEN 'police-municipale' THEN vigie.police_standing(p, act, q)
        WHEN 'maire' THEN vigie.elected_standing(p, act, q)
        WHEN 'adjoint-delegue' THEN vigie.elected_standing(p, act, q)
        ELSE vigie.recipient_standing(p, act, q) END;
END
$$;
