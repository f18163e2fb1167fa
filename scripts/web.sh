#!/usr/bin/env bash
# The SPA alone: set-up, build into frontend/dist, compression, and the weight of its first load.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/builds.sh"

plan 2
step "Packages and tools"
need_build_packages
need_rust
need_wasm_tools
step "The single-page application"
build_spa
step_done
