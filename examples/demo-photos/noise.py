"""Smooth random fields, all from the picture's own generator, so that a seed is a picture."""
import numpy as np
from PIL import Image


def _up(a, w, h):
    return np.asarray(Image.fromarray(a.astype(np.float32), "F").resize((w, h), Image.BICUBIC))


def field(rng, w, h, sx, sy=None, octaves=4, gain=.5):
    """Fractal noise, w by h, about 0..1, features sx by sy pixels."""
    sy = sy or sx
    out, amp, tot = np.zeros((h, w), np.float32), 1.0, 0.0
    for _ in range(octaves):
        gw, gh = max(2, int(w / sx) + 3), max(2, int(h / sy) + 3)
        g = _up(rng.random((gh, gw)), int(gw * sx) + 1, int(gh * sy) + 1) if gw * sx < 6000 else _up(rng.random((gh, gw)), w, h)
        oy, ox = min(int(sy), max(0, g.shape[0] - h)), min(int(sx), max(0, g.shape[1] - w))
        g = g[oy:oy + h, ox:ox + w]
        if g.shape != (h, w):
            g = _up(g, w, h)
        out += amp * g
        tot += amp
        amp *= gain
        sx, sy = max(1.5, sx / 2), max(1.5, sy / 2)
    out /= tot
    return np.clip((out - .5) * 1.6 + .5, 0, 1)


def line(rng, n, scale, octaves=5, gain=.5):
    """Fractal noise along a line, about 0..1."""
    out, amp, tot = np.zeros(n), 1.0, 0.0
    x = np.arange(n)
    for _ in range(octaves):
        k = int(n / scale) + 4
        v = rng.random(k)
        t = x / scale + rng.random()
        i = np.floor(t).astype(int)
        f = t - i
        f = f * f * (3 - 2 * f)
        out += amp * (v[i % k] * (1 - f) + v[(i + 1) % k] * f)
        tot += amp
        amp *= gain
        scale = max(2, scale / 2)
    return np.clip((out / tot - .5) * 1.5 + .5, 0, 1)


_TILE = {}


def tile(seed=7, n=512):
    """A wrapping noise tile for surfaces seen in perspective."""
    if seed not in _TILE:
        rng = np.random.default_rng(seed)
        out = np.zeros((n, n), np.float32)
        for k, a in ((8, 1), (16, .7), (32, .5), (64, .35), (128, .2)):
            g = rng.random((k, k))
            g = np.pad(g, 4, mode="wrap")
            u = n // k
            out += a * _up(g, (k + 8) * u, (k + 8) * u)[4 * u:4 * u + n, 4 * u:4 * u + n]
        out -= out.min()
        _TILE[seed] = out / out.max()
    return _TILE[seed]


def sample(x, y, scale, seed=7):
    t = tile(seed)
    n = t.shape[0]
    k = n / (8 * scale)
    return t[(np.asarray(y) * k).astype(np.int64) % n, (np.asarray(x) * k).astype(np.int64) % n]


def smooth(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)
