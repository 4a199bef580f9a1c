"""Squares, streets, gardens and crafts: the life between the houses."""
import math
import numpy as np

import land
from buildings import house, stilt_house, village
from plants import banyan, bush, cloud_of, flowers, grass, overhang, palm, potted, tree
from registry import scene, stage
from scenes_fields import paddies
from scenes_village import WALLS, borders, lane, row_houses, tree_shade
from space import box
from things import birds, cycle, lamp, people, person


@scene("meeting-tree")
def meeting_tree(s):
    rng, cam = s.rng, stage(s, -.1, 2.0, 1.0, .46, .6)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.18)
    village(s, cam, -45, 45, 62, 7)
    land.ground(s, cam, land.meadow(s, "earth", "sand", 4, .0))
    vx = (s.fx - cam.vx) / cam.f
    z = 17.0
    x, y = cam.p(vx * z, 0, z)
    for X, q in ((-19, 30), (20, 28)):
        house(cam, vx * q + X, q, 9, 7, 3.4, .35 if X < 0 else -.35, rng.choice(WALLS), "tile", rng.choice(["hip", "curved"]))
    banyan(s, x, y, cam.m(z) * 9.2, .02)
    s.oval(x, y + cam.m(z) * .1, cam.m(z) * 2.9, cam.m(z) * .42, s.c("stone", 0, .3))
    s.oval(x, y - cam.m(z) * .16, cam.m(z) * 2.9, cam.m(z) * .40, s.c("stone", 0, .85))
    s.oval(x, y - cam.m(z) * .16, cam.m(z) * 2.5, cam.m(z) * .32, s.c("earth", 0, .3))
    for X, q in ((-5.2, 14.4), (-2.4, 12.4), (2.2, 12.4), (5.2, 14.4)):
        bench(s, cam, vx * q + X, q)
        for k in (-.55, .5):
            if rng.random() < .85:
                sitter(s, *cam.p(vx * q + X + k, .46, q + .15), cam.m(q) * .95)
    people(s, cam, [(*cam.p(vx * q + X, 0, q), p) for X, q, p in ((-.4, 15.0, "stand"), (7.2, 15, "walk"), (-7.6, 17, "walk"), (.5, 14.9, "stand"))])
    for i in range(120):
        q = rng.uniform(6, 18)
        a, b = cam.p(vx * q + rng.normal(0, 5), 0, q)
        s.leaves([(a, b, cam.m(q) * .12, cam.m(q) * .03, rng.uniform(0, 6.28))], s.c(rng.choice(["gold", "leaf", "brick"]), 0, .7), .8)
    x, y = cam.p(vx * 9 + 4.6 * s.lx, 0, 9)
    cycle(s, x, y, cam.m(9) * 1.7, 0, rider=False, face=s.lx)
    overhang(s) if rng.random() < .5 else None


def bench(s, cam, X, z, w=1.8):
    for u in (-w * .4, w * .4):
        box(cam, X + u, z, .14, .4, .42, "stone", 0)
    box(cam, X, z - .05, w, .5, .1, "wood", 0, Y=.42)


def sitter(s, x, y, h, col=None):
    """Someone who sits, from behind: y is the seat."""
    from things import CLOTHES, hat
    col = col or CLOTHES[s.rng.integers(len(CLOTHES))]
    s.poly([(x - h * .2, y + h * .04), (x - h * .17, y - h * .5), (x - h * .08, y - h * .62), (x + h * .08, y - h * .62), (x + h * .17, y - h * .5), (x + h * .2, y + h * .04)], s.c(col, 0, .4), smooth=False)
    s.poly([(x, y + h * .04), (x, y - h * .6), (x + s.lx * h * .08, y - h * .62), (x + s.lx * h * .17, y - h * .5), (x + s.lx * h * .2, y + h * .04)], s.c(col, 0, .9), .75)
    s.oval(x, y - h * .76, h * .11, h * .135, s.c("hair", 0, .45))
    if s.pal.sunny and s.rng.random() < .45 and not getattr(s, "indoor", False):
        hat(s, x, y - h * .82, h * .26)


