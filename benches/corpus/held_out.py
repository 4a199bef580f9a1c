#!/usr/bin/env python3
"""Makes queries that nothing is tuned to, with the entries that answer each. Entries in a distinct vocabulary are planted
in a corpus; queries combine their words with names of places, units, documents and years, and rules over all entries
decide the answers.

usage: held_out.py plant CORPUS N OUT        N entries: the planted ones first
       held_out.py ask CORPUS QUERIES OUT    queries, one JSON object per line, and the entries that answer each
"""
import csv, json, os, random, re, sys
from itertools import count
from vn import clauses, old_style, strip_marks, tokens

FIELDS = {"kinh-te": "Kinh tế", "van-hoa-xa-hoi": "Văn hóa - xã hội", "cai-cach-hanh-chinh": "Cải cách hành chính",
          "quoc-phong-an-ninh": "Quốc phòng - an ninh", "xay-dung-dang": "Xây dựng Đảng, hệ thống chính trị"}
GAZETTEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/gazetteer/data")
# Each: title; two sentences of its text. Hunting for words that the corpus does not use: crafts, birds, music, sport.
TOPICS = [t.strip().split(" | ") for t in """
Đào giếng khơi cho bản khát | Thợ đá khoét lòng giếng bằng xà beng cùn | nước ngọt rỉ ra đêm rằm thứ hai
Ươm cau giống tặng sui gia | Quả cau lửa ngâm tro ba ngày mới nứt mầm | luống cau thẳng hàng như que tính
Đóng bàn ghế từ gỗ pơ mu mục | Bào nhẵn mặt ghế rồi quét dầu lai | trẻ ngồi không còn xóc dằm
Thêu lại khăn piêu cổ | Sợi chỉ hồng cánh kiến luồn mặt trái | bà nội dạy cháu đếm mũi sâu
Dạy bơi nơi khúc suối cạn | Phao kết bằng can nhựa rỗng | em bé lớp hai biết đứng nước
Vá lưới giã cào thuê | Kim tre lách qua mắt lưới rách | bến vắng rộn tiếng thoi đưa
Nuôi hươu lấy nhung | Cặp sừng non phủ lông tơ | chuồng hươu lót rơm nếp
Giữ lửa lò rèn Phúc Sen | Búa tạ nện thỏi nhíp ô tô | dao quắm tôi nước muối
Chép nhạc lễ ngũ cung | Cây đàn cò lên dây theo tiếng song lang | bài xuân nữ ghi đủ hai lớp
Hát bả trạo trên ghe bầu | Tổng mũi gõ sanh bắt nhịp chèo | mười hai trạo phu áo nẹp
Cứu rùa biển mắc cạn | Ổ trứng dời lên cồn cát khô | rùa con bò theo ánh trăng
Đếm sếu về đồng năn | Ống nhòm cũ truyền tay bảy người | đàn sếu đỏ cổ trụi đáp xuống lung bàng
Treo võng ru trẻ giúp hàng xóm | Bà cụ tám mươi hát lời ầu ơ | chiếc võng gai mắc gốc khế
Nấu cháo khuya nơi nhà thương | Nồi gang hai mươi lít sôi lăn tăn | muôi cháo hành chia đều giường bệnh
Sửa xe lăn cũ | Căm xe han gỉ thay bằng căm mạ | bác thương binh đẩy vòng sân
Cắt tóc trọn đời cho cụ neo | Tông đơ kêu rè rè dưới bóng bàng | cụ soi gương cười móm
Chụp ảnh thờ tặng liệt sĩ | Phục chế tấm hình ố bằng bút chì than | khung kính treo giữa gian thờ
Mài kính lão tặng già làng | Tròng kính hai đi ốp cắt tròn | già đọc được chữ quốc ngữ
Dệt chiếu hoa Nga Liên | Sợi lõi se bằng đay trắng | khung dập nhịp đôi
Gò thùng tôn đựng thóc | Mép tôn gập ba lần | chuột hết đường gặm
Đan thuyền thúng nan cật | Lớp dầu rái quét bảy nước | thúng úp phơi bờ kè
Luyện voi kéo gỗ về hưu | Quản tượng già bỏ móc sắt | con voi cái tắm bến sông
Gìn giữ tiếng cồng Jrai | Nghệ nhân chỉnh âm bằng búa đồng | dàn cồng mười một chiếc ngân rung
Bắc thang hái thốt nốt chung | Ống tre hứng nước ngọt sớm mai | đài thang buộc mây già
Thắp hải đăng thay gác đảo | Bấc đèn lau bằng vải mộc | chớp trắng chu kỳ mười giây
Đo gió trạm Trường Sa | Lồng khí tượng sơn trắng | sổ quan trắc chép bốn lần
Cờ tướng mù cho người khiếm thị | Quân cờ khắc chữ nổi | ván đấu kéo sang canh
Đá cầu mây sân đình | Lưới giăng ngang hai gốc muỗm | cú cắt kéo ghi điểm
Vật cầu bùn làng Vân | Quả cầu gỗ lim ướt nhẫy | giáp thắng ẵm cầu qua lỗ
Đua bò Bảy Núi | Bừa chiếc gắn ván đứng | cặp bò kéo phăng bùn
Múa rối nước phường Nhân Hòa | Chú Tễu lật khăn chào | sào điều khiển dài ba sải
Đúc đồng ngũ xã tại gia | Khuôn đất trấu nung đỏ | dòng kim loại rót không rỗ
Khảm xà cừ Chuôn Ngọ | Vỏ trai cưa lượn theo nét | tranh tứ bình óng ánh
Làm nón bài thơ | Lá bồ quy diêm ủi phẳng | câu thơ ẩn hiện dưới nắng
Nặn tò he đầu chợ | Bột nếp hấp nhuộm phẩm dền | con công xòe đuôi
Quấn đèn ông sao | Nan nứa chẻ mỏng uốn năm cánh | giấy bóng kính đỏ
Bó giò phong lan rừng | Rêu khô quấn gốc mộc | nhành đuôi cáo trổ lứa đầu
Uốn bonsai tùng la hán | Dây nhôm quấn thân chếch | chậu men da lươn
Gọi yến vào nhà | Loa phát tiếng chim non | tổ yến huyết bám thanh gỗ
Bẫy ruồi vàng đục trái | Chai nhựa tẩm mê tin | vườn ổi hết thối ruột
Xe ôm đưa sản phụ vượt đèo | Còi bóp ba tiếng xin đường | ca đẻ rơi được cắt rốn
Góp chăn trâu luân phiên | Mõ tre đeo cổ con đầu đàn | trẻ chăn được nghỉ buổi chiều
Kể khan sử thi | Bếp lửa nhà dài cháy suốt canh | câu khan Đăm Di đối đáp
Gói bánh tét lá cai | Đòn bánh nhân chuối sứ | nồi luộc mười hai tiếng
Ủ rượu ghè men lá | Vỏ cây dông giã nát | cần trúc vít cong
Lợp ngói âm dương cho đình | Viên ngói máng xối khít vữa hồ | bờ nóc đắp nghê
Trám thuyền xi măng lưới thép | Vết nứt đục chữ V | ca nô chạy thử êm máy
Nhóm vẽ tường ngõ đèn lồng | Sơn nước pha bột màu điệp | con ngõ rợp cá chép trông trăng
Tập võ gậy Tràng Sơn | Bài thảo roi mười bốn thế | sới võ rải cát mịn
Phát thanh tiếng Hrê | Cô phát thanh viên líu lo giọng bản | loa nén vọng triền nương""".strip().split("\n")]
UNITS = ["Câu lạc bộ Sáo Trúc Phố Hiến", "Phường vải Lanh Trắng", "Nghiệp đoàn Đò Ngang Vàm Nao", "Tổ Én Bạc Cù Lao Chàm",
         "Đội Lân Sư Minh Nhật", "Ban Hương Ước Giáp Nhị", "Nhóm Mắt Biếc Đồi Cù", "Chi hội Nuôi Ong Mật Sú"]
