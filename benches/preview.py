#!/usr/bin/env python3
"""Measures preview against its bars and Hugo's server, on the same corpus. Needs Python 3.11, cargo, Linux.

usage: python3 benches/preview.py [--entries 10000,20000] [--edits 100] [--photos 5000] [--no-hugo] [--guong PATH]
       python3 benches/preview.py --search [--entries 20000] [--edits 40] [--guong PATH]

Makes sites on a RAM disk, starts each program on them with nothing cached, edits one file after another, and
waits until each edit is served. Prints a table; exit status 1 if a bar is missed. `--guong`: a program that is
already built. `--search` measures the time from a save to the first search result that includes it.
`benches/preview-browser.mjs` measures the time in a browser.
"""

import argparse
import json
import os
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

import sites
from measure import machine
from server import Server, free_port

SETTLE = 2.5  # A pause, as between two edits of a person, in which the scan of the whole folder ends.
SEARCH_BAR = 30  # Milliseconds, at 20,000 entries.
BARS = {  # By entries: seconds to the first page; milliseconds for a body, a title, a style sheet; MiB.
    10_000: (1.5, 40, 60, 30, 250),
    20_000: (3.0, 60, 100, 30, 400),
}


class Events:
    """The server-sent events that a tab receives, read by a thread."""

    def __init__(self, port, path, key):
        self.seen, self.news = [], threading.Condition()
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /__guong/events?p={path}&k={key} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.socket.makefile("rb"):
            if line.startswith(b"event: "):
                with self.news:
                    self.seen.append(line[7:].strip().decode())
                    self.news.notify_all()

    def wait(self, kind, behind):
        with self.news:
            self.news.wait_for(lambda: kind in self.seen[behind:], timeout=60)

    def close(self):
        self.socket.close()


def put_photos(site, count):
    """Puts a photo of 2 MB, as a camera makes it, beside each of so many entries: one picture with a distinct end in
    each copy, then a hole, which takes no disk space."""
    folders = sorted((site / "content" / "entries").iterdir())[:count]
    pictures = Path(sites.REPOSITORY, "content", "entries").rglob("*.jpg")
    picture = min(pictures, key=lambda path: (path.stat().st_size, path)).read_bytes()
    for number, folder in enumerate(folders):
        # Bytes after a JPEG's end do not belong to the picture.
        (folder / "anh.jpg").write_bytes(picture + number.to_bytes(4, "big"))
        os.truncate(folder / "anh.jpg", 2_000_000)
        source = folder / "index.md"
        text = source.read_text(encoding="utf-8")
        head, rest = text.split("\n+++\n", 1)
        source.write_text(f'{head}\n[[photos]]\nfile = "anh.jpg"\nalt = "Ảnh"\n+++\n{rest}', encoding="utf-8")


def percentile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def edits(server, sources, count, address, list_address):
    """Returns the milliseconds from save to served page, for bodies and for titles."""
    bodies, titles = [], []
    for number in range(count):
        source = sources[number * (len(sources) - 1) // max(count - 1, 1)]
        page, mark = address(source), f"dausua{number}x"
        server.get(page)
        text = source.read_text(encoding="utf-8")
        started = time.perf_counter()
        source.write_text(f"{text}\n{mark}\n", encoding="utf-8")
        server.until(page, mark.encode())
        bodies.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)
    newest = sources[0]
    server.get(list_address)
    for number in range(count):
        text, mark = newest.read_text(encoding="utf-8"), f"tenmoi{number}x"
        started = time.perf_counter()
        newest.write_text(re.sub(r'^title = "[^"]*"', f'title = "Bài {mark}"', text, flags=re.M), encoding="utf-8")
        server.until(list_address, mark.encode())
        titles.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)
    return bodies, titles


