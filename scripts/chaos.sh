#!/usr/bin/env bash
# Breaks what the release binary stands on, and judges the promises about messages; arguments go to bench/: --quick, --seed N, --write,
# --only PART of the names of configurations, --broken.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/builds.sh"

build_server
build_bench
exec "$CARGO_TARGET_DIR/release/chaos" "$@"
