"""A country market."""

import land
from buildings import box, village
from plants import cloud_of, overhang
from registry import scene, stage
from things import people, person



@scene("market")
def market(s):
    rng, cam = s.rng, stage(s, .16, 3.1, .95, .34, .46)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 3, height=.24)
    land.ground(s, cam, land.meadow(s, "earth", "sand", 3, .0))
    village(s, cam, -34, 34, 62, 6)
    vx = (s.fx - cam.vx) / cam.f
    for z in (40, 31, 24, 18.5, 14):
        for side in (-1, 1):
            stall(s, cam, vx * z + side * (4.6 + rng.uniform(0, .6)), z, side)
    spots = []
    for _ in range(34):
        z = rng.uniform(11, 48)
        spots.append((*cam.p(vx * z + rng.uniform(-2.6, 2.6), 0, z), rng.choice(["walk", "stand", "stand", "carry", "bend"])))
    people(s, cam, spots)
    for z, X in ((9.2, -2.3), (9.0, 2.2), (8.0, -1.2), (7.6, 2.9)):  # baskets in front
        for k in range(3):
            x, y = cam.p(vx * z + X + k * .75 - .7, 0, z + .3 * k)
            basket(s, x, y, cam.m(z) * .36, rng.choice(["gold", "brick", "leaf", "rose", "deep", "ochre"]))
    z = 9.6
    people(s, cam, [(*cam.p(vx * z - 1.6, 0, z), "bend"), (*cam.p(vx * z + .9, 0, z - .4), "stand"), (*cam.p(vx * z + 1.5, 0, z), "walk")])
    overhang(s)


def basket(s, x, y, m, col):
    s.shadow(x, y, m * 1.2, m * .25)
    s.poly([(x - m, y - m * .8), (x + m, y - m * .8), (x + m * .78, y), (x - m * .78, y)], s.c("wood", 0, .3))
    s.poly([(x, y - m * .8), (x + s.lx * m, y - m * .8), (x + s.lx * m * .78, y), (x, y)], s.c("bamboo", 0, .8), .8)
    s.oval(x, y - m * .8, m, m * .3, s.c("straw", 0, .7))
    s.ovals(cloud_of(s.rng, x, y - m * .92, m * .8, m * .25, 26, m * .14, m * .24), s.c(col, 0, .4))
    s.ovals(cloud_of(s.rng, x + s.lx * m * .1, y - m * 1.0, m * .66, m * .2, 20, m * .08, m * .15), s.c(col, 0, .95))


def stall(s, cam, X, z, side):
    rng, d, m = s.rng, cam.depth(z, 150), cam.m(z)
    col = rng.choice(["brick", "teal", "ochre", "blue", "plaster", "rose"])
    for du in (-1.6, 1.6):
        for dz in (0, 2.2):
            s.line([cam.p(X + du, 0, z + dz), cam.p(X + du, 2.5, z + dz)], max(1, m * .07), s.c("bamboo", d, .4))
    box(cam, X, z + .5, 3.0, 1.2, .8, "wood", 0, d=d)
    for _ in range(26):
        x, y = cam.p(X + rng.uniform(-1.4, 1.4), .86, z + rng.uniform(.6, 1.5))
        r = m * rng.uniform(.1, .2)
        s.oval(x, y, r, r * .7, s.c(rng.choice(["leaf", "gold", "brick", "deep", "ochre", "rose"]), d, rng.uniform(.4, 1)))
    x, y = cam.p(X + rng.uniform(-.6, .6), 0, z + 2.0)
    person(s, x, y, m * 1.55, d, "stand")
    A, B, C, D = (-1.9, 2.3, -.4), (1.9, 2.3, -.4), (1.9, 2.9, 1.2), (-1.9, 2.9, 1.2)
    s.poly([cam.p(X + a, b, z + c) for a, b, c in (D, C, (1.9, 2.4, 2.6), (-1.9, 2.4, 2.6))], s.c(col, d, .4))
    s.poly([cam.p(X + a, b, z + c) for a, b, c in (A, B, C, D)], s.c(col, d, .9))
    for i in range(5):
        t = -1.9 + i * .76
        s.poly([cam.p(X + t, 2.3, z - .4), cam.p(X + t + .38, 2.3, z - .4), cam.p(X + t + .38, 2.9, z + 1.2), cam.p(X + t, 2.9, z + 1.2)], s.c("white", d, .85), .5)
    s.poly([cam.p(X + a, b, z - .4) for a, b in ((-1.9, 2.3), (1.9, 2.3), (1.9, 2.1), (-1.9, 2.1))], s.c(col, d, .55))
