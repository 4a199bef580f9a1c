"""Fields, gardens and pastures."""
import math
import numpy as np

import land
import noise
from buildings import fence, pole_wire, village
from noise import smooth
from palette import mix
from plants import banana, cloud_of, crown, flowers, grass, overhang, tree, trunk
from registry import scene, stage
from things import birds, buffalo, people, person


def hashed(i, j, k=0):
    v = np.sin(i * 127.1 + j * 311.7 + k * 74.7) * 43758.5453
    return v - np.floor(v)


def paddies(s, cx=18, cz=26, turn=.25, wet=None, crop="rice"):
    """A shader: plots between bunds, each in its own stage of growth."""
    ct, st = math.cos(turn), math.sin(turn)
    C, L, E, G = (s.pal.get(c) for c in (crop, "leaf", "earth", "grass"))
    sky = np.asarray(mix(s.pal.sky[2], s.pal.sky[3], .4)) / np.clip(s.pal.light * .7 + s.pal.shade * .3, .3, 2)
    wet = (.22 if s.pal.season in ("spring", "winter", "wet") else .06) if wet is None else wet
    o = s.rng.uniform(0, 99)

    def f(X, Z, foot):
        bend = (noise.sample(X, Z, 40) - .5) * 8
        a, b = X * ct - Z * st + bend, X * st + Z * ct + bend * .6
        j = np.floor(b / cz)
        ai = a / cx + hashed(j, o) * 3
        i = np.floor(ai)
        r, r2 = hashed(i, j, o), hashed(i, j, o + 5)
        c = mix(np.broadcast_to(C, X.shape + (3,)), mix(C, L, .7), r)
        c = c * (.86 + .26 * r2)[..., None]
        rows = land.stripes(a + .3 * np.sin(b), .55, foot)
        n = noise.sample(X, Z, 3)
        near = np.clip(1.4 - foot / .05, 0, 1)
        wetp = (r2 < wet)
        c = np.where(wetp[..., None], mix(np.broadcast_to(np.clip(sky, 0, 1.1), c.shape), C, smooth(.55, .75, n) * .55), c)
        k = .62 + .16 * rows * ~wetp + (n - .5) * .35 + (noise.sample(X, Z, .7, 9) - .5) * .3 * near
        fa, fb = np.abs(ai - i - .5), np.abs(b / cz - j - .5)
        ed = np.minimum((.5 - fa) * cx, (.5 - fb) * cz)
        bw = .35 + foot * .6
        e = smooth(bw * 1.5, bw * .7, ed) * np.clip(1.3 - foot / 1.2, .15, 1)
        c = mix(c, mix(E, G, .55 + .3 * (n - .5)), e)
        k = k + .12 * e - .28 * smooth(bw * 2.6, bw * 1.5, ed) * (1 - e)
        return c, np.clip(k, .1, 1)
    return f


