"""Shores: mangroves, the sea, harbours, salt and sand."""
import math
import numpy as np

import land
import noise
from buildings import house
from noise import smooth
from palette import mix
from plants import bush, grass, mangrove, reeds, tree
from registry import scene, stage
from things import birds, boat, lamp, people, person


@scene("mangrove")
def mangroves(s):
    rng, cam = s.rng, stage(s, .12, 2.2, 1.0, .36, .46)
    land.sky(s, cam.hz, sun_x=s.fx / s.W)
    for i in range(3):
        d = .8 - .2 * i
        land.ridge(s, cam.hz + i * 3, (.05 + .025 * i) * s.H, d, "deep", 300, "flat", 16 * s.u * (1 + .4 * i))
    land.water(s, cam.hz + 8, None, "river", .38, .5)
    if s.pal.sunny:
        land.glitter(s, s.fx, cam.hz + 10, s.H * .9, w=50)
    spots = sorted([(rng.uniform(24, 60), t) for t in rng.choice([-1, 1], 16)] + [(rng.uniform(11, 24), t) for t in rng.choice([-1, 1], 10)] + [(9, -1), (8.5, 1)], reverse=True)
    for z, side in spots:
        X = side * (2.6 + z * rng.uniform(.16, .56)) + (s.fx / s.W - .5) * z
        x, y = cam.p(X, 0, z)
        h, d = cam.m(z) * rng.uniform(4.5, 7), min(.7, cam.depth(z, 90))
        s.oval(x, y, h * .5, h * .035, s.pal.shade * .3, .5, blur=h * .02)
        s.mirrored(y, lambda: mangrove(s, x, y, h, d), .4)
    yb = s.fy + .07 * s.H
    boat(s, s.fx, yb, 4.6 * cam.my(yb), .1, face=rng.choice([-1, 1]))
    for _ in range(26):                                            # shoots in the mud
        x, y = rng.uniform(0, s.W), rng.uniform(.8, 1.0) * s.H
        l = rng.uniform(30, 70) * s.u
        s.mirrored(y, lambda: (s.line([(x, y), (x + 2, y - l)], 3 * s.u, s.c("bark", 0, .3)), s.leaves([(x, y - l * .8, l * .5, l * .12, -math.pi / 2 + t) for t in (-.8, .1, .8)], s.c("leaf", 0, .6))), .3)
    birds(s, s.W * rng.uniform(.3, .7), cam.hz * .4, 8, 12)


def open_sea(s, cam, island=True, calm=.5):
    land.sky(s, cam.hz, sun_x=None)
    if island:
        land.ridge(s, cam.hz, .08 * s.H, .85, "deep", 700, "hill")
        land.ridge(s, cam.hz + 2, .045 * s.H, .7, "deep", 900, "hill", 6 * s.u)
    land.water(s, cam.hz + 3, None, "sea", .5, calm)


@scene("sea-boats")
def sea_boats(s):
    rng, cam = s.rng, stage(s, .12, 4.5, 1.1, .34, .48)
    open_sea(s, cam, True, .35)
    if s.pal.sunny:
        land.glitter(s, s.W * (.5 + s.lx * .22), cam.hz + 5, s.H, w=70, n=260, a=.45)
    for i in range(9):
        z = rng.uniform(60, 190)
        x, y = rng.uniform(.03, .97) * s.W, cam.hz + cam.f * cam.ch / z
        boat(s, x, y, cam.m(z) * 13, cam.depth(z), kind="trawler", face=rng.choice([-1, 1]), sail="wall" if rng.random() < .3 else None)
    for dx, dz, w in ((.24, 15, 1), (-.26, 20, 1), (0, 0, 1.35)):
        y = s.fy + .12 * s.H - dz * .004 * s.H
        boat(s, s.fx + dx * s.W, y, cam.my(y) * 9.5 * w, .05, kind="trawler", face=1 if dx <= 0 else -1)
    for _ in range(3):                                             # round basket boats
        y = rng.uniform(.82, .93) * s.H
        x, m = rng.uniform(.1, .9) * s.W, cam.my(y)
        s.oval(x, y, m * 1.1, m * .3, s.pal.shade * .3, .45, blur=4)
        s.mirrored(y + m * .12, lambda: (s.oval(x, y - m * .12, m, m * .42, s.c("wood", 0, .2)), s.oval(x, y - m * .3, m, m * .32, s.c("straw", 0, .75)), s.oval(x, y - m * .27, m * .86, m * .24, s.c("darkwood", 0, .3))), .35)
        if rng.random() < .6:
            person(s, x, y - m * .15, m * 1.6, 0, "stand")
    birds(s, s.W * rng.uniform(.2, .8), cam.hz * .55, 9, 13)


