#!/usr/bin/env bash
# Judges the two documents of the API, as they are committed: Spectral with its rules and ours (openapi/.spectral.yaml), and the
# recommended rules of Redocly. A warning is a failure.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

need_node 20
need_npm contract
tools=contract/node_modules/.bin
"$tools/spectral" lint openapi/openapi.json openapi/asyncapi.json --ruleset openapi/.spectral.yaml --fail-severity warn --quiet ||
    fail "Spectral does not accept the documents"
# Redocly tells of its own future on standard error, and of the document as well
redocly="$("$tools/redocly" lint openapi/openapi.json --config contract/redocly.yaml --format summary 2>&1)" ||
    { printf '%s\n' "$redocly" >&2; fail "Redocly does not accept openapi/openapi.json"; }
note "Spectral and Redocly have nothing to say"
