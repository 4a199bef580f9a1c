"""Tea, coffee, forests and the high border."""
import math
import numpy as np

import land
import noise
from noise import smooth
from palette import mix
from plants import big_leaf, bush, crown, flowers, grass, overhang, pine, tree, cloud_of
from registry import scene, stage
from scenes_fields import hut
from things import birds, people, person


def hedges(s, period, curve, lush="leaf", dark="deep", soil="earth", gap=.30):
    """Slope rows: rounded hedges that follow the hill, closer together towards the crest."""
    rng, pal = s.rng, s.pal

    def f(dd, c, k):
        h, w = dd.shape
        v = np.clip(dd, 0, None) / (period * s.u)
        n = noise.field(rng, w, h, 520 * s.u, 260 * s.u, 3) - .5
        x = np.arange(w)[None] / s.W - .5
        L = 7.5 * np.log1p(v * .22) + n * curve + x * curve * .6
        t = L - np.floor(L)
        tuft = noise.field(rng, w, h, 13 * s.u, 7 * s.u, 3)
        t2 = np.clip(t + (tuft - .5) * .26, 0, 1)
        hedge = smooth(0, .05, t2) * (1 - smooth(1 - gap, 1 - gap + .08, t2))
        A, B, E = pal.get(lush), pal.get(dark), pal.get(soil)
        top = smooth(.75, .12, t2)
        col = mix(np.broadcast_to(B, c.shape), A, .25 + .75 * top)
        col = mix(mix(np.broadcast_to(E, c.shape), B, .45), col, hedge)
        kk = (.10 + .86 * top + .35 * (tuft - .5)) * hedge + .22 * (1 - hedge)
        return col, np.clip(kk * (.62 + .55 * k), .03, 1.1)
    return f


def mound(s, c, w, y, a):
    """A rounded hill's crest line, its top at the column c."""
    x = np.arange(s.W)
    return y - a * np.exp(-np.abs((x - c) / w) ** 2.1) + .02 * s.H * (noise.line(s.rng, s.W, 420 * s.u, 3) - .5)


def planted_hills(s, lush, dark, period, curve, gap):
    rng, W, H = s.rng, s.W, s.H
    hz = np.clip(s.fy / H - .1, .3, .44) * H
    land.sky(s, hz)
    land.ranges(s, hz + .03 * H, 3, rng.choice(["hill", "peak"]), .2)
    land.mist(s, hz, .06 * H, .9 if s.pal.time in ("mist", "dawn") else .4)
    lines, n = [], 3 if W < 2.4 * H else 5
    for i in range(n):
        t = i / (n - 1)
        y = hz + (.09 + .5 * t ** 1.2) * H
        c = s.fx + (-1 if i % 2 else 1) * s.lx * W * (.30 + .08 * i) * (0.15 if i == 1 and n == 3 else 1)
        l = mound(s, c, W * (.34 + .06 * i), y, (.11 + .05 * t) * H)
        line = land.ridge(s, 0, .2 * H, .5 * (1 - t) ** 1.3, "leaf", 700, line=l, rows=hedges(s, period * (.45 + .9 * t), curve, lush, dark, gap=gap), fade=H)
        lines.append(line)
        d = .5 * (1 - t) ** 1.3
        for _ in range(5 if i < n - 1 else 2):
            x = int(rng.uniform(0, W - 1))
            q = (26 + 60 * t) * s.u * rng.uniform(.8, 1.5)
            (pine if rng.random() < .2 else tree)(s, x, line[x] + 7, q, d)
        if s.pal.time in ("mist", "dawn") and i < n - 1:
            land.mist(s, float(np.median(line)) + .05 * H, .05 * H, .5)
    return hz, lines


