"""Has lists of many shapes, made by programs that are not ours, imported: `lists.py GUONG`. Each shape stands beside what
the program is to say of it. Then an export is opened and edited in LibreOffice, and exactly the edited keys change."""

import csv
import datetime
import io
import random
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

GUONG = Path(sys.argv[1]).resolve()
SITE = {
    "guong.toml": 'title = "Thử"\nbase_url = "https://thu.example/"\nprovince = "Nghệ An"\n',
    "content/fields.toml": '[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n[[fields]]\nid = "van-hoa"\nname = "Văn hóa - xã hội"\n'
    '[[fields]]\nid = "xay-dung-dang"\nname = "Xây dựng Đảng, hệ thống chính trị"\n',
    "content/entries/tha-ca/index.md": '+++\ntitle = "Thả cá"\nfields = ["kinh-te"]\n'
    'locality = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"\nstarted = "2019-03"\npublished = 2020-11-02\n+++\nBài.\n',
}
PLACE = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"
DAY = datetime.datetime(2020, 10, 15)


def site(folder):
    for path, text in SITE.items():
        file = Path(folder) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Path(folder)


def guong(root, *arguments, ends=(0, 1)):
    command = [GUONG, "--lang", "vi", "--as-of", "2026-06-01", "--root", root, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode in ends, f"{arguments}: {done.returncode} {done.stdout} {done.stderr}"
    return done.stdout + done.stderr


def xlsx(rows, finish=None, **more):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if finish:
        finish(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return "a.xlsx", out.getvalue()


def xls(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, datetime.datetime):
                sheet.write(number, column, value, day)
            elif value is not None:
                sheet.write(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return "a.xls", out.getvalue()


def ods(rows):
    book = OpenDocumentSpreadsheet()
    table = Table(name="Danh sách")
    for row in rows:
        line = TableRow()
        for value in row:
            if value is None:
                line.addElement(TableCell())
            elif isinstance(value, (int, float)):
                line.addElement(TableCell(valuetype="float", value=value))
            elif isinstance(value, datetime.datetime):
                line.addElement(TableCell(valuetype="date", datevalue=value.strftime("%Y-%m-%d")))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
                line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return "a.ods", out.getvalue()


def text(rows, encoding="utf-8", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return "a.csv", out.getvalue().encode(encoding)


PLAIN = [["Tên mô hình", "Lĩnh vực", "Địa chỉ", "Thời gian bắt đầu"], ["Ao cá", "Kinh tế", PLACE, DAY]]
WORDS = [PLAIN[0], ["Ao cá", "Kinh tế", PLACE, "15/10/2020"]]
NEW = 'title = "Ao cá"\nfields = "kinh-te"\nlocality = "' + PLACE + '"\nstarted = 2020-10-15\n'


def merged(book, sheet):
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("B4:B5")
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("E4:E5")


def tall(book, sheet):
    sheet.merge_cells("C2:C3")


def months(book, sheet):
    sheet["D2"].number_format = "mm/yyyy"
    sheet["E2"].number_format = "0%"


def epoch(book, sheet):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet["D2"].value = DAY


def second(book, sheet):
    book.create_sheet("Tổng hợp").append(["Tổng số mô hình", 12])
    hidden = book.create_sheet("Nháp")
    hidden.append(PLAIN[0])
    hidden.append(["Không nhận", "Kinh tế", PLACE, 2019])
    hidden.sheet_state = "hidden"


def formula(book, sheet):
    sheet["E1"], sheet["E2"], sheet["E3"] = "Nhân rộng", "=SUM(1,2)", '=HYPERLINK("https://xau.example","x")'


# Each shape: the file, further arguments, what the program says, what the written entry holds.
SHAPES = {
    "plain": (xlsx(PLAIN), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "xls": (xls(PLAIN), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "ods": (ods(PLAIN), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "csv": (text(WORDS), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "csv with semicolons": (text(WORDS, "utf-8-sig", ";"), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "unicode text": (text(WORDS, "utf-16", "\t"), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "without accents": (
        text([["TEN MO HINH", "linh vuc", "DIA CHI", "thoi gian bat dau"], WORDS[1]]),
        [], ["1 bài mới", "0 lỗi"], [NEW],
    ),
    "letterhead and running numbers": (
        xlsx([["UBND HUYỆN A", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], [], ["DANH SÁCH MÔ HÌNH"], [],
              ["STT", *PLAIN[0], "Ghi chú"], [1, *PLAIN[1], "tốt"], [None, "Tổng cộng: 1 mô hình"],
              [], [None, None, None, None, "TM. ỦY BAN NHÂN DÂN"]]),
        [], ["tiêu đề ở dòng 5, 1 dòng", "Cột không nhận: F “Ghi chú”", "Tổng cộng: 1 mô hình", "TM. ỦY BAN"], [NEW],
    ),
    "two rows of headings, merged": (
        xlsx([["DANH SÁCH"], [], [], ["TT", "Tên mô hình", "Thời gian", None, "Địa chỉ", "Lĩnh vực"],
              [None, None, "Bắt đầu", "Kết thúc", None, None], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
              [1, "Ao cá", DAY, 2021, PLACE, "Kinh tế"]], merged),
        [], ["1 bài mới", "0 lỗi"], ['ended = "2021"', "started = 2020-10-15"],
    ),
    "cells merged over rows": (
        xlsx([PLAIN[0], ["Một", "Kinh tế", PLACE, 2019], ["Hai", "Kinh tế", None, 2020]], tall),
        [], ["2 bài mới", "0 lỗi"], [f'title = "Hai"\nfields = "kinh-te"\nlocality = "{PLACE}"\nstarted = "2020"'],
    ),
    "groups by field": (
        xlsx([["TT", "Tên mô hình", "Địa chỉ", "Năm"], ["I", "Lĩnh vực kinh tế"], [1, "Ao cá", PLACE, 2020],
              ["II", "Văn hóa - xã hội"], [1, "Thư viện", PLACE, 2021]]),
        [], ["2 bài mới", "0 lỗi"], ['title = "Thư viện"\nfields = "van-hoa"'],
    ),
    "groups by place": (
        xlsx([["TT", "Tên mô hình", "Lĩnh vực", "Năm"], ["A", "xã Tam Hợp, huyện Tương Dương"],
              [1, "Ao cá", "Kinh tế", 2020]]),
        [], ["1 bài mới", "0 lỗi"], ['locality = "xã Tam Hợp, huyện Tương Dương"'],
    ),
    "months, percentages and numbers": (
        xlsx([[*PLAIN[0], "Nhân rộng"], ["Ao cá", "Kinh tế", PLACE, datetime.datetime(2020, 10, 1), 0.85]], months),
        [], ["1 bài mới", "0 lỗi"], ['started = "2020-10"', 'spread = "85%"'],
    ),
    "dates from 1904": (xlsx(PLAIN, epoch), [], ["1 bài mới", "0 lỗi"], [NEW]),
    "dates in words": (
        xlsx([PLAIN[0], ["Ao cá", "Kinh tế", PLACE, "quý II/2022"], ["Ao sen", "Kinh tế", PLACE, "giai đoạn 2016-2020"]]),
        [], ["2 bài mới", "0 lỗi"], ['started = "quý II/2022"', 'started = "giai đoạn 2016-2020"'],
    ),
    "lists in cells": (
        xlsx([PLAIN[0], ["Ao cá", "Kinh tế, Văn hóa - xã hội", f"{PLACE};\ntỉnh Lào Cai", 2020],
              ["Ao sen", "Xây dựng Đảng, hệ thống chính trị", PLACE, 2020]]),
        [], ["2 bài mới", "0 lỗi"],
        ['fields = ["kinh-te", "van-hoa"]', f'locality = ["{PLACE}", "tỉnh Lào Cai"]', 'fields = "xay-dung-dang"'],
    ),
    "several sheets, one hidden": (
        xlsx(PLAIN, second), [], ["1 bài mới", "“Tổng hợp”: không phải danh sách", "“Nháp”: đang ẩn"], [NEW],
    ),
    "long cells and sections": (
        xlsx([[*PLAIN[0], "Kết quả đạt được"], [*PLAIN[1], "Có **85** hộ\n- một\n- hai"]]),
        [], ["1 bài mới", "0 lỗi"], ["## Kết quả đạt được\n\nCó \\*\\*85\\*\\* hộ\n\n- một\n- hai\n"],
    ),
    "an old font": (
        xlsx([["Tªn m« h×nh", *PLAIN[0][1:]], ["HiÕn ®Êt lµm ®\xadêng", *PLAIN[1][1:]]]),
        ["--map", "A=title", "--convert"], ["1 bài mới"], ['title = "Hiến đất làm đường"'],
    ),
    "formulas": (
        xlsx([*PLAIN, ["Ao sen", "Kinh tế", PLACE, 2020]], formula), [], ["2 bài mới", "0 lỗi"], [NEW],
    ),
    "entries that are there": (
        xlsx([PLAIN[0], ["THẢ CÁ", "Kinh tế", PLACE, 2019], ["Thả cá", "Kinh tế", "tỉnh Lào Cai", 2019]]),
        [], ["1 bài mới, 1 bài đổi", "title: Thả cá → THẢ CÁ"], ['locality = "tỉnh Lào Cai"'],
    ),
    "mistakes": (
        xlsx([PLAIN[0], ["Ao cá", "Kinh doanh", "xã Không Có", "31/02/2020"], [None, "Kinh tế", PLACE, 2019],
              ["Ao cá", "Kinh doanh", "xã Không Có", "31/02/2020"]]),
        [], ["Sheet!B2 (Lĩnh vực): lỗi[E0201]", "Sheet!C2 (Địa chỉ): lưu ý[W0110]", "Sheet!D2 (Thời gian bắt đầu): lỗi[E0113]",
             "Sheet!A3 (Tên mô hình): lỗi[E0106]", "Sheet!4: lỗi[E0402]", "Chưa ghi gì"], None,
    ),
    "empty rows to the end": (
        xlsx(PLAIN, lambda book, sheet: setattr(sheet.row_dimensions[1_048_576], "height", 20)), [], ["1 bài mới"], [NEW],
    ),
    "a cell in the last column": (
        xlsx(PLAIN, lambda book, sheet: sheet.cell(1, 16_384, "Cột cuối")), [], ["XFD “Cột cuối”", "1 bài mới"], [NEW],
    ),
    "no list": (xlsx([["Báo cáo tháng"], ["Số mô hình", 12]]), [], ["không thấy bảng nào"], None),
}


def shapes():
    wrong = []
    for name, ((file, made), more, says, holds) in SHAPES.items():
        with tempfile.TemporaryDirectory() as folder:
            root = site(folder)
            (root / file).write_bytes(made)
            before = sorted(root.rglob("*.md"))
            said = guong(root, "import", root / file, *more)
            assert sorted(root.rglob("*.md")) == before, f"{name}: a dry run wrote"
            wrong += [f"{name}: {words}\n{said}" for words in says if words not in said]
            if holds is None:
                continue
            guong(root, "import", root / file, *more, "--write", ends=(0,))
            written = "".join(path.read_text() for path in sorted(root.rglob("*.md")) if path not in before)
            wrong += [f"{name}: {words}\n{written}" for words in holds if words not in written]
            guong(root, "check", ends=(0,))
            again = guong(root, "import", root / file, *more, ends=(0,))
            wrong += [f"{name}, again:\n{again}"] if "0 bài mới" not in again else []
    assert not wrong, "\n".join(wrong)
    print(f"{len(SHAPES)} shapes of lists")


def million():
    """A million rows without cells, and a million with empty ones."""
    with tempfile.TemporaryDirectory() as folder:
        root = site(folder)
        _, made = xlsx(PLAIN)
        for row in ["<row r='%d'/>", "<row r='%d'><c r='A%d' s='0'/></row>"]:
            out = io.BytesIO()
            with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
                for part in old.namelist():
                    data = old.read(part)
                    if part == "xl/worksheets/sheet1.xml":
                        rows = "".join(row % ((number,) * row.count("%")) for number in range(3, 1_048_577))
                        data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
                    new.writestr(part, data)
            (root / "a.xlsx").write_bytes(out.getvalue())
            assert "1 bài mới" in guong(root, "import", root / "a.xlsx", ends=(0,))
    print("1,048,576 rows")


def calc(source, target, kind):
    done = subprocess.run(
        ["soffice", "--headless", "--convert-to", kind, "--outdir", target, source], capture_output=True, timeout=300
    )
    assert done.returncode == 0, done


def round_trip():
    """LibreOffice saves an export again; then fifty of its cells are edited."""
    with tempfile.TemporaryDirectory() as folder:
        root = site(folder)
        rng = random.Random(7)
        for number in range(60):
            path = root / f"content/entries/e{number}.md"
            path.write_text(
                f'+++\n# {number}\ntitle = "Bài {number}"\nfields = ["kinh-te"]\nlocality = "{PLACE}"\n'
                f'started = {rng.choice(["2019", "2019-03-05", chr(34) + "quý II/2022" + chr(34)])}\n'
                f'summary = "=1+{number} \\"x\\""\nspread = {number}\n'
                f'results = [{{ label = "Hộ", before = {number}, after = {number}.5, to = "2020" }}]\n+++\nBài.\n'
            )
        before = {path: path.read_bytes() for path in root.rglob("*.md")}
        guong(root, "export", root / "out.xlsx", ends=(0,))
        target = root / "again"
        calc(root / "out.xlsx", target, "xlsx")
        said = guong(root, "import", target / "out.xlsx", "--write", ends=(0,))
        assert "0 bài mới, 0 bài đổi" in said, said
        assert before == {path: path.read_bytes() for path in root.rglob("*.md")}
        book = openpyxl.load_workbook(target / "out.xlsx")
        sheet = book["Mô hình"]
        headings = {cell.value: cell.column for cell in sheet[1]}
        edits = {}
        for row in rng.sample(range(2, sheet.max_row + 1), 50):
            heading, value, line = rng.choice(
                [("Tóm tắt", "Sửa lời.", 'summary = "Sửa lời."'), ("Nhân rộng", 99, "spread = 99"),
                 ("Bắt đầu", datetime.datetime(2021, 5, 6), None)]
            )
            sheet.cell(row, headings[heading]).value = value
            edits[sheet.cell(row, 1).value] = (heading, line)
        book.save(root / "edited.xlsx")
        calc(root / "edited.xlsx", target, "xlsx")
        guong(root, "import", target / "edited.xlsx", "--write", ends=(0,))
        keys = {"Tóm tắt": b"summary", "Nhân rộng": b"spread", "Bắt đầu": b"started"}
        for path, old in before.items():
            name = path.stem if path.stem != "index" else path.parent.name
            was = old.splitlines()
            changed = [line for line in path.read_bytes().splitlines() if line not in was]
            if name not in edits:
                assert not changed, f"{name}: {changed}"
                continue
            heading, line = edits[name]
            assert all(own.startswith(keys[heading]) for own in changed), f"{name}: {changed}"
            assert line is None or name == "tha-ca" or changed == [line.encode()], f"{name}: {changed}"
        calc(root / "out.xlsx", target, "pdf")
        assert (target / "out.pdf").stat().st_size > 10_000
    print("50 edited cells")


shapes()
million()
round_trip()
