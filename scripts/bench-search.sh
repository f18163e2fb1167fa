#!/usr/bin/env bash
# Fills a school with 200,000 messages and looks for words in them, on SQLite and on PostgreSQL, through the release binary; arguments go to
# bench/: --messages N, --rounds N, --write. Nothing else should run meanwhile.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/builds.sh"

build_server
build_bench
exec "$CARGO_TARGET_DIR/release/search" "$@"
