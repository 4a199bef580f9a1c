"""What stands in lanes and yards: bins, tanks, hives."""
import math
import numpy as np

import land
from buildings import box, house
from palette import mix
from plants import banana, bush, flowers, grass, overhang, palm, potted, tree
from registry import scene, stage
from scenes_market import basket
from scenes_village import ROOFS, WALLS, borders, lane, row_houses, tree_shade
from things import people
from scenes_works import backdrop, yard


@scene("waste-sorting")
def waste(s):
    rng, cam = s.rng, stage(s, .12, 1.75, .9, .38, .5)
    land.sky(s, cam.hz)
    isle = "dao" in s.hint or "vinh" in s.hint
    if isle:
        land.ridge(s, cam.hz, .09 * s.H, .8, "deep", 700)
        land.water(s, cam.hz + 2, None, "sea", .6, .4)
    else:
        land.ranges(s, cam.hz, 2, "hill", .12)
    mid = lane(s, cam, 3.4, 3 * s.lx, "sand" if isle else "grass")
    if isle:
        for z in (50, 40, 31, 24):
            X = mid(z) - s.lx * 9
            house(cam, X, z, 7, 6, 3.3, s.lx * 1.0, rng.choice(WALLS), rng.choice(ROOFS))
            x, y = cam.p(mid(z) + s.lx * 5.5, 0, z)
            palm(s, x, y, cam.m(z) * 8, cam.depth(z))
    else:
        row_houses(s, cam, mid, [46, 34, 25, 17.5], 5.2)
    tree_shade(s, cam, mid, 3.4, s.lx)
    borders(s, cam, mid, 3.4, ["flower", "rose", "white"], np.geomspace(40, 9, 9), .5)
    z = 7.6
    X0 = (s.fx - cam.vx) / cam.f * z
    box(cam, X0, z - .45, 5.2, 1.5, .1, "concrete", 0)
    roofed = s.pal.time != "dawn"
    cover = rng.choice(["tin", "tinred", "thatch"])
    if not roofed:                                                  # a low wall behind instead of a roof
        F = box(cam, X0, z + 1.1, 5.6, .2, 1.15, "wall2", 0)
        for i in range(12):
            F["front"].rect(.15 + i * .45, .1, .5 + i * .45, 1.0, "brick", .75, .5)
        for k in (-2.2, -1.1, 0, 1.1, 2.2):
            bush(s, *cam.p(X0 + k, 1.1, z + 1.3), cam.m(z) * .5, 0, "leaf", rng.choice(["flower", "rose"]))
    for u in (-2.3, 2.3) if roofed else ():
        s.line([cam.p(X0 + u, .1, z + .9), cam.p(X0 + u, 2.5, z + .9)], cam.m(z) * .09, s.c("wood", 0, .45))
    if roofed:
        s.poly([cam.p(X0 - 2.8, 2.9, z + 1.2), cam.p(X0 + 2.8, 2.9, z + 1.2), cam.p(X0 + 2.9, 2.4, z - .4), cam.p(X0 - 2.9, 2.4, z - .4)], s.c(cover, 0, .4))
        s.poly([cam.p(X0 - 2.9, 2.52, z - .4), cam.p(X0 + 2.9, 2.52, z - .4), cam.p(X0 + 2.9, 2.36, z - .4), cam.p(X0 - 2.9, 2.36, z - .4)], s.c(cover, 0, .95))
    cols = ["5f8f5a", "c9a03e", "4f7fa0", "a8584a"][:3 if rng.random() < .5 else 4]
    rng.shuffle(cols)
    for i, col in enumerate(cols):
        bin_(s, cam, X0 + (i - (len(cols) - 1) / 2) * (1.12 if len(cols) > 3 else 1.35), z, col)
    m = cam.m(6.4)
    for k in range(3):
        basket(s, *cam.p(X0 - 2.2 * s.lx + k * .55, 0, 6.5), m * .24, ["leaf", "white", "ochre"][k])
    people(s, cam, [(*cam.p(X0 + 2.8 * s.lx, 0, 7.2), "stand"), (*cam.p(mid(24) - .5, 0, 24), "walk"), (*cam.p(mid(30) + .6, 0, 30), "carry")])
    for k in (-1, 1):
        x, y = cam.p(X0 + k * 3.3, 0, 8.6)
        potted(s, x, y, cam.m(8.6) * 1.3)
    overhang(s)


