"""Roads, squares, halls and houses of a village."""
import math
import numpy as np

import land
from buildings import Plan, box, fence, hip, house, pole_wire, stilt_house
from plants import bamboo, banana, banyan, flowers, grass, overhang, palm, potted, tree
from registry import scene, stage
from things import lantern, people

WALLS = ["wall", "wall2", "plaster", "mint", "blue", "ochre"]
ROOFS = ["tile", "tile2", "tin", "tinred", "tinblue"]


def lane(s, cam, width=3.2, bend=5.0, ground="grass", paved="concrete"):
    """A road that runs to the focal point; returns its middle as a function of Z."""
    vx = (s.fx - cam.vx) / cam.f
    ph = s.rng.uniform(-1, 1)
    mid = lambda z: vx * z * .9 + bend * (math.sin(z / 30 + ph) - math.sin(ph)) * min(1, z / 20)
    land.ground(s, cam, land.meadow(s, ground, "leaf", 5, .25))
    zs = list(np.geomspace(2.2, 140, 60))
    s.poly(cam.strip(mid, width * 1.22, zs), s.c("earth", .1, .6), .85)
    s.poly(cam.strip(mid, width, zs), s.c(paved, .06, .8))
    for z in np.arange(4, 60, 3.5):                                # joints of the slabs
        s.line([cam.p(mid(z) - width / 2, 0, z), cam.p(mid(z) + width / 2, 0, z)], max(.6, cam.m(z) * .025), s.c(paved, .1, .35), .5)
    for _ in range(70):
        z = s.rng.uniform(2.5, 30)
        x, y = cam.p(mid(z) + s.rng.uniform(-.5, .5) * width, 0, z)
        s.oval(x, y, cam.m(z) * s.rng.uniform(.1, .6), cam.m(z) * .05, s.c(paved, .1, s.rng.choice([.5, 1])), .22)
    return mid


def tree_shade(s, cam, mid, width, side, z0=4, z1=26):
    """Dappled shade across a road."""
    if not s.pal.sunny:
        return
    for _ in range(150):
        z = s.rng.uniform(z0, z1)
        x, y = cam.p(mid(z) + side * width * .5 - side * abs(s.rng.normal(0, .45)) * width, 0, z)
        r = cam.m(z) * s.rng.uniform(.12, .5)
        s.oval(x, y, r, r * .22, s.pal.shade * .5, .16)


def row_houses(s, cam, mid, zs, off=6.5, d=None, **kw):
    rng = s.rng
    for i, z in enumerate(sorted(zs, reverse=True)):
        for side in (-1, 1):
            if rng.random() < .86:
                X = mid(z) + side * (off + rng.uniform(0, 1.2))
                house(cam, X + side * 3, z + 1, rng.uniform(6, 8), 6.5, rng.uniform(3, 3.8), -side * rng.uniform(.9, 1.25), rng.choice(WALLS), rng.choice(ROOFS), rng.choice(["gable", "gable", "hip", "end"]), **kw)
            x, y = cam.p(mid(z + 4) + side * (off - 1.2), 0, z + 4)
            k = rng.random()
            (palm if k < .3 else banana if k < .45 else tree)(s, x, y, cam.m(z + 4) * (rng.uniform(5, 8) if not .3 <= k < .45 else 3.4), cam.depth(z))


def borders(s, cam, mid, width, cols, zs=None, h=.7):
    for z in (zs if zs is not None else np.geomspace(48, 3.1, 24)):
        for side in (-1, 1):
            x, y = cam.p(mid(z) + side * (width / 2 + .55), 0, z)
            m = cam.m(z)
            flowers(s, x - m * .9, x + m * .9, y, m * h * s.rng.uniform(.8, 1.2), s.rng.choice(cols), int(min(46, 16 + m * .25)), cam.depth(z))


@scene("village-road")
def village_road(s):
    rng, cam = s.rng, stage(s, .12, 1.9, .95, .38, .5)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.2)
    if s.pal.time in ("mist", "dawn"):
        land.mist(s, cam.hz - .03 * s.H, .06 * s.H, .7)
    w = rng.uniform(3, 3.8)
    mid = lane(s, cam, w, rng.uniform(3, 7) * s.lx)
    for _ in range(10):
        z = rng.uniform(60, 90)
        x, y = cam.p(rng.uniform(-50, 50), 0, z)
        (bamboo if rng.random() < .3 else tree)(s, x, y, cam.m(z) * 9, cam.depth(z, 140))
    row_houses(s, cam, mid, [58, 44, 33, 24, 17])
    pole_wire(s, cam, [(mid(z) - s.lx * 3.0, z) for z in (9, 24, 40, 62)], 6.5)
    tree_shade(s, cam, mid, w, s.lx)
    borders(s, cam, mid, w, ["flower", "rose", "gold", "white", "brick"][rng.integers(3):])
    z = max(9.0, cam.at(s.fx, s.fy + .08 * s.H)[1])
    spots = [(*cam.p(mid(z) + .8 * s.lx, 0, z), "carry"), (*cam.p(mid(z * 2.2) + .3, 0, z * 2.2), "walk"), (*cam.p(mid(z * 2.2) + .9, 0, z * 2.2), "walk")]
    people(s, cam, spots)
    from scenes_life import rider_back
    rider_back(s, *cam.p(mid(z * 1.3) - .9 * s.lx, 0, z * 1.3), cam.m(z * 1.3) * 1.72, cam.depth(z))
    overhang(s)


