#!/usr/bin/env bash
# Every test: the native crates on SQLite alone, then on PostgreSQL and Redis, then the browser against the release binary.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/builds.sh"

plan 8
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
step "The tests of the native crates on SQLite"
TEST_DATABASE=sqlite cargo nextest run --locked
step "The same on PostgreSQL and Redis, private servers on free ports"
scripts/with-databases.sh cargo nextest run --locked
step "The single-page application"
build_spa
step "The server"
build_server
step "The browser tests"
scripts/e2e.sh
step_done
printf '\nEvery test passed, after %s.\n' "$(total_time)"