@scene("tea-hills")
def tea(s):
    rng, W, H = s.rng, s.W, s.H
    hz, lines = planted_hills(s, s.rng.choice(["8aa552", "7f9e50", "95aa58"]), "45693f", 11, 4.6, .30)
    old = "co-thu" in s.hint
    if old:                                                        # ancient tea trees on a slope
        for k in range(7):
            x = int(np.clip(s.fx + rng.uniform(-.45, .45) * W, 5, W - 5))
            tree(s, x, max(lines[-1][x], .62 * H) + rng.uniform(0, .16) * H, rng.uniform(150, 240) * s.u, .08, "deep", 1.2)
    x0 = int(np.clip(s.fx, 50, W - 50))
    y0 = max(s.fy + .05 * H, lines[1][x0] + .08 * H)
    for k in range(6):                                             # pickers along a row, baskets on their backs
        x = x0 + (k - 2.4) * rng.uniform(92, 124) * s.u
        y = y0 + .04 * H + abs(k - 3) * 14 * s.u + rng.normal(0, 4)
        hgt = 104 * s.u
        person(s, x, y, hgt, .1, "stand" if k % 3 else "bend")
        if k % 3:
            s.poly([(x - hgt * .11, y - hgt * .78), (x + hgt * .11, y - hgt * .78), (x + hgt * .08, y - hgt * .46), (x - hgt * .08, y - hgt * .46)], s.c("wood", .1, .7))
        crown(s, x, y + 3 * s.u, 72 * s.u, 24 * s.u, "leaf", .08, .6)
    hut(s, float(np.clip(W - s.fx + .12 * W, .1 * W, .9 * W)), lines[1][int(np.clip(W - s.fx + .12 * W, .1 * W, .9 * W))] + .04 * H, 62 * s.u, .3)
    tea_shoots(s)


def tea_shoots(s):
    """Young shoots close to the eye."""
    rng = s.rng
    for k in range(46):
        x, y = rng.uniform(-10, s.W + 10), s.H * rng.uniform(.965, 1.06)
        L = rng.uniform(60, 120) * s.u
        for t in (-.9, -.45, .05, .5, .95):
            s.leaves([(x, y - L * .25, L * rng.uniform(.6, 1), L * .13, -math.pi / 2 + t + rng.normal(0, .15))], s.c("leaf" if k % 3 else "deep", 0, rng.uniform(.1, .85)))


@scene("coffee-hills")
def coffee(s):
    rng, cam = s.rng, stage(s, .14, 3.0, .95, .32, .46)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, "hill", .2)
    land.mist(s, cam.hz - .02 * s.H, .06 * s.H, .9 if s.pal.time == "mist" else .4)
    E = {"winter": "a5684a", "dry": "b06a45"}.get(s.pal.season, "9c5f42")
    land.ground(s, cam, land.meadow(s, E, "b57a55", 3, .3))
    vx = (s.fx - cam.vx) / cam.f
    for z in list(np.geomspace(85, 5.2, 19)):
        d = cam.depth(z, 120)
        m = cam.m(z)
        for i in range(-16, 17):
            X = (i + .5) * 3.1 + vx * z
            if abs(i + .5) < .6:
                X += (1 if i >= 0 else -1) * .5
            x, y = cam.p(X + rng.normal(0, .12), 0, z * rng.uniform(.985, 1.015))
            if not -.1 * s.W < x < 1.1 * s.W:
                continue
            s.shadow(x - s.lx * m * .5, y, m * 1.3, m * .22, .35 * (1 - d))
            for cx, cy, r in ((-.4, .7, .75), (.4, .72, .75), (0, 1.25, .72)):
                crown(s, x + cx * m, y - cy * m, r * m, r * m * .8, "deep", d, .7 if m > 30 else .35)
            if m > 16:
                pts = cloud_of(rng, x, y - .9 * m, m * .95, m * .7, 26, m * .03, m * .05)
                flow = s.pal.season == "winter" and i % 2
                s.ovals([(a, b, q, q) for a, b, q, _ in pts], s.c("white" if flow else "b8402f", d, .8))
        if 20 < z < 60 and rng.random() < .8:                        # shade trees
            x, y = cam.p(rng.choice([-1, 1]) * rng.uniform(6, 24) + vx * z, 0, z)
            tree(s, x, y, m * rng.uniform(7, 9), d, "leaf")
    z = 9.5
    people(s, cam, [(*cam.p(vx * z - .2, 0, z), "stand"), (*cam.p(vx * 14 + .3, 0, 14), "carry"), (*cam.p(vx * 22, 0, 22), "walk")])
    y = cam.p(0, 0, 6.6)[1]
    for k in (-1, 1):
        x, m = cam.p(vx * 6.6 + k * .8, 0, 6.6)[0], cam.m(6.6) * .4
        s.shadow(x, y, m * 1.2, m * .25)
        s.poly([(x - m, y - m * .7), (x + m, y - m * .7), (x + m * .7, y), (x - m * .7, y)], s.c("bamboo", 0, .5))
        s.ovals(cloud_of(rng, x, y - m * .78, m * .85, m * .2, 40, m * .07, m * .12), s.c("b8402f", 0, .7))
    overhang(s)


