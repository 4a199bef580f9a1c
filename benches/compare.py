#!/usr/bin/env python3
"""Guong beside its peers and its limits, on one corpus, in one run. Needs Python 3.11 and cargo.

usage: python3 benches/compare.py [--full]

Builds the program, makes a corpus and its sites on a RAM disk, and prints a table of ratios: each the
median over rounds, with the least and the greatest. Every ratio is taken within a round, so both sides of
it met the same machine. Exit status 1 if a bar is missed, 2 if nothing is missed but something did not run.
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

import sites
from measure import Failed, load, machine, ratios, run, spread

# A stamp younger than two seconds proves nothing, by design, so a build right after another has to read
# what it wrote. Nobody's second build comes that soon.
SETTLE = 3.0

GROWTH = 10
GROWTH_RUNS = 3


class Table:
    """The rows, printed as they come; and whether a bar was missed or a row is missing."""

    def __init__(self):
        self.missed, self.not_run, self.rows = 0, [], []

    def row(self, what, ours, peer, ratio, bar, holds):
        self.missed += not holds
        self.rows.append((what, ours, peer, ratio, bar, "yes" if holds else "**no**"))

    def ratio(self, what, ours, peer, unit, bar, shown_bar):
        """Ours against a peer's, round by round: the median of the ratios is to be at most `bar`."""
        ratio = ratios(ours, peer)
        self.row(what, spread(ours).shown(unit), spread(peer).shown(unit), ratio.shown("×"), shown_bar, ratio.median <= bar)

    def limit(self, what, ours, limit, unit):
        """Ours against a fixed limit."""
        ratio = spread(value / limit for value in ours)
        holds = ratio.median <= 1
        self.row(what, spread(ours).shown(unit), f"limit {spread([limit]).shown(unit)}", ratio.shown("×"), "≤ 1×", holds)

    def absent(self, what, why):
        self.not_run.append((what, why))

    def print(self):
        print("| what | Guong | against | ratio | bar | held |\n| --- | --- | --- | --- | --- | --- |")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
        for what, why in self.not_run:
            print(f"\nNot run: {what}: {why}")


def memory_limit(entries):
    """Bytes that a build of that many entries may hold at its peak: 12 KB an entry and 150 MB."""
    return 12e3 * entries + 150e6


