"""Schools, stations, tanks, roofs: what was built."""
import numpy as np

import land
from buildings import Plan, box, gable, house
from palette import mix
from plants import banana, bush, flowers, grass, overhang, palm, potted, tree
from registry import scene, stage
from scenes_village import ROOFS, WALLS, borders
from things import birds, cycle, people, person


def yard(s, lift=-.04, ch=2.0, kind=None, ground="sand", height=.2):
    cam = stage(s, lift, ch, 1.0, .42, .58)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, kind, height)
    land.ground(s, cam, land.meadow(s, ground, "grass", 5, .0))
    return cam, (s.fx - cam.vx) / cam.f


def backdrop(s, cam, vx, n=14, z0=40, z1=60):
    for i in range(n):
        z = s.rng.uniform(z0, z1)
        x, y = cam.p(vx * z + s.rng.uniform(-34, 34), 0, z)
        (palm if s.rng.random() < .35 else tree)(s, x, y, cam.m(z) * s.rng.uniform(7, 11), cam.depth(z, 150))


def long_house(s, cam, X, z, w, dp, h, turn, wall, roof, bays, rise=2.2, trim="teal", columns=True):
    """A long low public building with a veranda."""
    P, F = house(cam, X, z, w, dp, h, turn, wall, roof, "none", d=.05, door=False, windows=0, lit=False)
    f = F["front"]
    lit = s.pal.time in ("dusk", "night", "mist", "rain")
    for i in range(bays):
        u = w * (i + .5) / bays
        b = w / bays
        if i % 2 == bays // 2 % 2:
            f.rect(u - .7, 0, u + .7, 2.35, "wood", f.k)
            f.rect(u - .58, 0, u - .03, 2.25, trim, f.k * .8)
            f.rect(u + .03, 0, u + .58, 2.25, trim, f.k * 1.0)
        else:
            f.window(u - b * .3, .95, b * .6, 1.3, trim, lit, 4)
    f.raw(0, h - .95, w, h, s.pal.shade * .3, .4)
    f.rect(0, 0, w, .3, "stone", f.k * .85)
    box(cam, X, z - 1.9, w + .2, 1.95, .22, "stone", turn, d=.04)
    if columns:
        for i in range(bays + 1):
            u = .2 + (w - .4) * i / bays
            a, b, c = P.p(u - .14, .2, -1.6), P.p(u + .14, h, -1.6), P.p(u, .2, -1.6)
            s.rect(a[0], b[1], b[0], a[1], s.c("wall", .03, .55))
            s.rect(a[0] if s.lx < 0 else c[0], b[1], b[0] if s.lx > 0 else c[0], a[1], s.c("wall", .03, .95))
    gable(P, h, rise, roof, wall, .05, 1.9)
    return P, F


@scene("school")
def school(s):
    rng = s.rng
    cam, vx = yard(s, kind="hill", height=.16)
    backdrop(s, cam, vx)
    turn = .2 * s.lx
    long_house(s, cam, vx * 23, 23, 22, 7, 3.5, turn, "wall2", "tile", 7)
    x, y = cam.p(vx * 18 + 9.5 * s.lx, 0, 18)
    tree(s, x, y, cam.m(18) * 7.5, .03, "deep", 1.2)
    for z in (17, 20):
        x, y = cam.p(vx * z - 9 * s.lx, 0, z)
        potted(s, x, y, cam.m(z) * 1.4)
    spots = [(*cam.p(vx * z + X, 0, z), rng.choice(["walk", "stand", "walk"])) for X, z in [(rng.uniform(-7, 7), rng.uniform(12, 20)) for _ in range(17)]]
    for x, y, pose in sorted(spots, key=lambda q: q[1]):
        h = cam.my(y) * rng.uniform(1.05, 1.3)
        person(s, x, y, h, .03, pose, top="white", legs="indigo", hatted=rng.random() < .25)
        s.rect(x - h * .09, y - h * .76, x + h * .09, y - h * .5, s.c(rng.choice(["brick", "teal", "rose", "ochre"]), 0, .7))
    z = 12.5
    x, y = cam.p(vx * z + 4.2, 0, z)
    cycle(s, x, y, cam.m(z) * 1.6, 0, False)
    flowers(s, 0, .26 * s.W, s.H + 6, .13 * s.H, "flower", 34)
    flowers(s, .76 * s.W, s.W, s.H + 6, .11 * s.H, "rose", 30)
    overhang(s)


