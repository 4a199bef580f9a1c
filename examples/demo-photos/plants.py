"""Trees and herbs. Each stands with its foot at (x, y); h is its height in pixels, d its distance 0..1."""
import math
import numpy as np


def cloud_of(rng, x, y, rx, ry, n, lo, hi):
    """n ovals scattered within an oval, denser at the rim than a plain scatter."""
    t = rng.uniform(0, 6.283, n)
    r = np.sqrt(rng.random(n))
    q = rng.uniform(lo, hi, n)
    return list(zip(x + np.cos(t) * r * rx, y + np.sin(t) * r * ry, q, q * rng.uniform(.55, .85, n)))


def crown(s, x, y, rx, ry, col="leaf", d=0.0, dabs=1.0):
    """A mass of foliage: dark body, mid daubs, then light ones on the lit side."""
    rng = s.rng
    r = min(rx, ry)
    n = int(np.clip(26 + r * .25, 14, 60) * dabs)
    s.ovals(cloud_of(rng, x, y, rx * .86, ry * .82, n // 2 + 8, r * .22, r * .36), s.c(col, d, .08))
    s.ovals(cloud_of(rng, x + s.lx * rx * .1, y - ry * .12, rx * .82, ry * .74, n * 2, r * .10, r * .2), s.c(col, d, .34))
    if r > 7:
        s.ovals(cloud_of(rng, x + s.lx * rx * .22, y - ry * .26, rx * .66, ry * .56, n * 3, r * .045, r * .11), s.c(col, d, .62), .9)
        s.ovals(cloud_of(rng, x + s.lx * rx * .34, y - ry * .40, rx * .46, ry * .40, n * 2, r * .03, r * .08), s.c(col, d, .95), .85)
    if r > 24:
        pts = cloud_of(rng, x, y, rx * 1.02, ry * 1.0, n * 2, r * .02, r * .05)
        s.leaves([(a, b, q * 2.2, q * .8, rng.uniform(0, 6.28)) for a, b, q, _ in pts], s.c(col, d, .3))


def trunk(s, x0, y0, x1, y1, w0, w1, col="bark", d=0.0):
    dx, dy = x1 - x0, y1 - y0
    l = math.hypot(dx, dy) or 1
    nx, ny = -dy / l, dx / l
    mx, my = (x0 + x1) / 2 + s.rng.normal(0, l * .03), (y0 + y1) / 2
    a = [(x0 - nx * w0, y0 - ny * w0), (mx - nx * (w0 + w1) * .42, my), (x1 - nx * w1, y1 - ny * w1)]
    b = [(x1 + nx * w1, y1 + ny * w1), (mx + nx * (w0 + w1) * .42, my), (x0 + nx * w0, y0 + ny * w0)]
    s.poly(a + b, s.c(col, d, .25))
    o = s.lx * (1 if nx * s.lx >= 0 else 1)
    s.line([(x0 + o * w0 * .35, y0), (mx + o * (w0 + w1) * .18, my), (x1 + o * w1 * .3, y1)], max(.6, (w0 + w1) * .35), s.c(col, d, .75), .8)


def tree(s, x, y, h, d=0.0, col=None, wide=1.0, shade=True):
    """A broad-leaved tree."""
    rng = s.rng
    col = col or ("deep" if rng.random() < .5 else "leaf")
    if shade and h > 20:
        s.shadow(x - s.lx * h * .14, y, h * .36 * wide, h * .05, .34 * (1 - d))
    habit = rng.choice(["round", "round", "tall", "layers", "loose"])
    trunk(s, x, y, x + rng.normal(0, h * .03), y - h * .62, h * .026, h * .012, "bark", d)
    for _ in range(4):
        trunk(s, x, y - h * rng.uniform(.22, .45), x + rng.uniform(-.22, .22) * h * wide, y - h * rng.uniform(.5, .75), h * .011, h * .005, "bark", d)
    if habit == "round":
        parts = [(rng.uniform(-.25, .25), rng.uniform(.42, .78), rng.uniform(.13, .21)) for _ in range(7)] + [(0, .66, .25)]
    elif habit == "tall":
        parts = [(rng.normal(0, .07), .32 + .09 * i + rng.normal(0, .02), .17 - .012 * i) for i in range(7)]
        wide *= .85
    elif habit == "layers":
        parts = [(rng.choice([-1, 1]) * rng.uniform(.04, .26 - .02 * i), .42 + .075 * i, rng.uniform(.11, .16)) for i in range(7)]
    else:
        parts = [(rng.normal(0, .19), rng.uniform(.38, .92), rng.uniform(.08, .15)) for _ in range(13)]
    for px, py, r in sorted(parts, key=lambda q: q[1]):
        crown(s, x + px * h * wide, y - py * h, r * h * wide, r * h * (.62 if habit == "layers" else .8), col, d, .7)


def bush(s, x, y, r, d=0.0, col="leaf", flowers=None):
    s.shadow(x, y, r * 1.1, r * .22, .3 * (1 - d))
    crown(s, x, y - r * .55, r, r * .62, col, d, .8)
    if flowers:
        s.ovals(cloud_of(s.rng, x, y - r * .6, r * .85, r * .5, int(10 + r * .25), max(1, r * .035), max(1.6, r * .07)), s.c(flowers, d, .85))


def pine(s, x, y, h, d=0.0, col="deep"):
    rng = s.rng
    trunk(s, x, y, x, y - h * .9, h * .018, h * .006, "bark", d)
    for i in range(7):
        t = i / 6
        w, yy = h * (.24 - .19 * t), y - h * (.24 + .7 * t)
        for side in (-1, 1):
            pts = [(x, yy - h * .07), (x + side * w, yy + h * .045 + rng.normal(0, h * .01)), (x + side * w * .5, yy + h * .035), (x, yy + h * .05)]
            s.poly(pts, s.c(col, d, .62 if side == s.lx else .18))


def palm(s, x, y, h, d=0.0, lean=None, fronds=11, kind="coco"):
    """A coconut or (kind='areca') a slim areca palm."""
    rng = s.rng
    lean = rng.normal(0, .10) if lean is None else lean
    if kind == "areca":
        lean *= .15
    tx, ty = x + lean * h, y - h * .78
    w = h * (.013 if kind == "areca" else .020)
    mid = (x + lean * h * .25, y - h * .42)
    s.line([(x, y), mid, (tx, ty)], w * 2, s.c("bark", d, .3), smooth=True)
    s.line([(x + s.lx * w * .4, y), (mid[0] + s.lx * w * .4, mid[1]), (tx, ty)], w * .8, s.c("stone", d, .75), .8, smooth=True)
    L = h * (.23 if kind == "areca" else .34)
    for i in sorted(range(fronds), key=lambda i: rng.random()):
        t = -math.pi * (i + .5) / fronds * 1.25 + .4
        droop = rng.uniform(.35, .65) * L
        pts = [(tx + math.cos(t) * L * q, ty + math.sin(t) * L * q * .85 + droop * q * q) for q in np.linspace(0, 1, 9)]
        k = .75 if math.cos(t) * s.lx > -.1 else .2
        lv = []
        for j in range(1, 9):
            ax, ay = pts[j - 1][0], pts[j - 1][1]
            bx, by = pts[j]
            ang = math.atan2(by - ay, bx - ax)
            for q in (0, .5):
                cx, cy = ax + (bx - ax) * q, ay + (by - ay) * q
                ll = L * .24 * (1 - .6 * j / 9)
                lv += [(cx, cy, ll, ll * .09, ang + .75), (cx, cy, ll, ll * .09, ang - .55 + (.9 if math.cos(t) < 0 else 0) * .2)]
        s.leaves(lv, s.c("deep" if rng.random() < .4 else "leaf", d, k))
        s.line(pts, max(.7, h * .005), s.c("leaf", d, .5 * k + .3), smooth=True)
    if kind == "coco":
        s.ovals([(tx + rng.normal(0, h * .02), ty + h * .02 + rng.uniform(0, h * .02), h * .018, h * .02) for _ in range(5)], s.c("gourd", d, .4))


def banana(s, x, y, h, d=0.0, n=8):
    rng = s.rng
    s.shadow(x, y, h * .3, h * .05, .3 * (1 - d))
    for j in (-1, 1):
        s.line([(x + j * h * .04, y), (x + j * h * .05, y - h * .45)], h * .05, s.c("leaf", d, .3 + .2 * j * s.lx))
    for i in sorted(range(n), key=lambda i: rng.random()):
        t = -math.pi * (.12 + .76 * (i + rng.uniform(.2, .8)) / n)
        L, x0, y0 = h * rng.uniform(.5, .72), x + rng.normal(0, h * .03), y - h * .42
        big_leaf(s, x0, y0, L, t, d, k=.8 if math.cos(t) * s.lx > 0 else .35)


def big_leaf(s, x, y, L, t, d=0.0, k=.6, col="leaf", wide=.16, droop=.4):
    """One long leaf with a rib, lit on one half, that arches over."""
    qs = np.linspace(0, 1, 9)
    mid = [(x + math.cos(t) * L * q, y + math.sin(t) * L * q + droop * L * q ** 2.2 * abs(math.cos(t)) ** .5) for q in qs]
    up, dn = [], []
    for i, (q, (mx, my)) in enumerate(zip(qs, mid)):
        a, b = mid[max(0, i - 1)], mid[min(8, i + 1)]
        ang = math.atan2(b[1] - a[1], b[0] - a[0])
        w = L * wide * math.sin(min(1, q * 1.05 + .04) * math.pi) ** .6 * (.0 if q == 0 else 1)
        up.append((mx + math.sin(ang) * w, my - math.cos(ang) * w))
        dn.append((mx - math.sin(ang) * w, my + math.cos(ang) * w))
    s.poly(mid + up[::-1], s.c(col, d, min(1, k + .2)), smooth=False)
    s.poly(mid + dn[::-1], s.c(col, d, max(0, k - .25)), smooth=False)
    s.line(mid, max(.7, L * .012), s.c("grass", d, min(1, k + .35)), smooth=True)


def bamboo(s, x, y, h, d=0.0, n=11, lean=0.0):
    """A clump of arching culms."""
    rng = s.rng
    for i in range(n):
        dx = rng.normal(lean, .2) * h
        x0, hh = x + rng.normal(0, h * .06), h * rng.uniform(.65, 1)
        pts = [(x0 + dx * q ** 2.4, y - hh * q * (1 - .12 * q * q * abs(dx) / h * 3)) for q in np.linspace(0, 1, 9)]
        s.line(pts, max(.8, h * .011), s.c("bamboo" if i % 3 else "leaf", d, rng.uniform(.2, .75)), smooth=True)
        lv = []
        for j in range(3, 9):
            for _ in range(int(5 + j * 1.6)):
                bx, by = pts[j][0] + rng.normal(0, h * .045), pts[j][1] + rng.normal(0, h * .04)
                l = h * rng.uniform(.035, .07)
                lv.append((bx, by, l, l * .12, rng.choice([.5, 1.1, 2.0, 2.6]) + rng.normal(0, .3)))
        s.leaves(lv, s.c("leaf" if rng.random() < .6 else "deep", d, rng.choice([.15, .45, .85])), .95)


def grass(s, x0, x1, y, h, n=60, d=0.0, col="grass", k=None):
    """Blades along a line."""
    rng = s.rng
    for kk in ((.2, .5, .9) if k is None else (k,)):
        lv = []
        for _ in range(n // 3 + 1):
            l = h * rng.uniform(.4, 1.1)
            lv.append((rng.uniform(x0, x1), y + rng.normal(0, h * .10), l, l * .06, -math.pi / 2 + rng.normal(0, .32)))
        s.leaves(lv, s.c(col, d, kk))


def flowers(s, x0, x1, y, h, col, n=30, d=0.0):
    """A border of flowers: stems, leaves, heads with a light and a dark side."""
    rng = s.rng
    grass(s, x0, x1, y, h, n * 2, d, "leaf")
    xs, ys = rng.uniform(x0, x1, n), y - h * rng.uniform(.55, 1.15, n)
    r = np.maximum(1.2, h * rng.uniform(.07, .14, n))
    s.ovals(list(zip(xs, ys, r, r * .8)), s.c(col, d, .4))
    s.ovals(list(zip(xs + s.lx * r * .2, ys - r * .25, r * .72, r * .55)), s.c(col, d, 1))
    if h > 22:
        s.ovals(list(zip(xs, ys - r * .1, r * .26, r * .22)), s.c("gold", d, .9))


def reeds(s, x0, x1, y, h, n=40, d=0.0, col="grass"):
    rng = s.rng
    grass(s, x0, x1, y, h, n, d, col)
    seg = [(x, y, x + rng.normal(0, h * .08), y - h * rng.uniform(.9, 1.4)) for x in rng.uniform(x0, x1, n // 5)]
    s.hairs(seg, h * .012, s.c(col, d, .6))
    s.ovals([(c, e, h * .018, h * .09) for _, _, c, e in seg], s.c("wood", d, .5))


def banyan(s, x, y, h, d=0.0):
    """An old banyan: a many-stemmed trunk, hanging roots, a wide low crown."""
    rng = s.rng
    s.shadow(x - s.lx * h * .15, y + h * .02, h * .85, h * .07, .42)
    for i in range(9):
        o = rng.normal(0, .06)
        trunk(s, x + o * h * 1.7, y + rng.uniform(0, .02) * h, x + o * h * 1.1 + rng.normal(0, .02) * h, y - h * .5, h * rng.uniform(.02, .045), h * .016, "bark", d)
    for i in range(9):
        t = (i - 4) / 4
        trunk(s, x + t * h * .05, y - h * rng.uniform(.3, .42), x + t * h * .52, y - h * rng.uniform(.52, .64), h * .026, h * .009, "bark", d)
    for px, py, r in sorted([(rng.uniform(-.62, .62), rng.uniform(.52, .8), rng.uniform(.13, .2)) for _ in range(22)], key=lambda q: q[1]):
        py -= .14 * abs(px)
        crown(s, x + px * h, y - py * h, r * h * 1.15, r * h * .72, "deep" if rng.random() < .65 else "leaf", d, .8)
    seg = [(x + t * h, y - h * rng.uniform(.38, .5), x + t * h + rng.normal(0, h * .004), y - h * rng.uniform(.1, .3)) for t in rng.uniform(-.5, .5, 34)]
    s.hairs(seg, h * .004, s.c("bark", d, .35), .85)


def mangrove(s, x, y, h, d=0.0):
    rng = s.rng
    for _ in range(9):
        w, t = rng.normal(0, .26) * h, rng.uniform(.26, .42)
        s.line([(x, y - h * t), (x + w * .6, y - h * t * .7), (x + w, y + rng.uniform(-.01, .03) * h)], h * .014, s.c("bark", d, rng.uniform(.1, .6)), smooth=True)
    trunk(s, x, y - h * .25, x + rng.normal(0, .04) * h, y - h * .7, h * .025, h * .015, "bark", d)
    for _ in range(6):
        r = rng.uniform(.15, .24) * h
        crown(s, x + rng.uniform(-.26, .26) * h, y - h * rng.uniform(.5, .85), r * 1.1, r * .75, "deep" if rng.random() < .6 else "leaf", d, .8)


def potted(s, x, y, h, d=0.0, pot="brick"):
    s.shadow(x, y, h * .22, h * .04)
    s.poly([(x - h * .16, y - h * .3), (x + h * .16, y - h * .3), (x + h * .11, y), (x - h * .11, y)], s.c(pot, d, .35))
    s.poly([(x, y - h * .3), (x + s.lx * h * .16, y - h * .3), (x + s.lx * h * .11, y), (x, y)], s.c(pot, d, .75))
    for i in range(11):
        t = -math.pi * (.1 + .8 * s.rng.random())
        big_leaf(s, x, y - h * .3, h * s.rng.uniform(.35, .7), t, d, s.rng.uniform(.25, .8), "deep" if i % 2 else "leaf", .13, .3)


def overhang(s, side=None, top=True, dark=.12):
    """Near foliage in a corner that frames the view, on one sheet in four."""
    rng = s.rng
    if rng.random() > .25:
        return
    side = side or (-1 if s.fx > s.W / 2 else 1)
    x = 0 if side < 0 else s.W
    kind = rng.integers(3)
    L = max(s.W, s.H)
    if kind == 0:
        for _ in range(5):
            t = (0 if side < 0 else math.pi) + side * -rng.uniform(-.1, .9) * (1 if top else -1)
            big_leaf(s, x + side * 40 * s.u, rng.uniform(-.03, .14) * s.H, L * rng.uniform(.12, .22), t, 0, dark + rng.uniform(0, .2), "deep", .13, .5)
    else:
        col = "leaf" if kind == 1 else "deep"
        for _ in range(4):
            y0, l = rng.uniform(-.02, .10) * s.H, L * rng.uniform(.14, .26)
            t = (0 if side < 0 else math.pi) - side * rng.uniform(.1, .7)
            pts = [(x + math.cos(t) * l * q, y0 + math.sin(t) * l * q + .14 * l * q * q) for q in np.linspace(0, 1, 8)]
            s.line(pts, 3.4 * s.u, s.c("bark", 0, dark), smooth=True)
            lv = [(pts[j][0] + rng.normal(0, 9) * s.u, pts[j][1] + rng.normal(0, 7) * s.u, l * rng.uniform(.09, .16), l * (.012 if kind == 1 else .03), rng.choice([.6, 1.3, 2.2, 2.7]) + rng.normal(0, .3)) for j in range(1, 8) for _ in range(9)]
            s.leaves(lv[::2], s.c(col, 0, dark))
            s.leaves(lv[1::2], s.c(col, 0, dark + .25))