class Bench:
    """One run of everything, in one working folder."""

    def __init__(self, options, work):
        self.options, self.work, self.log = options, work, work / "said.txt"
        built = options.guong or sites.guong_binary()
        # A copy: somebody may compile while this runs.
        self.guong = Path(shutil.copy2(built, work / "guong"))
        self.table = Table()
        self.hugo = None
        try:
            self.hugo = sites.hugo_binary()
        except (Failed, OSError, subprocess.CalledProcessError) as error:
            self.table.absent("both ratios to Hugo", f"{error} (on Debian, the environment needs python3-venv)")

    def site(self, flavour, corpus, entries):
        binary = self.hugo if flavour == "hugo" else self.guong
        return sites.make_site(flavour, corpus, entries, self.work / f"{flavour}-{entries}", binary, self.options.as_of)

    def build(self, site, entries):
        cost = run(site.command, self.work, self.log)
        published = site.entries_published()
        if published != entries:
            raise Failed(f"{site.root.name} holds the pages of {published} entries, not {entries}:\n{cost.said[-2000:]}")
        return cost

    def cold(self, site, entries):
        site.empty()
        return self.build(site, entries)

    def warm_round(self, site, entries, nth):
        """From a cold build that was just made: the second build, a walk, and the build of one edit. Gives
        their wall times, and whether only what should was touched."""
        time.sleep(SETTLE)
        before = sites.outputs(site, with_bytes=False)
        second = self.build(site, entries)
        rewritten = sites.differing(before, sites.outputs(site, with_bytes=False))
        walk = run(site.walk(), site.root, os.devnull)
        page = sites.change_one_word(site, nth, self.options.runs)
        before = sites.outputs(site, with_bytes=True)
        time.sleep(SETTLE)
        edit = self.build(site, entries)
        touched = sites.differing(before, sites.outputs(site, with_bytes=True))
        return second, walk, edit, rewritten, [path for path in touched if path != page], page in touched

    def ten_thousand(self):
        """Everything but growth; gives the cold builds with the built-in theme."""
        table, entries, runs = self.table, self.options.entries, self.options.runs
        corpus = sites.make_corpus(entries, self.work, self.options.seeds)
        flavours = ["hugo"] * bool(self.hugo) + ["plain", "guong"]
        made = {flavour: self.site(flavour, corpus, entries) for flavour in flavours}
        colds, warms = {flavour: [] for flavour in flavours}, []
        for nth in range(runs):
            for flavour in flavours:
                note(f"round {nth + 1} of {runs}: {flavour}, cold")
                colds[flavour].append(self.cold(made[flavour], entries))
            note(f"round {nth + 1} of {runs}: second build, walk, edit")
            warms.append(self.warm_round(made["guong"], entries, nth))
        processor = {flavour: [cost.processor for cost in costs] for flavour, costs in colds.items()}
        if self.hugo:
            table.ratio("cold build, plain theme: processor time, against Hugo", processor["plain"], processor["hugo"], "s", 1 / 5, "≤ 1/5")
            table.ratio("cold build, built-in theme: processor time, against Hugo", processor["guong"], processor["hugo"], "s", 1 / 3, "≤ 1/3")
        second, walk, edit = ([round_[i].wall for round_ in warms] for i in range(3))
        table.ratio("second build, nothing changed: wall time, against a walk (`find -printf '%s %T@'`)", second, walk, "s", 3, "≤ 3×")
        self.counted("second build: outputs rewritten", [len(w[3]) for w in warms], 0)
        table.ratio("one word changed in one body: wall time, against the second build", edit, second, "s", 1.5, "≤ 1.5×")
        self.counted("one word changed: outputs changed besides the entry's page", [len(w[4]) for w in warms], 0)
        self.counted("one word changed: the entry's page changed", [int(w[5]) for w in warms], 1)
        for flavour, name in [("plain", "plain theme"), ("guong", "built-in theme")]:
            table.limit(f"cold build, {name}: peak memory", [cost.peak for cost in colds[flavour]], memory_limit(entries), "MB")
        for name, costs in [("second build", [w[0] for w in warms]), ("one word changed", [w[2] for w in warms])]:
            table.limit(f"{name}: peak memory", [cost.peak for cost in costs], memory_limit(entries), "MB")
        self.others = {name: costs for name, costs in colds.items()}
        stray = sorted({path for w in warms for path in w[3] + w[4]})
        if stray:
            print("touched, and should not have been:", *stray[:20], sep="\n  ")
        for site in made.values():
            shutil.rmtree(site.root)
        return colds["guong"]

    def counted(self, what, counts, expected):
        worst = max(counts, key=lambda count: abs(count - expected))
        self.table.row(what, str(worst), "", "", str(expected), worst == expected)

    def growth(self, small):
        """The same with ten times the entries, against the `small` cold builds of this run."""
        entries = self.options.entries * GROWTH
        corpus = sites.make_corpus(entries, self.work, self.options.seeds)
        site = self.site("guong", corpus, entries)
        corpus.unlink()
        large = []
        for nth in range(GROWTH_RUNS):
            note(f"growth, run {nth + 1} of {GROWTH_RUNS}: {entries:,} entries, cold")
            large.append(self.cold(site, entries))
        what = f"{entries:,} entries, cold"
        base = spread(cost.processor for cost in small).median
        self.table.ratio(f"{what}: processor time, against {self.options.entries:,}", [c.processor for c in large], [base] * GROWTH_RUNS, "s", 11, "≤ 11×")
        self.table.limit(f"{what}: peak memory", [c.peak for c in large], memory_limit(entries), "MB")


def note(text):
    """Progress, out of the table's way."""
    print(f"{datetime.datetime.now():%H:%M:%S} {text}", file=sys.stderr, flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--full", action="store_true", help=f"growth too: {GROWTH} times the entries (minutes, and gigabytes of the RAM disk)")
    parser.add_argument("--runs", type=int, default=5, help="rounds to take the median of (default 5)")
    parser.add_argument("--entries", type=int, default=10_000, help="size of the corpus; the bars are meant for the default, 10000")
    parser.add_argument("--guong", type=Path, help="a program that was built elsewhere, instead of this repository's")
    parser.add_argument("--ram", type=Path, default=Path("/dev/shm"), help="a folder on a RAM disk (default /dev/shm)")
    parser.add_argument("--seeds", help="a folder of .txt files to borrow sentences from (default: the demo gallery's own documents)")
    # The corpus ends in 2025; a fixed day makes runs of different days equal.
    parser.add_argument("--as-of", default="2026-11-21", help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = read_options()
    if not options.ram.is_dir():
        sys.exit(f"{options.ram} is not there: give a folder on a RAM disk with --ram")
    # Ended from outside, the run still removes its gigabytes from the RAM disk.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load_before = load()
    with tempfile.TemporaryDirectory(prefix="guong-bench-", dir=options.ram) as folder:
        bench = Bench(options, Path(folder))
        small = bench.ten_thousand()
        if options.full:
            bench.growth(small)
        else:
            bench.table.absent("growth (processor time and memory of ten times the entries)", "asked for with --full")
    table = bench.table
    arguments = " ".join(["python3 benches/compare.py", *sys.argv[1:]])
    print(f"\n`{arguments}`, {datetime.date.today()}, {machine()}; load {load_before} before, {load()} after; "
          f"{options.entries:,} entries, median of {options.runs} (least–greatest).\n")
    table.print()
    others = "; ".join(
        f"{name}: wall {spread(c.wall for c in costs).shown('s')}, peak {spread(c.peak for c in costs).shown('MB')}"
        for name, costs in bench.others.items()
    )
    print(f"\nCold builds besides: {others}.")
    sys.exit(1 if table.missed else 2 if bench.hugo is None else 0)


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"benches/compare.py: {error}")