@scene("night-lamps")
def night_lamps(s):
    rng, cam = s.rng, stage(s, -.03, 1.7, .95, .44, .58)
    land.sky(s, cam.hz, .4)
    land.ranges(s, cam.hz, 2, height=.13)
    mid = lane(s, cam, 4.0, rng.uniform(2, 5) * s.lx, "deep", "concrete")
    row_houses(s, cam, mid, [52, 39, 29, 21, 14.5], 5.4, lit=True)
    borders(s, cam, mid, 4.0, ["rose", "gold", "white"], np.geomspace(34, 5, 11), .5)
    zs = (58, 44, 33, 24.5, 18, 12.6, 8.6)
    for i, z in enumerate(zs):
        side = 1 if i % 2 else -1
        x, y = cam.p(mid(z) + side * 2.5, 0, z)
        lamp(s, x, y, cam.m(z) * 5.2, cam.depth(z) * .5, True, -side)
        gx, gy = cam.p(mid(z) + side * .8, 0, z)
        s.oval(gx, gy, cam.m(z) * 3.1, cam.m(z) * .55, "ffc878", .22, blur=cam.m(z) * .25)
    people(s, cam, [(*cam.p(mid(z) + o, 0, z), p) for z, o, p in ((20, .4, "walk"), (20.6, -.3, "walk"), (13.5, -1.0, "walk"), (9.6, .5, "walk"), (9.9, 1.15, "walk"), (30, 1, "stand"))], hatted=False)
    x, y = cam.p(mid(11.5) + .9, 0, 11.5)
    cycle(s, x, y, cam.m(11.5) * 1.6, 0, face=-s.lx)
    for z in (9.5, 17):
        x, y = cam.p(mid(z) - 1.9 * s.lx, 0, z)
        potted(s, x, y, cam.m(z) * 1.1)


@scene("bicycle-path")
def bicycle_path(s):
    rng, cam = s.rng, stage(s, .12, 2.1, .95, .38, .5)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, "hill", .1)
    village(s, cam, -70, 70, 110, 9)
    vx = (s.fx - cam.vx) / cam.f
    land.ground(s, cam, paddies(s, 16, 24, .2))
    mid = lambda z: vx * z * .9 + 4 * s.lx * (math.sin(z / 24)) * min(1, z / 20)
    zs = list(np.geomspace(2.3, 110, 60))
    s.poly(cam.strip(mid, 3.6, zs), s.c("grass", .1, .6))
    s.poly(cam.strip(mid, 2.1, zs), s.c("concrete", .06, .85))
    tree_shade(s, cam, mid, 2.1, s.lx)
    for z in np.geomspace(90, 6, 15):
        x, y = cam.p(mid(z) + s.lx * 2.6, 0, z)
        palm(s, x, y, cam.m(z) * rng.uniform(6.5, 8), cam.depth(z), kind="coco" if rng.random() < .4 else "areca")
    borders(s, cam, mid, 2.1, ["flower", "white", "rose", "gold"], np.geomspace(40, 3.3, 20), .5)
    for z, o in ((44, .3), (27, -.4), (15, .1), (10.3, .55)):
        x, y = cam.p(mid(z) + o, 0, z)
        rider_back(s, x, y, cam.m(z) * 1.72, cam.depth(z))
    people(s, cam, [(*cam.p(mid(20) - 9 * s.lx, 0, 22), "bend"), (*cam.p(mid(20) - 11 * s.lx, 0, 24), "bend")])
    birds(s, s.fx, cam.hz - .1 * s.H, 6, 10)
    overhang(s)


def rider_back(s, x, y, h, d):
    """Someone on a bicycle, from behind."""
    from things import CLOTHES, hat
    col = CLOTHES[s.rng.integers(len(CLOTHES))]
    s.shadow(x - s.lx * h * .12, y, h * .2, h * .035, .4 * (1 - d))
    s.line([(x, y), (x, y - h * .38)], h * .035, s.c("dark", d, .3))
    s.line([(x - h * .07, y - h * .36), (x + h * .07, y - h * .36)], h * .03, s.c("dark", d, .4))
    for k in (-1, 1):
        s.line([(x + k * h * .05, y - h * .44), (x + k * h * .10, y - h * (.30 + .04 * k)), (x + k * h * .07, y - h * (.13 + .05 * k))], h * .06, s.c("dark", d, .35))
        s.line([(x + k * h * .09, y - h * .76), (x + k * h * .17, y - h * .62), (x + k * h * .15, y - h * .55)], h * .045, s.c(col, d, .4 + .2 * k))
    s.poly([(x - h * .09, y - h * .42), (x - h * .11, y - h * .78), (x + h * .11, y - h * .78), (x + h * .09, y - h * .42)], s.c(col, d, .4))
    s.poly([(x, y - h * .42), (x, y - h * .78), (x + s.lx * h * .11, y - h * .78), (x + s.lx * h * .09, y - h * .42)], s.c(col, d, .9))
    s.oval(x, y - h * .87, h * .06, h * .07, s.c("hair", d, .4))
    hat(s, x, y - h * .90, h * .16, d)


