"""Near at hand: what lies on a table, in a basket or in two palms, seen from above."""
import math
import numpy as np

import noise
from palette import mix
from plants import cloud_of
from registry import scene
from rooms import steam


def table(s, col="wood", planks=7, turn=None):
    """Boards from edge to edge, with light that falls across them."""
    rng, W, H = s.rng, s.W, s.H
    s.indoor = True
    s.rect(0, 0, W, H, s.c(col, 0, .55))
    turn = rng.uniform(-.12, .12) if turn is None else turn
    d = math.hypot(W, H)
    s.cv.save()
    s.cv.translate(W / 2, H / 2)
    s.cv.rotate(math.degrees(turn))
    for i in range(planks + 2):
        y = -d / 2 + d * i / planks
        s.rect(-d, y, d, y + d / planks, s.c(col, 0, rng.uniform(.42, .72)))
        for _ in range(9):
            yy, x = y + rng.uniform(.05, .95) * d / planks, rng.uniform(-d / 2, d / 2)
            l = rng.uniform(.1, .4) * d
            s.line([(x, yy), (x + l * .5, yy + rng.normal(0, 3)), (x + l, yy)], rng.uniform(1, 3) * s.u, s.c(col, 0, .2), .35, smooth=True)
        s.rect(-d, y - 2 * s.u, d, y + 2 * s.u, s.c("darkwood", 0, .2), .8)
    s.cv.restore()


def sunbars(s, a=.3):
    """Light of a window with bars, aslant over everything."""
    W, H = s.W, s.H
    x, w = s.W * (.5 + .22 * s.lx), .14 * W
    for i in range(4):
        x0 = x + (i - 2) * w * 1.12
        s.poly([(x0, -9), (x0 + w, -9), (x0 + w - s.lx * .5 * H, H + 9), (x0 - s.lx * .5 * H, H + 9)], s.pal.glowcol, a * .55, blur=10 * s.u)
    s.glow(W * (.5 + .5 * s.lx), 0, W * .7, s.pal.glowcol, .35)


def disc(s, x, y, r, col, k=.6, squash=1.0, shade=True):
    if shade:
        s.oval(x - s.lx * r * .14, y + r * .16, r * 1.04, r * squash, s.pal.shade * .3, .4, blur=r * .12)
    s.oval(x, y, r, r * squash, s.c(col, 0, k))


def bowl(s, x, y, r, inside, rim="white"):
    disc(s, x, y, r, rim, .8)
    s.oval(x, y, r * .88, r * .88, s.c(rim, 0, .35))
    s.oval(x + s.lx * -r * .04, y, r * .82, r * .82, s.c(inside, 0, .55))
    s.oval(x + s.lx * r * .12, y - r * .1, r * .62, r * .6, s.c(inside, 0, .85), .8)
    s.cv.drawCircle(float(x), float(y), float(r * .94), s.paint(s.c("blue", 0, .6), .7, 0, max(1, r * .03)))


def weave(s, x, y, r, col="straw"):
    """A round tray or basket from above: rim, then strips to and fro."""
    disc(s, x, y, r, col, .3)
    s.oval(x, y, r * .95, r * .95, s.c(col, 0, .85))
    s.oval(x, y, r * .86, r * .86, s.c(col, 0, .35))
    s.cv.save()
    p = s.path([(x + math.cos(t) * r * .85, y + math.sin(t) * r * .85) for t in np.linspace(0, 6.283, 60)])
    s.cv.clipPath(p, True)
    n = 15
    for i in range(n):
        for j in range(n):
            a, b = x - r + 2 * r * i / n, y - r + 2 * r * j / n
            s.rect(a + 1, b + 1, a + 2 * r / n - 1, b + 2 * r / n - 1, s.c(col, 0, .85 if (i + j) % 2 else .55))
    s.cv.restore()
    for i in range(40):
        t = i / 40 * 6.283
        s.line([(x + math.cos(t) * r * .87, y + math.sin(t) * r * .87), (x + math.cos(t + .08) * r, y + math.sin(t + .08) * r)], max(1, r * .014), s.c("wood", 0, .4), .6)


