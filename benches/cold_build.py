#!/usr/bin/env python3
"""Measures a clean build of the program, as a new contributor makes it.

Compiles into an empty folder, with everything already downloaded. The bar is six minutes by the clock on two idle
cores; the printed CPU utilisation shows whether they were idle.

usage: benches/cold_build.py
"""

import os
import sys
import tempfile
from pathlib import Path

import measure

BAR = 360
ROOT = Path(__file__).resolve().parent.parent


def main():
    measure.run(["cargo", "fetch", "--locked"], ROOT, os.devnull)
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "CARGO_TARGET_DIR": folder}
        cost = measure.run(["cargo", "build", "--release", "--locked"], ROOT, Path(folder) / "log", env)
    cores = os.cpu_count()
    print("| crates | clock, s | bar, s | processor, s | share of the cores' time |")
    print("| --- | --- | --- | --- | --- |")
    crates = cost.output.count("Compiling ")
    share = cost.processor / cost.wall / cores
    print(f"| {crates} | {cost.wall:.0f} | {BAR} | {cost.processor:.0f} | {share:.0%} of {cores} |")
    return int(cost.wall > BAR)


if __name__ == "__main__":
    sys.exit(main())
