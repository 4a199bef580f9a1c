#!/usr/bin/env bash
# Validates the open data and the feeds of a built gallery with independent programs, and has lists made by such programs
# imported: `tests/data.sh DEMO`. Installs them into a virtual environment in `target/`.
set -euo pipefail
demo="$(realpath "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tests/steps.sh
venv="$(realpath -m "${CARGO_TARGET_DIR:-target}")/open-data"
readers=(frictionless feedparser listparser geojson rdflib openpyxl xlwt odf docx)
if ! "$venv/bin/python" -c "import $(IFS=,; echo "${readers[*]}")" 2> /dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet "frictionless==5.*" "feedparser==6.*" "listparser==0.20" "geojson==3.*" "rdflib==7.*" "openpyxl==3.*" "xlwt==1.*" "odfpy==1.*" "python-docx==1.*"
fi
(cd "$demo/du-lieu" && "$venv/bin/frictionless" validate datapackage.json)
"$venv/bin/python" tests/data.py "$demo"
"$venv/bin/python" tests/workbook.py "$demo/du-lieu"
need soffice libreoffice-calc
need lowriter libreoffice-writer
python3 tests/calc.py "$demo/du-lieu"
"$venv/bin/python" tests/lists.py "${GUONG:-${CARGO_TARGET_DIR:-target}/debug/guong}"
"$venv/bin/python" tests/report.py "${GUONG:-${CARGO_TARGET_DIR:-target}/debug/guong}"
