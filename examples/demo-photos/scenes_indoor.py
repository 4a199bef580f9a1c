"""Rooms: counters, desks, shelves, halls, a kitchen, a workshop."""
import numpy as np

from plants import potted
from registry import scene
from scenes_life import sitter
from space import Face, box
from things import CLOTHES, person
from rooms import Room, chair, monitor, paper, shelf, steam, vase


@scene("one-stop-desk")
def one_stop(s):
    rng = s.rng
    r = Room(s, 8.5, 7.5, 3.2, rng.choice(["wall", "white"]), "sand", dado=rng.choice(["mint", "blue"]))
    cam = r.cam
    alt = s.pal.time == "dawn"
    for u in (.9, 5.6) if not alt else (.5, 5.9):
        r.window(r.back, u, 1.15, 2.0, 1.45, "teal" if not alt else "wood")
    if alt:                                                         # cabinets of files between the windows
        for k in range(3):
            r.back.rect(2.75 + k * 1.02, 0, 3.7 + k * 1.02, 2.2, "mint", .6)
            for i in range(4):
                r.back.rect(2.81 + k * 1.02, .08 + .53 * i, 3.64 + k * 1.02, .54 + .53 * i, "plaster", .75)
                r.back.rect(3.12 + k * 1.02, .38 + .53 * i, 3.34 + k * 1.02, .42 + .53 * i, "darkwood", .5)
    if not alt:
        r.picture(r.back, 3.7, 1.45, 1.1, .8, rng.integers(3))
    r.beam(1, 3.4, 1.8, 4.6)
    r.lamps(3)
    fx = (s.fx - cam.vx) / cam.f
    z = 4.3
    for X in (-2.1, 0, 2.1):                                        # screens behind the counter
        monitor(s, cam, fx * z + X + .55, 1.06, z + .35, .5, back=True)
    F = box(cam, fx * z, z, 7.0, .75, 1.06, "wood", 0, top="ochre")
    f = F["front"]
    for i in range(7):
        f.rect(i + .08, .14, i + .92, .92, "ochre" if i % 2 else "wall2", .72)
        f.rect(i + .14, .2, i + .86, .86, "wood", .8, .6)
    f.rect(0, .97, 7, 1.06, "darkwood", .7)
    F["top"].rect(0, .05, 7, .75, "ochre", .85)
    for X in (-2.6, -1.6, -.2, .35, 1.6, 2.5):
        paper(s, cam, fx * z + X, 1.065, z + .3, turn=rng.normal(0, .25))
    for i in range(9):
        paper(s, cam, fx * z - 1.15, 1.06 + .012 * i, z + .32, .23, .3, rng.normal(0, .04))
    for X in (-1.05, 1.05):                                        # glass between the seats
        q = [cam.p(fx * z + X, 1.06, z + .1), cam.p(fx * z + X, 1.06, z + .75), cam.p(fx * z + X, 1.8, z + .75), cam.p(fx * z + X, 1.8, z + .1)]
        s.poly(q, s.c("glass", 0, 1), .4)
        s.line(q + q[:1], 2 * s.u, s.c("white", 0, .9), .7)
    x, y = cam.p(fx * z + .75, 1.06, z + .2)
    vase(s, x, y, cam.m(z) * .85, "blue", rng.choice(["rose", "gold", "flower"]))
    for X, q, h in ((-3.75, 3.9, 1.6), (3.75, 3.9, 1.8)):
        x, y = cam.p(fx * z + X, 0, q)
        potted(s, x, y, cam.m(q) * h)
    for X, q, hh in ((-1.9, 3.2, 1.6), (2.0, 3.3, 1.55)) if not alt else ((-.2, 3.1, 1.6), (-2.5, 3.5, 1.55)):
        x, y = cam.p(fx * q + X, 0, q)
        person(s, x, y, cam.m(q) * hh, 0, "stand", top=rng.choice(["indigo", "rose", "teal", "plaster"]), hatted=False)
    for X in (-2.4, -1.75, 1.75, 2.4):
        chair(s, cam, X, 2.3, "teal" if not alt else "ochre")


