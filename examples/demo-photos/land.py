"""Sky, ridges, ground, water and weather: what lies behind and under everything."""
import numpy as np

import noise
from noise import smooth
from palette import hexc, mix


def sky(s, hz, clouds=None, sun_x=None):
    """Sky down to the row hz (and a little below), with clouds, sun or moon and stars."""
    W, pal, rng = s.W, s.pal, s.rng
    hz = int(hz)
    h = min(s.H, hz + int(90 * s.u))
    t = np.linspace(0, 1, h) ** .9 * 3
    stops = np.array(pal.sky)
    cols = np.stack([np.interp(t, range(4), stops[:, k]) for k in range(3)], 1)
    warp = noise.field(rng, W, h, 700 * s.u, 160 * s.u, 2) - .5
    idx = np.clip(np.arange(h)[:, None] + warp * h * .16, 0, h - 1).astype(int)
    img = cols[idx]
    amount = rng.uniform(.2, .75) if clouds is None else clouds
    y = np.linspace(0, 1, h)[:, None]
    if pal.wet:
        amount = max(amount, .85)
    if amount > 0:
        big, flat = rng.uniform(420, 700) * s.u, rng.uniform(90, 190) * s.u
        n = noise.field(rng, W, h, big, flat, 5)
        # clouds shrink towards the horizon
        rows = (np.arange(h) / max(h, 1)) ** 1.5
        n = n[(np.clip(rows * h * .8 + h * .1, 0, h - 1)).astype(int)]
        cut = .82 - .42 * amount
        body = smooth(cut, cut + .10, n) * .75 + smooth(cut + .1, cut + .2, n) * .25
        up = np.roll(n, int(14 * s.u), 0)
        up[:int(14 * s.u)] = n[:1]                                 # nothing comes round from below
        side = np.roll(up, int(18 * s.u) * -s.lx, 1)
        shine = smooth(-.03, .07, n - side)
        base = mix(pal.sky[2], pal.sky[1], .35)
        lightc = mix(pal.sky[3], pal.glowcol, .65 if pal.sunny else .25) * (1.0 if not pal.night else .62)
        darkc = mix(base, pal.shade * .9, .16 if pal.sunny else .2)
        col = mix(np.broadcast_to(darkc, img.shape), lightc, shine)
        img = mix(img, col, body * (.85 - .5 * y) * (.9 if not pal.night else .55))
    s.put(img)
    if pal.night:
        n = int(150 * rng.uniform(.5, 1.3))
        for x, yy, r in zip(rng.uniform(0, W, n), rng.uniform(0, hz * .85, n), rng.uniform(.5, 1.7, n)):
            s.oval(x, yy, r * s.u, r * s.u, "cfd9ee", rng.uniform(.25, .8))
        mx, my = (sun_x or rng.uniform(.15, .85)) * W, hz * rng.uniform(.2, .45)
        r = rng.uniform(24, 40) * s.u
        s.glow(mx, my, r * 7, "8fa6cc", .4)
        s.oval(mx, my, r, r, "f0e6cc", .95)
        if rng.random() < .5:
            s.oval(mx + r * .45, my - r * .25, r * .92, r * .92, mix(pal.sky[1], pal.sky[2], .3), .96)
    elif pal.sun is not None:
        sx = (sun_x if sun_x is not None else .5 + s.lx * rng.uniform(.14, .36)) * W
        sy = hz - pal.sun * s.H * rng.uniform(.7, 1.2)
        k = .55 if pal.time == "mist" else 1
        s.glow(sx, sy, .62 * max(W, s.H), pal.glowcol, .42 * k)
        s.glow(sx, sy, .2 * max(W, s.H), pal.glowcol, .55 * k)
        s.oval(sx, sy, 30 * s.u, 30 * s.u, mix(pal.glowcol, hexc("ffffff"), .5), .9 * k)


def crest(s, kind, wave):
    """A ridge line, 0..1, one value a column."""
    W, rng = s.W, s.rng
    n = noise.line(rng, W, wave, 5, .45)
    if kind == "peak":
        r = 1 - np.abs(2 * noise.line(rng, W, wave, 6, .52) - 1)
        n = .25 * n + .75 * r
    elif kind == "karst":
        x, n = np.arange(W), n * .22
        for _ in range(int(W / wave * 2.2) + 2):
            c, w, a = rng.uniform(-.05, 1.05) * W, wave * rng.uniform(.22, .55), rng.uniform(.3, 1)
            n = np.maximum(n, a * np.exp(-np.abs((x - c) / w) ** rng.uniform(2.2, 3.6)))
        n = n + .1 * (noise.line(rng, W, wave * .12, 4) - .5)
    elif kind == "flat":
        n = noise.line(rng, W, wave, 3, .4)
    return n