@scene("forest")
def forest(s):
    rng, W, H = s.rng, s.W, s.H
    cam = stage(s, .04, 1.7, 1.0, .42, .54)
    pal = s.pal
    s.vgrad([(0, 0), (W, 0), (W, H), (0, H)], mix(pal.sky[1], pal.get("leaf"), .35), mix(pal.haze, pal.get("leaf"), .25))
    s.glow(s.fx, cam.hz - .05 * H, .5 * max(W, H), mix(pal.glowcol, pal.get("leaf"), .15), .75)
    land.ground(s, cam, land.meadow(s, "earth", "deep", 2.5, .2), vis=34)
    mid = lambda z: (s.fx / W - .5) * z * .9 + 1.5 * math.sin(z / 6.5 + 2)
    zs = list(np.geomspace(2.6, 42, 30))
    s.poly(cam.strip(mid, 1.7, zs), s.c("ochre", .15, .55), .6, blur=8 * s.u)
    for z in sorted(np.concatenate([rng.uniform(18, 60, 46), rng.uniform(7, 18, 16), [5.2, 4.6]]), reverse=True):
        d = min(.93, 1 - math.exp(-z / 26))
        side = rng.choice([-1, 1]) if z > 6 else (1 if z > 5 else -1)
        X = mid(z) + side * (1.5 + rng.uniform(.0, .5) * z * .9 + (0 if z > 6 else .9))
        x, y = cam.p(X, 0, z)
        m = cam.m(z)
        w = m * rng.uniform(.14, .34)
        lean = rng.normal(0, .02) * H
        s.poly([(x - w * 2.2, y + w * .3), (x - w * 1.1, y - w * 2.5), (x - w + lean, -20), (x + w * .8 + lean, -20), (x + w * 1.1, y - w * 2.5), (x + w * 2.4, y + w * .3)], s.c("bark", d, .22))
        o = s.lx * w
        s.poly([(x + o * .2, y), (x + o * .3 + lean, -20), (x + o * .85 + lean, -20), (x + o * 1.05, y - w * 2.5), (x + o * 1.6, y)], s.c("bark", d, .8), .8)
        if m > 60:
            for _ in range(24):
                yy = rng.uniform(0, y - w * 2)
                s.oval(x + rng.uniform(-.8, .8) * w, yy, w * .16, w * rng.uniform(.3, 1), s.c(rng.choice(["deep", "stone", "darkwood"]), d, .4), .5)
        for _ in range(4):
            cx, cy, r = x + rng.normal(0, 2.2) * m, rng.uniform(-.06, .26) * H * (1 - .3 * d), m * rng.uniform(1.0, 1.9)
            crown(s, cx, cy, min(r * 1.3, .22 * W), min(r, .14 * W) * .7, rng.choice(["leaf", "deep"]), d, .8)
        for _ in range(3):
            fern(s, x + rng.normal(0, 1.4) * m, y + rng.uniform(0, .12) * m, m * rng.uniform(.5, .9), d)
    zz = 13.0
    people(s, cam, [(*cam.p(mid(zz) - .35, 0, zz), "walk"), (*cam.p(mid(zz + 1.6) + .3, 0, zz + 1.6), "walk"), (*cam.p(mid(zz + 3.4), 0, zz + 3.4), "walk")], .22)
    land.rays(s, s.fx + s.lx * .3 * W, -.12 * H, 8, .10)
    for _ in range(16):
        side = rng.choice([-1, 1])
        fern(s, W * (.5 + side * rng.uniform(.24, .54)), H * rng.uniform(.93, 1.05), .2 * H * rng.uniform(.6, 1.1), 0)
    overhang(s)


def fern(s, x, y, h, d):
    for i in range(9):
        t = -math.pi * (.08 + .84 * (i + s.rng.random()) / 9)
        big_leaf(s, x, y, h * s.rng.uniform(.7, 1.05), t, d, s.rng.uniform(.2, .7), "leaf" if i % 3 else "deep", .085, .55)


