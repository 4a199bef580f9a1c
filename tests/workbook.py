"""Reads the workbook of a gallery's open data with a program that is not ours, and compares it with the CSVs beside it:
`workbook.py DEMO/du-lieu`."""

import csv
import sys
from pathlib import Path

import openpyxl

folder = Path(sys.argv[1])
book = openpyxl.load_workbook(folder / "mo-hinh.xlsx")
assert len(book.sheetnames) == 9, book.sheetnames
numbers = 0
for sheet in book:
    with open(folder / f"{sheet.title}.csv", encoding="utf-8-sig", newline="") as table:
        rows = list(csv.reader(table))
    cells = list(sheet.iter_rows())
    assert len(cells) == len(rows), sheet.title
    for row, expected in zip(cells, rows):
        for cell, text in zip(row, expected, strict=True):
            assert cell.data_type in "sn", f"{sheet.title} {cell.coordinate}: {cell.data_type}"
            if cell.data_type == "n" and cell.value is not None:
                numbers += 1
                assert float(text) == cell.value, f"{sheet.title} {cell.coordinate}"
            else:
                assert (cell.value or "") == text.replace("\r\n", "\n"), f"{sheet.title} {cell.coordinate}"
assert numbers > 0, "no number is a number"
print(f"{len(book.sheetnames)} sheets, {numbers} numbers")
