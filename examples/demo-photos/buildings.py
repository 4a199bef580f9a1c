"""Houses and halls built of boxes, roofs over them, and what hangs on their walls."""
import math
import numpy as np

from space import box, light_of


class Plan:
    """A house's own axes: u to its right, w to its back, v up; p() gives pixels."""

    def __init__(self, cam, X, Z, w, dp, turn, Y=0.0):
        ct, st = math.cos(turn), math.sin(turn)
        self.cam, self.w, self.dp, self.Y = cam, w, dp, Y
        self.ux, self.uz = np.array([ct, 0, st]), np.array([-st, 0, ct])
        self.o = np.array([X, Y, Z]) - self.ux * w / 2

    def w3(self, u, v, w):
        return self.o + self.ux * u + self.uz * w + np.array([0, v, 0])

    def p(self, u, v, w):
        return self.cam.p(*self.w3(u, v, w))

    def sees(self, u, v, w, n):
        n3 = self.ux * n[0] + np.array([0, n[1], 0]) + self.uz * n[2]
        return n3 @ (np.array([0, self.cam.ch, 0]) - self.w3(u, v, w)) > 0

    def k(self, n):
        return light_of(self.cam.s, self.ux * n[0] + np.array([0, n[1], 0]) + self.uz * n[2])


def slope(P, quad, n, col, d, ribs=12, courses=5):
    """A roof plane: quad is eave-left, eave-right, ridge-right, ridge-left in the plan's axes."""
    s = P.cam.s
    k = P.k(n)
    a, b, c, e = (np.array(q, float) for q in quad)
    s.poly([P.p(*q) for q in (a, b, c, e)], s.c(col, d, k))
    w = max(.6, P.cam.m(max(P.o[2], 1)) * .05)
    for i in range(1, courses):
        t = i / courses
        s.line([P.p(*(a + (e - a) * t)), P.p(*(b + (c - b) * t))], w, s.c(col, d, k - .22), .45)
    for i in range(1, ribs):
        t = i / ribs
        s.line([P.p(*(a + (b - a) * t)), P.p(*(e + (c - e) * t))], w, s.c(col, d, k + (.2 if i % 2 else -.2)), .35)
    s.line([P.p(*a), P.p(*b)], w * 2.6, s.c(col, d, max(0, k - .35)))


def gable(P, h, rise, col, wall, d, over=.6, along=True):
    """A saddle roof over the plan, its ridge along the width (or, along=False, the depth)."""
    s, w, dp = P.cam.s, P.w, P.dp
    if along:
        m = dp / 2
        for n, q in (((0, .7, .7), [(w + over, h - .2, dp + over), (-over, h - .2, dp + over), (-over, h + rise, m), (w + over, h + rise, m)]),
                     ((0, .7, -.7), [(-over, h - .2, -over), (w + over, h - .2, -over), (w + over, h + rise, m), (-over, h + rise, m)])):
            if n[2] < 0:
                for u, nn in ((0, (-1, 0, 0)), (w, (1, 0, 0))):
                    if P.sees(u, h, m, nn):
                        s.poly([P.p(u, h, 0), P.p(u, h, dp), P.p(u, h + rise * .96, m)], s.c(wall, d, P.k(nn)))
            if P.sees(*q[2], n):
                slope(P, q, n, col, d)
    else:
        m = w / 2
        s.poly([P.p(0, h, 0), P.p(w, h, 0), P.p(m, h + rise * .96, 0)], s.c(wall, d, P.k((0, 0, -1))))
        qs = [((-.7, .7, 0), [(-over, h - .2, dp + over), (-over, h - .2, -over), (m, h + rise, -over), (m, h + rise, dp + over)]),
              ((.7, .7, 0), [(w + over, h - .2, -over), (w + over, h - .2, dp + over), (m, h + rise, dp + over), (m, h + rise, -over)])]
        for n, q in qs:
            if P.sees(*q[0], n):
                slope(P, q, n, col, d)
        e = [P.p(-over, h - .2, -over), P.p(m, h + rise, -over), P.p(w + over, h - .2, -over)]
        s.line(e, P.cam.m(max(1, P.o[2])) * .16, s.c(col, d, .2))