@scene("computer-desk")
def computer_desk(s):
    rng = s.rng
    r = Room(s, 6.0, 5.0, 3.0, rng.choice(["wall", "plaster"]), "wood", ch=1.5, f=.66, dado=rng.choice(["wall2", "mint"]))
    cam = r.cam
    if s.pal.time == "dusk":                                        # one wide window, or two with a picture
        r.window(r.back, 1.2, 1.15, 3.4, 1.5, "teal")
        r.picture(r.back, .3, 1.6, .6, .5, 2)
    else:
        r.window(r.back, .5, 1.15, 1.9, 1.4, "wood")
        r.window(r.back, 3.9, 1.15, 1.6, 1.4, "wood")
        r.picture(r.back, 2.75, 1.5, .8, .6, 1)
    r.beam(.8, 2.6, 1.2, 3.4)
    r.lamps(2)
    z = 2.75
    X = (s.fx - cam.vx) / cam.f * z
    for u in (-1.2, 1.2):
        for q in (0, .75):
            s.line([cam.p(X + u, 0, z + q), cam.p(X + u, .74, z + q)], cam.m(z) * .07, s.c("darkwood", 0, .4))
    F = box(cam, X, z, 2.7, .85, .05, "wood", 0, Y=.74, top="ochre")
    box(cam, X + .95, z + .05, .55, .6, .68, "wood", 0, Y=.04)
    F["top"].rect(.03, .03, 2.67, .8, "ochre", .9)
    q = box(cam, X + .95, z + .05, .55, .6, .68, "wood", 0, Y=.04, draw=False)["front"]
    for i in range(3):
        q.rect(.04, .04 + .22 * i, .51, .22 + .22 * i, "ochre", .7)
        q.rect(.22, .12 + .22 * i, .33, .14 + .22 * i, "darkwood", .5)
    monitor(s, cam, X, .79, z + .5, .82)
    f = Face(cam, (X - .3, .795, z + .1), (1, 0, 0), (0, 0, 1), "dark", .6, 0)
    f.rect(0, 0, .56, .19, "metal", .8)
    for i in range(3):
        f.rect(.02, .02 + .055 * i, .54, .06 + .055 * i, "white", .9, .8)
    s.oval(*cam.p(X + .42, .8, z + .2), cam.m(z) * .045, cam.m(z) * .022, s.c("dark", 0, .5))
    for i in range(12):
        paper(s, cam, X - .92, .79 + .014 * i, z + .35, .24, .32, rng.normal(0, .05), "paper" if i % 4 else "mint")
    for k in range(3):
        paper(s, cam, X + .78 + .1 * k, .795 + .003 * k, z + .28, turn=rng.normal(.2, .3))
    x, y = cam.p(X + 1.1, .79, z + .5)
    vase(s, x, y, cam.m(z) * .55, "blue", rng.choice(["rose", "gold", "white"]))
    x, y = cam.p(X - .55, .79, z + .2)                              # a cup of tea
    m = cam.m(z)
    s.shadow(x, y, m * .07, m * .02)
    s.rect(x - m * .045, y - m * .09, x + m * .045, y, s.c("white", 0, .8))
    s.oval(x, y - m * .09, m * .045, m * .015, s.c("wood", 0, .6))
    steam(s, x, y - m * .1, m * .3, .3)
    shelf(s, r, cam, r.right if s.fx < s.W * .6 else r.left, 2.6, 1.7, 2.1)
    for Xp, qq, h in ((2.5 if s.fx < s.W * .6 else -2.5, 4.5, 1.5), (-2.6 if s.fx < s.W * .6 else 2.6, 4.3, 1.2)):
        x, y = cam.p(Xp, 0, qq)
        potted(s, x, y, cam.m(qq) * h)
    chair(s, cam, X - .1, 1.75, "teal")
    x, y = cam.p(X - .1, .5, 1.9)
    sitter(s, x, y, cam.m(1.9) * .86, rng.choice(["white", "rose", "indigo", "mint"]))