def bin_(s, cam, X, z, col):
    m = cam.m(z)
    x, y = cam.p(X, .1, z)
    w, h = m * .4, m * 1.0
    s.shadow(x - s.lx * w * .5, y, w * 1.3, w * .22, .4)
    for k in (-.7, .7):
        s.oval(x + k * w, y - w * .1, w * .14, w * .14, s.c("dark", 0, .4))
    s.poly([(x - w, y - h * .86), (x + w, y - h * .86), (x + w * .82, y - w * .05), (x - w * .82, y - w * .05)], s.c(col, 0, .45))
    o = s.lx
    s.poly([(x + o * w * .2, y - h * .86), (x + o * w, y - h * .86), (x + o * w * .82, y - w * .05), (x + o * w * .2, y - w * .05)], s.c(col, 0, .85))
    s.poly([(x - w * 1.06, y - h * .86), (x - w * .9, y - h * 1.02), (x + w * .9, y - h * 1.02), (x + w * 1.06, y - h * .86)], s.c(col, 0, 1), smooth=False)
    s.rect(x - w * 1.06, y - h * .88, x + w * 1.06, y - h * .82, s.c(col, 0, .25))
    s.rect(x - w * .36, y - h * .62, x + w * .36, y - h * .34, s.c("white", 0, .75), .75)
    s.oval(x, y - h * .48, w * .18, w * .18, s.c(col, 0, .6), .9)


@scene("clean-water")
def clean_water(s):
    rng = s.rng
    cam, vx = yard(s, .04, 1.9, ground="earth" if s.pal.season == "dry" else "grass", height=.24)
    backdrop(s, cam, vx, 9)
    for X, q in ((-17, 36), (17, 33), (26, 44)):
        house(cam, vx * q + X, q, 8, 6, 3.2, .3 if X < 0 else -.3, rng.choice(WALLS), rng.choice(ROOFS))
    z = 9.6
    X = vx * z
    m = cam.m(z)
    box(cam, X, z - 1.2, 7.4, 4.2, .16, "concrete", 0)
    F = box(cam, X - .6, z + .4, 4.2, 2.4, 1.9, "plaster", 0)
    f = F["front"]
    f.rect(0, 1.72, 4.2, 1.9, "concrete", .95)
    f.rect(0, 0, 4.2, .3, "blue", f.k)
    for i in range(26):
        f.rect(rng.uniform(0, 4), rng.uniform(.3, 1.2), rng.uniform(0, 4), rng.uniform(.3, 1.2), "stone", f.k * .9, .02)
    # a steel tank on a brick base beside it
    tx = X + 3.0
    T = box(cam, tx, z + .1, 1.5, 1.3, 1.44, "brick", 0, Y=.16)["front"]
    for i in range(9):
        T.rect(0, i * .16 - .01, 1.5, i * .16 + .01, "plaster", T.k, .5)
    T.rect(-.06, 1.34, 1.56, 1.44, "concrete", .9)
    a, b = cam.p(tx - .85, 1.6, z), cam.p(tx + .85, 3.4, z)
    n = 14
    for i in range(n):
        t = (i + .5) / n
        k = .25 + .75 * math.exp(-((t - (.5 + .22 * s.lx)) / .2) ** 2) + .2 * math.exp(-((t - .12) / .06) ** 2)
        s.rect(a[0] + (b[0] - a[0]) * i / n, b[1], a[0] + (b[0] - a[0]) * (i + 1.15) / n if i < n - 1 else b[0], a[1], s.c("b8bfc0", 0, min(1, k)))
    s.oval((a[0] + b[0]) / 2, b[1], (b[0] - a[0]) / 2, m * .22, s.c("b8bfc0", 0, .9))
    s.oval((a[0] + b[0]) / 2, a[1], (b[0] - a[0]) / 2, m * .12, s.c("b8bfc0", 0, .3))
    for t in (.3, .6):
        s.line([(a[0], a[1] + (b[1] - a[1]) * t), (b[0], a[1] + (b[1] - a[1]) * t)], m * .03, s.c("metal", 0, .4), .6)
    s.oval((a[0] + b[0]) / 2, b[1] - m * .12, m * .25, m * .1, s.c("metal", 0, .7))
    s.line([cam.p(tx - .85, 1.9, z), cam.p(tx - 1.3, 1.9, z), cam.p(tx - 1.3, .9, z), cam.p(X - 2.4, .9, z)], m * .07, s.c("metal", 0, .65))
    for u in (-2.2, -1.2, -.2, .8):                                # taps with running water
        q = z + .3
        x, y = cam.p(X + u, .95, q)
        s.line([(x, y - m * .1), (x, y), (x + m * .0, y + m * .08)], m * .085, s.c("gold", 0, .6))
        s.line([(x - m * .1, y - m * .12), (x + m * .1, y - m * .12)], m * .05, s.c("gold", 0, .9))
        yb = cam.p(X + u, .52, q - .2)[1]
        if u != -.2:
            s.poly([(x - m * .025, y + m * .08), (x + m * .025, y + m * .08), (x + m * .045, yb), (x - m * .045, yb)], mix(s.pal.sky[2], s.pal.get("white"), .6), .85)
        bx, by = cam.p(X + u, .16, q - .3)
        col = ["blue", "rose", "teal", "ochre"][int((u + 2.3))]
        s.shadow(bx, by, m * .3, m * .06)
        s.poly([(bx - m * .27, by - m * .42), (bx + m * .27, by - m * .42), (bx + m * .2, by), (bx - m * .2, by)], s.c(col, 0, .5))
        s.poly([(bx, by - m * .42), (bx + s.lx * m * .27, by - m * .42), (bx + s.lx * m * .2, by), (bx, by)], s.c(col, 0, .9), .7)
        s.oval(bx, by - m * .42, m * .27, m * .07, s.c("glass", 0, .9))
    for k in range(8):
        s.oval(*cam.p(X + rng.uniform(-2.6, 1.2), .16, z - rng.uniform(.1, .8)), m * rng.uniform(.1, .4), m * .03, s.pal.sky[2], .4)
    people(s, cam, [(*cam.p(X - 2.9, 0, z - .6), "bend"), (*cam.p(X + 1.35, 0, z - .5), "stand")])
    people(s, cam, [(*cam.p(X - 4.6, 0, 12.5), "carry"), (*cam.p(X + 6, 0, 15), "walk")])
    banana(s, *cam.p(X - 5.4 , 0, 12.8), m * 2.6, .02)
    for k in range(5):
        bush(s, *cam.p(X + 4.4 + k * .8, 0, 11 + k * .3), m * .5, 0, "leaf", rng.choice([None, "flower"]))
    for x in np.arange(0, s.W, 55 * s.u):
        if rng.random() < .6:
            grass(s, x, x + 70 * s.u, rng.uniform(.9, 1.03) * s.H, 48 * s.u, 20)
    overhang(s)


