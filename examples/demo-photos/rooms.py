"""A room seen from inside and what it is furnished with."""
import math
import numpy as np

from palette import mix
from plants import cloud_of
from space import Camera, Face, box


class Room:
    """A room seen from inside: w wide, deep and high metres; the eye at (0, ch)."""

    def __init__(self, s, w=7.5, deep=8.0, h=3.1, wall="wall", floor="tile", ch=1.55, f=.62, dado="mint"):
        s.indoor = True
        self.s, self.w, self.deep, self.h = s, w, deep, h
        self.cam = cam = Camera(s, float(np.clip(s.fy / s.H - .1, .36, .46)), ch, f, .5)
        pal = s.pal
        if pal.night or pal.time == "dusk":                        # lamps are on inside
            pal.light, pal.shade = np.array([1.0, .88, .68]), np.array([.42, .36, .36])
        else:
            pal.shade = pal.shade * .9 + .06
        X = w / 2
        self.back = Face(cam, (-X, 0, deep), (1, 0, 0), (0, 1, 0), wall, .55, 0)
        self.left = Face(cam, (-X, 0, .3), (0, 0, 1), (0, 1, 0), wall, .75 if s.lx > 0 else .32, 0)
        self.right = Face(cam, (X, 0, .3), (0, 0, 1), (0, 1, 0), wall, .75 if s.lx < 0 else .32, 0)
        self.floor = Face(cam, (-X, 0, .3), (1, 0, 0), (0, 0, 1), floor, .6, 0)
        top = Face(cam, (-X, h, .3), (1, 0, 0), (0, 0, 1), wall, .5, 0)
        top.rect(0, 0, w, deep - .3, "white", .42)
        for i in range(1, 6):
            top.rect(0, deep * i / 6 - .06, w, deep * i / 6 + .06, "white", .3, .5)
        for f_, l in ((self.left, deep - .3), (self.right, deep - .3), (self.back, w)):
            f_.rect(0, 0, l, h)
            f_.rect(0, 0, l, 1.05, dado, f_.k * .95)
            f_.rect(0, 1.05, l, 1.1, "wood", f_.k)
            f_.raw(0, h - .5, l, h, pal.shade * .4, .10)
        self.floor.rect(0, 0, w, deep - .3)
        n = int(deep / .6)
        for i in range(n):
            for j in range(int(w / .6) + 1):
                if (i + j) % 2:
                    self.floor.rect(j * .6, i * .6, min(w, j * .6 + .6), min(deep - .3, i * .6 + .6), floor, .6 + .12 * s.rng.random(), .6)
        s.vgrad([cam.p(-X, 0, deep), cam.p(X, 0, deep), cam.p(X, 0, 1), cam.p(-X, 0, 1)], pal.glowcol, pal.shade * .3, at=.10, ab=.32)

    def window(self, face, u, v, w, h, frame="teal", view=True):
        """A window with the country outside, its light in the room."""
        s, pal = self.s, self.s.pal
        face.rect(u - .09, v - .09, u + w + .09, v + h + .09, frame, .5)
        q = [face.q(u, v), face.q(u + w, v), face.q(u + w, v + h), face.q(u, v + h)]
        hi, lo = mix(pal.sky[1], pal.sky[2], .5), mix(pal.sky[3], np.ones(3), .1 if not pal.night else 0)
        s.cv.save()
        s.cv.clipPath(s.path(q), True)
        s.vgrad(q, hi, lo)
        x0, x1 = min(p[0] for p in q), max(p[0] for p in q)
        y0, y1 = min(p[1] for p in q), max(p[1] for p in q)
        tint = pal.sky[0]
        for k in range(2):
            pts = [(x0 - 9, y1 + 9)] + [(x0 + (x1 - x0) * t, y1 - (y1 - y0) * (.42 - .17 * k + .09 * math.sin(5 * t + 2 * k + u))) for t in np.linspace(0, 1, 9)] + [(x1 + 9, y1 + 9)]
            s.poly(pts, mix(mix(pal.get("deep"), tint, .62 - .3 * k), pal.sky[2], .2) * (1 if not pal.night else .5), smooth=False)
        s.ovals(cloud_of(s.rng, x0 + (x1 - x0) * .3, y1, (x1 - x0) * .5, (y1 - y0) * .2, 40, (x1 - x0) * .03, (x1 - x0) * .07), mix(pal.get("leaf"), tint, .25) * (1 if not pal.night else .4))
        s.cv.restore()
        for i in (1, 2):
            face.rect(u + w * i / 3 - .03, v, u + w * i / 3 + .03, v + h, frame, .6)
        face.rect(u, v + h * .68 - .03, u + w, v + h * .68 + .03, frame, .6)
        face.rect(u - .16, v - .16, u + w + .16, v - .06, "white", .8)
        if not pal.night:
            cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
            s.glow(cx, cy, (x1 - x0 + y1 - y0) * .9, pal.glowcol, .22)

    def beam(self, u0, u1, z0, z1, slant=1.2, a=.28):
        """A patch of sunlight on the floor."""
        s = self.s
        if s.pal.night:
            return
        k = s.lx * -slant
        n = 3
        for i in range(n):
            a0, a1 = u0 + (u1 - u0) * i / n, u0 + (u1 - u0) * (i + .86) / n
            s.poly([self.floor.q(a0, z1), self.floor.q(a1, z1), self.floor.q(a1 + k, z0), self.floor.q(a0 + k, z0)], s.pal.glowcol, a, blur=5 * s.u)

    def lamps(self, n=3):
        s, cam = self.s, self.cam
        on = s.pal.time in ("night", "dusk", "rain", "mist")
        for i in range(n):
            z = 2.2 + (self.deep - 2.6) * i / max(1, n - 1)
            for X in (-self.w * .22, self.w * .22):
                a, b = cam.p(X - .6, self.h - .12, z), cam.p(X + .6, self.h - .12, z)
                s.line([a, b], cam.m(z) * .07, "fff2cf" if on else s.c("white", 0, .9))
                if on:
                    s.glow((a[0] + b[0]) / 2, a[1], cam.m(z) * 1.9, "f5cf8a", .5)

    def picture(self, face, u, v, w, h, kind=0):
        """A framed landscape on the wall."""
        face.rect(u - .06, v - .06, u + w + .06, v + h + .06, "wood", .6)
        face.rect(u, v, u + w, v + h, "glass", .8)
        face.poly([(u, v), (u + w, v), (u + w, v + h * .4), (u + w * .6, v + h * .62), (u + w * .3, v + h * .38), (u, v + h * .55)], "deep", .6)
        face.poly([(u, v), (u + w, v), (u + w, v + h * .2), (u, v + h * .32)], ["rice", "sand", "river"][kind % 3], .8)


