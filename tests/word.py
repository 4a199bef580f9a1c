"""Has reports of many shapes, made by python-docx and LibreOffice, imported: `word.py GUONG`. Each shape stands beside
what the program is to say of it and what the written entry is to hold."""

import subprocess
import sys
import tempfile
from pathlib import Path

from word_made import (
    DECREE,
    LISTS,
    MACROS,
    PLACE,
    added,
    bomb,
    decree,
    deep,
    fields,
    footnotes,
    grid,
    huge,
    letterhead,
    line,
    lists,
    made,
    many_titles,
    noted,
    odd_pictures,
    office,
    outside,
    picture,
    plain,
    several,
    tabbed,
    vni,
    words,
    zeros,
)

GUONG = Path(sys.argv[1]).resolve()
SITE = {
    "guong.toml": 'title = "Thử"\nbase_url = "https://thu.example/"\nprovince = "Nghệ An"\n',
    "content/fields.toml": '[[fields]]\nid = "kinh-te"\nname = "Kinh tế"\n[[fields]]\nid = "van-hoa"\nname = "Văn hóa"\n',
    "content/entries/tha-ca/index.md": '+++\ntitle = "Thả cá"\nfields = ["kinh-te"]\n'
    'locality = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"\nstarted = "2019-03"\npublished = 2020-11-02\n+++\nBài.\n',
    "content/documents/da-co.md": '+++\nnumber = "7-KH/ĐU"\ntitle = "Kế hoạch"\n+++\n',
}
LATIN = made(plain)
# Each shape: the file, further arguments, what the program says, what is written, how many photos; `None` if nothing is.
SHAPES = {
    "a title and keys": (LATIN, [], ["1 bài mới", "dòng “Địa chỉ” → Địa bàn", "dòng “Thời gian” → Bắt đầu"],
        [f'title = "Ao cá cộng đồng"\nfields = "kinh-te"\nlocality = "{PLACE}"\nstarted = "từ tháng 3/2021"\n', "\n\nBà con cùng làm ao cá.\n"], 0),
    "the layout of decree 30": (made(decree), ["--document"],
        ["bỏ phần đầu văn bản (ĐẢNG ỦY XÃ TAM HỢP, 45-BC/ĐU, Tam Hợp, ngày 15 tháng 10 năm 2024)", "bỏ phần ký", "Nơi nhận",
         "chuyển 1 đoạn chữ phông .VnTime", "bỏ 1 chỗ đã xóa", "Văn bản 45-BC/ĐU → content/documents/45-bc-du.md"],
        ['title = "Kết quả xây dựng mô hình “Dân vận khéo” thắp sáng đường quê"\n', f'locality = "{PLACE}"\n',
         'unit = "Hội Cựu chiến binh xã"\n', 'documents = ["45-bc-du"]', DECREE,
         'caption = "Bà con mở đường."\ncredit = "Hội Cựu chiến binh xã"\n', 'caption = "Đường đã sáng"\ncredit = "Văn B"\n',
         'number = "45-BC/ĐU"\nkind = "Báo cáo"\n', 'issuer = "ĐẢNG ỦY XÃ TAM HỢP"\ndate = 2024-10-15\n'], 2),
    "the same by LibreOffice": (office(made(decree), "odt", "docx"), [], ["1 bài mới", "bỏ phần ký", "thêm --document để ghi"],
        ["## I. ĐẶC ĐIỂM TÌNH HÌNH\n\n### 1. Thuận lợi\n\nNhân dân đồng thuận, đóng góp ngày công.\n\n#### 1.1. Về kinh tế",
         "| Nội dung | Kết quả |  |", 'caption = "Bà con mở đường."\ncredit = "Hội Cựu chiến binh xã"\n'], 2),
    "lists by number and by style": (made(lists), [], ["1 bài mới"], [LISTS, 'title = "Thư viện thôn"'], 0),
    "words, links, signs of Markdown": (made(words), [], ["bỏ 1 đoạn chữ ẩn"],
        ["Có **chữ đậm** và *nghiêng* \\* \\_ \\<b> \\[x\\](y) \\| 1. [trang xã](https://tamhop.example/)xấu",
         "\\# không phải tiêu đề\n\n12. là số\n\nHiện\n"], 0),
    "several entries": (made(several), ["--split-at", "1"], ["2 bài mới", "bỏ phần đứng trước bài thứ nhất", "bài 2: dòng “Địa chỉ”"],
        [f'locality = "{PLACE}"\nstarted = "2021"', 'title = "Thư viện"\n', "Lời của I. Ao cá."], 2),
    "a level that no heading has": (LATIN, ["--split-at", "4"], ["không có tiêu đề cấp 4"], None, 0),
    "pictures in a table": (made(grid), [], ["2 ảnh"], ['caption = "Thả cá"', 'caption = "Thu hoạch"', "Lời kết."], 2),
    "pictures that no gallery shows": (made(odd_pictures), [], ["bỏ ảnh image2.gif (GIF)", "bỏ ảnh image3.bmp (BMP)", "(16 × 16)"],
        ['caption = "tốt"'], 1),
    "photos after the signature": (made(many_titles), [], ["1 bài mới", "Nơi nhận"],
        ['title = "MÔ HÌNH DÂN VẬN KHÉO “Con đường hoa”"', "Lời một.\n", 'file = "con-duong-hoa-no.jpg"'], 1),
    "a letterhead by tabs, without a number": (made(tabbed), [], ["bỏ phần ký", "địa bàn có thể là"], ['title = "Mô hình sân chơi"', "\n\nLời của bài.\n"], 0),
    "old fonts": (made(vni), [], ["phông VNI-Times", "phông .VnTimeH"],
        ["Nhân dân đồng thuận.\n\nHIẾN ĐẤT\n\nChữ Unicode trong phông cũ: đường quê."], 0),
    "footnotes": (footnotes(made(noted)), [], ["1 bài mới"], ["Số liệu[^1].\n\n[^1]: Theo báo cáo xã.\n"], 0),
    "an entry that is there": (made(lambda document: (document.add_heading("Thả cá", 0), line(document, "Thời gian: 2019"), line(document, "Lời."))), [],
        ["đã có bài này (content/entries/tha-ca/index.md)", "0 bài mới, 0 bài đổi, 1 bài giữ nguyên", "Không có gì để ghi"], [], 0),
    "a document that is there": (made(lambda document: (letterhead(document, "Số: 7-KH/ĐU"), document.add_heading("Bài mới", 0), line(document, "Lời."))), ["--document"],
        ["Văn bản 7-KH/ĐU đã có"], ['documents = ["da-co"]'], 0),
    "a mistake": (made(lambda document: (document.add_heading("Bài sai", 0), line(document, "Thời gian: 31/02/2020"), line(document, "Lời."))), ["--publish"],
        ["1 (Bắt đầu): lỗi[E0113]", "Chưa ghi gì"], None, 0),
    "no title": (made(lambda document: line(document, "Chỉ có lời, " * 40)), [], ["lỗi[E0106]"], None, 0),
    "an empty file": (made(lambda document: None), [], ["không có phần văn bản"], None, 0),
    # Hostile files: harmless or refused.
    "macros and embedded objects": (added(LATIN, MACROS), [], ["tệp có macro", "1 bài mới"], ["Bà con cùng làm ao cá."], 0),
    "a field that would run a program": (made(fields), [], ["1 trường lấy dữ liệu"], ["Trước chữ đang hiện sau."], 0),
    "a picture outside": (made(outside), [], ["bỏ 1 ảnh không nằm trong tệp"], ["Lời."], 0),
    "an XML bomb": (bomb(LATIN), [], ["tệp hỏng hoặc ghi dở (DOCTYPE)"], None, 0),
    "two million paragraphs": (huge(LATIN), [], ["tốn quá nhiều bộ nhớ"], None, 0),
    "five thousand levels": (deep(LATIN), [], ["tốn quá nhiều bộ nhớ"], None, 0),
    "a zip bomb": (zeros(LATIN), [], ["tốn quá nhiều bộ nhớ"], None, 0),
    "cut short": (LATIN[:-200], [], ["tệp hỏng"], None, 0),
    "an old .doc": (office(LATIN, "doc"), [], ["Word đời cũ"], None, 0),
    "an .odt": (office(LATIN, "odt"), [], ["không phải của Word"], None, 0),
    "an .rtf": (office(LATIN, "rtf"), [], ["không phải của Word"], None, 0),
    "a .pdf": (office(LATIN, "pdf"), [], ["tệp PDF không nhận được"], None, 0),
    "a scan": (picture().read(), [], ["ảnh hoặc bản quét"], None, 0),
}


