"""On foot: gates, alleys, rows of rubber trees, patrols with lanterns, courtyards in rain."""
import math
import numpy as np

import land
import noise
from buildings import house, village
from palette import mix
from plants import banana, banyan, bush, cloud_of, crown, flowers, grass, palm, potted, tree
from registry import scene, stage
from scenes_life import sitter
from space import Face, box
from things import CLOTHES, birds, cycle, lamp, lantern, people, person


@scene("village-gate")
def village_gate(s):
    rng, cam = s.rng, stage(s, .0, 1.8, .95, .44, .56)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, "hill", .1)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 5))
    vx = (s.fx - cam.vx) / cam.f
    mid = lambda z: vx * z
    village(s, cam, -40, 40, 60, 8)
    zs = list(np.geomspace(2.2, 60, 40))
    s.poly(cam.strip(mid, 4.2, zs), s.c("brick", .1, .55))
    for z in np.geomspace(2.4, 50, 34):
        s.line([cam.p(mid(z) - 2.1, 0, z), cam.p(mid(z) + 2.1, 0, z)], max(.7, cam.m(z) * .03), s.c("tile2", .1, .3), .5)
    for z in (44, 34, 26):
        for k in (-1, 1):
            house(cam, mid(z) + k * 8, z, 7, 6, 3.2, -k * .5, rng.choice(["wall", "wall2", "plaster"]), rng.choice(["tile", "tile2"]))
    for z, k in ((22, 1), (24, -1), (30, 1)):
        x, y = cam.p(mid(z) + k * 6, 0, z)
        tree(s, x, y, cam.m(z) * 7, cam.depth(z), "deep")
    people(s, cam, [(*cam.p(mid(21) - .7, 0, 21), "walk"), (*cam.p(mid(26) + .8, 0, 26), "carry")])
    z = 13.0
    X = mid(z)
    for k in (-1, 1):                                               # side walls, then the piers
        box(cam, X + k * 6.6, z + .3, 6.4, .5, 1.7, "brick", 0, top="concrete")
    for k in (-1, 1):
        F = box(cam, X + k * 2.9, z, 1.3, 1.3, 4.4, "wall2", 0)["front"]
        F.rect(.2, .5, 1.1, 3.6, "plaster", .5)
        F.rect(.42, .8, .88, 3.3, "brick", .55, .8)
        box(cam, X + k * 2.9, z - .15, 1.6, 1.6, .35, "concrete", 0, Y=4.4)
        x, y = cam.p(X + k * 2.9, 4.75, z + .6)
        m = cam.m(z)
        s.poly([(x - m * .7, y), (x + m * .7, y), (x, y - m * .9)], s.c("tile", 0, .5))
        s.oval(x, y - m * .9, m * .16, m * .2, s.c("wall2", 0, .9))
    m = cam.m(z)
    F = Face(cam, (X - 2.3, 3.4, z + .4), (1, 0, 0), (0, 1, 0), "wall2", .6, 0)
    arch = [(0, 0)] + [(2.3 - 2.3 * math.cos(t), .9 * math.sin(t)) for t in np.linspace(0, math.pi, 20)] + [(4.6, 0), (4.6, 1.6), (0, 1.6)]
    F.poly(arch, "wall2", .6)
    F.rect(.5, 1.0, 4.1, 1.45, "brick", .5)
    a, b = cam.p(X - 3.0, 5.0, z), cam.p(X + 3.0, 5.0, z)
    s.poly([(a[0], a[1]), (b[0], b[1]), (b[0] + m * .4, b[1] - m * .1), (b[0] - m * .8, b[1] - m * 1.0), (a[0] + m * .8, a[1] - m * 1.0), (a[0] - m * .4, a[1] - m * .1)], s.c("tile", 0, .5))
    for i in range(22):
        t = i / 21
        x0, x1 = a[0] + (b[0] - a[0]) * t, a[0] + m * .8 + (b[0] - a[0] - m * 1.6) * t
        s.line([(x0, a[1]), (x1, a[1] - m)], max(1, m * .03), s.c("tile", 0, .2 if i % 2 else .8), .5)
    for k, zz in ((1, 12.0), (-1, 12.4)):
        for j in range(4):
            bush(s, *cam.p(X + k * (4.6 + j * 1.4), 0, zz), m * .45, 0, "leaf", ["flower", None, "rose"][j % 3])
    side = -s.lx
    x, y = cam.p(X + side * 8.2, 0, 11.5)
    banyan(s, x, y, cam.m(11.5) * 8, 0)
    people(s, cam, [(*cam.p(X + .9, 0, 9.5), "walk")])
    cycle(s, *cam.p(X - 1.3, 0, 9), cam.m(9) * 1.6, 0, face=s.lx)
    grass(s, 0, s.W * .25, s.H + 6, .06 * s.H, 60)
    grass(s, s.W * .75, s.W, s.H + 6, .06 * s.H, 60)