@scene("fish-cages")
def fish_cages(s):
    rng, cam = s.rng, stage(s, .17, 7.5, .9, .26, .4)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, "hill", .2)
    land.water(s, cam.hz + 3, None, "sea", .45, .6)
    if s.pal.sunny:
        land.glitter(s, s.W * (.5 + s.lx * .25), cam.hz, s.H, w=60, n=200)
    X0 = cam.at(s.fx, s.fy + .1 * s.H)[0]
    turn, rows = .18 * s.lx, sorted([(z, x) for z in (15, 22, 29, 38, 50, 66, 86) for x in range(-4, 5)], reverse=True)
    for z, i in rows:                                              # tidy blocks of floating cages
        if i in (-2, 2) and z > 22:
            continue
        X, w = X0 + i * 6.4 + (z - 24) * turn, 5.4
        for t in (0, 1):
            q = [(X - w / 2, z), (X + w / 2, z), (X + w / 2, z + w), (X - w / 2, z + w)]
            p = cam.flat(q, .15)
        d = cam.depth(z, 150)
        s.poly(cam.flat(q, .02), s.pal.shade * .35, .28)
        for a, b in zip(p, p[1:] + p[:1]):
            s.line([(a[0], a[1] + cam.m(z) * .22), (b[0], b[1] + cam.m(z) * .22)], cam.m(z) * .3, s.c("blue", d, .2))
            s.line([a, b], cam.m(z) * .34, s.c("wood", d, .75))
        for t in (.25, .5, .75):
            s.line([cam.p(X - w / 2, .1, z + w * t), cam.p(X + w / 2, .1, z + w * t)], max(.7, cam.m(z) * .025), s.c("white", d, .6), .4)
        if (i, z) in ((0, 29), (-3, 38), (3, 50), (1, 66)):
            house(cam, X, z + .8, 4.2, 3.2, 2.3, turn, rng.choice(["blue", "mint", "wall"]), rng.choice(["tinblue", "tinred", "tin"]), "gable", 1.0, windows=1, d=d)
        if rng.random() < .22:
            person(s, *cam.p(X - w / 2, .2, z), cam.m(z) * 1.6, d, rng.choice(["stand", "bend"]))
    y = min(.9 * s.H, s.fy + .3 * s.H)
    boat(s, s.fx - s.lx * .3 * s.W, y, cam.my(y) * 6, 0, face=s.lx)
    birds(s, s.W * .6, cam.hz * .5, 5, 10)