def heap(s, x, y, r, what):
    """What fills a basket."""
    rng = s.rng
    if what in ("tea", "greens"):
        for k, n in ((.15, 60), (.45, 60), (.8, 46)):
            q = cloud_of(rng, x, y, r * .8, r * .8, n, r * .18, r * .34)
            s.leaves([(a, b, c, c * .32, rng.uniform(0, 6.28)) for a, b, c, _ in q], s.c("deep" if k < .3 else "leaf", 0, k))
    elif what == "salt":
        for k in (.45, .7, 1):
            s.ovals(cloud_of(rng, x + s.lx * r * .12 * k, y - r * .1 * k, r * (.9 - .3 * k), r * (.9 - .3 * k), 140, r * .02, r * .06), s.c("salt", 0, k))
    elif what == "fish":
        for _ in range(34):
            t, q = rng.uniform(0, 6.28), r * rng.uniform(.28, .4)
            a, b = x + rng.normal(0, r * .34), y + rng.normal(0, r * .34)
            if math.hypot(a - x, b - y) > r * .7:
                continue
            c, k = (math.cos(t), math.sin(t)), rng.uniform(.4, .9)
            s.leaves([(a - c[0] * q / 2, b - c[1] * q / 2, q, q * .3, t), (a - c[0] * q * .42, b - c[1] * q * .42, q * .22, q * .16, t + math.pi)], s.c("glass" if k > .6 else "metal", 0, k))
            s.oval(a + c[0] * q * .36, b + c[1] * q * .36, q * .03, q * .03, s.c("dark", 0, .2))
    else:
        size, cols = {"fruit": (.13, ("ochre", "d9822f", "gold")), "coffee": (.055, ("b8402f", "a8342a", "9a4a2f")), "corn": (.05, ("gold", "ochre", "wall2")),
                      "chilli": (.06, ("red", "brick")), "rice": (.03, ("wall2", "straw")), "lychee": (.1, ("b8473c", "rose", "a8584a"))}.get(what, (.1, ("leaf", "gold")))
        for _ in range(int(5.5 / size ** 1.35)):
            t, q = rng.uniform(0, 6.28), math.sqrt(rng.random()) * r * .8
            a, b, c = x + math.cos(t) * q, y + math.sin(t) * q, r * size * rng.uniform(.8, 1.15)
            col = cols[rng.integers(len(cols))]
            s.oval(a, b, c, c * .92, s.c(col, 0, .2))
            s.oval(a + s.lx * c * .12, b - c * .12, c * .8, c * .75, s.c(col, 0, .7))
            s.oval(a + s.lx * c * .3, b - c * .3, c * .28, c * .25, s.c(col, 0, 1.1))


@scene("baskets")
def baskets(s):
    """Three or four baskets on the ground, full of what s.arg names."""
    rng, W, H = s.rng, s.W, s.H
    s.rect(0, 0, W, H, s.c("earth", 0, .6))
    g = noise.field(rng, W, H, 90 * s.u, 60 * s.u, 3)
    s.put(s.pal.lit(np.broadcast_to(s.pal.get("sand"), (H, W, 3)) * (.82 + .3 * g)[..., None], 0, .62))
    for _ in range(70):
        x, y = rng.uniform(0, W), rng.uniform(0, H)
        s.leaves([(x, y, 26 * s.u, 6 * s.u, rng.uniform(0, 6.28))], s.c(rng.choice(["leaf", "straw", "deep"]), 0, .6), .7)
    what = (s.arg or "greens").split()
    R = .33 * H
    spots = [(s.fx, s.fy, 1), (s.fx - .34 * W, s.fy + .26 * H, .86), (s.fx + .36 * W, s.fy + .22 * H, .9), (s.fx - .30 * W, s.fy - .42 * H, .74), (s.fx + .30 * W, s.fy - .40 * H, .8)]
    for i, (x, y, k) in enumerate(spots):
        weave(s, x, y, R * k, ("straw", "bamboo", "wood")[i % 3])
        heap(s, x, y, R * k, what[i % len(what)])
    sunbars(s, .12) if s.pal.sunny else None


