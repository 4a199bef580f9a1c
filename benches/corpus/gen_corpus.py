#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Makes a synthetic Vietnamese gallery corpus, one JSON object per line. usage: gen_corpus.py N OUT.jsonl [--seeds DIR]
Deterministic: entry i is a function of (SEED, i), so the 1k corpus is a prefix of 10k, of 100k.
Sentences come from the .txt files of DIR, or from the demo gallery's documents and pages."""
import sys, csv, json, random, re, unicodedata, os
import seeds
if os.environ.get("GUONG_BENCH_WORDS") == "other": from other_phrases import *
else: from phrases import *
from vn import *
SEED = 20261121
def cap(s): return s[:1].upper() + s[1:]
HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = os.path.join(HERE, "..", "..", "src", "gazetteer", "data")
SEEDS = sys.argv[sys.argv.index("--seeds") + 1] if "--seeds" in sys.argv else None
prov = {r["code"]: r for r in csv.DictReader(open(os.path.join(UNITS, "provinces.csv"), encoding="utf-8"))}
PLACES = [(prov[r["province_code"]]["name"], cap(prov[r["province_code"]]["type"]) + " " + prov[r["province_code"]]["name"], cap(r["type"]) + " " + r["name"])
          for r in csv.DictReader(open(os.path.join(UNITS, "communes.csv"), encoding="utf-8"))]
def short(name): return re.sub(r"^(Xã|Phường|Đặc khu) ", "", name)
sent = []
for t in seeds.texts(SEEDS):
    t = unicodedata.normalize("NFC", t).replace("*", "")
    for s in re.split(r"(?<=[.;:])\s+|\n+", t):
        s = s.strip(" -•\t"); n = len(s.split())
        if 9 <= n <= 48 and not s.isupper(): sent.append(s.rstrip(";:") if s.endswith((";", ":")) else s)
sent = sorted(set(sent))
FK = list(FIELDS)
NEED = {13 + 16 * i: n for i, n in enumerate(NEEDLES)}          # entry number -> needle
RARE = {}                                                        # entry number -> rare adjacent phrase
for i, p in enumerate(RARE_ADJ):
    for k in range(5): RARE[5 + 7 * (i * 5 + k)] = p
def low(s): return s[:1].lower() + s[1:]
def person(r): return " ".join([r.choice(HO), r.choice(DEM), r.choice(TEN)])
def num(r, a, b):
    v = r.randint(a, b); return f"{v:,}".replace(",", ".")
def assign(n):
    """topic x commune pairs are unique among as many entries as half of all pairs"""
    r = random.Random(SEED); seen = set(); out = []; half = sum(map(len, TOPICS.values())) * len(PLACES) // 2
    for i in range(n):
        if len(seen) == half: seen = set()
        while True:
            f = FK[r.randrange(5)]; t = r.randrange(len(TOPICS[f])); p = r.randrange(len(PLACES))
            if (f, t, p) not in seen: break
        seen.add((f, t, p)); out.append((f, t, p))
    return out
TAMHOP = next(i for i, x in enumerate(PLACES) if x[2] == "Xã Tam Hợp" and x[0] == "Nghệ An")
def entry(i, f, t, p):
    r = random.Random(SEED * 1000003 + i)
    topic = TOPICS[f][t]; needle = None
    if i == 7: f, topic, p = "quoc-phong-an-ninh", "Tổ tự quản đường biên, mốc giới", TAMHOP
    if i in NEED: f, topic = NEED[i]; needle = topic
    province, pfull, ward = PLACES[p]; w = low(ward); year = r.randint(2012, 2025)
    form = r.randrange(5)
    if i == 7: title = f"{topic} {w}"
    elif form == 0: title = topic
    elif form == 1: title = f"{topic} {w}"
    elif form == 2: title = f"Mô hình “{topic}” ở thôn {r.randint(1, 14)}, {w}"
    elif form == 3: title = f"{topic} tại {w}"
    else: title = f"{cap(r.choice(['dân vận khéo', 'điển hình', 'cách làm hay', 'câu chuyện']))}: {low(topic)}"
    target = r.randint(150, 400); paras = []; cur = []; n = 0
    first = f"Mô hình “{topic}” do {r.choice(ORGS)} {w}, {low(pfull)} triển khai từ năm {year}."
    cur.append(first); n += len(first.split())
    F2 = lambda: f if r.random() < .75 else r.choice(FK)
    while n < target:
        x = r.random()
        if x < .24: s = r.choice(sent)
        else:
            g = F2(); org = r.choice(ORGS); gen = r.choice(GENERAL)
            s = r.choice(TEMPLATES).format(y=r.randint(2010, 2025), org=org, org_c=cap(org), place=r.choice([w, w, "thôn", "địa phương", "xã"]),
                act=r.choice(ACTS[g]), act2=r.choice(ACTS[F2()]), noun=r.choice(NOUNS[g]), noun2=r.choice(NOUNS[F2()]), gen=gen, gen_c=cap(gen),
                n=num(r, 3, 480), k=num(r, 20, 9000), m=num(r, 12, 9800), p=r.randint(2, 99), mo=r.randint(1, 12), person=person(r), role=r.choice(ROLES),
                unit=r.choice(["xã", "huyện", "tỉnh", "thôn", "phường"]))
            s = cap(s) + "."
        cur.append(s); n += len(s.split())
        if len(cur) >= r.randint(2, 5): paras.append(" ".join(cur)); cur = []
    if i in RARE:
        ts = r.sample(RARE_SENT, 1 + i % 2)
        for q in ts: cur.append(q.format(x=RARE[i]) + ".")
    if needle and r.random() < .6: cur.append(f"Nhiều nơi đã đến học tập “{needle}”.")
    if cur: paras.append(" ".join(cur))
    body = "\n".join(paras); old = r.random() < .2
    e = dict(id=f"e{i:06d}", title=title, field=f, field_label=FIELDS[f], topic=topic, province=province, commune=short(ward), ward=ward, year=str(year),
             kind=r.choice(["Tập thể", "Tập thể", "Cá nhân"]), place=f"{ward}, {pfull}. Lĩnh vực: {FIELDS[f]}. Năm {year}", body=body)
    if old and i not in NEED:
        for k in ("title", "body", "place"): e[k] = old_style(e[k])
    e["old_style"] = bool(old and i not in NEED)
    return e
if __name__ == "__main__":
    n = int(sys.argv[1]); a = assign(n)
    with open(sys.argv[2], "w", encoding="utf-8") as o:
        for i in range(n): o.write(json.dumps(entry(i, *a[i]), ensure_ascii=False) + "\n")
