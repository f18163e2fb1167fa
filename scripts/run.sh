#!/usr/bin/env bash
# From a fresh clone to the demo school on http://localhost:8000: set-up, SPA, server, data, and then serves until Ctrl-C.
# Arguments are handed to `ecolehub serve`. Data stay in data/ between runs.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/builds.sh"
source "$parts/settings.sh"

plan 5
step "Settings and Debian packages"
load_dotenv
need_free_port "${PORT:-8000}"
need_build_packages
step "Rust, its wasm target, and the tools that build the SPA"
need_rust
need_wasm_tools
step "The single-page application"
build_spa
step "The server"
build_server
step "The database and the demo school"
mkdir -p data
"$ECOLEHUB" migrate
"$ECOLEHUB" demo
step_done
printf '\nReady after %s. Ctrl-C stops it; "./justw run" starts it again with the same data, "./justw demo --reset" begins afresh.\n\n' \
    "$(total_time)"
exec "$ECOLEHUB" serve "$@"