@scene("notebook")
def notebook(s):
    """An open exercise book with lines of writing, a pencil, spectacles and a cup of tea."""
    rng, W, H = s.rng, s.W, s.H
    table(s, rng.choice(["wood", "ochre", "darkwood"]))
    cx, cy, w, h = s.fx, s.fy, .27 * W, .62 * H
    t = rng.uniform(-.14, .14)
    s.cv.save()
    s.cv.translate(float(cx), float(cy))
    s.cv.rotate(math.degrees(t))
    s.rect(-w - 8, -h / 2 + 10, w + 14, h / 2 + 18, s.pal.shade * .3, .5, blur=14 * s.u)
    s.rect(-w - 6, -h / 2 - 5, w + 6, h / 2 + 7, s.c("indigo" if rng.random() < .5 else "brick", 0, .6))
    for side in (-1, 1):
        s.vgrad([(0, -h / 2), (side * w, -h / 2), (side * w, h / 2), (0, h / 2)], s.c("paper", 0, .8 if side == s.lx else .68), s.c("paper", 0, .64))
        for i in range(11):
            y = -h / 2 + h * (i + 1.4) / 12.4
            s.line([(side * w * .06, y), (side * w * .95, y)], 2.2 * s.u, s.c("blue", 0, .7), .5)
            if (side < 0 and i > 0) or i in range(1, 7):
                x, end = (-w * .9 if side < 0 else w * .1), (-w * .08 if side < 0 else w * .92)
                end -= rng.uniform(0, .3) * w
                while x < end:
                    l = rng.uniform(.03, .11) * w
                    n = max(3, int(l / (5 * s.u)))
                    s.line([(x + l * j / n, y - (4 + 7 * rng.random()) * s.u * (1 if j % 2 else .2)) for j in range(n + 1)], 3.6 * s.u, s.c("indigo", 0, .3), .8, smooth=True)
                    x += l + .03 * w
    s.rect(-5 * s.u, -h / 2, 5 * s.u, h / 2, s.pal.shade * .4, .28, blur=5 * s.u)
    a, b = (w * .42, h * .12), (w * .98, h * .42)
    s.line([(a[0] - 5, a[1] + 9), (b[0] - 5, b[1] + 9)], 15 * s.u, s.pal.shade * .3, .4, blur=4 * s.u)
    s.line([a, b], 15 * s.u, s.c("gold", 0, .6))
    s.line([a, (a[0] + .12 * (b[0] - a[0]), a[1] + .12 * (b[1] - a[1]))], 9 * s.u, s.c("wall2", 0, .8))
    s.cv.restore()
    x, y, r = cx + s.lx * .38 * W, cy - .27 * H, .1 * H
    disc(s, x, y, r * 1.5, "white", .7)
    bowl(s, x, y, r, "8a5a2a")
    steam(s, x, y, r * 3.4, .45, 20)
    x, y = cx - s.lx * .39 * W, cy + .22 * H
    for k in (-1, 1):
        s.cv.drawCircle(float(x + k * r * .8 - 4), float(y + 7), float(r * .62), s.paint(s.pal.shade * .3, .35, 3, 6 * s.u))
        s.oval(x + k * r * .8, y, r * .62, r * .62, s.c("glass", 0, 1), .3)
        s.cv.drawCircle(float(x + k * r * .8), float(y), float(r * .62), s.paint(s.c("dark", 0, .4), 1, 0, 6 * s.u))
        s.line([(x + k * r * 1.4, y), (x + k * r * 1.6, y + r * .9), (x + k * r * 1.2, y + r * 1.5)], 5 * s.u, s.c("dark", 0, .4), smooth=True)
    s.line([(x - r * .2, y), (x + r * .2, y)], 6 * s.u, s.c("dark", 0, .4))
    sunbars(s) if not s.pal.night else s.glow(s.fx, s.fy, .6 * W, "f0b868", .5)