@scene("pagoda-church")
def pagoda_church(s):
    rng, cam = s.rng, stage(s, .1, 4.5, 1.0, .4, .5)
    land.sky(s, cam.hz, sun_x=s.fx / s.W)
    land.ridge(s, cam.hz, .06 * s.H, .85, "deep", 700)
    village(s, cam, -95, 95, 150, 20, vis=190)
    d = .52

    def tower(x, y, w, h, col, k=0):
        s.rect(x - w, y - h, x + w, y, s.c(col, d, .3))
        s.rect(x if s.lx > 0 else x - w, y - h, x + w if s.lx > 0 else x, y, s.c(col, d, .85))
    y = cam.hz + 12 * s.u
    x, q = s.fx - .17 * s.W, 36 * s.u * 1.2                        # a pagoda's tower of seven roofs
    for i in range(7):
        w = q * (1.15 - .10 * i)
        yy = y - i * q * .92
        tower(x, yy, w * .62, q * .9, "wall2")
        s.rect(x - w * .16, yy - q * .66, x + w * .16, yy - q * .12, s.c("darkwood", d, .3))
        s.poly([(x - w * 1.12, yy - q * .98), (x - w * .8, yy - q * .80), (x + w * .8, yy - q * .80), (x + w * 1.12, yy - q * .98), (x + w * .5, yy - q * 1.14), (x - w * .5, yy - q * 1.14)], s.c("tile", d, .4 + .05 * i), smooth=False)
    s.line([(x, y - 7 * q), (x, y - 8.3 * q)], q * .12, s.c("gold", d, .8))
    s.poly([(x - q * .5, y - 6.9 * q), (x, y - 7.6 * q), (x + q * .5, y - 6.9 * q)], s.c("tile", d, .7))
    x = s.fx + .19 * s.W                                           # a church with its spire
    s.rect(x + q * .3, y - q * 2.5, x + q * 5.2, y, s.c("wall", d, .5))
    s.poly([(x + q * .1, y - q * 2.4), (x + q * .6, y - q * 3.6), (x + q * 5.0, y - q * 3.6), (x + q * 5.4, y - q * 2.4)], s.c("tile2", d, .6))
    for i in range(5):
        s.rect(x + q * (1.25 + .8 * i), y - q * 1.7, x + q * (1.55 + .8 * i), y - q * .5, s.c("darkwood", d, .4) if s.pal.time != "dusk" else s.pal.get("lamp"))
    tower(x, y, q * .95, q * 4.6, "wall")
    s.rect(x - q * .3, y - q * 4.1, x + q * .3, y - q * 3.2, s.c("darkwood", d, .4))
    s.rect(x - q * .35, y - q * 1.4, x + q * .35, y, s.c("darkwood", d, .5))
    s.poly([(x - q * 1.05, y - q * 4.5), (x, y - q * 8.3), (x + q * 1.05, y - q * 4.5)], s.c("tin", d, .35))
    s.poly([(x, y - q * 8.3), (x + s.lx * q * 1.05, y - q * 4.5), (x, y - q * 4.5)], s.c("tin", d, .85))
    s.line([(x, y - q * 8.2), (x, y - q * 9.0)], q * .09, s.c("dark", d, .5))
    s.line([(x - q * .22, y - q * 8.75), (x + q * .22, y - q * 8.75)], q * .09, s.c("dark", d, .5))
    for _ in range(46):
        z = rng.uniform(95, 150)
        xx, yy = cam.p(rng.uniform(-80, 80), 0, z)
        (palm if rng.random() < .3 else tree)(s, xx, yy, cam.m(z) * rng.uniform(6, 11), cam.depth(z, 190))
    land.mist(s, cam.hz + .01 * s.H, .05 * s.H, .6)
    yw = cam.hz + cam.f * cam.ch / 92
    land.water(s, yw, None, "river", .4, .7)
    if s.pal.sunny:
        land.glitter(s, s.fx, yw, s.H, w=55, n=160)
    from things import boat
    boat(s, s.fx - .03 * s.W, s.fy + .24 * s.H, cam.my(s.fy + .24 * s.H) * 5, .03, face=s.lx)
    birds(s, s.fx, cam.hz * .5, 10, 11)
    for side in (-1, 1):
        for k in range(6):
            bush(s, s.W * (.5 + side * rng.uniform(.34, .54)), s.H * rng.uniform(.93, 1.05), rng.uniform(50, 100) * s.u, 0, rng.choice(["leaf", "deep"]), rng.choice([None, "flower"]))
    overhang(s)