@scene("harbour-night")
def harbour(s):
    rng, cam = s.rng, stage(s, .12, 5.0, 1.0, .34, .46)
    night = s.pal.night
    land.sky(s, cam.hz)
    land.ridge(s, cam.hz, .15 * s.H, .75, "deep", 700, "hill")
    land.ridge(s, cam.hz + 4, .09 * s.H, .5, "deep", 500, "hill", 8 * s.u)
    for _ in range(90):                                            # houses of the far shore
        x = rng.uniform(0, s.W)
        y = cam.hz - rng.random() ** 2 * .05 * s.H
        w, h = rng.uniform(9, 20) * s.u, rng.uniform(8, 16) * s.u
        s.rect(x, y - h, x + w, y + 3, s.c(rng.choice(["wall", "blue", "plaster", "mint"]), .5, .35))
        s.poly([(x - 2, y - h), (x + w / 2, y - h - 6 * s.u), (x + w + 2, y - h)], s.c(rng.choice(["tile", "tin", "tinblue"]), .5, .4))
        if rng.random() < .7:
            s.rect(x + w * .3, y - h * .7, x + w * .6, y - h * .3, "ffd48c")
            s.glow(x + w * .45, y - h * .5, 20 * s.u, "e8a050", .4)
    land.water(s, cam.hz + 4, None, "sea", .42, .45)
    for _ in range(16):
        land.glitter(s, rng.uniform(0, s.W), cam.hz + 6, cam.hz + rng.uniform(.1, .3) * s.H, "ffce86", 8, 34, .45 if night else .3)
    for i, z in enumerate(sorted(rng.uniform(38, 110, 9), reverse=True)):
        x, y = rng.uniform(.02, .98) * s.W, cam.hz + cam.f * cam.ch / z
        l = cam.m(z) * 12
        boat(s, x, y, l, cam.depth(z) * .8, kind="trawler", face=rng.choice([-1, 1]))
        s.glow(x - l * .1, y - l * .45, l * .5, "f0b060", .7 if night else .35)
    for dx, dy, q in ((-.3, .07, 1.0), (.27, .1, 1.15), (-.02, .15, 1.5)):
        x, y = s.fx + dx * s.W, s.fy + dy * s.H
        l = cam.my(y) * 10 * q
        boat(s, x, y, l, .03, kind="trawler", face=1 if dx < 0.1 else -1)
        for t in np.linspace(-.25, .4, 7):
            yy = y - l * .17 * (3.3 - 2.2 * abs(t - .1))
            s.glow(x + t * l, yy, l * .13, "ffc070", .8 if night else .5)
            s.oval(x + t * l, yy, l * .009, l * .009, "fff0c8")
        land.glitter(s, x, y + 4, y + l * .55, "ffc878", l * .22 / s.u, 70, .5 if night else .3)
    q = [(0, s.H), (0, .93 * s.H), (.3 * s.W, .95 * s.H), (.36 * s.W, s.H)]
    if s.fx < .45 * s.W:
        q = [(s.W - x, y) for x, y in q]
    s.poly(q, s.c("concrete", 0, .3))
    px = .12 * s.W if q[0][0] == 0 else .88 * s.W
    lamp(s, px, .955 * s.H, .42 * s.H, arm=1 if px < s.W / 2 else -1)
    for k in (0, 1):
        person(s, px + (k * 50 + 40) * s.u * (1 if px < s.W / 2 else -1), (.965 + .01 * k) * s.H, .12 * s.H, 0, "stand")


@scene("salt-fields")
def salt(s):
    rng, cam = s.rng, stage(s, .14, 4.2, .95, .32, .46)
    land.sky(s, cam.hz, rng.uniform(.4, .7), s.fx / s.W + .12 * s.lx)
    land.ranges(s, cam.hz, 3, rng.choice(["hill", "peak"]), .17, col="indigo" if s.pal.time == "dusk" else "deep")
    land.water(s, cam.hz + 2, None, "salt", .12, .93)
    C = 11.0
    for z in np.geomspace(120, 4.2, 15):                           # bunds across, then along
        w = .28
        s.poly([cam.p(-200, 0, z), cam.p(200, 0, z), cam.p(200, 0, z - w), cam.p(-200, 0, z - w)], s.c("earth", cam.depth(z), .75))
        s.poly([cam.p(-200, 0, z - w), cam.p(200, 0, z - w), cam.p(200, -.12, z - w), cam.p(-200, -.12, z - w)], s.c("earth", cam.depth(z), .2))
    for i in range(-14, 15):
        X = i * C + 3
        s.poly([cam.p(X, 0, 130), cam.p(X + .4, 0, 130), cam.p(X + .4, 0, 3), cam.p(X, 0, 3)], s.c("earth", .2, .6))
    piles = []
    for zi, z in enumerate([70, 52, 38, 28, 20.5, 15, 11]):
        for i in range(-7, 8):
            for q in range(3):
                if rng.random() < .74:
                    piles.append((z, i * C + 3 + C * (.25 + .25 * q) + rng.normal(0, .15)))
    for z, X in piles:
        x, y = cam.p(X, 0, z)
        if not -60 < x < s.W + 60:
            continue
        m, d = cam.m(z) * rng.uniform(.65, .95), cam.depth(z, 200)

        def cone():
            s.poly([(x - m * 1.1, y), (x - m * .12, y - m * 1.05), (x + m * .12, y - m * 1.05), (x + m * 1.1, y), (x, y + m * .18)], s.c("salt", d, .32))
            s.poly([(x - s.lx * m * .05, y - m * 1.07), (x + s.lx * m * .12, y - m * 1.05), (x + s.lx * m * 1.1, y), (x + s.lx * m * .15, y + m * .17)], s.c("salt", d, 1))
        s.mirrored(y + m * .14, cone, .35)
    people(s, cam, [(s.fx, s.fy + .12 * s.H, "carry"), (s.fx - .13 * s.W, s.fy + .09 * s.H, "bend"), (s.fx + .2 * s.W, s.fy + .17 * s.H, "walk"), (s.fx + .3 * s.W, s.fy + .03 * s.H, "carry"), (s.fx - .3 * s.W, s.fy + .05 * s.H, "bend")])