def hip(P, h, rise, col, d, over=.9, short=.28, lift=0.0):
    """A hipped roof; with lift its corners turn up as on a village hall or a pagoda."""
    s, w, dp = P.cam.s, P.w, P.dp
    m, r0, r1 = dp / 2, w * short, w * (1 - short)

    def side(a, b, ra, rb, n):
        a, b, ra, rb = (np.array(q, float) for q in (a, b, ra, rb))
        k = P.k(n)
        ts = np.linspace(0, 1, 15)
        eave = [a + (b - a) * t + np.array([0, lift * abs(2 * t - 1) ** 4, 0]) for t in ts]
        ra_, rb_ = ra + np.array([0, lift * .35, 0]), rb + np.array([0, lift * .35, 0])

        def edge(p, q):
            return [p + (q - p) * t - np.array([0, (rise * .13 if lift else 0) * math.sin(t * math.pi), 0]) for t in np.linspace(0, 1, 8)]
        right, left = edge(eave[-1], rb_), edge(eave[0], ra_)
        s.poly([P.p(*q) for q in eave] + [P.p(*q) for q in right] + [P.p(*q) for q in left[::-1]], s.c(col, d, k))
        px = max(.6, P.cam.m(max(P.o[2], 1)) * .045)
        for j in range(1, 7):
            l, r_, t = left[j], right[j], j / 7
            row = [l + (r_ - l) * q + np.array([0, lift * abs(2 * q - 1) ** 4 * (1 - t), 0]) * .6 for q in np.linspace(0, 1, 9)]
            s.line([P.p(*q) for q in row], px, s.c(col, d, k - .25), .5, smooth=True)
        for j in range(1, 22):
            t = j / 22
            e0 = a + (b - a) * t + np.array([0, lift * abs(2 * t - 1) ** 4, 0])
            s.line([P.p(*e0), P.p(*((e0 + ra_ + (rb_ - ra_) * t) / 2 - np.array([0, rise * .12 if lift else 0, 0]))), P.p(*(ra_ + (rb_ - ra_) * t))], px, s.c(col, d, k + (.2 if j % 2 else -.2)), .3)
        s.line([P.p(*q) for q in eave], px * 4.5, s.c(col, d, max(0, k - .4)), smooth=True)
        for e in (left, right):
            s.line([P.p(*q) for q in e], px * 5, s.c("stone" if lift else col, d, k), smooth=True)

    A, B, C, D = (-over, h, -over), (w + over, h, -over), (w + over, h, dp + over), (-over, h, dp + over)
    R0, R1 = (r0, h + rise, m), (r1, h + rise, m)
    for a, b, ra, rb, n in ((C, D, R1, R0, (0, .7, .7)), (D, A, R0, R0, (-.7, .7, 0)), (B, C, R1, R1, (.7, .7, 0)), (A, B, R0, R1, (0, .7, -.7))):
        if P.sees(*ra, n):
            side(a, b, ra, rb, n)
    if lift:
        top = [P.p(r0 - .3 + (r1 - r0 + .6) * t, h + rise + lift * (.35 + .5 * abs(2 * t - 1) ** 3), m) for t in np.linspace(0, 1, 11)]
        s.line(top, P.cam.m(max(1, P.o[2])) * .38, s.c("stone", d, .75), smooth=True)
        for t in (0, -1):
            x, y = top[t]
            q = P.cam.m(max(1, P.o[2])) * .5
            s.line([(x, y), (x + (q if t else -q) * .5, y - q), (x + (q if t else -q) * -.1, y - q * 1.6)], q * .32, s.c("stone", d, .75), smooth=True)


