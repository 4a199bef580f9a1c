"""From far or from above: karst rivers, turbines on the coast, ponds like a chessboard, palms on a plain."""
import math
import numpy as np

import land
import noise
from buildings import house, village
from palette import mix
from plants import bush, grass, palm, reeds, tree
from registry import scene, stage
from rooms import Room, chair, steam, vase
from scenes_fields import paddies, rice_front
from scenes_life import sitter
from space import Face, box
from things import CLOTHES, birds, boat, buffalo, cycle, people, person


@scene("karst-river")
def karst_river(s):
    """Boats on calm water below rocks; s.arg "lagoon": below low hills far away."""
    rng, cam = s.rng, stage(s, .12, 3.0, 1.0, .36, .48)
    land.sky(s, cam.hz)
    for i, (a, d) in enumerate(((.34, .78), (.26, .55), (.17, .36))):
        low = s.arg == "lagoon"
        land.ridge(s, cam.hz + i * 4, a * s.H * rng.uniform(.85, 1.1) * (.3 if low else 1), d, "deep", 420 - 60 * i, "hill" if low else "karst", 5 * s.u * i)
        if s.pal.time in ("mist", "dawn"):
            land.mist(s, cam.hz - .02 * s.H, .05 * s.H, .5)
    land.water(s, cam.hz + 8, None, "river", .35, .75)
    for side in (-1, 1):
        for z in np.geomspace(70, 9, 16):
            x, y = cam.p(side * (5 + z * rng.uniform(.32, .6)), 0, z)
            reeds(s, x - cam.m(z) * 2, x + cam.m(z) * 2, y, cam.m(z) * 1.4, 22, cam.depth(z))
    vx = (s.fx - cam.vx) / cam.f
    for z, o, face in ((46, -3, 1), (31, 4, 1), (22, -3, -1), (13.5, .4, 1)):
        x, y = cam.p(vx * z + o, 0, z)
        boat(s, x, y, cam.m(z) * 4.4, cam.depth(z), face=face)
    birds(s, s.W * rng.uniform(.2, .8), cam.hz * .35, 7, 11)


@scene("wind-coast")
def wind_coast(s):
    """Wind turbines over a dyke and the mud, people gathering."""
    rng, cam = s.rng, stage(s, .1, 3.4, 1.0, .4, .5)
    land.sky(s, cam.hz)
    land.water(s, cam.hz + 1, None, "sea", .4, .55)
    if s.pal.sunny:
        land.glitter(s, s.W * (.5 + s.lx * .25), cam.hz + 3, s.H, w=60, n=200)
    for i, z in enumerate(sorted(rng.uniform(700, 2600, 11), reverse=True)):
        x, y = ((i * .618 + .1) % 1) * s.W, cam.p(0, 0, z)[1]
        m, d = cam.m(z), min(.7, cam.depth(z, 1900))
        h = m * 130
        s.poly([(x - m * 3.4, y), (x - m * 1.8, y - h), (x + m * 1.8, y - h), (x + m * 3.4, y)], s.c("white", d, .8 if s.lx > 0 else .5))
        t = rng.uniform(0, 2)
        for k in range(3):
            a = t + k * 2.094
            s.leaves([(x, y - h, m * 62, m * 4.4, a)], s.c("white", d, .9))
        s.oval(x, y - h, m * 2.6, m * 2.6, s.c("metal", d, .7))
    side = s.lx
    mid = lambda z: side * (5.5 + z * .34)
    q = [cam.p(mid(z) - side * 2.2, 0, z) for z in np.geomspace(2, 240, 30)]
    edge = q + [(s.W * (1.2 if side > 0 else -.2), q[-1][1]), (s.W * (1.2 if side > 0 else -.2), s.H + 40)]
    s.poly(edge, s.c("grass", .1, .6))
    s.line(q, 6 * s.u, s.c("concrete", .1, .8))
    for _ in range(24):
        z = rng.uniform(9, 70)
        x, y = cam.p(mid(z) + side * rng.uniform(1, 12), 0, z)
        bush(s, x, y, cam.m(z) * rng.uniform(.5, 1.2), cam.depth(z), "deep" if rng.random() < .5 else "leaf")
    for z, o in ((10, -5.5), (13, -8), (17, -7), (24, -14), (31, -9)):
        x, y = cam.p(mid(z) + side * o, 0, z)
        s.oval(x, y, cam.m(z) * .8, cam.m(z) * .12, s.pal.shade * .35, .3)
        person(s, x, y, cam.m(z) * 1.6, cam.depth(z), "bend" if z != 17 else "stand")
    birds(s, s.W * .4, cam.hz * .6, 8, 10)


