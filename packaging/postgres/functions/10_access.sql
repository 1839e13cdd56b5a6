-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who reads what. A person reads what is about themselves and about the places their own titles name; an administrator
-- keeps the facts. Addresses, passwords, the journal and the accounts are nobody's to read: functions hand out what may
-- be (50_doors.sql). Row-level security is forced: even the owner has what a policy says.

-- Every function that acts for somebody (SECURITY DEFINER): a search path that nobody else can put anything in, and the
-- session's own user, whatever role it set.
CREATE OR REPLACE FUNCTION vigie.me() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$ SELECT a.person FROM vigie.account a WHERE a.role = session_user $$;

-- The arretes that make my service a recipient, if I am designated at all.
CREATE OR REPLACE FUNCTION vigie.my_arretes() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
    SELECT a.id FROM vigie.arrete a JOIN vigie.person p ON p.category = a.service
    WHERE p.id = vigie.me() AND EXISTS (SELECT FROM vigie.habilitation h WHERE h.person = p.id AND h.kind = 'destinataire')
$$;

-- The communes that a title of mine names, in force or not: whoever lost a right may know which.
CREATE OR REPLACE FUNCTION vigie.my_communes() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
    SELECT c.commune FROM vigie.habilitation h JOIN vigie.habilitation_commune c ON c.habilitation = h.id
    WHERE h.person = vigie.me()
    UNION
    SELECT m.commune FROM vigie.mise_a_disposition m WHERE m.person = vigie.me()
    UNION
    SELECT c.commune FROM vigie.derogation d JOIN vigie.derogation_commune c ON c.derogation = d.id
    WHERE d.person = vigie.me()
    UNION
    SELECT s.commune FROM vigie.system s JOIN vigie.arrete_system l ON l.system = s.id
    WHERE l.arrete IN (SELECT vigie.my_arretes())
$$;

CREATE OR REPLACE FUNCTION vigie.my_conventions() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
    SELECT p.convention FROM vigie.convention_party p WHERE p.commune IN (SELECT vigie.my_communes())
    UNION
    SELECT h.convention FROM vigie.habilitation h WHERE h.person = vigie.me() AND h.convention IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION vigie.my_cameras() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, vigie, pg_temp AS
$$
    SELECT c.id FROM vigie.camera c JOIN vigie.site s ON s.id = c.site WHERE s.commune IN (SELECT vigie.my_communes())
$$;

-- What a person may read of each table; a table that is not here they may not read at all.
CREATE TEMPORARY TABLE readable (name text, condition text) ON COMMIT DROP;
INSERT INTO readable VALUES
    ('meta', 'true'),
    ('because', 'true'),
    ('post', 'true'),
    ('person', 'id = (SELECT vigie.me())'),
    ('agrement', 'person = (SELECT vigie.me())'),
    ('habilitation', 'person = (SELECT vigie.me())'),
    ('habilitation_commune', 'habilitation IN (SELECT h.id FROM vigie.habilitation h)'),
    ('mise_a_disposition', 'person = (SELECT vigie.me())'),
    ('formation', 'person = (SELECT vigie.me())'),
    ('duty', 'person = (SELECT vigie.me())'),
    ('commune', 'insee IN (SELECT vigie.my_communes())'),
    ('convention', 'id IN (SELECT vigie.my_conventions())'),
    ('convention_party',
        'convention IN (SELECT vigie.my_conventions()) AND commune IN (SELECT vigie.my_communes())'),
    ('arrete', 'id IN (SELECT vigie.my_arretes())'),
    ('arrete_system', 'arrete IN (SELECT vigie.my_arretes())'),
    ('system', 'commune IN (SELECT vigie.my_communes())'),
    ('system_purpose', 'system IN (SELECT s.id FROM vigie.system s)'),
    ('system_camera', 'camera IN (SELECT vigie.my_cameras())'),
    ('site', 'commune IN (SELECT vigie.my_communes())'),
    ('camera', 'site IN (SELECT s.id FROM vigie.site s)'),
    ('camera_mask', 'camera IN (SELECT vigie.my_cameras())'),
    ('mask_corner', 'camera IN (SELECT vigie.my_cameras())'),
    ('camera_panorama', 'camera IN (SELECT vigie.my_cameras())'),
    ('camera_sees', 'camera IN (SELECT vigie.my_cameras()) AND commune IN (SELECT vigie.my_communes())'),
    ('legal_parameters', 'true'),
    ('block', 'CASE scope WHEN ''camera'' THEN target IN (SELECT vigie.my_cameras()) '
        'WHEN ''site'' THEN target IN (SELECT s.id FROM vigie.site s) '
        'WHEN ''commune'' THEN target IN (SELECT vigie.my_communes()) '
        'ELSE target IN (SELECT c.department FROM vigie.commune c) END'),
    -- A requisition is known to whoever executes or validates it, with what it names.
    ('requisition', '(SELECT vigie.me()) IN (extractor, validator)'),
    ('requisition_camera', 'requisition IN (SELECT r.id FROM vigie.requisition r) AND camera IN (SELECT vigie.my_cameras())'),
    ('gel', 'camera IN (SELECT vigie.my_cameras()) AND requisition IN (SELECT r.id FROM vigie.requisition r)'),
    ('derogation', 'person = (SELECT vigie.me())'),
    ('derogation_commune', 'derogation IN (SELECT d.id FROM vigie.derogation d)'),
    ('controle', 'person = (SELECT vigie.me())'),
    ('traitement', 'id IN (SELECT t.traitement FROM vigie.traitement_system t)'),
    ('traitement_system', 'system IN (SELECT s.id FROM vigie.system s)');
