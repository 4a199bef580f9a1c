"""What the open data and press kits cost: their share of a build.

usage: press.py --guong PROGRAM [--entries 100000]

The data's share is measured in one site: a first build; a build that finds nothing to do; and one that finds the data
gone and writes it again. Kits: first builds without and with them, of entries with a photo each, whose variants are in
the cache.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import load, machine, run

BENCHES = Path(__file__).resolve().parent
BAR = 0.15
KITS = "[press]\nkits = true\n"


def corpus(script, *arguments):
    subprocess.run([sys.executable, "-B", BENCHES / "corpus" / script, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def site(work, entries):
    """A site of the synthetic corpus."""
    made = work / f"site-{entries}"
    corpus("gen_corpus.py", entries, work / "corpus.jsonl")
    corpus("gen_site.py", "guong", work / "corpus.jsonl", entries, made)
    return made


def give_photos(made, count):
    """One photo for each of the first entries, all of the same bytes, each under its own caption."""
    photo = BENCHES.parent / "themes/guong/assets/preview.png"
    entries = sorted((made / "content/entries").rglob("*.md"))[:count]
    for entry in entries:
        text = entry.read_text(encoding="utf-8")
        head, rest = text[4:].split("\n+++\n", 1)
        shutil.copy(photo, entry.parent / f"{entry.stem}.png")
        block = f'[[photos]]\nfile = "{entry.stem}.png"\nalt = "A"\ncaption = "{entry.parent.name} {entry.stem}"\nlicence = "CC0"\n'
        entry.write_text(f"+++\n{head}\n{block}+++\n{rest}", encoding="utf-8")
    return len(entries)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--guong", required=True, type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--photos", type=int, default=2000)
    options = parser.parse_args()
    guong = options.guong.resolve()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        work = Path(folder)
        build = lambda made: run([guong, "build", "--quiet", "--allow-removed", "--root", made], work, work / "log")
        made = site(work, options.entries)
        first, idle = build(made), build(made)
        shutil.rmtree(made / "public/du-lieu")
        again = build(made)
        share = (again.processor - idle.processor) / first.processor
        print(f"{machine()}; load {load()}\n")
        print(f"{options.entries} entries: first build {first.processor:.2f} s of processor time, {first.peak / 1e6:.0f} MB; "
              f"nothing to do {idle.processor:.2f} s; the data again {again.processor:.2f} s")
        print(f"the data is {share:.1%} of a first build (bar: {BAR:.0%})")
        shutil.rmtree(made)
        made = site(work, options.photos)
        count = give_photos(made, options.photos)
        config = made / "guong.toml"
        build(made)
        costs = []
        for more in ["", KITS]:
            config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")
            shutil.rmtree(made / "public")
            costs.append(build(made))
        without, with_kits = costs
        print(f"{count} entries with a photo: {without.processor:.2f} s, {without.peak / 1e6:.0f} MB; "
              f"with kits {with_kits.processor:.2f} s, {with_kits.peak / 1e6:.0f} MB")
    if share > BAR:
        sys.exit("missed: the data costs too much")


if __name__ == "__main__":
    main()