@scene("city-alley")
def city_alley(s):
    """A lane between tall narrow houses: balconies, wires, pots, a few people."""
    rng, cam = s.rng, stage(s, -.04, 1.7, .72 if s.W > s.H else .95, .46, .6)
    night = s.pal.night or s.pal.time == "dusk"
    land.sky(s, cam.hz, .3)
    vx = (s.fx - cam.vx) / cam.f
    W2 = 2.5
    land.ground(s, cam, lambda X, Z, foot: np.broadcast_to(s.pal.get("concrete") * (.8 if not s.pal.wet else .62), X.shape + (3,)), vis=60)
    for z in np.geomspace(1.6, 40, 22):
        s.line([cam.p(vx * z - W2, 0, z), cam.p(vx * z + W2, 0, z)], max(.7, cam.m(z) * .02), s.c("stone", .1, .3), .4)
    zs = [34, 29, 25, 21.4, 18.2, 15.2, 12.4, 9.8, 7.4, 5.2, 3.1]
    for i, z in enumerate(zs):
        dz = (zs[i - 1] if i else 40) - z
        for k in (-1, 1):
            h = rng.uniform(6, 12.5)
            col = rng.choice(["wall", "wall2", "mint", "blue", "ochre", "plaster", "rose", "concrete"])
            X = vx * z + k * W2
            d = min(.8, cam.depth(z, 70))
            lit = rng.random() < .6 and night
            kk = (.85 if k == -s.lx else .38)
            f = Face(cam, (X, 0, z), (vx, 0, 1), (0, 1, 0), col, kk, d)
            f.rect(0, 0, dz, h)
            g = Face(cam, (X if k > 0 else X - 6, 0, z), (1, 0, 0), (0, 1, 0), col, .45, d)
            g.rect(0, 0, 6, h)
            fl = 0
            while fl * 3.1 < h - 2:
                v = fl * 3.1
                if fl == 0:
                    f.rect(dz * .12, .05, dz * .88, 2.5, rng.choice(["teal", "darkwood", "metal", "brick"]), kk * .8)
                    for q in range(4):
                        f.rect(dz * (.12 + .19 * q), .05, dz * (.135 + .19 * q), 2.5, "dark", kk * .6, .6)
                else:
                    w = f.raw if lit and rng.random() < .7 else None
                    if w:
                        f.raw(dz * .2, v + .5, dz * .8, v + 2.3, s.pal.get("lamp"))
                    else:
                        f.rect(dz * .2, v + .5, dz * .8, v + 2.3, "3d4a50", .6)
                        f.poly([(dz * .2, v + 2.3), (dz * .6, v + 2.3), (dz * .2, v + .9)], "glass", .7, .4)
                    F = box(cam, X - k * .45, z + dz * .1, .9, dz * .8, .14, "concrete", 0, Y=v - .1, d=d)
                    o = Face(cam, (X - k * .9, v, z + dz * .1), (vx, 0, 1), (0, 1, 0), "dark", .4, d)
                    for q in range(9):
                        o.rect(dz * .1 * q, 0, dz * .1 * q + .03, .85)
                    o.rect(0, .82, dz * .8, .9)
                    for q in range(3):
                        if rng.random() < .6:
                            bx, by = cam.p(X - k * .8, v + .8, z + dz * (.25 + .22 * q))
                            crown(s, bx, by, cam.m(z) * .32, cam.m(z) * .25, "leaf", d, .5)
                            s.ovals(cloud_of(rng, bx, by, cam.m(z) * .3, cam.m(z) * .2, 9, cam.m(z) * .04, cam.m(z) * .07), s.c(rng.choice(["flower", "rose", "gold"]), d, .9))
                fl += 1
            if rng.random() < .5:
                a, b = cam.p(X, 2.9, z), cam.p(X, 2.9, z + dz)
                a2, b2 = cam.p(X - k * 1.1, 2.5, z), cam.p(X - k * 1.1, 2.5, z + dz)
                s.poly([a, b, b2, a2], s.c(rng.choice(["tinred", "tinblue", "mint", "ochre"]), d, .8))
            x, y = cam.p(X - k * .45, 0, z + .6)
            potted(s, x, y, cam.m(z) * rng.uniform(.8, 1.5), d)
        if i % 3 == 1:
            a, b = cam.p(vx * z - W2, 6.2, z), cam.p(vx * z + W2, 5.8, z)
            for q in range(3):
                s.line([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + cam.m(z) * (.3 + .14 * q)), b], max(.8, cam.m(z) * .03), s.c("dark", .1, .3), .8, smooth=True)
        if night and i % 2:
            lamp(s, *cam.p(vx * z + W2 * .86, 0, z), cam.m(z) * 4.2, cam.depth(z) * .4, True, -1)
    if s.arg == "flags":
        for z in (24, 17, 12, 8.4):
            for j in range(9):
                t = (j + .5) / 9
                x, y = cam.p(vx * z - W2 + 2 * W2 * t, 4.6 - math.sin(t * math.pi) * .5, z)
                m = cam.m(z) * .34
                s.poly([(x - m * .5, y), (x + m * .5, y), (x, y + m * 1.2)], s.c(["red", "gold", "teal"][j % 3], .1, .8))
    people(s, cam, [(*cam.p(vx * z + o, 0, z), p) for z, o, p in ((22, .6, "walk"), (15, -.8, "walk"), (10.5, .9, "stand"), (10.8, 1.5, "stand"))], hatted=False)
    x, y = cam.p(vx * 7 - .9, 0, 7.2)
    cycle(s, x, y, cam.m(7.2) * 1.6, 0, face=s.lx, rider=s.pal.sunny)