DOCUMENTS = [("417-KH/HU", "Kế hoạch"), ("93-HD/BDV", "Hướng dẫn"), ("2288/QĐ-UBND", "Quyết định"), ("08-NQ/ĐU", "Nghị quyết"),
             ("61-TB/TU", "Thông báo"), ("745/CV-SNV", "Công văn"), ("129-CTr/HND", "Chương trình"), ("36-ĐA/TĐ", "Đề án")]
# What is typed, the place as entries write it, and today's province if that decides instead.
PLACES = [("Bạc Liêu", "tỉnh Bạc Liêu"), ("tinh kien giang", "tỉnh Kiên Giang"), ("tỉnh Hải Dương", "tỉnh Hải Dương"),
          ("BR-VT", "tỉnh Bà Rịa - Vũng Tàu"), ("bà rịa vũng tàu", "tỉnh Bà Rịa - Vũng Tàu"), ("Kontum", "tỉnh Kon Tum"),
          ("tỉnh Bắc Cạn", "tỉnh Bắc Kạn"), ("tỉnh Yên Bái", "tỉnh Yên Bái"), ("tỉnh Ninh Thuận", "tỉnh Ninh Thuận"),
          ("quang nam", "tỉnh Quảng Nam"), ("tỉnh Phú Yên", "tỉnh Phú Yên"), ("Thái Bình", "tỉnh Thái Bình"),
          ("tphcm", None, "Hồ Chí Minh"), ("sài gòn", None, "Hồ Chí Minh"), ("TP HCM", None, "Hồ Chí Minh"),
          ("TT-Huế", None, "Huế"), ("thừa thiên huế", None, "Huế"), ("hà tây", None, "Hà Nội"), ("daklak", None, "Đắk Lắk"),
          ("Đắc Lắc", None, "Đắk Lắk"), ("thanh pho da nang", None, "Đà Nẵng"), ("tp cần thơ", None, "Cần Thơ")]
