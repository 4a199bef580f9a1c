"""Measures lists as workbooks: `office.py --guong PROGRAM [--entries 10000]`.

A list of so many rows and twenty columns is read, checked and reported, then written as entries; the gallery is exported.
Prints the seconds and the largest memory of each, of the program and the process in which it reads the list."""

import argparse
import resource
import subprocess
import tempfile
import time
from pathlib import Path

import openpyxl

HEADINGS = [
    "Tên", "Loại", "Lĩnh vực", "Địa bàn", "Đơn vị", "Bắt đầu", "Kết thúc", "Ngày đăng", "Tóm tắt", "Kiểm tra",
    "Ngày sửa", "Lý do", "Mục tiêu", "Nhân rộng", "Kinh phí", "Người phụ trách", "Điện thoại", "Cách làm", "Kết quả",
    "Ghi chú",
]  # fmt: skip


def rows(count):
    for number in range(count):
        yield [
            f"Mô hình thắp sáng đường quê số {number}", "mô hình", "Kinh tế",
            "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An", f"Hội Nông dân xã {number % 500}", f"{1 + number % 12}/2019",
            "2021", "02/11/2020", f"Mỗi nhà một bóng đèn, nhà thứ {number} trả tiền điện.", "01/06/2024", "01/06/2024",
            "Đường tối, trẻ đi học sợ.", "Cả xóm sáng đèn.", f"{number % 40} xã", "1,2 tỷ đồng", "Lò Văn A",
            "0238 000 0000", "Bàn ở chi bộ trước, rồi từng nhà.", "Sáng cả đường.", "",
        ]  # fmt: skip


def measured(what, command, ends=(0,)):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    assert done.returncode in ends, done.stdout[-2000:] + done.stderr[-2000:]
    # The largest of all processes so far; each step needs more than the one before it.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{what}: {seconds:.2f} s, at most {memory:.0f} MB a process")
    return done.stdout


parser = argparse.ArgumentParser()
parser.add_argument("--guong", required=True)
parser.add_argument("--entries", type=int, default=10_000)
options = parser.parse_args()
with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    (root / "content").mkdir()
    (root / "guong.toml").write_text('title = "Thử"\nbase_url = "https://thu.example/"\n')
    (root / "content/fields.toml").write_text('[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n')
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for row in [HEADINGS, *rows(options.entries)]:
        sheet.append(row)
    book.save(root / "list.xlsx")
    program = [options.guong, "--root", root, "--lang", "en"]
    measured("read, checked, reported", [*program, "import", root / "list.xlsx"])
    measured("read, checked, written", [*program, "import", root / "list.xlsx", "--write"])
    measured("the same list again", [*program, "import", root / "list.xlsx"])
    measured("exported", [*program, "export", root / "out.xlsx"])
    said = measured("the export imported", [*program, "import", root / "out.xlsx"])
    assert f"{options.entries:,} unchanged" in said, said[-500:]
