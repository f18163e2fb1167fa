#!/usr/bin/env bash
# Installs what is missing on this machine, for running and for testing; changes nothing else.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

plan 3
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
step_done
