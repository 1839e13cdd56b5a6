// SPDX-License-Identifier: GPL-3.0-or-later
#include "attacks.h"

namespace vigie::test {
namespace {

constexpr char kRefused[] = "(ERROR:  42501\n?)+";
constexpr char kNothing[] = "";
constexpr char kZero[] = "0";
constexpr char kAnyError[] = "(ERROR:  [0-9A-Z]{5}\n?)+";
constexpr char kAnything[] = "[\\s\\S]*"; ///< the secrets are looked for all the same

QList<Attack> readings()
{
    QList<Attack> all;
    for (const char *table : {"endpoint", "stream", "credential", "account", "journal", "journal_chain", "open_view", "change"}) {
        const QByteArray name(table);
        all.append({"to read " + name, "SELECT * FROM vigie." + name, kRefused});
        all.append({"to copy " + name, "COPY vigie." + name + " TO STDOUT", kRefused});
    }
    for (const char *table : {"agrement", "habilitation", "mise_a_disposition", "formation", "duty", "derogation", "controle"}) {
        const QByteArray name(table);
        all.append({"to read others' " + name, "SELECT * FROM vigie." + name + " WHERE person <> '@me'", kNothing});
    }
    all.append({
        {"to read about others", "SELECT * FROM vigie.person WHERE id <> '@me'", kNothing},
        {"to count the others", "SELECT count(*) FROM vigie.person", "1"},
        {"to find others by a failing division",
         "SELECT count(*) FROM vigie.person WHERE 1 / (CASE WHEN id <> '@me' THEN 0 ELSE 1 END) = 1", "1"},
        {"to be told of others by a function with effects",
         "SELECT count(*) FROM vigie.person WHERE pg_notify('x', name) IS NOT NULL", "1"},
        {"to find cameras elsewhere",
         "SELECT c.id FROM vigie.camera c JOIN vigie.site s ON s.id = c.site WHERE s.commune NOT IN (SELECT vigie.my_communes())",
         kNothing},
        {"to find communes elsewhere", "SELECT insee FROM vigie.commune WHERE insee NOT IN (SELECT vigie.my_communes())", kNothing},
        {"to put row security aside", "SET row_security = off; SELECT * FROM vigie.person", kRefused},
        {"to read through XML", "SELECT query_to_xml('SELECT * FROM vigie.endpoint', true, true, '')", kRefused},
        {"to read the whole schema as XML", "SELECT schema_to_xml('vigie', true, true, '')", kAnything},
        {"to read through text search", "SELECT * FROM ts_stat('SELECT to_tsvector(url) FROM vigie.stream')", kRefused},
        {"to read a plan", "EXPLAIN ANALYZE SELECT * FROM vigie.endpoint", kRefused},
        {"to read the statistics", "SELECT * FROM pg_statistic", kRefused},
        {"to read the statistics' view", "SELECT * FROM pg_stats WHERE schemaname = 'vigie' AND tablename IN ('person', 'agrement', "
         "'habilitation', 'camera', 'endpoint', 'stream', 'credential', 'account', 'journal')", kNothing},
        {"to read what others run",
         "SELECT query FROM pg_stat_activity WHERE usename <> session_user AND query NOT IN ('', '<insufficient privilege>')", kNothing},
        {"to read passwords of roles", "SELECT * FROM pg_authid", kRefused},
        {"to read who may connect how", "SELECT * FROM pg_hba_file_rules", kRefused},
    });
    return all;
}

QList<Attack> changes()
{
    QList<Attack> all;
    for (const char *sql :
         {"DELETE FROM vigie.journal", "UPDATE vigie.journal SET record = '{}'", "TRUNCATE vigie.journal",
          "INSERT INTO vigie.journal VALUES ('@role', 99, 'x', '{}')", "DROP TABLE vigie.journal",
          "ALTER TABLE vigie.journal DISABLE TRIGGER ALL", "DROP TRIGGER kept ON vigie.journal",
          "UPDATE vigie.journal_chain SET seq = 0", "BEGIN; LOCK TABLE vigie.journal_chain IN ACCESS EXCLUSIVE MODE",
          "INSERT INTO vigie.account VALUES ('@role', 'martin')", "UPDATE vigie.open_view SET closed_at = NULL",
          "UPDATE vigie.agrement SET suspended_from = NULL", "UPDATE vigie.person SET category = 'agent-territorial'",
          "INSERT INTO vigie.habilitation SELECT * FROM vigie.habilitation", "DELETE FROM vigie.camera_mask",
          "UPDATE vigie.system SET valid_until = NULL", "UPDATE vigie.meta SET value = '0'", "DELETE FROM vigie.block",
          "SELECT * FROM vigie.meta FOR UPDATE", "BEGIN; LOCK TABLE vigie.meta IN ACCESS EXCLUSIVE MODE",
          "ALTER TABLE vigie.person DISABLE ROW LEVEL SECURITY", "CREATE POLICY p ON vigie.person USING (true)",
          "DROP POLICY person ON vigie.person", "CREATE TRIGGER t AFTER INSERT ON vigie.journal EXECUTE FUNCTION vigie.note_change()",
          "GRANT SELECT ON vigie.endpoint TO PUBLIC", "ALTER TABLE vigie.endpoint OWNER TO \"@role\""})
        all.append({QByteArray("to change: ") + sql, sql, kRefused});
    return all;
}

QList<Attack> powers()
{
    QList<Attack> all;
    for (const char *sql :
         {"SET ROLE vigie_owner", "SET ROLE vigie_admin", "SET ROLE vigie_root", "SET SESSION AUTHORIZATION vigie_root",
          "SELECT set_config('role', 'vigie_owner', false)", "ALTER ROLE \"@role\" SUPERUSER", "ALTER ROLE \"@role\" BYPASSRLS",
          "GRANT vigie_admin TO \"@role\"", "CREATE ROLE helper", "DROP ROLE vigie_person", "CREATE DATABASE mine",
          "ALTER SYSTEM SET log_statement = 'all'", "SET session_replication_role = replica",
          "DO $$ BEGIN EXECUTE 'SET ROLE vigie_owner'; END $$",
          // What would stand in the way of what the registry calls.
          "CREATE FUNCTION public.me() RETURNS text LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION vigie.me(int) RETURNS text LANGUAGE sql AS 'SELECT 1'",
          "CREATE FUNCTION pg_temp.lower(text) RETURNS text LANGUAGE sql AS 'SELECT 1'",
          "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)", "CREATE TEMPORARY TABLE person (id text)",
          "CREATE VIEW public.v AS SELECT 1", "CREATE TYPE public.t AS (a int)", "CREATE SCHEMA mine",
          "CREATE EXTENSION dblink", "CREATE EXTENSION postgres_fdw", "CREATE LANGUAGE plperlu",
          "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw", "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION vigie.note_change()",
          "CREATE PUBLICATION p FOR ALL TABLES", "CREATE SUBSCRIPTION s CONNECTION 'dbname=postgres' PUBLICATION p",
          // The machine under it.
          "SELECT pg_read_file('/etc/passwd')", "SELECT pg_read_binary_file('postgresql.conf')", "SELECT pg_ls_dir('.')",
          "SELECT lo_import('/etc/passwd')", "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_export(1, '/tmp/x')",
          "COPY vigie.post FROM '/etc/passwd'", "COPY (SELECT 1) TO '/tmp/vigie-attack'", "COPY (SELECT 1) TO PROGRAM 'id'",
          "COPY vigie.post FROM PROGRAM 'id'", "SELECT pg_reload_conf()", "SELECT pg_rotate_logfile()", "SELECT pg_switch_wal()",
          "SELECT pg_create_restore_point('x')", "SELECT pg_stat_reset()", "SELECT * FROM pg_ls_logdir()",
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'vigie_root'",
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'vigie_root'"})
        all.append({QByteArray("to have power: ") + sql, sql, kAnyError});
    return all;
}

QList<Attack> doors()
{
    QList<Attack> all;
    for (const char *sql :
         {"SELECT vigie.decide_at('martin', 'live', 'cam-01', 'poste-1', '', '{}', false, 0)", "SELECT vigie.endpoint_of('cam-01')",
          "SELECT vigie.journal_append('live-begin', '{}')", "SELECT vigie.decide_request('martin', '{}')",
          "SELECT vigie.record_of('martin', '{}', NULL, '{}')", "SELECT vigie.asker()", "SELECT vigie.begin_change()",
          "SELECT * FROM vigie.journal_problems()", "SELECT vigie.now_ms()", "SELECT vigie.checked_requests('[]')"})
        all.append({QByteArray("inside: ") + sql, sql, kRefused});
    // What is not allowed has no address, whatever the words are.
    for (const char *text : {"' OR 1=1 --", "cam-01'; DROP TABLE vigie.journal; --", "$$ || vigie.endpoint_of('cam-01') || $$",
                             "\\\\'; SELECT 1", "%s%n%I", "cam-01\\u0027--", "*", "cam-%"}) {
        for (const char *field : {"camera", "post", "motive", "session", "id"}) {
            const QByteArray request = "{\"act\":\"live\",\"camera\":\"nothing\",\"post\":\"nowhere\",\"" + QByteArray(field) + "\":\"" + text + "\"}";
            all.append({"words in " + QByteArray(field) + ": " + text,
                        "SELECT a ->> 'allow', a ? 'endpoint', a ? 'view' FROM jsonb_array_elements(vigie.ask_views($vigie$["
                            + request + "]$vigie$)) a",
                        "false\\|f\\|f"});
        }
    }
    all.append({
        {"to be somebody else in a request",
         R"(SELECT a ->> 'allow' FROM jsonb_array_elements(vigie.ask_views('[{"act":"live","camera":"nothing","person":"martin","role":"A101","me":"martin"}]')) a)",
         "false"},
        {"somebody else's view", R"(SELECT vigie.take_views('[{"view":"00000000-0000-0000-0000-000000000001"}]'))", kRefused},
        {"a view of no shape", R"(SELECT vigie.take_views('[{"view":"x"}]'))", kAnyError},
        {"an address put into the answer", R"(SELECT vigie.take_views('[{"id":"1","allow":true,"view":null}]') -> 0 ? 'endpoint')", "f"},
        {"a search path of one's own", "SET search_path = pg_temp, public, vigie; SELECT vigie.me()", "@me"},
        {"another name for oneself", "SET application_name = 'martin'; SELECT set_config('vigie.person', 'martin', false); SELECT vigie.me()",
         "martin\n@me"},
        {"a connection to elsewhere", "SELECT dblink('dbname=postgres', 'SELECT 1')", kAnyError},
        {"a transaction that waits", "BEGIN; PREPARE TRANSACTION 'x'", kAnyError},
        {"to count what is granted",
         "SELECT count(*) FROM pg_class WHERE relnamespace = 'vigie'::regnamespace AND relkind = 'r' AND (has_table_privilege(oid, "
         "'INSERT') OR has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE') "
         "OR has_table_privilege(oid, 'TRIGGER') OR has_table_privilege(oid, 'REFERENCES'))",
         kZero},
        {"a lease without a view", R"(SELECT vigie.lease('[{"verb":"take","camera":"cam-01","console":"c"}]') -> 0 ->> 'refused')", "no-view"},
        {"who steers what, unwatched", R"(SELECT vigie.lease('[{"verb":"look","camera":"cam-01","console":"c"}]') -> 0 ? 'holder')", "f"},
        {"to count what may be called beside the doors",
         "SELECT count(*) FROM pg_proc WHERE pronamespace = 'vigie'::regnamespace AND has_function_privilege(oid, 'EXECUTE') AND "
         "proname NOT IN ('me', 'my_communes', 'my_arretes', 'my_conventions', 'my_cameras', 'preview', 'ask_views', 'take_views', "
         "'open_views', 'decide_views', 'close_views', 'lease')",
         kZero},
    });
    return all;
}

} // namespace

const QList<Attack> &attacks()
{
    static const QList<Attack> all = readings() + changes() + powers() + doors();
    return all;
}

} // namespace vigie::test
