#!/usr/bin/env bash
# Everything a reviewer should not have to look for: format, clippy, documentation, the wasm build of `domain`, the
# documents of the API, shell scripts.
set -euo pipefail
parts="$(dirname "${BASH_SOURCE[0]}")/parts"
source "$parts/paths.sh"
source "$parts/console.sh"
source "$parts/machine.sh"

plan 7
step "Packages and tools"
need_build_packages
need_packages shellcheck
need_rust
use_wasm_toolchain
step "Format"
cargo fmt --all --check || fail "some files are not formatted: just fmt"
step "Clippy, warnings are errors"
cargo clippy --locked --workspace --all-targets -- -D warnings
step "Documentation, warnings are errors"
RUSTDOCFLAGS=-Dwarnings cargo doc --locked --workspace --no-deps
step "domain compiles for the browser"
"${WASM_ENV[@]}" cargo build --locked -p domain --target wasm32-unknown-unknown
step "The documents of the API: Spectral and Redocly"
scripts/contract.sh
step "Shell scripts"
shellcheck -x justw .ci/run scripts/*.sh scripts/parts/*.sh
step_done
