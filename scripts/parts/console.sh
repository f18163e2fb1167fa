# shellcheck shell=bash
# What a person sees while a script works: numbered steps, why a wait is long, and how long each took.

STEPS=0
STEP=0
STEP_STARTED=0
SCRIPT_STARTED=$SECONDS

# plan COUNT: how many steps this script will announce.
plan() { STEPS=$1; }

# step TITLE: closes the step before and announces the next one.
step() {
    step_done
    STEP=$((STEP + 1))
    STEP_STARTED=$SECONDS
    printf '\n[%d/%d] %s\n' "$STEP" "$STEPS" "$1"
}

# note TEXT: a line that belongs to the running step.
note() { printf '      %s\n' "$*"; }

# Says how long the running step took; called by `step`, and once at the end.
step_done() {
    if ((STEP > 0)); then
        note "done in $(duration $((SECONDS - STEP_STARTED)))"
    fi
}

# fail TEXT: one clear sentence, and out.
fail() {
    printf '\nStopped: %s\n' "$*" >&2
    exit 1
}

# duration SECONDS: "8 s", "3 min 20 s".
duration() {
    if (($1 < 60)); then printf '%d s' "$1"; else printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); fi
}

# Time since the script began.
total_time() { duration $((SECONDS - SCRIPT_STARTED)); }

# quietly TITLE COMMAND...: runs a chatty command with its output in a log, a sign of life every 15 seconds, and the end of the
# log when it fails.
quietly() {
    local title=$1 log pid started=$SECONDS
    shift
    log="$CACHE/log/$(printf '%s' "$title" | tr -cs 'a-zA-Z0-9' '-').log"
    mkdir -p "$CACHE/log"
    note "$title ..."
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if (((SECONDS - started) >= 15 && (SECONDS - started) % 15 == 0)); then
            note "  still at it, $(duration $((SECONDS - started))): $(tail -n 1 "$log" | cut -c 1-90)"
            sleep 1
        fi
    done
    wait "$pid" && return 0
    tail -n 40 "$log" >&2
    fail "\"$title\" failed; the whole output is in $log"
}