@scene("ponds-above")
def ponds_above(s):
    """Ponds and dykes from above, each with its own sky in the water, a road and huts."""
    rng, cam = s.rng, stage(s, .3, 26, .9, .16, .24)
    land.sky(s, cam.hz)
    land.ridge(s, cam.hz, .03 * s.H, .85, "deep", 500, "flat", 6 * s.u)
    cols = [s.pal.get(c) for c in ("glass", "teal", "water", "river", "sea")]
    G = s.pal.get("grass")
    turn = rng.uniform(-.35, .35)
    ct, st = math.cos(turn), math.sin(turn)

    def shade(X, Z, foot):
        u, v = (X * ct - Z * st) / 34, (X * st + Z * ct) / 22
        i, j = np.floor(u), np.floor(v)
        fu, fv = np.abs(u - i - .5), np.abs(v - j - .5)
        pick = ((np.sin(i * 12.9898 + j * 78.233) * 43758.5453) % 1)
        c = np.zeros(X.shape + (3,), np.float32)
        for n, col in enumerate(cols):
            c[(pick * len(cols)).astype(int) == n] = mix(col, s.pal.sky[2], .45)
        c[pick > .9] = s.pal.get("earth")
        dyke = (fu > .455) | (fv > .44)
        c[dyke] = mix(G, s.pal.get("earth"), .35)
        road = (np.abs(u - .0) < .035) | (np.abs(v - 3) < .05)
        c[road & dyke] = s.pal.get("sand")
        return c, np.where(dyke, .62, .72 + .1 * np.sin(v * 40) * (~dyke))
    land.ground(s, cam, shade, vis=520)
    for _ in range(90):
        z = rng.uniform(40, 420)
        k, l = rng.integers(-12, 13), rng.integers(1, 22)
        u, v = (k * 34, rng.uniform(0, 22 * 22)) if rng.random() < .5 else (rng.uniform(-400, 400), l * 22)
        X, Z = u * ct + v * st, -u * st + v * ct
        if Z < 34 or abs(X) > Z * .7:
            continue
        x, y = cam.p(X, 0, Z)
        m, d = cam.m(Z), cam.depth(Z, 520)
        r = rng.random()
        if r < .2:
            house(cam, X, Z, 7, 5, 3, turn, "wall", rng.choice(["tin", "tinred", "tinblue", "thatch"]), d=d)
        elif r < .75:
            (palm if rng.random() < .5 else tree)(s, x, y, m * rng.uniform(6, 9), d)
        else:
            person(s, x, y, m * 1.7, d, "walk")
    if s.arg == "shrimp":
        for _ in range(40):
            k, l = rng.integers(-8, 9), rng.integers(1, 14)
            u, v = (k + .5) * 34 + rng.normal(0, 6), (l + .5) * 22
            X, Z = u * ct + v * st, -u * st + v * ct
            if Z < 34 or abs(X) > Z * .7:
                continue
            x, y = cam.p(X, 0, Z)
            m = cam.m(Z)
            s.oval(x, y, m * 2.6, m * .7, "ffffff", .55)
            s.line([(x - m * 1.6, y), (x + m * 1.6, y)], m * .4, s.c("blue", 0, .5))