def paper(s, cam, X, Y, Z, w=.21, dp=.28, turn=0.0, col="paper"):
    ct, st = math.cos(turn), math.sin(turn)
    q = [cam.p(X + a * ct - b * st, Y, Z + a * st + b * ct) for a, b in ((-w / 2, -dp / 2), (w / 2, -dp / 2), (w / 2, dp / 2), (-w / 2, dp / 2))]
    s.poly([(x - s.lx * 2, y + 2.5) for x, y in q], s.pal.shade * .4, .3, blur=2)
    s.poly(q, s.c(col, 0, 1))
    for t in (.25, .45, .65):
        a = (q[0][0] + (q[3][0] - q[0][0]) * t, q[0][1] + (q[3][1] - q[0][1]) * t)
        b = (q[1][0] + (q[2][0] - q[1][0]) * t, q[1][1] + (q[2][1] - q[1][1]) * t)
        s.line([(a[0] * .85 + b[0] * .15, a[1] * .85 + b[1] * .15), (a[0] * .25 + b[0] * .75, a[1] * .25 + b[1] * .75)], max(.8, cam.m(Z) * .008), s.c("metal", 0, .6), .7)


def vase(s, x, y, h, col="blue", bloom="rose"):
    s.shadow(x, y, h * .22, h * .04)
    s.poly([(x - h * .07, y - h * .36), (x - h * .15, y - h * .18), (x - h * .09, y), (x + h * .09, y), (x + h * .15, y - h * .18), (x + h * .07, y - h * .36)], s.c(col, 0, .5), smooth=True)
    s.oval(x + s.lx * h * .06, y - h * .2, h * .03, h * .1, s.c("white", 0, 1), .5)
    for i in range(16):
        t = -math.pi / 2 + s.rng.normal(0, .5)
        l = h * s.rng.uniform(.3, .66)
        ex, ey = x + math.cos(t) * l, y - h * .34 + math.sin(t) * l
        s.line([(x, y - h * .34), (ex, ey)], max(1, h * .012), s.c("deep", 0, .5))
        s.leaves([(x + (ex - x) * .5, (y - h * .34 + ey) / 2, h * .16, h * .04, t + s.rng.normal(0, .7))], s.c("deep", 0, s.rng.uniform(.3, .8)))
        if i % 4:
            r = h * s.rng.uniform(.045, .075)
            s.ovals(cloud_of(s.rng, ex, ey, r, r * .8, 9, r * .3, r * .55), s.c(bloom, 0, .5))
            s.ovals(cloud_of(s.rng, ex + s.lx * r * .3, ey - r * .3, r * .6, r * .5, 6, r * .2, r * .4), s.c(bloom, 0, 1))


