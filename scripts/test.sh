#!/usr/bin/env bash
# Every test: the native crates and the SPA on SQLite alone, the former on PostgreSQL and Redis, then generated
# clients, random calls and the browser against the release binary.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/builds.sh"

plan 11
step "Debian packages"
need_build_packages
need_test_packages
step "Rust, its wasm target, and the tools that build the SPA"
need_rust
need_wasm_tools
need_nextest
step "npm packages of the browser tests"
need_node 20
need_npm e2e
step "The tests of the native crates on SQLite, and those of the SPA, which need no database"
TEST_DATABASE=sqlite cargo nextest run --locked
cargo nextest run --locked -p frontend
step "The same on PostgreSQL and Redis, private servers on free ports"
scripts/with-databases.sh cargo nextest run --locked
step "The single-page application"
build_spa
step "The server"
build_server
step "The clients of examples/, generated, compiled and run"
scripts/examples.sh
step "schemathesis as each role, a small run of it on both backends (just fuzz is the long one)"
scripts/fuzz.sh --quick --examples 3 --seed 1
step "Chaos in small: M1 to M5 in six configurations (just chaos is the long one)"
scripts/chaos.sh --quick --seed 1
step "The browser tests"
scripts/e2e.sh
step_done
printf '\nEvery test passed, after %s.\n' "$(total_time)"
