"""Reports as offices make them, for `word.py`: made by python-docx and LibreOffice, and changed below that."""

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches
from PIL import Image

PLACE = "xã Tam Hợp, huyện Tương Dương, tỉnh Nghệ An"


def picture(colour=(10, 120, 60), size=(640, 480), kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    out.seek(0)
    return out


def line(document, text, bold=False, centred=False, style=None, font=None):
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold = bold or None
    if font:
        run.font.name = font
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def photo(document, colour, caption="", credit="", **size):
    document.add_paragraph().add_run().add_picture(picture(colour, **size), width=Inches(3))
    for text in [caption, credit]:
        if text:
            line(document, text, centred=True)


def insertion(paragraph, text, name="w:ins"):
    """A tracked insertion, or a deletion."""
    change = OxmlElement(name)
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "a")
    run = OxmlElement("w:r")
    words = OxmlElement("w:t" if name == "w:ins" else "w:delText")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def letterhead(document, number="Số: 45-BC/ĐU"):
    table = document.add_table(1, 2)
    left, right = table.rows[0].cells
    left.text = f"ĐẢNG BỘ TỈNH NGHỆ AN\nĐẢNG ỦY XÃ TAM HỢP\n*\n{number}"
    right.text = "ĐẢNG CỘNG SẢN VIỆT NAM\n-------\nTam Hợp, ngày 15 tháng 10 năm 2024"


def signature(document):
    table = document.add_table(1, 2)
    left, right = table.rows[0].cells
    left.text = "Nơi nhận:\n- Ban Dân vận Tỉnh ủy;\n- Lưu VP."
    right.text = "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn A"


def numbered(document):
    """Headings by `numPr`: `I.`, `1.`, `a)`, and bullets."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate([("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "-")])
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def add(text, level, bold=False):
        paragraph = line(document, text, bold)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )
        return paragraph

    return add


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(build):
    document = Document()
    build(document)
    return saved(document)


def edited(data, part, change):
    """A file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return out.getvalue()


def added(data, parts):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def plain(document):
    document.add_heading("Ao cá cộng đồng", 0)
    line(document, f"Địa chỉ: {PLACE}")
    line(document, "Thời gian: từ tháng 3/2021")
    line(document, "Lĩnh vực: Kinh tế")
    line(document, "Bà con\u00a0cùng  làm ao\u00ad cá.")


def decree(document):
    """The whole layout of decree 30/2020."""
    letterhead(document)
    line(document, "BÁO CÁO", True, True)
    line(document, "Kết quả xây dựng mô hình “Dân vận khéo”", True, True)
    line(document, "thắp sáng đường quê", True, True)
    line(document, "-----", centred=True)
    line(document, f"Địa chỉ: {PLACE}")
    line(document, "Đơn vị thực hiện: Hội Cựu chiến binh xã")
    line(document, "I. ĐẶC ĐIỂM TÌNH HÌNH", True)
    line(document, "1. Thuận lợi", True)
    line(document, "Nh©n d©n ®ång thuËn, ®ãng gãp ngµy c«ng.", font=".VnTime")
    line(document, "1.1. Về kinh tế", True)
    line(document, "- Có 85 hộ hiến đất;")
    line(document, "+ Trong đó 12 hộ nghèo.")
    paragraph = line(document, "Dài ")
    insertion(paragraph, "7", "w:del")
    insertion(paragraph, "12 km.")
    line(document, "II. KẾT QUẢ", True)
    table = document.add_table(3, 3, style="Table Grid")
    for row, texts in zip(table.rows, [("Nội dung", "Kết quả", ""), ("Đường", "12", "km"), ("", "3", "cầu")]):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    photo(document, (200, 30, 30), "Ảnh 1: Bà con mở đường.", "Nguồn ảnh: Hội Cựu chiến binh xã")
    photo(document, (30, 30, 200), "Ảnh: Đường đã sáng (Ảnh: Văn B)")
    line(document, "a) Nguyên nhân", True)
    line(document, "Dân tin.")
    signature(document)


DECREE = """## I. ĐẶC ĐIỂM TÌNH HÌNH

### 1. Thuận lợi

Nhân dân đồng thuận, đóng góp ngày công.

#### 1.1. Về kinh tế

- Có 85 hộ hiến đất;
  - Trong đó 12 hộ nghèo.

Dài 12 km.

## II. KẾT QUẢ

| Nội dung | Kết quả |  |
| --- | --- | --- |
| Đường | 12 | km |
|  | 3 | cầu |

##### a) Nguyên nhân

Dân tin.
"""


def lists(document):
    line(document, "Thư viện thôn", True, True)
    add = numbered(document)
    add("Đặc điểm", 0, True)
    add("Thuận lợi", 1, True)
    add("Việc thứ nhất", 2)
    add("Việc thứ hai", 2)
    add("chi tiết", 3)
    add("Kết quả", 0, True)
    add("Một phần", 1)
    add("Hai phần", 1)
    for text, style in [("gạch một", "List Bullet"), ("gạch hai", "List Bullet 2"), ("số một", "List Number")]:
        line(document, text, style=style)


LISTS = """## I. Đặc điểm

### 1. Thuận lợi

a) Việc thứ nhất

b) Việc thứ hai

- chi tiết

## II. Kết quả

1. Một phần
2. Hai phần

- gạch một
"""


def link(paragraph, text, address):
    part = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), part)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    element.append(run)
    paragraph._p.append(element)


