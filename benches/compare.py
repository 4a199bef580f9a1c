#!/usr/bin/env python3
"""Compares Guong with its peers and its limits, on one corpus, in one run. Needs Python 3.11, cargo and GNU find.

usage: python3 benches/compare.py [--full]

Builds the program, makes a corpus and its sites on a RAM disk, and prints a table of ratios: each the
median over rounds, with minimum and maximum. Every ratio except growth is taken within a round, so both sides
ran under the same load. Exit status 1 if a bar is missed, 2 if none is missed but a peer is not available.
"""

import argparse
import datetime
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import sites
from measure import Cost, Failed, load, machine, ratios, run, spread
from server import preview

# Time stamps younger than two seconds are not trusted, by design, so a build right after another rereads its outputs.
# In practice no second build comes that soon.
SETTLE = 3.0

GROWTH = 10
GROWTH_RUNS = 3

# What is built cold, and how many times less processor and wall time than Hugo it is to take.
COLD = {
    "plain": ("plain theme, no index", 6.5, 5),
    "guong": ("built-in theme, no index", 5, 4),
    "search": ("built-in theme and search index", 2.5, 2.5),
}


class Table:
    """The rows, the number of missed bars, and what could not be run."""

    def __init__(self):
        self.missed, self.not_run, self.rows = 0, [], []

    def row(self, what, ours, peer, ratio, bar, holds):
        self.missed += not holds
        self.rows.append((what, ours, peer, ratio, bar, "yes" if holds else "**no**"))

    def ratio(self, what, ours, peer, unit, bar):
        """Adds our costs divided by a peer's, round by round: the median ratio must be at most `bar`."""
        ratio = ratios(ours, peer)
        sides = spread(ours).shown(unit), spread(peer).shown(unit)
        self.row(what, *sides, ratio.shown("×"), "–" if bar == float("inf") else f"≤ {bar}×", ratio.median <= bar)

    def times(self, what, peer, ours, bar):
        """Adds a peer's seconds divided by ours, round by round: the median ratio must be at least `bar`."""
        ratio = ratios(peer, ours)
        self.row(what, spread(ours).shown("s"), spread(peer).shown("s"), ratio.shown("×"), f"≥ {bar}×", ratio.median >= bar)

    def limit(self, what, ours, limit, unit):
        """Adds our costs against a fixed limit."""
        ratio = spread(value / limit for value in ours)
        sides = spread(ours).shown(unit), f"limit {spread([limit]).shown(unit)}"
        self.row(what, *sides, ratio.shown("×"), "≤ 1×", ratio.median <= 1)

    def absent(self, what, why):
        self.not_run.append((what, why))

    def print(self):
        print("| what | Guong | against | ratio | bar | held |\n| --- | --- | --- | --- | --- | --- |")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
        for what, why in self.not_run:
            print(f"\nNot run: {what}: {why}")


def memory_limit(entries):
    """Returns the limit of peak memory of a build in bytes: 150 MB, plus 9 KB per entry."""
    return 9e3 * entries + 150e6


class Warm(NamedTuple):
    """The result of a round's warm part: costs, and the outputs that were rewritten."""

    second: Cost
    walk: Cost | None
    first_edit: Cost
    edit: Cost
    rewritten: list
    strays: list
    page_changed: bool


