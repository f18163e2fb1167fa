# shellcheck shell=bash
# The binary with the demo school on a free port, in a folder that goes away afterwards.

# start_demo_server: sets DEMO_URL, and DEMO_MAIL, the folder of its mails. Ends with the script.
start_demo_server() {
    local tries
    DEMO_FOLDER="$(mktemp -d "${TMPDIR:-/tmp}/ecolehub-demo-XXXXXX")"
    DEMO_SERVER=""
    trap stop_demo_server EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    export DEMO_MAIL="$DEMO_FOLDER/mail"
    demo_ecolehub migrate >/dev/null
    demo_ecolehub demo >/dev/null
    # there before the server is, for whoever looks into it at once
    : >"$DEMO_FOLDER/greeting"
    demo_ecolehub serve --port 0 >"$DEMO_FOLDER/greeting" 2>"$DEMO_FOLDER/log" &
    DEMO_SERVER=$!
    for ((tries = 0; tries < 200; tries++)); do
        DEMO_URL="$(sed -n 's|^EcoleHub: \(http://localhost:[0-9]*\).*|\1|p' "$DEMO_FOLDER/greeting")"
        [[ -z "$DEMO_URL" ]] || break
        kill -0 "$DEMO_SERVER" 2>/dev/null || break
        sleep 0.1
    done
    [[ -n "$DEMO_URL" ]] || { cat "$DEMO_FOLDER/log" >&2; fail "the server does not start"; }
    export DEMO_URL
}

# A command of the binary in that folder, with none of the settings of whoever runs this.
demo_ecolehub() {
    (cd "$DEMO_FOLDER" && exec env -i PATH="$PATH" HOME="$DEMO_FOLDER" LOG=warn MAIL_DIR="$DEMO_MAIL" "$ECOLEHUB" "$@")
}

stop_demo_server() {
    if [[ -n "$DEMO_SERVER" ]]; then
        kill "$DEMO_SERVER" 2>/dev/null || true
        wait "$DEMO_SERVER" 2>/dev/null || true
    fi
    rm -rf "$DEMO_FOLDER"
}