def monitor(s, cam, X, Y, Z, w=.58, turn=0.0, back=False):
    h = w * .6
    f = box(cam, X, Z, w, .05, h, "dark", turn, Y=Y + .14)["front"]
    box(cam, X, Z + .02, .26, .16, .02, "dark", turn, Y=Y)
    s.line([cam.p(X, Y, Z + .05), cam.p(X, Y + .16, Z + .05)], cam.m(Z) * .05, s.c("metal", 0, .4))
    if back:
        return
    f.raw(.025, .03, w - .025, h - .025, mix(s.pal.get("glass"), np.ones(3), .35))
    f.raw(.05, h * .78, w * .6, h * .86, s.pal.get("teal"), .8)
    for i in range(4):
        f.raw(.05, h * (.64 - .13 * i), w * (.50 + .1 * (i % 2)), h * (.68 - .13 * i), s.pal.get("metal"), .6)
    f.raw(w * .68, h * .2, w * .92, h * .68, s.pal.get("sand"), .8)
    s.glow(*f.q(w / 2, h / 2), cam.m(Z) * w * 1.1, "a9cfd4", .20)


def chair(s, cam, X, Z, col="wood"):
    """A chair from behind."""
    d = 0
    for u in (-.2, .2):
        s.line([cam.p(X + u, 0, Z + .4), cam.p(X + u, .45, Z + .4)], cam.m(Z) * .035, s.c("darkwood", d, .3))
        s.line([cam.p(X + u, 0, Z), cam.p(X + u, .95, Z)], cam.m(Z) * .045, s.c("darkwood", d, .5))
    box(cam, X, Z, .46, .44, .05, col, 0, Y=.43, d=d)
    f = Face(cam, (X - .23, .6, Z), (1, 0, 0), (0, 1, 0), col, .5, d)
    f.rect(0, 0, .46, .36)
    f.rect(0, .3, .46, .36, col, .95)
    f.rect(.23 if s.lx > 0 else .03, .03, .43 if s.lx > 0 else .23, .3, col, .7, .6)


def shelf(s, r, cam, face, u, w, h, rows=5):
    """A bookcase against a wall, full of spines."""
    rng = s.rng
    face.rect(u, 0, u + w, h, "darkwood", face.k)
    for j in range(rows):
        v0, v1 = h * j / rows + .05, h * (j + 1) / rows - .04
        face.rect(u + .04, v0, u + w - .04, v1, "darkwood", face.k * .45)
        x = u + .06
        while x < u + w - .12:
            b = rng.uniform(.025, .06)
            hh = (v1 - v0) * rng.uniform(.66, .94)
            if rng.random() < .08:
                x += b * 2
                continue
            col = rng.choice(["brick", "teal", "ochre", "indigo", "mint", "rose", "paper", "wall2", "blue", "deep", "darkwood"])
            face.rect(x, v0, min(x + b, u + w - .06), v0 + hh, col, min(1, face.k + rng.uniform(-.1, .25)))
            if b > .04:
                face.rect(x + b * .2, v0 + hh * .7, min(x + b * .8, u + w - .06), v0 + hh * .82, "paper", face.k + .1, .7)
            x += b + .004
        face.rect(u, v0 - .05, u + w, v0, "wood", min(1, face.k + .2))


def steam(s, x, y, h, a=.5, n=22):
    """Steam that rises and spreads."""
    for i in range(n):
        t = i / n
        w = h * (.08 + .22 * t)
        s.oval(x + math.sin(t * 5 + x) * h * .08 + s.rng.normal(0, w * .5), y - t * h, w * s.rng.uniform(.6, 1.2), w * s.rng.uniform(.5, 1), mix(s.pal.glowcol, np.ones(3), .5), a * .22 * (1 - t) + .01, blur=w * .4)
