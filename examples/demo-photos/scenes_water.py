"""Rivers, the sea, harbours, floods."""
import math
import numpy as np

import land
from buildings import house, village
from palette import mix
from plants import bamboo, banana, bush, crown, grass, overhang, palm, reeds, tree
from registry import scene, stage
from things import boat, person


def far_bank(s, cam, z, n=26, kinds=("tree", "palm", "bamboo"), h=(6, 11), x0=None, x1=None):
    """A belt of trees at the distance z, from edge to edge."""
    rng = s.rng
    xa, xb = (cam.at(0, cam.hz + cam.f * cam.ch / z)[0], cam.at(s.W, cam.hz + cam.f * cam.ch / z)[0])
    xa, xb = (xa if x0 is None else x0), (xb if x1 is None else x1)
    for i in range(n):
        Z = z * (1.25 - .25 * i / n)
        X = rng.uniform(xa, xb) * Z / z
        x, y = cam.p(X, 0, Z)
        k = rng.choice(list(kinds))
        hh = cam.m(Z) * rng.uniform(*h)
        {"tree": tree, "palm": palm, "bamboo": bamboo}[k](s, x, y, hh, min(.8, cam.depth(Z, 160)))
    for x in np.arange(0, s.W, 26 * s.u):
        X, Z = cam.at(x, cam.hz + cam.f * cam.ch / z)
        if xa <= X <= xb:
            r = cam.m(z) * rng.uniform(.6, 1.6)
            crown(s, x, cam.p(X, 0, z)[1] - r * .4, r * 1.6, r * .7, "leaf" if rng.random() < .5 else "deep", min(.75, cam.depth(z, 160)), .3)


def stones(s, x, y, r, n=6, d=0.0):
    for _ in range(n):
        a, b, q = x + s.rng.normal(0, r), y + s.rng.normal(0, r * .2), r * s.rng.uniform(.15, .5)
        pts = [(a + math.cos(t) * q * s.rng.uniform(.8, 1.1), b + math.sin(t) * q * .5 * s.rng.uniform(.8, 1.1)) for t in np.linspace(0, 5.6, 8)]
        s.shadow(a, b + q * .4, q * 1.1, q * .2)
        s.poly(pts, s.c("stone", d, .3), smooth=True)
        s.poly([(px * .82 + (a + s.lx * q * .25) * .18, b - q * .12 + (py - b) * .55) for px, py in pts], s.c("stone", d, .9), .9, smooth=True)


def lift_net(s, x, y, m, d):
    """A square dip net held up by four arched poles, over the water at (x, y); m: pixels of a metre."""
    top = (x, y - 5.6 * m)
    foot = [(x - 2.6 * m, y - 1.7 * m), (x - .7 * m, y - 2.2 * m), (x + 2.5 * m, y - 1.8 * m), (x + .6 * m, y - 1.1 * m)]
    s.poly(foot[:2] + foot[2:], s.c("white", d, .8), .16)
    belly = [foot[0], ((foot[0][0] + foot[3][0]) / 2, y - .45 * m), foot[3], ((foot[2][0] + foot[3][0]) / 2, y - .5 * m), foot[2], (x, y - 1.6 * m)]
    s.poly(belly, s.c("white", d, .9), .5)
    for i in range(1, 12):
        t = i / 12
        a = (foot[0][0] + (foot[2][0] - foot[0][0]) * t, foot[0][1] + (foot[2][1] - foot[0][1]) * t - m * .1)
        s.line([a, (a[0] * .6 + x * .4, y - (.5 + .3 * abs(2 * t - 1)) * m)], max(.7, m * .02), s.c("white", d, 1), .7)
    for f in foot:
        s.line([top, ((top[0] * .35 + f[0] * .65), (top[1] * .62 + f[1] * .38)), f], max(2.2, m * .12), s.c("bamboo", d, .35), smooth=True)
    return top


