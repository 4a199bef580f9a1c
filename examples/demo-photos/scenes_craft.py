"""A kitchen and a workshop."""
import math
import numpy as np

import land
from palette import mix
from plants import bamboo, cloud_of
from registry import scene
from scenes_life import fire, sitter
from space import box
from things import person
from rooms import Room, steam


@scene("kitchen-steam")
def kitchen(s):
    """A pot over a fire: porridge, or what s.arg names: "syrup" or "leaves"."""
    rng = s.rng
    broth, lumps, herbs = {"syrup": ("b8742e", "d9a154", "e8c48a"), "leaves": ("9aa05a", "leaf", "deep")}.get(s.arg, ("wall2", "white", "leaf"))
    r = Room(s, 7.0, 6.5, 3.0, "wood", "earth", ch=1.5, f=.64, dado="darkwood")
    cam = r.cam
    for i in range(30):
        r.back.rect(i * .235, 0, i * .235 + .03, 3.0, "darkwood", .3, .6)
    r.window(r.back, .7, 1.1, 2.2, 1.5, "darkwood")
    r.window(r.back, 4.2, 1.1, 2.0, 1.5, "darkwood")
    r.beam(1.2, 3.6, 1.2, 4.2, 1.0, .26)
    land.rays(s, s.W * (.5 - .26 * s.lx), .12 * s.H, 5, .05)
    z = 3.5
    X = (s.fx - cam.vx) / cam.f * z
    for k in range(10):                                            # things that hang from a beam
        x, y = cam.p(-3 + k * .66, 2.55, 4.6)
        h = cam.m(4.6) * rng.uniform(.25, .5)
        s.line([(x, y - h * .4), (x, y)], 2 * s.u, s.c("darkwood", 0, .3))
        if k % 3 == 0:
            s.ovals(cloud_of(rng, x, y + h * .4, h * .14, h * .4, 16, h * .06, h * .1), s.c("brick", 0, .6))
        elif k % 3 == 1:
            s.leaves([(x, y, h, h * .1, math.pi / 2 + t) for t in (-.3, -.1, .1, .3)], s.c("straw", 0, .6))
        else:
            s.ovals(cloud_of(rng, x, y + h * .4, h * .12, h * .36, 14, h * .06, h * .09), s.c("wall2", 0, .8))
    s.line([cam.p(-3.5, 2.6, 4.6), cam.p(3.5, 2.6, 4.6)], cam.m(4.6) * .12, s.c("darkwood", 0, .5))
    for Xp, q, c in ((-1.9, 4.6, "rose"), (2.0, 4.8, "teal"), (-2.6, 5.2, "plaster")):
        x, y = cam.p(X + Xp, 0, q)
        person(s, x, y, cam.m(q) * 1.58, 0, "stand", top=c, hatted=False)
    m = cam.m(z)
    x, y = cam.p(X, 0, z)
    for k in (-1, 0, 1):                                           # hearth stones, fire, pot
        s.ovals([(x + k * m * .62, y - m * .12, m * .26, m * .2)], s.c("stone", 0, .3))
        s.ovals([(x + k * m * .62 + s.lx * m * .05, y - m * .17, m * .2, m * .13)], s.c("stone", 0, .8))
    fire(s, x, y - m * .02, m * .5)
    by = y - m * .32
    rad = m * .92
    s.poly([(x - rad, by - m * .78), (x - rad * .98, by - m * .3), (x - rad * .6, by), (x + rad * .6, by), (x + rad * .98, by - m * .3), (x + rad, by - m * .78)], s.c("dark", 0, .45), smooth=False)
    for t, k in ((.55, .55), (.72, .85), (.86, .6)):
        s.poly([(x + s.lx * rad * (t - .08), by - m * .76), (x + s.lx * rad * t, by - m * .76), (x + s.lx * rad * t * .9, by - m * .14), (x + s.lx * rad * (t - .08) * .86, by - m * .1)], s.c("metal", 0, k), .5, blur=5 * s.u)
    s.oval(x, by - m * .1, rad * .6, m * .14, "e8803a", .3, blur=m * .08)
    s.oval(x, by - m * .78, rad * 1.06, m * .28, s.c("metal", 0, .7))
    s.oval(x, by - m * .78, rad * .95, m * .23, s.c(broth, 0, .75))
    s.ovals(cloud_of(rng, x, by - m * .78, rad * .8, m * .15, 40, m * .02, m * .07), s.c(lumps, 0, .95), .6)
    s.ovals(cloud_of(rng, x, by - m * .78, rad * .7, m * .13, 18, m * .01, m * .03), s.c(herbs, 0, .8), .9)
    for k in (-1, 1):
        s.line([(x + k * rad, by - m * .62), (x + k * rad * 1.17, by - m * .58), (x + k * rad, by - m * .46)], m * .06, s.c("metal", 0, .5), smooth=True)
    s.line([(x + rad * .2, by - m * .8), (x + rad * .75, by - m * 1.5)], m * .055, s.c("wood", 0, .8))
    steam(s, x - m * .1, by - m * .8, m * 2.2, .75, 44)
    if not s.arg:
        bowls(s, cam, X)
    from scenes_market import basket
    for k, c in ((2.2, "leaf"), (2.9, "ochre"), (1.7, "rose")):
        x2, y2 = cam.p(X + k * s.lx, 0, 2.7 + .2 * k)
        basket(s, x2, y2, cam.m(3) * .3, c)