@scene("health-station")
def health(s):
    cam, vx = yard(s, kind="peak", ground="grass", height=.27)
    land.mist(s, cam.hz - .05 * s.H, .06 * s.H, .5)
    backdrop(s, cam, vx, 10)
    turn = -.22 * s.lx
    P, F = long_house(s, cam, vx * 24, 24, 16, 7, 3.5, turn, "white", "tin", 5, 1.9, "mint")
    a = P.p(8, 4.35, -1.9)
    r = cam.m(24) * .55
    s.oval(a[0], a[1], r * 1.5, r * 1.5, s.c("white", 0, 1))
    s.rect(a[0] - r, a[1] - r * .3, a[0] + r, a[1] + r * .3, s.c("5a9a7c", 0, .75))
    s.rect(a[0] - r * .3, a[1] - r, a[0] + r * .3, a[1] + r, s.c("5a9a7c", 0, .75))
    mid = lambda q: vx * q
    zs = list(np.geomspace(2.5, 22, 20))
    s.poly(cam.strip(mid, 2.6, zs), s.c("concrete", .04, .85))
    for q in np.geomspace(3, 21, 12):
        s.line([cam.p(mid(q) - 1.3, 0, q), cam.p(mid(q) + 1.3, 0, q)], max(.7, cam.m(q) * .02), s.c("concrete", .05, .4), .5)
    borders(s, cam, mid, 2.6, ["white", "flower", "rose"], np.geomspace(20, 3, 14), .45)
    for k, z in ((-7, 19), (7.5, 20)):
        x, y = cam.p(vx * z + k, 0, z)
        tree(s, x, y, cam.m(z) * 5, .04, "leaf")
    people(s, cam, [(*cam.p(vx * z + X, 0, z), p) for X, z, p in ((.3, 15, "walk"), (-.45, 15.2, "walk"), (4.5, 20.5, "stand"), (-5, 20.5, "stand"), (-.2, 19.5, "stand"))], hatted=False)
    x, y = cam.p(vx * 13 + 4.2 * s.lx, 0, 13)
    bike(s, x, y, cam.m(13) * 1.0)
    overhang(s)


def bike(s, x, y, h):
    """A parked motorbike."""
    s.shadow(x, y, h * .9, h * .1)
    for k in (-.55, .58):
        s.cv.drawCircle(float(x + k * h), float(y - h * .26), float(h * .22), s.paint(s.c("dark", 0, .3), 1, 0, h * .09))
    s.poly([(x - h * .7, y - h * .62), (x - h * .2, y - h * .7), (x + h * .1, y - h * .45), (x + h * .42, y - h * .9), (x + h * .6, y - h * .4), (x + h * .2, y - h * .25), (x - h * .4, y - h * .3)], s.c("brick", 0, .6), smooth=True)
    s.poly([(x - h * .78, y - h * .7), (x - h * .1, y - h * .74), (x - h * .05, y - h * .62), (x - h * .7, y - h * .58)], s.c("dark", 0, .5))
    s.line([(x + h * .58, y - h * .26), (x + h * .38, y - h * 1.0), (x + h * .26, y - h * 1.03)], h * .05, s.c("metal", 0, .6))