@scene("road-widening")
def widening(s):
    rng, cam = s.rng, stage(s, .14, 2.6, .95, .34, .46)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.2)
    mid = lane(s, cam, 2.6, rng.uniform(2, 5) * s.lx, paved="concrete")
    zs = list(np.geomspace(2.2, 60, 40))
    sd = s.lx
    edge = lambda z: mid(z) + sd * 2.7
    s.poly(cam.strip(edge, 2.9, zs), s.c("earth", .05, .9))
    s.poly(cam.strip(lambda z: mid(z) + sd * 4.15, .25, zs), s.c("earth", .05, .3))
    for _ in range(150):
        z = rng.uniform(3, 34)
        x, y = cam.p(edge(z) + rng.uniform(-1.4, 1.4), 0, z)
        s.oval(x, y, cam.m(z) * rng.uniform(.05, .3), cam.m(z) * .05, s.c("earth", .05, rng.choice([.35, 1.1])), .6)
    for z in (40, 29, 20):
        for side in (-1, 1):
            X = mid(z) + side * (9.5 if side == sd else 7.5)
            house(cam, X + side * 1.5, z + 1, 7, 6, 3.3, -side * 1.05, rng.choice(WALLS), rng.choice(ROOFS))
            x, y = cam.p(mid(z + 4) + side * 8, 0, z + 4)
            (palm if rng.random() < .5 else tree)(s, x, y, cam.m(z) * 7, cam.depth(z))
    fence(s, cam, [(mid(z) + sd * 5.2, z) for z in (46, 30, 20, 14, 10)], 1.2, .55)
    fence(s, cam, [(mid(z) - sd * 2.6, z) for z in (46, 30, 20, 14, 9, 5)], 1.0, .6, "wood")
    for z in (26, 12.5, 9):                                        # heaps of sand and stones, bricks
        x, y = cam.p(edge(z) + .6 * sd, 0, z)
        m = cam.m(z)
        s.shadow(x - s.lx * m * .3, y, m * 1.3, m * .2)
        s.poly([(x - m * 1.15, y), (x - m * .1, y - m * .8), (x + m * 1.15, y), (x, y + m * .12)], s.c("sand" if z != 26 else "stone", .05, .4), smooth=False)
        s.poly([(x - m * .1, y - m * .8), (x + s.lx * m * 1.15, y), (x + s.lx * m * .1, y + m * .1)], s.c("sand" if z != 26 else "stone", .05, .95))
    z = 15.5
    spots = [(*cam.p(edge(q) + o, 0, q), p) for q, o, p in ((z, -.8, "bend"), (z + 2.5, .5, "bend"), (z - 3, -1.0, "bend"), (z + 6, 0, "carry"), (z + 9, -.6, "stand"), (z + 10, .4, "bend"))]
    people(s, cam, spots)
    for q, o in ((14.2, .5), (8.2, -.9)):                           # wheelbarrow
        x, y = cam.p(edge(q) + o, 0, q)
        m = cam.m(q)
        s.shadow(x, y, m * .8, m * .1)
        s.cv.drawCircle(float(x + m * .6), float(y - m * .2), float(m * .2), s.paint(s.c("dark"), 1, 0, m * .06))
        s.line([(x - m * .9, y - m * .62), (x + m * .6, y - m * .2)], m * .05, s.c("metal", 0, .5))
        s.line([(x - m * .3, y - m * .4), (x - m * .35, y)], m * .05, s.c("metal", 0, .4))
        s.poly([(x - m * .5, y - m * .8), (x + m * .62, y - m * .75), (x + m * .3, y - m * .36), (x - m * .2, y - m * .38)], s.c("teal", 0, .55))
        s.poly([(x - m * .42, y - m * .8), (x, y - m * .98), (x + m * .5, y - m * .76)], s.c("sand", 0, .85))
    for q in np.geomspace(40, 4, 9):                               # stakes and a string
        a, b = cam.p(mid(q) + sd * 4.3, 0, q), cam.p(mid(q) + sd * 4.3, .6, q)
        s.line([a, b], max(1, cam.m(q) * .06), s.c("bamboo", 0, .8))
    s.line([cam.p(mid(q) + sd * 4.3, .55, q) for q in np.geomspace(40, 4, 22)], 1.3 * s.u, s.c("red", 0, .8), .8)
    flowers(s, *((0, .25 * s.W) if sd > 0 else (.75 * s.W, s.W)), s.H + 4, .13 * s.H, "flower", 34)