@scene("river-fish")
def river_fish(s):
    rng, cam = s.rng, stage(s, .2, 3.4, .95, .28, .42)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=rng.uniform(.16, .26))
    if s.pal.time in ("mist", "dawn"):
        land.mist(s, cam.hz - .03 * s.H, .08 * s.H, .8)
    kinds = [("tree", "palm", "bamboo"), ("bamboo", "bamboo", "tree"), ("tree", "tree"), ("palm", "palm", "tree")][rng.integers(4)]
    far_bank(s, cam, rng.uniform(38, 66), 30, kinds)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 5))
    sw, wd = rng.uniform(2, 7), rng.uniform(11, 18)
    ph = rng.uniform(0, 6)
    mid = lambda z: (s.fx / s.W - .5) * 8 + sw * math.sin(z / 16 + ph) * min(1, z / 14)
    zs = list(np.concatenate([np.geomspace(3.2, 60, 40)]))
    m = s.mask(cam.strip(mid, wd, zs), blur=2)
    land.water(s, cam.hz + 2, m, "river", .5, .55)
    for z in zs[::-1]:                                             # banks
        for side in (-1, 1):
            x, y = cam.p(mid(z) + side * wd / 2, 0, z)
            if -80 < x < s.W + 80:
                s.oval(x, y, cam.m(z) * 1.0, cam.m(z) * .14, s.c("earth", cam.depth(z), .3), .65)
                if rng.random() < .5:
                    stones(s, x, y, cam.m(z) * .7, 3, cam.depth(z))
                if rng.random() < .75:
                    grass(s, x - cam.m(z) + side * cam.m(z), x + cam.m(z) + side * cam.m(z), y, cam.m(z) * rng.uniform(.5, 1.1), 40, cam.depth(z))
    yb = min(s.H * .83, s.fy + .1 * s.H)
    mm = cam.my(yb)
    s.mirrored(yb, lambda: lift_net(s, s.fx, yb, mm, .06), .3)
    side = -1 if s.fx > s.W / 2 or rng.random() < .5 else 1
    bx = s.fx - side * 4.4 * mm
    s.line([(bx - side * 1.6 * mm, yb + .1 * mm), (bx - side * .6 * mm, yb - 2.6 * mm), (s.fx, yb - 5.6 * mm)], max(2, mm * .1), s.c("bamboo", 0, .6), smooth=True)
    boat(s, bx, yb + .1 * mm, 5.2 * mm, .04, face=side)
    for _ in range(rng.integers(14, 24)):                           # fish under the clear surface
        z = rng.uniform(4.2, 9)
        x, y = cam.p(mid(z) + rng.uniform(-.42, .42) * wd, 0, z)
        l, t = cam.m(z) * rng.uniform(.5, .85), rng.choice([-1, 1])
        col = rng.choice(["darkwood", "gold", "brick", "dark", "dark"])
        c = mix(s.c(col, 0, .4), s.c("river", 0, .6), .3)
        s.poly([(x - t * l * .5, y), (x - t * l * .1, y - l * .13), (x + t * l * .45, y - l * .02), (x + t * l * .5, y + l * .03), (x - t * l * .1, y + l * .13)], c, .75, smooth=True)
        s.poly([(x - t * l * .42, y), (x - t * l * .7, y - l * .13), (x - t * l * .62, y), (x - t * l * .7, y + l * .13)], c, .7)
        s.oval(x, y - l * .05, l * .3, l * .03, s.pal.sky[3], .3)
    if rng.random() < .7:
        overhang(s, -side if rng.random() < .5 else side)
    reeds(s, *((-20, .22 * s.W) if side > 0 else (.78 * s.W, s.W + 20)), s.H + 6, .17 * s.H, 60)