@scene("solar-roof")
def solar(s):
    rng = s.rng
    cam = stage(s, .14, 8.5, 1.0, .3, .42)
    land.sky(s, cam.hz)
    land.ridge(s, cam.hz, .05 * s.H, .85, "deep", 800)
    land.water(s, cam.hz + 2, None, "sea", .55, .4)
    zc = 120
    m = s.mask([(-9, cam.p(0, 0, zc)[1] + 20 * s.u), (.3 * s.W, cam.p(0, 0, zc)[1] - 6 * s.u), (.7 * s.W, cam.p(0, 0, zc)[1] + 4 * s.u), (s.W + 9, cam.p(0, 0, zc)[1] - 10 * s.u), (s.W + 9, s.H + 9), (-9, s.H + 9)], False)
    land.ground(s, cam, land.meadow(s, "grass", "deep", 7, .3), mask=m)
    vx = (s.fx - cam.vx) / cam.f
    for z in (100, 78, 60, 46, 35):
        for i in range(-5, 6):
            X = i * 13 + rng.uniform(-3, 3)
            if abs(X - vx * z) < 6 and z < 40:
                continue
            if rng.random() < .35:
                x, y = cam.p(X + 5, 0, z + 4)
                (palm if rng.random() < .6 else tree)(s, x, y, cam.m(z) * 7, cam.depth(z))
            P, F = house(cam, X, z, rng.uniform(7, 10), 7, rng.uniform(3, 4.5), rng.uniform(-.35, .35), rng.choice(WALLS), rng.choice(ROOFS), "gable", 2.0)
            if rng.random() < .7:
                panels(s, P, P.w, P.dp, 3.6, 2.0, 3, 2, hgt=F["top"].o[1])
    z, w, dp, h = 17.5, 13, 9, 3.6
    P, F = house(cam, vx * z, z, w, dp, h, .28 * s.lx, "wall", "tile", "gable", 3.1, windows=4, d=.03)
    panels(s, P, w, dp, h, 3.1, 6, 3, hgt=h)
    for X, q in ((-11, 17), (10.5, 16), (-7.5, 12), (12, 24)):
        x, y = cam.p(vx * q + X, 0, q)
        (palm if X > 0 or q > 16 else banana)(s, x, y, cam.m(q) * (9 if X > 0 or q > 16 else 3.4), .02)
    for q, X in ((12, 3), (11.5, -4)):
        for k in range(4):
            bush(s, *cam.p(vx * q + X + k * 1.3, 0, q), cam.m(q) * .7, 0, "leaf", rng.choice([None, "flower"]))
    people(s, cam, [(*cam.p(vx * 12.8 + 1, 0, 12.8), "stand"), (*cam.p(vx * 12.8 + 2, 0, 12.9), "stand")])
    birds(s, s.W * .3, cam.hz * .5, 6)
    overhang(s)


def panels(s, P, w, dp, h, rise, nx, ny, hgt):
    """Solar panels on the front slope of a saddle roof."""
    h = hgt
    ev, rd = np.array([0, h - .2, -.6]), np.array([0, h + rise, dp / 2])
    n = (0, .7, -.7)
    if not P.sees(0, h, 0, n):
        return
    px = max(.6, P.cam.m(max(1, P.o[2])) * .04)
    for i in range(nx):
        for j in range(ny):
            t0, t1 = .14 + .76 * j / ny, .14 + .76 * (j + .9) / ny
            u0, u1 = w * (.08 + .84 * i / nx), w * (.08 + .84 * (i + .93) / nx)

            def q(u, t):
                v = ev + (rd - ev) * t
                return P.p(u, v[1] + .12, v[2])
            s.poly([q(u0, t0), q(u1, t0), q(u1, t1), q(u0, t1)], s.c("2f4766", .05, .75))
            s.poly([q(u0, t1), q(u0 + (u1 - u0) * .7, t1), q(u0, t0 + (t1 - t0) * .2)], mix(s.c("5f86a8", .05, .9), s.pal.sky[2], .35), .5)
            for k in (.33, .66):
                s.line([q(u0 + (u1 - u0) * k, t0), q(u0 + (u1 - u0) * k, t1)], px, s.c("8fa8bd", 0, .8), .5)
            s.line([q(u0, (t0 + t1) / 2), q(u1, (t0 + t1) / 2)], px, s.c("8fa8bd", 0, .8), .5)
            s.line([q(u0, t0), q(u1, t0), q(u1, t1), q(u0, t1), q(u0, t0)], px * 1.3, s.c("salt", .05, .9), .9)