def rice_front(s, h, y=None, n=420, col="rice"):
    """Ears of rice along the lower edge."""
    rng, y = s.rng, y or s.H + 8
    for kk in (.15, .45, .8):
        lv, ears = [], []
        for _ in range(n // 3):
            x, l = rng.uniform(-20, s.W + 20), h * rng.uniform(.5, 1.05)
            t = -math.pi / 2 + rng.normal(.12 * s.lx, .24)
            lv.append((x, y, l, l * .035, t))
            if s.pal.season in ("autumn", "summer", "dry"):
                for q in range(5):
                    ears.append((x + math.cos(t) * l * (.75 + .05 * q) + q * q * .8 * s.u, y + math.sin(t) * l * (.8 + .04 * q) + q * q * 1.1 * s.u, 2.1 * s.u, 3 * s.u))
        s.leaves(lv, s.c(col, 0, kk))
        if ears:
            s.ovals(ears, s.c("gold" if s.pal.season != "summer" else "straw", 0, kk + .15), .85)


@scene("rice-plain")
def rice_plain(s):
    rng, cam = s.rng, stage(s, .12, 3.8, .9, .34, .48)
    land.sky(s, cam.hz, .7)
    land.ranges(s, cam.hz, 3, "hill", .13)
    land.mist(s, cam.hz - .01 * s.H, .05 * s.H, .5)
    village(s, cam, -120, 120, 200, 16)
    land.ground(s, cam, paddies(s, 16, 22, .3 * s.lx))
    pole_wire(s, cam, [(30 - i * 3, 60 + i * 28) for i in range(6)], 8)
    for _ in range(5):
        z = rng.uniform(60, 120)
        x, y = cam.p(rng.uniform(-50, 50), 0, z)
        tree(s, x, y, cam.m(z) * 8, cam.depth(z))
    x, y = s.fx, s.fy + .14 * s.H
    buffalo(s, x + .09 * s.W, y, cam.my(y) * 1.9, .04, face=-1)
    spots = [(s.fx - .07 * s.W, y + .02 * s.H, "bend"), (s.fx - .14 * s.W, y + .04 * s.H, "bend"), (s.fx - .04 * s.W, y + .06 * s.H, "bend"), (s.fx + .24 * s.W, y + .1 * s.H, "carry")]
    people(s, cam, spots)
    birds(s, s.fx + .2 * s.W, cam.hz + .06 * s.H, 9, 10)
    rice_front(s, .15 * s.H)


@scene("rice-terraces")
def terraces(s):
    rng, W, H, pal = s.rng, s.W, s.H, s.pal
    hz = int(np.clip(s.fy - .14, .28, .42) * H)
    land.sky(s, hz)
    land.ranges(s, hz + .05 * H, 3, rng.choice(["peak", "hill"]), .24)
    land.mist(s, hz + .0 * H, .07 * H, .95 if pal.time in ("mist", "dawn") else .4)
    flooded = pal.season in ("spring", "winter", "wet")
    skyc = np.clip(mix(pal.sky[0], pal.sky[2], .55) / np.clip(pal.light * .8 + pal.shade * .2, .3, 2), 0, 1.05)
    o = rng.uniform(0, 99)

    def rows(base, size, phase):
        def f(dd, c, k):
            h, w = dd.shape
            x = np.arange(w)[None] / W
            d2 = np.clip(dd, 0, None)
            z = d2 / (size * s.u)
            n = noise.field(rng, w, h, 680 * s.u, 520 * s.u, 3, .42) - .5
            L = 9.5 * np.log1p(z * .13) + n * 5.2 + phase * x * 4
            i = np.floor(L)
            t = L - i
            gy = np.abs(np.gradient(L, axis=0)) + 1e-4
            cut = x * (5 + 4 * r_off(i)) + r_off(i) * 3 + n * 1.2     # where a plot ends along its step
            r2 = hashed(i, np.floor(cut), o + 3)
            C, G, E = pal.get("rice"), pal.get("leaf"), pal.get("earth")
            col = mix(np.broadcast_to(C * 1.06, c.shape), mix(C, G, 1.0), np.clip(r2 * 1.5 - .4, 0, 1))
            fine = noise.field(rng, w, h, 14 * s.u, 5 * s.u, 2)
            kk = .70 + (fine - .5) * .22 + .34 * (r2 - .5) + .16 * (t - .5)
            if flooded:
                m = (r2 < .56)
                shine = mix(np.broadcast_to(skyc, c.shape), C * .9, smooth(.55, .8, fine) * .35)
                col = np.where(m[..., None], shine, col)
                kk = np.where(m, .62 + .42 * t + .3 * (r2 - .3), kk)
            lip = 3.2 * gy * s.u                                   # the riser below each plot's edge
            riser = smooth(1 - .34, 1 - .29, t)
            edge = smooth(1 - .34 - 2 * lip, 1 - .34, t) * (1 - riser)
            side = np.abs(cut - np.floor(cut) - .5) > .488
            edge = np.maximum(edge, side * (1 - riser) * .7)
            col = mix(col, mix(E * .75, pal.get('deep'), .35 + .6 * fine), riser)
            kk = kk * (1 - riser) + riser * (.12 + .9 * np.clip(1 - t - .04, 0, 1) + .3 * (fine - .5))
            col = mix(col, mix(pal.get("grass"), np.ones(3), .12), edge * .9)
            kk = kk + .3 * edge
            kk = kk - .3 * smooth(.12, 0, t)
            return col, np.clip(kk * (.72 + .4 * k), .05, 1.1)
        return f

    def r_off(i):
        return hashed(i, i * 0, o + 9)
    y1 = hz + .07 * H
    amp = .13 * H
    side = 1 if s.fx < W * .45 else -1 if s.fx > .55 * W else s.lx
    x = np.linspace(0, 1, W)
    l1 = y1 - amp * (.25 + .75 * smooth(.1, 1, x if side > 0 else 1 - x)) * (.7 + .3 * noise.line(rng, W, 500 * s.u, 3))
    line = land.ridge(s, 0, amp, .42, "leaf", 700, line=l1, rows=rows(y1, 7, .6 * side), fade=.5 * H)
    for _ in range(9):
        xx = int(rng.uniform(0, W - 1))
        tree(s, xx, line[xx] + 6, rng.uniform(30, 62) * s.u, .45)
    for k in range(4):
        hx = int(np.clip(s.fx + (k - 1.5) * .07 * W + rng.normal(0, 12), 20, W - 20))
        yy = line[hx] + (.05 + .02 * (k % 3)) * H
        hut(s, hx, yy, rng.uniform(34, 48) * s.u, .38)
    if pal.time in ("mist", "dawn"):
        land.mist(s, y1 + .08 * H, .07 * H, .5)
    l2 = .60 * H + .10 * H * (smooth(0, .9, x if side < 0 else 1 - x) - .5) * -2 + .05 * H * (noise.line(rng, W, 640 * s.u, 3) - .5)
    line = land.ridge(s, 0, .2 * H, .12, "leaf", 800, line=l2, rows=rows(.6 * H, 12, -.6 * side), fade=1.6 * H)
    for _ in range(6):
        xx = int(rng.uniform(0, W - 1))
        tree(s, xx, line[xx] + 10, rng.uniform(60, 110) * s.u, .2)
    fxx = int(np.clip(s.fx, 60, W - 60))
    yy = max(line[fxx] + .08 * H, s.fy + .06 * H)
    tree(s, fxx - 130 * s.u, yy - 6, 190 * s.u, .08)
    hut(s, fxx + 110 * s.u, yy - 22 * s.u, 130 * s.u, .1)
    hut(s, fxx, yy, 175 * s.u, .05)
    banana(s, fxx + 130 * s.u, yy + 8, 120 * s.u, .05)
    for k, p in enumerate(("carry", "walk", "bend")):
        person(s, fxx + (-150 - 66 * k) * s.u, yy + (30 + 16 * k) * s.u, 82 * s.u, .03, p)
    overhang(s) if rng.random() < .5 else grass(s, 0, W, H + 10, .08 * H, 200)


def hut(s, x, y, w, d):
    """A small thatched hut seen from a little above."""
    h = w * .5
    s.shadow(x - s.lx * w * .2, y, w * .7, w * .09, .35)
    s.rect(x - w * .42, y - h * .7, x + w * .42, y, s.c("wood", d, .35))
    s.rect(x + s.lx * w * .12 - w * .3 * (s.lx < 0) , y - h * .7, x + s.lx * w * .12 + w * .3 * (s.lx > 0), y, s.c("wood", d, .75))
    s.rect(x - w * .1, y - h * .55, x + w * .08, y, s.c("darkwood", d, .2) if s.pal.time == "day" else s.pal.get("lamp"))
    s.poly([(x - w * .6, y - h * .55), (x - w * .3, y - h * 1.45), (x + w * .3, y - h * 1.45), (x + w * .6, y - h * .55)], s.c("thatch", d, .4))
    s.poly([(x - w * .3 + (w * .25 if s.lx > 0 else 0), y - h * 1.45), (x + w * .3 - (w * .25 if s.lx < 0 else 0), y - h * 1.45), (x + (w * .6 if s.lx > 0 else w * .1), y - h * .55), (x - (w * .6 if s.lx < 0 else w * .1), y - h * .55)], s.c("thatch", d, .8))


@scene("fruit-orchard")
def orchard(s):
    rng, cam = s.rng, stage(s, .12, 2.6, 1.0, .36, .48)
    land.sky(s, cam.hz)
    land.ranges(s, cam.hz, 2, "hill", .14)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 4, .35))
    fruit = "gold" if s.pal.season in ("winter", "autumn") else "brick"
    fruit = {"winter": "e08a2e", "spring": "d8b04a"}.get(s.pal.season, fruit)
    vx = (s.fx - cam.vx) / cam.f
    s.poly([cam.p(X + vx * z, 0, z) for z, X in [(3, -1.5), (90, -1.5)]] + [cam.p(X + vx * z, 0, z) for z, X in [(90, 1.5), (3, 1.5)]], s.c("earth", .08, .7), .75, blur=5 * s.u)
    for z in (62, 50, 41, 33, 27, 21.5, 17, 13.2, 10):
        d = cam.depth(z, 130)
        for side in (-3, -2, -1, 1, 2, 3):
            X = side * 4.6 - np.sign(side) * 1.2 + vx * z + rng.normal(0, .3)
            x, y = cam.p(X, 0, z)
            if not -.2 * s.W < x < 1.2 * s.W:
                continue
            m = cam.m(z)
            s.shadow(x - s.lx * m * .8, y, m * 2.1, m * .35, .4 * (1 - d))
            trunk(s, x, y, x, y - m * 1.4, m * .13, m * .09, "bark", d)
            for q in range(4):
                trunk(s, x, y - m * .7, x + rng.uniform(-1.1, 1.1) * m, y - m * rng.uniform(1.4, 2), m * .07, m * .03, "bark", d)
            for cx, cy, r in ((-.8, 1.9, 1.0), (.8, 1.9, 1.0), (0, 2.6, 1.2), (0, 1.7, 1.1)):
                crown(s, x + cx * m, y - cy * m, r * m, r * m * .8, "deep", d, .8)
            pts = cloud_of(rng, x, y - 2.0 * m, 1.75 * m, 1.2 * m, 46, m * .07, m * .10)
            s.ovals([(a, b, c, c) for a, b, c, _ in pts], s.c(fruit, d, .45))
            s.ovals([(a + s.lx * c * .2, b - c * .25, c * .66, c * .62) for a, b, c, _ in pts], s.c(fruit, d, 1))
    z = 11.5
    people(s, cam, [(*cam.p(vx * z - .9, 0, z), "stand"), (*cam.p(vx * 17 + .6, 0, 17), "carry"), (*cam.p(vx * 9 + 1.3, 0, 9.4), "bend")])
    for X in (-1.5, -.75, .8):                                     # baskets of fruit
        x, y = cam.p(vx * 8 + X, 0, 8)
        m = cam.m(8) * .32
        s.shadow(x, y, m * 1.2, m * .25)
        s.poly([(x - m, y - m * 1.0), (x + m, y - m * 1.0), (x + m * .75, y), (x - m * .75, y)], s.c("wood", 0, .5))
        s.ovals([(x + (i - 3) * m * .28, y - m * (1.05 + .15 * (i % 2)), m * .22, m * .22) for i in range(7)], s.c(fruit, 0, .85))
    grass(s, 0, s.W, s.H + 10, .07 * s.H, 240)
    overhang(s)