@scene("rubber-rows")
def rubber_rows(s):
    rng, cam = s.rng, stage(s, .02, 1.7, .9, .44, .56)
    pal = s.pal
    s.vgrad([(0, 0), (s.W, 0), (s.W, cam.hz + 5), (0, cam.hz + 5)], mix(pal.sky[1], pal.get("leaf"), .2), mix(pal.haze, pal.sky[3], .5))
    s.glow(s.fx, cam.hz, .6 * s.W, pal.glowcol, .9)
    land.ground(s, cam, land.meadow(s, "ochre" if s.pal.season in ("autumn", "dry", "winter") else "grass", "earth", 3, .4), vis=60)
    vx = (s.fx - cam.vx) / cam.f
    for z in list(np.arange(82, 5, -4.6)) + [4.4]:
        m, d = cam.m(z), min(.92, 1 - math.exp(-z / 30))
        for i in range(-9, 10):
            X = vx * z + (i + .5) * 3.4
            x, y = cam.p(X, 0, z)
            if not -.15 * s.W < x < 1.15 * s.W:
                continue
            w = m * .12
            s.poly([(x, y), (x - s.lx * m * 5, y + m * .9), (x - s.lx * m * 5, y + m * 1.05), (x + w, y)], pal.shade * .35, .16 * (1 - d))
            s.poly([(x - w * 1.3, y), (x - w, y - m * 4), (x + rng.normal(0, .1) * m, -20), (x + w * 1.4, -20), (x + w, y - m * 4), (x + w * 1.3, y)], s.c("plaster", d, .25))
            s.poly([(x + s.lx * w * .2, y), (x + s.lx * w * .2, -20), (x + s.lx * w, -20), (x + s.lx * w * 1.2, y)], s.c("plaster", d, .75), .8)
            if m > 26:
                s.poly([(x - w, y - m * 1.35), (x + w, y - m * 1.15), (x + w, y - m * .95), (x - w, y - m * 1.15)], s.c("wood", d, .4), .8)
                s.oval(x + w * .6, y - m * .86, m * .1, m * .07, s.c("dark", d, .4))
                s.oval(x + w * .6, y - m * .9, m * .09, m * .03, s.c("white", d, .9))
            r = m * 1.5
            cy = max(-.02 * s.H, y - m * 8)
            if i % 2 and m < 160:
                crown(s, x + rng.normal(0, .6) * m, min(cy, .2 * s.H), r * 1.2, r * .7, "leaf" if rng.random() < .6 else "gold", d, .6)
    for k in range(14):
        crown(s, rng.uniform(0, 1) * s.W, rng.uniform(-.05, .06) * s.H, .1 * s.W, .07 * s.H, "leaf", .05, .7)
    people(s, cam, [(*cam.p(vx * 9 - .5, 0, 9), "stand"), (*cam.p(vx * 16 + .8, 0, 16), "bend"), (*cam.p(vx * 27, 0, 27), "walk")])
    land.rays(s, s.fx + s.lx * .3 * s.W, -.1 * s.H, 8, .09)
    for _ in range(160):
        z = rng.uniform(2.6, 22)
        a, b = cam.p(vx * z + rng.normal(0, 5), 0, z)
        s.leaves([(a, b, cam.m(z) * .16, cam.m(z) * .04, rng.uniform(0, 6.28))], s.c(rng.choice(["gold", "brick", "leaf"]), 0, .7), .8)