@scene("boat-race")
def boat_race(s):
    rng, cam = s.rng, stage(s, .2, 4.5, 1.0, .28, .42)
    land.sky(s, cam.hz)
    far_bank(s, cam, 85, 34, ("palm", "tree", "tree"), (8, 13))
    for i in range(170):                                           # the crowd on the far bank
        Z = rng.uniform(70, 82)
        x, y = cam.p(rng.uniform(-75, 75), 0, Z)
        h = cam.m(Z) * 1.6
        s.oval(x, y - h * .4, h * .16, h * .4, s.c(rng.choice(["rose", "ochre", "teal", "plaster", "indigo", "mint"]), .3, .7))
        s.oval(x, y - h * .95, h * .22, h * .1, s.c("straw", .3, .9))
    land.water(s, cam.hz + cam.f * cam.ch / 78, None, "river", .5, .3)
    crews = [("rose", 46), ("teal", 30), ("ochre", 19)]
    for j, (col, z) in enumerate(crews):
        y = cam.hz + cam.f * cam.ch / z
        x = s.fx + (.12, -.1, .04)[j] * s.W * s.lx
        m, d = cam.m(z), cam.depth(z) * .7
        L = 17 * m

        def draw():
            hull = [(x - L * .62 * s.lx, y - m * 1.9), (x - L * .5 * s.lx, y - m * .5), (x - L * .3 * s.lx, y + m * .1), (x + L * .3 * s.lx, y + m * .1), (x + L * .5 * s.lx, y - m * .5), (x + L * .62 * s.lx, y - m * 2.1), (x + L * .42 * s.lx, y - m * .62), (x, y - m * .5), (x - L * .42 * s.lx, y - m * .62)]
            s.poly(hull, s.c(["brick", "indigo", "teal"][j], d, .45), smooth=True)
            s.line([(x + L * .56 * s.lx * t, y - m * (.42 + 1.0 * abs(t) ** 6)) for t in np.linspace(-1, 1, 15)], m * .12, s.c("gold", d, .9), smooth=True)
            for i in range(19):
                px = x + (i / 18 - .5) * L * .82
                s.poly([(px - m * .2, y - m * .5), (px - m * .22 + s.lx * m * .34, y - m * 1.25), (px + m * .2 + s.lx * m * .34, y - m * 1.25), (px + m * .22, y - m * .5)], s.c(col, d, .45 + .4 * (i % 2)))
                if i % 3:
                    s.oval(px + s.lx * m * .42, y - m * 1.43, m * .15, m * .18, s.c("hair", d, .5))
                else:
                    s.oval(px + s.lx * m * .42, y - m * 1.43, m * .17, m * .18, s.c("white", d, .7))
                s.line([(px + s.lx * m * .4, y - m * 1.05), (px + s.lx * m * .75, y - m * .85), (px + s.lx * m * .5, y + m * .3)], max(.9, m * .07), s.c("wood", d, .8))
        s.mirrored(y + m * .1, draw, .22)
        for _ in range(90):
            s.oval(x + rng.uniform(-.55, .5) * L - s.lx * L * .04, y + m * rng.uniform(.05, .7), m * rng.uniform(.08, .5), m * rng.uniform(.03, .1), "f4f4ee", rng.uniform(.25, .7))
    for side in (0, 1):
        reeds(s, side * .8 * s.W - 20, side * .8 * s.W + .2 * s.W, s.H + 8, .12 * s.H, 46)
    overhang(s)


@scene("rain-flood")
def rain_flood(s):
    rng, cam = s.rng, stage(s, .17, 3.6, 1.0, .3, .42)
    land.sky(s, cam.hz, .95)
    land.ranges(s, cam.hz, 3, "karst", .24, near=.6)
    land.mist(s, cam.hz - .06 * s.H, .08 * s.H, .75)
    far_bank(s, cam, 90, 30, ("tree", "bamboo", "palm"), (5, 9))
    land.water(s, cam.hz + cam.f * cam.ch / 90, None, "c2a98a", .62, .35)
    X0 = cam.at(s.fx, s.fy + .08 * s.H)[0]
    for X, Z, t in sorted([(-19, 46, .3), (14, 52, -.2), (27, 40, .3), (-9, 34, -.3), (X0 + 1, 21, .35 * s.lx)], key=lambda q: -q[1]):
        y = cam.hz + cam.f * cam.ch / Z
        st = rng.bit_generator.state

        def draw():
            rng.bit_generator.state = st
            house(cam, X, Z, 7.5, 5.5, 2.1, t, st["state"]["state"] % 2 and "wall" or "mint", "tile" if Z < 30 else "tin", "gable", 1.9, lit=Z < 36, windows=2)
        s.mirrored(y, draw, .3)
        m = cam.m(Z)                                               # drums that let the house float
        for i in range(9):
            x = cam.p(X, 0, Z)[0] + (i - 4) * m * .95
            s.oval(x, y + m * .12, m * .42, m * .24, s.c("blue", cam.depth(Z), .3 + .3 * (i % 2)))
        for _ in range(3):
            a = rng.uniform(3.5, 6) * rng.choice([-1, 1])
            x, yy = cam.p(X + a, 0, Z + 2)
            (banana if rng.random() < .4 else tree)(s, x, yy, m * rng.uniform(3, 5.5), cam.depth(Z))
    for x, y, f in ((s.fx - .22 * s.W, s.fy + .19 * s.H, 1), (s.fx + .25 * s.W, s.fy + .12 * s.H, -1), (s.fx + .05 * s.W, s.fy + .3 * s.H, -1)):
        boat(s, x, y, cam.my(y) * 4.6, 0, face=f)
    for _ in range(150):
        x, y = rng.uniform(0, s.W), cam.hz + (s.H - cam.hz) * rng.uniform(.12, 1)
        r = cam.my(y) * rng.uniform(.08, .22)
        s.line([(x + r * math.cos(t), y + r * .3 * math.sin(t)) for t in np.linspace(0, 6.29, 13)], max(.8, r * .08), s.pal.sky[3], .35)
    land.rain(s, .2, 1100)