@scene("sugar-palms")
def sugar_palms(s):
    """A plain of rice at the edge of the day, tall sugar palms, buffaloes on the dyke."""
    rng, cam = s.rng, stage(s, .02, 2.2, 1.0, .5, .6)
    land.sky(s, cam.hz, sun_x=s.fx / s.W)
    land.ridge(s, cam.hz, .05 * s.H, .85, "deep", 600, rng.choice(["hill", "flat"]))
    land.ground(s, cam, paddies(s, 20, 16, .15, .5))
    for _ in range(26):
        z = rng.uniform(28, 130)
        x, y = cam.p(rng.uniform(-.55, .55) * z, 0, z)
        palm(s, x, y, cam.m(z) * rng.uniform(9, 13), cam.depth(z), kind="areca")
    for X, z, h in ((-7.5, 17, 11), (-5.4, 19, 12.5), (6.8, 16, 12), (9.2, 20, 11)):
        x, y = cam.p(X, 0, z)
        palm(s, x, y, cam.m(z) * h, .05, kind="areca")
    vx = (s.fx - cam.vx) / cam.f
    for X, z, f in ((-2.2, 14, 1), (.6, 15.4, 1), (3.0, 13.4, -1)):
        x, y = cam.p(vx * z + X, 0, z)
        buffalo(s, x, y, cam.m(z) * 1.3, .05, "cow" if X > 2 else "buffalo", f, X < 0)
    people(s, cam, [(*cam.p(vx * 12.4 - 4, 0, 12.4), "walk"), (*cam.p(vx * 12.8 + 5, 0, 12.8), "stand")])
    rice_front(s, .1 * s.H)
    birds(s, s.fx, cam.hz * .5, 9, 12)


@scene("landing")
def landing(s):
    """A river landing: stone steps, a ferry, bicycles, people with baskets, the far bank in trees."""
    from scenes_water import far_bank
    rng, cam = s.rng, stage(s, .16, 3.2, 1.0, .3, .42)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, "hill", .12)
    far_bank(s, cam, 90, 30)
    land.water(s, cam.hz + cam.f * cam.ch / 84, None, "river", .4, .5)
    vx = (s.fx - cam.vx) / cam.f
    for z, o, f in ((60, 16, -1), (44, -14, 1)):
        x, y = cam.p(vx * z + o, 0, z)
        boat(s, x, y, cam.m(z) * 6, cam.depth(z), face=f)
    z = 17
    x, y = cam.p(vx * z + 1.5 * s.lx, 0, z)
    m = cam.m(z)
    s.oval(x, y + m * .2, m * 5.6, m * .5, s.pal.shade * .3, .4, blur=m * .2)
    s.poly([(x - m * 5.4, y - m * .9), (x + m * 5.4, y - m * .9), (x + m * 4.6, y + m * .1), (x - m * 4.6, y + m * .1)], s.c("teal", .03, .35))
    s.poly([(x - m * 5.4, y - m * .9), (x + m * 5.4, y - m * .9), (x + m * 4.9, y - m * 1.35), (x - m * 4.9, y - m * 1.35)], s.c("wood", .03, .8))
    for k in range(7):
        s.line([(x - m * 4.8 + k * m * 1.6, y - m * 1.1), (x - m * 4.8 + k * m * 1.6, y - m * 2.0)], m * .06, s.c("white", .03, .6))
    s.line([(x - m * 4.8, y - m * 2.0), (x + m * 4.8, y - m * 2.0)], m * .06, s.c("white", .03, .7))
    for k in range(6):
        (cycle(s, x - m * 3 + k * m * 1.2, y - m * 1.1, m * 1.5, .03, rider=False, face=1) if k % 3 == 1 else person(s, x - m * 3.4 + k * m * 1.25, y - m * 1.1, m * 1.6, .03, "stand"))
    for k in (-1, 1):
        s.line([(x + k * m * 3.6, y - m * 1.1), (x + k * m * 3.6, y - m * 3.5)], m * .1, s.c("metal", .03, .5))
    s.poly([(x - m * 4.1, y - m * 3.4), (x + m * 4.1, y - m * 3.4), (x + m * 3.7, y - m * 3.9), (x - m * 3.7, y - m * 3.9)], s.c("tinred", .03, .7))
    for i, z in enumerate((13.6, 12.7, 11.8, 10.9, 10.1, 9.4)):
        s.poly([cam.p(vx * z - 6 - i, 0, z), cam.p(vx * z + 6 + i, 0, z), cam.p(vx * z + 6.6 + i, 0, z - .55), cam.p(vx * z - 6.6 - i, 0, z - .55)], s.c("concrete", 0, .85))
        s.poly([cam.p(vx * z - 6.6 - i, 0, z - .55), cam.p(vx * z + 6.6 + i, 0, z - .55), cam.p(vx * z + 7 + i, 0, z - .9), cam.p(vx * z - 7 - i, 0, z - .9)], s.c("stone", 0, .3))
    yb = cam.p(0, 0, 8.7)[1]
    s.poly([(-9, yb), (s.W + 9, yb), (s.W + 9, s.H + 9), (-9, s.H + 9)], s.c("sand", 0, .6))
    people(s, cam, [(*cam.p(vx * 8.6 - 1.6, 0, 8.6), "carry"), (*cam.p(vx * 7.8 + 1.2, 0, 7.8), "walk"), (*cam.p(vx * 10.4 + .3, 0, 10.4), "walk")])
    for k in (-1, 1):
        for j in range(4):
            X, zz = vx * 8 + k * (5.4 + j * 1.2), 8.4 - j * .3
            bush(s, *cam.p(X, 0, zz), cam.m(zz) * .55, 0, "leaf", rng.choice([None, "flower"]))
    x, y = cam.p(vx * 8 + 5.2 * s.lx, 0, 8.0)
    palm(s, x, y, cam.m(8) * 7.5, 0)