def guong(root, *arguments, ends=(0, 1)):
    command = [GUONG, "--lang", "vi", "--as-of", "2026-06-01", "--root", root, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode in ends, f"{arguments}: {done.returncode} {done.stdout} {done.stderr}"
    return done.stdout + done.stderr


def shapes():
    wrong = []
    for name, (data, more, says, holds, photos) in SHAPES.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for path, text in SITE.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            (root / "a.docx").write_bytes(data)
            before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
            said = guong(root, "import", root / "a.docx", *more, ends=(0, 1, 3))
            after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
            assert {path: text for path, text in after.items() if ".guong" not in path.parts} == before, f"{name}: a dry run wrote"
            wrong += [f"{name}: {words}\n{said}" for words in says if words not in said]
            if holds is None:
                continue
            guong(root, "import", root / "a.docx", *more, "--write", ends=(0,))
            written = "".join(path.read_text() for path in sorted(root.rglob("*.md")) if path not in before)
            wrong += [f"{name}: {words}\n{written}" for words in holds if words not in written]
            found = [path for path in root.rglob("*") if path.suffix in (".jpg", ".png", ".gif", ".bmp")]
            wrong += [f"{name}: {found}"] if len(found) != photos else []
            guong(root, "check", ends=(0,))
            again = guong(root, "import", root / "a.docx", *more, ends=(0,))
            wrong += [f"{name}, again:\n{again}"] if "0 bài mới" not in again else []
    assert not wrong, "\n".join(wrong)
    print(f"{len(SHAPES)} shapes of reports")


shapes()
