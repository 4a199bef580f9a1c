"""Opens a gallery's open data in LibreOffice, saves it as text, and compares the cells: `calc.py DEMO/du-lieu`.

Cells of the workbook come out as they are. A CSV has no types: LibreOffice takes `07195` and `71 %` for numbers, so that
their writing changes; every other cell stays.
"""

import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

UTF8 = "44,34,76,1"
ALL_SHEETS = ",,0,false,false,false,false,false,-1"
NUMBER = re.compile(r"0\d+|\d+([.,]\d+)? %")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as table:
        return list(csv.reader(table))


def saved(source, more, folder):
    """What LibreOffice makes of a file."""
    to = f"csv:Text - txt - csv (StarCalc):{UTF8}{more}"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += [f"--infilter=CSV:{UTF8}"] if source.suffix == ".csv" else []
    subprocess.run([*command, "--convert-to", to, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def compare(table, made, is_same):
    expected, got = rows(table), rows(made)
    assert [len(row) for row in expected] == [len(row) for row in got], table.name
    for line, (row, other) in enumerate(zip(expected, got), 1):
        for text, cell in zip(row, other):
            assert is_same(text, cell), f"{table.name}, line {line}: {text!r}, {cell!r}"
    return sum(map(len, expected))


data = Path(sys.argv[1]).resolve()
tables = sorted(data.glob("*.csv"))
with tempfile.TemporaryDirectory() as folder:
    saved(data / "mo-hinh.xlsx", ALL_SHEETS, folder)
    cells = sum(compare(table, Path(folder, f"mo-hinh-{table.name}"), str.__eq__) for table in tables)
    for table in tables:
        saved(table, "", folder)
        compare(table, Path(folder, table.name), lambda text, cell: text == cell or NUMBER.fullmatch(text))
print(f"{len(tables)} tables, {cells} cells in LibreOffice")