@scene("veranda")
def veranda(s):
    """From the shade of a veranda: posts, a low table with tea, people who sit, the fields in the light."""
    rng, cam = s.rng, stage(s, .08, 1.5, .8, .38, .48)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.2)
    village(s, cam, -50, 50, 80, 6)
    land.ground(s, cam, paddies(s, 14, 18, .2))
    for z, X in ((30, -12), (26, 11), (40, 3), (20, -9), (18, 9)):
        x, y = cam.p(X, -1.0, z)
        (palm if X > 10 else tree)(s, x, y, cam.m(z) * 7, cam.depth(z))
    s.poly([cam.p(-40, 0, 6.2), cam.p(40, 0, 6.2), cam.p(40, 0, .8), cam.p(-40, 0, .8)], s.c("wood", 0, .28))
    for i in range(-24, 25):
        s.line([cam.p(i * .5, 0, 6.2), cam.p(i * .5, 0, .8)], max(1, 2 * s.u), s.c("darkwood", 0, .1), .6)
    s.poly([cam.p(-.6, .01, 6.2), cam.p(2.2, .01, 6.2), cam.p(2.2 - s.lx * 3, .01, 1), cam.p(-.6 - s.lx * 3, .01, 1)], s.pal.glowcol, .22, blur=14 * s.u)
    for X in (-4.2, -1.9, 1.9, 4.2):
        a, b = cam.p(X - .11, 0, 6), cam.p(X + .11, 2.8, 6)
        s.rect(a[0], b[1], b[0], a[1], s.c("darkwood", 0, .3))
    for v in (.5, .95):
        for x0, x1 in ((-4.2, -1.9), (1.9, 4.2)):
            s.line([cam.p(x0, v, 6), cam.p(x1, v, 6)], cam.m(6) * .07, s.c("darkwood", 0, .4))
    for x0, x1 in ((-4.2, -1.9), (1.9, 4.2)):
        for i in range(9):
            X = x0 + (x1 - x0) * i / 8
            s.line([cam.p(X, .05, 6), cam.p(X, .95, 6)], cam.m(6) * .035, s.c("darkwood", 0, .35))
    s.poly([cam.p(-30, 2.8, 6), cam.p(30, 2.8, 6), cam.p(30, 2.9, .6), cam.p(-30, 2.9, .6)], s.c("darkwood", 0, .05))
    for i in range(-14, 15):
        s.line([cam.p(i * .9, 2.78, 6), cam.p(i * .9, 2.78, .8)], cam.m(4) * .06, s.c("wood", 0, .2))
    s.rect(0, cam.p(0, 2.95, 6)[1], s.W, cam.p(0, 2.62, 6)[1], s.c("darkwood", 0, .3))
    z = 3.6
    X = (s.fx - cam.vx) / cam.f * z
    for o, q in ((-1.3, 4.3), (1.35, 4.4), (.2, 4.8)):
        x, y = cam.p(X + o, .12, q)
        sitter(s, x, y, cam.m(q) * .92, rng.choice(CLOTHES))
    F = box(cam, X, z, 1.9, .9, .34, "wood", 0, top="ochre")
    F["top"].rect(.04, .04, 1.86, .86, "ochre", .8)
    x, y = cam.p(X, .34, z + .4)
    m = cam.m(z)
    s.oval(x, y, m * .5, m * .13, s.c("metal", 0, .7))
    s.ovals([(x, y - m * .14, m * .16, m * .14)], s.c("blue", 0, .6))
    s.line([(x + m * .14, y - m * .16), (x + m * .27, y - m * .25)], m * .05, s.c("blue", 0, .8))
    s.oval(x, y - m * .28, m * .06, m * .03, s.c("white", 0, .8))
    steam(s, x + m * .28, y - m * .28, m * .6, .35, 16)
    for o in (-.36, -.22, .3, .42):
        cx, cy = x + o * m, y + m * .05
        s.poly([(cx - m * .06, cy - m * .09), (cx + m * .06, cy - m * .09), (cx + m * .035, cy), (cx - m * .035, cy)], s.c("white", 0, .8))
        s.oval(cx, cy - m * .09, m * .06, m * .02, s.c("8a5a2a", 0, .8))
    x, y = cam.p(X - 1.9, .12, 2.7)
    sitter(s, x, y, cam.m(2.7) * .9, rng.choice(CLOTHES))


