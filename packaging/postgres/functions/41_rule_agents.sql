-- SPDX-License-Identifier: GPL-3.0-or-later
-- Agents of communes and of their groupings (checks_agent.cpp): rows 1 to 13 of the law table.

-- What another agrement of the same departement suspends: the suspension is of the person.
CREATE OR REPLACE FUNCTION vigie.suspended_by_others(f vigie.findings, a vigie.agrement, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    other vigie.agrement;
    from_at bigint;
    until_at bigint;
    force_from bigint;
    force_until bigint;
BEGIN
    FOR other IN SELECT * FROM vigie.agrement o WHERE o.person = a.person AND o.id <> a.id AND NOT o.refused
        AND q.department <> '' AND q.department = ANY (string_to_array(o.departments, ' ')) ORDER BY o.id
    LOOP
        IF other.suspended_from IS NULL AND other.suspended_until IS NULL THEN
            CONTINUE;
        END IF;
        -- What is over, or withdrawn, cannot be suspended any more.
        force_from := CASE WHEN other.valid_from IS NOT NULL THEN vigie.paris_start(other.valid_from) END;
        force_until := least(CASE WHEN other.valid_until IS NOT NULL THEN vigie.paris_end(other.valid_until) END,
            CASE WHEN other.withdrawn_on IS NOT NULL THEN vigie.paris_start(other.withdrawn_on) END);
        from_at := greatest(other.suspended_from, force_from);
        until_at := least(other.suspended_until, force_until);
        f := vigie.suspended(f, from_at, until_at, q.moment, '04AgrementSuspended');
    END LOOP;
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.judge_agrement(a vigie.agrement, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    departments text[] := array_remove(string_to_array(a.departments, ' '), '');
BEGIN
    IF coalesce(a.number, '') = '' THEN
        f := vigie.failed(f, '03AgrementNumberMissing');
    END IF;
    IF a.refused THEN
        f := vigie.failed(f, '03AgrementRefused');
    END IF;
    IF a.withdrawn_on IS NOT NULL THEN
        f := vigie.stopped(f, vigie.paris_start(a.withdrawn_on), q.moment, '03AgrementWithdrawn');
    END IF;
    f := vigie.within(f, a.valid_from, a.valid_until, q.moment, '03AgrementExpired', '03AgrementNotBegun');
    f := vigie.suspended(f, a.suspended_from, a.suspended_until, q.moment, '04AgrementSuspended');
    IF cardinality(f.codes) = 0 AND q.commune IS NOT NULL THEN
        f := vigie.suspended_by_others(f, a, q);
    END IF;
    IF q.commune IS NOT NULL AND (q.department = '' OR NOT q.department = ANY (departments)) THEN
        f := vigie.failed(f, '05OutsideDepartment');
        f.elsewhere := true;
    END IF;
    IF a.last_enquiry IS NULL THEN
        f.alerts := array_append(f.alerts, '03EnquiryUnknown');
    ELSE
        IF q.moment >= vigie.paris_end((a.last_enquiry + make_interval(years => vigie.enquiry_years(q.moment)))::date) THEN
            f.alerts := array_append(f.alerts, '03EnquiryTooOld');
        END IF;
    END IF;
    IF cardinality(departments) > 1 THEN
        f.rows := array_append(f.rows, 8);
    END IF;
    f.titles := array_append(f.titles, a.id);
    RETURN f;
END
$$;

CREATE OR REPLACE FUNCTION vigie.judge_loan(m vigie.mise_a_disposition, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE f vigie.findings := vigie.nothing_found();
BEGIN
    IF NOT m.signed THEN
        f := vigie.failed(f, '06LoanUnsigned');
    END IF;
    f := vigie.stopped(f, m.denounced_at, q.moment, '06LoanDenounced');
    f := vigie.within(f, m.valid_from, m.valid_until, q.moment, '06LoanEnded', '06LoanNotBegun');
    f := vigie.in_hours(f, m.hours, q.moment, '06LoanOutsideHours');
    f.titles := array_append(f.titles, m.id);
    RETURN f;
END
$$;

-- Mutual aid: an act, somebody who answers for it, a second person beside them, an end (row 40).
CREATE OR REPLACE FUNCTION vigie.judge_derogation(d vigie.derogation, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE f vigie.findings := vigie.nothing_found();
BEGIN
    IF coalesce(d.reference, '') = '' OR d.responsible IS NULL OR d.responsible = d.person OR d.second IS NULL
        OR d.second = d.person OR d.until_at IS NULL THEN
        f := vigie.failed(f, '05DerogationIncomplete');
    END IF;
    f := vigie.spanned(f, d.from_at, d.until_at, q.moment, '05DerogationOver');
    IF d.second = d.person OR NOT vigie.is_there(q, d.second) THEN
        f := vigie.failed(f, '05DerogationUnseconded');
    END IF;
    f.alerts := ARRAY['05DerogationInUse'];
    f.titles := array_append(f.titles, d.id);
    RETURN f;
END
$$;

-- An habilitation whose scope holds the commune, or any habilitation and a mise a disposition to the commune.
CREATE OR REPLACE FUNCTION vigie.check_habilitation(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    base vigie.findings;
    lent vigie.findings;
    h vigie.habilitation;
    loan vigie.mise_a_disposition;
    lent_here boolean;
    d vigie.derogation;
BEGIN
    FOR h IN SELECT * FROM vigie.habilitation x WHERE x.person = p.id AND x.kind = 'agent' ORDER BY x.id LOOP
        base := vigie.within(vigie.nothing_found(), h.valid_from, h.valid_until, q.moment, '03HabilitationExpired',
            '03HabilitationNotBegun');
        IF coalesce(h.employer, '') = '' OR h.employer IS DISTINCT FROM p.employer THEN
            base := vigie.failed(base, '03EmployerChanged');
        END IF;
        base := vigie.in_hours(base, h.hours, q.moment, '03OutsideHours');
        base := vigie.suspended(base, h.suspended_from, h.suspended_until, q.moment, '04HabilitationSuspended');
        base.titles := array_append(base.titles, h.id);
        IF q.commune IS NULL OR EXISTS (SELECT FROM vigie.habilitation_commune c
                                        WHERE c.habilitation = h.id AND c.commune = q.commune) THEN
            best := vigie.better(best, base);
            CONTINUE;
        END IF;
        lent_here := false;
        FOR loan IN SELECT * FROM vigie.mise_a_disposition m WHERE m.person = p.id AND m.commune = q.commune ORDER BY m.id LOOP
            lent := vigie.joined(base, vigie.judge_loan(loan, q));
            lent.rows := array_append(lent.rows, 11);
            best := vigie.better(best, lent);
            lent_here := true;
        END LOOP;
        IF NOT lent_here THEN
            base := vigie.failed(base, '05OutsideHabilitation');
            base.elsewhere := true;
            best := vigie.better(best, base);
        END IF;
    END LOOP;
    IF q.commune IS NOT NULL AND (best.codes IS NULL OR cardinality(best.codes) > 0) THEN
        FOR d IN SELECT x.* FROM vigie.derogation x JOIN vigie.derogation_commune c ON c.derogation = x.id
            WHERE x.person = p.id AND c.commune = q.commune ORDER BY x.id
        LOOP
            best := vigie.better(best, vigie.judge_derogation(d, q));
        END LOOP;
    END IF;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '05OutsideHabilitation');
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.judge_convention(c vigie.convention, party vigie.convention_party, q vigie.inquiry)
RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE f vigie.findings;
BEGIN
    f := vigie.within(vigie.nothing_found(), c.valid_from, c.valid_until, q.moment, '06ConventionExpired',
        '06ConventionNotBegun');
    f := vigie.stopped(f, c.denounced_at, q.moment, '06ConventionDenounced');
    f := vigie.in_hours(f, party.relay, q.moment, '06RelayNotNow');
    -- An accord dated in the future is not yet given.
    IF party.accord_commune IS NULL OR q.moment < vigie.paris_start(party.accord_commune) THEN
        f := vigie.failed(f, '06AccordCommuneMissing');
    END IF;
    IF party.accord_membres IS NULL OR q.moment < vigie.paris_start(party.accord_membres) THEN
        f := vigie.failed(f, '06AccordMembersMissing');
    END IF;
    f.titles := array_append(f.titles, c.id);
    RETURN f;
END
$$;

-- Double accord and convention of the centre: needed unless the images stay with their commune.
CREATE OR REPLACE FUNCTION vigie.check_mutualisation(p vigie.person, q vigie.inquiry) RETURNS vigie.findings LANGUAGE plpgsql STABLE AS
$$
DECLARE
    best vigie.findings;
    lent vigie.findings;
    loan vigie.mise_a_disposition;
    c vigie.convention;
    party vigie.convention_party;
BEGIN
    IF q.post_kind = 'commune-office' THEN
        IF p.employer_commune = q.commune THEN
            RETURN vigie.nothing_found();
        END IF;
        FOR loan IN SELECT * FROM vigie.mise_a_disposition m WHERE m.person = p.id AND m.commune = q.commune ORDER BY m.id LOOP
            lent := vigie.judge_loan(loan, q);
            IF cardinality(lent.codes) = 0 THEN
                best := vigie.better(best, lent);
            END IF;
        END LOOP;
    END IF;
    FOR party IN SELECT * FROM vigie.convention_party x WHERE x.commune = q.commune ORDER BY x.convention, x.position LOOP
        SELECT * INTO c FROM vigie.convention x WHERE x.id = party.convention AND x.kind = 'mutualisation';
        IF FOUND THEN
            best := vigie.better(best, vigie.judge_convention(c, party, q));
        END IF;
    END LOOP;
    IF best.codes IS NULL THEN
        RETURN vigie.failed(vigie.nothing_found(), '06ConventionMissing');
    END IF;
    RETURN best;
END
$$;

CREATE OR REPLACE FUNCTION vigie.agent_standing(p vigie.person, act text, q vigie.inquiry) RETURNS vigie.findings
LANGUAGE plpgsql STABLE AS
$$
DECLARE
    f vigie.findings := vigie.nothing_found();
    best vigie.findings;
    a vigie.agrement;
BEGIN
    f.rows := ARRAY[1];
    FOR a IN SELECT * FROM vigie.agrement x WHERE x.person = p.id ORDER BY x.id LOOP
        best := vigie.better(best, vigie.judge_agrement(a, q));
    END LOOP;
    IF best.codes IS NULL THEN
        f := vigie.failed(f, '03AgrementMissing');
    ELSE
        f := vigie.joined(f, best);
    END IF;
    best := vigie.check_habilitation(p, q);
    f := vigie.joined(f, best);
    -- A derogation is for what no convention foresaw.
    IF q.commune IS NOT NULL AND NOT '05DerogationInUse' = ANY (best.alerts) THEN
        f := vigie.joined(f, vigie.check_mutualisation(p, q));
    END IF;
    IF q.purpose = 4 THEN
        f := vigie.failed(f, '08JudicialAct');
    END IF;
    IF act = 'extract' THEN
        f := vigie.joined(f, vigie.check_requisition(p, q));
    END IF;
    RETURN f;
END
$$;