@scene("communal-house")
def communal(s):
    rng = s.rng
    cam = stage(s, -.06, 2.0, 1.05, .46, .6)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, height=.16)
    vx = (s.fx - cam.vx) / cam.f
    land.ground(s, cam, land.meadow(s, "earth" if "rong" in s.hint else "sand", "grass", 5, .1))
    for i in range(16):
        z = rng.uniform(44, 62)
        x, y = cam.p(rng.uniform(-34, 34), 0, z)
        (palm if rng.random() < .35 else tree)(s, x, y, cam.m(z) * rng.uniform(8, 12), cam.depth(z, 160))
    turn = .22 * s.lx
    if "rong" in s.hint:
        z = 34.0
        stilt_house(cam, vx * z, z, 11, 6, turn * .9, "thatch", d=.05, tall=True)
    else:
        z = 26.0
        X = vx * z
        box(cam, X, z - 1.5, 21, 13, .55, "stone", turn, d=.04)
        w, dp, h = 16, 9, 3.1
        P = Plan(cam, X, z, w, dp, turn, .55)
        F = box(cam, X, z + 1.4, w - 1.4, dp - 2.6, h, "ochre" if s.pal.season != "spring" else "wall", turn, Y=.55, d=.05)
        lit = s.pal.time in ("dusk", "night")
        for name, f in F.items():
            if name == "top":
                continue
            n = 5 if name == "front" else 2
            for i in range(n):
                u = f.w * (i + .5) / n
                f.rect(u - .85, 0, u + .85, 2.5, "darkwood", f.k * .8)
                if lit:
                    f.raw(u - .7, .1, u + .7, 2.3, s.pal.get("lamp"), .85)
                for q in range(4):
                    f.rect(u - .72 + q * .37, .1, u - .42 + q * .37, 2.35, "brick", f.k * (.7 if q % 2 else .95), .35 if lit else 1)
            f.raw(0, h - 1.0, f.w, h, s.pal.shade * .3, .45)
        for u in np.linspace(.25, w - .25, 7):
            a, b = P.p(u - .17, 0, 0), P.p(u + .17, h, 0)
            s.rect(a[0], b[1], b[0], a[1], s.c("darkwood", .04, .55))
            s.rect(a[0] if s.lx < 0 else (a[0] + b[0]) / 2, b[1], b[0] if s.lx > 0 else (a[0] + b[0]) / 2, a[1], s.c("brick", .04, .85), .8)
            c = P.p(u, .12, 0)
            s.oval(c[0], c[1], cam.m(z) * .28, cam.m(z) * .11, s.c("stone", 0, .8))
        hip(P, h, 4.6, "tile2" if rng.random() < .5 else "tile", .05, over=1.7, short=.24, lift=1.15)
        for u in (w * .35, w * .65):
            x, y = P.p(u, h - .9, -.6)
            lantern(s, x, y, cam.m(z) * .3)
        for i in range(3):                                         # steps
            a, b = P.p(w / 2 - 2.4, -.55 + .18 * i, -1.6 - .4 * (3 - i)), P.p(w / 2 + 2.4, -.55 + .18 * (i + 1), -1.6 - .4 * (3 - i))
            s.rect(a[0], b[1], b[0], a[1], s.c("stone", .04, .95 - .15 * (i % 2)))
    for X, q in ((-8, 18), (8.5, 17), (-6.5, 11), (7, 10.5)):
        x, y = cam.p(vx * q + X, 0, q)
        potted(s, x, y, cam.m(q) * 1.7)
    people(s, cam, [(*cam.p(vx * q + X, 0, q), p) for X, q, p in ((-2.6, 19, "stand"), (-1.6, 19.5, "stand"), (2.5, 18, "stand"), (1.1, 15, "walk"), (-3.6, 15, "walk"), (4.2, 20, "stand"), (5.0, 19.3, "stand"), (-5.5, 20, "stand"))], hatted=s.pal.sunny)
    if s.pal.season != "dry" and rng.random() < .7:
        x, y = cam.p(vx * 14 - 13 * s.lx, 0, 19)
        banyan(s, x, y, cam.m(19) * 9, .04)
    for x in np.arange(0, s.W, 60 * s.u):
        if rng.random() < .45:
            grass(s, x, x + 70 * s.u, rng.uniform(.84, 1.02) * s.H, 34 * s.u, 20)
    overhang(s)


