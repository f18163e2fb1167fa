# The commands of EcoleHub. `./justw` is `just`, installed when it is missing.

set shell := ["bash", "-euo", "pipefail", "-c"]

paths := "source scripts/parts/paths.sh"

# The list of recipes
[private]
default:
    @just --list --unsorted

# Set up, build and serve the demo school on http://localhost:8000
run *arguments:
    @scripts/run.sh {{arguments}}

# Set up, and run every test: SQLite, PostgreSQL + Redis, browser
test:
    @scripts/test.sh

# The native tests on SQLite, those of the SPA too; arguments go to nextest: just test-sqlite -p store messages
test-sqlite *arguments:
    @{{paths}}; TEST_DATABASE=sqlite cargo nextest run {{arguments}}{{ if arguments == "" { "; cargo nextest run -p frontend" } else { "" } }}

# The native tests on a private PostgreSQL and Redis; arguments go to nextest
test-postgres *arguments:
    @scripts/with-databases.sh cargo nextest run {{arguments}}

# The browser tests, all or the files named: just e2e messages.test.mjs
e2e *files: build
    @scripts/e2e.sh {{files}}

# Screenshots of every screen at 390 and 1280 px, light and dark, into shots/
shots *arguments: build
    @{{paths}}; CHROMIUM="${CHROMIUM:-$(command -v chromium)}" node e2e/shots.mjs {{arguments}}

# Server and SPA, rebuilt and reloaded on every change, on http://localhost:8000
dev:
    @scripts/dev.sh

# Load the demo school; just demo --reset starts over
demo *arguments: build
    @{{paths}}; mkdir -p data; "$ECOLEHUB" demo {{arguments}}

# The release binary with the SPA inside
build:
    @scripts/build.sh

# The SPA alone, compressed and weighed, into frontend/dist
web:
    @scripts/web.sh

# Format check, clippy, documentation, wasm build of domain, documents of the API, shell scripts
lint:
    @scripts/lint.sh

# Format everything
fmt:
    cargo fmt --all

# The documentation of the code, in the browser
doc:
    @{{paths}}; cargo doc --workspace --no-deps --open

# Write openapi/openapi.json and openapi/asyncapi.json from the code
openapi:
    @scripts/document.sh

# Generate the clients of examples/, compile them, and run them against a server: just examples rust
examples *names: build
    @scripts/examples.sh {{names}}

# schemathesis as each role on both backends: just fuzz --examples 1000 --seed 7 --backend sqlite teacher
fuzz *arguments: build
    @scripts/fuzz.sh {{arguments}}

# Judge the documents of the API with Spectral and Redocly
contract:
    @scripts/contract.sh

# Measure the release binary: just bench --quick; just bench --write puts the tables into docs/performance.md
bench *arguments:
    @scripts/bench.sh {{arguments}}

# How long a search takes among 200,000 messages, on both databases: just bench-search --write
bench-search *arguments:
    @scripts/bench-search.sh {{arguments}}

# Break what the release binary stands on, and judge M1 to M6 and M8: just chaos --quick --seed 7; just chaos --many
chaos *arguments:
    @scripts/chaos.sh {{arguments}}

# Write docs/permissions.md anew, from what a running server answers to everybody
permissions:
    @{{paths}}; TEST_DATABASE=sqlite WRITE_PERMISSIONS=1 cargo nextest run -p server the_committed_table_is_what_the_server_does

# Install what is missing on this machine
setup:
    @scripts/setup.sh

# What CI runs: lint, then test
ci:
    @.ci/run
