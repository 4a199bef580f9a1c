"""From a clean drawing to a painted sheet: daubs, hand-cut edges, paper, light; then the JPEG."""
import numpy as np
import pyvips
from PIL import Image, ImageFilter

import noise
from noise import smooth
from palette import mix

MOST = 60_000


def _box(a, r):
    """Mean over a square of side 2r+1 of an (h, w, c) array."""
    for ax in (0, 1):
        p = np.pad(a, [(r + 1, r) if i == ax else (0, 0) for i in range(3)], mode="edge")
        c = np.cumsum(p, ax, dtype=np.float32)
        n = a.shape[ax]
        a = (np.take(c, range(2 * r + 1, 2 * r + 1 + n), ax) - np.take(c, range(0, n), ax)) / (2 * r + 1)
    return a


def daub(a, r):
    """Kuwahara filter: each pixel takes the calmest of its four corners, as a flat brush does."""
    l = a.mean(2, keepdims=True) - .5
    m = _box(np.concatenate([a - .5, l, l * l], 2), r)
    var = m[..., 4] - m[..., 3] ** 2
    best, out = np.full(var.shape, 9, np.float32), a.copy()
    for dy in (-r, r):
        for dx in (-r, r):
            v = np.roll(var, (dy, dx), (0, 1))
            better = v < best
            best = np.where(better, v, best)
            np.copyto(out, np.roll(m[..., :3], (dy, dx), (0, 1)) + np.float32(.5), where=better[..., None])
    return out


def warp(a, dx, dy):
    h, w, _ = a.shape
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    x, y = np.clip(x + dx, 4, w - 6.01), np.clip(y + dy, 4, h - 6.01)
    xi, yi = x.astype(np.int32), y.astype(np.int32)
    fx, fy = (x - xi)[..., None], (y - yi)[..., None]
    return (a[yi, xi] * (1 - fx) + a[yi, xi + 1] * fx) * (1 - fy) + (a[yi + 1, xi] * (1 - fx) + a[yi + 1, xi + 1] * fx) * fy


def cloth(rng, w, h, sx, sy=None, octaves=2):
    """Fractal noise as in `noise.field`, drawn at half the size."""
    half = noise.field(rng, w // 2 + 1, h // 2 + 1, sx / 2, sy / 2 if sy else None, octaves)
    return np.asarray(Image.fromarray(half, "F").resize((w, h), Image.BILINEAR))


def finish(s, edge=1.0, grain=1.0):
    """The sheet as the final 8-bit image."""
    rng, u, pal = s.rng, s.u, s.pal
    a = s.rgb()
    h, w, _ = a.shape
    # pigment that lies unevenly, then gathers into daubs
    lay = cloth(rng, w, h, 30 * u, 17 * u, 3) - .5
    bristle = cloth(rng, w, h, 70 * u, 5 * u, 2) - .5
    wash = cloth(rng, w, h, 420 * u, 260 * u, 2) - .5
    a = a * (1 + .085 * lay + .045 * bristle + .07 * wash)[..., None]
    a = mix(a, daub(a, 2), .9)
    # edges cut by hand
    a = warp(a, (cloth(rng, w, h, 26 * u, None, 2) - .5) * 4.2 * u * edge, (cloth(rng, w, h, 26 * u, None, 2) - .5) * 4.2 * u * edge)
    # bloom
    im = Image.fromarray((np.clip(a, 0, 1) * 255).astype(np.uint8))
    small = im.resize((w // 6, h // 6), Image.BILINEAR).filter(ImageFilter.GaussianBlur(9 * u))
    soft = np.asarray(small.resize((w, h), Image.BICUBIC), np.float32) / 255
    k = .16 if pal.time in ("mist", "dawn", "dusk", "night") else .10
    a = 1 - (1 - a) * (1 - k * np.clip(soft - .35, 0, 1))
    # tones: gentle curve, cool shadows, warm lights, less harsh colour
    l = a @ np.array([.3, .59, .11], np.float32)
    a = mix(a, np.repeat(l[..., None], 3, 2), np.clip(.03 + .25 * np.clip(a.max(2) - a.min(2) - .45, 0, 1), 0, 1))
    l3 = smooth(0, 1, l)
    a = a + ((l3 - l) * .34)[..., None]
    a = a * (1.0 if pal.night else 1.05)
    a = a + ((1 - l) ** 3)[..., None] * np.array([.012, .016, .034], np.float32) + (l ** 3)[..., None] * np.array([.012, .004, -.016], np.float32)
    yy, xx = np.mgrid[-1:1:h * 1j, -1:1:w * 1j].astype(np.float32)
    a = a * (1 - .09 * smooth(.55, 1.5, np.sqrt(xx * xx + yy * yy)))[..., None]
    # paper, as faint as a small file bears
    paper = cloth(rng, w, h, 7 * u, None, 1) - .5
    a = a + (paper * .016 * grain)[..., None] * (1.15 - l)[..., None]
    return Image.fromarray((np.clip(a, 0, 1) * 255 + .5).astype(np.uint8))


def jpeg(im):
    """The bytes, at the best quality that keeps them under MOST; 4:2:0, no metadata.

    A sheet too busy for that at a quality of 36 is made a little smaller.
    """
    (w, h), best = im.size, None
    for k in (1, .9, .8, .7):
        small = im if k == 1 else im.resize((round(w * k), round(h * k)), Image.LANCZOS)
        sheet = pyvips.Image.new_from_array(np.asarray(small))

        def bytes_at(q):
            return sheet.jpegsave_buffer(Q=q, interlace=True, trellis_quant=True, overshoot_deringing=True, quant_table=3, subsample_mode="on", keep="none")
        lo, hi = 36, 78
        while lo <= hi:
            q = lo if best is None else (lo + hi) // 2
            data = bytes_at(q)
            if len(data) > MOST:
                if best is None:
                    break
                hi = q - 1
            else:
                best, lo = (data, q), q + 1
                hi = min(hi, int(q * (MOST / len(data)) ** 1.6) + 2)
        if best:
            return best
    raise ValueError("the picture does not fit")