def bowls(s, cam, X):
    """A table with eight bowls beside the hearth."""
    box(cam, X - 2.4 * s.lx, 2.7, 1.6, .8, .62, "wood", 0, top="ochre")
    for i in range(8):                                             # bowls on a table
        bx, byy = cam.p(X - 2.4 * s.lx + (i % 4 - 1.5) * .36, .62, 2.9 + .3 * (i // 4 == 0))
        q = cam.m(3) * .15
        s.shadow(bx, byy, q, q * .2)
        s.poly([(bx - q, byy - q * .8), (bx + q, byy - q * .8), (bx + q * .45, byy), (bx - q * .45, byy)], s.c("white", 0, .6))
        s.oval(bx, byy - q * .8, q, q * .3, s.c("white", 0, 1))
        s.oval(bx, byy - q * .78, q * .82, q * .2, s.c("wall2", 0, .7))
        s.line([(bx - q * .8, byy - q * .5), (bx + q * .8, byy - q * .5)], q * .1, s.c("blue", 0, .6), .7)


@scene("bamboo-craft")
def bamboo_craft(s):
    rng = s.rng
    r = Room(s, 8.0, 7.0, 3.2, "wall2", "earth", ch=1.5, f=.64, dado="wood")
    cam = r.cam
    b = r.back
    b.raw(1.4, 0, 6.6, 2.8, mix(s.pal.sky[3], s.pal.sky[2], .4))    # an open front on a yard
    pts = [b.q(1.4, 0), b.q(6.6, 0), b.q(6.6, 2.8), b.q(1.4, 2.8)]
    s.cv.save()
    s.cv.clipPath(s.path(pts), True)
    x0, y0 = pts[0]
    x1 = pts[1][0]
    s.rect(x0, y0 - (y0 - pts[2][1]) * .22, x1, y0, s.c("grass", .1, .95))
    for k in range(7):
        bamboo(s, x0 + (x1 - x0) * (k + .3) / 7, y0 - (y0 - pts[2][1]) * .2, (y0 - pts[2][1]) * rng.uniform(.9, 1.3), .35, 8)
    s.cv.restore()
    s.glow((x0 + x1) / 2, (y0 + pts[2][1]) / 2, (x1 - x0) * .8, s.pal.glowcol, .35)
    for u in (1.4, 4.0, 6.6):
        b.rect(u - .1, 0, u + .1, 2.9, "darkwood", .5)
    b.rect(1.2, 2.75, 6.8, 2.95, "darkwood", .6)
    s.poly([r.floor.q(1.6, 6.7), r.floor.q(6.4, 6.7), r.floor.q(7.2, 2.2), r.floor.q(1.0, 2.2)], s.pal.glowcol, .16, blur=14 * s.u)
    for face in (r.left, r.right):
        for j in range(9):
            u, v = 1.2 + (j % 5) * 1.15, 1.35 + .85 * (j // 5)
            woven(s, *face.q(u, v), cam.m(1 + u) * .34, .8, rng.choice(["straw", "bamboo", "wood"]))
    for i in range(26):
        a = cam.p(-3.7 + rng.uniform(-.1, .25), 0, 3.2 + i * .08), cam.p(-3.8, 2.6 + rng.uniform(-.3, .3), 3.9 + i * .08)
        s.line(list(a), 6 * s.u, s.c("bamboo", 0, rng.uniform(.3, .95)))
    fx = (s.fx - cam.vx) / cam.f
    seats = [(-2.4, 4.6), (2.5, 4.7), (-.9, 3.5), (1.15, 3.4)]
    for X, z in seats:
        X += fx * z
        x, y = cam.p(X, 0, z)
        m = cam.m(z)
        s.shadow(x, y, m * .5, m * .1)
        box(cam, X, z - .1, .5, .35, .22, "wood", 0)
        sitter(s, x, y - m * .2, m * 1.05)
        woven(s, x + s.lx * m * .5, y - m * .22, m * .38, .55, "straw")
        for _ in range(16):
            t = rng.uniform(0, 3.14)
            s.line([(x + s.lx * m * .5, y - m * .22), (x + s.lx * m * .5 + math.cos(t) * m * .62, y - m * .22 - math.sin(t) * m * .3)], max(1, m * .012), s.c("straw", 0, rng.uniform(.5, 1)), .8)
    for X, z, k in ((-2.0, 2.75, .9), (-1.35, 2.5, 1.05), (1.5, 2.6, 1.0), (2.1, 2.8, .8), (2.0, 2.45, .6)):
        x, y = cam.p(X + fx * z, 0, z)
        pot(s, x, y, cam.m(z) * .3 * k, rng.choice(["straw", "bamboo", "wood", "ochre"]))
    for i in range(5):
        x, y = cam.p(-2.6 + i * 1.3, 2.75, 4)
        lantern_(s, x, y + cam.m(4) * .2, cam.m(4) * rng.uniform(.16, .24))


def woven(s, x, y, r, squash, col):
    """A round tray of woven bamboo."""
    s.oval(x - s.lx * r * .08, y + r * .08, r, r * squash, s.pal.shade * .35, .4, blur=r * .08)
    s.oval(x, y, r, r * squash, s.c(col, 0, .45))
    s.oval(x, y, r * .9, r * .9 * squash, s.c(col, 0, .85))
    for i in range(1, 9):
        t = -1 + i / 4.5
        w = math.sqrt(max(0, 1 - t * t)) * .88
        s.line([(x - w * r, y + t * r * .88 * squash), (x + w * r, y + t * r * .88 * squash)], max(.8, r * .03), s.c(col, 0, .3), .6)
        s.line([(x + t * r * .88, y - w * r * squash), (x + t * r * .88, y + w * r * squash)], max(.8, r * .03), s.c(col, 0, 1), .5)


def pot(s, x, y, m, col):
    """A woven basket with its bands."""
    s.shadow(x, y, m * 1.1, m * .22)
    def side(o, n=9):
        return [(x + o * m * (.70 + .34 * math.sin(v * 2.9)), y - m * 1.7 * v) for v in np.linspace(0, 1, n)]
    s.poly(side(-1) + side(1)[::-1], s.c(col, 0, .4))
    s.poly([(x + s.lx * m * .1, y)] + side(s.lx) + [(x + s.lx * m * .1, y - m * 1.7)], s.c(col, 0, .85), .8)
    for i in range(1, 9):
        t = i / 9
        w = m * (.70 + .34 * math.sin(t * 2.9))
        s.line([(x - w, y - t * m * 1.7), (x, y - t * m * 1.7 + m * .12), (x + w, y - t * m * 1.7)], max(.9, m * .045), s.c(col, 0, .25 if i % 2 else 1), .55, smooth=True)
    s.oval(x, y - m * 1.7, m * .72, m * .2, s.c(col, 0, .95))
    s.oval(x, y - m * 1.69, m * .6, m * .14, s.c("darkwood", 0, .3))


def lantern_(s, x, y, r):
    s.line([(x, y - r * 2.2), (x, y)], 2 * s.u, s.c("dark", 0, .4))
    s.poly([(x - r * .4, y - r), (x - r, y), (x - r * .5, y + r), (x + r * .5, y + r), (x + r, y), (x + r * .4, y - r)], s.c("straw", 0, .55))
    s.glow(x, y, r * 2, "f5c880", .35)
    for t in (-.6, -.2, .2, .6):
        s.line([(x + t * r * .5, y - r), (x + t * r * 1.2, y), (x + t * r * .6, y + r)], max(1, r * .05), s.c("wood", 0, .4), smooth=True)