@scene("shared-meal")
def shared_meal(s):
    """A round tray of dishes with bowls and chopsticks on a mat."""
    rng, W, H = s.rng, s.W, s.H
    s.indoor = True
    s.rect(0, 0, W, H, s.c("straw", 0, .62))
    n = 30
    for i in range(n):
        s.rect(W * i / n, 0, W * (i + .5) / n, H, s.c("straw", 0, .48 + .1 * rng.random()), .6)
    for j in range(4):
        y = H * (.08 + .28 * j)
        s.rect(0, y, W, y + 16 * s.u, s.c("brick", 0, .5), .45)
        s.rect(0, y + 22 * s.u, W, y + 28 * s.u, s.c("teal", 0, .5), .45)
    R = .37 * min(W, H)
    disc(s, s.fx, s.fy, R, "metal", .9)
    s.oval(s.fx, s.fy, R * .94, R * .94, s.c("metal", 0, .6))
    s.oval(s.fx + s.lx * R * .1, s.fy - R * .1, R * .8, R * .8, s.c("metal", 0, .85), .5)
    fill = ["leaf", "ochre", "brick", "deep", "wall2", "gold"]
    rng.shuffle(fill)
    for k in range(5):
        t = k * 6.283 / 5 + .4
        x, y, r = s.fx + math.cos(t) * R * .62, s.fy + math.sin(t) * R * .62, R * .27
        bowl(s, x, y, r, fill[k])
        s.ovals(cloud_of(rng, x, y, r * .55, r * .55, 26, r * .05, r * .12), s.c(fill[k], 0, 1), .8)
        s.leaves([(a, b, c * 2, c * .7, rng.uniform(0, 6)) for a, b, c, _ in cloud_of(rng, x, y, r * .4, r * .4, 8, r * .06, r * .1)], s.c("deep", 0, .6))
    bowl(s, s.fx, s.fy, R * .24, "8a5a2a")
    for k in range(8):
        t = k * 6.283 / 8 + .2
        x, y, r = s.fx + math.cos(t) * R * 1.5, s.fy + math.sin(t) * R * 1.36, R * .22
        bowl(s, x, y, r, "white")
        for o in (-.06, .06):
            q = t + 1.2
            a = (x + math.cos(t + o) * r * 1.35, y + math.sin(t + o) * r * 1.35)
            b = (a[0] + math.cos(q) * r * 2.2, a[1] + math.sin(q) * r * 2.2)
            s.line([(a[0] - 3, a[1] + 5), (b[0] - 3, b[1] + 5)], 6 * s.u, s.pal.shade * .3, .3, blur=3)
            s.line([a, b], 6 * s.u, s.c("darkwood", 0, .7))
    sunbars(s, .22)