def style_sheet(server, site, count):
    """Returns the milliseconds from saving a style sheet until a tab was notified and the new one is served."""
    sheet = site / "themes" / "guong" / "assets" / "style.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_bytes(server.get("/assets/style.css")[1])
    time.sleep(SETTLE)
    key = re.search(rb'data-key="([^"]*)"', server.get("/")[1])[1].decode()
    tab, taken = Events(server.port, "/", key), []
    for number in range(count):
        mark, behind = f".dau{number} {{ color: teal }}", len(tab.seen)
        text = sheet.read_text(encoding="utf-8")
        started = time.perf_counter()
        sheet.write_text(f"{text}\n{mark}\n", encoding="utf-8")
        tab.wait("asset", behind)
        server.until("/assets/style.css", mark.encode())
        taken.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)
    tab.close()
    return taken


def in_search(server, sources, count):
    """Returns the milliseconds from a save to the first search result that includes it: words edited, an edit undone,
    an entry added, an entry deleted. Includes the watch, the wait for the end of a burst, and the queries."""
    found = lambda word: json.loads(server.get(f"/tim-kiem/hoi.json?q={word}&limit=20")[1])["total"]
    found("dan")  # The first query builds the index.
    taken = {"words edited": [], "edit undone": [], "entry new": [], "entry deleted": []}

    def saved(what, save, word, total):
        time.sleep(0.2)
        started = time.perf_counter()
        save()
        while found(word) != total:
            time.sleep(0.001)
        taken[what].append((time.perf_counter() - started) * 1000)

    for number in range(count):
        source = sources[number * (len(sources) - 1) // max(count - 1, 1)]
        text, word = source.read_text(encoding="utf-8"), f"tusua{number}x"
        saved("words edited", lambda: source.write_text(f"{text}\n{word}\n", encoding="utf-8"), word, 1)
        saved("edit undone", lambda: source.write_text(text, encoding="utf-8"), word, 0)
        other, word = source.parent.with_name(f"moi-{number}") / "index.md", f"tumoi{number}x"
        # Written to a temporary file and renamed, as editors do.
        aside = source.parents[3] / f"moi-{number}"
        aside.mkdir()
        head, body = text.split("\n+++\n", 1)
        head = re.sub(r"(?ms)^(aliases = .*?$|\[\[photos\]\].*)", "", head)
        (aside / "index.md").write_text(f"{head}\n+++\n{body}\n{word}\n", encoding="utf-8")
        saved("entry new", lambda: aside.rename(other.parent), word, 1)
        saved("entry deleted", lambda: shutil.rmtree(other.parent), word, 0)
    return taken


def search_of_guong(binary, options):
    """Prints how soon search reflects a save; returns whether a bar was missed."""
    missed = False
    print("| entries | what, until search counts it | p50 | p95 | bar | held |\n| --- | --- | --- | --- | --- | --- |")
    for entries in map(int, options.entries.split(",")):
        work = Path(tempfile.mkdtemp(prefix="guong-preview-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        try:
            corpus = sites.make_corpus(entries, work, None)
            site = sites.make_site("guong", corpus, entries, work / "guong", binary, "2026-11-21").root
            port = free_port()
            server = Server([binary, "serve", "--root", site, "--port", str(port), "--quiet", "--as-of", "2026-11-21"], port)
            server.first_page("/")
            time.sleep(SETTLE)
            sources = newest_first(site / "content" / "entries", "*/index.md", "published")
            taken = in_search(server, sources, options.edits)
            server.stop()
        finally:
            shutil.rmtree(work)
        for what, values in taken.items():
            p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
            # An added or deleted entry replans everything, as a changed title does: search has no separate bar for it.
            bar = f"≤ {SEARCH_BAR} ms, p95" if "edit" in what else ""
            missed |= bool(bar) and p95 > SEARCH_BAR
            held = bar and ("yes" if p95 <= SEARCH_BAR else "**no**")
            print(f"| {entries} | {what} | {p50:.1f} ms | {p95:.1f} ms | {bar} | {held} |", flush=True)
    return missed


def newest_first(folder, pattern, key):
    dated = lambda source: re.search(rf"^{key} = (\S+)", source.read_text(encoding="utf-8"), re.M)[1]
    slug = lambda source: source.parent.name if source.name == "index.md" else source.stem
    return sorted(sorted(folder.glob(pattern), key=slug), key=dated, reverse=True)


def of_guong(binary, site, options):
    port = free_port()
    command = [binary, "serve", "--root", site, "--port", str(port), "--quiet", "--as-of", "2026-11-21"]
    server = Server(command, port)
    first = server.first_page("/")
    time.sleep(SETTLE)
    sources = newest_first(site / "content" / "entries", "*/index.md", "published")
    bodies, titles = edits(server, sources, options.edits, lambda s: f"/mo-hinh/{s.parent.name}/", "/mo-hinh/")
    styles = style_sheet(server, site, options.edits)
    time.sleep(2 * SETTLE)
    before = server.processor()
    time.sleep(10)
    idle = server.processor() - before
    memory = server.memory()
    server.stop()
    return first, bodies, titles, styles, memory, idle


def of_hugo(binary, site, options):
    port = free_port()
    command = [binary, "server", "--source", site, "--port", str(port), "--disableLiveReload", "--renderToMemory"]
    server = Server([*map(str, command)], port)
    first = server.first_page("/")
    sources = newest_first(site / "content" / "exemplars", "*.md", "date")
    # A few edits suffice: each takes seconds.
    bodies, titles = edits(server, sources, 3, lambda s: f"/exemplars/{s.stem}/", "/exemplars/")
    memory = server.memory()
    server.stop()
    return first, bodies, titles, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--entries")
    parser.add_argument("--edits", type=int)
    parser.add_argument("--photos", type=int, default=5000)
    parser.add_argument("--no-hugo", action="store_true")
    parser.add_argument("--guong", type=Path)
    options = parser.parse_args()
    options.entries = options.entries or ("20000" if options.search else "10000,20000")
    options.edits = options.edits or (40 if options.search else 100)
    binary = options.guong or sites.guong_binary()
    if options.search:
        print(machine())
        sys.exit(1 if search_of_guong(binary, options) else 0)
    hugo = None if options.no_hugo else sites.hugo_binary()
    missed = 0
    print(machine())
    print("| entries | what | Guong | bar | held | Hugo |\n| --- | --- | --- | --- | --- | --- |")
    for entries in map(int, options.entries.split(",")):
        work = Path(tempfile.mkdtemp(prefix="guong-preview-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        try:
            corpus = sites.make_corpus(entries, work, None)
            site = sites.make_site("guong", corpus, entries, work / "guong", binary, "2026-11-21").root
            put_photos(site, min(options.photos, entries))
            first, bodies, titles, styles, memory, idle = of_guong(binary, site, options)
            shutil.rmtree(site)
            beside = ["", "", "", ""]
            if hugo:
                site = sites.make_site("hugo", corpus, entries, work / "hugo", hugo, "2026-11-21").root
                its_first, its_bodies, its_titles, its_memory = of_hugo(hugo, site, options)
                mid = lambda values: f"p50 {percentile(values, 0.5):.0f} ms"
                beside = [f"{its_first:.1f} s", mid(its_bodies), mid(its_titles), f"{its_memory[0]:.0f} MiB"]
        finally:
            shutil.rmtree(work)
        bar = BARS.get(entries, (float("inf"),) * 5)

        def row(what, shown, value, limit, unit, other=""):
            nonlocal missed
            missed += value > limit
            held = "yes" if value <= limit else "**no**"
            print(f"| {entries} | {what} | {shown} | ≤ {limit:g} {unit} | {held} | {other} |", flush=True)

        row("start to first page", f"{first:.2f} s", first, bar[0], "s", beside[0])
        for what, values, limit, other in (
            ("body saved to page served", bodies, bar[1], beside[1]),
            ("title saved to list served", titles, bar[2], beside[2]),
            ("style sheet saved to told and served", styles, bar[3], ""),
        ):
            p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
            row(what, f"p50 {p50:.1f}, p95 {p95:.1f} ms", p95, limit, "ms, p95", other)
        row("memory after the edits (peak)", f"{memory[0]:.0f} ({memory[1]:.0f}) MiB", memory[0], bar[4], "MiB", beside[3])
        row("processor time in 10 idle seconds", f"{idle * 1000:.0f} ms", idle * 1000, 20, "ms")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