-- What an administrator reads and writes besides.
CREATE TEMPORARY TABLE kept (name text) ON COMMIT DROP;
INSERT INTO kept SELECT name FROM readable WHERE name NOT IN ('because', 'meta')
    UNION VALUES ('credential'), ('endpoint'), ('stream');

DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'vigie'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('REVOKE ALL ON vigie.%I FROM PUBLIC, vigie_person, vigie_admin', t.name);
        EXECUTE format('ALTER TABLE vigie.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t.name);
        EXECUTE format('DROP POLICY IF EXISTS owner ON vigie.%I', t.name);
        EXECUTE format('DROP POLICY IF EXISTS person ON vigie.%I', t.name);
        EXECUTE format('DROP POLICY IF EXISTS admin ON vigie.%I', t.name);
        -- Records are added, never changed: not even by the functions that add them.
        IF t.name = 'journal' THEN
            EXECUTE 'DROP POLICY IF EXISTS owner_adds ON vigie.journal';
            EXECUTE 'CREATE POLICY owner ON vigie.journal FOR SELECT TO vigie_owner USING (true)';
            EXECUTE 'CREATE POLICY owner_adds ON vigie.journal FOR INSERT TO vigie_owner WITH CHECK (true)';
        ELSE
            EXECUTE format('CREATE POLICY owner ON vigie.%I TO vigie_owner USING (true) WITH CHECK (true)', t.name);
        END IF;
    END LOOP;
    FOR t IN SELECT * FROM readable LOOP
        EXECUTE format('GRANT SELECT ON vigie.%I TO vigie_person', t.name);
        EXECUTE format('CREATE POLICY person ON vigie.%I FOR SELECT TO vigie_person USING (%s)', t.name, t.condition);
    END LOOP;
    FOR t IN SELECT * FROM kept LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON vigie.%I TO vigie_admin', t.name);
        EXECUTE format('CREATE POLICY admin ON vigie.%I TO vigie_admin USING (true) WITH CHECK (true)', t.name);
    END LOOP;
END
$$;
-- The number of the registry moves by itself (20_changes.sql); the parameters are the administrator's.
GRANT SELECT, INSERT, UPDATE ON vigie.meta TO vigie_admin;
DROP POLICY IF EXISTS admin_reads ON vigie.meta;
DROP POLICY IF EXISTS admin_changes ON vigie.meta;
CREATE POLICY admin ON vigie.meta FOR INSERT TO vigie_admin WITH CHECK (key <> 'version');
CREATE POLICY admin_reads ON vigie.meta FOR SELECT TO vigie_admin USING (true);
CREATE POLICY admin_changes ON vigie.meta FOR UPDATE TO vigie_admin USING (key <> 'version') WITH CHECK (key <> 'version');
GRANT SELECT ON vigie.because, vigie.schema_version TO vigie_admin, vigie_person;
CREATE POLICY admin ON vigie.because FOR SELECT TO vigie_admin USING (true);
DROP POLICY IF EXISTS anybody ON vigie.schema_version;
CREATE POLICY anybody ON vigie.schema_version FOR SELECT TO vigie_admin, vigie_person USING (true);
GRANT USAGE ON SCHEMA vigie TO vigie_person, vigie_admin;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vigie FROM PUBLIC, vigie_person, vigie_admin;
GRANT EXECUTE ON FUNCTION vigie.me(), vigie.my_communes(), vigie.my_arretes(), vigie.my_conventions(), vigie.my_cameras()
    TO vigie_person, vigie_admin;