def ridge(s, base, amp, d, col="deep", wave=600, kind="hill", trees=0.0, fade=None, line=None, rows=None):
    """One range of hills across the sheet from its crest down; returns the crest's rows.

    rows(dd, x, k): may recolour the slope (terraces, hedges); dd is the depth below the crest.
    """
    W, H, pal, rng = s.W, s.H, s.pal, s.rng
    wave *= s.u
    if line is None:
        line = base - amp * crest(s, kind, wave)
    if trees:
        line = line - trees * (.3 + np.abs(noise.line(rng, W, max(5, trees * 2.4), 3, .6) - .3))
    top = max(0, int(line.min()) - 2)
    if top >= H:
        return line
    h = H - top
    yy = np.arange(top, H, dtype=np.float32)[:, None]
    dd = yy - line[None].astype(np.float32)
    mask = np.clip(dd + .5, 0, 1)
    fade = fade or amp * 1.5 + 60 * s.u
    soft = np.convolve(np.pad(line, 12, mode="edge"), np.ones(25) / 25, "valid")
    g = np.gradient(soft)
    warp = noise.field(rng, W, h, wave * .3, wave * .3, 4) - .5
    xs = np.clip(np.arange(W)[None] + warp * np.clip(dd, 0, None) * 1.6, 0, W - 1).astype(int)
    k = np.tanh(g[xs] * 2.2 * s.lx + (noise.field(rng, W, h, wave * .16, wave * .1, 3) - .5) * 1.1)
    k = .5 + .5 * k
    k = .55 * (smooth(.25, .4, k) * .5 + smooth(.55, .75, k) * .5) + .45 * k      # a few flat tones, as in print
    if not pal.sunny:
        k = .35 + .45 * k
    c = pal.get(col)
    c = mix(np.broadcast_to(c, k.shape + (3,)), c * np.array([.86, .95, .92]), noise.field(rng, W, h, wave * .22, wave * .12, 3))
    if rows:
        c, k = rows(dd, c, k)
    img = pal.lit(c, d, k)
    img = mix(img, pal.haze, np.clip(dd / fade, 0, 1) ** 1.2 * (.25 + .6 * d) * pal.air)
    s.put(img, mask, top)
    return line


def ranges(s, hz, n=3, kind=None, height=.2, far=1.0, near=.45, col="deep"):
    """Several ranges one behind the other that end at the horizon row hz."""
    kind = kind or s.rng.choice(["hill", "peak", "karst", "hill"])
    for i in range(n):
        t = i / max(1, n - 1)
        a = height * s.H * (1 - .55 * t) * s.rng.uniform(.75, 1.1)
        d = far * .92 + (near - far * .92) * t
        ridge(s, hz - .02 * s.H * (1 - t), a, d, col, wave=s.rng.uniform(420, 760) * (1.1 - .4 * t), kind=kind if t < .9 else "hill",
              trees=(7 + 5 * t) * s.u if t > .45 else 0)


def ground(s, cam, shade, y0=None, vis=260.0, mask=None):
    """Paint the ground plane: shade(X, Z, foot) gives local colours, or (colours, k)."""
    pal = s.pal
    y0 = int(max(y0 if y0 is not None else cam.hz, cam.hz) + 1)
    if y0 >= s.H:
        return
    y = np.arange(y0, s.H)[:, None] + .5
    Z = cam.f * cam.ch / (y - cam.hz)
    X = (np.arange(s.W)[None] + .5 - cam.vx) * Z / cam.f
    Z = np.broadcast_to(Z, X.shape)
    out = shade(X, Z, Z / cam.f)
    col, k = out if isinstance(out, tuple) else (out, .72)
    d = 1 - np.exp(-Z / vis)
    k = k * (.7 if not pal.sunny else 1) + (.2 if not pal.sunny else 0)
    s.put(pal.lit(col, d, k), None if mask is None else mask[y0:], y0)


def meadow(s, a="grass", b="leaf", scale=9.0, bare=0.0):
    """A shader for uneven grass, with bare earth in places."""
    A, B, E = s.pal.get(a), s.pal.get(b), s.pal.get("earth")
    ox, oz = s.rng.uniform(0, 500, 2)

    def f(X, Z, foot):
        n = noise.sample(X + ox, Z + oz, scale)
        m = noise.sample(X + oz, Z + ox, scale * .17)
        c = mix(np.broadcast_to(A, X.shape + (3,)), B, smooth(.35, .6, n))
        if bare:
            c = mix(c, E, smooth(1 - bare, 1.1 - bare, noise.sample(X - oz, Z + oz, scale * .6)))
        fine = np.clip(1 - foot / .5, 0, 1)
        return c, .45 + .35 * smooth(.3, .7, n * .5 + m * .5) + (m - .5) * .5 * fine
    return f