@scene("plan-on-table")
def plan_on_table(s):
    """A hand-drawn plan of lanes and plots on a table, a ruler, pencils, and grains that mark houses."""
    rng, W, H = s.rng, s.W, s.H
    table(s, rng.choice(["ochre", "wood"]))
    w, h = .76 * W, .78 * H
    s.cv.save()
    s.cv.translate(float(s.fx), float(s.fy))
    s.cv.rotate(rng.uniform(-4, 4))
    s.rect(-w / 2 - 6, -h / 2 + 12, w / 2 + 6, h / 2 + 16, s.pal.shade * .3, .5, blur=12 * s.u)
    s.rect(-w / 2, -h / 2, w / 2, h / 2, s.c("paper", 0, .75))
    for f in (-.25, .0, .25):
        s.rect(w * f - 3, -h / 2, w * f + 3, h / 2, s.pal.shade * .5, .07, blur=4)
    river = [(-w * .5, -h * .12), (-w * .3, -h * .2), (-w * .05, -h * .02), (w * .2, -h * .1), (w * .5, h * .08)]
    s.line(river, .06 * h, s.c("glass", 0, .8), .8, smooth=True)
    road = [(-w * .5, h * .3), (-w * .2, h * .22), (w * .1, h * .26), (w * .5, h * .36)]
    s.line(road, .035 * h, s.c("ochre", 0, .8), .9, smooth=True)
    for k in range(6):
        x = -w * .42 + k * w * .165
        s.line([(x, h * .27), (x + w * .02, h * .02 + .02 * h * (k % 2)), (x + w * .03, -h * .02)], 7 * s.u, s.c("ochre", 0, .6), .7, smooth=True)
        for j in range(4):
            for side in (-1, 1):
                a, b = x + side * w * .055 + w * .012, h * (.21 - .06 * j)
                s.poly([(a - w * .025, b - h * .022), (a + w * .025, b - h * .022), (a + w * .025, b + h * .022), (a - w * .025, b + h * .022)], s.c(rng.choice(["rose", "wall2", "mint", "glass"]), 0, .9), .9)
                s.line([(a - w * .025, b - h * .022), (a + w * .025, b - h * .022), (a + w * .025, b + h * .022), (a - w * .025, b + h * .022), (a - w * .025, b - h * .022)], 3.4 * s.u, s.c("dark", 0, .3), .8)
                if rng.random() < .7:
                    disc(s, a, b, 10 * s.u, "gold" if rng.random() < .6 else "b8473c", .7)
    for k in range(26):
        x, y = rng.uniform(-.46, .46) * w, rng.uniform(-.46, -.24) * h
        s.ovals([(x, y, 10 * s.u, 9 * s.u), (x + 9 * s.u, y + 4, 8 * s.u, 7 * s.u)], s.c("leaf", 0, .7), .8)
    s.cv.restore()
    for (x0, y0, x1, y1, q, col) in ((.08, .86, .62, .95, 34, "wall2"), (.8, .1, .95, .4, 13, "red"), (.86, .1, .99, .34, 13, "teal")):
        a, b = (x0 * W, y0 * H), (x1 * W, y1 * H)
        s.line([(a[0] - 4, a[1] + 9), (b[0] - 4, b[1] + 9)], q * s.u, s.pal.shade * .3, .4, blur=4)
        s.line([a, b], q * s.u, s.c(col, 0, .8))
        if q > 20:
            for i in range(40):
                t = i / 40
                x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
                s.line([(x, y - 14 * s.u), (x, y - (0 if i % 5 == 0 else 7) * s.u)], 2.6 * s.u, s.c("dark", 0, .3))
    sunbars(s, .2)


@scene("seed-trays")
def seed_trays(s):
    """Trays of seedlings row by row, seen from above; two bare hands set one more."""
    rng, W, H = s.rng, s.W, s.H
    s.rect(0, 0, W, H, s.c("earth", 0, .35))
    n, m = 4, 3
    for j in range(m):
        for i in range(n):
            x0, y0 = W * (i + .04) / n, H * (j + .05) / m
            x1, y1 = W * (i + .96) / n, H * (j + .95) / m
            s.rect(x0, y0, x1, y1, s.c("dark", 0, .35))
            for a in range(4):
                for b in range(3):
                    x, y = x0 + (x1 - x0) * (a + .5) / 4, y0 + (y1 - y0) * (b + .5) / 3
                    r = (x1 - x0) * .10
                    s.oval(x, y, r, r, s.c("darkwood", 0, .35))
                    if rng.random() < .94:
                        sprout(s, x, y, r * rng.uniform(1.1, 1.7))
    hands(s, s.fx, s.fy, .3 * H)
    sunbars(s, .16)


def sprout(s, x, y, r, n=5):
    rng = s.rng
    t0 = rng.uniform(0, 6.28)
    s.leaves([(x - s.lx * 3, y + 4, r * 1.1, r * .34, t0 + k * 6.28 / n) for k in range(n)], s.pal.shade * .25, .35)
    s.leaves([(x, y, r * rng.uniform(.8, 1.2), r * .32, t0 + k * 6.28 / n + rng.normal(0, .15)) for k in range(n)], s.c("leaf", 0, .45))
    s.leaves([(x, y, r * .75, r * .22, t0 + .5 + k * 6.28 / n) for k in range(n)], s.c("leaf", 0, .9))