@scene("beehives")
def beehives(s):
    rng, cam = s.rng, stage(s, .14, 2.1, 1.0, .34, .46)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, "hill", .2)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 4, .1))
    vx = (s.fx - cam.vx) / cam.f
    for _ in range(22):
        z = rng.uniform(24, 48)
        x, y = cam.p(rng.uniform(-26, 26), 0, z)
        tree(s, x, y, cam.m(z) * rng.uniform(6, 10), cam.depth(z, 110))
    land.rays(s, s.W * (.5 + .4 * s.lx), -.1 * s.H, 6, .08)
    hives = [(z, X) for z in (21, 16.5, 13, 10, 7.6) for X in (-6.3, -4.2, -2.1, 0, 2.1, 4.2, 6.3)]
    for z, X in hives:
        XX = vx * z + X + rng.normal(0, .12) + (z - 10) * .12 * s.lx
        m, d = cam.m(z), cam.depth(z, 150)
        x, y = cam.p(XX, 0, z)
        if not -.1 * s.W < x < 1.1 * s.W:
            continue
        s.shadow(x - s.lx * m * .3, y, m * .6, m * .1, .4)
        for u in (-.3, .3):
            s.line([cam.p(XX + u, 0, z), cam.p(XX + u, .3, z)], m * .06, s.c("darkwood", d, .4))
        col = rng.choice(["ochre", "wall2", "blue", "mint", "ochre", "teal"])
        F = box(cam, XX, z, .8, .6, .62, col, .12 * s.lx, Y=.28, d=d)
        F["front"].rect(.18, .06, .62, .12, "dark", .3)
        F["front"].rect(.0, .3, .8, .33, "dark", .4, .4)
        box(cam, XX, z - .06, .9, .74, .09, "tin", .12 * s.lx, Y=.9, d=d)
        if rng.random() < .75:
            grass(s, x - m * .5, x + m * .5, y + m * .06, m * .3, 16, d)
    for _ in range(34):
        z = rng.uniform(5, 24)
        x, y = cam.p(rng.uniform(-10, 10), 0, z)
        flowers(s, x - cam.m(z) * .5, x + cam.m(z) * .5, y, cam.m(z) * .34, rng.choice(["white", "flower", "gold"]), 9, cam.depth(z))
    people(s, cam, [(*cam.p(vx * 9 + 1.1, 0, 9), "bend"), (*cam.p(vx * 14 - 1.0, 0, 14.2), "stand")], top="white")
    for _ in range(130):
        x, y = s.fx + rng.normal(0, .2) * s.W, s.fy + rng.normal(-.02, .12) * s.H
        s.oval(x, y, 2.0 * s.u, 1.5 * s.u, s.c("3b2c18", .1, .6), .8)
    flowers(s, 0, s.W, s.H + 8, .12 * s.H, "white", 50)
    overhang(s)