@scene("library")
def library(s):
    rng = s.rng
    r = Room(s, 7.0, 6.8, 3.2, "wall2", "wood", ch=1.5, f=.62, dado="wood")
    cam = r.cam
    r.window(r.back, 2.5, 1.05, 2.0, 1.7, "wood")
    for u in (.15, 4.95):
        shelf(s, r, cam, r.back, u, 1.9, 2.5, 6)
    for face in (r.left, r.right):
        for u in (1.2, 3.0, 4.7):
            shelf(s, r, cam, face, u, 1.6, 2.5, 6)
    r.beam(2.6, 4.4, 1.4, 4.4, .9, .34)
    r.lamps(2)
    z = 3.5
    X = (s.fx - cam.vx) / cam.f * z
    for u in (-1.3, 1.3):
        for q in (0, 1):
            s.line([cam.p(X + u, 0, z + q), cam.p(X + u, .68, z + q)], cam.m(z) * .08, s.c("darkwood", 0, .4))
    for k in (-.8, .1, .85):
        x, y = cam.p(X + k, .46, z + 1.3)
        sitter(s, x, y, cam.m(z + 1.3) * .8, rng.choice(CLOTHES))
    F = box(cam, X, z, 3.0, 1.1, .06, "wood", 0, Y=.68, top="ochre")
    F["top"].rect(.03, .03, 2.97, 1.07, "ochre", .9)
    for _ in range(5):                                             # open books
        bx, bz = X + rng.uniform(-1.2, 1.2), z + rng.uniform(.2, .8)
        for k in (-1, 1):
            q = [cam.p(bx, .745, bz - .13), cam.p(bx + k * .2, .76, bz - .13), cam.p(bx + k * .2, .76, bz + .13), cam.p(bx, .745, bz + .13)]
            s.poly(q, s.c("paper", 0, .75 + .2 * k * s.lx))
    for i, c in enumerate(("brick", "teal", "ochre", "indigo", "rose")):
        box(cam, X + 1.05 + rng.normal(0, .02), z + .35, .3, .22, .05, c, rng.normal(0, .1), Y=.74 + .05 * i)
    x, y = cam.p(X - .3, .74, z + .6)
    vase(s, x, y, cam.m(z) * .5, "teal", rng.choice(["rose", "gold", "white"]))
    for k in (-.7, .55):
        chair(s, cam, X + k, z - 1.05, "brick")
        x, y = cam.p(X + k, .5, z - .95)
        sitter(s, x, y, cam.m(z - .95) * .74, rng.choice(["white", "rose", "mint", "blue"]))
    for Xp, q in ((-2.9, 5.4), (2.9, 5.4)):
        x, y = cam.p(Xp, 0, 6.3)
        potted(s, x, y, cam.m(6.3) * 1.2) if rng.random() < .7 else None


@scene("meeting-hall")
def meeting_hall(s):
    rng = s.rng
    r = Room(s, 10.5, 14.0, 4.0, rng.choice(["wall", "wall2"]), "sand", ch=2.0, f=.62, dado=rng.choice(["mint", "blue"]))
    cam = r.cam
    for face in (r.left, r.right):
        for u in (1.6, 4.4, 7.2, 10.0):
            r.window(face, u, 1.3, 1.6, 1.7, "wood")
    b = r.back
    b.rect(1.2, .6, 9.3, 3.8, "brick", .42)                         # a curtain in folds and a stage
    for i in range(27):
        b.rect(1.2 + i * .3, .6, 1.3 + i * .3, 3.8, "brick", .62 if i % 2 else .3, .7)
    b.rect(1.1, 3.5, 9.4, 3.85, "brick", .75)
    F = box(cam, 0, 11.6, 8.6, 2.4, .6, "wood", 0)
    for i in range(12):
        F["front"].rect(.06 + .72 * i, .06, .70 + .72 * i, .54, "ochre", .6)
    fx = (s.fx - cam.vx) / cam.f
    box(cam, fx * 12 - 1.2, 12, 3.2, .8, .8, "darkwood", 0, Y=.6, top="rose")
    x, y = cam.p(fx * 12 - 1.2, 1.4, 12)
    vase(s, x, y, cam.m(12) * .8, "white", "gold")
    box(cam, fx * 12 + 2.2, 12, .8, .6, 1.15, "wood", 0, Y=.6)
    x, y = cam.p(fx * 12 + 2.2, .6, 12.8)
    person(s, x, y, cam.m(12.8) * 1.6, 0, "stand", top="white", hatted=False)
    box(cam, fx * 12 + 2.2, 12, .8, .6, 1.15, "wood", 0, Y=.6)
    for k in (-1, 1):
        x, y = cam.p(k * 4.7, 0, 11.2)
        potted(s, x, y, cam.m(11.2) * 1.7)
    r.lamps(4)
    r.beam(2, 5, 2.2, 6, 1.4, .2)
    for row, z in enumerate((10.4, 9.3, 8.2, 7.1, 6.0, 5.0, 4.0, 3.1, 2.25)):
        for i in range(-5, 6):
            if i == 0:
                continue
            X = i * .72 + np.sign(i) * .25
            p = rng.random()
            if p < (.82 if row < 6 else .55):
                x, y = cam.p(X, .46, z + .25)
                sitter(s, x, y, cam.m(z + .25) * rng.uniform(.82, .92))
            chair(s, cam, X, z, "wood" if row % 2 else "ochre")
