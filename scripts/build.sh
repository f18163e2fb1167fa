#!/usr/bin/env bash
# The release binary with the SPA inside, and nothing else: for images and packages. It prints where the binary is.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/builds.sh"

plan 3
step "Packages and tools"
need_build_packages
need_rust
need_wasm_tools
step "The single-page application"
build_spa
step "The server"
build_server
step_done
note "$ECOLEHUB"