def hands(s, x, y, r, soil=True):
    """Two hands held together from below, palms up, soil and a young plant in them."""
    rng = s.rng
    for k in (-1, 1):
        S = s.c("skin", 0, .45 if k != s.lx else .75)
        sleeve = [(x + k * r * .62, y + r * .6), (x + k * r * 1.05, y + r * .35), (x + k * r * 2.1, s.H + 30), (x + k * r * 1.2, s.H + 30)]
        s.poly([(a - s.lx * 10, b + 14) for a, b in sleeve], s.pal.shade * .3, .35, blur=14 * s.u)
        s.poly([(x + k * r * .1, y + r * .75), (x + k * r * .95, y + r * .1), (x + k * r * 1.2, y + r * .5), (x + k * r * .75, y + r * 1.1)], S, smooth=True)
        for i in range(4):
            a = (x + k * r * (.95 - .12 * i), y + r * (.2 + .13 * i))
            b = (x + k * r * (.30 - .05 * i), y - r * (.52 - .2 * i))
            m = (x + k * r * (.92 - .1 * i), y - r * (.25 - .12 * i))
            s.line([a, m, b], r * .19, s.c("skin", 0, (.35 + .1 * i) if k != s.lx else .6 + .1 * i), smooth=True)
        s.poly(sleeve, s.c("indigo" if r > 0 else "teal", 0, .4 if k != s.lx else .75))
        s.line([sleeve[0], sleeve[1]], r * .14, s.c("indigo", 0, .95))
    if soil:
        s.oval(x, y + r * .12, r * .66, r * .42, s.c("darkwood", 0, .15))
        s.ovals(cloud_of(rng, x, y + r * .06, r * .56, r * .34, 70, r * .04, r * .1), s.c("darkwood", 0, .4))
        s.ovals(cloud_of(rng, x + s.lx * r * .1, y, r * .42, r * .24, 40, r * .02, r * .06), s.c("earth", 0, .6))
    for k in (-1, 1):
        S = s.c("skin", 0, .5 if k != s.lx else .85)
        s.line([(x + k * r * .72, y + r * .62), (x + k * r * .5, y + r * .38), (x + k * r * .26, y + r * .3)], r * .2, S, smooth=True)
        s.poly([(x + k * r * .04, y + r * .95), (x + k * r * .1, y + r * .52), (x + k * r * .5, y + r * .44), (x + k * r * .88, y + r * .5), (x + k * r * .62, y + r * .98)], S, smooth=True)
    top = y - r * 1.05
    s.line([(x, y), (x + r * .05, y - r * .5), (x, top)], r * .07, s.c("leaf", 0, .5), smooth=True)
    for yy, l in ((.35, .5), (.62, .6), (.88, .5), (1.02, .34)):
        for k in (-1, 1):
            a = -math.pi / 2 + k * (1.05 - .35 * yy)
            s.leaves([(x, y - r * yy, r * l, r * .15, a)], s.c("leaf", 0, .35 if k != s.lx else .9))
            s.line([(x, y - r * yy), (x + math.cos(a) * r * l * .9, y - r * yy + math.sin(a) * r * l * .9)], r * .014, s.c("deep", 0, .6), .7)


@scene("hands-seedling")
def hands_seedling(s):
    """Hands with a seedling before a field out of focus."""
    rng, W, H = s.rng, s.W, s.H
    pal = s.pal
    s.vgrad([(0, 0), (W, 0), (W, H), (0, H)], mix(pal.sky[2], pal.get("leaf"), .25), pal.lit("deep", 0, .35))
    for k, (col, n) in enumerate((("leaf", 26), ("deep", 30), ("leaf", 26))):
        for _ in range(n):
            r = rng.uniform(.04, .11) * H
            s.oval(rng.uniform(0, W), H * (.30 + .24 * k) + rng.normal(0, .06) * H, r * 1.5, r, s.c(col, .4 - .18 * k, rng.uniform(.2, .9)), .7, blur=r * .35)
    for _ in range(16):
        s.oval(rng.uniform(0, W), rng.uniform(0, .4) * H, .03 * H, .03 * H, pal.glowcol, .25, blur=9 * s.u)
    s.glow(W * (.5 + .4 * s.lx), 0, .8 * W, pal.glowcol, .5)
    hands(s, s.fx, s.fy + .06 * H, .34 * H)