def words(document):
    document.add_heading("Chữ và liên kết", 1)
    paragraph = document.add_paragraph("Có ")
    paragraph.add_run("chữ đậm").bold = True
    paragraph.add_run(" và ")
    paragraph.add_run("nghiêng").italic = True
    paragraph.add_run(" * _ <b> [x](y) | 1. ")
    link(paragraph, "trang xã", "https://tamhop.example/")
    link(paragraph, "xấu", "javascript:alert(1)")
    line(document, "# không phải tiêu đề")
    line(document, "12. là số")
    hidden = document.add_paragraph("Hiện ").add_run("ẨN")
    hidden.font.hidden = True


def several(document):
    letterhead(document)
    line(document, "BÁO CÁO", True, True)
    line(document, "Các mô hình năm 2024", True, True)
    line(document, "Lời mở đầu chung của báo cáo.")
    for name, place in [("I. Ao cá", PLACE), ("II. Thư viện", "tỉnh Nghệ An")]:
        line(document, name, True)
        line(document, f"1. Địa chỉ: {place}")
        line(document, "2. Thời gian bắt đầu: 2021")
        line(document, f"Lời của {name}.")
        photo(document, (len(name), 90, 90), f"Ảnh: {name}")


def grid(document):
    document.add_heading("Ảnh trong bảng", 0)
    table = document.add_table(2, 2)
    for column, words in enumerate(["Ảnh 1: Thả cá", "Ảnh 2: Thu hoạch"]):
        table.cell(0, column).paragraphs[0].add_run().add_picture(picture((column * 90, 9, 9)), width=Inches(2))
        table.cell(1, column).text = words
    line(document, "Lời kết.")


def odd_pictures(document):
    document.add_heading("Ảnh lạ", 0)
    line(document, "Lời.")
    photo(document, (1, 2, 3), "Ảnh: tốt")
    photo(document, (9, 9, 9), kind="GIF")
    photo(document, (9, 9, 9), kind="BMP")
    photo(document, (9, 9, 9), size=(16, 16))


def many_titles(document):
    line(document, "MÔ HÌNH DÂN VẬN KHÉO", True, True)
    line(document, "“Con đường hoa”", True, True)
    line(document, "(Kèm theo Báo cáo số 12-BC/ĐU)", centred=True)
    line(document, "Lời một.")
    line(document, "Nơi nhận:")
    line(document, "- Lưu.")
    line(document, "Nguyễn Văn A")
    photo(document, (7, 80, 7), "Ảnh: Con đường hoa nở")


def tabbed(document):
    line(document, "UBND XÃ TAM HỢP\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    line(document, "Số:      /BC-UBND\tĐộc lập - Tự do - Hạnh phúc")
    line(document, "Tam Hợp, ngày    tháng    năm 2024", centred=True)
    line(document, "BÁO CÁO TÓM TẮT", True, True)
    line(document, "Mô hình sân chơi", True, True)
    line(document, "Lời của bài.")
    line(document, "TM. ỦY BAN NHÂN DÂN", True, True)
    line(document, "CHỦ TỊCH", True, True)


def vni(document):
    document.add_heading("Chữ cũ", 0)
    line(document, "Nhaân daân ñoàng thuaän.", font="VNI-Times")
    line(document, "HIÕN §ÊT", font=".VnTimeH")
    line(document, "Chữ Unicode trong phông cũ: đường quê.", font=".VnTime")


def footnotes(data):
    """python-docx makes none: the part is added by hand."""
    data = edited(data, "word/document.xml", lambda text: text.replace(
        "CHUTHICH", 'Số liệu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.'))
    data = edited(data, "[Content_Types].xml", lambda text: text.replace(
        "</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'))
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Theo báo cáo xã.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    return added(data, {"word/footnotes.xml": notes})


def noted(document):
    document.add_heading("Chú thích", 0)
    line(document, "CHUTHICH")


FILTERS = {"doc": "doc:MS Word 97", "docx": "docx:MS Word 2007 XML"}


def office(data, kind, back=None):
    """A file as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.docx"
        source.write_bytes(data)
        for kind in filter(None, [kind, back]):
            subprocess.run(
                ["soffice", "--headless", "--convert-to", FILTERS.get(kind, kind), "--outdir", folder, source],
                check=True, capture_output=True, timeout=300,
            )
            source = Path(folder) / f"a.{kind}"
        return source.read_bytes()


def fields(document):
    document.add_heading("Trường", 0)
    paragraph = document.add_paragraph("Trước ")
    for kind, text in [("begin", None), (None, ' DDEAUTO c:\\\\windows\\\\cmd.exe "/c calc" '), ("separate", None), ("text", "chữ đang hiện"), ("end", None)]:
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run._r.append(instruction)
    paragraph.add_run(" sau.")


def outside(document):
    """A picture that is not in the file."""
    document.add_heading("Ảnh ở ngoài", 0)
    photo(document, (3, 3, 3))
    line(document, "Lời.")
    blip = next(document.element.iter(qn("a:blip")))
    part = document.part.relate_to("https://xau.example/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip.set(qn("r:link"), part)
    del blip.attrib[qn("r:embed")]


MACROS = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100), "word/embeddings/oleObject1.bin": bytes(100)}
PARTS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'


def bomb(data):
    return edited(data, "word/document.xml", lambda text: PARTS + text[text.index("<w:document"):].replace("Lời", "&y;"))


def huge(data):
    return edited(data, "word/document.xml", lambda text: text.replace("</w:body>", "<w:p/>" * 2_000_000 + "</w:body>"))


def deep(data):
    return edited(data, "word/document.xml", lambda text: text.replace("</w:body>", "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:body>"))


def zeros(data):
    return added(data, {"word/media/x.bin": bytes(1 << 20) * 1100})