@scene("flower-garden")
def flower_garden(s):
    rng, cam = s.rng, stage(s, .1, 2.4, .9, .36, .5)
    land.sky(s, cam.hz)
    for i, d in enumerate((.75, .55)):                             # blocks of the town behind
        x = -40.0
        while x < s.W:
            w, h = rng.uniform(70, 150) * s.u, rng.uniform(.12, .3) * s.H * (1 - .25 * i)
            c = rng.choice(["wall2", "plaster", "ochre", "mint", "wall"])
            s.rect(x, cam.hz - h, x + w, cam.hz + 9, s.c(c, d, .4))
            s.rect(x + (w * .62 if s.lx > 0 else 0), cam.hz - h, x + (w if s.lx > 0 else w * .38), cam.hz + 9, s.c(c, d, .85))
            for yy in np.arange(cam.hz - h + 16 * s.u, cam.hz, 30 * s.u):
                for xx in np.arange(x + 12 * s.u, x + w - 16 * s.u, 26 * s.u):
                    s.rect(xx, yy, xx + 11 * s.u, yy + 15 * s.u, s.c("glass" if rng.random() < .4 else "dark", d, .5), .7)
                    if rng.random() < .25:
                        s.ovals(cloud_of(rng, xx + 5 * s.u, yy + 17 * s.u, 10 * s.u, 4 * s.u, 7, 2 * s.u, 4 * s.u), s.c("leaf", d, .5))
            x += w * rng.uniform(.95, 1.1)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 4))
    for _ in range(16):
        z = rng.uniform(28, 44)
        x, y = cam.p(rng.uniform(-24, 24), 0, z)
        tree(s, x, y, cam.m(z) * rng.uniform(4.5, 7.5), cam.depth(z, 120))
    vx = (s.fx - cam.vx) / cam.f
    mid = lambda z: vx * z + 2.6 * s.lx * math.sin(z / 8) * min(1, z / 12)
    zs = list(np.geomspace(2.5, 34, 40))
    s.poly(cam.strip(mid, 2.6, zs), s.c("brick", .06, .5))
    s.poly(cam.strip(mid, 2.2, zs), s.c("sand", .06, .8))
    cols = ["flower", "rose", "gold", "white", "brick", "c58fb0", "e8b7a0"]
    for z in np.geomspace(27, 3.1, 22):
        m = cam.m(z)
        for side in (-1, 1):
            for r in range(4):
                x, y = cam.p(mid(z) + side * (1.75 + r * 1.15), 0, z)
                if -100 < x < s.W + 100:
                    flowers(s, x - m * .55, x + m * .55, y, m * (.55 + .12 * r), cols[(r + int(z * .45) + (side > 0)) % len(cols)], int(min(34, 12 + m * .12)), cam.depth(z, 120))
    for X, z in ((-2.1, 12), (2.2, 15)):
        x, y = cam.p(mid(z) + X, 0, z)
        potted(s, x, y, cam.m(z) * 1.5)
    z = 10.5
    people(s, cam, [(*cam.p(mid(z) - .5, 0, z), "bend"), (*cam.p(mid(15) + .4, 0, 15), "walk"), (*cam.p(mid(16) - .3, 0, 16), "walk"), (*cam.p(mid(11) + 2.6, 0, 11), "bend")])
    overhang(s)


