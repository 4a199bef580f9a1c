#!/usr/bin/env python3
"""Builds a million entries once, and a tenth of them beside it: memory, time, and what search publishes.

usage: python3 benches/million.py [--entries 1000000] [--site FOLDER] [--guong PATH] FOLDER

Makes the sites in FOLDER, which needs 45 GB of disk, and leaves nothing there; `--site` takes one that is made already, of
which only `public` and `.guong` are removed. Takes half an hour on two idle cores, most of it for making the corpus. Exit
status 1 if a bar is missed.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import sites
from compare import memory_limit, note
from measure import load, machine, run


def build(site, work):
    """Builds a site without a cache, and returns the cost with the number and the bytes of the files of search."""
    site.empty()
    note(f"building {site.root}")
    cost = run([*site.command, "--quiet"], work, work / "log")
    files = [path.stat().st_size for path in (site.public / "tim-kiem").rglob("*") if path.is_file()]
    return cost, len(files), sum(files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--guong")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    guong = Path(options.guong).resolve() if options.guong else sites.guong_binary()
    work = options.folder.resolve()
    work.mkdir(parents=True, exist_ok=True)
    print(f"On {machine()}, load {load()}.\n")
    rows = []
    for entries in (options.entries // 10, options.entries):
        if options.site and entries == options.entries:
            command = [guong, "build", "--root", options.site.resolve(), "--lang", "en", "--as-of", "2026-11-21"]
            site = sites.Site(options.site.resolve(), command, "")
        else:
            corpus = sites.make_corpus(entries, work, None)
            site = sites.make_site("guong", corpus, entries, work / f"site-{entries}", guong, "2026-11-21")
            corpus.unlink()
        rows.append((entries, *build(site, work)))
        shutil.rmtree(site.public)
        if not options.site or entries != options.entries:
            shutil.rmtree(site.root)
    print("| entries | processor | wall | peak memory | limit | files of search | their bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for entries, cost, files, size in rows:
        memory = f"{cost.peak / 1e6:.0f} MB | {memory_limit(entries) / 1e6:.0f} MB"
        print(f"| {entries:,} | {cost.processor:.0f} s | {cost.wall:.0f} s | {memory} | {files:,} | {size / 1e6:.0f} MB |")
    (few, many) = (cost for _, cost, *_ in rows)
    growth = many.processor / few.processor
    print(f"\nTen times the entries: {growth:.1f} times the processor time (bar: 11).")
    return int(growth > 11 or many.peak > memory_limit(options.entries))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}")
