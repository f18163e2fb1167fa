#!/usr/bin/env bash
# The texts of messages, a hundred thousand hard ones (TEXTS says how many, 0 none); then schemathesis against the release binary, as each
# role, on SQLite and on PostgreSQL with Redis. Arguments: see `scripts/fuzz.sh --help`. ECOLEHUB names another binary.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

if [[ ${TEXTS:=100000} != 0 && $* != *--help* ]]; then
    PROPTEST_CASES=$TEXTS cargo test --locked --release --quiet -p store --lib messaging::rich
fi

need_python contract
exec scripts/with-databases.sh "$PYTHON_TOOLS/python" contract/fuzz.py "$@"