def dune(s, line, d, wave, light):
    """One dune: a sharp crest that winds down the near side, light on one flank, shade on the other."""
    def rows(dd, c, k):
        h, w = dd.shape
        x = np.arange(w)[None]
        v = np.clip(dd, 0, None)
        bend = noise.line(s.rng, h, wave * .8, 2, .3)[:, None] - .5
        spines = np.zeros((h, w))
        for cx in light:
            at = cx * w + bend * wave * .9 + v * .55 * s.lx + np.sin(v / wave * 3) * 30 * s.u
            spines = np.maximum(spines, smooth(-5 * s.u, 5 * s.u, (at - x) * s.lx) * smooth(wave * 1.2, 0, (at - x) * s.lx))
        n = noise.field(s.rng, w, h, wave * .5, wave * .2, 3)
        rip = np.sin((v * 1.0 + n * 120 * s.u + x * .12) / (2.4 + 5 * (1 - d)) / s.u) * (.5 + .5 * smooth(.4, .7, n))
        kk = .88 - .62 * spines + .055 * rip * (1 - .4 * spines) + .12 * (n - .5)
        cc = mix(np.broadcast_to(s.pal.get("sand"), c.shape), s.pal.get("ochre"), .35 * n)
        return cc, np.clip(kk, .05, 1.1)
    return land.ridge(s, 0, 1, d, "sand", 800, line=line, rows=rows, fade=2.5 * s.H)


@scene("sand-dunes")
def dunes(s):
    rng, W, H = s.rng, s.W, s.H
    hz = (s.fy / H - .08) * H
    land.sky(s, hz, .5)
    land.ridge(s, hz, .05 * H, .85, "indigo", 900, "hill")
    x = np.arange(W)

    def hump(c, w, y, a):
        t = (x - c * W) / (w * W)
        return hz + y * H - a * H * np.where(t * s.lx < 0, np.exp(-np.abs(t) ** 1.25), np.exp(-np.abs(t * 1.4) ** 1.6)) - .01 * H * noise.line(rng, W, 300 * s.u, 2)
    fx = s.fx / W
    dune(s, np.minimum(hump(fx - .3 * s.lx, .22, .03, .10), hump(fx + .36 * s.lx, .2, .03, .07)), .5, 300 * s.u, (fx - .3 * s.lx, fx + .36 * s.lx))
    line = dune(s, hump(fx, .3, .12, .15), .28, 420 * s.u, (fx,))
    for _ in range(16):
        xx = int(rng.uniform(0, W - 1))
        bush(s, xx, line[xx] + rng.uniform(4, 40) * s.u, rng.uniform(7, 18) * s.u, .3, "deep")
    for k in range(5):
        xx = int(np.clip(s.fx + s.lx * (k * 58 - 60) * s.u, 2, W - 3))
        person(s, xx, line[xx] + 5, 66 * s.u, .15, "carry" if k == 1 else "walk")
    lake = [(W * (.5 - s.lx * (.02 + .46 * t)), hz + (.235 + v) * H) for t, v in ((.0, 0), (.3, -.022), (.7, -.03), (1.1, -.02), (1.1, .05), (.7, .065), (.25, .04))]
    land.water(s, hz + .20 * H, s.mask(lake, True, 2), "teal", .3, .85, y1=min(H, int(hz + .33 * H)))
    for px, py in lake[:5]:
        for k in range(5):
            reeds(s, px + (k - 2) * 50 * s.u - 30, px + (k - 2) * 50 * s.u + 30, py + rng.uniform(0, 8) * s.u, 34 * s.u, 20, .15)
    for k in range(5):
        px = W * (.5 - s.lx * rng.uniform(.2, .5))
        tree(s, px, hz + .205 * H, rng.uniform(70, 130) * s.u, .2, "deep")
    line = dune(s, hump(fx + .42 * s.lx, .5, .56, .34), .03, 640 * s.u, (fx + .42 * s.lx,))
    for _ in range(12):
        xx = int(rng.uniform(0, W - 1))
        yy = line[xx] + rng.uniform(.02, .3) * H
        grass(s, xx - 34 * s.u, xx + 34 * s.u, yy, rng.uniform(30, 70) * s.u, 30)
    grass(s, 0, .3 * W, H + 6, .12 * H, 90)
