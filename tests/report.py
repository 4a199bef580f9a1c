"""Has reports read by programs that are not ours: `report.py PROGRAM`, in the folder of the demo.

python-docx reads the document, openpyxl the workbook; both say the same. LibreOffice opens both.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl

program = sys.argv[1]
with tempfile.TemporaryDirectory() as folder:
    word, book = Path(folder, "a.docx"), Path(folder, "a.xlsx")
    for file in (word, book):
        subprocess.run([program, "report", "--year", "2026", "--quiet", "-o", file], check=True)
    document = docx.Document(word)
    page = document.sections[0]
    size = [round(side.mm) for side in (page.page_width, page.page_height, page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)]
    assert size == [210, 297, 30, 15, 20, 20], size
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == 4 and headings[0] == "I. Số liệu", headings
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    # The letterhead is first, the signature last.
    assert tables[0][0][1].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), tables[0]
    sheets = openpyxl.load_workbook(book)
    rows = lambda name: [["" if cell is None else str(cell) for cell in row] for row in sheets[name].values]
    listed = next(table for table in tables if "Trạng thái" in table[0] and "Đơn vị" in table[0])
    assert rows("Danh sách")[1:] == listed, "the lists differ"
    numbers = rows("Báo cáo")
    counted = [table for table in tables if table[0][2:3] == ["Tổng số"]]
    assert len(counted) == 4, len(counted)
    for row in (row for table in counted for row in table):
        assert row in numbers, row
    for file in (word, book):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, file]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert file.with_suffix(".pdf").stat().st_size > 10_000
print(f"{len(listed) - 1} entries in a report, read by python-docx, openpyxl and LibreOffice")
