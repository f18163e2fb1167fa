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
    rm -f "$stamp"
    node scripts/spa/bundle.mjs
    compile_parts
    node scripts/spa/assemble.mjs frontend/generated/parts frontend/generated/bound
    node scripts/spa/compress.mjs frontend/dist
    printf '%s' "$hash" >"$stamp"
}

# Compiles the SPA, cuts off the parts that are loaded later (frontend/src/lazy), and writes the JavaScript around the rest.
compile_parts() {
    local module parts=frontend/generated/parts bound=frontend/generated/bound
    module="$("${WASM_ENV[@]}" printenv CARGO_TARGET_DIR)/wasm32-unknown-unknown/wasm-release/frontend.wasm"
    # With the relocations the linker says which function uses which: along them the module is cut.
    "${WASM_ENV[@]}" cargo rustc --locked -p frontend --bin frontend --features split --target wasm32-unknown-unknown \
        --profile wasm-release -- -C link-arg=--emit-relocs || fail "the SPA does not build; the compiler's message is above."
    rm -rf "$parts" "$bound"
    wasm-split-cli "$module" "$parts" --out-name app || fail "the SPA could not be cut into its parts; the message is above."
    wasm-bindgen --target web --keep-lld-exports --no-demangle --no-typescript --out-name app --out-dir "$bound" "$parts/app.wasm" ||
        fail "wasm-bindgen does not take the SPA; its message is above."
}

# The release binary, the SPA inside.
build_server() {
    note "compiling in release mode (the first time takes about ten minutes, later seconds)"
    cargo build --release --locked -p server || fail "the server does not build; the compiler's message is above."
}

# What measures and breaks it: built by itself, so that the server stays as it is.
build_bench() {
    note "compiling the bench (the first time takes some minutes)"
    cargo build --release --locked -p bench || fail "the bench does not build; the compiler's message is above."
}
