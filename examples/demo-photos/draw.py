"""Draws the demo gallery's pictures: python3 examples/demo-photos/draw.py [--only SUBSTRING] [--jobs N]

Reads photos.json beside itself; writes each picture to its path under the repository's root.
The same list gives the same pictures. A picture names its scene, time of day, season, shape, seed and focal point;
`lens` (above 1: nearer), `eye` (above 1: from higher up), `flip` and `arg` (read by some scenes) vary the scene.
"""
import argparse
import json
import pathlib
import time
from multiprocessing import Pool

from PIL import Image

import scenes
from canvas import Sheet
from finish import finish, jpeg

HERE = pathlib.Path(__file__).resolve().parent


def draw(job):
    s = Sheet(job["time"], job["season"], job["aspect"], job["seed"], job["focus"])
    s.hint, s.arg = job["path"], job.get("arg", "")
    s.lens, s.eye = job.get("lens", 1.0), job.get("eye", 1.0)
    scenes.SCENES[job["scene"]](s)
    im = finish(s, edge=.6 if getattr(s, "indoor", False) else 1.0)
    return im.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if job.get("flip") else im


def run(task):
    job, root = task
    t = time.time()
    data, q = jpeg(draw(job))
    out = pathlib.Path(root) / job["path"]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    return job["path"], job["scene"], len(data), q, time.time() - t


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--only", default="", help="draw only jobs whose path or scene contains this")
    a.add_argument("--jobs", type=int, default=2)
    a.add_argument("--list", default=str(HERE / "photos.json"))
    a.add_argument("--root", default=str(HERE.parent.parent))
    o = a.parse_args()
    jobs = [(j, o.root) for j in json.loads(pathlib.Path(o.list).read_text("utf-8")) if o.only in j["path"] or o.only == j["scene"]]
    with Pool(o.jobs) as pool:
        for path, scene, n, q, dt in pool.imap(run, jobs):
            print(f"{n // 1000:4d} KB  q{q}  {dt:4.1f} s  {scene:15s} {path}", flush=True)


if __name__ == "__main__":
    main()