def cast(P, h, a=.34):
    """The shade that a building throws on the ground."""
    s = P.cam.s
    dx = -s.lx * h * .75
    pts = [P.p(0, 0, 0), P.p(P.w, 0, 0), P.p(P.w, 0, P.dp), P.p(0, 0, P.dp)]
    q = [P.cam.p(*(P.w3(u, 0, w) + np.array([dx, 0, -.2 * h]))) for u, w in ((0, 0), (P.w, 0), (P.w, P.dp), (0, P.dp))]
    pts2 = sorted(set((float(x), float(y)) for x, y in pts + q))

    def half(ps):                                                   # one half of the convex hull
        out = []
        for p in ps:
            while len(out) > 1 and (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1]) - (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0]) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]
    s.poly(half(pts2) + half(pts2[::-1]), s.pal.shade * .4, a * (1 if s.pal.sunny else .7), blur=P.cam.m(max(1, P.o[2])) * .12 + 1)


def house(cam, X, Z, w=7, dp=6, h=3.2, turn=0.0, wall="wall", roof="tile", kind="gable", rise=2.0, lit=None, door=True, windows=2, d=None, vis=260.0):
    """A village house; returns its visible faces."""
    s = cam.s
    lit = (s.pal.night or (s.pal.time in ("dusk", "rain") and s.rng.random() < .5)) if lit is None else lit
    P = Plan(cam, X, Z, w, dp, turn)
    d = cam.depth(Z, vis) if d is None else d
    if d < .7:
        cast(P, h + rise * .5)
    F = box(cam, X, Z, w, dp, h, wall, turn, d=d, top=wall)
    for name, f in F.items():
        if name == "top" or cam.m(Z) < 5:
            continue
        f.rect(0, 0, f.w, .35, "stone", f.k * .8)
        f.raw(0, h - .75, f.w, h, s.pal.shade * .35, .28)            # shade under the eaves
        if name == "front":
            n = windows
            cols = n + (1 if door else 0)
            for i in range(cols):
                u = f.w * (i + .5) / cols
                if door and i == cols // 2:
                    f.rect(u - .62, 0, u + .62, 2.3, "wood", f.k * .75)
                    f.rect(u - .5, .1, u + .5, 2.2, "darkwood", f.k * .6)
                    if lit:
                        f.raw(u - .5, .1, u + .5, 2.2, s.pal.get("lamp"), .85)
                    else:
                        f.rect(u - .5, .1, u - .02, 2.2, "teal", f.k * .75)
                        f.rect(u + .02, .1, u + .5, 2.2, "teal", f.k * .9)
                else:
                    f.window(u - .5, 1.05, 1.0, 1.15, "wood", lit)
        else:
            f.window(f.w / 2 - .5, 1.05, 1.0, 1.1, "wood", lit and s.rng.random() < .6)
    if kind == "gable":
        gable(P, h, rise, roof, wall, d)
    elif kind == "end":
        gable(P, h, rise, roof, wall, d, along=False)
    elif kind == "hip":
        hip(P, h, rise, roof, d)
    elif kind == "curved":
        hip(P, h, rise, roof, d, over=1.4, lift=.9)
    elif kind == "flat":
        box(cam, X - .0, Z - .3, w + .6, dp + .6, .35, "plaster", turn, Y=h, d=d)
    return P, F


def village(s, cam, x0, x1, z, n, roofs=("tile", "tile2", "tin", "tinred", "tinblue"), vis=260.0, trees=True):
    """Houses among trees along a distance z, far enough to be small."""
    from plants import tree, palm
    rng = s.rng
    for i in sorted(range(n), key=lambda i: -((i * 37) % 11)):
        Z = z * (1 + .03 * ((i * 37) % 11))
        X = x0 + (x1 - x0) * (i + rng.uniform(.1, .9)) / n
        if trees:
            for _ in range(2):
                tx, tz = X + rng.normal(0, 6), Z + rng.uniform(4, 9)
                x, y = cam.p(tx, 0, tz)
                (palm if rng.random() < .25 else tree)(s, x, y, cam.m(tz) * rng.uniform(6, 10), cam.depth(tz, vis))
        house(cam, X, Z, rng.uniform(6, 9), 6, rng.uniform(2.9, 3.6), rng.uniform(-.5, .5), rng.choice(["wall", "wall2", "plaster", "mint", "blue"]), rng.choice(list(roofs)), rng.choice(["gable", "gable", "hip", "end"]), vis=vis)


