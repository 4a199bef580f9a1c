"""A camera over a ground plane, so that whatever is drawn stands where it should and has its size.

Metres: X to the right, Y up, Z away. Boxes and faces are the grammar of houses and rooms.
"""
import math
import numpy as np


class Camera:
    def __init__(self, s, hz=.45, ch=3.0, f=1.0, vx=.5):
        self.s, self.hz, self.ch, self.vx = s, hz * s.H, ch, vx * s.W
        self.f = f * max(s.W, s.H) * (.8 if s.W < s.H else 1)

    def p(self, X, Y, Z):
        Z = max(Z, .05)
        return self.vx + self.f * X / Z, self.hz + self.f * (self.ch - Y) / Z

    def at(self, x, y):
        """Where on the ground the pixel (x, y) lies."""
        Z = self.f * self.ch / max(y - self.hz, .5)
        return (x - self.vx) * Z / self.f, Z

    def m(self, Z):
        """Pixels of a metre at the distance Z."""
        return self.f / Z

    def my(self, y):
        """Pixels of a metre for what stands on the row y."""
        return max(y - self.hz, .5) / self.ch

    def depth(self, Z, vis=260.0):
        return 1 - math.exp(-Z / vis)

    def flat(self, pts, Y=0.0):
        return [self.p(x, Y, z) for x, z in pts]

    def strip(self, mid, width, zs, Y=0.0):
        """The outline of a road or canal whose middle runs through mid(Z)."""
        l = [self.p(mid(z) - width / 2, Y, z) for z in zs]
        return l + [self.p(mid(z) + width / 2, Y, z) for z in reversed(zs)]


class Face:
    """A flat quadrilateral in space; (u, v) in metres from its lower left corner."""

    def __init__(self, cam, o, ud, vd, col, k, d):
        self.cam, self.o, self.ud, self.vd = cam, np.array(o, float), np.array(ud, float), np.array(vd, float)
        self.col, self.k, self.d = col, k, d

    def q(self, u, v, out=0.0):
        n = np.cross(self.ud, self.vd)
        return self.cam.p(*(self.o + self.ud * u + self.vd * v - n * out))

    def rect(self, u0, v0, u1, v1, col=None, k=None, a=1.0, out=0.0):
        s = self.cam.s
        s.poly([self.q(u0, v0, out), self.q(u1, v0, out), self.q(u1, v1, out), self.q(u0, v1, out)],
               s.c(self.col if col is None else col, self.d, self.k if k is None else k), a)

    def raw(self, u0, v0, u1, v1, col, a=1.0, blur=0):
        self.cam.s.poly([self.q(u0, v0), self.q(u1, v0), self.q(u1, v1), self.q(u0, v1)], col, a, blur)

    def poly(self, uv, col, k=None, a=1.0):
        s = self.cam.s
        s.poly([self.q(u, v) for u, v in uv], s.c(col, self.d, self.k if k is None else k), a)

    def disc(self, u, v, r, col, k=None, a=1.0):
        self.poly([(u + r * math.cos(t), v + r * math.sin(t)) for t in np.linspace(0, 6.28, 20)], col, k, a)

    def window(self, u, v, w, h, frame="wood", lit=None, bars=2):
        s = self.cam.s
        self.rect(u - .07, v - .07, u + w + .07, v + h + .07, frame, self.k * .9)
        if lit:
            self.raw(u, v, u + w, v + h, s.pal.get("lamp"))
            x, y = self.q(u + w / 2, v + h / 2)
            s.glow(x, y, self.cam.m(max(self.o[2], 1)) * 2.2, "e0a050", .45)
        else:
            self.rect(u, v, u + w, v + h, "3d4a50", .6)
            self.poly([(u, v + h), (u + w * .6, v + h), (u, v + h * .3)], "glass", .7, .35)
        for i in range(1, bars):
            self.rect(u + w * i / bars - .03, v, u + w * i / bars + .03, v + h, frame, self.k * .9)
        self.rect(u - .12, v - .14, u + w + .12, v - .06, "plaster", min(1, self.k + .15))


def light_of(s, n):
    """How much light a face with the normal n takes (0..1)."""
    l = np.array([s.lx * .72, .62, -.32])
    n = np.array(n, float)
    n /= np.linalg.norm(n) + 1e-9
    k = .5 + .5 * float(n @ l)
    return k * (.92 if s.pal.sunny else .4) + (0.06 if s.pal.sunny else .38)


def box(cam, X, Z, w, dp, h, col, turn=0.0, Y=0.0, d=None, top=None, vis=260.0, draw=True):
    """A box on the ground: its nearest side's middle at (X, Z) before turning. Returns faces by name."""
    s = cam.s
    d = cam.depth(Z, vis) if d is None else d
    ct, st = math.cos(turn), math.sin(turn)
    ux, uz = np.array([ct, 0, st]), np.array([-st, 0, ct])     # to its right, to its back
    o = np.array([X, Y, Z]) - ux * w / 2
    corners = {"front": (o, ux, w), "right": (o + ux * w, uz, dp), "back": (o + ux * w + uz * dp, -ux, w), "left": (o + uz * dp, -uz, dp)}
    faces = {}
    eye = np.array([0, cam.ch, 0])
    for name, (p, ud, wd) in corners.items():
        n = np.cross(np.array([0, 1, 0]), ud) * -1
        n = np.array([ud[2], 0, -ud[0]])
        if n @ (eye - p) <= 0:
            continue
        f = Face(cam, p, ud, (0, 1, 0), col, light_of(s, n), d)
        f.w, f.h = wd, h
        faces[name] = f
        if draw:
            f.rect(0, 0, wd, h)
    t = Face(cam, o + np.array([0, h, 0]), ux, uz, col if top is None else top, light_of(s, (0, 1, 0)), d)
    t.w, t.h = w, dp
    faces["top"] = t
    if draw and cam.ch > Y + h:
        t.rect(0, 0, w, dp)
    return faces
