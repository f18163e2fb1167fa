# shellcheck shell=bash
# What the machine must have: Debian packages, a recent Rust, the wasm target and the tools that build the SPA.

# as_root COMMAND...: directly when we are root, else through sudo.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "this needs root, and there is no sudo here. Run as root: $*"
    fi
}

# need_packages PACKAGE...: installs those that are missing, and nothing when all are there.
need_packages() {
    local package missing=()
    if [[ -n "${ECOLEHUB_SKIP_PACKAGES:-}" ]]; then
        note "ECOLEHUB_SKIP_PACKAGES is set: trusting that these are there: $*"
        return
    fi
    command -v dpkg-query >/dev/null ||
        fail "this set-up installs packages on Debian and its relatives only. Install the equivalents of $*, then set ECOLEHUB_SKIP_PACKAGES=1."
    for package in "$@"; do
        [[ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null)" == ii* ]] || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        note "all there: $*"
        return
    fi
    quietly "Refreshing the list of packages" as_root apt-get update -q
    quietly "Installing ${missing[*]}" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# What building and running need: a C compiler for SQLite and the TLS library, libpq for PostgreSQL.
need_build_packages() {
    local packages=(build-essential pkg-config libpq-dev ca-certificates)
    # A Node.js from elsewhere (nvm, an image) is as good as Debian's.
    command -v node >/dev/null && command -v npm >/dev/null || packages+=(nodejs npm)
    need_packages "${packages[@]}"
}

# What the tests need on top: the two servers they start themselves, and a browser.
need_test_packages() {
    need_packages postgresql redis-server chromium
}

# The compiler. It is not ours to change: say what to do instead.
need_rust() {
    local wanted have
    command -v cargo >/dev/null || fail "Rust is missing. Install it from https://rustup.rs, then run this again."
    wanted="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
    have="$(rustc --version | cut -d ' ' -f 2)"
    [[ "$(printf '%s\n%s\n' "$wanted" "${have%%-*}" | sort -V | head -n 1)" == "$wanted" ]] ||
        fail "Rust $wanted or newer is needed, this is $have. Run: rustup update stable"
    note "rustc $have"
}

# need_cargo_tool CRATE VERSION PROGRAM [FEATURES]: a tool from crates.io, built once per version.
need_cargo_tool() {
    local crate=$1 version=$2 program=$3 features=${4:-}
    # Not every program knows its own version; Cargo keeps a list of what it has installed.
    if [[ "$("$program" --version 2>/dev/null)" == *" $version"* ]] ||
        { [[ -x "$TOOLS/bin/$program" ]] && grep -qs "^\"$crate $version " "$TOOLS/.crates.toml"; }; then
        note "$program $version"
        return
    fi
    quietly "Building $crate $version (once, a few minutes)" install_cargo_tool "$crate" "$version" "$features"
}

# With the dependencies its authors tested; a registry that does not have all of those yet gets to choose, rather than to fail.
# Lightly optimized: such a tool works for a second or two a day, and its own release profile takes minutes to build.
install_cargo_tool() {
    local install=(env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --force --root "$TOOLS" --version "$2" --features "$3" "$1")
    "${install[@]}" --locked || "${install[@]}"
}

# The version of a package in Cargo.lock.
locked_version() {
    grep -A 1 "^name = \"$1\"$" Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p' | head -n 1
}

# nextest runs the tests; machines for Rust work often have it already, in any recent version.
need_nextest() {
    if cargo nextest --version >/dev/null 2>&1; then
        note "$(cargo nextest --version | head -n 1)"
    else
        need_cargo_tool cargo-nextest 0.9.143 cargo-nextest
    fi
}

# The tools that make the SPA. wasm-bindgen must be exactly what Cargo.lock says.
need_wasm_tools() {
    use_wasm_toolchain
    need_cargo_tool wasm-bindgen-cli "$(locked_version wasm-bindgen)" wasm-bindgen
    need_cargo_tool wasm_split_cli_support 0.2.4 wasm-split-cli build-binary
}

# Builds, serves and reloads the SPA on every change; `just dev` alone needs it.
need_trunk() {
    need_cargo_tool trunk 0.21.14 trunk
}

# The standard library for wasm32: from rustup; where rustup may not download, from Debian's sources (rust-web-src), built by
# Debian's own compiler. Sets WASM_ENV, the environment of every wasm build.
# shellcheck disable=SC2034  # builds.sh and dev.sh read it
use_wasm_toolchain() {
    local sysroot
    # Leptos makes each view a type of its own; erased, what is downloaded is a quarter smaller.
    local flags="CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=--cfg=erase_components"
    # -u NO_COLOR: Trunk reads it as a flag of its own and refuses the value 1 that many machines set.
    WASM_ENV=(env -u NO_COLOR "CARGO_TARGET_DIR=$WASM_TARGET_DIR" "$flags")
    sysroot="$(rustc --print sysroot)"
    if [[ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ]]; then
        note "target wasm32-unknown-unknown"
        return
    fi
    if command -v rustup >/dev/null && rustup target add wasm32-unknown-unknown >/dev/null 2>&1; then
        note "target wasm32-unknown-unknown, from rustup"
        return
    fi
    note "rustup does not give the wasm32 target here: using Debian's rustc-web"
    need_packages rustc-web cargo-web rust-web-src
    WASM_ENV=(env -u NO_COLOR "CARGO_TARGET_DIR=$WASM_TARGET_DIR-debian" "$flags" "PATH=/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
        "CARGO_UNSTABLE_BUILD_STD=std,panic_abort"
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$sysroot/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/rust-lld")
}

# The browser tests want a newer Node.js than Debian 12 has: the npm package `node` ships one.
need_node() {
    local wanted=$1 have
    have="$(node -p 'process.versions.node.split(".")[0]')"
    if ((have < wanted)); then
        [[ -x "$TOOLS/node/node_modules/node/bin/node" ]] ||
            quietly "Installing Node.js $wanted beside the $have of this machine" \
                npm install --prefix "$TOOLS/node" --no-fund --no-audit "node@$wanted"
        export PATH="$TOOLS/node/node_modules/node/bin:$PATH"
    fi
    note "node $(node --version)"
}

# need_npm FOLDER: `npm ci` when the lock file is not the one that was installed last.
need_npm() {
    local folder=$1 stamp="$1/node_modules/.installed"
    if [[ -f "$stamp" ]] && cmp -s "$folder/package-lock.json" "$stamp"; then
        note "npm packages of $folder/"
        return
    fi
    quietly "Installing the npm packages of $folder" npm ci --prefix "$folder" --no-fund --no-audit --ignore-scripts
    cp "$folder/package-lock.json" "$stamp"
}

# need_python FOLDER: a virtual environment with the packages of FOLDER/requirements.txt, made again when that file changes. Sets
# PYTHON_TOOLS, the folder of its programs.
need_python() {
    local folder=$1 venv
    venv="$TOOLS/python/$folder"
    PYTHON_TOOLS="$venv/bin"
    if [[ -f "$venv/installed.txt" ]] && cmp -s "$folder/requirements.txt" "$venv/installed.txt"; then
        note "Python packages of $folder/"
        return
    fi
    python3 -c 'import venv, ensurepip' 2>/dev/null || need_packages python3 python3-venv
    rm -rf "$venv"
    python3 -m venv "$venv"
    quietly "Installing the Python packages of $folder" "$PYTHON_TOOLS/pip" install --disable-pip-version-check --requirement "$folder/requirements.txt"
    cp "$folder/requirements.txt" "$venv/installed.txt"
}

# openapi-generator is a program for Java.
need_java() {
    command -v java >/dev/null || need_packages default-jre-headless
    note "$(java -version 2>&1 | head -n 1)"
}
