#!/usr/bin/env bash
# Runs a command with a PostgreSQL and a Redis of its own, on free ports, and takes both away afterwards:
#
#     scripts/with-databases.sh cargo nextest run -p store
#
# The command finds them in TEST_POSTGRES_URL (a superuser: tests create their own databases) and TEST_REDIS_URL; TEST_DATABASE
# is `postgres`. Durability is off: nothing in there is worth a disk flush.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"

(($# > 0)) || fail "say what to run: scripts/with-databases.sh COMMAND..."

# Short, because a unix socket's path has at most 107 bytes.
work="$(mktemp -d /tmp/ecolehub-XXXXXX)"
pids=()

# Stops what was started, also after Ctrl-C or a failure.
stop() {
    local pid
    for pid in "${pids[@]}"; do kill -INT "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# PostgreSQL refuses to run as root; Debian's package brings a user for it. `--pdeathsig`: should this script be killed without
# a chance to clean up, the servers go with it.
run_as=(setpriv --pdeathsig INT --)
if ((EUID == 0)); then
    id postgres >/dev/null 2>&1 || fail "there is no user \"postgres\": install the package postgresql (./justw setup)"
    run_as=(setpriv --reuid postgres --regid postgres --clear-groups --pdeathsig INT --)
    chown postgres:postgres "$work"
fi

# Debian keeps the server's programs out of PATH, by version: take the newest.
postgres_bin="$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)"
[[ -n "$postgres_bin" ]] || postgres_bin="$(dirname "$(command -v postgres || fail "PostgreSQL is missing: ./justw setup installs it")")"
command -v redis-server >/dev/null || fail "Redis is missing: ./justw setup installs it"

# A port that is free at this moment. Somebody may take it before we do: the starters below try again with another.
free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# ready COMMAND...: waits until the server started last answers; false when it ended instead, or after 20 seconds.
ready() {
    local tries
    for ((tries = 0; tries < 200; tries++)); do
        "$@" >/dev/null 2>&1 && return 0
        kill -0 "${pids[-1]}" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

start_postgres() {
    local port
    "${run_as[@]}" "$postgres_bin/initdb" -D "$work/postgres" -U postgres --auth trust --no-sync --encoding UTF8 --locale C.UTF-8 \
        >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; fail "initdb failed"; }
    for _ in 1 2 3; do
        port="$(free_port)"
        "${run_as[@]}" "$postgres_bin/postgres" -D "$work/postgres" -p "$port" -h 127.0.0.1 -k "$work" \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=128MB \
            -c max_wal_size=2GB -c log_min_messages=fatal </dev/null >"$work/postgres.log" 2>&1 &
        pids+=($!)
        if ready "$postgres_bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U postgres; then
            export TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$work/postgres.log" >&2
    fail "PostgreSQL does not start"
}

start_redis() {
    local port
    for _ in 1 2 3; do
        port="$(free_port)"
        "${run_as[@]}" redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" --daemonize no \
            </dev/null >"$work/redis.log" 2>&1 &
        pids+=($!)
        if ready redis-cli -h 127.0.0.1 -p "$port" ping; then
            export TEST_REDIS_URL="redis://127.0.0.1:$port"
            return
        fi
    done
    cat "$work/redis.log" >&2
    fail "Redis does not start"
}

# From / because the user "postgres" may not enter the clone; the command itself runs where it was called.
pushd / >/dev/null
start_postgres
start_redis
popd >/dev/null
export TEST_DATABASE=postgres
note "PostgreSQL at ${TEST_POSTGRES_URL}, Redis at ${TEST_REDIS_URL}"
"$@"