@scene("classroom")
def classroom(s):
    """Pupils at desks seen from behind, a board, lamps, windows."""
    rng = s.rng
    r = Room(s, 7.6, 8.0, 3.2, rng.choice(["wall", "wall2"]), "sand", ch=1.6, f=.62, dado="mint")
    cam = r.cam
    for face in (r.left, r.right):
        for u in (1.8, 4.6):
            r.window(face, u, 1.1, 1.7, 1.5, "teal")
    b = r.back
    b.rect(1.5, 1.0, 6.1, 2.5, "wood", .6)
    b.rect(1.58, 1.08, 6.02, 2.42, "2f4a3e", .6)
    for i in range(4):
        x = 1.9
        while x < 5.4 - i * .5:
            l = rng.uniform(.1, .32)
            b.raw(x, 2.1 - .26 * i, x + l, 2.14 - .26 * i, s.pal.get("white"), .75)
            x += l + .09
    r.beam(1, 3, 1.4, 5)
    r.lamps(3)
    box(cam, 2.3, 6.6, 1.4, .7, .76, "wood", 0, top="ochre")
    x, y = cam.p(2.3, .76, 6.8)
    vase(s, x, y, cam.m(6.8) * .5, "blue", "rose")
    x, y = cam.p(-1.2, 0, 7.2)
    person(s, x, y, cam.m(7.2) * 1.6, 0, "stand", top=rng.choice(["rose", "indigo"]), hatted=False)
    for z in (5.6, 4.5, 3.5, 2.6):
        for X in (-2.3, 0, 2.3):
            F = box(cam, X, z + .35, 1.7, .5, .06, "wood", 0, Y=.62, top="ochre")
            F["top"].rect(.1, .06, .62, .4, "paper", .9)
            F["top"].rect(1.0, .06, 1.5, .4, "paper", .9)
            for u in (-.75, .75):
                s.line([cam.p(X + u, 0, z + .4), cam.p(X + u, .62, z + .4)], cam.m(z) * .05, s.c("darkwood", 0, .4))
            for o in (-.42, .42):
                if rng.random() < .86:
                    x, y = cam.p(X + o, .4, z)
                    sitter(s, x, y, cam.m(z) * .72, rng.choice(["white", "white", "plaster", "blue", "rose"]))
            box(cam, X, z - .12, 1.6, .28, .05, "wood", 0, Y=.38)


