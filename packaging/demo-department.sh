# The department of run-demo --department: a PostgreSQL of its own, reached as a centre's is. Sourced, not run.
# SPDX-License-Identifier: GPL-3.0-or-later
DEPARTMENT_ADDRESS=127.0.61.1
DEPARTMENT_PORT=54361
DEPARTMENT_PASSWORD=vigie-demo # of every demo person; the server listens on loopback only
DEPARTMENT_FOLDER=''

# What the server reads must be its own, wherever the checkout lies: PostgreSQL does not run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# a command as the superuser, over a socket in a folder that nobody else enters
as_superuser() { PGHOST=$DEPARTMENT_FOLDER/run PGPORT=$DEPARTMENT_PORT PGUSER=vigie_root "$@"; }
department_psql() { as_superuser psql -XqAt -v ON_ERROR_STOP=1 "$@"; }

# department_start LOG: server up, with TLS and SCRAM; ends with department_stop
department_start() {
    local log=$1 bin ca
    bin=$(dirname "$(find /usr/lib/postgresql -name initdb | sort -V | tail -n 1)")
    [ -x "$bin/initdb" ] || die "PostgreSQL is not installed (no initdb under /usr/lib/postgresql)." "apt-get install postgresql"
    DEPARTMENT_FOLDER=$(mktemp -d /tmp/vigie-department.XXXXXX)
    ca=$DEPARTMENT_FOLDER/ca
    {
        mkdir "$DEPARTMENT_FOLDER/run" "$ca"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=Vigie demo' \
            -keyout "$ca/ca.key" -out "$ca/ca.crt"
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=registre -keyout "$ca/server.key" -out "$ca/server.csr"
        openssl x509 -req -days 2 -in "$ca/server.csr" -CA "$ca/ca.crt" -CAkey "$ca/ca.key" -CAcreateserial \
            -extfile <(echo "subjectAltName=IP:$DEPARTMENT_ADDRESS") -out "$ca/server.crt"
        chmod 600 "$ca"/*.key
        if [ "$(id -u)" = 0 ]; then chown -R postgres: "$DEPARTMENT_FOLDER"; fi
        as_server "$bin/initdb" -D "$DEPARTMENT_FOLDER/data" -U vigie_root --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-instructions
        as_server tee "$DEPARTMENT_FOLDER/data/pg_hba.conf" <<EOF
local   all    vigie_root                 trust
hostssl vigie  +vigie_admin  127.0.0.0/8  scram-sha-256
hostssl vigie  +vigie_person 127.0.0.0/8  scram-sha-256
host    all    all           all          reject
EOF
        as_server tee -a "$DEPARTMENT_FOLDER/data/postgresql.conf" <<EOF
listen_addresses = '$DEPARTMENT_ADDRESS'
port = $DEPARTMENT_PORT
unix_socket_directories = '$DEPARTMENT_FOLDER/run'
ssl = on
ssl_min_protocol_version = 'TLSv1.3'
ssl_cert_file = '$ca/server.crt'
ssl_key_file = '$ca/server.key'
password_encryption = scram-sha-256
log_min_error_statement = panic
EOF
        as_server "$bin/pg_ctl" -D "$DEPARTMENT_FOLDER/data" -l "$DEPARTMENT_FOLDER/server.log" -w -t 30 start
    } >"$log" 2>&1 || { department_stop; die "The department's server did not start: $(tail -n 2 "$log")" \
        "Read $log. If its address is in use, another demo is running: end it and run this again."; }
    DEPARTMENT_STOP="$bin/pg_ctl"
    cp "$ca/ca.crt" "$DEMO/department-ca.crt"
}

DEPARTMENT_STOP=''
department_stop() {
    [ -z "$DEPARTMENT_STOP" ] || as_server "$DEPARTMENT_STOP" -D "$DEPARTMENT_FOLDER/data" -m immediate stop >/dev/null 2>&1 || true
    [ -z "$DEPARTMENT_FOLDER" ] || rm -rf "$DEPARTMENT_FOLDER"
    DEPARTMENT_STOP='' DEPARTMENT_FOLDER=''
}

# How a role reaches it; without a user, as a workstation is told.
department_where() {
    printf 'host=%s port=%s dbname=vigie sslmode=verify-full sslrootcert=%s%s' "$DEPARTMENT_ADDRESS" "$DEPARTMENT_PORT" \
        "$DEMO/department-ca.crt" "${1:+ user=$1}"
}

# department_role add-person|add-admin MATRICULE PERSON
department_role() {
    as_superuser "$ROOT/packaging/postgres/provision" "$1" vigie "$2" "$3"
    # On standard input: a password stands in no argument.
    department_psql -d vigie <<<"ALTER ROLE \"$2\" PASSWORD '$DEPARTMENT_PASSWORD';"
}

# department_fill LOG VIGIECTL PLAN DATA PASSPHRASE: tables, roles, the demo's people and places; DATA gets the department's key
department_fill() {
    local log=$1 vigiectl=$2 plan=$3 data=$4 passphrase=$5 matricule person
    {
        as_superuser "$ROOT/packaging/postgres/provision" database vigie
        department_role add-admin D601 durand
        department_role add-admin D602 picard
        (umask 077; printf '%s:%s:vigie:D601:%s\n' "$DEPARTMENT_ADDRESS" "$DEPARTMENT_PORT" "$DEPARTMENT_PASSWORD" >"$DEMO/pgpass")
        PGPASSFILE=$DEMO/pgpass "$vigiectl" registry demo --plan "$plan" --data "$data" --server "$(department_where D601)" \
            <<<"$passphrase" | tee "$DEMO/registry.out"
        while read -r matricule person; do department_role add-person "$matricule" "$person"; done < <(
            department_psql -d vigie <<<"SELECT matricule || ' ' || id FROM vigie.person WHERE category <> 'administrateur' ORDER BY 1")
    } >"$log" 2>&1 || die "The department could not be made: $(tail -n 2 "$log")" "Read $log."
}
