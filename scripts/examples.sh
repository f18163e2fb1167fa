#!/usr/bin/env bash
# The clients of examples/: generated from openapi/openapi.json, compiled, and run against a server with the demo school. Arguments:
# the examples to run (default: all). ECOLEHUB names another binary than the release one.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"
source "$parts/demo_server.sh"

# fresh FOLDER: whether what is generated there was generated from this document, with these settings.
fresh() {
    [[ -f "$1/generated/from" ]] && cmp -s "$1/generated/from" <(made_from "$1")
}
made_from() { sha256sum openapi/openapi.json contract/requirements.txt "$1"/*.{yaml,json,txt} 2>/dev/null || true; }

# generate FOLDER TITLE COMMAND...: unless it has been done.
generate() {
    local folder=$1 title=$2
    shift 2
    if fresh "$folder"; then
        note "$title: up to date"
        return
    fi
    rm -rf "$folder/generated"
    quietly "$title" "$@"
    made_from "$folder" >"$folder/generated/from"
}

example_typescript() {
    need_npm examples/typescript
    generate examples/typescript "The TypeScript client, by openapi-typescript" npm run --silent --prefix examples/typescript generate
    npm run --silent --prefix examples/typescript build
    (cd examples/typescript && node generated/build/main.js "$DEMO_URL" "$DEMO_MAIL")
}

example_rust() {
    need_python contract
    need_java
    generate examples/rust "The Rust client, by openapi-generator" "$PYTHON_TOOLS/openapi-generator-cli" generate -g rust \
        -i openapi/openapi.json -o examples/rust/generated -c examples/rust/generator.yaml
    # a target of its own: other packages, and nothing of it is ever needed by ours
    CARGO_TARGET_DIR="$CACHE/target-examples" quietly "Compiling the Rust client" \
        cargo build --locked --manifest-path examples/rust/Cargo.toml
    "$CACHE/target-examples/debug/ecolehub-example" "$DEMO_URL" "$DEMO_MAIL"
}

example_python() {
    need_python contract
    # it tidies what it writes with ruff, which it looks for in PATH
    generate examples/python "The Python client, by openapi-python-client" env "PATH=$PYTHON_TOOLS:$PATH" \
        openapi-python-client generate --path openapi/openapi.json --output-path examples/python/generated --overwrite
    PYTHONPATH=examples/python/generated "$PYTHON_TOOLS/python" examples/python/main.py "$DEMO_URL" "$DEMO_MAIL"
}

example_websocket() {
    need_npm examples/websocket
    node examples/websocket/main.js "$DEMO_URL"
}

examples=("$@")
((${#examples[@]})) || examples=(typescript rust python websocket)
need_node 20
start_demo_server
for example in "${examples[@]}"; do
    declare -F "example_$example" >/dev/null || fail "there is no example \"$example\""
    said="$SECONDS"
    "example_$example"
    note "$example works, in $(duration $((SECONDS - said)))"
done
