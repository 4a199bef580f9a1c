#!/usr/bin/env python3
"""Measures the editor against its bars. Needs Python 3.11, cargo, Linux.

usage: python3 benches/editor.py [--entries 20000] [--times 40] [--guong PATH]

Makes a site on a RAM disk, opens it from the start page, asks for the list and for names as a person types, and enters
changes in forms without saving them, until the page beside the form is served with them. Prints a table; exit status 1
if a bar is missed. `--guong`: a program that is already built. `benches/editor-browser.mjs` measures a keystroke in a
browser.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import sites
from measure import machine
from preview import percentile

BARS = {"list": 100, "keystroke": 150, "open": 2000}  # Milliseconds, at 20,000 entries.
QUERIES = ["", "m", "mo", "mo hinh", "nghe an", "hoi phu nu", "thap sang", "khong co dau", "đường", "xã tam"]


class Origin:
    """An origin of the program, and the cookie that it gave."""

    def __init__(self, entrance):
        parts = urlsplit(entrance)
        self.host, self.cookie = parts.netloc, ""
        answer = self.send("GET", f"{parts.path}?{parts.query}")
        self.cookie = answer.getheader("Set-Cookie").split(";")[0]

    def send(self, method, target, body=None, more=None):
        connection = http.client.HTTPConnection(self.host, timeout=600)
        headers = {"Cookie": self.cookie, "Origin": f"http://{self.host}", "Sec-Fetch-Site": "same-origin", **(more or {})}
        if body is not None:
            body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        answer.text = answer.read()
        connection.close()
        return answer

    def ask(self, method, target, body=None, more=None):
        answer = self.send(method, f"/api/{target}", body, more)
        if answer.status >= 300:
            raise SystemExit(f"{target}: {answer.status} {answer.text[:500]}")
        return json.loads(answer.text)


def get(address):
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=600)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text


def timed(act):
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def opened(binary, site, home):
    """Opens the gallery from the start page; returns the milliseconds to its first page, its editor, and the program."""
    environment = {**os.environ, "GUONG_CONFIG": str(home / "settings"), "XDG_CACHE_HOME": str(home / "cache")}
    child = subprocess.Popen([binary, "start", "--lang", "en"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    line = next(line for line in child.stdout if "/vao?k=" in line)
    start = Origin(re.search(r"http://\S+", line)[0])
    begun = time.perf_counter()
    entrance = start.ask("POST", "open", {"path": str(site)})["go"]
    editor = Origin(entrance)
    # The start page leads to the gallery's own first page.
    preview = editor.send("GET", urlsplit(entrance).path + "?" + urlsplit(entrance).query).getheader("Location")
    if get(preview)[0] != 200:
        raise SystemExit("the gallery does not open")
    return (time.perf_counter() - begun) * 1000, editor, child


def keystrokes(editor, preview, paths, times, change):
    """Returns the milliseconds from a change in a form to the page that shows it, and to the diagnostics."""
    shown, judged = [], []
    for number in range(times):
        path = paths[number * (len(paths) - 1) // max(times - 1, 1)]
        file = editor.ask("GET", f"file?path={quote(path)}")
        mark = f"dausua{number}x"
        get(preview + file["page"])
        body = {"path": path, "digest": file["digest"], **change(file, mark)}
        started = time.perf_counter()
        editor.ask("POST", "show", body)
        while mark.encode() not in get(preview + file["page"])[1]:
            time.sleep(0.001)
        shown.append((time.perf_counter() - started) * 1000)
        judged.append(timed(lambda: editor.ask("POST", "check", body)))
        editor.ask("POST", "hide", {"path": path})
    return shown, judged


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=20000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--guong", type=Path)
    options = parser.parse_args()
    binary = options.guong or sites.guong_binary()
    work = Path(tempfile.mkdtemp(prefix="guong-editor-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    missed = 0
    print(machine())
    print("| entries | what | p50 | p95 | bar | held |\n| --- | --- | --- | --- | --- | --- |")

    def row(what, values, bar=None):
        nonlocal missed
        p95 = percentile(values, 0.95)
        missed += bar is not None and p95 > bar
        held = "" if bar is None else "yes" if p95 <= bar else "**no**"
        shown = "" if bar is None else f"≤ {bar} ms, p95"
        print(f"| {options.entries} | {what} | {percentile(values, 0.5):.1f} ms | {p95:.1f} ms | {shown} | {held} |", flush=True)

    try:
        corpus = sites.make_corpus(options.entries, work, None)
        site = sites.make_site("guong", corpus, options.entries, work / "guong", binary, "2026-11-21").root
        took, editor, child = opened(binary, site, work)
        try:
            row("start page to open gallery, nothing cached", [took])
            time.sleep(3)
            state = editor.ask("GET", "state")
            queries = [QUERIES[number % len(QUERIES)] for number in range(options.times)]
            row("list and search", [timed(lambda: editor.ask("GET", f"list?kind=all&q={quote(q)}")) for q in queries], BARS["list"])
            row("list by title", [timed(lambda: editor.ask("GET", f"list?sort=title&q={quote(q)}")) for q in queries], BARS["list"])
            for of in ["entry", "text", "place", "unit"]:
                names = [timed(lambda: editor.ask("GET", f"find?of={of}&path=content/entries/a/index.md&q={quote(q)}")) for q in queries]
                row(f"names of a picker: {of}", names, BARS["list"])
            paths = sorted(str(path.relative_to(site)) for path in (site / "content" / "entries").glob("*/index.md"))
            words = lambda file, mark: {"text": f"{file['text']}\n\n{mark}\n"}
            title = lambda file, mark: {"changes": [{"do": "set", "key": "title", "value": f"Bài {mark}"}]}
            for what, change in [("story", words), ("title", title)]:
                shown, judged = keystrokes(editor, state["preview"], paths, options.times, change)
                row(f"{what}: entered to page", shown, BARS["keystroke"])
                row(f"{what}: entered to diagnostics", judged)
            path = site / paths[0]
            path.write_text(path.read_text(encoding="utf-8").replace("\nkind", "\ndraft = true\nkind", 1), encoding="utf-8")
            time.sleep(3)
            shown, judged = keystrokes(editor, state["preview"], paths[:1], options.times, words)
            row("story of a draft: entered to page", shown, BARS["keystroke"])
            row("story of a draft: entered to diagnostics", judged)
            shown = []
            for number in range(options.times):
                file = editor.ask("GET", f"file?path={quote(paths[-1])}")
                body = {"path": paths[-1], "changes": [{"do": "set", "key": "title", "value": f"Bài {number}"}]}
                editor.ask("POST", "save", body, {"If-Match": f'"{file["digest"]}"'})
                shown.append(timed(lambda: editor.ask("GET", "list?kind=all")))
            row("list after a save", shown, BARS["list"])
        finally:
            child.kill()
            child.wait()
        # A gallery that was published before is not read anew.
        shutil.rmtree(site / "thung-rac", ignore_errors=True)
        subprocess.run([binary, "build", "--root", site, "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took, _, child = opened(binary, site, work)
        child.kill()
        row("start page to open gallery", [took], BARS["open"])
    finally:
        shutil.rmtree(work)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
