# shellcheck shell=bash
# The person's own settings.

# Takes what .env sets, where the environment does not say otherwise already.
load_dotenv() {
    local line name
    [[ -f .env ]] || return 0
    while IFS= read -r line || [[ -n "$line" ]]; do
        [[ "$line" =~ ^[[:space:]]*([A-Z][A-Z0-9_]*)=(.*)$ ]] || continue
        name="${BASH_REMATCH[1]}"
        [[ -n "${!name+set}" ]] || export "$name=${BASH_REMATCH[2]}"
    done <.env
    note "settings from .env"
}

# need_free_port PORT: better now than after the build.
need_free_port() {
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
        fail "port $1 is in use. Stop what listens there, or choose another one: PORT=8010 ./justw run"
    fi
}
