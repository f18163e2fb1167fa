# shellcheck shell=bash
# Where everything is. Builds live outside the clone, so that clones share what they compile and a fresh one starts warm.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
CACHE="${ECOLEHUB_CACHE:-$HOME/.cache/ecolehub}"
TOOLS="$CACHE/tools"
export ROOT CACHE TOOLS
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
# Apart from the native one: the two never wait for each other's lock, and may come from different compilers.
export WASM_TARGET_DIR="${WASM_TARGET_DIR:-$CACHE/target-wasm}"
export PATH="$TOOLS/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export ECOLEHUB="${ECOLEHUB:-$CARGO_TARGET_DIR/release/ecolehub}"
mkdir -p "$CACHE" "$TOOLS/bin"
cd "$ROOT" || exit 1