@scene("bridge")
def bridge(s):
    rng, cam = s.rng, stage(s, .1, 3.2, 1.0, .36, .48)
    land.sky(s, cam.hz, sun_x=s.fx / s.W + .08 * s.lx)
    land.ranges(s, cam.hz, 3, rng.choice(["hill", "karst", "peak"]), .26)
    land.mist(s, cam.hz - .02 * s.H, .07 * s.H, .85 if s.pal.time == "mist" else .35)
    far_bank(s, cam, 75, 34)
    z, deckh, d = 34, 3.6, .22
    y0 = cam.hz + cam.f * cam.ch / 70
    arch = s.pal.time == "mist" or s.arg == "hanging"
    xl, xr = cam.at(-40, cam.hz + cam.f * cam.ch / z)[0], cam.at(s.W + 40, cam.hz + cam.f * cam.ch / z)[0]
    xf = (s.fx - cam.vx) * z / cam.f

    def deck(x):
        return deckh + 1.5 * max(0, 1 - ((x - xf) / 22) ** 2)

    def draw():
        xs = np.linspace(xl, xr, 40)
        if arch:                                                   # a hanging footbridge
            for px in (xf - 12, xf + 12):
                for o in (0, 1.6):
                    s.line([cam.p(px, -.5, z + o), cam.p(px, deck(px) + 5.2, z + o)], cam.m(z) * .42, s.c("concrete", d, .35 + .4 * (o == 0)))
            for o in (0, 1.6):
                cab = [cam.p(x, deck(x) + .8 + 4.2 * min(1, ((x - xf) / 12) ** 2) if abs(x - xf) <= 12 else deck(x) + 5 - (abs(x - xf) - 12) * .55, z + o) for x in np.linspace(xf - 21, xf + 21, 60)]
                s.line(cab, cam.m(z) * .1, s.c("metal", d, .3))
                for (x, y), X in list(zip(cab, np.linspace(xf - 21, xf + 21, 60)))[9:-9]:
                    s.line([(x, y), cam.p(X, deck(X), z + o)], max(.8, cam.m(z) * .035), s.c("metal", d, .4))
        else:
            for px in np.arange(xf - 40, xf + 41, 10):
                for o in (2.2, 0):
                    a, b = cam.p(px - .45, -.5, z + o), cam.p(px + .45, deck(px), z + o)
                    s.rect(a[0], b[1], b[0], a[1], s.c("concrete", d, .2 if o else .4))
                    s.rect((a[0] + b[0]) / 2 if s.lx > 0 else a[0], b[1], b[0] if s.lx > 0 else (a[0] + b[0]) / 2, a[1], s.c("concrete", d, .3 if o else .75))
        s.poly([cam.p(x, deck(x), z) for x in xs] + [cam.p(x, deck(x) - (.35 if arch else .75), z) for x in xs[::-1]], s.c("concrete" if not arch else "wood", d, .62))
        s.poly([cam.p(x, deck(x) - (.35 if arch else .55), z) for x in xs] + [cam.p(x, deck(x) - (.5 if arch else 1.0), z + .5) for x in xs[::-1]], s.c("concrete", d, .1))
        for hh in (.5, 1.0):
            s.line([cam.p(x, deck(x) + hh, z) for x in xs], max(1, cam.m(z) * .07), s.c("metal", d, .6))
        for x in np.arange(xl, xr, 1.4):
            s.line([cam.p(x, deck(x), z), cam.p(x, deck(x) + 1.0, z)], max(.8, cam.m(z) * .06), s.c("metal", d, .45))
    draw()
    from things import cycle
    for i, x in enumerate(xf + rng.uniform(-11, 11, 5)):
        X = cam.p(x, deck(x), z)
        if i < 2:
            cycle(s, X[0], X[1], cam.m(z) * 1.75, d, face=s.lx)
        else:
            person(s, X[0], X[1], cam.m(z) * 1.6, d, "carry" if i == 3 else "walk")
    land.water(s, y0, None, "river", .42, .55)
    draw()
    if s.pal.sunny:
        land.glitter(s, s.fx + .08 * s.lx * s.W, y0, s.H, w=50, n=160)
    for px in (np.arange(xf - 40, xf + 41, 10) if not arch else (xf - 12, xf + 12)):
        x, y = cam.p(px, 0, z)
        s.oval(x, y, cam.m(z) * 1.1, cam.m(z) * .12, s.pal.sky[3], .35)
    for side in (-1, 1):
        for k in range(7):
            x = s.W * (.5 + side * rng.uniform(.36, .56))
            bush(s, x, s.H * rng.uniform(.9, 1.04), rng.uniform(50, 110) * s.u, 0, rng.choice(["leaf", "deep"]))
        reeds(s, s.W * (.5 + side * .43) - .1 * s.W, s.W * (.5 + side * .43) + .1 * s.W, s.H + 6, .16 * s.H, 50)
    y = min(.87 * s.H, s.fy + .28 * s.H)
    boat(s, s.fx - s.lx * .2 * s.W, y, cam.my(y) * 4.8, 0, face=s.lx)