def pass_view(s, cam, kind="peak"):
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz + .04 * s.H, 4, kind, .27, near=.5)
    land.mist(s, cam.hz + .01 * s.H, .07 * s.H, .9 if s.pal.time in ("mist", "dawn") else .35)


@scene("border-marker")
def marker(s):
    rng, W, H = s.rng, s.W, s.H
    cam = stage(s, .02, 1.7, 1.0, .42, .54)
    pass_view(s, cam, rng.choice(["peak", "hill"]))
    l = cam.hz + .12 * H - .09 * H * np.exp(-((np.arange(W) - s.fx) / (.42 * W)) ** 2) + .02 * H * (noise.line(rng, W, 300 * s.u, 3) - .5)
    land.ridge(s, 0, .3 * H, .12, "grass", 500, line=l, fade=2 * H)
    for _ in range(11):
        x = int(np.clip(s.fx + rng.choice([-1, 1]) * rng.uniform(.2, .55) * W, 2, W - 3))
        (pine if rng.random() < .6 else tree)(s, x, l[x] + 12, rng.uniform(70, 190) * s.u, .18)
    yb, hh = s.fy + .23 * H, .44 * H
    s.poly([(s.fx - .12 * W, yb), (s.fx + .12 * W, yb), (s.fx + .3 * W, H + 9), (s.fx - .34 * W, H + 9)], s.c("earth", .03, .75), .55, blur=26 * s.u, smooth=False)
    kind = rng.integers(3)                                          # a pillar, a broad slab, a squat post
    hh *= (1, .86, .7)[kind]
    x, w = s.fx, hh * (.2, .34, .3)[kind]
    s.shadow(x - s.lx * w * 1.4, yb + w * .15, w * 2.6, w * .3, .5)
    o = s.lx
    for k, (a, b, c) in enumerate(((1.75, 0, .16), (1.35, .16, .14))):  # plinth
        ya, yc = yb - hh * b * .8, yb - hh * (b + c) * .8
        s.rect(x - w * a, yc, x + w * a, ya, s.c("concrete", 0, .85 if o < 0 else .45))
        s.poly([(x + w * a * .45, ya), (x + w * a, ya), (x + w * a, yc), (x + w * a * .45, yc)], s.c("concrete", 0, .45 if o < 0 else .9))
        s.rect(x - w * a, yc - 4 * s.u, x + w * a, yc + 3 * s.u, s.c("salt", 0, .9))
    yt, y0 = yb - hh, yb - hh * .24
    stone = ("stone", "concrete", "salt")[kind]
    s.poly([(x - w * .8, y0), (x - w * .66, yt), (x + w * .2, yt), (x + w * .36, y0)], s.c(stone, 0, .9 if o < 0 else .45))
    s.poly([(x + w * .36, y0), (x + w * .2, yt), (x + w * .62, yt + hh * .015), (x + w * .8, y0 - hh * .01)], s.c(stone, 0, .45 if o < 0 else 1))
    s.poly([(x - w * .66, yt), (x - w * .2, yt - hh * .075), (x + w * .4, yt - hh * .06), (x + w * .62, yt + hh * .015), (x + w * .2, yt)], s.c("salt", 0, .85))
    s.poly([(x - w * .42, yt + hh * .16), (x + w * .02, yt + hh * .16), (x + w * .05, yt + hh * .34), (x - w * .44, yt + hh * .34)], s.c("stone", 0, .25), .55)
    for i in range(5):
        s.rect(x - w * .5, yt + hh * (.42 + .045 * i), x + w * (.1 - .06 * (i % 2)), yt + hh * (.428 + .045 * i), s.c("dark", 0, .4), .35)
    for _ in range(30):
        s.oval(x + rng.uniform(-.7, .7) * w, rng.uniform(yt + hh * .1, y0), w * rng.uniform(.02, .09), w * rng.uniform(.02, .05), s.c(rng.choice(["deep", "salt", "dark"]), 0, .5), .3)
    side = -1 if rng.random() < .5 else 1
    for k in range(int(rng.integers(3))):
        person(s, x + side * (w * 2.4 + hh * .3 + k * 70 * s.u), yb + (6 + 14 * k) * s.u, hh * .52, .05, "walk", top="deep", legs="deep")
    for _ in range(42):
        xx = rng.uniform(0, W)
        yy = rng.uniform(yb - .01 * H, H)
        if abs(xx - x) > w * 2.2 or yy > yb + .05 * H:
            grass(s, xx - 30 * s.u, xx + 30 * s.u, yy, (26 + 60 * (yy - yb) / (H - yb)) * s.u, 16)
    for k in (-1, 1):
        grass(s, x + k * w * 1.9 - 26 * s.u, x + k * w * 1.9 + 26 * s.u, yb + 6, 30 * s.u, 20)
    flowers(s, *((0, .3 * W) if s.lx > 0 else (.7 * W, W)), H + 4, .13 * H, rng.choice(["rose", "white", "gold"]), 34)
    grass(s, 0, W, H + 12, .1 * H, 220)