@scene("night-patrol")
def night_patrol(s):
    """A path by night; people in a file, seen from behind, carry lanterns."""
    rng, cam = s.rng, stage(s, .02, 1.8, 1.0, .42, .54)
    land.sky(s, cam.hz, .25)
    sea = "sea" in s.arg
    if sea:
        land.ridge(s, cam.hz, .08 * s.H, .8, "deep", 700)
        land.water(s, cam.hz + 2, None, "sea", .5, .5)
    else:
        land.ranges(s, cam.hz + 4, 3, "hill", .2)
    vx = (s.fx - cam.vx) / cam.f
    side = s.lx
    mid = lambda z: vx * z + side * (2.2 * math.sin(z / 9) + z * .1)
    m0 = s.mask(cam.strip(lambda z: mid(z) - side * 20, 44, list(np.geomspace(1.5, 60, 40)))) if sea else None
    land.ground(s, cam, land.meadow(s, "sand" if sea else "grass", "deep", 4, .2), mask=m0)
    s.poly(cam.strip(mid, 2.0, list(np.geomspace(1.5, 60, 40))), s.c("sand", .1, .7), .7, blur=4 * s.u)
    for _ in range(34):
        z = rng.uniform(5, 40)
        k = -side if sea else rng.choice([-1, 1])
        x, y = cam.p(mid(z) + k * (2.6 + rng.random() * z * .6), 0, z)
        (bush(s, x, y, cam.m(z) * rng.uniform(.5, 1.1), cam.depth(z, 60), "deep") if rng.random() < .6 else (palm if sea else tree)(s, x, y, cam.m(z) * rng.uniform(5, 8), cam.depth(z, 60)))
    for z, hgt in ((30, 1.6), (23.5, 1.65), (18, 1.6), (13.6, 1.7), (10.2, 1.6), (7.6, 1.7)):
        x, y = cam.p(mid(z) + rng.normal(0, .25), 0, z)
        m = cam.m(z)
        s.oval(x + side * m * .4, y, m * 2.6, m * .5, "ffb95c", .30, blur=m * .3)
        person(s, x, y, m * hgt, .0, "walk", top=rng.choice(["deep", "indigo", "teal"]), hatted=rng.random() < .4, face=side)
        lx, ly = x + side * m * .34, y - m * .55
        s.glow(lx, ly, m * 2.6, "f0a850", .75)
        s.glow(lx, ly, m * .7, "ffe0a0", .9)
        s.oval(lx, ly, m * .08, m * .1, "fff0c4")
    if s.arg.endswith("houses"):
        for z in (46, 38):
            house(cam, mid(z) + side * -9, z, 8, 6, 3.2, .3, "wall", "tile", lit=True)


