#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""A second set of held-out queries, in another vocabulary and of other forms, written before any of them was asked.

usage: unseen.py plant CORPUS N OUT        N entries: the planted ones first
       unseen.py ask CORPUS QUERIES OUT    queries, one JSON object a line, and which entries answer each
"""
import random, re, unicodedata
import held_out
import unseen_words as own
from held_out import FIELDS, FORMERS, Judge, SLIPS, came_from, form, formers, lies_in, main
from unseen_words import DOCUMENTS, NOTHING, ORDINARY, PLACES, TOPICS, UNITS, WORDS
from vn import old_style, strip_marks, tokens

own.VILLAGE = "Chiều ấy {0}; ai qua ngõ cũng ngoái nhìn. Sang tuần, {1}. Người già dặn kẻ trẻ: {0} cho khéo."
TELEX = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
SHAPES = {"\u0302": ("", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
FINALS = [("ng", "n"), ("nh", "n"), ("t", "c"), ("c", "t"), ("n", "ng")]
SHORT = {"cai-cach-hanh-chinh": "CCHC", "quoc-phong-an-ninh": "QPAN"}


def low(text): return re.sub(r"[^\w\s-]", "", text).lower()


def undone(word, keys):
    """A word as its keys, before an editor makes marks of them: `keys` is 0 for Telex, 1 for VNI."""
    typed, tone, before = "", "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in TELEX: tone = (TELEX, VNI)[keys][letter]
        elif letter in SHAPES: typed += SHAPES[letter][keys] or before
        elif letter == "đ": typed += ("dd", "d9")[keys]
        else: typed += letter
        before = letter if letter.isalpha() and not unicodedata.combining(letter) else before
    return typed + tone


def swap_tone(word, r):
    marks = unicodedata.normalize("NFD", word)
    own_tone = next((c for c in marks if c in TELEX), None)
    other = r.choice([tone for tone in TELEX if tone != own_tone])
    # The mark of the vowel's shape is composed before that of its tone.
    return unicodedata.normalize("NFC", re.sub(f"{own_tone}([\u0302\u0306\u031b]?)", rf"\1{other}", marks)) if own_tone else None


def key(word, r):
    at = r.randrange(len(word))
    row = next((row for row in ROWS if word[at] in row), None)
    if not row: return None
    place = row.index(word[at])
    return word[:at] + row[place - 1 if place else 1] + word[at + 1:]


def slipped(word, kind, r):
    """A word with one slip of a kind; none if it cannot have it."""
    at = r.randrange(1, len(word)) if len(word) > 1 else 0
    if kind == 0: return swap_tone(word, r)
    if kind == 1: return word[:at] + word[at + 1:] if len(word) > 3 else None
    if kind == 2: return word[:at] + word[at] + word[at:]
    if kind == 3: return word[:at - 1] + word[at] + word[at - 1] + word[at + 1:] if len(word) > 2 and word[at] != word[at - 1] else None
    if kind == 4: return key(word, r)
    if kind == 5: return next((b + word[len(a):] for a, b in SLIPS if word.startswith(a) and word[:2] not in ("ng", "nh") and len(word) > 2), None)
    if kind == 6: return next((word[:-len(a)] + b for a, b in FINALS if word.endswith(a) and len(word) > len(a) + 1), None)
    typed = undone(word, kind - 7)
    return typed if typed != word and strip_marks(word) != typed else None


def one_slip(words, kind, r):
    for at in r.sample(range(len(words)), len(words)):
        made = slipped(words[at], kind, r)
        if made and made != words[at]: return " ".join(words[:at] + [made] + words[at + 1:])
    return None


def with_words(entry):
    """Everything of an entry that a query may mean."""
    said = [entry["title"], entry["body"], entry["place"], entry.get("locality", ""), entry.get("unit", ""), *(part for pair in entry.get("documents", []) for part in pair)]
    return {old_style(word) for word in tokens(" ".join(said))}


def planted_words():
    """Sentences with words that are also names, each in an entry of its own."""
    plain = held_out.planted
    def planted(corpus, own):
        for number, entry in enumerate(plain(corpus, own)):
            if number < len(WORDS): entry["body"] += f"\n{WORDS[number][1]}. Ai nấy gật gù."
            yield entry
    return planted


held_out.planted = planted_words()


def words_of_topics(add, judge, r):
    for number, (title, one, two) in enumerate(TOPICS):
        first, second, named = low(one).split(), low(two).split(), low(title).split()
        piece = (first[-5:], second[:5], second[-4:], first[:4])[number % 4]
        add("phrase", " ".join(piece) if number % 3 else f"“{' '.join(piece)}”", judge.phrase(" ".join(piece)))
        mixed = named[:]
        while mixed == named: r.shuffle(mixed)
        add("words out of order", " ".join(mixed), judge.having(lambda e: e["title"] == title))
        mixed = r.sample(first, 3) + r.sample(second, 2)
        add("words out of order", " ".join(mixed), [judge.entries[n]["id"] for n in judge.all_of(" ".join(mixed))])
        add("no accents", strip_marks(" ".join(second[:5])), judge.phrase(" ".join(second[:5])))
        add("no accents", strip_marks(low(title)), judge.phrase(title))
        for kind in (number % 9, (number + 4) % 9):
            words = (named, first)[kind % 2][:5]
            q = one_slip(words, kind, r)
            if q: add("one slip", q, judge.phrase(" ".join(words)))


def fields_places_years(add, judge, r, pool):
    FORMERS or FORMERS.update(formers())
    for number, e in enumerate(pool[:56]):
        field, province, year = low(FIELDS[e["field"]]).replace(" - ", " "), e["province"], e["year"]
        there = lambda o: e["province"] in lies_in(o)
        piece = r.choice(re.split(" - |, ", FIELDS[e["field"]])).lower()
        q = [f"{year} {province} {field}".lower(), f"{province} {field} năm {year}", strip_marks(f"{field} {year} {province}").lower(),
             f"{piece} {province} {year}", f"mô hình {field} ở {province} {year}", f"{SHORT.get(e['field'], field)} {province} {year}", None][number % 7]
        if q is None:
            old = sorted(name for name in FORMERS.get((form(e["ward"]), province), (set(), set()))[0] if name)
            if not old: continue
            there = lambda o, old=old[0]: came_from(o, old) or form(o.get("locality", "")) == old
            q = f"{field} {old[0].strip()} {year}"
        # What has the piece of a name in its own field has the field.
        add("field + place + year", q, judge.having(lambda o: o["field"] == e["field"] and o["year"] == year and there(o)))


def names_that_are_words(add, judge):
    for number, name in enumerate(ORDINARY):
        here = [e for e in judge.entries if old_style(e["commune"]) == old_style(name) and "locality" not in e]
        if not here: continue
        ward, province = here[0]["ward"].split(" ")[0].lower(), here[0]["province"]
        bare = strip_marks if number % 2 else str
        typed = f"{ward} {name}"
        add("names that are words", bare(typed).lower(), judge.having(lambda e: form(e["ward"]) == form(typed) and "locality" not in e or came_from(e, typed)))
        add("names that are words", bare(f"{name} {province}") if number % 3 else bare(f"{province} {name}".lower()),
            judge.having(lambda e: old_style(e["commune"]) == old_style(name) and e["province"] == province))
    for number, (name, sentence) in enumerate(WORDS):
        words, length = low(sentence).split(), len(name.split())
        at = next(n for n in range(len(words)) if " ".join(words[n:n + length]) == name)
        piece = words[at:at + 4] if number % 2 else words[max(at - 2, 0):at + length]
        add("names that are words", " ".join(piece), judge.phrase(" ".join(piece)))


def nothing(add, judge, r, entries):
    everything, bare = [with_words(e) for e in entries], [with_words({**e, **{k: strip_marks(e[k]) for k in ("title", "body", "place")}}) for e in entries]
    pieces = [low(piece).split() for topic in TOPICS for piece in topic]
    def crossed():
        while True:
            one, other = r.sample(pieces, 2)
            yield " ".join(other[-2:] + one[:2])
    count, more = 0, crossed()
    for q in [*NOTHING, *(next(more) for _ in range(200))]:
        words = {old_style(word) for word in tokens(q)}
        texts = bare if q == strip_marks(q) else everything
        if count < 50 and not any(words <= text for text in texts):
            count += 1
            add("no answer", q, [])


def ask(entries):
    r, judge, asked = random.Random(2909), Judge(entries), []
    add = lambda cls, q, relevant: asked.append((cls, q, list(relevant)))
    words_of_topics(add, judge, r)
    r.shuffle(pool := [e for e in entries if "locality" not in e])
    fields_places_years(add, judge, r, pool)
    names_that_are_words(add, judge)
    for typed, locality, *today in PLACES:
        of = (lambda o: o.get("locality") == locality or came_from(o, locality)) if locality else (lambda o: today[0] in lies_in(o))
        add("old names, short forms", typed, judge.having(of))
    for number, kind in DOCUMENTS:
        under = judge.having(lambda e: any(d[0] == number for d in e.get("documents", [])))
        plain = re.split("[-/]", number)[0]
        for q in (number.lower(), strip_marks(f"{kind} {number}"), f"{kind.upper()} SỐ {plain}"): add("document numbers", q, under)
    for unit in UNITS:
        for q in (unit.upper(), strip_marks(unit).lower()): add("units", q, judge.having(lambda e: e.get("unit") == unit))
    for number, e in enumerate(pool[60:84]):
        y, province, whole = int(e["year"]), e["province"], re.search(", (.*?)[.] ", e["place"]).group(1)
        q, fits = [(f"{y - 2}-{y} {province}", range(y - 2, y + 1)), (f"{province} sau {y - 1}", range(y, 2100)), (f"từ {y} đến {y + 2} {province.lower()}", range(y, y + 3)),
                   (strip_marks(f"{province} truoc {y + 1}"), range(0, y + 1)), (f"{whole} năm {y}", range(y, y + 1))][number % 5]
        add("years and spans", q, judge.having(lambda o: province in lies_in(o) and int(o["year"]) in fits))
    nothing(add, judge, r, entries)
    return asked


if __name__ == "__main__": main(own, ask)