class Bench:
    """A run of all comparisons in one working folder."""

    def __init__(self, options, work):
        self.options, self.work, self.log = options, work, work / "output.txt"
        built = options.guong or sites.guong_binary()
        # A copy: a compilation may replace the program meanwhile.
        self.guong = Path(shutil.copy2(built, work / "guong"))
        self.table = Table()
        self.walks = is_gnu_find()
        if not self.walks:
            self.table.absent("the second build against a walk", "GNU find is not there")
        self.hugo = None
        try:
            self.hugo = sites.hugo_binary()
        except (Failed, OSError, subprocess.CalledProcessError) as error:
            self.table.absent("both ratios to Hugo", f"{error} (on Debian, the environment needs python3-venv)")

    def site(self, flavour, corpus, entries):
        binary = self.hugo if flavour == "hugo" else self.guong
        root = self.work / f"{flavour}-{entries}"
        made_as = "guong" if flavour == "search" else flavour
        site = sites.make_site(made_as, corpus, entries, root, binary, self.options.as_of)
        if flavour == "guong":
            # The peers make no index for search.
            with open(root / "guong.toml", "a", encoding="utf-8") as config:
                config.write("search = false\n")
        return site

    def build(self, site, entries):
        cost = run(site.command, self.work, self.log)
        published = site.entries_published()
        if published != entries:
            output = cost.output[-2000:]
            raise Failed(f"{site.root.name} holds the pages of {published} entries, not {entries}:\n{output}")
        return cost

    def cold(self, site, entries):
        site.empty()
        return self.build(site, entries)

    def least(self, site):
        """Reads a site's entries once and copies what was built: no build takes less. Returns both costs as one."""
        copy = self.work / "copy"
        reading = run(self.reading(), site.root, os.devnull)
        copying = run(["cp", "-r", site.public, copy], self.work, os.devnull)
        shutil.rmtree(copy)
        return Cost(reading.processor + copying.processor, reading.wall + copying.wall, copying.peak, "")

    def reading(self):
        """Returns the command that reads all entries of a site once, in its folder."""
        return ["find", "content", "-name", "*.md", "-exec", "cat", "{}", "+"]

    def warm_round(self, site, entries, nth):
        """After a fresh cold build: a second build, a walk, a build after a first edit, which makes the second tree, and
        one after another edit. Returns their costs, and the outputs that ours rewrote."""
        time.sleep(SETTLE)
        before = sites.outputs(site, with_bytes=False)
        second = self.build(site, entries)
        rewritten = sites.differing(before, sites.outputs(site, with_bytes=False))
        walk = run(site.walk(), site.root, os.devnull) if self.walks else None
        sites.change_one_word(site, nth, self.options.runs)
        time.sleep(SETTLE)
        first_edit = self.build(site, entries)
        page = sites.change_one_word(site, nth, self.options.runs)
        before = sites.outputs(site, with_bytes=True)
        time.sleep(SETTLE)
        edit = self.build(site, entries)
        touched = sites.differing(before, sites.outputs(site, with_bytes=True))
        strays = [path for path in touched if path != page]
        return Warm(second, walk, first_edit, edit, rewritten, strays, page in touched)

    def reading_round(self, site):
        """Reads all entries once, checks them, and starts a preview without anything cached. Returns the costs."""
        reading = run(self.reading(), site.root, os.devnull)
        check = run([site.command[0], "check", *site.command[2:]], site.root, self.log)
        site.empty()
        with preview(site) as server:
            return reading, check, server.first_page("/")

    def rounds(self):
        """Runs all rounds with the corpus of the requested size. Returns the cold builds of all rounds by flavour, and
        the results of their warm parts by flavour."""
        entries, runs = self.options.entries, self.options.runs
        corpus = sites.make_corpus(entries, self.work, self.options.seeds)
        flavours = ["hugo"] * bool(self.hugo) + [*COLD]
        made = {flavour: self.site(flavour, corpus, entries) for flavour in flavours}
        colds, warms, readings = {flavour: [] for flavour in flavours}, {"guong": [], "search": []}, []
        least = {flavour: [] for flavour in COLD}
        for nth in range(runs):
            for flavour in flavours:
                note(f"round {nth + 1} of {runs}: {flavour}, cold")
                colds[flavour].append(self.cold(made[flavour], entries))
                if self.walks and flavour in COLD:
                    least[flavour].append(self.least(made[flavour]))
            for flavour, results in warms.items():
                note(f"round {nth + 1} of {runs}: {flavour}, second build, walk, edit")
                results.append(self.warm_round(made[flavour], entries, nth))
            if self.walks:
                note(f"round {nth + 1} of {runs}: check and preview")
                readings.append(self.reading_round(made["search"]))
        for site in made.values():
            shutil.rmtree(site.root)
        return colds, least, warms, readings

    def report_cold(self, colds, least):
        """Compares cold builds with Hugo, with the least that any build takes, and with the limit of memory."""
        for flavour, (what, processor, wall) in COLD.items():
            what, ours = f"cold build, {what}", colds[flavour]
            if self.hugo:
                for measured, unit, bar in [("processor", "processor time", processor), ("wall", "wall time", wall)]:
                    costs, theirs = ([getattr(cost, measured) for cost in side] for side in (ours, colds["hugo"]))
                    self.table.times(f"{what}: {unit}, Hugo's by ours", theirs, costs, bar)
            if least[flavour]:
                costs, copying = ([cost.processor for cost in side] for side in (ours, least[flavour]))
                against = "processor time, against reading the entries and copying the output (find, cat, cp)"
                self.table.ratio(f"{what}: {against}", costs, copying, "s", float("inf"))
            self.memory(what, ours, self.options.entries)

    def report_warm(self, warms, hugo):
        """Compares warm builds with a walk, with each other and with Hugo, which builds all again."""
        for flavour, results in warms.items():
            second, edit = ([warm.second.wall for warm in results], [warm.edit.wall for warm in results])
            suffix = ", with the search index" if flavour == "search" else ""
            what = f"second build, nothing changed{suffix}"
            if self.walks:
                walk = [warm.walk.wall for warm in results]
                self.table.ratio(f"{what}: wall time, against a walk (GNU find)", second, walk, "s", 1.5)
            if hugo:
                again = [cost.wall for cost in hugo]
                self.table.ratio(f"{what}: wall time, against Hugo", second, again, "s", 1)
            self.counted(f"{what}: outputs rewritten", [len(warm.rewritten) for warm in results], 0)
            self.memory(what, [warm.second for warm in results], self.options.entries)
            what = f"one word changed in one body{suffix}"
            self.table.ratio(f"{what}: wall time, against the second build", edit, second, "s", 1.25)
            first = [warm.first_edit.wall for warm in results]
            shown = f"the first edit after a first build, which makes the second tree{suffix}: the same"
            self.table.ratio(shown, first, second, "s", float("inf"))
            self.counted(f"{what}: the entry's page changed", [int(warm.page_changed) for warm in results], 1)
            if flavour == "guong":
                self.counted(f"{what}: other outputs touched", [len(warm.strays) for warm in results], 0)
            self.memory(what, [warm.edit for warm in results], self.options.entries)
        touched = {path for warm in warms["guong"] for path in warm.rewritten + warm.strays}
        if touched:
            print("touched, and should not have been:", *sorted(touched)[:20], sep="\n  ")

    def report_readings(self, readings, suffix=""):
        """Compares a check, and the start of a preview, with reading all sources once."""
        reading, check, start = ([*column] for column in zip(*readings))
        reading = [cost.wall for cost in reading]
        against = "wall time, against reading all entries once (GNU find and cat)"
        checks = [cost.wall for cost in check]
        self.table.ratio(f"`guong check`{suffix}: {against}", checks, reading, "s", 2)
        what = f"start of a preview to the first page, nothing cached{suffix}"
        self.table.ratio(f"{what}: {against}", start, reading, "s", 2)

    def memory(self, what, costs, entries):
        self.table.limit(f"{what}: peak memory", [cost.peak for cost in costs], memory_limit(entries), "MB")

    def counted(self, what, counts, expected):
        worst = max(counts, key=lambda count: abs(count - expected))
        self.table.row(what, str(worst), "", "", str(expected), worst == expected)

    def growth(self, middle):
        """Compares builds of a tenth of the entries and of ten times as many, each with the next smaller;
        `middle` are the cold builds of this run."""
        few, _ = self.several(self.options.entries // GROWTH)
        self.grown(self.options.entries, middle, few)
        entries = self.options.entries * GROWTH
        many, readings = self.several(entries)
        self.grown(entries, many, middle)
        self.memory(f"{entries:,} entries, cold", many, entries)
        if self.walks:
            self.report_readings(readings, f", {entries:,} entries")

    def several(self, entries):
        """Returns several cold builds of a site of that many entries, and as many rounds of reading it."""
        corpus = sites.make_corpus(entries, self.work, self.options.seeds)
        site = self.site("search", corpus, entries)
        corpus.unlink()
        costs = []
        for nth in range(GROWTH_RUNS):
            note(f"growth, run {nth + 1} of {GROWTH_RUNS}: {entries:,} entries, cold")
            costs.append(self.cold(site, entries))
        readings = [self.reading_round(site) for _ in range(GROWTH_RUNS)] if self.walks else []
        shutil.rmtree(site.root)
        return costs, readings

    def grown(self, entries, large, small):
        what = f"{entries:,} entries, cold: processor time, against {entries // GROWTH:,}"
        ours = [cost.processor for cost in large]
        # Not round by round: the small builds ran too long ago. Their median is used.
        base = [spread(cost.processor for cost in small).median] * len(ours)
        self.table.ratio(what, ours, base, "s", 10.5)


def is_gnu_find():
    """Whether `find` is GNU find, which can print time stamps."""
    if shutil.which("find") is None:
        return False
    asked = subprocess.run(["find", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return "GNU" in asked.stdout


def note(text):
    """Prints progress to standard error."""
    print(f"{datetime.datetime.now():%H:%M:%S} {text}", file=sys.stderr, flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    growth = f"growth too: a tenth of the entries and {GROWTH} times as many (minutes, and gigabytes of the RAM disk)"
    size = "size of the corpus; the bars are meant for the default, 10000"
    seeds = "a folder of .txt files to borrow sentences from (default: the demo gallery's documents and pages)"
    parser.add_argument("--full", action="store_true", help=growth)
    parser.add_argument("--runs", type=int, default=5, help="rounds to take the median of (default 5)")
    parser.add_argument("--entries", type=int, default=10_000, help=size)
    parser.add_argument("--guong", type=Path, help="a program built elsewhere, instead of this repository's")
    parser.add_argument("--ram", type=Path, default=Path("/dev/shm"), help="a folder on a RAM disk (default /dev/shm)")
    parser.add_argument("--seeds", help=seeds)
    # The corpus ends in 2025; a fixed date makes runs on different days comparable.
    parser.add_argument("--as-of", default="2026-11-21", help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = read_options()
    if not options.ram.is_dir():
        sys.exit(f"{options.ram} is not there: give a folder on a RAM disk with --ram")
    # If terminated, the run still removes its gigabytes from the RAM disk.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load_before = load()
    with tempfile.TemporaryDirectory(prefix="guong-bench-", dir=options.ram) as folder:
        bench = Bench(options, Path(folder))
        colds, least, warms, readings = bench.rounds()
        bench.report_cold(colds, least)
        bench.report_warm(warms, colds.get("hugo"))
        if readings:
            bench.report_readings(readings)
        if options.full:
            bench.growth(colds["search"])
        else:
            bench.table.absent("growth (processor time and memory of a tenth and of ten times the entries)", "asked for with --full")
    table = bench.table
    arguments = " ".join(["python3 benches/compare.py", *sys.argv[1:]])
    busy = f"load {load_before} before, {load()} after"
    size = f"{options.entries:,} entries, median of {options.runs} (least–greatest)"
    print(f"\n`{arguments}`, {datetime.date.today()}, {machine()}; {busy}; {size}.\n")
    table.print()
    others = "; ".join(
        f"{name}: wall {spread(c.wall for c in costs).shown('s')}, peak {spread(c.peak for c in costs).shown('MB')}"
        for name, costs in colds.items()
    )
    print(f"\nCold builds besides: {others}.")
    asked_for = bench.hugo is not None and bench.walks
    sys.exit(1 if table.missed else 0 if asked_for else 2)


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"benches/compare.py: {error}")