@scene("stilt-house")
def stilts(s):
    rng, cam = s.rng, stage(s, -.02, 2.3, 1.0, .42, .56)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 4, rng.choice(["karst", "peak", "hill"]), .27)
    mistm = s.pal.time in ("mist", "dawn")
    land.mist(s, cam.hz - .05 * s.H, .08 * s.H, .85 if mistm else .3)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 5, .3))
    vx = (s.fx - cam.vx) / cam.f
    sd = s.lx
    for i in range(14):
        z = rng.uniform(48, 80)
        x, y = cam.p(rng.uniform(-44, 44), 0, z)
        [tree, bamboo, palm][rng.integers(3)](s, x, y, cam.m(z) * rng.uniform(7, 11), cam.depth(z, 120))
    for X, z in ((-19 * sd, 46), (24 * sd, 52), (10 * sd, 60)):
        stilt_house(cam, vx * z + X, z, 10, 6, rng.uniform(-.4, .4), "thatch" if rng.random() < .6 else "tile2", vis=150)
    if mistm:
        land.mist(s, cam.hz + .02 * s.H, .05 * s.H, .6)
    z = rng.uniform(18.5, 27)
    for i in range(5):
        x, y = cam.p(vx * z + rng.choice([-1, 1]) * rng.uniform(8, 14), 0, z + 7)
        [tree, bamboo, palm, banana][rng.integers(4)](s, x, y, cam.m(z + 7) * (9 if i else 6), .12)
    stilt_house(cam, vx * z, z, rng.uniform(9.5, 12.5), 7.5, rng.uniform(.1, .55) * sd, rng.choice(["thatch", "thatch", "tile2", "tin"]), d=.05)
    x, y = cam.p(vx * 17 - 8.5 * sd, 0, 17)
    banana(s, x, y, cam.m(17) * 3.4, .03)
    mid = lambda q: vx * q * 1.0 + (q - z) * -.10 * sd
    s.poly(cam.strip(mid, 1.5, list(np.geomspace(2.6, 18, 20))), s.c("earth", .05, .85), .6, blur=6 * s.u)
    fence(s, cam, [(vx * q + sd * X, q) for X, q in ((14, 19), (8, 14.5), (4.0, 11.5))], 1.0, .4)
    if "cá" in s.hint or "ca" in s.hint.split("/")[-2].split("-"):
        c = [(s.fx - sd * (.10 + .34 * t) * s.W, s.H * v) for t, v in ((0, .84), (.4, .775), (1.1, .77), (1.3, .84), (1.0, .93), (.35, .93))]
        m = s.mask(c, True, 2)
        land.water(s, min(q[1] for q in c) - 2, m, "river", .45, .75)
        for q in c:
            grass(s, q[0] - 40, q[0] + 40, q[1] + 4, 34 * s.u, 26)
    people(s, cam, [(*cam.p(mid(q) + o, 0, q), p) for q, o, p in ((13, .3, "carry"), (16.5, -2.2, "stand"), (17, -1.3, "stand"))], hatted=s.pal.sunny)
    for _ in range(7):                                             # hens
        q = rng.uniform(9, 15)
        x, y = cam.p(vx * q + rng.uniform(-4, 5), 0, q)
        r, f = cam.m(q) * .17, rng.choice([-1, 1])
        c = rng.choice(["brick", "white", "darkwood", "ochre"])
        s.shadow(x, y, r, r * .2)
        s.poly([(x - f * r * 1.2, y - r * 1.5), (x - f * r * .3, y - r * .9), (x + f * r * .7, y - r * 1.6), (x + f * r * .9, y - r * 1.3), (x + f * r * .4, y - r * .3), (x - f * r * .4, y - r * .3)], s.c(c, 0, .6), smooth=True)
        s.line([(x, y - r * .3), (x, y)], max(1, r * .1), s.c("ochre", 0, .5))
    for x in np.arange(0, s.W, 46 * s.u):
        if rng.random() < .6:
            grass(s, x, x + 60 * s.u, rng.uniform(.87, 1.02) * s.H, rng.uniform(20, 60) * s.u, 22)
    flowers(s, *((0, .24 * s.W) if sd > 0 else (.76 * s.W, s.W)), s.H + 4, .12 * s.H, rng.choice(["flower", "white"]), 26)
    overhang(s)
