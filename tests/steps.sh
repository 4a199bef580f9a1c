# Shared by tests/run and tests/all: times the steps, installs missing packages, lints.

# `step NAME`: begins a step, and records the seconds that the previous one took.
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

# `install_packages PACKAGE...`: installs Debian packages.
install_packages() {
    step "installing $*"
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# `need COMMAND PACKAGE`: installs the Debian package of a command, if the command is missing.
need() {
    command -v "$1" > /dev/null || install_packages "$2"
}

# `need_package PACKAGE...`: installs the Debian packages that are missing.
need_package() {
    local missing=() package
    for package in "$@"; do
        # Packages that are only known are listed too.
        dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} != 0 ]; then install_packages "${missing[@]}"; fi
}

# Installs Node.js 20 or later with npm, if there is none: Debian 12 has 18, for which Playwright is too new.
need_node() {
    is_new() { command -v npm > /dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; }
    is_new 2> /dev/null && return
    need node nodejs
    need npm npm
    is_new && return
    local folder package
    folder="$(realpath -m "${CARGO_TARGET_DIR:-target}")/node"
    package="node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
    if [ ! -e "$folder/node_modules/.package-lock.json" ]; then
        step "installing Node.js 22"
        npm install --prefix "$folder" --no-audit --no-fund "$package@22" npm@10
    fi
    export PATH="$folder/node_modules/$package/bin:$folder/node_modules/.bin:$PATH"
}

# From here on, Clippy is the compiler of the crate, and its warnings are errors: `cargo clippy` would check all
# dependencies once more.
lint_while_compiling() {
    RUSTC_WORKSPACE_WRAPPER="$(realpath tests/compiler)"
    export RUSTC_WORKSPACE_WRAPPER
    export CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
}