def stripes(v, period, foot):
    """Soft ridges -1..1 across v that fade where they would be finer than a pixel."""
    return np.sin(v / period * 2 * np.pi) * np.clip(1.6 - 3.4 * np.abs(foot) / period, 0, 1)


def water(s, y0, mask=None, col="water", deep=.42, calm=.6, y1=None):
    """Water from the row y0 down: what stands above y0 is mirrored, broken by ripples, tinted."""
    y0, H, W, pal = int(y0), int(y1 or s.H), s.W, s.pal
    src = s.rgb()
    h = H - y0
    if h < 3:
        return
    r = np.arange(h, dtype=np.float32)[:, None]
    z = 1 / (r / h + .06)
    x = np.arange(W, dtype=np.float32)[None]
    o = s.rng.uniform(0, 300, 2)
    n = noise.sample((x - W / 2) * z * .012 / s.u + o[0], z * 9 + o[1], 2.2) - .5
    m = noise.sample((x - W / 2) * z * .03 / s.u + o[1], z * 34 + o[0], 2.0, 9) - .5
    rough = (1.25 - calm) * (n * .8 + m) * np.clip(.25 + r / h * 1.6, 0, 1)
    stretch = min(1.0, (y0 - 2) / h) if y0 > 4 else 0
    yy = y0 - 1 - r * stretch * .95 + rough * (10 + r * .16)
    yy = np.clip(yy, 0, y0 - 1).astype(int)
    xx = np.clip(x + rough * (6 + r * .05), 0, W - 1).astype(int)
    refl = src[yy, xx]
    # blur up and down, as still water does
    for k in (3, 7):
        refl = (refl + np.roll(refl, k, 0) + np.roll(refl, 2 * k, 0)) / 3 if h > 4 * k else refl
    wc = pal.lit(col, 0, .6)
    t = np.clip(r / h, 0, 1)
    img = mix(refl, wc, np.broadcast_to(deep * (.35 + .65 * t), (h, W)))
    spark = smooth(.12, .30, rough * (.8 + .4 * t))
    img = mix(img, mix(pal.sky[3], pal.glowcol, .4), spark * .22 * (1 if not pal.night else .35))
    img = img * (1 - .10 * smooth(.1, .32, -rough))[..., None]
    if mask is not None:
        mask = mask[y0:H]
    s.put(img, mask, y0)


def glitter(s, x, y0, y1, col=None, w=40, n=140, a=.5):
    """A path of light on the water under the sun, the moon or a lamp."""
    rng = s.rng
    for _ in range(n):
        t = rng.random() ** 1.2
        y = y0 + (y1 - y0) * t
        spread = w * s.u * (.4 + 1.4 * t)
        l = rng.uniform(4, 26) * s.u * (.4 + t)
        xx = x + rng.normal(0, spread * .5)
        s.oval(xx, y, l, max(.7, l * .07), col if col is not None else s.pal.glowcol, a * rng.uniform(.3, 1))


def mist(s, y, thick, a=.6, col=None):
    """A torn band of mist around the row y."""
    y0, y1 = int(max(0, y - thick)), int(min(s.H, y + thick))
    if y1 - y0 < 4:
        return
    h = y1 - y0
    n = noise.field(s.rng, s.W, h, 520 * s.u, max(20, thick * .35), 4)
    v = 1 - np.abs((np.arange(y0, y1) - y) / thick)[:, None]
    m = smooth(.25, .8, n * .7 + v * .45) * smooth(0, .6, v) * a
    c = s.pal.haze if col is None else s.pal.get(col)
    s.put(np.broadcast_to(mix(c, s.pal.sky[3], .35), (h, s.W, 3)).copy(), m, y0)


def rain(s, a=.16, n=900):
    rng = s.rng
    lean = rng.uniform(-.22, .22)
    for part in range(3):
        l = (26 + 26 * part) * s.u
        xs, ys = rng.uniform(-.1, 1.1, n // 3) * s.W, rng.uniform(-.1, 1, n // 3) * s.H
        s.hairs([(x, y, x + lean * l, y + l) for x, y in zip(xs, ys)], (.8 + .5 * part) * s.u, mix(s.pal.haze, hexc("ffffff"), .5), a)


def rays(s, x, y, n=7, a=.10):
    """Broad shafts of light from (x, y)."""
    for _ in range(n):
        t = s.rng.uniform(.15, .85) * np.pi
        w = s.rng.uniform(.02, .07)
        l = 1.3 * max(s.W, s.H)
        p = [(x, y), (x + np.cos(t - w) * l, y + np.sin(t - w) * l), (x + np.cos(t + w) * l, y + np.sin(t + w) * l)]
        s.poly(p, s.pal.glowcol, a * s.rng.uniform(.3, 1), blur=14 * s.u)