@scene("border-road")
def border_road(s):
    rng, W, H = s.rng, s.W, s.H
    cam = stage(s, .16, 7, 1.0, .3, .42)
    pass_view(s, cam, rng.choice(["peak", "karst"]))
    path = [(s.fx + .06 * W, cam.hz + .10 * H, 7), (s.fx - .16 * W * s.lx, cam.hz + .14 * H, 13), (s.fx + .20 * W * s.lx, cam.hz + .22 * H, 26), (s.fx + .05 * W * s.lx, s.fy + .10 * H, 46),
            (s.fx - .24 * W * s.lx, s.fy + .22 * H, 90), (s.fx + .02 * W * s.lx, H + .06 * H, 240)]
    for i, (y, a, d) in enumerate(((.08, .1, .5), (.2, .12, .3), (.36, .1, .12))):
        n = noise.line(rng, W, 620 * s.u, 3, .4)
        land.ridge(s, 0, .2 * H, d, "leaf" if i else "deep", 560, line=cam.hz + y * H - a * H * (n - .25), trees=(5 + 3 * i) * s.u, fade=H)
    # the road: a ribbon through the points, wider as it comes near
    ts = np.linspace(0, len(path) - 1, 120)
    px, py, pw = (np.interp(ts, range(len(path)), [q[j] for q in path]) for j in range(3))
    ker = np.ones(17) / 17
    px, py, pw = (np.convolve(np.pad(v, 8, mode="edge"), ker, "valid") for v in (px, py, pw))

    def ribbon(k, o=0.0):
        return [(x - w * k + o * w, y) for x, y, w in zip(px, py, pw * s.u)] + [(x + w * k + o * w, y) for x, y, w in zip(px[::-1], py[::-1], pw[::-1] * s.u)]
    s.poly(ribbon(1.5), s.c("earth", .22, .5), .9)
    s.poly(ribbon(1.08), s.c("concrete", .18, .82))
    s.poly(ribbon(.35, -.6 * s.lx), s.c("concrete", .15, .5), .3)
    for j in range(6, 118, 4):                                     # white posts on the outer edge
        x, y, w = px[j] + pw[j] * 1.25 * s.u, py[j], pw[j] * s.u
        s.rect(x - w * .05, y - w * .5, x + w * .05, y, s.c("salt", .2, .8))
        s.rect(x - w * .05, y - w * .42, x + w * .05, y - w * .3, s.c("red", .2, .8))
    for j in range(0, 120, 2):
        for side in (-1, 1):
            if rng.random() < .8:
                w = pw[j] * s.u
                x, y = px[j] + side * w * rng.uniform(1.5, 2.4), py[j]
                d = .4 * (1 - j / 120)
                if rng.random() < .3:
                    (pine if rng.random() < .4 else tree)(s, x + side * w * rng.uniform(.6, 2.5), y, w * rng.uniform(2.4, 4), d)
                else:
                    bush(s, x + side * w * .2, y, w * rng.uniform(.3, .6), d, rng.choice(["leaf", "deep"]), rng.choice([None, None, "flower", "rose"]))
    for k, j in enumerate((72, 76)):
        x, y, w = px[j], py[j], pw[j] * s.u
        person(s, x + (k - .5) * w * .8, y, w * 1.15, .08, "walk", top="deep", legs="deep", hatted=bool(k))
    birds(s, s.W * rng.uniform(.3, .7), cam.hz * .5, 6, 11)
    flowers(s, 0, W, H + 10, .10 * H, rng.choice(["flower", "rose", "white"]), 60)
    overhang(s) if rng.random() < .6 else None