@scene("drying-mats")
def drying_mats(s):
    """A yard from above: mats on which something dries, people who rake, roofs at the edge."""
    rng, W, H = s.rng, s.W, s.H
    g = noise.field(rng, W, H, 160 * s.u, 120 * s.u, 4)
    s.put(s.pal.lit(np.broadcast_to(s.pal.get("sand"), (H, W, 3)) * (.8 + .28 * g)[..., None], 0, .6))
    cols = {"rice": ("gold", "ochre"), "fish": ("plaster", "metal"), "incense": ("b8473c", "rose"), "mat": ("teal", "straw"), "coffee": ("a8584a", "brick")}.get(s.arg, ("gold", "ochre"))
    n, m = 6, 4
    t = rng.uniform(-.16, .16)
    for j in range(-1, m + 1):
        for i in range(-1, n + 1):
            if (i + 2 * j) % 7 == 3 or rng.random() < .12:
                continue
            x, y = W * (i + .5) / n + t * H * (j - 1.5) / m, H * (j + .5) / m - t * W * (i - 2.5) / n * .6
            w, h = W / n * rng.uniform(.78, .9), H / m * rng.uniform(.7, .84)
            s.rect(x - w / 2 - s.lx * 5, y - h / 2 + 7, x + w / 2 - s.lx * 5, y + h / 2 + 7, s.pal.shade * .3, .35, blur=5)
            s.rect(x - w / 2, y - h / 2, x + w / 2, y + h / 2, s.c("bamboo", 0, .7))
            col = cols[int(rng.random() < .3)]
            s.rect(x - w * .45, y - h * .43, x + w * .45, y + h * .43, s.c(col, 0, rng.uniform(.55, .8)))
            for q in range(9):
                yy = y - h * .4 + h * .1 * q
                s.line([(x - w * .43, yy), (x + w * .43, yy + rng.normal(0, 2))], 4 * s.u, s.c(col, 0, 1 if q % 2 else .35), .5)
    for _ in range(5):
        x, y, r = rng.uniform(.12, .88) * W, rng.uniform(.15, .85) * H, .042 * H
        s.line([(x, y), (x - s.lx * r * 4, y + r * 2.6)], r * 1.2, s.pal.shade * .3, .4, blur=4)
        s.oval(x, y + r * .4, r * 1.1, r * .7, s.c(rng.choice(["indigo", "teal", "rose", "brick"]), 0, .6))
        q = rng.uniform(0, 6.28)
        s.line([(x, y), (x + math.cos(q) * r * 4, y + math.sin(q) * r * 4)], 5 * s.u, s.c("wood", 0, .7))
        disc(s, x, y, r, "straw", .5, shade=False)
        s.poly([(x, y), (x + s.lx * r, y - r * .3), (x + s.lx * r * .7, y + r * .7)], s.c("straw", 0, 1))
        s.oval(x, y, r * .18, r * .18, s.c("straw", 0, 1))
    for k in range(9):
        x = W * (k + .3) / 8
        s.ovals(cloud_of(rng, x, -.02 * H if s.lx > 0 else 1.02 * H, .09 * H, .07 * H, 26, 14 * s.u, 30 * s.u), s.c("deep", 0, .3))
        s.ovals(cloud_of(rng, x, -.03 * H if s.lx > 0 else 1.01 * H, .08 * H, .05 * H, 26, 9 * s.u, 18 * s.u), s.c("leaf", 0, .8))
