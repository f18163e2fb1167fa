# shellcheck shell=bash
# Builds what is out of date: the SPA into frontend/dist, then the server that embeds it.

# A hash over the content of all that the SPA is made of: file times say nothing in a fresh clone.
spa_sources_hash() {
    {
        find frontend crates/domain locales scripts/spa \
            \( -path frontend/dist -o -path frontend/generated \) -prune -o -type f -print0
        printf '%s\0' Cargo.toml Cargo.lock
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# Builds the SPA, compresses it and checks its weight; does nothing when it was built from these very sources.
build_spa() {
    local hash stamp=frontend/generated/dist.stamp
    hash="$(spa_sources_hash)"
    if [[ -f "$stamp" && -f frontend/dist/index.html && "$(<"$stamp")" == "$hash" ]]; then
        note "up to date"
        return
    fi
    note "compiling to WebAssembly (the first time takes some minutes)"
    # Trunk is told to stay offline, or it looks for newer tools than ours; so the crates must be there before.
    "${WASM_ENV[@]}" cargo fetch --locked --target wasm32-unknown-unknown
    # Trunk wants the folders that it ignores to exist.
    mkdir -p frontend/dist frontend/generated
    rm -f "$stamp"
    (cd frontend && "${WASM_ENV[@]}" trunk build --offline --locked --cargo-profile wasm-release) ||
        fail "the SPA does not build; the compiler's message is above."
    node scripts/spa/compress.mjs frontend/dist
    printf '%s' "$hash" >"$stamp"
}

# The release binary, the SPA inside.
build_server() {
    note "compiling in release mode (the first time takes about ten minutes, later seconds)"
    cargo build --release --locked -p server || fail "the server does not build; the compiler's message is above."
}