@scene("dragon-canal")
def canal(s):
    from scenes_fields import paddies
    rng, cam = s.rng, stage(s, .16, 5.0, .9, .32, .46)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, "hill", .1)
    village(s, cam, -110, 110, 190, 14)
    land.ground(s, cam, paddies(s, 20, 30, 0))
    mid = lambda z: (s.fx / s.W - .5) * 10 + 4.5 * math.sin(z / 30 + 1.1) * min(1, z / 40)
    zs = list(np.geomspace(3.5, 170, 60))
    s.poly(cam.strip(mid, 8.2, zs), s.c("earth", .1, .6))
    s.poly(cam.strip(mid, 6.2, zs), s.c("concrete", .1, .9))
    s.poly(cam.strip(mid, 5.4, zs), s.c("concrete", .1, .25))
    m = s.mask(cam.strip(mid, 4.5, zs), blur=1)
    land.water(s, cam.hz + 3, m, "water", .4, .7)
    for z in zs[::-1]:
        for side in (-1, 1):
            if rng.random() < .75:
                x, y = cam.p(mid(z) + side * 4.5, 0, z)
                grass(s, x - cam.m(z) * .6, x + cam.m(z) * .6, y, cam.m(z) * .5, 18, cam.depth(z))
    for z in (95, 62, 40, 26, 17):
        x, y = cam.p(mid(z) + 5.4, 0, z)
        palm(s, x, y, cam.m(z) * 8, cam.depth(z), kind="areca")
    z = 19.0                                                       # a sluice gate with its wheel
    X = mid(z)
    for o in (-2.7, 2.7):
        a, b = cam.p(X + o - .25, 0, z), cam.p(X + o + .25, 2.6, z)
        s.rect(a[0], b[1], b[0], a[1], s.c("concrete", .05, .75))
    a, b = cam.p(X - 3.1, 2.5, z), cam.p(X + 3.1, 2.9, z)
    s.rect(a[0], b[1], b[0], a[1], s.c("concrete", .05, .55))
    a, b = cam.p(X - 2.4, .7, z), cam.p(X + 2.4, 2.0, z)
    s.rect(a[0], b[1], b[0], a[1], s.c("teal", .05, .45))
    s.line([cam.p(X, 1.5, z), cam.p(X, 3.9, z)], cam.m(z) * .12, s.c("metal", 0, .4))
    person(s, *cam.p(X + 1.5, 2.9, z), cam.m(z) * 1.6, .05, "stand")
    from things import people
    people(s, cam, [(*cam.p(mid(12) - 5.2, 0, 12), "carry"), (*cam.p(-18, 0, 33), "bend"), (*cam.p(-14, 0, 31), "bend"), (*cam.p(17, 0, 28), "bend")])