@scene("orchard-lamps")
def orchard_lamps(s):
    """Rows of low fruit plants lit by lamps after dusk, as far as the hills."""
    rng, cam = s.rng, stage(s, .16, 4.2, .95, .32, .44)
    land.sky(s, cam.hz, .5)
    land.ranges(s, cam.hz, 3, "hill", .16)
    land.ground(s, cam, land.meadow(s, "earth", "sand", 4, .2))
    vx = (s.fx - cam.vx) / cam.f
    for z in np.geomspace(130, 5.2, 24):
        m, d = cam.m(z), cam.depth(z, 160)
        for i in range(-26, 27):
            X = vx * z + (i + .5) * 3.4
            x, y = cam.p(X, 0, z)
            if not -.05 * s.W < x < 1.05 * s.W:
                continue
            h = m * 1.5
            if m > 9:
                s.oval(x, y, m * 1.2, m * .2, s.pal.shade * .3, .4, blur=m * .08)
                s.line([(x, y), (x, y - h)], m * .12, s.c("concrete", d, .5))
                for q in range(9):
                    t = -math.pi / 2 + (q - 4) * .42
                    s.line([(x, y - h), (x + math.cos(t) * m * .7, y - h + math.sin(t) * m * .5), (x + math.cos(t) * m * .95, y - h + m * (.35 + .2 * abs(q - 4) / 4))], m * .09, s.c("deep" if q % 2 else "leaf", d, .5), smooth=True)
                for q in range(4):
                    s.oval(x + rng.normal(0, .5) * m, y - h + rng.uniform(0, .5) * m, m * .1, m * .12, s.c("d04f74", d, .9))
            else:
                s.oval(x, y - h * .7, m * .8, m * .6, s.c("deep", d, .5))
            if i % 2 == 0:
                s.glow(x + m * 1.7, y - m * 2.0, m * 2.3, "ffbe64", .5 if s.pal.night else .42)
                s.oval(x + m * 1.7, y - m * 2.0, max(1.2, m * .09), max(1.2, m * .11), "fff2cc")
    people(s, cam, [(*cam.p(vx * 12 + .2, 0, 12), "walk"), (*cam.p(vx * 17, 0, 17), "bend"), (*cam.p(vx * 30 + .4, 0, 30), "walk")])


@scene("rented-rooms")
def rented_rooms(s):
    """A yard between two rows of rented rooms: doors, motorbikes, washing, people on stools."""
    from scenes_works import bike
    rng, cam = s.rng, stage(s, -.02, 1.75, .8, .42, .54)
    night = s.pal.night or s.pal.time == "dusk"
    land.sky(s, cam.hz, .4)
    land.ranges(s, cam.hz, 1, "hill", .05)
    vx = (s.fx - cam.vx) / cam.f
    land.ground(s, cam, lambda X, Z, foot: np.broadcast_to(s.pal.get("concrete") * .9, X.shape + (3,)), vis=80)
    for z in np.geomspace(1.6, 34, 20):
        s.line([cam.p(vx * z - 5, 0, z), cam.p(vx * z + 5, 0, z)], max(.7, cam.m(z) * .02), s.c("stone", .1, .3), .4)
    F = box(cam, vx * 33, 33, 11, 1, 2.4, "wall2", 0)
    for k in (-1, 1):
        X = 4.6 * k
        f = Face(cam, (vx * 2 + X, 0, 2), (vx, 0, 1), (0, 1, 0), "wall" if k < 0 else "mint", .8 if k == -s.lx else .4, .05)
        f.rect(0, 0, 31, 3.1)
        f.rect(0, 0, 31, .5, "brick", f.k * .7)
        for i in range(9):
            u = 1 + i * 3.4
            f.rect(u, 0, u + 1.0, 2.2, ["teal", "blue", "brick"][i % 3], f.k)
            f.rect(u + .08, 1.5, u + .92, 2.1, "glass", f.k) if not night else f.raw(u + .08, .1, u + .92, 2.1, s.pal.get("lamp"), .85)
            f.window(u + 1.5, 1.0, 1.1, 1.0, "white", lit=night and i % 3 == 0 and k > 0)
        a = [cam.p(vx * z + X + k * .3, 3.3, z) for z in (2, 33)] + [cam.p(vx * z + X - k * 1.5, 2.75, z) for z in (33, 2)]
        s.poly(a, s.c("tinred" if k > 0 else "tinblue", .05, .6))
        for i in range(30):
            z = 2 + i
            s.line([cam.p(vx * z + X + k * .3, 3.3, z), cam.p(vx * z + X - k * 1.5, 2.75, z)], max(.8, cam.m(z) * .03), s.c("dark", .05, .5), .3)
        for z in np.arange(4, 33, 3.4):
            s.line([cam.p(vx * z + X - k * 1.4, 0, z), cam.p(vx * z + X - k * 1.4, 2.8, z)], max(1, cam.m(z) * .07), s.c("metal", .05, .6))
            x, y = cam.p(vx * z + X - k * 1.1, 0, z + 1.2)
            (potted(s, x, y, cam.m(z) * 1.0, .05) if rng.random() < .5 else bike(s, x, y, cam.m(z) * .95))
    for z in (20, 13):                                              # washing on a line
        a, b = cam.p(vx * z - 3.2, 2.6, z), cam.p(vx * z + 3.2, 2.6, z)
        s.line([a, ((a[0] + b[0]) / 2, a[1] + cam.m(z) * .2), b], max(1, cam.m(z) * .02), s.c("dark", 0, .4), smooth=True)
        for i in range(7):
            t = (i + .6) / 8
            x, y, q = a[0] + (b[0] - a[0]) * t, a[1] + cam.m(z) * .2 * math.sin(t * math.pi), cam.m(z) * .3
            s.poly([(x - q, y), (x + q, y), (x + q * .8, y + q * 2.4), (x - q * .8, y + q * 2.4)], s.c(rng.choice(CLOTHES), .05, .8))
    for z, o in ((9, -.9), (9.3, .2), (9.1, 1.2), (10.6, -.3)):
        x, y = cam.p(vx * z + o, .4, z)
        box(cam, vx * z + o, z, .35, .3, .38, "tinred", 0)
        sitter(s, x, y, cam.m(z) * .85)
    people(s, cam, [(*cam.p(vx * 16 + 1, 0, 16), "walk"), (*cam.p(vx * 24 - 1, 0, 24), "walk")], hatted=False)
    if night:
        lamp(s, *cam.p(vx * 19 + 3.0, 0, 19), cam.m(19) * 3.6, .1, True, -1)