@scene("house-building")
def house_building(s):
    rng = s.rng
    cam, vx = yard(s, -.02, 2.1, ground="earth", height=.22)
    backdrop(s, cam, vx, 12)
    for X, q in ((-20, 40), (21, 38)):
        house(cam, vx * q + X, q, 8, 6, 3.2, .3 if X < 0 else -.3, rng.choice(WALLS), rng.choice(ROOFS))
    z, w, dp, h, turn = 17.5, 9.5, 7, 3.5, .3 * s.lx
    P = Plan(cam, vx * z, z, w, dp, turn)
    F = box(cam, vx * z, z, w, dp, h, "brick", turn, d=.03)
    for name, f in F.items():
        if name == "top":
            continue
        for j in range(1, 15):                                     # courses of brick, unevenly
            f.rect(0, j * h / 15 - .012, f.w, j * h / 15 + .012, "plaster", f.k * .8, .45)
        for _ in range(70):
            u, v = rng.uniform(0, f.w - .5), int(rng.uniform(0, 15)) * h / 15
            f.rect(u, v + .02, u + .45, v + h / 15 - .02, "tile" if rng.random() < .5 else "ochre", f.k, .4)
        for u in np.linspace(.2, f.w - .2, 3 if name != "front" else 4):
            f.rect(u - .18, 0, u + .18, h, "concrete", f.k)
        f.rect(0, h - .3, f.w, h, "concrete", f.k * 1.05)
        if name == "front":
            f.rect(f.w * .43, 0, f.w * .57, 2.2, "dark", .35)
            for c in (.2, .8):
                f.rect(f.w * c - .6, 1.0, f.w * c + .6, 2.2, "dark", .4)
                f.rect(f.w * c - .7, .9, f.w * c + .7, 1.0, "concrete", f.k * 1.1)
        else:
            f.rect(f.w / 2 - .55, 1.0, f.w / 2 + .55, 2.2, "dark", .4)
    for u in np.linspace(-.4, w + .4, 11):
        for e, r in (((u, h - .1, dp + .6), (u, h + 2.3, dp / 2)), ((u, h - .1, -.6), (u, h + 2.3, dp / 2))):
            s.line([P.p(*e), P.p(*r)], cam.m(z) * .1, s.c("wood", .03, .75 if e[2] < 0 else .3))
    for t in np.linspace(0, 1, 7):
        s.line([P.p(-.5, h - .1 + 2.4 * t, -.6 + (dp / 2 + .6) * t), P.p(w + .5, h - .1 + 2.4 * t, -.6 + (dp / 2 + .6) * t)], cam.m(z) * .06, s.c("wood", .03, .9))
    from buildings import slope
    u0, u1 = (-.5, w * .45) if s.lx < 0 else (w * .55, w + .5)
    slope(P, [(u0, h - .1, -.6), (u1, h - .1, -.6), (u1, h + 2.3, dp / 2), (u0, h + 2.3, dp / 2)], (0, .7, -.7), "tile", .03, 8, 6)
    for k in range(2):
        x, y = P.p((u0 + u1) / 2 + (k - .2) * 2.6 * -s.lx, h + .75 + .3 * k, 1.0)
        person(s, x, y, cam.m(z) * 1.5, .02, "bend")
    for lvl in (1.7, 3.2):                                         # scaffolding
        s.poly([P.p(-.8, lvl, -1.5), P.p(w + .8, lvl, -1.5), P.p(w + .8, lvl, -.5), P.p(-.8, lvl, -.5)], s.c("bamboo", .02, .35))
        s.line([P.p(-.8, lvl, -1.5), P.p(w + .8, lvl, -1.5)], cam.m(z) * .11, s.c("bamboo", .02, .8))
    for u in np.linspace(-.6, w + .6, 7):
        s.line([P.p(u, 0, -1.5), P.p(u + .06, 4.3, -1.5)], cam.m(z) * .09, s.c("bamboo", .02, .55))
    s.line([P.p(-.6, 0, -1.5), P.p(w * .45, 3.2, -1.5)], cam.m(z) * .07, s.c("bamboo", .02, .7))
    s.line([P.p(w + .6, 0, -1.5), P.p(w * .55, 3.2, -1.5)], cam.m(z) * .07, s.c("bamboo", .02, .7))
    for u in (2.2, 6.9):
        x, y = P.p(u, 1.72, -1.2)
        person(s, x, y, cam.m(z) * 1.55, .02, "stand")
    spots = [(*cam.p(vx * q + X, 0, q), p) for X, q, p in ((-3.6, 13, "bend"), (2.4, 13.4, "carry"), (5.4, 13, "stand"), (4.4, 13.2, "bend"))]
    for X, q, c in ((-5.2, 13.2, "sand"), (6.6, 14.4, "stone")):
        x, y = cam.p(vx * q + X, 0, q)
        m = cam.m(q)
        s.shadow(x, y, m * 1.6, m * .2)
        s.poly([(x - m * 1.5, y), (x - m * .1, y - m * 1.0), (x + m * 1.5, y), (x, y + m * .15)], s.c(c, 0, .4))
        s.poly([(x - m * .1, y - m), (x + s.lx * m * 1.5, y), (x, y + m * .15)], s.c(c, 0, .95))
    for i in range(4):
        for j in range(7):
            box(cam, vx * 11.4 + 2.6 * -s.lx + j * .30 * s.lx, 11.4, .28, .5, .16, ["brick", "tile"][(i + j) % 2], 0, Y=i * .17)
    people(s, cam, spots)
    for x in np.arange(0, s.W, 80 * s.u):
        if rng.random() < .5:
            grass(s, x, x + 70 * s.u, rng.uniform(.92, 1.03) * s.H, 44 * s.u, 18)
    overhang(s)