@scene("gongs")
def gongs(s):
    rng, cam = s.rng, stage(s, .02, 1.75, 1.0, .42, .5)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, "hill", .24)
    land.ground(s, cam, land.meadow(s, "earth", "grass", 4, .3))
    vx = (s.fx - cam.vx) / cam.f
    stilt_house(cam, vx * 30 + (9 if s.W > s.H else 3) * s.lx, 30, 11, 7, .3 * s.lx, vis=150)
    for i in range(8):
        x, y = cam.p(rng.uniform(-26, 26), 0, 40)
        tree(s, x, y, cam.m(40) * 8, .25)
    z, n = (8.6, 5) if s.W > s.H else (6.9, 3)
    wide = .92 * n
    m = cam.m(z)
    for u in (-wide - .4, wide + .4):
        a, b = cam.p(vx * z + u, 0, z), cam.p(vx * z + u, 2.35, z)
        s.shadow(a[0], a[1], m * .4, m * .06)
        s.line([a, b], m * .15, s.c("darkwood", 0, .3))
        s.line([(a[0] + s.lx * m * .04, a[1]), (b[0] + s.lx * m * .04, b[1])], m * .05, s.c("wood", 0, .9))
    a, b = cam.p(vx * z - wide - .9, 2.25, z), cam.p(vx * z + wide + .9, 2.25, z)
    s.line([a, b], m * .17, s.c("darkwood", 0, .3))
    s.line([(a[0], a[1] - m * .04), (b[0], b[1] - m * .04)], m * .06, s.c("wood", 0, .9))
    for i in range(n):
        r = m * (.74 - .09 * abs(i - (n - 1) / 2)) * (1 if s.W > s.H else .95)
        x = cam.p(vx * z + (i - (n - 1) / 2) * 1.84, 0, z)[0]
        y = a[1] + m * .3 + r
        s.hairs([(x - r * .4, y - r * .86, x - r * .34, a[1]), (x + r * .4, y - r * .86, x + r * .34, a[1])], m * .035, s.c("straw", 0, .5))
        s.oval(x - s.lx * r * .06, y + r * .03, r * 1.03, r * 1.03, s.c("darkwood", 0, .25))
        s.oval(x, y, r, r, s.c("b98236", 0, .42))
        s.oval(x + s.lx * r * .07, y - r * .07, r * .88, r * .88, s.c("c8923f", 0, .7))
        s.oval(x, y, r * .80, r * .80, s.c("a8742f", 0, .5))
        s.oval(x + s.lx * r * .05, y - r * .05, r * .72, r * .72, s.c("c48d3c", 0, .68), .9)
        s.oval(x - s.lx * r * .02, y + r * .03, r * .31, r * .31, s.c("7c5426", 0, .4))
        s.oval(x, y, r * .28, r * .28, s.c("d3a04c", 0, .75))
        s.oval(x + s.lx * r * .08, y - r * .09, r * .13, r * .13, s.c("f4d690", 0, 1), .85)
        s.oval(x + s.lx * r * .4, y - r * .45, r * .3, r * .12, s.c("f2d79a", 0, 1), .3, blur=r * .1)
    for i in range(n - 1):
        q = 6.4 if s.W > s.H else 5.2
        x, y = cam.p(vx * q + (i - (n - 2) / 2) * 1.55, 0, q)
        person(s, x, y + m * .2, cam.m(q) * 1.55, 0, "pull", top=["indigo", "darkwood", "teal", "rose"][i % 4], legs="dark", hatted=False)
        s.poly([(x - cam.m(q) * .14, y - cam.m(q) * .86), (x + cam.m(q) * .14, y - cam.m(q) * .86), (x + cam.m(q) * .2, y + m * .1), (x - cam.m(q) * .2, y + m * .1)], s.c("dark", 0, .5))
        s.line([(x - cam.m(q) * .19, y + m * .02), (x + cam.m(q) * .19, y + m * .02)], cam.m(q) * .06, s.c("brick", 0, .8))
        s.line([(x - cam.m(q) * .13, y - cam.m(q) * .8), (x + cam.m(q) * .13, y - cam.m(q) * .8)], cam.m(q) * .05, s.c("gold", 0, .8))
    for k in range(26):
        x = rng.uniform(0, s.W)
        grass(s, x, x + 60 * s.u, s.H * rng.uniform(.93, 1.03), 40 * s.u, 18)
    if s.W < s.H:
        for k in range(3):
            flowers(s, 0, s.W, s.H * (.93 + .05 * k), .08 * s.H, rng.choice(["white", "flower", "rose"]), 30)
    if s.pal.time == "dusk":
        x, y = cam.p(vx * 9 - 4.1 * s.lx, 0, 7.2)
        fire(s, x, y, cam.m(9) * .9)
    overhang(s)


def fire(s, x, y, h):
    s.glow(x, y - h * .4, h * 3.4, "f09040", .7)
    for k, (c, q) in enumerate((("c8502c", 1), ("ec8a3a", .72), ("ffd98a", .42))):
        for j in range(5):
            o = (j - 2) * h * .13 * q
            s.poly([(x + o - h * .12 * q, y), (x + o + s.rng.normal(0, h * .05), y - h * q * s.rng.uniform(.6, 1.1)), (x + o + h * .12 * q, y)], c, .8, smooth=False)
    for j in (-1, 1):
        s.line([(x - j * h * .5, y + h * .06), (x + j * h * .3, y - h * .12)], h * .12, s.c("darkwood", 0, .3))