@scene("notice-board")
def notice_board(s):
    """A board with sheets of paper under a small roof by the road; people read it."""
    rng, cam = s.rng, stage(s, .06, 1.7, 1.0, .4, .5)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.16)
    village(s, cam, -40, 40, 55, 8)
    land.ground(s, cam, land.meadow(s, "grass", "earth", 4, .25))
    vx = (s.fx - cam.vx) / cam.f
    for k, z in ((-1, 24), (1, 30)):
        house(cam, vx * z + k * 10, z, 8, 6, 3.2, -k * .3, rng.choice(["wall", "wall2", "mint"]), rng.choice(["tile", "tinred"]))
    for z, k in ((18, -1), (16, 1), (22, 1)):
        x, y = cam.p(vx * z + k * 6.5, 0, z)
        tree(s, x, y, cam.m(z) * 6.5, cam.depth(z))
    z = 7.0
    X = vx * z
    m = cam.m(z)
    s.oval(*cam.p(X, 0, z), m * 2.4, m * .3, s.pal.shade * .3, .35, blur=8)
    for u in (-1.55, 1.55):
        box(cam, X + u, z, .16, .16, 2.9, "wood", 0)
    F = Face(cam, (X - 1.5, .95, z), (1, 0, 0), (0, 1, 0), "darkwood", .6, 0)
    F.rect(0, 0, 3.0, 1.6)
    F.rect(.07, .07, 2.93, 1.53, "deep", .55)
    for i in range(7):
        for j in range(2):
            if rng.random() < .9:
                u, v, w, h = .16 + i * .40, .14 + j * .72 + rng.normal(0, .02), .32, .5 + rng.normal(0, .05)
                F.rect(u + .02, v - .02, u + w + .02, v + h - .02, "dark", .2, .35)
                F.rect(u, v, u + w, v + h, rng.choice(["paper", "paper", "white", "wall2"]), .9)
                F.rect(u + .04, v + h - .12, u + w - .04, v + h - .06, "brick", .6, .8)
                for q in range(4):
                    F.rect(u + .04, v + .06 + .075 * q, u + w - .05 - .06 * rng.random(), v + .085 + .075 * q, "indigo", .5, .55)
    a, b = cam.p(X - 2.0, 2.7, z - .5), cam.p(X + 2.0, 2.7, z - .5)
    c, e = cam.p(X + 2.0, 3.3, z + .3), cam.p(X - 2.0, 3.3, z + .3)
    s.poly([a, b, c, e], s.c("tile", 0, .7))
    for i in range(17):
        t = i / 16
        s.line([(a[0] + (b[0] - a[0]) * t, a[1]), (e[0] + (c[0] - e[0]) * t, e[1])], m * .03, s.c("tile", 0, .3 if i % 2 else .95), .6)
    s.line([a, b], m * .07, s.c("tile", 0, .25))
    for q, o, kk in ((5.6, -1.2, False), (5.4, -.5, True), (5.9, 1.15, True)):
        x, y = cam.p(X + o, 0, q)
        person(s, x, y, cam.m(q) * 1.58, 0, "stand", hatted=kk)
    x, y = cam.p(X + s.lx * 2.9, 0, 6.4)
    cycle(s, x, y, cam.m(6.4) * 1.5, 0, rider=False, face=-s.lx)
    grass(s, 0, s.W, s.H + 8, .08 * s.H, 160)
