#!/usr/bin/env bash
# Validates the open data of a built gallery with an independent program: `tests/data.sh DEMO`. Installs it into a
# virtual environment in `target/`.
set -euo pipefail
demo="$(realpath "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
venv="${CARGO_TARGET_DIR:-target}/open-data"
if [ ! -x "$venv/bin/frictionless" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet "frictionless==5.*"
fi
(cd "$demo/du-lieu" && "$venv/bin/frictionless" validate datapackage.json)