def stilt_house(cam, X, Z, w=11, dp=7, turn=.25, thatch="thatch", d=None, vis=260.0, tall=False):
    """A wooden house on stilts with stairs; tall: the high steep roof of a Central Highlands hall."""
    s = cam.s
    d = cam.depth(Z, vis) if d is None else d
    fl, h = 2.0, 2.3
    P = Plan(cam, X, Z, w, dp, turn)
    cast(P, 4 if not tall else 7, .4)
    s.poly([P.p(0, fl, 0), P.p(w, fl, 0), P.p(w, 0, dp), P.p(0, 0, dp)], s.pal.shade * .3, .4)
    for ww in np.linspace(dp, 0, 4):
        for u in np.linspace(.2, w - .2, 7):
            (x, y), (x1, y1) = P.p(u, 0, ww), P.p(u, fl, ww)
            s.line([(x, y), (x1, y1)], cam.m(Z) * .24, s.c("darkwood", d, .2 + .5 * (ww < .1)))
    F = box(cam, X, Z, w, dp, h, "wood", turn, Y=fl, d=d)
    lit = s.pal.night or s.pal.time in ("dusk", "mist", "rain")
    for name, f in F.items():
        if name == "top":
            continue
        for i in range(1, int(f.w * 2.2)):
            u = i / 2.2
            f.rect(u - .02, 0, u + .02, h, "darkwood", f.k * .5, a=.6)
        f.raw(0, h - .8, f.w, h, s.pal.shade * .3, .4)
        n = 3 if name == "front" else 1
        for i in range(n):
            f.window(f.w * (i + .5) / n - .5, .55, 1.0, 1.2, "darkwood", lit and (i + n) % 2 == 0, 3)
        f.rect(-.15, -.22, f.w + .15, 0, "darkwood", f.k)
        f.rect(0, .05, f.w, .12, "straw", f.k)
    if tall:
        hatchet(P, fl + h - .3, 7.6, thatch, d)
    else:
        hip(P, fl + h - .35, 3.1, thatch, d, over=1.15, short=.2)
    # stairs to the front
    u0 = w * .2 if turn > 0 else w * .7
    for i in range(8):
        t = i / 7
        a, b = P.p(u0, fl * t, -2.0 * (1 - t)), P.p(u0 + 1.2, fl * t, -2.0 * (1 - t))
        s.line([a, b], cam.m(Z) * .09, s.c("wood", d, .8))
    for du in (0, 1.2):
        s.line([P.p(u0 + du, 0, -2.0), P.p(u0 + du, fl, 0)], cam.m(Z) * .1, s.c("darkwood", d, .4))
    return P, F


