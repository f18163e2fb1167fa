#!/usr/bin/env bash
# Writes the two contracts from the code: openapi/openapi.json and openapi/asyncapi.json. A test fails when they are stale.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"

cargo build --locked -p server
for document in openapi asyncapi; do
    # Through a second file: a command that fails must not leave half a contract behind.
    "$CARGO_TARGET_DIR/debug/ecolehub" "$document" >"openapi/$document.json.new"
    mv "openapi/$document.json.new" "openapi/$document.json"
    echo "openapi/$document.json"
done
