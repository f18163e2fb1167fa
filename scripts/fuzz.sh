#!/usr/bin/env bash
# schemathesis against the release binary, as each role, on SQLite and on PostgreSQL with Redis. Arguments: see
# `scripts/fuzz.sh --help`. ECOLEHUB names another binary.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

need_python contract
exec scripts/with-databases.sh "$PYTHON_TOOLS/python" contract/fuzz.py "$@"
