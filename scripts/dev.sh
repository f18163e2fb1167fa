#!/usr/bin/env bash
# For working on it: Trunk serves the SPA on http://localhost:8000 and reloads the browser when `frontend`, `domain` or `locales`
# change; the server runs behind it on port 8001 and starts again when a native crate, a migration or a message changes.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/settings.sh"

plan 3
step "Settings and Debian packages"
load_dotenv
need_free_port 8000
need_free_port 8001
need_build_packages
step "Rust, its wasm target, and the tools that build the SPA"
need_rust
use_wasm_toolchain
need_cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen
need_trunk
step "Server and SPA, rebuilt on every change; Ctrl-C ends both"

export PORT=8001 PUBLIC_URL="${PUBLIC_URL:-http://localhost:8000}"
mkdir -p data frontend/generated/dev
built="$(mktemp)"
server=""
trunk=""

stop() {
    [[ -z "$server" ]] || kill "$server" 2>/dev/null || true
    [[ -z "$trunk" ]] || kill "$trunk" 2>/dev/null || true
    rm -f "$built"
}
trap stop EXIT
trap 'exit 0' INT TERM

# Builds and starts the server in place of the running one; a build that fails leaves the running one alone.
restart_server() {
    touch "$built"
    if ! cargo build -p server; then
        note "the server does not build: the one before goes on"
        return
    fi
    if [[ -n "$server" ]]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    "$CARGO_TARGET_DIR/debug/ecolehub" migrate
    "$CARGO_TARGET_DIR/debug/ecolehub" demo
    "$CARGO_TARGET_DIR/debug/ecolehub" serve &
    server=$!
}

restart_server
(cd frontend && exec "${WASM_ENV[@]}" trunk serve --offline) &
trunk=$!

# A look at the file times every second needs no tool of its own, and costs nothing at this size.
while kill -0 "$trunk" 2>/dev/null; do
    sleep 1
    if [[ -n "$(find crates migrations locales Cargo.toml Cargo.lock -type f -newer "$built" -print -quit)" ]]; then
        note "sources changed: building the server"
        restart_server
    fi
done
