#!/usr/bin/env bash
# Measures the release binary on this machine; arguments go to bench/: --quick, --write, --only sqlite|postgres|nodes,
# --part rest|rooms|fanout|addresses|flood. Nothing else should run meanwhile.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/builds.sh"

build_server
build_bench
# The load has a core of its own; the server gets the first one.
core=1
(($(nproc --all) > 1)) || core=0
exec taskset -c "$core" "$CARGO_TARGET_DIR/release/bench" "$@"