# Names of communes that are everyday words.
ORDINARY = ["Đoàn Kết", "Hòa Bình", "Thống Nhất", "Tân Tiến", "Quyết Thắng", "Thành Công", "Bình Minh", "Tự Do", "Liên Minh",
            "Đồng Tâm", "Độc Lập", "Hạnh Phúc", "Vinh Quang", "Tân Lập", "Hợp Thành", "Tiên Phong", "Quang Trung", "Tam Hợp",
            "Trường Xuân", "Phú Hòa", "An Bình", "Xuân Hòa", "Đại Đồng", "Tân Hưng", "Yên Bình"]
SLIPS = [("tr", "ch"), ("ch", "tr"), ("s", "x"), ("x", "s"), ("gi", "d"), ("n", "l"), ("l", "n"), ("r", "d")]
VILLAGE = "Bà con bảo nhau: {0}. Ban đầu ai cũng ngại, sau {1}. Cuối vụ cả xóm họp, {0}, rồi {1}."


def planted(corpus, own):
    """Returns the planted entries, each with the field, place and year of some entry of the corpus. `own` has their
    topics, units, documents and places."""
    r, ids = random.Random(417), count()
    rows = [json.loads(line) for line in corpus]
    topics, units, documents, places = own.TOPICS, own.UNITS, own.DOCUMENTS, [p for p in own.PLACES if p[1]]
    for topic in range(len(topics) * 2):
        title, one, two = topics[topic % len(topics)]
        base = r.choice(rows)
        twin = topic >= len(topics)      # the same words apart: another title, its words in another order
        said = own.VILLAGE.format(one[0].lower() + one[1:], two)
        if twin:
            words = said.split(" ")
            r.shuffle(words)
            said = " ".join(words)
        entry = dict(base, id=f"h{next(ids):05d}", title=title if not twin else f"Nếp làng {topic - len(topics)}", body=said + "\nMọi người đều vui.",
                     topic=title, field=r.choice(list(FIELDS)), year=str(r.randint(2012, 2025)), old_style=False)
        if topic % 4 == 0: entry["unit"] = units[topic // 4 % len(units)]
        if topic % 4 == 1: entry["documents"] = [list(documents[topic // 4 % len(documents)])]
        if topic % 4 == 2: entry["locality"] = places[topic // 4 % len(places)][1]
        yield entry


def formers():
    """Returns, for each of today's communes by name and province, the provinces and communes that it came from."""
    table = lambda name: csv.DictReader(open(os.path.join(GAZETTEER, name), encoding="utf-8"))
    province = {row["code"]: row["name"] for row in table("provinces.csv")}
    commune = {row["code"]: (form(row["type"] + " " + row["name"]), province[row["province_code"]]) for row in table("communes.csv")}
    before = {row["ward_code"]: row for row in table("units-before-2025-07-01.csv")}
    named, found = {row["province_code"]: form(row["province_type"] + " " + row["province"]) for row in before.values()}, {}
    for row in table("changes-2025-07-01.csv"):
        if row["new_commune_code"] not in commune: continue
        known = found.setdefault(commune[row["new_commune_code"]], (set(), set()))
        known[0].add(named.get(row["old_province_code"]))
        old = before.get(row["old_ward_code"])
        if old: known[1].add(form(old["ward_type"] + " " + old["ward"]))
    return found


FORMERS = {}


def came_from(entry, name):
    """Whether an entry is in a commune of today that was that commune, or was in that province."""
    if "locality" in entry: return False
    if not FORMERS: FORMERS.update(formers())
    provinces, communes = FORMERS.get((form(entry["ward"]), entry["province"]), (set(), set()))
    return form(name) in provinces | communes


def lies_in(entry):
    """Returns today's provinces of an entry."""
    if "locality" not in entry: return {entry["province"]}
    if not FORMERS: FORMERS.update(formers())
    return {province for (_, province), (provinces, _) in FORMERS.items() if form(entry["locality"]) in provinces}


def form(text): return " " + " ".join(old_style(t) for t in tokens(text)) + " "


class Judge:
    """Returns the entries that answer: by phrases within a clause, by all words, by facets."""

    def __init__(self, entries):
        self.entries = entries
        self.texts = ["\n".join(" " + " ".join(old_style(t) for t in c) + " " for f in ("title", "body") for c in clauses(e[f])) for e in entries]
        self.words = {}
        for number, text in enumerate(self.texts):
            for word in set(text.split()): self.words.setdefault(word, set()).add(number)

    def phrase(self, phrase):
        phrase = form(phrase)
        numbers = set.intersection(*(self.words.get(w, set()) for w in phrase.split()))
        return [self.entries[n]["id"] for n in sorted(numbers) if phrase in self.texts[n]]

    def all_of(self, words): return set.intersection(*(self.words.get(w, set()) for w in form(words).split()))

    def having(self, wanted): return [e["id"] for e in self.entries if wanted(e)]


def slip(r, phrase):
    words = phrase.split()
    for at in r.sample(range(len(words)), len(words)):
        word = words[at]
        for a, b in SLIPS:
            if word.startswith(a) and word[:2] not in ("ng", "nh") and len(word) > 2:
                return " ".join(words[:at] + [b + word[len(a):]] + words[at + 1:])
        if len(word) > 3:
            return " ".join(words[:at] + [word[:-2] + word[-1] + word[-2]] + words[at + 1:])
    return phrase


def ask(entries):
    r, judge, asked = random.Random(93), Judge(entries), []
    add = lambda cls, q, relevant: asked.append((cls, q, list(relevant)))
    low = lambda text: re.sub(r"[^\w\s-]", "", text).lower()
    for number, (title, one, two) in enumerate(TOPICS):
        words = low(one if number % 2 else two).split()
        piece = words[:5] if number % 3 else words[-5:]
        add("phrase", " ".join(piece), judge.phrase(" ".join(piece)))
        named = low(title).split()
        mixed = named[2:] + named[:2] if number % 2 else named[::-1]
        add("words out of order", " ".join(mixed), judge.having(lambda e: e["title"] == title))
        add("no accents", strip_marks(" ".join(named)), judge.phrase(title))
        if "đ" in low(title): add("d for đ", low(title).replace("đ", "d"), judge.phrase(title))
        add("one slip", slip(r, " ".join(named[:5])), judge.phrase(" ".join(named[:5])))
    r.shuffle(pool := [e for e in entries if "locality" not in e])
    for number, e in enumerate(pool[:50]):
        q = [f"{FIELDS[e['field']].lower().replace(' - ', ' ')} {e['province']} {e['year']}", strip_marks(f"{FIELDS[e['field']]} {e['province']} {e['year']}").lower(),
             f"{e['year']} {FIELDS[e['field']]} tỉnh {e['province']}"][number % 2]
        same = lambda o, keys=("field", "province", "year"): all(o[k] == e[k] for k in keys) and "locality" not in o
        add("field + place + year", q, judge.having(same))
    for typed, locality, *today in PLACES:
        of = (lambda o: o.get("locality") == locality or came_from(o, locality)) if locality else (lambda o: today[0] in lies_in(o))
        add("old names, short forms", typed, judge.having(of))
    for name in ORDINARY:
        here = [e for e in entries if old_style(e["commune"]) == old_style(name) and "locality" not in e]
        if here:
            ward = here[0]["ward"].split(" ")[0].lower()
            add("names that are words", f"{ward} {name}", judge.having(lambda e: form(e["ward"]) == form(f"{ward} {name}") and "locality" not in e or came_from(e, f"{ward} {name}")))
            province = here[0]["province"]
            add("names that are words", f"{name.lower()} {province}", judge.having(lambda e: old_style(e["commune"]) == old_style(name) and e["province"] == province))
    everything = [low(piece).split() for topic in TOPICS for piece in topic]
    while sum(1 for cls, *_ in asked if cls == "no answer") < 50:
        one, other = r.sample(everything, 2)
        q = " ".join(one[:2] + other[-2:])
        if not judge.all_of(q): add("no answer", q, [])
    for number, kind in DOCUMENTS:
        under = judge.having(lambda e: any(d[0] == number for d in e.get("documents", [])))
        for q in (number, f"{kind.lower()} {re.split('[-/]', number)[0]}", strip_marks(f"{kind} số {number}").lower()): add("document numbers", q, under)
    for unit in UNITS:
        for q in (unit, strip_marks(unit).lower()): add("units", q, judge.having(lambda e: e.get("unit") == unit))
    for number, e in enumerate(pool[50:74]):
        y = int(e["year"])
        q, fits = [(f"{e['province']} {y - 1}-{y + 1}", range(y - 1, y + 2)), (f"{e['province']} từ {y}", range(y, 2100)),
                   (f"{e['province']} trước năm {y + 1}", range(0, y + 1)), (f"năm {y} {e['province']}", range(y, y + 1))][number % 4]
        add("years and spans", q, judge.having(lambda o: o["province"] == e["province"] and int(o["year"]) in fits and "locality" not in o))
    return asked


def main(own, ask):
    """Plants, or asks, with the vocabulary `own`."""
    if sys.argv[1] == "plant":
        lines = open(sys.argv[2], encoding="utf-8").readlines()[:int(sys.argv[3])]
        entries = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in planted(lines[:1000], own)]
        with open(sys.argv[4], "w", encoding="utf-8") as out: out.writelines(entries + lines[:len(lines) - len(entries)])
        return
    asked, relevant = ask([json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]), {}
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for number, (cls, q, ids) in enumerate(asked):
            if ids or cls == "no answer":
                relevant[f"q{number:03d}"] = ids
                out.write(json.dumps({"qid": f"q{number:03d}", "cls": cls, "q": q}, ensure_ascii=False) + "\n")
            else: print(f"nothing answers: {cls}: {q}", file=sys.stderr)
    json.dump(relevant, open(sys.argv[4], "w"))


if __name__ == "__main__": main(sys.modules[__name__], ask)
