#!/usr/bin/env bash
# The browser tests against the release binary that is there; `just e2e` builds it first. Arguments: test files (default: all).
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

need_node 20
need_npm e2e

export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v google-chrome)}"
cd e2e
shopt -s nullglob globstar
files=("$@")
((${#files[@]})) || files=(**/*.test.mjs)
kept=()
for file in "${files[@]}"; do [[ "$file" == node_modules/* ]] || kept+=("${file#e2e/}"); done
# A glob that finds nothing would pass as "all tests passed".
((${#kept[@]})) || { echo "there is no *.test.mjs in e2e/" >&2; exit 1; }
exec node --test --test-reporter=spec "${kept[@]}"