@scene("livestock")
def livestock(s):
    rng, cam = s.rng, stage(s, .1, 2.6, 1.0, .38, .5)
    land.sky(s, cam.hz, sun_x=(s.fx / s.W + .16 * s.lx))
    land.ranges(s, cam.hz, 3, "hill", .17)
    village(s, cam, -70, 70, 95, 7)
    land.ground(s, cam, land.meadow(s, "grass", "leaf", 6, .2))
    for _ in range(6):
        z = rng.uniform(38, 70)
        x, y = cam.p(rng.uniform(-30, 30), 0, z)
        tree(s, x, y, cam.m(z) * rng.uniform(6, 9), cam.depth(z, 160))
    fence(s, cam, [(-60, 34), (-20, 30), (8, 33), (50, 29)], 1.3, 1.6, "wood")
    shed = s.pal.season == "wet"
    if shed:
        from buildings import house as hs
        hs(cam, cam.at(s.fx, s.fy + .1 * s.H)[0] + 7 * s.lx, 22, 9, 5, 2.4, -.2 * s.lx, "wood", "tin", "gable", 1.2, windows=1)
    spots = [(rng.uniform(-.42, .42), rng.uniform(.02, .16)) for _ in range(7)] + [(0, .13), (-.2, .19), (.22, .22)]
    for i, (dx, dy) in enumerate(sorted(spots, key=lambda q: q[1])):
        y = s.fy + dy * s.H
        x = s.fx + dx * s.W
        if i > 6 or cam.my(y) > 0:
            buffalo(s, x, y, cam.my(y) * 1.45, cam.depth(cam.at(x, y)[1]), rng.choice(["buffalo", "cow", "cow"]), rng.choice([-1, 1]), rng.random() < .65)
            if rng.random() < .5:
                birds(s, x, y - cam.my(y) * 1.8, 1, 6)
    people(s, cam, [(s.fx + .12 * s.W, s.fy + .12 * s.H, "stand"), (s.fx - .3 * s.W, s.fy + .1 * s.H, "walk")])
    for _ in range(60):
        x, y = rng.uniform(0, s.W), rng.uniform(.78, 1.02) * s.H
        grass(s, x - 26 * s.u, x + 26 * s.u, y, cam.my(y) * .22, 12)
    grass(s, 0, s.W, s.H + 12, .13 * s.H, 320)
    flowers(s, *((0, .3 * s.W) if s.lx > 0 else (.7 * s.W, s.W)), s.H + 4, .1 * s.H, "white", 26)