def hatchet(P, h, rise, col, d):
    """The steep thatched roof of a rong house, its sides bowed like an axe's blade."""
    s, w, m = P.cam.s, P.w, P.dp / 2

    def at(t, q):
        bow = 1.06 - .34 * math.sin(t * math.pi * .5) + .14 * t ** 3
        flare = (1 - t) ** 2 * .9
        return P.p(w / 2 + (q - .5) * w * bow, h + rise * t + .5 * t ** 4 * (2 * q - 1) ** 2, -flare + m * t)
    ts = np.linspace(0, 1, 14)
    for u, n in ((0, (-1, 0, 0)), (1, (1, 0, 0))):
        if P.sees(u * w, h, m, n):
            back = [P.p(w / 2 + (u - .5) * w * (1.06 - .34 * math.sin(t * math.pi * .5) + .14 * t ** 3), h + rise * t + .5 * t ** 4, 2 * m * (1 - t) + m * t) for t in ts]
            s.poly([at(t, u) for t in ts] + back[::-1], s.c(col, d, P.k(n)))
    k = P.k((0, .35, -.9))
    s.poly([at(t, 0) for t in ts] + [at(1, q) for q in ts] + [at(t, 1) for t in ts[::-1]], s.c(col, d, k))
    px = P.cam.m(max(1, P.o[2]))
    for t in np.linspace(.03, .97, 26):                             # courses of thatch
        s.line([at(t + s.rng.normal(0, .004), q) for q in np.linspace(0, 1, 14)], px * .07, s.c(col, d, k + s.rng.choice([-.25, .18])), .5)
    for _ in range(260):
        t, q = s.rng.uniform(0, .94), s.rng.uniform(.02, .98)
        s.line([at(t, q), at(t + .05, q)], px * .05, s.c(col, d, k + s.rng.choice([-.3, .3])), .45)
    s.line([at(0, q) for q in ts], px * .3, s.c("darkwood", d, .3))
    s.line([at(1, q) for q in ts], px * .34, s.c("darkwood", d, .6))
    for q in np.linspace(.06, .94, 9):
        x, y = at(1, q)
        s.line([(x - px * .2, y + px * .1), (x + px * .2, y - px * .75)], px * .1, s.c("darkwood", d, .5))
        s.line([(x + px * .2, y + px * .1), (x - px * .2, y - px * .75)], px * .1, s.c("straw", d, .6))
    for t in (.3, .55):                                             # bands of a woven pattern
        for q in np.linspace(.08, .92, 15):
            x, y = at(t, q)
            s.poly([(x - px * .24, y), (x, y - px * .24), (x + px * .24, y), (x, y + px * .24)], s.c("straw", d, k + .2), .5)


def fence(s, cam, pts, h=1.0, step=.5, col="bamboo", rails=2):
    """A fence along ground points (X, Z)."""
    for (xa, za), (xb, zb) in zip(pts, pts[1:]):
        l = math.hypot(xb - xa, zb - za)
        n = max(2, int(l / step))
        for r in range(rails):
            hh = h * (.35 + .5 * r)
            Zm = (za + zb) / 2
            s.line([cam.p(xa, hh, za), cam.p(xb, hh, zb)], max(.8, cam.m(Zm) * .05), s.c(col, cam.depth(Zm), .6))
        for i in range(n + 1):
            t = i / n
            X, Z = xa + (xb - xa) * t, za + (zb - za) * t
            s.line([cam.p(X, 0, Z), cam.p(X, h, Z)], max(.8, cam.m(Z) * .07), s.c(col, cam.depth(Z), .3 + .5 * (i % 2)))


def pole_wire(s, cam, spots, h=7.0):
    """Power poles with sagging wires through ground points (X, Z), near to far."""
    tops = []
    for X, Z in spots:
        d = cam.depth(Z)
        a, b = cam.p(X, 0, Z), cam.p(X, h, Z)
        s.line([a, b], max(1, cam.m(Z) * .2), s.c("concrete", d, .45))
        s.line([cam.p(X - .7, h - .5, Z), cam.p(X + .7, h - .5, Z)], max(.8, cam.m(Z) * .1), s.c("metal", d, .4))
        tops.append([cam.p(X - .6, h - .4, Z), cam.p(X + .6, h - .4, Z)])
    for p, q in zip(tops, tops[1:]):
        for k in (0, 1):
            (xa, ya), (xb, yb) = p[k], q[k]
            s.line([(xa, ya), ((xa + xb) / 2, (ya + yb) / 2 + abs(xb - xa) * .06 + 2), (xb, yb)], max(.7, 1.3 * s.u), s.c("dark", .2, .4), .7, smooth=True)
