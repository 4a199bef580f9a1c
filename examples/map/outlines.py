#!/usr/bin/env python3
"""Draws `themes/guong/assets/provinces.svg` from `src/gazetteer/data/provinces.geojson`.

Every province is one path with the id `p` and its code, which pages show with `<use>`: the outlines are
fetched once, and no page carries them. The projection is the one of `src/plan/map.rs` (a test puts every
commune into its province). Corners are moved to whole units of the drawing, so that a border shared by two
provinces stays shared; what then lies on a straight line is left out. No island is left out: one that is
smaller than a unit becomes a unit square.

    python3 examples/map/outlines.py
"""

import json
import math
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
OUTLINES = REPOSITORY / "src/gazetteer/data/provinces.geojson"
DRAWING = REPOSITORY / "themes/guong/assets/provinces.svg"

# Equirectangular, true to scale at 16° north. The same numbers stand in `src/plan/map.rs`.
WEST, NORTH, UNITS = 101.9, 23.6, 60
ACROSS = UNITS * math.cos(math.radians(16))
WIDTH, HEIGHT = 940, 1000

NOTICE = """Outlines of the provinces of Viet Nam, Hoàng Sa and Trường Sa among them, for small drawings only.
From vietnamadminunits 1.0.4 and thanglequoc/vietnamese-provinces-database, under the MIT License:
Copyright (c) 2025 Tran Ngoc Minh Hieu; Copyright (c) 2021 Thang Le Quoc.
Drawn by examples/map/outlines.py; the whole licence stands in src/gazetteer/data/README.md."""


def drawn(ring):
    """The corners of a ring in whole units. A corner on a straight line, or at the tip of a spike without
    width, is left out."""
    points = [(round((lon - WEST) * ACROSS), round((NORTH - lat) * UNITS)) for lon, lat in ring]
    changed = True
    while changed and len(points) > 1:
        kept = []
        for i, (x, y) in enumerate(points):
            (ax, ay), (bx, by) = kept[-1] if kept else points[-1], points[(i + 1) % len(points)]
            if (x - ax) * (by - y) != (y - ay) * (bx - x):
                kept.append((x, y))
        changed = len(kept) < len(points)
        points = kept or points[:1]
    if len(points) < 3:
        x, y = points[0]
        points = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
    return points


def path(rings):
    """The rings as one SVG path: relative steps, as short as they can be written."""
    steps = []
    at = (0, 0)
    for points in rings:
        x, y = points[0]
        steps.append(f"m{x - at[0]}{number(y - at[1])}")
        before = "m"
        for px, py in points[1:]:
            dx, dy = px - x, py - y
            kind, text = ("h", str(dx)) if dy == 0 else ("v", str(dy)) if dx == 0 else ("l", f"{dx}{number(dy)}")
            same = kind == before or (kind == "l" and before == "m")
            steps.append((" " if same and not text.startswith("-") else "") + text if same else kind + text)
            before, (x, y) = kind, (px, py)
        steps.append("z")
        at = points[0]
    return "".join(steps)


def number(value):
    """A number behind another one."""
    return f" {value}" if value >= 0 else str(value)


def main():
    provinces = []
    for feature in json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = [drawn(ring) for polygon in polygons for ring in polygon]
        provinces.append((feature["properties"]["code"], list(dict.fromkeys(map(tuple, rings)))))
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">', f"<!--\n{NOTICE}\n-->", '<defs><g id="all">']
    for code, rings in sorted(provinces):
        lines.append(f'<path id="p{code}" d="{path(rings)}"/>')
    lines += ["</g></defs>", "</svg>", ""]
    DRAWING.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