@scene("loom")
def loom(s):
    """A loom in a stilt house: warp threads, a patterned cloth, a weaver from behind."""
    rng = s.rng
    r = Room(s, 6.4, 5.6, 3.0, "wood", "wood", ch=1.35, f=.66, dado="darkwood")
    cam = r.cam
    r.window(r.back, .6, .9, 2.0, 1.6, "darkwood")
    r.window(r.back, 3.8, .9, 2.0, 1.6, "darkwood")
    for i in range(26):
        r.back.rect(i * .25, 0, i * .25 + .03, 3.0, "darkwood", .3, .5)
    r.beam(1, 3, 1.2, 3.6)
    z = 3.0
    X = (s.fx - cam.vx) / cam.f * z
    for u in (-1.25, 1.25):
        for q in (0, 1.1):
            s.line([cam.p(X + u, 0, z + q), cam.p(X + u, 2.0, z + q)], cam.m(z) * .09, s.c("darkwood", 0, .5))
        s.line([cam.p(X + u, 1.95, z), cam.p(X + u, 1.95, z + 1.1)], cam.m(z) * .09, s.c("darkwood", 0, .6))
    for q in (0, 1.1):
        s.line([cam.p(X - 1.25, 1.95, z + q), cam.p(X + 1.25, 1.95, z + q)], cam.m(z) * .1, s.c("wood", 0, .7))
    F = Face(cam, (X - 1.05, .95, z + 1.1), (1, 0, 0), (0, -.28, -1.1), "paper", .8, 0)
    cols = ["indigo", "b8473c", "gold", "paper", "teal", "rose"]
    for j in range(11):
        c = cols[j % 6]
        F.rect(0, j * .09, 2.1, j * .09 + .09, c, .7)
        for i in range(14):
            if j % 2:
                F.poly([(i * .15 + .02, j * .09 + .045), (i * .15 + .075, j * .09 + .085), (i * .15 + .13, j * .09 + .045), (i * .15 + .075, j * .09 + .005)], cols[(j + 2) % 6], .9)
    for i in range(46):
        u = -1.05 + 2.1 * i / 45
        s.line([cam.p(X + u, .95, z + 1.1), cam.p(X + u, 1.9, z + 1.15)], 1.6 * s.u, s.c("paper" if i % 5 else "b8473c", 0, .8), .8)
    for v in (1.25, 1.5):
        s.line([cam.p(X - 1.2, v, z + 1.0), cam.p(X + 1.2, v, z + 1.0)], cam.m(z) * .06, s.c("bamboo", 0, .8))
    x, y = cam.p(X - .1, .35, z - .5)
    box(cam, X - .1, z - .6, 1.4, .35, .32, "wood", 0)
    sitter(s, x, y, cam.m(z - .5) * .9, rng.choice(["indigo", "teal"]))
    for k, c in ((-2.4, "rose"), (-2.1, "gold"), (2.2, "teal"), (2.5, "b8473c"), (2.0, "indigo")):
        x, y = cam.p(X + k, 0, 2.6 + abs(k) * .2)
        m = cam.m(3)
        s.shadow(x, y, m * .2, m * .05)
        s.poly([(x - m * .12, y), (x - m * .2, y - m * .2), (x - m * .1, y - m * .42), (x + m * .1, y - m * .42), (x + m * .2, y - m * .2), (x + m * .12, y)], s.c(c, 0, .6), smooth=True)
        for q in range(4):
            s.line([(x - m * .16, y - m * (.1 + .08 * q)), (x + m * .16, y - m * (.13 + .08 * q))], 2 * s.u, s.c(c, 0, 1), .6)
    for i in range(5):
        f = Face(cam, (r.w / 2 - .02, 1.0, 2.4 + i * .6), (0, 0, 1), (0, 1, 0), cols[i], .6, 0)
        f.rect(0, 0, .42, 1.3)
        for q in range(6):
            f.rect(0, .1 + .2 * q, .42, .16 + .2 * q, cols[(i + 3) % 6], .7)
