# What tests/run and tests/all share: steps with the seconds that they took, and packages that are missing.

# `step NAME`: names what comes next; what came before is noted with the seconds that it took.
times=""
running=""
step() {
    if [ -n "$running" ]; then times+=$(printf '%6d s  %s' "$((SECONDS - since))" "$running")$'\n'; fi
    running="$*"
    since=$SECONDS
    printf '\n== %s (after %d s)\n' "$*" "$SECONDS"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# `need COMMAND PACKAGE`: the Debian package that brings a command, where there is no such command yet.
need() {
    if command -v "$1" > /dev/null; then return; fi
    step "installing $2"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2"
}
